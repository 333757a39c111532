//! The one connection that writes. It is in no pool: whoever holds it has the writer's turn. Each time that something is sent,
//! two threads wait for each other, so what can go together goes together: `BEGIN` with the first statement that writes, and
//! resources that are added last with `COMMIT`.

use std::collections::HashMap;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, SqlSafeStr, SqlStr, SqliteConnection};

use super::path;

/// The connection, and what is under way on it.
#[derive(Debug)]
pub(super) struct Writer {
    connection: SqliteConnection,
    /// Whether a transaction has begun.
    begun: bool,
    /// What goes with the next statement.
    waiting: Vec<NewRow>,
    /// How many resources are in the collections that were asked for: nobody else writes, so the counts hold.
    counts: HashMap<String, usize>,
}

/// The most resources of one statement: SQLite takes 32,766 values.
const ROWS: usize = 500;

/// The most resources of a statement that is worth remembering.
const USUAL_ROWS: usize = 8;

/// The most collections whose counts are remembered.
const COUNTS: usize = 1000;

/// A resource to be added.
#[derive(Debug)]
pub(super) struct NewRow {
    pub(super) path: String,
    pub(super) kind: String,
    pub(super) unique: Option<String>,
    pub(super) document: String,
}

impl Writer {
    pub(super) async fn open(options: &SqliteConnectOptions) -> Result<Self, sqlx::Error> {
        Ok(Self { connection: options.connect().await?, begun: false, waiting: Vec::new(), counts: HashMap::new() })
    }

    /// Begins a transaction, which with no one else to write needs no `BEGIN` before its first write. One that was dropped
    /// half way is undone first.
    pub(super) async fn begin(&mut self) {
        if self.begun || !self.waiting.is_empty() {
            self.forget_counts();
        }
        if self.begun {
            // It fails when the one before was dropped before it had begun or after it had ended; then nothing is to undo.
            sqlx::query("ROLLBACK").execute(&mut self.connection).await.ok();
        }
        self.begun = false;
        self.waiting.clear();
    }

    /// Adds resources before whatever comes next.
    pub(super) fn add(&mut self, rows: Vec<NewRow>) {
        for row in &rows {
            if let Some(count) = self.counts.get_mut(path::split(&row.path).0) {
                *count += 1;
            }
        }
        self.waiting.extend(rows);
    }

    /// How many resources there are directly below `collection`.
    pub(super) async fn count(&mut self, collection: &str) -> Result<usize, sqlx::Error> {
        if let Some(count) = self.counts.get(collection) {
            return Ok(*count);
        }
        self.settle().await?;
        let query = sqlx::query_scalar("SELECT count(*) FROM resource WHERE parent = $1").bind(collection);
        let count: i64 = query.fetch_one(&mut self.connection).await?;
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        if self.counts.len() == COUNTS {
            self.forget_counts();
        }
        self.counts.insert(collection.to_owned(), count);
        Ok(count)
    }

    /// Counts anew when asked again: a statement may have changed more than was counted.
    pub(super) fn forget_counts(&mut self) {
        self.counts.clear();
    }

    /// Sends what waits.
    pub(super) async fn settle(&mut self) -> Result<(), sqlx::Error> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let rows = std::mem::take(&mut self.waiting);
        for rows in rows.chunks(ROWS) {
            let insert = self.writing(&insert(rows));
            self.send(insert, rows).await?;
        }
        Ok(())
    }

    /// A statement that writes, behind `BEGIN` when it is the first: both go to the database's thread at once.
    pub(super) fn writing(&mut self, sql: &str) -> SqlStr {
        let begin = if self.begun { "" } else { "BEGIN IMMEDIATE; " };
        self.begun = true;
        AssertSqlSafe(format!("{begin}{sql}")).into_sql_str()
    }

    pub(super) async fn commit(&mut self) -> Result<(), sqlx::Error> {
        if self.waiting.len() > ROWS {
            self.settle().await?;
        }
        let rows = std::mem::take(&mut self.waiting);
        match (self.begun, rows.is_empty()) {
            (false, true) => {}
            (true, true) => self.send(SqlStr::from_static("COMMIT"), &[]).await?,
            // One statement is a transaction by itself.
            (false, false) => self.send(AssertSqlSafe(insert(&rows)).into_sql_str(), &rows).await?,
            (true, false) => self.send(AssertSqlSafe(format!("{}; COMMIT", insert(&rows))).into_sql_str(), &rows).await?,
        }
        self.begun = false;
        Ok(())
    }

    /// Sends statements that take the values of `rows`.
    async fn send(&mut self, sql: SqlStr, rows: &[NewRow]) -> Result<(), sqlx::Error> {
        let mut query = sqlx::query(sql).persistent(rows.len() <= USUAL_ROWS);
        for NewRow { path, kind, unique, document } in rows {
            let (parent, name) = path::split(path);
            query = query.bind(parent).bind(name).bind(kind).bind(unique).bind(document);
        }
        let sent = query.execute(&mut self.connection).await;
        if sent.is_err() {
            self.forget_counts();
        }
        sent.map(drop)
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

fn insert(rows: &[NewRow]) -> String {
    let rows = vec!["(?, ?, ?, ?, ?)"; rows.len()].join(", ");
    format!("INSERT INTO resource (parent, name, kind, uniq, doc) VALUES {rows}")
}
