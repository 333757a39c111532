//! What answers a method.

use std::time::Duration;

use emulator_api::arn::FunctionArn;
use fancy_regex::Regex;
use http::{HeaderName, HeaderValue, Method, StatusCode};

use crate::runtime::connection::Connection;
use crate::runtime::rest::parameters::{RequestParameters, ResponseSource};
use crate::runtime::rest::template::BodyTemplate;
use crate::runtime::rest::uri::BackendUri;
use crate::runtime::service::ServiceCall;

/// The integration of a method.
#[derive(Debug)]
pub enum Integration {
    /// `AWS_PROXY`: a function is given the request and its result is the answer.
    FunctionProxy(FunctionProxy),
    /// `HTTP_PROXY`: the request goes on to an HTTP backend, and its answer comes back.
    HttpProxy(HttpProxy),
    /// `MOCK`, `HTTP` and `AWS`: request and answer go through mappings.
    Custom(CustomIntegration),
    /// There is none, or it cannot be run; every call fails and its log says why.
    Refuses {
        /// Why, one sentence.
        detail: Box<str>,
    },
}

impl Integration {
    /// One that fails every call.
    pub fn refusing(detail: impl Into<Box<str>>) -> Self {
        Self::Refuses { detail: detail.into() }
    }

    /// Whether answers carry `X-Amzn-Trace-Id` (recorded: test_apigateway_header_remapping_{http,aws},
    /// test_invocation_trace_id).
    pub fn answers_with_trace(&self) -> bool {
        match self {
            Self::FunctionProxy(_) => true,
            Self::HttpProxy(_) | Self::Refuses { .. } => false,
            Self::Custom(custom) => !matches!(custom.backend, CustomBackend::Mock),
        }
    }

    /// The VPC link that leads to its backend.
    pub fn vpc_link(&self) -> Option<&str> {
        let endpoint = match self {
            Self::HttpProxy(proxy) => &proxy.endpoint,
            Self::Custom(CustomIntegration { backend: CustomBackend::Http(endpoint), .. }) => endpoint,
            Self::FunctionProxy(_) | Self::Custom(_) | Self::Refuses { .. } => return None,
        };
        endpoint.connection.as_deref()?.vpc_link.as_deref()
    }

    /// Whether answers are passed on as they come.
    pub fn streams(&self) -> bool {
        match self {
            Self::FunctionProxy(FunctionProxy { transfer, .. }) | Self::HttpProxy(HttpProxy { transfer, .. }) => {
                *transfer != Transfer::Buffered
            }
            Self::Custom(_) | Self::Refuses { .. } => false,
        }
    }
}

/// A Lambda proxy integration.
#[derive(Debug)]
pub struct FunctionProxy {
    /// The function.
    pub function: FunctionArn,
    /// Only looked at for headers that must not be set: a proxy integration maps nothing (recorded:
    /// test_lambda_aws_proxy_integration_request_data_mapping, test_apigateway_header_remapping_aws).
    pub parameters: RequestParameters,
    /// How long an answer may take.
    pub timeout: Duration,
    /// How answers are passed on.
    pub transfer: Transfer,
}

/// `responseTransferMode` (developer guide, "Stream the integration response for your proxy integrations").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transfer {
    /// `BUFFERED`: once they are complete.
    Buffered,
    /// `STREAM`: as they come.
    Streamed {
        /// How long nothing may come.
        idle: Duration,
    },
}

/// An HTTP proxy integration.
#[derive(Debug)]
pub struct HttpProxy {
    /// Where requests go.
    pub endpoint: HttpEndpoint,
    /// What is set on top of the caller's request.
    pub parameters: RequestParameters,
    /// How long an answer may take.
    pub timeout: Duration,
    /// How answers are passed on.
    pub transfer: Transfer,
}

/// An HTTP backend.
#[derive(Debug)]
pub struct HttpEndpoint {
    /// The method of its requests; none is the caller's (`ANY`).
    pub method: Option<Method>,
    /// Its URI; within a service its path and query alone.
    pub uri: BackendUri,
    /// How it is connected to, if its URI does not say it all.
    pub connection: Option<Box<Connection>>,
}

