//! The edge: which plane is a request for? It knows hosts and paths, not APIs' routes or operations.

use std::net::SocketAddr;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use axum::Router;
use bytes::Bytes;
use emulator_api::{AwsError, Service};
use futures_util::{FutureExt, StreamExt};
use http::header::{CONNECTION, CONTENT_LENGTH};
use http::request::Parts;
use http::uri::PathAndQuery;
use http::{HeaderName, HeaderValue, Method, Request, Response, Version};
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::{Body, Incoming};
use percent_encoding::percent_decode_str;
use tower::ServiceExt;

use crate::control::permission::{self, Needed};
use crate::control::{ApiStage, Caller, Control, web_acl};
use crate::gateway::address::{self, Address};
use crate::gateway::authorize::{authorize_management, authorize_operation};
use crate::gateway::body::AnswerBody;
use crate::gateway::error::GatewayError;
use crate::gateway::inbound::{Inbound, RequestHead};
use crate::gateway::recorder::{Recorder, Unanswered};
use crate::gateway::target::{Target, TargetStage};
use crate::gateway::{self, Gateway};
use crate::ids;
use crate::net::caller::{self, Defaults};
use crate::net::request_line::{RequestLine, Unwritten};
use crate::runtime::Runtime;
use crate::runtime::domain::{Domain, DomainRequest};

/// The longest body that the control plane reads: CreateFunction with the largest archive, in base64.
const CONTROL_BODY_LIMIT: usize = 70 * 1024 * 1024;

/// The first segment of the management API's paths, on every form of address.
const CONNECTIONS: &[u8] = b"@connections";

/// Why an address leads nowhere that names no API, and no mapping leads to one.
const NO_API: &str = "there is no such API";

/// What the hosts of portals have: `p-{portalId}.apigw-portal.{region}.on.aws`.
const PORTAL: &str = ".apigw-portal.";

/// The start of the emulator's own paths; `/_localstack/health` is for tools that wait on it.
const EMULATOR: [&str; 2] = ["/_emulator/", "/_localstack/"];

const REQUEST_ID: HeaderName = HeaderName::from_static("x-amzn-requestid");
const API_GATEWAY_ID: HeaderName = HeaderName::from_static("x-amz-apigw-id");

const KEEP_ALIVE: HeaderValue = HeaderValue::from_static("keep-alive");

/// The planes behind the port.
#[derive(Debug)]
pub struct Edge {
    gateway: Arc<Gateway>,
    control: Arc<Control>,
    admin: Router,
    defaults: Defaults,
}

/// What a request is for.
enum Plane {
    /// A deployed API.
    Gateway(Target),
    /// Nothing that can be reached there, and why.
    Nothing(&'static str),
    /// The management API of a WebSocket API that custom domain names alone lead to.
    Hidden { target: Target, path: String },
    /// The management API of a WebSocket API, or of any when the address names none.
    Connections { api_stage: Option<ApiStage>, path: String },
    /// The site of a portal, which is not built here.
    Portal,
    /// The emulator's own API.
    Emulator,
    /// The AWS CLI and SDKs.
    Control,
}

impl Edge {
    /// An edge before these planes.
    pub fn new(gateway: Arc<Gateway>, control: Arc<Control>, admin: Router, defaults: Defaults) -> Self {
        Self { gateway, control, admin, defaults }
    }

    /// Answers any request. A panic ends its own request and nothing else.
    pub async fn answer(&self, request: Request<Incoming>, head: RequestHead, peer: SocketAddr) -> Response<AnswerBody> {
        let (is_head, stays_open) = (request.method() == Method::HEAD, keeps_open(&request));
        let Gateway { request_log, clock, .. } = &*self.gateway;
        let mut unwritten = Unwritten::begin(request_log, *clock, &request);
        let answer = AssertUnwindSafe(self.dispatch(request, head, peer, &mut unwritten.line)).catch_unwind().await;
        let mut answer = answer.unwrap_or_else(|_panic| {
            tracing::error!("answering a request broke down; this is a fault of the emulator");
            AwsError::internal_failure("Internal failure")
                .render(Service::ApiGateway)
                .map(|body| AnswerBody::Whole(Full::new(body)))
        });
        unwritten.answered(&answer);
        if stays_open && !self.gateway.tasks.is_stopping() {
            answer.headers_mut().entry(CONNECTION).or_insert(KEEP_ALIVE);
        }
        if is_head { without_body(answer) } else { answer }
    }

