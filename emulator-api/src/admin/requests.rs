//! The request history: `/_emulator/requests`.

mod filter;
mod story;

pub use filter::{InvalidStatus, RequestFilter, StatusFilter};
pub use story::{
    AuthorizerStory, BackendStory, Headers, Payload, PolicyDecision, PolicyKind, PolicyStory, ReceivedResponse, RecordedRequest,
    RefusalStory, SentRequest, Step, StepTime, TemplateStory, TemplateUse,
};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How many requests are kept: `/_emulator/requests/settings`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RequestHistorySettings {
    /// The last so many requests are kept; 0 keeps none, and costs nothing.
    pub keep: usize,
}

/// The requests that are kept, the last first: `GET /_emulator/requests`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RecordedRequests {
    /// How many are kept at most.
    pub keep: usize,
    /// Those that the filters let pass.
    pub requests: Vec<RequestSummary>,
}

/// What was forgotten: `DELETE /_emulator/requests`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ForgottenRequests {
    /// How many requests.
    pub forgotten: usize,
}

/// One request in a few words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RequestSummary {
    /// Its id: what answers have in `x-amzn-RequestId` (REST), in `apigw-requestid` (HTTP), and messages in `requestId`.
    pub request_id: String,
    /// When it came, by the clock of its account (RFC 3339, in UTC).
    pub time: String,
    /// What it was.
    pub event: RequestEvent,
    /// The account of the API; none for an API that does not exist.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub account: Option<String>,
    /// The region of the API.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub region: Option<String>,
    /// The API.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub api_id: Option<String>,
    /// Which type of API it is.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub api_type: Option<ApiType>,
    /// The stage; none where the API has none of that name.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub stage: Option<String>,
    /// The method that was sent; messages have none.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub method: Option<String>,
    /// The path that was sent, without its query; messages have none.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub path: Option<String>,
    /// The resource's method (`ANY /{proxy+}`) or the route's key that took it; none when nothing did.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub route: Option<String>,
    /// The status of the answer; of a message that of its integration's, or of its refusal.
    pub status: u16,
    /// How long it took, in milliseconds.
    pub millis: f64,
    /// Why it was refused or failed, for the developer of the API.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub refused: Option<String>,
}

/// What a request was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum RequestEvent {
    /// A request for a REST or HTTP API.
    Request,
    /// A client that asks to connect to a WebSocket API.
    Connect,
    /// A message of a WebSocket client.
    Message,
    /// The end of a WebSocket connection.
    Disconnect,
    /// A call of `@connections`.
    Connections,
}

/// The type of an API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum ApiType {
    /// Of `apigateway`.
    Rest,
    /// Of `apigatewayv2`, protocol `HTTP`.
    Http,
    /// Of `apigatewayv2`, protocol `WEBSOCKET`.
    WebSocket,
}
