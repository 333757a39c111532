//! What stands behind the routes of a WebSocket API.

use std::time::Duration;

use http::{HeaderName, Method, Uri};

use crate::expr::selection::BodyPath;
use crate::runtime::function::FunctionArn;

/// What stands behind a route.
#[derive(Debug)]
pub struct Integration {
    /// Where calls go.
    pub target: Target,
    /// How long an answer may take.
    pub timeout: Duration,
}

/// Where an integration sends calls.
#[derive(Debug)]
pub enum Target {
    /// `AWS_PROXY`: a Lambda function.
    Function(FunctionArn),
    /// `HTTP_PROXY`: an HTTP backend.
    HttpProxy(HttpTarget),
    /// Declared, but this emulator cannot do it; every call fails and names it.
    NotEmulated {
        /// What is declared and why it is not done, one clause.
        what: Box<str>,
    },
}

/// An HTTP backend.
#[derive(Debug)]
pub struct HttpTarget {
    /// The method of its requests.
    pub method: Method,
    /// Where it is.
    pub uri: Uri,
    /// What its requests get besides the message.
    pub parameters: RequestParameters,
}

/// The `requestParameters` of an integration (developer guide, "Setting up data mapping for WebSocket APIs").
#[derive(Debug, Default, PartialEq, Eq)]
pub struct RequestParameters {
    /// `integration.request.header.{name}`.
    pub headers: Vec<(HeaderName, Source)>,
    /// `integration.request.querystring.{name}`.
    pub query: Vec<(Box<str>, Source)>,
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