    async fn dispatch(
        &self,
        request: Request<Incoming>,
        head: RequestHead,
        peer: SocketAddr,
        line: &mut Option<RequestLine>,
    ) -> Response<AnswerBody> {
        // Each is in a box: hyper copies the future of a request to where it keeps it, as large as the largest of these would be.
        match self.plane(&request) {
            Plane::Gateway(target) => {
                if let Some(line) = line {
                    line.is_for_stage(&target);
                }
                return self.gateway.serve(target, request, head, peer).await;
            }
            Plane::Nothing(why) => return self.gateway.refuse(&request, peer, why),
            Plane::Hidden { target, path } => {
                if let Some(line) = line {
                    line.is_for_stage(&target);
                }
                return self.gateway.refuse_management(&request, peer, &target, &path);
            }
            Plane::Connections { api_stage, path } => {
                return Box::pin(self.manage(request, head, peer, api_stage, &path, line)).await;
            }
            Plane::Control => Box::pin(self.operate(request, head, peer, line)).await,
            Plane::Emulator => {
                // Whoever waits for the emulator asks all the time.
                line.take_if(|_| request.method() == Method::GET);
                return Box::pin(self.administer(request)).await;
            }
            Plane::Portal => {
                with_request_ids(AwsError::not_implemented("The site of a portal").render(Service::ApiGatewayV2)).map(Full::new)
            }
        }
        .map(AnswerBody::Whole)
    }

    fn plane(&self, request: &Request<Incoming>) -> Plane {
        let path = request.uri().path();
        let host = &*gateway::host(request);
        let runtime = self.gateway.live.load();
        let Some(address) = address::parse(host, path).map(|address| with_api_of_header(address, request)) else {
            return if let Some(domain) = runtime.domain(host) {
                at_domain(&runtime, domain, DomainRequest { host, path, headers: request.headers() })
            } else if EMULATOR.iter().any(|start| path.starts_with(start)) {
                Plane::Emulator
            } else if host.contains(PORTAL) {
                Plane::Portal
            } else if let Some(at) = connections_at(path) {
                Plane::Connections { api_stage: None, path: path[at..].to_owned() }
            } else {
                Plane::Control
            };
        };
        let Some(target) = Target::find(&runtime, &address, path) else { return Plane::Nothing(NO_API) };
        // AWS wants the stage in the path; some SDKs drop it from an endpoint.
        let below_api = &path[address.prefix_length..];
        let without_stage = || {
            let is_there = matches!(target.stage, TargetStage::WebSocket(_)) && connections_at(below_api) == Some(0);
            is_there.then(|| Plane::Connections { api_stage: None, path: below_api.to_owned() })
        };
        match connections_of(&target, path).or_else(without_stage) {
            Some(Plane::Connections { path, .. }) if target.hides_connections() => Plane::Hidden { target, path },
            Some(connections) => connections,
            None => Plane::Gateway(target),
        }
    }

    /// An operation of the control plane or of Lambda.
    async fn operate(
        &self,
        request: Request<Incoming>,
        head: RequestHead,
        peer: SocketAddr,
        line: &mut Option<RequestLine>,
    ) -> Response<Full<Bytes>> {
        let host = gateway::host(&request).into_owned();
        let (parts, body) = request.into_parts();
        let caller = match self.caller(&parts, None) {
            Ok(caller) => caller,
            Err(refusal) => return with_request_ids(unauthorized(&parts, &refusal)),
        };
        if let Some(line) = line {
            line.is_operation_of(&caller);
        }
        let body = match whole(body).await {
            Ok(body) => body,
            Err(refusal) => return with_request_ids(refusal.render(Service::ApiGateway)).map(Full::new),
        };
        let inbound = Inbound { parts, head, body, peer, host, address_length: 0, recorder: Recorder::OFF };
        let caller = match self.authorized(caller, &inbound) {
            Ok(caller) => caller,
            Err(refusal) => return with_request_ids(unauthorized(&inbound.parts, &refusal)),
        };
        let Inbound { parts, body, .. } = inbound;
        with_request_ids(self.control.handle(caller, &parts, body).await).map(Full::new)
    }

