use std::time::Duration;

use serde_json::{Value, json};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use super::support::{Documents, Stage};

/// A function that answers with its own name, but for `fails`, which does, and for what the message asks it to answer.
fn named(function: &str, event: &Value) -> Result<Value, Value> {
    if function == "fails" {
        return Err(json!({"errorMessage": "foo", "errorType": "Error"}));
    }
    let message: Value = event["body"].as_str().and_then(|body| serde_json::from_str(body).ok()).unwrap_or_default();
    Ok(message.get("answer").cloned().unwrap_or_else(|| json!({"statusCode": 200, "body": function})))
}

fn chat() -> Documents {
    Documents::new().two_way("$default", "default").two_way("send", "send").route("quiet", "quiet").two_way("broken", "fails")
}

// Developer guide, "Working with routes for WebSocket APIs": "Non-JSON messages are directed to a $default route", and so is
// what selects no route.
#[tokio::test]
async fn messages_find_their_route() {
    let stage = Stage::serve(chat(), named).await;
    let mut client = stage.connect().await;
    for (message, route) in [
        (r#"{"action":"send"}"#, "send"),
        (r#"{"action":"unknown"}"#, "default"),
        (r#"{"no":"action"}"#, "default"),
        ("hello", "default"),
        (r#"{"action":"$connect"}"#, "default"),
    ] {
        client.send(message).await;
        assert_eq!(client.receive().await, route, "{message}");
    }
}

// The frame of aws-samples/simple-websockets-chat-app issue 24; the connection is kept.
#[tokio::test]
async fn a_message_without_a_route_is_forbidden_and_the_connection_kept() {
    let stage = Stage::serve(Documents::new().two_way("send", "send"), named).await;
    let mut client = stage.connect().await;
    client.send(r#"{"action":"other"}"#).await;
    let failure = client.receive_json().await;
    assert_eq!(failure["message"], "Forbidden");
    assert!(stage.connection(failure["connectionId"].as_str().unwrap()).is_ok());
    assert_eq!(failure["requestId"].as_str().unwrap().len(), 16);
    client.send(r#"{"action":"send"}"#).await;
    assert_eq!(client.receive().await, "send");
}

// Developer guide, "Set up route responses": without one, nothing is passed back.
#[tokio::test]
async fn only_a_route_with_a_route_response_answers() {
    let stage = Stage::serve(chat(), named).await;
    let mut client = stage.connect().await;
    client.send(r#"{"action":"quiet"}"#).await;
    client.send(r#"{"action":"send"}"#).await;
    assert_eq!(client.receive().await, "send");
    assert_eq!(stage.lambda.calls("quiet"), 1);
}

// Measured on AWS with wscat (notes of a user, "websocket"): status codes of messages have no effect, and a function that
// returns no body sends nothing.
#[tokio::test]
async fn the_status_of_an_answer_to_a_message_means_nothing() {
    let stage = Stage::serve(chat(), named).await;
    let mut client = stage.connect().await;
    client.send(r#"{"action":"send","answer":{"statusCode":501,"body":"still here"}}"#).await;
    assert_eq!(client.receive().await, "still here");
    client.send(r#"{"action":"send","answer":{"statusCode":200}}"#).await;
    client.send("x").await;
    assert_eq!(client.receive().await, "default");
}

// Measured likewise: an exception gives the frame, and the connection is kept.
#[tokio::test]
async fn a_failing_function_is_an_internal_server_error_and_the_connection_kept() {
    let stage = Stage::serve(chat(), named).await;
    let mut client = stage.connect().await;
    for message in [r#"{"action":"broken"}"#, r#"{"action":"send","answer":"not an object"}"#] {
        client.send(message).await;
        assert_eq!(client.receive_json().await["message"], "Internal server error");
    }
    client.send("x").await;
    assert_eq!(client.receive().await, "default");
}

#[tokio::test]
async fn a_function_slower_than_the_integrations_timeout_is_given_up() {
    let stage = Stage::serve(chat(), named).await;
    stage.lambda.delay("send", Duration::from_secs(5));
    let mut client = stage.connect().await;
    client.send(r#"{"action":"send"}"#).await;
    assert_eq!(client.receive_json().await["message"], "Endpoint request timed out");
}

#[tokio::test]
async fn messages_are_answered_in_the_order_in_which_they_came() {
    let stage = Stage::serve(chat(), named).await;
    stage.lambda.delay("send", Duration::from_millis(200));
    let mut client = stage.connect().await;
    client.send(r#"{"action":"send"}"#).await;
    client.send("fast").await;
    assert_eq!(client.receive().await, "send");
    assert_eq!(client.receive().await, "default");
}

#[tokio::test]
async fn a_slow_function_holds_up_only_its_own_connection() {
    let stage = Stage::serve(chat(), named).await;
    stage.lambda.delay("send", Duration::from_secs(5));
    let (mut slow, mut other) = (stage.connect().await, stage.connect().await);
    slow.send(r#"{"action":"send"}"#).await;
    other.send("x").await;
    assert_eq!(other.receive().await, "default");
    slow.receives_nothing().await;
}

/// Panics when a call tells why it failed, as a defect of the emulator would in the middle of it.
struct Defect;

impl Subscriber for Defect {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "apigw_emulator::gateway::websocket::call"
    }

    fn event(&self, _: &Event<'_>) {
        panic!("a defect");
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn a_panic_is_one_messages_failure_and_touches_nothing_else() {
    let stage = Stage::serve(chat().route("$disconnect", "fails"), named).await;
    let (mut client, mut other) = (stage.connect().await, stage.connect().await);
    let _defect = tracing::subscriber::set_default(Defect);
    for _ in 0..2 {
        client.send(r#"{"action":"broken"}"#).await;
        assert_eq!(client.receive_json().await["message"], "Internal server error");
    }
    client.send("x").await;
    assert_eq!(client.receive().await, "default");
    drop(client);
    let gone = async {
        while stage.lambda.calls("fails") < 3 || stage.gateway.connections.len() > 1 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), gone).await.expect("nothing is left of the connection");
    other.send("x").await;
    assert_eq!(other.receive().await, "default");
}

// Developer guide, "Deploy a WebSocket API": a stage is a snapshot; messages after a redeploy see the new one.
#[tokio::test]
async fn a_connection_goes_on_over_a_redeploy() {
    let stage = Stage::serve(chat(), named).await;
    let mut client = stage.connect().await;
    stage.deploy(&Documents::new().two_way("$default", "next"));
    client.send(r#"{"action":"send"}"#).await;
    assert_eq!(client.receive().await, "next");
}

// Members and their presence as in message events logged on AWS (aws/aws-lambda-java-libs issue 71).
#[tokio::test]
async fn a_message_event_has_the_body_and_no_headers() {
    let stage = Stage::serve(chat(), named).await;
    let mut client = stage.connect().await;
    client.send("hello").await;
    client.receive().await;
    let event = stage.lambda.event("default").await;
    assert_eq!(event["body"], "hello");
    assert_eq!(event["isBase64Encoded"], false);
    assert!(event.get("headers").is_none() && event.get("queryStringParameters").is_none());
    assert_eq!(event["requestContext"]["eventType"], "MESSAGE");
    assert_eq!(event["requestContext"]["routeKey"], "$default");
    assert_eq!(event["requestContext"]["messageId"].as_str().unwrap().len(), 16);
}
