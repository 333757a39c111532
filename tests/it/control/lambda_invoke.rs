//! Invoke, on its way between the wire and what is live.

use apigw_emulator::control::Caller;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use emulator_api::invocation::{Invocation, InvocationType};
use http::{Request, Response};

use super::{ACCOUNT, Emulator, caller};

const INVOCATIONS: &str = "/2015-03-31/functions/orders/invocations";

async fn invoke(emulator: &Emulator, headers: &[(&str, &str)], payload: &'static str) -> Response<Bytes> {
    let mut request = Request::post(INVOCATIONS);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let (parts, ()) = request.body(()).unwrap().into_parts();
    let caller: Caller = caller(ACCOUNT, "us-east-1");
    emulator.control.handle(caller, &parts, Bytes::from_static(payload.as_bytes())).await
}

fn invoked(emulator: &Emulator) -> (String, Invocation) {
    let (arn, invocation) = emulator.ports.invoked.lock().unwrap().take().unwrap();
    (arn.to_string(), invocation)
}

// Lambda API reference, Invoke.
#[tokio::test]
async fn the_outcome_is_answered_in_headers_and_body() {
    let emulator = Emulator::new().await;
    let response = invoke(&emulator, &[("x-amz-log-type", "Tail")], r#"{"a": 1}"#).await;
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["x-amz-function-error"], "Unhandled");
    assert_eq!(response.headers()["x-amz-executed-version"], "$LATEST");
    assert_eq!(response.headers()["x-amz-log-result"], STANDARD.encode("a line\n"));
    assert_eq!(response.body().as_ref(), br#"{"errorMessage": "no"}"#);
    let (arn, invocation) = invoked(&emulator);
    assert_eq!(arn, "arn:aws:lambda:us-east-1:111122223333:function:orders:$LATEST");
    assert_eq!(invocation.payload.as_ref(), br#"{"a": 1}"#);
    assert!(invocation.log_tail && invocation.kind == InvocationType::RequestResponse);
}

#[tokio::test]
async fn the_invocation_type_and_the_client_context_are_passed_on() {
    let emulator = Emulator::new().await;
    let context = STANDARD.encode(r#"{"custom": {}}"#);
    invoke(&emulator, &[("x-amz-invocation-type", "Event"), ("x-amz-client-context", &context)], "{}").await;
    let (_, invocation) = invoked(&emulator);
    assert_eq!(invocation.kind, InvocationType::Event);
    assert_eq!(invocation.client_context.as_deref(), Some(r#"{"custom": {}}"#));
}

#[tokio::test]
async fn no_payload_is_an_empty_event() {
    let emulator = Emulator::new().await;
    invoke(&emulator, &[], "").await;
    assert_eq!(invoked(&emulator).1.payload.as_ref(), b"{}");
}

// Recorded from AWS: test_lambda_invoke_payload_encoding_error (LocalStack's snapshots).
#[tokio::test]
async fn a_payload_that_is_no_json_is_refused() {
    let emulator = Emulator::new().await;
    let response = invoke(&emulator, &[], "no json").await;
    assert_eq!(response.status(), 400);
    assert_eq!(response.headers()["x-amzn-errortype"], "InvalidRequestContentException");
    let body = String::from_utf8(response.body().to_vec()).unwrap();
    assert!(body.contains("Could not parse request body into json: Could not parse payload into json: "), "{body}");
    assert!(emulator.ports.invoked.lock().unwrap().is_none());
}
