use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AccountId, RegionName};

/// Which calls of backends fail, how, and how often. What is left out matches everything.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FaultRule {
    /// Calls of this account's APIs, 12 digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountId>,
    /// Calls of APIs in this region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<RegionName>,
    /// Calls of the API with this id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub api_id: Option<String>,
    /// Calls of stages with this name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// Calls of one route: in REST APIs a resource's path, alone or after a verb (`GET /pets/{id}`), else a route key
    /// (`GET /pets/{id}`, `$default`, `sendMessage`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub route: Option<String>,
    /// The backend's answer is so many milliseconds late. It counts towards the integration's timeout.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delay: Option<u64>,
    /// The backend is not called; an answer with this status and without a body, 200 to 599, takes the place of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// The function is not called; Lambda tells of this error.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lambda_error: Option<LambdaError>,
    /// A connection breaks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub connection_reset: Option<ConnectionReset>,
    /// How likely a call is struck, from 0 to 1.
    #[serde(default = "always")]
    pub probability: f64,
    /// Chooses the sequence: whether the n-th call that matches is struck depends on seed, n and probability alone.
    #[serde(default)]
    pub seed: u64,
}

const fn always() -> f64 {
    1.0
}

/// What Lambda may tell of an invocation that fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum LambdaError {
    /// The function raised an error.
    Handled,
    /// The function's process ended.
    Unhandled,
    /// The function took longer than it may.
    Timeout,
    /// Lambda does not take the invocation: status 429.
    Throttled,
}

/// Whose connection breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum ConnectionReset {
    /// The backend's, before it is sent anything.
    Backend,
    /// The client's, after the backend has answered.
    Client,
}

/// A rule that is in force, and what it has done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Fault {
    /// Its id.
    pub id: String,
    /// The rule.
    #[serde(flatten)]
    pub rule: FaultRule,
    /// How many calls it has matched.
    pub matched: u64,
    /// How many of them it has struck.
    pub struck: u64,
}

/// The rules that are in force.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Faults {
    /// The rules, the oldest first.
    pub faults: Vec<Fault>,
}

/// Rules that were taken out of force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FaultsRemoved {
    /// How many.
    pub removed: usize,
}
