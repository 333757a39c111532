//! Failures of WebSocket APIs: what a client is told of them, in the answer to its upgrade request or in a frame.

use std::borrow::Cow;

use bytes::Bytes;
use http::{Response, StatusCode, header};
use http_body_util::Full;

use crate::gateway::backend::BackendError;
use crate::gateway::connections::ConnectionId;
use crate::gateway::error::{GatewayError, GatewayResponseType};

/// A failure as a client sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Failure {
    /// The status that refuses an upgrade.
    pub(super) status: StatusCode,
    /// AWS's message.
    pub(super) message: Cow<'static, str>,
    /// Which of AWS's failures it is, where that is known.
    pub(super) kind: Option<GatewayResponseType>,
    /// What is wrong with a message that does not follow its model.
    pub(super) validation: Option<Box<str>>,
}

impl Failure {
    /// A message that no route takes, and what a policy denies.
    pub(super) const FORBIDDEN: Self = Self::new(StatusCode::FORBIDDEN, "Forbidden");
    /// An integration that fails in a message.
    pub(super) const INTERNAL: Self = Self::new(StatusCode::INTERNAL_SERVER_ERROR, "Internal server error");
    /// A function that fails or answers in no known form: seen by clients of AWS as status 502.
    pub(super) const BAD_GATEWAY: Self = Self::new(StatusCode::BAD_GATEWAY, "Internal server error");
    const TIMED_OUT: Self = Self::new(StatusCode::GATEWAY_TIMEOUT, "Endpoint request timed out");
    const UNAUTHORIZED: Self = Self::new(StatusCode::UNAUTHORIZED, "Unauthorized");
    /// More calls than the stage's settings allow.
    pub(super) const THROTTLED: Self = Self::new(StatusCode::TOO_MANY_REQUESTS, "Too Many Requests");
    /// Developer guide, "Request validation for WebSocket APIs", shows its frame.
    const BAD_REQUEST_BODY: Self = Self::new(StatusCode::BAD_REQUEST, "Invalid request body");
    /// API reference, CreateIntegration: NEVER rejects with 415 what no template is for.
    pub(super) const UNSUPPORTED_MEDIA_TYPE: Self = Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "Unsupported Media Type");
    const QUOTA_EXCEEDED: Self = Self::new(StatusCode::TOO_MANY_REQUESTS, "Limit Exceeded");

    const fn new(status: StatusCode, message: &'static str) -> Self {
        Self { status, message: Cow::Borrowed(message), kind: None, validation: None }
    }

    /// The failure as AWS writes it into a frame or body, with its spaces:
    /// `{"message": "Forbidden", "connectionId":"PbTkjcISoAMCJNQ=", "requestId":"PbTk7ET8IAMFs2g="}`.
    pub(super) fn render(&self, connection: ConnectionId, request_id: &str) -> String {
        let message = serde_json::Value::from(self.message.as_ref());
        format!(r#"{{"message": {message}, "connectionId":"{connection}", "requestId":"{request_id}"}}"#)
    }

    /// The failure as the answer to an upgrade request.
    pub(super) fn refuse(&self, connection: ConnectionId, request_id: &str) -> Response<Full<Bytes>> {
        let mut response = Response::new(Full::from(self.render(connection, request_id)));
        *response.status_mut() = self.status;
        response.headers_mut().insert(header::CONTENT_TYPE, http::HeaderValue::from_static("application/json"));
        response
    }
}

impl From<&BackendError> for Failure {
    fn from(error: &BackendError) -> Self {
        match error {
            BackendError::TimedOut { .. } => Self::TIMED_OUT,
            BackendError::NoFunction(_) | BackendError::NotPermitted(_) | BackendError::Unmapped(_) => Self::INTERNAL,
            BackendError::TooLarge(_) | BackendError::Unreachable(_) | BackendError::Broken(_) => Self::BAD_GATEWAY,
        }
    }
}

impl From<&GatewayError> for Failure {
    fn from(error: &GatewayError) -> Self {
        use GatewayResponseType as Type;
        let failure = match error.kind {
            Type::Unauthorized => Self::UNAUTHORIZED,
            Type::Throttled => Self::THROTTLED,
            Type::QuotaExceeded => Self::QUOTA_EXCEEDED,
            Type::AccessDenied
            | Type::ExpiredToken
            | Type::InvalidApiKey
            | Type::InvalidSignature
            | Type::MissingAuthenticationToken
            | Type::WafFiltered => Self::FORBIDDEN,
            Type::IntegrationTimeout => Self::TIMED_OUT,
            Type::IntegrationFailure => Self::BAD_GATEWAY,
            Type::BadRequestBody | Type::BadRequestParameters => Self::BAD_REQUEST_BODY,
            Type::ApiConfigurationError
            | Type::AuthorizerConfigurationError
            | Type::AuthorizerFailure
            | Type::Default4xx
            | Type::Default5xx
            | Type::RequestTooLarge
            | Type::ResourceNotFound
            | Type::UnsupportedMediaType => Self::INTERNAL,
        };
        let message = error.message.clone().unwrap_or(failure.message);
        let validation = error.validation.as_deref().map(Into::into);
        Self { status: failure.status, message, kind: Some(error.kind), validation }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Frames that people saw on AWS, among others in aws-samples/simple-websockets-chat-app issue 24.
    #[test]
    fn a_failure_is_written_with_the_spaces_that_aws_writes() {
        let id = ConnectionId::parse("PbTkjcISoAMCJNQ=").expect("an id");
        let expected = r#"{"message": "Forbidden", "connectionId":"PbTkjcISoAMCJNQ=", "requestId":"PbTk7ET8IAMFs2g="}"#;
        assert_eq!(Failure::FORBIDDEN.render(id, "PbTk7ET8IAMFs2g="), expected);
    }
}
