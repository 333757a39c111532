//! Members of a definition, read as the type that they should have. What YAML makes a number where text is meant is text.

use emulator_api::Doc;
use serde_json::Value;

/// A scalar as text: `version: 1.0` and `statusCode: 200` are as good as quoted.
pub(crate) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A text member that is not empty.
pub(crate) fn text(doc: &Doc, member: &str) -> Option<String> {
    doc.get(member).and_then(scalar).filter(|text| !text.is_empty())
}

/// A boolean member, also as text.
pub(crate) fn flag(doc: &Doc, member: &str) -> Option<bool> {
    match doc.get(member)? {
        Value::Bool(flag) => Some(*flag),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

/// A whole number, also as text.
pub(crate) fn integer(doc: &Doc, member: &str) -> Option<i64> {
    match doc.get(member)? {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

/// An object member.
pub(crate) fn object<'d>(doc: &'d Doc, member: &str) -> Option<&'d Doc> {
    doc.get(member)?.as_object()
}

/// The members of an object member whose values are objects, in their order.
pub(crate) fn objects<'d>(doc: &'d Doc, member: &str) -> impl Iterator<Item = (&'d str, &'d Doc)> {
    object(doc, member).into_iter().flatten().filter_map(|(name, value)| Some((name.as_str(), value.as_object()?)))
}

/// The elements of a list member.
pub(crate) fn list<'d>(doc: &'d Doc, member: &str) -> &'d [Value] {
    doc.get(member).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The scalars of a list member, as texts.
pub(crate) fn texts(doc: &Doc, member: &str) -> Vec<String> {
    list(doc, member).iter().filter_map(scalar).collect()
}

/// Gives `to` what `from` has of a member, as text.
pub(crate) fn copy_text(from: &Doc, to: &mut Doc, member: &str, named: &str) {
    if let Some(text) = text(from, member) {
        to.insert(named.to_owned(), text.into());
    }
}
