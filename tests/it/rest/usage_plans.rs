//! Usage plans as time passes, and in which order limits are looked at.

use std::sync::Arc;
use std::time::Duration;

use apigw_emulator::clock::{Change, Clock};
use apigw_emulator::runtime::account::{Account, AccountLimits};
use apigw_emulator::runtime::throttle::ThrottleLimits;
use http::Request;
use serde_json::{Value, json};

use super::{Documents, check_failure};
use crate::account::{KEY, publish_plan, with_plan};

const API: &str = "a1b2c3d4e5";
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// `GET /orders`, which needs a key, of an account with this plan.
fn api_with(plan: Value) -> Documents<'static> {
    keyed().account(with_plan(API, "prod", plan))
}

fn keyed() -> Documents<'static> {
    let mock = json!({"type": "MOCK", "requestTemplates": {"application/json": "{\"statusCode\": 200}"}});
    let method = json!({"authorizationType": "NONE", "apiKeyRequired": true});
    Documents::new().method_with("GET /orders", method, mock).response("200", json!({}))
}

fn with_key() -> Request<&'static str> {
    Request::get("/orders").header("x-api-key", KEY).body("").expect("a request")
}

async fn statuses(api: &Documents<'_>, calls: usize) -> Vec<u16> {
    let mut statuses = Vec::new();
    for _ in 0..calls {
        statuses.push(api.call(with_key()).await.status().as_u16());
    }
    statuses
}

// Developer guide, "Choose an API key source": 403 Forbidden.
#[tokio::test]
async fn a_call_without_its_key_is_forbidden() {
    let api = api_with(json!({}));
    let answer = api.call(super::get("/orders")).await;
    check_failure(&answer, 403, "ForbiddenException", "{\"message\":\"Forbidden\"}");
    assert_eq!(statuses(&api, 1).await, [200]);
}

// Developer guide, "Creating and using usage plans with API keys"; as people saw it: LimitExceededException.
#[tokio::test]
async fn a_quota_is_there_again_in_the_next_period() {
    let api = api_with(json!({"quota": {"limit": 2, "period": "DAY", "offset": 0}}));
    assert_eq!(statuses(&api, 3).await, [200, 200, 429]);
    check_failure(&api.call(with_key()).await, 429, "LimitExceededException", "{\"message\":\"Limit Exceeded\"}");
    api.account.clock.change(Change::Advance(DAY)).unwrap();
    assert_eq!(statuses(&api, 3).await, [200, 200, 429]);
}

#[tokio::test]
async fn a_plans_bucket_fills_by_its_rate() {
    let api = api_with(json!({"throttle": {"rateLimit": 0.01, "burstLimit": 2}}));
    assert_eq!(statuses(&api, 3).await, [200, 200, 429]);
    check_failure(&api.call(with_key()).await, 429, "TooManyRequestsException", "{\"message\":\"Too Many Requests\"}");
    api.account.clock.change(Change::Advance(Duration::from_secs(100))).unwrap();
    assert_eq!(statuses(&api, 2).await, [200, 429]);
}

// Developer guide, "Configure a usage plan": a limit is set for a method by path and verb.
#[tokio::test]
async fn a_verb_of_any_may_be_limited_by_a_plan() {
    let mock = json!({"type": "MOCK", "requestTemplates": {"application/json": "{\"statusCode\": 200}"}});
    let method = json!({"authorizationType": "NONE", "apiKeyRequired": true});
    let plan = json!({"methods": {"/orders/GET": {"rateLimit": 0.01, "burstLimit": 1}}});
    let api = Documents::new().method_with("ANY /orders", method, mock).response("200", json!({}));
    let api = api.account(with_plan(API, "prod", plan));
    assert_eq!(statuses(&api, 2).await, [200, 429]);
    let post = Request::post("/orders").header("x-api-key", KEY).body("").expect("a request");
    assert_eq!(api.call(post).await.status(), 200);
}

#[tokio::test]
async fn publishing_plans_fills_no_bucket_and_no_quota() {
    let plan = json!({"throttle": {"rateLimit": 0.01, "burstLimit": 9}, "methods": {"/orders/GET": {"rateLimit": 0.01, "burstLimit": 3}},
        "quota": {"limit": 2, "period": "MONTH"}});
    let api = api_with(plan.clone());
    assert_eq!(statuses(&api, 3).await, [200, 200, 429]);
    publish_plan(&api.account, API, "prod", plan.clone());
    let answer = api.call(with_key()).await;
    assert_eq!(answer.headers()["x-amzn-errortype"], "TooManyRequestsException", "the method's bucket is empty");
    let mut wider = plan;
    wider["methods"] = json!({});
    publish_plan(&api.account, API, "prod", wider);
    assert_eq!(api.call(with_key()).await.headers()["x-amzn-errortype"], "LimitExceededException", "the quota is used up");
}

// Developer guide, "How throttling limit settings are applied in API Gateway": the plan's limits, then the stage's for the
// method, then the account's. What one of them refuses takes nothing of those behind it.
#[tokio::test]
async fn limits_are_looked_at_in_order() {
    let one = json!({"*/*": {"throttlingRateLimit": 0.001, "throttlingBurstLimit": 1}});
    let requests = ThrottleLimits { rate: 0.001, burst: 2 };
    let account = Arc::new(Account::new(AccountLimits { requests, ..AccountLimits::default() }, Clock::default()));
    let closed = json!({"throttle": {"rateLimit": 0.001, "burstLimit": 0}});
    publish_plan(&account, API, "prod", closed);
    let api = keyed().account(Arc::clone(&account)).stage(json!({"methodSettings": one}));
    let (stage, _) = api.compile();
    assert_eq!(api.call_stage(&stage, with_key()).await.status(), 429);
    publish_plan(&account, API, "prod", json!({}));
    assert_eq!(api.call_stage(&stage, with_key()).await.status(), 200, "the plan's refusals took no token of the stage");
    assert_eq!(api.call_stage(&stage, with_key()).await.status(), 429, "the stage's token is taken");
    assert_eq!(statuses(&api, 2).await, [200, 429], "the account has one left, as the stage's refusals took none");
}
