//! `methodSettings` of a stage.

use emulator_api::Doc;

use crate::compile::rest::document::object;

/// The settings of a method: its own, else those of all methods.
pub(super) fn of_method<'s>(stage: &'s Doc, path: &str, verb: &str) -> Option<&'s Doc> {
    own(stage, path, verb).or_else(|| object(object(stage, "methodSettings")?, "*/*"))
}

/// The settings that a method has to itself.
pub(super) fn own<'s>(stage: &'s Doc, path: &str, verb: &str) -> Option<&'s Doc> {
    let settings = object(stage, "methodSettings")?;
    settings.iter().find(|(key, _)| is_for(key, path, verb))?.1.as_object()
}

/// Whether a setting's key, `orders~1{id}/GET`, is for a method.
fn is_for(key: &str, path: &str, verb: &str) -> bool {
    let key = key.replace("~1", "/");
    key.rsplit_once('/').is_some_and(|(resource, method)| resource.trim_matches('/') == path.trim_matches('/') && method == verb)
}
