//! WebSocket APIs beside plain programs: messages, callbacks, latency, and what an idle connection costs.

use std::path::Path;
use std::time::Duration;

use apigw_emulator::clock::MachineClock;
use bytes::Bytes;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::Result;
use crate::backend::{Backend, FUNCTION, ORDER};
use crate::control::Control;
use crate::emulator::Emulator;
use crate::load::{self, Asking, Exchange, Round};
use crate::measure::Rounds;
use crate::plain::{CONSTANT, Plain};
use crate::process::{Cores, Server};
use crate::report::{self, Row, middle};
use crate::scenarios::OK;
use crate::socket::{Socket, Talking, text_frame};

/// What the route of callbacks answers: the connection's id, as the plain program does.
const WHO: &str = "$context.connectionId";

/// What is posted to a connection.
const NEWS: &str = r#"{"news": "something happened, and everyone who is connected should know of it"}"#;

/// A signature as SDKs send it; neither program looks at it.
const SIGNATURE: &str =
    "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/execute-api/aws4_request, SignedHeaders=host, Signature=0";

/// The name by which these rows are asked for alone.
pub(crate) const NAME: &str = "WebSocket";

const IDLE_CONNECTIONS: usize = 5_000;
const IDLE_KIBIBYTES: f64 = 12.0;
const OPENED_SECONDS: f64 = 1.0;
const LATENCY_RATIO: f64 = 1.2;

/// How many handshakes are under way at once.
const OPENING_AT_ONCE: usize = 64;

/// Messages one after the other, in one round of the latency.
const PING_PONGS: usize = 2_000;

/// The rounds of one route beside its plain program.
#[derive(Debug)]
pub(crate) struct Pair {
    pub(crate) name: &'static str,
    pub(crate) target: f64,
    pub(crate) emulator: Vec<Round>,
    pub(crate) plain: Vec<Round>,
}

