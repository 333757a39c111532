//! What the log tells of a request. It is gathered on the request's way; where the log has no such lines, nothing is.

use http::uri::PathAndQuery;
use http::{HeaderName, HeaderValue, Method, Request, Response};

use crate::clock::MachineClock;
use crate::control::{Caller, OperationName};
use crate::gateway::connections::ConnectionId;
use crate::gateway::target::{Target, TargetStage};
use crate::log::{Event, Place, RequestLog, Start, Subject};

/// The headers that answers tell the request's id in: REST APIs and the control plane, HTTP APIs.
const REQUEST_IDS: [HeaderName; 2] = [HeaderName::from_static("x-amzn-requestid"), HeaderName::from_static("apigw-requestid")];

/// The header that tells the type of an error.
const ERROR_TYPE: HeaderName = HeaderName::from_static("x-amzn-errortype");

/// The line of a request that is on its way.
pub(super) struct RequestLine {
    start: Start,
    method: Method,
    target: Option<PathAndQuery>,
    subject: Subject,
}

impl RequestLine {
    /// The line of a request that has just come; none when the log has no such lines.
    pub(super) fn begin<B>(log: &RequestLog, clock: MachineClock, request: &Request<B>) -> Option<Self> {
        let start = log.start(clock)?;
        let (method, target) = (request.method().clone(), request.uri().path_and_query().cloned());
        Some(Self { start, method, target, subject: Subject::Unknown })
    }

    /// The request is for this stage.
    pub(super) fn is_for_stage(&mut self, target: &Target) {
        let stage = match &target.stage {
            TargetStage::Rest(stage) => stage.as_ref().map(|stage| &stage.name),
            TargetStage::Http(stage) => stage.as_ref().map(|stage| &stage.name),
            TargetStage::WebSocket(stage) => stage.as_ref().map(|stage| &stage.name),
        };
        self.subject = Subject::Stage(Place { api: target.api.id.clone(), stage: stage.cloned() });
    }

    /// The request is an operation of this caller's.
    pub(super) fn is_operation_of(&mut self, caller: &Caller) {
        self.subject = Subject::Operation { name: None, account: caller.account.clone(), region: caller.region.clone() };
    }

    /// Writes the line: the request has this answer.
    pub(super) fn end<B>(self, log: &RequestLog, clock: MachineClock, answer: &Response<B>) {
        let Self { start, method, target, mut subject } = self;
        if let (Subject::Operation { name, .. }, Some(OperationName(performed))) = (&mut subject, answer.extensions().get()) {
            *name = Some(performed);
        }
        let header = |name: &HeaderName| -> Option<HeaderValue> { answer.headers().get(name).cloned() };
        let request_id = REQUEST_IDS.iter().find_map(header);
        let connection = answer.extensions().get().map(ConnectionId::to_string);
        let (status, error) = (answer.status(), header(&ERROR_TYPE));
        let event = Event::Request { method, target, subject, status, connection, request_id, error };
        log.add(start, clock, event);
    }
}
