//! The last requests, with their stories. What is kept is bounded in number and in bytes; the lock is held for a moment, never
//! across an await.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use emulator_api::admin::requests::{RecordedRequest, RequestFilter, RequestSummary};
use tokio::sync::watch;

use crate::clock::{MachineClock, Timestamp};
use crate::gateway::recorder::{Recorder, Subject};

/// The most bytes that all stories have together; the oldest go first.
const BUDGET: usize = 32 * 1024 * 1024;

/// What a story takes besides its texts.
const OVERHEAD: usize = size_of::<Recorded>() + 128;

/// The last requests.
#[derive(Debug)]
pub struct History {
    /// How many are kept; 0 is off.
    keep: AtomicUsize,
    kept: Mutex<Kept>,
    /// The number of the last story.
    last: watch::Sender<u64>,
}

#[derive(Debug, Default)]
struct Kept {
    stories: VecDeque<Arc<Recorded>>,
    bytes: usize,
    last: u64,
}

/// A request that is kept.
#[derive(Debug)]
pub struct Recorded {
    /// Its place in the order in which requests ended, from 1.
    pub number: u64,
    /// When it came, by the clock of its account.
    pub at: Timestamp,
    /// It in a few words.
    pub summary: RequestSummary,
    /// Its whole story as JSON, a [`RecordedRequest`].
    pub story: Bytes,
}

impl Recorded {
    fn bytes(&self) -> usize {
        let RequestSummary { path, route, refused, .. } = &self.summary;
        let texts = [path, route, refused].into_iter().flatten().map(String::len).sum::<usize>();
        OVERHEAD + self.story.len() + texts
    }
}

impl Default for History {
    fn default() -> Self {
        Self { keep: AtomicUsize::new(0), kept: Mutex::default(), last: watch::Sender::new(0) }
    }
}

impl History {
    /// One that keeps the last so many requests.
    pub fn keeping(keep: usize) -> Self {
        let history = Self::default();
        history.keep.store(keep, Ordering::Relaxed);
        history
    }

    /// Whether requests are kept.
    pub fn is_on(&self) -> bool {
        self.keep.load(Ordering::Relaxed) > 0
    }

    /// How many requests are kept at most.
    pub fn limit(&self) -> usize {
        self.keep.load(Ordering::Relaxed)
    }

    /// Keeps so many from now on; with 0 none, and those that are kept are forgotten.
    pub fn keep_at_most(&self, keep: usize) {
        self.keep.store(keep, Ordering::Relaxed);
        self.lock().trim(keep);
    }

    /// What takes down a request, if requests are kept.
    pub(in crate::gateway) fn recorder(&self, clock: MachineClock, subject: impl FnOnce() -> Subject) -> Recorder {
        if self.is_on() { Recorder::of(clock, subject()) } else { Recorder::OFF }
    }

    /// Keeps the story of a request.
    pub(super) fn keep(&self, at: Timestamp, story: RecordedRequest) {
        // Names, texts and numbers always become JSON.
        let written = serde_json::to_vec(&story).unwrap_or_default();
        let mut recorded = Recorded { number: 0, at, summary: story.summary, story: Bytes::from(written.into_boxed_slice()) };
        let number = {
            let mut kept = self.lock();
            kept.last += 1;
            recorded.number = kept.last;
            kept.bytes += recorded.bytes();
            kept.stories.push_back(Arc::new(recorded));
            kept.trim(self.limit());
            kept.last
        };
        self.last.send_if_modified(|last| {
            let is_later = number > *last;
            *last = number.max(*last);
            is_later
        });
    }

    /// The requests that a filter lets pass, the last first.
    pub fn list(&self, filter: &Filter) -> Vec<Arc<Recorded>> {
        let kept = self.lock();
        let passing = kept.stories.iter().rev().filter(|recorded| filter.passes(recorded));
        passing.take(filter.said.limit.unwrap_or(usize::MAX)).cloned().collect()
    }

    /// The request with an id; the last of them, as callers may choose ids.
    pub fn find(&self, id: &str) -> Option<Arc<Recorded>> {
        self.lock().stories.iter().rev().find(|recorded| recorded.summary.request_id == id).cloned()
    }

    /// Forgets the requests that a filter lets pass; how many.
    pub fn forget(&self, filter: &Filter) -> usize {
        let mut kept = self.lock();
        let before = kept.stories.len();
        kept.stories.retain(|recorded| !filter.passes(recorded));
        kept.bytes = kept.stories.iter().map(|recorded| recorded.bytes()).sum();
        if kept.stories.is_empty() {
            kept.stories.shrink_to_fit();
        }
        before - kept.stories.len()
    }

    /// The requests that ended after the one with a number, the first first.
    pub fn after(&self, number: u64) -> Vec<Arc<Recorded>> {
        let kept = self.lock();
        let from = kept.stories.partition_point(|recorded| recorded.number <= number);
        kept.stories.range(from..).cloned().collect()
    }

    /// Tells the number of the last request whenever there is another one.
    pub fn follow(&self) -> watch::Receiver<u64> {
        self.last.subscribe()
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    /// Forgets the oldest until no more are left than may be.
    fn trim(&mut self, keep: usize) {
        while self.stories.len() > keep || self.bytes > BUDGET {
            let Some(oldest) = self.stories.pop_front() else { break };
            self.bytes -= oldest.bytes();
        }
        if self.stories.is_empty() {
            self.stories.shrink_to_fit();
        }
    }
}

/// Which requests are meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// What is said of them.
    pub said: RequestFilter,
    /// The time of `said.since`.
    pub since: Option<Timestamp>,
}

