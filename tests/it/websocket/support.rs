//! What the tests stand on: a stage behind a real socket, a client for it, and a Lambda that the test writes.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use apigw_emulator::clock::{Clock, MachineClock};
use apigw_emulator::compile::Snapshot;
use apigw_emulator::compile::websocket::compile_stage;
use apigw_emulator::gateway::connections::{ConnectionError, ConnectionInfo, Scope};
use apigw_emulator::gateway::inbound::{Inbound, RawStream, RequestHead, UpgradeError};
use apigw_emulator::gateway::recorder::Recorder;
use apigw_emulator::gateway::{Gateway, websocket};
use apigw_emulator::lambda::{Functions, Settings};
use apigw_emulator::net::client::HttpClient;
use apigw_emulator::runtime::account::Account;
use apigw_emulator::runtime::websocket::WebSocketStage;
use apigw_emulator::runtime::{Api, EndpointType, Live, Stages};
use apigw_emulator::tasks::Tasks;
use bytes::Bytes;
use emulator_api::Doc;
use futures_util::{SinkExt, StreamExt};
use http::{Request, Response, StatusCode};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::upgrade::OnUpgrade;
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::{Error, Message};

use crate::backend::{Backend, services};

/// How long a test waits for what must happen.
const PATIENCE: Duration = Duration::from_secs(10);

/// How clients write header names; the listener of the emulator records it.
const HEAD: &str = "GET /prod HTTP/1.1\r\nX-Custom:\r\nSec-WebSocket-Version:\r\n\r\n";

/// What a function does with an event: `Ok` is its result, `Err` its error.
type Code = dyn Fn(&str, &Value) -> Result<Value, Value> + Send + Sync;

/// A stage of a WebSocket API, served on a port of its own.
pub(super) struct Stage {
    pub(super) gateway: Arc<Gateway>,
    pub(super) clock: Clock,
    pub(super) address: SocketAddr,
    pub(super) lambda: Arc<Lambda>,
}

/// The Lambda Invoke API that the stage's functions are behind.
pub(super) struct Lambda {
    code: Box<Code>,
    delays: Mutex<HashMap<String, Duration>>,
    events: Mutex<Vec<(String, Value)>>,
    arrived: tokio::sync::Notify,
}

impl Lambda {
    /// Lets a function take its time.
    pub(super) fn delay(&self, function: &str, delay: Duration) {
        self.delays.lock().unwrap().insert(function.to_owned(), delay);
    }

    /// How often a function was called.
    pub(super) fn calls(&self, function: &str) -> usize {
        self.events.lock().unwrap().iter().filter(|(name, _)| name == function).count()
    }

    /// Waits until a function was called so often.
    pub(super) async fn called(&self, function: &str, times: usize) {
        let enough = async {
            loop {
                let arrived = self.arrived.notified();
                if self.calls(function) >= times {
                    return;
                }
                arrived.await;
            }
        };
        tokio::time::timeout(PATIENCE, enough).await.expect("the function must be called so often");
    }

    /// The first event that a function got, as soon as it got one.
    pub(super) async fn event(&self, function: &str) -> Value {
        self.called(function, 1).await;
        let events = self.events.lock().unwrap();
        events.iter().find(|(name, _)| name == function).map(|(_, event)| event.clone()).unwrap()
    }

    async fn answer(&self, request: Request<Incoming>) -> Response<Full<Bytes>> {
        let function = request.uri().path().split('/').nth(3).unwrap().rsplit("%3A").next().unwrap().to_owned();
        let body = request.into_body().collect().await.unwrap().to_bytes();
        let event: Value = serde_json::from_slice(&body).unwrap();
        self.events.lock().unwrap().push((function.clone(), event.clone()));
        self.arrived.notify_waiters();
        let delay = self.delays.lock().unwrap().get(&function).copied();
        if let Some(delay) = delay {
            tokio::time::sleep(delay).await;
        }
        match (self.code)(&function, &event) {
            Ok(result) => Response::new(Full::from(result.to_string())),
            Err(error) => {
                Response::builder().header("x-amz-function-error", "Unhandled").body(Full::from(error.to_string())).unwrap()
            }
        }
    }
}

