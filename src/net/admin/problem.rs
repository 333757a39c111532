//! How the emulator's own API says that it did not do what it was asked.

use std::error::Error;

use axum::Json;
use axum::response::{IntoResponse, Response};
use emulator_api::AwsError;
use emulator_api::admin::Problem;
use http::{Method, StatusCode};

pub(super) type Result<T, E = Refusal> = std::result::Result<T, E>;

/// A request that was not done, and why.
#[derive(Debug)]
pub(super) struct Refusal {
    status: StatusCode,
    message: String,
}

impl Refusal {
    /// 400: the request cannot be understood.
    pub(super) fn bad_request(message: impl Into<String>) -> Self {
        Self { status: StatusCode::BAD_REQUEST, message: message.into() }
    }

    /// 404: what it names is not there.
    pub(super) fn not_found(message: impl Into<String>) -> Self {
        Self { status: StatusCode::NOT_FOUND, message: message.into() }
    }

    /// 405: it cannot be done with what is there.
    pub(super) fn method_not_allowed(method: &Method, path: &str) -> Self {
        Self { status: StatusCode::METHOD_NOT_ALLOWED, message: format!("{method} is nothing that can be done with {path}") }
    }

    /// 413: its body is longer than any that is needed.
    pub(super) fn too_long(limit: usize) -> Self {
        Self { status: StatusCode::PAYLOAD_TOO_LARGE, message: format!("a body has at most {limit} bytes") }
    }

    /// 409: what is asked for makes no sense as things are.
    pub(super) fn conflict(message: impl Into<String>) -> Self {
        Self { status: StatusCode::CONFLICT, message: message.into() }
    }

    /// 500: the emulator failed. What failed is for the log as well as for the caller.
    pub(super) fn failed(what: &str, error: &dyn Error) -> Self {
        tracing::error!(%error, "{what}");
        Self { status: StatusCode::INTERNAL_SERVER_ERROR, message: format!("{what}: {error}") }
    }
}

/// What the control plane could not do, with the status that it would answer an AWS client.
impl From<AwsError> for Refusal {
    fn from(error: AwsError) -> Self {
        Self { status: error.status(), message: error.message().to_owned() }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.status, Json(Problem { message: self.message })).into_response()
    }
}