impl Filter {
    /// Whether a request is meant.
    pub fn passes(&self, recorded: &Recorded) -> bool {
        let RequestFilter { account, region, api, stage, status, path, method, since: _, limit: _ } = &self.said;
        let same = |wanted: &Option<String>, actual: &Option<String>| wanted.is_none() || wanted == actual;
        let summary = &recorded.summary;
        let sent = |text: &Option<String>, is_meant: &dyn Fn(&str) -> bool| text.as_deref().is_some_and(is_meant);
        account.as_ref().is_none_or(|account| summary.account.as_deref() == Some(account.as_str()))
            && region.as_ref().is_none_or(|region| summary.region.as_deref() == Some(region.as_str()))
            && same(api, &summary.api_id)
            && same(stage, &summary.stage)
            && status.is_none_or(|status| status.passes(summary.status))
            && path.as_deref().is_none_or(|path| sent(&summary.path, &|sent| matches(path, sent)))
            && method.as_deref().is_none_or(|method| sent(&summary.method, &|sent| sent.eq_ignore_ascii_case(method)))
            && self.since.is_none_or(|since| recorded.at >= since)
    }
}

/// Whether a text is as the pattern says, whose `*` stand for anything.
fn matches(pattern: &str, text: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else { return pattern == text };
    let Some(mut text) = text.strip_prefix(start) else { return false };
    let mut pieces = rest.split('*').peekable();
    while let Some(piece) = pieces.next() {
        if pieces.peek().is_none() {
            return text.ends_with(piece);
        }
        match text.find(piece) {
            Some(at) => text = &text[at + piece.len()..],
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use emulator_api::admin::requests::RequestEvent;

    use super::*;

    fn story(id: usize, detail: &str) -> RecordedRequest {
        let summary = RequestSummary {
            request_id: id.to_string(),
            time: String::new(),
            event: RequestEvent::Request,
            account: Some("000000000000".to_owned()),
            region: None,
            api_id: None,
            api_type: None,
            stage: None,
            method: Some("GET".to_owned()),
            path: Some(format!("/prod/orders/{id}")),
            route: None,
            status: 404,
            millis: 1.0,
            refused: Some(detail.to_owned()),
        };
        summary.into()
    }

    fn filled(keep: usize, count: usize, detail: &str) -> History {
        let history = History::keeping(keep);
        (0..count).for_each(|id| history.keep(Timestamp::from_millis(id.try_into().unwrap()), story(id, detail)));
        history
    }

    fn ids(history: &History, filter: &Filter) -> Vec<String> {
        history.list(filter).iter().map(|recorded| recorded.summary.request_id.clone()).collect()
    }

    #[test]
    fn the_last_so_many_are_kept() {
        assert_eq!(ids(&filled(3, 10, ""), &Filter::default()), ["9", "8", "7"]);
    }

    #[test]
    fn all_together_have_no_more_bytes_than_they_may() {
        let history = filled(1_000_000, 100, &"a".repeat(1024 * 1024));
        let kept = history.lock();
        assert!(kept.bytes <= BUDGET && kept.stories.len() < 100 && !kept.stories.is_empty(), "{}", kept.stories.len());
        assert_eq!(kept.bytes, kept.stories.iter().map(|recorded| recorded.bytes()).sum::<usize>());
    }

    #[test]
    fn what_is_switched_off_keeps_nothing() {
        let history = filled(3, 10, "");
        history.keep_at_most(0);
        assert!(history.list(&Filter::default()).is_empty());
        assert!(!history.recorder(MachineClock, || unreachable!("nobody asks for the subject")).is_on());
        history.keep(Timestamp::from_millis(0), story(1, ""));
        assert!(history.list(&Filter::default()).is_empty(), "one that was under way ends");
    }

    #[test]
    fn a_filter_lets_pass_what_it_means() {
        let history = filled(100, 20, "");
        let said = |query: &str| serde_json::from_str(query).unwrap();
        let count = |query: &str| history.list(&Filter { said: said(query), since: None }).len();
        assert_eq!(count(r#"{"status": "4xx"}"#), 20);
        assert_eq!(count(r#"{"status": "403"}"#), 0);
        assert_eq!(count(r#"{"path": "/prod/*/7"}"#), 1);
        assert_eq!(count(r#"{"path": "/prod/orders"}"#), 0);
        assert_eq!(count(r#"{"method": "get", "limit": 5}"#), 5);
        assert_eq!(count(r#"{"account": "111122223333"}"#), 0);
        assert_eq!(history.list(&Filter { since: Some(Timestamp::from_millis(15)), ..Filter::default() }).len(), 5);
        assert_eq!(history.forget(&Filter { said: said(r#"{"path": "*1*"}"#), since: None }), 11);
        assert_eq!(count("{}"), 9);
    }

    #[test]
    fn who_follows_gets_what_comes_after() {
        let history = filled(5, 10, "");
        let numbers = |after| history.after(after).iter().map(|recorded| recorded.number).collect::<Vec<_>>();
        assert_eq!(numbers(8), [9, 10]);
        assert_eq!(numbers(0), [6, 7, 8, 9, 10], "what was forgotten is not told");
        assert_eq!(*history.follow().borrow(), 10);
    }
}
