use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which operations of AWS the emulator has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Operations {
    /// Each service with its operations.
    pub services: Vec<ServiceOperations>,
}

/// The operations of one service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ServiceOperations {
    /// The service as SDKs know it, `apigatewayv2`.
    pub service: String,
    /// The names of the operations that are there.
    pub there: Vec<String>,
    /// The names of those that answer 501 `NotImplemented`.
    pub missing: Vec<String>,
}
