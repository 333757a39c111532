//! The last table: how fast the emulator is there, how much it takes, and what a control-plane call costs.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use apigw_emulator::clock::MachineClock;
use http::Method;
use http::header::{CONNECTION, CONTENT_LENGTH, DATE, TRANSFER_ENCODING};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use tokio::process::Command;

use crate::Result;
use crate::backend::Backend;
use crate::control::Control;
use crate::emulator::Emulator;
use crate::plain::RecordedAnswer;
use crate::process::{Cores, Server};
use crate::report::{Row, middle};
use crate::scenarios::Scenario;

/// Starts of which the median counts.
const STARTS: usize = 11;
const READY_MILLIS: f64 = 30.0;
const IDLE_MEGABYTES: f64 = 20.0;
const BINARY_MEGABYTES: f64 = 25.0;
const CALL_RATIO: f64 = 1.2;

/// How long an emulator is left alone before its memory is read.
const IDLE: Duration = Duration::from_secs(1);

/// The script that calls through boto3.
const CONTROL_PLANE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/control_plane.py");

/// The script that makes and lists many things through boto3.
const MANY_RESOURCES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/many_resources.py");

/// Of the time of making 300 resources with methods and integrations.
const SHARE_PERCENT: f64 = 10.0;
/// Four times as many take no more than four times as long.
const LINEAR: f64 = 4.0;
/// Where a page begins makes no difference.
const SAME_PAGE: f64 = 1.25;

/// How long fifty APIs take to be what they were when they were saved.
const RESTORE_MILLIS: f64 = 100.0;
/// Restores of which the median counts.
const RESTORES: usize = 11;

/// Measures everything of the last table.
pub(crate) async fn rows(
    cores: &Cores,
    scratch: &Path,
    emulator: &Emulator,
    crowded: &Emulator,
    backend: &Backend,
    python: &Path,
) -> Result<Vec<Row>> {
    let small = emulator.with_state_in(scratch.join("small"));
    fill_small(&small, cores, backend).await?;
    let mut rows = Vec::new();
    rows.push(ready("ready after a start without state", READY_MILLIS, &first_starts(cores, scratch, emulator)?));
    rows.push(ready("ready after a start with a few deployed APIs", READY_MILLIS, &starts(cores, &small, STARTS)?));
    rows.push(told(ready("ready after a start with the crowd", READY_MILLIS, &starts(cores, crowded, 3)?)));
    rows.push(at_most("idle memory with a few deployed APIs", idle_memory(cores, &small).await?, IDLE_MEGABYTES, "MB"));
    rows.push(told(at_most("idle memory with the crowd", idle_memory(cores, crowded).await?, IDLE_MEGABYTES, "MB")));
    rows.push(at_most("release binary", megabytes(emulator.binary_size()?), BINARY_MEGABYTES, "MB"));
    rows.extend(calls(cores, scratch, &small, python).await?);
    rows.extend(growth(cores, crowded, python).await?);
    rows.push(at_most("50 APIs of 20 methods are restored", restore(cores, scratch, emulator).await?, RESTORE_MILLIS, "ms"));
    Ok(rows)
}

/// What many things cost in the control plane.
#[derive(Debug, Deserialize)]
struct Growth {
    share: f64,
    few_millis: f64,
    many_millis: f64,
    first_page_millis: f64,
    last_page_millis: f64,
}

async fn growth(cores: &Cores, crowded: &Emulator, python: &Path) -> Result<[Row; 3]> {
    let server = crowded.start(cores)?;
    let growth: Growth = serde_json::from_slice(&script(python, &[MANY_RESOURCES, &server.url()]).await?)?;
    let (listed, paged) = (growth.many_millis / growth.few_millis, growth.last_page_millis / growth.first_page_millis);
    let percent = growth.share * 100.0;
    Ok([
        at_most("300 resources by boto3, spent in the emulator", percent, SHARE_PERCENT, "%"),
        Row {
            what: "GetResources, 300 beside 75".to_owned(),
            value: format!("{:.2} / {:.2} ms = {listed:.2}", growth.many_millis, growth.few_millis),
            target: Some((format!("≤ {LINEAR}"), listed <= LINEAR)),
        },
        Row {
            what: "GetRestApis by 500, the last page beside the first".to_owned(),
            value: format!("{:.2} / {:.2} ms = {paged:.2}", growth.last_page_millis, growth.first_page_millis),
            target: Some((format!("≤ {SAME_PAGE}"), paged <= SAME_PAGE)),
        },
    ])
}

/// Milliseconds in which a snapshot of fifty APIs is restored.
async fn restore(cores: &Cores, scratch: &Path, emulator: &Emulator) -> Result<f64> {
    let server = emulator.with_state_in(scratch.join("fifty")).start(cores)?;
    let control = Control::new(server.url());
    let method = json!({
        "responses": { "200": { "description": "ok" } },
        "x-amazon-apigateway-integration": {
            "type": "mock",
            "requestTemplates": { "application/json": "{\"statusCode\": 200}" },
            "responses": { "default": { "statusCode": "200" } },
        },
    });
    let paths: Map<String, Value> =
        (0..10).map(|number| (format!("/items{number}/{{id}}"), json!({ "get": &method, "post": &method }))).collect();
    for number in 0..50 {
        let definition =
            json!({ "swagger": "2.0", "info": { "title": format!("api-{number}"), "version": "1" }, "paths": &paths });
        let api = control.make("/restapis?mode=import", definition, "id").await?;
        let stage = json!({ "stageName": "prod" });
        control.call(Method::POST, &format!("/restapis/{api}/deployments"), Some(stage)).await?;
    }
    control.call(Method::PUT, "/_emulator/state/snapshots/fifty", None).await?;
    let mut times = Vec::new();
    for _ in 0..RESTORES {
        let started = MachineClock.instant();
        control.call(Method::POST, "/_emulator/state/snapshots/fifty/restore", None).await?;
        times.push(milliseconds(started.elapsed()));
    }
    Ok(middle(times))
}

