//! The plain program for WebSockets: tokio-tungstenite over TCP, with small buffers, and a task for each connection. The event
//! of its function has the fields that AWS's has (developer guide, "Integrations for WebSocket APIs").

use std::net::SocketAddr;

use apigw_emulator::clock::Timestamp;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE;
use futures_util::{SinkExt, StreamExt};
use http::Uri;
use serde::{Deserialize, Serialize};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;

use super::lambda::Function;
use crate::Result;
use crate::plain::CONSTANT;

/// Small buffers and AWS's limits, as the emulator has them.
pub(super) fn config() -> WebSocketConfig {
    WebSocketConfig::default()
        .read_buffer_size(4 * 1024)
        .write_buffer_size(8 * 1024)
        .max_frame_size(Some(32 * 1024))
        .max_message_size(Some(128 * 1024))
}

/// What a message asks for.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase", tag = "action")]
enum Action {
    Mock,
    Lambda,
}

/// Serves until the process is ended.
#[expect(clippy::disallowed_methods, reason = "connections end with the process")]
pub(super) async fn serve(backend: &Uri) -> Result<()> {
    let function = Function::at(backend)?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("listening on http://{}", listener.local_addr()?);
    loop {
        let (stream, caller) = listener.accept().await?;
        stream.set_nodelay(true)?;
        let function = function.clone();
        tokio::spawn(async move {
            // A connection that breaks ends its own task.
            let _ended = connection(stream, caller, &function).await;
        });
    }
}

async fn connection(stream: TcpStream, caller: SocketAddr, function: &Function) -> Result<()> {
    let mut socket = tokio_tungstenite::accept_async_with_config(stream, Some(config())).await?;
    let client = Client { id: id(), source_ip: caller.ip().to_string(), connected_at: function.now() };
    while let Some(message) = socket.next().await {
        let Message::Text(text) = message? else { continue };
        let answer = match serde_json::from_str(&text)? {
            Action::Mock => CONSTANT.into(),
            Action::Lambda => {
                let now = function.now();
                function.invoke(client.event(&text, now)?, now).await?.body.into()
            }
        };
        socket.send(Message::Text(answer)).await?;
    }
    Ok(())
}

/// An id as AWS makes them.
pub(super) fn id() -> String {
    let mut bytes = [0; 11];
    fastrand::fill(&mut bytes);
    URL_SAFE.encode(bytes)
}

struct Client {
    id: String,
    source_ip: String,
    connected_at: Timestamp,
}

impl Client {
    fn event(&self, body: &str, now: Timestamp) -> Result<Vec<u8>> {
        let request_id = id();
        let request_context = RequestContext {
            route_key: "lambda",
            message_id: id(),
            event_type: "MESSAGE",
            extended_request_id: &request_id,
            request_time: jiff::Timestamp::from_millisecond(now.as_millis())?.strftime("%d/%b/%Y:%H:%M:%S +0000").to_string(),
            message_direction: "IN",
            stage: "dev",
            connected_at: self.connected_at.as_millis(),
            request_time_epoch: now.as_millis(),
            identity: Identity { source_ip: &self.source_ip },
            request_id: &request_id,
            domain_name: "localhost",
            connection_id: &self.id,
            api_id: "plain",
        };
        Ok(serde_json::to_vec(&Event { request_context, body, is_base64_encoded: false })?)
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Event<'e> {
    request_context: RequestContext<'e>,
    body: &'e str,
    is_base64_encoded: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RequestContext<'e> {
    route_key: &'static str,
    message_id: String,
    event_type: &'static str,
    extended_request_id: &'e str,
    request_time: String,
    message_direction: &'static str,
    stage: &'static str,
    connected_at: i64,
    request_time_epoch: i64,
    identity: Identity<'e>,
    request_id: &'e str,
    domain_name: &'static str,
    connection_id: &'e str,
    api_id: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Identity<'e> {
    source_ip: &'e str,
}
