use std::sync::Arc;
use std::time::Duration;

use apigw_emulator::runtime::account::Account;
use apigw_emulator::runtime::throttle::ThrottleLimits;
use bytes::Bytes;
use futures_util::SinkExt;
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::frame::Frame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};

use super::support::{Client, Documents, Stage};

const FRAME: usize = 32 * 1024;

fn length(_: &str, event: &Value) -> Result<Value, Value> {
    let length = event["body"].as_str().map_or(0, str::len);
    Ok(json!({"statusCode": 200, "body": length.to_string()}))
}

async fn echo() -> (Stage, Client) {
    let stage = Stage::serve(Documents::new().two_way("$default", "length"), length).await;
    let client = stage.connect().await;
    (stage, client)
}

/// Sends one message in frames of the given lengths.
async fn send_in_frames(client: &mut Client, lengths: &[usize]) {
    for (position, length) in lengths.iter().enumerate() {
        let opcode = if position == 0 { Data::Text } else { Data::Continue };
        let last = position + 1 == lengths.len();
        let frame = Frame::message(Bytes::from(vec![b'a'; *length]), OpCode::Data(opcode), last);
        client.0.send(Message::Frame(frame)).await.unwrap();
    }
}

// Developer guide, quotas: "a message larger than 32 KB must be split into multiple frames, each 32 KB or smaller".
#[tokio::test]
async fn a_message_of_128_kb_in_frames_of_32_kb_is_taken() {
    let (_stage, mut client) = echo().await;
    send_in_frames(&mut client, &[FRAME; 4]).await;
    assert_eq!(client.receive().await, (4 * FRAME).to_string());
}

// Developer guide, quotas: "the connection is closed with code 1009"; the reason is the one that clients of AWS see.
#[tokio::test]
async fn a_frame_over_32_kb_closes_with_1009() {
    let (_stage, mut client) = echo().await;
    send_in_frames(&mut client, &[FRAME + 1]).await;
    assert_eq!(client.closed().await, (1009, "Max frame length of 32768 has been exceeded.".to_owned()));
}

#[tokio::test]
async fn a_message_over_128_kb_closes_with_1009() {
    let (_stage, mut client) = echo().await;
    send_in_frames(&mut client, &[FRAME, FRAME, FRAME, FRAME, 1]).await;
    assert_eq!(client.closed().await.0, 1009);
}

// Developer guide, "Working with binary media types for WebSocket APIs": "disconnects the client with code 1003".
#[tokio::test]
async fn a_binary_frame_closes_with_1003() {
    let (stage, mut client) = echo().await;
    client.0.send(Message::binary(Bytes::from_static(b"\x00"))).await.unwrap();
    assert_eq!(client.closed().await.0, 1003);
    assert_eq!(stage.lambda.calls("length"), 0);
}

// Developer guide, quotas: idle timeout 10 minutes. AWS logs 1001 "Going away".
#[tokio::test]
async fn an_idle_connection_is_closed_after_ten_minutes() {
    let (stage, mut client) = echo().await;
    stage.clock.advance(Duration::from_secs(599));
    client.receives_nothing().await;
    stage.clock.advance(Duration::from_secs(601));
    assert_eq!(client.closed().await, (1001, "Going away".to_owned()));
}

#[tokio::test]
async fn a_ping_keeps_a_connection_alive() {
    let (stage, mut client) = echo().await;
    for _ in 0..3 {
        stage.clock.advance(Duration::from_secs(400));
        client.receives_nothing().await;
    }
}

// Developer guide, quotas: connection duration 2 hours.
#[tokio::test]
async fn a_connection_is_closed_after_two_hours_however_busy() {
    let (stage, mut client) = echo().await;
    for _ in 0..14 {
        stage.clock.advance(Duration::from_secs(500));
        client.receives_nothing().await;
    }
    stage.clock.advance(Duration::from_secs(500));
    assert_eq!(client.closed().await.0, 1001);
}

// Developer guide, "Protecting your WebSocket API": clients may receive 429 `Too Many Requests`.
#[tokio::test]
async fn messages_over_a_routes_limits_are_refused_and_the_connection_kept() {
    let settings = json!({"throttlingRateLimit": 0.01, "throttlingBurstLimit": 2});
    let documents = Documents::new().two_way("$default", "length").stage(&json!({"routeSettings": {"$default": settings}}));
    let stage = Stage::serve(documents.clone(), length).await;
    let mut client = stage.connect().await;
    for expected in ["1", "1", "Too Many Requests"] {
        client.send("x").await;
        assert!(client.receive().await.contains(expected), "{expected}");
    }
    stage.deploy(&documents);
    client.send("x").await;
    assert_eq!(client.receive_json().await["message"], "Too Many Requests");
    assert_eq!(stage.lambda.calls("length"), 2);
    stage.clock.advance(Duration::from_secs(100));
    client.send("x").await;
    assert_eq!(client.receive().await, "1");
}

#[tokio::test]
async fn connections_over_the_stages_limits_are_refused_with_429() {
    let settings = json!({"defaultRouteSettings": {"throttlingRateLimit": 0.01, "throttlingBurstLimit": 1}});
    let stage = Stage::serve(Documents::new().route("$connect", "length").stage(&settings), length).await;
    let _client = stage.connect().await;
    assert_eq!(stage.refusal().await, 429);
    assert_eq!(stage.lambda.calls("length"), 1);
}

// Developer guide, "Quotas": the account's limit counts requests of all its APIs in the region.
#[tokio::test]
async fn messages_over_the_accounts_limit_are_refused() {
    let account = Arc::new(Account::new(ThrottleLimits { rate: 0.001, burst: 2 }));
    let stage = Stage::serve(Documents::new().two_way("$default", "length").account(account), length).await;
    let mut client = stage.connect().await;
    for expected in ["1", "Too Many Requests"] {
        client.send("x").await;
        assert!(client.receive().await.contains(expected), "{expected}");
    }
    assert_eq!(stage.refusal().await, 429);
}
