//! The line of an access log for an answer that is streamed: it is written when the stream has ended, as only then all of it is
//! known (developer guide, "Troubleshoot issues with response streaming in API Gateway").

use std::borrow::Cow;
use std::collections::HashMap;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::body::Frame;

use crate::clock::{MachineClock, Timestamp};
use crate::gateway::body::AnswerBody;
use crate::gateway::logs::Logs;
use crate::gateway::observed::milliseconds;
use crate::gateway::rest::exchange::Exchange;
use crate::gateway::rest::outcome::Outcome;
use crate::runtime::access_log::AccessLog;

/// A line that waits for the end of a stream. Whoever gives the stream up ends it, too.
struct Line {
    logs: Logs,
    log: AccessLog,
    received: Timestamp,
    /// The variables whose values are known with the head of the answer.
    known: HashMap<Box<str>, String>,
    /// How long the request took until then, and its integration.
    before: Latencies,
    clock: MachineClock,
    head_at: Instant,
    first_content_at: Option<Instant>,
    length: usize,
}

#[derive(Clone, Copy)]
struct Latencies {
    request: Duration,
    integration: Duration,
}

impl Exchange<'_> {
    /// Has the request's line written when its body has ended, if its stage has an access log.
    pub(super) fn log_at_the_end(&self, outcome: &Outcome<'_>) -> Option<impl FnOnce(AnswerBody) -> AnswerBody + use<>> {
        let log = self.stage.access_log.as_ref()?;
        let names = log.format.variables();
        let known = names.filter_map(|name| Some((name.into(), self.logged_value(outcome, name)?.into_owned()))).collect();
        let integration = self.integration.get().map_or(Duration::ZERO, |ended| ended.latency);
        let clock = self.gateway.clock;
        let mut line = Line {
            logs: self.gateway.logs.clone(),
            log: log.clone(),
            received: self.received,
            known,
            before: Latencies { request: outcome.latency, integration },
            head_at: clock.instant(),
            clock,
            first_content_at: None,
            length: 0,
        };
        Some(move |body: AnswerBody| {
            AnswerBody::Streamed(
                body.map_frame(move |frame| {
                    line.saw(&frame);
                    frame
                })
                .boxed_unsync(),
            )
        })
    }
}

impl Line {
    fn saw(&mut self, frame: &Frame<Bytes>) {
        if let Some(data) = frame.data_ref() {
            self.first_content_at.get_or_insert_with(|| self.clock.instant());
            self.length += data.len();
        }
    }

    fn value(&self, name: &str, ended_at: Instant) -> Option<Cow<'_, str>> {
        let since_head = |at: Instant| at.duration_since(self.head_at);
        match name {
            "responseLength" => Some(self.length.to_string().into()),
            "responseLatency" => Some(milliseconds(self.before.request + since_head(ended_at))),
            "integration.latency" | "integrationLatency" => Some(milliseconds(self.before.integration + since_head(ended_at))),
            "integration.timeToAllHeaders" => Some(milliseconds(self.before.integration)),
            "integration.timeToFirstContent" => Some(milliseconds(self.before.integration + since_head(self.first_content_at?))),
            name => self.known.get(name).map(|value| Cow::Borrowed(&**value)),
        }
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        let ended_at = self.clock.instant();
        self.logs.access(&self.log, self.received, self.log.format.line(|name| self.value(name, ended_at)));
    }
}
