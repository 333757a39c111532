//! What is wrong in a definition, and imported all the same: the warnings that REST and HTTP APIs have in common.

use emulator_api::Doc;
use serde_json::Value;

use super::definition::{Definition, Version, Written};
use super::read::{list, object, text};

/// What version 3.0 knows of a parameter.
const OF_PARAMETER: [&str; 14] = [
    "$ref",
    "name",
    "in",
    "description",
    "required",
    "deprecated",
    "allowEmptyValue",
    "style",
    "explode",
    "allowReserved",
    "schema",
    "example",
    "examples",
    "content",
];

/// The warnings for a definition.
pub(super) fn of(definition: &Definition) -> Vec<String> {
    let mut found = Vec::new();
    if definition.version == Version::OpenApi3 {
        // As users of SAM saw it (serverless-application-model, 2297).
        let unrooted = definition.paths().filter(|path| !path.starts_with('/'));
        found.extend(unrooted.map(|path| format!("Parse issue: attribute paths. Resource {path} should start with /")));
        for written in definition.written() {
            unexpected_members(&written, &mut found);
        }
    }
    lost_references(definition, &mut found);
    found
}

/// What is said of a scheme that is marked as an authorizer's and tells of none. As users saw it (aws-apigateway-importer, 187),
/// who had exported an API without the extension and imported it again.
pub(super) fn unspecified_authorizer(name: &str) -> String {
    format!(
        "Unable to create authorizer from security definition: '{name}'. Extension x-amazon-apigateway-authorizer is required. Any methods with security: '{name}' will not be created. If this security definition is not a custom authorizer, remove the x-amazon-apigateway-authtype extension and it will be ignored."
    )
}

/// What is said of an operation: `paths.'/pets'(get).responses.200.content.schema`.
pub(super) fn attribute(written: &Written<'_>, rest: &str) -> String {
    format!("paths.'{}'({}).{rest}", written.path, written.method.to_ascii_lowercase())
}

/// As users saw it: `type` beside `in` is how version 2.0 writes a parameter.
fn unexpected_members(written: &Written<'_>, found: &mut Vec<String>) {
    // The parser looks into no extension, and ANY is one.
    if written.method == "ANY" {
        return;
    }
    for parameter in list(written.operation, "parameters").iter().filter_map(Value::as_object) {
        let name = text(parameter, "name").unwrap_or_default();
        let unknown = parameter.keys().filter(|member| !member.starts_with("x-") && !OF_PARAMETER.contains(&member.as_str()));
        found.extend(unknown.map(|member| {
            format!("Parse issue: attribute {} is unexpected", attribute(written, &format!("parameters.[{name}].{member}")))
        }));
    }
}

/// References that lead nowhere, or out of the definition: what they stand for is missing.
fn lost_references(definition: &Definition, found: &mut Vec<String>) {
    let mut check = |value: &Value, holder: &str| {
        if definition.resolve(value).is_none()
            && let Some(reference) = value.get("$ref").and_then(Value::as_str)
        {
            found.push(format!("Reference '{reference}' of '{holder}' not found. Ignoring."));
        }
    };
    for (path, item) in object(definition.root(), "paths").into_iter().flatten() {
        check(item, path);
    }
    for written in definition.written() {
        let holder = format!("{} {}", written.method, written.path);
        let own = [written.operation, written.item].into_iter().flat_map(|holder| list(holder, "parameters"));
        let responses = object(written.operation, "responses").into_iter().flat_map(Doc::values);
        for value in own.chain(responses).chain(written.operation.get("requestBody")) {
            check(value, &holder);
        }
    }
}
