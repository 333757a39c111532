//! Members of documents, read as the type that they should have. Empty text is no text.

use emulator_api::Doc;
use serde_json::Value;

use crate::runtime::stage_variables::StageVariables;

/// A text member that is not empty.
pub(in crate::compile) fn text<'d>(document: &'d Doc, name: &str) -> Option<&'d str> {
    document.get(name)?.as_str().filter(|text| !text.is_empty())
}

/// A boolean member; false when it is not there.
pub(in crate::compile) fn flag(document: &Doc, name: &str) -> bool {
    document.get(name).and_then(Value::as_bool).unwrap_or(false)
}

/// An object member.
pub(in crate::compile) fn object<'d>(document: &'d Doc, name: &str) -> Option<&'d Doc> {
    document.get(name)?.as_object()
}

/// The texts of a list member.
pub(in crate::compile) fn texts<'d>(document: &'d Doc, name: &str) -> impl Iterator<Item = &'d str> {
    document.get(name).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

/// The members of an object member whose values are texts, in their order.
pub(in crate::compile) fn members<'d>(document: &'d Doc, name: &str) -> impl Iterator<Item = (&'d str, &'d str)> {
    object(document, name).into_iter().flatten().filter_map(|(name, value)| Some((name.as_str(), value.as_str()?)))
}

/// The variables of a stage; v1 keeps them in `variables`, v2 in `stageVariables`.
pub(in crate::compile) fn stage_variables(stage: &Doc, name: &str) -> StageVariables {
    members(stage, name).map(|(name, value)| (name.into(), value.into())).collect()
}
