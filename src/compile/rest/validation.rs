//! Request validators.

use std::collections::HashMap;
use std::sync::Arc;

use emulator_api::Doc;
use serde_json::Value;

use crate::compile::Snapshot;
use crate::compile::document::{flag, members, object, text};
use crate::compile::model::{self, Schemas};
use crate::compile::rest::Compiler;
use crate::compile::rest::parameters::header_name;
use crate::runtime::rest::validation::{Model, ParameterPlace, RequestValidation, RequiredParameter};

/// Compiles what the validator of a method asks. The error says what of it cannot be checked.
pub(super) fn compile(compiler: &mut Compiler<'_>, method: &Doc) -> Result<RequestValidation, String> {
    let mut validation = RequestValidation::default();
    let Some(id) = text(method, "requestValidatorId") else { return Ok(validation) };
    let validator = compiler
        .snapshot
        .get(&format!("/requestvalidators/{id}"))
        .ok_or_else(|| format!("the request validator {id} does not exist, so nothing can be validated"))?;
    if flag(validator, "validateRequestBody") {
        for (media_type, name) in members(method, "requestModels") {
            validation.models.push((media_type.into(), compiled_model(compiler, name)?));
        }
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

/// What the models of an API became, each compiled once for all methods that name it.
#[derive(Default)]
pub(super) struct Models {
    /// All schemas, by name, once one is asked for.
    schemas: Option<Schemas>,
    compiled: HashMap<Box<str>, Result<Arc<Model>, String>>,
}

fn compiled_model(compiler: &mut Compiler<'_>, name: &str) -> Result<Arc<Model>, String> {
    if let Some(known) = compiler.models.compiled.get(name) {
        return known.clone();
    }
    let schemas = compiler.models.schemas.get_or_insert_with(|| schemas_of(compiler.snapshot)).clone();
    let compiled = schema(compiler.snapshot, name).and_then(|schema| model::compile(name, &schema, schemas)).map(Arc::new);
    compiler.models.compiled.insert(name.into(), compiled.clone());
    compiled
}

fn schema(snapshot: &Snapshot, name: &str) -> Result<Value, String> {
    let document = snapshot.get(&format!("/models/{name}")).ok_or_else(|| format!("there is no model {name}"))?;
    let schema = text(document, "schema").ok_or_else(|| format!("the model {name} has no schema"))?;
    model::schema(name, schema)
}

fn schemas_of(snapshot: &Snapshot) -> Schemas {
    let names = snapshot.children("/models").map(|(name, _)| name);
    names.filter_map(|name| Some((name.to_owned(), schema(snapshot, name).ok()?))).collect()
}
