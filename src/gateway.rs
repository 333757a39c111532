//! The machine: it takes a request for a deployed stage and answers it. It knows the runtime, functions, backends and
//! the clock; it does not know about documents, the store or the control plane.

use std::sync::Arc;

use crate::clock::Clock;
use crate::gateway::connections::Connections;
use crate::lambda::Functions;
use crate::net::client::HttpClient;
use crate::runtime::Live;
use crate::tasks::Tasks;

pub mod address;
pub mod authorize;
pub mod backend;
pub mod connections;
pub mod error;
pub mod http;
pub mod inbound;
pub mod rest;
pub mod target;
pub mod websocket;

/// What every flow works with.
#[derive(Debug)]
pub struct Gateway {
    /// What is deployed.
    pub live: Arc<Live>,
    /// The time.
    pub clock: Clock,
    /// Work beside requests.
    pub tasks: Tasks,
    /// The way to HTTP backends.
    pub http: HttpClient,
    /// The way to Lambda functions.
    pub functions: Functions,
    /// The WebSocket connections that are open.
    pub connections: Connections,
}
