//! Brings a state file to this version's schema. A step, once released, never changes.

use sqlx::SqliteConnection;

/// Marks our files in SQLite's header: "APIG".
pub(super) const APPLICATION_ID: u32 = 0x4150_4947;

/// The steps in order; after step `n` the file is at version `n`.
const STEPS: [&str; 3] = [
    include_str!("migrations/1_resources.sql"),
    include_str!("migrations/2_function_code.sql"),
    include_str!("migrations/3_usage.sql"),
];

/// The version of a file that has taken every step.
pub(super) const VERSION: u32 = STEPS.len() as u32;

pub(super) async fn run(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    let version: u32 = sqlx::query_scalar("PRAGMA user_version").fetch_one(&mut *connection).await?;
    if version >= VERSION {
        return Ok(());
    }
    let mut script = String::from("BEGIN IMMEDIATE;\n");
    for step in STEPS.iter().skip(version as usize) {
        script.push_str(step);
    }
    script.push_str(&format!("PRAGMA application_id = {APPLICATION_ID};\nPRAGMA user_version = {VERSION};\nCOMMIT;\n"));
    sqlx::raw_sql(sqlx::AssertSqlSafe(script)).execute(&mut *connection).await?;
    // Into the file itself: whoever opens it next reads the version from its header.
    sqlx::raw_sql("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut *connection).await?;
    Ok(())
}
