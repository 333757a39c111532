use std::sync::Arc;
use std::time::Duration;

use apigw_emulator::clock::{Change, Clock, Clocks};
use apigw_emulator::gateway::connections::ConnectionError;
use apigw_emulator::runtime::account::{Account, AccountLimits};
use apigw_emulator::runtime::throttle::ThrottleLimits;
use bytes::Bytes;
use futures_util::{SinkExt, StreamExt};
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
    stage.clock.change(Change::Advance(Duration::from_secs(599))).unwrap();
    client.receives_nothing().await;
    stage.clock.change(Change::Advance(Duration::from_secs(601))).unwrap();
    assert_eq!(client.closed().await, (1001, "Going away".to_owned()));
}

#[tokio::test]
async fn a_ping_keeps_a_connection_alive() {
    let (stage, mut client) = echo().await;
    for _ in 0..3 {
        stage.clock.change(Change::Advance(Duration::from_secs(400))).unwrap();
        client.receives_nothing().await;
    }
}

#[tokio::test]
async fn a_clock_that_is_turned_back_has_both_times_begin_anew() {
    let clocks = Clocks::default();
    let move_on = |seconds| clocks.change(None, Change::Advance(Duration::from_secs(seconds))).expect("a later time");
    let account = Arc::new(Account::new(AccountLimits::default(), clocks.of("123456789012")));
    move_on(86_400);
    let stage = Stage::serve(Documents::new().two_way("$default", "length").account(account), length).await;
    let mut client = stage.connect().await;
    clocks.change(None, Change::Reset).expect("the machine's time");
    client.receives_nothing().await;
    for _ in 0..14 {
        move_on(500);
        client.receives_nothing().await;
    }
    move_on(500);
    assert_eq!(client.closed().await.0, 1001);
}

// Developer guide, quotas: connection duration 2 hours.
#[tokio::test]
async fn a_connection_is_closed_after_two_hours_however_busy() {
    let (stage, mut client) = echo().await;
    for _ in 0..14 {
        stage.clock.change(Change::Advance(Duration::from_secs(500))).unwrap();
        client.receives_nothing().await;
    }
    stage.clock.change(Change::Advance(Duration::from_secs(500))).unwrap();
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
    stage.clock.change(Change::Advance(Duration::from_secs(100))).unwrap();
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
    let requests = ThrottleLimits { rate: 0.001, burst: 2 };
    let account = Arc::new(Account::new(AccountLimits { requests, ..AccountLimits::default() }, Clock::default()));
    let stage = Stage::serve(Documents::new().two_way("$default", "length").account(account), length).await;
    let mut client = stage.connect().await;
    for expected in ["1", "Too Many Requests"] {
        client.send("x").await;
        assert!(client.receive().await.contains(expected), "{expected}");
    }
    assert_eq!(stage.refusal().await, 429);
}

// Developer guide, "Quotas for configuring and running a WebSocket API": new connections per second per account.
#[tokio::test]
async fn connections_over_the_accounts_limit_are_refused_and_its_messages_are_not() {
    let connections = ThrottleLimits { rate: 0.01, burst: 1 };
    let account = Arc::new(Account::new(AccountLimits { connections, ..AccountLimits::default() }, Clock::default()));
    let documents = Documents::new().route("$connect", "connect").two_way("$default", "length").account(account);
    let stage = Stage::serve(documents, length).await;
    let mut client = stage.connect().await;
    assert_eq!(stage.refusal().await, 429);
    assert_eq!(stage.lambda.calls("connect"), 1);
    client.send("x").await;
    assert_eq!(client.receive().await, "1");
    stage.clock.change(Change::Advance(Duration::from_secs(100))).unwrap();
    stage.connect().await;
}

// Developer guide, "Quotas": the account's limit is for "WebSocket APIs, and WebSocket callback APIs" too.
#[tokio::test]
async fn callbacks_over_the_accounts_limit_are_refused() {
    let requests = ThrottleLimits { rate: 0.001, burst: 3 };
    let account = Arc::new(Account::new(AccountLimits { requests, ..AccountLimits::default() }, Clock::default()));
    let stage = Stage::serve(Documents::new().two_way("$default", "who").account(account), |_, event| {
        Ok(json!({"statusCode": 200, "body": event["requestContext"]["connectionId"]}))
    });
    let stage = stage.await;
    let mut client = stage.connect().await;
    client.send("x").await;
    let id = client.receive().await;
    assert_eq!(stage.post(&id, &Bytes::from_static(b"one")), Ok(()));
    assert_eq!(stage.post(&id, &Bytes::from_static(b"two")), Err(ConnectionError::Throttled));
    assert_eq!(stage.delete(&id), Err(ConnectionError::Throttled));
    assert_eq!(client.receive().await, "one");
    client.receives_nothing().await;
}

// Developer guide, quotas: a message has at most 128 KB, also one that a route response sends.
#[tokio::test]
async fn an_answer_over_128_kb_is_an_error_and_the_connection_kept() {
    let stage = Stage::serve(Documents::new().two_way("$default", "long"), |_, event| {
        let length: usize = event["body"].as_str().and_then(|length| length.parse().ok()).unwrap();
        Ok(json!({"statusCode": 200, "body": "a".repeat(length)}))
    });
    let stage = stage.await;
    let mut client = stage.connect().await;
    client.send("131073").await;
    assert_eq!(client.receive_json().await["message"], "Internal server error");
    client.send("131072").await;
    assert_eq!(client.receive().await.len(), 131_072);
}

// A client that sends and does not read: its messages wait, at most 16 of them, and no more are worked on.
#[tokio::test]
async fn a_client_that_does_not_read_its_answers_is_not_read() {
    const MESSAGES: usize = 400;
    let stage = Stage::serve(Documents::new().two_way("$default", "long"), |_, event| {
        Ok(json!({"statusCode": 200, "body": format!("{}{}", event["body"].as_str().unwrap(), " ".repeat(100_000))}))
    });
    let stage = stage.await;
    let (mut sender, mut reader) = stage.connect().await.0.split();
    let sending = async {
        for number in 0..MESSAGES {
            sender.send(Message::text(number.to_string())).await.unwrap();
        }
    };
    let reading = async {
        let (mut before, mut worked_on) = (usize::MAX, 0);
        while before != worked_on {
            tokio::time::sleep(Duration::from_millis(300)).await;
            (before, worked_on) = (worked_on, stage.lambda.calls("long"));
        }
        // What the sockets hold of 40 MB, and not all of it.
        assert!(worked_on < MESSAGES / 2, "{worked_on} of {MESSAGES} were worked on for a client that reads nothing");
        for number in 0..MESSAGES {
            let message = reader.next().await.unwrap().unwrap();
            assert_eq!(message.into_text().unwrap().trim_end(), number.to_string());
        }
    };
    tokio::join!(sending, reading);
}
