//! What goes into an invocation and what comes out of it, as the Lambda Invoke API has them.

use std::error::Error;
use std::fmt;

use bytes::Bytes;

use crate::net::client::HttpError;

/// `X-Amz-Invocation-Type`: whether the caller waits for the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvocationType {
    /// The caller waits, and is given the result.
    RequestResponse,
    /// The caller is told 202 at once; a failing function is tried twice more.
    Event,
    /// Nothing runs: 204 when the function is there.
    DryRun,
}

impl InvocationType {
    /// The word on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::RequestResponse => "RequestResponse",
            Self::Event => "Event",
            Self::DryRun => "DryRun",
        }
    }

    /// The largest event that may be sent this way, in bytes (Lambda quotas: 6 MB, and 1 MB for asynchronous ones).
    pub const fn max_payload(self) -> usize {
        match self {
            Self::RequestResponse | Self::DryRun => 6 * 1024 * 1024,
            Self::Event => 1024 * 1024,
        }
    }
}

/// One call of a function.
#[derive(Clone, Debug)]
pub struct Invocation {
    /// The event: a JSON document.
    pub payload: Bytes,
    /// Whether the caller waits.
    pub kind: InvocationType,
    /// The `X-Amzn-Trace-Id` header that the function sees; made up when absent.
    pub trace_id: Option<String>,
    /// The client context: a JSON document.
    pub client_context: Option<String>,
    /// Whether the last 4 KB of the log are wanted.
    pub log_tail: bool,
}

impl Invocation {
    /// An invocation with nothing but its event.
    pub const fn new(payload: Bytes, kind: InvocationType) -> Self {
        Self { payload, kind, trace_id: None, client_context: None, log_tail: false }
    }
}

/// `X-Amz-Function-Error`: the function ran and failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FunctionError {
    /// The function reported the error itself; Lambda says so only for some old runtimes.
    Handled,
    /// Everything else: an exception, a timeout, an exit.
    Unhandled,
}

impl FunctionError {
    /// The word on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Handled => "Handled",
            Self::Unhandled => "Unhandled",
        }
    }
}

/// The answer to an invocation.
#[derive(Clone, Debug)]
pub struct FunctionOutcome {
    /// 200 with a result, 202 for an event, 204 for a dry run.
    pub status: u16,
    /// What the function returned, or the description of its error; empty unless `status` is 200.
    pub payload: Bytes,
    /// Set when the function failed.
    pub function_error: Option<FunctionError>,
    /// The id of this invocation, which the function sees as `aws_request_id`.
    pub request_id: String,
    /// `X-Amz-Executed-Version`, when the function ran.
    pub executed_version: Option<String>,
    /// The last 4 KB of the log, when it was asked for.
    pub log_tail: Option<String>,
}

impl FunctionOutcome {
    pub(super) const fn without_result(status: u16, request_id: String) -> Self {
        Self { status, payload: Bytes::new(), function_error: None, request_id, executed_version: None, log_tail: None }
    }
}

/// Why a function could not be invoked at all.
#[derive(Debug)]
pub enum InvokeError {
    /// Nothing on this machine and no endpoint serves the function.
    NotFound {
        /// The ARN that was asked for.
        arn: String,
        /// What was looked for, for the log.
        reason: String,
    },
    /// The event has more bytes than Lambda takes.
    PayloadTooLarge {
        /// The length of the event in bytes.
        length: usize,
        /// The way in which it was to be sent.
        kind: InvocationType,
    },
    /// The endpoint that serves the function did not answer.
    Unreachable {
        /// Where the request was sent.
        url: String,
        /// What happened.
        source: HttpError,
    },
    /// The endpoint that serves the function answered with an error.
    Refused {
        /// Where the request was sent.
        url: String,
        /// The status of the answer.
        status: u16,
        /// `x-amzn-ErrorType` of the answer, when there is one.
        error_type: Option<String>,
        /// The body of the answer.
        body: Bytes,
    },
    /// The request could not be signed.
    Signing(String),
    /// The emulator stopped while the function ran.
    Stopped,
}

impl fmt::Display for InvokeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound { arn, reason } => write!(formatter, "function not found: {arn} ({reason})"),
            Self::PayloadTooLarge { length, kind } => {
                let (kind, limit) = (kind.as_str(), kind.max_payload());
                write!(formatter, "{length} byte payload is too large for the {kind} invocation type (limit {limit} bytes)")
            }
            Self::Unreachable { url, source } => write!(formatter, "no answer from the Lambda endpoint {url}: {source}"),
            Self::Refused { url, status, error_type, body } => {
                let error_type = error_type.as_deref().unwrap_or("no error type");
                let body = String::from_utf8_lossy(body);
                write!(formatter, "the Lambda endpoint {url} answered {status} ({error_type}): {body}")
            }
            Self::Signing(reason) => write!(formatter, "cannot sign the request to the Lambda endpoint: {reason}"),
            Self::Stopped => formatter.write_str("the emulator stopped while the function ran"),
        }
    }
}

impl Error for InvokeError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Unreachable { source, .. } => Some(source),
            _ => None,
        }
    }
}
