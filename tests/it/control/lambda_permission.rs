//! Resource policies of functions.

use serde_json::{Value, json};

use super::Emulator;
use super::lambda_function::{FUNCTIONS, refusal};

const ARN: &str = "arn:aws:lambda:us-east-1:111122223333:function:orders";
const POLICY: &str = "/2015-03-31/functions/orders/policy";

fn api_gateway(sid: &str) -> Value {
    json!({
        "StatementId": sid, "Action": "lambda:InvokeFunction", "Principal": "apigateway.amazonaws.com",
        "SourceArn": "arn:aws:execute-api:us-east-1:111122223333:abc/*/*/*",
    })
}

fn parsed(answer: &Value, member: &str) -> Value {
    serde_json::from_str(answer[member].as_str().unwrap()).unwrap()
}

// Recorded from AWS: test_add_lambda_permission_aws, test_remove_multi_permissions (LocalStack's snapshots).
#[tokio::test]
async fn statements_are_added_shown_and_removed() {
    let emulator = Emulator::new().await;
    emulator.function("orders").await;
    let reply = emulator.call("POST", POLICY, api_gateway("api")).await;
    assert_eq!(reply.status, 201);
    let statement = json!({
        "Sid": "api", "Effect": "Allow", "Principal": { "Service": "apigateway.amazonaws.com" },
        "Action": "lambda:InvokeFunction", "Resource": ARN,
        "Condition": { "ArnLike": { "AWS:SourceArn": "arn:aws:execute-api:us-east-1:111122223333:abc/*/*/*" } },
    });
    assert_eq!(parsed(&reply.body, "Statement"), statement);
    let policy = emulator.ok("GET", POLICY, Value::Null).await;
    let expected = json!({ "Version": "2012-10-17", "Id": "default", "Statement": [statement] });
    assert_eq!(parsed(&policy, "Policy"), expected);
    assert!(policy["RevisionId"].is_string());
    assert_eq!(emulator.call("DELETE", &format!("{POLICY}/api"), Value::Null).await.status, 204);
    let expected = refusal(404, "ResourceNotFoundException", "The resource you requested does not exist.");
    assert_eq!(emulator.refused_by_lambda("GET", POLICY, Value::Null).await, expected);
}

// Recorded from AWS: test_add_lambda_permission_fields (LocalStack's snapshots).
#[tokio::test]
async fn a_principal_is_a_service_an_account_an_arn_or_anyone() {
    let emulator = Emulator::new().await;
    emulator.function("orders").await;
    let cases = [
        ("*", json!("*")),
        ("444455556666", json!({ "AWS": "arn:aws:iam::444455556666:root" })),
        ("arn:aws:iam::444455556666:user/u", json!({ "AWS": "arn:aws:iam::444455556666:user/u" })),
        ("lambda.amazonaws.com", json!({ "Service": "lambda.amazonaws.com" })),
    ];
    for (index, (principal, expected)) in cases.into_iter().enumerate() {
        let permission = json!({
            "StatementId": format!("s{index}"), "Action": "lambda:InvokeFunction", "Principal": principal,
            "SourceAccount": "111122223333",
        });
        let statement = parsed(&emulator.ok("POST", POLICY, permission).await, "Statement");
        assert_eq!(statement["Principal"], expected);
        assert_eq!(statement["Condition"], json!({ "StringEquals": { "AWS:SourceAccount": "111122223333" } }));
    }
}

// Recorded from AWS: test_permission_exceptions (LocalStack's snapshots).
#[tokio::test]
async fn what_lambda_refuses_is_refused() {
    let emulator = Emulator::new().await;
    let not_found = |message: &str| refusal(404, "ResourceNotFoundException", message);
    let missing = not_found(&format!("Function not found: {ARN}"));
    assert_eq!(emulator.refused_by_lambda("POST", POLICY, api_gateway("api")).await, missing);
    let missing = not_found(&format!("No policy found for: {ARN}"));
    assert_eq!(emulator.refused_by_lambda("DELETE", &format!("{POLICY}/api"), Value::Null).await, missing);

    emulator.function("orders").await;
    let none = not_found("No policy is associated with the given resource.");
    assert_eq!(emulator.refused_by_lambda("DELETE", &format!("{POLICY}/api"), Value::Null).await, none);
    emulator.ok("POST", POLICY, api_gateway("api")).await;
    let gone = not_found("Statement other is not found in resource policy.");
    assert_eq!(emulator.refused_by_lambda("DELETE", &format!("{POLICY}/other"), Value::Null).await, gone);
    let message = "The statement id (api) provided already exists. \
                   Please provide a new statement id, or remove the existing statement.";
    let conflict = refusal(409, "ResourceConflictException", message);
    assert_eq!(emulator.refused_by_lambda("POST", POLICY, api_gateway("api")).await, conflict);

    let latest = refusal(400, "InvalidParameterValueException", "We currently do not support adding policies for $LATEST.");
    let path = format!("{POLICY}?Qualifier=$LATEST");
    assert_eq!(emulator.refused_by_lambda("POST", &path, api_gateway("b")).await, latest);
    let alias = not_found(&format!("Cannot find alias arn: {ARN}:live"));
    let path = format!("{FUNCTIONS}/orders:live/policy");
    assert_eq!(emulator.refused_by_lambda("POST", &path, api_gateway("b")).await, alias);

    let message = "The provided principal was invalid. Please check the principal and try again.";
    let mut stranger = api_gateway("b");
    stranger["Principal"] = json!("invalid.nonaws.com");
    let expected = refusal(400, "InvalidParameterValueException", message);
    assert_eq!(emulator.refused_by_lambda("POST", POLICY, stranger).await, expected);
}
