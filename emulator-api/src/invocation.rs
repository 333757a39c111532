//! What goes into an invocation of a Lambda function and what comes out of it, as the Lambda Invoke API has them.

use bytes::Bytes;
use serde::Deserialize;

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
    /// An outcome without a result: 202 or 204.
    pub const fn without_result(status: u16, request_id: String) -> Self {
        Self { status, payload: Bytes::new(), function_error: None, request_id, executed_version: None, log_tail: None }
    }

    /// The `errorMessage` of a payload that has one, as the descriptions of errors do.
    pub fn error_message(&self) -> Option<String> {
        #[derive(Deserialize)]
        struct Failure {
            #[serde(rename = "errorMessage")]
            error_message: String,
        }
        serde_json::from_slice::<Failure>(&self.payload).ok().map(|failure| failure.error_message)
    }
}
