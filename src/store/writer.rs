//! The one connection that writes. It is in no pool: whoever holds it has the writer's turn. Each time that something is sent,
//! two threads wait for each other. So nothing is asked that the writer knows already, and what can go together goes together:
//! `BEGIN` with the first statement that writes, and what is written last with `COMMIT`.

use std::sync::Arc;

use futures_util::{StreamExt, TryStreamExt};
use sqlx::query::Query;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor, Row, SqlSafeStr, SqlStr, SqliteConnection};

use super::path;

pub(super) use self::memory::Branch;
use self::memory::Memory;
use self::statement::Waiting;
pub(super) use self::statement::{NewRow, Statement};

mod memory;
mod statement;
#[cfg(test)]
mod tests;

/// The connection, and what is under way on it.
#[derive(Debug)]
pub(super) struct Writer {
    connection: SqliteConnection,
    /// Whether a transaction has begun.
    begun: bool,
    /// What goes with the next statement.
    waiting: Waiting,
    /// What the tree is with all that was written, also what waits.
    memory: Memory,
}

/// The most statements of a text: for each of them SQLite copies what is left of the text.
const STATEMENTS: usize = 100;

/// The most values of a text of statements that is worth remembering.
const USUAL_VALUES: usize = 40;

/// What stands before the first statement that writes.
const BEGIN: &str = "BEGIN IMMEDIATE";

impl Writer {
    pub(super) async fn open(options: &SqliteConnectOptions) -> Result<Self, sqlx::Error> {
        let connection = options.connect().await?;
        Ok(Self { connection, begun: false, waiting: Waiting::default(), memory: Memory::default() })
    }

    /// Begins a transaction, which with no one else to write needs no `BEGIN` before its first write. One that was dropped
    /// half way is undone first.
    pub(super) async fn begin(&mut self) {
        if self.begun || !self.waiting.is_empty() {
            self.memory.forget();
        }
        if self.begun {
            // It fails when the one before was dropped before it had begun or after it had ended; then nothing is to undo.
            sqlx::query("ROLLBACK").execute(&mut self.connection).await.ok();
        }
        self.begun = false;
        self.waiting = Waiting::default();
    }

    /// Adds resources before whatever comes next.
    pub(super) fn add(&mut self, rows: Vec<NewRow>) {
        for row in &rows {
            self.memory.add(&row.path, &row.document);
        }
        self.waiting.add(rows);
    }

    /// Writes before whatever comes next what is not in the tree.
    pub(super) fn write_later(&mut self, statement: Statement) {
        self.waiting.push(statement);
    }

    /// Puts a document in the place of another, before whatever comes next.
    pub(super) fn put(&mut self, path: &str, document: Arc<str>) {
        self.memory.put(path, &document);
        let (parent, name) = path::split(path);
        let sql = "UPDATE resource SET doc = ? WHERE parent = ? AND name = ?";
        self.waiting.push(Statement::sharing(sql, [document, parent.into(), name.into()]));
    }

    /// Adds a document or puts it in the place of another, before whatever comes next.
    pub(super) fn upsert(&mut self, path: &str, kind: &str, document: Arc<str>) {
        self.memory.forget_count(path::parent(path));
        self.memory.put(path, &document);
        let (parent, name) = path::split(path);
        let sql = "INSERT INTO resource (parent, name, kind, doc) VALUES (?, ?, ?, ?) \
             ON CONFLICT (parent, name) DO UPDATE SET doc = excluded.doc";
        self.waiting.push(Statement::sharing(sql, [parent.into(), name.into(), kind.into(), document]));
    }

    /// Removes the resource at `path`, if there is one, and everything below it, before whatever comes next.
    pub(super) fn remove(&mut self, path: &str) {
        self.memory.remove(path);
        let (parent, name) = path::split(path);
        self.waiting.push(Statement::new("DELETE FROM resource WHERE parent = ? AND name = ?", [parent, name]));
        let (start, end) = path::range(path);
        for sql in [
            "DELETE FROM resource WHERE parent = ? OR (parent > ? AND parent < ?)",
            "DELETE FROM deployment_snapshot WHERE path = ? OR (path > ? AND path < ?)",
            "DELETE FROM usage WHERE path = ? OR (path > ? AND path < ?)",
        ] {
            self.waiting.push(Statement::new(sql, [path, &start, &end]));
        }
    }

