//! The machine: it takes a request for a deployed stage and answers it. It knows the runtime, functions, backends and
//! the clock; it does not know about documents, the store or the control plane.

use std::borrow::Cow;
use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;

use ::http::header::HOST;
use ::http::uri::Authority;
use ::http::{Request, Response};
use bytes::Bytes;
use emulator_api::admin::requests::RequestEvent;
use futures_util::future::BoxFuture;
use http_body_util::Full;
use hyper::body::Incoming;
use percent_encoding::percent_decode_str;

use crate::clock::MachineClock;
use crate::gateway::authorize::Trust;
use crate::gateway::body::AnswerBody;
use crate::gateway::connections::{Connections, Scope};
use crate::gateway::error::{GatewayError, GatewayResponseType};
use crate::gateway::faults::Faults;
use crate::gateway::inbound::{Inbound, RequestHead};
use crate::gateway::logs::Logs;
use crate::gateway::recorder::{History, Place, Recorder, Subject, Unanswered};
use crate::gateway::target::{Target, TargetStage};
use crate::gateway::vpc_link::VpcLinks;
use crate::lambda::Functions;
use crate::log::RequestLog;
use crate::net::client::{HttpClient, Upload};
use crate::runtime::Live;
use crate::services::Services;
use crate::tasks::Tasks;
use crate::waf::WebAcl;

pub mod address;
pub mod authorize;
pub mod backend;
pub mod body;
pub mod connections;
pub mod error;
pub mod faults;
pub mod http;
pub mod inbound;
mod limits;
pub mod logs;
pub mod mapping;
pub mod mutual_tls;
pub mod observed;
mod outgoing;
pub mod recorder;
pub mod rest;
pub mod target;
mod upload;
mod usage;
pub mod vpc_link;
pub mod websocket;

/// What every flow works with.
#[derive(Debug)]
pub struct Gateway {
    /// What is deployed.
    pub live: Arc<Live>,
    /// The machine's time. What has an account goes by the account's clock.
    pub clock: MachineClock,
    /// Work beside requests.
    pub tasks: Tasks,
    /// The way to HTTP backends.
    pub http: HttpClient,
    /// The way to Lambda functions.
    pub functions: Functions,
    /// The way to other AWS services.
    pub services: Services,
    /// What stands for VPC links.
    pub vpc_links: VpcLinks,
    /// The WebSocket connections that are open.
    pub connections: Connections,
    /// Whom authorization trusts.
    pub trust: Trust,
    /// Where log lines go.
    pub logs: Logs,
    /// The last requests, where they are kept.
    pub history: Arc<History>,
    /// The emulator's own lines about requests.
    pub request_log: RequestLog,
    /// The web ACLs that stages may name, by ARN.
    pub web_acls: HashMap<String, WebAcl>,
    /// What fails on purpose.
    pub faults: Faults,
}

