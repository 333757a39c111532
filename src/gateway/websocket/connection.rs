//! One connection's life, owned by one task: it reads the client's messages in order, writes what others post, keeps the
//! limits of time, and runs `$disconnect` at the end. Whatever fails in it ends only this connection.

use std::any::Any;
use std::collections::VecDeque;
use std::future::{Future, pending};
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio_tungstenite::tungstenite::Utf8Bytes;

use super::error::Failure;
use super::socket::{Closure, Event, Socket};
use super::{Replied, Session, disconnect, message};
use crate::clock::Moment;
use crate::gateway::connections::{Connection, Outgoing};
use crate::gateway::inbound::{RawStream, UpgradeError};
use crate::log::Event as LogEvent;
use crate::tasks::{self, Seldom};

/// A connection without a frame in either direction for so long is closed (developer guide, quotas for WebSocket APIs).
const IDLE_LIMIT: Duration = Duration::from_secs(10 * 60);

/// A connection is closed when it is so old (developer guide, quotas for WebSocket APIs).
const LIFETIME: Duration = Duration::from_secs(2 * 60 * 60);

/// How many messages wait behind the one that is worked on; then the client is not read until there is room.
const INBOX_LIMIT: usize = 16;

/// How long a deleted connection may take to send what was posted before; a client that does not read would keep it.
const DELETE_PATIENCE: Duration = Duration::from_secs(3);

/// How long work may go on once the process has been asked to stop.
const STOP_PATIENCE: Duration = Duration::from_secs(4);

/// A message that is worked on.
struct Answering<'s> {
    work: Pin<Box<dyn Future<Output = Replied> + Send + 's>>,
    /// Whether its answer comes later than it did.
    is_late: bool,
}

impl Future for Answering<'_> {
    type Output = Replied;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Replied> {
        let reply = self.work.as_mut().poll(context);
        self.is_late |= reply.is_pending();
        reply
    }
}

/// A connection's task.
pub(super) async fn run(
    session: Arc<Session>,
    mut outbox: UnboundedReceiver<Outgoing>,
    upgrade: impl Future<Output = Result<RawStream, UpgradeError>>,
) {
    let _known = Known(&session);
    let closure = match upgrade.await {
        Ok(stream) => {
            let mut socket = Socket::new(stream).await;
            let ended = live(&session, &mut socket, &mut outbox).await;
            // What happens once in a connection's life takes no memory while it lives.
            Box::pin(close(&session, socket, ended)).await
        }
        Err(error @ UpgradeError::Foreign) => {
            tracing::error!(connection = %session.connection.id, "the connection is cut, which is a defect of the emulator: {error}");
            Closure::ABNORMAL
        }
        Err(error @ UpgradeError::Left(_)) => {
            tracing::debug!(connection = %session.connection.id, "the client left before it was connected: {error}");
            Closure::ABNORMAL
        }
    };
    Box::pin(leave(&session, &closure)).await;
}

/// Forgets the connection when its task ends, however it ends.
struct Known<'s>(&'s Session);

impl Drop for Known<'_> {
    fn drop(&mut self) {
        self.0.gateway.connections.remove(self.0.connection.id);
    }
}

/// Who ended a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// We close it.
    ByUs,
    /// The client closed it, or it broke.
    ByClient,
    /// A fault cuts it: nobody says goodbye.
    Cut,
}

/// What a connection's task sees to next.
enum Next {
    Reply {
        reply: Replied,
        /// Whether it comes later than its message.
        is_late: bool,
    },
    Event(Event),
    Outgoing(Outgoing),
    End(Closure),
}

/// How a connection's life ended, and what it leaves to do.
struct Ended<'s> {
    closure: Closure,
    end: End,
    answering: Option<Answering<'s>>,
    inbox: VecDeque<Utf8Bytes>,
}

