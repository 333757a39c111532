//! Headers on their way in and out.

use std::borrow::Cow;

use http::header::{
    ACCEPT, AUTHORIZATION, CONNECTION, CONTENT_LENGTH, DATE, EXPECT, Entry, HOST, MAX_FORWARDS, PROXY_AUTHENTICATE, SERVER, TE,
    TRAILER, TRANSFER_ENCODING, UPGRADE, USER_AGENT, VIA, WWW_AUTHENTICATE,
};
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

/// Makes the headers of a proxied answer those that callers get: some have another name there, and some are for the gateway alone
/// (developer guide, "Amazon API Gateway important notes", the table of headers; recorded: test_apigateway_header_remapping_http
/// and test_http_proxy_integration_request_data_mappings). Custom integrations map headers one by one.
pub(super) fn answered_by_proxy(headers: &mut HeaderMap) {
    for (name, remapped) in &REMAPPED {
        if let Entry::Occupied(found) = headers.entry(name) {
            let mut values = found.remove_entry_mult().1;
            let (first, others): (_, Vec<HeaderValue>) = (values.next(), values.collect());
            if let Some(value) = first {
                headers.insert(remapped, value);
            }
            for value in others {
                headers.append(remapped, value);
            }
        }
    }
    for name in &DROPPED {
        headers.remove(name);
    }
}

static REMAPPED: [(HeaderName, HeaderName); 10] = [
    (AUTHORIZATION, HeaderName::from_static("x-amzn-remapped-authorization")),
    (CONNECTION, HeaderName::from_static("x-amzn-remapped-connection")),
    (CONTENT_LENGTH, HeaderName::from_static("x-amzn-remapped-content-length")),
    (HeaderName::from_static("content-md5"), HeaderName::from_static("x-amzn-remapped-content-md5")),
    (DATE, HeaderName::from_static("x-amzn-remapped-date")),
    (MAX_FORWARDS, HeaderName::from_static("x-amzn-remapped-max-forwards")),
    (SERVER, HeaderName::from_static("x-amzn-remapped-server")),
    (USER_AGENT, HeaderName::from_static("x-amzn-remapped-user-agent")),
    (WWW_AUTHENTICATE, HeaderName::from_static("x-amzn-remapped-www-authenticate")),
    (HeaderName::from_static("x-amzn-requestid"), HeaderName::from_static("x-amzn-remapped-x-amzn-requestid")),
];

static DROPPED: [HeaderName; 10] = [
    EXPECT,
    HOST,
    HeaderName::from_static("keep-alive"),
    PROXY_AUTHENTICATE,
    HeaderName::from_static("proxy-connection"),
    TE,
    TRAILER,
    TRANSFER_ENCODING,
    UPGRADE,
    VIA,
];
