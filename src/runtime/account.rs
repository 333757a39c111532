//! What the APIs of an account share in one region.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::{ArcSwap, Guard};

use crate::clock::{Clock, Clocks};
use crate::runtime::throttle::{ACCOUNT_LIMITS, CONNECTION_LIMITS, Throttle, ThrottleLimits};
use crate::runtime::usage::UsagePlans;

/// An account in one region.
#[derive(Debug)]
pub struct Account {
    /// What the time is for all that it has.
    pub clock: Clock,
    /// How many requests all its APIs take together (developer guide, "Account-level throttling per Region").
    pub throttle: Throttle,
    /// How many clients connect to all its WebSocket APIs together (developer guide, "Quotas for configuring and running a
    /// WebSocket API").
    pub connecting: Throttle,
    usage_plans: ArcSwap<UsagePlans>,
    era: AtomicU64,
}

/// Which of an account's lives it is: it begins anew when all that it has in the region is reset or restored. What was made in
/// an earlier one, as the connection of a client, has no part in the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Era(u64);

impl Account {
    /// An account without usage plans.
    pub fn new(limits: AccountLimits, clock: Clock) -> Self {
        let AccountLimits { requests, connections } = limits;
        let (throttle, connecting) = (Throttle::new(requests), Throttle::new(connections));
        Self { clock, throttle, connecting, usage_plans: ArcSwap::default(), era: AtomicU64::new(0) }
    }

    /// The era of this moment.
    pub fn era(&self) -> Era {
        Era(self.era.load(Ordering::Acquire))
    }

    /// The era after this one.
    pub fn next_era(&self) -> Era {
        Era(self.era().0 + 1)
    }

    /// Begins the next era: nothing was called yet.
    pub fn begin_anew(&self) {
        self.era.fetch_add(1, Ordering::AcqRel);
        self.throttle.fill();
        self.connecting.fill();
    }

    /// Its usage plans as they are at this moment.
    pub fn usage_plans(&self) -> Guard<Arc<UsagePlans>> {
        self.usage_plans.load()
    }

    /// Puts other usage plans in the place of those that it has.
    pub fn replace_usage_plans(&self, plans: UsagePlans) {
        self.usage_plans.store(Arc::new(plans));
    }
}

impl Default for Account {
    fn default() -> Self {
        Self::new(AccountLimits::default(), Clock::default())
    }
}

/// What an account takes in one region.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AccountLimits {
    /// Requests and messages of all its APIs.
    pub requests: ThrottleLimits,
    /// New connections of all its WebSocket APIs.
    pub connections: ThrottleLimits,
}

impl Default for AccountLimits {
    fn default() -> Self {
        Self { requests: ACCOUNT_LIMITS, connections: CONNECTION_LIMITS }
    }
}

/// An account's number and a region.
type Key = (Box<str>, Box<str>);

/// The accounts that have something, by account and region. Asked while publishing, not while serving.
#[derive(Debug)]
pub struct Accounts {
    /// What the time is in each.
    pub clocks: Arc<Clocks>,
    limits: AccountLimits,
    known: Mutex<HashMap<Key, Arc<Account>>>,
}

impl Accounts {
    /// None yet; each will have these limits.
    pub fn new(limits: AccountLimits) -> Self {
        Self { clocks: Arc::default(), limits, known: Mutex::default() }
    }

    /// The limits that every account has.
    pub fn all_limits(&self) -> AccountLimits {
        self.limits
    }

    /// The limit of requests that every account has.
    pub fn limits(&self) -> ThrottleLimits {
        self.limits.requests
    }

    /// An account in a region.
    pub fn get(&self, account: &str, region: &str) -> Arc<Account> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let new = || Arc::new(Account::new(self.limits, self.clocks.of(account)));
        Arc::clone(known.entry((account.into(), region.into())).or_insert_with(new))
    }

    /// All of them, with their account and region.
    pub fn all(&self) -> Vec<(Key, Arc<Account>)> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.iter().map(|(key, account)| (key.clone(), Arc::clone(account))).collect()
    }

    /// Forgets the accounts that have nothing any more: no API, no connection, no key; and their clocks, if they were not moved.
    pub fn forget_idle(&self) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|_, account| Arc::strong_count(account) > 1 || account.usage_plans().keys().next().is_some());
        self.clocks.forget_idle();
    }
}

impl Default for Accounts {
    fn default() -> Self {
        Self::new(AccountLimits::default())
    }
}
