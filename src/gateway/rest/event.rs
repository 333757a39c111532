//! The events that functions get: as a method's backend, and as its authorizer.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use emulator_api::event::authorizer::{RequestEvent, RequestParameters};
use emulator_api::event::v1::{Identity, Parameters, ProxyEvent, RequestContext};
use http::header::{CONTENT_TYPE, HOST};
use serde::Serialize;

use crate::gateway::authorize::Caller;
use crate::gateway::outgoing::TRACE_ID;
use crate::gateway::rest::exchange::Exchange;
use crate::gateway::rest::headers::{self, DisplayNames};

/// What both events have, as far as it has to be made.
struct Description<'x> {
    caller: String,
    headers: Parameters<'x>,
    path_with_stage: String,
    request_time: String,
    user_agent: Option<Cow<'x, str>>,
}

/// The event that a Lambda proxy integration gets.
pub(super) fn proxy(exchange: &Exchange<'_>) -> Bytes {
    let description = Description::of(exchange);
    let (body, is_base64_encoded) = body(exchange);
    let event = ProxyEvent {
        version: None,
        resource: exchange.resource().map_or("", |resource| &resource.path),
        path: exchange.path(),
        http_method: exchange.inbound.parts.method.as_str(),
        headers: &description.headers,
        query: exchange.query(),
        path_parameters: exchange.path_parameters(),
        stage_variables: &exchange.stage.stage_variables,
        request_context: description.request_context(exchange),
        body,
        is_base64_encoded,
    };
    written(&event, exchange.inbound.body.len())
}

/// The event that a `REQUEST` authorizer gets.
pub(super) fn request_authorizer(exchange: &Exchange<'_>, method_arn: &str) -> Bytes {
    let description = Description::of(exchange);
    let event = RequestEvent {
        method_arn,
        resource: exchange.resource().map_or("", |resource| &resource.path),
        path: exchange.path(),
        http_method: exchange.inbound.parts.method.as_str(),
        parameters: RequestParameters::new(&description.headers, exchange.query()),
        path_parameters: exchange.path_parameters(),
        stage_variables: &exchange.stage.stage_variables,
        request_context: description.request_context(exchange),
    };
    written(&event, 0)
}

impl<'x> Description<'x> {
    fn of(exchange: &'x Exchange<'_>) -> Self {
        let inbound = exchange.inbound;
        let caller = inbound.peer.ip().to_string();
        Self {
            headers: event_headers(exchange, headers::forwarded_for(exchange, &caller)),
            path_with_stage: exchange.path_with_stage(),
            request_time: exchange.received.in_common_log_format(),
            user_agent: inbound.parts.headers.get(http::header::USER_AGENT).map(headers::text),
            caller,
        }
    }

    fn request_context<'e>(&'e self, exchange: &'e Exchange<'_>) -> RequestContext<'e> {
        let resource = exchange.resource();
        RequestContext {
            resource_id: resource.map_or("", |resource| &resource.id),
            authorizer: exchange.caller().and_then(Caller::authorizer),
            resource_path: resource.map_or("", |resource| &resource.path),
            operation_name: exchange.method().and_then(|method| method.operation_name.as_deref()),
            http_method: exchange.inbound.parts.method.as_str(),
            extended_request_id: exchange.ids.extended(),
            request_time: &self.request_time,
            path: &self.path_with_stage,
            account_id: &exchange.api.account,
            protocol: exchange.inbound.protocol(),
            stage: &exchange.stage.name,
            domain_prefix: exchange.inbound.domain_prefix(),
            request_time_epoch: exchange.received.as_millis(),
            request_id: exchange.ids.request(),
            identity: self.identity(exchange),
            domain_name: exchange.inbound.domain_name(),
            deployment_id: Some(&exchange.stage.deployment_id),
            api_id: &exchange.api.id,
        }
    }
}

impl Description<'_> {
    fn identity<'e>(&'e self, exchange: &'e Exchange<'_>) -> Identity<'e> {
        let signed = |name: &str| exchange.caller()?.signer()?.identity_value(name);
        Identity {
            account_id: signed("accountId"),
            caller: signed("caller"),
            api_key: exchange.api_key_value(),
            api_key_id: exchange.api_key_id(),
            source_ip: &self.caller,
            access_key: signed("accessKey"),
            user_arn: signed("userArn"),
            user_agent: self.user_agent.as_deref(),
            user: signed("user"),
            vpce_id: if exchange.stage.private { exchange.inbound.vpc_endpoint() } else { None },
            client_cert: exchange.inbound.client_certificate(),
            ..Identity::default()
        }
    }
}

fn written(event: &impl Serialize, body_length: usize) -> Bytes {
    let mut bytes = Vec::with_capacity(2048 + body_length);
    // Texts and numbers always become JSON, and a vector always has room.
    if let Err(error) = serde_json::to_writer(&mut bytes, event) {
        tracing::error!(%error, "an event could not be written");
    }
    bytes.into()
}

/// The request's headers with AWS's own, by the names that functions know.
fn event_headers<'e>(exchange: &'e Exchange<'_>, forwarded_for: String) -> Parameters<'e> {
    let names = DisplayNames::of(exchange.inbound);
    let sent = &exchange.inbound.parts.headers;
    let mut pairs: Vec<(Cow<'e, str>, Cow<'e, str>)> = Vec::with_capacity(sent.len() + 4);
    for (name, value) in sent {
        let is_ours = matches!(name.as_str(), "x-amzn-trace-id" | "x-forwarded-for" | "x-forwarded-port" | "x-forwarded-proto");
        if !is_ours && !headers::stops_at_the_door(name, value) {
            pairs.push((Cow::Borrowed(names.display(name.as_str())), headers::text(value)));
        }
    }
    if !sent.contains_key(HOST) {
        // HTTP/2 has the host elsewhere.
        pairs.push((Cow::Borrowed("Host"), Cow::Borrowed(&*exchange.inbound.host)));
    }
    pairs.push((Cow::Borrowed("X-Amzn-Trace-Id"), trace(exchange)));
    pairs.push((Cow::Borrowed("X-Forwarded-For"), Cow::Owned(forwarded_for)));
    pairs.push((Cow::Borrowed("X-Forwarded-Port"), Cow::Borrowed(exchange.port())));
    pairs.push((Cow::Borrowed("X-Forwarded-Proto"), Cow::Borrowed("http")));
    Parameters::from(pairs)
}

/// The event's trace header: the caller's, or the root of a new one.
fn trace<'e>(exchange: &'e Exchange<'_>) -> Cow<'e, str> {
    match exchange.inbound.header(TRACE_ID) {
        Some(sent) => Cow::Borrowed(sent),
        None => Cow::Borrowed(exchange.trace().split(';').next().unwrap_or_default()),
    }
}

/// The body as text, or as Base64 where the API calls its media type binary (developer guide, "Content type conversions
/// in API Gateway").
fn body<'e>(exchange: &'e Exchange<'_>) -> (Option<Cow<'e, str>>, bool) {
    let body = &exchange.inbound.body;
    if body.is_empty() {
        return (None, false);
    }
    if exchange.stage.binary_media_types.matches(exchange.inbound.header(CONTENT_TYPE)) {
        return (Some(Cow::Owned(STANDARD.encode(body))), true);
    }
    (Some(String::from_utf8_lossy(body)), false)
}
