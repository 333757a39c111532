//! Request validation, before anything is mapped or called.

use crate::gateway::error::{GatewayError, GatewayResponseType};
use crate::gateway::rest::exchange::Exchange;
use crate::runtime::rest::validation::{ParameterPlace, RequestValidation, RequiredParameter};

impl Exchange<'_> {
    /// Checks what the method's validator asks.
    pub(super) fn validate(&self, validation: &RequestValidation) -> Result<(), GatewayError> {
        let missing: Vec<&str> =
            validation.required.iter().filter(|parameter| !self.has(parameter)).map(|parameter| &*parameter.name).collect();
        if missing.is_empty() {
            return self.validate_body(validation);
        }
        let message = format!("Missing required request parameters: [{}]", missing.join(", "));
        Err(GatewayError::new(GatewayResponseType::BadRequestParameters, message.clone()).with_message(message))
    }

    /// Checks the body against the model for its media type; no body is an empty object (recorded:
    /// test_api_gateway_request_validator, test_api_gateway_request_validator_with_ref_models).
    fn validate_body(&self, validation: &RequestValidation) -> Result<(), GatewayError> {
        if validation.models.is_empty() {
            return Ok(());
        }
        let content_type = self.inbound.header("content-type").unwrap_or("application/json");
        let media_type = content_type.split(';').next().unwrap_or(content_type).trim();
        let Some(model) = validation.model(media_type) else { return Ok(()) };
        let body = if self.inbound.body.is_empty() { b"{}" } else { &self.inbound.body[..] };
        let errors = match serde_json::from_slice(body) {
            Ok(body) => model.errors(&body),
            Err(error) => vec![error.to_string()],
        };
        if errors.is_empty() {
            return Ok(());
        }
        let found = format!("[{}]", errors.join(", "));
        Err(GatewayError::new(GatewayResponseType::BadRequestBody, format!("the body does not follow its model: {found}"))
            .with_validation(found))
    }

    /// Whether a parameter is there and not blank.
    fn has(&self, parameter: &RequiredParameter) -> bool {
        let value = match &parameter.place {
            ParameterPlace::Header(name) => {
                self.inbound.parts.headers.get(name).map(|value| !value.as_bytes().trim_ascii().is_empty())
            }
            ParameterPlace::Path => self.path_parameter(&parameter.name).map(|value| !value.trim().is_empty()),
            ParameterPlace::Query => self.query().get(&parameter.name).map(|value| !value.trim().is_empty()),
        };
        value.unwrap_or(false)
    }
}
