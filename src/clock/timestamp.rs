//! Points in time, and the forms in which they are told.

use std::cell::RefCell;
use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use jiff::civil::DateTime;
use jiff::tz::Offset;

/// The months as the common log format has them.
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

thread_local! {
    /// The second that was last written into a log line, since the epoch and as it was written.
    static LOGGED_SECOND: RefCell<(Option<i64>, String)> = const { RefCell::new((None, String::new())) };
}

/// A point in time: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The last point that a clock shows, the end of the year 2261: what counts nanoseconds goes no further than a little later.
    pub const LAST: Self = Self(9_214_646_399_999);

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

    /// Reads `2026-12-01T00:00:00Z`, also with another offset from UTC; none when it is no point between 1970 and
    /// [`Timestamp::LAST`].
    pub fn parse(text: &str) -> Option<Self> {
        let point = Self(text.parse::<jiff::Timestamp>().ok()?.as_millisecond());
        (0..=Self::LAST.0).contains(&point.0).then_some(point)
    }

    /// The same point in the form that libraries take.
    pub fn to_system_time(self) -> SystemTime {
        UNIX_EPOCH + Duration::from_millis(u64::try_from(self.0).unwrap_or(0))
    }

    /// The point in the common log format, `$context.requestTime`: `09/Apr/2015:12:34:56 +0000`.
    pub fn in_common_log_format(self) -> String {
        let at = self.civil();
        let mut text = String::with_capacity(26);
        digits::<2>(&mut text, at.day());
        text.push('/');
        text.push_str(usize::try_from(at.month() - 1).ok().and_then(|month| MONTHS.get(month)).copied().unwrap_or_default());
        text.push('/');
        digits::<4>(&mut text, at.year());
        text.push(':');
        time_of_day(&mut text, at);
        text.push_str(" +0000");
        text
    }

    /// The point as it stands in names of files, to the minute: `2016-02-22_23-52Z`.
    pub fn in_file_names(self) -> String {
        self.to_jiff().strftime("%Y-%m-%d_%H-%MZ").to_string()
    }

    /// The point as Signature Version 4 has it: `20150409T123456Z`.
    pub fn in_signatures(self) -> String {
        let at = self.civil();
        let mut text = String::with_capacity(16);
        digits::<4>(&mut text, at.year());
        digits::<2>(&mut text, at.month());
        digits::<2>(&mut text, at.day());
        text.push('T');
        digits::<2>(&mut text, at.hour());
        digits::<2>(&mut text, at.minute());
        digits::<2>(&mut text, at.second());
        text.push('Z');
        text
    }

    /// Whole days since the epoch.
    pub const fn day(self) -> i64 {
        self.0.div_euclid(24 * 60 * 60 * 1000)
    }

    /// The point as log lines have it: `2015-04-09T12:34:56.123Z`.
    pub fn write_in_logs(self, text: &mut String) {
        let (second, millisecond) = (self.0.div_euclid(1000), self.0.rem_euclid(1000));
        // Lines come many in a second, and the calendar takes longer than all else here.
        LOGGED_SECOND.with_borrow_mut(|(known, written)| {
            if *known != Some(second) {
                (*known, *written) = (Some(second), self.second_in_logs());
            }
            text.push_str(written);
        });
        digits::<3>(text, millisecond as i16);
        text.push('Z');
    }

    /// The same without what is less than a second: `2015-04-09T12:34:56.`.
    fn second_in_logs(self) -> String {
        let at = self.civil();
        let mut text = String::with_capacity(20);
        digits::<4>(&mut text, at.year());
        text.push('-');
        digits::<2>(&mut text, at.month());
        text.push('-');
        digits::<2>(&mut text, at.day());
        text.push('T');
        time_of_day(&mut text, at);
        text.push('.');
        text
    }

    fn civil(self) -> DateTime {
        Offset::UTC.to_datetime(self.to_jiff())
    }

    /// This point moved on by `duration`.
    #[must_use]
    pub fn plus(self, duration: Duration) -> Self {
        Self(self.0.saturating_add(saturating_millis(duration)))
    }

    /// This point moved back by `duration`.
    #[must_use]
    pub fn minus(self, duration: Duration) -> Self {
        Self(self.0.saturating_sub(saturating_millis(duration)))
    }

    /// The time from `earlier` to this point; zero when `earlier` is later.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }

    /// The time from this point on.
    pub fn for_the_next(self, duration: Duration) -> Lifespan {
        Lifespan { from: self, until: self.plus(duration) }
    }

    fn to_jiff(self) -> jiff::Timestamp {
        jiff::Timestamp::from_millisecond(self.0).unwrap_or_default()
    }
}

