//! How much of its quota a key has used. Counted in atomics, so that calls wait for nobody; who publishes anew goes on with
//! the same counts.

use std::ops::RangeInclusive;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::clock::{Day, Timestamp};

/// How far apart calls on different cores read the clock, at most.
const APART: Duration = Duration::from_secs(1);

/// How many calls a key may make in each period.
#[derive(Debug)]
pub struct Quota {
    /// How many calls.
    pub limit: i32,
    /// In which time.
    pub period: Period,
    /// What the key has used of it.
    pub counts: Arc<Counts>,
}

/// The time in which a quota counts. Periods begin at midnight, UTC (API reference, QuotaSettings).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// `DAY`.
    Day,
    /// `WEEK`, which begins some days after Sunday.
    Week {
        /// The `offset`: 0 is Sunday, 1 is Monday.
        offset: i32,
    },
    /// `MONTH`, which begins some days after the first.
    Month {
        /// The `offset`: 0 is the first.
        offset: i32,
    },
}

impl Period {
    /// The first day of the period that has `day`.
    pub fn first_day(self, day: Day) -> Day {
        match self {
            Self::Day => day,
            Self::Week { offset } => day.plus(-(day.since_sunday() - offset).rem_euclid(7)),
            Self::Month { offset } => {
                let first = day.plus(-day.since_first_of_month());
                if day.since_first_of_month() >= offset {
                    return first.plus(offset);
                }
                let end_of_last = first.plus(-1);
                end_of_last.plus(offset - end_of_last.since_first_of_month())
            }
        }
    }
}

/// What a key used on a day, and what it had left at the day's end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayCount {
    /// The day.
    pub day: Day,
    /// How many calls it made.
    pub used: i32,
    /// How many more it could have made in the day's period.
    pub remaining: i32,
}

impl Quota {
    /// Counts a call; false when the quota is used up, and then it is not counted.
    pub fn take(&self, now: Timestamp) -> bool {
        let one_more = |taken: i32| (taken < self.limit).then(|| taken.saturating_add(1));
        self.change(now, one_more, |used| used.saturating_add(1))
    }

    /// Leaves the key so many calls for the rest of the period, whatever it has used.
    pub fn set_remaining(&self, remaining: i32, now: Timestamp) {
        self.change(now, |_| Some(self.limit.saturating_sub(remaining)), |used| used);
    }

    /// Changes what was taken in the period and used on the day; false when the period is left as it is.
    fn change(&self, now: Timestamp, taken: impl Fn(i32) -> Option<i32>, used: impl Fn(i32) -> i32) -> bool {
        let (today, latest) = (Day::of(now), Day::of(now.plus(APART)));
        let periods = self.period.first_day(today)..=self.period.first_day(latest);
        let Some(before) = self.counts.period.change(periods, taken) else { return false };
        let before_today = self.counts.today.change(today..=latest, |known| Some(used(known)));
        self.counts.end_day(before_today, today, self.left(before));
        true
    }

    /// What is to be kept of the counts: nothing when nothing has changed since they were asked for.
    pub fn unsaved(&self) -> Vec<DayCount> {
        if !self.counts.changed.swap(false, Ordering::AcqRel) {
            return Vec::new();
        }
        let mut days = std::mem::take(&mut *self.counts.ended.lock().unwrap_or_else(PoisonError::into_inner));
        let today = self.counts.today.get();
        days.push(DayCount { day: today.day, used: today.number, remaining: self.left(self.counts.period.get()) });
        days
    }

    /// Whether there is something to be kept.
    pub fn has_unsaved(&self) -> bool {
        self.counts.changed.load(Ordering::Acquire)
    }

    fn left(&self, taken: Dated) -> i32 {
        self.limit.saturating_sub(taken.number).max(0)
    }
}

/// The calls that a key has made.
#[derive(Debug)]
pub struct Counts {
    /// Of the period that began on this day: the calls, less what UpdateUsage granted. It may be negative.
    period: DatedCount,
    /// Of this day.
    today: DatedCount,
    /// Days that have ended and are not kept yet. Locked once a day, and when they are kept.
    ended: Mutex<Vec<DayCount>>,
    changed: AtomicBool,
}

impl Counts {
    /// No calls.
    pub fn none() -> Self {
        Self::from_dated(Dated { day: Day::from_number(0), number: 0 }, Dated { day: Day::from_number(0), number: 0 })
    }

    /// The counts that go on from the last day that was kept.
    pub fn resumed(last: DayCount, limit: i32, period: Period) -> Self {
        let taken = Dated { day: period.first_day(last.day), number: limit.saturating_sub(last.remaining) };
        Self::from_dated(taken, Dated { day: last.day, number: last.used })
    }

    fn from_dated(period: Dated, today: Dated) -> Self {
        let (period, today) = (DatedCount::new(period), DatedCount::new(today));
        Self { period, today, ended: Mutex::default(), changed: AtomicBool::new(false) }
    }

    /// Puts the day before aside, once it is over.
    fn end_day(&self, before: Option<Dated>, today: Day, remaining: i32) {
        if let Some(before) = before.filter(|before| before.day < today && before.number > 0) {
            let ended = DayCount { day: before.day, used: before.number, remaining };
            self.ended.lock().unwrap_or_else(PoisonError::into_inner).push(ended);
        }
        self.changed.store(true, Ordering::Release);
    }
}

/// A number that belongs to a day, or to the period that begins on it.
#[derive(Clone, Copy, Debug)]
struct Dated {
    day: Day,
    number: i32,
}

/// A number with its day in one atomic, so that it begins anew for everyone at once.
#[derive(Debug)]
struct DatedCount(AtomicU64);

impl DatedCount {
    fn new(dated: Dated) -> Self {
        Self(AtomicU64::new(pack(dated)))
    }

    fn get(&self) -> Dated {
        unpack(self.0.load(Ordering::Acquire))
    }

    /// Changes the number of the first of `days`, which is 0 when it was another day's so far, and gives what was there before; none
    /// when `change` leaves it. The last of `days` may have begun for others: then it has for this call too. What is known of a
    /// later day was counted before the clock was turned back.
    fn change(&self, days: RangeInclusive<Day>, change: impl Fn(i32) -> Option<i32>) -> Option<Dated> {
        let next = |packed| {
            let Dated { day: known, number } = unpack(packed);
            let (day, number) = if days.contains(&known) { (known, number) } else { (*days.start(), 0) };
            Some(pack(Dated { day, number: change(number)? }))
        };
        self.0.fetch_update(Ordering::AcqRel, Ordering::Acquire, next).ok().map(unpack)
    }
}

#[expect(clippy::cast_sign_loss, reason = "the bits are what counts")]
fn pack(Dated { day, number }: Dated) -> u64 {
    u64::from(day.number() as u32) << 32 | u64::from(number as u32)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_possible_wrap, reason = "each half has 32 bits")]
fn unpack(packed: u64) -> Dated {
    Dated { day: Day::from_number((packed >> 32) as u32 as i32), number: packed as u32 as i32 }
}

#[cfg(test)]
mod tests;
