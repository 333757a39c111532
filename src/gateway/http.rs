//! The flow of an HTTP API.

use ::http::{Response, StatusCode};
use bytes::Bytes;
use emulator_api::admin::requests::Step;
use http_body_util::Full;

use crate::gateway::error::{GatewayError, GatewayResponseType};
use crate::gateway::http::answer::{Refusal, json_message};
use crate::gateway::http::outcome::{Outcome, Record};
use crate::gateway::inbound::Inbound;
use crate::gateway::{Gateway, forbidden, upload};
use crate::ids;
use crate::net::client::{CallerGone, RequestBody, Upload};
use crate::runtime::Api;
use crate::runtime::http::{HttpStage, Route, Target};

mod answer;
mod authorization;
mod authorizer_event;
mod cors;
mod event;
mod fault;
mod function;
mod headers;
mod mapping;
mod outcome;
mod proxy;
mod service;
mod trace;

/// A request that has its route.
struct Call<'c> {
    gateway: &'c Gateway,
    api: &'c Api,
    stage: &'c HttpStage,
    route: &'c Route,
    inbound: &'c mut Inbound,
    /// The body of a request that nothing reads, in the place of that of `inbound`.
    upload: Option<&'c Upload>,
    record: &'c Record,
    /// The path that a mapping puts in the place of the request's.
    path: Option<String>,
    /// The query that a mapping puts in the place of the request's.
    query: Option<String>,
}

impl<'c> Call<'c> {
    fn new(
        gateway: &'c Gateway,
        api: &'c Api,
        stage: &'c HttpStage,
        route: &'c Route,
        inbound: &'c mut Inbound,
        upload: Option<&'c Upload>,
        record: &'c Record,
    ) -> Self {
        Self { gateway, api, stage, route, inbound, upload, record, path: None, query: None }
    }

    /// The body of a backend's request that is the caller's.
    fn body_to_pass_on(&self) -> RequestBody {
        self.upload.map_or_else(|| self.inbound.body.clone().into(), Upload::pass_on)
    }

    fn query(&self) -> &str {
        self.query.as_deref().unwrap_or_else(|| self.inbound.query())
    }

    fn source_ip(&self) -> &str {
        self.record.source_ip.get_or_init(|| self.inbound.peer.ip().to_string())
    }

    /// The scheme that the caller used: the listener speaks plain HTTP.
    fn scheme(&self) -> &'static str {
        "http"
    }
}

/// Answers a request to a stage of an HTTP API.
pub async fn serve(
    gateway: &Gateway,
    api: &Api,
    stage: &HttpStage,
    mut inbound: Inbound,
    upload: Option<Upload>,
) -> Response<Full<Bytes>> {
    let is_disabled = stage.execute_api_disabled && inbound.is_at_default_endpoint();
    // Apart, here and below: few requests have one.
    let upload = match upload {
        Some(upload) => {
            let passes_bodies_on = !is_disabled && stage.passes_bodies_on(&inbound.parts.method, inbound.path());
            Box::pin(upload::read_unless(passes_bodies_on, gateway, &mut inbound, upload)).await
        }
        None => Ok(None),
    };
    let Ok(upload) = upload else { return forbidden() };
    if is_disabled {
        inbound.recorder.failure(|| "the API's execute-api endpoint is disabled".to_owned());
        return unknown_stage();
    }
    let record = Record::new(gateway, api, &inbound, upload.as_ref());
    let asking = cors::Asking::of(stage, &inbound);
    record.recorder.step(Step::Route);
    let untrusted = inbound.refused_certificate().map(untrusted);
    let route = stage.routes.choose(&inbound.parts.method, inbound.path()).filter(|_| untrusted.is_none());
    if let Some(route) = route {
        record.recorder.route(|| (route.key.to_string(), None));
    }
    let call = route.map(|route| Call::new(gateway, api, stage, route, &mut inbound, upload.as_ref(), &record));
    let answered = match untrusted {
        Some(refusal) => Err(refusal),
        None if asking.is_preflight() => preflight(call).await,
        None => answer(call).await,
    };
    // What a caller who has gone away asked for is neither counted nor logged.
    if let Some(upload) = &upload
        && Box::pin(upload.finish()).await == Err(CallerGone)
    {
        return forbidden();
    }
    let (mut answer, refusal) = match answered {
        Ok(answer) => (answer, None),
        Err(refusal) => (refusal.answer(api, stage, &inbound), Some(refusal)),
    };
    asking.overwrite_headers(answer.headers_mut());
    let (refusal, latency) = (refusal.as_ref(), record.latency(gateway.clock));
    let outcome = Outcome { api, stage, inbound: &inbound, route, record: &record, answer: &answer, refusal, latency };
    outcome.conclude(gateway);
    record.integration.cut_off(answer::identify(answer, &record.request_id))
}

