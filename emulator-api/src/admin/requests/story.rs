//! The whole story of a request.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::RequestSummary;

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
