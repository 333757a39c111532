//! `AWS` with a service other than Lambda.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue, Request};

use super::{MappedRequest, Outcome, body_of, content_type_of_request};
use crate::gateway::authorize::{MethodRequest, Permit};
use crate::gateway::backend::send_service;
use crate::gateway::error::GatewayError;
use crate::gateway::rest::exchange::Exchange;
use crate::gateway::rest::{backend_error, http_proxy, uri};
use crate::runtime::rest::integration::{CustomIntegration, ServiceBackend};
use crate::runtime::service::ServiceProtocol;

const SOURCE_ARN: HeaderName = HeaderName::from_static("x-amz-source-arn");

pub(super) async fn call(
    exchange: &Exchange<'_>,
    permit: &Permit,
    custom: &CustomIntegration,
    backend: &ServiceBackend,
    request: &MappedRequest<'_>,
) -> Result<Outcome, GatewayError> {
    let outgoing = outgoing(exchange, backend, request)?;
    if exchange.execution_log.is_some() {
        let service = &backend.call.service;
        let uri = format!("https://{}.{}.amazonaws.com{}", service.service, service.region, outgoing.uri());
        exchange.log_request(&uri, outgoing.headers(), outgoing.body());
    }
    let sent = send_service(exchange.gateway, permit, &backend.call, outgoing, custom.timeout, &exchange.integration).await;
    let answer = sent.map_err(|error| backend_error::of_http(&error))?;
    exchange.log_response(answer.headers(), answer.body());
    let (parts, body) = answer.into_parts();
    Ok(Outcome { selector: parts.status.as_str().to_owned().into(), headers: parts.headers, body })
}

/// The request without its signature. Its headers were seen in execution logs of integrations with services.
fn outgoing(
    exchange: &Exchange<'_>,
    backend: &ServiceBackend,
    request: &MappedRequest<'_>,
) -> Result<Request<Bytes>, GatewayError> {
    let parameters = &request.mapping.parameters;
    let method = http_proxy::method(exchange, &backend.endpoint);
    let mut headers = HeaderMap::new();
    // An action has the content type of its protocol.
    if backend.call.protocol == ServiceProtocol::Mapped
        && let Some(content_type) = content_type_of_request(exchange)
    {
        headers.insert(CONTENT_TYPE, content_type);
    }
    exchange.map_headers(parameters, &request.overrides, &mut headers)?;
    http_proxy::complete(exchange, &mut headers);
    if let Ok(source) = HeaderValue::try_from(exchange.method_arn()) {
        headers.insert(SOURCE_ARN, source);
    }
    let mut outgoing = Request::new(body_of(&method, request));
    *outgoing.method_mut() = method;
    *outgoing.uri_mut() = uri::build(exchange, &backend.endpoint.uri, parameters, &request.overrides, "")?;
    *outgoing.headers_mut() = headers;
    Ok(outgoing)
}
