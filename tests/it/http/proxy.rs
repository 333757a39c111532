//! HTTP proxy integrations.

use std::time::Duration;

use http::{Request, Response};
use serde_json::json;

use super::{Backend, Documents, check_message, get};

fn to(url: &str) -> serde_json::Value {
    json!({"integrationType": "HTTP_PROXY", "integrationUri": url, "integrationMethod": "ANY", "payloadFormatVersion": "1.0"})
}

// Developer guide, "HTTP proxy integration with path variables" and "Working with query string parameters".
#[tokio::test]
async fn path_variables_query_method_and_body_reach_the_backend() {
    let backend = Backend::answering(Response::new("")).await;
    let api = Documents::default().route("ANY /parent/{id}/{proxy+}", to(&backend.url("/store/{id}/{proxy}?fixed=1")));
    let request = Request::patch("/parent/7/a%20b/c?x=1&x=2").body("text").expect("a request");
    api.call(request).await;
    let seen = backend.the_request();
    assert_eq!((&*seen.method, &*seen.target), ("PATCH", "/store/7/a%20b/c?fixed=1&x=1&x=2"));
    assert_eq!(seen.body, "text");
}

#[tokio::test]
async fn an_integration_may_have_its_own_method() {
    let backend = Backend::answering(Response::new("")).await;
    let mut integration = to(&backend.url("/"));
    integration["integrationMethod"] = json!("POST");
    Documents::default().route("GET /pets", integration).call(get("/pets")).await;
    assert_eq!(backend.the_request().method, "POST");
}

// Developer guide, "Working with the $default route".
#[tokio::test]
async fn the_default_route_sends_the_full_path() {
    let backend = Backend::answering(Response::new("")).await;
    let api = Documents::default().route("$default", to(&backend.url("")));
    api.call_stage("dev", json!({}), get("/dev/store/checkout?a=b")).await;
    assert_eq!(backend.the_request().target, "/store/checkout?a=b");
}

// Recorded by backends of live HTTP APIs: `forwarded: for=124.158.17.130;host=dev-api.example;proto=https`,
// `via: HTTP/1.1 AmazonAPIGateway`, `content-length: 0` on a GET, and no `x-forwarded-for` of the gateway's own.
#[tokio::test]
async fn the_backend_is_told_whom_it_answers() {
    let backend = Backend::answering(Response::new("")).await;
    let request = Request::get("/pets").header("host", "a1b2c3d4e5.execute-api.localhost:4566").header("x-own", "1");
    Documents::default().route("GET /pets", to(&backend.url("/"))).call(request.body("").expect("a request")).await;
    let headers = backend.the_request().headers;
    assert_eq!(headers["host"], backend.address.to_string());
    assert_eq!(headers["forwarded"], "for=192.0.2.1;host=a1b2c3d4e5.execute-api.localhost:4566;proto=http");
    assert_eq!(headers["via"], "HTTP/1.1 AmazonAPIGateway");
    assert_eq!(headers["content-length"], "0");
    assert_eq!(headers["x-own"], "1");
    assert!(headers["x-amzn-trace-id"].to_str().is_ok_and(|trace| trace.starts_with("Root=1-")));
    assert!(!headers.contains_key("x-forwarded-for"));
}

// Recorded in an event of a request that had passed another API: `Self=1-60ad1af6-…;Root=1-60ad1af6-…`.
#[tokio::test]
async fn a_trace_is_carried_on() {
    let backend = Backend::answering(Response::new("")).await;
    let request = Request::get("/pets").header("x-amzn-trace-id", "Root=1-5759e988-bd862e3fe1be46a994272793");
    Documents::default().route("GET /pets", to(&backend.url("/"))).call(request.body("").expect("a request")).await;
    let headers = backend.the_request().headers;
    let trace = headers["x-amzn-trace-id"].to_str().expect("text");
    assert!(trace.starts_with("Self=1-") && trace.ends_with(";Root=1-5759e988-bd862e3fe1be46a994272793"), "{trace}");
}

#[tokio::test]
async fn the_answer_passes_back_as_it_is() {
    let answer = Response::builder().status(418).header("x-a", "1").header("x-a", "2").header("keep-alive", "timeout=5");
    let backend = Backend::answering(answer.body("short and stout").expect("an answer")).await;
    let response = Documents::default().route("GET /pets", to(&backend.url("/"))).call(get("/pets")).await;
    assert_eq!(response.status(), 418);
    assert_eq!(response.headers().get_all("x-a").iter().collect::<Vec<_>>(), ["1", "2"]);
    assert!(!response.headers().contains_key("keep-alive"));
    assert_eq!(response.body(), "short and stout");
}

// Users measured 503 `Service Unavailable` for both, where a REST API says 504.
#[tokio::test]
async fn a_slow_backend_is_unavailable() {
    let backend = Backend::start(Response::new(""), Duration::from_secs(10)).await;
    let mut integration = to(&backend.url("/"));
    integration["timeoutInMillis"] = json!(50);
    let response = Documents::default().route("GET /pets", integration).call(get("/pets")).await;
    check_message(&response, 503, "Service Unavailable");
}

#[tokio::test]
async fn an_unreachable_backend_is_unavailable() {
    let gone = std::net::TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port");
    let response = Documents::default().route("GET /pets", to(&format!("http://{gone}/"))).call(get("/pets")).await;
    check_message(&response, 503, "Service Unavailable");
}
