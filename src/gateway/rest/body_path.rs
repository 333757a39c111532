//! Values in JSON bodies, by JSONPath.

use std::marker::PhantomData;
use std::sync::OnceLock;

use serde_json::Value;

use crate::expr::json_path::{Document, Found, Item, JsonPath, Kind};

/// A body, read as JSON once, and only if a path asks for it.
#[derive(Debug)]
pub(super) struct JsonBody<'b> {
    bytes: &'b [u8],
    json: OnceLock<Option<Value>>,
}

impl<'b> JsonBody<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, json: OnceLock::new() }
    }

    /// Its bytes.
    pub(super) fn bytes(&self) -> &'b [u8] {
        self.bytes
    }

    /// Whether AWS reads it as JSON; a body that begins otherwise has no values, whatever a path asks for.
    pub(super) fn looks_like_json(&self) -> bool {
        matches!(self.bytes.trim_ascii_start().first(), Some(b'{' | b'[' | b'"' | b'\''))
    }

    /// The value at a path as text: a string as it is, everything else as JSON. None when there is nothing there.
    pub(super) fn value(&self, path: &JsonPath) -> Option<String> {
        let json = self.json.get_or_init(|| serde_json::from_slice(self.bytes).ok()).as_ref()?;
        match path.find(&Body(PhantomData), &json).ok()? {
            Found::One(item) => item_text(item),
            Found::Many(items) => Some(Value::from_iter(items.into_iter().map(item_value)).to_string()),
            Found::Length(length) => Some(length.to_string()),
        }
    }
}

/// How paths walk through a JSON body.
struct Body<'b>(PhantomData<&'b Value>);

impl<'b> Document for Body<'b> {
    type Node = &'b Value;

    fn kind(&self, node: &&'b Value) -> Kind {
        match node {
            Value::Null => Kind::Null,
            Value::Bool(_) => Kind::Boolean,
            Value::Number(_) => Kind::Number,
            Value::String(_) => Kind::String,
            Value::Array(_) => Kind::Array,
            Value::Object(_) => Kind::Object,
        }
    }

    fn member(&self, node: &&'b Value, name: &str) -> Option<&'b Value> {
        node.get(name)
    }

    fn names(&self, node: &&'b Value) -> Vec<String> {
        node.as_object().map(|object| object.keys().cloned().collect()).unwrap_or_default()
    }

    fn length(&self, node: &&'b Value) -> usize {
        node.as_array().map_or(0, Vec::len)
    }

    fn element(&self, node: &&'b Value, index: usize) -> Option<&'b Value> {
        node.get(index)
    }

    fn text(&self, node: &&'b Value) -> String {
        text(node)
    }
}

fn item_text(item: Item<&Value>) -> Option<String> {
    match item_value(item) {
        Value::Null => None,
        value => Some(text(&value)),
    }
}

fn item_value(item: Item<&Value>) -> Value {
    match item {
        Item::Node(node) => node.clone(),
        Item::Members(members) => members.into_iter().map(|(name, node)| (name, node.clone())).collect(),
    }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, expected: Option<&str>) {
        let body = br#"{"a": {"b": "text", "n": 1.5, "list": [1, "two"], "none": null}}"#;
        assert_eq!(JsonBody::new(body).value(&JsonPath::parse(path).expect("a path")).as_deref(), expected, "{path}");
    }

    // Developer guide, "Request and response data mappings": method.request.body.JSONPath_EXPRESSION.
    #[test]
    fn strings_are_bare_and_the_rest_is_json() {
        check("$.a.b", Some("text"));
        check("a.n", Some("1.5"));
        check("a.list", Some(r#"[1,"two"]"#));
        check("a.list[0]", Some("1"));
        check("a.missing", None);
        check("a.none", None);
    }
}
