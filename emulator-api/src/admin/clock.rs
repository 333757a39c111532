use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::AccountId;

/// What a clock shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Clock {
    /// The account whose clock it is; without it, the clock of all accounts that have not moved alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountId>,
    /// The time, `2026-12-01T00:00:00Z`.
    pub now: String,
    /// The same in milliseconds since 1970-01-01T00:00:00Z.
    pub epoch_millis: i64,
    /// Whether it stands still.
    pub frozen: bool,
    /// How many seconds it is ahead of the machine's clock; behind it, the number is negative.
    pub ahead_seconds: f64,
    /// The clocks of accounts that show another time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accounts: Vec<Clock>,
}

/// Whose clock is meant.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ClockOwner {
    /// One account; without it, the clocks of all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountId>,
}

/// Where a clock is to stand still.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct FreezeClock {
    /// One account; without it, the clocks of all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountId>,
    /// At this time, `2026-12-01T00:00:00Z`, which may be an earlier one; without it, where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

/// How far a clock is to go on at once: by `seconds`, or `to` a time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct AdvanceClock {
    /// One account; without it, the clocks of all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountId>,
    /// By so many seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0))]
    pub seconds: Option<f64>,
    /// To this time, `2026-12-01T00:00:00Z`, which is not earlier than what it shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}
