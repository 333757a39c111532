//! Code that comes as a zip archive: extracted once, when it is first run.

use std::collections::HashMap;
use std::fmt;
use std::io::{self, Cursor};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use bytes::Bytes;
use futures_util::future::BoxFuture;
use tempfile::TempDir;
use tokio::sync::OnceCell;
use zip::ZipArchive;
use zip::read::ExtractOptions;
use zip::result::ZipError;

/// The most bytes that an extracted archive may have (Lambda quotas: 250 MB).
const MAX_UNZIPPED: u64 = 262_144_000;

/// Where the bytes of an archive are kept.
pub trait CodeSource: fmt::Debug + Send + Sync {
    /// The bytes of the archive with this digest, or why they cannot be had.
    fn load<'a>(&'a self, sha256: &'a str) -> BoxFuture<'a, Result<Bytes, String>>;
}

/// A zip archive. Functions with equal digests share one extracted folder.
#[derive(Clone, Debug)]
pub struct Archive {
    /// The SHA-256 of the bytes, in any notation that is always the same.
    pub sha256: String,
    /// Where the bytes are kept.
    pub source: Arc<dyn CodeSource>,
}

/// The folders of all archives that are in use.
#[derive(Debug, Default)]
pub(super) struct ExtractedArchives(Mutex<HashMap<String, Weak<ExtractedArchive>>>);

/// The folder of one archive; it goes when the last function that uses it goes.
#[derive(Debug, Default)]
pub(super) struct ExtractedArchive(OnceCell<TempDir>);

impl ExtractedArchives {
    pub(super) fn of(&self, archive: &Archive) -> Arc<ExtractedArchive> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(extracted) = known.get(&archive.sha256).and_then(Weak::upgrade) {
            return extracted;
        }
        known.retain(|_, extracted| extracted.strong_count() > 0);
        let extracted = Arc::default();
        known.insert(archive.sha256.clone(), Arc::downgrade(&extracted));
        extracted
    }
}

impl ExtractedArchive {
    /// The folder with the files, extracted now if they are not there yet.
    pub(super) async fn folder(&self, archive: &Archive) -> Result<&Path, String> {
        let extracted = self.0.get_or_try_init(|| async {
            let bytes = archive.source.load(&archive.sha256).await?;
            let extracting = tokio::task::spawn_blocking(move || extract(bytes));
            extracting.await.map_err(|error| error.to_string())?.map_err(|error| error.to_string())
        });
        extracted.await.map(TempDir::path)
    }
}

fn extract(archive: Bytes) -> io::Result<TempDir> {
    let folder = tempfile::Builder::new().prefix("lambda-code-").tempdir()?;
    // The crate keeps permissions, and refuses paths and links that lead out of the folder.
    let options = ExtractOptions::default().with_size_limit(MAX_UNZIPPED);
    ZipArchive::new(Cursor::new(archive)).and_then(|mut archive| archive.extract_with_options(folder.path(), options)).map_err(
        |error| match error {
            ZipError::Io(error) => error,
            other => io::Error::other(other),
        },
    )?;
    Ok(folder)
}

/// A folder that the code of one function is run from.
#[derive(Debug)]
pub(super) enum CodeFolder {
    Users(PathBuf),
    Extracted(Archive, Arc<ExtractedArchive>),
}

impl CodeFolder {
    pub(super) async fn path(&self) -> Result<&Path, String> {
        match self {
            Self::Users(folder) => Ok(folder),
            Self::Extracted(archive, extracted) => extracted.folder(archive).await,
        }
    }
}
