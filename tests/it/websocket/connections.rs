use std::time::Duration;

use apigw_emulator::clock::Change;
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

// botocore's model: GoneException, 410.
#[tokio::test]
async fn a_closed_connection_is_gone() {
    let (stage, mut client, id) = connected().await;
    client.0.close(None).await.unwrap();
    while client.0.next().await.is_some() {}
    assert_eq!(stage.post(&id, &Bytes::new()), Err(ConnectionError::Gone));
}

// Memory is bounded: a client that does not read fills its socket, then its queue, and further posts are refused.
#[tokio::test]
async fn a_client_that_does_not_read_is_refused_more_and_can_be_deleted() {
    let stage = Stage::serve(Documents::new().two_way("$default", "who").route("$disconnect", "bye"), who).await;
    let mut client = stage.connect().await;
    client.send("who am I").await;
    let id = client.receive().await;
    let data = Bytes::from(vec![b'a'; 64 * 1024]);
    let fill = async {
        loop {
            match stage.post(&id, &data) {
                Ok(()) => tokio::time::sleep(Duration::from_millis(1)).await,
                Err(error) => return error,
            }
        }
    };
    let refused = tokio::time::timeout(Duration::from_secs(10), fill).await.expect("the queue must fill");
    assert_eq!(refused, ConnectionError::BufferFull);
    stage.delete(&id).unwrap();
    assert_eq!(stage.lambda.event("bye").await["requestContext"]["disconnectStatusCode"], 1000);
    drop(client);
}
