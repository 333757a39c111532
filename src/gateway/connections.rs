//! The WebSocket connections that are open, by id: how `@connections` reaches the task that owns a connection.
//!
//! Each lookup takes the lock of one shard for the time of a hash lookup, never across an await.

use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use bytes::Bytes;
use tokio::sync::{Notify, mpsc};
use tokio_tungstenite::tungstenite::Utf8Bytes;

use crate::clock::Timestamp;
use crate::gateway::authorize::Caller;
use crate::ids;
use crate::runtime::usage::ApiKey;

/// The most bytes of one message, in either direction (developer guide, quotas for WebSocket APIs).
pub const MESSAGE_LIMIT: usize = 128 * 1024;

/// The most bytes that wait for a client that reads slowly; a post beyond is refused with `LimitExceededException`.
pub const UNSENT_LIMIT: usize = 1024 * 1024;

/// What a waiting message costs besides its own bytes, so that empty ones are bounded too.
const MESSAGE_OVERHEAD: usize = 64;

const SHARDS: usize = 32;

/// A connection's id: 15 characters of URL-safe base64 and a `=`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ConnectionId([u8; 16]);

impl ConnectionId {
    /// A new id.
    pub fn generate() -> Self {
        Self::parse(&ids::connection_id()).expect("ids of connections have this shape")
    }

    /// Reads an id; none when it cannot be one.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes: [u8; 16] = text.as_bytes().try_into().ok()?;
        let (last, random) = bytes.split_last()?;
        let well_formed = *last == b'=' && random.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        well_formed.then_some(Self(bytes))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("ids are ASCII")
    }

    fn shard(&self) -> usize {
        self.0.iter().take(15).fold(0_usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(usize::from(*byte))) % SHARDS
    }
}

impl fmt::Display for ConnectionId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl fmt::Debug for ConnectionId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// One open connection as everyone else sees it. The socket belongs to the connection's task.
#[derive(Debug)]
pub struct Connection {
    /// The connection's id.
    pub id: ConnectionId,
    /// The account that owns the API.
    pub account: Arc<str>,
    /// The API's region.
    pub region: Arc<str>,
    /// The API that the client connected to.
    pub api: Arc<str>,
    /// The stage that the client connected to.
    pub stage: Arc<str>,
    /// The host that the client connected to.
    pub domain_name: Box<str>,
    /// The client's address.
    pub source_ip: Box<str>,
    /// The `User-Agent` of the upgrade request.
    pub user_agent: Option<Box<str>>,
    /// When the client connected.
    pub connected_at: Timestamp,
    /// Who connected, where an authorizer found it out.
    pub caller: OnceLock<Box<Caller>>,
    /// The API key that connecting was counted by, where that needed one.
    pub api_key: OnceLock<Arc<ApiKey>>,
    last_active_millis: AtomicI64,
    outbox: mpsc::UnboundedSender<Outgoing>,
    unsent_bytes: AtomicUsize,
    deleted: Notify,
}

/// What others want from a connection's task.
#[derive(Debug)]
pub enum Outgoing {
    /// Send this to the client.
    Text(Utf8Bytes),
    /// Close the connection, after what was posted before.
    Close,
}

/// Who connected, and when; all that a connection is made from.
#[derive(Debug)]
#[expect(missing_docs, reason = "the members are those of Connection")]
pub struct Origin {
    pub account: Arc<str>,
    pub region: Arc<str>,
    pub api: Arc<str>,
    pub stage: Arc<str>,
    pub domain_name: Box<str>,
    pub source_ip: Box<str>,
    pub user_agent: Option<Box<str>>,
    pub connected_at: Timestamp,
}

impl Connection {
    /// A connection with a new id, and the queue that its task reads.
    pub fn new(origin: Origin) -> (Self, mpsc::UnboundedReceiver<Outgoing>) {
        let (outbox, queue) = mpsc::unbounded_channel();
        let connection = Self {
            id: ConnectionId::generate(),
            account: origin.account,
            region: origin.region,
            api: origin.api,
            stage: origin.stage,
            domain_name: origin.domain_name,
            source_ip: origin.source_ip,
            user_agent: origin.user_agent,
            caller: OnceLock::new(),
            api_key: OnceLock::new(),
            connected_at: origin.connected_at,
            last_active_millis: AtomicI64::new(origin.connected_at.as_millis()),
            outbox,
            unsent_bytes: AtomicUsize::new(0),
            deleted: Notify::new(),
        };
        (connection, queue)
    }

