//! The last requests, with their stories. What is kept is bounded in number and in bytes; the lock is held for a moment, never
//! across an await.

use std::collections::{BTreeSet, VecDeque};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use emulator_api::admin::requests::{RecordedRequest, RequestFilter, RequestSummary};
use tokio::runtime::Handle;
use tokio::sync::watch;

use crate::clock::{MachineClock, Timestamp};
use crate::gateway::recorder::{Recorder, Subject};
use crate::tasks::Tasks;

/// The most bytes that all stories have together; the oldest go first.
const BUDGET: usize = 32 * 1024 * 1024;

/// So many stories wait to be told; they hold whole bodies. Further ones are told before their answers go out.
const MOST_UNTOLD: usize = 16;

/// What a story takes besides its texts.
const OVERHEAD: usize = size_of::<Recorded>() + 128;

/// The last requests.
#[derive(Debug, Default)]
pub struct History {
    /// How many are kept; 0 is off.
    keep: AtomicUsize,
    kept: Mutex<Kept>,
    /// Up to which number every story is told.
    told: watch::Sender<u64>,
    tasks: Tasks,
}

#[derive(Debug, Default)]
struct Kept {
    stories: VecDeque<Arc<Recorded>>,
    bytes: usize,
    /// The number of the request that ended last.
    last: u64,
    /// The numbers of those whose story is being told.
    untold: BTreeSet<u64>,
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

impl History {
    /// One that keeps the last so many requests, and tells their stories beside them.
    pub fn keeping(keep: usize, tasks: Tasks) -> Self {
        Self { keep: AtomicUsize::new(keep), tasks, ..Self::default() }
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

    /// Has the story told, beside requests, of one that has just ended.
    pub(super) fn tell(self: &Arc<Self>, at: Timestamp, story: impl FnOnce() -> RecordedRequest + Send + 'static) {
        let (number, untold) = self.lock().ended();
        let turn = Turn { history: Arc::clone(self), number, recorded: None };
        if untold <= MOST_UNTOLD && Handle::try_current().is_ok() {
            self.tasks.spawn(async move { turn.keep(at, story()) });
        } else {
            turn.keep(at, story());
        }
    }

    /// Waits until the stories are told of all requests that have ended.
    pub async fn settled(&self) {
        let ended = self.lock().last;
        drop(self.follow().wait_for(|told| *told >= ended).await);
    }

    /// A story is told, or never will be.
    fn told(&self, number: u64, recorded: Option<Recorded>) {
        let up_to = {
            let mut kept = self.lock();
            kept.untold.remove(&number);
            if let Some(recorded) = recorded {
                kept.add(recorded);
                kept.trim(self.limit());
            }
            kept.told()
        };
        self.told.send_if_modified(|told| {
            let is_later = up_to > *told;
            *told = up_to.max(*told);
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
        let behind = |number: u64| kept.stories.partition_point(|recorded| recorded.number <= number);
        kept.stories.range(behind(number)..behind(kept.told().max(number))).cloned().collect()
    }

    /// Tells the number up to which every story is told, whenever there are more.
    pub fn follow(&self) -> watch::Receiver<u64> {
        self.told.subscribe()
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The place of a request that has ended among the others. Also a story that cannot be told gives it up.
struct Turn {
    history: Arc<History>,
    number: u64,
    recorded: Option<Recorded>,
}

impl Turn {
    fn keep(mut self, at: Timestamp, story: RecordedRequest) {
        // Names, texts and numbers always become JSON.
        let written = serde_json::to_vec(&story).unwrap_or_default();
        let (number, summary) = (self.number, story.summary);
        self.recorded = Some(Recorded { number, at, summary, story: Bytes::from(written.into_boxed_slice()) });
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.history.told(self.number, self.recorded.take());
    }
}

impl Kept {
    /// A request has ended: its number, and how many wait to be told, with it.
    fn ended(&mut self) -> (u64, usize) {
        self.last += 1;
        self.untold.insert(self.last);
        (self.last, self.untold.len())
    }

    /// Up to which number every story is told.
    fn told(&self) -> u64 {
        self.untold.first().map_or(self.last, |first| first - 1)
    }

    fn add(&mut self, recorded: Recorded) {
        self.bytes += recorded.bytes();
        let place = self.stories.partition_point(|other| other.number < recorded.number);
        self.stories.insert(place, Arc::new(recorded));
    }

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

    fn filled(keep: usize, count: usize, detail: &str) -> Arc<History> {
        let history = Arc::new(History::keeping(keep, Tasks::default()));
        for id in 0..count {
            let story = story(id, detail);
            history.tell(Timestamp::from_millis(id.try_into().unwrap()), move || story);
        }
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
        history.tell(Timestamp::from_millis(0), || story(1, ""));
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

    #[tokio::test]
    async fn stories_are_told_beside_requests_and_whoever_asks_waits_for_them() {
        let history = filled(20, 3, "");
        assert!(history.list(&Filter::default()).is_empty(), "an answer waits for no story");
        history.settled().await;
        assert_eq!(ids(&history, &Filter::default()), ["2", "1", "0"]);
        let stories = filled(100, MOST_UNTOLD + 5, "");
        assert_eq!(ids(&stories, &Filter::default()).len(), 5, "what waits does not pile up");
        assert!(stories.after(0).is_empty(), "what follows is told in order");
        stories.settled().await;
        assert_eq!(stories.after(0).len(), MOST_UNTOLD + 5);
    }

    #[tokio::test]
    async fn a_story_that_cannot_be_told_holds_up_no_other() {
        let history = Arc::new(History::keeping(20, Tasks::default()));
        history.tell(Timestamp::from_millis(0), || panic!("this story has no end"));
        history.tell(Timestamp::from_millis(0), || story(1, ""));
        history.settled().await;
        assert_eq!(ids(&history, &Filter::default()), ["1"]);
    }
}
