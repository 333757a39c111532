//! A deployed HTTP API stage: its routes, what stands behind them, and who may call them.

use std::sync::Arc;
use std::time::Duration;

use ::http::{Method, StatusCode};
use emulator_api::arn::FunctionArn;

use crate::runtime::access_log::AccessLog;
use crate::runtime::auth::AuthRule;
use crate::runtime::auth::function::FunctionAuthorizer;
use crate::runtime::auth::results::AuthorizerResults;
use crate::runtime::connection::Connection;
use crate::runtime::http::cors::Cors;
use crate::runtime::http::jwt::JwtRule;
use crate::runtime::http::mapping::{RequestMappings, ResponseMappings};
use crate::runtime::http::routes::{PathVariable, RouteTable};
use crate::runtime::http::service::ServiceIntegration;
use crate::runtime::metrics::{RequestMetrics, StageMetrics};
use crate::runtime::stage_variables::StageVariables;
use crate::runtime::throttle::Throttle;

pub mod cors;
pub mod jwt;
pub mod mapping;
mod readers;
pub mod routes;
pub mod service;

/// One stage of a HTTP API, ready to serve.
#[derive(Debug)]
pub struct HttpStage {
    /// The stage's name, `$default` for the one without a path segment.
    pub name: Arc<str>,
    /// Its variables.
    pub stage_variables: StageVariables,
    /// Its routes.
    pub routes: RouteTable,
    /// How it answers other origins, when the API says so.
    pub cors: Option<Cors>,
    /// `disableExecuteApiEndpoint`: only custom domain names reach the API.
    pub execute_api_disabled: bool,
    /// How its access log is written, if it has one.
    pub access_log: Option<AccessLog>,
    /// What its Lambda authorizers answered. A publish keeps it.
    pub authorizer_results: Arc<AuthorizerResults>,
    /// What is counted of its requests, of routes by their keys. A publish keeps it.
    pub metrics: Arc<StageMetrics<RequestMetrics>>,
}

/// One route of a stage.
#[derive(Debug)]
pub struct Route {
    /// Its key, `GET /pets/{id}` or `$default`.
    pub key: Box<str>,
    /// The variables of its path.
    pub variables: Box<[PathVariable]>,
    /// Who may call it.
    pub authorization: Authorization,
    /// How many calls it takes; none when the stage sets no limit.
    pub throttle: Option<Arc<Throttle>>,
    /// What is counted of its requests, where the stage asks for detailed metrics.
    pub metrics: Option<Arc<RequestMetrics>>,
    /// What answers it.
    pub integration: Integration,
}

/// The authorization of a route.
#[derive(Debug)]
pub enum Authorization {
    /// As any API has it.
    Rule(AuthRule),
    /// `JWT`.
    Jwt(JwtRule),
    /// `CUSTOM`: a Lambda authorizer.
    Function(Arc<FunctionAuthorizer>),
    /// `AWS_IAM`: a signature.
    Iam,
}

impl Route {
    /// The path of the route's key, `/pets/{id}`; `$default` stands for itself.
    pub fn path(&self) -> &str {
        self.key.split_once(' ').map_or(&self.key, |(_, path)| path)
    }
}

/// What stands behind a route.
#[derive(Debug)]
pub struct Integration {
    /// Where requests go.
    pub target: Target,
    /// How long an answer may take.
    pub timeout: Duration,
    /// What is changed in requests.
    pub request_mappings: RequestMappings,
    /// What is changed in answers, by their status.
    pub response_mappings: Box<[(StatusCode, ResponseMappings)]>,
}

impl Integration {
    /// One that fails every call and says why.
    pub fn refusing(what: impl Into<Box<str>>) -> Self {
        Self {
            target: Target::NotEmulated { what: what.into() },
            timeout: Duration::ZERO,
            request_mappings: RequestMappings::default(),
            response_mappings: Box::default(),
        }
    }
}

/// Where an integration sends requests.
#[derive(Debug)]
pub enum Target {
    /// `AWS_PROXY`: a Lambda function.
    Function {
        /// The function.
        function: FunctionArn,
        /// What it is sent and answers.
        payload_format: PayloadFormat,
    },
    /// `HTTP_PROXY`: an HTTP backend.
    Http(HttpTarget),
    /// `AWS_PROXY` with a subtype: another AWS service.
    Service(ServiceIntegration),
    /// Declared, but this emulator cannot do it; every call fails and names it.
    NotEmulated {
        /// What is declared and why it is not done, one sentence.
        what: Box<str>,
    },
}

/// The format of a function's event and result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PayloadFormat {
    /// `1.0`, a REST API's.
    V1,
    /// `2.0`.
    V2,
}

/// The backend of an HTTP proxy integration.
#[derive(Debug)]
pub struct HttpTarget {
    /// The method of the backend's requests; none passes on the caller's (`ANY`).
    pub method: Option<Method>,
    /// The backend's URI, in pieces.
    pub uri: Box<[UriPiece]>,
    /// What of the request's path is added to the URI.
    pub added_path: AddedPath,
    /// How it is connected to, if its URI does not say it all.
    pub connection: Option<Box<Connection>>,
}

/// What of the request's path is added to the URI of a backend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddedPath {
    /// Nothing.
    Nothing,
    /// The path below the stage, as the `$default` route has it.
    BelowStage,
    /// The path with the stage, as private integrations have it, whose URI is no address.
    WithStage,
}

/// A piece of a backend's URI.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UriPiece {
    /// Taken as it is.
    Text(Box<str>),
    /// The value of the route's variable.
    Variable(PathVariable),
}
