//! One operation's view of the store.

use std::ops::{Deref, DerefMut};

use emulator_api::Doc;
use sqlx::{QueryBuilder, Row, Sqlite, SqliteConnection, Transaction};
use tokio::sync::OwnedMappedMutexGuard;

use super::error::StoreError;
use super::path;
use super::writer::Writer;

pub use self::usage::UsageDay;

mod function_code;
mod usage;

/// A resource as it is stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    /// Where it is.
    pub path: String,
    /// What it holds.
    pub doc: Doc,
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
    fn connection(&mut self) -> &mut SqliteConnection {
        match self {
            Self::Reader(transaction) => transaction,
            Self::Writer(writer) => writer.connection(),
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
        let row = sqlx::query("SELECT doc FROM resource WHERE path = $1").bind(path).fetch_optional(self.on.connection()).await?;
        row.map(|row| parse(path, row.try_get(0)?)).transpose()
    }

    /// The document at `path`, if there is one, and those directly below `collection`, in the order of their paths.
    pub async fn get_with(&mut self, path: &str, collection: &str) -> Result<(Option<Doc>, Vec<Stored>), StoreError> {
        let rows = sqlx::query("SELECT path, doc FROM resource WHERE path = $1 OR parent = $2 ORDER BY path")
            .bind(path)
            .bind(collection)
            .fetch_all(self.on.connection())
            .await?;
        let mut children = rows.iter().map(stored).collect::<Result<Vec<Stored>, StoreError>>()?;
        let at = children.iter().position(|stored| stored.path == path);
        Ok((at.map(|at| children.remove(at).doc), children))
    }

    /// Whether there is a document at `path`.
    pub async fn exists(&mut self, path: &str) -> Result<bool, StoreError> {
        let row = sqlx::query("SELECT 1 FROM resource WHERE path = $1").bind(path).fetch_optional(self.on.connection()).await?;
        Ok(row.is_some())
    }

    /// Up to `limit` documents directly below `collection`, in the order of their paths, from behind the path `after`.
    pub async fn children(&mut self, collection: &str, after: Option<&str>, limit: usize) -> Result<Vec<Stored>, StoreError> {
        let rows = sqlx::query("SELECT path, doc FROM resource WHERE parent = $1 AND path > $2 ORDER BY path LIMIT $3")
            .bind(collection)
            .bind(after.unwrap_or(""))
            .bind(i64::try_from(limit).unwrap_or(i64::MAX))
            .fetch_all(self.on.connection())
            .await?;
        rows.iter().map(stored).collect()
    }

    /// All documents below `path`, without the one at `path` itself.
    pub async fn below(&mut self, path: &str) -> Result<Vec<Stored>, StoreError> {
        let (start, end) = range(path);
        let rows = sqlx::query("SELECT path, doc FROM resource WHERE path > $1 AND path < $2 ORDER BY path")
            .bind(start)
            .bind(end)
            .fetch_all(self.on.connection())
            .await?;
        rows.iter().map(stored).collect()
    }

    /// All documents of a kind, in every account and region.
    pub async fn of_kind(&mut self, kind: &str) -> Result<Vec<Stored>, StoreError> {
        let rows = sqlx::query("SELECT path, doc FROM resource WHERE kind = $1 ORDER BY path")
            .bind(kind)
            .fetch_all(self.on.connection())
            .await?;
        rows.iter().map(stored).collect()
    }

    /// The one resource that has this unique name.
    pub async fn find_unique(&mut self, unique: &str) -> Result<Option<Stored>, StoreError> {
        let row = sqlx::query("SELECT path, doc FROM resource WHERE uniq = $1")
            .bind(unique)
            .fetch_optional(self.on.connection())
            .await?;
        row.as_ref().map(stored).transpose()
    }

    /// What the deployment at `path` froze, as JSON.
    pub async fn snapshot(&mut self, path: &str) -> Result<Option<String>, StoreError> {
        let row = sqlx::query("SELECT documents FROM deployment_snapshot WHERE path = $1")
            .bind(path)
            .fetch_optional(self.on.connection())
            .await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?)
    }
}

impl Writing {
    pub(super) fn new(writer: OwnedMappedMutexGuard<Option<Writer>, Writer>) -> Self {
        Self { reading: Reading { on: On::Writer(writer) } }
    }

