use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The clients that are connected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct OpenConnections {
    /// The connections, the oldest first.
    pub connections: Vec<OpenConnection>,
}

/// A client that is connected to a WebSocket API.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct OpenConnection {
    /// The connection's id, `L0SM9cOFvHcCIhw=`.
    pub connection_id: String,
    /// The account that has the API.
    pub account: String,
    /// The region that has the API.
    pub region: String,
    /// The API's id.
    pub api_id: String,
    /// The stage's name.
    pub stage: String,
    /// When the client connected, by the account's clock.
    pub connected_at: String,
    /// When a frame last went in either direction.
    pub last_active_at: String,
    /// The client's address.
    pub source_ip: String,
    /// The `User-Agent` of the client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_agent: Option<String>,
    /// How many messages wait for the client: they were posted, and it has not taken those before.
    pub waiting_messages: usize,
    /// How many bytes they have.
    pub waiting_bytes: usize,
}
