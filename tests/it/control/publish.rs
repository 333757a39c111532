//! What is served follows what is written, before the answer leaves.

use apigw_emulator::runtime::Stages;
use serde_json::{Value, json};

use super::{Emulator, text};

/// The names of the stages that an API serves.
fn served(emulator: &Emulator, api: &str) -> Vec<String> {
    let runtime = emulator.live.load();
    let Some(api) = runtime.api(api) else { return Vec::new() };
    let mut names: Vec<String> = match &api.stages {
        Stages::Rest(stages) => stages.keys().map(|name| name.to_string()).collect(),
        Stages::Http(stages) => stages.keys().map(|name| name.to_string()).collect(),
        Stages::WebSocket(stages) => stages.keys().map(|name| name.to_string()).collect(),
    };
    names.sort();
    names
}

#[tokio::test]
async fn a_stage_is_served_from_its_deployment_to_its_deletion() {
    let emulator = Emulator::new().await;
    let (api, _) = emulator.mock_api().await;
    assert_eq!(served(&emulator, &api), Vec::<String>::new());
    emulator.ok("POST", &format!("/restapis/{api}/deployments"), json!({"stageName": "prod"})).await;
    assert_eq!(served(&emulator, &api), ["prod"]);
    emulator.ok("DELETE", &format!("/restapis/{api}/stages/prod"), Value::Null).await;
    assert_eq!(served(&emulator, &api), Vec::<String>::new());
    emulator.ok("DELETE", &format!("/restapis/{api}"), Value::Null).await;
    assert!(emulator.live.load().api(&api).is_none());
}

#[tokio::test]
async fn a_quickly_created_api_serves_its_default_stage_at_once() {
    let emulator = Emulator::new().await;
    let target = "arn:aws:lambda:us-east-1:000000000000:function:orders";
    let api = emulator.ok("POST", "/v2/apis", json!({"name": "zippy", "protocolType": "HTTP", "target": target})).await;
    assert_eq!(served(&emulator, &text(&api, "apiId")), ["$default"]);
}

#[tokio::test]
async fn a_stage_without_a_deployment_is_not_served() {
    let emulator = Emulator::new().await;
    let api = emulator.ok("POST", "/v2/apis", json!({"name": "zippy", "protocolType": "HTTP"})).await;
    let id = text(&api, "apiId");
    emulator.ok("POST", &format!("/v2/apis/{id}/stages"), json!({"stageName": "dev"})).await;
    assert_eq!(served(&emulator, &id), Vec::<String>::new());
}
