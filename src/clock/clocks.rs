//! The clocks of all accounts.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::reading::Reading;
use super::{CannotAdvance, Change, Clock, MachineClock, Timestamp};

/// A clock for each account, and one for what belongs to none: what new accounts begin with.
#[derive(Debug, Default)]
pub struct Clocks {
    common: Clock,
    of_accounts: Mutex<BTreeMap<Box<str>, Clock>>,
}

/// What a clock shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The time.
    pub now: Timestamp,
    /// Whether it stands still.
    pub is_frozen: bool,
    /// How many milliseconds it is ahead of the machine's clock, or behind.
    pub ahead_millis: i64,
}

impl Clocks {
    /// The clock of what belongs to no account. It moves when all clocks do.
    pub fn common(&self) -> &Clock {
        &self.common
    }

    /// The clock of an account. All regions share it.
    pub fn of(&self, account: &str) -> Clock {
        self.lock().entry(account.into()).or_insert_with(|| self.common.fork()).clone()
    }

    /// What the time is in an account, which need not be known.
    pub fn now(&self, account: &str) -> Timestamp {
        self.lock().get(account).unwrap_or(&self.common).now()
    }

    /// What an account's clock shows, or the common one.
    pub fn shown(&self, account: Option<&str>) -> Shown {
        let of_accounts = self.lock();
        let clock = account.and_then(|account| of_accounts.get(account)).unwrap_or(&self.common);
        Shown::of(clock, MachineClock.machine_now())
    }

    /// The accounts whose clocks show another time than the common one, with what they show.
    pub fn apart(&self) -> Vec<(Box<str>, Shown)> {
        let machine = MachineClock.machine_now();
        let common = self.common.reading();
        let of_accounts = self.lock();
        let apart = of_accounts.iter().filter(|(_, clock)| clock.reading() != common);
        apart.map(|(account, clock)| (account.clone(), Shown::of(clock, machine))).collect()
    }

    /// Changes the clock of an account, or all at the same moment.
    ///
    /// # Errors
    /// One of them cannot be advanced so. Then none is changed.
    pub fn change(&self, account: Option<&str>, change: Change) -> Result<(), CannotAdvance> {
        let mut of_accounts = self.lock();
        if let Some(account) = account {
            return of_accounts.entry(account.into()).or_insert_with(|| self.common.fork()).change(change);
        }
        let (clocks, machine) = ([&self.common].into_iter().chain(of_accounts.values()), MachineClock.machine_now());
        let changed = |clock: &Clock| Ok((clock.clone(), clock.reading().changed(change, machine)?));
        let changes: Vec<(Clock, Reading)> = clocks.map(changed).collect::<Result<_, _>>()?;
        for (clock, reading) in changes {
            clock.set(reading);
        }
        Ok(())
    }

    /// Forgets the clocks that show what the common one shows, and that nobody goes by.
    pub fn forget_idle(&self) {
        let common = self.common.reading();
        self.lock().retain(|_, clock| Arc::strong_count(&clock.0) > 1 || clock.reading() != common);
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<Box<str>, Clock>> {
        self.of_accounts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shown {
    fn of(clock: &Clock, machine: Timestamp) -> Self {
        let reading = clock.reading();
        let now = reading.at(machine);
        let is_frozen = matches!(reading, Reading::Frozen { .. });
        Self { now, is_frozen, ahead_millis: now.as_millis() - machine.as_millis() }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const HOUR: Duration = Duration::from_secs(3600);

    fn hours_ahead(clocks: &Clocks, account: Option<&str>) -> i64 {
        clocks.shown(account).ahead_millis / 3_600_000
    }

    #[test]
    fn the_clock_of_one_account_moves_alone() {
        let clocks = Clocks::default();
        let (one, other) = (clocks.of("111111111111"), clocks.of("222222222222"));
        clocks.change(Some("111111111111"), Change::Advance(HOUR)).expect("it advances");
        assert!(one.now().since(other.now()) >= HOUR - Duration::from_secs(1));
        assert_eq!(hours_ahead(&clocks, None), 0);
        assert_eq!(clocks.apart().len(), 1);
    }

    #[test]
    fn without_an_account_all_clocks_move() {
        let clocks = Clocks::default();
        clocks.change(Some("111111111111"), Change::Advance(HOUR)).expect("it advances");
        clocks.change(None, Change::Advance(HOUR)).expect("they advance");
        assert_eq!(hours_ahead(&clocks, Some("111111111111")), 2);
        assert_eq!(hours_ahead(&clocks, Some("222222222222")), 1, "an account that was not known yet");
        clocks.change(None, Change::Reset).expect("they are reset");
        assert!(clocks.apart().is_empty());
    }

    #[test]
    fn a_clock_is_forgotten_that_nobody_goes_by_and_that_shows_no_time_of_its_own() {
        let clocks = Clocks::default();
        let held = clocks.of("111111111111");
        clocks.change(Some("222222222222"), Change::Advance(HOUR)).expect("it advances");
        drop(clocks.of("333333333333"));
        clocks.forget_idle();
        assert_eq!(clocks.lock().keys().map(|account| &**account).collect::<Vec<_>>(), ["111111111111", "222222222222"]);
        clocks.change(None, Change::Advance(HOUR)).expect("they advance");
        assert_eq!(held.now().since(MachineClock.machine_now()).as_secs().div_ceil(3600), 1, "it is still the account's");
        assert_eq!(hours_ahead(&clocks, Some("333333333333")), 1);
    }

    #[test]
    fn either_all_clocks_move_or_none() {
        let clocks = Clocks::default();
        clocks.change(Some("111111111111"), Change::Advance(2 * HOUR)).expect("it advances");
        let in_an_hour = MachineClock.machine_now().plus(HOUR);
        assert!(clocks.change(None, Change::AdvanceTo(in_an_hour)).is_err());
        assert_eq!(hours_ahead(&clocks, None), 0);
    }
}
