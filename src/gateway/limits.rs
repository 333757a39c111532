//! Requests with more bytes than API Gateway takes. They are refused at the door, before any check of an API (developer guide,
//! "Amazon API Gateway quotas and important notes").

use ::http::{HeaderMap, Request, Response};
use bytes::Bytes;
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::{Body, Incoming};

use crate::gateway::target::TargetStage;
use crate::gateway::{forbidden, http, rest};

/// The largest payload, 10 MB.
const PAYLOAD: usize = 10 * 1024 * 1024;

/// Shorter bodies come nearly at once, and are read before anything else.
const SHORTEST_UPLOAD: u64 = 16 * 1024;

/// The most bytes that the values of all headers may have; those of a request for an HTTP API together with its first line.
/// WebSocket APIs have no such quota.
const HEADERS: usize = 10_240;

/// The answer to a request whose headers are too long; none to all others.
pub(super) fn refuse_headers<B>(stage: &TargetStage, request: &Request<B>) -> Option<Response<Full<Bytes>>> {
    let values = length_of_values(request.headers());
    match stage {
        TargetStage::Rest(_) if values > HEADERS => Some(rest::too_large(format!("HTTP header is larger than {HEADERS} bytes."))),
        TargetStage::Http(_) if length_of_first_line(request) + values > HEADERS => Some(http::headers_too_large()),
        TargetStage::Rest(_) | TargetStage::Http(_) | TargetStage::WebSocket(_) => None,
    }
}

fn length_of_values(headers: &HeaderMap) -> usize {
    headers.values().map(|value| value.len()).sum()
}

/// `GET /orders?id=7 HTTP/1.1`.
fn length_of_first_line<B>(request: &Request<B>) -> usize {
    let uri = request.uri();
    let query = uri.query().map_or(0, |query| query.len() + 1);
    request.method().as_str().len() + uri.path().len() + query + " ".len() + " HTTP/1.1".len()
}

/// Whether a body may go on as it comes, if nothing reads it: it is no shorter than what is worth that, and not too long.
pub(super) fn may_be_passed_on(stage: &TargetStage, body: &Incoming) -> bool {
    let length = || body.size_hint().exact();
    matches!(stage, TargetStage::Rest(Some(_)) | TargetStage::Http(Some(_)))
        && length().is_some_and(|length| (SHORTEST_UPLOAD..=PAYLOAD as u64).contains(&length))
}

/// Reads a whole body. The error is the answer to one that is too long, or that has no end.
pub(super) async fn read(stage: &TargetStage, body: Incoming) -> Result<Bytes, Response<Full<Bytes>>> {
    if body.is_end_stream() {
        return Ok(Bytes::new());
    }
    match Limited::new(body, PAYLOAD).collect().await {
        Ok(body) => Ok(body.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(match stage {
            TargetStage::Rest(Some(_)) => rest::too_large(format!("HTTP content length exceeded {PAYLOAD} bytes.")),
            TargetStage::Http(_) => http::too_large(),
            TargetStage::Rest(None) | TargetStage::WebSocket(_) => forbidden(),
        }),
        // The client went away.
        Err(_) => Err(forbidden()),
    }
}
