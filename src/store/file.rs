//! Looks at a state file before anything may write to it.

use std::fs::{File, TryLockError};
use std::io::Read;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use super::error::OpenError;
use super::migrate::{APPLICATION_ID, VERSION};

/// SQLite's header; the numbers in it are big-endian.
const HEADER: usize = 100;
const MAGIC: &[u8; 16] = b"SQLite format 3\0";
const USER_VERSION: usize = 60;
const APPLICATION: usize = 68;

/// Up to this many bytes, indexes are checked against their tables too; that reads everything twice.
const THOROUGH: u64 = 16 * 1024 * 1024;

/// Keeps a second emulator off the state file; free again when the process ends, however it ends.
pub(super) fn lock(file: &Path) -> Result<File, OpenError> {
    let path = beside(file, "-lock");
    let lock =
        File::options().create(true).truncate(false).write(true).open(&path).map_err(|source| OpenError::io(&path, source))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(OpenError::InUse { file: file.to_path_buf() }),
        Err(TryLockError::Error(source)) => Err(OpenError::io(&path, source)),
    }
}

/// Refuses a file that this program must not write to. Leaves it and the files beside it as they are.
pub(super) fn examine(file: &Path) -> Result<(), OpenError> {
    let Some(length) = examine_header(file)? else { return Ok(()) };
    let (log, index) = (beside(file, "-wal"), beside(file, "-shm"));
    let damaged = |detail: String| OpenError::Damaged { file: file.to_path_buf(), detail };

    // After a crash the log holds the last writes. Without one, "immutable" keeps SQLite from making files beside ours.
    let crashed = log.exists();
    let index_was_there = index.exists();
    let outcome = check(file, length, !crashed);
    if crashed && !index_was_there && outcome.is_err() {
        // SQLite made it for reading the log; it must not stay. That it is gone already is as good.
        std::fs::remove_file(&index).ok();
    }
    outcome.map_err(damaged)
}

/// The file's length, or `None` for a file that is not there yet or that was begun and has nothing in it: a first start that was
/// cut off leaves that, but then there is no log.
fn examine_header(file: &Path) -> Result<Option<u64>, OpenError> {
    let io = |source| OpenError::io(file, source);
    let mut opened = match File::open(file) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        other => other.map_err(io)?,
    };
    let length = opened.metadata().map_err(io)?.len();
    if length == 0 {
        if beside(file, "-wal").exists() {
            let detail = "it is empty, and there is a write-ahead log beside it".to_owned();
            return Err(OpenError::Damaged { file: file.to_path_buf(), detail });
        }
        tracing::warn!(file = %file.display(), "the state file is empty; the emulator starts without any state");
        return Ok(None);
    }
    let mut header = Vec::with_capacity(HEADER);
    opened.by_ref().take(HEADER as u64).read_to_end(&mut header).map_err(io)?;
    let number = |at: usize| header.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map(u32::from_be_bytes);
    if !header.starts_with(MAGIC) || number(APPLICATION) != Some(APPLICATION_ID) {
        return Err(OpenError::NotOurs { file: file.to_path_buf() });
    }
    match number(USER_VERSION) {
        Some(found) if found > VERSION => Err(OpenError::Newer { file: file.to_path_buf(), found, known: VERSION }),
        _ => Ok(Some(length)),
    }
}

fn check(file: &Path, length: u64, immutable: bool) -> Result<(), String> {
    let uri = format!("file:{}?mode=ro{}", escape(file)?, if immutable { "&immutable=1" } else { "" });
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(uri, flags).map_err(|error| error.to_string())?;
    let pragma = if length <= THOROUGH { "PRAGMA integrity_check(1)" } else { "PRAGMA quick_check(1)" };
    let verdict: String = connection.query_row(pragma, [], |row| row.get(0)).map_err(|error| error.to_string())?;
    if verdict == "ok" { Ok(()) } else { Err(verdict) }
}

/// `file` as the path of a `file:` URI.
fn escape(file: &Path) -> Result<String, String> {
    use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
    const RESERVED: &AsciiSet = &CONTROLS.add(b'%').add(b'?').add(b'#');
    let text = file.to_str().ok_or("its path is not UTF-8")?;
    Ok(utf8_percent_encode(text, RESERVED).to_string())
}

fn beside(file: &Path, suffix: &str) -> PathBuf {
    let mut path = file.as_os_str().to_owned();
    path.push(suffix);
    PathBuf::from(path)
}
