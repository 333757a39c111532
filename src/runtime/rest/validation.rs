//! What a method's request validator asks of a request (developer guide, "Use request validation in API Gateway").

use std::sync::Arc;

use http::HeaderName;
use jsonschema::Validator;
use jsonschema::error::{TypeKind, ValidationErrorKind};
use serde_json::Value;

/// A compiled request validator.
#[derive(Debug, Default)]
pub struct RequestValidation {
    /// Parameters that must be there and not be blank, in the order in which AWS names those that are not.
    pub required: Vec<RequiredParameter>,
    /// The models that bodies must follow, by media type; a body of another type is not looked at.
    pub models: Vec<(Box<str>, Arc<Model>)>,
}

impl RequestValidation {
    /// The model for a media type: its own, or that of `$default`.
    pub fn model(&self, media_type: &str) -> Option<&Model> {
        let named = |name: &str| self.models.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        named(media_type).or_else(|| named("$default")).map(|(_, model)| &**model)
    }
}

/// A model: a JSON Schema of draft 4, its references to other models in place.
#[derive(Debug)]
pub struct Model(Validator);

impl Model {
    /// A compiled schema.
    pub fn new(schema: Validator) -> Self {
        Self(schema)
    }

    /// What is wrong with a body, one sentence each; nothing when it follows the model.
    pub fn errors(&self, body: &Value) -> Vec<String> {
        let mut errors: Vec<String> = Vec::new();
        let mut missing: Vec<&Value> = Vec::new();
        let found: Vec<_> = self.0.iter_errors(body).collect();
        for error in &found {
            match error.kind() {
                ValidationErrorKind::Required { property } => missing.push(property),
                kind => errors.push(sentence(kind, error.instance()).unwrap_or_else(|| error.to_string())),
            }
        }
        if !missing.is_empty() {
            errors.insert(0, format!("object has missing required properties ({})", list(missing)));
        }
        errors
    }
}

/// What is wrong, as the validator behind API Gateway says it; none for what it says in ways that are not known.
fn sentence(kind: &ValidationErrorKind, instance: &Value) -> Option<String> {
    Some(match kind {
        ValidationErrorKind::Type { kind } => {
            let allowed = match kind {
                TypeKind::Single(allowed) => vec![allowed.to_string()],
                TypeKind::Multiple(allowed) => allowed.iter().map(|allowed| allowed.to_string()).collect(),
            };
            // Every integer is a number, and the validator names both.
            let mut allowed: Vec<Value> = allowed.into_iter().map(Value::from).collect();
            if allowed.iter().any(|allowed| allowed == "number") && !allowed.iter().any(|allowed| allowed == "integer") {
                allowed.insert(0, Value::from("integer"));
            }
            let found = type_of(instance);
            format!("instance type ({found}) does not match any allowed primitive type (allowed: {})", list(&allowed))
        }
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            let unexpected: Vec<Value> = unexpected.iter().map(|name| Value::from(name.as_str())).collect();
            format!("object instance has properties which are not allowed by the schema: {}", list(&unexpected))
        }
        ValidationErrorKind::Enum { options } => {
            format!("instance value ({instance}) not found in enum (possible values: {options})")
        }
        ValidationErrorKind::MinLength { limit } => {
            format!("string {instance} is too short (length: {}, required minimum: {limit})", characters(instance))
        }
        ValidationErrorKind::MaxLength { limit } => {
            format!("string {instance} is too long (length: {}, maximum allowed: {limit})", characters(instance))
        }
        ValidationErrorKind::Pattern { pattern } => {
            format!("ECMA 262 regex {} does not match input string {instance}", Value::from(pattern.as_str()))
        }
        ValidationErrorKind::Minimum { limit } => {
            format!("numeric instance is lower than the required minimum (minimum: {limit}, found: {instance})")
        }
        ValidationErrorKind::Maximum { limit } => {
            format!("numeric instance is greater than the required maximum (maximum: {limit}, found: {instance})")
        }
        _ => return None,
    })
}

fn type_of(instance: &Value) -> &'static str {
    match instance {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

fn characters(instance: &Value) -> usize {
    instance.as_str().map_or(0, |text| text.chars().count())
}

fn list<'v>(values: impl IntoIterator<Item = &'v Value>) -> Value {
    values.into_iter().cloned().collect()
}

/// A `method.request.…` parameter whose value is required.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequiredParameter {
    /// Its name, without where it is.
    pub name: Box<str>,
    /// Where it is.
    pub place: ParameterPlace,
}

/// Where a parameter of a request is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParameterPlace {
    /// `method.request.header.{name}`.
    Header(HeaderName),
    /// `method.request.path.{name}`.
    Path,
    /// `method.request.querystring.{name}`.
    Query,
}
