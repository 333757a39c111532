//! Request validators.

use http::Request;
use serde_json::json;

use super::{Backend, Documents, check_failure, get};

/// A method whose validator asks for a header, a path parameter and a query parameter.
fn validated(backend: &Backend) -> Documents<'static> {
    let method = json!({
        "authorizationType": "NONE",
        "requestValidatorId": "v",
        "requestParameters": {
            "method.request.querystring.qs1": true,
            "method.request.path.issuer": true,
            "method.request.header.x-header-param": true,
            "method.request.querystring.optional": false,
        },
    });
    Documents::new()
        .method_with("ANY /nested/{issuer}", method.clone(), json!({"type": "HTTP_PROXY", "uri": backend.url("/")}))
        .method_with("ANY /other/{test}", method, json!({"type": "HTTP_PROXY", "uri": backend.url("/")}))
        .with("/requestvalidators/v", json!({"validateRequestParameters": true, "validateRequestBody": false}))
}

// Recorded: test_api_gateway_request_validator.
#[tokio::test]
async fn what_is_missing_is_named_and_the_backend_is_not_called() {
    let backend = Backend::answering(http::Response::new("")).await;
    let api = validated(&backend);
    let cases = [
        (get("/other/value"), "x-header-param, issuer, qs1"),
        (get("/nested/value?qs1=test"), "x-header-param"),
        (Request::get("/nested/value").header("x-header-param", "test").body("").expect("a request"), "qs1"),
        // Developer guide, "Use request validation in API Gateway": they must not be blank.
        (Request::get("/nested/value?qs1=%20").header("x-header-param", "").body("").expect("a request"), "x-header-param, qs1"),
    ];
    for (request, missing) in cases {
        let body = format!("{{\"message\": \"Missing required request parameters: [{missing}]\"}}");
        check_failure(&api.call(request).await, 400, "BadRequestException", &body);
    }
    assert!(backend.is_untouched());
    let complete = Request::get("/nested/value?qs1=test").header("x-header-param", "test").body("").expect("a request");
    assert_eq!(api.call(complete).await.status(), 200);
}

#[tokio::test]
async fn a_validator_that_does_not_exist_lets_nothing_pass() {
    let method = json!({"authorizationType": "NONE", "requestValidatorId": "gone"});
    let backend = Backend::answering(http::Response::new("")).await;
    let api = Documents::new().method_with("GET /", method, json!({"type": "HTTP_PROXY", "uri": backend.url("/")}));
    assert_eq!(api.call(get("/")).await.status(), 500);
    assert!(backend.is_untouched());
}
