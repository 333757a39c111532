//! A rule: what it is for, what it does, and which calls it picks.

use std::fmt;
use std::time::Duration;

use emulator_api::admin::{AccountId, ConnectionReset, FaultRule, RegionName};
use http::StatusCode;

use super::strike::{Failure, Place};

/// A rule that makes sense.
#[derive(Clone, Debug)]
pub struct Rule {
    pub(super) said: FaultRule,
    pub(super) delay: Duration,
    pub(super) failure: Option<Failure>,
}

/// Why a rule makes none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidRule(String);

impl fmt::Display for InvalidRule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for InvalidRule {}

impl TryFrom<FaultRule> for Rule {
    type Error = InvalidRule;

    fn try_from(said: FaultRule) -> Result<Self, InvalidRule> {
        let refuse = |why: &str| Err(InvalidRule(why.to_owned()));
        let names = [("apiId", &said.api_id), ("stage", &said.stage), ("route", &said.route)];
        if let Some((name, _)) = names.iter().find(|(_, value)| value.as_deref() == Some("")) {
            return Err(InvalidRule(format!("{name} is empty; leave it out to match every one")));
        }
        if !(0.0..=1.0).contains(&said.probability) {
            return refuse("probability is a number from 0 to 1");
        }
        let mut failures = Vec::new();
        if let Some(status) = said.status {
            let known = StatusCode::from_u16(status).ok().filter(|status| (200..600).contains(&status.as_u16()));
            let Some(status) = known else { return refuse("status is a number from 200 to 599") };
            failures.push(Failure::Status(status));
        }
        failures.extend(said.lambda_error.map(Failure::Function));
        failures.extend(said.connection_reset.map(|reset| match reset {
            ConnectionReset::Backend => Failure::BackendReset,
            ConnectionReset::Client => Failure::ClientCut,
        }));
        let failure = match failures.as_slice() {
            [] if said.delay.is_none() => {
                return refuse("a fault does something: delay, status, lambdaError or connectionReset");
            }
            [] => None,
            [failure] => Some(*failure),
            _ => return refuse("a call fails in one way: give one of status, lambdaError and connectionReset"),
        };
        Ok(Self { delay: Duration::from_millis(said.delay.unwrap_or(0)), failure, said })
    }
}

impl Rule {
    /// Whether it is for calls at this place.
    pub(super) fn is_for(&self, place: &Place<'_>) -> bool {
        let Place { account, region, api, stage, route } = place;
        let wants = |wanted: &Option<String>, found: &str| wanted.as_deref().is_none_or(|wanted| wanted == found);
        self.said.account.as_ref().map(AccountId::as_str).is_none_or(|wanted| wanted == *account)
            && self.said.region.as_ref().map(RegionName::as_str).is_none_or(|wanted| wanted == *region)
            && wants(&self.said.api_id, api)
            && wants(&self.said.stage, stage)
            && self.said.route.as_deref().is_none_or(|wanted| route.is(wanted))
    }

    /// Whether it strikes the n-th call that it matches. It depends on nothing else than its seed, `n` and its probability.
    pub(super) fn picks(&self, n: u64) -> bool {
        unit(self.said.seed, n) < self.said.probability
    }
}

/// A number from 0 to below 1 for each seed and n, by SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number
/// generators", 2014).
fn unit(seed: u64, n: u64) -> f64 {
    const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;
    let mix = |state: u64| {
        let state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        state ^ (state >> 31)
    };
    // The seed is mixed as well: the sequences of neighbouring seeds would else be one, shifted.
    let bits = mix(mix(seed.wrapping_add(GOLDEN)).wrapping_add(n.wrapping_mul(GOLDEN)));
    let [a, b, c, d, ..] = bits.to_be_bytes();
    f64::from(u32::from_be_bytes([a, b, c, d])) / (f64::from(u32::MAX) + 1.0)
}
