//! What a backend without an answer means for the caller of a REST API.

use http::StatusCode;

use crate::gateway::backend::BackendError;
use crate::gateway::error::{GatewayError, GatewayResponseType};

/// A function that gave no result. AWS answers 500 where it cannot invoke (recorded:
/// test_lambda_aws_proxy_integration_non_post_method), though INTEGRATION_FAILURE is documented as 504.
pub(super) fn of_function(error: &BackendError) -> GatewayError {
    match error {
        BackendError::TimedOut { .. } => GatewayError::new(GatewayResponseType::IntegrationTimeout, error.to_string()),
        // As users of AWS saw its type and its words: sal-blog.com, "iam-api-gateway-500error"; terraform-provider-aws issue 14965.
        BackendError::NotPermitted(_) => GatewayError::new(GatewayResponseType::ApiConfigurationError, error.to_string())
            .with_log("Execution failed due to configuration error: Invalid permissions on Lambda function"),
        BackendError::TooLarge(_) => GatewayError::new(GatewayResponseType::RequestTooLarge, error.to_string()),
        BackendError::NoFunction(_) | BackendError::Unmapped(_) | BackendError::Unreachable(_) | BackendError::Broken(_) => {
            GatewayError::new(GatewayResponseType::IntegrationFailure, error.to_string())
                .with_status(StatusCode::INTERNAL_SERVER_ERROR)
        }
    }
}

/// An HTTP backend or an AWS service that gave no answer. Where nothing stands for what is called, it is the emulator that
/// lacks a setting.
pub(super) fn of_http(error: &BackendError) -> GatewayError {
    match error {
        BackendError::TimedOut { .. } => GatewayError::new(GatewayResponseType::IntegrationTimeout, error.to_string()),
        BackendError::Unmapped(_) => GatewayError::new(GatewayResponseType::ApiConfigurationError, error.to_string()),
        BackendError::NoFunction(_)
        | BackendError::NotPermitted(_)
        | BackendError::TooLarge(_)
        | BackendError::Unreachable(_)
        | BackendError::Broken(_) => GatewayError::new(GatewayResponseType::IntegrationFailure, error.to_string())
            .with_message("Network error communicating with endpoint"),
    }
}
