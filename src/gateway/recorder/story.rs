//! The story of a request: what was told on its way, put in order, without its secrets.

use std::time::Duration;

use emulator_api::admin::requests::{
    ApiType, AuthorizerStory, BackendStory, Headers, PolicyDecision, PolicyStory, ReceivedResponse, RecordedRequest,
    RefusalStory, RequestSummary, SentRequest, Step, StepTime, TemplateStory,
};
use http::{HeaderMap, StatusCode};
use serde_json::Value;

use crate::clock::Timestamp;
use crate::gateway::recorder::payload::{self, Begun};
use crate::gateway::recorder::redaction::{Redactor, Secrets};
use crate::gateway::recorder::{Asked, Callee, Given, Recording, Sent, Told};
use crate::policy::Decision;

/// So many bytes of a header's value, a path, a message or a detail are kept.
const LONGEST_LINE: usize = 2 * 1024;

/// So many headers of a message are kept.
const MOST_HEADERS: usize = 100;

/// The headers by which answers tell the id of their request: those of HTTP APIs, and all others. Backends' own may be beside.
const HTTP_REQUEST_ID: &str = "apigw-requestid";
const REQUEST_ID: &str = "x-amzn-requestid";

/// What a request came to.
pub(super) struct Ending {
    pub(super) status: StatusCode,
    /// The headers of its answer; messages have none.
    pub(super) headers: HeaderMap,
    /// Its answer's body; none where there is no answer but a status.
    pub(super) body: Option<Begun>,
    /// How long it took.
    pub(super) took: Duration,
}

/// Tells the story of a request that has ended.
pub(super) fn tell(recording: &Recording, told: Vec<(Duration, Told)>, ending: Ending) -> RecordedRequest {
    let mut secrets = Secrets::default();
    told.iter().for_each(|(_, told)| learn(&mut secrets, told));
    learn_headers(&mut secrets, &ending.headers);
    if let Some(body) = &ending.body {
        body.learn(&mut secrets);
    }
    let redactor = secrets.redactor();
    let record = summary(recording, &ending).into();
    let mut story = Story { redactor: &redactor, record, step: Some((Step::Receive, Duration::ZERO)), called: [None; 2] };
    for (at, told) in told {
        story.add(at, told);
    }
    story.end(ending)
}

fn summary(recording: &Recording, ending: &Ending) -> RequestSummary {
    let subject = &recording.subject;
    let place = subject.place.as_ref();
    let header = if place.is_some_and(|place| place.api_type == ApiType::Http) { HTTP_REQUEST_ID } else { REQUEST_ID };
    let id = ending.headers.get(header).and_then(|id| id.to_str().ok());
    RequestSummary {
        request_id: id.map_or_else(crate::ids::request_id, ToOwned::to_owned),
        time: in_utc(subject.at),
        event: subject.event,
        account: place.map(|place| (*place.account).to_owned()),
        region: place.map(|place| (*place.region).to_owned()),
        api_id: place.map(|place| (*place.api).to_owned()),
        api_type: place.map(|place| place.api_type),
        stage: place.and_then(|place| place.stage.as_deref()).map(ToOwned::to_owned),
        method: None,
        path: None,
        route: None,
        status: ending.status.as_u16(),
        millis: millis(ending.took),
        refused: None,
    }
}

/// Takes note of the secrets in what was told.
fn learn(secrets: &mut Secrets, told: &Told) {
    match told {
        Told::Head(head) => {
            learn_headers(secrets, &head.headers);
            secrets.learn_uri(head.uri.path_and_query().map_or("", |path| path.as_str()));
        }
        Told::Body(body) | Told::Frame(body) => payload::learn(body, secrets),
        Told::Secret(secret) => secrets.learn(secret),
        Told::Call(_, sent) => {
            learn_headers(secrets, &sent.headers);
            secrets.learn_uri(&sent.uri);
        }
        Told::Answer(_, given) => {
            learn_headers(secrets, &given.headers);
            payload::learn(&given.body, secrets);
        }
        _ => {}
    }
}

