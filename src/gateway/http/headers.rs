//! Headers on their way in and out.

use std::borrow::Cow;

use ::http::header::{
    CONNECTION, HeaderMap, HeaderName, PROXY_AUTHENTICATE, PROXY_AUTHORIZATION, TE, TRAILER, TRANSFER_ENCODING, UPGRADE,
};

use crate::gateway::inbound::Inbound;

/// Headers that belong to one connection and are never passed on.
const HOP_BY_HOP: [HeaderName; 8] = [
    CONNECTION,
    HeaderName::from_static("keep-alive"),
    PROXY_AUTHENTICATE,
    PROXY_AUTHORIZATION,
    TE,
    TRAILER,
    TRANSFER_ENCODING,
    UPGRADE,
];

/// Takes away what belongs to one connection, and what its `connection` header names.
pub(super) fn remove_hop_by_hop(headers: &mut HeaderMap) {
    let named: Vec<HeaderName> = headers
        .get_all(CONNECTION)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|list| list.split(','))
        .filter_map(|name| name.trim().parse().ok())
        .collect();
    for name in HOP_BY_HOP.iter().chain(&named) {
        headers.remove(name);
    }
}

/// How a header's name is written in payload format 1.0: as the caller sent it, but for the names that AWS writes its own way.
/// From events recorded from AWS: a Slack webhook (`Content-Type`, `X-Slack-Signature`, `accept`), a browser on HTTP/2.
pub(super) fn name_in_v1<'n>(name: &'n HeaderName, inbound: &'n Inbound) -> Cow<'n, str> {
    Cow::Borrowed(match name.as_str() {
        "content-length" => "Content-Length",
        "content-type" => "Content-Type",
        "host" => "Host",
        "user-agent" => "User-Agent",
        "x-amzn-trace-id" => "X-Amzn-Trace-Id",
        "x-forwarded-for" => "X-Forwarded-For",
        "x-forwarded-port" => "X-Forwarded-Port",
        "x-forwarded-proto" => "X-Forwarded-Proto",
        "accept" | "accept-encoding" => name.as_str(),
        other => inbound.names_as_sent().find(|sent| sent.eq_ignore_ascii_case(other)).unwrap_or(other),
    })
}
