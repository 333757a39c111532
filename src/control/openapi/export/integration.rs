//! An integration becomes `x-amazon-apigateway-integration`.

use emulator_api::Doc;
use serde_json::{Value, json};

use super::{copy, copy_lowered};
use crate::compile::Snapshot;
use crate::control::call::text;

/// The extension for the integration at `at`; what AWS fills in by itself is left out.
pub(super) fn of(snapshot: &Snapshot, at: &str, integration: &Doc) -> Doc {
    let mut extension = Doc::new();
    copy_lowered(integration, &mut extension, "type");
    for member in ["httpMethod", "uri", "credentials"] {
        copy(integration, &mut extension, member, member);
    }
    let responses: Doc = snapshot.children(&format!("{at}/responses")).map(|(_, response)| of_response(response)).collect();
    if !responses.is_empty() {
        extension.insert("responses".to_owned(), Value::Object(responses));
    }
    for member in ["requestParameters", "requestTemplates"] {
        copy(integration, &mut extension, member, member);
    }
    copy_lowered(integration, &mut extension, "passthroughBehavior");
    if text(integration, "connectionType") == "VPC_LINK" {
        copy(integration, &mut extension, "connectionType", "connectionType");
    }
    // Developer guide, "Set up an HTTP proxy integration with payload response streaming": the mode is in capitals.
    for member in ["connectionId", "integrationTarget", "contentHandling", "tlsConfig", "responseTransferMode"] {
        copy(integration, &mut extension, member, member);
    }
    if integration.get("timeoutInMillis").is_some_and(|milliseconds| *milliseconds != 29_000) {
        copy(integration, &mut extension, "timeoutInMillis", "timeoutInMillis");
    }
    if integration.get("cacheKeyParameters").is_some_and(|keys| *keys != json!([])) {
        for member in ["cacheNamespace", "cacheKeyParameters"] {
            copy(integration, &mut extension, member, member);
        }
    }
    extension
}

/// A response under the pattern that selects it.
fn of_response(response: &Doc) -> (String, Value) {
    let mut shown = Doc::new();
    for member in ["statusCode", "responseParameters", "contentHandling"] {
        copy(response, &mut shown, member, member);
    }
    // A template that is answered as null is an empty one.
    if let Some(templates) = response.get("responseTemplates").and_then(Value::as_object) {
        let written = |template: &Value| if template.is_null() { json!("") } else { template.clone() };
        let templates = templates.iter().map(|(media_type, template)| (media_type.clone(), written(template))).collect();
        shown.insert("responseTemplates".to_owned(), Value::Object(templates));
    }
    let pattern = text(response, "selectionPattern");
    (if pattern.is_empty() { "default" } else { pattern }.to_owned(), Value::Object(shown))
}
