//! The events that functions get: `$connect` with the upgrade request's headers and query, a message with its text,
//! `$disconnect` with the few headers that AWS makes up.

use std::borrow::Cow;

use emulator_api::event::authorizer::RequestParameters;
use emulator_api::event::v1::Parameters;
use emulator_api::event::websocket::{
    MessageDirection, WebSocketAuthorizerEvent, WebSocketEvent, WebSocketIdentity, WebSocketRequestContext,
};
use http::header;

use super::call::{Call, Occasion};
use crate::gateway::connections::Connection;
use crate::gateway::inbound::Inbound;
use crate::gateway::rest::headers::{DisplayNames, text};

/// Writes the event of a call.
pub(super) fn write(call: &Call<'_>) -> Result<Vec<u8>, serde_json::Error> {
    let (headers, query, request_time) = (headers(call), query(call), call.at.in_common_log_format());
    let request_context = request_context(call, &request_time);
    let stage_variables = &call.stage.stage_variables;
    serde_json::to_vec(&WebSocketEvent { headers: &headers, query: &query, stage_variables, request_context, body: call.body() })
}

/// Writes the event of the authorizer that is asked about a client.
pub(super) fn write_for_authorizer(inbound: &Inbound, call: &Call<'_>, method_arn: &str) -> Result<Vec<u8>, serde_json::Error> {
    let (headers, query, request_time) = (for_authorizer(inbound, call), query(call), call.at.in_common_log_format());
    let request_context = request_context(call, &request_time);
    let stage_variables = &call.stage.stage_variables;
    serde_json::to_vec(&WebSocketAuthorizerEvent {
        method_arn,
        parameters: RequestParameters::new(&headers, &query),
        stage_variables,
        request_context,
    })
}

fn request_context<'e>(call: &'e Call<'_>, request_time: &'e str) -> WebSocketRequestContext<'e> {
    let connection = call.connection;
    WebSocketRequestContext {
        route_key: call.route_key,
        authorizer: connection.caller.get().and_then(|caller| caller.authorizer()),
        disconnect_status_code: call.closure().map(|closure| closure.code),
        message_id: call.message_id(),
        event_type: call.event_type(),
        extended_request_id: &call.request_id,
        request_time,
        message_direction: MessageDirection::In,
        disconnect_reason: call.closure().map(|closure| closure.reason.as_ref()),
        stage: &connection.stage,
        connected_at: connection.connected_at.as_millis(),
        request_time_epoch: call.at.as_millis(),
        identity: identity(connection),
        request_id: &call.request_id,
        domain_name: &connection.domain_name,
        connection_id: connection.id.as_str(),
        api_id: &connection.api,
    }
}

fn identity(connection: &Connection) -> WebSocketIdentity<'_> {
    let signed = |name: &str| connection.caller.get()?.signer()?.identity_value(name);
    WebSocketIdentity {
        user_agent: connection.user_agent.as_deref(),
        source_ip: &connection.source_ip,
        account_id: signed("accountId"),
        caller: signed("caller"),
        access_key: signed("accessKey"),
        user_arn: signed("userArn"),
        user: signed("user"),
        api_key: connection.api_key.get().map(|key| &*key.value),
        api_key_id: connection.api_key.get().map(|key| &*key.id),
    }
}

/// The headers that integrations see of a call: none with messages.
pub(super) fn headers<'c>(call: &Call<'c>) -> Parameters<'c> {
    match call.occasion {
        Occasion::Connect(inbound, _) => at_connect(inbound, call).into(),
        Occasion::Message { .. } => Parameters::default(),
        Occasion::Disconnect(_) => at_disconnect(call.connection),
    }
}

/// The query that integrations see of a call: that of the upgrade request, at `$connect`.
pub(super) fn query<'c>(call: &Call<'c>) -> Parameters<'c> {
    Parameters::from_query(call.upgrade_request().map_or("", |inbound| inbound.query()))
}

/// The upgrade request's headers but for those of the hop, with AWS's own added.
fn at_connect<'c>(inbound: &'c Inbound, call: &Call<'c>) -> Vec<(Cow<'c, str>, Cow<'c, str>)> {
    let headers = &inbound.parts.headers;
    let source_ip = &*call.connection.source_ip;
    let names = DisplayNames::of(inbound);
    let passed = headers.iter().filter(|(name, _)| !is_own(name));
    let mut pairs: Vec<(Cow<'c, str>, Cow<'c, str>)> =
        passed.map(|(name, value)| (names.display(name.as_str()).into(), text(value))).collect();
    let forwarded = inbound.header("x-forwarded-for").map(|before| format!("{before}, {source_ip}"));
    pairs.push(("X-Forwarded-For".into(), forwarded.map_or(Cow::Borrowed(source_ip), Cow::Owned)));
    let port = inbound.host.rsplit_once(':').map_or("80", |(_, port)| port);
    pairs.push(("X-Forwarded-Port".into(), port.into()));
    pairs.push(("X-Forwarded-Proto".into(), "http".into()));
    if !headers.contains_key("x-amzn-trace-id") {
        pairs.push(("X-Amzn-Trace-Id".into(), call.trace_header().to_owned().into()));
    }
    pairs
}

/// The headers that an authorizer sees: those of `$connect`, and some of the hop as AWS writes them (developer guide,
/// "Creating a Lambda REQUEST authorizer function"; localstack issue 7191 shows an event of AWS's).
fn for_authorizer<'c>(inbound: &'c Inbound, call: &Call<'c>) -> Parameters<'c> {
    let hop = [("Connection", "upgrade"), ("Upgrade", "websocket"), ("content-length", "0")];
    let hop = hop.map(|(name, value)| (Cow::Borrowed(name), Cow::Borrowed(value)));
    Parameters::from(at_connect(inbound, call).into_iter().chain(hop).collect::<Vec<_>>())
}

/// The headers of a `$disconnect` event, as logged on AWS.
fn at_disconnect(connection: &Connection) -> Parameters<'_> {
    let headers = [("Host", &*connection.domain_name), ("X-Forwarded-For", ""), ("x-api-key", ""), ("x-restapi", "")];
    let pairs = headers.map(|(name, value)| (Cow::Borrowed(name), Cow::Borrowed(value)));
    Parameters::from(Vec::from(pairs))
}

/// Headers that the gateway speaks for itself: those of the hop, and those that it sets anew.
fn is_own(name: &header::HeaderName) -> bool {
    let hop = [header::CONNECTION, header::UPGRADE, header::TRANSFER_ENCODING, header::TE, header::CONTENT_LENGTH];
    hop.contains(name) || matches!(name.as_str(), "keep-alive" | "x-forwarded-for" | "x-forwarded-port" | "x-forwarded-proto")
}
