//! The execution log of one request, in the lines that API Gateway writes to CloudWatch Logs and that TestInvokeMethod gives
//! back (recorded: test_invoke_test_method, test_apigw_test_invoke_method_api). It is kept only where a stage or a test asks
//! for it.

use std::fmt::Display;
use std::sync::{Mutex, PoisonError};

use emulator_api::arn::FunctionArn;
use http::{HeaderMap, HeaderName, HeaderValue, Response};

use crate::clock::Timestamp;
use crate::gateway::authorize::Caller;
use crate::gateway::body::AnswerBody;
use crate::gateway::error::{GatewayError, GatewayResponseType};
use crate::gateway::logs::wording::{map, masked, of_headers, shown, truncated};
use crate::gateway::outgoing::user_agent;
use crate::gateway::rest::exchange::{Exchange, declared};
use crate::gateway::rest::headers::DisplayNames;
use crate::gateway::rest::outcome::Outcome;
use crate::lambda::FunctionOutcome;
use crate::runtime::rest::RestMethod;
use crate::runtime::rest::logging::Logging;
use crate::runtime::throttle::ThrottleLimits;

/// The lines of one request.
#[derive(Debug)]
pub(super) struct ExecutionLog {
    logging: Logging,
    lines: Mutex<Vec<(Timestamp, String)>>,
}

impl ExecutionLog {
    pub(super) fn new(logging: Logging) -> Self {
        Self { logging, lines: Mutex::default() }
    }

