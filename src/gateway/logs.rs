//! Where log lines go. Writing makes no request wait: a line is queued, and work beside requests writes what has come
//! together.

use std::convert::Infallible;
use std::io;
use std::mem;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::AsyncWriteExt;

use crate::tasks::Tasks;

/// Lines that wait to be written; what comes when there are more is lost, and the log says so.
const MOST_WAITING: usize = 100_000;

/// Where access logs are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// The standard output.
    Stdout,
    /// The end of a file.
    File(PathBuf),
}

impl FromStr for Output {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(if text == "stdout" { Self::Stdout } else { Self::File(text.into()) })
    }
}

impl Output {
    async fn write(&self, text: &[u8]) -> io::Result<()> {
        match self {
            Self::Stdout => {
                let mut stdout = tokio::io::stdout();
                stdout.write_all(text).await?;
                stdout.flush().await
            }
            Self::File(path) => {
                let mut file = appending(path).await?;
                file.write_all(text).await?;
                file.flush().await
            }
        }
    }
}

async fn appending(path: &Path) -> io::Result<tokio::fs::File> {
    tokio::fs::OpenOptions::new().create(true).append(true).open(path).await
}

/// The way to the logs. The default leads nowhere.
#[derive(Clone, Debug, Default)]
pub struct Logs(Option<Arc<Queue>>);

#[derive(Debug)]
struct Queue {
    output: Output,
    tasks: Tasks,
    waiting: Mutex<Waiting>,
}

#[derive(Debug, Default)]
struct Waiting {
    lines: Vec<String>,
    lost: usize,
    /// Whether someone writes already, and will write what is added.
    is_written: bool,
}

impl Logs {
    /// Logs that are written to `output`.
    ///
    /// # Errors
    /// The output is a file that cannot be written.
    pub async fn to(output: Output, tasks: Tasks) -> io::Result<Self> {
        if let Output::File(path) = &output {
            appending(path).await?;
        }
        Ok(Self(Some(Arc::new(Queue { output, tasks, waiting: Mutex::default() }))))
    }

    /// Writes a line of an access log.
    pub fn access(&self, line: String) {
        let Some(queue) = &self.0 else { return };
        if queue.add(line) {
            let queue = Arc::clone(queue);
            let tasks = queue.tasks.clone();
            tasks.spawn(async move { queue.write().await });
        }
    }
}

impl Queue {
    /// Adds a line. True when nobody writes, and the caller has to see to it.
    fn add(&self, line: String) -> bool {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.lines.len() < MOST_WAITING {
            waiting.lines.push(line);
        } else {
            waiting.lost += 1;
        }
        !mem::replace(&mut waiting.is_written, true)
    }

    /// Writes until nothing waits.
    async fn write(&self) {
        while let Some((lines, lost)) = self.take() {
            if lost > 0 {
                tracing::warn!("{lost} lines of access logs were lost: they came faster than they could be written");
            }
            if let Err(error) = self.output.write(&joined(&lines)).await {
                tracing::warn!(%error, "{} lines of access logs could not be written", lines.len());
            }
        }
    }

    fn take(&self) -> Option<(Vec<String>, usize)> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.is_written = !waiting.lines.is_empty();
        waiting.is_written.then(|| (mem::take(&mut waiting.lines), mem::take(&mut waiting.lost)))
    }
}

/// Each line on a line of its own; a format may end with a line break already.
fn joined(lines: &[String]) -> Vec<u8> {
    let mut text = String::with_capacity(lines.iter().map(|line| line.len() + 1).sum());
    for line in lines {
        text.push_str(line);
        if !line.ends_with('\n') {
            text.push('\n');
        }
    }
    text.into_bytes()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[tokio::test]
    async fn lines_are_in_the_file_once_all_tasks_have_ended() {
        let folder = tempfile::tempdir().unwrap();
        let (file, tasks) = (folder.path().join("access.log"), Tasks::default());
        let logs = Logs::to(Output::File(file.clone()), tasks.clone()).await.unwrap();
        for line in ["one", "two\n", "three"] {
            logs.access(line.to_owned());
        }
        assert!(tasks.stop(Duration::from_secs(5)).await);
        assert_eq!(std::fs::read_to_string(file).unwrap(), "one\ntwo\nthree\n");
    }

    #[tokio::test]
    async fn a_file_that_cannot_be_written_is_told_at_once() {
        let nowhere = Output::File("/nonexistent/access.log".into());
        assert!(Logs::to(nowhere, Tasks::default()).await.is_err());
    }
}
