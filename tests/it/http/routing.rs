//! Requests that reach no integration.

use http::Response;
use serde_json::json;

use super::{Backend, Documents, call_at, check_message, gateway, get};

// Developer guide, "Routing API requests".
#[tokio::test]
async fn a_request_that_no_route_takes_is_not_found() {
    let response = Documents::default().call(get("/pets")).await;
    check_message(&response, 404, "Not Found");
}

#[tokio::test]
async fn a_route_whose_authorization_cannot_be_checked_lets_nobody_through() {
    let backend = Backend::answering(Response::new("")).await;
    let integration = json!({"integrationType": "HTTP_PROXY", "integrationUri": backend.url("/")});
    let route = json!({"routeKey": "GET /pets", "authorizationType": "CUSTOM", "authorizerId": "none"});
    let response = Documents::default().route_with(route, integration).call(get("/pets")).await;
    check_message(&response, 500, "Internal Server Error");
    assert!(backend.is_untouched());
}

#[tokio::test]
async fn an_integration_that_cannot_be_run_fails_and_is_named() {
    let integration = json!({"integrationType": "AWS_PROXY", "integrationSubtype": "SQS-SendMessage"});
    let response = Documents::default().route("GET /pets", integration).call(get("/pets")).await;
    let missing = "Operation: SQS-SendMessage requires enabling passthrough, or defining all of the following parameters in the parameter \
                   mapping: [QueueUrl, MessageBody]";
    check_message(&response, 500, missing);
}

// Developer guide, "Disabling the default endpoint for an HTTP API"; callers get 404 `Not Found`.
#[tokio::test]
async fn a_disabled_default_endpoint_is_not_found() {
    let backend = Backend::answering(Response::new("")).await;
    let integration = json!({"integrationType": "HTTP_PROXY", "integrationUri": backend.url("/")});
    let api = Documents::default().api(json!({"disableExecuteApiEndpoint": true})).route("$default", integration);
    check_message(&api.call(get("/pets")).await, 404, "Not Found");
    assert!(backend.is_untouched());
    let stage = api.compile("$default", json!({}));
    assert_eq!(call_at("api.example.com", &gateway(None), &stage, get("/pets")).await.status(), 200);
}