    /// When a frame last went in either direction.
    pub fn last_active_at(&self) -> Timestamp {
        Timestamp::from_millis(self.last_active_millis.load(Ordering::Relaxed))
    }

    /// Notes that a frame went in either direction.
    pub fn touch(&self, now: Timestamp) {
        self.last_active_millis.store(now.as_millis(), Ordering::Relaxed);
    }

    /// Notes that the connection's task took a message off its queue.
    pub fn taken(&self, text: &Utf8Bytes) {
        self.unsent_bytes.fetch_sub(text.len() + MESSAGE_OVERHEAD, Ordering::AcqRel);
    }

    fn post(&self, text: Utf8Bytes) -> Result<(), ConnectionError> {
        let size = text.len() + MESSAGE_OVERHEAD;
        let before = self.unsent_bytes.fetch_add(size, Ordering::AcqRel);
        if before + size > UNSENT_LIMIT {
            self.unsent_bytes.fetch_sub(size, Ordering::AcqRel);
            return Err(ConnectionError::BufferFull);
        }
        self.outbox.send(Outgoing::Text(text)).map_err(|_closed| ConnectionError::Gone)
    }

    /// Completes when the connection was deleted, also for one that takes nothing off its queue.
    pub async fn deleted(&self) {
        self.deleted.notified().await;
    }

    fn close(&self) -> Result<(), ConnectionError> {
        self.deleted.notify_one();
        self.outbox.send(Outgoing::Close).map_err(|_closed| ConnectionError::Gone)
    }
}

/// Whose connections a caller of `@connections` can see: what its address and credentials name.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scope<'c> {
    /// The API of the address, if it names one.
    pub api: Option<&'c str>,
    /// The stage of the address, if it names one.
    pub stage: Option<&'c str>,
    /// The caller's account, where the address names no API.
    pub account: Option<&'c str>,
    /// The region that the caller signed for, where the address names no API.
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
    /// 429 `LimitExceededException`: "the WebSocket client side buffer is full", [`UNSENT_LIMIT`] bytes wait for it.
    BufferFull,
}

/// The open connections.
#[derive(Debug)]
pub struct Connections {
    shards: [Mutex<HashMap<ConnectionId, Arc<Connection>>>; SHARDS],
}

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
        let connection = self.find(scope, id)?;
        if data.len() > MESSAGE_LIMIT {
            return Err(ConnectionError::TooLarge);
        }
        let text = Utf8Bytes::try_from(data.clone()).unwrap_or_else(|_| String::from_utf8_lossy(data).as_ref().into());
        connection.post(text)
    }

    /// GetConnection.
    ///
    /// # Errors
    /// `Malformed` or `Gone`.
    pub fn get(&self, scope: Scope<'_>, id: &str) -> Result<ConnectionInfo, ConnectionError> {
        let connection = self.find(scope, id)?;
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
    /// `Malformed` or `Gone`.
    pub fn delete(&self, scope: Scope<'_>, id: &str) -> Result<(), ConnectionError> {
        let connection = self.find(scope, id)?;
        self.remove(connection.id);
        connection.close()
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

    fn find(&self, scope: Scope<'_>, id: &str) -> Result<Arc<Connection>, ConnectionError> {
        let id = ConnectionId::parse(id).ok_or(ConnectionError::Malformed)?;
        let connection = lock(self.shard(id)).get(&id).cloned();
        connection.filter(|connection| scope.covers(connection)).ok_or(ConnectionError::Gone)
    }

    fn shard(&self, id: ConnectionId) -> &Mutex<HashMap<ConnectionId, Arc<Connection>>> {
        &self.shards[id.shard() % SHARDS]
    }
}

fn lock<T>(shard: &Mutex<T>) -> MutexGuard<'_, T> {
    shard.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn connection(connections: &Connections) -> (Arc<Connection>, mpsc::UnboundedReceiver<Outgoing>) {
        let origin = Origin {
            account: "000000000000".into(),
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
