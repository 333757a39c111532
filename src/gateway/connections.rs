//! The WebSocket connections that are open, by id: how `@connections` reaches the task that owns a connection.
//!
//! Each lookup takes the lock of one shard for the time of a hash lookup, never across an await.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use tokio_tungstenite::tungstenite::Utf8Bytes;

use crate::clock::Timestamp;
use crate::runtime::by_name::Hasher;

mod connection;

pub use connection::{Connection, ConnectionId, Origin, Outgoing, UNSENT_LIMIT, Waiting};

/// The most bytes of one message, in either direction (developer guide, quotas for WebSocket APIs).
pub const MESSAGE_LIMIT: usize = 128 * 1024;

const SHARDS: usize = 32;

/// Which connections are looked at: what a caller of `@connections` can see by its address and credentials, or all.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scope<'c> {
    /// Those of this API alone, which the caller's address names.
    pub api: Option<&'c str>,
    /// Those of this stage alone, which it names too.
    pub stage: Option<&'c str>,
    /// Those of this account alone, the caller's.
    pub account: Option<&'c str>,
    /// Those of this region alone, for which the caller signed.
    pub region: Option<&'c str>,
}

impl Scope<'_> {
    fn covers(&self, connection: &Connection) -> bool {
        let same = |wanted: Option<&str>, actual: &str| wanted.is_none_or(|wanted| wanted == actual);
        same(self.api, &connection.api)
            && same(self.stage, &connection.stage)
            && same(self.account, &connection.account)
            && same(self.region, &connection.region)
    }
}

/// What GetConnection tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectionInfo {
    /// When the client connected.
    pub connected_at: Timestamp,
    /// When a frame last went in either direction.
    pub last_active_at: Timestamp,
    /// The client's address.
    pub source_ip: Box<str>,
    /// The `User-Agent` of the upgrade request.
    pub user_agent: Option<Box<str>>,
}

/// Why a connection cannot be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConnectionError {
    /// 400 `BadRequestException`: the id cannot be one.
    Malformed,
    /// 410 `GoneException`: there is no such connection, or not any more.
    Gone,
    /// 413 `PayloadTooLargeException`: more than [`MESSAGE_LIMIT`] bytes.
    TooLarge,
    /// 429 `LimitExceededException`: "more than the allowed number of requests per unit of time" for the API's account.
    Throttled,
    /// 429 `LimitExceededException`: "the WebSocket client side buffer is full", [`UNSENT_LIMIT`] bytes wait for it.
    BufferFull,
}

/// The open connections.
#[derive(Debug)]
pub struct Connections {
    shards: [Shard; SHARDS],
}

type Shard = Mutex<HashMap<ConnectionId, Arc<Connection>, Hasher>>;

impl Default for Connections {
    fn default() -> Self {
        Self { shards: std::array::from_fn(|_| Mutex::default()) }
    }
}

impl Connections {
    /// PostToConnection: queues `data` for the client; it is delivered as text, in order of posting.
    ///
    /// # Errors
    /// Any [`ConnectionError`].
    pub fn post(&self, scope: Scope<'_>, id: &str, data: &Bytes) -> Result<(), ConnectionError> {
        let connection = self.called_back(scope, id)?;
        if data.len() > MESSAGE_LIMIT {
            return Err(ConnectionError::TooLarge);
        }
        let text = Utf8Bytes::try_from(data.clone()).unwrap_or_else(|_| String::from_utf8_lossy(data).as_ref().into());
        connection.post(text)
    }

    /// GetConnection.
    ///
    /// # Errors
    /// `Malformed`, `Gone` or `Throttled`.
    pub fn get(&self, scope: Scope<'_>, id: &str) -> Result<ConnectionInfo, ConnectionError> {
        let connection = self.called_back(scope, id)?;
        Ok(ConnectionInfo {
            connected_at: connection.connected_at,
            last_active_at: connection.last_active_at(),
            source_ip: connection.source_ip.clone(),
            user_agent: connection.user_agent.clone(),
        })
    }

    /// DeleteConnection: the connection is gone at once for callers, and closed once all that was posted before is sent.
    ///
    /// # Errors
    /// `Malformed`, `Gone` or `Throttled`.
    pub fn delete(&self, scope: Scope<'_>, id: &str) -> Result<(), ConnectionError> {
        let connection = self.called_back(scope, id)?;
        self.close(&connection)
    }

    /// Closes a connection in the same way, without counting the call for its account.
    ///
    /// # Errors
    /// `Gone`.
    pub fn close(&self, connection: &Connection) -> Result<(), ConnectionError> {
        self.remove(connection.id);
        connection.close()
    }

    /// Closes the connections of an account's earlier eras: they are gone at once for callers, and nothing that was posted
    /// before is sent.
    pub fn close_outlived(&self) {
        for shard in &self.shards {
            let outlived = lock(shard).extract_if(|_, connection| connection.is_outlived()).collect::<Vec<_>>();
            for (_, connection) in outlived {
                // A connection whose task has ended is closed already.
                connection.close().ok();
            }
        }
    }

    /// All connections, in no order.
    pub fn all(&self) -> Vec<Arc<Connection>> {
        self.shards.iter().flat_map(|shard| lock(shard).values().cloned().collect::<Vec<_>>()).collect()
    }

    /// How many connections are open.
    pub fn len(&self) -> usize {
        self.shards.iter().map(|shard| lock(shard).len()).sum()
    }

    /// Whether no connection is open.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Makes a connection known.
    pub fn insert(&self, connection: Arc<Connection>) {
        lock(self.shard(connection.id)).insert(connection.id, connection);
    }

