//! `x-amazon-apigateway-integration` of HTTP APIs, written in place or shared by reference.

use emulator_api::Doc;
use serde_json::{Value, json};

use super::HttpDefinition;
use crate::control::openapi::definition::{Definition, Written};
use crate::control::openapi::read::{copy_text, integer, object, objects, scalar, text};

const EXTENSION: &str = "x-amazon-apigateway-integration";

/// Members that are text in the extension and in the integration.
const TEXTS: [(&str, &str); 8] = [
    ("httpMethod", "integrationMethod"),
    ("uri", "integrationUri"),
    ("credentials", "credentialsArn"),
    ("connectionId", "connectionId"),
    ("connectionType", "connectionType"),
    ("payloadFormatVersion", "payloadFormatVersion"),
    ("integrationSubtype", "integrationSubtype"),
    ("description", "description"),
];

/// Members that integrations of REST APIs have alone.
const OF_REST: [&str; 7] = [
    "cacheKeyParameters",
    "cacheNamespace",
    "contentHandling",
    "passthroughBehavior",
    "requestTemplates",
    "responses",
    "responseTransferMode",
];

/// Adds the integration of a route; gives what it is called. Routes that refer to the same one share it (developer guide,
/// `x-amazon-apigateway-integrations`).
pub(super) fn read(definition: &Definition, written: &Written<'_>, key: &str, into: &mut HttpDefinition) -> Option<String> {
    let extension = written.operation.get(EXTENSION)?;
    let shared = extension.get("$ref").and_then(Value::as_str);
    let Some(extension) = definition.resolve(extension) else {
        into.errors.push(format!("Unable to parse API definition because of a malformed integration at path {}", written.path));
        return None;
    };
    let name = shared.unwrap_or(key).to_owned();
    if !into.integrations.contains_key(&name) {
        let of_rest = OF_REST.iter().filter(|member| extension.contains_key(**member));
        into.info.extend(of_rest.map(|member| format!("Integrations of HTTP APIs have no {member}. Ignoring that of '{name}'.")));
        into.integrations.insert(name.clone(), members(extension));
    }
    Some(name)
}

fn members(extension: &Doc) -> Doc {
    let mut members = Doc::new();
    if let Some(kind) = text(extension, "type") {
        members.insert("integrationType".to_owned(), kind.to_uppercase().into());
    }
    for (from, to) in TEXTS {
        copy_text(extension, &mut members, from, to);
    }
    if let Some(milliseconds) = integer(extension, "timeoutInMillis") {
        members.insert("timeoutInMillis".to_owned(), milliseconds.into());
    }
    if let Some(name) = object(extension, "tlsConfig").and_then(|tls| text(tls, "serverNameToVerify")) {
        members.insert("tlsConfig".to_owned(), json!({"serverNameToVerify": name}));
    }
    if let Some(parameters) = object(extension, "requestParameters") {
        members.insert("requestParameters".to_owned(), mapped(parameters));
    }
    let responses: Doc =
        objects(extension, "responseParameters").map(|(status, mappings)| (status.to_owned(), mapped(mappings))).collect();
    if !responses.is_empty() {
        members.insert("responseParameters".to_owned(), Value::Object(responses));
    }
    members
}

/// Values as texts; what is written as JSON, as the guide does for messages to services, is its text.
fn mapped(parameters: &Doc) -> Value {
    let text = |value: &Value| scalar(value).unwrap_or_else(|| value.to_string());
    Value::Object(parameters.iter().map(|(name, value)| (name.clone(), json!(text(value)))).collect())
}
