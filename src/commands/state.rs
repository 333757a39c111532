//! `state`: what a running emulator has stored; reset, saved and restored.

use std::error::Error;

use emulator_api::admin::{AccountId, RegionName, Scope, Snapshot, SnapshotName, Snapshots, StateReset};

use super::running::{PATIENCE, Running, part, print, query, table};
use crate::cli::{ScopedArgs, SnapshotArgs, StateCommand};

/// Does what is asked with the state.
pub(super) fn run(command: &StateCommand) -> Result<(), Box<dyn Error>> {
    match command {
        StateCommand::Save(SnapshotArgs { name, scoped }) => {
            let saved: Snapshot = at(scoped)?.put(&path(name), &scoped.scope.scope())?;
            print(&saved, scoped.running.json, |saved| told("saved", saved))
        }
        StateCommand::List(scoped) => {
            let path = format!("/_emulator/state/snapshots{}", query(&scoped.scope.scope())?);
            let all: Snapshots = at(scoped)?.get(&path)?;
            print(&all, scoped.running.json, listed)
        }
        StateCommand::Restore(SnapshotArgs { name, scoped }) => {
            let restored: Snapshot = at(scoped)?.post(&format!("{}/restore", path(name)), &scoped.scope.scope())?;
            print(&restored, scoped.running.json, |restored| told("restored", restored))
        }
        StateCommand::Delete(SnapshotArgs { name, scoped }) => {
            let scope = scoped.scope.scope();
            let deleted: Snapshot = at(scoped)?.delete(&format!("{}{}", path(name), query(&scope)?))?;
            print(&deleted, scoped.running.json, |deleted| told("deleted", deleted))
        }
        StateCommand::Reset(scoped) => {
            let scope = scoped.scope.scope();
            let reset: StateReset = at(scoped)?.post("/_emulator/state/reset", &scope)?;
            print(&reset, scoped.running.json, |reset| format!("reset {scope}: {} APIs are gone\n", reset.apis))
        }
    }
}

fn at(scoped: &ScopedArgs) -> Result<Running, Box<dyn Error>> {
    Running::at(&scoped.running, PATIENCE)
}

fn path(name: &SnapshotName) -> String {
    format!("/_emulator/state/snapshots/{}", part(name.as_str()))
}

fn told(what: &str, snapshot: &Snapshot) -> String {
    let Snapshot { name, account, region, apis, .. } = snapshot;
    let scope = Scope { account: account.clone(), region: region.clone() };
    format!("{what} {name}, {scope}: {apis} APIs\n")
}

fn listed(Snapshots { snapshots }: &Snapshots) -> String {
    let rows: Vec<_> = snapshots
        .iter()
        .map(|snapshot| {
            let Snapshot { name, account, region, created, apis, bytes } = snapshot;
            let account = account.as_ref().map_or("all", AccountId::as_str).to_owned();
            let region = region.as_ref().map_or("all", RegionName::as_str).to_owned();
            [name.clone(), account, region, created.clone(), apis.to_string(), bytes.to_string()]
        })
        .collect();
    table(["NAME", "ACCOUNT", "REGION", "CREATED", "APIS", "BYTES"], &rows)
}
