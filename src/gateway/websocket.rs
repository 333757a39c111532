//! The flow of WebSocket APIs: a client asks to connect, sends messages, and leaves.
//!
//! Connecting runs `$connect` while the upgrade waits. From then on one task owns the connection; `connections` knows how
//! to reach it. A message sees the stage as it is deployed when the message comes, so a redeploy needs no reconnect.

use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use emulator_api::admin::requests::{RequestEvent, Step};
use http::{HeaderValue, Response, StatusCode, header};
use http_body_util::Full;
use tokio_tungstenite::tungstenite::Utf8Bytes;

use crate::clock::Moment;
use crate::expr::selection::BodyIsNotJson;
use crate::gateway::Gateway;
use crate::gateway::authorize::Permit;
use crate::gateway::connections::{Connection, MESSAGE_LIMIT, Origin};
use crate::gateway::error::GatewayError;
use crate::gateway::inbound::{Inbound, RawStream, UpgradeError};
use crate::gateway::observed::Checks;
use crate::gateway::recorder::{Place, Recorder, Subject};
use crate::ids;
use crate::log::{ConnectionMark, Event as LogEvent};
use crate::runtime::metrics::{MessageMetrics, StageMetrics};
use crate::runtime::websocket::{DISCONNECT, Route, WebSocketStage};
use crate::runtime::{Api, Runtime, Stages};

mod authorization;
mod call;
mod connection;
mod error;
mod event;
mod handshake;
mod integration;
mod outcome;
mod socket;
mod trace;
mod validation;

use call::{Call, Occasion};
use error::Failure;
use handshake::Handshake;
use outcome::Outcome;
use socket::Closure;

/// An open connection and what it was admitted with.
#[derive(Debug)]
struct Session {
    gateway: Arc<Gateway>,
    connection: Arc<Connection>,
    permit: Permit,
    /// What is counted of the stage's messages.
    metrics: Arc<StageMetrics<MessageMetrics>>,
    /// What its lines in the emulator's own log have in common.
    mark: ConnectionMark,
}

