//! The one connection that writes. It is in no pool: whoever holds it has the writer's turn, and a commit goes to the
//! database's thread and back once.

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, SqliteConnection};

/// The connection, and whether a transaction is open on it.
#[derive(Debug)]
pub(super) struct Writer {
    connection: SqliteConnection,
    in_transaction: bool,
}

impl Writer {
    pub(super) async fn open(options: &SqliteConnectOptions) -> Result<Self, sqlx::Error> {
        Ok(Self { connection: options.connect().await?, in_transaction: false })
    }

    /// Begins a transaction. One that was dropped half way is undone first.
    pub(super) async fn begin(&mut self) -> Result<(), sqlx::Error> {
        if self.in_transaction {
            // It fails when the one before was dropped before it had begun or after it had ended; then nothing is to undo.
            sqlx::query("ROLLBACK").execute(&mut self.connection).await.ok();
        }
        self.in_transaction = true;
        sqlx::query("BEGIN IMMEDIATE").execute(&mut self.connection).await?;
        Ok(())
    }

    pub(super) async fn commit(&mut self) -> Result<(), sqlx::Error> {
        sqlx::query("COMMIT").execute(&mut self.connection).await?;
        self.in_transaction = false;
        Ok(())
    }

    pub(super) fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.connection
    }

    pub(super) async fn close(self) -> Result<(), sqlx::Error> {
        self.connection.close().await
    }
}
