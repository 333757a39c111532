//! Moments between seconds since 1970 and ISO 8601 text, in UTC.

const SECONDS_A_DAY: i64 = 86_400;

/// `2026-01-31T12:00:00Z` of seconds since 1970; milliseconds are written when there are any.
pub fn format_iso8601(seconds: f64) -> String {
    let millis = (seconds * 1000.0).round() as i64;
    let (whole, millis) = (millis.div_euclid(1000), millis.rem_euclid(1000));
    let (year, month, day) = civil_from_days(whole.div_euclid(SECONDS_A_DAY));
    let of_day = whole.rem_euclid(SECONDS_A_DAY);
    let (hour, minute, second) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
    let fraction = if millis == 0 { String::new() } else { format!(".{millis:03}") };
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z")
}

/// Seconds since 1970 of ISO 8601 text with a date, a time and a zone (`Z` or `+01:00`); `None` when it is none.
pub fn parse_iso8601(text: &str) -> Option<f64> {
    let (date, rest) = text.split_once(['T', 't'])?;
    let mut date = date.splitn(3, '-').map(digits);
    let (year, month, day) = (date.next()??, date.next()??, date.next()??);
    let (time, offset) = split_zone(rest)?;
    let mut time = time.splitn(3, ':');
    let (hour, minute, second) = (digits(time.next()?)?, digits(time.next()?)?, time.next()?);
    let (second, fraction) = second.split_once('.').unwrap_or((second, "0"));
    let second = digits(second)?;
    let fraction: f64 = digits(fraction).and_then(|_| format!("0.{fraction}").parse().ok())?;
    let plausible = (1..=12).contains(&month) && (1..=31).contains(&day) && hour < 24 && minute < 60 && second <= 60;
    if year > 9999 || !plausible {
        return None;
    }
    let days = days_from_civil(year, month, day);
    let whole = days * SECONDS_A_DAY + hour * 3600 + minute * 60 + second - offset;
    Some(whole as f64 + fraction)
}

/// A time without its zone, and how many seconds the zone is ahead of UTC.
fn split_zone(text: &str) -> Option<(&str, i64)> {
    if let Some(time) = text.strip_suffix(['Z', 'z']) {
        return Some((time, 0));
    }
    let at = text.rfind(['+', '-'])?;
    let (time, zone) = text.split_at_checked(at)?;
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = zone.get(1..)?.split_once(':')?;
    let offset = digits(hours)?.checked_mul(3600)?.checked_add(digits(minutes)?.checked_mul(60)?)?;
    (offset < SECONDS_A_DAY).then_some((time, sign * offset))
}

fn digits(text: &str) -> Option<i64> {
    let all_digits = !text.is_empty() && text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit());
    all_digits.then(|| text.parse().ok()).flatten()
}

/// The Gregorian date of a number of days since 1970-01-01 (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

/// The inverse of [`civil_from_days`].
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let shifted_month = if month > 2 { month - 3 } else { month + 9 };
    let day_of_year = (153 * shifted_month + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn moments_are_written_in_utc() {
        assert_eq!(format_iso8601(0.0), "1970-01-01T00:00:00Z");
        assert_eq!(format_iso8601(1_582_934_400.0), "2020-02-29T00:00:00Z");
        assert_eq!(format_iso8601(1_592_511_453.324), "2020-06-18T20:17:33.324Z");
        assert_eq!(format_iso8601(-1.0), "1969-12-31T23:59:59Z");
    }

    #[test]
    fn moments_are_read_with_their_zone() {
        assert_eq!(parse_iso8601("2020-06-18T20:17:33.324Z"), Some(1_592_511_453.324));
        assert_eq!(parse_iso8601("2020-02-29T01:00:00+01:00"), Some(1_582_934_400.0));
        assert_eq!(parse_iso8601("2020-02-28T22:30:00-01:30"), Some(1_582_934_400.0));
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for text in ["", "T", "2020", "2020-13-01T00:00:00Z", "2020-01-01T00:00:00", "2020-01-01T00:00Z", "a-b-cTd:e:fZ"] {
            assert_eq!(parse_iso8601(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_moment_is_read_as_it_was_written(seconds in -60_000_000_000_i64..250_000_000_000) {
            prop_assert_eq!(parse_iso8601(&format_iso8601(seconds as f64)), Some(seconds as f64));
        }

        #[test]
        fn no_text_panics(text in "\\PC*|[0-9TZ:+.-]{0,40}") {
            let _ = parse_iso8601(&text);
        }
    }
}
