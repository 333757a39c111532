//! The request history: `/_emulator/requests`.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{AccountId, RegionName};

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

/// The whole story of one request: `GET /_emulator/requests/{id}`. Secrets are replaced by `[redacted]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RecordedRequest {
    /// It in a few words.
    #[serde(flatten)]
    pub summary: RequestSummary,
    /// The WebSocket connection.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub connection_id: Option<String>,
    /// The id of the REST API's resource.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub resource_id: Option<String>,
    /// The caller's address.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub source_ip: Option<String>,
    /// What came.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub request: Option<SentRequest>,
    /// Who checked the caller, and what came of it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub authorizer: Option<AuthorizerStory>,
    /// What each policy said, in the order in which they were asked.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub policies: Vec<PolicyStory>,
    /// The id of the API key that the request was counted by.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub api_key_id: Option<String>,
    /// Whether the stage's cache had the answer; none where the method is not cached.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub cache_hit: Option<bool>,
    /// What mapping templates made of what.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub templates: Vec<TemplateStory>,
    /// The call of the integration's backend; none where none was made.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub integration: Option<BackendStory>,
    /// The fault that befell the integration, if one was set.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub fault: Option<String>,
    /// What went back to the caller.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub response: Option<ReceivedResponse>,
    /// Why it was refused or failed.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub refusal: Option<RefusalStory>,
    /// The steps of the flow in their order, and how long each took.
    pub steps: Vec<StepTime>,
}

impl From<RequestSummary> for RecordedRequest {
    /// A request of which nothing else is known.
    fn from(summary: RequestSummary) -> Self {
        Self {
            summary,
            connection_id: None,
            resource_id: None,
            source_ip: None,
            request: None,
            authorizer: None,
            policies: Vec::new(),
            api_key_id: None,
            cache_hit: None,
            templates: Vec::new(),
            integration: None,
            fault: None,
            response: None,
            refusal: None,
            steps: Vec::new(),
        }
    }
}

/// A payload, or as much of it as is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Payload {
    /// Its text; none for bytes that are no UTF-8.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub text: Option<String>,
    /// How many bytes it has in all.
    pub bytes: u64,
    /// Whether the text is only its beginning.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub cut: bool,
}

/// Headers by their names in lower case.
pub type Headers = BTreeMap<String, Vec<String>>;

/// A request on the wire.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SentRequest {
    /// Its method; messages and calls of functions have none.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub method: Option<String>,
    /// Its URI, with the query; of a function's call the function's ARN.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub uri: Option<String>,
    /// Its headers.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub headers: Headers,
    /// Its body, a function's event, or the text of a message.
    pub body: Payload,
}

/// An answer on the wire.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReceivedResponse {
    /// Its status; frames to WebSocket clients have none.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub status: Option<u16>,
    /// Its headers.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub headers: Headers,
    /// Its body, a function's result, or the text of a frame.
    pub body: Payload,
}

/// The call of a backend.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BackendStory {
    /// What it was sent, before it was signed.
    pub request: SentRequest,
    /// What it answered.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub response: Option<ReceivedResponse>,
    /// Why there is no answer.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub error: Option<String>,
    /// The id that the backend gave the call.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub request_id: Option<String>,
    /// How long it took, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub millis: Option<f64>,
}

/// Who checked the caller.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuthorizerStory {
    /// `TOKEN`, `REQUEST`, `COGNITO_USER_POOLS`, `JWT` or `AWS_IAM`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The authorizer's id, where it has one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub id: Option<String>,
    /// What its function was asked and answered; none when its answer was kept, and for those without a function.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub call: Option<BackendStory>,
    /// Whether an answer was used that was kept from before.
    pub from_cache: bool,
    /// Who the caller is, as integrations are told in `requestContext.authorizer` or `requestContext.identity`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub caller: Option<Value>,
}

/// What a policy said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PolicyStory {
    /// Whose policy it is.
    pub policy: PolicyKind,
    /// What it said.
    pub decision: PolicyDecision,
    /// The statement that decided, counted from 0.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub position: Option<usize>,
    /// The statement as it is written.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub statement: Option<Value>,
    /// What was asked for: `execute-api:Invoke`.
    pub action: String,
    /// The ARN that it was asked of.
    pub resource: String,
}

/// Whose policy decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PolicyKind {
    /// The API's resource policy.
    Resource,
    /// That of a private custom domain name.
    DomainName,
    /// The one that a Lambda authorizer answered, or its simple response.
    Authorizer,
    /// A policy of who signed the request.
    Identity,
}

/// What a policy says of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum PolicyDecision {
    /// A statement allows it.
    Allow,
    /// A statement denies it.
    Deny,
    /// No statement speaks of it.
    Silent,
}

/// What a mapping template made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TemplateStory {
    /// What it maps.
    pub maps: TemplateUse,
    /// The body that it read.
    pub input: Payload,
    /// What it rendered.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub output: Option<Payload>,
    /// Why it failed.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub error: Option<String>,
}

/// What a mapping template maps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum TemplateUse {
    /// The request, for the backend.
    Request,
    /// The backend's answer, for the caller.
    Response,
}

/// Why a request was refused or failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RefusalStory {
    /// Which of AWS's failures it is: `ACCESS_DENIED`.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none", default)]
    pub kind: Option<String>,
    /// What the caller is told, where the API does not say it otherwise.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub message: Option<String>,
    /// What happened. Callers never see it.
    pub detail: String,
}

/// How long a step took.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StepTime {
    /// The step.
    pub step: Step,
    /// Its time in milliseconds.
    pub millis: f64,
}

/// A step of the flow, in the order in which a request goes through those that its API has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Step {
    /// The body is read.
    Receive,
    /// The web ACL is asked.
    WebAcl,
    /// The resource or route is found.
    Route,
    /// Authorizers and policies decide.
    Authorize,
    /// Usage plans and throttles are asked.
    Limits,
    /// Parameters and body are validated.
    Validate,
    /// The integration request is made.
    IntegrationRequest,
    /// The backend is called.
    Integration,
    /// The integration response becomes the answer.
    IntegrationResponse,
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
