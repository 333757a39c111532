//! The events that functions get.

use std::borrow::Cow;

use ::http::Version;
use ::http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue, USER_AGENT};
use bytes::Bytes;
use emulator_api::event::authorizer::Authorizer;
use emulator_api::event::v1::{Identity, Parameters, ProxyEvent, RequestContext};
use emulator_api::event::v2::{self, Cookies, HttpApiEvent, HttpDescription, JoinedHeaders, JoinedQuery, Pairs};
use percent_encoding::percent_decode_str;
use serde_json::json;

use crate::gateway::http::Call;
use crate::gateway::http::headers::{name_in_v1, remove_hop_by_hop};
use crate::gateway::http::trace::{self, TRACE_ID};
use crate::gateway::inbound::Inbound;
use crate::runtime::http::HttpStage;

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const FORWARDED_PORT: HeaderName = HeaderName::from_static("x-forwarded-port");
const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");

impl Call<'_> {
    fn port(&self) -> u16 {
        self.inbound.host.rsplit_once(':').and_then(|(_, port)| port.parse().ok()).unwrap_or(80)
    }

    /// The path from its stage on, as the integration sees it.
    pub(super) fn path_with_stage(&self) -> Cow<'_, str> {
        self.path.as_deref().map_or_else(|| path_with_stage(self.stage, self.inbound), Cow::Borrowed)
    }
}

/// The path from its stage on, percent-encoded as sent; `$default` has no segment of its own.
pub(super) fn path_with_stage<'i>(stage: &HttpStage, inbound: &'i Inbound) -> Cow<'i, str> {
    let below = inbound.parts.uri.path().get(inbound.address_length..).unwrap_or("");
    if &*stage.name == "$default" { Cow::Borrowed(inbound.path()) } else { Cow::Owned(format!("/{}{below}", stage.name)) }
}

/// Who says that they call.
pub(super) fn user_agent(inbound: &Inbound) -> &str {
    inbound.header(USER_AGENT.as_str()).unwrap_or("")
}

/// The protocol that the caller speaks.
pub(super) fn protocol(inbound: &Inbound) -> &'static str {
    match inbound.parts.version {
        Version::HTTP_2 => "HTTP/2.0",
        Version::HTTP_10 => "HTTP/1.0",
        _ => "HTTP/1.1",
    }
}

/// Makes the request's headers those that a function sees.
pub(super) fn add_headers(call: &mut Call<'_>) {
    let trace = trace::header(call);
    let caller = call.source_ip();
    let forwarded_for = match call.inbound.header(FORWARDED_FOR.as_str()) {
        Some(before) => format!("{before}, {caller}"),
        None => caller,
    };
    let port = HeaderValue::from(call.port());
    let scheme = HeaderValue::from_static(call.scheme());
    let length = call.inbound.body.len();
    let headers = &mut call.inbound.parts.headers;
    remove_hop_by_hop(headers);
    headers.insert(TRACE_ID, trace);
    if let Ok(forwarded_for) = HeaderValue::try_from(forwarded_for) {
        headers.insert(FORWARDED_FOR, forwarded_for);
    }
    headers.insert(FORWARDED_PORT, port);
    headers.insert(FORWARDED_PROTO, scheme);
    headers.entry(CONTENT_LENGTH).or_insert_with(|| HeaderValue::from(length));
}

