//! The line that a connection, a message or a disconnection leaves in the access log of its stage (developer guide,
//! "Configuring logging for a WebSocket API").

use std::borrow::Cow;

use http::StatusCode;

use super::call::Call;
use super::error::Failure;
use super::{Admission, Refusal, Reply};
use crate::gateway::Gateway;
use crate::gateway::rest::access_log::{checked, milliseconds};

/// What a call of a route came to.
pub(super) struct Outcome<'o> {
    status: StatusCode,
    failure: Option<&'o Failure>,
}

impl<'o> Outcome<'o> {
    pub(super) fn of_connect(admitted: &'o Result<Admission, Refusal>) -> Self {
        match admitted {
            Ok(_) => Self { status: StatusCode::OK, failure: None },
            Err(Refusal::Status(status)) => Self { status: *status, failure: None },
            Err(Refusal::Failed(failure)) => Self::of_failure(failure),
        }
    }

    pub(super) fn of_message(answered: &'o Result<Reply, Failure>) -> Self {
        answered.as_ref().map_or_else(Self::of_failure, |reply| Self { status: reply.status, failure: None })
    }

    pub(super) fn of_disconnect(status: &'o Result<StatusCode, Failure>) -> Self {
        status.as_ref().map_or_else(Self::of_failure, |status| Self { status: *status, failure: None })
    }

    fn of_failure(failure: &'o Failure) -> Self {
        Self { status: failure.status, failure: Some(failure) }
    }
}

impl Call<'_> {
    /// Writes the call's line, if its stage has an access log.
    pub(super) fn write_access_log(&self, gateway: &Gateway, outcome: &Outcome<'_>) {
        if let Some(log) = &self.stage.access_log {
            gateway.logs.access(log.format.line(|name| self.logged_value(outcome, name)));
        }
    }

    /// The value of `$context.{name}` in an access log.
    fn logged_value<'v>(&'v self, outcome: &Outcome<'v>, name: &str) -> Option<Cow<'v, str>> {
        match name {
            "status" => Some(outcome.status.as_str().to_owned().into()),
            "error.message" => Some(Cow::Borrowed(&*outcome.failure?.message)),
            "error.messageString" => Some(serde_json::Value::from(&*outcome.failure?.message).to_string().into()),
            "error.responseType" => Some(Cow::Borrowed(outcome.failure?.kind?.name())),
            "integration.latency" | "integrationLatency" => Some(milliseconds(self.integration.get()?.latency)),
            "integration.integrationStatus" => Some(self.integration.get()?.status?.to_string().into()),
            "integration.requestId" => self.integration.get()?.request_id.as_deref().map(Cow::Borrowed),
            "integration.status" => self.integration.get().map(|_| outcome.status.as_str().to_owned().into()),
            "integration.error" => self.integration.get().and(outcome.failure).map(|failure| Cow::Borrowed(&*failure.message)),
            _ => checked(&self.checks, name).or_else(|| self.variable(name)),
        }
    }
}
