//! What data tracing tells of a call: the message, what its backend got, and what it gave. The lines are those of REST APIs'
//! execution logs, as in the logs that users of AWS showed (boto3 issue 3789).

use std::fmt::Display;
use std::sync::{Mutex, PoisonError};

use emulator_api::arn::FunctionArn;
use http::HeaderMap;

use super::call::Call;
use crate::gateway::faults::Strike;
use crate::gateway::logs::wording::of_headers;

/// The lines of one call, in order.
#[derive(Debug, Default)]
pub(super) struct Trace(Mutex<Vec<String>>);

impl Call<'_> {
    /// The backend is about to be called.
    pub(super) fn trace_request(&self, uri: &impl Display, headers: &HeaderMap, body: &[u8]) {
        self.tell(|| {
            vec![
                format!("Endpoint request URI: {uri}"),
                format!("Endpoint request headers: {}", of_headers(headers)),
                format!("Endpoint request body after transformations: {}", String::from_utf8_lossy(body)),
                format!("Sending request to {uri}"),
            ]
        });
    }

    /// A function is about to be called, as if over Lambda's own API.
    pub(super) fn trace_invocation(&self, function: &FunctionArn, event: &[u8]) {
        let uri = format_args!("https://lambda.{}.amazonaws.com/2015-03-31/functions/{function}/invocations", function.region);
        self.trace_request(&uri, &HeaderMap::new(), event);
    }

    /// The backend has answered.
    pub(super) fn trace_response(&self, headers: &HeaderMap, body: &[u8]) {
        let Some(ended) = self.integration.get() else { return };
        let (status, latency) = (ended.status.unwrap_or_default(), ended.latency.as_millis());
        self.tell(|| {
            vec![
                format!("Received response. Status: {status}, Integration latency: {latency} ms"),
                format!("Endpoint response headers: {}", of_headers(headers)),
                format!("Endpoint response body before transformations: {}", String::from_utf8_lossy(body)),
            ]
        });
    }

    /// A fault befalls the call of the backend.
    pub(super) fn trace_fault(&self, strike: &Strike) {
        self.tell(|| vec![strike.to_string()]);
    }

    /// The lines so far.
    pub(super) fn traced(&self) -> Vec<String> {
        let lines = self.trace.as_ref().map(|trace| trace.0.lock().unwrap_or_else(PoisonError::into_inner));
        lines.map(|mut lines| std::mem::take(&mut *lines)).unwrap_or_default()
    }

    fn tell(&self, lines: impl FnOnce() -> Vec<String>) {
        if let Some(trace) = &self.trace {
            trace.0.lock().unwrap_or_else(PoisonError::into_inner).extend(lines());
        }
    }
}
