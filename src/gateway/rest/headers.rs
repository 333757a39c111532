//! Headers on their way in and out.

use std::borrow::Cow;

use http::header::{ACCEPT, AUTHORIZATION};
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::gateway::inbound::Inbound;
use crate::gateway::outgoing::{FORWARDED_FOR, TRACE_ID};
use crate::gateway::rest::exchange::Exchange;

/// Writes the trace header into an answer or a backend's request.
pub(super) fn set_trace(exchange: &Exchange<'_>, headers: &mut HeaderMap) {
    if let Ok(value) = HeaderValue::from_str(exchange.trace()) {
        headers.insert(TRACE_ID, value);
    }
}

/// Headers of a request that stop at the door: no event, mapping or backend sees them (recorded:
/// test_apigateway_header_remapping_{http,aws}). A signature is for the gateway alone (developer guide, "Amazon API Gateway
/// important notes").
pub(crate) fn stops_at_the_door(name: &HeaderName, value: &HeaderValue) -> bool {
    let is_signature = *name == AUTHORIZATION && value.as_bytes().starts_with(b"AWS4-HMAC-SHA256");
    let is_dropped = matches!(
        name.as_str(),
        "connection"
            | "content-length"
            | "content-md5"
            | "expect"
            | "keep-alive"
            | "max-forwards"
            | "proxy-authenticate"
            | "proxy-connection"
            | "server"
            | "te"
            | "trailer"
            | "transfer-encoding"
            | "upgrade"
            | "www-authenticate"
    );
    is_signature || is_dropped
}

/// A header's value as text.
pub(crate) fn text(value: &HeaderValue) -> Cow<'_, str> {
    String::from_utf8_lossy(value.as_bytes())
}

/// The first media type that a caller accepts; AWS looks at no other (developer guide, "Amazon API Gateway important
/// notes").
pub(super) fn accepted_media_type(inbound: &Inbound) -> Option<&str> {
    inbound.header(ACCEPT)?.split([',', ';']).next().map(str::trim)
}

/// How header names are written in events and templates.
pub(crate) struct DisplayNames<'n>(Vec<&'n str>);

impl<'n> DisplayNames<'n> {
    /// The names of a request.
    pub(crate) fn of(inbound: &'n Inbound) -> Self {
        Self(inbound.names_as_sent().collect())
    }

    /// How a name, given in lower case, is written: as it was sent, but for a few that AWS writes its own way (recorded:
    /// test_lambda_aws_proxy_integration, test_lambda_aws_proxy_integration_request_data_mapping).
    pub(crate) fn display(&self, name: &'n str) -> &'n str {
        match name {
            "authorization" => "Authorization",
            "host" => "Host",
            "user-agent" => "User-Agent",
            name => self.0.iter().find(|sent| sent.eq_ignore_ascii_case(name)).copied().unwrap_or_else(|| customary(name)),
        }
    }
}

/// How the name of a header that a backend or the gateway itself wrote is told.
pub(in crate::gateway) fn display_name(name: &str) -> &str {
    match name {
        "authorization" => "Authorization",
        "content-length" => "Content-Length",
        "date" => "Date",
        "host" => "Host",
        "user-agent" => "User-Agent",
        "x-amz-executed-version" => "X-Amz-Executed-Version",
        "x-amz-invocation-type" => "X-Amz-Invocation-Type",
        "x-amzn-errortype" => "x-amzn-ErrorType",
        "x-amzn-requestid" => "x-amzn-RequestId",
        name => customary(name),
    }
}

/// How the well-known names are written by most, for requests whose names came in lower case, as HTTP/2 sends them.
fn customary(name: &str) -> &str {
    match name {
        "accept" => "Accept",
        "accept-charset" => "Accept-Charset",
        "accept-encoding" => "Accept-Encoding",
        "accept-language" => "Accept-Language",
        "cache-control" => "Cache-Control",
        "content-encoding" => "Content-Encoding",
        "content-type" => "Content-Type",
        "cookie" => "Cookie",
        "origin" => "Origin",
        "referer" => "Referer",
        "x-amzn-trace-id" => "X-Amzn-Trace-Id",
        "x-forwarded-for" => "X-Forwarded-For",
        "x-forwarded-port" => "X-Forwarded-Port",
        "x-forwarded-proto" => "X-Forwarded-Proto",
        other => other,
    }
}

/// `X-Forwarded-For` as backends see it: who is in it already, then the caller.
pub(super) fn forwarded_for(exchange: &Exchange<'_>, caller: &str) -> String {
    match exchange.inbound.header(FORWARDED_FOR) {
        Some(before) if !before.is_empty() => format!("{before}, {caller}"),
        _ => caller.to_owned(),
    }
}

/// The headers of a proxied answer as callers get them: some have another name there, and some are for the gateway alone (developer
/// guide, "Amazon API Gateway important notes", the table of headers; recorded: test_apigateway_header_remapping_http and
/// test_http_proxy_integration_request_data_mappings). Custom integrations map headers one by one.
pub(super) fn answered_by_proxy(headers: HeaderMap) -> HeaderMap {
    let mut answered = HeaderMap::with_capacity(headers.len() + GATEWAY_HEADERS);
    let mut name = None;
    for (next, value) in headers {
        // Only the first value of a header comes with its name.
        if let Some(next) = next {
            name = proxied_name(next);
        }
        if let Some(name) = &name {
            answered.append(name, value);
        }
    }
    answered
}

/// How many headers the gateway itself adds to an answer: two ids, the trace, and whether the connection stays open.
const GATEWAY_HEADERS: usize = 4;

/// The name that callers see of a proxied answer's header; none for one that they do not get.
fn proxied_name(name: HeaderName) -> Option<HeaderName> {
    let remapped = match name.as_str() {
        "expect" | "host" | "keep-alive" | "proxy-authenticate" | "proxy-connection" | "te" | "trailer" | "transfer-encoding"
        | "upgrade" | "via" => return None,
        "authorization" => const { HeaderName::from_static("x-amzn-remapped-authorization") },
        "connection" => const { HeaderName::from_static("x-amzn-remapped-connection") },
        "content-length" => const { HeaderName::from_static("x-amzn-remapped-content-length") },
        "content-md5" => const { HeaderName::from_static("x-amzn-remapped-content-md5") },
        "date" => const { HeaderName::from_static("x-amzn-remapped-date") },
        "max-forwards" => const { HeaderName::from_static("x-amzn-remapped-max-forwards") },
        "server" => const { HeaderName::from_static("x-amzn-remapped-server") },
        "user-agent" => const { HeaderName::from_static("x-amzn-remapped-user-agent") },
        "www-authenticate" => const { HeaderName::from_static("x-amzn-remapped-www-authenticate") },
        "x-amzn-requestid" => const { HeaderName::from_static("x-amzn-remapped-x-amzn-requestid") },
        _ => name,
    };
    Some(remapped)
}
