//! The frames of one connection: the limits that AWS sets, and how a connection is closed.

use std::borrow::Cow;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_util::{Sink, SinkExt, Stream, StreamExt};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::error::{CapacityError, ProtocolError};
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, Role, WebSocketConfig};
use tokio_tungstenite::tungstenite::{Error, Message, Utf8Bytes};

use crate::gateway::connections::MESSAGE_LIMIT;
use crate::gateway::inbound::RawStream;

/// The most bytes of one frame (developer guide, quotas for WebSocket APIs).
const FRAME_LIMIT: usize = 32 * 1024;

/// What an idle connection keeps for reading; tungstenite's own 128 KiB would be most of its memory.
const READ_BUFFER: usize = 2 * 1024;

/// How much is gathered before it is written without being asked to.
const WRITE_BUFFER: usize = 8 * 1024;

/// How long the client may take for its part of the close handshake.
const CLOSE_PATIENCE: Duration = Duration::from_secs(3);

/// How a connection ended, as `$disconnect` is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Closure {
    /// `disconnectStatusCode`.
    pub(super) code: u16,
    /// `disconnectReason`.
    pub(super) reason: Cow<'static, str>,
}

impl Closure {
    const fn because(code: u16, reason: &'static str) -> Self {
        Self { code, reason: Cow::Borrowed(reason) }
    }

    /// Idle too long, open too long, or what the client connected to goes (RFC 6455, section 7.4.1): AWS logs 1001 `Going away`.
    pub(super) const GOING_AWAY: Self = Self::because(1001, "Going away");
    /// DeleteConnection, with code and reason of the event that AWS logs (boto3 issue 3789).
    pub(super) const DELETED: Self = Self::because(1000, "Connection Closed Normally");
    /// A binary frame: "the connection is closed with code 1003" (developer guide, "Invoking your backend integration").
    const BINARY: Self = Self::because(1003, "");
    /// A frame that is too long; the reason is the one that clients of AWS see.
    const FRAME_TOO_LONG: Self = Self::because(1009, "Max frame length of 32768 has been exceeded.");
    /// A message whose frames are too long together.
    const MESSAGE_TOO_LONG: Self = Self::because(1009, "");
    /// The client's close frame had no code; the reason is the one that AWS logs.
    const NO_STATUS: Self = Self::because(1005, "Client-side close frame status not set");
    /// The connection broke without a close frame.
    pub(super) const ABNORMAL: Self = Self::because(1006, "");
}

/// What a socket has for its connection.
#[derive(Debug)]
pub(super) enum Event {
    /// A whole message.
    Text(Utf8Bytes),
    /// A ping or pong; pings are answered already.
    Alive,
    /// What could not be written before is written now.
    Writable,
    /// The client closed, or the connection broke.
    Closed(Closure),
    /// The client broke a rule; the connection must be closed so.
    Violation(Closure),
}

/// The server's side of one WebSocket.
#[derive(Debug)]
pub(super) struct Socket {
    stream: WebSocketStream<TcpStream>,
    /// How much was sent since everything was last written; each message counts for a byte more than it has.
    unflushed: usize,
    /// Whether the client did not take all of it when it was tried.
    blocked: bool,
}

impl Socket {
    pub(super) async fn new(raw: RawStream) -> Self {
        let config = WebSocketConfig::default()
            .read_buffer_size(READ_BUFFER)
            .write_buffer_size(WRITE_BUFFER)
            .max_frame_size(Some(FRAME_LIMIT))
            .max_message_size(Some(MESSAGE_LIMIT));
        // What was read becomes the buffer, so it has all of a buffer's room.
        let mut read = Vec::with_capacity(READ_BUFFER);
        read.extend_from_slice(&raw.read);
        let stream = WebSocketStream::from_partially_read(raw.stream, read, Role::Server, Some(config)).await;
        Self { stream, unflushed: 0, blocked: false }
    }

    /// Whether nothing more should be sent for now, because the client takes no more or because much is to be written first; what
    /// is sent nevertheless waits in memory.
    pub(super) fn is_blocked(&self) -> bool {
        self.blocked || self.unflushed > WRITE_BUFFER
    }

    /// Whether [`Self::event`] will write something.
    pub(super) fn has_unwritten(&self) -> bool {
        self.unflushed > 0 && !self.is_blocked()
    }

