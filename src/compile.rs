//! Documents become a runtime: pure functions from what a deployment froze and how its stage is set.
//!
//! A document that cannot be compiled is a [`Diagnostic`], and what depends on it refuses calls; it is never skipped.

use std::collections::BTreeMap;

use emulator_api::Doc;
use serde::{Deserialize, Serialize};

mod access_log;
mod condition_keys;
mod connection;
mod document;
pub mod domain;
pub mod http;
mod model;
pub mod rest;
mod route_settings;
mod service;
mod throttling;
mod uri;
pub mod usage;
pub mod websocket;
mod without_effect;

/// The documents of one API at one moment, by path below the API: `""` is the API itself, `/resources/abc123`,
/// `/resources/abc123/methods/GET`, `/resources/abc123/methods/GET/integration`, `/routes/a1b2c3d`, …
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Snapshot {
    documents: BTreeMap<String, Doc>,
}

impl FromIterator<(String, Doc)> for Snapshot {
    fn from_iter<I: IntoIterator<Item = (String, Doc)>>(documents: I) -> Self {
        Self { documents: documents.into_iter().collect() }
    }
}

impl Snapshot {
    /// The document at `path`, if there is one.
    pub fn get(&self, path: &str) -> Option<&Doc> {
        self.documents.get(path)
    }

    /// The documents directly below `collection` (`/resources`), with the last part of their paths.
    pub fn children<'s>(&'s self, collection: &str) -> impl Iterator<Item = (&'s str, &'s Doc)> {
        let start = format!("{collection}/");
        let below = self.documents.range(start.clone()..);
        below
            .map_while(move |(path, document)| Some((path.strip_prefix(&start)?, document)))
            .filter(|(name, _)| !name.contains('/'))
    }
}

/// Something in the documents that AWS would have refused or that this emulator does not do; logged when published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Where it is, as a path below the API: `/resources/abc123/methods/GET/integration`.
    pub path: String,
    /// What is wrong and what to do about it, one sentence.
    pub message: String,
    /// Whether a strict emulator takes it too: AWS demands it, or it changes nothing there either.
    pub tolerated: bool,
}

impl Diagnostic {
    /// One that strict emulators refuse.
    pub fn new(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self { path: path.into(), message: message.into(), tolerated: false }
    }

    /// The same, if `tolerated` one that strict emulators take.
    #[must_use]
    pub fn tolerated(self, tolerated: bool) -> Self {
        Self { tolerated, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn children_are_the_documents_one_level_down() {
        let paths = ["", "/resources/a", "/resources/a/methods/GET", "/resources/b", "/routes/r"];
        let snapshot: Snapshot = paths.iter().map(|path| ((*path).to_owned(), Doc::new())).collect();
        let names: Vec<&str> = snapshot.children("/resources").map(|(name, _)| name).collect();
        assert_eq!(names, ["a", "b"]);
        let methods: Vec<&str> = snapshot.children("/resources/a/methods").map(|(name, _)| name).collect();
        assert_eq!(methods, ["GET"]);
    }
}
