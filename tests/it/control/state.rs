//! All that is stored, at once: reset, saved, restored.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use apigw_emulator::clock::MachineClock;
use apigw_emulator::control::SnapshotKey;
use emulator_api::admin::Scope;
use http::StatusCode;
use serde_json::{Value, json};

use super::lambda_function::FUNCTIONS;
use super::{ACCOUNT, Emulator, caller, text};

const NEIGHBOUR: &str = "999999999999";

fn scope(account: &str) -> Scope {
    serde_json::from_value(json!({ "account": account })).unwrap()
}

fn key(name: &str, account: &str) -> SnapshotKey {
    SnapshotKey { name: name.to_owned(), scope: scope(account) }
}

/// An API with ten resources and their methods, deployed to a stage.
async fn api_of_usual_size(emulator: &Emulator, name: &str) -> String {
    let method = json!({
        "responses": { "200": { "description": "ok" } },
        "x-amazon-apigateway-integration": {
            "type": "mock",
            "requestTemplates": { "application/json": "{\"statusCode\": 200}" },
            "responses": { "default": { "statusCode": "200", "responseTemplates": { "application/json": "$input.json('$')" } } },
        },
    });
    let paths: serde_json::Map<String, Value> =
        (0..10).map(|number| (format!("/items{number}/{{id}}"), json!({ "get": &method, "post": &method }))).collect();
    let definition = json!({ "swagger": "2.0", "info": { "title": name, "version": "1" }, "paths": paths });
    let api = text(&emulator.ok("POST", "/restapis?mode=import", definition).await, "id");
    emulator.ok("POST", &format!("/restapis/{api}/deployments"), json!({ "stageName": "prod" })).await;
    api
}

// What a test suite does before each of its tests has to be quick: fifty APIs are restored within a tenth of a second by the
// program that is shipped. What is tested here is not optimised, and shares its machine.
#[tokio::test]
async fn fifty_apis_are_restored_in_no_time() {
    let bound = Duration::from_millis(if cfg!(debug_assertions) { 1500 } else { 100 });
    let emulator = Emulator::new().await;
    for number in 0..50 {
        api_of_usual_size(&emulator, &format!("api-{number}")).await;
    }
    assert_eq!(emulator.control.save_snapshot(key("fifty", ACCOUNT)).await.unwrap().count, 50);
    let mut times = Vec::new();
    for _ in 0..5 {
        let begun = MachineClock.instant();
        emulator.control.restore_snapshot(&key("fifty", ACCOUNT)).await.unwrap();
        times.push(begun.elapsed());
    }
    assert_eq!(emulator.live.load().api_count(), 50);
    let best = times.iter().min().unwrap();
    println!("fifty APIs of 20 methods are restored in {best:?} at best");
    assert!(*best < bound, "{times:?}");
}

// Publishing is whole: a reader of the runtime never finds an API of the one state beside one of the other.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_looks_while_a_restore_runs_sees_one_state_or_the_other() {
    let emulator = Emulator::new().await;
    let saved: Vec<String> = [api_of_usual_size(&emulator, "a").await, api_of_usual_size(&emulator, "b").await].into();
    emulator.control.save_snapshot(key("two", ACCOUNT)).await.unwrap();
    emulator.control.reset(&scope(ACCOUNT)).await.unwrap();
    emulator.control.save_snapshot(key("none", ACCOUNT)).await.unwrap();
    let restores = async {
        for name in ["two", "none"].into_iter().cycle().take(40) {
            emulator.control.restore_snapshot(&key(name, ACCOUNT)).await.unwrap();
        }
    };
    let live = &emulator.live;
    let done = AtomicBool::new(false);
    let looks = std::thread::scope(|threads| {
        let looking = threads.spawn(|| {
            let mut seen = [false; 2];
            while !done.load(Ordering::Relaxed) {
                let runtime = live.load();
                let there = saved.iter().filter(|api| runtime.api(api).is_some()).count();
                assert_ne!(there, 1, "half a state is served");
                seen[there / 2] = true;
            }
            seen
        });
        tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(restores));
        done.store(true, Ordering::Relaxed);
        looking.join().unwrap()
    });
    assert_eq!(looks, [true; 2], "both states were seen");
}

// What comes in the place of something comes at once: who calls with a key of the state that is restored is never a stranger.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_that_a_restore_keeps_is_known_all_the_while() {
    let emulator = Emulator::new().await;
    let value = "a-key-that-is-long-enough";
    let api_key = text(&emulator.ok("POST", "/apikeys", json!({ "name": "a", "value": value, "enabled": true })).await, "id");
    let plan = text(&emulator.ok("POST", "/usageplans", json!({ "name": "a" })).await, "id");
    emulator.ok("POST", &format!("/usageplans/{plan}/keys"), json!({ "keyId": api_key, "keyType": "API_KEY" })).await;
    emulator.control.save_snapshot(key("one", ACCOUNT)).await.unwrap();
    let account = emulator.live.accounts.get(ACCOUNT, "us-east-1");
    let done = AtomicBool::new(false);
    let restores = async {
        for _ in 0..200 {
            emulator.control.restore_snapshot(&key("one", ACCOUNT)).await.unwrap();
        }
    };
    std::thread::scope(|threads| {
        let looking = threads.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                assert!(account.usage_plans().key(value).is_some(), "the key is not known while its state is restored");
            }
        });
        tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(restores));
        done.store(true, Ordering::Relaxed);
        looking.join().unwrap();
    });
}

