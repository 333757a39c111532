//! What a route asks of a call, before its integration is called.

use serde_json::Value;

use super::call::Call;
use crate::gateway::error::{GatewayError, GatewayResponseType};
use crate::runtime::websocket::validation::{ParameterPlace, RequestModels, RequiredParameter, Validation};

/// Checks what the route of a call asks.
pub(super) fn check(validation: &Validation, call: &Call<'_>) -> Result<(), GatewayError> {
    let missing: Vec<&str> =
        validation.required.iter().filter(|parameter| !has(call, parameter)).map(|parameter| &*parameter.name).collect();
    if !missing.is_empty() {
        let message = format!("Missing required request parameters: [{}]", missing.join(", "));
        return Err(GatewayError::new(GatewayResponseType::BadRequestParameters, message.clone()).with_message(message));
    }
    match &validation.models {
        Some(models) => check_body(models, call),
        None => Ok(()),
    }
}

/// "If there is no matching model and $default isn't defined, the validation fails" (developer guide, "Request validation for
/// WebSocket APIs"). A call without a message is checked as an empty object, as REST APIs check a request without a body.
fn check_body(models: &RequestModels, call: &Call<'_>) -> Result<(), GatewayError> {
    let key = models.selection.evaluate(call).unwrap_or_default();
    let errors = match (models.get(&key), call.body()) {
        (None, _) => vec![format!("no model is for {key:?}, and none is for $default")],
        (Some(model), None) => model.errors(&Value::Object(serde_json::Map::new())),
        (Some(model), Some(text)) => match call.json() {
            Some(body) => model.errors(body),
            None => vec![serde_json::from_str::<Value>(text).err().map_or_else(String::new, |error| error.to_string())],
        },
    };
    if errors.is_empty() {
        return Ok(());
    }
    let found = format!("[{}]", errors.join(", "));
    let detail = format!("the message does not follow its model: {found}");
    Err(GatewayError::new(GatewayResponseType::BadRequestBody, detail).with_validation(found))
}

/// Whether a parameter is there and not blank.
fn has(call: &Call<'_>, parameter: &RequiredParameter) -> bool {
    let Some(inbound) = call.upgrade_request() else { return false };
    match &parameter.place {
        ParameterPlace::Header(name) => {
            inbound.parts.headers.get_all(name).iter().any(|value| !value.as_bytes().trim_ascii().is_empty())
        }
        ParameterPlace::Query => super::event::query(call).get(&parameter.name).is_some_and(|value| !value.trim().is_empty()),
    }
}
