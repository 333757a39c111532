//! What was stored of a scope, saved under a name: copies of its rows within the file, so that a restore is one transaction.

use emulator_api::admin::{AccountId, RegionName, Scope};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::{Reading, Writing};
use crate::clock::Timestamp;
use crate::store::error::StoreError;
use crate::store::extent::Extent;
use crate::store::writer::Writer;

/// What a snapshot is known by: each scope has names of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SnapshotKey {
    /// Its name.
    pub name: String,
    /// What was saved.
    pub scope: Scope,
}

/// A snapshot that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StateSnapshot {
    /// What it is known by.
    pub key: SnapshotKey,
    /// When it was saved.
    pub created: Timestamp,
    /// How many resources it has of the kinds that were counted.
    pub count: usize,
    /// How many bytes its documents and archives have.
    pub bytes: u64,
}

/// The tables of state, with the tables that keep their rows: the columns of each, and how an extent covers them.
const TABLES: [(&str, &str, &str, &str); 4] = [
    ("resource", "state_snapshot_resource", "parent, name, kind, uniq, doc", Extent::OF_RESOURCES),
    ("deployment_snapshot", "state_snapshot_deployment", "path, documents", Extent::OF_PATHS),
    ("usage", "state_snapshot_usage", "path, day, used, remaining", Extent::OF_PATHS),
    ("function_code_use", "state_snapshot_function_code", "path, sha256", Extent::OF_PATHS),
];

impl Reading {
    /// All snapshots, in the order of their names.
    pub async fn state_snapshots(&mut self) -> Result<Vec<StateSnapshot>, StoreError> {
        let query = "SELECT name, account, region, created, counted, bytes FROM state_snapshot ORDER BY name, account, region";
        let rows = sqlx::query(query).fetch_all(self.on.connection().await?).await?;
        rows.iter().map(snapshot).collect()
    }
}

impl Writing {
    /// Saves what the scope has, in place of what was saved of it under this name; how many resources it has of these kinds is
    /// counted.
    pub async fn save_state(&mut self, key: &SnapshotKey, now: Timestamp, kinds: [&str; 2]) -> Result<(), StoreError> {
        self.delete_saved_state(key).await?;
        let (account, region) = columns(&key.scope);
        let insert = "INSERT INTO state_snapshot (name, account, region, created, counted, bytes) VALUES ($1, $2, $3, $4, 0, 0) RETURNING id";
        let insert = sqlx::query(self.reading.on.writing(insert).await?);
        let insert = insert.bind(&key.name).bind(account).bind(region).bind(now.as_millis());
        let id: i64 = insert.fetch_one(self.reading.on.begun()).await?.try_get(0)?;
        let extent = Extent::of(&key.scope);
        for (table, saved, columns, covered) in TABLES {
            let copy = format!("INSERT INTO {saved} (snapshot, {columns}) SELECT $5, {columns} FROM {table} WHERE {covered}");
            let copy = self.reading.on.writing(&copy).await?;
            extent.bind(sqlx::query(copy)).bind(id).execute(self.reading.on.begun()).await?;
        }
        let measure = "UPDATE state_snapshot SET \
             counted = (SELECT count(*) FROM state_snapshot_resource WHERE snapshot = id AND kind IN ($2, $3)), \
             bytes = (SELECT coalesce(sum(octet_length(doc)), 0) FROM state_snapshot_resource WHERE snapshot = id) \
             + (SELECT coalesce(sum(octet_length(documents)), 0) FROM state_snapshot_deployment WHERE snapshot = id) \
             + (SELECT coalesce(sum(octet_length(archive)), 0) FROM function_code WHERE sha256 IN \
                 (SELECT sha256 FROM state_snapshot_function_code WHERE snapshot = id)) \
             WHERE id = $1";
        let measure = self.reading.on.writing(measure).await?;
        sqlx::query(measure).bind(id).bind(kinds[0]).bind(kinds[1]).execute(self.reading.on.begun()).await?;
        Ok(())
    }

    /// Puts back what was saved, where nothing of its scope may be any more. [`StoreError::Taken`] when something outside the
    /// scope has a unique name of what was saved.
    pub async fn restore_state(&mut self, id: SnapshotId) -> Result<(), StoreError> {
        self.reading.on.write(Writer::forget);
        for (table, saved, columns, _) in TABLES {
            let copy = format!("INSERT INTO {table} ({columns}) SELECT {columns} FROM {saved} WHERE snapshot = $1");
            let copy = self.reading.on.writing(&copy).await?;
            sqlx::query(copy).bind(id.0).execute(self.reading.on.begun()).await?;
        }
        self.delete_unused_function_code().await
    }

    /// Forgets what was saved; false when there is no such snapshot.
    pub async fn delete_saved_state(&mut self, key: &SnapshotKey) -> Result<bool, StoreError> {
        let Some(SnapshotId(id)) = self.saved_state(key).await? else { return Ok(false) };
        sqlx::query(self.reading.on.writing("DELETE FROM state_snapshot WHERE id = $1").await?)
            .bind(id)
            .execute(self.reading.on.begun())
            .await?;
        self.delete_unused_function_code().await?;
        Ok(true)
    }

