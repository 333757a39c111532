//! `patchOperations`: what API Gateway's first API calls an update.
//!
//! Each resource declares in a const table which paths it accepts, with which operations and values; [`apply`] does the
//! rest. The paths are those of AWS's "Patch operations" reference, the refusals those that localstack's snapshots
//! recorded from AWS.

mod apply;
mod rule;

use std::fmt;

use serde_json::Value;

pub use apply::{apply, apply_as};
pub use rule::{Absent, PatchRule, PatchValue, Refusals, Target};

use crate::codec::Doc;
use crate::error::{AwsError, Result};

/// What an operation does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PatchOp {
    /// Adds a value, or an element to a list.
    Add,
    /// Takes a value away.
    Remove,
    /// Puts another value in its place.
    Replace,
    /// Moves a value; no resource accepts it.
    Move,
    /// Copies a value from elsewhere in the resource.
    Copy,
    /// Compares a value; no resource accepts it.
    Test,
}

impl PatchOp {
    /// The name in requests.
    pub const fn name(self) -> &'static str {
        match self {
            PatchOp::Add => "add",
            PatchOp::Remove => "remove",
            PatchOp::Replace => "replace",
            PatchOp::Move => "move",
            PatchOp::Copy => "copy",
            PatchOp::Test => "test",
        }
    }

    /// The operation of a name in a request.
    pub fn from_name(name: &str) -> Option<PatchOp> {
        use PatchOp::{Add, Copy, Move, Remove, Replace, Test};
        [Add, Remove, Replace, Move, Copy, Test].into_iter().find(|op| op.name() == name)
    }
}

impl fmt::Display for PatchOp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A JSON pointer: `/binaryMediaTypes/image~1png` has the segments `binaryMediaTypes` and `image/png`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PatchPath {
    raw: String,
}

impl PatchPath {
    /// A path as a request has it.
    pub fn new(raw: impl Into<String>) -> PatchPath {
        PatchPath { raw: raw.into() }
    }

    /// A path of segments as they are meant, which are escaped here.
    pub fn from_segments<'a>(segments: impl IntoIterator<Item = &'a str>) -> PatchPath {
        let escaped = segments.into_iter().map(|segment| format!("/{}", escape(segment)));
        PatchPath { raw: escaped.collect() }
    }

    /// The path as the request has it, which is how refusals quote it.
    pub fn as_str(&self) -> &str {
        &self.raw
    }

    /// The segments as they are meant: `~1` is `/`, `~0` is `~`. A path without a leading slash has none.
    pub fn segments(&self) -> impl Iterator<Item = String> + '_ {
        self.raw_segments().map(unescape)
    }

    /// The segments as they are written. The keys of `methodSettings` are made of these: `~1pets/GET`.
    pub fn raw_segments(&self) -> impl Iterator<Item = &str> {
        let rest = self.raw.strip_prefix('/');
        rest.into_iter().flat_map(|rest| rest.split('/'))
    }
}

impl fmt::Display for PatchPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.raw)
    }
}

/// `~1` for `/` and `~0` for `~`, as RFC 6901 writes them.
pub fn escape(segment: &str) -> String {
    segment.replace('~', "~0").replace('/', "~1")
}

/// The inverse of [`escape`]; a `~` before anything else stays.
pub fn unescape(segment: &str) -> String {
    segment.replace("~1", "/").replace("~0", "~")
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatchOperation {
    /// What to do.
    pub op: PatchOp,
    /// Where.
    pub path: PatchPath,
    /// The new value; a string whatever the member's type.
    pub value: Option<String>,
    /// Where a copied value comes from.
    pub from: Option<PatchPath>,
}

impl PatchOperation {
    /// Reads an input document's `patchOperations`; none when there are none.
    ///
    /// # Errors
    /// `Invalid patch path null` for one without a path (recorded from AWS); a refusal of its kind for one without an
    /// operation. Unknown operations are refused by the model's constraints before this.
    pub fn read(members: &Doc) -> Result<Vec<PatchOperation>> {
        let operations = members.get("patchOperations").and_then(Value::as_array);
        operations.into_iter().flatten().map(PatchOperation::parse).collect()
    }

    fn parse(operation: &Value) -> Result<PatchOperation> {
        let text = |name| operation.get(name).and_then(Value::as_str);
        let path = text("path").ok_or_else(|| AwsError::bad_request("Invalid patch path null"))?;
        let op = text("op").and_then(PatchOp::from_name);
        let op =
            op.ok_or_else(|| AwsError::bad_request("Invalid patch operation specified. Must be 'add'|'remove'|'replace'"))?;
        Ok(PatchOperation {
            op,
            path: PatchPath::new(path),
            value: text("value").map(str::to_owned),
            from: text("from").map(PatchPath::new),
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn read(operations: Value) -> Result<Vec<PatchOperation>> {
        let mut members = Doc::new();
        members.insert("patchOperations".to_owned(), operations);
        PatchOperation::read(&members)
    }

    // API reference, PatchOperation, `path`: a JSON pointer, in which `~1` is `/`.
    #[test]
    fn a_tilde_and_a_one_are_a_slash() {
        let path = PatchPath::new("/binaryMediaTypes/image~1png");
        assert_eq!(path.segments().collect::<Vec<_>>(), ["binaryMediaTypes", "image/png"]);
        assert_eq!(path.raw_segments().collect::<Vec<_>>(), ["binaryMediaTypes", "image~1png"]);
        assert_eq!(unescape("~01"), "~1");
    }

    #[test]
    fn operations_are_read_in_order() {
        let operations = read(json!([
            {"op": "replace", "path": "/name", "value": "a"},
            {"op": "copy", "path": "/variables", "from": "/canarySettings/stageVariableOverrides"},
        ]));
        let operations = operations.unwrap();
        assert_eq!(operations[0].op, PatchOp::Replace);
        assert_eq!(operations[0].value.as_deref(), Some("a"));
        assert_eq!(operations[1].from, Some(PatchPath::new("/canarySettings/stageVariableOverrides")));
    }

    #[test]
    fn no_operations_change_nothing() {
        assert_eq!(PatchOperation::read(&Doc::new()), Ok(Vec::new()));
    }

    // Recorded: test_apigateway_api.snapshot.json, update-gateway-no-path.
    #[test]
    fn a_missing_path_is_null() {
        let refusal = read(json!([{"op": "add", "value": "'example.com'"}])).unwrap_err();
        assert_eq!(refusal.message(), "Invalid patch path null");
    }

    proptest! {
        #[test]
        fn segments_are_read_as_they_were_written(segments in prop::collection::vec("\\PC{0,8}|[~/01]{0,6}", 1..5)) {
            let path = PatchPath::from_segments(segments.iter().map(String::as_str));
            prop_assert_eq!(path.segments().collect::<Vec<_>>(), segments);
        }

        #[test]
        fn no_path_panics(raw in "\\PC*") {
            let path = PatchPath::new(raw);
            prop_assert_eq!(path.segments().count(), path.raw_segments().count());
        }
    }
}
