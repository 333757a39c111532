//! What API Gateway takes as the schema of a model: JSON schema of draft 4 (developer guide, "Amazon API Gateway important notes
//! for REST APIs").

use std::collections::BTreeSet;

use serde_json::{Map, Value};

const KEYWORDS: [&str; 34] = [
    "$ref",
    "$schema",
    "additionalItems",
    "additionalProperties",
    "allOf",
    "anyOf",
    "default",
    "definitions",
    "dependencies",
    "description",
    "enum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "id",
    "items",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "not",
    "oneOf",
    "pattern",
    "patternProperties",
    "properties",
    "required",
    "title",
    "type",
    "uniqueItems",
];

/// What definitions say besides; AWS was not seen to refuse it.
const OF_OPENAPI: [&str; 5] = ["deprecated", "externalDocs", "nullable", "writeOnly", "xml"];

/// The types of draft 4.
const TYPES: [&str; 7] = ["array", "boolean", "integer", "null", "number", "object", "string"];

/// Whether the types that a schema names, wherever one may stand, are those of draft 4.
pub(super) fn has_known_types(schema: &Value) -> bool {
    let is_known = |kind: &Value| kind.as_str().is_some_and(|kind| TYPES.contains(&kind));
    let Some(members) = schema.as_object() else { return true };
    let own = match members.get("type") {
        None => true,
        Some(Value::Array(kinds)) => kinds.iter().all(is_known),
        Some(kind) => is_known(kind),
    };
    own && subschemas(members).into_iter().all(has_known_types)
}

/// The keywords of a schema that AWS refuses: `example` and `discriminator` (seen by users of Terraform and of the importer),
/// `$id` (of CDK), `dependentRequired`, and whatever else draft 4 does not have.
pub(super) fn unsupported(schema: &Value) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    collect(schema, &mut found);
    found
}

fn collect<'s>(schema: &'s Value, found: &mut BTreeSet<&'s str>) {
    let Some(members) = schema.as_object() else { return };
    // What stands beside a reference has no meaning.
    if members.get("$ref").is_some_and(Value::is_string) {
        return;
    }
    let is_known = |word: &str| KEYWORDS.contains(&word) || OF_OPENAPI.contains(&word) || word.starts_with("x-");
    found.extend(members.keys().map(String::as_str).filter(|word| !is_known(word)));
    subschemas(members).into_iter().for_each(|schema| collect(schema, found));
}

/// The schemas that stand in a schema.
fn subschemas(members: &Map<String, Value>) -> Vec<&Value> {
    let mut found = Vec::new();
    for (keyword, value) in members {
        match (keyword.as_str(), value) {
            ("properties" | "patternProperties" | "definitions" | "dependencies", Value::Object(named)) => {
                found.extend(named.values());
            }
            ("allOf" | "anyOf" | "oneOf" | "items", Value::Array(several)) => found.extend(several),
            ("items" | "additionalItems" | "additionalProperties" | "not", one) => found.push(one),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn keywords_are_found_wherever_a_schema_may_stand_and_nowhere_else() {
        let schema = json!({
            "type": "object",
            "properties": {"example": {"type": "string", "example": 1}, "$id": {"items": [{"discriminator": "a"}], "x-own": 1}},
            "additionalProperties": {"not": {"const": 1}},
            "allOf": [{"$ref": "#/definitions/A", "readOnly": true}, {"nullable": true, "readOnly": true}],
            "enum": [{"if": 1}],
            "default": {"then": 1},
            "dependencies": {"else": ["a"]}
        });
        assert_eq!(unsupported(&schema).into_iter().collect::<Vec<_>>(), ["const", "discriminator", "example", "readOnly"]);
    }

    #[test]
    fn types_are_looked_at_wherever_a_schema_may_stand_and_nowhere_else() {
        let known = json!({"type": ["string", "null"], "properties": {"type": {"type": "integer"}}, "enum": [{"type": "pet"}]});
        assert!(has_known_types(&known));
        for unknown in [
            json!({"type": "String"}),
            json!({"type": ["string", "date"]}),
            json!({"properties": {"a": {"items": {"type": "pet"}}}}),
        ] {
            assert!(!has_known_types(&unknown), "{unknown}");
        }
    }
}