/// The refusal of a client whose certificate the custom domain name does not trust.
fn untrusted(why: &str) -> Refusal {
    GatewayError::new(GatewayResponseType::AccessDenied, format!("the client's certificate is not trusted: {why}")).into()
}

/// A preflight is answered without asking an integration. A route that catches it keeps its authorization (developer guide,
/// "Configuring CORS for an HTTP API with a $default route and JWT authorizer").
async fn preflight(call: Option<Call<'_>>) -> Result<Response<Full<Bytes>>, Refusal> {
    if let Some(call) = call {
        call.record.recorder.step(Step::Authorize);
        authorization::check(&call).await?;
    }
    Ok(cors::preflight())
}

async fn answer(call: Option<Call<'_>>) -> Result<Response<Full<Bytes>>, Refusal> {
    let mut call = call.ok_or_else(not_found)?;
    let (route, recorder) = (call.route, &call.record.recorder);
    recorder.step(Step::Authorize);
    let permit = authorization::check(&call).await?;
    recorder.step(Step::Limits);
    throttle(call.api, route)?;
    recorder.step(Step::IntegrationRequest);
    fault::suffer(&call);
    let header_changes = mapping::change_request(&mut call, &route.integration.request_mappings);
    let (mut parts, body) = match &route.integration.target {
        Target::Function { function, payload_format } => {
            function::invoke(&mut call, &permit, function, *payload_format, header_changes).await?
        }
        Target::Service(integration) => service::call(&call, &permit, integration).await?,
        Target::Http(target) => proxy::forward(&mut call, &permit, target, header_changes).await?,
        Target::NotEmulated { what } => return Err(not_emulated(what).into()),
    };
    mapping::change_response(&call, &mut parts, &body);
    Ok(Response::from_parts(parts, Full::new(body)))
}

/// The route's limit in the stage's settings, then the account's (developer guide, "Throttling requests to your HTTP API").
fn throttle(api: &Api, route: &Route) -> Result<(), GatewayError> {
    let now = api.shared.clock.now();
    let reached = |detail| Err(GatewayError::new(GatewayResponseType::Throttled, detail));
    if route.throttle.as_ref().is_some_and(|throttle| !throttle.allows(now)) {
        return reached("the route's limit in the stage's settings is reached");
    }
    if !api.shared.throttle.allows(now) {
        return reached("the account's limit is reached");
    }
    Ok(())
}

fn not_emulated(what: &str) -> GatewayError {
    GatewayError::new(GatewayResponseType::ApiConfigurationError, what.to_owned()).with_message(what.to_owned())
}

fn not_found() -> GatewayError {
    GatewayError::new(GatewayResponseType::ResourceNotFound, "no route takes this method and path")
}

/// The answer to a request for a stage that the API does not have.
pub fn unknown_stage() -> Response<Full<Bytes>> {
    answer::identify(answer::refusal(&not_found()), &ids::extended_request_id())
}

/// The answer to a request whose body is longer than 10 MB.
pub fn too_large() -> Response<Full<Bytes>> {
    let response = json_message(StatusCode::PAYLOAD_TOO_LARGE, "Request Entity Too Large");
    answer::identify(response, &ids::extended_request_id())
}

/// The answer to a request with longer headers than API Gateway takes.
pub fn headers_too_large() -> Response<Full<Bytes>> {
    let response = json_message(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE, "Request Header Fields Too Large");
    answer::identify(response, &ids::extended_request_id())
}
