//! Documentation: `x-amazon-apigateway-documentation`, or what the definition says of its own parts.

use emulator_api::Doc;
use serde_json::{Value, json};

use crate::control::openapi::base_path::BasePath;
use crate::control::openapi::definition::{AUTHORIZER, Definition};
use crate::control::openapi::operation;
use crate::control::openapi::read::{list, object, objects, scalar, text};

const EXTENSION: &str = "x-amazon-apigateway-documentation";

/// What a part of a path is documented by.
const OF_METHOD: [&str; 3] = ["description", "summary", "tags"];

/// What `CreateDocumentationPart` takes.
pub(super) fn read(definition: &Definition, base_path: BasePath) -> Vec<Doc> {
    if definition.root().contains_key(EXTENSION) { extension(definition) } else { descriptions(definition, base_path) }
}

/// The parts that the extension lists.
pub(crate) fn extension(definition: &Definition) -> Vec<Doc> {
    let Some(extension) = object(definition.root(), EXTENSION) else { return Vec::new() };
    let parts = list(extension, "documentationParts").iter().filter_map(Value::as_object);
    parts
        .filter_map(|part| {
            let written = object(part, "location")?;
            let location = written.iter().filter_map(|(name, value)| Some((name.clone(), json!(scalar(value)?)))).collect();
            Some(part_of(location, part.get("properties")?))
        })
        .collect()
}

fn part_of(mut location: Doc, properties: &Value) -> Doc {
    // What stands nowhere in particular stands at the root (recorded: test_import_documentation_parts).
    let rootless = matches!(text(&location, "type").as_deref(), Some("API" | "MODEL" | "AUTHORIZER") | None);
    if !rootless && !location.contains_key("path") {
        location.insert("path".to_owned(), json!("/"));
    }
    let properties = properties.as_str().map_or_else(|| properties.to_string(), str::to_owned);
    Doc::from_iter([("location".to_owned(), Value::Object(location)), ("properties".to_owned(), json!(properties))])
}

/// Descriptions of the definition's own parts. What an export writes where nothing is documented says nothing.
fn descriptions(definition: &Definition, base_path: BasePath) -> Vec<Doc> {
    let mut parts = Vec::new();
    let mut add = |location: Value, properties: Doc| {
        if !properties.is_empty() {
            parts.push(part_of(location.as_object().cloned().unwrap_or_default(), &Value::Object(properties)));
        }
    };
    if let Some(description) = definition.info().and_then(|info| text(info, "description")) {
        add(json!({"type": "API"}), Doc::from_iter([("info".to_owned(), json!({"description": description}))]));
    }
    for (name, schema) in definition.schemas() {
        let said = schema.as_object().map(|schema| said_of(schema, &["title", "description"])).unwrap_or_default();
        add(json!({"type": "MODEL", "name": name}), said);
    }
    for (name, scheme) in definition.security_schemes() {
        if scheme.contains_key(AUTHORIZER) {
            add(json!({"type": "AUTHORIZER", "name": name}), said_of(scheme, &["description"]));
        }
    }
    let base = definition.base_path();
    for (path, item) in definition.items() {
        let at = base_path.place(&base, path);
        add(json!({"type": "RESOURCE", "path": at}), said_of(item, &["summary", "description"]));
    }
    for written in definition.written() {
        let (at, method) = (base_path.place(&base, written.path), written.method);
        add(json!({"type": "METHOD", "path": at, "method": method}), said_of(written.operation, &OF_METHOD));
        for parameter in operation::parameters(definition, &written) {
            let kind = match parameter.place.as_str() {
                "path" => "PATH_PARAMETER",
                "query" => "QUERY_PARAMETER",
                "header" => "REQUEST_HEADER",
                _ => continue,
            };
            let location = json!({"type": kind, "path": at, "method": method, "name": parameter.name});
            add(location, said_of(parameter.written, &["description"]));
        }
        for response in operation::responses(definition, &written) {
            let status = &response.status;
            let mut said = said_of(response.written, &["description"]);
            said.retain(|_, text| *text != json!(format!("{status} response")));
            add(json!({"type": "RESPONSE", "path": at, "method": method, "statusCode": status}), said);
            for (name, header) in objects(response.written, "headers") {
                let location =
                    json!({"type": "RESPONSE_HEADER", "path": at, "method": method, "statusCode": status, "name": name});
                add(location, said_of(header, &["description"]));
            }
        }
    }
    parts
}

fn said_of(written: &Doc, members: &[&str]) -> Doc {
    let said = members.iter().filter_map(|member| Some(((*member).to_owned(), written.get(*member)?.clone())));
    said.filter(|(_, value)| !matches!(value, Value::String(text) if text.is_empty())).collect()
}
