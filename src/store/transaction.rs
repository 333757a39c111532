//! One operation's view of the store.

use std::ops::{Deref, DerefMut};

use emulator_api::Doc;
use sqlx::{AssertSqlSafe, Row, SqlSafeStr, SqlStr, Sqlite, SqliteConnection, Transaction};
use tokio::sync::OwnedMappedMutexGuard;

use super::error::StoreError;
use super::path;
use super::writer::{NewRow, Statement, Writer};

pub use self::state_snapshot::{SnapshotId, SnapshotKey, StateSnapshot};
pub use self::usage::UsageDay;

mod function_code;
mod part;
mod state_snapshot;
mod usage;

/// A resource as it is stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    /// Where it is.
    pub path: String,
    /// What it holds.
    pub doc: Doc,
}

/// A resource to be added.
#[derive(Clone, Copy, Debug)]
pub struct NewResource<'a> {
    /// Where it will be.
    pub path: &'a str,
    /// What it is.
    pub kind: &'a str,
    /// A name that no other resource may have.
    pub unique: Option<&'a str>,
    /// What it holds.
    pub doc: &'a Doc,
}

/// A transaction that reads.
#[derive(Debug)]
pub struct Reading {
    on: On,
}

/// The connection that a transaction is on.
#[derive(Debug)]
enum On {
    Reader(Transaction<'static, Sqlite>),
    Writer(OwnedMappedMutexGuard<Option<Writer>, Writer>),
}

impl On {
    /// The connection for a statement that reads, with all that was written.
    async fn connection(&mut self) -> Result<&mut SqliteConnection, sqlx::Error> {
        match self {
            Self::Reader(transaction) => Ok(transaction),
            Self::Writer(writer) => {
                writer.settle().await?;
                Ok(writer.connection())
            }
        }
    }

    /// The connection for a statement of [`On::writing`].
    fn begun(&mut self) -> &mut SqliteConnection {
        match self {
            Self::Reader(transaction) => transaction,
            Self::Writer(writer) => writer.begun(),
        }
    }

    /// A statement that writes, ready to be sent on [`On::begun`].
    async fn writing(&mut self, sql: &str) -> Result<SqlStr, sqlx::Error> {
        match self {
            Self::Reader(_) => Ok(AssertSqlSafe(sql).into_sql_str()),
            Self::Writer(writer) => {
                writer.settle().await?;
                Ok(writer.writing(sql))
            }
        }
    }

    async fn count(&mut self, collection: &str) -> Result<usize, sqlx::Error> {
        match self {
            // It counts nothing: what there may be is asked before a write.
            Self::Reader(_) => Ok(0),
            Self::Writer(writer) => writer.count(collection).await,
        }
    }

    fn forget_counts(&mut self) {
        match self {
            Self::Reader(_) => {}
            Self::Writer(writer) => writer.forget_counts(),
        }
    }

    fn add(&mut self, rows: Vec<NewRow>) {
        match self {
            Self::Reader(_) => {}
            Self::Writer(writer) => writer.add(rows),
        }
    }

    fn write_later(&mut self, statement: Statement) {
        match self {
            Self::Reader(_) => {}
            Self::Writer(writer) => writer.write_later(statement),
        }
    }

    async fn commit(&mut self) -> Result<(), sqlx::Error> {
        match self {
            // It has written nothing.
            Self::Reader(_) => Ok(()),
            Self::Writer(writer) => writer.commit().await,
        }
    }
}

/// A transaction that writes. What it reads includes what it wrote. Dropped before [`Writing::commit`], it is undone.
#[derive(Debug)]
pub struct Writing {
    reading: Reading,
}

/// The writer's turn after its commit: no one else writes until it is dropped, so that publishing follows commit order.
#[derive(Debug)]
#[must_use = "publishing must happen before the turn ends"]
pub struct Turn {
    _writer: On,
}

impl Deref for Writing {
    type Target = Reading;