/// An integration whose request and answer are mapped.
#[derive(Debug)]
pub struct CustomIntegration {
    /// How the backend's request is made.
    pub request: RequestMapping,
    /// What is called.
    pub backend: CustomBackend,
    /// How answers are made, in the order in which they are tried.
    pub responses: Vec<IntegrationResponse>,
    /// How long an answer may take.
    pub timeout: Duration,
}

/// What a custom integration calls.
#[derive(Debug)]
pub enum CustomBackend {
    /// Nothing: the request template's `statusCode` chooses the answer.
    Mock,
    /// An HTTP backend.
    Http(HttpEndpoint),
    /// A Lambda function.
    Function(FunctionArn),
    /// Another AWS service.
    Service(Box<ServiceBackend>),
}

/// An AWS service as a backend.
#[derive(Debug)]
pub struct ServiceBackend {
    /// What is called.
    pub call: ServiceCall,
    /// Method and path of its requests.
    pub endpoint: HttpEndpoint,
}

/// How a custom integration's request is made.
#[derive(Debug)]
pub struct RequestMapping {
    /// Headers, query and path.
    pub parameters: RequestParameters,
    /// Body templates by media type.
    pub templates: Vec<(Box<str>, BodyTemplate)>,
    /// What becomes of a body that no template is for.
    pub passthrough: Passthrough,
    /// Which form the body has.
    pub content_handling: Option<ContentHandling>,
}

/// `passthroughBehavior` (developer guide, "Integration passthrough behaviors").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Passthrough {
    /// A body without a template for its type goes on as it is.
    #[default]
    WhenNoMatch,
    /// It does so only if there is no template at all; otherwise 415.
    WhenNoTemplates,
    /// Never: 415.
    Never,
}

impl Passthrough {
    /// Reads a `passthroughBehavior`; without one it is AWS's default.
    ///
    /// # Errors
    /// It is none of the three, one clause.
    pub fn parse(behavior: Option<&str>) -> Result<Self, String> {
        match behavior {
            None | Some("WHEN_NO_MATCH") => Ok(Self::WhenNoMatch),
            Some("WHEN_NO_TEMPLATES") => Ok(Self::WhenNoTemplates),
            Some("NEVER") => Ok(Self::Never),
            Some(other) => Err(format!("{other:?} is not a passthroughBehavior")),
        }
    }
}

/// `contentHandling` (developer guide, "Content type conversions in API Gateway").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContentHandling {
    /// Base64 text becomes bytes.
    ConvertToBinary,
    /// Bytes become Base64 text.
    ConvertToText,
}

/// One integration response.
#[derive(Debug)]
pub struct IntegrationResponse {
    /// The status of the answer.
    pub status: StatusCode,
    /// Which results it is for; none is for all that no other one is for.
    pub selection: Option<SelectionPattern>,
    /// The headers of the answer.
    pub headers: Vec<(HeaderName, ResponseSource)>,
    /// Body templates by media type, `application/json` first.
    pub templates: Vec<(HeaderValue, BodyTemplate)>,
    /// Which form the body has.
    pub content_handling: Option<ContentHandling>,
}

/// `selectionPattern`: a regular expression for the whole status code or error message.
#[derive(Debug)]
pub struct SelectionPattern(Regex);

impl SelectionPattern {
    /// Compiles a pattern.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(pattern: &str) -> Result<Self, fancy_regex::Error> {
        Regex::new(&format!("^(?:{pattern})\\z")).map(Self)
    }

    /// Whether the pattern is for `value`. One that takes too many steps is for nothing.
    pub fn matches(&self, value: &str) -> bool {
        self.0.is_match(value).unwrap_or(false)
    }
}

impl CustomIntegration {
    /// The response for a status code or error message: the first whose pattern matches, else the one without pattern.
    pub fn response_for(&self, value: &str) -> Option<&IntegrationResponse> {
        let matching =
            |response: &&IntegrationResponse| response.selection.as_ref().is_some_and(|pattern| pattern.matches(value));
        let responses = || self.responses.iter();
        responses().find(matching).or_else(|| responses().find(|response| response.selection.is_none()))
    }
}
