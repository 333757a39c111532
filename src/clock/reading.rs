//! What a clock shows, and how it can be changed.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use super::Timestamp;

/// How a clock stands to the machine's, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// It runs, so far ahead of the machine's clock.
    Running { ahead: i64 },
    /// It stands still.
    Frozen { at: i64 },
}

/// What can be done to a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It stands still, where it is or at this time, which may be an earlier one.
    Freeze(Option<Timestamp>),
    /// It goes on by a time at once, and stands still or runs as before.
    Advance(Duration),
    /// It goes on to a time at once.
    AdvanceTo(Timestamp),
    /// It runs on from what it shows.
    Resume,
    /// It shows the machine's time and runs.
    Reset,
}

/// Why a clock cannot be advanced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotAdvance {
    /// It shows this time, which is later.
    ShowsLater(Timestamp),
    /// It would show a time after [`Timestamp::LAST`].
    TooFar,
}

impl fmt::Display for CannotAdvance {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ShowsLater(shown) => {
                write!(formatter, "the clock shows {shown}, which is later; freeze it at the time, or reset it")
            }
            Self::TooFar => write!(formatter, "a clock goes no further than {}", Timestamp::LAST),
        }
    }
}

impl Error for CannotAdvance {}

impl Reading {
    /// The machine's own time.
    pub(super) const MACHINE: Self = Self::Running { ahead: 0 };

    /// The time when the machine's clock shows `machine`; where a clock has run to the last, it stays there.
    pub(super) fn at(self, machine: Timestamp) -> Timestamp {
        let shown = Timestamp::from_millis(match self {
            Self::Running { ahead } => machine.as_millis().saturating_add(ahead),
            Self::Frozen { at } => at,
        });
        shown.min(Timestamp::LAST)
    }

    /// The reading after a change, when the machine's clock shows `machine`.
    pub(super) fn changed(self, change: Change, machine: Timestamp) -> Result<Self, CannotAdvance> {
        let shown = self.at(machine);
        Ok(match change {
            Change::Freeze(at) => Self::Frozen { at: at.unwrap_or(shown).as_millis() },
            Change::Advance(by) => self.showing(shown.plus(by), machine)?,
            Change::AdvanceTo(to) if to < shown => return Err(CannotAdvance::ShowsLater(shown)),
            Change::AdvanceTo(to) => self.showing(to, machine)?,
            Change::Resume => Self::Running { ahead: shown.as_millis() - machine.as_millis() },
            Change::Reset => Self::MACHINE,
        })
    }

    fn showing(self, time: Timestamp, machine: Timestamp) -> Result<Self, CannotAdvance> {
        if time > Timestamp::LAST {
            return Err(CannotAdvance::TooFar);
        }
        Ok(match self {
            Self::Running { .. } => Self::Running { ahead: time.as_millis() - machine.as_millis() },
            Self::Frozen { .. } => Self::Frozen { at: time.as_millis() },
        })
    }

    /// The reading as one number: the last bit says whether it is frozen.
    pub(super) const fn pack(self) -> i64 {
        match self {
            Self::Running { ahead } => ahead << 1,
            Self::Frozen { at } => at << 1 | 1,
        }
    }

    pub(super) const fn unpack(packed: i64) -> Self {
        if packed & 1 == 0 { Self::Running { ahead: packed >> 1 } } else { Self::Frozen { at: packed >> 1 } }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const MACHINE: Timestamp = Timestamp::from_millis(1_000_000);
    const LATER: Timestamp = Timestamp::from_millis(1_000_500);

    fn after(changes: &[Change]) -> Reading {
        changes.iter().fold(Reading::MACHINE, |reading, change| reading.changed(*change, MACHINE).expect("a later time"))
    }

    #[test]
    fn a_frozen_clock_stands_still_until_it_is_resumed() {
        let frozen = after(&[Change::Freeze(None)]);
        assert_eq!(frozen.at(LATER), MACHINE);
        let resumed = frozen.changed(Change::Resume, LATER).expect("it resumes");
        assert_eq!(resumed.at(LATER), MACHINE, "it runs on from what it showed");
        assert_eq!(resumed.at(LATER.plus(Duration::from_millis(7))), MACHINE.plus(Duration::from_millis(7)));
    }

    #[test]
    fn an_advanced_clock_runs_on_and_a_frozen_one_stays_frozen() {
        let by = Change::Advance(Duration::from_secs(60));
        assert_eq!(after(&[by]).at(LATER), LATER.plus(Duration::from_secs(60)));
        assert_eq!(after(&[Change::Freeze(None), by]).at(LATER), MACHINE.plus(Duration::from_secs(60)));
    }

    #[test]
    fn a_reset_clock_shows_the_machines_time() {
        let changes = [Change::Freeze(None), Change::Advance(Duration::from_secs(60)), Change::Reset];
        assert_eq!(after(&changes), Reading::MACHINE);
    }

    #[test]
    fn a_clock_is_frozen_at_any_time_and_advanced_to_a_later_one_only() {
        let earlier = Timestamp::from_millis(500);
        assert_eq!(after(&[Change::Freeze(Some(earlier))]).at(LATER), earlier);
        assert_eq!(after(&[Change::AdvanceTo(LATER)]).at(MACHINE), LATER);
        assert_eq!(Reading::MACHINE.changed(Change::AdvanceTo(earlier), MACHINE), Err(CannotAdvance::ShowsLater(MACHINE)));
    }

    #[test]
    fn a_clock_goes_on_to_the_last_date_and_no_further() {
        let last = after(&[Change::AdvanceTo(Timestamp::LAST)]);
        assert_eq!((last.at(MACHINE), last.at(LATER)), (Timestamp::LAST, Timestamp::LAST));
        for by in [Duration::from_millis(1), Duration::MAX] {
            assert_eq!(last.changed(Change::Advance(by), MACHINE), Err(CannotAdvance::TooFar));
        }
    }

    proptest! {
        #[test]
        fn a_reading_is_unpacked_as_it_was_packed(millis in -Timestamp::LAST.as_millis()..=Timestamp::LAST.as_millis()) {
            for reading in [Reading::Running { ahead: millis }, Reading::Frozen { at: millis }] {
                prop_assert_eq!(Reading::unpack(reading.pack()), reading);
            }
        }
    }
}
