//! One open connection, as everyone but its task sees it.

use std::fmt;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use tokio::sync::{Notify, mpsc};
use tokio_tungstenite::tungstenite::Utf8Bytes;

use super::ConnectionError;
use crate::clock::Timestamp;
use crate::gateway::authorize::Caller;
use crate::ids;
use crate::runtime::account::{Account, Era};
use crate::runtime::usage::ApiKey;

/// The most bytes that wait for a client that reads slowly; a post beyond is refused with `LimitExceededException`.
pub const UNSENT_LIMIT: usize = 1024 * 1024;

/// What a waiting message costs besides its own bytes, so that empty ones are bounded too.
const MESSAGE_OVERHEAD: usize = 64;

/// A connection's id: 15 characters of URL-safe base64 and a `=`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

    /// A number that spreads ids evenly.
    pub(super) fn spread(&self) -> usize {
        self.0.iter().take(15).fold(0_usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(usize::from(*byte)))
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
    /// What the account's APIs share.
    pub shared: Arc<Account>,
    /// The account's era when the client connected.
    pub era: Era,
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
    unsent_messages: AtomicUsize,
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

/// What waits for a client to take it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// How many messages.
    pub messages: usize,
    /// How many bytes they have.
    pub bytes: usize,
}

/// Who connected, and when; all that a connection is made from.
#[derive(Debug)]
#[expect(missing_docs, reason = "the members are those of Connection")]
pub struct Origin {
    pub account: Arc<str>,
    pub shared: Arc<Account>,
    pub era: Era,
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
            shared: origin.shared,
            era: origin.era,
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
            unsent_messages: AtomicUsize::new(0),
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
        self.unsent_messages.fetch_sub(1, Ordering::Relaxed);
    }

    /// What was posted and not taken yet.
    pub fn waiting(&self) -> Waiting {
        let messages = self.unsent_messages.load(Ordering::Relaxed);
        let bytes = self.unsent_bytes.load(Ordering::Acquire).saturating_sub(messages * MESSAGE_OVERHEAD);
        Waiting { messages, bytes }
    }

    /// Queues a message for the client.
    pub(super) fn post(&self, text: Utf8Bytes) -> Result<(), ConnectionError> {
        let size = text.len() + MESSAGE_OVERHEAD;
        let before = self.unsent_bytes.fetch_add(size, Ordering::AcqRel);
        if before + size > UNSENT_LIMIT {
            self.unsent_bytes.fetch_sub(size, Ordering::AcqRel);
            return Err(ConnectionError::BufferFull);
        }
        self.unsent_messages.fetch_add(1, Ordering::Relaxed);
        self.outbox.send(Outgoing::Text(text)).map_err(|_closed| ConnectionError::Gone)
    }

    /// Whether what the client connected to was reset since, so that nothing is behind the connection any more.
    pub fn is_outlived(&self) -> bool {
        self.era != self.shared.era()
    }

    /// Completes when the connection was deleted, also for one that takes nothing off its queue.
    pub async fn deleted(&self) {
        self.deleted.notified().await;
    }

    /// Has the task close the connection after what was posted before.
    pub(super) fn close(&self) -> Result<(), ConnectionError> {
        self.deleted.notify_one();
        self.outbox.send(Outgoing::Close).map_err(|_closed| ConnectionError::Gone)
    }
}
