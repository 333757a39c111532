//! The flow of WebSocket APIs: a client asks to connect, sends messages, and leaves.
//!
//! Connecting runs `$connect` while the upgrade waits. From then on one task owns the connection; `connections` knows how
//! to reach it. A message sees the stage as it is deployed when the message comes, so a redeploy needs no reconnect.

use std::borrow::Cow;
use std::sync::Arc;

use bytes::Bytes;
use emulator_api::event::v1::Parameters;
use emulator_api::event::websocket::EventType;
use http::{HeaderValue, Response, StatusCode, header};
use http_body_util::Full;
use hyper::upgrade::OnUpgrade;
use serde_json::Value;
use tokio_tungstenite::tungstenite::Utf8Bytes;

use crate::expr::selection::Scope;
use crate::gateway::Gateway;
use crate::gateway::authorize::{Permit, authorize};
use crate::gateway::connections::{Connection, Origin};
use crate::gateway::inbound::Inbound;
use crate::runtime::auth::AuthRule;
use crate::runtime::websocket::{CONNECT, DISCONNECT, Route, WebSocketStage};
use crate::runtime::{Api, Stages};

mod call;
mod connection;
mod error;
mod handshake;
mod headers;
mod integration;
mod socket;

use call::Call;
use error::Failure;
use handshake::Handshake;
use socket::Closure;

/// An open connection and what it was admitted with.
#[derive(Debug)]
struct Session {
    gateway: Arc<Gateway>,
    connection: Arc<Connection>,
    permit: Permit,
}

/// Answers a request to a stage of a WebSocket API: with the switch to WebSocket once `$connect` agrees, else with its refusal.
/// When the switch is answered, the connection's task waits for `upgrade`.
pub async fn connect(
    gateway: &Arc<Gateway>,
    api: &Arc<Api>,
    stage: &Arc<WebSocketStage>,
    inbound: Inbound,
    upgrade: OnUpgrade,
) -> Response<Full<Bytes>> {
    let handshake = match Handshake::read(&inbound) {
        Ok(handshake) => handshake,
        Err(refusal) => return *refusal,
    };
    // WebSocket APIs have no paths below their stage: AWS refuses them with 403 (measured by R. Anderson, "Converting path
    // parameters to query string parameters for API Gateway websocket APIs").
    if inbound.path() != "/" {
        return handshake::plain(StatusCode::FORBIDDEN, r#"{"message": "Forbidden"}"#);
    }
    let (connection, outbox) = Connection::new(origin(gateway, api, stage, &inbound));
    let call = Call::new(CONNECT, EventType::Connect, gateway.clock.now());
    let admission = match admit(gateway, stage, &connection, &call, &inbound).await {
        Ok(admission) => admission,
        Err(Refusal::Failed(failure)) => return failure.refuse(connection.id, &call.request_id),
        Err(Refusal::Status(status)) => return refused_by_backend(status),
    };
    let session = Arc::new(Session { gateway: Arc::clone(gateway), connection: Arc::new(connection), permit: admission.permit });
    // Known before the client is told, so that nobody who knows of the connection finds it gone.
    gateway.connections.insert(Arc::clone(&session.connection));
    gateway.tasks.spawn(connection::run(session, outbox, upgrade));
    handshake.accept(admission.subprotocol)
}

/// What a client was admitted with.
struct Admission {
    permit: Permit,
    subprotocol: Option<HeaderValue>,
}

/// Why a client is not admitted.
enum Refusal {
    /// A check or the integration failed.
    Failed(Failure),
    /// The integration answered with a status other than 2xx; the client gets this status.
    Status(StatusCode),
}

/// Runs `$connect`: route, authorization, integration.
async fn admit(
    gateway: &Gateway,
    stage: &WebSocketStage,
    connection: &Connection,
    call: &Call<'_>,
    inbound: &Inbound,
) -> Result<Admission, Refusal> {
    let route = stage.route(CONNECT);
    let rule = route.map_or(&AuthRule::Open, |route| &route.authorization);
    let permit = authorize(rule).map_err(|refused| {
        call.log_failure(connection, &refused.detail);
        Refusal::Failed(Failure::from(&refused))
    })?;
    let Some(route) = route else { return Ok(Admission { permit, subprotocol: None }) };
    let headers = headers::at_connect(inbound, connection, call);
    let query = Parameters::from_query(inbound.query());
    let event = call.event(connection, stage, &headers, &query, None);
    let answer = integration::call(gateway, &permit, route, &event).await.map_err(|error| {
        call.log_failure(connection, &error);
        Refusal::Failed(Failure::from(&error))
    })?;
    if !answer.status.is_success() {
        return Err(Refusal::Status(answer.status));
    }
    let subprotocol = answer.header(header::SEC_WEBSOCKET_PROTOCOL.as_str()).and_then(|name| HeaderValue::from_str(name).ok());
    Ok(Admission { permit, subprotocol })
}

fn refused_by_backend(status: StatusCode) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::default());
    *response.status_mut() = status;
    response
}

