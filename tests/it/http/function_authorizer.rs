//! Lambda authorizers (developer guide, "Working with AWS Lambda authorizers for HTTP APIs").

use std::sync::Arc;
use std::time::Duration;

use apigw_emulator::gateway::Gateway;
use apigw_emulator::runtime::http::HttpStage;
use bytes::Bytes;
use http::{Request, Response};
use serde_json::{Value, json};

use super::{Backend, Documents, check_message, gateway};
use crate::backend::advance;

const ROUTE_ARN: &str = "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/prod/GET/pets/7";

/// An authorizer that asks the function `guard`, and `more`.
fn authorizer(more: &Value) -> Value {
    let function = "arn:aws:lambda:us-east-1:123456789012:function:guard";
    let mut authorizer = json!({
        "authorizerType": "REQUEST",
        "authorizerUri": format!("arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{function}/invocations"),
        "authorizerPayloadFormatVersion": "2.0",
    });
    authorizer.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    authorizer
}

fn simple(more: &Value) -> Value {
    let mut authorizer = authorizer(more);
    authorizer["enableSimpleResponses"] = json!(true);
    authorizer
}

fn policy(effect: &str, resource: &str) -> Value {
    let statement = json!({"Effect": effect, "Action": "execute-api:Invoke", "Resource": resource});
    json!({"principalId": "ann", "policyDocument": {"Version": "2012-10-17", "Statement": [statement]}})
}

/// A served API with routes that are all guarded, and its functions.
struct Deployed {
    gateway: Gateway,
    lambda: Backend,
    stage: Arc<HttpStage>,
    authorizer: Value,
}