/// How long something holds. A clock that is turned back to before its begin ends it, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifespan {
    from: Timestamp,
    until: Timestamp,
}

impl Lifespan {
    /// Whether it still holds.
    pub fn includes(self, now: Timestamp) -> bool {
        self.from <= now && now < self.until
    }
}

/// `2026-12-01T00:00:00Z`, with as many decimals as there are.
impl fmt::Display for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.to_jiff())
    }
}

pub(super) fn saturating_millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

/// Writes the hour, the minute and the second. Every request is dated, some of them twice, so nothing reads a format here.
fn time_of_day(text: &mut String, at: DateTime) {
    digits::<2>(text, at.hour());
    text.push(':');
    digits::<2>(text, at.minute());
    text.push(':');
    digits::<2>(text, at.second());
}

/// Writes a number with as many digits as asked for.
fn digits<const COUNT: usize>(text: &mut String, number: impl Into<i16>) {
    let mut left = number.into().unsigned_abs();
    let mut digits = [b'0'; COUNT];
    for digit in digits.iter_mut().rev() {
        *digit += (left % 10) as u8;
        left /= 10;
    }
    text.push_str(std::str::from_utf8(&digits).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    // Developer guide, "$context.requestTime": CLF-formatted, dd/MMM/yyyy:HH:mm:ss +-hhmm.
    #[test]
    fn a_point_is_told_in_the_common_log_format() {
        assert_eq!(Timestamp::from_millis(1_428_582_896_123).in_common_log_format(), "09/Apr/2015:12:34:56 +0000");
    }

    // IAM user guide, "Elements of an AWS API request signature": X-Amz-Date, in ISO 8601 basic format.
    #[test]
    fn a_point_is_told_in_signatures() {
        assert_eq!(Timestamp::from_millis(1_428_582_896_123).in_signatures(), "20150409T123456Z");
    }

    #[test]
    fn a_point_is_told_in_logs_to_the_millisecond() {
        for (millis, told) in [(1_428_582_896_123, "2015-04-09T12:34:56.123Z"), (7, "1970-01-01T00:00:00.007Z")] {
            let mut text = String::new();
            Timestamp::from_millis(millis).write_in_logs(&mut text);
            assert_eq!(text, told);
        }
    }

    #[test]
    fn a_point_is_read_as_it_is_written() {
        for text in ["1970-01-01T00:00:00Z", "2026-12-01T00:00:00Z", "2026-12-01T00:00:00.25Z", "2261-12-31T23:59:59.999Z"] {
            assert_eq!(Timestamp::parse(text).expect("a point").to_string(), text);
        }
        assert_eq!(Timestamp::parse("2026-12-01T01:00:00+01:00"), Timestamp::parse("2026-12-01T00:00:00Z"));
    }

    #[test]
    fn a_lifespan_has_a_begin_and_an_end() {
        let lifespan = Timestamp::from_millis(1_000).for_the_next(Duration::from_secs(1));
        let within = [999, 1_000, 1_999, 2_000].map(|millis| lifespan.includes(Timestamp::from_millis(millis)));
        assert_eq!(within, [false, true, true, false]);
    }

    #[test]
    fn what_names_no_point_since_1970_is_none() {
        for text in ["", "tomorrow", "2026-12-01", "2026-12-01T00:00:00", "1969-12-31T23:59:59Z", "2262-01-01T00:00:00Z"] {
            assert_eq!(Timestamp::parse(text), None, "{text}");
        }
    }
}
