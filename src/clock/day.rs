//! Days of the UTC calendar, by which usage is counted.

use std::fmt;

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::Timestamp;

const SECONDS_PER_DAY: i64 = 24 * 60 * 60;

/// A day: how many lie between it and 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

impl Day {
    /// The day that lies `number` days after 1970-01-01.
    pub const fn from_number(number: i32) -> Self {
        Self(number)
    }

    /// How many days lie between 1970-01-01 and this one.
    pub const fn number(self) -> i32 {
        self.0
    }

    /// The day on which something happened.
    pub fn of(at: Timestamp) -> Self {
        Self(i32::try_from(at.as_seconds().div_euclid(SECONDS_PER_DAY)).unwrap_or(i32::MAX))
    }

    /// Reads `2016-01-31`.
    pub fn parse(text: &str) -> Option<Self> {
        let date: Date = text.parse().ok()?;
        Some(Self(date.duration_since(EPOCH).as_hours().div_euclid(24).try_into().ok()?))
    }

    /// This day moved on by some days, or back.
    #[must_use]
    pub const fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// How many days after the Sunday before it is: 0 on a Sunday, 6 on a Saturday.
    pub const fn since_sunday(self) -> i32 {
        // 1970-01-01 was a Thursday.
        self.0.saturating_add(4).rem_euclid(7)
    }

    /// How many days after the first of its month it is.
    pub fn since_first_of_month(self) -> i32 {
        i32::from(self.date().day()) - 1
    }

    fn date(self) -> Date {
        EPOCH.checked_add(self.0.days()).unwrap_or(EPOCH)
    }
}

const EPOCH: Date = date(1970, 1, 1);

impl fmt::Display for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.date())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_day_is_read_and_written_as_aws_writes_it() {
        let day = Day::parse("2026-11-20").expect("a day");
        assert_eq!((day.to_string().as_str(), day.since_sunday(), day.since_first_of_month()), ("2026-11-20", 5, 19));
        assert_eq!(Day::of(Timestamp::from_millis(1_795_132_800_000)), day);
        assert_eq!(Day::of(Timestamp::from_millis(1_795_132_799_999)), day.plus(-1));
    }

    #[test]
    fn what_is_no_date_is_no_day() {
        for text in ["", "2026-13-01", "2026-02-29", "20th of May", "1700000000"] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_day_is_read_as_it_was_written(number in -700_000..2_900_000) {
            let day = Day::from_number(number);
            prop_assert_eq!(Day::parse(&day.to_string()), Some(day));
        }
    }
}