impl Deployed {
    /// Deploys; `guard` answers with `answer`. An answer of `{"errorMessage": …}` is an error of the function.
    async fn new(authorizer: Value, answer: Value) -> Self {
        let lambda = Backend::answering_each(move |request| {
            if !request.target.contains("guard") {
                return Response::new(r#"{"statusCode": 200}"#.to_owned());
            }
            let failed = answer.get("errorMessage").map(|_| ("x-amz-function-error", "Unhandled"));
            let response = failed.into_iter().fold(Response::builder(), |response, (name, value)| response.header(name, value));
            response.body(answer.to_string()).expect("a response")
        })
        .await;
        let gateway = gateway(Some(&lambda));
        let stage = Arc::new(Self::compile(&lambda, &authorizer, None));
        Self { gateway, lambda, stage, authorizer }
    }

    fn compile(lambda: &Backend, authorizer: &Value, previous: Option<&Arc<HttpStage>>) -> HttpStage {
        let mut api = Documents::with_lambda(lambda).document("/authorizers/a1", authorizer.clone());
        for (key, payload_format) in [("GET /pets", "1.0"), ("GET /pets/{id}", "2.0")] {
            let integration = json!({
                "integrationType": "AWS_PROXY",
                "integrationUri": "arn:aws:lambda:us-east-1:123456789012:function:orders",
                "payloadFormatVersion": payload_format,
            });
            api = api.route_with(json!({"routeKey": key, "authorizationType": "CUSTOM", "authorizerId": "a1"}), integration);
        }
        api.compile_after("prod", json!({"stageVariables": {"colour": "blue"}}), previous)
    }

    /// Compiles anew, as every publish does.
    fn publish(&mut self) {
        self.stage = Arc::new(Self::compile(&self.lambda, &self.authorizer, Some(&self.stage)));
    }

    async fn call(&self, path: &str, headers: &[(&str, &str)]) -> Response<Bytes> {
        let request = headers.iter().fold(Request::get(path), |request, (name, value)| request.header(*name, *value));
        Documents::default().call_compiled(&self.gateway, &self.stage, request.body("").expect("a request")).await
    }

    /// The events that a function got.
    fn events(&self, function: &str) -> Vec<Value> {
        let seen = self.lambda.requests();
        let calls = seen.iter().filter(|seen| seen.target.contains(function));
        calls.map(|seen| serde_json::from_slice(&seen.body).expect("JSON")).collect()
    }
}

#[tokio::test]
async fn without_every_identity_source_the_function_is_not_called() {
    let sources = json!({"identitySource": [
        "$request.header.Auth", "$request.querystring.q", "$context.identity.userAgent", "$stageVariables.colour",
    ]});
    let api = Deployed::new(simple(&sources), json!({"isAuthorized": true})).await;
    let all = [("auth", "a"), ("user-agent", "curl")];
    for (path, headers) in [
        ("/prod/pets/7", &all[..]),
        ("/prod/pets/7?q=", &all),
        ("/prod/pets/7?Q=1", &all),
        ("/prod/pets/7?q=1", &all[..1]),
        ("/prod/pets/7?q=1", &all[1..]),
    ] {
        check_message(&api.call(path, headers).await, 401, "Unauthorized");
    }
    assert!(api.lambda.is_untouched());
    assert_eq!(api.call("/prod/pets/7?q=1&q=2", &all).await.status(), 200);
    assert_eq!(api.events("guard")[0]["identitySource"], json!(["a", "1,2", "curl", "blue"]));
    let missing =
        Deployed::new(simple(&json!({"identitySource": ["$stageVariables.other"]})), json!({"isAuthorized": true})).await;
    check_message(&missing.call("/prod/pets/7", &[]).await, 401, "Unauthorized");
    assert!(missing.lambda.is_untouched());
}

#[tokio::test]
async fn whom_the_function_does_not_allow_is_forbidden() {
    let other = "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/prod/POST/pets/7";
    for (authorizer, answer) in [
        (simple(&json!({})), json!({"isAuthorized": false, "context": {"a": 1}})),
        (authorizer(&json!({})), policy("Deny", ROUTE_ARN)),
        (authorizer(&json!({})), policy("Allow", other)),
        (authorizer(&json!({"authorizerPayloadFormatVersion": "1.0"})), policy("Deny", "*")),
    ] {
        let api = Deployed::new(authorizer, answer.clone()).await;
        check_message(&api.call("/prod/pets/7", &[]).await, 403, "Forbidden");
        assert_eq!((api.events("guard").len(), api.events("orders").len()), (1, 0), "{answer}");
    }
}

// "If API Gateway can't invoke your Lambda authorizer, or your Lambda authorizer returns a response in an invalid format,
// clients receive a 500 Internal Server Error."
#[tokio::test]
async fn an_answer_in_another_format_is_a_failure() {
    for (authorizer, answer) in [
        (simple(&json!({})), policy("Allow", "*")),
        (simple(&json!({})), json!({"isAuthorized": "true"})),
        (authorizer(&json!({})), json!({"isAuthorized": true})),
        (authorizer(&json!({"authorizerPayloadFormatVersion": "1.0"})), json!({"isAuthorized": true})),
        (authorizer(&json!({})), policy("Perhaps", "*")),
        (authorizer(&json!({})), json!(null)),
        (simple(&json!({})), json!({"errorMessage": "something else"})),
    ] {
        let api = Deployed::new(authorizer, answer.clone()).await;
        check_message(&api.call("/prod/pets/7", &[]).await, 500, "Internal Server Error");
        assert_eq!((api.events("guard").len(), api.events("orders").len()), (1, 0), "{answer}");
    }
}

#[tokio::test]
async fn a_function_that_says_unauthorized_is_believed() {
    let api = Deployed::new(simple(&json!({})), json!({"errorMessage": "Unauthorized"})).await;
    check_message(&api.call("/prod/pets/7", &[]).await, 401, "Unauthorized");
    assert!(api.events("orders").is_empty());
}

// Order and absences as recorded: aws-powertools/powertools-lambda-typescript, tests/events/apigw-http/authorizer-request.json.
#[tokio::test]
async fn the_event_of_format_2_is_the_request_without_its_body() {
    let api = Deployed::new(authorizer(&json!({"identitySource": ["$request.header.Auth"]})), policy("Allow", ROUTE_ARN)).await;
    assert_eq!(api.call("/prod/pets/7?a=1&a=2", &[("auth", "x"), ("cookie", "c=1; d=2")]).await.status(), 200);
    let event = api.events("guard").remove(0);
    let members: Vec<&str> = event.as_object().expect("an object").keys().map(String::as_str).collect();
    let expected = [
        "version",
        "type",
        "routeArn",
        "identitySource",
        "routeKey",
        "rawPath",
        "rawQueryString",
        "cookies",
        "headers",
        "queryStringParameters",
        "requestContext",
        "pathParameters",
        "stageVariables",
    ];
    assert_eq!(members, expected);
    assert_eq!((&event["version"], &event["type"], &event["routeArn"]), (&json!("2.0"), &json!("REQUEST"), &json!(ROUTE_ARN)));
    assert_eq!((&event["identitySource"], &event["routeKey"]), (&json!(["x"]), &json!("GET /pets/{id}")));
    assert_eq!((&event["rawPath"], &event["rawQueryString"]), (&json!("/prod/pets/7"), &json!("a=1&a=2")));
    assert_eq!((&event["cookies"], &event["queryStringParameters"]), (&json!(["c=1", "d=2"]), &json!({"a": "1,2"})));
    assert_eq!((&event["pathParameters"], &event["stageVariables"]), (&json!({"id": "7"}), &json!({"colour": "blue"})));
    assert!(event["requestContext"].get("authorizer").is_none());
    // What the integration's function sees is the same, once.
    let integration = api.events("orders").remove(0);
    for member in ["headers", "rawPath", "cookies"] {
        assert_eq!(event[member], integration[member], "{member}");
    }
    assert_eq!(event["headers"]["x-forwarded-for"], "192.0.2.1");
}

#[tokio::test]
async fn the_event_of_format_1_is_that_of_rest_apis() {
    let sources =
        json!({"authorizerPayloadFormatVersion": "1.0", "identitySource": ["$request.header.Auth", "$context.routeKey"]});
    let api = Deployed::new(authorizer(&sources), policy("Allow", "*")).await;
    assert_eq!(api.call("/prod/pets?a=1&a=2", &[("auth", "x")]).await.status(), 200);
    let event = api.events("guard").remove(0);
    let members: Vec<&str> = event.as_object().expect("an object").keys().map(String::as_str).collect();
    let expected = [
        "version",
        "type",
        "methodArn",
        "identitySource",
        "authorizationToken",
        "resource",
        "path",
        "httpMethod",
        "headers",
        "queryStringParameters",
        "pathParameters",
        "stageVariables",
        "requestContext",
    ];
    assert_eq!(members, expected);
    let arn = "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/prod/GET/pets";
    assert_eq!((&event["version"], &event["methodArn"]), (&json!("1.0"), &json!(arn)));
    for member in ["identitySource", "authorizationToken"] {
        assert_eq!(event[member], "x,GET /pets");
    }
    assert_eq!((&event["resource"], &event["path"]), (&json!("/pets"), &json!("/prod/pets")));
    assert_eq!((&event["queryStringParameters"], &event["pathParameters"]), (&json!({"a": "2"}), &json!({})));
    assert_eq!(event["requestContext"]["resourcePath"], "/pets");
}

// The guide's example of a simple response; null as recorded from AWS: aws-powertools/powertools-lambda-typescript,
// tests/events/apigw-http/lambda-authorizer-auth.json.
#[tokio::test]
async fn the_context_goes_on_to_the_integration() {
    let context = json!({"stringKey": "value", "numberKey": 1, "arrayKey": ["value1", "value2"], "mapKey": {"value1": "value2"}});
    let api = Deployed::new(simple(&json!({})), json!({"isAuthorized": true, "context": context})).await;
    for path in ["/prod/pets/7", "/prod/pets"] {
        assert_eq!(api.call(path, &[]).await.status(), 200);
    }
    let events = api.events("orders");
    assert_eq!(events[0]["requestContext"]["authorizer"], json!({"lambda": context}));
    let in_v1 = &events[1]["requestContext"]["authorizer"];
    assert_eq!((&in_v1["numberKey"], &in_v1["mapKey"]), (&json!(1), &json!({"value1": "value2"})));
    let silent = Deployed::new(authorizer(&json!({})), policy("Allow", "*")).await;
    for path in ["/prod/pets/7", "/prod/pets"] {
        assert_eq!(silent.call(path, &[]).await.status(), 200);
    }
    let events = silent.events("orders");
    assert_eq!(events[0]["requestContext"]["authorizer"], json!({"lambda": null}));
    assert_eq!(events[1]["requestContext"]["authorizer"]["principalId"], "ann");
}

#[tokio::test]
async fn an_answer_is_kept_for_its_identity_and_lifetime() {
    let settings = json!({"identitySource": ["$request.header.Auth"], "authorizerResultTtlInSeconds": 60});
    let mut api = Deployed::new(simple(&settings), json!({"isAuthorized": true})).await;
    for path in ["/prod/pets/7", "/prod/pets/8", "/prod/pets"] {
        assert_eq!(api.call(path, &[("auth", "a")]).await.status(), 200);
    }
    assert_eq!(api.events("guard").len(), 1, "one answer is for all routes of the authorizer");
    api.call("/prod/pets", &[("auth", "b")]).await;
    assert_eq!(api.events("guard").len(), 2, "another identity is somebody else");
    api.publish();
    api.call("/prod/pets", &[("auth", "a")]).await;
    assert_eq!(api.events("guard").len(), 2, "a publish keeps what is known");
    advance(&api.gateway, Duration::from_secs(61));
    api.call("/prod/pets", &[("auth", "a")]).await;
    assert_eq!(api.events("guard").len(), 3);
    api.stage.authorizer_results.forget_all();
    api.call("/prod/pets", &[("auth", "a")]).await;
    assert_eq!(api.events("guard").len(), 4);
}

#[tokio::test]
async fn a_refusal_is_kept_too() {
    let settings = json!({"identitySource": ["$request.header.Auth"], "authorizerResultTtlInSeconds": 60});
    let api = Deployed::new(simple(&settings), json!({"isAuthorized": false})).await;
    for _ in 0..2 {
        check_message(&api.call("/prod/pets", &[("auth", "a")]).await, 403, "Forbidden");
    }
    assert_eq!((api.events("guard").len(), api.events("orders").len()), (1, 0));
}

// "For more granular permissions, disable simple responses and return an IAM policy."
#[tokio::test]
async fn a_kept_policy_is_asked_anew_for_every_route() {
    let settings = json!({"identitySource": ["$request.header.Auth"], "authorizerResultTtlInSeconds": 60});
    let api = Deployed::new(authorizer(&settings), policy("Allow", ROUTE_ARN)).await;
    assert_eq!(api.call("/prod/pets/7", &[("auth", "a")]).await.status(), 200);
    check_message(&api.call("/prod/pets/8", &[("auth", "a")]).await, 403, "Forbidden");
    assert_eq!(api.events("guard").len(), 1);
}

// "To cache responses per route, add $context.routeKey to your authorizer's identity sources."
#[tokio::test]
async fn with_the_route_key_among_the_sources_each_route_has_its_answer() {
    let settings = json!({"identitySource": ["$request.header.Auth", "$context.routeKey"], "authorizerResultTtlInSeconds": 60});
    let api = Deployed::new(simple(&settings), json!({"isAuthorized": true})).await;
    for path in ["/prod/pets/7", "/prod/pets/8", "/prod/pets"] {
        assert_eq!(api.call(path, &[("auth", "a")]).await.status(), 200);
    }
    assert_eq!(api.events("guard").len(), 2);
}

#[tokio::test]
async fn without_a_lifetime_every_call_is_asked_for() {
    for lifetime in [json!(0), json!(60)] {
        let sources = if lifetime == 0 { json!(["$request.header.Auth"]) } else { json!([]) };
        let settings = json!({"identitySource": sources, "authorizerResultTtlInSeconds": lifetime});
        let api = Deployed::new(simple(&settings), json!({"isAuthorized": true})).await;
        for _ in 0..2 {
            assert_eq!(api.call("/prod/pets", &[("auth", "a")]).await.status(), 200);
        }
        assert_eq!(api.events("guard").len(), 2);
    }
}
