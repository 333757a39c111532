//! The body of a request that goes on to a backend as it comes from its caller.

use std::collections::VecDeque;
use std::error::Error;
use std::fmt;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker, ready};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::body::{Body, Frame, Incoming, SizeHint};
use tokio::sync::Notify;

use super::RequestBody;
use crate::clock::MachineClock;

/// How long a backend that has answered, or will not any more, may leave the rest of a body where it is. Then the rest is read here, so
/// that the caller gets the answer; the backend has it from memory.
const LINGER: Duration = Duration::from_secs(1);

/// A body that a caller is sending and nobody has read. It goes on to one backend, or is read here. Clones are the same body.
#[derive(Clone, Debug)]
pub struct Upload(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    clock: MachineClock,
    length: u64,
    state: Mutex<State>,
    given_back: Notify,
}

#[derive(Debug)]
struct State {
    /// What is still to come; none once it was read whole. A backend's request does not hold it itself: one that is stuck holds on to
    /// what it has.
    body: Option<Incoming>,
    /// What was read here for a backend that has yet to take it.
    kept: VecDeque<Bytes>,
    turn: Turn,
    /// Whether a backend's request has it.
    is_lent: bool,
    /// Whether it is read here, and by no backend's request.
    is_read_here: bool,
    /// Who waits meanwhile for what is kept.
    waiting: Option<Waker>,
}

/// Who has to move next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    /// The caller has to send more.
    Caller,
    /// The backend has to take what there is, or to answer; since then.
    Backend(Instant),
    /// Nobody: the caller has gone away.
    Nobody,
}

/// The caller went away before its request was complete.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallerGone;

impl fmt::Display for CallerGone {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the caller went away before its request was complete")
    }
}

impl Error for CallerGone {}

impl Upload {
    /// The body of a request whose head alone has been read, and says how long it is.
    pub fn new(body: Incoming, clock: MachineClock) -> Self {
        let length = body.size_hint().lower();
        let state = State {
            body: Some(body),
            kept: VecDeque::new(),
            turn: Turn::Caller,
            is_lent: false,
            is_read_here: false,
            waiting: None,
        };
        Self(Arc::new(Shared { clock, length, state: Mutex::new(state), given_back: Notify::new() }))
    }

    /// How many bytes it has.
    pub fn length(&self) -> u64 {
        self.0.length
    }

    /// Reads all of it.
    ///
    /// # Errors
    /// The caller goes away.
    pub async fn read(self) -> Result<Bytes, CallerGone> {
        let body = self.0.state().body.take();
        body.ok_or(CallerGone)?.collect().await.map(|whole| whole.to_bytes()).map_err(|_incomplete| CallerGone)
    }

    /// The body of the request to the backend.
    pub fn pass_on(&self) -> RequestBody {
        let mut state = self.0.state();
        (state.turn, state.is_lent) = (Turn::Backend(self.0.clock.instant()), true);
        RequestBody::Streamed(PassedOn(Arc::clone(&self.0)))
    }

    /// Since when it is the backend's turn, which begins now if it is not.
    pub fn backends_turn(&self) -> Instant {
        match self.0.state().turn {
            Turn::Backend(since) => since,
            Turn::Caller | Turn::Nobody => self.0.clock.instant(),
        }
    }

    /// Waits for `work`; none once it has been the backend's turn for `timeout`. A caller may take its time.
    pub async fn within<T>(&self, timeout: Duration, mut work: Pin<&mut impl Future<Output = T>>) -> Option<T> {
        let begun = self.0.clock.instant();
        loop {
            let waited = self.0.clock.instant().duration_since(self.backends_turn().max(begun));
            let left = timeout.checked_sub(waited).filter(|left| !left.is_zero())?;
            if let Ok(done) = tokio::time::timeout(left, work.as_mut()).await {
                return Some(done);
            }
        }
    }

    /// Waits until the caller has sent everything: one that still sends would not see the answer. What no backend wants any more is
    /// thrown away.
    ///
    /// # Errors
    /// The caller goes away.
    pub async fn finish(&self) -> Result<(), CallerGone> {
        if self.0.state().is_lent {
            self.within(LINGER, pin!(self.0.given_back.notified())).await;
        }
        let _reading = Reading::begin(&self.0);
        poll_fn(|context| self.0.state().poll_keep(context)).await
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Reads all that comes, and keeps it where a backend's request still has to have it.
    fn poll_keep(&mut self, context: &mut Context<'_>) -> Poll<Result<(), CallerGone>> {
        if self.turn == Turn::Nobody {
            return Poll::Ready(Err(CallerGone));
        }
        while let Some(body) = &mut self.body {
            match ready!(Pin::new(body).poll_frame(context)) {
                None => break,
                Some(Err(_incomplete)) => {
                    self.turn = Turn::Nobody;
                    return Poll::Ready(Err(CallerGone));
                }
                Some(Ok(frame)) => {
                    if let Some(data) = frame.into_data().ok().filter(|_| self.is_lent) {
                        self.kept.push_back(data);
                        self.waiting.take().into_iter().for_each(Waker::wake);
                    }
                }
            }
        }
        Poll::Ready(Ok(()))
    }
}

/// The time in which a body is read here. However it ends, a backend's request can go on after it.
struct Reading<'s>(&'s Shared);

impl<'s> Reading<'s> {
    fn begin(shared: &'s Shared) -> Self {
        shared.state().is_read_here = true;
        Self(shared)
    }
}

impl Drop for Reading<'_> {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.is_read_here = false;
        state.waiting.take().into_iter().for_each(Waker::wake);
    }
}

/// An [`Upload`] as a backend's request has it.
#[derive(Debug)]
pub struct PassedOn(Arc<Shared>);

impl PassedOn {
    pub(super) fn upload(&self) -> Upload {
        Upload(Arc::clone(&self.0))
    }
}

impl Drop for PassedOn {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.is_lent = false;
        state.kept.clear();
        drop(state);
        self.0.given_back.notify_one();
    }
}

impl Body for PassedOn {
    type Data = Bytes;
    type Error = CallerGone;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, CallerGone>>> {
        let mut state = self.0.state();
        if let Some(kept) = state.kept.pop_front() {
            return Poll::Ready(Some(Ok(Frame::data(kept))));
        }
        if state.turn == Turn::Nobody {
            return Poll::Ready(Some(Err(CallerGone)));
        }
        // Whoever reads it here is the one that hears of more.
        state.waiting = Some(context.waker().clone());
        let State { body, turn, is_read_here: false, .. } = &mut *state else { return Poll::Pending };
        let Some(body) = body else { return Poll::Ready(None) };
        loop {
            let Poll::Ready(next) = Pin::new(&mut *body).poll_frame(context) else {
                *turn = Turn::Caller;
                return Poll::Pending;
            };
            let Ok(next) = next.transpose() else {
                *turn = Turn::Nobody;
                return Poll::Ready(Some(Err(CallerGone)));
            };
            *turn = Turn::Backend(self.0.clock.instant());
            // Trailers stop here.
            if next.as_ref().is_none_or(Frame::is_data) {
                return Poll::Ready(next.map(Ok));
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        let state = self.0.state();
        state.kept.is_empty() && !state.is_read_here && state.body.as_ref().is_none_or(Body::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.0.state().body.as_ref().map_or_else(SizeHint::default, Body::size_hint)
    }
}
