//! Why the store could not do what it was asked.

use std::fmt;
use std::path::{Path, PathBuf};

/// Why a state file was not opened.
#[derive(Debug)]
pub enum OpenError {
    /// The file or its directory cannot be read or made.
    Io {
        /// What was touched.
        file: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Another emulator has it open.
    InUse {
        /// The state file.
        file: PathBuf,
    },
    /// It is not a state file of this program.
    NotOurs {
        /// The state file.
        file: PathBuf,
    },
    /// A later version of this program wrote it.
    Newer {
        /// The state file.
        file: PathBuf,
        /// Its schema's version.
        found: u32,
        /// The latest version that this program reads.
        known: u32,
    },
    /// Its contents are damaged.
    Damaged {
        /// The state file.
        file: PathBuf,
        /// What the check found.
        detail: String,
    },
    /// The database failed for another reason.
    Database {
        /// The state file.
        file: PathBuf,
        /// What the database said.
        source: sqlx::Error,
    },
}

impl OpenError {
    pub(super) fn io(file: &Path, source: std::io::Error) -> Self {
        Self::Io { file: file.to_path_buf(), source }
    }
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { file, source } => write!(f, "cannot open {}: {source}", file.display()),
            Self::InUse { file } => write!(f, "{} is in use by another emulator", file.display()),
            Self::NotOurs { file } => {
                write!(f, "{} is not a state file of apigw-emulator; it was left untouched", file.display())
            }
            Self::Newer { file, found, known } => write!(
                f,
                "{} was written by a newer version of apigw-emulator (schema {found}, this one knows {known}); it was left untouched",
                file.display()
            ),
            Self::Damaged { file, detail } => {
                write!(f, "{} is damaged ({detail}); it was left untouched", file.display())
            }
            Self::Database { file, source } => write!(f, "cannot use {}: {source}", file.display()),
        }
    }
}

impl std::error::Error for OpenError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            Self::Database { source, .. } => Some(source),
            Self::InUse { .. } | Self::NotOurs { .. } | Self::Newer { .. } | Self::Damaged { .. } => None,
        }
    }
}

/// Why an operation on an open store failed.
#[derive(Debug)]
pub enum StoreError {
    /// A resource with that path or that unique name is already there.
    Taken,
    /// A stored document does not read back.
    Document {
        /// Where it is.
        path: String,
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// The database failed.
    Database(sqlx::Error),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(database) if database.is_unique_violation() => Self::Taken,
            _ => Self::Database(error),
        }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Taken => f.write_str("a resource of that name is already there"),
            Self::Document { path, source } => write!(f, "the document at {path} cannot be read: {source}"),
            Self::Database(source) => write!(f, "the database failed: {source}"),
        }
    }
}

impl std::error::Error for StoreError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Taken => None,
            Self::Document { source, .. } => Some(source),
            Self::Database(source) => Some(source),
        }
    }
}
