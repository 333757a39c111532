//! Why a function could not be invoked.

use std::error::Error;
use std::fmt;

use bytes::Bytes;
use emulator_api::invocation::InvocationType;

use crate::net::client::HttpError;

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
    /// The function's policy lets API Gateway not invoke it.
    NotPermitted {
        /// The function's ARN.
        function: String,
        /// The ARN of the method, route or authorizer that has it invoked.
        by: String,
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
            Self::NotPermitted { function, by } => {
                write!(formatter, "no statement of the policy of {function} lets API Gateway invoke it for {by}")
            }
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
