//! Throttling by a stage's route settings.

use std::sync::Arc;

use apigw_emulator::runtime::http::HttpStage;
use http::Response;
use serde_json::{Value, json};

use super::{Documents, check_message, get};
use crate::backend::{Backend, gateway};

async fn two_routes() -> (Backend, Documents<'static>) {
    let backend = Backend::answering(Response::new("")).await;
    let integration = json!({"integrationType": "HTTP_PROXY", "integrationUri": backend.url("/")});
    (backend, Documents::default().route("GET /orders", integration.clone()).route("GET /pets/{id}", integration))
}

async fn statuses(api: &Documents<'_>, stage: &HttpStage, path: &str) -> Vec<u16> {
    let mut statuses = Vec::new();
    for _ in 0..3 {
        statuses.push(api.call_compiled(&gateway(None), stage, get(path)).await.status().as_u16());
    }
    statuses
}

fn slowly(burst: u32) -> Value {
    json!({"throttlingRateLimit": 0.001, "throttlingBurstLimit": burst})
}

// Developer guide, "Throttling requests to your HTTP API": 429 Too Many Requests.
#[tokio::test]
async fn a_route_over_its_limit_is_429() {
    let (backend, api) = two_routes().await;
    let response = api.call_stage("$default", json!({"defaultRouteSettings": slowly(0)}), get("/orders")).await;
    check_message(&response, 429, "Too Many Requests");
    assert!(backend.is_untouched());
}

// The same: limits of individual routes go before the stage's for all routes.
#[tokio::test]
async fn each_route_has_a_bucket_of_its_own() {
    let (_backend, api) = two_routes().await;
    let settings = json!({"defaultRouteSettings": slowly(2), "routeSettings": {"GET /pets/{id}": slowly(1)}});
    let stage = api.compile("$default", settings);
    assert_eq!(statuses(&api, &stage, "/orders").await, [200, 200, 429]);
    assert_eq!(statuses(&api, &stage, "/pets/1").await, [200, 429, 429]);
}

#[tokio::test]
async fn publishing_fills_no_bucket() {
    let (_backend, api) = two_routes().await;
    let settings = json!({"defaultRouteSettings": slowly(2)});
    let before = Arc::new(api.compile("$default", settings.clone()));
    assert_eq!(statuses(&api, &before, "/orders").await, [200, 200, 429]);
    let after = api.compile_after("$default", settings, Some(&before));
    assert_eq!(statuses(&api, &after, "/orders").await, [429, 429, 429]);
}
