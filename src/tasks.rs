//! Work that runs beside requests. Every task is tracked, so that a stop can end all of it.

use std::future::{Future, poll_fn};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;
use std::time::Duration;

use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

pub use self::seldom::Seldom;

mod seldom;

/// Spawns tasks, and knows when all have ended.
#[derive(Clone, Debug, Default)]
pub struct Tasks {
    tracker: TaskTracker,
    stopping: CancellationToken,
    /// The same for those who only look: the token takes a lock to tell.
    is_stopping: Arc<AtomicBool>,
}

/// Lets all tasks have their turn that are ready now. What is written after that wakes those who read it once, and not each for itself.
pub async fn others_first() {
    let mut have_had_it = false;
    poll_fn(|context| {
        if std::mem::replace(&mut have_had_it, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

impl Tasks {
    /// Runs `work` beside the caller.
    #[expect(clippy::disallowed_methods, reason = "this is the one home of spawned work")]
    pub fn spawn<F>(&self, work: F) -> JoinHandle<F::Output>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        tokio::spawn(self.tracker.track_future(work))
    }

    /// Completes when the process has been asked to stop; long-lived tasks select on it.
    pub async fn stopping(&self) {
        self.stopping.cancelled().await;
    }

    /// Whether the process has been asked to stop.
    pub fn is_stopping(&self) -> bool {
        self.is_stopping.load(Ordering::Acquire)
    }

    /// Asks every task to end.
    pub fn ask_to_stop(&self) {
        self.is_stopping.store(true, Ordering::Release);
        self.stopping.cancel();
    }

    /// Asks every task to end, and waits at most `patience` for it. True when all have ended.
    pub async fn stop(&self, patience: Duration) -> bool {
        self.ask_to_stop();
        self.tracker.close();
        tokio::time::timeout(patience, self.tracker.wait()).await.is_ok()
    }
}
