//! `MOCK`, `HTTP` and `AWS`: request and answer go through mappings.

use std::borrow::Cow;

use bytes::Bytes;
use emulator_api::admin::requests::{Step, TemplateUse};
use emulator_api::arn::FunctionArn;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Response, StatusCode};
use http_body_util::Full;

use crate::gateway::authorize::{MethodRequest, Permit};
use crate::gateway::backend::{invoke_function_with, send_http, suffered_by_mock};
use crate::gateway::error::{GatewayError, GatewayResponseType};
use crate::gateway::mapping::Overrides;
use crate::gateway::rest::body_path::JsonBody;
use crate::gateway::rest::custom::conversion::Conversion;
use crate::gateway::rest::exchange::Exchange;
use crate::gateway::rest::headers::accepted_media_type;
use crate::gateway::rest::{backend_error, http_proxy, mock, template, uri};
use crate::lambda::{Invocation, InvocationType};
use crate::net::client::RequestBody;
use crate::runtime::rest::integration::{
    ContentHandling, CustomBackend, CustomIntegration, HttpEndpoint, IntegrationResponse, Passthrough, RequestMapping,
};
use crate::runtime::rest::parameters::method_response_header;
use crate::runtime::rest::template::BodyTemplate;

mod conversion;
mod service;

const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// What the backend is to get.
struct MappedRequest<'m> {
    mapping: &'m RequestMapping,
    body: Bytes,
    overrides: Overrides,
}

/// What a backend gave back.
struct Outcome {
    /// What chooses the integration response: a status code, or a function's error message.
    selector: Cow<'static, str>,
    headers: HeaderMap,
    body: Bytes,
}

pub(super) async fn answer(
    exchange: &Exchange<'_>,
    permit: &Permit,
    custom: &CustomIntegration,
) -> Result<Response<Full<Bytes>>, GatewayError> {
    let request = map_request(exchange, &custom.request)?;
    let outcome = match &custom.backend {
        CustomBackend::Mock => call_mock(exchange, custom, &request.body).await,
        CustomBackend::Http(endpoint) => call_http(exchange, permit, custom, endpoint, &request).await,
        CustomBackend::Function(function) => call_function(exchange, permit, custom, function, &request).await,
        CustomBackend::Service(backend) => service::call(exchange, permit, custom, backend, &request).await,
    };
    let answered = outcome.and_then(|outcome| method_response(exchange, custom, &outcome, &request.overrides));
    // What the request template has overridden is told of a call that fails, too.
    answered.inspect_err(|_| exchange.note_overrides(&request.overrides))
}

/// Makes the body that the backend gets: by the template for its media type, or as it came where that is allowed.
fn map_request<'m>(exchange: &Exchange<'_>, mapping: &'m RequestMapping) -> Result<MappedRequest<'m>, GatewayError> {
    // A body without a type is taken for JSON (developer guide, "Integration passthrough behaviors").
    let content_type = exchange.inbound.header(CONTENT_TYPE).unwrap_or("application/json");
    let media_type = content_type.split(';').next().unwrap_or(content_type).trim();
    let template = |name: &str| mapping.templates.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
    let found = template(content_type).or_else(|| template(media_type)).or_else(|| template("$default"));
    let passes = match mapping.passthrough {
        Passthrough::WhenNoMatch => true,
        Passthrough::WhenNoTemplates => mapping.templates.is_empty(),
        Passthrough::Never => false,
    };
    let conversion = conversion_of_request(exchange, mapping.content_handling);
    if found.is_some() {
        conversion.check_for_template("request")?;
    }
    let (body, overrides) = match found {
        Some((_, BodyTemplate::Constant(made))) => {
            exchange.inbound.recorder.template(TemplateUse::Request, &exchange.inbound.body, || Ok(made));
            (made.clone(), None)
        }
        Some((_, template)) => {
            let body = conversion.apply(&exchange.inbound.body)?;
            template::render(exchange, template, TemplateUse::Request, &body, &Overrides::default())?
        }
        None if passes => (conversion.apply(&exchange.inbound.body)?, None),
        None => {
            let detail = format!("no request template is for {media_type}, and bodies do not pass through");
            return Err(GatewayError::new(GatewayResponseType::UnsupportedMediaType, detail));
        }
    };
    Ok(MappedRequest { mapping, body, overrides: overrides.unwrap_or_default() })
}

