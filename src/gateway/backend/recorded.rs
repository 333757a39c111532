//! What the request history keeps of what backends are sent, and of what they give.

use bytes::Bytes;
use emulator_api::arn::FunctionArn;
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response};

use crate::gateway::backend::Told;
use crate::gateway::recorder::{Given, Sent};
use crate::lambda::{FunctionOutcome, Invocation, InvocationType};
use crate::net::client::RequestBody;

/// A request to an HTTP backend.
pub(super) fn request(request: &Request<RequestBody>) -> Sent {
    let (uri, body) = (request.uri().to_string(), request.body().bytes().unwrap_or_default());
    Sent { method: Some(request.method().clone()), uri, headers: request.headers().clone(), body }
}

/// A request to a service, whose URI is a path.
pub(super) fn service_request(service: &str, request: &Request<Bytes>) -> Sent {
    let (uri, body) = (format!("{service}:{}", request.uri()), request.body().clone());
    Sent { method: Some(request.method().clone()), uri, headers: request.headers().clone(), body }
}

/// The call of a function.
pub(in crate::gateway) fn invocation(function: &FunctionArn, invocation: &Invocation) -> Sent {
    let kind = (HeaderName::from_static("x-amz-invocation-type"), HeaderValue::from_static(invocation.kind.as_str()));
    let headers =
        if invocation.kind == InvocationType::RequestResponse { HeaderMap::new() } else { HeaderMap::from_iter([kind]) };
    Sent { method: None, uri: function.to_string(), headers, body: invocation.payload.clone() }
}

/// A whole answer.
pub(super) fn response(answer: &Response<Bytes>) -> Given {
    Given { body: answer.body().clone(), ..head(answer) }
}

/// An answer whose body is not there yet.
pub(super) fn head<B>(answer: &Response<B>) -> Given {
    let Told { status, request_id, .. } = Told::by(answer);
    Given { status, headers: answer.headers().clone(), body: Bytes::new(), request_id }
}

/// What came of a function's call.
pub(super) fn outcome(outcome: &FunctionOutcome) -> Given {
    let error = outcome
        .function_error
        .map(|error| (HeaderName::from_static("x-amz-function-error"), HeaderValue::from_static(error.as_str())));
    Given {
        status: outcome.status,
        headers: error.into_iter().collect(),
        body: outcome.payload.clone(),
        request_id: Some(outcome.request_id.as_str().into()),
    }
}
