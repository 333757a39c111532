//! What is recorded of a request on its way, where the request history is on. The flows tell what happens; nobody but
//! [`History`] reads it. Recording nothing costs nothing: what would be told is not even made.

use std::fmt::Display;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;
use emulator_api::admin::requests::{ApiType, PolicyKind, RequestEvent, Step, TemplateUse};
use http::{HeaderMap, Method, Request, Response, StatusCode, Uri};
use serde_json::Value;

use crate::clock::{MachineClock, Timestamp};
use crate::gateway::authorize::Caller;
use crate::gateway::body::AnswerBody;
use crate::gateway::connections::Connection;
use crate::gateway::error::{GatewayError, GatewayResponseType};
use crate::gateway::recorder::payload::Begun;
use crate::policy::{Decision, Question};
use crate::runtime::{Api, Stages};

mod history;
mod payload;
mod redaction;
mod story;
mod streamed;
mod unanswered;

pub use history::{Filter, History, Recorded};
pub use unanswered::{Unanswered, gone};

use story::Ending;

/// Takes down what happens to one request; all parts of a flow share it.
#[derive(Clone, Debug, Default)]
pub struct Recorder(Option<Arc<Recording>>);

/// What was taken down so far.
#[derive(Debug)]
struct Recording {
    clock: MachineClock,
    started: Instant,
    subject: Subject,
    told: Mutex<Vec<(Duration, Told)>>,
}

/// What a recording is about.
#[derive(Clone, Debug)]
pub struct Subject {
    /// What the request is.
    pub event: RequestEvent,
    /// When it came.
    pub at: Timestamp,
    /// The API and its stage, where there are such.
    pub place: Option<Place>,
}

/// The API that a request is for, and the stage.
#[derive(Clone, Debug)]
pub struct Place {
    pub(in crate::gateway) account: Arc<str>,
    pub(in crate::gateway) region: Arc<str>,
    pub(in crate::gateway) api: Arc<str>,
    pub(in crate::gateway) api_type: ApiType,
    pub(in crate::gateway) stage: Option<Arc<str>>,
}

impl Place {
    /// An API, and a stage of it.
    pub fn of(api: &Api, stage: Option<&Arc<str>>) -> Self {
        Self {
            account: Arc::clone(&api.account),
            region: Arc::clone(&api.region),
            api: Arc::clone(&api.id),
            api_type: match api.stages {
                Stages::Rest(_) => ApiType::Rest,
                Stages::Http(_) => ApiType::Http,
                Stages::WebSocket(_) => ApiType::WebSocket,
            },
            stage: stage.cloned(),
        }
    }

    /// Where a client is connected to.
    pub fn of_connection(connection: &Connection) -> Self {
        Self {
            account: Arc::clone(&connection.account),
            region: Arc::clone(&connection.region),
            api: Arc::clone(&connection.api),
            api_type: ApiType::WebSocket,
            stage: Some(Arc::clone(&connection.stage)),
        }
    }
}

