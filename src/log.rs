//! The emulator's own log, on standard error: readable lines or JSON, and one line a request. It knows what a line is made of,
//! not what it tells.

use std::error::Error;
use std::fmt;
use std::io::{self, IsTerminal};
use std::str::FromStr;

use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::ParseError;

pub use self::batches::Batches;
pub use self::requests::{ConnectionMark, Event, Place, RequestLog, Subject};

mod batches;
mod requests;
mod written;

/// How lines are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Readable on a terminal, JSON otherwise.
    #[default]
    Auto,
    /// Readable.
    Human,
    /// One JSON object a line.
    Json,
}

impl Format {
    fn is_json(self) -> bool {
        match self {
            Self::Auto => !io::stderr().is_terminal(),
            Self::Human => false,
            Self::Json => true,
        }
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(text: &str) -> Result<Self, UnknownFormat> {
        match text {
            "auto" => Ok(Self::Auto),
            "human" => Ok(Self::Human),
            "json" => Ok(Self::Json),
            _ => Err(UnknownFormat),
        }
    }
}

/// What is no [`Format`].
#[derive(Debug)]
pub struct UnknownFormat;

impl fmt::Display for UnknownFormat {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the formats are auto, human and json")
    }
}

impl Error for UnknownFormat {}

/// Sends all log lines of this process that `filter` lets pass to standard error.
///
/// # Errors
/// The filter is none.
pub fn to_standard_error(filter: &str, format: Format) -> Result<(), ParseError> {
    let filter = EnvFilter::try_new(filter)?;
    let logs = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr);
    if format.is_json() {
        logs.json().flatten_event(true).init();
    } else {
        logs.compact().with_ansi(io::stderr().is_terminal()).init();
    }
    Ok(())
}
