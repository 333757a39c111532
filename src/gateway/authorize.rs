//! The one place where a call is allowed. Backends ask for a [`Permit`], and only `authorize` makes one.

use crate::gateway::error::{GatewayError, GatewayResponseType};
use crate::runtime::auth::AuthRule;

pub mod jwt;

/// Proof that a call went through its authorization.
#[derive(Debug)]
pub struct Permit(());

/// Checks a call against its method's or route's rule.
///
/// # Errors
/// The refusal that AWS gives. A rule that cannot be checked here refuses every call.
pub fn authorize(rule: &AuthRule) -> Result<Permit, GatewayError> {
    match rule {
        AuthRule::Open => Ok(Permit(())),
        AuthRule::NotEmulated { what } => Err(GatewayError::new(
            GatewayResponseType::AuthorizerConfigurationError,
            format!("{what} is not emulated yet, and no call passes a check that was not made"),
        )),
    }
}
