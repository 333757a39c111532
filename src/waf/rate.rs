//! `RateBasedStatement`: who sends more requests than a limit within a window of time (AWS WAF developer guide, "Using rate-based
//! rule statements"). AWS counts with a delay and only near the limit; here the first request above it is one too many.

use std::collections::{HashMap, VecDeque};
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use http::HeaderName;
use serde::Deserialize;

use crate::waf::statement::Statement;
use crate::waf::{Owner, WebRequest};

/// How many senders are remembered before those are forgotten whose windows are over.
const MANY_SENDERS: usize = 10_000;

/// How many of each owner are remembered at most: headers can name any number of them. AWS WAF limits 10,000 at once, those with the
/// highest rates (developer guide, "AWS WAF quotas").
const MOST_SENDERS: usize = 50_000;

/// Whose requests are counted together.
#[derive(Debug)]
pub(super) enum Aggregation {
    /// `IP`: those of one address.
    Address,
    /// `FORWARDED_IP`: those of one address in a header.
    Forwarded { header: HeaderName, fallback: Fallback },
    /// `CONSTANT`: all.
    Constant,
}

/// `FallbackBehavior`: what of a request whose header holds no address.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(super) enum Fallback {
    Match,
    NoMatch,
}

/// A limit, and what was counted so far.
#[derive(Debug)]
pub(super) struct Rate {
    /// How many requests a sender may send within the window.
    pub(super) limit: u64,
    /// The window, in seconds.
    pub(super) window: i64,
    pub(super) aggregation: Aggregation,
    /// `ScopeDownStatement`: which requests count; none is all of them.
    pub(super) scope: Option<Box<Statement>>,
    pub(super) senders: Mutex<HashMap<Owner, Senders>>,
}

/// Who has sent requests lately.
#[derive(Debug, Default)]
pub(super) struct Senders {
    /// By address; all requests together have none.
    counts: HashMap<Option<IpAddr>, Counts>,
    /// How many there may be until those who have stopped are looked for.
    room: usize,
}

/// The requests of a sender by the second in which they came, and their sum.
#[derive(Debug, Default)]
pub(super) struct Counts {
    seconds: VecDeque<(i64, u64)>,
    sum: u64,
}

impl Rate {
    /// Counts a request. Whether its sender has sent too many.
    pub(super) fn exceeded(&self, request: &WebRequest<'_>) -> bool {
        if self.scope.as_ref().is_some_and(|scope| !scope.matches(request)) {
            return false;
        }
        let sender = match &self.aggregation {
            Aggregation::Address => Some(request.address),
            Aggregation::Constant => None,
            Aggregation::Forwarded { header, fallback } => {
                // "If the specified header isn't present in the request, AWS WAF doesn't apply the rule to the web request at all."
                let Some(value) = request.headers.get(header) else { return false };
                match first_address(value.as_bytes()) {
                    Some(address) => Some(address),
                    None => return *fallback == Fallback::Match,
                }
            }
        };
        let over = request.at - self.window;
        let mut owners = self.senders.lock().unwrap_or_else(PoisonError::into_inner);
        owners.entry(request.owner.clone()).or_default().of(sender, over).count(request.at, over) > self.limit
    }

    /// Begins to count anew for some owners.
    pub(super) fn forget_senders(&self, is_meant: impl Fn(&Owner) -> bool) {
        let mut owners = self.senders.lock().unwrap_or_else(PoisonError::into_inner);
        owners.retain(|owner, _| !is_meant(owner));
    }
}

impl Senders {
    /// The requests of a sender. Looking for those who have stopped costs each new sender little.
    fn of(&mut self, sender: Option<IpAddr>, over: i64) -> &mut Counts {
        if self.counts.len() > self.room {
            self.counts.retain(|_, counts| counts.seconds.back().is_some_and(|(second, _)| *second > over));
            if self.counts.len() > MOST_SENDERS / 2 {
                self.forget_those_who_sent_least();
            }
            self.room = MANY_SENDERS.max(self.counts.len() * 2);
        }
        self.counts.entry(sender).or_default()
    }

    /// Leaves half of them; of those who sent equally much, any.
    fn forget_those_who_sent_least(&mut self) {
        let mut sums: Vec<u64> = self.counts.values().map(|counts| counts.sum).collect();
        let middle = sums.len() / 2;
        let (_, median, _) = sums.select_nth_unstable(middle);
        let median = *median;
        let above = self.counts.values().filter(|counts| counts.sum > median).count();
        let mut room = middle.saturating_sub(above);
        self.counts.retain(|_, counts| {
            let stays = counts.sum > median || (counts.sum == median && room > 0);
            if counts.sum == median {
                room = room.saturating_sub(1);
            }
            stays
        });
    }
}

impl Counts {
    /// Counts a request; gives how many there were since the second `over`.
    fn count(&mut self, at: i64, over: i64) -> u64 {
        while let Some((_, count)) = self.seconds.pop_front_if(|(second, _)| *second <= over) {
            self.sum -= count;
        }
        // What came later than now, but for a second by which cores may be apart, came before the clock was turned back.
        while let Some((_, count)) = self.seconds.pop_back_if(|(second, _)| *second > at + 1) {
            self.sum -= count;
        }
        match self.seconds.back_mut() {
            Some((second, count)) if *second >= at => *count += 1,
            _ => self.seconds.push_back((at, 1)),
        }
        self.sum += 1;
        self.sum
    }
}

/// The first of the addresses in a header.
fn first_address(value: &[u8]) -> Option<IpAddr> {
    let first = value.split(|byte| *byte == b',').next()?;
    std::str::from_utf8(first).ok()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    #[test]
    fn senders_are_bounded_and_those_who_sent_most_are_remembered() {
        let mut senders = Senders::default();
        let busy = Some(IpAddr::from(Ipv4Addr::LOCALHOST));
        for _ in 0..3 {
            senders.of(busy, 0).count(1, 0);
        }
        for number in 0..200_000 {
            senders.of(Some(IpAddr::from(Ipv4Addr::from(number))), 0).count(1, 0);
            assert!(senders.counts.len() <= MOST_SENDERS + 1, "{number}");
        }
        assert_eq!(senders.of(busy, 0).count(1, 0), 4);
    }

    #[test]
    fn of_senders_who_sent_equally_much_half_are_remembered() {
        let mut senders = Senders::default();
        for number in 0..10 {
            senders.of(Some(IpAddr::from(Ipv4Addr::from(number))), 0).count(1, 0);
        }
        senders.forget_those_who_sent_least();
        assert_eq!(senders.counts.len(), 5);
    }
}
