//! `GetModelTemplate`: a mapping template that makes a payload of a model's structure, with samples in place of values, to
//! begin from. (API reference, GetModelTemplate; what lists become is in templates that users began from.)

use std::collections::HashMap;
use std::fmt::{Result, Write};

use emulator_api::codec::{Doc, Output};
use emulator_api::error::AwsError;
use serde_json::{Value, json};

use crate::control::call::{Read, text};
use crate::control::crud;
use crate::control::kind::Kind;

/// Where a template ends whose models refer to each other in ever more ways, in bytes.
const LARGEST: usize = 300 * 1024;

/// The most references that lead from one to the next: each takes room on the stack.
const LONGEST: usize = 100;

/// Answers the template of a model, which is of one of the two kinds.
pub(crate) async fn get(call: &mut Read, kind: &Kind, input: &Doc) -> std::result::Result<Output, AwsError> {
    let model = crud::find(&call.scope, &mut call.tx, kind, input).await?;
    let all = crud::all(&call.scope, &mut call.tx, kind, input).await?;
    let schema = |model: &Doc| serde_json::from_str(text(model, "schema")).unwrap_or(Value::Null);
    let models = all.iter().map(|stored| (text(&stored.doc, "name").to_owned(), schema(&stored.doc))).collect();
    let template = of(&schema(&model), &models);
    Ok(Output::from(Doc::from_iter([("value".to_owned(), json!(template))])))
}

/// The template of a model with this schema; `models` are those that it may refer to, by name.
fn of(schema: &Value, models: &HashMap<String, Value>) -> String {
    let mut sample = Sample { template: String::from("#set($inputRoot = $input.path('$'))\n"), models, within: Vec::new() };
    // Writing to a string cannot fail.
    let _ = sample.value(At { schema, root: schema }, 0);
    sample.template
}

struct Sample<'m> {
    template: String,
    models: &'m HashMap<String, Value>,
    /// The references that lead to where the template is written.
    within: Vec<String>,
}

/// A schema, and the one that `#/definitions/…` is in.
#[derive(Clone, Copy)]
struct At<'m> {
    schema: &'m Value,
    root: &'m Value,
}

impl<'m> At<'m> {
    fn below(self, schema: &'m Value) -> At<'m> {
        At { schema, ..self }
    }

    /// What a reference leads to: `#/definitions/Bin`, or `https://apigateway.amazonaws.com/restapis/{api}/models/Bin`.
    fn referred(self, reference: &str, models: &'m HashMap<String, Value>) -> Option<At<'m>> {
        let (model, pointer) = reference.split_once('#').unwrap_or((reference, ""));
        let root = if model.is_empty() { self.root } else { models.get(model.rsplit('/').next()?)? };
        Some(At { schema: root.pointer(pointer)?, root })
    }
}

impl<'m> Sample<'m> {
    fn value(&mut self, at: At<'m>, depth: usize) -> Result {
        if let Some(reference) = at.schema.get("$ref").and_then(Value::as_str) {
            return self.reference(at, reference, depth);
        }
        match kind(at.schema) {
            "array" => self.list(at, depth),
            "string" => write!(self.template, "\"foo\""),
            "number" => write!(self.template, "3.1415"),
            "integer" => write!(self.template, "42"),
            "boolean" => write!(self.template, "true"),
            "null" => write!(self.template, "null"),
            _ => self.object(at, depth),
        }
    }

    /// What refers to where it is, or to nothing, ends as an empty object.
    fn reference(&mut self, at: At<'m>, reference: &str, depth: usize) -> Result {
        let repeats = self.within.iter().any(|within| within == reference);
        let ends = repeats || self.within.len() == LONGEST || self.template.len() > LARGEST;
        let Some(referred) = at.referred(reference, self.models).filter(|_| !ends) else { return write!(self.template, "{{}}") };
        self.within.push(reference.to_owned());
        let written = self.value(referred, depth);
        self.within.pop();
        written
    }

    fn object(&mut self, at: At<'m>, depth: usize) -> Result {
        let indent = "  ".repeat(depth);
        let properties = at.schema.get("properties").and_then(Value::as_object);
        write!(self.template, "{{")?;
        for (index, (name, property)) in properties.into_iter().flatten().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            write!(self.template, "{comma}\n{indent}  {} : ", Value::from(name.as_str()))?;
            self.value(at.below(property), depth + 1)?;
        }
        write!(self.template, "\n{indent}}}")
    }

    fn list(&mut self, at: At<'m>, depth: usize) -> Result {
        let indent = "  ".repeat(depth);
        writeln!(self.template, "[\n##TODO: Update this foreach loop to reference array from input json")?;
        write!(self.template, "#foreach($elem in $inputRoot.TODO)\n{indent} ")?;
        self.value(at.below(at.schema.get("items").unwrap_or(&Value::Null)), depth)?;
        write!(self.template, " \n#if($foreach.hasNext),#end\n#end\n{indent}]")
    }
}

/// The type of a schema; of several, the first that is one.
fn kind(schema: &Value) -> &str {
    match schema.get("type") {
        Some(Value::String(kind)) => kind,
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).find(|kind| *kind != "null").unwrap_or("null"),
        _ if schema.get("items").is_some() => "array",
        _ => "object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn template(schema: &Value) -> String {
        let bin = json!({"type": "object", "properties": {"price": {"type": "number"}}});
        of(schema, &HashMap::from([("Bin".to_owned(), bin)]))
    }

