//! A deployed HTTP API stage.

use std::sync::Arc;

/// One stage of a HTTP API, ready to serve.
#[derive(Debug)]
pub struct HttpStage {
    /// The stage's name, `$default` for the one without a path segment.
    pub name: Arc<str>,
}
