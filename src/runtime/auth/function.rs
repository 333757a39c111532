//! Lambda authorizers.

use std::time::Duration;

use emulator_api::arn::FunctionArn;
use fancy_regex::Regex;
use http::HeaderName;

/// A Lambda authorizer.
#[derive(Debug)]
pub struct FunctionAuthorizer {
    /// Its id.
    pub id: Box<str>,
    /// The function that decides.
    pub function: FunctionArn,
    /// What the function is given.
    pub kind: AuthorizerKind,
    /// How long an answer holds for the same identity; zero asks the function every time.
    pub result_ttl: Duration,
}

/// What an authorizer looks at.
#[derive(Debug)]
pub enum AuthorizerKind {
    /// `TOKEN`: one header.
    Token {
        /// The header.
        header: HeaderName,
        /// `identityValidationExpression`: tokens in which it is not found are refused without a call.
        validation: Option<Regex>,
    },
    /// `REQUEST`: the whole request. Where one of these is missing or empty the function is not called.
    Request {
        /// Where callers identify themselves; together the key of cached answers.
        identity_sources: Box<[IdentitySource]>,
    },
    /// `REQUEST` of an HTTP API, likewise.
    HttpRequest {
        /// Where callers identify themselves; together the key of cached answers.
        identity_sources: Box<[IdentitySource]>,
        /// What the function is given and answers.
        format: HttpFormat,
    },
}

/// `authorizerPayloadFormatVersion` and `enableSimpleResponses` of an HTTP API's authorizer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HttpFormat {
    /// `1.0`, which a policy answers.
    V1,
    /// `2.0`, which a policy answers.
    V2,
    /// `2.0`, which a simple response answers.
    V2Simple,
}

/// A part of a request that identifies its caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentitySource {
    /// The expression that names it, as execution logs show it.
    pub expression: Box<str>,
    /// Where it is.
    pub place: IdentityPlace,
}

/// Where in a request a part of it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IdentityPlace {
    /// `method.request.header.{name}`, in WebSocket APIs `route.request.header.{name}`, in HTTP APIs `$request.header.{name}`
    Header(HeaderName),
    /// `querystring` likewise
    Query(Box<str>),
    /// `stageVariables.{name}`, in HTTP APIs with `$`
    StageVariable(Box<str>),
    /// `context.{name}`, in HTTP APIs with `$`
    Context(Box<str>),
}

impl IdentitySource {
    /// Reads one mapping expression of a REST API; none for what cannot be an identity source.
    pub fn of_method(expression: &str) -> Option<Self> {
        Self::parse(expression, "method.request.")
    }

    /// Reads the mapping expressions of a REST API that one text has, separated by comma; an error is what cannot be an identity source.
    pub fn all_of_method(expressions: &str) -> impl Iterator<Item = Result<Self, &str>> {
        let expressions = expressions.split(',').map(str::trim).filter(|expression| !expression.is_empty());
        expressions.map(|expression| Self::of_method(expression).ok_or(expression))
    }

    /// Reads the mapping expressions of a WebSocket API that one text has, separated by comma; an error is what cannot be an identity
    /// source.
    pub fn all_of_route(expressions: &str) -> impl Iterator<Item = Result<Self, &str>> {
        expressions.split(',').map(|expression| Self::parse(expression, "route.request.").ok_or(expression))
    }

    /// Reads one selection expression of an HTTP API; none for what cannot be an identity source.
    pub fn of_http_route(expression: &str) -> Option<Self> {
        Self::parse(expression.strip_prefix('$')?, "request.")
    }

    /// Whether it has no other letters than AWS takes where authorizers of REST and WebSocket APIs are made, `[a-zA-Z0-9._-]+`.
    pub fn has_plain_name(&self) -> bool {
        self.expression.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
    }

    fn parse(expression: &str, request: &str) -> Option<Self> {
        let expression = expression.trim();
        Some(Self { expression: expression.into(), place: IdentityPlace::parse(expression, request)? })
    }
}

impl IdentityPlace {
    fn parse(expression: &str, request: &str) -> Option<Self> {
        let place = |prefix: &str| expression.strip_prefix(prefix).filter(|name| !name.is_empty());
        if let Some(parameter) = place(request) {
            return match parameter.split_once('.')? {
                ("header", name) => name.parse().ok().map(Self::Header),
                ("querystring", name) if !name.is_empty() => Some(Self::Query(name.into())),
                _ => None,
            };
        }
        place("stageVariables.")
            .map(|name| Self::StageVariable(name.into()))
            .or_else(|| place("context.").map(|name| Self::Context(name.into())))
    }
}
