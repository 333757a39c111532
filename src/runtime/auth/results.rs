//! What Lambda authorizers answered, and for how long it holds.

use std::fmt;
use std::sync::{Arc, OnceLock};

use emulator_api::Doc;
use moka::sync::Cache;

use crate::clock::{Lifespan, Timestamp};
use crate::policy::{Decision, Policy, Question};

/// How many answers a stage keeps; then those that are used least go.
const CAPACITY: u64 = 10_000;

/// A Lambda authorizer's answer.
#[derive(Clone, Debug)]
pub struct AuthorizerResult {
    /// Whom the identity stands for; simple responses do not say it.
    pub principal_id: Option<Box<str>>,
    /// What is passed on, if anything is.
    pub context: Option<Doc>,
    /// The API key that the caller's usage is counted by.
    pub usage_identifier_key: Option<Box<str>>,
    /// What the caller may do.
    pub verdict: Verdict,
}

/// What an authorizer allows.
#[derive(Clone, Debug)]
pub enum Verdict {
    /// What the policy allows; asked anew for every method.
    Policy(Policy),
    /// Everything, or nothing: a simple response "fully allows or denies all API requests that match the cached identity
    /// source values".
    Simple(bool),
}

impl Verdict {
    /// What it says of a call.
    pub fn decide(&self, question: &Question<'_>) -> Decision {
        match self {
            Self::Policy(policy) => policy.decide(question),
            Self::Simple(true) => Decision::Allowed { statement: 0 },
            Self::Simple(false) => Decision::Silent,
        }
    }

    /// The statement that decided, as it is written; simple responses have none.
    pub fn statement(&self, decision: Decision) -> Option<&str> {
        match self {
            Self::Policy(policy) => policy.statement(decision),
            Self::Simple(_) => None,
        }
    }
}

/// The answers that a stage's authorizers gave. It outlives every publish of the stage.
#[derive(Default)]
pub struct AuthorizerResults(OnceLock<Cache<Box<str>, Kept>>);

#[derive(Clone)]
struct Kept {
    result: Arc<AuthorizerResult>,
    lifespan: Lifespan,
}

impl AuthorizerResults {
    /// The answer that is kept under `key`, if it still holds.
    pub fn get(&self, key: &str, now: Timestamp) -> Option<Arc<AuthorizerResult>> {
        let kept = self.0.get()?.get(key)?;
        kept.lifespan.includes(now).then_some(kept.result)
    }

    /// Keeps an answer for a time.
    pub fn keep(&self, key: Box<str>, result: Arc<AuthorizerResult>, lifespan: Lifespan) {
        self.0.get_or_init(|| Cache::new(CAPACITY)).insert(key, Kept { result, lifespan });
    }

    /// Forgets all answers, as FlushStageAuthorizersCache and ResetAuthorizersCache do.
    pub fn forget_all(&self) {
        if let Some(cache) = self.0.get() {
            cache.invalidate_all();
        }
    }
}

impl fmt::Debug for AuthorizerResults {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("AuthorizerResults")
    }
}
