//! Models become schemas: those that methods name, and those that these refer to.

use std::collections::BTreeSet;

use emulator_api::Doc;
use serde_json::Value;

use super::operation::Place;
use crate::compile::Snapshot;
use crate::control::call::{entries, text};
use crate::control::openapi::definition::Version;
use crate::control::openapi::schema::{referred, with_references};

/// The names of the models of a method and its responses.
pub(super) fn of_method(place: &Place<'_>, method: &Doc) -> Vec<String> {
    let of = |doc, member| entries(doc, member).filter_map(|(_, model)| model.as_str()).map(str::to_owned).collect::<Vec<_>>();
    let mut names = of(method, "requestModels");
    for (_, response) in place.responses() {
        names.extend(of(response, "responseModels"));
    }
    names
}

/// The schemas of these models and of those that they refer to.
pub(super) fn schemas(snapshot: &Snapshot, version: Version, mut wanted: Vec<String>) -> Doc {
    let mut seen = BTreeSet::new();
    let mut schemas = Doc::new();
    while let Some(name) = wanted.pop() {
        if !seen.insert(name.clone()) {
            continue;
        }
        let model = snapshot.get(&format!("/models/{name}"));
        let Some(Ok(schema)) = model.map(|model| serde_json::from_str::<Value>(text(model, "schema"))) else { continue };
        wanted.extend(referred(&schema));
        let mut schema = with_references(&schema, version);
        if let Some(schema) = schema.as_object_mut() {
            schema.shift_remove("$schema");
        }
        schemas.insert(name, schema);
    }
    schemas.sort_keys();
    schemas
}
