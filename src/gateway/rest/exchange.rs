//! One request on its way through the flow, and what is known about it so far.

use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use emulator_api::event::v1::Parameters;
use http::{HeaderName, HeaderValue, Method, Response};
use serde_json::{Map, Value};

use crate::clock::Timestamp;
use crate::gateway::Gateway;
use crate::gateway::authorize::Caller;
use crate::gateway::error::GatewayError;
use crate::gateway::inbound::Inbound;
use crate::gateway::observed::{BackendCall, Checks};
use crate::gateway::outgoing::TRACE_ID;
use crate::gateway::recorder::Callee;
use crate::gateway::rest::body_path::JsonBody;
use crate::gateway::rest::cache::CacheOutcome;
use crate::gateway::rest::execution_log::ExecutionLog;
use crate::ids;
use crate::net::client::{RequestBody, Upload};
use crate::runtime::Api;
use crate::runtime::rest::{Resource, RestMethod, RestStage, RouteMatch};
use crate::runtime::usage::ApiKey;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-amzn-requestid");
const EXTENDED_REQUEST_ID: HeaderName = HeaderName::from_static("x-amz-apigw-id");

/// What an access log has in the place of a request id that a caller chose and that is none (developer guide, "CloudWatch
/// log formats for API Gateway").
const REPLACED_REQUEST_ID: &str = "UUID_REPLACED_INVALID_REQUEST_ID";

/// The ids of a request; every answer carries them.
#[derive(Debug)]
pub(super) struct RequestIds {
    request: HeaderValue,
    extended: HeaderValue,
    /// Whether the caller chose an id that is none.
    replaced: bool,
}

impl RequestIds {
    pub(super) fn new() -> Self {
        let value = |id: String| HeaderValue::try_from(id).unwrap_or(HeaderValue::from_static(""));
        Self { request: value(ids::request_id()), extended: value(ids::extended_request_id()), replaced: false }
    }

    /// The ids of a request whose caller may have chosen one: a UUID in `x-amzn-RequestId`.
    fn of(inbound: &Inbound) -> Self {
        let mut ids = Self::new();
        if let Some(chosen) = inbound.parts.headers.get(REQUEST_ID) {
            if ids::is_uuid(chosen.as_bytes()) {
                ids.request = chosen.clone();
            } else {
                ids.replaced = true;
            }
        }
        ids
    }

    /// The request's id as access logs have it.
    pub(super) fn logged(&self) -> &str {
        if self.replaced { REPLACED_REQUEST_ID } else { self.request() }
    }

    /// `$context.requestId`.
    pub(super) fn request(&self) -> &str {
        self.request.to_str().unwrap_or_default()
    }

    /// `$context.extendedRequestId`.
    pub(super) fn extended(&self) -> &str {
        self.extended.to_str().unwrap_or_default()
    }

    /// Writes the ids into an answer.
    pub(super) fn mark<B>(self, mut answer: Response<B>) -> Response<B> {
        let headers = answer.headers_mut();
        headers.insert(REQUEST_ID, self.request);
        headers.insert(EXTENDED_REQUEST_ID, self.extended);
        answer
    }
}

/// A request for a stage.
#[derive(Debug)]
pub(super) struct Exchange<'x> {
    pub(super) gateway: &'x Gateway,
    pub(super) api: &'x Api,
    pub(super) stage: &'x RestStage,
    pub(super) inbound: &'x Inbound,
    pub(super) ids: RequestIds,
    pub(super) received: Timestamp,
    started: Instant,
    /// What is observed of the checks.
    pub(super) checks: Checks,
    /// What is observed of the integration's call.
    pub(super) integration: BackendCall,
    /// What the stage's cache did.
    pub(super) cache: CacheOutcome,
    /// What is logged of it, where that is asked for.
    pub(super) execution_log: Option<Box<ExecutionLog>>,
    /// What templates have overridden, where an access log may tell it.
    pub(super) overrides: OnceLock<Map<String, Value>>,
    route: Option<RouteMatch<'x, 'x>>,
    /// The body of a request that nothing reads, in the place of that of `inbound`.
    pub(super) upload: Option<Upload>,
    /// The request's body, for what reads it as JSON.
    pub(super) body: JsonBody<'x>,
    query: OnceLock<Parameters<'x>>,
    trace: OnceLock<String>,
    caller: OnceLock<Caller>,
    /// The API key that the call is counted by, once it is known to be one.
    pub(super) api_key: OnceLock<Arc<ApiKey>>,
}

impl<'x> Exchange<'x> {
    pub(super) fn new(gateway: &'x Gateway, api: &'x Api, stage: &'x RestStage, inbound: &'x Inbound) -> Self {
        Self {
            gateway,
            api,
            stage,
            inbound,
            ids: RequestIds::of(inbound),
            received: api.shared.clock.now(),
            started: gateway.clock.instant(),
            checks: Checks::of(&inbound.recorder),
            integration: BackendCall::of(Callee::Integration, &inbound.recorder),
            cache: CacheOutcome::None,
            execution_log: None,
            overrides: OnceLock::new(),
            route: None,
            upload: None,
            body: JsonBody::new(&inbound.body),
            query: OnceLock::new(),
            trace: OnceLock::new(),
            caller: OnceLock::new(),
            api_key: OnceLock::new(),
        }
    }

