//! Schemas and the models that stand for them.

use std::collections::HashMap;

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::definition::{Definition, Version};

/// What a schema in an operation comes to.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Use {
    /// A model that the definition names.
    Named(String),
    /// A model that has to be made.
    Made {
        /// Its name.
        name: String,
        /// Its schema.
        schema: Value,
    },
    /// A reference to a model that the definition does not have.
    Missing(String),
    /// What API Gateway makes no model of, by the name that AWS's importer has for it.
    Unsupported(String),
}

/// The model that a schema of an operation asks for.
pub(crate) fn used(definition: &Definition, schema: &Value) -> Use {
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        let name = reference.rsplit('/').next().unwrap_or_default();
        let known = reference.starts_with(definition.version.models()) && definition.schemas().any(|(known, _)| known == name);
        return if known { Use::Named(name.to_owned()) } else { Use::Missing(name.to_owned()) };
    }
    // As users of CDK saw it (aws-cdk, 24844).
    let is_composed = ["allOf", "anyOf", "oneOf"].iter().any(|keyword| schema.get(keyword).is_some());
    if definition.version == Version::OpenApi3 && is_composed {
        return Use::Unsupported("ComposedSchema".to_owned());
    }
    let kind = schema.get("type").and_then(Value::as_str).unwrap_or("object");
    if matches!(kind, "string" | "integer" | "number" | "boolean" | "file") {
        return Use::Unsupported(class_of(definition.version, kind));
    }
    Use::Made { name: made_name(schema), schema: schema.clone() }
}

/// `StringSchema`, as users saw it in warnings of version 3.0; the importer of 2.0 calls the same thing a property.
fn class_of(version: Version, kind: &str) -> String {
    let mut letters = kind.chars();
    let capital: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    match version {
        Version::OpenApi3 => format!("{capital}Schema"),
        Version::Swagger2 => format!("{capital}Property"),
    }
}

/// A list of a model is called after the model; what has no name is called after its content, so that importing the same
/// definition again makes no second one.
fn made_name(schema: &Value) -> String {
    let element = schema.get("items").and_then(|items| items.get("$ref")).and_then(Value::as_str);
    if let Some(element) = element.and_then(|reference| reference.rsplit('/').next()) {
        return format!("ArrayOf{element}");
    }
    let digest = Sha256::digest(schema.to_string());
    digest.iter().take(3).fold("MODEL".to_owned(), |name, byte| format!("{name}{byte:02x}"))
}

/// A schema whose references to other models are as models have them:
/// `https://apigateway.amazonaws.com/restapis/{api}/models/{name}` (recorded: test_import_swagger_api).
pub(crate) fn with_model_urls(schema: &Value, api: &str) -> Value {
    rewritten(schema, &|reference| {
        let name = ["#/definitions/", "#/components/schemas/"].iter().find_map(|start| reference.strip_prefix(start))?;
        let (name, rest) = name.split_once('/').map_or((name, String::new()), |(name, rest)| (name, format!("#/{rest}")));
        Some(format!("https://apigateway.amazonaws.com/restapis/{api}/models/{name}{rest}"))
    })
}

/// A schema without what draft 4 of JSON schema has no word for, and an import leaves out (as a user saw it: Stack Overflow,
/// 71663897).
pub(crate) fn without_nullable(schema: &Value) -> Value {
    match schema {
        Value::Object(members) => {
            // A property may have the name; then it has a schema.
            let kept = members.iter().filter(|(name, value)| *name != "nullable" || !value.is_boolean());
            Value::Object(kept.map(|(name, value)| (name.clone(), without_nullable(value))).collect())
        }
        Value::Array(values) => values.iter().map(without_nullable).collect(),
        other => other.clone(),
    }
}

/// The other way.
pub(crate) fn with_references(schema: &Value, version: Version) -> Value {
    rewritten(schema, &|reference| {
        let (_, name) = reference.split_once("/models/")?;
        Some(format!("{}{}", version.models(), name.replace("#/", "/")))
    })
}

