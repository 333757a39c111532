//! The one clock: every wall-clock meaning (token expiry, cache lifetime, quota period, idle limit) asks it.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use tokio::sync::Notify;

pub use self::day::Day;

mod day;

/// Marks a clock that runs.
const RUNNING: i64 = i64::MIN;

/// A point in time: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The point that lies `milliseconds` after the epoch.
    pub const fn from_millis(milliseconds: i64) -> Self {
        Self(milliseconds)
    }

    /// Milliseconds since the epoch, as `requestTimeEpoch` has them.
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// Whole seconds since the epoch, as v1's `createdDate` has them.
    pub const fn as_seconds(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// The same point in the form that libraries take.
    pub fn to_system_time(self) -> SystemTime {
        UNIX_EPOCH + Duration::from_millis(u64::try_from(self.0).unwrap_or(0))
    }

    /// The point in the common log format, `$context.requestTime`: `09/Apr/2015:12:34:56 +0000`.
    pub fn in_common_log_format(self) -> String {
        let time = jiff::Timestamp::from_millisecond(self.0).unwrap_or_default();
        time.strftime("%d/%b/%Y:%H:%M:%S +0000").to_string()
    }

    /// The point as it stands in names of files, to the minute: `2016-02-22_23-52Z`.
    pub fn in_file_names(self) -> String {
        let time = jiff::Timestamp::from_millisecond(self.0).unwrap_or_default();
        time.strftime("%Y-%m-%d_%H-%MZ").to_string()
    }

    /// The point as log lines have it: `2015-04-09T12:34:56.123Z`.
    pub fn in_logs(self) -> impl fmt::Display {
        let time = jiff::Timestamp::from_millisecond(self.0).unwrap_or_default();
        time.strftime("%Y-%m-%dT%H:%M:%S%.3fZ")
    }

    /// This point moved on by `duration`.
    pub fn plus(self, duration: Duration) -> Self {
        Self(self.0.saturating_add(saturating_millis(duration)))
    }

    /// This point moved back by `duration`.
    pub fn minus(self, duration: Duration) -> Self {
        Self(self.0.saturating_sub(saturating_millis(duration)))
    }

    /// The time from `earlier` to this point; zero when `earlier` is later.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }
}

/// A clock that can be shared, frozen and moved.
#[derive(Clone, Debug, Default)]
pub struct Clock(Arc<State>);

#[derive(Debug)]
struct State {
    offset_millis: AtomicI64,
    frozen_at_millis: AtomicI64,
    moved: Notify,
}

impl Default for State {
    fn default() -> Self {
        Self { offset_millis: AtomicI64::new(0), frozen_at_millis: AtomicI64::new(RUNNING), moved: Notify::new() }
    }
}

impl Clock {
    /// What the time is, for everything that AWS would date.
    pub fn now(&self) -> Timestamp {
        match self.0.frozen_at_millis.load(Ordering::Acquire) {
            RUNNING => Timestamp(machine_millis().saturating_add(self.0.offset_millis.load(Ordering::Acquire))),
            frozen => Timestamp(frozen),
        }
    }

    /// What the machine's own clock shows, moved or not: for other processes, which compare it with theirs.
    pub fn machine_now(&self) -> Timestamp {
        Timestamp(machine_millis())
    }

    /// A reading of the monotonic clock, to measure how long work took. It cannot be moved.
    #[expect(clippy::disallowed_methods, reason = "this is the one home of the machine's clock")]
    pub fn instant(&self) -> Instant {
        Instant::now()
    }

    /// Moves the clock on and wakes everyone who waits for a point in time.
    pub fn advance(&self, by: Duration) {
        let millis = saturating_millis(by);
        if self.0.frozen_at_millis.load(Ordering::Acquire) == RUNNING {
            self.0.offset_millis.fetch_add(millis, Ordering::AcqRel);
        } else {
            self.0.frozen_at_millis.fetch_add(millis, Ordering::AcqRel);
        }
        self.0.moved.notify_waiters();
    }

    /// Waits until the clock shows `deadline`, however it gets there.
    pub async fn sleep_until(&self, deadline: Timestamp) {
        loop {
            let moved = self.0.moved.notified();
            let left = deadline.since(self.now());
            if left.is_zero() {
                return;
            }
            tokio::select! {
                () = tokio::time::sleep(left) => {}
                () = moved => {}
            }
        }
    }
}

fn saturating_millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

#[expect(clippy::disallowed_methods, reason = "this is the one home of the machine's clock")]
fn machine_millis() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, saturating_millis)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_advanced_clock_shows_a_later_time() {
        let clock = Clock::default();
        let before = clock.now();
        clock.advance(Duration::from_secs(3600));
        assert!(clock.now().since(before) >= Duration::from_secs(3600));
    }

    // Developer guide, "$context.requestTime": CLF-formatted, dd/MMM/yyyy:HH:mm:ss +-hhmm.
    #[test]
    fn a_point_is_told_in_the_common_log_format() {
        assert_eq!(Timestamp::from_millis(1_428_582_896_123).in_common_log_format(), "09/Apr/2015:12:34:56 +0000");
    }

    #[tokio::test]
    async fn moving_the_clock_wakes_who_waits_for_it() {
        let clock = Clock::default();
        let deadline = clock.now().plus(Duration::from_secs(7200));
        let (waiter, mover) = (clock.clone(), clock.clone());
        let waiting = waiter.sleep_until(deadline);
        let moving = async move {
            tokio::task::yield_now().await;
            mover.advance(Duration::from_secs(7200));
        };
        let both = async { tokio::join!(waiting, moving) };
        tokio::time::timeout(Duration::from_secs(5), both).await.expect("the waiter must wake");
    }
}
