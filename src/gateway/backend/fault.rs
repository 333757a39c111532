//! What a fault makes of a backend's call: it is late, or something else takes the place of the backend's answer.

use std::pin::{Pin, pin};
use std::time::Duration;

use bytes::Bytes;
use emulator_api::admin::LambdaError;
use http::{Response, StatusCode};
use serde_json::json;

use crate::gateway::backend::{BackendError, within};
use crate::gateway::faults::{Failure, Strike};
use crate::gateway::observed::BackendCall;
use crate::ids;
use crate::lambda::{FunctionError, FunctionOutcome, InvocationType};

/// Lambda's refusal of an invocation (Lambda API reference, Invoke, `TooManyRequestsException`).
const THROTTLED: &str = "Lambda answered 429 (TooManyRequestsException): Rate Exceeded.";

/// Lets a fault befall a call: the delay counts towards the timeout, and a backend whose answer is replaced is not called.
pub(super) async fn befall<T, E>(
    strike: &Strike,
    timeout: Duration,
    work: Pin<&mut impl Future<Output = Result<T, E>>>,
    in_its_place: impl FnOnce(Failure) -> Result<T, BackendError>,
) -> Result<Result<T, E>, BackendError> {
    let call = async {
        strike.delay().await;
        match strike.in_place_of_the_backend() {
            None => Ok(work.await),
            Some(failure) => in_its_place(failure).map(Ok),
        }
    };
    within(timeout, pin!(call)).await.flatten()
}

/// The answer of an HTTP backend or of a service.
pub(super) fn answer(failure: Failure) -> Result<Response<Bytes>, BackendError> {
    match failure {
        Failure::Status(status) => {
            let mut answer = Response::new(Bytes::new());
            *answer.status_mut() = status;
            Ok(answer)
        }
        Failure::BackendReset | Failure::Function(_) | Failure::ClientCut => Err(broken()),
    }
}

/// An answer that comes bit by bit. What a fault answers is whole, and whoever streams asks for that first.
pub(super) fn nothing_to_stream<T>(_: Failure) -> Result<T, BackendError> {
    Err(broken())
}

/// The outcome of an invocation. A function that answers with a status does so as a proxy integration wants it; who does not
/// wait for a function does not see it fail either.
pub(super) fn outcome(failure: Failure, kind: InvocationType) -> Result<FunctionOutcome, BackendError> {
    let request_id = ids::request_id();
    let (payload, function_error) = match failure {
        Failure::BackendReset | Failure::ClientCut => return Err(broken()),
        _ if kind == InvocationType::Event => return Ok(FunctionOutcome::without_result(202, request_id)),
        _ if kind == InvocationType::DryRun => return Ok(FunctionOutcome::without_result(204, request_id)),
        Failure::Function(LambdaError::Throttled) => return Err(BackendError::Broken(THROTTLED.into())),
        Failure::Status(status) => (json!({ "statusCode": status.as_u16() }), None),
        Failure::Function(error) => (description(error, &request_id), Some(FunctionError::Unhandled)),
    };
    let payload = Bytes::from(payload.to_string());
    let executed_version = Some("$LATEST".to_owned());
    Ok(FunctionOutcome { status: 200, payload, function_error, request_id, executed_version, log_tail: None })
}

/// A failed function's result, in the words that functions here fail with too.
fn description(error: LambdaError, request_id: &str) -> serde_json::Value {
    let of_runtime =
        |kind: &str, why: &str| json!({ "errorType": kind, "errorMessage": format!("RequestId: {request_id} Error: {why}") });
    match error {
        LambdaError::Unhandled => of_runtime("Runtime.ExitError", "Runtime exited with error: exit status 1"),
        LambdaError::Timeout => of_runtime("Sandbox.Timedout", "Task timed out after 3.00 seconds"),
        LambdaError::Handled | LambdaError::Throttled => json!({
            "errorMessage": "The function failed on purpose",
            "errorType": "Error",
            "stackTrace": [],
        }),
    }
}

fn broken() -> BackendError {
    BackendError::Broken("the backend broke the connection".into())
}

/// Lets a fault befall a mock, and tells the status that takes the place of its own.
///
/// # Errors
/// `TimedOut` when the fault's delay is longer than `timeout`.
pub(in crate::gateway) async fn suffered_by_mock(
    call: &BackendCall,
    timeout: Duration,
) -> Result<Option<StatusCode>, BackendError> {
    let Some(strike) = call.strike() else { return Ok(None) };
    // In a box: a mock that no fault befalls takes no memory for one.
    Box::pin(async {
        within(timeout, pin!(strike.delay())).await?;
        Ok(match strike.in_place_of_the_backend() {
            Some(Failure::Status(status)) => Some(status),
            Some(Failure::Function(_) | Failure::BackendReset | Failure::ClientCut) | None => None,
        })
    })
    .await
}