/// A schema that holds what it refers to of other models, under `definitions`.
pub(crate) fn flattened(schema: &Value, models: &HashMap<String, Value>) -> Value {
    let mut flat = with_references(schema, Version::Swagger2);
    let (mut wanted, mut definitions) = (referred(schema), Map::new());
    while let Some(name) = wanted.pop() {
        if let Some(model) = models.get(&name).filter(|_| !definitions.contains_key(&name)) {
            wanted.extend(referred(model));
            definitions.insert(name, with_references(model, Version::Swagger2));
        }
    }
    if let Some(flat) = flat.as_object_mut().filter(|_| !definitions.is_empty())
        && let Some(own) = flat.entry("definitions").or_insert_with(|| json!({})).as_object_mut()
    {
        own.extend(definitions);
    }
    flat
}

/// The models that a model refers to.
pub(crate) fn referred(schema: &Value) -> Vec<String> {
    let mut names = Vec::new();
    each_reference(schema, &mut |reference| {
        let name = reference.split_once("/models/").map(|(_, name)| name.split('#').next().unwrap_or(name));
        names.extend(name.map(str::to_owned));
    });
    names
}

/// The references of a schema.
pub(crate) fn each_reference(schema: &Value, see: &mut impl FnMut(&str)) {
    match schema {
        Value::Object(members) => {
            for (name, value) in members {
                match value {
                    Value::String(reference) if name == "$ref" => see(reference),
                    value => each_reference(value, see),
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| each_reference(value, see)),
        _ => {}
    }
}

fn rewritten(schema: &Value, to: &impl Fn(&str) -> Option<String>) -> Value {
    match schema {
        Value::Object(members) => Value::Object(
            members
                .iter()
                .map(|(name, value)| {
                    let reference = value.as_str().filter(|_| name == "$ref").and_then(to);
                    (name.clone(), reference.map_or_else(|| rewritten(value, to), |reference| json!(reference)))
                })
                .collect(),
        ),
        Value::Array(values) => values.iter().map(|value| rewritten(value, to)).collect(),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Recorded: test_import_with_circular_models.
    #[test]
    fn references_become_urls_of_models_and_back() {
        let schema = json!({"items": {"$ref": "#/components/schemas/Pet"}, "a": [{"$ref": "#/definitions/Pet/properties/id"}]});
        let urls = with_model_urls(&schema, "abc");
        assert_eq!(urls["items"]["$ref"], "https://apigateway.amazonaws.com/restapis/abc/models/Pet");
        assert_eq!(referred(&urls), ["Pet", "Pet"]);
        let back = with_references(&urls, Version::OpenApi3);
        assert_eq!(back["a"][0]["$ref"], "#/components/schemas/Pet/properties/id");
    }

    // API reference, GetModel: `flatten` resolves "all external model references".
    #[test]
    fn a_flat_schema_holds_the_models_that_it_refers_to() {
        let url = |name: &str| json!({"$ref": format!("https://apigateway.amazonaws.com/restapis/abc/models/{name}")});
        let models =
            HashMap::from([("Pet".to_owned(), json!({"properties": {"owner": url("Owner")}})), ("Owner".to_owned(), url("Pet"))]);
        let flat = flattened(&json!({"items": url("Pet")}), &models);
        assert_eq!(flat["items"]["$ref"], "#/definitions/Pet");
        assert_eq!(flat["definitions"]["Pet"]["properties"]["owner"]["$ref"], "#/definitions/Owner");
        assert_eq!(flat["definitions"]["Owner"]["$ref"], "#/definitions/Pet");
    }

    #[test]
    fn what_has_no_name_is_called_after_its_content() {
        let definition = Definition::new(json!({"openapi": "3.0.1"}).as_object().cloned().unwrap_or_default()).unwrap();
        let name = |schema| match used(&definition, &schema) {
            Use::Made { name, .. } => name,
            other => format!("{other:?}"),
        };
        let inline = json!({"type": "object", "properties": {"a": {"type": "string"}}});
        assert_eq!(name(inline.clone()), name(inline));
        assert_eq!(name(json!({"type": "array", "items": {"$ref": "#/components/schemas/Pet"}})), "ArrayOfPet");
        assert_eq!(name(json!({"type": "string"})), "Unsupported(\"StringSchema\")");
        assert_eq!(name(json!({"$ref": "#/components/schemas/Pet"})), "Missing(\"Pet\")");
    }
}
