//! Which requests are meant.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::admin::{AccountId, RegionName};

/// Which requests are meant; what is not said lets all pass.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase", default)]
pub struct RequestFilter {
    /// The API's account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountId>,
    /// The API's region.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<RegionName>,
    /// The API's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub api: Option<String>,
    /// The stage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// The status of the answer: `404`, or `4xx`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<StatusFilter>,
    /// The path that was sent, without its query; `*` stands for anything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The method that was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// The request came at this time or later: RFC 3339 (`2026-11-20T13:00:00Z`), by the clock of its account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// At most so many, the last ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<usize>,
}

/// Which answers are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(inline, extend("pattern" = "^([1-5][0-9][0-9]|[1-5]xx)$"))]
pub enum StatusFilter {
    /// With this status.
    Exactly(u16),
    /// With a status of this hundred: 4 for `4xx`.
    Class(u16),
}

impl StatusFilter {
    /// Whether an answer with a status is meant.
    pub const fn passes(self, status: u16) -> bool {
        match self {
            Self::Exactly(wanted) => status == wanted,
            Self::Class(class) => status / 100 == class,
        }
    }
}

/// Why a text is no status to filter by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidStatus;

impl fmt::Display for InvalidStatus {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a status is like 404 or 4xx")
    }
}

impl std::error::Error for InvalidStatus {}

impl FromStr for StatusFilter {
    type Err = InvalidStatus;

    fn from_str(text: &str) -> Result<Self, InvalidStatus> {
        let found = match text.strip_suffix("xx") {
            Some(class) => class.parse().ok().filter(|class| (1..=5).contains(class)).map(Self::Class),
            None => text.parse().ok().filter(|status| (100..600).contains(status)).map(Self::Exactly),
        };
        found.ok_or(InvalidStatus)
    }
}

impl TryFrom<String> for StatusFilter {
    type Error = InvalidStatus;

    fn try_from(text: String) -> Result<Self, InvalidStatus> {
        text.parse()
    }
}

impl From<StatusFilter> for String {
    fn from(status: StatusFilter) -> Self {
        match status {
            StatusFilter::Exactly(status) => status.to_string(),
            StatusFilter::Class(class) => format!("{class}xx"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_filter_is_a_status_or_a_hundred() {
        assert_eq!("404".parse(), Ok(StatusFilter::Exactly(404)));
        assert_eq!("5xx".parse(), Ok(StatusFilter::Class(5)));
        for wrong in ["", "xx", "9xx", "40", "4040", "ok"] {
            assert_eq!(wrong.parse::<StatusFilter>(), Err(InvalidStatus), "{wrong}");
        }
    }
}
