//! The plain program for callbacks: axum finds a connection's task in a map and hands it what was posted. A client's first
//! message is answered with its connection's id.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use bytes::Bytes;
use futures_util::{SinkExt, StreamExt};
use http::header::{CONNECTION, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_KEY, UPGRADE};
use http::{HeaderValue, StatusCode};
use hyper::upgrade::Upgraded;
use hyper_util::rt::TokioIo;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use tokio_tungstenite::tungstenite::protocol::Role;
use tokio_tungstenite::tungstenite::{Message, Utf8Bytes};

use super::sockets::{config, id};
use crate::Result;

type Connections = Arc<Mutex<HashMap<String, UnboundedSender<Utf8Bytes>>>>;

pub(super) fn routes() -> Router {
    let router = Router::new().route("/dev", get(connect)).route("/dev/@connections/{id}", post(push));
    router.with_state(Connections::default())
}

async fn push(State(connections): State<Connections>, Path(id): Path<String>, body: Bytes) -> StatusCode {
    let Ok(text) = Utf8Bytes::try_from(body) else { return StatusCode::BAD_REQUEST };
    let connections = connections.lock().unwrap_or_else(PoisonError::into_inner);
    match connections.get(&id).map(|connection| connection.send(text)) {
        Some(Ok(())) => StatusCode::OK,
        Some(Err(_)) | None => StatusCode::GONE,
    }
}

#[expect(clippy::disallowed_methods, reason = "connections end with the process")]
async fn connect(State(connections): State<Connections>, mut request: Request) -> Response {
    let accept = request.headers().get(SEC_WEBSOCKET_KEY).map(|key| derive_accept_key(key.as_bytes()));
    let Some(accept) = accept.and_then(|accept| HeaderValue::try_from(accept).ok()) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let upgrade = hyper::upgrade::on(&mut request);
    let (outbox, queue) = unbounded_channel();
    let id = id();
    connections.lock().unwrap_or_else(PoisonError::into_inner).insert(id.clone(), outbox);
    tokio::spawn(async move {
        if let Ok(upgraded) = upgrade.await {
            // A connection that breaks ends its own task.
            let _ended = connection(upgraded, &id, queue).await;
        }
    });
    let upgraded = HeaderValue::from_static("websocket");
    let headers = [(CONNECTION, HeaderValue::from_static("upgrade")), (UPGRADE, upgraded), (SEC_WEBSOCKET_ACCEPT, accept)];
    (StatusCode::SWITCHING_PROTOCOLS, headers).into_response()
}

async fn connection(upgraded: Upgraded, id: &str, mut queue: UnboundedReceiver<Utf8Bytes>) -> Result<()> {
    let mut socket = WebSocketStream::from_raw_socket(TokioIo::new(upgraded), Role::Server, Some(config())).await;
    loop {
        tokio::select! {
            message = socket.next() => match message.transpose()? {
                Some(Message::Text(_)) => socket.send(Message::text(id)).await?,
                Some(_) => {}
                None => return Ok(()),
            },
            Some(text) = queue.recv() => socket.send(Message::Text(text)).await?,
        }
    }
}
