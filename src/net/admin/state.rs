//! The state of the emulator: what is stored of all accounts, or of one; reset, saved and restored.

use emulator_api::admin::{Nothing, Scope, Snapshot, SnapshotName, Snapshots, StateReset};
use emulator_api::codec::format_iso8601;

use super::Admin;
use super::problem::{Refusal, Result};
use super::routes::{Call, Head, Routes};
use crate::control::{SnapshotKey, StateSnapshot};

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .json(Head::post("/_emulator/state/reset", "resetState", "Removes everything that is stored of a scope"), reset)
        .json(
            Head::post(
                "/_localstack/state/reset",
                "resetNeighbourState",
                "The same for all, where tools of another emulator ask",
            ),
            reset_all,
        )
        .json(Head::get("/_emulator/state/snapshots", "listSnapshots", "What was saved; of a scope, if one is named"), list)
        .json(
            Head::put(
                "/_emulator/state/snapshots/{name}",
                "saveSnapshot",
                "Saves everything that is stored of a scope, in place of what was saved of it under this name",
            ),
            save,
        )
        .json(Head::delete("/_emulator/state/snapshots/{name}", "deleteSnapshot", "Forgets what was saved of a scope"), delete)
        .json(
            Head::post(
                "/_emulator/state/snapshots/{name}/restore",
                "restoreSnapshot",
                "Makes everything that is stored of a scope what it was when it was saved",
            ),
            restore,
        )
}

async fn reset(Call { admin, input, .. }: Call<Scope>) -> Result<StateReset> {
    reset_scope(&admin, &input).await
}

async fn reset_all(Call { admin, .. }: Call<Nothing>) -> Result<StateReset> {
    reset_scope(&admin, &Scope::default()).await
}

async fn reset_scope(admin: &Admin, scope: &Scope) -> Result<StateReset> {
    // Asked before: an API that is gone no longer tells whose its faults are.
    let faults = admin.faults_in(scope);
    let apis = admin.control.reset(scope).await?;
    admin.remove_faults(&faults);
    Ok(StateReset { apis })
}

/// Without a scope all that was saved, of whomever.
async fn list(Call { admin, input, .. }: Call<Scope>) -> Result<Snapshots> {
    let Scope { account, region } = input;
    let saved = admin.control.snapshots().await?.into_iter().map(told);
    let asked_for =
        |saved: &Snapshot| (account.is_none() || saved.account == account) && (region.is_none() || saved.region == region);
    Ok(Snapshots { snapshots: saved.filter(asked_for).collect() })
}

async fn save(call: Call<Scope>) -> Result<Snapshot> {
    Ok(told(call.admin.control.save_snapshot(key(&call)?).await?))
}

async fn restore(call: Call<Scope>) -> Result<Snapshot> {
    let faults = call.admin.faults_in(&call.input);
    let restored = call.admin.control.restore_snapshot(&key(&call)?).await?;
    call.admin.remove_faults(&faults);
    Ok(told(restored))
}

async fn delete(call: Call<Scope>) -> Result<Snapshot> {
    Ok(told(call.admin.control.delete_snapshot(&key(&call)?).await?))
}

/// The snapshot that a request names.
fn key(call: &Call<Scope>) -> Result<SnapshotKey> {
    let name: SnapshotName = call.name("name").parse().map_err(|error| Refusal::bad_request(format!("{error}")))?;
    Ok(SnapshotKey { name: name.as_str().to_owned(), scope: call.input.clone() })
}

fn told(StateSnapshot { key: SnapshotKey { name, scope }, created, count, bytes }: StateSnapshot) -> Snapshot {
    let Scope { account, region } = scope;
    #[expect(clippy::cast_precision_loss, reason = "a moment is far from what a float holds")]
    let created = format_iso8601(created.as_millis() as f64 / 1000.0);
    Snapshot { name, account, region, created, apis: count, bytes }
}
