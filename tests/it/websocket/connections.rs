use std::time::Duration;

use apigw_emulator::clock::{Change, Timestamp};
use apigw_emulator::gateway::connections::ConnectionError;
use bytes::Bytes;
use futures_util::StreamExt;
use serde_json::{Value, json};

use super::support::{Client, Documents, Stage};

fn who(_: &str, event: &Value) -> Result<Value, Value> {
    Ok(json!({"statusCode": 200, "body": event["requestContext"]["connectionId"]}))
}

async fn connected() -> (Stage, Client, String) {
    let stage = Stage::serve(Documents::new().two_way("$default", "who"), who).await;
    let mut client = stage.connect().await;
    client.send("who am I").await;
    let id = client.receive().await;
    (stage, client, id)
}

// Developer guide, "Use @connections commands in your backend service".
#[tokio::test]
async fn posts_reach_the_client_in_order() {
    let (stage, mut client, id) = connected().await;
    for number in 0..100 {
        stage.post(&id, &Bytes::from(number.to_string())).unwrap();
    }
    for number in 0..100 {
        assert_eq!(client.receive().await, number.to_string());
    }
}

// A function may post to the connection whose message it works on.
#[tokio::test]
async fn a_post_goes_out_while_a_message_is_worked_on() {
    let (stage, mut client, id) = connected().await;
    stage.lambda.delay("who", Duration::from_millis(700));
    client.send("slow").await;
    stage.post(&id, &Bytes::from_static(b"working")).unwrap();
    assert_eq!(client.receive().await, "working");
    assert_eq!(client.receive().await, id);
}

#[tokio::test]
async fn a_connection_tells_when_it_was_made_and_last_used() {
    let (stage, mut client, id) = connected().await;
    let before = stage.connection(&id).unwrap();
    assert_eq!((&*before.source_ip, before.user_agent), ("127.0.0.1", None));
    stage.clock.change(Change::Advance(Duration::from_secs(60))).unwrap();
    client.send("again").await;
    client.receive().await;
    let after = stage.connection(&id).unwrap();
    assert_eq!(after.connected_at, before.connected_at);
    assert!(after.last_active_at.since(before.last_active_at) >= Duration::from_secs(60));
}

/// How much later a connection was last used than `before`, in seconds of its clock.
fn later(stage: &Stage, id: &str, before: Timestamp) -> u64 {
    stage.connection(id).unwrap().last_active_at.since(before).as_secs()
}

const MINUTE: Change = Change::Advance(Duration::from_secs(60));

// botocore's model of GetConnection: LastActiveAt, "the time in ISO 8601 format for when connection was last active".
#[tokio::test]
async fn what_the_client_is_sent_later_than_its_message_is_a_use_of_its_own() {
    let (stage, mut client, id) = connected().await;
    let before = stage.connection(&id).unwrap().last_active_at;
    stage.clock.change(MINUTE).unwrap();
    stage.post(&id, &Bytes::from_static(b"news")).unwrap();
    assert_eq!(client.receive().await, "news");
    assert_eq!(later(&stage, &id, before), 60);
    stage.lambda.delay("who", Duration::from_millis(300));
    client.send("slow").await;
    stage.lambda.called("who", 2).await;
    stage.clock.change(MINUTE).unwrap();
    client.receive().await;
    assert_eq!(later(&stage, &id, before), 120);
}

#[tokio::test]
async fn an_answer_that_goes_nowhere_is_no_use_and_one_that_waited_its_turn_is() {
    let mock = json!({"integrationType": "MOCK", "requestTemplates": {"$default": r#"{"statusCode": 200}"#}});
    let mocked = json!({"integrationResponseKey": "$default", "responseTemplates": {"$default": "mocked"}});
    let documents = Documents::new().two_way("$default", "who").route("quiet", "slow").integration("mock", &mock, &[mocked]);
    let stage = Stage::serve(documents, who).await;
    let mut client = stage.connect().await;
    client.send("who am I").await;
    let id = client.receive().await;
    let before = stage.connection(&id).unwrap().last_active_at;
    stage.lambda.delay("slow", Duration::from_millis(300));
    client.send(r#"{"action": "quiet"}"#).await;
    stage.lambda.called("slow", 1).await;
    stage.clock.change(MINUTE).unwrap();
    // The function has answered by then; a ping, which would tell, is a use.
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(later(&stage, &id, before), 0);
    for action in ["quiet", "mock"] {
        client.send(&format!(r#"{{"action": "{action}"}}"#)).await;
    }
    stage.lambda.called("slow", 2).await;
    stage.clock.change(MINUTE).unwrap();
    assert_eq!(client.receive().await, "mocked");
    assert_eq!(later(&stage, &id, before), 120);
}

// botocore's model: GoneException, 410.
#[tokio::test]
async fn a_closed_connection_is_gone() {
    let (stage, mut client, id) = connected().await;
    client.0.close(None).await.unwrap();
    while client.0.next().await.is_some() {}
    assert_eq!(stage.post(&id, &Bytes::new()), Err(ConnectionError::Gone));
}

/// Posts until the client's queue is full; how much it took.
async fn fill(stage: &Stage, id: &str) -> usize {
    let mut taken = 0;
    let filling = async {
        loop {
            match stage.post(id, &Bytes::from(format!("{taken:65535}"))) {
                Ok(()) => tokio::time::sleep(Duration::from_millis(1)).await,
                Err(error) => return error,
            }
            taken += 1;
        }
    };
    let refused = tokio::time::timeout(Duration::from_secs(10), filling).await.expect("the queue must fill");
    assert_eq!(refused, ConnectionError::BufferFull);
    taken
}

#[tokio::test]
async fn what_was_posted_to_a_client_that_did_not_read_arrives_once_it_does() {
    let (stage, mut client, id) = connected().await;
    for number in 0..fill(&stage, &id).await {
        assert_eq!(client.receive().await.trim_start(), number.to_string());
    }
}

// Memory is bounded: a client that does not read fills its socket, then its queue, and further posts are refused.
#[tokio::test]
async fn a_client_that_does_not_read_is_refused_more_and_can_be_deleted() {
    let stage = Stage::serve(Documents::new().two_way("$default", "who").route("$disconnect", "bye"), who).await;
    let mut client = stage.connect().await;
    client.send("who am I").await;
    let id = client.receive().await;
    fill(&stage, &id).await;
    stage.delete(&id).unwrap();
    assert_eq!(stage.lambda.event("bye").await["requestContext"]["disconnectStatusCode"], 1000);
    drop(client);
}