/// Answers a request to a stage of a WebSocket API: with the switch to WebSocket once `$connect` agrees, else with its refusal.
/// When the switch is answered, the connection's task waits for `upgrade`.
pub async fn connect(
    gateway: &Arc<Gateway>,
    api: &Arc<Api>,
    stage: &Arc<WebSocketStage>,
    inbound: Inbound,
    upgrade: impl Future<Output = Result<RawStream, UpgradeError>> + Send + 'static,
) -> Response<Full<Bytes>> {
    if let Some(reason) = inbound.refused_certificate() {
        inbound.recorder.failure(|| format!("the client's certificate is not trusted: {reason}"));
        return handshake::plain(StatusCode::FORBIDDEN, r#"{"message": "Forbidden"}"#);
    }
    let handshake = match Handshake::read(&inbound) {
        Ok(handshake) => handshake,
        Err(refusal) => {
            inbound.recorder.failure(|| "the request asks for no WebSocket".to_owned());
            return *refusal;
        }
    };
    // WebSocket APIs have no paths below their stage: AWS refuses them with 403 (measured by R. Anderson, "Converting path
    // parameters to query string parameters for API Gateway websocket APIs").
    if inbound.path() != "/" || (stage.execute_api_disabled && inbound.is_at_default_endpoint()) {
        inbound.recorder.failure(|| "a WebSocket API has no path below its stage, or its endpoint is disabled".to_owned());
        return handshake::plain(StatusCode::FORBIDDEN, r#"{"message": "Forbidden"}"#);
    }
    let (connection, outbox) = Connection::new(origin(api, stage, &inbound));
    let checks = Checks::of(&inbound.recorder);
    let occasion = Occasion::Connect(&inbound, &checks);
    let call = Call::new(&connection, stage, occasion, connection.connected_at, inbound.recorder.clone());
    let admitted = admit(gateway, api, &call, &inbound, &checks).await;
    call.conclude(gateway, &Outcome::of_connect(&admitted, call.route.is_some()));
    if call.integration.cuts_the_client() {
        return call.integration.cut_off(Response::new(Full::default()));
    }
    let admission = match admitted {
        Ok(admission) => admission,
        Err(Refusal::Failed(failure)) => return failure.refuse(connection.id, &call.request_id),
        Err(Refusal::Status(status)) => return refused_by_backend(status),
    };
    let metrics = Arc::clone(&stage.metrics);
    let (gateway, connection) = (Arc::clone(gateway), Arc::new(connection));
    let mark = gateway.request_log.connection_mark(&connection.api, &connection.stage, connection.id.as_str());
    let session = Arc::new(Session { gateway, connection, permit: admission.permit, metrics, mark });
    let gateway = &session.gateway;
    // Known before the client is told, so that nobody who knows of the connection finds it gone.
    gateway.connections.insert(Arc::clone(&session.connection));
    if session.connection.is_outlived() {
        // What it asked to connect to was reset meanwhile, perhaps before it could be found there.
        gateway.connections.close_outlived();
    }
    gateway.tasks.spawn(connection::run(Arc::clone(&session), outbox, upgrade));
    let mut answer = handshake.accept(admission.subprotocol);
    answer.extensions_mut().insert(session.connection.id);
    answer
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

/// Runs `$connect`: route, authorization, API key, integration.
async fn admit(gateway: &Gateway, api: &Api, call: &Call<'_>, inbound: &Inbound, checks: &Checks) -> Result<Admission, Refusal> {
    let route = call.route;
    let authorization = route.map(|route| &route.authorization);
    let refused = |refused: GatewayError| {
        call.log_failure(&refused.detail);
        Refusal::Failed(Failure::from(&refused))
    };
    call.recorder.step(Step::Authorize);
    let permit = authorization::check(gateway, api, authorization, call, inbound, checks).await.map_err(refused)?;
    call.recorder.step(Step::Limits);
    if let Some(source) = route.and_then(|route| route.api_key) {
        authorization::count_by_usage_plan(api, source, call, inbound).map_err(refused)?;
    }
    if is_throttled(api, route, call) || !api.shared.connecting.allows(call.at) {
        call.recorder.failure(limit_reached);
        return Err(Refusal::Failed(Failure::THROTTLED));
    }
    let Some(route) = route else { return Ok(Admission { permit, subprotocol: None }) };
    call.recorder.step(Step::Validate);
    validation::check(&route.validation, call).map_err(refused)?;
    call.recorder.step(Step::IntegrationRequest);
    let answer = integration::call(gateway, &permit, &route.integration, call).await.map_err(|error| {
        call.log_failure(&error);
        Refusal::Failed(Failure::from(&error))
    })?;
    if !answer.status.is_success() {
        call.recorder.failure(|| format!("the integration answered {}", answer.status));
        return Err(Refusal::Status(answer.status));
    }
    Ok(Admission { permit, subprotocol: answer.subprotocol })
}

fn refused_by_backend(status: StatusCode) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::default());
    *response.status_mut() = status;
    response
}

/// What becomes of a message.
#[derive(Debug)]
enum Replied {
    /// The client is sent this.
    Text(Utf8Bytes),
    /// The client is sent nothing.
    Nothing,
    /// The client's connection is cut: a fault wants it so.
    CutOff,
}

/// Runs one message through its route: stage, route, integration, and back to the client if the route has a route response.
async fn message(session: &Session, text: &Utf8Bytes, began: Moment) -> Replied {
    let Session { gateway, connection, permit, .. } = session;
    let recorder = session.recorder(RequestEvent::Message);
    recorder.body(|| text.clone().into());
    let runtime = gateway.live.load_full();
    let Some((api, stage)) = session.target(&runtime) else {
        let id = ids::extended_request_id();
        recorder.connection(connection.id.as_str(), Some(&id));
        recorder.failure(|| "the connection's stage is no longer there".to_owned());
        recorder.done(&gateway.history, Failure::FORBIDDEN.status);
        return Replied::Text(Failure::FORBIDDEN.render(connection.id, &id).into());
    };
    let occasion = Occasion::Message { id: OnceLock::new(), text };
    let mut call = Call::new(connection, stage, occasion, connection.shared.clock.at(began.at), recorder);
    let answered = answer_message(gateway, api, permit, &mut call).await;
    let (answered, text) = match answered {
        Ok(Reply { status, text }) => (Ok(status), text),
        Err(failure) => {
            let text = failure.render(connection.id, &call.request_id).into();
            (Err(failure), Some(text))
        }
    };
    let cut_off = call.integration.cuts_the_client();
    if let Some(text) = text.as_ref().filter(|_| !cut_off) {
        call.recorder.frame(|| text.clone().into());
    }
    let outcome = Outcome::of(&answered);
    call.conclude(gateway, &outcome);
    let Call { route_key: route, request_id, .. } = &call;
    let event = LogEvent::Message { connection: &session.mark, route, status: outcome.status, request_id };
    gateway.request_log.add(began, gateway.clock, event);
    if cut_off { Replied::CutOff } else { text.map_or(Replied::Nothing, Replied::Text) }
}

/// What a message came to.
struct Reply {
    /// The status of the integration's answer.
    status: StatusCode,
    /// What goes back to the client.
    text: Option<Utf8Bytes>,
}

async fn answer_message(gateway: &Gateway, api: &Api, permit: &Permit, call: &mut Call<'_>) -> Result<Reply, Failure> {
    let route = select_route(call)?;
    call.enter(&route.key, Some(route));
    call.recorder.step(Step::Limits);
    if is_throttled(api, Some(route), call) {
        call.recorder.failure(limit_reached);
        return Err(Failure::THROTTLED);
    }
    call.recorder.step(Step::Validate);
    validation::check(&route.validation, call).map_err(|refused| {
        call.log_failure(&refused.detail);
        Failure::from(&refused)
    })?;
    call.recorder.step(Step::IntegrationRequest);
    let answer = integration::call(gateway, permit, &route.integration, call).await.map_err(|error| {
        call.log_failure(&error);
        Failure::from(&error)
    })?;
    // Clients of AWS get no frame for a function that returns no body.
    let text = Some(answer.body).filter(|body| route.responds && !body.is_empty());
    if let Some(length) = text.as_ref().map(|text| text.len()).filter(|length| *length > MESSAGE_LIMIT) {
        call.log_failure(&format_args!("the answer has {length} bytes, and a message has at most {MESSAGE_LIMIT}"));
        return Err(Failure::INTERNAL);
    }
    Ok(Reply { status: answer.status, text })
}

/// Whether the route's limit in the stage's settings is reached, or the account's (developer guide, "Quotas").
fn is_throttled(api: &Api, route: Option<&Route>, call: &Call<'_>) -> bool {
    let of_route = route.and_then(|route| route.throttle.as_deref());
    !of_route.into_iter().chain([&api.shared.throttle]).all(|throttle| throttle.allows(call.at))
}

fn select_route<'c>(call: &Call<'c>) -> Result<&'c Route, Failure> {
    let stage = call.stage;
    let expression = stage.route_selection.as_ref().map_err(|what| {
        call.log_failure(what);
        Failure::INTERNAL
    })?;
    let route = match expression.evaluate(call) {
        Ok(key) => stage.message_route(&key),
        Err(BodyIsNotJson) => stage.default_route(),
    };
    route.ok_or_else(|| {
        call.recorder.failure(|| "no route takes the message, and there is no $default".to_owned());
        Failure::FORBIDDEN
    })
}

