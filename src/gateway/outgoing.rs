//! What the requests have in common that the gateway itself makes.

use http::header::{ACCEPT, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue};

pub(super) const API_ID: HeaderName = HeaderName::from_static("x-amzn-apigateway-api-id");
pub(super) const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
pub(super) const FORWARDED_PORT: HeaderName = HeaderName::from_static("x-forwarded-port");
pub(super) const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");
pub(super) const TRACE_ID: HeaderName = HeaderName::from_static("x-amzn-trace-id");

/// Sets what AWS sets on every request to an HTTP backend of a REST or WebSocket API.
pub(super) fn introduce(headers: &mut HeaderMap, api: &str) {
    headers.entry(ACCEPT).or_insert(HeaderValue::from_static("application/json"));
    headers.entry(USER_AGENT).or_insert_with(|| user_agent(api));
    if let Ok(id) = HeaderValue::from_str(api) {
        headers.insert(API_ID, id);
    }
}

/// `AmazonAPIGateway_{api}`, the `User-Agent` of an API.
pub(super) fn user_agent(api: &str) -> HeaderValue {
    HeaderValue::try_from(format!("AmazonAPIGateway_{api}")).unwrap_or(HeaderValue::from_static("AmazonAPIGateway"))
}
