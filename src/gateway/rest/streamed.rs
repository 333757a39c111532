//! Proxy integrations with `responseTransferMode` `STREAM`: answers are passed on as they come (developer guide, "Stream the
//! integration response for your proxy integrations in API Gateway").

use std::pin::pin;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use emulator_api::Doc;
use emulator_api::event::v1::ProxyResult;
use http::header::SET_COOKIE;
use http::{HeaderMap, HeaderValue, Response};
use serde_json::Value;

use crate::gateway::authorize::{MethodRequest, Permit};
use crate::gateway::backend::{self, stream_function, stream_http};
use crate::gateway::body::{AnswerBody, Patience, Source, streamed};
use crate::gateway::error::GatewayError;
use crate::gateway::observed::Ended;
use crate::gateway::recorder::Given;
use crate::gateway::rest::exchange::Exchange;
use crate::gateway::rest::function_proxy::{failed, malformed, with_head_of};
use crate::gateway::rest::{backend_error, event, http_proxy};
use crate::lambda::{FunctionStream, Invocation, InvocationType};
use crate::runtime::rest::integration::{FunctionProxy, HttpProxy};

/// What stands between the metadata and the payload of a function's result.
const DELIMITER: [u8; 8] = [0; 8];

/// The delimiter is looked for in so many bytes.
const LONGEST_METADATA: usize = 16 * 1024;

/// What an HTTP backend answers; nothing may come for `idle`.
pub(super) async fn of_backend(
    exchange: &Exchange<'_>,
    permit: &Permit,
    proxy: &HttpProxy,
    idle: Duration,
) -> Result<Response<AnswerBody>, GatewayError> {
    let patience = patience(exchange, proxy.timeout, idle);
    let request = http_proxy::request(exchange, proxy)?;
    let connection = proxy.endpoint.connection.as_deref();
    let sent = stream_http(exchange.gateway, permit, request, connection, proxy.timeout, &exchange.integration).await;
    let answer = sent.map_err(|error| backend_error::of_http(&error))?;
    exchange.log_response_head(answer.headers());
    let answer = http_proxy::passed_on(answer)?;
    Ok(answer.map(|body| streamed(Bytes::new(), Source::Http(body), patience)))
}

/// What a function answers; nothing may come for `idle`.
pub(super) async fn of_function(
    exchange: &Exchange<'_>,
    permit: &Permit,
    proxy: &FunctionProxy,
    idle: Duration,
) -> Result<Response<AnswerBody>, GatewayError> {
    exchange.check_headers(&proxy.parameters)?;
    let patience = patience(exchange, proxy.timeout, idle);
    let mut invocation = Invocation::new(event::proxy(exchange), InvocationType::RequestResponse);
    invocation.trace_id = Some(exchange.trace().to_owned());
    exchange.log_invocation(&proxy.function, &invocation.payload);
    let begun = pin!(async {
        let (gateway, call, source) = (exchange.gateway, &exchange.integration, || exchange.method_arn());
        let sent = stream_function(gateway, permit, &proxy.function, invocation, call, &source).await;
        let mut stream = sent.map_err(|error| backend_error::of_function(&error))?;
        let (metadata, payload) = metadata(&mut stream).await?;
        Ok::<_, GatewayError>((stream, metadata, payload))
    });
    let started = exchange.gateway.clock.instant();
    let begun = backend::within(proxy.timeout, begun).await.map_err(|error| backend_error::of_function(&error)).flatten();
    exchange.integration.ended(Ended {
        latency: exchange.gateway.clock.instant().duration_since(started),
        status: begun.is_ok().then_some(200),
        request_id: begun.as_ref().ok().map(|(stream, ..)| stream.request_id().into()),
        second_request_id: None,
    });
    exchange.integration.given(&begun.as_ref().map_err(|error| &error.detail), |(stream, metadata, _)| Given {
        status: 200,
        headers: HeaderMap::new(),
        body: metadata.clone(),
        request_id: Some(stream.request_id().into()),
    });
    let (stream, metadata, payload) = begun?;
    exchange.log_received();
    answer_of(&metadata, streamed(payload, Source::Function(stream), patience))
}

fn patience(exchange: &Exchange<'_>, timeout: Duration, idle: Duration) -> Patience {
    let clock = exchange.gateway.clock;
    let until = clock.instant() + timeout;
    Patience { clock, until, idle }
}

/// What a function's result begins with: its metadata, and what has come of its payload.
async fn metadata(stream: &mut FunctionStream) -> Result<(Bytes, Bytes), GatewayError> {
    let mut begun = BytesMut::new();
    loop {
        let from = begun.len().saturating_sub(DELIMITER.len());
        match stream.next().await {
            Ok(Some(piece)) => begun.extend_from_slice(&piece),
            Ok(None) => return Err(malformed("the function's result has no delimiter of eight NUL bytes".to_owned())),
            Err(reason) => return Err(failed(format!("the function failed ({reason})"))),
        }
        if let Some(at) = begun.get(from..).and_then(|new| new.windows(DELIMITER.len()).position(|bytes| bytes == DELIMITER)) {
            let metadata = begun.split_to(from + at).freeze();
            return Ok((metadata, begun.split_off(DELIMITER.len()).freeze()));
        }
        if begun.len() > LONGEST_METADATA {
            return Err(malformed("the function's result has no delimiter in its first 16 KB".to_owned()));
        }
    }
}

/// The answer that the metadata describe: `statusCode`, `headers`, `multiValueHeaders` and `cookies`.
fn answer_of(metadata: &[u8], body: AnswerBody) -> Result<Response<AnswerBody>, GatewayError> {
    let mut members: Doc = serde_json::from_slice(metadata)
        .map_err(|error| malformed(format!("the metadata of the result cannot be read: {error}")))?;
    let cookies = members.shift_remove("cookies");
    let head = Value::Object(members).to_string();
    let result =
        ProxyResult::parse(head.as_bytes()).map_err(|error| malformed(format!("malformed metadata: {}", error.reason)))?;
    let mut answer = with_head_of(&result, body)?;
    for cookie in cookies.iter().filter_map(Value::as_array).flatten().filter_map(Value::as_str) {
        let cookie = HeaderValue::from_str(cookie).map_err(|_| malformed(format!("{cookie:?} cannot be a cookie")))?;
        answer.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(answer)
}