/// One thing that happened.
#[derive(Debug)]
enum Told {
    /// The head of the request came.
    Head(Box<Head>),
    /// Its body came, or the text of a message.
    Body(Bytes),
    /// A step of the flow begins.
    Step(Step),
    /// The request found its resource or route.
    Route { key: String, resource_id: Option<Box<str>> },
    /// The request is one of this connection, and has this id where its answer does not say it.
    Connection { connection: Box<str>, request_id: Option<Box<str>> },
    /// An authorizer begins.
    Authorizer { kind: &'static str, id: Option<Box<str>> },
    /// A credential that must not be shown.
    Secret(Box<str>),
    /// An authorizer's answer was kept from before.
    FromCache,
    /// It is known who calls.
    Caller(Value),
    /// A policy was asked.
    Policy(Box<Asked>),
    /// The request is counted by this key.
    ApiKey(Box<str>),
    /// The stage's cache was asked.
    Cache { hit: bool },
    /// A mapping template was rendered.
    Template { maps: TemplateUse, input: Begun, output: Result<Begun, String> },
    /// A fault befalls the call of the integration.
    Fault(String),
    /// A backend is called.
    Call(Callee, Box<Sent>),
    /// A backend has answered.
    Answer(Callee, Box<Given>),
    /// A backend gives no answer.
    NoAnswer(Callee, String),
    /// The request is refused, or fails.
    Refusal { kind: Option<&'static str>, message: Option<String>, detail: String },
    /// What goes back to a WebSocket client.
    Frame(Bytes),
}

#[derive(Debug)]
struct Head {
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    source_ip: String,
}

#[derive(Debug)]
struct Asked {
    policy: PolicyKind,
    decision: Decision,
    statement: Option<Box<str>>,
    action: String,
    resource: String,
}

/// Which backend is called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Callee {
    /// That of the integration.
    #[default]
    Integration,
    /// The function of a Lambda authorizer.
    Authorizer,
}

/// What a backend is sent.
#[derive(Debug, Default)]
pub(in crate::gateway) struct Sent {
    pub(in crate::gateway) method: Option<Method>,
    pub(in crate::gateway) uri: String,
    pub(in crate::gateway) headers: HeaderMap,
    pub(in crate::gateway) body: Bytes,
}

/// What a backend gives.
#[derive(Debug, Default)]
pub(in crate::gateway) struct Given {
    pub(in crate::gateway) status: u16,
    pub(in crate::gateway) headers: HeaderMap,
    pub(in crate::gateway) body: Bytes,
    pub(in crate::gateway) request_id: Option<Box<str>>,
}

impl Recorder {
    /// One that takes down nothing.
    pub const OFF: Self = Self(None);

    /// Whether anything is taken down.
    pub fn is_on(&self) -> bool {
        self.0.is_some()
    }

    /// One that takes down everything from now on.
    fn of(clock: MachineClock, subject: Subject) -> Self {
        let started = clock.instant();
        Self(Some(Arc::new(Recording { clock, started, subject, told: Mutex::default() })))
    }

    fn tell(&self, what: impl FnOnce() -> Told) {
        if let Some(recording) = &self.0 {
            let what = what();
            let at = recording.clock.instant().duration_since(recording.started);
            recording.told.lock().unwrap_or_else(PoisonError::into_inner).push((at, what));
        }
    }

    /// The head of the request came.
    pub(crate) fn head<B>(&self, request: &Request<B>, peer: SocketAddr) {
        self.tell(|| {
            let (method, uri, headers) = (request.method().clone(), request.uri().clone(), request.headers().clone());
            Told::Head(Box::new(Head { method, uri, headers, source_ip: peer.ip().to_string() }))
        });
    }

    /// The request's body came, or the text of a message.
    pub(crate) fn body(&self, body: impl FnOnce() -> Bytes) {
        self.tell(|| Told::Body(body()));
    }

    /// A step of the flow begins.
    pub(in crate::gateway) fn step(&self, step: Step) {
        self.tell(|| Told::Step(step));
    }

    /// The request found its resource or route.
    pub(in crate::gateway) fn route(&self, found: impl FnOnce() -> (String, Option<Box<str>>)) {
        self.tell(|| {
            let (key, resource_id) = found();
            Told::Route { key, resource_id }
        });
    }

    /// The request is one of a connection.
    pub(in crate::gateway) fn connection(&self, connection: &str, request_id: Option<&str>) {
        self.tell(|| Told::Connection { connection: connection.into(), request_id: request_id.map(Into::into) });
    }

    /// An authorizer begins. `kind` is its type, or the route's `authorizationType`.
    pub(in crate::gateway) fn authorizer(&self, kind: &'static str, id: Option<&str>) {
        self.tell(|| Told::Authorizer { kind, id: id.map(Into::into) });
    }

    /// A credential came with the request: it must not be shown wherever it goes.
    pub(in crate::gateway) fn secret(&self, secret: &str) {
        self.tell(|| Told::Secret(secret.into()));
    }

    /// The authorizer's answer was kept from before.
    pub(in crate::gateway) fn kept_answer(&self) {
        self.tell(|| Told::FromCache);
    }

    /// It is known who calls.
    pub(in crate::gateway) fn caller(&self, caller: &Caller) {
        self.tell(|| Told::Caller(caller.to_json()));
    }