/// Runs one message through its route; the answer is what the client is sent.
async fn message(session: &Session, text: &Utf8Bytes) -> Option<Utf8Bytes> {
    let mut call = Call::new("", EventType::Message, session.gateway.clock.now());
    match route_message(session, &mut call, text).await {
        Ok(answer) => answer,
        Err(failure) => Some(failure.render(session.connection.id, &call.request_id).into()),
    }
}

/// A message's way: stage, route, integration, and back if the route has a route response.
async fn route_message<'c>(session: &Session, call: &mut Call<'c>, text: &'c Utf8Bytes) -> Result<Option<Utf8Bytes>, Failure> {
    let Session { gateway, connection, permit } = session;
    let stage = session.stage().ok_or(Failure::FORBIDDEN)?;
    let route = select_route(connection, &stage, call, text)?;
    call.route_key = Cow::Owned(route.key.clone().into());
    let none = Parameters::default();
    let event = call.event(connection, &stage, &none, &none, Some(text));
    let answer = integration::call(gateway, permit, &route, &event).await.map_err(|error| {
        call.log_failure(connection, &error);
        Failure::from(&error)
    })?;
    // Clients of AWS get no frame for a function that returns no body.
    Ok((route.responds && !answer.body.is_empty()).then(|| answer.body.into()))
}

fn select_route(connection: &Connection, stage: &WebSocketStage, call: &Call<'_>, text: &str) -> Result<Arc<Route>, Failure> {
    let expression = stage.route_selection.as_ref().map_err(|what| {
        call.log_failure(connection, what);
        Failure::INTERNAL
    })?;
    let request = MessageScope { body: serde_json::from_str(text).ok(), connection, stage, call };
    let route = match expression.evaluate(&request) {
        Ok(key) => stage.message_route(&key),
        Err(_body_is_not_json) => stage.default_route(),
    };
    route.cloned().ok_or(Failure::FORBIDDEN)
}

/// What a route selection expression can read.
struct MessageScope<'m> {
    body: Option<Value>,
    connection: &'m Connection,
    stage: &'m WebSocketStage,
    call: &'m Call<'m>,
}

impl Scope for MessageScope<'_> {
    fn body(&self) -> Option<&Value> {
        self.body.as_ref()
    }

    fn context(&self, path: &str) -> Option<Cow<'_, str>> {
        self.call.variable(self.connection, path)
    }

    fn stage_variable(&self, name: &str) -> Option<&str> {
        self.stage.stage_variables.get(name).map(|value| &**value)
    }
}

/// Runs `$disconnect`, after the connection has ended. Its answer goes nowhere.
async fn disconnect(session: &Session, closure: &Closure) {
    let Session { gateway, connection, permit } = session;
    let Some(stage) = session.stage() else { return };
    let Some(route) = stage.route(DISCONNECT) else { return };
    let mut call = Call::new(DISCONNECT, EventType::Disconnect, gateway.clock.now());
    call.closure = Some(closure);
    let (headers, none) = (headers::at_disconnect(connection), Parameters::default());
    let event = call.event(connection, &stage, &headers, &none, None);
    if let Err(error) = integration::call(gateway, permit, route, &event).await {
        call.log_failure(connection, &error);
    }
}

impl Session {
    /// The connection's stage as it is deployed now; none when it was deleted.
    fn stage(&self) -> Option<Arc<WebSocketStage>> {
        let runtime = self.gateway.live.load();
        match &runtime.api(&self.connection.api)?.stages {
            Stages::WebSocket(stages) => stages.get(&*self.connection.stage).cloned(),
            Stages::Rest(_) | Stages::Http(_) => None,
        }
    }
}

fn origin(gateway: &Gateway, api: &Api, stage: &WebSocketStage, inbound: &Inbound) -> Origin {
    Origin {
        account: Arc::clone(&api.account),
        region: Arc::clone(&api.region),
        api: Arc::clone(&api.id),
        stage: Arc::clone(&stage.name),
        // Programs make the callback URL of `@connections` from it, so it keeps its port.
        domain_name: inbound.host.as_str().into(),
        source_ip: inbound.peer.ip().to_string().into(),
        user_agent: inbound.header(header::USER_AGENT.as_str()).map(Into::into),
        connected_at: gateway.clock.now(),
    }
}