/// What the request's body goes through before it is mapped.
fn conversion_of_request(exchange: &Exchange<'_>, handling: Option<ContentHandling>) -> Conversion {
    let is_binary = exchange.stage.binary_media_types.matches(exchange.inbound.header(CONTENT_TYPE));
    Conversion::of_request(is_binary, handling)
}

/// What the answer's body goes through before it is mapped.
fn conversion_of_response(exchange: &Exchange<'_>, outcome: &Outcome, handling: Option<ContentHandling>) -> Conversion {
    let types = &exchange.stage.binary_media_types;
    let content_type = outcome.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    Conversion::of_response(types.matches(content_type), handling, types.matches(exchange.inbound.header(ACCEPT)))
}

async fn call_mock(exchange: &Exchange<'_>, custom: &CustomIntegration, body: &[u8]) -> Result<Outcome, GatewayError> {
    let suffered = suffered_by_mock(&exchange.integration, custom.timeout).await;
    let replaced = suffered.map_err(|error| backend_error::of_http(&error))?;
    let status = std::str::from_utf8(body).ok().and_then(mock::status_code).ok_or_else(|| {
        let detail = "the mock's request has no statusCode that is a number; a request template must make it";
        GatewayError::new(GatewayResponseType::Default5xx, detail)
    })?;
    let status = replaced.map_or(status, |status| status.as_u16().into());
    let selector = if status == 200 { Cow::Borrowed("200") } else { Cow::Owned(status.to_string()) };
    exchange.inbound.recorder.step(Step::IntegrationResponse);
    Ok(Outcome { selector, headers: HeaderMap::new(), body: Bytes::new() })
}

async fn call_http(
    exchange: &Exchange<'_>,
    permit: &Permit,
    custom: &CustomIntegration,
    endpoint: &HttpEndpoint,
    request: &MappedRequest<'_>,
) -> Result<Outcome, GatewayError> {
    let method = http_proxy::method(exchange, endpoint);
    let mut headers = HeaderMap::new();
    if let Some(content_type) = content_type_of_request(exchange) {
        headers.insert(CONTENT_TYPE, content_type);
    }
    exchange.map_headers(&request.mapping.parameters, &request.overrides, &mut headers)?;
    http_proxy::complete(exchange, &mut headers);
    let body = body_of(&method, request);
    let mut outgoing = Request::new(RequestBody::from(body.clone()));
    *outgoing.method_mut() = method;
    *outgoing.uri_mut() = uri::build(exchange, &endpoint.uri, &request.mapping.parameters, &request.overrides, "")?;
    *outgoing.headers_mut() = headers;
    exchange.log_request(outgoing.uri(), outgoing.headers(), &body);
    let sent =
        send_http(exchange.gateway, permit, outgoing, endpoint.connection.as_deref(), custom.timeout, &exchange.integration)
            .await;
    let answer = sent.map_err(|error| backend_error::of_http(&error))?;
    exchange.log_response(answer.headers(), answer.body());
    let (parts, body) = answer.into_parts();
    Ok(Outcome { selector: parts.status.as_str().to_owned().into(), headers: parts.headers, body })
}

/// The body of a request with this method: these have none.
fn body_of(method: &Method, request: &MappedRequest<'_>) -> Bytes {
    match *method {
        Method::GET | Method::HEAD | Method::OPTIONS => Bytes::new(),
        _ => request.body.clone(),
    }
}

/// The caller's content type goes on with methods that have a body (recorded: test_http_integration_with_lambda and
/// test_apigateway_header_remapping_http).
fn content_type_of_request(exchange: &Exchange<'_>) -> Option<HeaderValue> {
    let parts = &exchange.inbound.parts;
    match parts.method {
        Method::GET | Method::HEAD | Method::OPTIONS => None,
        _ => Some(parts.headers.get(CONTENT_TYPE).cloned().unwrap_or(JSON)),
    }
}