/// The documents of an API, by path, as a deployment freezes them.
#[derive(Clone, Default)]
pub(super) struct Documents {
    documents: Vec<(String, Doc)>,
    stage: Doc,
    account: Arc<Account>,
    /// The endpoints of AWS services, `sqs=URL`.
    service_endpoints: Vec<String>,
    /// What stands for VPC links, `ID=URL`.
    vpc_links: Vec<String>,
}

impl Documents {
    /// An API whose messages name their route in `action`.
    pub(super) fn new() -> Self {
        Self::default().with("", &json!({"routeSelectionExpression": "$request.body.action"}))
    }

    /// Adds a document.
    pub(super) fn with(mut self, path: &str, document: &Value) -> Self {
        self.documents.push((path.to_owned(), document.as_object().unwrap().clone()));
        self
    }

    /// Has a backend stand for an AWS service.
    pub(super) fn service(mut self, name: &str, backend: &Backend) -> Self {
        self.service_endpoints.push(format!("{name}={}", backend.url("")));
        self
    }

    /// Has an address stand for a VPC link.
    pub(super) fn vpc_link(mut self, id: &str, url: &str) -> Self {
        self.vpc_links.push(format!("{id}={url}"));
        self
    }

    /// Sets the stage's own settings.
    pub(super) fn stage(self, stage: &Value) -> Self {
        Self { stage: stage.as_object().unwrap().clone(), ..self }
    }

    /// Gives the API to an account.
    pub(super) fn account(self, account: Arc<Account>) -> Self {
        Self { account, ..self }
    }

    /// Adds a route whose answer stays here, behind the function of this name.
    pub(super) fn route(self, key: &str, function: &str) -> Self {
        self.route_with(key, function, &json!({}))
    }

    /// Adds a route whose answer goes back to the client.
    pub(super) fn two_way(self, key: &str, function: &str) -> Self {
        let id = format!("r{}", self.documents.len());
        let with_response = self.route_with(key, function, &json!({"routeResponseSelectionExpression": "$default"}));
        with_response.with(&format!("/routes/{id}/routeresponses/rr"), &json!({"routeResponseKey": "$default"}))
    }

    /// Adds a route with more members.
    pub(super) fn route_with(self, key: &str, function: &str, more: &Value) -> Self {
        let number = self.documents.len();
        let mut route = json!({"routeKey": key, "target": format!("integrations/i{number}")});
        route.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let uri = invocation_uri(function);
        let integration = json!({"integrationType": "AWS_PROXY", "integrationUri": uri, "timeoutInMillis": 1000});
        self.with(&format!("/routes/r{number}"), &route).with(&format!("/integrations/i{number}"), &integration)
    }

    /// Adds a two-way route with this integration and these integration responses.
    pub(super) fn integration(self, key: &str, integration: &Value, responses: &[Value]) -> Self {
        let number = self.documents.len();
        let target = format!("integrations/i{number}");
        let route = json!({"routeKey": key, "target": target, "routeResponseSelectionExpression": "$default"});
        let mut documents = self
            .with(&format!("/routes/r{number}"), &route)
            .with(&format!("/routes/r{number}/routeresponses/rr"), &json!({"routeResponseKey": "$default"}))
            .with(&format!("/integrations/i{number}"), integration);
        for (index, response) in responses.iter().enumerate() {
            documents = documents.with(&format!("/integrations/i{number}/integrationresponses/ir{index}"), response);
        }
        documents
    }

    fn compile(&self, previous: Option<&Arc<WebSocketStage>>) -> Api {
        let snapshot: Snapshot = self.documents.iter().cloned().collect();
        let (stage, _diagnostics) = compile_stage(&Doc::new(), "prod", &self.stage, &snapshot, previous);
        Api {
            id: "abcdef1234".into(),
            account: "000000000000".into(),
            region: "us-east-1".into(),
            endpoint: EndpointType::Regional,
            strict: false,
            shared: Arc::clone(&self.account),
            era: self.account.era(),
            stages: Stages::WebSocket([("prod".into(), Arc::new(stage))].into_iter().collect()),
        }
    }
}

