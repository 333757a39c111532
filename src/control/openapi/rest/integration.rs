//! `x-amazon-apigateway-integration`: what a method calls, and what becomes of the answer.

use emulator_api::Doc;
use serde_json::{Value, json};

use super::RestDefinition;
use crate::control::openapi::definition::Written;
use crate::control::openapi::read::{copy_text, flag, integer, object, objects, scalar, text, texts};

/// An integration with its responses.
#[derive(Clone, Debug)]
pub struct Integration {
    /// What `PutIntegration` takes.
    pub members: Doc,
    /// What `PutIntegrationResponse` takes.
    pub responses: Vec<Doc>,
}

const EXTENSION: &str = "x-amazon-apigateway-integration";

/// Members that are text in the extension and in the integration.
const TEXTS: [(&str, &str); 8] = [
    ("httpMethod", "integrationHttpMethod"),
    ("uri", "uri"),
    ("credentials", "credentials"),
    ("connectionId", "connectionId"),
    ("connectionType", "connectionType"),
    ("cacheNamespace", "cacheNamespace"),
    ("contentHandling", "contentHandling"),
    ("integrationTarget", "integrationTarget"),
];

/// Reads the integration of an operation that stands at `place`, if it has one.
pub(super) fn read(written: &Written<'_>, place: &str, into: &mut RestDefinition) -> Option<Integration> {
    let extension = written.operation.get(EXTENSION)?;
    let Some(extension) = extension.as_object() else {
        // As users saw it.
        into.errors.push(format!("Unable to parse API definition because of a malformed integration at path {place}"));
        return None;
    };
    let mut members = Doc::new();
    for (from, to) in TEXTS {
        copy_text(extension, &mut members, from, to);
    }
    // The guide writes these in lower case.
    for member in ["type", "passthroughBehavior", "responseTransferMode"] {
        if let Some(text) = text(extension, member) {
            members.insert(member.to_owned(), text.to_uppercase().into());
        }
    }
    if let Some(milliseconds) = integer(extension, "timeoutInMillis") {
        members.insert("timeoutInMillis".to_owned(), milliseconds.into());
    }
    let keys = texts(extension, "cacheKeyParameters");
    if !keys.is_empty() {
        members.insert("cacheKeyParameters".to_owned(), keys.into());
    }
    if let Some(skip) = object(extension, "tlsConfig").and_then(|tls| flag(tls, "insecureSkipVerification")) {
        members.insert("tlsConfig".to_owned(), json!({"insecureSkipVerification": skip}));
    }
    let told = Told { place, method: written.method };
    insert_map(&mut members, "requestParameters", told.parameters(extension, "requestParameters", into));
    insert_map(&mut members, "requestTemplates", templates(extension, "requestTemplates"));
    let responses = objects(extension, "responses").map(|(pattern, response)| told.response(pattern, response, into)).collect();
    Some(Integration { members, responses })
}

/// What warnings say of where they are.
struct Told<'w> {
    place: &'w str,
    method: &'static str,
}

impl Told<'_> {
    /// The entries of a map that are texts; AWS drops the others with a warning (recorded:
    /// test_import_rest_api_with_base_path_oas30).
    fn parameters(&self, holder: &Doc, member: &str, into: &mut RestDefinition) -> Doc {
        let mut parameters = Doc::new();
        for (name, value) in object(holder, member).into_iter().flatten() {
            if value.is_string() {
                parameters.insert(name.clone(), value.clone());
            } else {
                into.warnings.push(format!(
                    "Invalid format for '{member}'. Expected type string for property '{name}' of resource '{}' and method '{}' but got '{value}'",
                    self.place, self.method
                ));
            }
        }
        parameters
    }

    /// The response that a pattern selects; `default` is selected by none.
    fn response(&self, pattern: &str, written: &Doc, into: &mut RestDefinition) -> Doc {
        let mut response = Doc::new();
        copy_text(written, &mut response, "statusCode", "statusCode");
        copy_text(written, &mut response, "contentHandling", "contentHandling");
        if pattern != "default" {
            response.insert("selectionPattern".to_owned(), json!(pattern));
        }
        insert_map(&mut response, "responseParameters", self.parameters(written, "responseParameters", into));
        insert_map(&mut response, "responseTemplates", templates(written, "responseTemplates"));
        response
    }
}

/// Templates; one that is written as JSON instead of text is its text.
fn templates(holder: &Doc, member: &str) -> Doc {
    let all = object(holder, member).into_iter().flatten();
    all.map(|(media_type, template)| (media_type.clone(), json!(scalar(template).unwrap_or_else(|| template.to_string()))))
        .collect()
}

fn insert_map(into: &mut Doc, member: &str, map: Doc) {
    if !map.is_empty() {
        into.insert(member.to_owned(), Value::Object(map));
    }
}
