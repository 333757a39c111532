//! TOKEN authorizers (developer guide, "Use API Gateway Lambda authorizers").

use serde_json::{Value, json};

use super::{API_ARN, BACKEND, Deployed, Documents, GUARD, answer, get, get_with, invocation_uri};

fn token_authorizer() -> Value {
    json!({
        "type": "TOKEN",
        "authorizerUri": invocation_uri(GUARD),
        "identitySource": "method.request.header.Authorization",
        "authorizerResultTtlInSeconds": 0,
    })
}

/// The guide's example: the token says what is decided.
fn by_token(event: &Value) -> Value {
    match event["authorizationToken"].as_str() {
        Some("allow") => answer("Allow", event["methodArn"].as_str().expect("an ARN")),
        Some("deny") => answer("Deny", event["methodArn"].as_str().expect("an ARN")),
        Some("other") => answer("Allow", "arn:aws:execute-api:*:*:*/*/POST/*"),
        Some("unauthorized") => json!({"errorMessage": "Unauthorized", "errorType": "Exception"}),
        _ => json!({"errorMessage": "Error: Invalid token"}),
    }
}

async fn deploy() -> Deployed {
    Documents::with_authorizer(token_authorizer()).deploy(by_token).await
}

/// Calls an API whose authorizer answers `answer`, and expects that its configuration is blamed.
async fn check_malformed(answer: Value) {
    let api = Documents::with_authorizer(token_authorizer()).deploy(move |_| answer.clone()).await;
    let response = Box::pin(api.call(get_with("/pets", &[("Authorization", "allow")]))).await;
    api.check_refused(&response, 500, "AuthorizerConfigurationException", r#"{"message":null}"#);
}

#[tokio::test]
async fn without_a_token_the_function_is_not_called() {
    let api = deploy().await;
    for request in [get("/pets"), get_with("/pets", &[("Authorization", "")]), get_with("/pets", &[("X-Token", "allow")])] {
        let response = api.call(request).await;
        api.check_refused(&response, 401, "UnauthorizedException", r#"{"message":"Unauthorized"}"#);
    }
    assert!(api.lambda.is_untouched());
}

// API reference, CreateAuthorizer, identityValidationExpression: "Otherwise, it will return a 401 Unauthorized response
// without calling the Lambda function".
#[tokio::test]
async fn a_token_that_does_not_match_is_refused_without_a_call() {
    let mut authorizer = token_authorizer();
    authorizer["identityValidationExpression"] = json!("^x-[a-z]+");
    let api = Documents::with_authorizer(authorizer).deploy(|_| answer("Allow", "*")).await;
    let response = api.call(get_with("/pets", &[("Authorization", "allow")])).await;
    api.check_refused(&response, 401, "UnauthorizedException", r#"{"message":"Unauthorized"}"#);
    assert!(api.lambda.is_untouched());
    api.check_served(&api.call(get_with("/pets", &[("Authorization", "x-allow")])).await);
}

#[tokio::test]
async fn a_function_that_fails_with_unauthorized_is_a_401() {
    let api = deploy().await;
    let response = api.call(get_with("/pets", &[("Authorization", "unauthorized")])).await;
    api.check_refused(&response, 401, "UnauthorizedException", r#"{"message":"Unauthorized"}"#);
}

// Tried on AWS: Stack Overflow, question 53101144 ("any other exception, which gets us 500 AuthorizerConfigurationException").
#[tokio::test]
async fn a_function_that_fails_otherwise_is_a_500_that_tells_nothing() {
    let api = deploy().await;
    let response = api.call(get_with("/pets", &[("Authorization", "what?")])).await;
    api.check_refused(&response, 500, "AuthorizerConfigurationException", r#"{"message":null}"#);
}

#[tokio::test]
async fn a_function_that_is_not_there_is_a_500() {
    let mut api = deploy().await;
    api.gateway = crate::backend::gateway(None);
    let response = api.call(get_with("/pets", &[("Authorization", "allow")])).await;
    api.check_refused(&response, 500, "AuthorizerConfigurationException", r#"{"message":null}"#);
}

// AWS re:Post, "How do I troubleshoot HTTP 403 Forbidden errors when I use a Lambda authorizer with an API Gateway REST
// API?"; the capital M is in every answer that people quote.
#[tokio::test]
async fn a_policy_that_denies_is_a_403_that_says_so() {
    let api = deploy().await;
    let response = api.call(get_with("/pets", &[("Authorization", "deny")])).await;
    let body = r#"{"Message":"User is not authorized to access this resource with an explicit deny"}"#;
    api.check_refused(&response, 403, "AccessDeniedException", body);
}

// The same page.
#[tokio::test]
async fn a_policy_that_speaks_of_something_else_is_a_403() {
    let api = deploy().await;
    let response = api.call(get_with("/pets", &[("Authorization", "other")])).await;
    let body = r#"{"Message":"User is not authorized to access this resource"}"#;
    api.check_refused(&response, 403, "AccessDeniedException", body);
}

#[tokio::test]
async fn an_answer_that_is_none_is_a_500_that_tells_nothing() {
    let with = |name: &str, value: Value| {
        let mut answer = answer("Allow", "*");
        answer[name] = value;
        answer
    };
    check_malformed(json!("allow")).await;
    check_malformed(json!({"principalId": "user"})).await;
    check_malformed(with("principalId", json!(null))).await;
    check_malformed(with("policyDocument", json!({"Statement": [{"Effect": "Permit"}]}))).await;
    // dherault/serverless-offline pull request 1376, tried on AWS: other types in the context are a 500.
    check_malformed(with("context", json!({"roles": ["admin"]}))).await;
    check_malformed(with("context", json!({"user": {"id": 7}}))).await;
}

// Developer guide, "Input to an Amazon API Gateway Lambda authorizer".
#[tokio::test]
async fn the_function_gets_the_token_and_the_method_that_is_called() {
    let api = deploy().await;
    api.check_served(&api.call(get_with("/pets/7?colour=red", &[("authorization", "allow")])).await);
    let expected = json!({"type": "TOKEN", "methodArn": format!("{API_ARN}/prod/GET/pets/7"), "authorizationToken": "allow"});
    assert_eq!(api.events(GUARD), [expected]);
}

// Seen on AWS: DefinitelyTyped/DefinitelyTyped pull request 69823.
#[tokio::test]
async fn the_backend_gets_the_context_of_the_authorizer() {
    let api = Documents::with_authorizer(token_authorizer())
        .deploy(|_| {
            let mut answer = answer("Allow", "*");
            answer["context"] = json!({"str": "hello", "num": 123, "bool": true, "null": null});
            answer
        })
        .await;
    api.check_served(&api.call(get_with("/pets", &[("Authorization", "allow")])).await);
    let mut authorizer = api.events(BACKEND).remove(0)["requestContext"]["authorizer"].take();
    assert!(authorizer.as_object_mut().and_then(|object| object.remove("integrationLatency")).is_some_and(|took| took.is_u64()));
    assert_eq!(authorizer, json!({"str": "hello", "num": "123", "bool": "true", "null": null, "principalId": "user"}));
}

// Developer guide, "$context.authorizer.property", and "Gateway responses": an authorizer's context is in them too.
#[tokio::test]
async fn a_gateway_response_can_name_who_was_denied() {
    let mut api = Documents::with_authorizer(token_authorizer())
        .deploy(|_| {
            let mut answer = answer("Deny", "*");
            answer["context"] = json!({"reason": "locked"});
            answer
        })
        .await;
    let template = r#"{"who":"$context.authorizer.principalId","why":"$context.authorizer.reason"}"#;
    api.publish(|documents| {
        documents.gateway_response = json!({"responseType": "ACCESS_DENIED", "responseTemplates": {"application/json": template}})
    });
    let response = api.call(get_with("/pets", &[("Authorization", "x")])).await;
    api.check_refused(&response, 403, "AccessDeniedException", r#"{"who":"user","why":"locked"}"#);
}

#[tokio::test]
async fn a_stage_variable_may_name_the_function() {
    let mut authorizer = token_authorizer();
    authorizer["authorizerUri"] = json!(invocation_uri("${stageVariables.guard}"));
    let mut documents = Documents::with_authorizer(authorizer);
    documents.stage["variables"] = json!({"guard": GUARD});
    let api = documents.deploy(by_token).await;
    api.check_served(&api.call(get_with("/pets", &[("Authorization", "allow")])).await);
}

// Developer guide, "Output from an Amazon API Gateway Lambda authorizer": ARNs of more than 1600 bytes are 414.
#[tokio::test]
async fn a_path_that_makes_the_arn_too_long_is_a_414() {
    let api = deploy().await;
    let room = 1600 - format!("{API_ARN}/prod/GET/pets/").len();
    let long = |length: usize| get_with(&format!("/pets/{}", "7".repeat(length)), &[("Authorization", "allow")]);
    let response = api.call(long(room + 1)).await;
    assert_eq!((response.status().as_u16(), api.lambda.is_untouched()), (414, true));
    api.check_served(&api.call(long(room)).await);
}