    /// Adds a resource. [`StoreError::Taken`] when its path or its unique name has one already.
    pub async fn insert(&mut self, path: &str, kind: &str, unique: Option<&str>, doc: &Doc) -> Result<(), StoreError> {
        sqlx::query("INSERT INTO resource (path, parent, kind, uniq, doc) VALUES ($1, $2, $3, $4, $5)")
            .bind(path)
            .bind(path::parent(path))
            .bind(kind)
            .bind(unique)
            .bind(print(path, doc)?)
            .execute(self.reading.on.connection())
            .await?;
        Ok(())
    }

    /// Adds resources without unique names, all at once. [`StoreError::Taken`] when one's path has one already.
    pub async fn insert_all(&mut self, resources: &[(String, &str, Doc)]) -> Result<(), StoreError> {
        let mut documents = Vec::with_capacity(resources.len());
        for (path, _, doc) in resources {
            documents.push(print(path, doc)?);
        }
        let mut query = QueryBuilder::<Sqlite>::new("INSERT INTO resource (path, parent, kind, doc) ");
        query.push_values(resources.iter().zip(documents), |mut row, ((path, kind, _), document)| {
            row.push_bind(path).push_bind(path::parent(path)).push_bind(*kind).push_bind(document);
        });
        query.build().execute(self.reading.on.connection()).await?;
        Ok(())
    }

    /// Adds a resource, or replaces the document that is at its path.
    pub async fn upsert(&mut self, path: &str, kind: &str, doc: &Doc) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO resource (path, parent, kind, doc) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (path) DO UPDATE SET doc = excluded.doc",
        )
        .bind(path)
        .bind(path::parent(path))
        .bind(kind)
        .bind(print(path, doc)?)
        .execute(self.reading.on.connection())
        .await?;
        Ok(())
    }

    /// Replaces the document at `path`; false when there is none.
    pub async fn put(&mut self, path: &str, doc: &Doc) -> Result<bool, StoreError> {
        let done = sqlx::query("UPDATE resource SET doc = $2 WHERE path = $1")
            .bind(path)
            .bind(print(path, doc)?)
            .execute(self.reading.on.connection())
            .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Gives the resource at `path` another unique name. [`StoreError::Taken`] when it is not free.
    pub async fn set_unique(&mut self, path: &str, unique: Option<&str>) -> Result<(), StoreError> {
        sqlx::query("UPDATE resource SET uniq = $2 WHERE path = $1")
            .bind(path)
            .bind(unique)
            .execute(self.reading.on.connection())
            .await?;
        Ok(())
    }

    /// Removes the resource at `path` and everything below it; false when there was none at `path`.
    pub async fn delete_tree(&mut self, path: &str) -> Result<bool, StoreError> {
        let (start, end) = range(path);
        let removed =
            sqlx::query("DELETE FROM resource WHERE path = $1").bind(path).execute(self.reading.on.connection()).await?;
        sqlx::query("DELETE FROM resource WHERE path > $1 AND path < $2")
            .bind(&start)
            .bind(&end)
            .execute(self.reading.on.connection())
            .await?;
        sqlx::query("DELETE FROM deployment_snapshot WHERE path = $1 OR (path > $2 AND path < $3)")
            .bind(path)
            .bind(&start)
            .bind(&end)
            .execute(self.reading.on.connection())
            .await?;
        self.delete_usage(path).await?;
        Ok(removed.rows_affected() > 0)
    }

    /// Forgets what the deployment at `path` froze; the deployment itself stays.
    pub async fn delete_snapshot(&mut self, path: &str) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM deployment_snapshot WHERE path = $1").bind(path).execute(self.reading.on.connection()).await?;
        Ok(())
    }

    /// Keeps what the deployment at `path` froze.
    pub async fn put_snapshot(&mut self, path: &str, documents: &str) -> Result<(), StoreError> {
        sqlx::query("INSERT INTO deployment_snapshot (path, documents) VALUES ($1, $2)")
            .bind(path)
            .bind(documents)
            .execute(self.reading.on.connection())
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
    let path: String = row.try_get(0)?;
    let doc = parse(&path, row.try_get(1)?)?;
    Ok(Stored { path, doc })
}

fn parse(path: &str, text: &str) -> Result<Doc, StoreError> {
    serde_json::from_str(text).map_err(|source| StoreError::Document { path: path.to_owned(), source })
}

fn print(path: &str, doc: &Doc) -> Result<String, StoreError> {
    serde_json::to_string(doc).map_err(|source| StoreError::Document { path: path.to_owned(), source })
}
