//! `HTTP_PROXY`: the request goes on as it came, and the answer comes back as it is.

use bytes::Bytes;
use http::header::{CONNECTION, CONTENT_ENCODING, EXPECT, HOST, PROXY_AUTHENTICATE, TE, VIA};
use http::{HeaderMap, HeaderValue, Method, Request, Response};
use http_body_util::Full;

use crate::gateway::authorize::Permit;
use crate::gateway::backend::send_http;
use crate::gateway::error::{GatewayError, GatewayResponseType};
use crate::gateway::mapping::Overrides;
use crate::gateway::outgoing::{FORWARDED_FOR, FORWARDED_PORT, FORWARDED_PROTO, introduce};
use crate::gateway::rest::exchange::Exchange;
use crate::gateway::rest::headers;
use crate::gateway::rest::{backend_error, uri};
use crate::net::client::RequestBody;
use crate::runtime::rest::integration::{HttpEndpoint, HttpProxy};

pub(super) async fn answer(
    exchange: &Exchange<'_>,
    permit: &Permit,
    proxy: &HttpProxy,
) -> Result<Response<Full<Bytes>>, GatewayError> {
    let request = request(exchange, proxy)?;
    let sent =
        send_http(exchange.gateway, permit, request, proxy.endpoint.connection.as_deref(), proxy.timeout, &exchange.integration)
            .await;
    let answer = sent.map_err(|error| backend_error::of_http(&error))?;
    exchange.log_response(answer.headers(), answer.body());
    passed_on(answer).map(|answer| answer.map(Full::new))
}

/// The backend's request.
pub(super) fn request(exchange: &Exchange<'_>, proxy: &HttpProxy) -> Result<Request<RequestBody>, GatewayError> {
    let mut request = Request::new(exchange.body_to_pass_on());
    *request.method_mut() = method(exchange, &proxy.endpoint);
    *request.uri_mut() =
        uri::build(exchange, &proxy.endpoint.uri, &proxy.parameters, &Overrides::default(), exchange.inbound.query())?;
    *request.headers_mut() = request_headers(exchange, proxy)?;
    exchange.log_request(request.uri(), request.headers(), &exchange.inbound.body);
    Ok(request)
}

/// The backend's answer, as callers get it.
pub(super) fn passed_on<B>(answer: Response<B>) -> Result<Response<B>, GatewayError> {
    let (parts, body) = answer.into_parts();
    if parts.status.is_informational() {
        let detail = format!("the backend answered {}, which is not the status of an answer", parts.status);
        return Err(GatewayError::new(GatewayResponseType::IntegrationFailure, detail));
    }
    let mut answer = Response::new(body);
    *answer.status_mut() = parts.status;
    *answer.headers_mut() = headers::answered_by_proxy(parts.headers);
    Ok(answer)
}

/// The method of a backend's request.
pub(super) fn method(exchange: &Exchange<'_>, endpoint: &HttpEndpoint) -> Method {
    endpoint.method.clone().unwrap_or_else(|| exchange.inbound.parts.method.clone())
}

/// The caller's headers but for those that AWS keeps back, what the integration maps, and AWS's own (recorded:
/// test_apigateway_header_remapping_http, HTTP_PROXY).
fn request_headers(exchange: &Exchange<'_>, proxy: &HttpProxy) -> Result<HeaderMap, GatewayError> {
    let sent = &exchange.inbound.parts.headers;
    let mut headers = HeaderMap::with_capacity(sent.len() + 6);
    for (name, value) in sent {
        if !headers::stops_at_the_door(name, value) && *name != HOST && *name != CONTENT_ENCODING {
            headers.append(name, value.clone());
        }
    }
    let caller = exchange.inbound.peer.ip().to_string();
    let forwarded = [
        (FORWARDED_FOR, headers::forwarded_for(exchange, &caller)),
        (FORWARDED_PORT, exchange.port().to_owned()),
        (FORWARDED_PROTO, "http".to_owned()),
    ];
    for (name, value) in forwarded {
        if let Ok(value) = HeaderValue::try_from(value) {
            headers.insert(name, value);
        }
    }
    exchange.map_headers(&proxy.parameters, &Overrides::default(), &mut headers)?;
    complete(exchange, &mut headers);
    Ok(headers)
}

/// Takes out what no backend sees, and sets what AWS sets on every request to an HTTP backend.
pub(super) fn complete(exchange: &Exchange<'_>, headers: &mut HeaderMap) {
    for name in [CONNECTION, EXPECT, PROXY_AUTHENTICATE, TE, VIA] {
        headers.remove(name);
    }
    headers::set_trace(exchange, headers);
    introduce(headers, &exchange.api.id);
}