    fn deref(&self) -> &Reading {
        &self.reading
    }
}

impl DerefMut for Writing {
    fn deref_mut(&mut self) -> &mut Reading {
        &mut self.reading
    }
}

impl Reading {
    pub(super) fn new(transaction: Transaction<'static, Sqlite>) -> Self {
        Self { on: On::Reader(transaction) }
    }

    /// The document at `path`.
    pub async fn get(&mut self, path: &str) -> Result<Option<Doc>, StoreError> {
        let (parent, name) = path::split(path);
        let row = sqlx::query("SELECT doc FROM resource WHERE parent = $1 AND name = $2")
            .bind(parent)
            .bind(name)
            .fetch_optional(self.on.connection().await?)
            .await?;
        row.map(|row| parse(path, row.try_get(0)?)).transpose()
    }

    /// The document at `path`, if there is one, and those directly below `collection`, in the order of their paths.
    pub async fn get_with(&mut self, path: &str, collection: &str) -> Result<(Option<Doc>, Vec<Stored>), StoreError> {
        let (parent, name) = path::split(path);
        let query =
            "SELECT parent, name, doc FROM resource WHERE (parent = $1 AND name = $2) OR parent = $3 ORDER BY parent, name";
        let rows = sqlx::query(query).bind(parent).bind(name).bind(collection).fetch_all(self.on.connection().await?).await?;
        let mut children = rows.iter().map(stored).collect::<Result<Vec<Stored>, StoreError>>()?;
        let at = children.iter().position(|stored| stored.path == path);
        Ok((at.map(|at| children.remove(at).doc), children))
    }

    /// Whether there is a document at `path`.
    pub async fn exists(&mut self, path: &str) -> Result<bool, StoreError> {
        let (parent, name) = path::split(path);
        let row = sqlx::query("SELECT 1 FROM resource WHERE parent = $1 AND name = $2")
            .bind(parent)
            .bind(name)
            .fetch_optional(self.on.connection().await?)
            .await?;
        Ok(row.is_some())
    }

    /// Whether there is a document at each of these paths.
    pub async fn both_exist(&mut self, paths: [&str; 2]) -> Result<[bool; 2], StoreError> {
        let [(first_parent, first_name), (second_parent, second_name)] = paths.map(path::split);
        let query = "SELECT EXISTS (SELECT 1 FROM resource WHERE parent = $1 AND name = $2), \
             EXISTS (SELECT 1 FROM resource WHERE parent = $3 AND name = $4)";
        let query = sqlx::query(query).bind(first_parent).bind(first_name).bind(second_parent).bind(second_name);
        let row = query.fetch_one(self.on.connection().await?).await?;
        Ok([row.try_get(0)?, row.try_get(1)?])
    }

    /// Up to `limit` documents directly below `collection`, in the order of their paths, from behind the path `after`.
    pub async fn children(&mut self, collection: &str, after: Option<&str>, limit: usize) -> Result<Vec<Stored>, StoreError> {
        let query = "SELECT parent, name, doc FROM resource WHERE parent = $1 AND name > $2 ORDER BY name LIMIT $3";
        let rows = sqlx::query(query)
            .bind(collection)
            .bind(after.map_or("", |after| path::split(after).1))
            .bind(i64::try_from(limit).unwrap_or(i64::MAX))
            .fetch_all(self.on.connection().await?)
            .await?;
        rows.iter().map(stored).collect()
    }

    /// Of the documents directly below `collection` those that are named `name` or whose JSON holds `members`, given as they are
    /// written: `"parentId":"abc"`. It gives back no others, however many there are.
    pub async fn children_holding(&mut self, collection: &str, name: &str, members: &str) -> Result<Vec<Stored>, StoreError> {
        let query = "SELECT parent, name, doc FROM resource WHERE parent = $1 AND (name = $2 OR instr(doc, $3) > 0)";
        let query = sqlx::query(query).bind(collection).bind(path::part(name).into_owned()).bind(members);
        query.fetch_all(self.on.connection().await?).await?.iter().map(stored).collect()
    }