// An operation and a restore take turns: what was created is wholly gone, or wholly there, and the runtime has what is stored.
#[tokio::test]
async fn operations_beside_restores_leave_the_runtime_as_it_is_stored() {
    let emulator = Emulator::new().await;
    let kept = api_of_usual_size(&emulator, "kept").await;
    emulator.control.save_snapshot(key("one", ACCOUNT)).await.unwrap();
    let creates = async {
        for number in 0..20 {
            emulator.ok("POST", "/restapis", json!({ "name": format!("api-{number}") })).await;
        }
    };
    let restores = async {
        for _ in 0..10 {
            emulator.control.restore_snapshot(&key("one", ACCOUNT)).await.unwrap();
        }
    };
    tokio::join!(creates, restores);
    let stored = emulator.ok("GET", "/restapis?limit=500", Value::Null).await;
    let mut stored: Vec<String> = stored["item"].as_array().unwrap().iter().map(|api| text(api, "id")).collect();
    let mut served: Vec<String> = emulator.live.load().apis().map(|api| api.id.to_string()).collect();
    stored.sort();
    served.sort();
    assert!(stored.contains(&kept));
    assert_eq!(stored, served);
}

#[tokio::test]
async fn a_restore_that_is_refused_changes_nothing() {
    let emulator = Emulator::new().await;
    let api = text(&emulator.ok("POST", "/restapis", json!({ "name": "a", "tags": { "_custom_id_": "wanted" } })).await, "id");
    emulator.control.save_snapshot(key("saved", ACCOUNT)).await.unwrap();
    emulator.control.reset(&scope(ACCOUNT)).await.unwrap();
    let body = json!({ "name": "b", "tags": { "_custom_id_": "wanted" } });
    assert_eq!(emulator.call_as(caller(NEIGHBOUR, "us-east-1"), "POST", "/restapis", body).await.status, 201);
    let refused = emulator.control.restore_snapshot(&key("saved", ACCOUNT)).await.unwrap_err();
    assert_eq!(refused.status(), StatusCode::CONFLICT);
    assert_eq!(emulator.call("GET", &format!("/restapis/{api}"), Value::Null).await.status, 404);
    let live = emulator.live.load();
    assert_eq!(&*live.api("wanted").unwrap().account, NEIGHBOUR);
}

// What is saved is what was used until then, also what has not been written yet: GetUsage tells the same after a restore.
#[tokio::test]
async fn what_keys_used_is_what_it_was() {
    let emulator = Emulator::new().await;
    let quota = json!({ "limit": 5, "period": "DAY" });
    let plan = text(&emulator.ok("POST", "/usageplans", json!({ "name": "plan", "quota": quota })).await, "id");
    let api_key = text(&emulator.ok("POST", "/apikeys", json!({ "name": "key", "enabled": true })).await, "id");
    emulator.ok("POST", &format!("/usageplans/{plan}/keys"), json!({ "keyId": api_key, "keyType": "API_KEY" })).await;
    let takes = |calls: usize| {
        let account = emulator.live.accounts.get(ACCOUNT, "us-east-1");
        let plans = account.usage_plans();
        let quota = plans.quota(&plan, &api_key).unwrap();
        (0..calls).filter(|_| quota.take(account.clock.now())).count()
    };
    assert_eq!(takes(2), 2);
    emulator.control.save_snapshot(key("two-used", ACCOUNT)).await.unwrap();
    for _ in 0..2 {
        assert_eq!(takes(9), 3);
        emulator.control.restore_snapshot(&key("two-used", ACCOUNT)).await.unwrap();
    }
}

// Suites that each take an account of their own leave nothing behind when they reset it.
#[tokio::test]
async fn an_account_that_has_nothing_any_more_is_forgotten() {
    let emulator = Emulator::new().await;
    let known = || {
        let known = emulator.live.accounts.all().into_iter();
        known.map(|((account, _), _)| account.into_string()).collect::<BTreeSet<_>>()
    };
    let keeps_a_key = "777777777777";
    for number in 0..20 {
        let account = format!("{number:012}");
        let api = emulator.call_as(caller(&account, "us-east-1"), "POST", "/restapis", json!({ "name": "a" })).await;
        assert_eq!(api.status, 201);
    }
    let as_keeper = || caller(keeps_a_key, "us-east-1");
    let api_key = emulator.call_as(as_keeper(), "POST", "/apikeys", json!({ "name": "a", "enabled": true })).await;
    let plan = emulator.call_as(as_keeper(), "POST", "/usageplans", json!({ "name": "a" })).await;
    let body = json!({ "keyId": text(&api_key.body, "id"), "keyType": "API_KEY" });
    let keys = format!("/usageplans/{}/keys", text(&plan.body, "id"));
    assert_eq!(emulator.call_as(as_keeper(), "POST", &keys, body).await.status, 201);
    assert_eq!(known().len(), 21);
    for number in 1..20 {
        emulator.control.reset(&scope(&format!("{number:012}"))).await.unwrap();
    }
    assert_eq!(known(), ["000000000000", keeps_a_key].map(str::to_owned).into());
}

// The functions that run are those that are stored, with the code that they had.
#[tokio::test]
async fn functions_follow_the_state() {
    let emulator = Emulator::new().await;
    emulator.function("kept").await;
    emulator.control.save_snapshot(key("one", ACCOUNT)).await.unwrap();
    emulator.function("newer").await;
    emulator.ok("DELETE", &format!("{FUNCTIONS}/kept"), Value::Null).await;
    emulator.control.restore_snapshot(&key("one", ACCOUNT)).await.unwrap();

    let functions: Vec<_> = emulator.ports.functions.lock().unwrap().values().cloned().collect();
    assert_eq!(functions.iter().map(|function| &*function.arn.name).collect::<Vec<_>>(), ["kept"]);
    assert!(functions[0].code.load().await.unwrap().is_some(), "the archive was kept for the snapshot");
    emulator.control.reset(&scope(ACCOUNT)).await.unwrap();
    assert!(emulator.ports.functions.lock().unwrap().is_empty());
}
