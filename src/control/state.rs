//! All that is stored of a scope, at once: it is reset.

use emulator_api::admin::Scope;
use emulator_api::error::Result;

use super::Control;
use super::publish::Change;
use crate::store::Extent;

impl Control {
    /// Removes everything that is stored of a scope. When it is done, nothing of it is served, its WebSocket connections are
    /// closed, and what was counted is forgotten. Gives the number of APIs that there were.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn reset(&self, scope: &Scope) -> Result<usize> {
        let mut tx = self.store.begin_write().await?;
        let change = Change::withdraw(&mut tx, &self.live, scope).await?;
        let apis = change.apis();
        tx.delete_extent(&Extent::of(scope)).await?;
        self.conclude(async move { Ok((tx, change)) }).await?;
        tracing::info!(%scope, apis, "the state was reset");
        Ok(apis)
    }
}
