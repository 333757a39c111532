//! The machine's own clock.

use std::time::{Instant, SystemTime, UNIX_EPOCH};

use super::Timestamp;
use super::timestamp::saturating_millis;

/// The machine's own clock. It cannot be moved.
#[derive(Clone, Copy, Debug, Default)]
pub struct MachineClock;

/// A moment as the machine's clocks show it.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// When it is.
    pub at: Timestamp,
    /// From when it is measured how long something takes.
    pub instant: Instant,
}

impl MachineClock {
    /// The moment that is now.
    pub fn moment(self) -> Moment {
        Moment { at: self.machine_now(), instant: self.instant() }
    }

    /// What it shows: for other processes, which compare it with theirs.
    #[expect(clippy::disallowed_methods, reason = "this is the one home of the machine's clock")]
    pub fn machine_now(self) -> Timestamp {
        Timestamp::from_millis(SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, saturating_millis))
    }

    /// A reading of the monotonic clock, to measure how long work took.
    #[expect(clippy::disallowed_methods, reason = "this is the one home of the machine's clock")]
    pub fn instant(self) -> Instant {
        Instant::now()
    }
}
