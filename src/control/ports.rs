//! What the control plane needs from what is live.

use std::fmt;

use bytes::Bytes;
use futures_util::future::BoxFuture;

use super::ApiStage;
use crate::clock::Timestamp;

/// The way from the control plane to what is live; the app connects it.
pub trait Ports: fmt::Debug + Send + Sync {
    /// Sends `data` to a WebSocket client.
    fn post_to_connection<'a>(&'a self, to: &'a ConnectionAddress, data: Bytes) -> BoxFuture<'a, Result<(), PortError>>;

    /// What is known of a WebSocket connection.
    fn connection<'a>(&'a self, at: &'a ConnectionAddress) -> BoxFuture<'a, Result<Connection, PortError>>;

    /// Closes a WebSocket connection.
    fn delete_connection<'a>(&'a self, at: &'a ConnectionAddress) -> BoxFuture<'a, Result<(), PortError>>;
}

/// A WebSocket connection, as `@connections` names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectionAddress {
    /// The connection's id, `L0SM9cOFvHcCIhw=`.
    pub id: String,
    /// The API and stage that the request's address named; `None` for a bare `/@connections/{id}`.
    pub api_stage: Option<ApiStage>,
}

/// What `GetConnection` tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    /// When it was made.
    pub connected_at: Timestamp,
    /// When the client last sent something.
    pub last_active_at: Timestamp,
    /// The client's address.
    pub source_ip: String,
    /// The client's `User-Agent`, when it sent one.
    pub user_agent: Option<String>,
}

/// Why a live thing did not do what it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PortError {
    /// There is no such connection, or no more.
    Gone,
    /// The id cannot be a connection's.
    Malformed,
    /// The data are larger than a WebSocket message may be.
    TooLarge,
    /// Too much waits for the client already.
    BufferFull,
}