/// Works until the connection ends.
async fn live<'s>(session: &'s Session, socket: &mut Socket, outbox: &mut UnboundedReceiver<Outgoing>) -> Ended<'s> {
    let Session { gateway, connection, .. } = session;
    let clock = &connection.shared.clock;
    let mut inbox: VecDeque<Utf8Bytes> = VecDeque::new();
    let mut answering: Option<Answering<'_>> = None;
    let mut others = Seldom::new(Others { outbox, end: end(session).boxed() });
    let (closure, end) = loop {
        // The next message waits until the client has taken the answer to the last, so that a client that sends and does not
        // read fills its own inbox and nothing else.
        if answering.is_none() && !socket.is_blocked() {
            answering =
                inbox.pop_front().map(|text| Answering { is_late: true, ..answer(session, text, gateway.clock.moment()) });
        }
        if answering.is_none() && socket.has_unwritten() {
            tasks::others_first().await;
        }
        let reading = inbox.len() < INBOX_LIMIT;
        let writable = !socket.is_blocked();
        let next = tokio::select! {
            // A message that is answered at once is not made to wait for a look at anything else.
            biased;
            next = next_answer(&mut answering) => next,
            next = async {
                tokio::select! {
                    event = socket.event(reading) => Next::Event(event),
                    next = others.next(|others, context| others.poll_next(context, writable)) => next,
                }
            } => next,
        };
        match next {
            Next::Reply { reply, is_late } => {
                answering = None;
                match reply {
                    Replied::Text(text) => {
                        // Its message has just been seen to come, where it is not late.
                        if is_late {
                            connection.touch(clock.now());
                        }
                        send(session, socket, text);
                    }
                    Replied::Nothing => {}
                    Replied::CutOff => break (Closure::ABNORMAL, End::Cut),
                }
            }
            Next::Event(Event::Text(text)) => {
                let now = gateway.clock.moment();
                connection.touch(clock.at(now.at));
                if answering.is_none() && inbox.is_empty() && !socket.is_blocked() {
                    answering = Some(answer(session, text, now));
                } else {
                    inbox.push_back(text);
                }
            }
            Next::Event(Event::Alive) => connection.touch(clock.now()),
            // What was posted meanwhile was left where it is.
            Next::Event(Event::Writable) => others.look_again(),
            Next::Event(Event::Closed(closure)) => break (closure, End::ByClient),
            Next::Event(Event::Violation(closure)) | Next::End(closure) => break (closure, End::ByUs),
            Next::Outgoing(Outgoing::Text(text)) => {
                connection.taken(&text);
                connection.touch(clock.now());
                send(session, socket, text);
            }
            Next::Outgoing(Outgoing::Close) => break (closed(session), End::ByUs),
        }
    };
    Ended { closure, end, answering, inbox }
}

/// Sends a message to the client.
fn send(session: &Session, socket: &mut Socket, text: Utf8Bytes) {
    session.metrics.stage.messages.increment();
    socket.send(text);
}

/// What others want of a connection. It is seldom anything, so a message does not pay for looking at it.
struct Others<'s> {
    outbox: &'s mut UnboundedReceiver<Outgoing>,
    end: BoxFuture<'s, Closure>,
}

impl Others<'_> {
    /// What they want next; nothing is sent that the client does not take.
    fn poll_next(&mut self, context: &mut Context<'_>, writable: bool) -> Poll<Next> {
        if let Poll::Ready(closure) = self.end.poll_unpin(context) {
            return Poll::Ready(Next::End(closure));
        }
        if writable && let Poll::Ready(Some(outgoing)) = self.outbox.poll_recv(context) {
            return Poll::Ready(Next::Outgoing(outgoing));
        }
        Poll::Pending
    }
}

/// What ends a connection besides its client.
async fn end(session: &Session) -> Closure {
    let Session { gateway, connection, .. } = session;
    let overdue = async {
        connection.deleted().await;
        if !connection.is_outlived() {
            tokio::time::sleep(DELETE_PATIENCE).await;
        }
    };
    tokio::select! {
        () = time_out(connection) => Closure::GOING_AWAY,
        () = overdue => closed(session),
        () = gateway.tasks.stopping() => Closure::GOING_AWAY,
    }
}

/// How a connection ends that others closed: one whose API was reset goes away with it.
fn closed(session: &Session) -> Closure {
    if session.connection.is_outlived() { Closure::GOING_AWAY } else { Closure::DELETED }
}