    /// The lines so far, with their times.
    pub(super) fn take(&self) -> Vec<(Timestamp, String)> {
        std::mem::take(&mut self.lines.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Exchange<'_> {
    /// Tells of a failure.
    pub(super) fn log_failure(&self, line: impl FnOnce() -> String) {
        if let Some(log) = &self.execution_log {
            self.add(log, line());
        }
    }

    /// Tells of a step.
    pub(super) fn log_step(&self, line: impl FnOnce() -> String) {
        if let Some(log) = self.execution_log.as_ref().filter(|log| log.logging.all_steps) {
            self.add(log, line());
        }
    }

    /// Tells what came or went.
    pub(super) fn log_data(&self, line: impl FnOnce() -> String) {
        if let Some(log) = self.execution_log.as_ref().filter(|log| log.logging.all_steps && log.logging.data) {
            self.add(log, line());
        }
    }

    fn add(&self, log: &ExecutionLog, line: String) {
        let line = truncated(line);
        log.lines.lock().unwrap_or_else(PoisonError::into_inner).push((self.api.shared.clock.now(), line));
    }

    /// The request has found its method.
    pub(super) fn log_arrival(&self) {
        self.log_step(|| format!("Extended Request Id: {}", self.ids.extended()));
    }

    /// The request is about to be held against usage plans and limits, which every request is, also without a key.
    pub(super) fn log_usage_plan(&self) {
        self.log_step(|| {
            let (request, key, stage) = (self.ids.request(), self.shown_api_key(), self.api_stage());
            format!("Verifying Usage Plan for request: {request}. API Key: {key} API Stage: {stage}")
        });
    }

    /// Usage plans and limits let the request pass.
    pub(super) fn log_usage_plan_passed(&self, method: &RestMethod) {
        if method.api_key.is_none() {
            self.log_step(|| {
                let (key, method) = (self.shown_api_key(), self.declared_method());
                format!(
                    "API Key {key} authorized because method '{method}' does not require API Key. Request will not contribute to \
                     throttle or quota limits"
                )
            });
        }
        self.log_step(|| {
            format!("Usage Plan check succeeded for API Key {} and API Stage {}", self.shown_api_key(), self.api_stage())
        });
    }

    /// What is logged of a key that may not call the stage.
    pub(super) fn unknown_key(&self) -> String {
        let (key, method, stage) = (self.shown_api_key(), self.declared_method(), self.api_stage());
        format!(
            "API Key {key} not authorized because method '{method}' requires API Key and API Key is not associated with a Usage Plan \
             for API Stage {stage}: No Usage Plan found for key and API Stage"
        )
    }

    /// What is logged where a method's own limit is reached.
    pub(super) fn limit_reached(&self, limits: ThrottleLimits) -> String {
        let (api, stage, verb) = (&self.api.id, &self.stage.name, &self.inbound.parts.method);
        let resource = self.resource().map_or("", |resource| &resource.id);
        let ThrottleLimits { rate, burst } = limits;
        format!(
            "Key throttle limit exceeded for RestApi {api}, Stage {stage}, Resource {resource}, HttpMethod {verb}. Limit: {rate:.2} \
             Burst: {burst}"
        )
    }

    /// The API key that was sent, masked.
    fn shown_api_key(&self) -> String {
        self.sent_api_key().map(masked).unwrap_or_default()
    }

    fn api_stage(&self) -> String {
        format!("{}/{}", self.api.id, self.stage.name)
    }

    /// The method as it is declared: `ANY /{proxy+}`.
    fn declared_method(&self) -> String {
        self.resource().map(|resource| declared(resource, &self.inbound.parts.method)).unwrap_or_default()
    }

    /// The request may call its method.
    pub(super) fn log_start(&self) {
        let inbound = self.inbound;
        self.log_step(|| format!("Starting execution for request: {}", self.ids.request()));
        self.log_step(|| format!("HTTP Method: {}, Resource Path: {}", inbound.parts.method, inbound.path()));
        self.log_data(|| format!("Method request path: {}", map(self.path_parameters().iter().copied())));
        self.log_data(|| format!("Method request query string: {}", map(self.query().iter())));
        self.log_data(|| {
            let names = DisplayNames::of(inbound);
            let headers = inbound.parts.headers.iter();
            let headers = headers.map(|(name, value)| (names.display(name.as_str()), shown(name.as_str(), value)));
            format!("Method request headers: {}", map(headers))
        });
        self.log_data(|| {
            // As users of AWS showed it: serverless-application-model issue 553.
            let is_binary = self.stage.binary_media_types.matches(inbound.header("content-type"));
            let body = if is_binary { "[Binary Data]".into() } else { String::from_utf8_lossy(&inbound.body) };
            format!("Method request body before transformations: {body}")
        });
    }

    /// The backend is about to be called.
    pub(super) fn log_request(&self, uri: &impl Display, headers: &HeaderMap, body: &[u8]) {
        self.log_data(|| format!("Endpoint request URI: {uri}"));
        self.log_data(|| format!("Endpoint request headers: {}", of_headers(headers)));
        self.log_data(|| format!("Endpoint request body after transformations: {}", String::from_utf8_lossy(body)));
        self.log_data(|| format!("Sending request to {uri}"));
    }

    /// The backend has begun to answer.
    pub(super) fn log_received(&self) {
        let Some(ended) = self.integration.get() else { return };
        let (status, latency) = (ended.status.unwrap_or_default(), ended.latency.as_millis());
        self.log_data(|| format!("Received response. Status: {status}, Integration latency: {latency} ms"));
    }

    /// The head of the backend's answer is there.
    pub(super) fn log_response_head(&self, headers: &HeaderMap) {
        self.log_received();
        self.log_data(|| format!("Endpoint response headers: {}", of_headers(headers)));
    }

    /// The backend has answered.
    pub(super) fn log_response(&self, headers: &HeaderMap, body: &[u8]) {
        self.log_response_head(headers);
        self.log_data(|| format!("Endpoint response body before transformations: {}", String::from_utf8_lossy(body)));
    }

    /// A function is about to be called, as if over Lambda's own API.
    pub(super) fn log_invocation(&self, function: &FunctionArn, payload: &[u8]) {
        if self.execution_log.is_none() {
            return;
        }
        let headers = header_map([
            ("x-amzn-lambda-integration-tag", self.ids.request()),
            ("x-amzn-apigateway-api-id", &*self.api.id),
            ("accept", "application/json"),
            ("user-agent", user_agent(&self.api.id).to_str().unwrap_or_default()),
            ("x-amzn-trace-id", self.trace()),
        ]);
        self.log_request(
            &format!("https://lambda.{}.amazonaws.com/2015-03-31/functions/{function}/invocations", function.region),
            &headers,
            payload,
        );
    }

    /// A function has answered.
    pub(super) fn log_outcome(&self, outcome: &FunctionOutcome) {
        if self.execution_log.is_none() {
            return;
        }
        let headers = header_map([
            ("content-type", "application/json"),
            ("content-length", &*outcome.payload.len().to_string()),
            ("x-amzn-requestid", &*outcome.request_id),
            ("x-amz-executed-version", outcome.executed_version.as_deref().unwrap_or_default()),
            ("x-amzn-trace-id", self.trace()),
        ]);
        self.log_response(&headers, &outcome.payload);
    }

    /// The authorizer has said who calls, or that it is nobody.
    pub(super) fn log_authorizer_outcome(&self) {
        if self.execution_log.is_none() {
            return;
        }
        if let Some(given) = self.checks.authorizer_answer.get() {
            self.log_data(|| format!("Authorizer result body before parsing: {}", String::from_utf8_lossy(given)));
        }
        match self.caller() {
            Some(Caller::Function { result, .. }) => {
                let principal = result.principal_id.as_deref().unwrap_or_default();
                self.log_step(|| format!("Using valid authorizer policy for principal: {}", masked(principal)));
            }
            Some(Caller::UserPool { .. }) => {}
            Some(Caller::Jwt(_) | Caller::Iam(_)) | None => return,
        }
        self.log_step(|| "Successfully completed authorizer execution".to_owned());
    }

    /// The answer is made; what follows concerns only its way.
    pub(super) fn log_method_response(&self, answer: &Response<AnswerBody>) {
        // What is streamed is not there yet.
        if let AnswerBody::Whole(_) = answer.body() {
            self.log_data(|| {
                let body = answer.body().bytes().unwrap_or_default();
                format!("Method response body after transformations: {}", String::from_utf8_lossy(&body))
            });
        }
        self.log_data(|| format!("Method response headers: {}", of_headers(answer.headers())));
        self.log_step(|| "Successfully completed execution".to_owned());
    }

    /// The request has its answer.
    pub(super) fn log_end(&self, outcome: &Outcome<'_>) {
        let completed = || format!("Method completed with status: {}", outcome.answer.status().as_u16());
        match outcome.error {
            Some(error) => {
                self.log_failure(|| self.failure(error));
                self.log_failure(completed);
            }
            None => self.log_step(completed),
        }
    }

    /// What only stages log: the ids by which a request is found elsewhere.
    pub(super) fn log_ids(&self) {
        if let Some(id) = self.integration.get().and_then(|ended| ended.request_id.as_deref()) {
            self.log_step(|| format!("AWS Integration Endpoint RequestId : {id}"));
        }
        if self.stage.tracing {
            self.log_step(|| format!("X-ray Tracing ID : Root={}", self.trace_id()));
        }
    }

    /// What is logged of a failure.
    pub(super) fn failure(&self, error: &GatewayError) -> String {
        use GatewayResponseType as Type;
        if let Some(logged) = &error.logged {
            return logged.to_string();
        }
        match error.kind {
            Type::Unauthorized => format!("Unauthorized request: {}", self.ids.request()),
            Type::AccessDenied => "The client is not authorized to perform this operation.".to_owned(),
            Type::BadRequestBody => {
                let content_type = self.inbound.header("content-type").unwrap_or("application/json");
                let found = error.validation.as_deref().unwrap_or_default();
                format!("Request body does not match model schema for content type {content_type}: {found}")
            }
            Type::IntegrationTimeout => "Execution failed due to a timeout error".to_owned(),
            Type::ApiConfigurationError if error.detail.starts_with("invalid endpoint address") => {
                "Execution failed due to configuration error: Invalid endpoint address".to_owned()
            }
            kind if kind.default_status().is_server_error() => {
                format!("Execution failed due to configuration error: {}", error.detail)
            }
            _ => error.message().unwrap_or(&error.detail).to_owned(),
        }
    }
}

/// The headers that have a value.
fn header_map(headers: [(&'static str, &str); 5]) -> HeaderMap {
    let named = headers.into_iter().filter(|(_, value)| !value.is_empty());
    named.filter_map(|(name, value)| Some((HeaderName::from_static(name), HeaderValue::from_str(value).ok()?))).collect()
}
