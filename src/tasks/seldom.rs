//! What a task waits for beside its work. It is looked at only after it was woken, so that work that comes often does not pay for it.

use std::fmt;
use std::future::poll_fn;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

/// Something that a task waits for, and that is seldom there.
pub struct Seldom<W> {
    what: W,
    bell: Arc<Bell>,
    /// Rings the bell.
    ringing: Waker,
    /// Whom the bell wakes, here to be compared with who waits.
    task: Waker,
}

/// Rings when there may be something.
#[derive(Debug)]
struct Bell {
    has_rung: AtomicBool,
    /// Whom it wakes. It keeps that when it rings: who waits does not say it again each time.
    task: Mutex<Waker>,
}

impl Bell {
    fn task(&self) -> MutexGuard<'_, Waker> {
        self.task.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wake_task(&self) {
        let task = self.task().clone();
        task.wake();
    }
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.has_rung.store(true, Ordering::Release);
        self.wake_task();
    }
}

impl<W> Seldom<W> {
    /// Nobody has looked at it yet, so the first who waits does.
    pub fn new(what: W) -> Self {
        let task = Waker::noop().clone();
        let bell = Arc::new(Bell { has_rung: AtomicBool::new(true), task: Mutex::new(task.clone()) });
        Self { what, ringing: Waker::from(Arc::clone(&bell)), bell, task }
    }

    /// Waits for what `look` finds. It looks when what it looked at before has woken it, and again after it has found something.
    pub async fn next<T>(&mut self, mut look: impl FnMut(&mut W, &mut Context<'_>) -> Poll<T>) -> T {
        poll_fn(|context| self.poll_next(context, &mut look)).await
    }

    /// Has it looked at again, for a reason of which it knows nothing.
    pub fn look_again(&self) {
        self.bell.has_rung.store(true, Ordering::Release);
    }

    fn poll_next<T>(&mut self, context: &mut Context<'_>, look: &mut impl FnMut(&mut W, &mut Context<'_>) -> Poll<T>) -> Poll<T> {
        // Before anything else: a bell that rings from here on wakes who waits now.
        if !self.task.will_wake(context.waker()) {
            self.task.clone_from(context.waker());
            self.bell.task().clone_from(context.waker());
        }
        if !self.bell.has_rung.load(Ordering::Acquire) {
            return Poll::Pending;
        }
        // Before the look, so that a bell is heard that rings during it.
        self.bell.has_rung.swap(false, Ordering::AcqRel);
        let found = look(&mut self.what, &mut Context::from_waker(&self.ringing));
        if found.is_ready() {
            self.look_again();
        }
        found
    }
}

impl<W: fmt::Debug> fmt::Debug for Seldom<W> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Seldom").field("what", &self.what).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::sync::atomic::AtomicUsize;
    use std::time::Duration;

    use tokio::sync::mpsc;

    use super::*;
    use crate::tasks::Tasks;

    type Queue = mpsc::UnboundedReceiver<i32>;

    async fn next(seldom: &mut Seldom<Queue>) -> Option<i32> {
        seldom.next(Queue::poll_recv).await
    }

    #[tokio::test]
    async fn what_comes_while_nobody_looks_is_found() {
        let (sender, queue) = mpsc::unbounded_channel();
        let mut seldom = Seldom::new(queue);
        assert!(futures_util::poll!(pin!(next(&mut seldom))).is_pending());
        for number in [1, 2] {
            sender.send(number).unwrap();
        }
        assert_eq!((next(&mut seldom).await, next(&mut seldom).await), (Some(1), Some(2)));
        drop(sender);
        assert_eq!(next(&mut seldom).await, None);
    }

    #[tokio::test]
    async fn it_is_looked_at_only_when_it_was_woken() {
        let mut looks = 0;
        let mut seldom = Seldom::new(());
        for asked in [false, false, true, false] {
            if asked {
                seldom.look_again();
            }
            let waiting = seldom.next(|(), _| {
                looks += 1;
                Poll::<()>::Pending
            });
            assert!(futures_util::poll!(pin!(waiting)).is_pending());
        }
        assert_eq!(looks, 2);
    }

    // A ring on another thread has two parts, and a look can come between them: the first is heard by it, and the second wakes a task
    // that finds nothing new.
    #[test]
    fn a_task_that_was_woken_for_nothing_is_woken_again() {
        let task = Arc::new(Woken::default());
        let waker = Waker::from(Arc::clone(&task));
        let context = &mut Context::from_waker(&waker);
        let mut seldom = Seldom::new(());
        let mut look = |(): &mut (), _: &mut Context<'_>| Poll::<()>::Pending;
        assert!(seldom.poll_next(context, &mut look).is_pending());
        seldom.bell.wake_task();
        assert!(seldom.poll_next(context, &mut look).is_pending());
        seldom.ringing.wake_by_ref();
        assert_eq!(task.0.load(Ordering::Relaxed), 2);
    }

    /// Counts how often it was woken.
    #[derive(Default)]
    struct Woken(AtomicUsize);

    impl Wake for Woken {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    // A task may hand on what it waits for.
    #[tokio::test]
    async fn who_waits_last_is_woken() {
        let (sender, queue) = mpsc::unbounded_channel();
        let mut seldom = Seldom::new(queue);
        assert!(futures_util::poll!(pin!(next(&mut seldom))).is_pending());
        let waiting = Tasks::default().spawn(async move { next(&mut seldom).await });
        tokio::task::yield_now().await;
        sender.send(7).unwrap();
        assert_eq!(tokio::time::timeout(Duration::from_secs(5), waiting).await.unwrap().unwrap(), Some(7));
    }
}
