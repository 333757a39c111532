//! Mock integrations.

use http::Request;
use serde_json::json;

use super::{Documents, check_failure, get, mock_of};

// Recorded: test_routing_not_found (working-route) and test_invocation_trace_id (normal-req-headers-MOCK).
#[tokio::test]
async fn a_mock_answers_what_its_response_template_says() {
    let answer = mock_of(Documents::new(), "GET /existing", "{\"message\": \"exists\"}").call(get("/existing")).await;
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.body(), "{\"message\": \"exists\"}");
    assert_eq!(answer.headers()["content-type"], "application/json");
    assert!(!answer.headers().contains_key("x-amzn-trace-id"));
}

// Developer guide, "Set up mock integrations in API Gateway"; the template as the CDK writes it for CORS.
#[tokio::test]
async fn the_status_code_of_the_request_template_chooses_the_response() {
    let api = Documents::new()
        .method("OPTIONS /", json!({"type": "MOCK", "requestTemplates": {"application/json": "{ statusCode: 204 }"}}))
        .response("200", json!({}))
        .response(
            "204",
            json!({
                "selectionPattern": "204",
                "responseParameters": {
                    "method.response.header.Access-Control-Allow-Origin": "'https://example.com'",
                    "method.response.header.Vary": "'Origin'",
                },
            }),
        );
    let answer = api.call(Request::options("/").body("").expect("a request")).await;
    assert_eq!(answer.status(), 204);
    assert_eq!(answer.headers()["access-control-allow-origin"], "https://example.com");
    assert_eq!(answer.headers()["vary"], "Origin");
}

// API reference, IntegrationResponse: a selection pattern is for the whole of what it selects.
#[tokio::test]
async fn a_selection_pattern_must_match_the_whole_status_code() {
    let api = Documents::new()
        .method("GET /", json!({"type": "MOCK", "requestTemplates": {"application/json": "{\"statusCode\": 404}"}}))
        .response("200", json!({}))
        .response("400", json!({"selectionPattern": "4"}))
        .response("404", json!({"selectionPattern": "4\\d{2}"}));
    assert_eq!(api.call(get("/")).await.status(), 404);
}

// Recorded: localstack's MOCK handling of AWS's "Unable to parse statusCode": 500.
#[tokio::test]
async fn a_mock_without_a_status_code_is_an_internal_error() {
    let api = Documents::new().method("GET /", json!({"type": "MOCK"})).response("200", json!({}));
    check_failure(&api.call(get("/")).await, 500, "InternalServerErrorException", "{\"message\": \"Internal server error\"}");
}

// Developer guide, "Integration passthrough behaviors": the body is the mock's request when no template is for it.
#[tokio::test]
async fn a_body_passes_through_when_no_template_is_for_its_type() {
    let api = Documents::new().method("POST /", json!({"type": "MOCK"})).response("200", json!({}));
    let answer = api.call(Request::post("/").body("{\"statusCode\": 200}").expect("a request")).await;
    assert_eq!(answer.status(), 200);
}

// Developer guide, "Integration passthrough behaviors", its table.
#[tokio::test]
async fn a_type_without_a_template_is_unsupported_where_bodies_do_not_pass() {
    for behavior in ["WHEN_NO_TEMPLATES", "NEVER"] {
        let api = Documents::new()
            .method(
                "POST /",
                json!({
                    "type": "MOCK",
                    "passthroughBehavior": behavior,
                    "requestTemplates": {"application/json": "{\"statusCode\": 200}"},
                }),
            )
            .response("200", json!({}));
        let xml = Request::post("/").header("content-type", "application/xml").body("<a/>").expect("a request");
        let unsupported = "{\"message\": \"Unsupported Media Type\"}";
        check_failure(&api.call(xml).await, 415, "BadRequestException", unsupported);
        let typed = Request::post("/").header("content-type", "application/json;charset=utf-8").body("{}").expect("a request");
        assert_eq!(api.call(typed).await.status(), 200, "{behavior}");
        assert_eq!(api.call(Request::post("/").body("").expect("a request")).await.status(), 200, "{behavior}");
    }
}

// Developer guide, "Gateway response types", API_CONFIGURATION_ERROR.
#[tokio::test]
async fn a_status_without_a_response_and_without_a_default_is_a_configuration_error() {
    let api = Documents::new()
        .method("GET /", json!({"type": "MOCK", "requestTemplates": {"application/json": "{\"statusCode\": 200}"}}))
        .response("500", json!({"selectionPattern": "5\\d{2}"}));
    check_failure(&api.call(get("/")).await, 500, "InternalServerErrorException", "{\"message\": \"Internal server error\"}");
}

// Recorded: test_apigateway_header_remapping_http, full-integration.
#[tokio::test]
async fn headers_that_only_servers_set_are_remapped() {
    let api = Documents::new()
        .method("GET /", json!({"type": "MOCK", "requestTemplates": {"application/json": "{\"statusCode\": 200}"}}))
        .response(
            "200",
            json!({"responseParameters": {
                "method.response.header.Date": "'a date'",
                "method.response.header.Transfer-Encoding": "'chunked'",
                "method.response.header.Content-Type": "'text/plain'",
                "method.response.header.x-stage": "context.stage",
                "method.response.header.x-variable": "stageVariables.color",
            }}),
        )
        .stage(json!({"variables": {"color": "green"}}));
    let answer = api.call(get("/")).await;
    let headers = answer.headers();
    assert_eq!(headers["x-amzn-remapped-date"], "a date");
    assert!(!headers.contains_key("date") && !headers.contains_key("transfer-encoding"));
    assert_eq!(headers["content-type"], "text/plain");
    assert_eq!((&headers["x-stage"], &headers["x-variable"]), (&"prod".parse().unwrap(), &"green".parse().unwrap()));
}

// Developer guide, "Request and response data mappings": the template is chosen by the Accept header.
#[tokio::test]
async fn the_response_template_is_the_one_that_the_caller_accepts() {
    let api = Documents::new()
        .method("GET /", json!({"type": "MOCK", "requestTemplates": {"application/json": "{\"statusCode\": 200}"}}))
        .response("200", json!({"responseTemplates": {"application/xml": "<a/>", "application/json": "{}"}}));
    let xml = api.call(Request::get("/").header("accept", "application/xml").body("").expect("a request")).await;
    assert_eq!((&xml.body()[..], &xml.headers()["content-type"]), (&b"<a/>"[..], &"application/xml".parse().unwrap()));
    let other = api.call(Request::get("/").header("accept", "text/html").body("").expect("a request")).await;
    assert_eq!(other.body(), "{}");
}