/// Measures everything; the pairs of the first table, the rows of the second.
pub(crate) async fn measured(
    cores: &Cores,
    scratch: &Path,
    rounds: &Rounds,
    emulator: &Emulator,
    backend: &Backend,
) -> Result<(Vec<Pair>, Vec<Row>)> {
    let (server, plain) = (emulator.start(cores)?, Plain::Sockets.start(cores, backend)?);
    let host = deploy(&Control::new(server.url())).await?;
    report::progress("WebSocket messages");
    let mut pairs = Vec::new();
    for (name, action, length) in [("WebSocket MOCK", "mock", CONSTANT.len()), ("WebSocket Lambda", "lambda", ORDER.len())] {
        let frame = text_frame(&format!(r#"{{"action":"{action}"}}"#));
        let round = async |server: &Server| messages(server, &host, &frame, length, rounds).await;
        let [emulator, plain] = alternate(rounds.count, [&server, &plain], round).await?;
        pairs.push(Pair { name, target: 0.8, emulator, plain });
    }
    report::progress("@connections");
    let pushing = Plain::Pushes.start(cores, backend)?;
    let round = async |server: &Server| callbacks(server, &host, rounds).await;
    let [emulator_rounds, plain_rounds] = alternate(rounds.count, [&server, &pushing], round).await?;
    pairs.push(Pair { name: "@connections POST", target: 0.75, emulator: emulator_rounds, plain: plain_rounds });
    report::progress("WebSocket latency");
    let mut rows = vec![latency(&server, &plain, &host, rounds).await?];
    drop((server, plain));
    report::progress("idle WebSocket connections");
    rows.extend(idle(cores, &emulator.with_state_in(scratch.join("idle")), backend).await?);
    Ok((pairs, rows))
}

/// Runs a round on each of two servers, `count` times, every second time in the opposite order; the first time warms up.
async fn alternate<T>(count: usize, servers: [&Server; 2], round: impl AsyncFn(&Server) -> Result<T>) -> Result<[Vec<T>; 2]> {
    let mut kept = [Vec::new(), Vec::new()];
    for number in 0..=count {
        let mut order: Vec<_> = servers.into_iter().zip(&mut kept).collect();
        if !number.is_multiple_of(2) {
            order.reverse();
        }
        for (server, kept) in order {
            let seen = round(server).await?;
            if number > 0 {
                kept.push(seen);
            }
        }
    }
    Ok(kept)
}

/// Makes a WebSocket API with the measured routes; the host that leads to it.
async fn deploy(control: &Control) -> Result<String> {
    let api = json!({ "name": "bench", "protocolType": "WEBSOCKET", "routeSelectionExpression": "$request.body.action" });
    let api_id = control.make("/v2/apis", api, "apiId").await?;
    let function = format!(
        "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:{FUNCTION}/invocations"
    );
    let lambda = json!({ "integrationType": "AWS_PROXY", "integrationUri": function });
    let api = format!("/v2/apis/{api_id}");
    for (key, integration, answer) in
        [("mock", mock(), Some(CONSTANT)), ("lambda", lambda, None), ("$default", mock(), Some(WHO))]
    {
        let integration_id = control.make(&format!("{api}/integrations"), integration, "integrationId").await?;
        if let Some(template) = answer {
            let response = json!({ "integrationResponseKey": "$default", "responseTemplates": { "$default": template } });
            let responses = format!("{api}/integrations/{integration_id}/integrationresponses");
            control.make(&responses, response, "integrationResponseId").await?;
        }
        let route = json!({
            "routeKey": key,
            "target": format!("integrations/{integration_id}"),
            "routeResponseSelectionExpression": "$default",
        });
        let route_id = control.make(&format!("{api}/routes"), route, "routeId").await?;
        let response = json!({ "routeResponseKey": "$default" });
        control.make(&format!("{api}/routes/{route_id}/routeresponses"), response, "routeResponseId").await?;
    }
    control.make(&format!("{api}/stages"), json!({ "stageName": "dev", "autoDeploy": true }), "stageName").await?;
    Ok(format!("{api_id}.execute-api.localhost:4566"))
}

fn mock() -> Value {
    json!({ "integrationType": "MOCK", "requestTemplates": { "$default": OK } })
}

/// One round of messages, on each of the load's connections one after the other.
async fn messages(server: &Server, host: &str, frame: &Bytes, answer_length: usize, rounds: &Rounds) -> Result<Round> {
    let mut talking = Vec::new();
    for _ in 0..rounds.connections {
        let socket = Socket::open(server.address, host).await?;
        talking.push(Talking { socket, frame: frame.clone(), answer_length });
    }
    load::measure(server, talking, rounds.each).await
}

/// One round of posts, each of the load's connections to a WebSocket of its own, which is read all the while.
async fn callbacks(server: &Server, host: &str, rounds: &Rounds) -> Result<Round> {
    let mut reading = JoinSet::new();
    let mut asking = Vec::new();
    for _ in 0..rounds.connections {
        let mut socket = Socket::open(server.address, host).await?;
        let id = String::from_utf8(socket.ask(&text_frame("who am I?")).await?)?;
        reading.spawn(socket.drain());
        let target = format!("/dev/@connections/{}", id.replace('=', "%3D"));
        let exchange = Exchange::post(host, &target, &[("Authorization", SIGNATURE)], NEWS, 0);
        asking.push(Asking::open(server.address, exchange).await?);
    }
    load::measure(server, asking, rounds.each).await
}

/// One message after the other on one connection: the median of what each took.
async fn latency(emulator: &Server, plain: &Server, host: &str, rounds: &Rounds) -> Result<Row> {
    let round = async |server: &Server| ping_pong(server, host).await;
    let [of_emulator, of_plain] = alternate(rounds.count, [emulator, plain], round).await?;
    let (emulator, plain) = (middle(of_emulator), middle(of_plain));
    let ratio = emulator / plain;
    Ok(Row {
        what: "a message and its answer on one connection, p50".to_owned(),
        value: format!("{emulator:.0} / {plain:.0} µs = {ratio:.2}"),
        target: Some((format!("≤ {LATENCY_RATIO}"), ratio <= LATENCY_RATIO)),
    })
}

async fn ping_pong(server: &Server, host: &str) -> Result<f64> {
    let (clock, frame) = (MachineClock, text_frame(r#"{"action":"mock"}"#));
    let mut socket = Socket::open(server.address, host).await?;
    let mut micros = Vec::with_capacity(PING_PONGS);
    for _ in 0..PING_PONGS {
        let sent = clock.instant();
        socket.ask(&frame).await?;
        micros.push(sent.elapsed().as_secs_f64() * 1e6);
    }
    Ok(middle(micros))
}

/// What many idle connections take, of the emulator and of the plain program.
async fn idle(cores: &Cores, emulator: &Emulator, backend: &Backend) -> Result<[Row; 2]> {
    let (server, plain) = (emulator.start(cores)?, Plain::Sockets.start(cores, backend)?);
    let host = deploy(&Control::new(server.url())).await?;
    let (kibibytes, seconds) = opened(&server, &host).await?;
    let (plain_kibibytes, plain_seconds) = opened(&plain, &host).await?;
    Ok([
        Row {
            what: format!("memory of each of {IDLE_CONNECTIONS} idle connections"),
            value: format!("{kibibytes:.1} KiB (plain {plain_kibibytes:.1})"),
            target: Some((format!("≤ {IDLE_KIBIBYTES} KiB"), kibibytes <= IDLE_KIBIBYTES)),
        },
        Row {
            what: format!("time to open {IDLE_CONNECTIONS} connections"),
            value: format!("{seconds:.2} s (plain {plain_seconds:.2})"),
            target: Some((format!("≤ {OPENED_SECONDS} s"), seconds <= OPENED_SECONDS)),
        },
    ])
}

/// Opens all connections: KiB of memory for each, and seconds for all.
async fn opened(server: &Server, host: &str) -> Result<(f64, f64)> {
    // What is made once is there before.
    drop(Socket::open(server.address, host).await?);
    let (before, clock) = (server.resident_memory()?, MachineClock);
    let started = clock.instant();
    let mut opening = JoinSet::new();
    for _ in 0..OPENING_AT_ONCE {
        opening.spawn(open_some(server.address, host.to_owned(), IDLE_CONNECTIONS.div_ceil(OPENING_AT_ONCE)));
    }
    let mut open = Vec::new();
    while let Some(opened) = opening.join_next().await {
        open.extend(opened??);
    }
    let seconds = started.elapsed().as_secs_f64();
    tokio::time::sleep(Duration::from_secs(1)).await;
    let grown = server.resident_memory()?.saturating_sub(before) / 1024;
    let count = f64::from(u32::try_from(open.len())?);
    Ok((f64::from(u32::try_from(grown)?) / count, seconds))
}

async fn open_some(address: std::net::SocketAddr, host: String, count: usize) -> Result<Vec<Socket>> {
    let mut open = Vec::with_capacity(count);
    for _ in 0..count {
        open.push(Socket::open(address, &host).await?);
    }
    Ok(open)
}
