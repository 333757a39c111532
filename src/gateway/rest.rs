//! The flow of a REST API: a request becomes an answer, in AWS's order of checks.

use bytes::Bytes;
use emulator_api::admin::requests::Step;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use http::{HeaderName, HeaderValue, Method, Response, StatusCode};
use http_body_util::Full;

use crate::gateway::authorize::{Permit, authorize_method};
use crate::gateway::body::AnswerBody;
use crate::gateway::error::{GatewayError, GatewayResponseType};
use crate::gateway::inbound::Inbound;
use crate::gateway::rest::exchange::{Exchange, RequestIds};
use crate::gateway::rest::outcome::Outcome;
use crate::gateway::{Gateway, forbidden, upload};
use crate::net::client::{CallerGone, Upload};
use crate::runtime::Api;
use crate::runtime::rest::integration::Transfer;
use crate::runtime::rest::{Integration, RestMethod, RestStage};

mod api_key;
mod authorization;
mod backend_error;
mod body_path;
mod cache;
mod compression;
mod context;
mod custom;
mod event;
mod exchange;
mod execution_log;
mod fault;
mod function_proxy;
pub(in crate::gateway) mod gateway_response;
pub(crate) mod headers;
mod http_proxy;
pub(in crate::gateway) mod mock;
mod nowhere;
mod outcome;
mod parameters;
mod streamed;
mod streamed_log;
mod template;
pub mod test_invoke;
mod uri;
mod validation;
mod web_acl;

const METHOD_OVERRIDE: HeaderName = HeaderName::from_static("x-http-method-override");

/// Answers one request for a stage. A body that cannot be decompressed is refused before the API is looked at (developer guide,
/// "Call an API method with a compressed payload").
pub async fn serve(
    gateway: &Gateway,
    api: &Api,
    stage: &RestStage,
    mut inbound: Inbound,
    upload: Option<Upload>,
) -> Response<AnswerBody> {
    let stage = stage.release(fastrand::f64);
    // Apart, here and below: few requests have one.
    let upload = match upload {
        Some(upload) => Box::pin(upload::read_unless(passes_bodies_on(stage, &inbound), gateway, &mut inbound, upload)).await,
        None => Ok(None),
    };
    let Ok(upload) = upload else { return forbidden().map(AnswerBody::Whole) };
    override_method(&mut inbound);
    let decompressed = stage.minimum_compression_size.map_or(Ok(()), |minimum| compression::decompress(&mut inbound, minimum));
    let mut exchange = Exchange::new(gateway, api, stage, &inbound);
    exchange.upload = upload;
    let answered = match decompressed {
        Ok(()) => answer(&mut exchange).await,
        Err(error) => Err(error),
    };
    // What a caller who has gone away asked for is neither counted nor logged.
    if let Some(upload) = &exchange.upload
        && Box::pin(upload.finish()).await == Err(CallerGone)
    {
        return forbidden().map(AnswerBody::Whole);
    }
    let (answer, error) = match answered {
        Ok(answer) => (answer, None),
        Err(error) => {
            exchange.log(&error);
            (gateway_response::render(&exchange, &error).map(AnswerBody::Whole), Some(error))
        }
    };
    let outcome = Outcome { answer: &answer, error: error.as_ref(), latency: exchange.latency() };
    exchange.count(&outcome);
    let watch = match answer.body() {
        AnswerBody::Streamed(_) => exchange.log_at_the_end(&outcome),
        AnswerBody::Whole(_) => {
            exchange.write_access_log(&outcome);
            None
        }
    };
    exchange.write_execution_log(&outcome);
    let answer = exchange.integration.cut_off(exchange.ids.mark(answer));
    match watch {
        Some(watch) => answer.map(watch),
        None => answer,
    }
}

/// Whether the bodies of requests like this one go on to the backend, and nothing reads them before. A request that is changed on its way
/// is kept as it was sent, with its body.
fn passes_bodies_on(stage: &RestStage, inbound: &Inbound) -> bool {
    let headers = &inbound.parts.headers;
    let is_compressed = headers.contains_key(CONTENT_ENCODING) && stage.minimum_compression_size.is_some();
    let is_changed = is_compressed || headers.contains_key(METHOD_OVERRIDE);
    let verb = &inbound.parts.method;
    let found = || stage.routes.find(inbound.path(), verb);
    !is_changed && !stage.reads_bodies() && found().is_some_and(|found| found.method.passes_bodies_on(verb))
}

/// The order of checks. Each line refuses what the lines before it let pass; only what passes all of them is answered.
async fn answer(exchange: &mut Exchange<'_>) -> Result<Response<AnswerBody>, GatewayError> {
    let recorder = &exchange.inbound.recorder;
    check_certificate(exchange)?;
    recorder.step(Step::WebAcl);
    exchange.filter()?;
    check_endpoint(exchange)?;
    recorder.step(Step::Route);
    let Some(method) = exchange.route() else { return Err(Box::pin(nowhere::refusal(exchange)).await) };
    exchange.log_arrival();
    recorder.step(Step::Authorize);
    let permit = authorize_method(exchange.gateway, &method.authorization, exchange).await;
    exchange.log_authorizer_outcome();
    let permit = permit?;
    recorder.step(Step::Limits);
    exchange.log_usage_plan();
    if let Some(rule) = &method.api_key {
        exchange.count_by_usage_plan(rule)?;
    }
    throttle(exchange, method)?;
    exchange.log_usage_plan_passed(method);
    exchange.log_start();
    recorder.step(Step::Validate);
    exchange.validate(&method.validation)?;
    recorder.step(Step::IntegrationRequest);
    respond(exchange, method, &permit).await
}

