//! API keys of those who connect (developer guide, "API key selection expressions").

use serde_json::{Value, json};

use super::support::{Documents, Stage, invocation_uri};
use crate::account::{KEY, with_plan};

const API: &str = "abcdef1234";

/// An API whose `$connect` needs a key, of an account with this plan.
fn documents(plan: Value) -> Documents {
    Documents::new()
        .route_with("$connect", "hello", &json!({"apiKeyRequired": true}))
        .two_way("$default", "hello")
        .account(with_plan(API, "prod", plan))
}

/// Answers a message with its identity.
fn identity(_: &str, event: &Value) -> Result<Value, Value> {
    Ok(json!({"statusCode": 200, "body": event["requestContext"]["identity"].to_string()}))
}

async fn check_refused(stage: &Stage, headers: &[(&str, &str)], status: u16, message: &str) {
    let Err(refusal) = stage.try_connect(headers).await else { panic!("the client must be refused") };
    let body: Value = serde_json::from_str(refusal.body()).expect("JSON");
    assert_eq!((refusal.status().as_u16(), body["message"].as_str()), (status, Some(message)));
}

#[tokio::test]
async fn without_a_good_key_no_one_connects() {
    let stage = Stage::serve(documents(json!({})), identity).await;
    for headers in [vec![], vec![("x-api-key", "another")], vec![("x-api-key", "")]] {
        check_refused(&stage, &headers, 403, "Forbidden").await;
    }
    assert_eq!(stage.lambda.calls("hello"), 0);
}

#[tokio::test]
async fn functions_are_told_the_key_that_connected() {
    let stage = Stage::serve(documents(json!({})), identity).await;
    let (mut client, _) = stage.try_connect(&[("x-api-key", KEY)]).await.expect("a connection");
    let event = stage.lambda.event("hello").await;
    assert_eq!(event["requestContext"]["identity"]["apiKeyId"], "k1");
    client.send("{}").await;
    let identity = client.receive_json().await;
    assert_eq!((&identity["apiKey"], &identity["apiKeyId"]), (&json!(KEY), &json!("k1")));
}

#[tokio::test]
async fn connecting_takes_of_the_plan_and_messages_do_not() {
    let stage = Stage::serve(documents(json!({"quota": {"limit": 1, "period": "DAY"}})), identity).await;
    let (mut client, _) = stage.try_connect(&[("x-api-key", KEY)]).await.expect("a connection");
    check_refused(&stage, &[("x-api-key", KEY)], 429, "Limit Exceeded").await;
    client.send("{}").await;
    assert_eq!(client.receive_json().await["apiKeyId"], "k1");
}

#[tokio::test]
async fn an_authorizer_may_name_the_key() {
    let authorizer = json!({"authorizerType": "REQUEST", "authorizerUri": invocation_uri("guard"), "identitySource": []});
    let guarded = json!({"apiKeyRequired": true, "authorizationType": "CUSTOM", "authorizerId": "a1"});
    let api = json!({"routeSelectionExpression": "$request.body.action",
        "apiKeySelectionExpression": "$context.authorizer.usageIdentifierKey"});
    let documents = Documents::default()
        .with("", &api)
        .with("/authorizers/a1", &authorizer)
        .route_with("$connect", "hello", &guarded)
        .account(with_plan(API, "prod", json!({})));
    let allowed = json!({"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]});
    let stage = Stage::serve(documents, move |function, event| match function {
        "guard" => Ok(json!({"principalId": "user", "policyDocument": allowed, "usageIdentifierKey": event["headers"]["key"]})),
        _ => Ok(json!({"statusCode": 200})),
    })
    .await;
    check_refused(&stage, &[("key", "another"), ("x-api-key", KEY)], 403, "Forbidden").await;
    assert!(stage.try_connect(&[("key", KEY)]).await.is_ok());
}
