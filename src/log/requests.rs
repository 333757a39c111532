//! One line a request. It is made when the request ends, and written beside requests, with those of others. Where the filter
//! keeps these lines away, nothing of it is done.

use std::cell::RefCell;
use std::io::{self, Write};
use std::sync::Arc;
use std::time::Duration;

use http::uri::PathAndQuery;
use http::{Method, StatusCode};

use super::{Batches, Format, written};
use crate::clock::{MachineClock, Moment, Timestamp};
use crate::tasks::Tasks;

/// The bytes of lines that wait to be written.
const MOST_WAITING: usize = 16 * 1024 * 1024;

thread_local! {
    /// The room for a line on its way, used again by the next.
    static LINE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// The lines of requests. The default has none.
#[derive(Clone, Debug, Default)]
pub struct RequestLog(Option<Arc<Writer>>);

#[derive(Debug)]
struct Writer {
    batches: Batches<u8>,
    is_json: bool,
    tasks: Tasks,
}

/// What a line is made of.
#[derive(Debug)]
pub(super) struct Entry<'e> {
    pub(super) at: Timestamp,
    pub(super) took: Duration,
    pub(super) event: Event<'e>,
}

/// What a line tells of.
#[derive(Clone, Copy, Debug)]
pub enum Event<'e> {
    /// A request, and its answer.
    Request {
        /// Its method.
        method: &'e Method,
        /// Its path; the query may hold secrets and is not told.
        target: Option<&'e PathAndQuery>,
        /// What it was for.
        subject: &'e Subject,
        /// The status of its answer.
        status: StatusCode,
        /// The WebSocket connection that came of it.
        connection: Option<&'e str>,
        /// The id that the answer tells.
        request_id: Option<&'e str>,
        /// The type of AWS's error, if it is one.
        error: Option<&'e str>,
    },
    /// A message of a WebSocket client.
    Message {
        /// The connection.
        connection: &'e ConnectionMark,
        /// The route that it took; empty when there was none.
        route: &'e str,
        /// What came of it.
        status: StatusCode,
        /// Its id.
        request_id: &'e str,
    },
    /// The end of a WebSocket connection.
    Disconnect {
        /// The connection.
        connection: &'e ConnectionMark,
        /// The code that it was closed with.
        code: u16,
    },
}

/// What a request was for.
#[derive(Debug, Default)]
pub enum Subject {
    /// Nothing that is there.
    #[default]
    Unknown,
    /// A stage of an API.
    Stage(Place),
    /// An operation of an AWS service.
    Operation {
        /// Its name; none when the request is no operation.
        name: Option<&'static str>,
        /// The caller's account.
        account: String,
        /// The region.
        region: String,
    },
}

/// A stage of an API.
#[derive(Clone, Debug)]
pub struct Place {
    /// The API's id.
    pub api: Arc<str>,
    /// The stage's name; none when the API has no such stage.
    pub stage: Option<Arc<str>>,
}

/// What every line of a WebSocket connection tells of it. It is written once, for there are as many lines as messages.
#[derive(Debug)]
pub struct ConnectionMark(pub(super) Box<str>);

impl RequestLog {
    /// The lines of requests, if the filter of the log lets them pass: `request=off` does not, nor does `warn`.
    pub fn new(format: Format, tasks: Tasks) -> Self {
        let is_on = tracing::enabled!(target: "request", tracing::Level::INFO);
        Self(is_on.then(|| Arc::new(Writer { batches: Batches::new(MOST_WAITING), is_json: format.is_json(), tasks })))
    }

    /// What the lines of a connection have in common: the id of its API, the name of its stage, and its own id.
    pub fn connection_mark(&self, api: &str, stage: &str, connection: &str) -> ConnectionMark {
        let written = self.0.as_ref().map(|writer| written::connection_mark(writer.is_json, api, stage, connection));
        ConnectionMark(written.unwrap_or_default().into())
    }

    /// Takes note of when something begins; none when it gets no line.
    pub fn start(&self, clock: MachineClock) -> Option<Moment> {
        self.0.as_ref().map(|_| clock.moment())
    }

    /// Writes a line of what has ended just now.
    pub fn add(&self, began: Moment, clock: MachineClock, event: Event<'_>) {
        let Some(writer) = &self.0 else { return };
        let took = clock.instant().saturating_duration_since(began.instant);
        let is_first = LINE.with_borrow_mut(|line| {
            line.clear();
            Entry { at: began.at, took, event }.write(writer.is_json, line);
            writer.batches.add_all(line.as_bytes())
        });
        if is_first {
            let work = Arc::clone(writer);
            writer.tasks.spawn(async move { work.write().await });
        }
    }
}

impl Writer {
    /// Writes until nothing waits.
    async fn write(&self) {
        let mut room = Vec::new();
        while let Some((lines, lost)) = self.batches.next(room).await {
            if lost > 0 {
                tracing::warn!(
                    "{lost} requests have no line: they came faster than standard error takes them; --log request=off,info turns the lines off"
                );
            }
            // The room of these lines serves those that come while the next are written.
            room = tokio::task::spawn_blocking(move || write_out(lines)).await.unwrap_or_default();
        }
    }
}

/// Writes lines to standard error, and leaves their room.
fn write_out(mut lines: Vec<u8>) -> Vec<u8> {
    // Where nobody reads there is nowhere else to say so; perhaps someone does later.
    let _written = io::stderr().write_all(&lines);
    lines.shrink_to(2 * lines.len());
    lines.clear();
    lines
}
