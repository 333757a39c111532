//! The result of a function as it comes (Lambda API reference, InvokeWithResponseStream).

use std::fmt;

use bytes::Bytes;
use emulator_api::invocation::FunctionOutcome;
use http_body_util::BodyExt;
use hyper::body::Incoming;
use serde_json::Value;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::event_stream::Decoder;

/// How many pieces of a result wait for the caller.
pub(super) const WAITING: usize = 16;

/// The result of a function, piece by piece. Dropping it gives up the result, not the invocation.
pub struct FunctionStream {
    request_id: String,
    source: Source,
}

enum Source {
    /// A process on this machine.
    Process { pieces: mpsc::Receiver<Bytes>, outcome: JoinHandle<FunctionOutcome> },
    /// A Lambda service.
    Service { body: Incoming, decoder: Decoder },
    /// A result that came whole.
    Whole(FunctionOutcome),
    /// There is no more.
    Ended,
}

impl fmt::Debug for FunctionStream {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("FunctionStream")
    }
}

impl FunctionStream {
    pub(super) fn of_process(request_id: String, pieces: mpsc::Receiver<Bytes>, outcome: JoinHandle<FunctionOutcome>) -> Self {
        Self { request_id, source: Source::Process { pieces, outcome } }
    }

    pub(super) fn whole(outcome: FunctionOutcome) -> Self {
        Self { request_id: outcome.request_id.clone(), source: Source::Whole(outcome) }
    }

    pub(super) fn of_service(request_id: String, body: Incoming) -> Self {
        Self { request_id, source: Source::Service { body, decoder: Decoder::default() } }
    }

    /// The invocation's id.
    pub fn request_id(&self) -> &str {
        &self.request_id
    }

    /// The next piece; none when the function has ended well.
    ///
    /// # Errors
    /// The function failed, or what it runs in; nothing more comes.
    pub async fn next(&mut self) -> Result<Option<Bytes>, String> {
        let next = match &mut self.source {
            Source::Ended => return Ok(None),
            Source::Process { pieces, outcome } => match pieces.recv().await {
                Some(piece) => return Ok(Some(piece)),
                None => match outcome.await {
                    Ok(outcome) => checked(&outcome).map(|()| None),
                    Err(_) => Err("the emulator stopped while the function ran".to_owned()),
                },
            },
            Source::Whole(outcome) => checked(outcome).map(|()| Some(outcome.payload.clone())),
            Source::Service { body, decoder } => match next_of_service(body, decoder).await {
                Ok(Some(piece)) => return Ok(Some(piece)),
                ended => ended,
            },
        };
        self.source = Source::Ended;
        next
    }
}

/// Whether the function has ended well.
fn checked(outcome: &FunctionOutcome) -> Result<(), String> {
    match outcome.function_error {
        None => Ok(()),
        Some(kind) => Err(format!("{}: {}", kind.as_str(), String::from_utf8_lossy(&outcome.payload))),
    }
}

async fn next_of_service(body: &mut Incoming, decoder: &mut Decoder) -> Result<Option<Bytes>, String> {
    loop {
        while let Some(message) = decoder.next().map_err(str::to_owned)? {
            match message.headers.get(":event-type").map(String::as_str) {
                Some("PayloadChunk") => return Ok(Some(message.payload)),
                Some("InvokeComplete") => return complete(&message.payload),
                _ if message.headers.contains_key(":exception-type") || message.headers.contains_key(":error-code") => {
                    return Err(String::from_utf8_lossy(&message.payload).into_owned());
                }
                _ => {}
            }
        }
        match body.frame().await {
            Some(Ok(frame)) => frame.data_ref().into_iter().for_each(|data| decoder.push(data)),
            Some(Err(error)) => return Err(error.to_string()),
            None => return Err("the stream ended before the invocation was complete".to_owned()),
        }
    }
}

/// How the invocation ended: `ErrorCode` and `ErrorDetails` tell that it failed.
fn complete(payload: &[u8]) -> Result<Option<Bytes>, String> {
    let ended: Value = serde_json::from_slice(payload).unwrap_or_default();
    match ended.get("ErrorCode").and_then(Value::as_str) {
        None | Some("") => Ok(None),
        Some(code) => Err(format!("{code}: {}", ended.get("ErrorDetails").and_then(Value::as_str).unwrap_or(""))),
    }
}
