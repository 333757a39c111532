//! What an HTTP API answers when it answers itself.

use ::http::header::{CONTENT_TYPE, HeaderName, HeaderValue, WWW_AUTHENTICATE};
use ::http::{Response, StatusCode};
use bytes::Bytes;
use http_body_util::Full;

use crate::gateway::authorize::jwt::JwtRefusal;
use crate::gateway::error::{GatewayError, GatewayResponseType};
use crate::gateway::inbound::Inbound;
use crate::runtime::Api;
use crate::runtime::http::HttpStage;

const REQUEST_ID: HeaderName = HeaderName::from_static("apigw-requestid");

/// Marks an answer with its request's id, as every answer of an HTTP API is.
pub(super) fn identify(mut response: Response<Full<Bytes>>, request_id: &str) -> Response<Full<Bytes>> {
    if let Ok(id) = HeaderValue::from_str(request_id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}

/// Why a request gets no answer from its integration.
pub(super) struct Refusal {
    error: GatewayError,
    /// `www-authenticate`, where a token was asked for.
    challenge: Option<String>,
}

impl From<GatewayError> for Refusal {
    fn from(error: GatewayError) -> Self {
        Self { error, challenge: None }
    }
}

impl From<JwtRefusal> for Refusal {
    fn from(refusal: JwtRefusal) -> Self {
        let kind = match refusal {
            JwtRefusal::Missing | JwtRefusal::Invalid { .. } => GatewayResponseType::Unauthorized,
            JwtRefusal::InsufficientScope { .. } => GatewayResponseType::AccessDenied,
        };
        Self { error: GatewayError::new(kind, refusal.detail()), challenge: Some(refusal.challenge()) }
    }
}

impl Refusal {
    /// Why.
    pub(super) fn error(&self) -> &GatewayError {
        &self.error
    }

    /// What the caller is told.
    pub(super) fn message(&self) -> &str {
        message(&self.error)
    }

    /// Says why in the log, and answers.
    pub(super) fn answer(&self, api: &Api, stage: &HttpStage, inbound: &Inbound) -> Response<Full<Bytes>> {
        let (api, stage, path, detail) = (&*api.id, &*stage.name, inbound.path(), &*self.error.detail);
        let (status, _) = status_and_message(self.error.kind);
        inbound.recorder.refusal(&self.error, Some(self.message()));
        if status.is_client_error() {
            tracing::debug!(api, stage, path, "request refused: {detail}");
        } else {
            tracing::warn!(api, stage, path, "request failed: {detail}");
        }
        let mut response = refusal(&self.error);
        if let Some(challenge) = self.challenge.as_ref().and_then(|challenge| HeaderValue::try_from(challenge).ok()) {
            response.headers_mut().insert(WWW_AUTHENTICATE, challenge);
        }
        response
    }
}

/// The answer to a request that was refused or failed.
pub(super) fn refusal(error: &GatewayError) -> Response<Full<Bytes>> {
    let (status, _) = status_and_message(error.kind);
    json_message(status, message(error))
}

fn message(error: &GatewayError) -> &str {
    error.message.as_deref().unwrap_or(status_and_message(error.kind).1)
}

/// `{"message": …}`, written as AWS does, without spaces.
pub(super) fn json_message(status: StatusCode, message: &str) -> Response<Full<Bytes>> {
    let body = serde_json::json!({ "message": message }).to_string();
    let mut response = Response::new(Full::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

/// HTTP APIs say the failures of a REST API in fewer words.
fn status_and_message(kind: GatewayResponseType) -> (StatusCode, &'static str) {
    use GatewayResponseType as Kind;
    match kind {
        Kind::BadRequestBody | Kind::BadRequestParameters | Kind::Default4xx => (StatusCode::BAD_REQUEST, "Bad Request"),
        Kind::Unauthorized => (StatusCode::UNAUTHORIZED, "Unauthorized"),
        Kind::AccessDenied
        | Kind::ExpiredToken
        | Kind::InvalidApiKey
        | Kind::InvalidSignature
        | Kind::MissingAuthenticationToken
        | Kind::WafFiltered => (StatusCode::FORBIDDEN, "Forbidden"),
        Kind::ResourceNotFound => (StatusCode::NOT_FOUND, "Not Found"),
        Kind::RequestTooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "Request Entity Too Large"),
        Kind::UnsupportedMediaType => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "Unsupported Media Type"),
        Kind::QuotaExceeded | Kind::Throttled => (StatusCode::TOO_MANY_REQUESTS, "Too Many Requests"),
        Kind::IntegrationFailure | Kind::IntegrationTimeout => (StatusCode::SERVICE_UNAVAILABLE, "Service Unavailable"),
        Kind::ApiConfigurationError | Kind::AuthorizerConfigurationError | Kind::AuthorizerFailure | Kind::Default5xx => {
            (StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error")
        }
    }
}
