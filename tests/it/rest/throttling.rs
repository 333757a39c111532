//! Throttling by a stage's method settings.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{Documents, check_failure, get, mock_of};

/// Two methods in a stage with these settings.
fn throttled(settings: &Value) -> Documents<'static> {
    mock_of(mock_of(Documents::new(), "GET /orders", "{}"), "GET /pets/{id}", "{}").stage(json!({"methodSettings": settings}))
}

async fn statuses(api: &Documents<'_>, stage: &apigw_emulator::runtime::rest::RestStage, path: &str) -> Vec<u16> {
    let mut statuses = Vec::new();
    for _ in 0..3 {
        statuses.push(api.call_stage(stage, get(path)).await.status().as_u16());
    }
    statuses
}

// Developer guide, "Throttle API requests for better throughput"; "Gateway response types", THROTTLED: 429.
#[tokio::test]
async fn a_method_over_its_limit_is_429() {
    let api = throttled(&json!({"*/*": {"throttlingRateLimit": 0.001, "throttlingBurstLimit": 0}}));
    let answer = api.call(get("/orders")).await;
    check_failure(&answer, 429, "TooManyRequestsException", "{\"message\":\"Too Many Requests\"}");
}

// The key of a method's own setting: recorded, test_update_stage_remove_wildcard (`test/GET`).
#[tokio::test]
async fn each_method_has_a_bucket_of_its_own() {
    let settings = json!({
        "*/*": {"throttlingRateLimit": 0.001, "throttlingBurstLimit": 2},
        "pets~1{id}/GET": {"throttlingRateLimit": 0.001, "throttlingBurstLimit": 1},
    });
    let api = throttled(&settings);
    let (stage, diagnostics) = api.compile();
    assert_eq!(diagnostics, []);
    assert_eq!(statuses(&api, &stage, "/orders").await, [200, 200, 429]);
    assert_eq!(statuses(&api, &stage, "/pets/1").await, [200, 429, 429]);
}

// The setting of one verb where ANY is declared, as the console and serverless-api-gateway-caching write it.
#[tokio::test]
async fn a_verb_of_any_may_have_a_limit_of_its_own() {
    let settings = json!({
        "orders/GET": {"throttlingRateLimit": 0.001, "throttlingBurstLimit": 1},
        "orders/ANY": {"throttlingRateLimit": 0.001, "throttlingBurstLimit": 2},
    });
    let api = mock_of(Documents::new(), "ANY /orders", "{}").stage(json!({"methodSettings": settings}));
    let (stage, _) = api.compile();
    assert_eq!(statuses(&api, &stage, "/orders").await, [200, 429, 429]);
    let post = || http::Request::post("/orders").body("").expect("a request");
    assert_eq!(api.call_stage(&stage, post()).await.status(), 200, "POST has the limit of ANY, and a bucket that GET left full");
}

// AWS writes -1 where a limit was taken away.
#[tokio::test]
async fn a_limit_of_minus_one_is_none() {
    let api = throttled(&json!({"*/*": {"throttlingRateLimit": -1, "throttlingBurstLimit": -1}}));
    assert_eq!(statuses(&api, &api.compile().0, "/orders").await, [200, 200, 200]);
}

#[tokio::test]
async fn publishing_fills_no_bucket() {
    let api = throttled(&json!({"*/*": {"throttlingRateLimit": 0.001, "throttlingBurstLimit": 2}}));
    let before = Arc::new(api.compile().0);
    assert_eq!(statuses(&api, &before, "/orders").await, [200, 200, 429]);
    let (after, _) = api.compile_after(Some(&before));
    assert_eq!(statuses(&api, &after, "/orders").await, [429, 429, 429]);
}

// Developer guide, "Set up an API Gateway canary release deployment": method settings are the stage's, and a canary has none.
#[tokio::test]
async fn a_canary_shares_the_buckets_of_its_stage() {
    let stage = json!({
        "methodSettings": {"*/*": {"throttlingRateLimit": 0.001, "throttlingBurstLimit": 4}},
        "canarySettings": {"percentTraffic": 50.0},
    });
    let api = mock_of(Documents::new(), "GET /orders", "{}").stage(stage);
    let mut stage = Arc::new(api.compile().0);
    let mut served = 0;
    for _ in 0..10 {
        served += statuses(&api, &stage, "/orders").await.iter().filter(|status| **status == 200).count();
        stage = Arc::new(api.compile_after(Some(&stage)).0);
    }
    assert_eq!(served, 4);
}