    /// The caller of an operation, who may perform it.
    fn authorized(&self, claimed: Caller, inbound: &Inbound) -> Result<Caller, GatewayError> {
        let Some(operator) = authorize_operation(&self.gateway, inbound)? else { return Ok(claimed) };
        let caller = caller::verified(claimed, &operator.signer);
        for Needed { action, resource } in permission::needed(&caller, &inbound.parts, &inbound.body) {
            operator.check(inbound, &caller.region, &action, &resource)?;
        }
        Ok(caller)
    }

    /// An operation of `@connections`, by a caller who may perform it.
    async fn manage(
        &self,
        request: Request<Incoming>,
        head: RequestHead,
        peer: SocketAddr,
        api_stage: Option<ApiStage>,
        path: &str,
        line: &mut Option<RequestLine>,
    ) -> Response<AnswerBody> {
        let host = gateway::host(&request).into_owned();
        let recorder = self.gateway.management_recorder(named(api_stage.as_ref()), path);
        recorder.head(&request, peer);
        let unanswered = Unanswered::new(&self.gateway.history, &recorder);
        let (parts, body) = request.into_parts();
        let caller = match self.caller(&parts, api_stage) {
            Ok(caller) => caller,
            Err(refusal) => {
                recorder.refusal(&refusal, refusal.message());
                return unanswered.answered(refused(&refusal));
            }
        };
        if let Some(line) = line {
            line.is_operation_of(&caller);
        }
        let body = match whole(body).await {
            Ok(body) => body,
            Err(refusal) => {
                recorder.failure(|| refusal.message().to_owned());
                let answer = with_request_ids(refusal.render(Service::Management)).map(Full::new);
                return unanswered.answered(answer.map(AnswerBody::Whole));
            }
        };
        recorder.body(|| body.clone());
        let inbound = Inbound { parts, head, body, peer, host, address_length: 0, recorder };
        let caller = match authorize_management(&self.gateway, &inbound, &caller.account, named(caller.api_stage.as_ref()), path)
        {
            Ok(Some(signer)) => caller::verified(caller, &signer),
            Ok(None) => caller,
            Err(refusal) => {
                inbound.recorder.refusal(&refusal, refusal.message());
                return unanswered.answered(refused(&refusal));
            }
        };
        let Inbound { mut parts, body, .. } = inbound;
        readdress(&mut parts, path);
        let answer = with_request_ids(self.control.handle(caller, &parts, body).await);
        unanswered.answered(answer.map(|body| AnswerBody::Whole(Full::new(body))))
    }

    fn caller(&self, parts: &Parts, api_stage: Option<ApiStage>) -> Result<Caller, GatewayError> {
        caller::claimed(parts, api_stage, &self.gateway.trust.signers, &self.defaults)
    }

