//! The one place where a failure becomes an answer.

use std::borrow::Cow;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderName, HeaderValue, Response};
use http_body_util::Full;

use crate::gateway::error::{GatewayError, GatewayResponseType};
use crate::gateway::rest::exchange::Exchange;
use crate::gateway::rest::headers::accepted_media_type;
use crate::runtime::rest::GatewayResponse;
use crate::runtime::rest::gateway_response::{MessagePiece, MessageTemplate};
use crate::runtime::rest::parameters::RequestSource;

const ERROR_TYPE: HeaderName = HeaderName::from_static("x-amzn-errortype");
const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// The answer to a failure, as the API wants it told or else as AWS tells it.
pub(super) fn render(exchange: &Exchange<'_>, error: &GatewayError) -> Response<Full<Bytes>> {
    let mut answer = plain(error);
    // Its customization is not supported (developer guide, "Amazon API Gateway important notes").
    if error.kind == GatewayResponseType::RequestTooLarge {
        return answer;
    }
    if let Some(custom) = exchange.stage.gateway_responses.get(error.kind) {
        if let Some(status) = custom.status {
            *answer.status_mut() = status;
        }
        if let Some((media_type, template)) = template_for(exchange, custom) {
            answer.headers_mut().insert(CONTENT_TYPE, media_type.clone());
            *answer.body_mut() = Full::new(fill(exchange, error, template).into());
        }
        for (name, source) in &custom.headers {
            if let Some(value) = value_of(exchange, error, source)
                && let Ok(value) = HeaderValue::from_str(&value)
            {
                answer.headers_mut().insert(name, value);
            }
        }
    }
    answer
}

/// The answer that AWS gives to a failure when the API does not say how.
pub(in crate::gateway) fn plain(error: &GatewayError) -> Response<Full<Bytes>> {
    let mut answer = Response::new(Full::new(plain_body(error).into()));
    *answer.status_mut() = error.status();
    answer.headers_mut().insert(CONTENT_TYPE, JSON);
    answer.headers_mut().insert(ERROR_TYPE, HeaderValue::from_static(error.error_type.unwrap_or(error.kind.error_type())));
    answer
}

/// What is refused at the door is told without a space, what fails later with one: `{"message":"Forbidden"}` has 23 bytes
/// on AWS and `{"message": "Internal server error"}` 36 (recorded: test_apigateway_header_remapping_http).
fn plain_body(error: &GatewayError) -> String {
    let name = if error.kind == GatewayResponseType::AccessDenied { "Message" } else { "message" };
    let space = match error.kind {
        GatewayResponseType::ApiConfigurationError
        | GatewayResponseType::BadRequestBody
        | GatewayResponseType::BadRequestParameters
        | GatewayResponseType::Default4xx
        | GatewayResponseType::Default5xx
        | GatewayResponseType::IntegrationFailure
        | GatewayResponseType::IntegrationTimeout
        | GatewayResponseType::RequestTooLarge
        | GatewayResponseType::UnsupportedMediaType => " ",
        _ => "",
    };
    let message = error.message().map_or(serde_json::Value::Null, serde_json::Value::from);
    format!("{{\"{name}\":{space}{message}}}")
}

fn template_for<'r>(exchange: &Exchange<'_>, response: &'r GatewayResponse) -> Option<&'r (HeaderValue, MessageTemplate)> {
    let accepted = accepted_media_type(exchange.inbound);
    let templates = &response.templates;
    templates
        .iter()
        .find(|(media_type, _)| accepted.is_some_and(|accepted| *media_type == *accepted))
        .or_else(|| templates.first())
}

fn fill(exchange: &Exchange<'_>, error: &GatewayError, template: &MessageTemplate) -> String {
    let pieces = template.0.iter().map(|piece| match piece {
        MessagePiece::Text(text) => Cow::Borrowed(&**text),
        MessagePiece::Variable(source) => value_of(exchange, error, source).unwrap_or_default(),
    });
    pieces.collect()
}

/// The value of a header or variable, for a request that failed.
fn value_of<'v>(exchange: &'v Exchange<'_>, error: &'v GatewayError, source: &'v RequestSource) -> Option<Cow<'v, str>> {
    match source {
        RequestSource::Context(name) => exchange.context_of_failure(name, error),
        source => exchange.request_value(source),
    }
}
