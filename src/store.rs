//! The resource tree in SQL, and the only place that knows SQL. A resource is a document at a path; the path is the AWS
//! URI inside account and region, so listing and cascading are ranges of paths.
//!
//! One writer at a time, which keeps its turn until what it wrote is published; many readers beside it.
//! It does not know what a document means.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use tempfile::TempDir;
use tokio::sync::{Mutex, OwnedMutexGuard};

pub use self::error::{OpenError, StoreError};
pub use self::extent::Extent;
pub use self::transaction::{
    Content, NewResource, Reading, SnapshotId, SnapshotKey, StateSnapshot, Stored, Turn, UsageDay, Writing,
};

mod error;
mod extent;
mod file;
mod migrate;
pub mod path;
mod transaction;
mod writer;

use self::writer::Writer;

/// The database of one emulator.
#[derive(Debug)]
pub struct Store {
    readers: SqlitePool,
    /// None once the store is closed.
    writer: Arc<Mutex<Option<Writer>>>,
    /// Held for as long as the store is open; dropping it gives the file free, or removes an ephemeral one.
    _keep: Keep,
}

/// What must outlive the connections.
#[derive(Debug)]
enum Keep {
    /// The lock that keeps a second emulator off the file.
    Lock { _file: std::fs::File },
    /// The directory that goes when the store goes.
    Temporary { _directory: TempDir },
}

impl Store {
    /// Opens the state file at `file`, or makes it and its directory. A file that is damaged, not an emulator's, from
    /// a newer version or in use by another emulator is refused and left as it is.
    pub async fn open(file: &Path) -> Result<Store, OpenError> {
        if let Some(directory) = file.parent() {
            std::fs::create_dir_all(directory).map_err(|source| OpenError::io(directory, source))?;
        }
        let lock = file::lock(file)?;
        file::examine(file)?;
        Store::connect(file.to_path_buf(), SqliteSynchronous::Normal, Keep::Lock { _file: lock }).await
    }

    /// A store in a temporary file that goes with it.
    pub async fn ephemeral() -> Result<Store, OpenError> {
        let directory = TempDir::with_prefix("apigw-emulator-").map_err(|source| OpenError::io(&std::env::temp_dir(), source))?;
        let file = directory.path().join("state.db");
        Store::connect(file, SqliteSynchronous::Off, Keep::Temporary { _directory: directory }).await
    }

    async fn connect(file: PathBuf, synchronous: SqliteSynchronous, keep: Keep) -> Result<Store, OpenError> {
        let options = SqliteConnectOptions::new()
            .filename(&file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(synchronous)
            .busy_timeout(Duration::from_secs(5))
            // Kibibytes; the default of 2 MB a connection would be most of an idle emulator's memory.
            .pragma("cache_size", "-512");
        let database = |source| OpenError::Database { file: file.clone(), source };
        // The writer's holds the pages of a few thousand resources, which is what the next write is likely to touch.
        // Every checkpoint waits for the disk, and after the usual 1,000 pages of log there would be one each hundred new APIs.
        let of_writer = options.clone().pragma("cache_size", "-4096").pragma("wal_autocheckpoint", "4000");
        let mut writer = Writer::open(&of_writer).await.map_err(database)?;
        migrate::run(writer.connection()).await.map_err(database)?;
        Ok(Store { readers: readers(options), writer: Arc::new(Mutex::new(Some(writer))), _keep: keep })
    }

    /// Begins an operation that only reads. It sees one state of the store, whatever is written meanwhile.
    pub async fn begin_read(&self) -> Result<Reading, StoreError> {
        Ok(Reading::new(self.readers.begin().await?))
    }

    /// Begins an operation that writes, when those before it have given up their turn. Dropped, it leaves no trace.
    pub async fn begin_write(&self) -> Result<Writing, StoreError> {
        let turn = Arc::clone(&self.writer).lock_owned().await;
        let mut writer = OwnedMutexGuard::try_map(turn, Option::as_mut).map_err(|_closed| sqlx::Error::PoolClosed)?;
        writer.begin().await;
        Ok(Writing::new(writer))
    }

    /// Closes the connections, which folds the write-ahead log into the file.
    pub async fn close(&self) {
        self.readers.close().await;
        let writer = self.writer.lock().await.take();
        if let Some(writer) = writer
            && let Err(error) = writer.close().await
        {
            tracing::warn!(%error, "the state's write-ahead log stays beside its file, and is read at the next start");
        }
    }
}

fn readers(options: SqliteConnectOptions) -> SqlitePool {
    // A local file's connection does not go stale, so it is neither tested nor renewed.
    let pool = SqlitePoolOptions::new().max_connections(4).test_before_acquire(false).idle_timeout(None).max_lifetime(None);
    pool.connect_lazy_with(options)
}

#[cfg(test)]
mod tests;