async fn call_function(
    exchange: &Exchange<'_>,
    permit: &Permit,
    custom: &CustomIntegration,
    function: &FunctionArn,
    request: &MappedRequest<'_>,
) -> Result<Outcome, GatewayError> {
    let mut headers = HeaderMap::new();
    exchange.map_headers(&request.mapping.parameters, &request.overrides, &mut headers)?;
    // Developer guide, "Set up asynchronous invocation of the backend Lambda function".
    let kind = match headers.get("x-amz-invocation-type").map(HeaderValue::as_bytes) {
        Some(b"Event") => InvocationType::Event,
        Some(b"DryRun") => InvocationType::DryRun,
        _ => InvocationType::RequestResponse,
    };
    // Recorded: test_apigateway_header_remapping_aws: without a body the function gets an empty object.
    let payload = if request.body.is_empty() { Bytes::from_static(b"{}") } else { request.body.clone() };
    let mut invocation = Invocation::new(payload, kind);
    invocation.trace_id = Some(exchange.trace().to_owned());
    exchange.log_invocation(function, &request.body);
    let (gateway, call, source) = (exchange.gateway, &exchange.integration, || exchange.method_arn());
    let outcome = invoke_function_with(gateway, permit, function, invocation, custom.timeout, call, &source)
        .await
        .map_err(|error| backend_error::of_function(&error))?;
    exchange.log_outcome(&outcome);
    // What a selection pattern is for: the `errorMessage` of a result that has one (recorded: test_lambda_selection_patterns,
    // where a pattern for the status code matches nothing).
    let selector = outcome.error_message().unwrap_or_default().into();
    Ok(Outcome { selector, headers: json_headers(), body: outcome.payload })
}

fn json_headers() -> HeaderMap {
    HeaderMap::from_iter([(CONTENT_TYPE, JSON)])
}

/// The answer: the status of the response that the outcome selects, the headers that this one maps, and its body. `before` is what
/// the request template has overridden.
fn method_response(
    exchange: &Exchange<'_>,
    custom: &CustomIntegration,
    outcome: &Outcome,
    before: &Overrides,
) -> Result<Response<Full<Bytes>>, GatewayError> {
    let response = custom.response_for(&outcome.selector).ok_or_else(|| {
        let detail = format!("no integration response is for {:?}, and none is the default", outcome.selector);
        GatewayError::new(GatewayResponseType::ApiConfigurationError, detail)
    })?;
    let (found, conversion) =
        (template_for(exchange, response), conversion_of_response(exchange, outcome, response.content_handling));
    if found.is_some() {
        conversion.check_for_template("response")?;
    }
    let (content_type, body, overrides) = match found {
        Some((media_type, BodyTemplate::Constant(made))) => {
            exchange.inbound.recorder.template(TemplateUse::Response, &outcome.body, || Ok(made));
            (media_type.clone(), made.clone(), None)
        }
        Some((media_type, template)) => {
            let body = conversion.apply(&outcome.body)?;
            let (body, overrides) = template::render(exchange, template, TemplateUse::Response, &body, before)?;
            (media_type.clone(), body, overrides)
        }
        None => (JSON, conversion.apply(&outcome.body)?, None),
    };
    // What the request template has set for the answer holds until the response template changes it (recorded:
    // test_integration_mock_with_response_override_in_request_template).
    let overrides = overrides.as_ref().unwrap_or(before);
    exchange.note_overrides(overrides);
    let mut answer = Response::new(Full::new(body));
    *answer.status_mut() = sendable(overrides.response_status.and_then(overriding_status).unwrap_or(response.status));
    let headers = answer.headers_mut();
    headers.reserve(response.headers.len() + 4);
    headers.insert(CONTENT_TYPE, content_type);
    let body_of_backend = JsonBody::new(&outcome.body);
    for (name, source) in &response.headers {
        if let Some(value) = exchange.response_value(source, &outcome.headers, &body_of_backend)
            && let Ok(value) = HeaderValue::from_str(&value)
        {
            headers.insert(name, value);
        }
    }
    for (name, value) in &overrides.response_headers {
        if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::from_str(value))
            && let Some(name) = method_response_header(name)
        {
            headers.insert(name, value);
        }
    }
    Ok(answer)
}

/// The status that a template set; one outside 100 to 599 is as if it had not.
fn overriding_status(status: u16) -> Option<StatusCode> {
    StatusCode::from_u16(status).ok().filter(|status| status.as_u16() < 600)
}

/// A status below 200 is not that of an answer; no server can send it.
fn sendable(status: StatusCode) -> StatusCode {
    if status.is_informational() { StatusCode::INTERNAL_SERVER_ERROR } else { status }
}

/// The template for what the caller accepts first, else the one for JSON, else the first (developer guide, "Request and
/// response data mappings").
fn template_for<'r>(exchange: &Exchange<'_>, response: &'r IntegrationResponse) -> Option<&'r (HeaderValue, BodyTemplate)> {
    let templates = &response.templates;
    if templates.len() > 1
        && let Some(accepted) = accepted_media_type(exchange.inbound)
        && let Some(found) = templates.iter().find(|(media_type, _)| *media_type == *accepted)
    {
        return Some(found);
    }
    templates.first()
}