fn limit_reached() -> String {
    "the route's limit in the stage's settings is reached, or the account's".to_owned()
}

/// Runs `$disconnect`, after the connection has ended. Its answer goes nowhere.
async fn disconnect(session: &Session, closure: &Closure) {
    let Session { gateway, connection, permit, .. } = session;
    let runtime = gateway.live.load_full();
    let Some((_, stage)) = session.target(&runtime) else { return };
    let Some(route) = stage.route(DISCONNECT) else { return };
    let recorder = session.recorder(RequestEvent::Disconnect);
    let call = Call::new(connection, stage, Occasion::Disconnect(closure), connection.shared.clock.now(), recorder);
    call.recorder.step(Step::IntegrationRequest);
    let answered = integration::call(gateway, permit, &route.integration, &call).await;
    if let Err(error) = &answered {
        call.log_failure(error);
    }
    let status = answered.map(|answer| answer.status).map_err(|error| Failure::from(&error));
    call.conclude(gateway, &Outcome::of(&status));
}

impl Session {
    /// What takes down a message, or the end.
    fn recorder(&self, event: RequestEvent) -> Recorder {
        let Self { gateway, connection, .. } = self;
        let (at, place) = (|| connection.shared.clock.now(), || Some(Place::of_connection(connection)));
        gateway.history.recorder(gateway.clock, || Subject { event, at: at(), place: place() })
    }

    /// The connection's API and stage as they are deployed now; none when the stage was deleted, or is another one by now.
    fn target<'r>(&self, runtime: &'r Runtime) -> Option<(&'r Api, &'r WebSocketStage)> {
        if self.connection.is_outlived() {
            return None;
        }
        let api = runtime.api(&self.connection.api)?;
        match &api.stages {
            Stages::WebSocket(stages) => Some((api, stages.get(&*self.connection.stage)?)),
            Stages::Rest(_) | Stages::Http(_) => None,
        }
    }
}

fn origin(api: &Api, stage: &WebSocketStage, inbound: &Inbound) -> Origin {
    Origin {
        account: Arc::clone(&api.account),
        shared: Arc::clone(&api.shared),
        era: api.era,
        region: Arc::clone(&api.region),
        api: Arc::clone(&api.id),
        stage: Arc::clone(&stage.name),
        // Programs make the callback URL of `@connections` from it, so it keeps its port.
        domain_name: inbound.host.as_str().into(),
        source_ip: inbound.peer.ip().to_string().into(),
        user_agent: inbound.header(&header::USER_AGENT).map(Into::into),
        connected_at: api.shared.clock.now(),
    }
}
