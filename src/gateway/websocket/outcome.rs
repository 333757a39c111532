//! What a connection, a message or a disconnection came to, as the metrics of its stage count it and its access log tells it
//! (developer guide, "Monitoring WebSocket API execution with CloudWatch metrics" and "Configuring logging for a WebSocket
//! API").

use std::borrow::Cow;

use http::StatusCode;

use super::call::{Call, Occasion};
use super::error::Failure;
use super::socket::Closure;
use super::{Admission, Refusal};
use crate::gateway::Gateway;
use crate::gateway::connections::Connection;
use crate::gateway::logs::wording::truncated;
use crate::gateway::observed::milliseconds;
use crate::runtime::metrics::MessageMetrics;
use crate::runtime::rest::logging::Logging;

/// What a call of a route came to.
pub(super) struct Outcome<'o> {
    pub(super) status: StatusCode,
    failure: Option<&'o Failure>,
    /// Whether the route's integration was asked.
    reached_integration: bool,
}

impl<'o> Outcome<'o> {
    /// What came of a client that asked to connect.
    pub(super) fn of_connect(admitted: &'o Result<Admission, Refusal>, has_route: bool) -> Self {
        match admitted {
            Ok(_) => Self { status: StatusCode::OK, failure: None, reached_integration: has_route },
            Err(Refusal::Status(status)) => Self { status: *status, failure: None, reached_integration: true },
            Err(Refusal::Failed(failure)) => Self::of_failure(failure),
        }
    }

    /// What came of a message, or of the end of a connection: the status of the integration's answer, or why there is none.
    pub(super) fn of(answered: &'o Result<StatusCode, Failure>) -> Self {
        let answered_with = |status: &StatusCode| Self { status: *status, failure: None, reached_integration: true };
        answered.as_ref().map_or_else(Self::of_failure, answered_with)
    }

    /// What fails with a server's error fails in the integration; the checks before it refuse with a client's.
    fn of_failure(failure: &'o Failure) -> Self {
        Self { status: failure.status, failure: Some(failure), reached_integration: failure.status.is_server_error() }
    }
}

