//! Notices that the files of a folder have changed.

use std::path::Path;
use std::time::{Duration, Instant};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

/// Changes that follow each other this soon are one to a person: an editor saves a file in several steps, and a build writes several.
const PAUSE: Duration = Duration::from_millis(500);

/// Tells whether a change is the first after a pause.
#[derive(Debug, Default)]
pub(super) struct Burst {
    last: Option<Instant>,
}

impl Burst {
    /// Whether a burst of changes begins with the one of `now`.
    pub(super) fn begins(&mut self, now: Instant) -> bool {
        let before = self.last.replace(now);
        before.is_none_or(|before| now.duration_since(before) > PAUSE)
    }
}

/// Calls `changed` after every change below `folder`, until the watcher is dropped.
pub(super) fn watch(folder: &Path, mut changed: impl FnMut() + Send + 'static) -> notify::Result<RecommendedWatcher> {
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        if event.is_ok_and(|event| is_a_change(&event)) {
            changed();
        }
    })?;
    watcher.watch(folder, RecursiveMode::Recursive)?;
    Ok(watcher)
}

fn is_a_change(event: &Event) -> bool {
    let written_by_interpreters = |path: &Path| path.components().any(|part| part.as_os_str() == "__pycache__");
    !matches!(event.kind, EventKind::Access(_)) && !event.paths.iter().all(|path| written_by_interpreters(path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::MachineClock;

    #[test]
    fn changes_without_a_pause_between_them_are_one_burst() {
        let (start, mut burst) = (MachineClock.instant(), Burst::default());
        let begins = [0, 1, 400, 800, 1300, 1801, 2400].map(|at| burst.begins(start + Duration::from_millis(at)));
        assert_eq!(begins, [true, false, false, false, false, true, true]);
    }
}
