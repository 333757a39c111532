//! How the failures of a REST API are told to callers (developer guide, "Gateway responses in API Gateway").

use std::collections::HashMap;

use http::{HeaderName, HeaderValue, StatusCode};

use crate::runtime::rest::parameters::RequestSource;

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

impl GatewayResponseType {
    /// All types, in the order in which AWS lists them.
    pub const ALL: [Self; 21] = [
        Self::AccessDenied,
        Self::ApiConfigurationError,
        Self::AuthorizerConfigurationError,
        Self::AuthorizerFailure,
        Self::BadRequestBody,
        Self::BadRequestParameters,
        Self::Default4xx,
        Self::Default5xx,
        Self::ExpiredToken,
        Self::IntegrationFailure,
        Self::IntegrationTimeout,
        Self::InvalidApiKey,
        Self::InvalidSignature,
        Self::MissingAuthenticationToken,
        Self::QuotaExceeded,
        Self::RequestTooLarge,
        Self::ResourceNotFound,
        Self::Throttled,
        Self::Unauthorized,
        Self::UnsupportedMediaType,
        Self::WafFiltered,
    ];

    /// The type's name: `MISSING_AUTHENTICATION_TOKEN`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::AccessDenied => "ACCESS_DENIED",
            Self::ApiConfigurationError => "API_CONFIGURATION_ERROR",
            Self::AuthorizerConfigurationError => "AUTHORIZER_CONFIGURATION_ERROR",
            Self::AuthorizerFailure => "AUTHORIZER_FAILURE",
            Self::BadRequestBody => "BAD_REQUEST_BODY",
            Self::BadRequestParameters => "BAD_REQUEST_PARAMETERS",
            Self::Default4xx => "DEFAULT_4XX",
            Self::Default5xx => "DEFAULT_5XX",
            Self::ExpiredToken => "EXPIRED_TOKEN",
            Self::IntegrationFailure => "INTEGRATION_FAILURE",
            Self::IntegrationTimeout => "INTEGRATION_TIMEOUT",
            Self::InvalidApiKey => "INVALID_API_KEY",
            Self::InvalidSignature => "INVALID_SIGNATURE",
            Self::MissingAuthenticationToken => "MISSING_AUTHENTICATION_TOKEN",
            Self::QuotaExceeded => "QUOTA_EXCEEDED",
            Self::RequestTooLarge => "REQUEST_TOO_LARGE",
            Self::ResourceNotFound => "RESOURCE_NOT_FOUND",
            Self::Throttled => "THROTTLED",
            Self::Unauthorized => "UNAUTHORIZED",
            Self::UnsupportedMediaType => "UNSUPPORTED_MEDIA_TYPE",
            Self::WafFiltered => "WAF_FILTERED",
        }
    }

    /// The type with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The status that the guide lists; the two defaults have none of their own, so the least special one stands in.
    pub const fn default_status(self) -> StatusCode {
        match self {
            Self::AccessDenied
            | Self::ExpiredToken
            | Self::InvalidApiKey
            | Self::InvalidSignature
            | Self::MissingAuthenticationToken
            | Self::WafFiltered => StatusCode::FORBIDDEN,
            Self::ApiConfigurationError | Self::AuthorizerConfigurationError | Self::AuthorizerFailure | Self::Default5xx => {
                StatusCode::INTERNAL_SERVER_ERROR
            }
            Self::BadRequestBody | Self::BadRequestParameters | Self::Default4xx => StatusCode::BAD_REQUEST,
            Self::IntegrationFailure | Self::IntegrationTimeout => StatusCode::GATEWAY_TIMEOUT,
            Self::QuotaExceeded | Self::Throttled => StatusCode::TOO_MANY_REQUESTS,
            Self::RequestTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::ResourceNotFound => StatusCode::NOT_FOUND,
            Self::Unauthorized => StatusCode::UNAUTHORIZED,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        }
    }

    /// The value of the answer's `x-amzn-ErrorType` header.
    pub const fn error_type(self) -> &'static str {
        match self {
            Self::AccessDenied => "AccessDeniedException",
            Self::ApiConfigurationError | Self::Default5xx | Self::IntegrationFailure | Self::IntegrationTimeout => {
                "InternalServerErrorException"
            }
            Self::AuthorizerConfigurationError => "AuthorizerConfigurationException",
            Self::AuthorizerFailure => "AuthorizerFailureException",
            Self::BadRequestBody
            | Self::BadRequestParameters
            | Self::Default4xx
            | Self::RequestTooLarge
            | Self::UnsupportedMediaType => "BadRequestException",
            Self::ExpiredToken => "ExpiredTokenException",
            Self::InvalidApiKey | Self::WafFiltered => "ForbiddenException",
            Self::InvalidSignature => "InvalidSignatureException",
            Self::MissingAuthenticationToken => "MissingAuthenticationTokenException",
            Self::QuotaExceeded => "LimitExceededException",
            Self::ResourceNotFound => "NotFoundException",
            Self::Throttled => "TooManyRequestsException",
            Self::Unauthorized => "UnauthorizedException",
        }
    }

    /// `$context.error.message` where a failure does not say more; none is a null.
    pub const fn message(self) -> Option<&'static str> {
        Some(match self {
            Self::AccessDenied => "User is not authorized to access this resource",
            Self::AuthorizerConfigurationError | Self::AuthorizerFailure => return None,
            Self::ApiConfigurationError | Self::Default5xx | Self::IntegrationFailure => "Internal server error",
            Self::BadRequestBody => "Invalid request body",
            Self::BadRequestParameters => "Missing required request parameters",
            Self::Default4xx => "Bad Request",
            Self::ExpiredToken => "The security token included in the request is expired",
            Self::IntegrationTimeout => "Endpoint request timed out",
            Self::InvalidApiKey | Self::WafFiltered => "Forbidden",
            Self::InvalidSignature => {
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret \
                 Access Key and signing method. Consult the service documentation for details."
            }
            Self::MissingAuthenticationToken => "Missing Authentication Token",
            Self::QuotaExceeded => "Limit Exceeded",
            Self::RequestTooLarge => "Request Too Long",
            Self::ResourceNotFound => "Not Found",
            Self::Throttled => "Too Many Requests",
            Self::Unauthorized => "Unauthorized",
            Self::UnsupportedMediaType => "Unsupported Media Type",
        })
    }

    /// The default that covers this type where the API does not set it: `DEFAULT_4XX` or `DEFAULT_5XX`.
    pub fn fallback(self) -> Self {
        if self.default_status().is_client_error() { Self::Default4xx } else { Self::Default5xx }
    }
}

