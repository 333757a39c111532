use std::time::Duration;

use serde_json::{Value, json};

use super::{define, failed, functions, invoke, node, python, run_once, succeeded};

fn lambdas_words(request_id: &str, error_type: &str, reason: &str) -> Value {
    json!({ "errorType": error_type, "errorMessage": format!("RequestId: {request_id} Error: {reason}") })
}

// Recorded from AWS: test_lambda_invoke_with_timeout (LocalStack's snapshots).
#[tokio::test]
async fn a_function_that_takes_too_long_is_ended() {
    let code = "
import time, os
def handler(event, context):
    time.sleep(event['seconds'])
    return os.getpid()";
    let (mut definition, _folder) = define("python3.11", "app.handler", &[("app.py", code)]);
    definition.timeout = Duration::from_secs(1);
    let functions = functions();
    functions.publish(definition);
    let before = succeeded(&invoke(&functions, "f", r#"{"seconds": 0}"#).await);
    let outcome = invoke(&functions, "f", r#"{"seconds": 30}"#).await;
    assert_eq!(failed(&outcome), lambdas_words(&outcome.request_id, "Sandbox.Timedout", "Task timed out after 1.00 seconds"));
    let after = succeeded(&invoke(&functions, "f", r#"{"seconds": 0}"#).await);
    assert_ne!(before, after, "the process that took too long must not be used again");
}

// Recorded from AWS: test_lambda_handler_exit and test_lambda_runtime_exit (LocalStack's snapshots).
#[tokio::test]
async fn a_process_that_exits_is_told_in_lambdas_words() {
    let cases = [
        ("import sys\ndef handler(event, context): sys.exit(0)", "Runtime exited without providing a reason"),
        ("import sys\nsys.exit(0)\ndef handler(event, context): pass", "Runtime exited without providing a reason"),
        ("import os\ndef handler(event, context): os._exit(3)", "Runtime exited with error: exit status 3"),
        ("import os\ndef handler(event, context): os.kill(os.getpid(), 9)", "Runtime exited with error: signal: killed"),
    ];
    for (code, reason) in cases {
        let outcome = python(code, "{}").await;
        assert_eq!(failed(&outcome), lambdas_words(&outcome.request_id, "Runtime.ExitError", reason));
    }
    let outcome = node("exports.handler = async () => process.exit(7);", "{}").await;
    let expected = lambdas_words(&outcome.request_id, "Runtime.ExitError", "Runtime exited with error: exit status 7");
    assert_eq!(failed(&outcome), expected);
}

// Recorded from AWS: test_lambda_too_large_response (LocalStack's snapshots).
#[tokio::test]
async fn a_response_over_six_megabytes_is_replaced() {
    let code = "def handler(event, context): return 'x' * event";
    let (definition, _folder) = define("python3.11", "app.handler", &[("app.py", code)]);
    let functions = functions();
    functions.publish(definition);
    let expected = json!({
        "errorMessage": "Response payload size exceeded maximum allowed payload size (6291556 bytes).",
        "errorType": "Function.ResponseSizeTooLarge",
    });
    assert_eq!(failed(&invoke(&functions, "f", "6300000").await), expected);
    assert_eq!(succeeded(&invoke(&functions, "f", "6000000").await).as_str().unwrap().len(), 6_000_000);
}

#[tokio::test]
async fn code_without_a_bootstrap_is_named() {
    let outcome = run_once("provided.al2023", "README.md", "any", "", "{}").await;
    let error = failed(&outcome);
    assert_eq!(error["errorType"], "Runtime.InvalidEntrypoint");
    assert!(error["errorMessage"].as_str().unwrap().contains("Couldn't find valid bootstrap(s): ["), "{error}");
}

#[tokio::test]
async fn a_bootstrap_that_cannot_be_executed_is_named() {
    let error = failed(&run_once("provided.al2023", "bootstrap", "any", "#!/bin/sh", "{}").await);
    assert_eq!(error["errorType"], "Runtime.InvalidEntrypoint");
    assert!(error["errorMessage"].as_str().unwrap().contains("Permission denied"), "{error}");
}