/// Closes the socket, while what the client sent before is still worked on.
async fn close(session: &Session, socket: Socket, ended: Ended<'_>) -> Closure {
    let Ended { closure, end, answering, inbox } = ended;
    // From here nobody reaches the connection, so callers are told at once that it is gone.
    session.gateway.connections.remove(session.connection.id);
    let closing = async {
        match end {
            End::ByUs => socket.close(&closure).await,
            End::ByClient => socket.acknowledge_close().await,
            End::Cut => socket.cut().await,
        }
    };
    if session.connection.is_outlived() {
        closing.await;
    } else {
        tokio::join!(closing, finish(session, answering, inbox));
    }
    closure
}

/// Runs `$disconnect`.
async fn leave(session: &Session, closure: &Closure) {
    let gateway = &session.gateway;
    gateway.connections.remove(session.connection.id);
    let started = gateway.request_log.start(gateway.clock);
    let ending = AssertUnwindSafe(disconnect(session, closure)).catch_unwind();
    match until_stopped(session, ending).await {
        Some(Ok(())) => {}
        Some(Err(panic)) => log_panic(session, "$disconnect", panic.as_ref()),
        None => {
            tracing::warn!(connection = %session.connection.id, "$disconnect did not end before the stop; its integration takes longer than {} s", STOP_PATIENCE.as_secs())
        }
    }
    if let Some(started) = started {
        let event = LogEvent::Disconnect { connection: &session.mark, code: closure.code };
        gateway.request_log.add(started, gateway.clock, event);
    }
}

/// What the client sent before the end is still worked on; answers have nowhere to go.
async fn finish(session: &Session, answering: Option<Answering<'_>>, inbox: VecDeque<Utf8Bytes>) {
    let rest = async {
        if let Some(answering) = answering {
            answering.await;
        }
        for text in inbox {
            answer(session, text, session.gateway.clock.moment()).await;
        }
    };
    until_stopped(session, rest).await;
}

/// Runs one message through its route, now. A panic is this message's failure and nobody else's.
fn answer(session: &Session, text: Utf8Bytes, now: Moment) -> Answering<'_> {
    let work = Box::pin(async move {
        match AssertUnwindSafe(message(session, &text, now)).catch_unwind().await {
            Ok(reply) => reply,
            Err(panic) => {
                log_panic(session, "a message", panic.as_ref());
                Replied::Text(Failure::INTERNAL.render(session.connection.id, &crate::ids::extended_request_id()).into())
            }
        }
    });
    Answering { work, is_late: false }
}

async fn next_answer(answering: &mut Option<Answering<'_>>) -> Next {
    match answering {
        Some(answering) => {
            let reply = (&mut *answering).await;
            Next::Reply { reply, is_late: answering.is_late }
        }
        None => pending().await,
    }
}

/// Waits until the connection has been idle for too long, or is too old. A clock that is turned back has both begin anew.
async fn time_out(connection: &Connection) {
    let clock = &connection.shared.clock;
    let mut began = connection.connected_at;
    loop {
        let now = clock.now();
        if connection.last_active_at() > now {
            connection.touch(now);
        }
        began = began.min(now);
        let deadline = connection.last_active_at().plus(IDLE_LIMIT).min(began.plus(LIFETIME));
        if deadline <= now {
            return;
        }
        clock.moved_or(deadline).await;
    }
}

/// Waits for `work`; once the process is to stop only a little longer, and then none comes back.
async fn until_stopped<T>(session: &Session, work: impl Future<Output = T>) -> Option<T> {
    let patience = async {
        session.gateway.tasks.stopping().await;
        tokio::time::sleep(STOP_PATIENCE).await;
    };
    tokio::select! {
        done = work => Some(done),
        () = patience => None,
    }
}

fn log_panic(session: &Session, what: &str, panic: &(dyn Any + Send)) {
    let text = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    tracing::error!(connection = %session.connection.id, "{what} failed by a panic: {}", text.unwrap_or("no message"));
}
