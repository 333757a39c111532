//! `methodSettings` of a stage.

use emulator_api::Doc;

use crate::compile::document::{flag, object, text};
use crate::runtime::rest::logging::Logging;

/// The settings of a method: its own, else those of all methods.
pub(super) fn of_method<'s>(stage: &'s Doc, path: &str, verb: &str) -> Option<&'s Doc> {
    own(stage, path, verb).or_else(|| object(object(stage, "methodSettings")?, "*/*"))
}

/// The settings that a method has to itself.
pub(super) fn own<'s>(stage: &'s Doc, path: &str, verb: &str) -> Option<&'s Doc> {
    let settings = object(stage, "methodSettings")?;
    settings.iter().find(|(key, _)| is_for(key, path, verb))?.1.as_object()
}

/// What the settings of a method let it write into the execution log.
pub(super) fn logging(settings: &Doc) -> Option<Logging> {
    let all_steps = match text(settings, "loggingLevel") {
        Some("INFO") => true,
        Some("ERROR") => false,
        _ => return None,
    };
    Some(Logging { all_steps, data: flag(settings, "dataTraceEnabled") })
}

/// Whether a setting's key, `orders~1{id}/GET`, is for a method.
fn is_for(key: &str, path: &str, verb: &str) -> bool {
    let key = key.replace("~1", "/");
    key.rsplit_once('/').is_some_and(|(resource, method)| resource.trim_matches('/') == path.trim_matches('/') && method == verb)
}