    /// The snapshot of this key.
    pub async fn saved_state(&mut self, key: &SnapshotKey) -> Result<Option<SnapshotId>, StoreError> {
        let (account, region) = columns(&key.scope);
        let query = sqlx::query("SELECT id FROM state_snapshot WHERE name = $1 AND account = $2 AND region = $3");
        let query = query.bind(&key.name).bind(account).bind(region);
        let row = query.fetch_optional(self.reading.on.connection().await?).await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?.map(SnapshotId))
    }

    /// The path of a resource outside a snapshot's scope that has a unique name of what was saved, so that it cannot be restored.
    pub async fn name_taken_since(&mut self, id: SnapshotId, extent: &Extent) -> Result<Option<String>, StoreError> {
        let query = format!(
            "SELECT parent || '/' || name FROM resource WHERE NOT ({}) AND uniq IN \
             (SELECT uniq FROM state_snapshot_resource WHERE snapshot = $5 AND uniq IS NOT NULL) LIMIT 1",
            Extent::OF_RESOURCES
        );
        let query = extent.bind(sqlx::query(sqlx::AssertSqlSafe(query))).bind(id.0);
        let row = query.fetch_optional(self.reading.on.connection().await?).await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?)
    }
}

/// A snapshot of this file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SnapshotId(i64);

/// A scope as the columns have it.
fn columns(Scope { account, region }: &Scope) -> (&str, &str) {
    (account.as_ref().map_or("", AccountId::as_str), region.as_ref().map_or("", RegionName::as_str))
}

fn snapshot(row: &SqliteRow) -> Result<StateSnapshot, StoreError> {
    let (account, region): (&str, &str) = (row.try_get(1)?, row.try_get(2)?);
    // Only what is well formed was written; an empty column is all of them.
    let scope = Scope { account: account.parse().ok(), region: region.parse().ok() };
    let (count, bytes): (i64, i64) = (row.try_get(4)?, row.try_get(5)?);
    Ok(StateSnapshot {
        key: SnapshotKey { name: row.try_get(0)?, scope },
        created: Timestamp::from_millis(row.try_get(3)?),
        count: usize::try_from(count).unwrap_or(0),
        bytes: u64::try_from(bytes).unwrap_or(0),
    })
}

#[cfg(test)]
mod tests {
    use emulator_api::Doc;
    use serde_json::json;

    use super::*;
    use crate::store::{Store, StoreError};

    const NOW: Timestamp = Timestamp::from_millis(1_767_225_600_000);
    const KINDS: [&str; 2] = ["Api", "RestApi"];

    fn key(name: &str, account: &str) -> SnapshotKey {
        SnapshotKey { name: name.to_owned(), scope: Scope { account: account.parse().ok(), region: None } }
    }

    /// A store with an API, its deployment and a function of one account.
    async fn furnished() -> Store {
        let store = Store::ephemeral().await.unwrap();
        let mut tx = store.begin_write().await.unwrap();
        let doc: Doc = serde_json::from_value(json!({ "name": "pets" })).unwrap();
        tx.insert("/111111111111/r/restapis/x", "RestApi", Some("api/x"), &doc).await.unwrap();
        tx.put_snapshot("/111111111111/r/restapis/x/deployments/d", "{}");
        tx.put_function_code("/111111111111/r/functions/f", "sha", b"archive").await.unwrap();
        drop(tx.commit().await.unwrap());
        store
    }

    #[tokio::test]
    async fn what_was_saved_is_told_and_put_back() {
        let store = furnished().await;
        let mut tx = store.begin_write().await.unwrap();
        let key = key("clean", "111111111111");
        tx.save_state(&key, NOW, KINDS).await.unwrap();
        // The document, what the deployment froze, and the archive.
        let bytes = r#"{"name":"pets"}"#.len() + "{}".len() + "archive".len();
        let told = StateSnapshot { key: key.clone(), created: NOW, count: 1, bytes: bytes as u64 };
        assert_eq!(tx.state_snapshots().await.unwrap(), [told]);

        let id = tx.saved_state(&key).await.unwrap().unwrap();
        tx.delete_extent(&Extent::of(&key.scope)).await.unwrap();
        assert!(!tx.exists("/111111111111/r/restapis/x").await.unwrap());
        tx.restore_state(id).await.unwrap();
        assert_eq!(tx.get("/111111111111/r/restapis/x").await.unwrap().unwrap()["name"], "pets");
        assert_eq!(tx.snapshot("/111111111111/r/restapis/x/deployments/d").await.unwrap().as_deref(), Some("{}"));
        assert_eq!(tx.function_code("sha").await.unwrap().as_deref(), Some(b"archive".as_slice()));
    }

    #[tokio::test]
    async fn a_snapshot_keeps_code_as_long_as_it_is_there() {
        let store = furnished().await;
        let mut tx = store.begin_write().await.unwrap();
        let key = key("clean", "111111111111");
        tx.save_state(&key, NOW, KINDS).await.unwrap();
        tx.delete_extent(&Extent::everything()).await.unwrap();
        assert!(tx.function_code("sha").await.unwrap().is_some());
        assert!(tx.delete_saved_state(&key).await.unwrap());
        assert!(tx.function_code("sha").await.unwrap().is_none());
        assert!(!tx.delete_saved_state(&key).await.unwrap());
    }

    #[tokio::test]
    async fn a_unique_name_that_is_taken_outside_is_in_the_way_and_one_inside_is_not() {
        let store = furnished().await;
        let mut tx = store.begin_write().await.unwrap();
        let key = key("clean", "111111111111");
        let extent = Extent::of(&key.scope);
        tx.save_state(&key, NOW, KINDS).await.unwrap();
        let id = tx.saved_state(&key).await.unwrap().unwrap();
        assert_eq!(tx.name_taken_since(id, &extent).await.unwrap(), None);
        tx.delete_extent(&extent).await.unwrap();
        tx.insert("/222222222222/r/restapis/x", "RestApi", Some("api/x"), &Doc::new()).await.unwrap();
        assert_eq!(tx.name_taken_since(id, &extent).await.unwrap().as_deref(), Some("/222222222222/r/restapis/x"));
        assert!(matches!(tx.restore_state(id).await, Err(StoreError::Taken)));
    }
}
