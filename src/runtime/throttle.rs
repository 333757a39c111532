//! Token buckets: how many calls a second something takes, and how many at once. Lock-free, and they outlive a publish.

use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use crate::clock::Timestamp;

const NANOS_PER_SECOND: f64 = 1e9;
const NANOS_PER_MILLI: i64 = 1_000_000;

/// How far apart requests on different cores read the clock, at most.
const APART_NANOS: i64 = 1_000_000_000;

/// A rate and a burst, as stage settings have them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ThrottleLimits {
    /// Calls per second in the long run.
    pub rate: f64,
    /// Calls at once: how many tokens the bucket holds.
    pub burst: u32,
}

/// What all APIs of an account take in one region (developer guide, "Quotas").
pub const ACCOUNT_LIMITS: ThrottleLimits = ThrottleLimits { rate: 10_000.0, burst: 5_000 };

/// How many clients connect to all WebSocket APIs of an account in one region: 500 a second (developer guide, "Quotas"). AWS
/// tells no burst; here it is what one second allows.
pub const CONNECTION_LIMITS: ThrottleLimits = ThrottleLimits { rate: 500.0, burst: 500 };

/// `RATE:BURST`, as the command line has it.
impl FromStr for ThrottleLimits {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parsed =
            text.split_once(':').and_then(|(rate, burst)| Some(Self { rate: rate.parse().ok()?, burst: burst.parse().ok()? }));
        let positive = parsed.filter(|limits| limits.rate > 0.0 && limits.rate.is_finite() && limits.burst > 0);
        positive.ok_or_else(|| "RATE:BURST are requests per second and requests at once, 10000:5000".to_owned())
    }
}

/// A token bucket. It keeps one number, the time at which the bucket would be full again.
#[derive(Debug)]
pub struct Throttle {
    limits: ThrottleLimits,
    /// In which time the bucket gets a token; none when the limits allow nothing.
    token_nanos: Option<i64>,
    full_at_nanos: AtomicI64,
}

impl Throttle {
    /// A full bucket.
    pub fn new(limits: ThrottleLimits) -> Self {
        let allows_nothing = limits.burst == 0 || limits.rate.is_nan() || limits.rate <= 0.0;
        #[expect(clippy::cast_possible_truncation, reason = "a float's cast saturates, and so is what it is for")]
        let token_nanos = (!allows_nothing).then_some((NANOS_PER_SECOND / limits.rate) as i64);
        Self { limits, token_nanos, full_at_nanos: AtomicI64::new(i64::MIN) }
    }

    /// The bucket that goes on: `previous` with what it holds if the limits are the same, else a new one.
    pub fn continued(limits: ThrottleLimits, previous: Option<&Arc<Self>>) -> Arc<Self> {
        let same = previous.filter(|previous| previous.limits == limits);
        same.map_or_else(|| Arc::new(Self::new(limits)), Arc::clone)
    }

    /// Fills the bucket.
    pub fn fill(&self) {
        self.full_at_nanos.store(i64::MIN, Ordering::Release);
    }

    /// How much it takes.
    pub fn limits(&self) -> ThrottleLimits {
        self.limits
    }

    /// Takes a token; false when there is none.
    pub fn allows(&self, now: Timestamp) -> bool {
        let Some(token) = self.token_nanos else { return false };
        let now = now.as_millis().saturating_mul(NANOS_PER_MILLI);
        let latest = now.saturating_add(token.saturating_mul(i64::from(self.limits.burst)));
        let take = |full_at: i64| {
            // A bucket that is emptier than it can be was used before the clock was turned back: it begins anew.
            let full_at = if full_at > latest.saturating_add(APART_NANOS) { now } else { full_at.max(now) };
            let next = full_at.checked_add(token)?;
            (next <= latest).then_some(next)
        };
        self.full_at_nanos.fetch_update(Ordering::AcqRel, Ordering::Acquire, take).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(throttle: &Throttle, at_millis: i64, calls: usize) -> usize {
        (0..calls).filter(|_| throttle.allows(Timestamp::from_millis(at_millis))).count()
    }

    // Developer guide, "Throttle API requests for better throughput": the token bucket algorithm, a token is a request.
    #[test]
    fn a_full_bucket_allows_its_burst_and_fills_by_its_rate() {
        let throttle = Throttle::new(ThrottleLimits { rate: 2.0, burst: 5 });
        assert_eq!(allowed(&throttle, 1_000, 10), 5);
        assert_eq!(allowed(&throttle, 1_499, 10), 0);
        assert_eq!(allowed(&throttle, 1_500, 10), 1);
        assert_eq!(allowed(&throttle, 60_000, 10), 5);
    }

    #[test]
    fn a_bucket_that_is_filled_allows_its_burst_again() {
        let throttle = Throttle::new(ThrottleLimits { rate: 1.0, burst: 2 });
        assert_eq!(allowed(&throttle, 1_000, 5), 2);
        throttle.fill();
        assert_eq!(allowed(&throttle, 1_000, 5), 2);
    }

    // Requests on other cores may have read the clock a moment later and yet come first.
    #[test]
    fn a_clock_read_a_moment_ago_finds_the_tokens_that_are_there() {
        let throttle = Throttle::new(ThrottleLimits { rate: 1e9, burst: 1_000_000_000 });
        assert_eq!(allowed(&throttle, 1_001, 3), 3);
        assert_eq!(allowed(&throttle, 1_000, 3), 3);
    }

    #[test]
    fn a_bucket_is_full_again_when_the_clock_is_turned_back() {
        let throttle = Throttle::new(ThrottleLimits { rate: 1.0, burst: 2 });
        assert_eq!(allowed(&throttle, 3_600_000, 5), 2);
        assert_eq!(allowed(&throttle, 1_000, 5), 2);
        assert_eq!(allowed(&throttle, 2_000, 5), 1);
    }

    #[test]
    fn limits_are_read_from_two_numbers() {
        assert_eq!("10000:5000".parse(), Ok(ACCOUNT_LIMITS));
        for text in ["", "5", "x:5", "5:x", "5:0", "0:5", "-1:5", "NaN:5", "inf:5"] {
            assert!(text.parse::<ThrottleLimits>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_limit_of_nothing_allows_nothing() {
        assert_eq!(allowed(&Throttle::new(ThrottleLimits { rate: 0.0, burst: 5 }), 1, 3), 0);
        assert_eq!(allowed(&Throttle::new(ThrottleLimits { rate: 5.0, burst: 0 }), 1, 3), 0);
    }

    #[test]
    fn a_bucket_goes_on_while_its_limits_stay() {
        let limits = ThrottleLimits { rate: 1.0, burst: 1 };
        let first = Throttle::continued(limits, None);
        assert_eq!(allowed(&first, 1_000, 1), 1);
        assert_eq!(allowed(&Throttle::continued(limits, Some(&first)), 1_000, 1), 0);
        let wider = ThrottleLimits { burst: 2, ..limits };
        assert_eq!(allowed(&Throttle::continued(wider, Some(&first)), 1_000, 3), 2);
    }
}
