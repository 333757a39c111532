//! HTTP backends and AWS services: a call as an HTTP request, whose body is the message or what a template made of it.
//!
//! Which headers AWS adds is written down for REST APIs only; the same are added here. At `$connect` a proxy integration
//! passes the upgrade request's own headers on, also the `Sec-WebSocket-…` ones, over which some web servers stumble as they
//! do on AWS.

use std::borrow::Cow;
use std::time::Duration;

use bytes::Bytes;
use emulator_api::event::v1::Parameters;
use http::header::{
    CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, HOST, PROXY_AUTHENTICATE, PROXY_AUTHORIZATION, TE, TRAILER, TRANSFER_ENCODING,
    UPGRADE,
};
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response, Uri};
use percent_encoding::utf8_percent_encode;

use super::{IntegrationError, MappedRequest};
use crate::gateway::Gateway;
use crate::gateway::authorize::Permit;
use crate::gateway::backend;
use crate::gateway::outgoing::{TRACE_ID, introduce};
use crate::gateway::websocket::call::Call;
use crate::net::client::{RESERVED, RequestBody};
use crate::runtime::rest::uri::{BackendUri, UriPiece};
use crate::runtime::service::ServiceProtocol;
use crate::runtime::websocket::integration::{HttpTarget, RequestParameters, ServiceBackend, Source};

const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// Headers of the client's hop, which no backend sees.
const HOP: [HeaderName; 9] =
    [CONNECTION, CONTENT_LENGTH, HOST, PROXY_AUTHENTICATE, PROXY_AUTHORIZATION, TE, TRAILER, TRANSFER_ENCODING, UPGRADE];