    /// A policy was asked, and `statement` decided.
    pub(in crate::gateway) fn policy(
        &self,
        policy: PolicyKind,
        decision: Decision,
        question: &Question<'_>,
        statement: impl FnOnce() -> Option<Box<str>>,
    ) {
        self.tell(|| {
            let (action, resource) = (question.action.to_owned(), question.resource.to_owned());
            Told::Policy(Box::new(Asked { policy, decision, statement: statement(), action, resource }))
        });
    }

    /// The request is counted by the key with this id.
    pub(in crate::gateway) fn api_key(&self, id: &str) {
        self.tell(|| Told::ApiKey(id.into()));
    }

    /// The stage's cache was asked.
    pub(in crate::gateway) fn cache(&self, hit: bool) {
        self.tell(|| Told::Cache { hit });
    }

    /// A mapping template was rendered.
    pub(in crate::gateway) fn template<'o>(
        &self,
        maps: TemplateUse,
        input: &[u8],
        output: impl FnOnce() -> Result<&'o [u8], String>,
    ) {
        self.tell(|| Told::Template { maps, input: Begun::copied(input), output: output().map(Begun::copied) });
    }

    /// A fault befalls the call of the integration.
    pub(in crate::gateway) fn fault(&self, fault: &impl Display) {
        self.tell(|| Told::Fault(fault.to_string()));
    }

    /// A backend is called.
    pub(in crate::gateway) fn call(&self, callee: Callee, sent: impl FnOnce() -> Sent) {
        self.tell(|| Told::Call(callee, Box::new(sent())));
    }

    /// A backend has answered, or will not.
    pub(in crate::gateway) fn answer(&self, callee: Callee, given: impl FnOnce() -> Result<Given, String>) {
        self.tell(|| match given() {
            Ok(given) => Told::Answer(callee, Box::new(given)),
            Err(why) => Told::NoAnswer(callee, why),
        });
    }

    /// The request is refused, or fails, and the caller is told this.
    pub(crate) fn refusal(&self, error: &GatewayError, message: Option<&str>) {
        self.tell(|| Told::Refusal {
            kind: Some(error.kind.name()),
            message: message.map(ToOwned::to_owned),
            detail: error.detail.clone().into_owned(),
        });
    }

    /// The request is refused, or fails, and none of AWS's types says so.
    pub(crate) fn failure(&self, detail: impl FnOnce() -> String) {
        self.tell(|| Told::Refusal { kind: None, message: None, detail: detail() });
    }

    /// What a WebSocket client is told of a failure whose detail was told before.
    pub(in crate::gateway) fn refused(&self, kind: Option<GatewayResponseType>, message: &str) {
        self.tell(|| {
            let kind = kind.map(GatewayResponseType::name);
            Told::Refusal { kind, message: Some(message.to_owned()), detail: message.to_owned() }
        });
    }

    /// What goes back to a WebSocket client.
    pub(in crate::gateway) fn frame(&self, text: impl FnOnce() -> Bytes) {
        self.tell(|| Told::Frame(text()));
    }

    /// The request has its answer. One that is streamed ends the story when it ends.
    pub(crate) fn answered(self, history: &Arc<History>, answer: Response<AnswerBody>) -> Response<AnswerBody> {
        match answer.body() {
            _ if !self.is_on() => answer,
            AnswerBody::Streamed(_) => streamed::ended_with_the_body(history, self, answer),
            AnswerBody::Whole(_) => {
                let body = answer.body().bytes().map(|body| Begun::copied(&body));
                self.ended(history, answer.status(), answer.headers().clone(), body);
                answer
            }
        }
    }

    /// The request has ended without an answer of its own.
    pub(in crate::gateway) fn done(&self, history: &Arc<History>, status: StatusCode) {
        if self.is_on() {
            self.ended(history, status, HeaderMap::new(), None);
        }
    }

    fn ended(&self, history: &Arc<History>, status: StatusCode, headers: HeaderMap, body: Option<Begun>) {
        let Some(recording) = self.0.clone() else { return };
        let took = recording.clock.instant().duration_since(recording.started);
        let told = std::mem::take(&mut *recording.told.lock().unwrap_or_else(PoisonError::into_inner));
        let ending = Ending { status, headers, body, took };
        history.tell(recording.subject.at, move || story::tell(&recording, told, ending));
    }
}
