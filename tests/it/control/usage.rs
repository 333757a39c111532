//! What keys used, day by day, as the clock moves on.

use std::time::Duration;

use apigw_emulator::clock::{Change, Day};
use serde_json::{Value, json};

use super::{ACCOUNT, Emulator, text};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// A plan with this quota and one key, and their ids.
async fn plan_with_key(emulator: &Emulator, quota: Value) -> (String, String) {
    let plan = text(&emulator.ok("POST", "/usageplans", json!({"name": "plan", "quota": quota})).await, "id");
    let key = text(&emulator.ok("POST", "/apikeys", json!({"name": "key", "enabled": true})).await, "id");
    emulator.ok("POST", &format!("/usageplans/{plan}/keys"), json!({"keyId": key, "keyType": "API_KEY"})).await;
    (plan, key)
}

/// Counts so many calls of a key; how many its quota allowed.
fn call(emulator: &Emulator, plan: &str, key: &str, calls: usize) -> usize {
    let account = emulator.live.accounts.get(ACCOUNT, "us-east-1");
    let plans = account.usage_plans();
    let quota = plans.quota(plan, key).expect("a quota");
    (0..calls).filter(|_| quota.take(account.clock.now())).count()
}

fn today(emulator: &Emulator) -> Day {
    Day::of(emulator.live.accounts.clocks.now(ACCOUNT))
}

async fn usage(emulator: &Emulator, plan: &str, first: Day, last: Day) -> Value {
    let path = format!("/usageplans/{plan}/usage?startDate={first}&endDate={last}");
    emulator.ok("GET", &path, Value::Null).await["values"].clone()
}

// API reference, GetUsage: "daily logs of used and remaining quotas".
#[tokio::test]
async fn usage_tells_each_day() {
    let emulator = Emulator::new().await;
    let (plan, key) = plan_with_key(&emulator, json!({"limit": 5, "period": "DAY"})).await;
    let first = today(&emulator);
    assert_eq!(call(&emulator, &plan, &key, 2), 2);
    emulator.live.accounts.clocks.of(ACCOUNT).change(Change::Advance(DAY)).unwrap();
    assert_eq!(call(&emulator, &plan, &key, 9), 5);
    emulator.live.accounts.clocks.of(ACCOUNT).change(Change::Advance(DAY)).unwrap();
    let told = usage(&emulator, &plan, first.plus(-1), first.plus(2)).await;
    assert_eq!(told, json!({&key: [[0, 5], [2, 3], [5, 0], [0, 5]]}));
    assert_eq!(usage(&emulator, &plan, first.plus(1), first.plus(1)).await, json!({&key: [[5, 0]]}));
}

#[tokio::test]
async fn days_to_come_are_not_told() {
    let emulator = Emulator::new().await;
    let (plan, key) = plan_with_key(&emulator, json!({"limit": 5, "period": "DAY"})).await;
    let today = today(&emulator);
    assert_eq!(usage(&emulator, &plan, today, today.plus(3)).await, json!({&key: [[0, 5]]}));
}

#[tokio::test]
async fn a_plan_without_a_quota_counts_nothing() {
    let emulator = Emulator::new().await;
    let plan = text(&emulator.ok("POST", "/usageplans", json!({"name": "plan"})).await, "id");
    let today = today(&emulator);
    assert_eq!(usage(&emulator, &plan, today, today).await, json!({}));
}

#[tokio::test]
async fn a_key_that_comes_back_to_its_plan_begins_anew() {
    let emulator = Emulator::new().await;
    let (plan, key) = plan_with_key(&emulator, json!({"limit": 5, "period": "DAY"})).await;
    let today = today(&emulator);
    assert_eq!(call(&emulator, &plan, &key, 3), 3);
    assert_eq!(usage(&emulator, &plan, today, today).await, json!({&key: [[3, 2]]}));
    emulator.ok("DELETE", &format!("/usageplans/{plan}/keys/{key}"), Value::Null).await;
    emulator.ok("POST", &format!("/usageplans/{plan}/keys"), json!({"keyId": key, "keyType": "API_KEY"})).await;
    assert_eq!(usage(&emulator, &plan, today, today).await, json!({&key: [[0, 5]]}));
}
