//! A deployed REST API stage.

use std::sync::Arc;

/// One stage of a REST API, ready to serve.
#[derive(Debug)]
pub struct RestStage {
    /// The stage's name, the first segment of its path.
    pub name: Arc<str>,
}
