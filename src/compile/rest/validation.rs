//! Request validators.

use emulator_api::Doc;

use crate::compile::rest::Compiler;
use crate::compile::rest::document::{flag, object, text};
use crate::compile::rest::parameters::header_name;
use crate::runtime::rest::validation::{ParameterPlace, RequestValidation, RequiredParameter};

/// Compiles what the validator of a method asks. The error says what of it cannot be checked.
pub(super) fn compile(compiler: &Compiler<'_>, method: &Doc) -> Result<RequestValidation, String> {
    let mut validation = RequestValidation::default();
    let Some(id) = text(method, "requestValidatorId") else { return Ok(validation) };
    let validator = compiler
        .snapshot
        .get(&format!("/requestvalidators/{id}"))
        .ok_or_else(|| format!("the request validator {id} does not exist, so nothing can be validated"))?;
    if flag(validator, "validateRequestBody") {
        return Err("the validation of request bodies is not emulated yet".to_owned());
    }
    if flag(validator, "validateRequestParameters") {
        let mut names: Vec<&String> = object(method, "requestParameters")
            .into_iter()
            .flatten()
            .filter(|(_, required)| required.as_bool() == Some(true))
            .map(|(name, _)| name)
            .collect();
        // Recorded: test_api_gateway_request_validator names headers, path, query in this order.
        names.sort();
        for name in names {
            validation.required.push(required(name)?);
        }
    }
    Ok(validation)
}

fn required(parameter: &str) -> Result<RequiredParameter, String> {
    let place = parameter.strip_prefix("method.request.").and_then(|place| place.split_once('.'));
    let (place, name) = match place {
        Some(("header", name)) => (ParameterPlace::Header(header_name(name)?), name),
        Some(("path", name)) => (ParameterPlace::Path, name),
        Some(("querystring", name)) => (ParameterPlace::Query, name),
        _ => return Err(format!("{parameter:?} is not a parameter of a request")),
    };
    Ok(RequiredParameter { name: name.into(), place })
}