/// Refuses clients whose certificates a custom domain name does not trust. They are told of in the log of the method that they
/// would have called.
fn check_certificate(exchange: &mut Exchange<'_>) -> Result<(), GatewayError> {
    let Some(reason) = exchange.inbound.refused_certificate() else { return Ok(()) };
    let _method = exchange.route();
    let refusal = GatewayError::new(GatewayResponseType::InvalidApiKey, "the client's certificate is not trusted");
    Err(refusal.with_log(format!("Access denied. Reason: {reason}")))
}

/// Refuses the default endpoint of an API that has disabled it.
fn check_endpoint(exchange: &Exchange<'_>) -> Result<(), GatewayError> {
    if exchange.stage.execute_api_disabled && exchange.inbound.is_at_default_endpoint() {
        return Err(GatewayError::new(GatewayResponseType::InvalidApiKey, "the API's execute-api endpoint is disabled"));
    }
    Ok(())
}

/// The limits of the method in its stage, and of the account. Those of the caller's usage plan come before (developer guide,
/// "How throttling limit settings are applied in API Gateway").
fn throttle(exchange: &Exchange<'_>, method: &RestMethod) -> Result<(), GatewayError> {
    let reached = |detail| GatewayError::new(GatewayResponseType::Throttled, detail);
    let of_method = method.settings(&exchange.inbound.parts.method).throttle.as_ref();
    if let Some(throttle) = of_method.filter(|throttle| !throttle.allows(exchange.received)) {
        let logged = exchange.limit_reached(throttle.limits());
        return Err(reached("the method's limit in the stage's settings is reached").with_log(logged));
    }
    if !exchange.api.shared.throttle.allows(exchange.received) {
        return Err(reached("the account's limit is reached"));
    }
    Ok(())
}

/// What a method answers to a request that has passed all checks.
async fn respond(
    exchange: &mut Exchange<'_>,
    method: &RestMethod,
    permit: &Permit,
) -> Result<Response<AnswerBody>, GatewayError> {
    let mut answer = match method.cache(&exchange.inbound.parts.method) {
        None => integrate(exchange, permit, method).await?,
        // Apart, so that the future of every request is not as large as that of one with a cache.
        Some(cache) => Box::pin(cache::answer(exchange, permit, method, cache)).await?,
    };
    if method.integration.answers_with_trace() {
        headers::set_trace(exchange, answer.headers_mut());
    }
    exchange.log_method_response(&answer);
    if let Some(minimum) = exchange.stage.minimum_compression_size {
        answer = compression::compress(&exchange.inbound.parts.headers, minimum, answer);
    }
    Ok(answer)
}

/// What the method's integration answers.
async fn integrate(exchange: &Exchange<'_>, permit: &Permit, method: &RestMethod) -> Result<Response<AnswerBody>, GatewayError> {
    exchange.suffer(&method.integration);
    let whole = match &method.integration {
        Integration::FunctionProxy(proxy) => match exchange.transfer(proxy.transfer) {
            Transfer::Buffered => function_proxy::answer(exchange, permit, proxy).await,
            // Apart, so that the future of every request is not as large as that of one that streams.
            Transfer::Streamed { idle } => return Box::pin(streamed::of_function(exchange, permit, proxy, idle)).await,
        },
        Integration::HttpProxy(proxy) => match exchange.transfer(proxy.transfer) {
            Transfer::Buffered => http_proxy::answer(exchange, permit, proxy).await,
            Transfer::Streamed { idle } => return Box::pin(streamed::of_backend(exchange, permit, proxy, idle)).await,
        },
        Integration::Custom(custom) => custom::answer(exchange, permit, custom).await,
        Integration::Refuses { detail } => Err(GatewayError::new(GatewayResponseType::ApiConfigurationError, detail.to_string())),
    };
    whole.map(|answer| answer.map(AnswerBody::Whole))
}

/// `X-HTTP-Method-Override` is the method from here on, and goes no further (developer guide, "Amazon API Gateway important
/// notes").
fn override_method(inbound: &mut Inbound) {
    if !inbound.parts.headers.contains_key(METHOD_OVERRIDE) {
        return;
    }
    inbound.keep_as_sent();
    if let Some(method) = inbound.parts.headers.remove(METHOD_OVERRIDE)
        && let Ok(method) = Method::from_bytes(method.as_bytes())
    {
        inbound.parts.method = method;
    }
}

/// The answer to a failure that comes before any stage is asked. No API can change it.
pub fn without_stage(kind: GatewayResponseType, detail: &'static str) -> Response<Full<Bytes>> {
    RequestIds::new().mark(gateway_response::plain(&GatewayError::new(kind, detail)))
}

/// The answer to a request with more bytes than API Gateway takes, in the words of the server before the gateway, which knows
/// neither APIs nor ids (as callers saw it: github.com/koki-develop/lgtm-generator/issues/10).
pub(super) fn too_large(message: String) -> Response<Full<Bytes>> {
    let mut answer = Response::new(Full::new(message.into()));
    *answer.status_mut() = StatusCode::PAYLOAD_TOO_LARGE;
    answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text; charset=utf-8"));
    answer
}
