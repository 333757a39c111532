//! What a process writes goes to our log, line by line, with the function's name; the end of it is kept for callers
//! that ask for the log tail.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, BufReader};

use crate::tasks::Tasks;

/// A line longer than this is logged in parts.
const MAX_LINE: u64 = 64 * 1024;
/// `X-Amz-Log-Result` has the last 4 KB.
const TAIL: usize = 4096;

/// The end of what a process wrote. Clones share it.
#[derive(Clone, Debug, Default)]
pub(super) struct LogTail(Arc<Mutex<VecDeque<u8>>>);

impl LogTail {
    pub(super) fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    pub(super) fn text(&self) -> String {
        let mut tail = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(tail.make_contiguous()).into_owned()
    }

    fn push(&self, line: &[u8]) {
        let mut tail = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        tail.extend(line);
        let surplus = tail.len().saturating_sub(TAIL);
        tail.drain(..surplus);
    }
}

/// Reads `stream` until the process and all its children have closed it.
pub(super) fn forward(tasks: &Tasks, function: &str, stream: impl AsyncRead + Send + Unpin + 'static, tail: LogTail) {
    let function = function.to_owned();
    let mut reader = BufReader::new(stream);
    tasks.spawn(async move {
        let mut line = Vec::new();
        while let Ok(1..) = (&mut reader).take(MAX_LINE).read_until(b'\n', &mut line).await {
            tail.push(&line);
            let text = String::from_utf8_lossy(&line);
            tracing::info!(target: "function", function, "{}", text.trim_end());
            line.clear();
        }
    });
}
