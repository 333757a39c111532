//! A deployed WebSocket API stage: its routes, how a message finds one, and what stands behind them.

use std::sync::Arc;

use crate::expr::selection::SelectionExpression;
use crate::runtime::access_log::AccessLog;
use crate::runtime::auth::AuthRule;
use crate::runtime::auth::function::FunctionAuthorizer;
use crate::runtime::by_name::ByName;
use crate::runtime::metrics::{MessageMetrics, StageMetrics};
use crate::runtime::rest::logging::Logging;
use crate::runtime::stage_variables::StageVariables;
use crate::runtime::throttle::Throttle;
use crate::runtime::usage::ApiKeySource;
use crate::runtime::websocket::integration::Integration;
use crate::runtime::websocket::validation::Validation;

pub mod integration;
pub mod validation;

/// The route that runs before a connection is made.
pub const CONNECT: &str = "$connect";
/// The route that runs after a connection has ended.
pub const DISCONNECT: &str = "$disconnect";
/// The route of messages that no other route takes.
pub const DEFAULT: &str = "$default";

/// One stage of a WebSocket API, ready to serve.
#[derive(Debug)]
pub struct WebSocketStage {
    /// The stage's name, the first segment of its path.
    pub name: Arc<str>,
    /// Its variables.
    pub stage_variables: StageVariables,
    /// How a message names its route; or why it cannot, and every message fails.
    pub route_selection: Result<SelectionExpression, Box<str>>,
    /// Its routes, by route key.
    pub routes: ByName<Route>,
    /// Whether clients may connect only by a custom domain name.
    pub execute_api_disabled: bool,
    /// How its access log is written, if it has one.
    pub access_log: Option<AccessLog>,
    /// What messages without a route write into its execution log, if anything.
    pub logging: Option<Logging>,
    /// What is counted of its messages, of routes by their keys. A publish keeps it.
    pub metrics: Arc<StageMetrics<MessageMetrics>>,
}

impl WebSocketStage {
    /// The route with exactly this key.
    pub fn route(&self, key: &str) -> Option<&Route> {
        self.routes.get(key)
    }

    /// The route of a message whose selection expression gave `key`. Clients cannot select `$connect` and `$disconnect`.
    pub fn message_route(&self, key: &str) -> Option<&Route> {
        let selectable = !matches!(key, CONNECT | DISCONNECT);
        selectable.then(|| self.route(key)).flatten().or_else(|| self.default_route())
    }

    /// The route of messages that are not JSON or select no other.
    pub fn default_route(&self) -> Option<&Route> {
        self.route(DEFAULT)
    }
}

/// Who may connect.
#[derive(Debug)]
pub enum Authorization {
    /// What every API knows.
    Rule(AuthRule),
    /// `CUSTOM`: a Lambda authorizer.
    Function(Box<FunctionAuthorizer>),
    /// `AWS_IAM`: a signature.
    Iam,
}

/// One route of a stage.
#[derive(Debug)]
pub struct Route {
    /// Its key: `$connect`, `$default`, `sendMessage`.
    pub key: Box<str>,
    /// Who may connect; only the rule of `$connect` is ever asked.
    pub authorization: Authorization,
    /// The API key that a client needs to connect, if it needs one; only that of `$connect` is ever asked.
    pub api_key: Option<ApiKeySource>,
    /// How many calls it takes, if the stage limits them; shared with its next deployment.
    pub throttle: Option<Arc<Throttle>>,
    /// What it writes into the stage's execution log, if anything.
    pub logging: Option<Logging>,
    /// What is counted of its messages, where the stage asks for detailed metrics.
    pub metrics: Option<Arc<MessageMetrics>>,
    /// What is checked before its integration is called.
    pub validation: Validation,
    /// What answers it.
    pub integration: Integration,
    /// Whether the integration's answer goes back to the client.
    pub responds: bool,
}
