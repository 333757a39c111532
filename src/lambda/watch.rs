//! Notices that the files of a folder have changed.

use std::path::Path;

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

/// Calls `changed` after every change below `folder`, until the watcher is dropped.
pub(super) fn watch(folder: &Path, changed: impl Fn() + Send + 'static) -> notify::Result<RecommendedWatcher> {
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