/// What the request is made of.
pub(super) enum Form<'f> {
    /// The call as it is: the message, and at `$connect` the client's headers and query.
    Proxy(Cow<'f, [u8]>),
    /// What a template rendered, with what it assigned.
    Mapped(&'f MappedRequest),
}

/// Sends the call to the backend.
pub(super) async fn send(
    gateway: &Gateway,
    permit: &Permit,
    target: &HttpTarget,
    timeout: Duration,
    call: &Call<'_>,
    form: &Form<'_>,
) -> Result<Response<Bytes>, IntegrationError> {
    let request = with_type(request(target, call, form)?);
    call.trace_request(request.uri(), request.headers(), request.body());
    let connection = target.connection.as_deref();
    let answer =
        backend::send_http(gateway, permit, request.map(RequestBody::from), connection, timeout, &call.integration).await;
    let answer = answer.map_err(IntegrationError::Backend)?;
    call.trace_response(answer.headers(), answer.body());
    Ok(answer)
}

/// Sends what a template rendered to an AWS service. An action has the content type of its protocol.
pub(super) async fn send_to_service(
    gateway: &Gateway,
    permit: &Permit,
    backend: &ServiceBackend,
    timeout: Duration,
    call: &Call<'_>,
    mapped: &MappedRequest,
) -> Result<Response<Bytes>, IntegrationError> {
    let request = request(&backend.target, call, &Form::Mapped(mapped))?;
    let request = if backend.call.protocol == ServiceProtocol::Mapped { with_type(request) } else { request };
    call.trace_request(request.uri(), request.headers(), request.body());
    let answer = backend::send_service(gateway, permit, &backend.call, request, timeout, &call.integration).await;
    let answer = answer.map_err(IntegrationError::Backend)?;
    call.trace_response(answer.headers(), answer.body());
    Ok(answer)
}

fn request(target: &HttpTarget, call: &Call<'_>, form: &Form<'_>) -> Result<Request<Bytes>, IntegrationError> {
    let mapping = Mapping::new(call);
    let body = match form {
        Form::Proxy(message) => Bytes::copy_from_slice(message),
        Form::Mapped(mapped) => mapped.body.clone(),
    };
    let mut request = Request::new(body);
    *request.method_mut() = target.method.clone();
    *request.uri_mut() = uri(target, &mapping, form)?;
    *request.headers_mut() = headers(target, &mapping, form)?;
    Ok(request)
}

/// A body whose type nobody says is JSON.
fn with_type(mut request: Request<Bytes>) -> Request<Bytes> {
    if !request.body().is_empty() {
        request.headers_mut().entry(CONTENT_TYPE).or_insert(JSON);
    }
    request
}

/// The backend's URI, with the client's query if it is passed on, what is mapped, and what a template assigned.
fn uri(target: &HttpTarget, mapping: &Mapping<'_>, form: &Form<'_>) -> Result<Uri, IntegrationError> {
    let (sent, overrides) = match form {
        Form::Proxy(_) => (mapping.call.upgrade_request().map_or("", |inbound| inbound.query()), None),
        Form::Mapped(mapped) => ("", mapped.overrides.as_deref()),
    };
    let (assigned, assigned_path) =
        overrides.map_or_else(Default::default, |overrides| (&*overrides.request_query, &*overrides.request_path));
    let mapped = target.parameters.query.iter().filter_map(|(name, source)| Some((&**name, mapping.value(source)?)));
    let mapped = mapped.filter(|(name, _)| assigned.iter().all(|(other, _)| other != name));
    let assigned = assigned.iter().map(|(name, value)| (name.as_str(), Cow::Borrowed(value.as_str())));
    let pairs = mapped.chain(assigned);
    let pairs =
        pairs.map(|(name, value)| format!("{}={}", utf8_percent_encode(name, RESERVED), utf8_percent_encode(&value, RESERVED)));
    let added: Vec<String> = std::iter::once(sent.to_owned()).filter(|sent| !sent.is_empty()).chain(pairs).collect();
    let mut uri = match &target.uri {
        BackendUri::Fixed(uri) if added.is_empty() => return Ok(uri.clone()),
        BackendUri::Fixed(uri) => uri.to_string(),
        BackendUri::Pieces(pieces) => fill(pieces, &target.parameters, mapping, assigned_path),
    };
    if !added.is_empty() {
        uri.push(if uri.contains('?') { '&' } else { '?' });
        uri.push_str(&added.join("&"));
    }
    uri.parse().map_err(|error| IntegrationError::Request(format!("{uri} is not a URI: {error}")))
}

/// A URI whose places are filled with what a template assigned, or else with what is mapped.
fn fill(pieces: &[UriPiece], parameters: &RequestParameters, mapping: &Mapping<'_>, assigned: &[(String, String)]) -> String {
    let value = |name: &str| {
        let assigned = assigned.iter().find(|(known, _)| known == name).map(|(_, value)| Cow::Borrowed(value.as_str()));
        assigned.or_else(|| mapping.value(&parameters.path.iter().find(|(known, _)| **known == *name)?.1))
    };
    let mut uri = String::with_capacity(128);
    for piece in pieces {
        match piece {
            UriPiece::Text(text) => uri.push_str(text),
            UriPiece::Parameter(name) => uri.extend(utf8_percent_encode(&value(name).unwrap_or_default(), RESERVED)),
        }
    }
    uri
}

fn headers(target: &HttpTarget, mapping: &Mapping<'_>, form: &Form<'_>) -> Result<HeaderMap, IntegrationError> {
    let call = mapping.call;
    let (sent, assigned) = match form {
        Form::Proxy(_) => (call.upgrade_request().map(|inbound| inbound.parts.headers.clone()), [].as_slice()),
        Form::Mapped(mapped) => (None, mapped.overrides.as_deref().map_or([].as_slice(), |overrides| &overrides.request_headers)),
    };
    let mut headers = sent.unwrap_or_default();
    for name in HOP {
        headers.remove(name);
    }
    let unusable =
        |name: &str, value: &str| IntegrationError::Request(format!("the header {name} cannot be sent with the value {value:?}"));
    for (name, source) in &target.parameters.headers {
        let Some(value) = mapping.value(source) else { continue };
        headers.insert(name, HeaderValue::from_str(&value).map_err(|_| unusable(name.as_str(), &value))?);
    }
    for (name, value) in assigned {
        let (Ok(header), Ok(valid)) = (HeaderName::try_from(name), HeaderValue::from_str(value)) else {
            return Err(unusable(name, value));
        };
        headers.insert(header, valid);
    }
    introduce(&mut headers, &call.connection.api);
    if let Ok(trace) = HeaderValue::from_str(call.trace_header()) {
        headers.entry(TRACE_ID).or_insert(trace);
    }
    Ok(headers)
}

/// What mapped parameters read of a call.
struct Mapping<'m> {
    call: &'m Call<'m>,
    query: Parameters<'m>,
}

impl<'m> Mapping<'m> {
    fn new(call: &'m Call<'m>) -> Self {
        let query = Parameters::from_query(call.upgrade_request().map_or("", |inbound| inbound.query()));
        Self { call, query }
    }

    /// A parameter's value; none when the call has no such thing, and the parameter is left out.
    fn value<'v>(&'v self, source: &'v Source) -> Option<Cow<'v, str>> {
        match source {
            Source::Static(text) => Some(Cow::Borrowed(text)),
            Source::Query(name) => self.query.get(name).map(Cow::Borrowed),
            Source::MultiValueQuery(name) => joined(&self.query.all(name).collect::<Vec<_>>()),
            Source::Header(name) => self.header_values(name).last().map(|value| Cow::Borrowed(*value)),
            Source::MultiValueHeader(name) => joined(&self.header_values(name)),
            Source::Body(path) => path.text(self.call.json()?),
            Source::Context(path) => self.call.variable(path),
        }
    }

    fn header_values(&self, name: &HeaderName) -> Vec<&str> {
        let headers = self.call.upgrade_request().map(|inbound| &inbound.parts.headers);
        headers.into_iter().flat_map(|headers| headers.get_all(name)).filter_map(|value| value.to_str().ok()).collect()
    }
}

fn joined<'v>(values: &[&str]) -> Option<Cow<'v, str>> {
    (!values.is_empty()).then(|| Cow::Owned(values.join(",")))
}
