//! Lambda proxy integrations, with a Lambda Invoke API on loopback.

use std::time::Duration;

use apigw_emulator::gateway::inbound::RequestHead;
use http::{Request, Response};
use serde_json::{Value, json};

use super::{Backend, Documents, check_message, get};

fn to_function(payload_format: &str) -> Value {
    json!({
        "integrationType": "AWS_PROXY",
        "integrationUri": "arn:aws:lambda:us-east-1:000000000000:function:orders",
        "integrationMethod": "POST",
        "payloadFormatVersion": payload_format,
    })
}

async fn lambda(result: &'static str) -> Backend {
    Backend::answering(Response::new(result)).await
}

fn the_event(lambda: &Backend) -> Value {
    serde_json::from_slice(&lambda.the_request().body).expect("an event is JSON")
}

#[track_caller]
fn check_pattern(value: &Value, start: &str) {
    assert!(value.as_str().is_some_and(|text| text.starts_with(start)), "{value} does not start with {start}");
}

/// Takes a member out of an event; it must be there.
#[track_caller]
fn take(event: &mut Value, member: &str) -> Value {
    event.as_object_mut().and_then(|object| object.remove(member)).unwrap_or_else(|| panic!("no {member} in {event}"))
}

// Developer guide, "Payload format version", example 2.0; header order, `content-length`, `x-forwarded-*` and what is left out when
// it has no value as in events recorded from AWS (adamchainz/apig-wsgi issue 124, dherault/serverless-offline pull request 1776).
#[tokio::test]
async fn payload_2_0_describes_the_request() {
    let lambda = lambda("{}").await;
    let api = Documents::with_lambda(&lambda).route("POST /pets/{id}/{rest+}", to_function("2.0"));
    let request = Request::post("/dev/pets/a%20b/x/y%2Fz?q=1&q=2&r=%C3%A4")
        .header("Host", "a1b2c3d4e5.execute-api.localhost:4566")
        .header("User-Agent", "agent")
        .header("Cookie", "c1=1; c2=2")
        .header("X-Twice", "1")
        .header("x-twice", "2")
        .header("connection", "keep-alive, x-hop")
        .header("x-hop", "1")
        .header("content-type", "text/plain")
        .body("Hello from Lambda")
        .expect("a request");
    api.call_stage("dev", json!({"stageVariables": {"stageVariable1": "value1"}}), request).await;

    let mut event = the_event(&lambda);
    let mut context = take(&mut event, "requestContext");
    let mut headers = take(&mut event, "headers");
    check_pattern(&take(&mut headers, "x-amzn-trace-id"), "Root=1-");
    assert_eq!(
        headers,
        json!({
            "content-length": "17",
            "content-type": "text/plain",
            "host": "a1b2c3d4e5.execute-api.localhost:4566",
            "user-agent": "agent",
            "x-forwarded-for": "192.0.2.1",
            "x-forwarded-port": "4566",
            "x-forwarded-proto": "http",
            "x-twice": "1,2",
        })
    );
    assert_eq!(
        event,
        json!({
            "version": "2.0",
            "routeKey": "POST /pets/{id}/{rest+}",
            "rawPath": "/dev/pets/a b/x/y/z",
            "rawQueryString": "q=1&q=2&r=%C3%A4",
            "cookies": ["c1=1", "c2=2"],
            "queryStringParameters": {"q": "1,2", "r": "ä"},
            "pathParameters": {"id": "a b", "rest": "x/y/z"},
            "body": "Hello from Lambda",
            "isBase64Encoded": false,
            "stageVariables": {"stageVariable1": "value1"},
        })
    );
    assert!(take(&mut context, "timeEpoch").is_i64());
    assert!(take(&mut context, "requestId").as_str().is_some_and(|id| id.len() == 16));
    assert!(take(&mut context, "time").as_str().is_some_and(|time| time.ends_with(" +0000") && time.len() == 26));
    assert_eq!(
        context,
        json!({
            "accountId": "123456789012",
            "apiId": "a1b2c3d4e5",
            "domainName": "a1b2c3d4e5.execute-api.localhost",
            "domainPrefix": "a1b2c3d4e5",
            "http": {
                "method": "POST",
                "path": "/dev/pets/a b/x/y/z",
                "protocol": "HTTP/1.1",
                "sourceIp": "192.0.2.1",
                "userAgent": "agent",
            },
            "routeKey": "POST /pets/{id}/{rest+}",
            "stage": "dev",
        })
    );
}

