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
            return Ok(());
        }
        let message = format!("Missing required request parameters: [{}]", missing.join(", "));
        Err(GatewayError::new(GatewayResponseType::BadRequestParameters, message.clone()).with_message(message))
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
