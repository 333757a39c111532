//! `AWS_PROXY`: a function is given the whole request, and its result is the whole answer.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use emulator_api::event::v1::{Identity, Parameters, ProxyEvent, ProxyResult, RequestContext};
use http::header::{CONTENT_TYPE, TRANSFER_ENCODING};
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};
use http_body_util::Full;

use crate::gateway::authorize::Permit;
use crate::gateway::backend::invoke_function_with;
use crate::gateway::error::{GatewayError, GatewayResponseType};
use crate::gateway::rest::backend_error;
use crate::gateway::rest::context::common_log_time;
use crate::gateway::rest::exchange::Exchange;
use crate::gateway::rest::headers::{self, DisplayNames};
use crate::lambda::{FunctionOutcome, Invocation, InvocationType};
use crate::runtime::rest::integration::FunctionProxy;

pub(super) async fn answer(
    exchange: &Exchange<'_>,
    permit: &Permit,
    proxy: &FunctionProxy,
) -> Result<Response<Full<Bytes>>, GatewayError> {
    exchange.check_headers(&proxy.parameters)?;
    let mut invocation = Invocation::new(event(exchange), InvocationType::RequestResponse);
    invocation.trace_id = Some(exchange.trace().to_owned());
    let outcome = invoke_function_with(exchange.gateway, permit, &proxy.function, invocation, proxy.timeout)
        .await
        .map_err(|error| backend_error::of_function(&error))?;
    unwrap(exchange, &outcome)
}

/// The event that the function gets.
fn event(exchange: &Exchange<'_>) -> Bytes {
    let inbound = exchange.inbound;
    let caller = inbound.peer.ip().to_string();
    let forwarded_for = headers::forwarded_for(exchange, &caller);
    let headers = event_headers(exchange, &forwarded_for);
    let path_with_stage = exchange.path_with_stage();
    let request_time = common_log_time(exchange.received);
    let user_agent = inbound.parts.headers.get(http::header::USER_AGENT).map(headers::text);
    let resource = exchange.resource();
    let (body, is_base64_encoded) = event_body(exchange);
    let event = ProxyEvent {
        version: None,
        resource: resource.map_or("", |resource| &resource.path),
        path: exchange.path(),
        http_method: inbound.parts.method.as_str(),
        headers: &headers,
        query: exchange.query(),
        path_parameters: exchange.path_parameters(),
        stage_variables: &exchange.stage.variables,
        request_context: RequestContext {
            resource_id: resource.map_or("", |resource| &resource.id),
            resource_path: resource.map_or("", |resource| &resource.path),
            operation_name: exchange.method().and_then(|method| method.operation_name.as_deref()),
            http_method: inbound.parts.method.as_str(),
            extended_request_id: exchange.ids.extended(),
            request_time: &request_time,
            path: &path_with_stage,
            account_id: &exchange.api.account,
            protocol: exchange.protocol(),
            stage: &exchange.stage.name,
            domain_prefix: exchange.domain_prefix(),
            request_time_epoch: exchange.received.as_millis(),
            request_id: exchange.ids.request(),
            identity: Identity { source_ip: &caller, user_agent: user_agent.as_deref(), ..Identity::default() },
            domain_name: exchange.domain_name(),
            deployment_id: Some(&exchange.stage.deployment_id),
            api_id: &exchange.api.id,
            authorizer: None,
        },
        body,
        is_base64_encoded,
    };
    let mut bytes = Vec::with_capacity(2048 + inbound.body.len());
    // Texts and numbers always become JSON, and a vector always has room.
    if let Err(error) = serde_json::to_writer(&mut bytes, &event) {
        tracing::error!(%error, "an event could not be written");
    }
    bytes.into()
}

/// The request's headers with AWS's own, by the names that functions know.
fn event_headers<'e>(exchange: &'e Exchange<'_>, forwarded_for: &'e str) -> Parameters<'e> {
    let names = DisplayNames::of(exchange.inbound);
    let sent = &exchange.inbound.parts.headers;
    let mut pairs: Vec<(Cow<'e, str>, Cow<'e, str>)> = Vec::with_capacity(sent.len() + 4);
    for (name, value) in sent {
        let is_ours = matches!(name.as_str(), "x-amzn-trace-id" | "x-forwarded-for" | "x-forwarded-port" | "x-forwarded-proto");
        if !is_ours && !headers::stops_at_the_door(name.as_str()) {
            pairs.push((Cow::Borrowed(names.display(name.as_str())), headers::text(value)));
        }
    }
    pairs.push((Cow::Borrowed("X-Amzn-Trace-Id"), trace_of_event(exchange)));
    pairs.push((Cow::Borrowed("X-Forwarded-For"), Cow::Borrowed(forwarded_for)));
    pairs.push((Cow::Borrowed("X-Forwarded-Port"), Cow::Borrowed(exchange.port())));
    pairs.push((Cow::Borrowed("X-Forwarded-Proto"), Cow::Borrowed("http")));
    Parameters::from(pairs)
}