#[tokio::test]
async fn payload_2_0_leaves_out_what_is_not_there() {
    let lambda = lambda("{}").await;
    Documents::with_lambda(&lambda).route("$default", to_function("2.0")).call(get("/")).await;
    let event = the_event(&lambda);
    for absent in ["cookies", "queryStringParameters", "pathParameters", "body", "stageVariables"] {
        assert!(event.get(absent).is_none(), "{absent}");
    }
    assert_eq!((&event["rawPath"], &event["rawQueryString"]), (&json!("/"), &json!("")));
    assert_eq!(event["headers"]["content-length"], "0");
    assert!(event["requestContext"].get("authorizer").is_none());
}

#[tokio::test]
async fn a_body_that_is_not_text_is_base64() {
    let lambda = lambda("{}").await;
    let request = Request::post("/").header("content-type", "application/x-www-form-urlencoded").body("a=b").expect("a request");
    Documents::with_lambda(&lambda).route("$default", to_function("2.0")).call(request).await;
    let event = the_event(&lambda);
    assert_eq!((&event["body"], &event["isBase64Encoded"]), (&json!("YT1i"), &json!(true)));
}

// Developer guide, "Payload format version", example 1.0; names of headers, `path` and `resourceId` as in events recorded from AWS.
#[tokio::test]
async fn payload_1_0_describes_the_request() {
    let lambda = lambda(r#"{"statusCode": 200}"#).await;
    let api = Documents::with_lambda(&lambda).route("GET /pets/{id}", to_function("1.0"));
    let head = "GET /dev/pets/a%20b?q=1&q=2 HTTP/1.1\r\nhost: a.test\r\nX-Twice: 1\r\nx-twice: 2\r\nAccept: */*\r\n\r\n";
    let request = Request::get("/dev/pets/a%20b?q=1&q=2")
        .header("host", "a.test")
        .header("x-twice", "1")
        .header("x-twice", "2")
        .header("accept", "*/*")
        .extension(RequestHead::new(head.into()));
    api.call_stage("dev", json!({}), request.body("").expect("a request")).await;
    let event = the_event(&lambda);
    let expected = json!({
        "version": "1.0",
        "resource": "/pets/{id}",
        "path": "/dev/pets/a%20b",
        "httpMethod": "GET",
        "queryStringParameters": {"q": "2"},
        "multiValueQueryStringParameters": {"q": ["1", "2"]},
        "pathParameters": {"id": "a b"},
        "stageVariables": null,
        "body": null,
        "isBase64Encoded": false,
    });
    for (member, value) in expected.as_object().expect("an object") {
        assert_eq!(&event[member], value, "{member}");
    }
    let names: Vec<&String> = event["headers"].as_object().expect("headers").keys().collect();
    let expected = [
        "Content-Length",
        "Host",
        "X-Amzn-Trace-Id",
        "X-Forwarded-For",
        "X-Forwarded-Port",
        "X-Forwarded-Proto",
        "X-Twice",
        "accept",
    ];
    assert_eq!(names, expected);
    assert_eq!(event["headers"]["X-Twice"], "2");
    assert_eq!(event["multiValueHeaders"]["X-Twice"], json!(["1", "2"]));
    let context = &event["requestContext"];
    assert_eq!(context["resourceId"], "GET /pets/{id}");
    assert!(context.get("authorizer").is_none());
    assert_eq!((&context["path"], &context["stage"]), (&json!("/dev/pets/a%20b"), &json!("dev")));
    assert_eq!((&context["resourcePath"], &context["identity"]["sourceIp"]), (&json!("/pets/{id}"), &json!("192.0.2.1")));
}

#[tokio::test]
async fn a_result_of_2_0_without_status_code_is_json() {
    let lambda = lambda(r#"{"orderId": "42"}"#).await;
    let response = Documents::with_lambda(&lambda).route("$default", to_function("2.0")).call(get("/")).await;
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["content-type"], "application/json");
    assert_eq!(response.body(), r#"{"orderId": "42"}"#);
}

#[tokio::test]
async fn a_result_of_2_0_sets_status_headers_cookies_and_body() {
    let lambda = lambda(
        r#"{"statusCode": 201, "headers": {"X-A": "1"}, "cookies": ["a=1", "b=2"], "isBase64Encoded": true, "body": "aGk="}"#,
    )
    .await;
    let response = Documents::with_lambda(&lambda).route("$default", to_function("2.0")).call(get("/")).await;
    assert_eq!(response.status(), 201);
    assert_eq!(response.headers()["x-a"], "1");
    assert_eq!(response.headers().get_all("set-cookie").iter().collect::<Vec<_>>(), ["a=1", "b=2"]);
    assert_eq!(response.body(), "hi");
}

// A function that passes on what another server sent must not break the connection to the caller.
#[tokio::test]
async fn a_result_does_not_frame_its_answer() {
    let headers = r#"{"Content-Length": "999", "Transfer-Encoding": "chunked", "Connection": "close", "x-a": "1"}"#;
    let result: &'static str = format!(r#"{{"statusCode": 200, "headers": {headers}, "body": "text"}}"#).leak();
    for format in ["1.0", "2.0"] {
        let lambda = lambda(result).await;
        let response = Documents::with_lambda(&lambda).route("$default", to_function(format)).call(get("/")).await;
        let mut names: Vec<&str> = response.headers().keys().map(http::HeaderName::as_str).collect();
        names.sort_unstable();
        assert_eq!(names, ["apigw-requestid", "content-type", "x-a"]);
        assert_eq!(response.body(), "text");
    }
}

#[tokio::test]
async fn a_result_of_1_0_sets_headers_of_both_kinds() {
    let lambda =
        lambda(r#"{"statusCode": 200, "headers": {"a": "1"}, "multiValueHeaders": {"b": ["2", "3"]}, "body": "text"}"#).await;
    let response = Documents::with_lambda(&lambda).route("$default", to_function("1.0")).call(get("/")).await;
    assert_eq!(response.headers()["a"], "1");
    assert_eq!(response.headers().get_all("b").iter().collect::<Vec<_>>(), ["2", "3"]);
    assert_eq!(response.headers()["content-type"], "text/plain; charset=utf-8");
    assert_eq!(response.body(), "text");
}

// aws/aws-lambda-dotnet, snapshots `ToApiGatewayProxyResponse_InvalidJson_ReturnsErrorResponseHttpV1` and
// `ToApiGatewayHttpApiV2ProxyResponse_StatusCodeAsFloat_ReturnsInternalServerError`, recorded from AWS.
#[tokio::test]
async fn a_malformed_result_is_an_internal_server_error() {
    for (format, result) in [("1.0", "not JSON"), ("1.0", r#"{"orderId": "42"}"#), ("2.0", r#"{"statusCode": 200.5}"#)] {
        let lambda = lambda(result).await;
        let response = Documents::with_lambda(&lambda).route("$default", to_function(format)).call(get("/")).await;
        check_message(&response, 500, "Internal Server Error");
    }
}

// awslabs/aws-lambda-cpp issue 117: a failed invocation is always a 500.
#[tokio::test]
async fn a_function_that_fails_is_an_internal_server_error() {
    let failed = Response::builder().header("x-amz-function-error", "Unhandled").body(r#"{"errorMessage": "no"}"#);
    let lambda = Backend::answering(failed.expect("an answer")).await;
    let response = Documents::with_lambda(&lambda).route("$default", to_function("2.0")).call(get("/")).await;
    check_message(&response, 500, "Internal Server Error");
}

#[tokio::test]
async fn a_function_that_does_not_exist_is_an_internal_server_error() {
    let response = Documents::default().route("$default", to_function("2.0")).call(get("/")).await;
    check_message(&response, 500, "Internal Server Error");
}

#[tokio::test]
async fn a_slow_function_is_unavailable() {
    let lambda = Backend::start(Response::new("{}"), Duration::from_secs(10)).await;
    let mut integration = to_function("2.0");
    integration["timeoutInMillis"] = json!(50);
    let response = Documents::with_lambda(&lambda).route("$default", integration).call(get("/")).await;
    check_message(&response, 503, "Service Unavailable");
}