    /// How many documents of this name there are below `path`, not directly.
    pub async fn count_named(&mut self, path: &str, name: &str) -> Result<usize, StoreError> {
        let (start, end) = range(path);
        let query = sqlx::query("SELECT count(*) FROM resource WHERE parent > $1 AND parent < $2 AND name = $3");
        let row = query.bind(start).bind(end).bind(path::part(name).into_owned()).fetch_one(self.on.connection().await?).await?;
        let count: i64 = row.try_get(0)?;
        Ok(usize::try_from(count).unwrap_or(usize::MAX))
    }

    /// All documents below `path`, without the one at `path` itself, in the order of their paths.
    pub async fn below(&mut self, path: &str) -> Result<Vec<Stored>, StoreError> {
        let (start, end) = range(path);
        let query = "SELECT parent, name, doc FROM resource WHERE parent = $1 OR (parent > $2 AND parent < $3) \
             ORDER BY parent || '/' || name";
        let rows = sqlx::query(query).bind(path).bind(start).bind(end).fetch_all(self.on.connection().await?).await?;
        rows.iter().map(stored).collect()
    }

    /// What the deployment at `path` froze, as JSON.
    pub async fn snapshot(&mut self, path: &str) -> Result<Option<String>, StoreError> {
        let row = sqlx::query("SELECT documents FROM deployment_snapshot WHERE path = $1")
            .bind(path)
            .fetch_optional(self.on.connection().await?)
            .await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?)
    }
}

impl Writing {
    pub(super) fn new(writer: OwnedMappedMutexGuard<Option<Writer>, Writer>) -> Self {
        Self { reading: Reading { on: On::Writer(writer) } }
    }

    /// How many documents there are directly below `collection`.
    pub async fn count(&mut self, collection: &str) -> Result<usize, StoreError> {
        Ok(self.reading.on.count(collection).await?)
    }

    /// Adds a resource. [`StoreError::Taken`] when its path or its unique name has one already.
    pub async fn insert(&mut self, path: &str, kind: &str, unique: Option<&str>, doc: &Doc) -> Result<(), StoreError> {
        self.insert_all(&[NewResource { path, kind, unique, doc }]).await
    }

