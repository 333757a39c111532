//! Why a request was refused or failed. Each API type turns it into an answer in one place.

use std::borrow::Cow;

/// The types of gateway responses of a REST API; HTTP and WebSocket APIs answer the same failures in their own words.
/// From the developer guide, "Gateway response types for API Gateway".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "AWS's own names; the guide's page describes each")]
pub enum GatewayResponseType {
    AccessDenied,
    ApiConfigurationError,
    AuthorizerConfigurationError,
    AuthorizerFailure,
    BadRequestBody,
    BadRequestParameters,
    Default4xx,
    Default5xx,
    ExpiredToken,
    IntegrationFailure,
    IntegrationTimeout,
    InvalidApiKey,
    InvalidSignature,
    MissingAuthenticationToken,
    QuotaExceeded,
    RequestTooLarge,
    ResourceNotFound,
    Throttled,
    Unauthorized,
    UnsupportedMediaType,
    WafFiltered,
}

/// A request that gets no answer from its backend, or one that cannot be passed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GatewayError {
    /// Which of AWS's failures it is.
    pub kind: GatewayResponseType,
    /// AWS's message where it says more than the type's own: `Missing required request parameters: [q]`.
    pub message: Option<Cow<'static, str>>,
    /// What happened, for the log; callers never see it.
    pub detail: Cow<'static, str>,
}

impl GatewayError {
    /// A failure with AWS's usual message for its type.
    pub fn new(kind: GatewayResponseType, detail: impl Into<Cow<'static, str>>) -> Self {
        Self { kind, message: None, detail: detail.into() }
    }

    /// The same failure with its own message for the caller.
    #[must_use]
    pub fn with_message(mut self, message: impl Into<Cow<'static, str>>) -> Self {
        self.message = Some(message.into());
        self
    }
}