impl Stage {
    /// Deploys `documents` and serves the stage `prod`.
    pub(super) async fn serve(
        documents: Documents,
        code: impl Fn(&str, &Value) -> Result<Value, Value> + Send + Sync + 'static,
    ) -> Self {
        let (live, tasks, http) = (Arc::<Live>::default(), Tasks::default(), HttpClient::default());
        let clock = documents.account.clock.clone();
        let lambda = Arc::new(Lambda {
            code: Box::new(code),
            delays: Mutex::default(),
            events: Mutex::default(),
            arrived: tokio::sync::Notify::new(),
        });
        let endpoint = serve_lambda(Arc::clone(&lambda)).await;
        let settings = Settings { default_endpoint: Some(format!("http://{endpoint}").parse().unwrap()), ..Settings::default() };
        let functions = Functions::new(settings, Arc::clone(&live.accounts.clocks), tasks.clone(), http.clone());
        let services = services(&documents.service_endpoints, &http);
        let gateway = Arc::new(Gateway {
            live,
            clock: MachineClock,
            tasks,
            http,
            functions,
            services,
            vpc_links: documents.vpc_links.iter().map(|link| link.parse().unwrap()).collect(),
            connections: Default::default(),
            trust: Default::default(),
            logs: Default::default(),
            history: Default::default(),
            request_log: Default::default(),
            web_acls: Default::default(),
            faults: Default::default(),
        });
        let address = serve_stage(Arc::clone(&gateway)).await;
        let stage = Self { gateway, clock, address, lambda };
        stage.deploy(&documents);
        stage
    }

    /// Puts other documents in the place of those that are deployed.
    pub(super) fn deploy(&self, documents: &Documents) {
        self.gateway.live.update(|runtime| {
            let previous = runtime.api("abcdef1234").and_then(|api| match &api.stages {
                Stages::WebSocket(stages) => stages.get("prod"),
                Stages::Rest(_) | Stages::Http(_) => None,
            });
            runtime.with_api(documents.compile(previous))
        });
    }

    /// PostToConnection.
    pub(super) fn post(&self, id: &str, data: &Bytes) -> Result<(), ConnectionError> {
        self.gateway.connections.post(Scope::default(), id, data)
    }

    /// GetConnection.
    pub(super) fn connection(&self, id: &str) -> Result<ConnectionInfo, ConnectionError> {
        self.gateway.connections.get(Scope::default(), id)
    }

    /// DeleteConnection.
    pub(super) fn delete(&self, id: &str) -> Result<(), ConnectionError> {
        self.gateway.connections.delete(Scope::default(), id)
    }

    /// Connects, or says which status refused.
    pub(super) async fn try_connect(&self, headers: &[(&str, &str)]) -> Result<(Client, Response<()>), Response<String>> {
        self.try_connect_to("/prod", headers).await
    }

    /// Connects to a path of its own.
    pub(super) async fn try_connect_to(
        &self,
        path: &str,
        headers: &[(&str, &str)],
    ) -> Result<(Client, Response<()>), Response<String>> {
        let mut request = format!("ws://{}{path}", self.address).into_client_request().unwrap();
        for (name, value) in headers {
            request.headers_mut().insert(http::HeaderName::try_from(*name).unwrap(), value.parse().unwrap());
        }
        let socket = TcpStream::connect(self.address).await.unwrap();
        match tokio_tungstenite::client_async(request, socket).await {
            Ok((stream, response)) => Ok((Client(stream), response.map(|_| ()))),
            Err(Error::Http(refusal)) => Err(refusal.map(|body| String::from_utf8(body.unwrap_or_default()).unwrap())),
            Err(error) => panic!("{error}"),
        }
    }

    /// Connects.
    pub(super) async fn connect(&self) -> Client {
        self.try_connect(&[]).await.unwrap().0
    }

    /// The status that refuses a connection.
    pub(super) async fn refusal(&self) -> StatusCode {
        match self.try_connect(&[]).await {
            Ok(_) => panic!("the client must be refused"),
            Err(refusal) => refusal.status(),
        }
    }
}

