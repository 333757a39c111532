//! CORS that is configured on the API. Developer guide, "Configuring CORS for an HTTP API".

use http::{Request, Response};
use serde_json::{Value, json};

use super::{Backend, Documents, check_message};

fn cors() -> Value {
    json!({"corsConfiguration": {
        "allowOrigins": ["https://www.example.com"],
        "allowMethods": ["GET", "POST"],
        "allowHeaders": ["authorization", "x-a"],
        "exposeHeaders": ["date", "x-api-id"],
        "maxAge": 300,
        "allowCredentials": true,
    }})
}

fn to(backend: &Backend) -> Value {
    json!({"integrationType": "HTTP_PROXY", "integrationUri": backend.url("/")})
}

fn preflight(origin: &str) -> Request<&'static str> {
    let request = Request::options("/pets").header("origin", origin).header("access-control-request-method", "POST");
    request.body("").expect("a request")
}

#[tokio::test]
async fn a_preflight_is_answered_even_where_no_route_is() {
    let response = Documents::default().api(cors()).call(preflight("https://www.example.com")).await;
    assert_eq!(response.status(), 204);
    let headers = response.headers();
    assert_eq!(headers["access-control-allow-origin"], "https://www.example.com");
    assert_eq!(headers["access-control-allow-methods"], "GET,POST");
    assert_eq!(headers["access-control-allow-headers"], "authorization,x-a");
    assert_eq!(headers["access-control-max-age"], "300");
    assert_eq!(headers["access-control-allow-credentials"], "true");
    assert!(response.body().is_empty());
}

#[tokio::test]
async fn a_preflight_does_not_reach_the_integration() {
    let backend = Backend::answering(Response::new("")).await;
    let response =
        Documents::default().api(cors()).route("$default", to(&backend)).call(preflight("https://www.example.com")).await;
    assert_eq!(response.status(), 204);
    assert!(backend.is_untouched());
}

// "Configuring CORS for an HTTP API with a $default route and JWT authorizer": the route's authorization applies to OPTIONS, too.
#[tokio::test]
async fn a_preflight_that_a_route_catches_needs_its_authorization() {
    let backend = Backend::answering(Response::new("")).await;
    let route = json!({"routeKey": "$default", "authorizationType": "AWS_IAM"});
    let response =
        Documents::default().api(cors()).route_with(route, to(&backend)).call(preflight("https://www.example.com")).await;
    check_message(&response, 403, "Forbidden");
    assert!(backend.is_untouched());
}

#[tokio::test]
async fn another_origin_is_told_nothing() {
    let response = Documents::default().api(cors()).call(preflight("https://evil.example")).await;
    assert_eq!(response.status(), 204);
    assert!(response.headers().keys().all(|name| !name.as_str().starts_with("access-control-")));
}

#[tokio::test]
async fn the_integrations_cors_headers_give_way() {
    let answer = Response::builder().header("access-control-allow-origin", "*").header("access-control-allow-methods", "PUT");
    let backend = Backend::answering(answer.body("").expect("an answer")).await;
    let api = Documents::default().api(cors()).route("GET /pets", to(&backend));
    let request = Request::get("/pets").header("origin", "https://www.example.com").body("").expect("a request");
    let response = api.call(request).await;
    assert_eq!(response.headers()["access-control-allow-origin"], "https://www.example.com");
    assert_eq!(response.headers()["access-control-expose-headers"], "date,x-api-id");
    assert!(!response.headers().contains_key("access-control-allow-methods"));

    let without_origin = api.call(Request::get("/pets").body("").expect("a request")).await;
    assert!(!without_origin.headers().contains_key("access-control-allow-origin"));
}

#[tokio::test]
async fn without_a_configuration_the_integrations_headers_pass() {
    let answer = Response::builder().header("access-control-allow-origin", "*");
    let backend = Backend::answering(answer.body("").expect("an answer")).await;
    let request = Request::get("/pets").header("origin", "https://a.test").body("").expect("a request");
    let response = Documents::default().route("GET /pets", to(&backend)).call(request).await;
    assert_eq!(response.headers()["access-control-allow-origin"], "*");
}