    // API reference, GetModelTemplate: the example.
    #[test]
    fn members_have_samples_of_their_types() {
        let number = json!({"type": "number"});
        let schema = json!({"type": "object", "properties": {"a": number, "b": number, "op": {"type": "string"}, "c": number}});
        assert_eq!(
            template(&schema),
            "#set($inputRoot = $input.path('$'))\n{\n  \"a\" : 3.1415,\n  \"b\" : 3.1415,\n  \"op\" : \"foo\",\n  \"c\" : 3.1415\n}"
        );
    }

    #[test]
    fn a_list_becomes_a_loop_to_be_directed() {
        let schema = json!({"type": "array", "items": {"type": "object", "properties": {"age": {"type": "integer"}}}});
        assert_eq!(
            template(&schema),
            "#set($inputRoot = $input.path('$'))\n[\n##TODO: Update this foreach loop to reference array from input json\n\
             #foreach($elem in $inputRoot.TODO)\n {\n  \"age\" : 42\n} \n#if($foreach.hasNext),#end\n#end\n]"
        );
    }

    #[test]
    fn references_lead_to_definitions_and_to_models() {
        let bin = "https://apigateway.amazonaws.com/restapis/a1b2c3d4e5/models/Bin";
        let schema = json!({
            "properties": {"bin": {"$ref": bin}, "own": {"$ref": "#/definitions/Own"}},
            "definitions": {"Own": {"type": "boolean"}},
        });
        assert_eq!(
            template(&schema),
            "#set($inputRoot = $input.path('$'))\n{\n  \"bin\" : {\n    \"price\" : 3.1415\n  },\n  \"own\" : true\n}"
        );
    }

    #[test]
    fn a_long_way_from_model_to_model_ends() {
        let next = |at: usize| json!({"type": "array", "items": {"$ref": format!("https://apigateway.amazonaws.com/restapis/a/models/M{at}")}});
        let models = (1..20_000).map(|at| (format!("M{at}"), next(at + 1))).collect();
        assert!(of(&next(1), &models).contains("{}"));
    }

    #[test]
    fn a_model_of_itself_ends() {
        let schema = json!({"properties": {"child": {"$ref": "#"}}});
        assert_eq!(template(&schema), "#set($inputRoot = $input.path('$'))\n{\n  \"child\" : {\n    \"child\" : {}\n  }\n}");
    }
}
