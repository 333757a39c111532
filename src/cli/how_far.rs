//! How far a clock is moved, as the command line has it.

use std::str::FromStr;
use std::time::Duration;

/// How far a clock goes on at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HowFar {
    /// By a time.
    By(Duration),
    /// To a time, which the emulator reads.
    To(String),
}

/// `90s`, `15m`, `1h30m`, `1d`, or a date with a time.
impl FromStr for HowFar {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.contains('T') {
            return Ok(Self::To(text.to_owned()));
        }
        let unreadable =
            || format!("{text} is neither a time such as 90s, 15m, 1h30m or 1d, nor one such as 2026-12-01T00:00:00Z");
        duration(text).map(Self::By).ok_or_else(unreadable)
    }
}

/// The sum of numbers with units.
fn duration(text: &str) -> Option<Duration> {
    let parts = text.split_inclusive(|letter: char| letter.is_ascii_alphabetic());
    let mut seconds = parts.map(|part| {
        let (number, unit) = part.split_at_checked(part.len() - 1)?;
        let unit = match unit {
            "s" => 1,
            "m" => 60,
            "h" => 60 * 60,
            "d" => 24 * 60 * 60,
            _ => return None,
        };
        number.parse::<u64>().ok()?.checked_mul(unit)
    });
    let seconds = seconds.try_fold(0_u64, |sum, seconds| sum.checked_add(seconds?))?;
    (!text.is_empty()).then_some(Duration::from_secs(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_a_sum_of_numbers_with_units() {
        for (text, seconds) in [("90s", 90), ("15m", 900), ("1h30m", 5400), ("1d", 86_400), ("0s", 0)] {
            assert_eq!(text.parse(), Ok(HowFar::By(Duration::from_secs(seconds))), "{text}");
        }
        assert_eq!("2026-12-01T00:00:00Z".parse(), Ok(HowFar::To("2026-12-01T00:00:00Z".to_owned())));
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in ["", "15", "m", "-1s", "1.5h", "1w", "soon", "1h 30m", "é", "99999999999999999999d"] {
            assert!(text.parse::<HowFar>().is_err(), "{text}");
        }
    }
}