    /// A request to the emulator itself. An answer that is told as it comes ends with the process at the latest.
    async fn administer(&self, request: Request<Incoming>) -> Response<AnswerBody> {
        let answer = match self.admin.clone().oneshot(request).await {
            Ok(answer) => answer,
            Err(never) => match never {},
        };
        let (parts, body) = answer.into_parts();
        let body = if body.size_hint().exact().is_some() {
            // It is in memory, so collecting it cannot fail; an empty one would show that it did.
            AnswerBody::Whole(Full::new(body.collect().await.map(http_body_util::Collected::to_bytes).unwrap_or_default()))
        } else {
            let tasks = self.gateway.tasks.clone();
            AnswerBody::passed_on(body.into_data_stream().take_until(async move { tasks.stopping().await }))
        };
        Response::from_parts(parts, body)
    }
}

/// The address of a request to a VPC endpoint's own name, with the API that `x-apigw-api-id` tells.
fn with_api_of_header<'r>(address: Address<'r>, request: &'r Request<Incoming>) -> Address<'r> {
    if !address.api.is_empty() || address.vpc_endpoint.is_none() {
        return address;
    }
    let api = request.headers().get("x-apigw-api-id").and_then(|value| value.to_str().ok()).unwrap_or("");
    Address { api, ..address }
}

/// What a request to a custom domain name is for.
fn at_domain(runtime: &Runtime, domain: &Domain, request: DomainRequest<'_>) -> Plane {
    let Some(target) = Target::at_domain(runtime, domain, request) else { return Plane::Nothing(NO_API) };
    match connections_of(&target, request.path).filter(|_| target.is_trusted()) {
        Some(connections) => connections,
        None => Plane::Gateway(target),
    }
}

/// The management API right below a stage of a WebSocket API, if the path leads there.
fn connections_of(target: &Target, path: &str) -> Option<Plane> {
    let TargetStage::WebSocket(Some(stage)) = &target.stage else { return None };
    let below = path.get(target.address_length..).filter(|below| connections_at(below) == Some(0))?;
    let api_stage = ApiStage { api_id: (*target.api.id).to_owned(), stage: (*stage.name).to_owned() };
    Some(Plane::Connections { api_stage: Some(api_stage), path: below.to_owned() })
}

/// Where in a path that of the management API begins, however it is encoded.
fn connections_at(path: &str) -> Option<usize> {
    let mut starts = path.match_indices('/').map(|(at, _)| at);
    starts.find(|at| {
        let rest = &path[at + 1..];
        rest.split_once('/').is_some_and(|(segment, _)| percent_decode_str(segment).eq(CONNECTIONS.iter().copied()))
    })
}

/// The whole body of an operation.
async fn whole(body: Incoming) -> Result<Bytes, AwsError> {
    match Limited::new(body, CONTROL_BODY_LIMIT).collect().await {
        Ok(body) => Ok(body.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(AwsError::request_entity_too_large("Request Too Long")),
        Err(error) => {
            tracing::debug!(%error, "a request ended before its body did");
            Err(AwsError::bad_request("The request body is incomplete"))
        }
    }
}

/// Whether the client would have its connection stay open. AWS says that it does where that needs no word, too (recorded:
/// test_invocation_trace_id).
fn keeps_open(request: &Request<Incoming>) -> bool {
    let ends = |option: &[u8]| option.trim_ascii().eq_ignore_ascii_case(b"close");
    let mut options = request.headers().get_all(CONNECTION).iter().flat_map(|value| value.as_bytes().split(|byte| *byte == b','));
    request.version() == Version::HTTP_11 && !options.any(ends)
}

/// The answer to HEAD: it tells the length, where that is known, of a body that it does not have.
fn without_body(mut answer: Response<AnswerBody>) -> Response<AnswerBody> {
    if let Some(length) = answer.body().size_hint().exact() {
        answer.headers_mut().entry(CONTENT_LENGTH).or_insert(HeaderValue::from(length));
    }
    answer.map(|_| AnswerBody::Whole(Full::default()))
}

/// The API and the stage of an address that names both.
fn named(api_stage: Option<&ApiStage>) -> Option<(&str, &str)> {
    api_stage.map(|named| (&*named.api_id, &*named.stage))
}

/// Gives a request the path that its operation is known by, with its own query.
fn readdress(parts: &mut Parts, path: &str) {
    let target = parts.uri.query().map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"));
    if let Ok(target) = PathAndQuery::try_from(target) {
        parts.uri = target.into();
    }
}

/// The answer to an operation whose signer may not perform it, as the service says it that was asked.
fn unauthorized(parts: &Parts, refusal: &GatewayError) -> Response<Full<Bytes>> {
    match web_acl::operation(parts) {
        Some(_) => {
            let kind = refusal.error_type.unwrap_or(refusal.kind.error_type());
            web_acl::refused(kind, refusal.message().unwrap_or(&refusal.detail)).map(Full::new)
        }
        None => gateway::refused(refusal),
    }
}

/// The answer to a call of `@connections` that is refused before it is looked at.
fn refused(refusal: &GatewayError) -> Response<AnswerBody> {
    with_request_ids(gateway::refused(refusal)).map(AnswerBody::Whole)
}

/// Every answer of the control plane has a request id, as AWS's do.
fn with_request_ids<B>(mut answer: Response<B>) -> Response<B> {
    for (name, id) in [(REQUEST_ID, ids::request_id()), (API_GATEWAY_ID, ids::extended_request_id())] {
        if let Ok(value) = HeaderValue::try_from(id) {
            answer.headers_mut().insert(name, value);
        }
    }
    answer
}
