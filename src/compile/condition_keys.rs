//! Conditions of resource policies that ask for what no request has here.

use std::collections::BTreeSet;

use crate::compile::Diagnostic;
use crate::policy::Policy;
use crate::runtime::auth::condition_key::ConditionKey;

/// Tells of each key of `policy` that AWS knows of requests and this emulator does not.
pub(super) fn report(policy: &Policy, diagnostics: &mut Vec<Diagnostic>) {
    let unknown: BTreeSet<&str> = policy.condition_keys().filter(|key| ConditionKey::from_lower_case(key).is_none()).collect();
    diagnostics.extend(unknown.into_iter().map(|key| {
        let message = format!(
            "the resource policy asks for the condition key {key}, which no request has here: it decides as for a request without it"
        );
        Diagnostic::new("", message)
    }));
}
