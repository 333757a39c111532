use std::path::PathBuf;
use std::time::Duration;

use apigw_emulator::lambda::{FolderFunction, Functions};
use serde_json::json;

use super::{functions, invoke, succeeded, write};

fn publish(functions: &Functions, name: &str, folder: impl Into<PathBuf>) {
    let function = FolderFunction { name: name.to_owned(), folder: folder.into(), handler: "app.handler".to_owned() };
    functions.publish_folder(function).unwrap();
}

async fn becomes(functions: &Functions, expected: &str) {
    for _ in 0..250 {
        if succeeded(&invoke(functions, "f", "{}").await) == json!(expected) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the new code did not run within five seconds");
}

#[tokio::test]
async fn a_changed_file_is_run_by_the_next_invocation() {
    let folder = tempfile::tempdir().unwrap();
    let (app, helper) = (folder.path().join("app.py"), folder.path().join("lib/helper.py"));
    write(&app, "def handler(event, context): return 'one'");
    write(&helper, "answer = 'three'");
    let functions = functions();
    publish(&functions, "f", folder.path());
    becomes(&functions, "one").await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    write(&app, "def handler(event, context): return 'two'");
    becomes(&functions, "two").await;
    write(&app, "from lib import helper\ndef handler(event, context): return helper.answer");
    becomes(&functions, "three").await;
    write(&helper, "answer = 'four!'");
    becomes(&functions, "four!").await;
}

// A burst is one line in the log, but each of its changes may be what makes the code work.
#[tokio::test]
async fn every_change_of_a_burst_is_run_by_the_next_invocation() {
    let folder = tempfile::tempdir().unwrap();
    let (app, other) = (folder.path().join("app.py"), folder.path().join("other.txt"));
    write(&app, "def handler(event, context): return 'one'");
    let functions = functions();
    publish(&functions, "f", folder.path());
    becomes(&functions, "one").await;
    let burst = async {
        loop {
            write(&other, "");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    let changes = async {
        for answer in ["two", "three", "four"] {
            write(&app, &format!("def handler(event, context): return '{answer}'"));
            becomes(&functions, answer).await;
        }
    };
    tokio::select! {
        () = burst => {}
        () = changes => {}
    }
}

#[tokio::test]
async fn running_a_function_leaves_its_folder_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("app.py"), "import helper\ndef handler(event, context): return 'ran'");
    write(&folder.path().join("helper.py"), "");
    let functions = functions();
    publish(&functions, "f", folder.path());
    becomes(&functions, "ran").await;
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[tokio::test]
async fn a_folder_that_is_not_there_or_has_no_handler_is_refused() {
    let functions = functions();
    let empty = tempfile::tempdir().unwrap();
    for folder in [PathBuf::from("/not/there"), empty.path().to_path_buf()] {
        let function = FolderFunction { name: "f".to_owned(), folder, handler: "app.handler".to_owned() };
        assert!(functions.publish_folder(function).is_err());
    }
}

#[tokio::test]
async fn the_sample_functions_answer() {
    let functions = functions();
    let samples = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/functions"));
    for name in ["orders", "hello", "echo", "chat", "bare", "slow"] {
        publish(&functions, name, samples.join(name));
    }
    let body = |outcome| succeeded(&outcome)["body"].as_str().unwrap().to_owned();
    assert_eq!(body(invoke(&functions, "orders", "{}").await), r#"{"orderId": "42", "status": "shipped"}"#);
    let with_id = r#"{"pathParameters": {"id": "7"}}"#;
    assert_eq!(body(invoke(&functions, "orders", with_id).await), r#"{"orderId": "7", "status": "shipped"}"#);
    assert_eq!(body(invoke(&functions, "hello", "{}").await), r#"{"message":"Hello, world!"}"#);
    assert_eq!(body(invoke(&functions, "echo", r#"{"a": 1}"#).await), r#"{"a": 1}"#);
    assert_eq!(body(invoke(&functions, "slow", r#"{"seconds": 0.01}"#).await), r#"{"slept": 0.01}"#);
    let bare = json!({ "orderId": "42", "status": "shipped" });
    assert_eq!(succeeded(&invoke(&functions, "bare", "{}").await), bare);
    let connect = r#"{"requestContext": {"eventType": "CONNECT", "routeKey": "$connect"}}"#;
    assert_eq!(succeeded(&invoke(&functions, "chat", connect).await), json!({ "statusCode": 200 }));
    let message = r#"{"requestContext": {"eventType": "MESSAGE", "routeKey": "sendMessage", "connectionId": "c"}, "body": "hi"}"#;
    let expected = r#"{"route": "sendMessage", "from": "c", "received": "hi"}"#;
    assert_eq!(body(invoke(&functions, "chat", message).await), expected);
}
