//! What documentation says of the parts of an API (developer guide, "Representation of API documentation").

use emulator_api::Doc;
use serde_json::{Value, json};

use crate::control::call::text;

/// The parts of a documentation.
pub(super) struct Documentation<'d> {
    parts: Vec<(&'d Doc, Doc)>,
}

/// A part of an API that may be documented; what it does not have is empty.
#[derive(Clone, Copy, Debug)]
pub(super) struct Location<'l> {
    pub(super) kind: &'l str,
    pub(super) path: &'l str,
    pub(super) method: &'l str,
    pub(super) status: &'l str,
    pub(super) name: &'l str,
}

impl<'d> Documentation<'d> {
    pub(super) fn new(parts: &'d [Doc]) -> Documentation<'d> {
        let read = |part: &'d Doc| Some((part.get("location")?.as_object()?, properties(part)));
        Documentation { parts: parts.iter().filter_map(read).collect() }
    }

    /// What is said of the API itself.
    pub(super) fn of_api(&self) -> Doc {
        let own = self.parts.iter().find(|(location, _)| text(location, "type") == "API");
        own.map(|(_, said)| said.clone()).unwrap_or_default()
    }

    /// What the most specific part says that covers a location: the longest path, then an own method, then an own status.
    pub(super) fn of(&self, wanted: &Location<'_>) -> Doc {
        let covering = self.parts.iter().filter(|(location, _)| covers(location, wanted));
        let closest = covering.max_by_key(|(location, _)| {
            (
                text(location, "path").len(),
                text(location, "method") == wanted.method,
                text(location, "statusCode") == wanted.status,
            )
        });
        closest.map(|(_, said)| said.clone()).unwrap_or_default()
    }
}

fn covers(location: &Doc, wanted: &Location<'_>) -> bool {
    let path = text(location, "path").trim_end_matches('/');
    let is_any = |member: &str, wanted: &str| matches!(text(location, member), "" | "*") || text(location, member) == wanted;
    text(location, "type") == wanted.kind
        && wanted.path.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        && is_any("method", wanted.method)
        && is_any("statusCode", wanted.status)
        && text(location, "name") == wanted.name
}

fn properties(part: &Doc) -> Doc {
    match serde_json::from_str(text(part, "properties")) {
        Ok(Value::Object(properties)) => properties,
        _ => Doc::new(),
    }
}

/// `x-amazon-apigateway-documentation`.
pub(super) fn extension(version: &str, parts: &[Doc]) -> Value {
    let parts: Vec<Value> =
        parts.iter().map(|part| json!({"location": part.get("location"), "properties": properties(part)})).collect();
    json!({"version": version, "documentationParts": parts})
}