/// What a Python script prints.
async fn script(python: &Path, arguments: &[&str]) -> Result<Vec<u8>> {
    let output = Command::new(python).args(arguments).output().await;
    let output = output.map_err(|error| format!("{} cannot be run: {error}", python.display()))?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(format!("{arguments:?}: {}", String::from_utf8_lossy(&output.stderr)).into())
    }
}

/// Deploys every measured route once.
async fn fill_small(emulator: &Emulator, cores: &Cores, backend: &Backend) -> Result<()> {
    let server = emulator.start(cores)?;
    let control = Control::new(server.url());
    for scenario in Scenario::ALL {
        scenario.deploy(&control, backend).await?;
    }
    Ok(())
}

/// Milliseconds from start to ready line, each time in a folder that does not exist.
fn first_starts(cores: &Cores, scratch: &Path, emulator: &Emulator) -> Result<Vec<f64>> {
    let start = |number| {
        let server = emulator.with_state_in(scratch.join(format!("empty-{number}"))).start(cores)?;
        Ok(milliseconds(server.ready_after))
    };
    (0..STARTS).map(start).collect()
}

/// Milliseconds from start to ready line with the state that is there.
fn starts(cores: &Cores, emulator: &Emulator, count: usize) -> Result<Vec<f64>> {
    (0..count).map(|_| Ok(milliseconds(emulator.start(cores)?.ready_after))).collect()
}

async fn idle_memory(cores: &Cores, emulator: &Emulator) -> Result<f64> {
    let server = emulator.start(cores)?;
    tokio::time::sleep(IDLE).await;
    Ok(megabytes(server.resident_memory()?))
}

/// What boto3 sees of a call to the emulator and of the same call to a program that gives the same bytes.
#[derive(Debug, Deserialize)]
struct Call {
    emulator_millis: f64,
    constant_millis: f64,
}

async fn calls(cores: &Cores, scratch: &Path, emulator: &Emulator, python: &Path) -> Result<Vec<Row>> {
    let server = emulator.start(cores)?;
    let control = Control::new(server.url());
    let rest_api_id = control.make("/restapis", json!({ "name": "bench-control-plane" }), "id").await?;
    let answers = [
        record(&control, Method::GET, &format!("/restapis/{rest_api_id}")).await?,
        record(&control, Method::POST, "/restapis").await?,
        record(&control, Method::POST, "/apikeys").await?,
    ];
    let path = scratch.join("answers.json");
    std::fs::write(&path, serde_json::to_vec(&answers)?)?;
    let constant = recorded_answers(cores, &path)?;
    let printed = script(python, &[CONTROL_PLANE, &server.url(), &constant.url(), &rest_api_id]).await?;
    let calls: BTreeMap<String, Call> = serde_json::from_slice(&printed)?;
    Ok(calls.iter().map(|(operation, call)| call.row(operation)).collect())
}

async fn record(control: &Control, method: Method, path: &str) -> Result<RecordedAnswer> {
    let body = (method == Method::POST).then(|| json!({ "name": "bench" }));
    let answer = control.send(method.clone(), path, body.as_ref()).await?;
    if !answer.status().is_success() {
        return Err(format!("{method} {path} is answered with {}", answer.status()).into());
    }
    // The plain program's server makes these itself.
    let own = [CONNECTION, CONTENT_LENGTH, DATE, TRANSFER_ENCODING];
    let headers = answer.headers().iter().filter(|(name, _)| !own.contains(name));
    let headers = headers.map(|(name, value)| Ok((name.to_string(), value.to_str()?.to_owned()))).collect::<Result<_>>()?;
    let body = String::from_utf8(answer.body().to_vec())?;
    Ok(RecordedAnswer { method: method.to_string(), path: path.to_owned(), status: answer.status().as_u16(), headers, body })
}

fn recorded_answers(cores: &Cores, path: &Path) -> Result<Server> {
    let path = path.to_str().ok_or("the folder's name is not text")?;
    crate::plain::Plain::Recorded.start_with(cores, &["--answers", path])
}

impl Call {
    fn row(&self, operation: &str) -> Row {
        let ratio = self.emulator_millis / self.constant_millis;
        Row {
            what: format!("{operation} by boto3, p50 beside a constant's"),
            value: format!("{:.2} / {:.2} ms = {ratio:.2}", self.emulator_millis, self.constant_millis),
            target: Some((format!("≤ {CALL_RATIO}"), ratio <= CALL_RATIO)),
        }
    }
}

fn ready(what: &str, most: f64, millis: &[f64]) -> Row {
    let median = middle(millis.to_vec());
    let slowest = millis.iter().copied().fold(0.0, f64::max);
    Row {
        what: what.to_owned(),
        value: format!("{median:.1} ms (max {slowest:.1})"),
        target: Some((format!("≤ {most} ms"), median <= most)),
    }
}

fn at_most(what: &str, value: f64, most: f64, unit: &str) -> Row {
    Row {
        what: what.to_owned(), value: format!("{value:.1} {unit}"), target: Some((format!("≤ {most} {unit}"), value <= most))
    }
}

/// The row without its target: what the issue sets no limit for.
fn told(row: Row) -> Row {
    Row { target: None, ..row }
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}

fn megabytes(bytes: u64) -> f64 {
    f64::from(u32::try_from(bytes / 1000).unwrap_or(u32::MAX)) / 1e3
}
