//! The one connection that writes. It is in no pool: whoever holds it has the writer's turn.

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, SqlSafeStr, SqlStr, SqliteConnection};

/// The connection, and whether a transaction has begun on it.
#[derive(Debug)]
pub(super) struct Writer {
    connection: SqliteConnection,
    begun: bool,
}

impl Writer {
    pub(super) async fn open(options: &SqliteConnectOptions) -> Result<Self, sqlx::Error> {
        Ok(Self { connection: options.connect().await?, begun: false })
    }

    /// Begins a transaction, which with no one else to write needs no `BEGIN` before its first write. One that was dropped
    /// half way is undone first.
    pub(super) async fn begin(&mut self) {
        if self.begun {
            // It fails when the one before was dropped before it had begun or after it had ended; then nothing is to undo.
            sqlx::query("ROLLBACK").execute(&mut self.connection).await.ok();
        }
        self.begun = false;
    }

    /// A statement that writes, behind `BEGIN` when it is the first: both go to the database's thread at once.
    pub(super) fn writing(&mut self, sql: &str) -> SqlStr {
        let begin = if self.begun { "" } else { "BEGIN IMMEDIATE; " };
        self.begun = true;
        AssertSqlSafe(format!("{begin}{sql}")).into_sql_str()
    }

    pub(super) async fn commit(&mut self) -> Result<(), sqlx::Error> {
        if self.begun {
            sqlx::query("COMMIT").execute(&mut self.connection).await?;
        }
        self.begun = false;
        Ok(())
    }

    /// The connection for a statement of [`Writer::writing`]; any other would last without a commit.
    pub(super) fn begun(&mut self) -> &mut SqliteConnection {
        debug_assert!(self.begun, "a statement that writes comes from Writer::writing");
        &mut self.connection
    }

    /// The connection, for a statement that reads.
    pub(super) fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.connection
    }

    pub(super) async fn close(self) -> Result<(), sqlx::Error> {
        self.connection.close().await
    }
}
