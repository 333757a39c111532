//! What API Gateway takes as the schema of a model: JSON schema of draft 4 (developer guide, "Amazon API Gateway important notes
//! for REST APIs").

use std::collections::BTreeSet;

use serde_json::Value;

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
    for (keyword, value) in members {
        match keyword.as_str() {
            "properties" | "patternProperties" | "definitions" | "dependencies" => {
                value.as_object().into_iter().flatten().for_each(|(_, schema)| collect(schema, found));
            }
            "allOf" | "anyOf" | "oneOf" | "items" if value.is_array() => {
                value.as_array().into_iter().flatten().for_each(|schema| collect(schema, found));
            }
            "items" | "additionalItems" | "additionalProperties" | "not" => collect(value, found),
            known if KEYWORDS.contains(&known) || OF_OPENAPI.contains(&known) || known.starts_with("x-") => {}
            unknown => drop(found.insert(unknown)),
        }
    }
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
}