    /// Adds resources, all at once. [`StoreError::Taken`] when the path or the unique name of one has one already.
    pub async fn insert_all(&mut self, resources: &[NewResource<'_>]) -> Result<(), StoreError> {
        // What waits does not share the fate of these.
        self.reading.on.connection().await?;
        self.insert_later(resources)?;
        self.reading.on.connection().await?;
        Ok(())
    }

    /// The same for resources whose paths and unique names no other has: they are added with whatever follows, which costs less.
    /// Nobody sees a difference but for the errors of the database, which come when they are added.
    pub fn insert_later(&mut self, resources: &[NewResource<'_>]) -> Result<(), StoreError> {
        let row = |resource: &NewResource<'_>| {
            Ok(NewRow {
                path: resource.path.to_owned(),
                kind: resource.kind.to_owned(),
                unique: resource.unique.map(str::to_owned),
                document: print(resource.path, resource.doc)?,
            })
        };
        let rows = resources.iter().map(row).collect::<Result<Vec<NewRow>, StoreError>>()?;
        self.reading.on.add(rows);
        Ok(())
    }

    /// Adds a resource, or replaces the document that is at its path.
    pub async fn upsert(&mut self, path: &str, kind: &str, doc: &Doc) -> Result<(), StoreError> {
        self.reading.on.forget_counts();
        let (parent, name) = path::split(path);
        sqlx::query(
            self.reading
                .on
                .writing(
                    "INSERT INTO resource (parent, name, kind, doc) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (parent, name) DO UPDATE SET doc = excluded.doc",
                )
                .await?,
        )
        .bind(parent)
        .bind(name)
        .bind(kind)
        .bind(print(path, doc)?)
        .execute(self.reading.on.begun())
        .await?;
        Ok(())
    }

    /// Replaces the document at `path`; false when there is none.
    pub async fn put(&mut self, path: &str, doc: &Doc) -> Result<bool, StoreError> {
        let (parent, name) = path::split(path);
        let document = print(path, doc)?;
        let update = self.reading.on.writing("UPDATE resource SET doc = $3 WHERE parent = $1 AND name = $2 RETURNING 1").await?;
        let changed = sqlx::query(update).bind(parent).bind(name).bind(document).fetch_optional(self.reading.on.begun()).await?;
        Ok(changed.is_some())
    }

    /// Gives the resource at `path` another unique name. [`StoreError::Taken`] when it is not free.
    pub async fn set_unique(&mut self, path: &str, unique: Option<&str>) -> Result<(), StoreError> {
        let (parent, name) = path::split(path);
        sqlx::query(self.reading.on.writing("UPDATE resource SET uniq = $3 WHERE parent = $1 AND name = $2").await?)
            .bind(parent)
            .bind(name)
            .bind(unique)
            .execute(self.reading.on.begun())
            .await?;
        Ok(())
    }

    /// Removes the resource at `path` and everything below it; false when there was none at `path`.
    pub async fn delete_existing(&mut self, path: &str) -> Result<bool, StoreError> {
        let (parent, name) = path::split(path);
        let delete = self.reading.on.writing("DELETE FROM resource WHERE parent = $1 AND name = $2 RETURNING 1").await?;
        let removed = sqlx::query(delete).bind(parent).bind(name).fetch_optional(self.reading.on.begun()).await?;
        self.delete_below(path);
        Ok(removed.is_some())
    }

    /// Removes the resource at `path`, if there is one, and everything below it.
    pub fn delete_tree(&mut self, path: &str) {
        let (parent, name) = path::split(path);
        self.reading.on.write_later(Statement::new("DELETE FROM resource WHERE parent = ? AND name = ?", [parent, name]));
        self.delete_below(path);
    }

    fn delete_below(&mut self, path: &str) {
        self.reading.on.forget_counts();
        let (start, end) = range(path);
        for sql in [
            "DELETE FROM resource WHERE parent = ? OR (parent > ? AND parent < ?)",
            "DELETE FROM deployment_snapshot WHERE path = ? OR (path > ? AND path < ?)",
            "DELETE FROM usage WHERE path = ? OR (path > ? AND path < ?)",
        ] {
            self.reading.on.write_later(Statement::new(sql, [path, &start, &end]));
        }
    }

    /// Forgets what the deployment at `path` froze; the deployment itself stays.
    pub async fn delete_snapshot(&mut self, path: &str) -> Result<(), StoreError> {
        sqlx::query(self.reading.on.writing("DELETE FROM deployment_snapshot WHERE path = $1").await?)
            .bind(path)
            .execute(self.reading.on.begun())
            .await?;
        Ok(())
    }

    /// Keeps what the deployment at `path` froze.
    pub async fn put_snapshot(&mut self, path: &str, documents: &str) -> Result<(), StoreError> {
        sqlx::query(self.reading.on.writing("INSERT INTO deployment_snapshot (path, documents) VALUES ($1, $2)").await?)
            .bind(path)
            .bind(documents)
            .execute(self.reading.on.begun())
            .await?;
        Ok(())
    }

    /// Makes all of it last, and keeps the writer's turn for publishing it.
    pub async fn commit(mut self) -> Result<Turn, StoreError> {
        self.reading.on.commit().await?;
        Ok(Turn { _writer: self.reading.on })
    }
}

/// What lies below `path`, both ends left out: `0` is the character behind `/`.
fn range(path: &str) -> (String, String) {
    (format!("{path}/"), format!("{path}0"))
}

fn stored(row: &sqlx::sqlite::SqliteRow) -> Result<Stored, StoreError> {
    let (parent, name): (&str, &str) = (row.try_get(0)?, row.try_get(1)?);
    let path = format!("{parent}/{name}");
    let doc = parse(&path, row.try_get(2)?)?;
    Ok(Stored { path, doc })
}

fn parse(path: &str, text: &str) -> Result<Doc, StoreError> {
    serde_json::from_str(text).map_err(|source| StoreError::Document { path: path.to_owned(), source })
}

fn print(path: &str, doc: &Doc) -> Result<String, StoreError> {
    serde_json::to_string(doc).map_err(|source| StoreError::Document { path: path.to_owned(), source })
}
