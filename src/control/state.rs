//! All that is stored of a scope, at once: it is reset, saved under a name, and restored.

use std::sync::Arc;

use emulator_api::admin::Scope;
use emulator_api::error::{AwsError, Result};

use super::publish::{Change, Continuity};
use super::rest::api::REST_API;
use super::v2::api::API;
use super::{Control, usage};
use crate::store::{Extent, SnapshotKey, StateSnapshot};

impl Control {
    /// Removes everything that is stored of a scope. When it is done, nothing of it is served, its WebSocket connections are
    /// closed, and what was counted is forgotten. Gives the number of APIs that there were.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn reset(&self, scope: &Scope) -> Result<usize> {
        let mut tx = self.store.begin_write().await?;
        let mut change = Change::withdraw(&mut tx, &self.live, scope).await?;
        let apis = change.apis();
        tx.delete_extent(&Extent::of(scope)).await?;
        change.begin_anew(&self.live, scope);
        self.conclude(async move { Ok((tx, change)) }).await?;
        self.forget_calls(scope);
        tracing::info!(%scope, apis, "the state was reset");
        Ok(apis)
    }

    /// Saves everything that is stored of a scope, with what API keys have used until now, in place of what was saved of it
    /// under this name.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn save_snapshot(&self, key: SnapshotKey) -> Result<StateSnapshot> {
        let mut tx = self.store.begin_write().await?;
        let (live, now, saved) = (Arc::clone(&self.live), self.clock.machine_now(), key.clone());
        self.conclude(async move {
            usage::write(&mut tx, &live).await?;
            tx.save_state(&saved, now, [REST_API.name, API.name]).await?;
            Ok((tx, Change::default()))
        })
        .await?;
        tracing::info!(name = key.name, scope = %key.scope, "the state was saved");
        self.snapshot(&key).await
    }

    /// Makes everything that is stored of a scope what it was when it was saved, and serves it: with empty caches, full
    /// buckets and no connections. Requests see what was there before, or all of this.
    ///
    /// # Errors
    /// 404 when nothing was saved under this name; 409 when something outside the scope has a name by now that was saved.
    pub async fn restore_snapshot(&self, key: &SnapshotKey) -> Result<StateSnapshot> {
        let mut tx = self.store.begin_write().await?;
        let Some(id) = tx.saved_state(key).await? else { return self.snapshot(key).await };
        let extent = Extent::of(&key.scope);
        if let Some(other) = tx.name_taken_since(id, &extent).await? {
            let words = "has an id or a name by now that is in the snapshot, and is not of";
            return Err(AwsError::conflict(format!("{other} {words} {}: delete it, and restore again", key.scope)));
        }
        let mut change = Change::withdraw(&mut tx, &self.live, &key.scope).await?;
        tx.delete_extent(&extent).await?;
        tx.restore_state(id).await?;
        change.add(&self.store, &mut tx, &self.live, &extent, Continuity::BeginsAnew).await?;
        change.begin_anew(&self.live, &key.scope);
        // What was saved is served as it was, in a strict emulator too.
        let _told = change.first_finding(&self.live);
        self.conclude(async move { Ok((tx, change)) }).await?;
        self.forget_calls(&key.scope);
        tracing::info!(name = key.name, scope = %key.scope, "the state was restored");
        self.snapshot(key).await
    }

    /// Forgets which operations were called in a scope, and how often.
    fn forget_calls(&self, scope: &Scope) {
        self.rates.forget(scope);
        self.strictness.forget(scope);
    }

    /// Forgets what was saved.
    ///
    /// # Errors
    /// 404 when nothing was saved under this name.
    pub async fn delete_snapshot(&self, key: &SnapshotKey) -> Result<StateSnapshot> {
        let deleted = self.snapshot(key).await?;
        let mut tx = self.store.begin_write().await?;
        tx.delete_saved_state(key).await?;
        self.conclude(async move { Ok((tx, Change::default())) }).await?;
        Ok(deleted)
    }

    /// All that was saved, in the order of its names.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn snapshots(&self) -> Result<Vec<StateSnapshot>> {
        Ok(self.store.begin_read().await?.state_snapshots().await?)
    }

    async fn snapshot(&self, key: &SnapshotKey) -> Result<StateSnapshot> {
        let snapshots = self.snapshots().await?;
        let others = snapshots.iter().filter(|snapshot| snapshot.key.name == key.name);
        let others: Vec<String> = others.map(|snapshot| snapshot.key.scope.to_string()).collect();
        snapshots.into_iter().find(|snapshot| snapshot.key == *key).ok_or_else(|| {
            let SnapshotKey { name, scope } = key;
            let none = format!("there is no snapshot {name:?} of {scope}");
            AwsError::not_found(match others.join(", of ") {
                others if others.is_empty() => none,
                others => format!("{none}; there is one of {others}: what was saved together is restored and deleted together"),
            })
        })
    }
}