impl Gateway {
    /// Answers a request for the stage that its address names. In a box, which whoever waits need not make room for.
    pub fn serve(
        self: &Arc<Self>,
        target: Target,
        request: Request<Incoming>,
        head: RequestHead,
        peer: SocketAddr,
    ) -> BoxFuture<'_, Response<AnswerBody>> {
        if !self.history.is_on() {
            return Box::pin(self.answer(target, request, head, peer, Recorder::OFF));
        }
        let event = if matches!(target.stage, TargetStage::WebSocket(_)) { RequestEvent::Connect } else { RequestEvent::Request };
        let recorder = self.recorder(event, &target);
        recorder.head(&request, peer);
        let unanswered = Unanswered::new(&self.history, &recorder);
        Box::pin(async move { unanswered.answered(self.answer(target, request, head, peer, recorder).await) })
    }

    /// Refuses a request that leads nowhere, and has the history tell why.
    pub fn refuse(&self, request: &Request<Incoming>, peer: SocketAddr, why: &str) -> Response<AnswerBody> {
        let at = || self.live.accounts.clocks.common().now();
        let recorder = self.history.recorder(self.clock, || Subject { event: RequestEvent::Request, at: at(), place: None });
        recorder.head(request, peer);
        recorder.failure(|| why.to_owned());
        recorder.answered(&self.history, forbidden().map(AnswerBody::Whole))
    }

    /// Refuses a call of `@connections` at a default endpoint that is disabled. As callers of AWS saw it: 403
    /// {"message":"Forbidden"} (aws/aws-sdk-net issue 1860).
    pub fn refuse_management(
        &self,
        request: &Request<Incoming>,
        peer: SocketAddr,
        target: &Target,
        path: &str,
    ) -> Response<AnswerBody> {
        let recorder = self.recorder(RequestEvent::Connections, target);
        recorder.connection(&connection_id(path), None);
        recorder.head(request, peer);
        recorder.failure(|| "the API's default endpoint is disabled".to_owned());
        recorder.answered(&self.history, forbidden().map(AnswerBody::Whole))
    }

    /// What takes down a call of `@connections`, whose path is `/@connections/{id}`. `named` are the API and stage of its
    /// address, if it says them.
    pub fn management_recorder(&self, named: Option<(&str, &str)>, path: &str) -> Recorder {
        if !self.history.is_on() {
            return Recorder::OFF;
        }
        let id = connection_id(path);
        let recorder = self.history.recorder(self.clock, || {
            let runtime = self.live.load();
            let of_address = named.and_then(|(api, stage)| Some(Place::of(runtime.api(api)?, Some(&stage.into()))));
            let of_connection = || Some(Place::of_connection(&*self.connections.find(Scope::default(), &id).ok()?));
            let (place, clocks) = (of_address.or_else(of_connection), &self.live.accounts.clocks);
            let at = place.as_ref().map_or_else(|| clocks.common().now(), |place| clocks.now(&place.account));
            Subject { event: RequestEvent::Connections, at, place }
        });
        recorder.connection(&id, None);
        recorder
    }

    /// What takes down a request for a target.
    fn recorder(&self, event: RequestEvent, target: &Target) -> Recorder {
        let place = || Place::of(&target.api, target.stage_name());
        self.history.recorder(self.clock, || Subject { event, at: target.api.shared.clock.now(), place: Some(place()) })
    }

    async fn answer(
        self: &Arc<Self>,
        target: Target,
        mut request: Request<Incoming>,
        head: RequestHead,
        peer: SocketAddr,
        recorder: Recorder,
    ) -> Response<AnswerBody> {
        let Target { api, stage, address_length, routing_rule, private_call, mutual_tls } = target;
        if mutual_tls.is_some() {
            request.headers_mut().remove(self::mutual_tls::HEADER);
        }
        let upgrade = matches!(stage, TargetStage::WebSocket(_)).then(|| inbound::upgraded(hyper::upgrade::on(&mut request)));
        let host = host(&request).into_owned();
        if let Some(refusal) = limits::refuse_headers(&stage, &request) {
            recorder.failure(|| "the request's headers are too long".to_owned());
            return refusal.map(AnswerBody::Whole);
        }
        let (mut parts, body) = request.into_parts();
        if let Some(rule) = routing_rule {
            parts.extensions.insert(rule);
        }
        if let Some(call) = private_call {
            parts.extensions.insert(call);
        }
        if let Some(checked) = mutual_tls {
            parts.extensions.insert(checked);
        }
        // The history has to have the body.
        let (body, upload) = if limits::may_be_passed_on(&stage, &body) && !recorder.is_on() {
            (Bytes::new(), Some(Upload::new(body, self.clock)))
        } else {
            match limits::read(&stage, body).await {
                Ok(body) => (body, None),
                Err(refusal) => {
                    recorder.failure(|| "the request's body is too long, or has no end".to_owned());
                    return refusal.map(AnswerBody::Whole);
                }
            }
        };
        recorder.body(|| body.clone());
        let inbound = Inbound { parts, head, body, peer, host, address_length, recorder };
        match (stage, upgrade) {
            (TargetStage::Rest(Some(stage)), _) => return rest::serve(self, &api, &stage, inbound, upload).await,
            (TargetStage::Http(Some(stage)), _) => http::serve(self, &api, &stage, inbound, upload).await,
            (TargetStage::WebSocket(Some(stage)), Some(upgrade)) => {
                Box::pin(websocket::connect(self, &api, &stage, inbound, upgrade)).await
            }
            (TargetStage::Http(None), _) => {
                inbound.recorder.failure(unknown_stage);
                http::unknown_stage()
            }
            (TargetStage::Rest(None) | TargetStage::WebSocket(_), _) => {
                inbound.recorder.failure(unknown_stage);
                forbidden()
            }
        }
        .map(AnswerBody::Whole)
    }
}

/// The connection that a path of `@connections` ends with.
fn connection_id(path: &str) -> Cow<'_, str> {
    path.rsplit('/').next().map(|id| percent_decode_str(id).decode_utf8_lossy()).unwrap_or_default()
}

fn unknown_stage() -> String {
    "the API has no such stage".to_owned()
}

/// The answer to a request that authorization refuses before any API's own flow.
pub fn refused(error: &GatewayError) -> Response<Full<Bytes>> {
    rest::gateway_response::plain(error)
}

/// The answer for an API that does not exist, and for a stage of a REST or WebSocket API that does not.
pub fn forbidden() -> Response<Full<Bytes>> {
    rest::without_stage(GatewayResponseType::InvalidApiKey, "there is no such API or stage")
}

/// The host that a request was sent to, in lower case, with its port: the authority of its target, or the Host header
/// (RFC 9112, section 3.2.2).
pub fn host<B>(request: &Request<B>) -> Cow<'_, str> {
    let header = || request.headers().get(HOST).and_then(|value| value.to_str().ok());
    let host = request.uri().authority().map(Authority::as_str).or_else(header).unwrap_or("");
    if host.bytes().any(|byte| byte.is_ascii_uppercase()) { Cow::Owned(host.to_ascii_lowercase()) } else { Cow::Borrowed(host) }
}
