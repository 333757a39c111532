//! The one place where a call is allowed. Backends ask for a [`Permit`], and only `authorize` makes one.

use crate::gateway::error::{GatewayError, GatewayResponseType};
use crate::runtime::auth::AuthRule;

pub use caller::Caller;
pub use credential::Credential;
pub use function::FunctionRequest;
pub use management::authorize_management;
pub use method::{MethodRequest, authorize_by_function, authorize_by_signature, authorize_method, may_invalidate_cache};
pub use operation::{OperationSigner, authorize_operation};
pub use signature::{invalid_region, is_signed};
pub use signers::{InvalidCredentials, Signer, Signers};
pub use trust::{IssuerEndpoint, IssuerEndpointError, Trust};

mod caller;
mod credential;
mod function;
pub mod jwt;
mod management;
mod method;
mod operation;
mod resource_policy;
mod signature;
mod signers;
mod trust;
mod user_pool;

/// Proof that a call went through its authorization.
#[derive(Debug)]
pub struct Permit(());

/// Checks a call against its route's rule.
///
/// # Errors
/// The refusal that AWS gives. A rule that cannot be checked here refuses every call.
pub fn authorize(rule: &AuthRule) -> Result<Permit, GatewayError> {
    match rule {
        AuthRule::Open => Ok(Permit(())),
        AuthRule::NotEmulated { what } => Err(unchecked(&format!("{what} is not emulated yet"))),
    }
}

/// The refusal of a rule that cannot be checked.
fn unchecked(why: &str) -> GatewayError {
    GatewayError::new(
        GatewayResponseType::AuthorizerConfigurationError,
        format!("{why}, and no call passes a check that was not made"),
    )
}
