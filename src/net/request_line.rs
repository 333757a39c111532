//! What the log tells of a request. It is gathered on the request's way; where the log has no such lines, nothing is.

use http::uri::PathAndQuery;
use http::{HeaderName, Method, Request, Response, StatusCode};

use crate::clock::{MachineClock, Moment};
use crate::control::{Caller, OperationName};
use crate::gateway::connections::ConnectionId;
use crate::gateway::recorder;
use crate::gateway::target::Target;
use crate::log::{Event, Place, RequestLog, Subject};

/// The headers that answers tell the request's id in: REST APIs and the control plane, HTTP APIs.
const REQUEST_IDS: [HeaderName; 2] = [HeaderName::from_static("x-amzn-requestid"), HeaderName::from_static("apigw-requestid")];

/// The header that tells the type of an error.
const ERROR_TYPE: HeaderName = HeaderName::from_static("x-amzn-errortype");

/// The line of a request that is on its way.
pub(super) struct RequestLine {
    began: Moment,
    method: Method,
    target: Option<PathAndQuery>,
    subject: Subject,
}

/// The line of a request until it is written; one that is dropped is written then.
pub(super) struct Unwritten<'l> {
    log: &'l RequestLog,
    clock: MachineClock,
    /// None when the request gets no line.
    pub(super) line: Option<RequestLine>,
}

/// What came of a request.
struct End<'e> {
    status: StatusCode,
    connection: Option<&'e str>,
    request_id: Option<&'e str>,
    error: Option<&'e str>,
}

impl RequestLine {
    /// The line of a request that has just come; none when the log has no such lines.
    fn begin<B>(log: &RequestLog, clock: MachineClock, request: &Request<B>) -> Option<Self> {
        let began = log.start(clock)?;
        let (method, target) = (request.method().clone(), request.uri().path_and_query().cloned());
        Some(Self { began, method, target, subject: Subject::Unknown })
    }

    /// The request is for this stage.
    pub(super) fn is_for_stage(&mut self, target: &Target) {
        self.subject = Subject::Stage(Place { api: target.api.id.clone(), stage: target.stage_name().cloned() });
    }

    /// The request is an operation of this caller's.
    pub(super) fn is_operation_of(&mut self, caller: &Caller) {
        self.subject = Subject::Operation { name: None, account: caller.account.clone(), region: caller.region.clone() };
    }

    fn end(self, log: &RequestLog, clock: MachineClock, end: End<'_>) {
        let (Self { began, method, target, subject }, End { status, connection, request_id, error }) = (self, end);
        let (method, target, subject) = (&method, target.as_ref(), &subject);
        log.add(began, clock, Event::Request { method, target, subject, status, connection, request_id, error });
    }
}

impl<'l> Unwritten<'l> {
    /// Of a request that has just come.
    pub(super) fn begin<B>(log: &'l RequestLog, clock: MachineClock, request: &Request<B>) -> Self {
        Self { log, clock, line: RequestLine::begin(log, clock, request) }
    }

    /// Writes the line: the request has this answer.
    pub(super) fn answered<B>(mut self, answer: &Response<B>) {
        let Some(mut line) = self.line.take() else { return };
        if let (Subject::Operation { name, .. }, Some(OperationName(performed))) = (&mut line.subject, answer.extensions().get())
        {
            *name = Some(performed);
        }
        let header = |name: &HeaderName| answer.headers().get(name)?.to_str().ok();
        let connection = answer.extensions().get().map(ConnectionId::as_str);
        let request_id = REQUEST_IDS.iter().find_map(header);
        line.end(self.log, self.clock, End { status: answer.status(), connection, request_id, error: header(&ERROR_TYPE) });
    }
}

impl Drop for Unwritten<'_> {
    fn drop(&mut self) {
        if let Some(line) = self.line.take() {
            let error = Some("the client went away");
            line.end(self.log, self.clock, End { status: recorder::gone(), connection: None, request_id: None, error });
        }
    }
}