/// The event's trace header: the caller's, or the root of a new one.
fn trace_of_event<'e>(exchange: &'e Exchange<'_>) -> Cow<'e, str> {
    match exchange.inbound.header("x-amzn-trace-id") {
        Some(sent) => Cow::Borrowed(sent),
        None => Cow::Borrowed(exchange.trace().split(';').next().unwrap_or_default()),
    }
}

/// The body as text, or as Base64 where the API calls its media type binary (developer guide, "Content type conversions
/// in API Gateway").
fn event_body<'e>(exchange: &'e Exchange<'_>) -> (Option<Cow<'e, str>>, bool) {
    let body = &exchange.inbound.body;
    if body.is_empty() {
        return (None, false);
    }
    if exchange.stage.binary_media_types.matches(exchange.inbound.header("content-type")) {
        return (Some(Cow::Owned(STANDARD.encode(body))), true);
    }
    (Some(String::from_utf8_lossy(body)), false)
}

/// The answer that a function's result describes.
fn unwrap(exchange: &Exchange<'_>, outcome: &FunctionOutcome) -> Result<Response<Full<Bytes>>, GatewayError> {
    if let Some(kind) = outcome.function_error {
        let payload = String::from_utf8_lossy(&outcome.payload);
        return Err(malformed(format!("the function failed ({}): {payload}", kind.as_str())));
    }
    let result =
        ProxyResult::parse(&outcome.payload).map_err(|error| malformed(format!("malformed result: {}", error.reason)))?;
    let mut answer = Response::new(Full::new(body_of(exchange, &result, &outcome.payload)?));
    *answer.status_mut() = StatusCode::from_u16(result.status).unwrap_or(StatusCode::BAD_GATEWAY);
    let headers = answer.headers_mut();
    headers.reserve(result.headers.len() + result.multi_value_headers.len() + 4);
    // Those with many values come first (recorded: test_aws_proxy_response_payload_format_validation).
    for (name, value) in result.multi_value_headers.iter().chain(&result.headers) {
        append(headers, name, value)?;
    }
    headers.entry(CONTENT_TYPE).or_insert(HeaderValue::from_static("application/json"));
    headers::remap(headers);
    headers.remove(TRANSFER_ENCODING);
    Ok(answer)
}

/// The result's body. Base64 becomes bytes only where the caller accepts a binary media type first (recorded:
/// test_aws_proxy_binary_response).
fn body_of(exchange: &Exchange<'_>, result: &ProxyResult<'_>, payload: &Bytes) -> Result<Bytes, GatewayError> {
    if result.is_base64_encoded && exchange.stage.binary_media_types.matches(exchange.inbound.header("accept")) {
        return STANDARD.decode(result.body.as_bytes()).map(Into::into).map_err(|error| {
            GatewayError::new(GatewayResponseType::Default5xx, format!("the result's body is not Base64: {error}"))
        });
    }
    Ok(match &result.body {
        Cow::Borrowed(body) => payload.slice_ref(body.as_bytes()),
        Cow::Owned(body) => Bytes::copy_from_slice(body.as_bytes()),
    })
}

fn append(headers: &mut HeaderMap, name: &str, value: &str) -> Result<(), GatewayError> {
    let header = HeaderName::from_bytes(name.as_bytes()).ok().zip(HeaderValue::from_str(value).ok());
    let (name, value) =
        header.ok_or_else(|| malformed(format!("malformed result: {name:?} cannot be a header with {value:?}")))?;
    headers.append(name, value);
    Ok(())
}

/// A function's failure as callers see it: 502, and nothing of what happened (recorded:
/// test_aws_proxy_response_payload_format_validation).
fn malformed(detail: String) -> GatewayError {
    GatewayError::new(GatewayResponseType::Default5xx, detail).with_status(StatusCode::BAD_GATEWAY)
}
