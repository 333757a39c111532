//! Who may perform an operation of the control plane: whoever signs it, as far as their policies allow it (developer guide, "Control
//! access to a REST API with IAM permissions": the model for creating and managing an API).

use std::borrow::Cow;
use std::sync::Arc;

use crate::clock::Timestamp;
use crate::gateway::Gateway;
use crate::gateway::authorize::method::by_identity;
use crate::gateway::authorize::resource_policy::RequestFacts;
use crate::gateway::authorize::{Signer, Signers, signature};
use crate::gateway::error::{GatewayError, GatewayResponseType};
use crate::gateway::inbound::Inbound;
use crate::policy::{Caller, Decision, Facts, Question};
use crate::runtime::auth::condition_key::REQUESTED_REGION;

/// The signer of an operation, whose signature was checked.
#[derive(Debug)]
pub struct OperationSigner {
    /// Who it is.
    pub signer: Arc<Signer>,
    now: Timestamp,
}

/// Checks the signature of an operation of the control plane, where a strict emulator has a credentials file that says whose count, and
/// tells the signer; elsewhere nobody's is looked at.
///
/// # Errors
/// The refusal that AWS gives.
pub fn authorize_operation(gateway: &Gateway, inbound: &Inbound) -> Result<Option<OperationSigner>, GatewayError> {
    let signers = &gateway.trust.signers;
    if !gateway.trust.strict || matches!(signers, Signers::Anyone { .. }) {
        return Ok(None);
    }
    let signer = signature::verify_operation(signers, inbound, gateway.clock.machine_now())?;
    let now = gateway.live.accounts.clocks.now(&signer.account);
    Ok(Some(OperationSigner { signer, now }))
}

impl OperationSigner {
    /// Checks that the signer's policies allow `action` with `resource`, in a request for something in `region`.
    ///
    /// # Errors
    /// The refusal that AWS gives, in its words (as users saw it: mattclay/aws-terminator pull request 284).
    pub fn check(&self, inbound: &Inbound, region: &str, action: &str, resource: &str) -> Result<(), GatewayError> {
        let Signer { account, arn, .. } = &*self.signer;
        let request = RequestFacts { inbound, signer: Some(&self.signer), now: self.now };
        let facts = OperationFacts { request, region };
        let question = Question { caller: Caller::Principal { account, arn }, action, resource, facts: &facts };
        let why = match by_identity(&self.signer, &question, &inbound.recorder) {
            Decision::Allowed { .. } => return Ok(()),
            Decision::Denied { .. } => "with an explicit deny in an identity-based policy".to_owned(),
            Decision::Silent => format!("because no identity-based policy allows the {action} action"),
        };
        let message = format!("User: {arn} is not authorized to perform: {action} on resource: {resource} {why}");
        Err(GatewayError::new(GatewayResponseType::AccessDenied, message.clone()).with_message(message))
    }
}

/// The condition keys of an operation (IAM user guide, "AWS global condition context keys").
struct OperationFacts<'r> {
    request: RequestFacts<'r>,
    region: &'r str,
}

impl Facts for OperationFacts<'_> {
    fn values(&self, key: &str) -> Vec<Cow<'_, str>> {
        match key {
            REQUESTED_REGION => vec![Cow::Borrowed(self.region)],
            _ => self.request.values(key),
        }
    }
}