fn learn_headers(secrets: &mut Secrets, headers: &HeaderMap) {
    for (name, value) in headers {
        secrets.learn_header(name.as_str(), &String::from_utf8_lossy(value.as_bytes()));
    }
}

struct Story<'s> {
    redactor: &'s Redactor,
    record: RecordedRequest,
    /// The step that goes on, and when it began.
    step: Option<(Step, Duration)>,
    /// When the integration and the authorizer were called.
    called: [Option<Duration>; 2],
}

impl Story<'_> {
    fn add(&mut self, at: Duration, told: Told) {
        let redactor = self.redactor;
        match told {
            Told::Head(head) => {
                self.record.summary.method = Some(head.method.as_str().to_owned());
                self.record.summary.path = Some(self.line(head.uri.path()));
                self.record.source_ip = Some(head.source_ip);
                let request = self.record.request.get_or_insert_default();
                request.method = Some(head.method.as_str().to_owned());
                request.uri = Some(line(redactor.uri(head.uri.path_and_query().map_or("/", |path| path.as_str()))));
                request.headers = headers(redactor, &head.headers);
            }
            Told::Body(body) => self.record.request.get_or_insert_default().body = payload::whole(&body, redactor),
            Told::Step(step) => self.begin(Some(step), at),
            Told::Route { key, resource_id } => {
                self.record.summary.route = Some(key);
                self.record.resource_id = resource_id.map(Into::into);
            }
            Told::Connection { connection, request_id } => {
                self.record.connection_id = Some(connection.into());
                if let Some(id) = request_id {
                    self.record.summary.request_id = id.into();
                }
            }
            Told::Authorizer { kind, id } => {
                let authorizer = self.authorizer();
                authorizer.kind = kind.to_owned();
                authorizer.id = id.map(Into::into);
            }
            Told::Secret(_) => {}
            Told::FromCache => self.authorizer().from_cache = true,
            Told::Caller(caller) => {
                let caller = line(redactor.text(&caller.to_string()));
                self.authorizer().caller = Some(serde_json::from_str(&caller).unwrap_or(Value::String(caller)));
            }
            Told::Policy(asked) => self.record.policies.push(policy(redactor, *asked)),
            Told::ApiKey(id) => self.record.api_key_id = Some(id.into()),
            Told::Cache { hit } => self.record.cache_hit = Some(hit),
            Told::Template { maps, input, output } => {
                let (output, error) = match output {
                    Ok(output) => (Some(output.told(redactor)), None),
                    Err(error) => (None, Some(self.line(&error))),
                };
                self.record.templates.push(TemplateStory { maps, input: input.told(redactor), output, error });
            }
            Told::Fault(fault) => self.record.fault = Some(fault),
            Told::Call(callee, sent) => self.call(callee, at, &sent),
            Told::Answer(callee, given) => {
                let (response, request_id) = (answer(redactor, &given), given.request_id.map(Into::into));
                let call = self.called(callee, at);
                call.response = Some(response);
                call.request_id = request_id;
            }
            Told::NoAnswer(callee, why) => {
                let why = self.line(&why);
                self.called(callee, at).error = Some(why);
            }
            // What is told first is what happened; what follows from it is told with less.
            Told::Refusal { kind, message, detail } => {
                let (message, detail) = (message.map(|message| self.line(&message)), self.line(&detail));
                let refusal = self.record.refusal.get_or_insert(RefusalStory { kind: None, message: None, detail });
                refusal.kind = refusal.kind.take().or(kind.map(ToOwned::to_owned));
                refusal.message = refusal.message.take().or(message);
            }
            Told::Frame(text) => {
                let body = payload::whole(&text, redactor);
                self.record.response = Some(ReceivedResponse { status: None, headers: Headers::new(), body });
            }
        }
    }

    fn authorizer(&mut self) -> &mut AuthorizerStory {
        self.record.authorizer.get_or_insert_default()
    }

    fn line(&self, text: &str) -> String {
        line(self.redactor.text(text))
    }

    /// Ends the step that goes on, and begins another.
    fn begin(&mut self, next: Option<Step>, at: Duration) {
        if let Some((step, began)) = self.step.take() {
            self.record.steps.push(StepTime { step, millis: millis(at.saturating_sub(began)) });
        }
        self.step = next.map(|step| (step, at));
    }

    fn call(&mut self, callee: Callee, at: Duration, sent: &Sent) {
        let request = SentRequest {
            method: sent.method.as_ref().map(|method| method.as_str().to_owned()),
            uri: Some(line(self.redactor.uri(&sent.uri))),
            headers: headers(self.redactor, &sent.headers),
            body: payload::whole(&sent.body, self.redactor),
        };
        let story = Some(BackendStory { request, ..BackendStory::default() });
        match callee {
            Callee::Integration => {
                self.record.integration = story;
                self.begin(Some(Step::Integration), at);
            }
            Callee::Authorizer => self.authorizer().call = story,
        }
        self.called[callee as usize] = Some(at);
    }

    /// The call that has ended.
    fn called(&mut self, callee: Callee, at: Duration) -> &mut BackendStory {
        let took = self.called[callee as usize].map(|began| millis(at.saturating_sub(began)));
        if callee == Callee::Integration {
            self.begin(Some(Step::IntegrationResponse), at);
        }
        let call = match callee {
            Callee::Integration => self.record.integration.get_or_insert_default(),
            Callee::Authorizer => self.authorizer().call.get_or_insert_default(),
        };
        call.millis = took;
        call
    }

    fn end(mut self, ending: Ending) -> RecordedRequest {
        self.begin(None, ending.took);
        let mut record = self.record;
        record.summary.refused = record.refusal.as_ref().map(|refusal| refusal.detail.clone());
        if let Some(body) = ending.body {
            let (status, headers) = (Some(ending.status.as_u16()), headers(self.redactor, &ending.headers));
            record.response = Some(ReceivedResponse { status, headers, body: body.told(self.redactor) });
        }
        record
    }
}

