//! The trace that a request belongs to.

use ::http::header::HeaderValue;

use crate::gateway::http::Call;
use crate::gateway::outgoing::TRACE_ID;
use crate::ids;

/// The `x-amzn-trace-id` that backends and authorizers see: a new one, or the caller's with a part for this request.
pub(super) fn header(call: &Call<'_>) -> HeaderValue {
    call.record.trace.get_or_init(|| new_header(call)).clone()
}

fn new_header(call: &Call<'_>) -> HeaderValue {
    let own = ids::trace_header(call.record.received.as_seconds());
    let text = match call.inbound.header(&TRACE_ID) {
        Some(callers) => format!("{};{callers}", own.replacen("Root=", "Self=", 1)),
        None => own,
    };
    HeaderValue::try_from(text).unwrap_or_else(|_| HeaderValue::from_static(""))
}
