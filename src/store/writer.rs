//! The one connection that writes. It is in no pool: whoever holds it has the writer's turn. Each time that something is sent,
//! two threads wait for each other, so what can go together goes together: `BEGIN` with the first statement that writes, and
//! what is written last with `COMMIT`.

use std::borrow::Cow;
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
    /// What goes with the next statement, in its order.
    waiting: Vec<Statement>,
    /// How many resources are in the collections that were asked for: nobody else writes, so the counts hold.
    counts: HashMap<String, usize>,
}

/// The most resources of one statement: SQLite takes 32,766 values.
const ROWS: usize = 500;

/// The most values of a text of statements that is worth remembering.
const USUAL_VALUES: usize = 40;

/// The most collections whose counts are remembered.
const COUNTS: usize = 1000;

/// What stands before the first statement that writes.
const BEGIN: &str = "BEGIN IMMEDIATE; ";

/// A resource to be added.
#[derive(Debug)]
pub(super) struct NewRow {
    pub(super) path: String,
    pub(super) kind: String,
    pub(super) unique: Option<String>,
    pub(super) document: String,
}

/// A statement that writes, and the values for its `?`.
#[derive(Debug)]
pub(super) struct Statement {
    sql: Cow<'static, str>,
    values: Vec<Option<String>>,
}

impl Statement {
    pub(super) fn new<const N: usize>(sql: &'static str, values: [&str; N]) -> Self {
        Self { sql: Cow::Borrowed(sql), values: values.into_iter().map(|value| Some(value.to_owned())).collect() }
    }

    fn insert(rows: Vec<NewRow>) -> Self {
        let places = vec!["(?, ?, ?, ?, ?)"; rows.len()].join(", ");
        let values = rows.into_iter().flat_map(|NewRow { path, kind, unique, document }| {
            let (parent, name) = path::split(&path);
            [Some(parent.to_owned()), Some(name.to_owned()), Some(kind), unique, Some(document)]
        });
        let values = values.collect();
        Self { sql: format!("INSERT INTO resource (parent, name, kind, uniq, doc) VALUES {places}").into(), values }
    }
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
        let mut rows = rows.into_iter().peekable();
        while rows.peek().is_some() {
            self.write_later(Statement::insert(rows.by_ref().take(ROWS).collect()));
        }
    }

    /// Writes before whatever comes next.
    pub(super) fn write_later(&mut self, statement: Statement) {
        self.waiting.push(statement);
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
        if self.waiting.is_empty() { Ok(()) } else { self.send(None).await }
    }

    /// A statement that writes, behind `BEGIN` when it is the first: both go to the database's thread at once.
    pub(super) fn writing(&mut self, sql: &str) -> SqlStr {
        let begin = if self.begun { "" } else { BEGIN };
        self.begun = true;
        AssertSqlSafe(format!("{begin}{sql}")).into_sql_str()
    }

    pub(super) async fn commit(&mut self) -> Result<(), sqlx::Error> {
        match (self.begun, self.waiting.len()) {
            (false, 0) => {}
            // One statement is a transaction by itself.
            (false, 1) => {
                self.begun = true;
                self.send(None).await?;
            }
            (true, _) | (false, _) => self.send(Some("COMMIT")).await?,
        }
        self.begun = false;
        Ok(())
    }

    /// Sends what waits, all at once, and `last` behind it.
    async fn send(&mut self, last: Option<&'static str>) -> Result<(), sqlx::Error> {
        let statements = std::mem::take(&mut self.waiting);
        let texts: Vec<&str> = statements.iter().map(|statement| &*statement.sql).chain(last).collect();
        let sql = self.writing(&texts.join("; "));
        let values: usize = statements.iter().map(|statement| statement.values.len()).sum();
        let mut query = sqlx::query(sql).persistent(values <= USUAL_VALUES);
        for value in statements.iter().flat_map(|statement| &statement.values) {
            query = query.bind(value);
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