/// The event of payload format 2.0.
pub(super) fn v2(call: &Call<'_>) -> Bytes {
    let (route, inbound) = (call.route, &*call.inbound);
    let path = call.path_with_stage();
    let raw_path = percent_decode_str(&path).decode_utf8_lossy();
    let query = Parameters::from_query(call.query());
    let path_parameters = path_parameters(call);
    let (body, is_base64_encoded) = v2::event_body(&inbound.body, inbound.header(CONTENT_TYPE.as_str()));
    let authorizer = call.record.token.get().map(|token| json!({"jwt": {"claims": token.claims, "scopes": token.scopes}}));
    let event = HttpApiEvent {
        version: HttpApiEvent::VERSION,
        route_key: &route.key,
        raw_path: &raw_path,
        raw_query_string: call.query(),
        cookies: Cookies(&inbound.parts.headers),
        headers: JoinedHeaders(&inbound.parts.headers),
        query_string_parameters: JoinedQuery(&query),
        request_context: v2::RequestContext {
            account_id: &call.api.account,
            api_id: &call.api.id,
            authorizer: authorizer.as_ref(),
            domain_name: call.inbound.domain_name(),
            domain_prefix: call.inbound.domain_prefix(),
            http: HttpDescription {
                method: inbound.parts.method.as_str(),
                path: &raw_path,
                protocol: protocol(call.inbound),
                source_ip: &call.source_ip(),
                user_agent: user_agent(call.inbound),
            },
            request_id: &call.record.request_id,
            route_key: &route.key,
            stage: &call.stage.name,
            time: &call.record.received.in_common_log_format(),
            time_epoch: call.record.received.as_millis(),
        },
        path_parameters: Pairs(&path_parameters),
        body,
        is_base64_encoded,
        stage_variables: Pairs(&call.stage.stage_variables),
    };
    written(&event, inbound.body.len())
}

/// The event of payload format 1.0, as HTTP APIs send it.
pub(super) fn v1(call: &Call<'_>) -> Bytes {
    let (route, inbound) = (call.route, &*call.inbound);
    let path = call.path_with_stage();
    let headers = inbound.parts.headers.iter();
    let headers: Vec<_> =
        headers.map(|(name, value)| (name_in_v1(name, inbound), String::from_utf8_lossy(value.as_bytes()))).collect();
    let path_parameters = path_parameters(call);
    let path_parameters: Vec<(&str, &str)> = path_parameters.iter().map(|(name, value)| (&**name, &**value)).collect();
    let (body, is_base64_encoded) = v2::event_body(&inbound.body, inbound.header(CONTENT_TYPE.as_str()));
    let authorizer = call.record.token.get().map(|token| json!({"claims": token.claims, "scopes": token.scopes}));
    let event = ProxyEvent {
        version: Some("1.0"),
        resource: route.path(),
        path: &path,
        http_method: inbound.parts.method.as_str(),
        headers: &Parameters::from(headers),
        query: &Parameters::from_query(call.query()),
        path_parameters: &path_parameters,
        stage_variables: &call.stage.stage_variables,
        request_context: RequestContext {
            resource_id: &route.key,
            resource_path: route.path(),
            operation_name: None,
            http_method: inbound.parts.method.as_str(),
            extended_request_id: &call.record.request_id,
            request_time: &call.record.received.in_common_log_format(),
            path: &path,
            account_id: &call.api.account,
            protocol: protocol(call.inbound),
            stage: &call.stage.name,
            domain_prefix: call.inbound.domain_prefix(),
            request_time_epoch: call.record.received.as_millis(),
            request_id: &call.record.request_id,
            identity: Identity {
                source_ip: &call.source_ip(),
                user_agent: Some(user_agent(call.inbound)),
                ..Identity::default()
            },
            domain_name: call.inbound.domain_name(),
            deployment_id: None,
            api_id: &call.api.id,
            authorizer: authorizer.as_ref().map(Authorizer::Jwt),
        },
        body,
        is_base64_encoded,
    };
    written(&event, inbound.body.len())
}

/// The variables of the route's path, decoded.
fn path_parameters<'c>(call: &'c Call<'_>) -> Vec<(Cow<'c, str>, Cow<'c, str>)> {
    let path = call.inbound.path();
    let decoded = |value| percent_decode_str(value).decode_utf8_lossy();
    call.route.variables.iter().map(|variable| (Cow::Borrowed(&*variable.name), decoded(variable.value(path)))).collect()
}

fn written(event: &impl serde::Serialize, body_length: usize) -> Bytes {
    let mut payload = Vec::with_capacity(2048 + body_length);
    serde_json::to_writer(&mut payload, event).expect("an event has only string keys, and a Vec takes all bytes");
    Bytes::from(payload)
}
