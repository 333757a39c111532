//! The headers that functions see: the upgrade request's at `$connect`, and the few that AWS makes up at `$disconnect`.

use std::borrow::Cow;

use emulator_api::event::v1::Parameters;
use http::header;

use super::call::Call;
use crate::gateway::connections::Connection;
use crate::gateway::inbound::Inbound;
use crate::ids;

/// The headers of a `$connect` event: all but those of the connection itself, with AWS's own added.
pub(super) fn at_connect<'i>(inbound: &'i Inbound, connection: &'i Connection, call: &Call<'_>) -> Parameters<'i> {
    let headers = &inbound.parts.headers;
    let passed = headers.iter().filter(|(name, _)| !is_own(name));
    let mut pairs: Vec<(Cow<'i, str>, Cow<'i, str>)> =
        passed.map(|(name, value)| (written(name.as_str()).into(), String::from_utf8_lossy(value.as_bytes()))).collect();
    let forwarded = inbound.header("x-forwarded-for").map(|before| format!("{before}, {}", connection.source_ip));
    pairs.push(("X-Forwarded-For".into(), forwarded.map_or(Cow::Borrowed(&*connection.source_ip), Cow::Owned)));
    let port = inbound.host.rsplit_once(':').map_or("80", |(_, port)| port);
    pairs.push(("X-Forwarded-Port".into(), port.into()));
    pairs.push(("X-Forwarded-Proto".into(), "http".into()));
    if !headers.contains_key("x-amzn-trace-id") {
        pairs.push(("X-Amzn-Trace-Id".into(), ids::trace_header(call.epoch_seconds()).into()));
    }
    Parameters::from(pairs)
}

/// The headers of a `$disconnect` event, as logged on AWS.
pub(super) fn at_disconnect(connection: &Connection) -> Parameters<'_> {
    let headers = [("Host", &*connection.domain_name), ("X-Forwarded-For", ""), ("x-api-key", ""), ("x-restapi", "")];
    let pairs = headers.map(|(name, value)| (Cow::Borrowed(name), Cow::Borrowed(value)));
    Parameters::from(Vec::from(pairs))
}

/// Headers that the gateway speaks for itself: those of the hop, and those that it sets anew.
fn is_own(name: &header::HeaderName) -> bool {
    let hop = [header::CONNECTION, header::UPGRADE, header::TRANSFER_ENCODING, header::TE, header::CONTENT_LENGTH];
    hop.contains(name) || matches!(name.as_str(), "keep-alive" | "x-forwarded-for" | "x-forwarded-port" | "x-forwarded-proto")
}

/// A header's name as browsers and tools write it; HTTP/1.1 in hyper keeps no case.
fn written(name: &str) -> String {
    let mut written = String::with_capacity(name.len());
    for (position, word) in name.split('-').enumerate() {
        if position > 0 {
            written.push('-');
        }
        if word == "websocket" {
            written.push_str("WebSocket");
            continue;
        }
        let mut letters = word.chars();
        written.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        written.push_str(letters.as_str());
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    // Names as in $connect events logged on AWS.
    #[test]
    fn header_names_are_written_as_clients_write_them() {
        assert_eq!(written("sec-websocket-key"), "Sec-WebSocket-Key");
        assert_eq!(written("host"), "Host");
        assert_eq!(written("x-amzn-trace-id"), "X-Amzn-Trace-Id");
    }
}
