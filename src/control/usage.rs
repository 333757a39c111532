//! Usage plans between the store, which keeps them and what was used of them, and the calls that they are counted by.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use crate::clock::Day;
use crate::compile::usage::{Documents, PlanDocuments, compile};
use crate::runtime::Live;
use crate::runtime::account::Account;
use crate::runtime::finding::{Found, Owner};
use crate::runtime::usage::{DayCount, UsagePlans};
use crate::store::{Reading, Store, StoreError, UsageDay, Writing, path};
use crate::tasks::Tasks;

use super::publish::{Continuity, finding};

/// How long counts may be unsaved: what is lost at most when the process is killed.
const EVERY: Duration = Duration::from_secs(1);

/// The path of the account and region that the usage plan at `plan` is in.
pub(crate) fn root_of(plan: &str) -> &str {
    path::parent(path::parent(plan))
}

/// The usage plans of the account and region at `root`, ready to count by.
pub(crate) async fn compiled(
    tx: &mut Reading,
    live: &Live,
    root: &str,
    continuity: Continuity,
) -> Result<(Arc<Account>, UsagePlans, Found), StoreError> {
    let (number, region) = (path::last(path::parent(root)).into_owned(), path::last(root).into_owned());
    let account = live.accounts.get(&number, &region);
    let documents = documents(tx, root, Day::of(account.clock.now())).await?;
    let before = match continuity {
        Continuity::GoesOn => Arc::clone(&account.usage_plans()),
        Continuity::BeginsAnew => Arc::default(),
    };
    let (plans, diagnostics) = compile(&documents, &before);
    let owner = Owner::UsagePlans { account: number.clone(), region: region.clone() };
    let findings = diagnostics.into_iter().map(|diagnostic| finding(None, diagnostic)).collect();
    Ok((account, plans, Found { owner, account: number, region, findings }))
}

async fn documents(tx: &mut Reading, root: &str, today: Day) -> Result<Documents, StoreError> {
    let plans_at = format!("{root}/usageplans");
    let kept = tx.last_usage(&plans_at, today).await?;
    let kept: HashMap<&str, DayCount> = kept.iter().map(|usage| (usage.path.as_str(), day_count(usage))).collect();
    let keys = tx.children(&format!("{root}/apikeys"), None, usize::MAX).await?;
    let keys = keys.into_iter().map(|stored| (path::last(&stored.path).into_owned(), stored.doc)).collect();
    let mut plans: Vec<PlanDocuments> = Vec::new();
    // A plan comes before its keys.
    for stored in tx.below(&plans_at).await? {
        if path::parent(&stored.path) == plans_at {
            plans.push(PlanDocuments { plan: stored.doc, keys: Vec::new() });
        } else if let Some(plan) = plans.last_mut() {
            plan.keys.push((path::last(&stored.path).into_owned(), kept.get(stored.path.as_str()).copied()));
        }
    }
    Ok(Documents { keys, plans })
}

fn day_count(usage: &UsageDay) -> DayCount {
    DayCount { day: usage.day, used: usage.used, remaining: usage.remaining }
}

/// Saves counts until the process is asked to stop.
pub(crate) async fn keep(store: &Store, live: &Live, tasks: &Tasks) {
    loop {
        tokio::select! {
            () = tokio::time::sleep(EVERY) => save_or_tell(store, live).await,
            () = tasks.stopping() => return,
        }
    }
}

/// Saves counts; that it cannot is told, and what was counted of days that are over is lost.
pub(crate) async fn save_or_tell(store: &Store, live: &Live) {
    if let Err(error) = save(store, live).await {
        tracing::error!(%error, "the latest counts of usage plans could not be saved, and are lost at a stop; look for room and rights in the data directory");
    }
}

/// Writes the counts that have changed to the store.
pub(crate) async fn save(store: &Store, live: &Live) -> Result<(), StoreError> {
    let accounts = live.accounts.all();
    if !accounts.iter().any(|(_, account)| has_unsaved(&account.usage_plans())) {
        return Ok(());
    }
    // With the writer's turn no plan changes, so nothing is kept of a key that has left its plan.
    let mut tx = store.begin_write().await?;
    write(&mut tx, live).await?;
    drop(tx.commit().await?);
    Ok(())
}

/// The same as a part of another operation.
pub(crate) async fn write(tx: &mut Writing, live: &Live) -> Result<(), StoreError> {
    for ((account, region), shared) in &live.accounts.all() {
        let root = format!("/{}/{}", path::part(account), path::part(region));
        for usage in unsaved(&shared.usage_plans(), &root) {
            tx.put_usage(&usage).await?;
        }
    }
    Ok(())
}

fn has_unsaved(plans: &UsagePlans) -> bool {
    let mut quotas = plans.keys().flat_map(|key| &key.subscriptions).filter_map(|plan| plan.quota.as_ref());
    quotas.any(|quota| quota.has_unsaved())
}

fn unsaved(plans: &UsagePlans, root: &str) -> Vec<UsageDay> {
    let subscriptions = plans.keys().flat_map(|key| key.subscriptions.iter().map(move |plan| (key, plan)));
    let days = subscriptions.flat_map(|(key, plan)| {
        let path = key_path(root, &plan.plan, &key.id);
        let days = plan.quota.iter().flat_map(|quota| quota.unsaved());
        days.map(move |DayCount { day, used, remaining }| UsageDay { path: path.clone(), day, used, remaining })
    });
    days.collect()
}

/// The path of a key in its plan.
fn key_path(root: &str, plan: &str, key: &str) -> String {
    path::join(&format!("{}/keys", path::join(&format!("{root}/usageplans"), plan)), key)
}