    /// Queues a message; [`Self::event`] writes it.
    pub(super) fn send(&mut self, text: Utf8Bytes) {
        self.unflushed += text.len() + 1;
        // A connection that is broken says so when it is read.
        let _broken = Pin::new(&mut self.stream).start_send(Message::Text(text));
    }

    /// Writes what is queued, and waits for what the client does; it is not read while `reading` is false.
    pub(super) async fn event(&mut self, reading: bool) -> Event {
        poll_fn(|context| self.poll_event(context, reading)).await
    }

    fn poll_event(&mut self, context: &mut Context<'_>, reading: bool) -> Poll<Event> {
        if self.unflushed > 0 {
            match Pin::new(&mut self.stream).poll_flush(context) {
                Poll::Ready(Ok(())) => {
                    let was_blocked = self.is_blocked();
                    (self.unflushed, self.blocked) = (0, false);
                    if was_blocked {
                        return Poll::Ready(Event::Writable);
                    }
                }
                Poll::Ready(Err(_)) => return Poll::Ready(Event::Closed(Closure::ABNORMAL)),
                Poll::Pending => self.blocked = true,
            }
        }
        if !reading {
            return Poll::Pending;
        }
        let received = ready!(Pin::new(&mut self.stream).poll_next(context));
        Poll::Ready(match received {
            Some(Ok(Message::Text(text))) => Event::Text(text),
            Some(Ok(Message::Binary(_))) => Event::Violation(Closure::BINARY),
            Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => Event::Alive,
            Some(Ok(Message::Close(frame))) => Event::Closed(closed_by_client(frame)),
            Some(Err(error)) => broken(&error),
            None => Event::Closed(Closure::ABNORMAL),
        })
    }

    /// Closes with a code and sees the close handshake through, as long as the client takes part in it.
    pub(super) async fn close(mut self, closure: &Closure) {
        let frame = CloseFrame { code: CloseCode::from(closure.code), reason: closure.reason.as_ref().into() };
        let handshake = async {
            if self.stream.send(Message::Close(Some(frame))).await.is_ok() {
                while let Some(Ok(_)) = self.stream.next().await {}
            }
            self.drain().await;
        };
        let _too_slow = tokio::time::timeout(CLOSE_PATIENCE, handshake).await;
    }

    /// Ends the connection without a close frame. What was sent before arrives, as long as the client takes it.
    pub(super) async fn cut(mut self) {
        let _too_slow = tokio::time::timeout(CLOSE_PATIENCE, self.stream.flush()).await;
    }

    /// Answers the client's close frame and ends the connection.
    pub(super) async fn acknowledge_close(mut self) {
        let handshake = async {
            while let Some(Ok(_)) = self.stream.next().await {}
            self.drain().await;
        };
        let _too_slow = tokio::time::timeout(CLOSE_PATIENCE, handshake).await;
    }

    /// Ends the stream and reads what still comes: a socket closed with unread data would take our close frame with it.
    async fn drain(&mut self) {
        let socket = self.stream.get_mut();
        let mut rest = [0; 1024];
        if socket.shutdown().await.is_ok() {
            while matches!(socket.read(&mut rest).await, Ok(read) if read > 0) {}
        }
    }
}

fn closed_by_client(frame: Option<CloseFrame>) -> Closure {
    match frame {
        None => Closure::NO_STATUS,
        Some(frame) => Closure { code: frame.code.into(), reason: Cow::Owned(frame.reason.as_str().to_owned()) },
    }
}

fn broken(error: &Error) -> Event {
    match error {
        Error::Capacity(CapacityError::MessageTooLong { max_size: FRAME_LIMIT, .. }) => Event::Violation(Closure::FRAME_TOO_LONG),
        Error::Capacity(_) => Event::Violation(Closure::MESSAGE_TOO_LONG),
        Error::Utf8(_) => Event::Violation(Closure::because(1007, "")),
        Error::Protocol(ProtocolError::ResetWithoutClosingHandshake) => Event::Closed(Closure::ABNORMAL),
        Error::Protocol(_) => Event::Violation(Closure::because(1002, "")),
        _ => Event::Closed(Closure::ABNORMAL),
    }
}
