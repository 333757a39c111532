//! Calling what stands behind routes, and reading what it answers.

use std::borrow::Cow;
use std::fmt;

use ::http::{HeaderMap, HeaderValue, StatusCode, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use emulator_api::event::v1::ProxyResult;
use tokio_tungstenite::tungstenite::Utf8Bytes;

use super::call::Call;
use super::error::Failure;
use super::event;
use crate::gateway::Gateway;
use crate::gateway::authorize::Permit;
use crate::gateway::backend::{self, BackendError};
use crate::gateway::mapping::Overrides;
use crate::lambda::FunctionOutcome;
use crate::runtime::websocket::integration::{Integration, Target};

mod custom;
mod fault;
mod http;

/// An integration's answer.
#[derive(Debug)]
pub(super) struct Answer {
    /// Decides at `$connect`, and nowhere else.
    pub(super) status: StatusCode,
    /// The subprotocol that `$connect` chose.
    pub(super) subprotocol: Option<HeaderValue>,
    /// What goes back to the client, if the route has a route response.
    pub(super) body: Utf8Bytes,
}

/// Why an integration gave no answer that can be used.
#[derive(Debug)]
pub(super) enum IntegrationError {
    /// The backend could not be called, or was too slow.
    Backend(BackendError),
    /// The function failed, or its answer is not one of a proxy integration.
    Function(String),
    /// A request for the backend cannot be made of this call.
    Request(String),
    /// No request template is for this call, and messages do not pass through.
    NoTemplate,
    /// The integration is declared and not emulated.
    NotEmulated(Box<str>),
}

/// What a backend gets that is called by a mapping.
struct MappedRequest {
    body: Bytes,
    /// What its template overrides, if it was rendered.
    overrides: Option<Box<Overrides>>,
}

/// Calls an integration.
///
/// # Errors
/// Any [`IntegrationError`].
pub(super) async fn call(
    gateway: &Gateway,
    permit: &Permit,
    integration: &Integration,
    call: &Call<'_>,
) -> Result<Answer, IntegrationError> {
    let timeout = integration.timeout;
    fault::suffer(gateway, integration, call);
    // Backends are called in boxes: a mock takes no memory for the calls that it does not make.
    match &integration.target {
        Target::Function(function) => {
            let event = Bytes::from(event::write(call).map_err(|error| IntegrationError::Request(error.to_string()))?);
            call.trace_invocation(function, &event);
            let source = || call.source();
            let invoked = backend::invoke_function(gateway, permit, function, event, timeout, &call.integration, &source);
            let outcome = Box::pin(invoked).await.map_err(IntegrationError::Backend)?;
            call.trace_response(&HeaderMap::new(), &outcome.payload);
            read(&outcome)
        }
        Target::HttpProxy(target) => {
            let form = http::Form::Proxy(message(integration, call)?);
            let answer = Box::pin(http::send(gateway, permit, target, timeout, call, &form)).await?;
            let subprotocol = answer.headers().get(header::SEC_WEBSOCKET_PROTOCOL).cloned();
            Ok(Answer { status: answer.status(), subprotocol, body: as_text(answer.body()) })
        }
        Target::Custom(custom) => custom::call(gateway, permit, custom, timeout, call, message(integration, call)?).await,
        Target::NotEmulated { what } => Err(IntegrationError::NotEmulated(what.clone())),
    }
}

/// The message as the backend gets it (developer guide, "Binary media types for WebSocket APIs"); empty on other occasions.
fn message<'c>(integration: &Integration, call: &Call<'c>) -> Result<Cow<'c, [u8]>, IntegrationError> {
    let text = call.body().unwrap_or_default().as_bytes();
    if !integration.decodes_messages {
        return Ok(Cow::Borrowed(text));
    }
    let decoded = STANDARD.decode(text);
    decoded.map(Cow::Owned).map_err(|error| IntegrationError::Request(format!("the message is not Base64: {error}")))
}

/// Reads a function's result, which has the form of a REST API's.
fn read(outcome: &FunctionOutcome) -> Result<Answer, IntegrationError> {
    if outcome.function_error.is_some() {
        let error = String::from_utf8_lossy(&outcome.payload);
        return Err(IntegrationError::Function(format!("the function failed: {error}")));
    }
    let malformed = |reason| IntegrationError::Function(format!("the function's answer is malformed: {reason}"));
    let result = ProxyResult::parse(&outcome.payload).map_err(|error| malformed(error.reason))?;
    let status = StatusCode::from_u16(result.status).map_err(|error| malformed(error.to_string()))?;
    let mut headers = result.headers.iter().chain(&result.multi_value_headers);
    let subprotocol = headers.find(|(name, _)| name.eq_ignore_ascii_case(header::SEC_WEBSOCKET_PROTOCOL.as_str()));
    Ok(Answer {
        status,
        subprotocol: subprotocol.and_then(|(_, value)| HeaderValue::from_str(value).ok()),
        body: result.body.into_owned().into(),
    })
}

/// Frames to clients are text; what is not UTF-8 is replaced.
fn as_text(body: &Bytes) -> Utf8Bytes {
    Utf8Bytes::try_from(body.clone()).unwrap_or_else(|_| String::from_utf8_lossy(body).as_ref().into())
}

impl fmt::Display for IntegrationError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Backend(error) => error.fmt(formatter),
            Self::Function(what) | Self::Request(what) => formatter.write_str(what),
            Self::NoTemplate => formatter.write_str("no request template is for this call, and messages do not pass through"),
            Self::NotEmulated(what) => formatter.write_str(what),
        }
    }
}

impl From<&IntegrationError> for Failure {
    fn from(error: &IntegrationError) -> Self {
        match error {
            IntegrationError::Backend(error) => Self::from(error),
            IntegrationError::Function(_) => Self::BAD_GATEWAY,
            IntegrationError::NoTemplate => Self::UNSUPPORTED_MEDIA_TYPE,
            IntegrationError::Request(_) | IntegrationError::NotEmulated(_) => Self::INTERNAL,
        }
    }
}