/// The URI of an integration that invokes a function.
pub(super) fn invocation_uri(function: &str) -> String {
    let arn = format!("arn:aws:lambda:us-east-1:000000000000:function:{function}");
    format!("arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{arn}/invocations")
}

/// A connected client.
pub(super) struct Client(pub(super) WebSocketStream<TcpStream>);

impl Client {
    /// Sends a message.
    pub(super) async fn send(&mut self, text: &str) {
        self.0.send(Message::text(text)).await.unwrap();
    }

    /// The next message.
    pub(super) async fn receive(&mut self) -> String {
        match self.next().await {
            Some(Message::Text(text)) => text.as_str().to_owned(),
            other => panic!("a message must come, not {other:?}"),
        }
    }

    /// The next message, which is JSON.
    pub(super) async fn receive_json(&mut self) -> Value {
        serde_json::from_str(&self.receive().await).unwrap()
    }

    /// Shows that nothing was sent before: the next thing to come is the answer to a ping.
    pub(super) async fn receives_nothing(&mut self) {
        self.0.send(Message::Ping(Bytes::from_static(b"?"))).await.unwrap();
        assert!(matches!(self.next().await, Some(Message::Pong(_))));
    }

    /// The close frame that the server sends: code and reason.
    pub(super) async fn closed(&mut self) -> (u16, String) {
        match self.next().await {
            Some(Message::Close(Some(CloseFrame { code, reason }))) => (code.into(), reason.as_str().to_owned()),
            other => panic!("a close frame must come, not {other:?}"),
        }
    }

    async fn next(&mut self) -> Option<Message> {
        tokio::time::timeout(PATIENCE, self.0.next()).await.expect("something must come").transpose().unwrap()
    }
}

async fn serve_lambda(lambda: Arc<Lambda>) -> SocketAddr {
    serve(move |request, _peer| {
        let lambda = Arc::clone(&lambda);
        async move { lambda.answer(request).await }
    })
    .await
}

async fn serve_stage(gateway: Arc<Gateway>) -> SocketAddr {
    serve(move |mut request, peer| {
        let gateway = Arc::clone(&gateway);
        async move {
            let upgrade = upgraded(hyper::upgrade::on(&mut request));
            let api = Arc::clone(gateway.live.load().api("abcdef1234").unwrap());
            let Stages::WebSocket(stages) = &api.stages else { panic!("a WebSocket API") };
            let stage = Arc::clone(&stages["prod"]);
            let (parts, body) = request.into_parts();
            let host = parts.headers["host"].to_str().unwrap().to_owned();
            let body = body.collect().await.unwrap().to_bytes();
            let (head, address_length) = (RequestHead::new(HEAD.into()), "/prod".len());
            let inbound = Inbound { parts, head, body, peer, host, address_length, recorder: Recorder::OFF };
            websocket::connect(&gateway, &api, &stage, inbound, upgrade).await
        }
    })
    .await
}

/// The stream of a client, as the emulator's own listener gives it.
async fn upgraded(upgrade: OnUpgrade) -> Result<RawStream, UpgradeError> {
    let upgraded = upgrade.await.map_err(UpgradeError::Left)?;
    let parts = upgraded.downcast::<TokioIo<TcpStream>>().map_err(|_| UpgradeError::Foreign)?;
    Ok(RawStream { stream: parts.io.into_inner(), read: parts.read_buf })
}

/// Serves on a free port until the test ends.
pub(super) async fn serve<F>(answer: impl Fn(Request<Incoming>, SocketAddr) -> F + Clone + Send + Sync + 'static) -> SocketAddr
where
    F: Future<Output = Response<Full<Bytes>>> + Send,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let tasks = Tasks::default();
    tasks.clone().spawn(async move {
        loop {
            let (socket, peer) = listener.accept().await.unwrap();
            let answer = answer.clone();
            tasks.spawn(async move {
                let service = service_fn(|request| {
                    let answered = answer(request, peer);
                    async { Ok::<_, std::convert::Infallible>(answered.await) }
                });
                let connection = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(socket), service);
                let _client_left = connection.with_upgrades().await;
            });
        }
    });
    address
}
