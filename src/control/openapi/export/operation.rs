//! A method becomes an operation.

use std::collections::BTreeSet;

use emulator_api::Doc;
use serde_json::{Map, Value, json};

use super::copy;
use super::documentation::{Documentation, Location};
use super::rest::{Export, NoJsonModel};
use crate::compile::Snapshot;
use crate::control::call::entries;
use crate::control::openapi::definition::Version;

/// Where a method is.
pub(super) struct Place<'p> {
    pub(super) snapshot: &'p Snapshot,
    /// Its path below the API's.
    pub(super) at: &'p str,
    /// The path of its resource.
    pub(super) path: &'p str,
    /// Its name.
    pub(super) method: &'p str,
}

impl Place<'_> {
    /// The responses of the method, by status.
    pub(super) fn responses(&self) -> impl Iterator<Item = (&str, &Doc)> {
        self.snapshot.children(&format!("{}/responses", self.at)).collect::<Vec<_>>().into_iter()
    }

    fn location<'l>(&'l self, kind: &'l str, status: &'l str, name: &'l str) -> Location<'l> {
        Location { kind, path: self.path, method: self.method, status, name }
    }
}

/// The operation, without what is asked of callers and without extensions.
pub(super) fn of(
    export: &Export<'_>,
    place: &Place<'_>,
    method: &Doc,
    documentation: &Documentation<'_>,
) -> Result<Doc, NoJsonModel> {
    let mut operation = Doc::new();
    operation.extend(documentation.of(&place.location("METHOD", "", "")));
    copy(method, &mut operation, "operationName", "operationId");
    if export.version == Version::Swagger2 {
        for (member, types) in [("consumes", consumed(place, method)), ("produces", produced(place))] {
            if !types.is_empty() {
                operation.insert(member.to_owned(), json!(types));
            }
        }
    }
    let mut parameters = parameters(export.version, place, method, documentation);
    let models: Doc = entries(method, "requestModels").map(|(media_type, model)| (media_type.clone(), model.clone())).collect();
    if !models.is_empty() {
        if !models.contains_key("application/json") {
            return Err(NoJsonModel { method: place.method.to_owned(), path: place.path.to_owned() });
        }
        match export.version {
            // One for each media type, as in the guide's export of a Kinesis proxy.
            Version::Swagger2 => {
                for model in models.values().filter_map(Value::as_str) {
                    let schema = reference(export.version, model);
                    parameters.push(json!({"in": "body", "name": model, "required": true, "schema": schema}));
                }
            }
            Version::OpenApi3 => {
                let body = json!({"content": contents(export.version, &models), "required": true});
                operation.insert("requestBody".to_owned(), body);
            }
        }
    }
    if !parameters.is_empty() {
        operation.insert("parameters".to_owned(), parameters.into());
    }
    operation.insert("responses".to_owned(), responses(export.version, place, documentation));
    Ok(operation)
}

fn parameters(version: Version, place: &Place<'_>, method: &Doc, documentation: &Documentation<'_>) -> Vec<Value> {
    let all = entries(method, "requestParameters").filter_map(|(parameter, required)| {
        let (kind, name) = parameter.strip_prefix("method.request.")?.split_once('.')?;
        let (within, documented) = match kind {
            "path" => ("path", "PATH_PARAMETER"),
            "querystring" | "multivaluequerystring" => ("query", "QUERY_PARAMETER"),
            "header" | "multivalueheader" => ("header", "REQUEST_HEADER"),
            _ => return None,
        };
        let mut written = json!({"name": name, "in": within});
        let described = documentation.of(&place.location(documented, "", name));
        if let Some(description) = described.get("description") {
            written["description"] = description.clone();
        }
        match version {
            Version::Swagger2 => {
                written["required"] = required.clone();
                written["type"] = json!("string");
            }
            Version::OpenApi3 => {
                if required == true {
                    written["required"] = json!(true);
                }
                written["schema"] = json!({"type": "string"});
            }
        }
        Some(written)
    });
    all.collect()
}

fn responses(version: Version, place: &Place<'_>, documentation: &Documentation<'_>) -> Value {
    let mut responses = Map::new();
    for (status, response) in place.responses() {
        let documented = documentation.of(&place.location("RESPONSE", status, ""));
        let description = documented.get("description").cloned().unwrap_or_else(|| json!(format!("{status} response")));
        let mut written = Doc::from_iter([("description".to_owned(), description)]);
        let headers: Doc = entries(response, "responseParameters")
            .filter_map(|(parameter, _)| {
                let name = parameter.strip_prefix("method.response.header.")?;
                let mut header = match version {
                    Version::Swagger2 => json!({"type": "string"}),
                    Version::OpenApi3 => json!({"schema": {"type": "string"}}),
                };
                if let Some(said) = documentation.of(&place.location("RESPONSE_HEADER", status, name)).get("description") {
                    header["description"] = said.clone();
                }
                Some((name.to_owned(), header))
            })
            .collect();
        if !headers.is_empty() {
            written.insert("headers".to_owned(), Value::Object(headers));
        }
        let models: Doc =
            entries(response, "responseModels").map(|(media_type, model)| (media_type.clone(), model.clone())).collect();
        match version {
            Version::Swagger2 => {
                let model = models.get("application/json").or_else(|| models.values().next()).and_then(Value::as_str);
                written.extend(model.map(|model| ("schema".to_owned(), reference(version, model))));
            }
            Version::OpenApi3 => drop(written.insert("content".to_owned(), contents(version, &models))),
        }
        responses.insert(status.to_owned(), Value::Object(written));
    }
    Value::Object(responses)
}

fn contents(version: Version, models: &Doc) -> Value {
    let content = |(media_type, model): (&String, &Value)| {
        (media_type.clone(), json!({"schema": reference(version, model.as_str().unwrap_or_default())}))
    };
    Value::Object(models.iter().map(content).collect())
}

fn reference(version: Version, model: &str) -> Value {
    json!({"$ref": format!("{}{model}", version.models())})
}

/// The media types of requests: those with a model, and those that the integration has a template for.
fn consumed(place: &Place<'_>, method: &Doc) -> BTreeSet<String> {
    let mut types: BTreeSet<String> = entries(method, "requestModels").map(|(media_type, _)| media_type.clone()).collect();
    if let Some(integration) = place.snapshot.get(&format!("{}/integration", place.at)) {
        types.extend(entries(integration, "requestTemplates").map(|(media_type, _)| media_type.clone()));
    }
    types
}

/// The same of responses.
fn produced(place: &Place<'_>) -> BTreeSet<String> {
    let responses = place.responses().map(|(_, response)| (response, "responseModels"));
    let collection = format!("{}/integration/responses", place.at);
    let of_integration = place.snapshot.children(&collection).map(|(_, response)| (response, "responseTemplates"));
    responses
        .chain(of_integration)
        .flat_map(|(response, member)| entries(response, member))
        .map(|(name, _)| name.clone())
        .collect()
}