    /// Forgets a connection.
    pub fn remove(&self, id: ConnectionId) {
        lock(self.shard(id)).remove(&id);
    }

    /// A connection that a backend calls. The account's limit is for "WebSocket APIs, and WebSocket callback APIs" together
    /// (developer guide, "Quotas").
    fn called_back(&self, scope: Scope<'_>, id: &str) -> Result<Arc<Connection>, ConnectionError> {
        let connection = self.find(scope, id)?;
        let account = &connection.shared;
        if account.throttle.allows(account.clock.now()) { Ok(connection) } else { Err(ConnectionError::Throttled) }
    }

    /// A connection by its id.
    ///
    /// # Errors
    /// `Malformed` or `Gone`.
    pub fn find(&self, scope: Scope<'_>, id: &str) -> Result<Arc<Connection>, ConnectionError> {
        let id = ConnectionId::parse(id).ok_or(ConnectionError::Malformed)?;
        let connection = lock(self.shard(id)).get(&id).cloned();
        connection.filter(|connection| scope.covers(connection)).ok_or(ConnectionError::Gone)
    }

    fn shard(&self, id: ConnectionId) -> &Shard {
        &self.shards[id.spread() % SHARDS]
    }
}

fn lock<T>(shard: &Mutex<T>) -> MutexGuard<'_, T> {
    shard.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use tokio::sync::mpsc;

    use super::*;
    use crate::runtime::account::Era;

    fn connection(connections: &Connections) -> (Arc<Connection>, mpsc::UnboundedReceiver<Outgoing>) {
        let origin = Origin {
            account: "000000000000".into(),
            shared: Arc::default(),
            era: Era::default(),
            region: "us-east-1".into(),
            api: "abc".into(),
            stage: "prod".into(),
            domain_name: "localhost".into(),
            source_ip: "127.0.0.1".into(),
            user_agent: None,
            connected_at: Timestamp::from_millis(1),
        };
        let (connection, queue) = Connection::new(origin);
        let connection = Arc::new(connection);
        connections.insert(Arc::clone(&connection));
        (connection, queue)
    }

    #[test]
    fn a_post_reaches_the_connections_queue_as_text() {
        let connections = Connections::default();
        let (connection, mut queue) = connection(&connections);
        connections.post(Scope::default(), connection.id.as_str(), &Bytes::from_static(b"hello")).expect("a connection");
        assert!(matches!(queue.try_recv(), Ok(Outgoing::Text(text)) if text.as_str() == "hello"));
    }

    // botocore's model of PostToConnection: GoneException 410; a malformed id is 400 on AWS (seen by callers of SDKs).
    #[test]
    fn unknown_ids_are_gone_and_malformed_ones_are_malformed() {
        let connections = Connections::default();
        assert_eq!(connections.get(Scope::default(), "L0SM9cOFvHcCIhw="), Err(ConnectionError::Gone));
        for wrong in ["", "non-existing-id", "L0SM9cOFvHcCIhw", "L0SM9cOFvHc/Ihw="] {
            assert_eq!(connections.get(Scope::default(), wrong), Err(ConnectionError::Malformed), "{wrong}");
        }
    }

    #[test]
    fn an_address_reaches_only_its_own_connections() {
        let connections = Connections::default();
        let (connection, _queue) = connection(&connections);
        let id = connection.id.as_str();
        let own = Scope { api: Some("abc"), stage: Some("prod"), account: Some("000000000000"), region: Some("us-east-1") };
        assert!(connections.get(own, id).is_ok());
        for other in [
            Scope { api: Some("xyz"), ..own },
            Scope { stage: Some("test"), ..own },
            Scope { account: Some("111122223333"), ..own },
            Scope { region: Some("eu-west-1"), ..own },
        ] {
            assert_eq!(connections.get(other, id), Err(ConnectionError::Gone), "{other:?}");
        }
    }

    #[test]
    fn a_deleted_connection_is_gone_at_once_and_closes_after_what_was_posted() {
        let connections = Connections::default();
        let (connection, mut queue) = connection(&connections);
        let id = connection.id.as_str();
        connections.post(Scope::default(), id, &Bytes::from_static(b"last")).expect("a connection");
        connections.delete(Scope::default(), id).expect("a connection");
        assert_eq!(connections.post(Scope::default(), id, &Bytes::new()), Err(ConnectionError::Gone));
        assert!(matches!(queue.try_recv(), Ok(Outgoing::Text(_))));
        assert!(matches!(queue.try_recv(), Ok(Outgoing::Close)));
    }

    // Quotas for WebSocket APIs: 128 KB a message.
    #[test]
    fn a_message_over_the_limit_is_too_large() {
        let connections = Connections::default();
        let (connection, _queue) = connection(&connections);
        let data = Bytes::from(vec![b'a'; MESSAGE_LIMIT + 1]);
        assert_eq!(connections.post(Scope::default(), connection.id.as_str(), &data), Err(ConnectionError::TooLarge));
    }

    // botocore, LimitExceededException: "… or the WebSocket client side buffer is full."
    #[test]
    fn what_waits_for_a_slow_client_is_bounded() {
        let connections = Connections::default();
        let (connection, mut queue) = connection(&connections);
        let data = Bytes::from(vec![b'a'; MESSAGE_LIMIT]);
        let post = || connections.post(Scope::default(), connection.id.as_str(), &data);
        while post().is_ok() {}
        assert_eq!(post(), Err(ConnectionError::BufferFull));
        let Ok(Outgoing::Text(text)) = queue.try_recv() else { panic!("a message waits") };
        connection.taken(&text);
        assert_eq!(post(), Ok(()));
    }
}
