//! The clocks: every wall-clock meaning (token expiry, cache lifetime, quota period, idle limit) asks that of its account, which
//! can be moved; how long work took is measured by the machine's, which cannot.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use tokio::sync::Notify;

pub use self::clocks::{Clocks, Shown};
pub use self::day::Day;
pub use self::machine::{MachineClock, Moment};
pub use self::reading::{CannotAdvance, Change};
pub use self::timestamp::{Lifespan, Timestamp};

use self::reading::Reading;

mod clocks;
mod day;
mod machine;
mod reading;
mod timestamp;

/// A clock that can be shared, frozen and moved. Reading it takes no lock.
#[derive(Clone, Debug, Default)]
pub struct Clock(Arc<State>);

#[derive(Debug)]
struct State {
    /// A [`Reading`] in one number, so that nobody sees a change by half.
    reading: AtomicI64,
    moved: Notify,
}

impl Default for State {
    fn default() -> Self {
        Self { reading: AtomicI64::new(Reading::MACHINE.pack()), moved: Notify::new() }
    }
}

impl Clock {
    /// What the time is, for everything that AWS would date.
    pub fn now(&self) -> Timestamp {
        self.at(MachineClock.machine_now())
    }

    /// What the time is when the machine's clock shows `machine`.
    pub fn at(&self, machine: Timestamp) -> Timestamp {
        self.reading().at(machine)
    }

    /// Changes what the clock shows, and wakes everyone who waits for a point in time.
    ///
    /// # Errors
    /// It cannot be advanced so.
    pub fn change(&self, change: Change) -> Result<(), CannotAdvance> {
        self.set(self.reading().changed(change, MachineClock.machine_now())?);
        Ok(())
    }

    /// Waits until the clock has gone on by `duration`, however it does. Being turned back takes nothing of what it has waited.
    pub async fn sleep(&self, duration: Duration) {
        let mut left = duration;
        while !left.is_zero() {
            let since = self.now();
            self.moved_or(since.plus(left)).await;
            left = left.saturating_sub(self.now().since(since));
        }
    }

    /// Waits until the clock shows `deadline`, or is moved before it does.
    pub async fn moved_or(&self, deadline: Timestamp) {
        let moved = self.0.moved.notified();
        let left = deadline.since(self.now());
        match self.reading() {
            _ if left.is_zero() => {}
            Reading::Frozen { .. } => moved.await,
            Reading::Running { .. } => tokio::select! {
                () = tokio::time::sleep(left) => {}
                () = moved => {}
            },
        }
    }

    /// A clock that goes its own way from what this one shows.
    fn fork(&self) -> Self {
        let reading = AtomicI64::new(self.reading().pack());
        Self(Arc::new(State { reading, moved: Notify::new() }))
    }

    fn reading(&self) -> Reading {
        Reading::unpack(self.0.reading.load(Ordering::Acquire))
    }

    fn set(&self, reading: Reading) {
        self.0.reading.store(reading.pack(), Ordering::Release);
        self.0.moved.notify_waiters();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_advanced_clock_shows_a_later_time() {
        let clock = Clock::default();
        let before = clock.now();
        clock.change(Change::Advance(Duration::from_secs(3600))).unwrap();
        assert!(clock.now().since(before) >= Duration::from_secs(3600));
    }

    #[tokio::test]
    async fn moving_the_clock_wakes_who_waits_for_it() {
        let clock = Clock::default();
        let (waiter, mover) = (clock.clone(), clock.clone());
        let waiting = waiter.sleep(Duration::from_secs(7200));
        let moving = async move {
            tokio::task::yield_now().await;
            mover.change(Change::Advance(Duration::from_secs(7200))).unwrap();
        };
        let both = async { tokio::join!(waiting, moving) };
        tokio::time::timeout(Duration::from_secs(5), both).await.expect("the waiter must wake");
    }

    #[tokio::test]
    async fn nothing_ends_while_its_clock_is_frozen() {
        let clock = Clock::default();
        clock.change(Change::Freeze(None)).unwrap();
        let waiting = clock.sleep(Duration::from_millis(1));
        assert!(tokio::time::timeout(Duration::from_millis(30), waiting).await.is_err());
    }
}
