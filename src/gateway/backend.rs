//! The way to backends, shared by the three flows. Nothing is called without a [`Permit`].

use std::borrow::Cow;
use std::fmt;
use std::future::Future;
use std::pin::{Pin, pin};
use std::time::Duration;

use bytes::Bytes;
use emulator_api::arn::FunctionArn;
use http::{HeaderName, Request, Response};
use hyper::body::Incoming;

use crate::gateway::Gateway;
use crate::gateway::authorize::Permit;
use crate::gateway::faults::Failure;
use crate::gateway::observed::{BackendCall, Ended};
use crate::lambda::{FunctionOutcome, FunctionStream, Invocation, InvocationType, InvokeError, Source};
use crate::net::client::{HttpError, RequestBody, TlsOptions, Upload};
use crate::runtime::connection::Connection;

mod fault;
mod query_answer;
mod query_over_json;
mod recorded;
mod service;

pub(in crate::gateway) use fault::suffered_by_mock;
pub use service::send_service;

/// The most bytes that a backend may answer: API Gateway's payload limit (developer guide, "Quotas").
pub const RESPONSE_LIMIT: usize = 10 * 1024 * 1024;

/// Why a backend gave no answer. Each flow turns it into its own failure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BackendError {
    /// No answer within the integration's timeout. What comes later is dropped.
    TimedOut {
        /// The integration's timeout.
        after: Duration,
    },
    /// The function does not exist here, and nothing stands for it.
    NoFunction(Cow<'static, str>),
    /// The function's policy does not let API Gateway invoke it.
    NotPermitted(Cow<'static, str>),
    /// The event has more bytes than Lambda takes.
    TooLarge(Cow<'static, str>),
    /// Nothing here stands for the AWS service or the VPC link that is called.
    Unmapped(Cow<'static, str>),
    /// No connection could be made.
    Unreachable(Cow<'static, str>),
    /// The exchange began and broke, or the answer is not one.
    Broken(Cow<'static, str>),
}

impl fmt::Display for BackendError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TimedOut { after } => write!(formatter, "no answer within {} ms", after.as_millis()),
            Self::NoFunction(detail)
            | Self::NotPermitted(detail)
            | Self::TooLarge(detail)
            | Self::Unmapped(detail)
            | Self::Unreachable(detail)
            | Self::Broken(detail) => formatter.write_str(detail),
        }
    }
}

impl std::error::Error for BackendError {}

/// Headers by which AWS's services tell the id that they gave a request.
const REQUEST_IDS: [HeaderName; 2] = [HeaderName::from_static("x-amzn-requestid"), HeaderName::from_static("x-amz-request-id")];
/// The header of the other id, which some of them give too.
const SECOND_REQUEST_ID: HeaderName = HeaderName::from_static("x-amz-id-2");

/// Sends a request to an HTTP backend and reads its whole answer. Its URI is absolute, but for one that goes through a VPC
/// link, which may be a path alone. The time in which a caller has yet to send the body is not the backend's.
///
/// # Errors
/// `TimedOut` when the answer is not complete after `timeout`; `Unmapped` when nothing stands for the VPC link;
/// `Unreachable` or `Broken` when there is no answer.
pub async fn send_http(
    gateway: &Gateway,
    _permit: &Permit,
    mut request: Request<RequestBody>,
    connection: Option<&Connection>,
    timeout: Duration,
    call: &BackendCall,
) -> Result<Response<Bytes>, BackendError> {
    let tls = connected(gateway, &mut request, connection)?;
    call.sent(|| recorded::request(&request));
    let upload = request.body().upload();
    let work = pin!(gateway.http.fetch_with(request, &tls, RESPONSE_LIMIT));
    let answered = observed(gateway, timeout, upload.as_ref(), call, work, Told::by, fault::answer)
        .await
        .and_then(|answer| answer.map_err(|error| of_exchange(&error)));
    call.given(&answered, recorded::response);
    answered
}

/// Sends a request to an HTTP backend, as [`send_http`] does, and gives its answer as soon as its head is there. Its body is in memory.
///
/// # Errors
/// As [`send_http`].
pub async fn stream_http(
    gateway: &Gateway,
    _permit: &Permit,
    mut request: Request<RequestBody>,
    connection: Option<&Connection>,
    timeout: Duration,
    call: &BackendCall,
) -> Result<Response<Incoming>, BackendError> {
    let tls = connected(gateway, &mut request, connection)?;
    call.sent(|| recorded::request(&request));
    let work = pin!(gateway.http.send_with(request, &tls));
    let answered = observed(gateway, timeout, None, call, work, Told::by, fault::nothing_to_stream)
        .await
        .and_then(|answer| answer.map_err(|error| of_exchange(&error)));
    call.given(&answered, recorded::head);
    answered
}

/// Directs a request to what stands for its VPC link, and says how the server is verified.
fn connected(
    gateway: &Gateway,
    request: &mut Request<RequestBody>,
    connection: Option<&Connection>,
) -> Result<TlsOptions, BackendError> {
    let Some(connection) = connection else { return Ok(TlsOptions::default()) };
    gateway.vpc_links.connect(connection, request).map_err(|why| BackendError::Unmapped(why.into()))
}

fn of_exchange(error: &HttpError) -> BackendError {
    match error {
        HttpError::Connect(_) => BackendError::Unreachable(error.to_string().into()),
        HttpError::Exchange(_) | HttpError::TooLarge { .. } => BackendError::Broken(error.to_string().into()),
    }
}

/// Invokes a function with an event and waits for its result. A function that fails has an outcome too, with a
/// `function_error`. Its policy has to permit `source`, the ARN of the method, route or authorizer that has it invoked.
///
/// # Errors
/// `TimedOut` when there is no outcome after `timeout` (the function goes on, its result is dropped); `NoFunction`, `NotPermitted`,
/// `Unreachable` or `Broken` when it was not run.
pub async fn invoke_function(
    gateway: &Gateway,
    permit: &Permit,
    function: &FunctionArn,
    payload: Bytes,
    timeout: Duration,
    call: &BackendCall,
    source: Source<'_>,
) -> Result<FunctionOutcome, BackendError> {
    let invocation = Invocation::new(payload, InvocationType::RequestResponse);
    invoke_function_with(gateway, permit, function, invocation, timeout, call, source).await
}

/// As [`invoke_function`], with everything that an invocation may carry.
///
/// # Errors
/// As [`invoke_function`].
pub async fn invoke_function_with(
    gateway: &Gateway,
    _permit: &Permit,
    function: &FunctionArn,
    invocation: Invocation,
    timeout: Duration,
    call: &BackendCall,
    source: Source<'_>,
) -> Result<FunctionOutcome, BackendError> {
    let told = |outcome: &FunctionOutcome| Told {
        status: outcome.status,
        request_id: Some(outcome.request_id.as_str().into()),
        second_request_id: None,
    };
    let kind = invocation.kind;
    call.sent(|| recorded::invocation(function, &invocation));
    // In a box: the room that an invocation takes would be part of the future of every request.
    let mut work = Box::pin(gateway.functions.invoke_for(Some(source), function, invocation));
    let answered = observed(gateway, timeout, None, call, work.as_mut(), told, |failure| fault::outcome(failure, kind)).await;
    let answered = answered.and_then(|answer| answer.map_err(|error| of_invocation(&error)));
    call.given(&answered, recorded::outcome);
    answered
}

/// Invokes a function and gives its result as it comes. How long that may take is the caller's to say.
///
/// # Errors
/// As [`invoke_function`], but `TimedOut`.
pub async fn stream_function(
    gateway: &Gateway,
    _permit: &Permit,
    function: &FunctionArn,
    invocation: Invocation,
    call: &BackendCall,
    source: Source<'_>,
) -> Result<FunctionStream, BackendError> {
    call.sent(|| recorded::invocation(function, &invocation));
    if let Some(strike) = call.strike() {
        strike.delay().await;
    }
    gateway.functions.invoke_streaming(Some(source), function, invocation).await.map_err(|error| of_invocation(&error))
}

fn of_invocation(error: &InvokeError) -> BackendError {
    let detail = error.to_string().into();
    match error {
        InvokeError::NotFound { .. } => BackendError::NoFunction(detail),
        InvokeError::NotPermitted { .. } => BackendError::NotPermitted(detail),
        InvokeError::Unreachable { .. } => BackendError::Unreachable(detail),
        InvokeError::PayloadTooLarge { .. } => BackendError::TooLarge(detail),
        InvokeError::Refused { .. } | InvokeError::Signing(_) | InvokeError::Stopped => BackendError::Broken(detail),
    }
}

/// What an answer tells about itself.
struct Told {
    status: u16,
    request_id: Option<Box<str>>,
    second_request_id: Option<Box<str>>,
}

impl Told {
    fn by<B>(answer: &Response<B>) -> Self {
        let header = |name: &HeaderName| answer.headers().get(name)?.to_str().ok().map(Into::into);
        let (request_id, second_request_id) = (REQUEST_IDS.iter().find_map(header), header(&SECOND_REQUEST_ID));
        Self { status: answer.status().as_u16(), request_id, second_request_id }
    }
}

/// Waits for the answer of a backend at most `timeout`, which begins anew with all that comes of an `upload`, and notes in `call` how
/// long it took and what it was. The work stays where it is pinned: moved, it would take its room once more in each future on the way.
/// `in_its_place` is what a fault that befalls the call makes of it.
async fn observed<T, E>(
    gateway: &Gateway,
    timeout: Duration,
    upload: Option<&Upload>,
    call: &BackendCall,
    work: Pin<&mut impl Future<Output = Result<T, E>>>,
    told: impl FnOnce(&T) -> Told,
    in_its_place: impl FnOnce(Failure) -> Result<T, BackendError>,
) -> Result<Result<T, E>, BackendError> {
    let started = gateway.clock.instant();
    let answer = match (call.strike(), upload) {
        (None, None) => within(timeout, work).await,
        // Apart, so that the future of every call is not as large as that of one that a fault strikes, or whose body is on its way.
        (Some(strike), _) => Box::pin(fault::befall(strike, timeout, work, in_its_place)).await,
        (None, Some(upload)) => Box::pin(upload.within(timeout, work)).await.ok_or(BackendError::TimedOut { after: timeout }),
    };
    let latency = gateway.clock.instant().duration_since(started);
    let told = answer.as_ref().ok().and_then(|answer| answer.as_ref().ok()).map(told);
    call.ended(match told {
        Some(Told { status, request_id, second_request_id }) => {
            Ended { latency, status: Some(status), request_id, second_request_id }
        }
        None => Ended { latency, status: None, request_id: None, second_request_id: None },
    });
    answer
}

/// Waits for `work` at most `timeout`; then drops it, and with it everything that it would still do.
pub(in crate::gateway) async fn within<T>(timeout: Duration, work: Pin<&mut impl Future<Output = T>>) -> Result<T, BackendError> {
    tokio::time::timeout(timeout, work).await.map_err(|_elapsed| BackendError::TimedOut { after: timeout })
}
