//! Lambda proxy integrations: the request becomes an event, the function's result the answer.

use ::http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use ::http::{Response, StatusCode, response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use emulator_api::arn::FunctionArn;
use emulator_api::event::v1::ProxyResult;
use emulator_api::event::v2::{self, FunctionAnswer};

use crate::gateway::authorize::Permit;
use crate::gateway::backend::{BackendError, invoke_function_with};
use crate::gateway::error::{GatewayError, GatewayResponseType};
use crate::gateway::http::headers::remove_hop_by_hop;
use crate::gateway::http::mapping::HeaderChanges;
use crate::gateway::http::{Call, event};
use crate::gateway::outgoing::TRACE_ID;
use crate::lambda::{Invocation, InvocationType};
use crate::runtime::http::PayloadFormat;

const NOT_PERMITTED: &str = "The IAM role configured on the integration or API Gateway doesn't have permissions to call the \
                             integration. Check the permissions and try again.";

/// Calls the route's function.
pub(super) async fn invoke(
    call: &mut Call<'_>,
    permit: &Permit,
    function: &FunctionArn,
    payload_format: PayloadFormat,
    changes: HeaderChanges,
) -> Result<(response::Parts, Bytes), GatewayError> {
    event::add_headers(call);
    changes.apply(&mut call.inbound.parts.headers);
    let payload = match payload_format {
        PayloadFormat::V1 => event::v1(call),
        PayloadFormat::V2 => event::v2(call),
    };
    let mut invocation = Invocation::new(payload, InvocationType::RequestResponse);
    invocation.trace_id = call.inbound.header(&TRACE_ID).map(str::to_owned);
    let timeout = call.route.integration.timeout;
    let (gateway, record, source) = (call.gateway, call.record, || source(call));
    let outcome = invoke_function_with(gateway, permit, function, invocation, timeout, &record.integration, &source).await;
    let outcome = outcome.map_err(|error| failure(&error))?;
    let result = outcome.payload;
    if outcome.function_error.is_some() {
        return Err(malformed(format!("{function} failed: {}", String::from_utf8_lossy(&result))));
    }
    let answer = match payload_format {
        PayloadFormat::V1 => answer_of_v1(&result),
        PayloadFormat::V2 => v2::parse_result(result).map_err(|error| error.to_string()),
    };
    let answer = answer.map_err(|reason| malformed(format!("the result of {function}: {reason}")))?;
    let (mut parts, ()) = Response::new(()).into_parts();
    parts.status = answer.status;
    parts.headers = answer.headers;
    // How the answer is framed is not the function's business.
    remove_hop_by_hop(&mut parts.headers);
    parts.headers.remove(CONTENT_LENGTH);
    Ok((parts, answer.body))
}

/// The ARN that functions' policies know the route by: `$default` stands for itself (developer guide, "Working with AWS Lambda proxy
/// integrations for HTTP APIs").
fn source(call: &Call<'_>) -> String {
    match call.route.key.split_once(' ') {
        Some((_, path)) => call.api.execute_arn(&call.stage.name, format_args!("{}{path}", call.inbound.parts.method)),
        None => call.api.execute_arn(&call.stage.name, &call.route.key),
    }
}

/// Reads a result of format 1.0. What a REST API calls `application/json` is plain text here.
fn answer_of_v1(payload: &[u8]) -> Result<FunctionAnswer, String> {
    let result = ProxyResult::parse(payload).map_err(|malformed| malformed.reason)?;
    let mut headers = HeaderMap::new();
    for (name, value) in result.headers.iter().chain(&result.multi_value_headers) {
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| format!("{name:?} is not a header name"))?;
        let value = HeaderValue::from_str(value).map_err(|_| format!("{value:?} is not a header value"))?;
        headers.append(name, value);
    }
    if !headers.contains_key(CONTENT_TYPE) {
        headers.insert(CONTENT_TYPE, v2::DEFAULT_CONTENT_TYPE);
    }
    let body = if result.is_base64_encoded {
        Bytes::from(STANDARD.decode(result.body.as_bytes()).map_err(|error| format!("the body is not base64: {error}"))?)
    } else {
        Bytes::from(result.body.into_owned())
    };
    let status = StatusCode::from_u16(result.status).map_err(|error| error.to_string())?;
    Ok(FunctionAnswer { status, headers, body })
}

fn malformed(detail: String) -> GatewayError {
    GatewayError::new(GatewayResponseType::Default5xx, detail)
}

/// A slow function is 503 `Service Unavailable`; one that is missing or fails is 500 `Internal Server Error`.
fn failure(error: &BackendError) -> GatewayError {
    let kind = match error {
        BackendError::TimedOut { .. } => GatewayResponseType::IntegrationTimeout,
        BackendError::Unreachable(_) => GatewayResponseType::IntegrationFailure,
        BackendError::TooLarge(_) => GatewayResponseType::RequestTooLarge,
        // AWS re:Post, "How do I resolve permission errors from an API Gateway HTTP API with a Lambda integration": Internal Server
        // Error, and these words in the access log.
        BackendError::NotPermitted(_) => return GatewayError::new(GatewayResponseType::Default5xx, NOT_PERMITTED),
        BackendError::NoFunction(_) | BackendError::Unmapped(_) | BackendError::Broken(_) => GatewayResponseType::Default5xx,
    };
    GatewayError::new(kind, error.to_string())
}
