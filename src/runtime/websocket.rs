//! A deployed WebSocket API stage.

use std::sync::Arc;

/// One stage of a WebSocket API, ready to serve.
#[derive(Debug)]
pub struct WebSocketStage {
    /// The stage's name, the first segment of its path.
    pub name: Arc<str>,
}