    /// The branch that `path` is in, with all that was written to it. None where `path` lies above all branches, and where its
    /// branch is too large to be known.
    pub(super) async fn branch(&mut self, path: &str) -> Result<Option<&Branch>, sqlx::Error> {
        let Some(root) = path::branch(path) else { return Ok(None) };
        if !self.memory.has(root) {
            let branch = self.read(root).await?;
            self.memory.learn(root, branch);
        }
        Ok(self.memory.branch(root))
    }

    /// The branch at `root`; none when it is too large.
    async fn read(&mut self, root: &str) -> Result<Option<Branch>, sqlx::Error> {
        self.settle().await?;
        let ((parent, name), (start, end)) = (path::split(root), path::range(root));
        let query = "SELECT parent, name, doc FROM resource \
             WHERE (parent = $1 AND name = $2) OR parent = $3 OR (parent > $4 AND parent < $5)";
        let query = sqlx::query(query).bind(parent).bind(name).bind(root).bind(start).bind(end);
        let mut rows = query.fetch(&mut self.connection);
        let mut branch = Branch::default();
        while let Some(row) = rows.try_next().await? {
            branch.put(row.try_get(0)?, row.try_get(1)?, row.try_get::<&str, _>(2)?.into());
            if branch.bytes() > Branch::MOST_BYTES {
                return Ok(None);
            }
        }
        Ok(Some(branch))
    }

    /// How many resources there are directly below `collection`.
    pub(super) async fn count(&mut self, collection: &str) -> Result<usize, sqlx::Error> {
        if let Some(branch) = self.branch(collection).await? {
            return Ok(branch.count(collection));
        }
        if let Some(count) = self.memory.count(collection) {
            return Ok(count);
        }
        self.settle().await?;
        let query = sqlx::query_scalar("SELECT count(*) FROM resource WHERE parent = $1").bind(collection);
        let count: i64 = query.fetch_one(&mut self.connection).await?;
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        self.memory.learn_count(collection, count);
        Ok(count)
    }

    /// Reads anew when asked again: a statement may have changed more than was noted.
    pub(super) fn forget(&mut self) {
        self.memory.forget();
    }

    /// Sends what waits.
    pub(super) async fn settle(&mut self) -> Result<(), sqlx::Error> {
        if self.waiting.is_empty() { Ok(()) } else { self.send(None).await }
    }

    /// A statement that writes, behind `BEGIN` when it is the first: both go to the database's thread at once.
    pub(super) fn writing(&mut self, sql: &str) -> SqlStr {
        let begin = if self.begun { String::new() } else { format!("{BEGIN}; ") };
        self.begun = true;
        AssertSqlSafe(format!("{begin}{sql}")).into_sql_str()
    }

    /// Sends what waits, and makes all that was written last.
    pub(super) async fn commit(&mut self) -> Result<(), sqlx::Error> {
        if self.begun || !self.waiting.is_empty() {
            self.send(Some(Statement::new("COMMIT", []))).await?;
        }
        self.begun = false;
        Ok(())
    }

    /// Sends what waits, with `last` behind it.
    async fn send(&mut self, last: Option<Statement>) -> Result<(), sqlx::Error> {
        let waiting = std::mem::take(&mut self.waiting).into_statements();
        let begin = (!self.begun).then(|| Statement::new(BEGIN, []));
        self.begun = true;
        // One statement is a transaction by itself.
        let is_whole = begin.is_some() && last.is_some() && waiting.len() == 1;
        let mut statements: Vec<Statement> =
            if is_whole { waiting } else { begin.into_iter().chain(waiting).chain(last).collect() };
        while !statements.is_empty() {
            let rest = statements.split_off(statements.len().min(STATEMENTS));
            if let Err(error) = self.send_together(statements).await {
                self.memory.forget();
                return Err(error);
            }
            statements = rest;
        }
        Ok(())
    }

    async fn send_together(&mut self, statements: Vec<Statement>) -> Result<(), sqlx::Error> {
        let texts: Vec<&str> = statements.iter().map(|statement| &*statement.sql).collect();
        let (count, sql) = (texts.len(), texts.join("; "));
        let values: Vec<Option<Arc<str>>> = statements.into_iter().flat_map(|statement| statement.values).collect();
        let query = sqlx::query(AssertSqlSafe(sql)).persistent(values.len() <= USUAL_VALUES);
        let query = values.into_iter().fold(query, Query::bind);
        // Each statement tells its end. Waiting for the end of all, too, is one time more to wait for the other thread.
        let mut ends = self.connection.fetch_many(query).take(count);
        while ends.try_next().await?.is_some() {}
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
