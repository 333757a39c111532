//! The events that functions get.

use std::borrow::Cow;

use ::http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderValue, USER_AGENT};
use bytes::Bytes;
use emulator_api::event::v1::{Identity, Parameters, ProxyEvent, RequestContext};
use emulator_api::event::v2::{
    self, Authentication, Cookies, DescribedRequest, HttpApiEvent, HttpDescription, JoinedHeaders, JoinedQuery, Pairs,
};
use percent_encoding::percent_decode_str;

use crate::gateway::authorize::Caller;
use crate::gateway::http::Call;
use crate::gateway::http::headers::{name_in_v1, remove_hop_by_hop};
use crate::gateway::http::trace;
use crate::gateway::inbound::Inbound;
use crate::gateway::outgoing::{FORWARDED_FOR, FORWARDED_PORT, FORWARDED_PROTO, TRACE_ID};
use crate::runtime::http::HttpStage;

impl Call<'_> {
    fn port(&self) -> u16 {
        self.inbound.host.rsplit_once(':').and_then(|(_, port)| port.parse().ok()).unwrap_or(80)
    }

    /// The path from its stage on, as the integration sees it.
    pub(super) fn path_with_stage(&self) -> Cow<'_, str> {
        self.path.as_deref().map_or_else(|| path_with_stage(self.stage, self.inbound), Cow::Borrowed)
    }

    /// The path as events of payload format 1.0 have it: at a custom domain name with its base path, which format 2.0 does not
    /// have (as users saw it: logandk/serverless-wsgi issue 191, aws-powertools/powertools-lambda-python issue 576).
    pub(super) fn path_in_v1(&self) -> Cow<'_, str> {
        match &self.path {
            None if !self.inbound.is_at_default_endpoint() => Cow::Borrowed(self.inbound.parts.uri.path()),
            Some(_) | None => self.path_with_stage(),
        }
    }
}

/// The path from its stage on, percent-encoded as sent; `$default` has no segment of its own.
pub(super) fn path_with_stage<'i>(stage: &HttpStage, inbound: &'i Inbound) -> Cow<'i, str> {
    let below = inbound.parts.uri.path().get(inbound.address_length..).unwrap_or("");
    if &*stage.name == "$default" { Cow::Borrowed(inbound.path()) } else { Cow::Owned(format!("/{}{below}", stage.name)) }
}

/// Who says that they call.
pub(super) fn user_agent(inbound: &Inbound) -> &str {
    inbound.header(&USER_AGENT).unwrap_or("")
}

/// Makes the request's headers those that a function sees.
pub(super) fn add_headers(call: &mut Call<'_>) {
    let own = OwnHeaders::of(call);
    own.add_to(&mut call.inbound.parts.headers);
}

/// The request's headers as a function sees them.
pub(super) fn headers_for_authorizer(call: &Call<'_>) -> HeaderMap {
    let mut headers = call.inbound.parts.headers.clone();
    OwnHeaders::of(call).add_to(&mut headers);
    headers
}

/// How many headers API Gateway adds at most.
const OWN_HEADERS: usize = 5;

/// What API Gateway adds to a request's headers.
struct OwnHeaders {
    trace: HeaderValue,
    forwarded_for: Option<HeaderValue>,
    port: u16,
    scheme: &'static str,
    length: usize,
}

impl OwnHeaders {
    fn of(call: &Call<'_>) -> Self {
        let caller = call.source_ip();
        let forwarded_for = match call.inbound.header(&FORWARDED_FOR) {
            Some(before) => HeaderValue::try_from(format!("{before}, {caller}")),
            None => HeaderValue::from_str(caller),
        };
        Self {
            trace: trace::header(call),
            forwarded_for: forwarded_for.ok(),
            port: call.port(),
            scheme: call.scheme(),
            length: call.inbound.body.len(),
        }
    }

    fn add_to(self, headers: &mut HeaderMap) {
        remove_hop_by_hop(headers);
        headers.reserve(OWN_HEADERS);
        headers.insert(TRACE_ID, self.trace);
        if let Some(forwarded_for) = self.forwarded_for {
            headers.insert(FORWARDED_FOR, forwarded_for);
        }
        headers.insert(FORWARDED_PORT, HeaderValue::from(self.port));
        headers.insert(FORWARDED_PROTO, HeaderValue::from_static(self.scheme));
        headers.entry(CONTENT_LENGTH).or_insert_with(|| HeaderValue::from(self.length));
    }
}

/// The event of payload format 2.0.
pub(super) fn v2(call: &Call<'_>) -> Bytes {
    let inbound = &*call.inbound;
    let path = call.path_with_stage();
    let description = DescriptionV2::of(call, &path);
    let (body, is_base64_encoded) = v2::event_body(&inbound.body, inbound.header(&CONTENT_TYPE));
    let event = HttpApiEvent {
        version: HttpApiEvent::VERSION,
        request: description.request(call, &inbound.parts.headers),
        body,
        is_base64_encoded,
        stage_variables: Pairs(&call.stage.stage_variables),
    };
    written(&event, inbound.body.len())
}

/// What the events of integrations and of authorizers both have in format 2.0, as far as it has to be made.
pub(super) struct DescriptionV2<'d> {
    raw_path: Cow<'d, str>,
    query: Parameters<'d>,
    path_parameters: Vec<(Cow<'d, str>, Cow<'d, str>)>,
    source_ip: &'d str,
    received: String,
}

