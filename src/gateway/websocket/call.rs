//! One call of a route: why it is made, its ids and time, and what integrations and expressions can read of it.

use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

use emulator_api::admin::requests::Step;
use emulator_api::arn::Arn;
use emulator_api::event::websocket::EventType;
use serde_json::Value;

use super::socket::Closure;
use super::trace::Trace;
use crate::clock::Timestamp;
use crate::expr::selection::{BodyIsNotJson, BodyPath, Scope};
use crate::gateway::connections::Connection;
use crate::gateway::inbound::Inbound;
use crate::gateway::observed::{BackendCall, Checks};
use crate::gateway::recorder::{Callee, Recorder};
use crate::ids;
use crate::runtime::websocket::{CONNECT, DISCONNECT, Route, WebSocketStage};

/// The variables of `$context` (developer guide, "WebSocket API mapping template reference"; `domainPrefix` is in "Custom domain names
/// for WebSocket APIs").
const VARIABLES: [&str; 22] = [
    "apiId",
    "connectedAt",
    "connectionId",
    "domainName",
    "domainPrefix",
    "eventType",
    "extendedRequestId",
    "identity.accessKey",
    "identity.accountId",
    "identity.apiKey",
    "identity.apiKeyId",
    "identity.caller",
    "identity.sourceIp",
    "identity.user",
    "identity.userAgent",
    "identity.userArn",
    "messageId",
    "requestId",
    "requestTime",
    "requestTimeEpoch",
    "routeKey",
    "stage",
];

/// One call of a route.
#[derive(Debug)]
pub(super) struct Call<'c> {
    pub(super) connection: &'c Connection,
    pub(super) stage: &'c WebSocketStage,
    pub(super) occasion: Occasion<'c>,
    /// The route's key; empty until a message's is selected.
    pub(super) route_key: &'c str,
    /// The route, if there is one of this key.
    pub(super) route: Option<&'c Route>,
    /// The call's id, also its extended id.
    pub(super) request_id: String,
    pub(super) at: Timestamp,
    /// What is observed of the integration's call.
    pub(super) integration: BackendCall,
    /// Takes down what happens, where the request history is on.
    pub(super) recorder: Recorder,
    /// What is told of the integration's call, where its route has data tracing.
    pub(super) trace: Option<Trace>,
    /// The call's `X-Amzn-Trace-Id`, once something asks for it.
    trace_header: OnceLock<String>,
    /// The message as JSON, once something asks for it.
    json: OnceLock<Option<Value>>,
}

