//! `AWS_PROXY`: a function is given the whole request, and its result is the whole answer.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use emulator_api::event::v1::ProxyResult;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};
use http_body_util::Full;

use crate::gateway::authorize::{MethodRequest, Permit};
use crate::gateway::backend::invoke_function_with;
use crate::gateway::error::{GatewayError, GatewayResponseType};
use crate::gateway::rest::backend_error;
use crate::gateway::rest::exchange::Exchange;
use crate::gateway::rest::{event, headers};
use crate::lambda::{FunctionOutcome, Invocation, InvocationType};
use crate::runtime::rest::integration::FunctionProxy;

pub(super) async fn answer(
    exchange: &Exchange<'_>,
    permit: &Permit,
    proxy: &FunctionProxy,
) -> Result<Response<Full<Bytes>>, GatewayError> {
    exchange.check_headers(&proxy.parameters)?;
    let mut invocation = Invocation::new(event::proxy(exchange), InvocationType::RequestResponse);
    invocation.trace_id = Some(exchange.trace().to_owned());
    exchange.log_invocation(&proxy.function, &invocation.payload);
    let (gateway, call, source) = (exchange.gateway, &exchange.integration, || exchange.method_arn());
    let outcome = invoke_function_with(gateway, permit, &proxy.function, invocation, proxy.timeout, call, &source)
        .await
        .map_err(|error| backend_error::of_function(&error))?;
    exchange.log_outcome(&outcome);
    unwrap(exchange, &outcome)
}

/// The answer that a function's result describes.
fn unwrap(exchange: &Exchange<'_>, outcome: &FunctionOutcome) -> Result<Response<Full<Bytes>>, GatewayError> {
    if let Some(kind) = outcome.function_error {
        let payload = String::from_utf8_lossy(&outcome.payload);
        let (status, id) = (outcome.status, &outcome.request_id);
        let logged = format!(
            "Lambda execution failed with status {status} due to customer function error: {}. Lambda request id: {id}",
            outcome.error_message().unwrap_or_default()
        );
        return Err(failed(format!("the function failed ({}): {payload}", kind.as_str())).with_log(logged));
    }
    let result =
        ProxyResult::parse(&outcome.payload).map_err(|error| malformed(format!("malformed result: {}", error.reason)))?;
    with_head_of(&result, Full::new(body_of(exchange, &result, &outcome.payload)?))
}

/// An answer with the status and the headers of a result.
pub(super) fn with_head_of<B>(result: &ProxyResult<'_>, body: B) -> Result<Response<B>, GatewayError> {
    let mut answer = Response::new(body);
    *answer.status_mut() = StatusCode::from_u16(result.status).unwrap_or(StatusCode::BAD_GATEWAY);
    let mut headers = HeaderMap::with_capacity(result.headers.len() + result.multi_value_headers.len() + 1);
    // Those with many values come first (recorded: test_aws_proxy_response_payload_format_validation).
    for (name, value) in result.multi_value_headers.iter().chain(&result.headers) {
        append(&mut headers, name, value)?;
    }
    headers.entry(CONTENT_TYPE).or_insert(HeaderValue::from_static("application/json"));
    *answer.headers_mut() = headers::answered_by_proxy(headers);
    Ok(answer)
}

/// The result's body. Base64 becomes bytes only where the caller accepts a binary media type first (recorded:
/// test_aws_proxy_binary_response).
fn body_of(exchange: &Exchange<'_>, result: &ProxyResult<'_>, payload: &Bytes) -> Result<Bytes, GatewayError> {
    if result.is_base64_encoded && exchange.stage.binary_media_types.matches(exchange.inbound.header(ACCEPT)) {
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
pub(super) fn failed(detail: String) -> GatewayError {
    GatewayError::new(GatewayResponseType::Default5xx, detail).with_status(StatusCode::BAD_GATEWAY)
}

/// A result that is none of a proxy integration.
pub(super) fn malformed(detail: String) -> GatewayError {
    failed(detail).with_log("Execution failed due to configuration error: Malformed Lambda proxy response")
}
