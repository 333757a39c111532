//! The order of lists, and of their pages.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::{Emulator, text};

/// A page of two, from a position on: the ids, and the position of the next.
async fn page(emulator: &Emulator, list: &str, position: &str) -> (Vec<String>, String) {
    let page = emulator.ok("GET", &format!("{list}?limit=2&position={position}"), Value::Null).await;
    let ids = page["item"].as_array().unwrap().iter().map(|item| text(item, "id")).collect();
    (ids, page["position"].as_str().unwrap_or("").to_owned())
}

/// The ids of all pages of a list.
async fn pages(emulator: &Emulator, list: &str) -> Vec<String> {
    let (mut all, mut position) = page(emulator, list, "").await;
    while !position.is_empty() {
        let (ids, next) = page(emulator, list, &position).await;
        all.extend(ids);
        position = next;
    }
    all
}

async fn create_keys(emulator: &Emulator, count: usize) -> Vec<String> {
    let mut ids = Vec::new();
    for number in 0..count {
        ids.push(text(&emulator.ok("POST", "/apikeys", json!({"name": format!("key {number}")})).await, "id"));
    }
    ids
}

// Recorded: localstack's test_apigateway_extended, test_get_api_keys and test_get_usage_plan_api_keys.
#[tokio::test]
async fn keys_are_listed_newest_first() {
    let emulator = Emulator::new().await;
    let mut keys = create_keys(&emulator, 5).await;
    let plan = text(&emulator.ok("POST", "/usageplans", json!({"name": "plan"})).await, "id");
    let of_plan = format!("/usageplans/{plan}/keys");
    for key in &keys {
        emulator.ok("POST", &of_plan, json!({"keyId": key, "keyType": "API_KEY"})).await;
    }
    keys.reverse();
    assert_eq!(pages(&emulator, "/apikeys").await, keys);
    assert_eq!(pages(&emulator, &of_plan).await, keys);
}

// A position says where the next page begins, also when the last key of the page before is gone, and newer ones are there.
#[tokio::test]
async fn pages_of_keys_go_on_where_they_were() {
    let emulator = Emulator::new().await;
    let keys = create_keys(&emulator, 5).await;
    let (first, position) = page(&emulator, "/apikeys", "").await;
    assert_eq!(first, [&*keys[4], &*keys[3]]);
    emulator.ok("DELETE", &format!("/apikeys/{}", keys[3]), Value::Null).await;
    create_keys(&emulator, 1).await;
    assert_eq!(page(&emulator, "/apikeys", &position).await.0, [&*keys[2], &*keys[1]]);
}

// Clients may keep a position: that of another list, or of a version in which they were made otherwise, would end this list early.
#[tokio::test]
async fn a_position_that_the_list_did_not_give_is_refused() {
    let emulator = Emulator::new().await;
    let [(api, _), (other_api, _)] = [emulator.rest_api().await, emulator.rest_api().await];
    create_keys(&emulator, 3).await;
    let of_keys = page(&emulator, "/apikeys", "").await.1;
    let of_models = text(&emulator.ok("GET", &format!("/restapis/{api}/models?limit=1"), Value::Null).await, "position");
    let bare_key = URL_SAFE_NO_PAD.encode("a1b2c3d4e5");
    for (list, position) in [
        ("/apikeys".to_owned(), bare_key.clone()),
        (format!("/restapis/{api}/documentation/parts"), bare_key),
        (format!("/restapis/{api}/documentation/parts"), of_keys.clone()),
        (format!("/restapis/{api}/resources"), of_keys),
        (format!("/restapis/{other_api}/models"), of_models),
    ] {
        let refusal = (400, "BadRequestException".to_owned(), format!("Invalid position specified: {position}"));
        assert_eq!(emulator.refused("GET", &format!("{list}?position={position}"), Value::Null).await, refusal, "{list}");
    }
}

// Recorded: localstack's test_apigateway_api, test_import_documentation_parts.
#[tokio::test]
async fn documentation_parts_are_listed_by_type() {
    let emulator = Emulator::new().await;
    let (api, _) = emulator.rest_api().await;
    let parts = format!("/restapis/{api}/documentation/parts");
    let mut made = Vec::new();
    for location in [
        json!({"type": "RESPONSE", "path": "/", "method": "GET", "statusCode": "200"}),
        json!({"type": "MODEL", "name": "Empty"}),
        json!({"type": "METHOD", "path": "/", "method": "GET"}),
        json!({"type": "API"}),
    ] {
        made.push(text(&emulator.ok("POST", &parts, json!({"location": location, "properties": "{}"})).await, "id"));
    }
    made.reverse();
    assert_eq!(pages(&emulator, &parts).await, made, "API, METHOD, MODEL, RESPONSE");
}
