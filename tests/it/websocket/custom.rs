//! `MOCK`, `HTTP` and `AWS` integrations (developer guide, "Setting up data transformations for WebSocket APIs" and "Setting up
//! a WebSocket API integration responses").

use http::Response;
use serde_json::{Value, json};

use super::http_proxy::mirror;
use super::support::{Documents, Stage, invocation_uri};
use crate::backend::{Backend, Seen};

fn no_function(_: &str, _: &Value) -> Result<Value, Value> {
    Err(json!({"errorMessage": "not here"}))
}

async fn serve(key: &str, integration: &Value, responses: &[Value]) -> Stage {
    Stage::serve(Documents::new().integration(key, integration, responses), no_function).await
}

async fn ask(stage: &Stage, message: &str) -> String {
    let mut client = stage.connect().await;
    client.send(message).await;
    client.receive().await
}

// The request of the guide's CLI example: a template for application/json, and no template selection expression.
#[tokio::test]
async fn a_mock_answers_what_its_response_template_makes() {
    let mock = json!({"integrationType": "MOCK", "requestTemplates": {"application/json": r#"{"statusCode":200}"#}});
    let template = r#"{"pong":"$input.path('$.data')","to":"$context.connectionId","route":"$context.routeKey"}"#;
    let response = json!({"integrationResponseKey": "$default", "responseTemplates": {"application/json": template}});
    let stage = serve("$default", &mock, &[response]).await;
    let answer: Value = serde_json::from_str(&ask(&stage, r#"{"data":"x"}"#).await).unwrap();
    assert_eq!(answer["route"], "$default");
    assert!(stage.connection(answer["to"].as_str().unwrap()).is_ok());
}

#[tokio::test]
async fn the_status_of_a_mock_decides_at_connect() {
    let mock = |status: u16| {
        let template = json!({ "200": format!(r#"{{"statusCode":{status}}}"#) });
        json!({"integrationType": "MOCK", "templateSelectionExpression": "200", "requestTemplates": template})
    };
    assert!(serve("$connect", &mock(200), &[]).await.try_connect(&[]).await.is_ok());
    assert_eq!(serve("$connect", &mock(401), &[]).await.refusal().await, 401);
}

#[tokio::test]
async fn the_message_chooses_the_request_template_and_default_takes_the_rest() {
    let mock = json!({
        "integrationType": "MOCK",
        "templateSelectionExpression": "${request.body.kind}",
        "requestTemplates": {"bad": r#"{"statusCode":400}"#, "$default": r#"{"statusCode":200}"#},
    });
    let responses = [
        json!({"integrationResponseKey": r"/4\d\d/", "responseTemplates": {"application/json": "refused"}}),
        json!({"integrationResponseKey": "$default", "responseTemplates": {"application/json": "taken"}}),
    ];
    let stage = serve("$default", &mock, &responses).await;
    assert_eq!(ask(&stage, r#"{"kind":"bad"}"#).await, "refused");
    assert_eq!(ask(&stage, r#"{"kind":"other"}"#).await, "taken");
    assert_eq!(ask(&stage, "not json").await, "taken");
}

#[tokio::test]
async fn the_answers_status_chooses_the_response_template() {
    let mock = json!({"integrationType": "MOCK", "requestTemplates": {"$default": r#"{"statusCode":202}"#}});
    let response = json!({
        "integrationResponseKey": "$default",
        "templateSelectionExpression": "${integration.response.statuscode}",
        "responseTemplates": {"202": "accepted", "$default": "other"},
    });
    assert_eq!(ask(&serve("$default", &mock, &[response]).await, "x").await, "accepted");
}

#[tokio::test]
async fn a_message_without_a_template_passes_only_where_it_may() {
    let http = |passthrough: &str, uri: &str| {
        json!({
            "integrationType": "HTTP", "integrationMethod": "POST", "integrationUri": uri,
            "passthroughBehavior": passthrough, "requestTemplates": {"other": "{}"},
        })
    };
    let uri = mirror().await;
    let passed: Value =
        serde_json::from_str(&ask(&serve("$default", &http("WHEN_NO_MATCH", &uri), &[]).await, "hello").await).unwrap();
    assert_eq!(passed["body"], "hello");
    for refusing in ["WHEN_NO_TEMPLATES", "NEVER"] {
        let answer = ask(&serve("$default", &http(refusing, &uri), &[]).await, "hello").await;
        assert!(answer.contains("Unsupported Media Type"), "{refusing}: {answer}");
    }
}

// Developer guide, "Binary media types for WebSocket APIs": Base64 in text frames becomes bytes for the backend, and bytes of
// the backend Base64 for the client.
#[tokio::test]
async fn binary_payloads_travel_in_base64() {
    for kind in ["HTTP", "HTTP_PROXY"] {
        let backend = Backend::answering(Response::new("é")).await;
        let http = json!({"integrationType": kind, "integrationMethod": "POST", "integrationUri": backend.url("/"),
            "contentHandlingStrategy": "CONVERT_TO_BINARY"});
        let response = json!({"integrationResponseKey": "$default", "contentHandlingStrategy": "CONVERT_TO_TEXT"});
        let stage = serve("$default", &http, &[response]).await;
        let answer = ask(&stage, "gID/").await;
        assert_eq!(backend.the_request().body, [0x80_u8, 0x80, 0xFF].as_slice(), "{kind}");
        assert_eq!(answer, if kind == "HTTP" { "w6k=" } else { "é" });
    }
}

#[tokio::test]
async fn a_message_that_is_not_base64_reaches_no_backend_that_wants_bytes() {
    let backend = Backend::answering(Response::new("called")).await;
    let http = json!({"integrationType": "HTTP_PROXY", "integrationMethod": "POST", "integrationUri": backend.url("/"),
        "contentHandlingStrategy": "CONVERT_TO_BINARY"});
    let stage = serve("$default", &http, &[]).await;
    assert!(ask(&stage, "{}").await.contains("Internal server error"));
    assert!(backend.is_untouched());
}

#[tokio::test]
async fn an_http_backend_gets_what_the_template_makes_and_assigns() {
    let template = r##"#set($context.requestOverride.header.x-room = $input.path('$.room'))
{"id":"$context.connectionId","said":$input.json('$.text')}"##;
    let http = json!({
        "integrationType": "HTTP", "integrationMethod": "PUT", "integrationUri": mirror().await,
        "requestTemplates": {"$default": template},
        "requestParameters": {"integration.request.querystring.stage": "context.stage"},
    });
    let response = json!({"integrationResponseKey": "/2\\d\\d/"});
    let stage = serve("$default", &http, &[response]).await;
    let seen: Value = serde_json::from_str(&ask(&stage, r#"{"room":"blue","text":"hi"}"#).await).unwrap();
    assert_eq!((&seen["method"], &seen["query"]), (&json!("PUT"), &json!("stage=prod")));
    assert_eq!(seen["headers"]["x-room"], "blue");
    let body: Value = serde_json::from_str(seen["body"].as_str().unwrap()).unwrap();
    assert_eq!(body["said"], "hi");
}

#[tokio::test]
async fn a_function_gets_the_template_and_its_error_message_chooses_the_response() {
    let code = |_: &str, event: &Value| match event["say"].as_str() {
        Some("fail") => Err(json!({"errorMessage": "Bad: no", "errorType": "Error"})),
        _ => Ok(json!({"echo": event["say"]})),
    };
    let aws = json!({
        "integrationType": "AWS", "integrationUri": invocation_uri("plain"),
        "requestTemplates": {"$default": r#"{"say":$input.json('$.say'),"from":"$context.connectionId"}"#},
    });
    let responses = [
        json!({"integrationResponseKey": "/Bad.*/", "responseTemplates": {"$default": "sorry: $input.path('$.errorMessage')"}}),
        json!({"integrationResponseKey": "$default"}),
    ];
    let stage = Stage::serve(Documents::new().integration("$default", &aws, &responses), code).await;
    assert_eq!(ask(&stage, r#"{"say":"hi"}"#).await, r#"{"echo":"hi"}"#);
    assert_eq!(stage.lambda.event("plain").await["say"], "hi");
    assert_eq!(ask(&stage, r#"{"say":"fail"}"#).await, "sorry: Bad: no");
}

// The same calls as those of REST APIs (tests/it/rest/service.rs); the status chooses the integration response.
#[tokio::test]
async fn a_service_gets_the_template_in_its_protocol() {
    let answer = |seen: &Seen| {
        let status = if seen.body.starts_with(b"{\"TableName\"") { 200 } else { 400 };
        Response::builder().status(status).body(r#"{"Attributes":{}}"#.to_owned()).unwrap()
    };
    let table = Backend::answering_each(answer).await;
    let aws = json!({
        "integrationType": "AWS", "integrationMethod": "POST",
        "integrationUri": "arn:aws:apigateway:us-east-1:dynamodb:action/PutItem",
        "requestTemplates": {"$default": r#"$input.path('$.item')"#},
    });
    let responses = [
        json!({"integrationResponseKey": "/4../", "responseTemplates": {"$default": "refused"}}),
        json!({"integrationResponseKey": "$default", "responseTemplates": {"$default": "stored"}}),
    ];
    let documents = Documents::new().service("dynamodb", &table).integration("$default", &aws, &responses);
    let stage = Stage::serve(documents, no_function).await;
    assert_eq!(ask(&stage, r#"{"item": "{\"TableName\": \"t\"}"}"#).await, "stored");
    assert_eq!(ask(&stage, r#"{"item": "else"}"#).await, "refused");
    let seen = &table.requests()[0];
    assert_eq!((&*seen.method, &*seen.target), ("POST", "/?Action=PutItem"));
    assert_eq!(seen.headers["x-amz-target"], "DynamoDB_20120810.PutItem");
    assert_eq!(seen.headers["content-type"], "application/x-amz-json-1.0");
    assert!(seen.headers["authorization"].to_str().unwrap().contains("/us-east-1/dynamodb/aws4_request"));
}

#[tokio::test]
async fn a_service_without_an_endpoint_fails_the_call() {
    let aws = json!({
        "integrationType": "AWS", "integrationMethod": "POST",
        "integrationUri": "arn:aws:apigateway:us-east-1:sns:action/Publish",
    });
    assert!(ask(&serve("$default", &aws, &[]).await, "x").await.contains("Internal server error"));
}

// Developer guide, "Setting up a WebSocket API integration request": a VPC link, also by a stage variable.
#[tokio::test]
async fn a_vpc_link_leads_to_what_stands_for_it() {
    let backend = Backend::answering(Response::new("private")).await;
    let http = |link: &str| {
        json!({
            "integrationType": "HTTP_PROXY", "integrationMethod": "POST", "integrationUri": "http://nlb.example/base",
            "connectionType": "VPC_LINK", "connectionId": link,
        })
    };
    let documents = |link: &str| {
        let stage = json!({"stageVariables": {"link": "abc123"}});
        Documents::new().vpc_link("abc123", &backend.url("")).stage(&stage).integration("$default", &http(link), &[])
    };
    assert_eq!(ask(&Stage::serve(documents("${stageVariables.link}"), no_function).await, "x").await, "private");
    let seen = backend.the_request();
    assert_eq!((&*seen.target, &seen.headers["host"]), ("/base", &"nlb.example".parse().unwrap()));
    let unmapped = ask(&Stage::serve(documents("other1"), no_function).await, "x").await;
    assert!(unmapped.contains("Internal server error"), "{unmapped}");
}

// "$default is required for non-proxy integrations to act as the catch-all".
#[tokio::test]
async fn an_outcome_that_no_response_is_for_fails() {
    let mock = json!({"integrationType": "MOCK", "requestTemplates": {"$default": r#"{"statusCode":200}"#}});
    let stage = serve("$default", &mock, &[json!({"integrationResponseKey": r"/4\d\d/"})]).await;
    assert!(ask(&stage, "x").await.contains("Internal server error"));
}
