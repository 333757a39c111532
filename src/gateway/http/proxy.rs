//! HTTP proxy integrations: the request is passed on, the answer passed back.
//!
//! Follows the developer guide, "Working with HTTP proxy integrations for HTTP APIs"; the headers are those that backends of
//! live HTTP APIs recorded (`forwarded: for=…;host=…;proto=…`, `via: HTTP/1.1 AmazonAPIGateway`).

use std::mem;

use ::http::header::{CONTENT_LENGTH, EXPECT, FORWARDED, HOST, HeaderMap, HeaderValue, VIA};
use ::http::{Method, Request, Uri, response};
use bytes::Bytes;

use crate::gateway::authorize::Permit;
use crate::gateway::backend::{BackendError, send_http};
use crate::gateway::error::{GatewayError, GatewayResponseType};
use crate::gateway::http::Call;
use crate::gateway::http::headers::remove_hop_by_hop;
use crate::gateway::http::mapping::HeaderChanges;
use crate::gateway::http::trace;
use crate::gateway::outgoing::TRACE_ID;
use crate::runtime::http::{AddedPath, HttpTarget, UriPiece};

/// Sends the request to the route's backend.
pub(super) async fn forward(
    call: &mut Call<'_>,
    permit: &Permit,
    target: &HttpTarget,
    changes: HeaderChanges,
) -> Result<(response::Parts, Bytes), GatewayError> {
    let method = target.method.clone().unwrap_or_else(|| call.inbound.parts.method.clone());
    let is_head = method == Method::HEAD;
    let mut request = Request::new(call.body_to_pass_on());
    *request.method_mut() = method;
    *request.uri_mut() = backend_uri(call, target)?;
    *request.headers_mut() = forwarded_headers(call);
    if target.added_path == AddedPath::WithStage {
        // The URI of a private integration has no host: the load balancer gets the one that was called.
        if let Ok(host) = HeaderValue::try_from(&*call.inbound.host) {
            request.headers_mut().insert(HOST, host);
        }
    }
    changes.apply(request.headers_mut());
    let timeout = call.route.integration.timeout;
    let sent = send_http(call.gateway, permit, request, target.connection.as_deref(), timeout, &call.record.integration).await;
    let (mut parts, body) = sent.map_err(|error| failure(&error))?.into_parts();
    remove_hop_by_hop(&mut parts.headers);
    if !is_head {
        parts.headers.remove(CONTENT_LENGTH);
    }
    Ok((parts, body))
}

/// The backend's URI for this request; its own query stands before the request's.
fn backend_uri(call: &Call<'_>, target: &HttpTarget) -> Result<Uri, GatewayError> {
    let path = call.inbound.path();
    let mut uri = String::with_capacity(128);
    for piece in &target.uri {
        uri.push_str(match piece {
            UriPiece::Text(text) => text,
            UriPiece::Variable(variable) => variable.value(path),
        });
    }
    if let Some(overwritten) = &call.path {
        uri.truncate(origin_length(&uri));
        uri.push_str(overwritten);
    } else {
        match target.added_path {
            AddedPath::Nothing => {}
            AddedPath::BelowStage => {
                uri.truncate(uri.trim_end_matches('/').len());
                uri.push_str(path);
            }
            AddedPath::WithStage => uri.push_str(&call.path_with_stage()),
        }
    }
    let query = call.query();
    if !query.is_empty() {
        uri.push(if uri.contains('?') { '&' } else { '?' });
        uri.push_str(query);
    }
    let unusable = |error| GatewayError::new(GatewayResponseType::Default5xx, format!("the integration's URI: {error}"));
    Uri::from_maybe_shared(Bytes::from(uri)).map_err(unusable)
}

/// How much of a URI stands before its path.
fn origin_length(uri: &str) -> usize {
    let authority = uri.find("://").map_or(0, |at| at + 3);
    uri[authority..].find(['/', '?']).map_or(uri.len(), |at| authority + at)
}

/// The request's headers as the backend sees them.
fn forwarded_headers(call: &mut Call<'_>) -> HeaderMap {
    let trace = trace::header(call);
    let forwarded = format!("for={};host={};proto={}", call.source_ip(), call.inbound.host, call.scheme());
    // Response mappings and access logs can ask for the request's headers.
    let mut headers = if call.route.integration.response_mappings.is_empty() && call.stage.access_log.is_none() {
        mem::take(&mut call.inbound.parts.headers)
    } else {
        call.inbound.parts.headers.clone()
    };
    remove_hop_by_hop(&mut headers);
    headers.remove(HOST);
    headers.remove(EXPECT);
    headers.insert(CONTENT_LENGTH, HeaderValue::from(call.record.body_length));
    headers.insert(TRACE_ID, trace);
    if let Ok(forwarded) = HeaderValue::try_from(forwarded) {
        headers.append(FORWARDED, forwarded);
    }
    headers.append(VIA, HeaderValue::from_static("HTTP/1.1 AmazonAPIGateway"));
    headers
}

/// Timeouts and unreachable backends are 503 `Service Unavailable` on an HTTP API.
pub(super) fn failure(error: &BackendError) -> GatewayError {
    let kind = match error {
        BackendError::TimedOut { .. } => GatewayResponseType::IntegrationTimeout,
        BackendError::Unmapped(_) => GatewayResponseType::ApiConfigurationError,
        BackendError::NoFunction(_)
        | BackendError::NotPermitted(_)
        | BackendError::TooLarge(_)
        | BackendError::Unreachable(_)
        | BackendError::Broken(_) => GatewayResponseType::IntegrationFailure,
    };
    GatewayError::new(kind, error.to_string())
}