    /// Finds the method that answers.
    pub(super) fn route(&mut self) -> Option<&'x RestMethod> {
        let found = self.stage.routes.find(self.inbound.path(), &self.inbound.parts.method)?;
        let method = found.method;
        self.inbound.recorder.route(|| (declared(found.resource, &self.inbound.parts.method), Some(found.resource.id.clone())));
        self.execution_log =
            method.settings(&self.inbound.parts.method).logging.map(|logging| Box::new(ExecutionLog::new(logging)));
        self.route = Some(found);
        Some(method)
    }

    /// Takes the method that a test is of.
    pub(super) fn take_route(&mut self, route: RouteMatch<'x, 'x>) {
        self.route = Some(route);
    }

    /// The resource that was found.
    pub(super) fn resource(&self) -> Option<&'x Resource> {
        self.route.as_ref().map(|route| route.resource)
    }

    /// The method that was found.
    pub(super) fn method(&self) -> Option<&'x RestMethod> {
        self.route.as_ref().map(|route| route.method)
    }

    /// The path's parameters, as sent.
    pub(super) fn path_parameters(&self) -> &[(&'x str, &'x str)] {
        self.route.as_ref().map_or(&[], |route| &route.path_parameters)
    }

    /// The value of a path parameter.
    pub(super) fn path_parameter(&self, name: &str) -> Option<&'x str> {
        self.path_parameters().iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }

    /// The query's parameters, decoded.
    pub(super) fn query(&self) -> &Parameters<'x> {
        self.query.get_or_init(|| Parameters::from_rest_query(self.inbound.query()))
    }

    /// Who calls, once authorization has found it out.
    pub(super) fn caller(&self) -> Option<&Caller> {
        self.caller.get()
    }

    /// Takes note of who calls. A request is authorized once, so the first word is the last.
    pub(super) fn identify(&self, caller: Caller) {
        self.inbound.recorder.caller(&caller);
        self.caller.get_or_init(|| caller);
    }

    /// `X-Amzn-Trace-Id` as AWS passes it on and answers it: the caller's, completed (recorded:
    /// test_invocation_trace_id).
    pub(super) fn trace(&self) -> &str {
        self.trace.get_or_init(|| {
            let sent = self.inbound.header(TRACE_ID).unwrap_or_default();
            let field = |name: &str| {
                sent.split(';')
                    .filter_map(|field| field.trim().split_once('='))
                    .find(|(known, _)| known.eq_ignore_ascii_case(name))
            };
            let mut trace =
                field("Root").map_or_else(|| ids::trace_header(self.received.as_seconds()), |(_, root)| format!("Root={root}"));
            let parent = field("Parent").map_or_else(ids::segment_id, |(_, parent)| parent.to_owned());
            // With active tracing a first request is sampled, otherwise only what was sampled before is.
            let is_sampled = self.stage.tracing || field("Parent").is_some();
            let sampled = field("Sampled").map_or(if is_sampled { "1" } else { "0" }, |(_, sampled)| sampled);
            trace.extend([";Parent=", &parent, ";Sampled=", sampled]);
            trace
        })
    }

    /// The trace that the request belongs to, `1-5759e988-bd862e3fe1be46a994272793`.
    pub(super) fn trace_id(&self) -> &str {
        let trace = self.trace();
        trace.split(';').find_map(|field| field.trim().strip_prefix("Root=")).unwrap_or(trace)
    }

    /// The body of a backend's request that is the caller's.
    pub(super) fn body_to_pass_on(&self) -> RequestBody {
        self.upload.as_ref().map_or_else(|| self.inbound.body.clone().into(), Upload::pass_on)
    }

    /// How long the request has been worked on.
    pub(super) fn latency(&self) -> Duration {
        self.gateway.clock.instant().duration_since(self.started)
    }

    /// Tells the log why a request failed: what the caller did wrong quietly, what is wrong here loudly.
    pub(super) fn log(&self, error: &GatewayError) {
        let (api, stage) = (&*self.api.id, &*self.stage.name);
        let (method, path) = (&self.inbound.parts.method, self.inbound.path());
        let kind = error.kind.name();
        self.inbound.recorder.refusal(error, error.message());
        if error.kind.default_status().is_server_error() {
            tracing::warn!(api, stage, %method, path, kind, "{}", error.detail);
        } else {
            tracing::debug!(api, stage, %method, path, kind, "{}", error.detail);
        }
    }
}

/// The method as it is declared: `ANY /{proxy+}`.
pub(super) fn declared(resource: &Resource, verb: &Method) -> String {
    let method = if resource.is_answered_by_any(verb) { "ANY" } else { verb.as_str() };
    format!("{method} {}", resource.path)
}
