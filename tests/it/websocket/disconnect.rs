use std::time::Duration;

use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use super::support::{Client, Documents, Stage};

fn fine(_: &str, event: &Value) -> Result<Value, Value> {
    Ok(json!({"statusCode": 200, "body": event["requestContext"]["connectionId"]}))
}

async fn connected() -> (Stage, Client) {
    let stage = Stage::serve(Documents::new().two_way("$default", "who").route("$disconnect", "bye"), fine).await;
    let client = stage.connect().await;
    (stage, client)
}

async fn check_disconnected(stage: &Stage, code: u16, reason: &str) {
    let event = stage.lambda.event("bye").await;
    assert_eq!(event["requestContext"]["disconnectStatusCode"], code);
    assert_eq!(event["requestContext"]["disconnectReason"], reason);
}

#[tokio::test]
async fn disconnect_is_told_the_clients_code_and_reason() {
    let (stage, mut client) = connected().await;
    client.0.close(Some(CloseFrame { code: CloseCode::from(4000), reason: "enough".into() })).await.unwrap();
    check_disconnected(&stage, 4000, "enough").await;
}

// Logged on AWS (developer guide, "Managing connected users and client apps": input from the $disconnect route).
#[tokio::test]
async fn a_close_without_a_code_is_1005() {
    let (stage, mut client) = connected().await;
    client.0.close(None).await.unwrap();
    check_disconnected(&stage, 1005, "Client-side close frame status not set").await;
    let event = stage.lambda.event("bye").await;
    assert_eq!(event["requestContext"]["eventType"], "DISCONNECT");
    let host = stage.address.to_string();
    assert_eq!(event["headers"], json!({"Host": host, "X-Forwarded-For": "", "x-api-key": "", "x-restapi": ""}));
    assert_eq!(event["multiValueHeaders"]["Host"], json!([host]));
    assert!(event.get("body").is_none());
}

#[tokio::test]
async fn a_connection_that_breaks_is_disconnected_too() {
    let (stage, client) = connected().await;
    drop(client);
    check_disconnected(&stage, 1006, "").await;
}

#[tokio::test]
async fn nothing_is_left_of_connections_that_ended() {
    let stage = Stage::serve(Documents::new().route("$disconnect", "bye"), fine).await;
    for number in 0..40 {
        let mut client = stage.connect().await;
        if number % 2 == 0 {
            client.0.close(None).await.unwrap();
        }
    }
    let gone = async {
        while stage.lambda.calls("bye") < 40 || !stage.gateway.connections.is_empty() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), gone).await.expect("every connection must end");
}

#[tokio::test]
async fn what_was_sent_before_the_close_is_still_worked_on() {
    let (stage, mut client) = connected().await;
    client.send("one").await;
    client.send("two").await;
    client.0.close(None).await.unwrap();
    stage.lambda.event("bye").await;
    assert_eq!(stage.lambda.calls("who"), 2);
}

#[tokio::test]
async fn a_deleted_connection_is_closed_and_disconnected() {
    let (stage, mut client) = connected().await;
    client.send("who am I").await;
    let id = client.receive().await;
    stage.delete(&id).unwrap();
    assert_eq!(client.closed().await.0, 1000);
    check_disconnected(&stage, 1000, "Connection Closed Normally").await;
    assert!(stage.connection(&id).is_err());
}

// RFC 6455, 7.4.1: 1001 "such as a server going down".
#[tokio::test]
async fn a_stop_closes_every_connection_and_runs_disconnect() {
    let (stage, mut client) = connected().await;
    let mut other = stage.connect().await;
    let stop = stage.gateway.tasks.stop(Duration::from_secs(20));
    let clients = async {
        assert_eq!(client.closed().await, (1001, "Going away".to_owned()));
        assert_eq!(other.closed().await.0, 1001);
        drop((client, other));
    };
    let (stopped, ()) = tokio::join!(stop, clients);
    assert!(stopped);
    assert_eq!(stage.lambda.calls("bye"), 2);
    assert!(stage.gateway.connections.is_empty());
}

#[tokio::test]
async fn a_stop_waits_only_so_long_for_a_disconnect_that_hangs() {
    let (stage, mut client) = connected().await;
    stage.lambda.delay("bye", Duration::from_secs(60));
    let clients = async {
        assert_eq!(client.closed().await.0, 1001);
        drop(client);
    };
    let (stopped, ()) = tokio::join!(stage.gateway.tasks.stop(Duration::from_secs(9)), clients);
    assert!(stopped);
}