/// Why a route is called.
#[derive(Debug)]
pub(super) enum Occasion<'c> {
    /// A client asks to connect, with this request, and goes through these checks.
    Connect(&'c Inbound, &'c Checks),
    /// A client sent a message.
    Message { id: OnceLock<String>, text: &'c str },
    /// The connection has ended.
    Disconnect(&'c Closure),
}

impl<'c> Call<'c> {
    pub(super) fn new(
        connection: &'c Connection,
        stage: &'c WebSocketStage,
        occasion: Occasion<'c>,
        at: Timestamp,
        recorder: Recorder,
    ) -> Self {
        let route_key = match &occasion {
            Occasion::Connect(..) => CONNECT,
            Occasion::Message { .. } => "",
            Occasion::Disconnect(_) => DISCONNECT,
        };
        let mut call = Self {
            connection,
            stage,
            occasion,
            route_key: "",
            route: None,
            request_id: ids::extended_request_id(),
            at,
            integration: BackendCall::of(Callee::Integration, &recorder),
            recorder,
            trace: None,
            trace_header: OnceLock::new(),
            json: OnceLock::new(),
        };
        call.recorder.connection(connection.id.as_str(), Some(&call.request_id));
        call.recorder.step(Step::Route);
        if !route_key.is_empty() {
            call.enter(route_key, stage.route(route_key));
        }
        call
    }

    /// The call goes to a route, or where a route of this key would be.
    pub(super) fn enter(&mut self, key: &'c str, route: Option<&'c Route>) {
        (self.route_key, self.route) = (key, route);
        if route.is_some() {
            self.recorder.route(|| (key.to_owned(), None));
        }
        self.trace =
            route.and_then(|route| route.logging).filter(|logging| logging.all_steps && logging.data).map(|_| Trace::default());
    }

    pub(super) fn event_type(&self) -> EventType {
        match self.occasion {
            Occasion::Connect(..) => EventType::Connect,
            Occasion::Message { .. } => EventType::Message,
            Occasion::Disconnect(_) => EventType::Disconnect,
        }
    }

    pub(super) fn message_id(&self) -> Option<&str> {
        match &self.occasion {
            Occasion::Message { id, .. } => Some(id.get_or_init(ids::extended_request_id)),
            Occasion::Connect(..) | Occasion::Disconnect(_) => None,
        }
    }

    /// The message; none of other occasions.
    pub(super) fn body(&self) -> Option<&'c str> {
        match self.occasion {
            Occasion::Message { text, .. } => Some(text),
            Occasion::Connect(..) | Occasion::Disconnect(_) => None,
        }
    }

    /// The message as JSON; none when it is not JSON.
    pub(super) fn json(&self) -> Option<&Value> {
        self.json.get_or_init(|| serde_json::from_str(self.body()?).ok()).as_ref()
    }

    /// By what the call is followed from its authorizer to its integration, where the client has not said it.
    pub(super) fn trace_header(&self) -> &str {
        self.trace_header.get_or_init(|| ids::trace_header(self.at.as_seconds()))
    }

    /// The upgrade request; none once the client is connected.
    pub(super) fn upgrade_request(&self) -> Option<&'c Inbound> {
        match self.occasion {
            Occasion::Connect(inbound, _) => Some(inbound),
            Occasion::Message { .. } | Occasion::Disconnect(_) => None,
        }
    }

    /// What is observed of the checks of a client that asks to connect.
    pub(super) fn checks(&self) -> Option<&'c Checks> {
        match self.occasion {
            Occasion::Connect(_, checks) => Some(checks),
            Occasion::Message { .. } | Occasion::Disconnect(_) => None,
        }
    }

    pub(super) fn closure(&self) -> Option<&'c Closure> {
        match self.occasion {
            Occasion::Disconnect(closure) => Some(closure),
            Occasion::Connect(..) | Occasion::Message { .. } => None,
        }
    }

    /// The ARN that functions' policies know the route by.
    pub(super) fn source(&self) -> String {
        let Connection { region, account, api, stage, .. } = self.connection;
        format!("{}/{stage}/{}", Arn::of_calls(region, account, api), self.route_key)
    }

    /// The variable `$context.{path}`, one of [`VARIABLES`].
    pub(super) fn variable(&self, path: &str) -> Option<Cow<'_, str>> {
        let connection = self.connection;
        let text = match path {
            "apiId" => &*connection.api,
            "connectionId" => connection.id.as_str(),
            "domainName" => &*connection.domain_name,
            "domainPrefix" => connection.domain_name.split_once('.').map_or(&*connection.domain_name, |(prefix, _)| prefix),
            "eventType" => self.event_type().as_str(),
            "extendedRequestId" | "requestId" => self.request_id.as_str(),
            "identity.apiKey" => &*connection.api_key.get()?.value,
            "identity.apiKeyId" => &*connection.api_key.get()?.id,
            "identity.sourceIp" => &*connection.source_ip,
            "identity.userAgent" => connection.user_agent.as_deref()?,
            "messageId" => self.message_id()?,
            "routeKey" => self.route_key,
            "stage" => &*connection.stage,
            "requestTime" => return Some(self.at.in_common_log_format().into()),
            "connectedAt" => return Some(connection.connected_at.as_millis().to_string().into()),
            "requestTimeEpoch" => return Some(self.at.as_millis().to_string().into()),
            _ => return connection.caller.get()?.context_value(path),
        };
        Some(Cow::Borrowed(text))
    }

    /// `$context` as templates see it.
    pub(super) fn whole_context(&self) -> Value {
        let mut context = serde_json::Map::new();
        for path in VARIABLES {
            let Some(value) = self.variable(path) else { continue };
            let (parent, name) = path.split_once('.').map_or((None, path), |(parent, name)| (Some(parent), name));
            let object = match parent {
                Some(parent) => context.entry(parent).or_insert_with(|| Value::Object(serde_json::Map::new())).as_object_mut(),
                None => Some(&mut context),
            };
            if let Some(object) = object {
                object.insert(name.to_owned(), value.into());
            }
        }
        if let Some(authorizer) = self.connection.caller.get().and_then(|caller| caller.authorizer()) {
            // Names, texts and numbers always become JSON.
            context.insert("authorizer".to_owned(), serde_json::to_value(authorizer).unwrap_or_default());
        }
        Value::Object(context)
    }

    /// Says in the log why the call failed.
    pub(super) fn log_failure(&self, why: &(impl fmt::Display + ?Sized)) {
        let Connection { id, api, stage, .. } = self.connection;
        self.recorder.failure(|| why.to_string());
        tracing::warn!(connection = %id, api = &**api, stage = &**stage, route = self.route_key, "{why}");
    }
}

/// What selection expressions can read of a call.
impl Scope for Call<'_> {
    fn body(&self) -> Option<&Value> {
        self.json()
    }

    /// A message that nobody has needed whole so far is only looked into.
    fn in_body(&self, path: &BodyPath) -> Result<Option<Cow<'_, str>>, BodyIsNotJson> {
        let unread = self.body().filter(|_| self.json.get().is_none());
        match unread.and_then(|text| path.text_in(text)) {
            Some(found) => found,
            None => Ok(path.text(self.json().ok_or(BodyIsNotJson)?)),
        }
    }

    fn context(&self, path: &str) -> Option<Cow<'_, str>> {
        self.variable(path)
    }

    fn stage_variable(&self, name: &str) -> Option<&str> {
        self.stage.stage_variables.get(name)
    }
}
