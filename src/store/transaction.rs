//! One operation's view of the store.

use std::ops::{Deref, DerefMut};

use emulator_api::Doc;
use sqlx::{AssertSqlSafe, Row, SqlSafeStr, SqlStr, Sqlite, SqliteConnection, Transaction};
use tokio::sync::OwnedMappedMutexGuard;

use super::error::StoreError;
use super::writer::{Branch, Writer};

pub use self::state_snapshot::{SnapshotId, SnapshotKey, StateSnapshot};
pub use self::usage::UsageDay;

mod function_code;
mod part;
mod read;
mod state_snapshot;
mod usage;
mod write;

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
    pub doc: Content<'a>,
}

/// What a resource that is added holds.
#[derive(Clone, Copy, Debug)]
pub enum Content<'a> {
    /// A document.
    Doc(&'a Doc),
    /// A document that is JSON already.
    Json(&'a str),
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

    /// The branch that `path` is in, if it is known.
    async fn branch(&mut self, path: &str) -> Result<Option<&Branch>, sqlx::Error> {
        match self {
            // It sees the state that it began with.
            Self::Reader(_) => Ok(None),
            Self::Writer(writer) => writer.branch(path).await,
        }
    }

    async fn count(&mut self, collection: &str) -> Result<usize, sqlx::Error> {
        match self {
            // It counts nothing: what there may be is asked before a write.
            Self::Reader(_) => Ok(0),
            Self::Writer(writer) => writer.count(collection).await,
        }
    }

    /// Writes what waits for the next statement.
    fn write(&mut self, write: impl FnOnce(&mut Writer)) {
        match self {
            Self::Reader(_) => {}
            Self::Writer(writer) => write(writer),
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

    /// The connection for a statement of [`On::writing`].
    fn begun(&mut self) -> &mut SqliteConnection {
        match self {
            Self::Reader(transaction) => transaction,
            Self::Writer(writer) => writer.begun(),
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
}

impl Writing {
    pub(super) fn new(writer: OwnedMappedMutexGuard<Option<Writer>, Writer>) -> Self {
        Self { reading: Reading { on: On::Writer(writer) } }
    }
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