fn policy(redactor: &Redactor, asked: Asked) -> PolicyStory {
    let Asked { policy, decision, statement, action, resource } = asked;
    let (decision, position) = match decision {
        Decision::Allowed { statement } => (PolicyDecision::Allow, Some(statement)),
        Decision::Denied { statement } => (PolicyDecision::Deny, Some(statement)),
        Decision::Silent => (PolicyDecision::Silent, None),
    };
    let statement = statement.map(|text| {
        let text = redactor.text(&text);
        serde_json::from_str(&text).unwrap_or(Value::String(text))
    });
    let position = position.filter(|_| statement.is_some());
    PolicyStory { policy, decision, position, statement, action, resource: line(redactor.text(&resource)) }
}

fn answer(redactor: &Redactor, given: &Given) -> ReceivedResponse {
    ReceivedResponse {
        status: Some(given.status),
        headers: headers(redactor, &given.headers),
        body: payload::whole(&given.body, redactor),
    }
}

fn headers(redactor: &Redactor, headers: &HeaderMap) -> Headers {
    let mut told = Headers::new();
    for (name, value) in headers.iter().take(MOST_HEADERS) {
        let value = redactor.header(name.as_str(), &String::from_utf8_lossy(value.as_bytes()));
        told.entry(name.as_str().to_owned()).or_default().push(line(value));
    }
    told
}

/// As much of a text as is kept of those that are no payload.
fn line(mut text: String) -> String {
    if text.len() > LONGEST_LINE {
        text.truncate(text.floor_char_boundary(LONGEST_LINE));
        text.push('…');
    }
    text
}

/// Milliseconds to the microsecond.
fn millis(time: Duration) -> f64 {
    (time.as_secs_f64() * 1e6).round() / 1e3
}

fn in_utc(at: Timestamp) -> String {
    let mut time = String::new();
    at.write_in_logs(&mut time);
    time
}