impl<'d> DescriptionV2<'d> {
    pub(super) fn of(call: &'d Call<'_>, path_with_stage: &'d str) -> Self {
        Self {
            raw_path: percent_decode_str(path_with_stage).decode_utf8_lossy(),
            query: Parameters::from_query(call.query()),
            path_parameters: path_parameters(call),
            source_ip: call.source_ip(),
            received: call.record.received.in_common_log_format(),
        }
    }

    pub(super) fn request<'e>(&'e self, call: &'e Call<'_>, headers: &'e HeaderMap) -> DescribedRequest<'e> {
        DescribedRequest {
            route_key: &call.route.key,
            raw_path: &self.raw_path,
            raw_query_string: call.query(),
            cookies: Cookies(headers),
            headers: JoinedHeaders(headers),
            query_string_parameters: JoinedQuery(&self.query),
            request_context: self.request_context(call),
            path_parameters: Pairs(&self.path_parameters),
        }
    }

    fn request_context<'e>(&'e self, call: &'e Call<'_>) -> v2::RequestContext<'e> {
        v2::RequestContext {
            account_id: &call.api.account,
            api_id: &call.api.id,
            authentication: call.inbound.client_certificate().map(|client_cert| Authentication { client_cert }),
            authorizer: call.record.caller.get().and_then(Caller::authorizer_v2),
            domain_name: call.inbound.domain_name(),
            domain_prefix: call.inbound.domain_prefix(),
            http: HttpDescription {
                method: call.inbound.parts.method.as_str(),
                path: &self.raw_path,
                protocol: call.inbound.protocol(),
                source_ip: self.source_ip,
                user_agent: user_agent(call.inbound),
            },
            request_id: &call.record.request_id,
            route_key: &call.route.key,
            stage: &call.stage.name,
            time: &self.received,
            time_epoch: call.record.received.as_millis(),
        }
    }
}

/// The event of payload format 1.0, as HTTP APIs send it.
pub(super) fn v1(call: &Call<'_>) -> Bytes {
    let (route, inbound) = (call.route, &*call.inbound);
    let path = call.path_in_v1();
    let headers = headers_v1(&inbound.parts.headers, inbound);
    let path_parameters = path_parameters(call);
    let path_parameters: Vec<(&str, &str)> = path_parameters.iter().map(|(name, value)| (&**name, &**value)).collect();
    let (body, is_base64_encoded) = v2::event_body(&inbound.body, inbound.header(&CONTENT_TYPE));
    let (source_ip, received) = (call.source_ip(), call.record.received.in_common_log_format());
    let event = ProxyEvent {
        version: Some("1.0"),
        resource: route.path(),
        path: &path,
        http_method: inbound.parts.method.as_str(),
        headers: &headers,
        query: &Parameters::from_query(call.query()),
        path_parameters: &path_parameters,
        stage_variables: &call.stage.stage_variables,
        request_context: request_context_v1(call, &path, source_ip, &received),
        body,
        is_base64_encoded,
    };
    written(&event, inbound.body.len())
}

/// `requestContext` of format 1.0, also for authorizers.
pub(super) fn request_context_v1<'e>(
    call: &'e Call<'_>,
    path: &'e str,
    source_ip: &'e str,
    received: &'e str,
) -> RequestContext<'e> {
    let (route, inbound) = (call.route, &*call.inbound);
    let caller = call.record.caller.get();
    let signed = |name: &str| caller?.signer()?.identity_value(name);
    RequestContext {
        resource_id: &route.key,
        resource_path: route.path(),
        operation_name: None,
        http_method: inbound.parts.method.as_str(),
        extended_request_id: &call.record.request_id,
        request_time: received,
        path,
        account_id: &call.api.account,
        protocol: inbound.protocol(),
        stage: &call.stage.name,
        domain_prefix: inbound.domain_prefix(),
        request_time_epoch: call.record.received.as_millis(),
        request_id: &call.record.request_id,
        identity: Identity {
            account_id: signed("accountId"),
            caller: signed("caller"),
            source_ip,
            access_key: signed("accessKey"),
            user_arn: signed("userArn"),
            user_agent: Some(user_agent(inbound)),
            user: signed("user"),
            client_cert: inbound.client_certificate(),
            ..Identity::default()
        },
        domain_name: inbound.domain_name(),
        deployment_id: None,
        api_id: &call.api.id,
        authorizer: caller.and_then(Caller::authorizer),
    }
}

/// Headers by the names that format 1.0 gives them.
pub(super) fn headers_v1<'e>(headers: &'e HeaderMap, inbound: &'e Inbound) -> Parameters<'e> {
    let named = headers.iter().map(|(name, value)| (name_in_v1(name, inbound), String::from_utf8_lossy(value.as_bytes())));
    Parameters::from(named.collect::<Vec<_>>())
}

/// The variables of the route's path, decoded.
pub(super) fn path_parameters<'c>(call: &'c Call<'_>) -> Vec<(Cow<'c, str>, Cow<'c, str>)> {
    let path = call.inbound.path();
    let decoded = |value| percent_decode_str(value).decode_utf8_lossy();
    call.route.variables.iter().map(|variable| (Cow::Borrowed(&*variable.name), decoded(variable.value(path)))).collect()
}

pub(super) fn written(event: &impl serde::Serialize, body_length: usize) -> Bytes {
    let mut payload = Vec::with_capacity(2048 + body_length);
    serde_json::to_writer(&mut payload, event).expect("an event has only string keys, and a Vec takes all bytes");
    Bytes::from(payload)
}
