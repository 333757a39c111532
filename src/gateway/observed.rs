//! What is observed of a request on its way, for access logs and metrics: how long its steps took and how they ended.

use std::borrow::{Borrow, Cow};
use std::fmt;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::Response;

use crate::clock::MachineClock;
use crate::gateway::error::GatewayError;
use crate::gateway::faults::Strike;
use crate::gateway::recorder::{Callee, Given, Recorder, Sent};

/// What is observed of one call of a backend, and what befalls it. Each call of a request has its own.
#[derive(Debug, Default)]
pub struct BackendCall {
    ended: OnceLock<Ended>,
    strike: OnceLock<Box<Strike>>,
    callee: Callee,
    recorder: Recorder,
}

/// How a backend's call ended.
#[derive(Debug)]
pub struct Ended {
    /// How long it took.
    pub latency: Duration,
    /// The status of whatever answered: an HTTP backend's, or Lambda's own, which is 200 also for a function that fails.
    pub status: Option<u16>,
    /// The id that the backend gave the call.
    pub request_id: Option<Box<str>>,
    /// The other id, which some AWS services give too (`x-amz-id-2`).
    pub second_request_id: Option<Box<str>>,
}

impl BackendCall {
    /// A call of the backend of an integration or an authorizer.
    pub(super) fn of(callee: Callee, recorder: &Recorder) -> Self {
        Self { callee, recorder: recorder.clone(), ..Self::default() }
    }

    /// Has it recorded what the backend is sent.
    pub(super) fn sent(&self, sent: impl FnOnce() -> Sent) {
        self.recorder.call(self.callee, sent);
    }

    /// Has it recorded what the backend gave.
    pub(super) fn given<T, E: fmt::Display>(&self, answered: &Result<T, E>, given: impl FnOnce(&T) -> Given) {
        self.recorder.answer(self.callee, || answered.as_ref().map(given).map_err(ToString::to_string));
    }

    /// Takes note of the end.
    pub(super) fn ended(&self, ended: Ended) {
        self.ended.get_or_init(|| ended);
    }

    /// The end of the call, once it was made.
    pub fn get(&self) -> Option<&Ended> {
        self.ended.get()
    }

    /// Lets a fault befall the call.
    pub(super) fn suffer(&self, strike: Box<Strike>) -> &Strike {
        self.recorder.fault(&strike);
        self.strike.get_or_init(|| strike)
    }

    /// The fault that befalls the call.
    pub(super) fn strike(&self) -> Option<&Strike> {
        self.strike.get().map(|strike| &**strike)
    }

    /// Whether a fault answers in the place of the backend.
    pub(super) fn is_answered_by_a_fault(&self) -> bool {
        self.strike().is_some_and(|strike| strike.in_place_of_the_backend().is_some())
    }

    /// Marks the answer whose client is not to get it.
    pub(super) fn cut_off<B>(&self, mut answer: Response<B>) -> Response<B> {
        if self.cuts_the_client() {
            answer.extensions_mut().insert(CutOff);
        }
        answer
    }

    /// Whether a fault cuts the client's connection.
    pub(super) fn cuts_the_client(&self) -> bool {
        self.strike().is_some_and(Strike::cuts_the_client)
    }
}

/// In the extensions of an answer: its client's connection is cut instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CutOff;

impl fmt::Display for CutOff {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a fault cuts the client's connection")
    }
}

impl std::error::Error for CutOff {}

/// What is observed of the checks that a request goes through. Those that its method does not ask for stay empty.
#[derive(Debug, Default)]
pub struct Checks {
    /// Who signed the request?
    pub authenticate: Check,
    /// What does the authorizer say?
    pub authorizer: Check,
    /// Do the policies allow it?
    pub authorize: Check,
    /// Does the web ACL let it pass?
    pub waf: Check,
    /// The call of a Lambda authorizer's function.
    pub authorizer_call: BackendCall,
    /// What the function answered.
    pub authorizer_answer: OnceLock<Bytes>,
}

impl Checks {
    /// The checks of a request that is perhaps recorded.
    pub(super) fn of(recorder: &Recorder) -> Self {
        Self { authorizer_call: BackendCall::of(Callee::Authorizer, recorder), ..Self::default() }
    }

    /// What the checks of a request came to, as access logs tell it: the variables `authenticate.…`, `authorize.…`, and of
    /// `authorizer.…` those that are not of the caller.
    pub fn logged_value(&self, name: &str) -> Option<Cow<'_, str>> {
        let (check, member) = name.split_once('.')?;
        match (check, member) {
            ("authorizer", "integrationLatency") => Some(milliseconds(self.authorizer_call.get()?.latency)),
            ("authorizer", "integrationStatus") => Some(self.authorizer_call.get()?.status?.to_string().into()),
            ("authorizer", "requestId") => self.authorizer_call.get()?.request_id.as_deref().map(Cow::Borrowed),
            ("authorizer", _) => self.authorizer.logged_value(member),
            ("authorize", _) => self.authorize.logged_value(member),
            ("waf", _) => self.waf.logged_value(member),
            ("authenticate", _) => self.authenticate.logged_value(member),
            _ => None,
        }
    }
}

/// A time in whole milliseconds, as all latencies are logged.
pub(super) fn milliseconds<'t>(time: Duration) -> Cow<'t, str> {
    time.as_millis().to_string().into()
}

/// What is observed of one check.
#[derive(Debug, Default)]
pub struct Check(OnceLock<Checked>);

/// How a check ended.
#[derive(Debug)]
pub struct Checked {
    /// How long it took.
    pub latency: Duration,
    /// 200, or the status that the caller gets.
    pub status: u16,
    /// Why the request does not pass.
    pub error: Option<Box<str>>,
}

impl Check {
    /// Takes note of what a check that began at `started` came to.
    pub(super) fn ended<T, E>(&self, clock: MachineClock, started: Instant, result: &Result<T, E>)
    where
        E: Borrow<GatewayError>,
    {
        let latency = clock.instant().duration_since(started);
        let error = result.as_ref().err().map(Borrow::borrow);
        let status = error.map_or(200, |error| error.status().as_u16());
        let error = error.map(|error| error.message().unwrap_or(&error.detail).into());
        self.0.get_or_init(|| Checked { latency, status, error });
    }

    fn logged_value(&self, member: &str) -> Option<Cow<'_, str>> {
        let ended = self.get()?;
        match member {
            "error" => ended.error.as_deref().map(Cow::Borrowed),
            "latency" => Some(milliseconds(ended.latency)),
            "status" => Some(ended.status.to_string().into()),
            _ => None,
        }
    }

    /// The end of the check, once it was made.
    pub fn get(&self) -> Option<&Checked> {
        self.0.get()
    }
}
