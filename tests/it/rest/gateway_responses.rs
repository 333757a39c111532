//! Failures as an API wants them told.

use http::Request;
use serde_json::json;

use super::{Documents, get, mock_of};

// Recorded: test_gateway_response_put; developer guide, "Gateway responses in API Gateway".
#[tokio::test]
async fn a_gateway_response_sets_status_headers_and_body() {
    let api = mock_of(Documents::new(), "GET /pets/{petId}", "{}").stage(json!({"variables": {"a": "b"}})).with(
        "/gatewayresponses/MISSING_AUTHENTICATION_TOKEN",
        json!({
            "responseType": "MISSING_AUTHENTICATION_TOKEN",
            "statusCode": "404",
            "responseParameters": {
                "gatewayresponse.header.Access-Control-Allow-Origin": "'a.b.c'",
                "gatewayresponse.header.x-request-query": "method.request.querystring.q",
                "gatewayresponse.header.x-request-header": "method.request.header.Accept",
                "gatewayresponse.header.x-request-path": "method.request.path.petId",
                "gatewayresponse.header.x-why": "context.error.message",
                "gatewayresponse.header.x-type": "context.error.responseType",
                "gatewayresponse.header.x-stage": "context.stage",
            },
            "responseTemplates": {
                "application/json":
                    "{\"message\": $context.error.messageString, \"type\": \"$context.error.responseType\", \"stage\": \"${context.stage}\", \
                     \"resourcePath\": \"$context.resourcePath\", \"a\": \"$stageVariables.a\", \"cost\": \"$5\"}",
            },
        }),
    );
    let request = Request::get("/missing?q=1").header("accept", "application/json").body("").expect("a request");
    let answer = api.call(request).await;
    assert_eq!(answer.status(), 404);
    assert_eq!(
        answer.body(),
        "{\"message\": \"Missing Authentication Token\", \"type\": \"MISSING_AUTHENTICATION_TOKEN\", \"stage\": \"prod\", \
         \"resourcePath\": \"\", \"a\": \"b\", \"cost\": \"$5\"}"
    );
    let headers = answer.headers();
    assert_eq!(headers["access-control-allow-origin"], "a.b.c");
    assert_eq!(headers["x-request-query"], "1");
    assert_eq!(headers["x-request-header"], "application/json");
    assert!(!headers.contains_key("x-request-path"), "no resource matched, so there is no path parameter");
    assert_eq!(headers["x-why"], "Missing Authentication Token");
    assert_eq!(
        (&headers["x-type"], &headers["x-stage"]),
        (&"MISSING_AUTHENTICATION_TOKEN".parse().unwrap(), &"prod".parse().unwrap())
    );
    assert_eq!(headers["x-amzn-errortype"], "MissingAuthenticationTokenException");
}

// Developer guide, "Gateway response types", DEFAULT_4XX: it covers the types that are not set.
#[tokio::test]
async fn a_default_covers_the_types_of_its_class_that_are_not_set() {
    let api = mock_of(Documents::new(), "GET /existing", "{}")
        .with(
            "/gatewayresponses/DEFAULT_4XX",
            json!({"responseParameters": {"gatewayresponse.header.Access-Control-Allow-Origin": "'*'"},
                   "responseTemplates": {"application/json": "{\"message\":$context.error.messageString}"}}),
        )
        .method("GET /broken", json!({"type": "MOCK"}));
    let missing = api.call(get("/missing")).await;
    assert_eq!((missing.status().as_u16(), &missing.headers()["access-control-allow-origin"]), (403, &"*".parse().unwrap()));
    assert_eq!(missing.body(), "{\"message\":\"Missing Authentication Token\"}");
    let broken = api.call(get("/broken")).await;
    assert_eq!(broken.status(), 500);
    assert!(!broken.headers().contains_key("access-control-allow-origin"));
}

// Recorded: test_update_gateway_response: templates of several media types; the one that the caller accepts is taken.
#[tokio::test]
async fn the_template_is_the_one_that_the_caller_accepts() {
    let api = mock_of(Documents::new(), "GET /existing", "{}").with(
        "/gatewayresponses/DEFAULT_4XX",
        json!({"statusCode": "444", "responseTemplates": {
            "application/xml": "<m>$context.error.message</m>",
            "application/json": "{\"m\":$context.error.messageString}",
        }}),
    );
    let xml = api.call(Request::get("/missing").header("accept", "application/xml").body("").expect("a request")).await;
    assert_eq!((xml.status().as_u16(), &xml.body()[..]), (444, &b"<m>Missing Authentication Token</m>"[..]));
    assert_eq!(xml.headers()["content-type"], "application/xml");
    assert_eq!(api.call(get("/missing")).await.body(), "{\"m\":\"Missing Authentication Token\"}");
}

// Developer guide, "Gateway responses in API Gateway": templates can access "method request parameters, in the form of
// method.request.param-position.param-name".
#[tokio::test]
async fn a_template_sees_the_parameters_of_the_request() {
    let template = r#"{"id": "$method.request.path.id", "q": "${method.request.querystring.q}", "own": "$method.request.header.x-own", "none": "$method.request.header.x-none", "text": "$method.other"}"#;
    let api = Documents::new()
        .method("GET /pets/{id}", json!({"type": "MOCK"}))
        .with("/gatewayresponses/DEFAULT_5XX", json!({"responseTemplates": {"application/json": template}}));
    let answer = api.call(Request::get("/pets/7?q=a%20b").header("x-own", "yes").body("").expect("a request")).await;
    assert_eq!(answer.status(), 500);
    assert_eq!(answer.body(), r#"{"id": "7", "q": "a b", "own": "yes", "none": "", "text": "$method.other"}"#);
}
