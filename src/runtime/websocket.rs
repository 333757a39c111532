//! A deployed WebSocket API stage: its routes, how a message finds one, and what stands behind them.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;

use crate::expr::selection::SelectionExpression;
use crate::runtime::auth::AuthRule;
use crate::runtime::function::FunctionArn;

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
    pub stage_variables: BTreeMap<Box<str>, Box<str>>,
    /// How a message names its route; or why it cannot, and every message fails.
    pub route_selection: Result<SelectionExpression, Box<str>>,
    /// Its routes, by route key.
    pub routes: HashMap<Box<str>, Arc<Route>>,
}

impl WebSocketStage {
    /// The route with exactly this key.
    pub fn route(&self, key: &str) -> Option<&Arc<Route>> {
        self.routes.get(key)
    }

    /// The route of a message whose selection expression gave `key`. Clients cannot select `$connect` and `$disconnect`.
    pub fn message_route(&self, key: &str) -> Option<&Arc<Route>> {
        let selectable = !matches!(key, CONNECT | DISCONNECT);
        selectable.then(|| self.route(key)).flatten().or_else(|| self.default_route())
    }

    /// The route of messages that are not JSON or select no other.
    pub fn default_route(&self) -> Option<&Arc<Route>> {
        self.route(DEFAULT)
    }
}

/// One route of a stage.
#[derive(Debug)]
pub struct Route {
    /// Its key: `$connect`, `$default`, `sendMessage`.
    pub key: Box<str>,
    /// Who may connect; only the rule of `$connect` is ever asked.
    pub authorization: AuthRule,
    /// What answers it.
    pub integration: Integration,
    /// Whether the integration's answer goes back to the client.
    pub responds: bool,
}

/// What stands behind a route.
#[derive(Debug)]
pub struct Integration {
    /// Where messages go.
    pub target: Target,
    /// How long an answer may take.
    pub timeout: Duration,
}

/// Where an integration sends messages.
#[derive(Debug)]
pub enum Target {
    /// `AWS_PROXY`: a Lambda function.
    Function(FunctionArn),
    /// Declared, but this emulator cannot do it; every call fails and names it.
    NotEmulated {
        /// What is declared and why it is not done, one clause.
        what: Box<str>,
    },
}
