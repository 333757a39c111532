//! What a request came to, as the metrics of its stage count it and its access log tells it (developer guide, "Customizing
//! HTTP API access logs").

use std::borrow::Cow;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use ::http::Response;
use ::http::header::HeaderValue;
use bytes::Bytes;
use emulator_api::event::client_certificate::CLIENT_CERTIFICATE;
use http_body::Body;
use http_body_util::Full;

use crate::clock::{MachineClock, Timestamp};
use crate::gateway::Gateway;
use crate::gateway::authorize::Caller;
use crate::gateway::http::answer::Refusal;
use crate::gateway::http::event::{path_with_stage, user_agent};
use crate::gateway::inbound::Inbound;
use crate::gateway::observed::{BackendCall, Checks, milliseconds};
use crate::gateway::recorder::{Callee, Recorder};
use crate::ids;
use crate::net::client::Upload;
use crate::runtime::Api;
use crate::runtime::http::{HttpStage, Route, Target};

/// What is known about a request as it goes its way.
pub(super) struct Record {
    /// The request's id.
    pub(super) request_id: String,
    /// When it came.
    pub(super) received: Timestamp,
    started: Instant,
    /// How many bytes its body has.
    pub(super) body_length: u64,
    /// The caller's address.
    pub(super) source_ip: OnceLock<String>,
    /// Who calls, if the route asks.
    pub(super) caller: OnceLock<Caller>,
    /// What is observed of the checks.
    pub(super) checks: Checks,
    /// What backends and authorizers are told of the request's trace.
    pub(super) trace: OnceLock<HeaderValue>,
    /// What is observed of the integration's call.
    pub(super) integration: BackendCall,
    /// Takes down what happens, where the request history is on.
    pub(super) recorder: Recorder,
}

impl Record {
    pub(super) fn new(gateway: &Gateway, api: &Api, inbound: &Inbound, upload: Option<&Upload>) -> Self {
        let recorder = &inbound.recorder;
        Self {
            request_id: ids::extended_request_id(),
            received: api.shared.clock.now(),
            started: gateway.clock.instant(),
            body_length: upload.map_or(inbound.body.len() as u64, Upload::length),
            source_ip: OnceLock::new(),
            caller: OnceLock::new(),
            checks: Checks::of(recorder),
            trace: OnceLock::new(),
            integration: BackendCall::of(Callee::Integration, recorder),
            recorder: recorder.clone(),
        }
    }

    /// How long the request has been worked on.
    pub(super) fn latency(&self, clock: MachineClock) -> Duration {
        clock.instant().duration_since(self.started)
    }
}

/// A request that has its answer.
pub(super) struct Outcome<'e> {
    pub(super) api: &'e Api,
    pub(super) stage: &'e HttpStage,
    pub(super) inbound: &'e Inbound,
    /// The route that was chosen.
    pub(super) route: Option<&'e Route>,
    pub(super) record: &'e Record,
    pub(super) answer: &'e Response<Full<Bytes>>,
    /// Why the request got no answer from its integration, if it did not.
    pub(super) refusal: Option<&'e Refusal>,
    pub(super) latency: Duration,
}

impl<'e> Outcome<'e> {
    /// Counts the request, and writes its line if its stage has an access log.
    pub(super) fn conclude(&self, gateway: &Gateway) {
        let integration_latency = self.record.integration.get().map(|ended| ended.latency);
        let of_route = self.route.and_then(|route| route.metrics.as_deref());
        for metrics in [Some(&self.stage.metrics.stage), of_route].into_iter().flatten() {
            metrics.answered(self.answer.status(), self.latency, integration_latency);
            metrics.data_processed.add(self.data_processed());
        }
        if let Some(log) = &self.stage.access_log {
            gateway.logs.access(log, self.record.received, log.format.line(|name| self.value(name)));
        }
    }

    /// The bytes of the request's body and of the answer's.
    fn data_processed(&self) -> u64 {
        self.record.body_length + self.answer.body().size_hint().lower()
    }

    /// The value of `$context.{name}`.
    fn value(&self, name: &str) -> Option<Cow<'e, str>> {
        let text = |text: &'e str| Some(Cow::Borrowed(text));
        let Self { api, stage, inbound, record, answer, .. } = *self;
        match name {
            "accountId" => text(&api.account),
            "apiId" => text(&api.id),
            "authorizer.error" => record.checks.authorizer.get()?.error.as_ref().and(text(&self.refusal?.error().detail)),
            "authorizer.latency" => Some(milliseconds(record.checks.authorizer.get()?.latency)),
            "authorizer.status" => Some(record.checks.authorizer.get()?.status.to_string().into()),
            "awsEndpointRequestId" | "integration.requestId" => text(record.integration.get()?.request_id.as_deref()?),
            "awsEndpointRequestId2" => text(record.integration.get()?.second_request_id.as_deref()?),
            "customDomain.basePathMatched" => text(inbound.base_path()?),
            "dataProcessed" => Some(self.data_processed().to_string().into()),
            "domainName" => text(inbound.domain_name()),
            "domainPrefix" => text(inbound.domain_prefix()),
            "error.message" => text(self.refusal?.message()),
            "error.messageString" => Some(serde_json::Value::from(self.refusal?.message()).to_string().into()),
            "error.responseType" => text(self.refusal?.error().kind.name()),
            "extendedRequestId" | "requestId" => text(&record.request_id),
            "httpMethod" => text(inbound.parts.method.as_str()),
            "identity.sourceIp" => Some(inbound.peer.ip().to_string().into()),
            "identity.userAgent" => text(user_agent(inbound)),
            "integration.error" | "integrationErrorMessage" => record.integration.get().and(text(&self.refusal?.error().detail)),
            "integration.integrationStatus" | "integrationStatus" => Some(record.integration.get()?.status?.to_string().into()),
            "integration.latency" | "integrationLatency" => Some(milliseconds(record.integration.get()?.latency)),
            "integration.status" => self.integration_status(),
            "path" => Some(path_with_stage(stage, inbound)),
            "protocol" => text(inbound.protocol()),
            "requestTime" => Some(record.received.in_common_log_format().into()),
            "requestTimeEpoch" => Some(record.received.as_millis().to_string().into()),
            "responseLatency" => Some(milliseconds(self.latency)),
            "responseLength" => Some(answer.body().size_hint().exact()?.to_string().into()),
            "routeKey" => text(&self.route?.key),
            "stage" => text(&stage.name),
            "status" => Some(answer.status().as_str().to_owned().into()),
            name if name.starts_with(CLIENT_CERTIFICATE) => text(inbound.presented_certificate()?.context_value(name)?),
            _ => record.caller.get()?.context_value(name),
        }
    }

    /// "For Lambda proxy integrations, this is the status code that your Lambda function code returns."
    fn integration_status(&self) -> Option<Cow<'e, str>> {
        let of_service = self.record.integration.get()?.status?;
        let is_of_function = matches!(self.route?.integration.target, Target::Function { .. });
        let status = if is_of_function && self.refusal.is_none() { self.answer.status().as_u16() } else { of_service };
        Some(status.to_string().into())
    }
}
