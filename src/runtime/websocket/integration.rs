//! What stands behind the routes of a WebSocket API.

use std::time::Duration;

use emulator_api::arn::FunctionArn;
use http::{HeaderName, Method};

use crate::expr::selection::{BodyPath, SelectionExpression};
use crate::runtime::connection::Connection;
use crate::runtime::rest::integration::{Passthrough, SelectionPattern};
use crate::runtime::rest::template::BodyTemplate;
use crate::runtime::rest::uri::BackendUri;
use crate::runtime::service::ServiceCall;
use crate::runtime::websocket::DEFAULT;

/// What stands behind a route.
#[derive(Debug)]
pub struct Integration {
    /// Where calls go.
    pub target: Target,
    /// How long an answer may take.
    pub timeout: Duration,
    /// Whether messages are Base64 and the backend gets what they stand for: `contentHandlingStrategy` CONVERT_TO_BINARY. A
    /// function behind `AWS_PROXY` gets them as they are.
    pub decodes_messages: bool,
}

/// Where an integration sends calls.
#[derive(Debug)]
pub enum Target {
    /// `AWS_PROXY`: a Lambda function.
    Function(FunctionArn),
    /// `HTTP_PROXY`: an HTTP backend.
    HttpProxy(HttpTarget),
    /// `MOCK`, `HTTP` and `AWS`: request and answer go through templates.
    Custom(Box<CustomIntegration>),
    /// Declared, but this emulator cannot do it; every call fails and names it.
    NotEmulated {
        /// What is declared and why it is not done, one clause.
        what: Box<str>,
    },
}

/// An integration whose request and answer are mapped.
#[derive(Debug)]
pub struct CustomIntegration {
    /// What is called.
    pub backend: CustomBackend,
    /// The templates of requests.
    pub request: Templates,
    /// What happens to a message that no template is for.
    pub passthrough: Passthrough,
    /// What the backend's answer can become; with none, it stays as it is.
    pub responses: Vec<IntegrationResponse>,
}

impl CustomIntegration {
    /// The response for a status code or error message: the first whose pattern matches, else the one for `$default`.
    pub fn response_for(&self, value: &str) -> Option<&IntegrationResponse> {
        let matching = |response: &&IntegrationResponse| response.pattern.as_ref().is_some_and(|pattern| pattern.matches(value));
        let responses = || self.responses.iter();
        responses().find(matching).or_else(|| responses().find(|response| response.pattern.is_none()))
    }
}

/// What a mapped integration calls.
#[derive(Debug)]
pub enum CustomBackend {
    /// `MOCK`: nothing; the request says the status.
    Mock,
    /// `HTTP`: an HTTP backend.
    Http(HttpTarget),
    /// `AWS`: a Lambda function.
    Function {
        /// The function.
        function: FunctionArn,
        /// Whether nobody waits for its result.
        asynchronous: bool,
    },
    /// `AWS`: another AWS service.
    Service(Box<ServiceBackend>),
}

/// An AWS service as a backend.
#[derive(Debug)]
pub struct ServiceBackend {
    /// What is called.
    pub call: ServiceCall,
    /// Method, path and parameters of its requests.
    pub target: HttpTarget,
}

/// One of the answers of a mapped integration.
#[derive(Debug)]
pub struct IntegrationResponse {
    /// What it is for, from the key `/pattern/`; none for `$default`.
    pub pattern: Option<SelectionPattern>,
    /// The templates of its body.
    pub templates: Templates,
    /// Whether the backend's body is bytes, which its templates and the client get in Base64: `contentHandlingStrategy`
    /// CONVERT_TO_TEXT.
    pub encodes_body: bool,
}

/// Mapping templates by key.
#[derive(Debug)]
pub struct Templates {
    /// Makes the key.
    pub selection: SelectionExpression,
    /// The templates. There are few, which are found faster than by a hash.
    pub by_key: Vec<(Box<str>, BodyTemplate)>,
}

impl Templates {
    /// The template for `key`, else the one for `$default`.
    pub fn get(&self, key: &str) -> Option<&BodyTemplate> {
        let of = |wanted: &str| self.by_key.iter().rev().find(|(key, _)| **key == *wanted).map(|(_, template)| template);
        of(key).or_else(|| of(DEFAULT))
    }
}

/// An HTTP backend, or what is called within a service.
#[derive(Debug)]
pub struct HttpTarget {
    /// The method of its requests.
    pub method: Method,
    /// Where it is; within a service its path and query alone.
    pub uri: BackendUri,
    /// What its requests get besides the message.
    pub parameters: RequestParameters,
    /// How it is connected to, if its URI does not say it all.
    pub connection: Option<Box<Connection>>,
}

/// The `requestParameters` of an integration (developer guide, "Setting up data mapping for WebSocket APIs").
#[derive(Debug, Default, PartialEq, Eq)]
pub struct RequestParameters {
    /// `integration.request.header.{name}`.
    pub headers: Vec<(HeaderName, Source)>,
    /// `integration.request.querystring.{name}`.
    pub query: Vec<(Box<str>, Source)>,
    /// `integration.request.path.{name}`, for the place `{name}` of the URI.
    pub path: Vec<(Box<str>, Source)>,
}

/// Where a parameter gets its value.
#[derive(Debug, PartialEq, Eq)]
pub enum Source {
    /// `'text'`, and stage variables, whose values are known when a stage is compiled.
    Static(Box<str>),
    /// `route.request.querystring.{name}`: the last value, at `$connect`.
    Query(Box<str>),
    /// `route.request.multivaluequerystring.{name}`: all values, at `$connect`.
    MultiValueQuery(Box<str>),
    /// `route.request.header.{name}`: the last value, at `$connect`.
    Header(HeaderName),
    /// `route.request.multivalueheader.{name}`: all values, at `$connect`.
    MultiValueHeader(HeaderName),
    /// `route.request.body.{path}`, of a message that is JSON; without a path the whole message.
    Body(BodyPath),
    /// `context.{name}`.
    Context(Box<str>),
}
