//! The request history: the last requests with their stories, also as they end.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use emulator_api::admin::Nothing;
use emulator_api::admin::requests::{
    ForgottenRequests, RecordedRequest, RecordedRequests, RequestFilter, RequestHistorySettings,
};
use futures_util::{Stream, StreamExt, stream};
use tokio::sync::watch;

use super::problem::{Refusal, Result};
use super::routes::{Call, Head, Routes};
use super::time;
use crate::gateway::recorder::{Filter, History};

/// What there is to do where the history is off.
const SWITCH_ON: &str = "`apigw-emulator requests on`, or PUT /_emulator/requests/settings {\"keep\": 100}, switches it on";

/// A comment is sent when nothing else was for so long, so that it is noticed when nobody follows any more.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .json(Head::get("/_emulator/requests", "listRequests", "The last requests, the last first"), list)
        .json(Head::delete("/_emulator/requests", "forgetRequests", "Forgets requests"), forget)
        .json(Head::get("/_emulator/requests/settings", "getRequestHistorySettings", "How many requests are kept"), settings)
        .json(Head::put("/_emulator/requests/settings", "setRequestHistorySettings", "Keeps so many requests from now on"), set)
        .events(Head::get("/_emulator/requests/stream", "followRequests", "The story of each request as soon as it ends"), follow)
        .json(Head::get("/_emulator/requests/{id}", "getRequest", "The whole story of a request"), show)
}

async fn list(Call { admin, input, .. }: Call<RequestFilter>) -> Result<RecordedRequests> {
    let (history, filter) = (&admin.gateway.history, filter(input)?);
    history.settled().await;
    let requests = history.list(&filter).iter().map(|recorded| recorded.summary.clone()).collect();
    Ok(RecordedRequests { keep: history.limit(), requests })
}

async fn forget(Call { admin, input, .. }: Call<RequestFilter>) -> Result<ForgottenRequests> {
    if input.limit.is_some() {
        return Err(Refusal::bad_request("limit says how many are listed; all that the filters mean are forgotten"));
    }
    let (history, filter) = (&admin.gateway.history, filter(input)?);
    history.settled().await;
    Ok(ForgottenRequests { forgotten: history.forget(&filter) })
}

async fn settings(Call { admin, .. }: Call<Nothing>) -> Result<RequestHistorySettings> {
    Ok(RequestHistorySettings { keep: admin.gateway.history.limit() })
}

async fn set(Call { admin, input, .. }: Call<RequestHistorySettings>) -> Result<RequestHistorySettings> {
    admin.gateway.history.keep_at_most(input.keep);
    Ok(input)
}

async fn show(call: Call<Nothing>) -> Result<RecordedRequest> {
    let (id, history) = (call.name("id"), &call.admin.gateway.history);
    history.settled().await;
    let recorded = history.find(id).ok_or_else(|| {
        Refusal::not_found(match history.limit() {
            0 => format!("no request is kept: the history is off, and {SWITCH_ON}"),
            keep => format!("the last {keep} requests have none with the id {id}"),
        })
    })?;
    serde_json::from_slice(&recorded.story).map_err(|error| Refusal::failed("a kept request cannot be read", &error))
}

fn follow(Call { admin, input, .. }: Call<RequestFilter>) -> Result<impl Stream<Item = Bytes>> {
    let history = &admin.gateway.history;
    if !history.is_on() {
        return Err(Refusal::conflict(format!("the history is off, so nothing would come; {SWITCH_ON}")));
    }
    if input.limit.is_some() {
        return Err(Refusal::bad_request("limit says how many are listed; those that follow are told without an end"));
    }
    let changes = history.follow();
    let last = *changes.borrow();
    let following = Following { history: Arc::clone(history), filter: filter(input)?, changes, last };
    let begun = stream::once(async { Bytes::from_static(b": following\n\n") });
    Ok(begun.chain(stream::unfold(following, Following::next)))
}

/// Someone who follows what comes.
struct Following {
    history: Arc<History>,
    filter: Filter,
    changes: watch::Receiver<u64>,
    /// The number of the last request that was told.
    last: u64,
}

impl Following {
    /// The events of all that has come since, or a comment when nothing comes.
    async fn next(mut self) -> Option<(Bytes, Self)> {
        loop {
            match tokio::time::timeout(KEEP_ALIVE, self.changes.changed()).await {
                Ok(Ok(())) => {}
                Ok(Err(_gone)) => return None,
                Err(_elapsed) => return Some((Bytes::from_static(b": nothing yet\n\n"), self)),
            }
            let events = self.events();
            if !events.is_empty() {
                return Some((events.into(), self));
            }
        }
    }

    fn events(&mut self) -> Vec<u8> {
        let mut events = Vec::new();
        for recorded in self.history.after(self.last) {
            let missed = recorded.number - self.last - 1;
            if missed > 0 {
                events.extend_from_slice(format!("event: missed\ndata: {{\"missed\":{missed}}}\n\n").as_bytes());
            }
            self.last = recorded.number;
            if self.filter.passes(&recorded) {
                events.extend_from_slice(format!("event: request\nid: {}\ndata: ", recorded.number).as_bytes());
                events.extend_from_slice(&recorded.story);
                events.extend_from_slice(b"\n\n");
            }
        }
        events
    }
}

/// What a filter means.
fn filter(said: RequestFilter) -> Result<Filter> {
    let since = said.since.as_deref().map(|since| time("since", since)).transpose()?;
    Ok(Filter { since, said })
}