impl Call<'_> {
    /// Counts the call, and writes its line if its stage has an access log.
    pub(super) fn conclude(&self, gateway: &Gateway, outcome: &Outcome<'_>) {
        let of_route = self.route.and_then(|route| route.metrics.as_deref());
        for metrics in [Some(&self.stage.metrics.stage), of_route].into_iter().flatten() {
            self.count(metrics, outcome);
        }
        if let Some(logging) = self.route.map_or(self.stage.logging, |route| route.logging) {
            let connection = self.connection;
            let group = format!("API-Gateway-Execution-Logs_{}/{}", connection.api, connection.stage);
            let lines = self.logged_lines(logging, outcome).into_iter();
            let lines = lines.map(|line| (self.at, format!("({}) {}", self.request_id, truncated(line))));
            gateway.logs.execution(&connection.region, &group, lines);
        }
        if let Some(log) = &self.stage.access_log {
            gateway.logs.access(log, self.at, log.format.line(|name| self.logged_value(outcome, name)));
        }
        if let Some(failure) = outcome.failure {
            self.recorder.refused(failure.kind, &failure.message);
        }
        // What becomes of a client that asks to connect is known when it is answered.
        if !matches!(self.occasion, Occasion::Connect(..)) {
            self.recorder.done(&gateway.history, outcome.status);
        }
    }

    fn count(&self, metrics: &MessageMetrics, outcome: &Outcome<'_>) {
        match self.occasion {
            Occasion::Connect(..) if outcome.reached_integration => metrics.connects.increment(),
            Occasion::Message { .. } => metrics.messages.increment(),
            Occasion::Connect(..) | Occasion::Disconnect(_) => {}
        }
        if let Some(ended) = self.integration.get() {
            metrics.integration_latency.observe(ended.latency);
        }
        let answered = self.integration.get().is_none_or(|ended| ended.status.is_some());
        if outcome.reached_integration && outcome.failure.is_some() && !answered {
            metrics.execution_errors.increment();
        } else if outcome.reached_integration && is_error(outcome.status) {
            metrics.integration_errors.increment();
        } else if outcome.status.is_client_error() {
            metrics.client_errors.increment();
        }
    }

    /// The lines of an execution log, as users of AWS showed theirs.
    fn logged_lines(&self, logging: Logging, outcome: &Outcome<'_>) -> Vec<String> {
        // What validation found is told in the words of REST APIs' logs; "publishes the validation results in CloudWatch Logs".
        let failed = outcome.failure.map(|failure| match &failure.validation {
            Some(found) => format!("Request body does not match model schema for content type application/json: {found}"),
            None => format!("Execution failed: {}", failure.message),
        });
        if !logging.all_steps {
            return failed.into_iter().collect();
        }
        let Connection { id, api, source_ip, user_agent, .. } = self.connection;
        let status = outcome.status.as_u16();
        let user_agent = user_agent.as_deref().unwrap_or("null");
        let (begun, ended) = match &self.occasion {
            Occasion::Connect(..) => (
                Some(format!("Client [UserAgent: {user_agent}, SourceIp: {source_ip}] is connecting to WebSocket API [{api}].")),
                format!("Client [Connection Id: {id}] connected to API [{api}] successfully."),
            ),
            Occasion::Message { .. } => (
                Some(format!("WebSocket API [{api}] received message from client [Connection Id: {id}].")),
                format!("Message from client [Connection Id: {id}] sent to API [{api}] with response status code [{status}]."),
            ),
            Occasion::Disconnect(Closure { code, reason }) => (
                None,
                format!(
                    "Client [Connection Id: {id}] disconnected from API [{api}] with integration response status code \
                     [{status}]. Close reason: [{code}: {reason}]"
                ),
            ),
        };
        let is_over =
            outcome.failure.is_none() && (outcome.status.is_success() || !matches!(self.occasion, Occasion::Connect(..)));
        let mut lines = vec![
            format!("Extended Request Id: {}", self.request_id),
            format!("Starting execution for request: {}", self.request_id),
            format!("WebSocket Request Route: [{}]", self.route_key),
        ];
        lines.extend(begun);
        if logging.data {
            lines.extend(self.body().map(|text| format!("Method request body before transformations: {text}")));
            lines.extend(self.traced());
        }
        lines.extend(failed);
        lines.extend(is_over.then_some(ended));
        lines
    }

    /// The value of `$context.{name}` in an access log.
    fn logged_value<'v>(&'v self, outcome: &Outcome<'v>, name: &str) -> Option<Cow<'v, str>> {
        match name {
            "status" => Some(outcome.status.as_str().to_owned().into()),
            "error.message" => Some(Cow::Borrowed(&*outcome.failure?.message)),
            "error.messageString" => Some(serde_json::Value::from(&*outcome.failure?.message).to_string().into()),
            "error.validationErrorString" => outcome.failure?.validation.as_deref().map(Cow::Borrowed),
            "error.responseType" => Some(Cow::Borrowed(outcome.failure?.kind?.name())),
            "integration.latency" | "integrationLatency" => Some(milliseconds(self.integration.get()?.latency)),
            "integration.integrationStatus" => Some(self.integration.get()?.status?.to_string().into()),
            "integration.requestId" | "awsEndpointRequestId" => self.integration.get()?.request_id.as_deref().map(Cow::Borrowed),
            "integration.status" | "integrationStatus" => {
                self.integration.get().map(|_| outcome.status.as_str().to_owned().into())
            }
            "integration.error" | "integrationErrorMessage" => {
                self.integration.get().and(outcome.failure).map(|failure| Cow::Borrowed(&*failure.message))
            }
            _ => self.checks().and_then(|checks| checks.logged_value(name)).or_else(|| self.variable(name)),
        }
    }
}

fn is_error(status: StatusCode) -> bool {
    status.is_client_error() || status.is_server_error()
}
