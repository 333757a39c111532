use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What was removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StateReset {
    /// How many APIs there were.
    pub apis: usize,
}
