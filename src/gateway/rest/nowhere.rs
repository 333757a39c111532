//! Requests for a resource or method that is not there.

use emulator_api::admin::requests::Step;

use crate::gateway::authorize::{authorize_method, is_signed};
use crate::gateway::error::{GatewayError, GatewayResponseType};
use crate::gateway::rest::exchange::Exchange;

/// Tells nobody what is not there who has not passed "authentication and authorization" (developer guide, "Gateway response types",
/// RESOURCE_NOT_FOUND): without a signature AWS misses one, it takes any other `Authorization` for one, and callers who sign are told
/// (as they saw it: github.com/amazon-archives/aws-cognito-angular-quickstart/issues/50, keboola/developer-portal/issues/102,
/// anomalyco/guide/issues/320 and 344).
pub(super) async fn refusal(exchange: &Exchange<'_>) -> GatewayError {
    if !is_signed(exchange.inbound) {
        return GatewayError::new(GatewayResponseType::MissingAuthenticationToken, "no resource has this path and method");
    }
    exchange.inbound.recorder.step(Step::Authorize);
    match authorize_method(exchange.gateway, &exchange.stage.nowhere, exchange).await {
        Err(refusal) => refusal,
        Ok(_permit) => not_found(exchange),
    }
}

fn not_found(exchange: &Exchange<'_>) -> GatewayError {
    let (verb, path) = (&exchange.inbound.parts.method, exchange.inbound.path());
    let route = Some(path.trim_start_matches('/')).filter(|route| !route.is_empty()).unwrap_or("/");
    let message = format!("No method found matching route {route} for http method {verb}.");
    GatewayError::new(GatewayResponseType::ResourceNotFound, "no resource has this path and method").with_message(message)
}
