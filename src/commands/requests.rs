//! `requests`: the last requests of a running emulator, and all that happened to them.

use std::error::Error;
use std::io::{self, Write};

use emulator_api::admin::requests::{
    ForgottenRequests, RecordedRequest, RecordedRequests, RequestEvent, RequestFilter, RequestHistorySettings, RequestSummary,
};

use super::running::{PATIENCE, Running, part, print, query, table};
use crate::cli::{RequestListArgs, RequestsArgs, RequestsCommand, RunningArgs};

mod story;

const REQUESTS: &str = "/_emulator/requests";
const SETTINGS: &str = "/_emulator/requests/settings";

/// Does what is asked with the request history.
pub(super) fn run(RequestsArgs { command, list: listed }: RequestsArgs) -> Result<(), Box<dyn Error>> {
    match command.unwrap_or(RequestsCommand::List(listed)) {
        RequestsCommand::List(RequestListArgs { filter, limit, running }) => list(&filter.filter(limit), &running),
        RequestsCommand::Show { id, running } => {
            let story: RecordedRequest = Running::at(&running, PATIENCE)?.get(&format!("{REQUESTS}/{}", part(&id)))?;
            print(&story, running.json, story::readable)
        }
        RequestsCommand::Follow { filter, running } => follow(&filter.filter(None), &running),
        RequestsCommand::Clear { filter, running } => {
            let path = format!("{REQUESTS}{}", query(&filter.filter(None))?);
            let forgotten: ForgottenRequests = Running::at(&running, PATIENCE)?.delete(&path)?;
            print(&forgotten, running.json, |forgotten| format!("{} requests are forgotten\n", forgotten.forgotten))
        }
        RequestsCommand::On { keep, running } => keep_at_most(keep, &running),
        RequestsCommand::Off { running } => keep_at_most(0, &running),
    }
}

fn keep_at_most(keep: usize, running: &RunningArgs) -> Result<(), Box<dyn Error>> {
    let settings: RequestHistorySettings = Running::at(running, PATIENCE)?.put(SETTINGS, &RequestHistorySettings { keep })?;
    print(&settings, running.json, |settings| match settings.keep {
        0 => "no requests are kept\n".to_owned(),
        keep => format!("the last {keep} requests are kept\n"),
    })
}

fn list(filter: &RequestFilter, running: &RunningArgs) -> Result<(), Box<dyn Error>> {
    let found: RecordedRequests = Running::at(running, PATIENCE)?.get(&format!("{REQUESTS}{}", query(filter)?))?;
    if found.keep == 0 && !running.json {
        writeln!(io::stderr(), "no requests are kept: `apigw-emulator requests on` keeps those that follow")?;
    }
    print(&found, running.json, |found| {
        let headings = ["TIME", "STATUS", "MS", "METHOD", "PATH", "API", "STAGE", "ROUTE", "ID"];
        table(headings, &found.requests.iter().map(row).collect::<Vec<_>>())
    })
}

fn row(request: &RequestSummary) -> [String; 9] {
    let RequestSummary { time, path, api_id, stage, route, request_id, .. } = request;
    let told = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
    [
        time.clone(),
        request.status.to_string(),
        format!("{:.1}", request.millis),
        what(request),
        told(path),
        told(api_id),
        told(stage),
        told(route),
        request_id.clone(),
    ]
}

/// The method, or what else it was.
fn what(request: &RequestSummary) -> String {
    match (request.event, &request.method) {
        (RequestEvent::Request | RequestEvent::Connections, Some(method)) => method.clone(),
        (RequestEvent::Connect, _) => "CONNECT".to_owned(),
        (RequestEvent::Message, _) => "MESSAGE".to_owned(),
        (RequestEvent::Disconnect, _) => "DISCONNECT".to_owned(),
        (RequestEvent::Request | RequestEvent::Connections, None) => "-".to_owned(),
    }
}

/// Prints what comes until it is stopped, or nobody reads any more.
fn follow(filter: &RequestFilter, running: &RunningArgs) -> Result<(), Box<dyn Error>> {
    let path = format!("{REQUESTS}/stream{}", query(filter)?);
    let mut is_story = true;
    let followed = Running::at(running, PATIENCE)?.follow(&path, |line| {
        if let Some(event) = line.strip_prefix("event: ") {
            is_story = event == "request";
        }
        let Some(data) = line.strip_prefix("data: ") else { return Ok(()) };
        if !is_story {
            return Ok(writeln!(io::stderr(), "{data}: requests were forgotten before they could be told")?);
        }
        if running.json {
            return Ok(writeln!(io::stdout(), "{data}")?);
        }
        let request: RequestSummary = serde_json::from_str(data)?;
        let refused = request.refused.as_deref().map(|why| format!("  ({why})")).unwrap_or_default();
        Ok(writeln!(io::stdout(), "{}{refused}", row(&request).join("  "))?)
    });
    match followed {
        // Whoever reads it has seen enough: `requests follow | head`.
        Err(error) if error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe) => Ok(()),
        followed => followed,
    }
}
