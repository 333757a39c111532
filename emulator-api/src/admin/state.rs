use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AccountId, RegionName};

/// What was removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StateReset {
    /// How many APIs there were.
    pub apis: usize,
}

/// What was stored of a scope when it was saved. Each scope has names of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Snapshot {
    /// The name that it was saved under.
    pub name: String,
    /// The account whose things were saved; all when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountId>,
    /// The region whose things were saved; all when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<RegionName>,
    /// When it was saved, `2026-01-31T12:00:00Z`.
    pub created: String,
    /// How many APIs it has.
    pub apis: usize,
    /// How many bytes its documents and functions have.
    pub bytes: u64,
}

/// What was saved.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Snapshots {
    /// In the order of their names.
    pub snapshots: Vec<Snapshot>,
}

/// A name for a snapshot: whatever a test suite calls its tests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SnapshotName(String);

/// The most characters of a name.
const LONGEST_NAME: usize = 200;

/// Why a text is no name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidSnapshotName;

impl fmt::Display for InvalidSnapshotName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "a snapshot's name has 1 to {LONGEST_NAME} characters, none of them a control character, and is not . or .."
        )
    }
}

impl std::error::Error for InvalidSnapshotName {}

impl FromStr for SnapshotName {
    type Err = InvalidSnapshotName;

    fn from_str(text: &str) -> Result<Self, InvalidSnapshotName> {
        let is_name = (1..=LONGEST_NAME).contains(&text.chars().count()) && !text.contains(char::is_control);
        // Clients take a path's parts . and .. for steps.
        if is_name && !matches!(text, "." | "..") { Ok(Self(text.to_owned())) } else { Err(InvalidSnapshotName) }
    }
}

impl SnapshotName {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_test_suites_call_their_tests_is_a_name() {
        for name in ["clean", "tests/test_orders.py::test_refund[eur-2]", "Größe …", &"x".repeat(200)] {
            assert_eq!(name.parse::<SnapshotName>().unwrap().as_str(), name);
        }
        for wrong in ["", ".", "..", "a\nb", "a\0", &"x".repeat(201)] {
            assert_eq!(wrong.parse::<SnapshotName>(), Err(InvalidSnapshotName), "{wrong:?}");
        }
    }
}
