use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Whether the emulator serves what it was started with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Health {
    /// How far the start is.
    pub status: Status,
    /// The emulator's version.
    pub version: String,
    /// What failed of the start, each in a sentence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub failures: Vec<String>,
}

/// How far the start of an emulator is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Status {
    /// It answers already, but what it was started with is not all there yet.
    #[default]
    Starting,
    /// Everything is there.
    Ready,
    /// It answers, but a part of its start failed.
    Failed,
}

/// The health check of another emulator, for tools that wait for that one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NeighbourHealth {
    /// The services that are there, each `running` once the start is over, `starting` before, or `error` when a part of it failed.
    pub services: BTreeMap<String, String>,
    /// Which emulator this is.
    pub edition: String,
    /// The emulator's version.
    pub version: String,
}

/// Which emulator answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Version {
    /// The emulator's version, `0.1.0`.
    pub version: String,
}
