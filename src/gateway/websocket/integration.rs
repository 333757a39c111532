//! What stands behind routes: calling it, and reading what it answers.

use std::fmt;

use bytes::Bytes;
use emulator_api::event::v1::ProxyResult;
use emulator_api::event::websocket::WebSocketEvent;
use http::StatusCode;

use super::error::Failure;
use crate::gateway::Gateway;
use crate::gateway::authorize::Permit;
use crate::gateway::backend::{self, BackendError};
use crate::lambda::FunctionOutcome;
use crate::runtime::websocket::{Route, Target};

/// An integration's answer.
#[derive(Debug)]
pub(super) struct Answer {
    /// Decides at `$connect`, and nowhere else.
    pub(super) status: StatusCode,
    headers: Vec<(String, String)>,
    /// What goes back to the client, if the route has a route response.
    pub(super) body: String,
}

impl Answer {
    /// A header's value; names match in any case.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(given, _)| given.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

/// Why an integration gave no answer that can be used.
#[derive(Debug)]
pub(super) enum IntegrationError {
    /// The backend could not be called, or was too slow.
    Backend(BackendError),
    /// The function failed, or answered in another form than a proxy integration's.
    Function(String),
    /// The integration is declared and not emulated.
    NotEmulated(Box<str>),
}

/// Calls a route's integration.
///
/// # Errors
/// Any [`IntegrationError`].
pub(super) async fn call(
    gateway: &Gateway,
    permit: &Permit,
    route: &Route,
    event: &WebSocketEvent<'_>,
) -> Result<Answer, IntegrationError> {
    match &route.integration.target {
        Target::Function(function) => {
            let payload = serde_json::to_vec(event).map_err(|error| IntegrationError::Function(error.to_string()))?;
            let timeout = route.integration.timeout;
            let outcome = backend::invoke_function(gateway, permit, function, Bytes::from(payload), timeout).await;
            read(&outcome.map_err(IntegrationError::Backend)?)
        }
        Target::NotEmulated { what } => Err(IntegrationError::NotEmulated(what.clone())),
    }
}

fn read(outcome: &FunctionOutcome) -> Result<Answer, IntegrationError> {
    if outcome.function_error.is_some() {
        let error = String::from_utf8_lossy(&outcome.payload);
        return Err(IntegrationError::Function(format!("the function failed: {error}")));
    }
    let malformed = |reason| IntegrationError::Function(format!("the function's answer is malformed: {reason}"));
    let result = ProxyResult::parse(&outcome.payload).map_err(|error| malformed(error.reason))?;
    let status = StatusCode::from_u16(result.status).map_err(|error| malformed(error.to_string()))?;
    let pairs = result.headers.into_iter().chain(result.multi_value_headers);
    Ok(Answer {
        status,
        headers: pairs.map(|(name, value)| (name.into_owned(), value.into_owned())).collect(),
        body: result.body.into_owned(),
    })
}

impl fmt::Display for IntegrationError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Backend(error) => error.fmt(formatter),
            Self::Function(what) => formatter.write_str(what),
            Self::NotEmulated(what) => formatter.write_str(what),
        }
    }
}

impl From<&IntegrationError> for Failure {
    fn from(error: &IntegrationError) -> Self {
        match error {
            IntegrationError::Backend(error) => Self::from(error),
            IntegrationError::Function(_) => Self::BAD_GATEWAY,
            IntegrationError::NotEmulated(_) => Self::INTERNAL,
        }
    }
}
