//! The OpenAPI document of the emulator's own API.

use emulator_api::admin::{Nothing, Problem};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::problem::Result;
use super::routes::{Answer, Call, Head, Operation, Routes, takes_query};

/// Where types have their place in a document.
const SCHEMAS: &str = "/components/schemas";

pub(super) fn routes(routes: Routes) -> Routes {
    routes.json(Head::get("/_emulator/openapi.json", "getOpenApi", "This document"), openapi)
}

/// A document that describes itself.
#[derive(Debug, Serialize, JsonSchema)]
struct Document(Map<String, Value>);

async fn openapi(_: Call<Nothing>) -> Result<Document> {
    Ok(document(super::routes().operations()))
}

fn document(operations: &[Operation]) -> Document {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        SCHEMAS.clone_into(settings.definitions_path.to_mut());
        settings.meta_schema = None;
    });
    let mut schemas = settings.into_generator();
    let problem = schemas.subschema_for::<Problem>();
    let mut paths: Map<String, Value> = Map::new();
    for operation in operations {
        let methods = paths.entry(operation.head.path).or_insert_with(|| json!({}));
        methods[operation.head.method.as_str().to_ascii_lowercase()] = told(operation, &problem, &mut schemas);
    }
    let Value::Object(document) = json!({
        "openapi": "3.1.0",
        "info": {
            "title": "apigw-emulator",
            "description": "The emulator's own API. What is refused is answered with the status and a message that says why.",
            "version": env!("CARGO_PKG_VERSION"),
        },
        "paths": paths,
        "components": { "schemas": schemas.take_definitions(true) },
    }) else {
        return Document(Map::new());
    };
    Document(document)
}

fn told(operation: &Operation, problem: &Schema, schemas: &mut SchemaGenerator) -> Value {
    let Head { method, path, id, summary } = &operation.head;
    let input = operation.input.map(|input| input(schemas));
    let in_query = takes_query(method);
    let members = input.as_ref().filter(|_| in_query).map(query_parameters).unwrap_or_default();
    let parameters: Vec<Value> = path_parameters(path).chain(members).collect();
    let answer = match operation.answer {
        Answer::Json(schema) => json!({ "application/json": { "schema": schema(schemas) } }),
        Answer::Text(media_type) => json!({ media_type: { "schema": { "type": "string" } } }),
    };
    let mut told = json!({
        "operationId": id,
        "summary": summary,
        "parameters": parameters,
        "responses": {
            "200": { "description": "It was done.", "content": answer },
            "default": { "description": "It was not done.", "content": { "application/json": { "schema": problem } } },
        },
    });
    if let Some(input) = input.filter(|_| !in_query) {
        told["requestBody"] = json!({ "content": { "application/json": { "schema": input } } });
    }
    told
}

/// The names in a path, `{name}`.
fn path_parameters(path: &'static str) -> impl Iterator<Item = Value> {
    let names = path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    names.map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }))
}

/// The members of what is taken, each as a parameter of the query.
fn query_parameters(input: &Schema) -> Vec<Value> {
    let required =
        |name: &str| input.get("required").and_then(Value::as_array).is_some_and(|names| names.iter().any(|n| n == name));
    let members = input.get("properties").and_then(Value::as_object).into_iter().flatten();
    members.map(|(name, schema)| json!({ "name": name, "in": "query", "required": required(name), "schema": schema })).collect()
}
