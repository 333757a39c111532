//! An operation becomes a method with its responses and its integration.

use emulator_api::Doc;
use serde_json::{Value, json};

use super::authorizer::Asked;
use super::integration::Integration;
use super::{RestDefinition, authorizer, integration, missing_model, response};
use crate::control::openapi::definition::{Definition, Written};
use crate::control::openapi::operation;
use crate::control::openapi::read::{copy_text, text};
use crate::control::openapi::schema::{self, Use};

/// A method with all that is below it.
#[derive(Clone, Debug)]
pub struct Method {
    /// `GET`, or `ANY`.
    pub name: &'static str,
    /// What `PutMethod` takes, but the ids of what it names.
    pub members: Doc,
    /// The name of the authorizer that it asks.
    pub authorizer: Option<String>,
    /// The name of the validator that it asks.
    pub validator: Option<String>,
    /// What `PutMethodResponse` takes.
    pub responses: Vec<Doc>,
    /// What it calls, if it calls anything.
    pub integration: Option<Integration>,
}

const VALIDATOR: &str = "x-amazon-apigateway-request-validator";

/// Reads an operation that stands at `place`; none when it asks for an authorizer that cannot be.
pub(super) fn read(definition: &Definition, written: &Written<'_>, place: &str, into: &mut RestDefinition) -> Option<Method> {
    let mut members = Doc::new();
    let authorizer = match authorizer::of_method(definition, written, &mut members, into) {
        Asked::Authorizer(name) => Some(name),
        Asked::NoAuthorizer => None,
        Asked::Impossible => return None,
    };
    copy_text(written.operation, &mut members, "operationId", "operationName");
    request_parameters(definition, written, place, &mut members);
    request_models(definition, written, &mut members, into);
    let holder = if written.operation.contains_key(VALIDATOR) { written.operation } else { definition.root() };
    let responses = response::read(definition, written, into);
    let integration = integration::read(written, place, into);
    Some(Method { name: written.method, members, authorizer, validator: text(holder, VALIDATOR), responses, integration })
}

/// The parameters that API Gateway has a place for. The variables of the path are parameters, declared or not (recorded:
/// test_import_with_global_api_key_authorizer).
fn request_parameters(definition: &Definition, written: &Written<'_>, place: &str, method: &mut Doc) {
    let mut parameters = Doc::new();
    for parameter in operation::parameters(definition, written) {
        let place = match parameter.place.as_str() {
            "path" => "path",
            "query" => "querystring",
            "header" => "header",
            _ => continue,
        };
        parameters.insert(format!("method.request.{place}.{}", parameter.name), json!(parameter.required));
    }
    for part in place.split('/') {
        let Some(name) = part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) else { continue };
        let name = name.strip_suffix('+').unwrap_or(name);
        parameters.entry(format!("method.request.path.{name}")).or_insert(json!(true));
    }
    if !parameters.is_empty() {
        method.insert("requestParameters".to_owned(), Value::Object(parameters));
    }
}

fn request_models(definition: &Definition, written: &Written<'_>, method: &mut Doc, into: &mut RestDefinition) {
    let mut models = Doc::new();
    for (media_type, schema) in operation::request_body(definition, written) {
        match model(definition, schema, into) {
            Ok(name) => drop(models.insert(media_type, json!(name))),
            Err(Use::Unsupported(kind)) => into.warnings.push(format!(
                "Unsupported model type '{kind}' in request to method '{} {}'. Ignoring.",
                written.method, written.path
            )),
            // As users saw it, after the missing model itself.
            Err(_) => into.warnings.push(format!("Invalid format for model {media_type} for method {}", written.method)),
        }
    }
    if !models.is_empty() {
        method.insert("requestModels".to_owned(), Value::Object(models));
    }
}

/// The name of the model for a schema, which is made when it has none. What is no model comes back, with its warning given
/// when it is a reference.
pub(super) fn model(definition: &Definition, schema: &Value, into: &mut RestDefinition) -> Result<String, Use> {
    match schema::used(definition, schema) {
        Use::Named(name) => Ok(name),
        Use::Made { name, schema } => {
            into.add_model(&name, &schema);
            Ok(name)
        }
        Use::Missing(name) => {
            into.warnings.push(missing_model(&name));
            Err(Use::Missing(name))
        }
        unsupported @ Use::Unsupported(_) => Err(unsupported),
    }
}
