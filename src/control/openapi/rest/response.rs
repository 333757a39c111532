//! Responses of an operation become responses of a method.

use emulator_api::Doc;
use serde_json::{Value, json};

use super::{RestDefinition, method};
use crate::control::openapi::definition::{Definition, Written};
use crate::control::openapi::operation;
use crate::control::openapi::read::object;
use crate::control::openapi::schema::Use;

/// What `PutMethodResponse` takes, for each status.
pub(super) fn read(definition: &Definition, written: &Written<'_>, into: &mut RestDefinition) -> Vec<Doc> {
    let mut responses = Vec::new();
    for response in operation::responses(definition, written) {
        let mut members = Doc::from_iter([("statusCode".to_owned(), json!(response.status))]);
        // A header is declared, never required (recorded: test_import_swagger_api).
        let headers: Doc = response.headers.iter().map(|name| (format!("method.response.header.{name}"), json!(false))).collect();
        if !headers.is_empty() {
            members.insert("responseParameters".to_owned(), Value::Object(headers));
        }
        let mut models = Doc::new();
        for (media_type, schema) in response.contents {
            match method::model(definition, schema, into) {
                Ok(name) => drop(models.insert(media_type, json!(name))),
                // As users saw it.
                Err(Use::Unsupported(kind)) => into.warnings.push(format!(
                    "Unsupported model type '{kind}' in {} response to method '{} {}'. Ignoring.",
                    response.status, written.method, written.path
                )),
                Err(_) => {}
            }
        }
        if !models.is_empty() {
            members.insert("responseModels".to_owned(), Value::Object(models));
        }
        responses.push(members);
    }
    // As users saw it (rstudio/plumber, 856).
    if object(written.operation, "responses").is_some_and(|responses| responses.contains_key("default")) {
        into.warnings.push(format!(
            "API Gateway does not support Swagger's 'default' method response (found on '{} {}')",
            written.method, written.path
        ));
    }
    responses
}
