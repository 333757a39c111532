//! What goes into a test of a method or an authorizer and what comes out of it (API reference, TestInvokeMethod and
//! TestInvokeAuthorizer).

use std::time::Duration;

use bytes::Bytes;
use http::{Method, Uri};

use crate::Doc;

/// A simulated request.
#[derive(Clone, Debug)]
pub struct TestRequest {
    /// The method.
    pub verb: Method,
    /// The path and query below the stage.
    pub uri: Uri,
    /// The headers, with their names as they were written.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Bytes,
}

/// What a method answered to a simulated request.
#[derive(Clone, Debug)]
pub struct TestAnswer {
    /// The status; 0 when there was none in time.
    pub status: u16,
    /// The headers, with their names as AWS writes them.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Bytes,
    /// The execution log.
    pub log: String,
    /// How long it took.
    pub latency: Duration,
}

/// What an authorizer answered to a simulated request.
#[derive(Clone, Debug)]
pub struct TestDecision {
    /// The status that the caller would get; 0 when the authorizer knows who calls.
    pub client_status: u16,
    /// Whom a Lambda authorizer named.
    pub principal_id: Option<String>,
    /// The policy that a Lambda authorizer gave, as JSON.
    pub policy: Option<String>,
    /// What a token of a user pool claims.
    pub claims: Option<Doc>,
    /// The execution log.
    pub log: String,
    /// How long it took.
    pub latency: Duration,
}