/// The gateway responses that an API sets; all others are AWS's own.
#[derive(Debug, Default)]
pub struct GatewayResponses(HashMap<GatewayResponseType, GatewayResponse>);

impl FromIterator<(GatewayResponseType, GatewayResponse)> for GatewayResponses {
    fn from_iter<I: IntoIterator<Item = (GatewayResponseType, GatewayResponse)>>(responses: I) -> Self {
        Self(responses.into_iter().collect())
    }
}

impl GatewayResponses {
    /// What the API says about failures of this type: its own response, or the default that covers it.
    pub fn get(&self, kind: GatewayResponseType) -> Option<&GatewayResponse> {
        self.0.get(&kind).or_else(|| self.0.get(&kind.fallback()))
    }

    /// Whether any of them tells of the request's body.
    pub fn read_body(&self) -> bool {
        self.0.values().any(GatewayResponse::reads_body)
    }
}

/// A gateway response as an API sets it.
#[derive(Debug, Default)]
pub struct GatewayResponse {
    /// Its status; none is the failure's own.
    pub status: Option<StatusCode>,
    /// `gatewayresponse.header.{name}`.
    pub headers: Vec<(HeaderName, RequestSource)>,
    /// Body templates by media type, `application/json` first; none is AWS's body.
    pub templates: Vec<(HeaderValue, MessageTemplate)>,
}

impl GatewayResponse {
    fn reads_body(&self) -> bool {
        let Self { status: _, headers, templates } = self;
        let pieces = || templates.iter().flat_map(|(_, template)| &template.0);
        headers.iter().any(|(_, source)| source.reads_body())
            || pieces().any(|piece| matches!(piece, MessagePiece::Variable(source) if source.reads_body()))
    }
}

/// A gateway response's body: text with variables, no logic.
#[derive(Clone, Debug)]
pub struct MessageTemplate(pub Box<[MessagePiece]>);

/// A piece of a gateway response's body.
#[derive(Clone, Debug)]
pub enum MessagePiece {
    /// Taken as it is; values of stage variables too.
    Text(Box<str>),
    /// `$context.{name}` or `$method.request.{place}.{name}`.
    Variable(RequestSource),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_to_their_types() {
        for kind in GatewayResponseType::ALL {
            assert_eq!(GatewayResponseType::from_name(kind.name()), Some(kind));
        }
    }

    // Developer guide, "Gateway response types": which default covers which type.
    #[test]
    fn a_type_that_is_not_set_falls_back_to_the_default_of_its_status() {
        let responses: GatewayResponses =
            [(GatewayResponseType::Default4xx, GatewayResponse { status: Some(StatusCode::IM_A_TEAPOT), ..Default::default() })]
                .into_iter()
                .collect();
        let status = |kind| responses.get(kind).and_then(|response| response.status);
        assert_eq!(status(GatewayResponseType::MissingAuthenticationToken), Some(StatusCode::IM_A_TEAPOT));
        assert_eq!(status(GatewayResponseType::IntegrationTimeout), None);
    }
}
