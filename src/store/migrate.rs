//! Brings a state file to this version's schema. A step, once released, never changes.

use sqlx::SqliteConnection;

/// Marks our files in SQLite's header: "APIG".
pub(super) const APPLICATION_ID: u32 = 0x4150_4947;

/// The steps in order; after step `n` the file is at version `n`.
const STEPS: [&str; 5] = [
    include_str!("migrations/1_resources.sql"),
    include_str!("migrations/2_function_code.sql"),
    include_str!("migrations/3_usage.sql"),
    include_str!("migrations/4_resources_by_parent.sql"),
    include_str!("migrations/5_state_snapshots.sql"),
];

/// The version of a file that has taken every step.
pub(super) const VERSION: u32 = STEPS.len() as u32;

/// Takes the steps that the file has not taken.
pub(super) async fn run(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    let version: u32 = sqlx::query_scalar("PRAGMA user_version").fetch_one(&mut *connection).await?;
    if version >= VERSION {
        return Ok(());
    }
    sqlx::raw_sql(sqlx::AssertSqlSafe(script(version, VERSION))).execute(&mut *connection).await?;
    // Into the file itself: whoever opens it next reads the version from its header.
    sqlx::raw_sql("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut *connection).await?;
    Ok(())
}

/// The statements that bring a file from one version to another.
fn script(from: u32, to: u32) -> String {
    let steps: String = STEPS.iter().take(to as usize).skip(from as usize).copied().collect();
    format!("BEGIN IMMEDIATE;\n{steps}PRAGMA application_id = {APPLICATION_ID};\nPRAGMA user_version = {to};\nCOMMIT;\n")
}

#[cfg(test)]
mod tests {
    use emulator_api::Doc;
    use serde_json::json;
    use tempfile::TempDir;

    use super::*;
    use crate::store::{Store, StoreError};

    #[tokio::test]
    async fn a_file_of_the_first_version_keeps_its_resources() {
        let directory = TempDir::new().unwrap();
        let file = directory.path().join("state.db");
        let first = rusqlite::Connection::open(&file).unwrap();
        first.execute_batch(&script(0, 1)).unwrap();
        let insert = "INSERT INTO resource (path, parent, kind, uniq, doc) VALUES (?1, ?2, ?3, ?4, ?5)";
        for (path, parent, unique) in [
            ("/a/r/restapis/x", "/a/r/restapis", Some("api/x")),
            ("/a/r/restapis/x/models/Empty%2F", "/a/r/restapis/x/models", None),
        ] {
            first.execute(insert, (path, parent, "K", unique, format!(r#"{{"at":"{path}"}}"#))).unwrap();
        }
        drop(first);

        let store = Store::open(&file).await.unwrap();
        let mut tx = store.begin_read().await.unwrap();
        let api = tx.get("/a/r/restapis/x").await.unwrap().unwrap();
        assert_eq!(api["at"], json!("/a/r/restapis/x"));
        let below: Vec<_> = tx.below("/a/r/restapis/x").await.unwrap().into_iter().map(|stored| stored.path).collect();
        assert_eq!(below, ["/a/r/restapis/x/models/Empty%2F"]);
        drop(tx);
        let mut tx = store.begin_write().await.unwrap();
        let again = tx.insert("/b/r/restapis/x", "K", Some("api/x"), &Doc::new()).await;
        assert!(matches!(again, Err(StoreError::Taken)));
    }
}
