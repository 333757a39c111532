//! The processes of one function: as many as there are invocations at once, up to a ceiling.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::environment::Environment;
use crate::clock::Timestamp;

#[derive(Debug)]
pub(super) struct Pool {
    slots: Arc<Semaphore>,
    idle: Mutex<Vec<Idle>>,
    /// Counts changes of the code: a process of an earlier generation is not used again.
    generation: AtomicU64,
}

#[derive(Debug)]
struct Idle {
    environment: Environment,
    since: Timestamp,
}

/// The right to use one process of a pool.
#[derive(Debug)]
pub(super) struct Slot(
    #[expect(dead_code, reason = "held for its drop, which lets the next invocation go on")] Option<OwnedSemaphorePermit>,
);

impl Pool {
    pub(super) fn new(max_processes: usize) -> Self {
        Self { slots: Arc::new(Semaphore::new(max_processes)), idle: Mutex::default(), generation: AtomicU64::new(0) }
    }

    /// Waits until one more invocation may run.
    pub(super) async fn slot(&self) -> Slot {
        // The semaphore is never closed, so there always is a permit in the end.
        Slot(self.slots.clone().acquire_owned().await.ok())
    }

    pub(super) fn generation(&self) -> u64 {
        self.generation.load(Ordering::Acquire)
    }

    /// The process that was used last, so that those which are not needed any more grow idle.
    pub(super) fn take_idle(&self) -> Option<Environment> {
        let generation = self.generation();
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        std::iter::from_fn(|| idle.pop()).map(|idle| idle.environment).find(|environment| environment.generation == generation)
    }

    pub(super) fn put_back(&self, environment: Environment, now: Timestamp) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if environment.generation == self.generation() {
            idle.push(Idle { environment, since: now });
        }
    }

    /// Ends what is idle now, and what is busy when it has answered: the code has changed.
    pub(super) fn retire(&self) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        self.generation.fetch_add(1, Ordering::AcqRel);
        idle.clear();
    }

    pub(super) fn end_idle(&self, now: Timestamp, longer_than: Duration) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.retain_mut(|idle| {
            // A clock that was turned back has it begin anew.
            idle.since = idle.since.min(now);
            now.since(idle.since) < longer_than
        });
    }
}
