//! What a request came to, as its stage's metrics count it and its access log tells it (developer guide, "$context Variables
//! for access logging only").

use std::borrow::Cow;
use std::time::Duration;

use http::Response;
use http_body::Body;

use crate::gateway::body::AnswerBody;
use crate::gateway::error::{GatewayError, GatewayResponseType};
use crate::gateway::mapping::Overrides;
use crate::gateway::observed::milliseconds;
use crate::gateway::rest::cache::CacheOutcome;
use crate::gateway::rest::exchange::Exchange;
use crate::runtime::rest::{Integration, Release};

/// What a request came to.
pub(super) struct Outcome<'o> {
    /// Its answer.
    pub(super) answer: &'o Response<AnswerBody>,
    /// Why it failed, if it did.
    pub(super) error: Option<&'o GatewayError>,
    /// How long it took.
    pub(super) latency: Duration,
}

impl Exchange<'_> {
    /// Counts the request.
    pub(super) fn count(&self, outcome: &Outcome<'_>) {
        let integration_latency = self.integration.get().map(|ended| ended.latency);
        let of_method = self.method().and_then(|method| method.settings(&self.inbound.parts.method).metrics.as_deref());
        for metrics in [Some(&self.stage.state.metrics.stage), of_method].into_iter().flatten() {
            metrics.answered(outcome.answer.status(), outcome.latency, integration_latency);
            match self.cache {
                CacheOutcome::None => {}
                CacheOutcome::Hit => metrics.cache_hits.increment(),
                CacheOutcome::Miss => metrics.cache_misses.increment(),
            }
        }
    }

    /// Writes the request's line, if its stage has an access log.
    pub(super) fn write_access_log(&self, outcome: &Outcome<'_>) {
        if let Some(log) = &self.stage.access_log {
            self.gateway.logs.access(log, self.received, log.format.line(|name| self.logged_value(outcome, name)));
        }
    }

    /// Writes what was logged of the request, if its method has an execution log.
    pub(super) fn write_execution_log(&self, outcome: &Outcome<'_>) {
        let Some(log) = &self.execution_log else { return };
        self.log_end(outcome);
        self.log_ids();
        let canary = if matches!(self.stage.release, Release::Canary) { "/Canary" } else { "" };
        let group = format!("API-Gateway-Execution-Logs_{}/{}{canary}", self.api.id, self.stage.name);
        let lines = log.take().into_iter().map(|(at, line)| (at, format!("({}) {line}", self.ids.request())));
        self.gateway.logs.execution(&self.api.region, &group, lines);
    }

    /// Takes note of what the templates have overridden, if the stage has an access log.
    pub(super) fn note_overrides(&self, overrides: &Overrides) {
        if self.stage.access_log.is_some() && !overrides.passed_on.is_empty() {
            self.overrides.get_or_init(|| overrides.passed_on.clone());
        }
    }

    /// `$context.responseOverride.status`, and the members of the maps beside it.
    fn overridden(&self, name: &str) -> Option<Cow<'_, str>> {
        let (map, member) = name.split_once('.')?;
        let map = self.overrides.get()?.get(map)?;
        let value = match member.split_once('.') {
            Some((kind, name)) => map.get(kind)?.get(name)?,
            None => map.get(member).filter(|value| !value.is_object())?,
        };
        (!value.is_null()).then(|| value.as_str().map_or_else(|| value.to_string().into(), Cow::Borrowed))
    }

    /// The value of `$context.{name}` in an access log.
    pub(super) fn logged_value<'v>(&'v self, outcome: &Outcome<'v>, name: &str) -> Option<Cow<'v, str>> {
        let text = |text: &'v str| Some(Cow::Borrowed(text));
        match name {
            "status" => Some(outcome.answer.status().as_str().to_owned().into()),
            "responseLength" => Some(outcome.answer.body().size_hint().exact()?.to_string().into()),
            "responseLatency" => Some(milliseconds(outcome.latency)),
            "integration.latency" | "integrationLatency" => Some(milliseconds(self.integration.get()?.latency)),
            "integration.integrationStatus" | "integrationStatus" => Some(self.integration.get()?.status?.to_string().into()),
            "integration.requestId" => self.endpoint_request_id().map(Cow::Borrowed),
            "integration.responseTransferMode" => {
                Some(Cow::Borrowed(if self.method()?.integration.streams() { "STREAMED" } else { "BUFFERED" }))
            }
            "integration.status" => self.integration_status(outcome),
            "integration.error" | "integrationErrorMessage" => self.integration_error(outcome).map(Cow::Borrowed),
            "customDomain.basePathMatched" => self.inbound.base_path().and_then(text),
            "customDomain.routingRuleIdMatched" => self.inbound.routing_rule().and_then(text),
            "xrayTraceId" => self.stage.tracing.then(|| self.trace_id().into()),
            "requestId" => text(self.ids.logged()),
            name if name.starts_with("requestOverride.") || name.starts_with("responseOverride.") => self.overridden(name),
            _ => self.checks.logged_value(name).or_else(|| match outcome.error {
                Some(error) => self.context_of_failure(name, error),
                None => self.context(name),
            }),
        }
    }

    /// "For Lambda proxy integrations, this is the status code that your Lambda function code returns."
    fn integration_status<'v>(&self, outcome: &Outcome<'_>) -> Option<Cow<'v, str>> {
        let of_service = self.integration.get()?.status?;
        let is_of_function = matches!(self.method()?.integration, Integration::FunctionProxy(_)) && outcome.error.is_none();
        let status = if is_of_function { outcome.answer.status().as_u16() } else { of_service };
        Some(status.to_string().into())
    }

    /// Why the integration gave no answer that could be used.
    fn integration_error<'v>(&self, outcome: &Outcome<'v>) -> Option<&'v str> {
        let error = outcome.error?;
        let was_called = self.integration.get().is_some() || error.kind == GatewayResponseType::ApiConfigurationError;
        was_called.then_some(&*error.detail)
    }
}
