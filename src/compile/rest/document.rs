//! Members of documents, read as the type that they should have. Empty text is no text.

use emulator_api::Doc;
use serde_json::Value;

/// A text member that is not empty.
pub(super) fn text<'d>(document: &'d Doc, name: &str) -> Option<&'d str> {
    document.get(name)?.as_str().filter(|text| !text.is_empty())
}

/// A boolean member; false when it is not there.
pub(super) fn flag(document: &Doc, name: &str) -> bool {
    document.get(name).and_then(Value::as_bool).unwrap_or(false)
}

/// An object member.
pub(super) fn object<'d>(document: &'d Doc, name: &str) -> Option<&'d Doc> {
    document.get(name)?.as_object()
}

/// The texts of a list member.
pub(super) fn texts<'d>(document: &'d Doc, name: &str) -> impl Iterator<Item = &'d str> {
    document.get(name).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

/// The members of an object member whose values are texts, in their order.
pub(super) fn members<'d>(document: &'d Doc, name: &str) -> impl Iterator<Item = (&'d str, &'d str)> {
    object(document, name).into_iter().flatten().filter_map(|(name, value)| Some((name.as_str(), value.as_str()?)))
}
