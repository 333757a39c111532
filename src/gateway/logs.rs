//! Where log lines go. Writing makes no request wait: a line is queued, and work beside requests writes what has come
//! together.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::io;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;

use tokio::io::AsyncWriteExt;

use crate::clock::Timestamp;
use crate::gateway::logs::cloudwatch::Group;
use crate::ids;
use crate::log::Batches;
use crate::runtime::access_log::{AccessLog, LogDestination};
use crate::services::Services;
use crate::tasks::Tasks;

mod cloudwatch;
pub(in crate::gateway) mod wording;

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
    /// The way to CloudWatch Logs, where something stands for it.
    services: Option<Services>,
    /// The log stream of this process in every group.
    stream: String,
    tasks: Tasks,
    lines: Batches<Line>,
}

/// A line on its way.
#[derive(Debug)]
struct Line {
    at: Timestamp,
    text: String,
    kind: Kind,
    group: Option<Group>,
}

/// Whose line it is: those of access logs go to the output, those of execution logs stand in the emulator's own log already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Access,
    Execution,
}

impl Logs {
    /// Logs that are written to `output`, and sent to CloudWatch Logs if an endpoint stands for it.
    ///
    /// # Errors
    /// The output is a file that cannot be written.
    pub async fn to(output: Output, services: &Services, tasks: Tasks) -> io::Result<Self> {
        if let Output::File(path) = &output {
            appending(path).await?;
        }
        let services = services.has_endpoint("logs").then(|| services.clone());
        // AWS names its streams by 32 hexadecimal digits.
        let stream = ids::request_id().replace('-', "");
        Ok(Self(Some(Arc::new(Queue { output, services, stream, tasks, lines: Batches::new(MOST_WAITING) }))))
    }

    /// Writes a line of a stage's access log.
    pub fn access(&self, log: &AccessLog, at: Timestamp, text: String) {
        let group = match &log.destination {
            LogDestination::LogGroup { region, name } => {
                Some(Group { region: region.clone(), name: name.clone(), is_made: false })
            }
            LogDestination::DeliveryStream { .. } => None,
        };
        self.add(Line { at, text, kind: Kind::Access, group });
    }

    /// Writes lines of a stage's execution log.
    pub fn execution(&self, region: &str, group: &str, lines: impl Iterator<Item = (Timestamp, String)>) {
        for (at, text) in lines {
            tracing::info!(target: "execution_log", group, "{text}");
            let group = Some(Group { region: region.into(), name: group.into(), is_made: true });
            self.add(Line { at, text, kind: Kind::Execution, group });
        }
    }

    fn add(&self, line: Line) {
        let Some(queue) = &self.0 else { return };
        if line.kind == Kind::Execution && queue.services.is_none() {
            return;
        }
        if queue.lines.add(line) {
            let queue = Arc::clone(queue);
            let tasks = queue.tasks.clone();
            tasks.spawn(async move { queue.write().await });
        }
    }
}

impl Queue {
    /// Writes until nothing waits.
    async fn write(&self) {
        while let Some((lines, lost)) = self.lines.next(Vec::new()).await {
            if lost > 0 {
                tracing::warn!(
                    "{lost} lines of access logs were lost: they came faster than they could be written; --access-log names a faster file"
                );
            }
            let text = joined(lines.iter().filter(|line| line.kind == Kind::Access));
            if let Err(error) = self.output.write(&text).await {
                tracing::warn!(%error, "access logs could not be written; --access-log says where they go");
            }
            if let Some(services) = &self.services {
                self.send(services, &lines).await;
            }
        }
    }

    /// Sends each group its lines.
    async fn send(&self, services: &Services, lines: &[Line]) {
        let mut groups: BTreeMap<&Group, Vec<(Timestamp, &str)>> = BTreeMap::new();
        for line in lines {
            if let Some(group) = &line.group {
                groups.entry(group).or_default().push((line.at, &line.text));
            }
        }
        for (group, mut events) in groups {
            // CloudWatch Logs takes them in their order only; lines are written when requests end.
            events.sort_by_key(|(at, _)| *at);
            if let Err(error) = cloudwatch::put(services, group, &self.stream, &events).await {
                tracing::warn!(
                    group = &*group.name,
                    "{} log events could not be sent to the endpoint of the service logs: {error}; --service-endpoint logs=URL names another",
                    events.len()
                );
            }
        }
    }
}

/// Each line on a line of its own; a format may end with a line break already.
fn joined<'l>(lines: impl Iterator<Item = &'l Line>) -> Vec<u8> {
    let mut text = Vec::new();
    for line in lines {
        text.extend_from_slice(line.text.as_bytes());
        if !line.text.ends_with('\n') {
            text.push(b'\n');
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn line(text: &str) -> Line {
        Line { at: Timestamp::from_millis(0), text: text.to_owned(), kind: Kind::Access, group: None }
    }

    #[tokio::test]
    async fn lines_are_in_the_file_once_all_tasks_have_ended() {
        let folder = tempfile::tempdir().unwrap();
        let (output, tasks) = (Output::File(folder.path().join("access.log")), Tasks::default());
        let queue = Queue { output, services: None, stream: String::new(), tasks: tasks.clone(), lines: Batches::new(8) };
        let logs = Logs(Some(Arc::new(queue)));
        for text in ["one", "two\n", "three"] {
            logs.add(line(text));
        }
        assert!(tasks.stop(Duration::from_secs(5)).await);
        assert_eq!(std::fs::read_to_string(folder.path().join("access.log")).unwrap(), "one\ntwo\nthree\n");
    }
}
