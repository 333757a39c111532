//! Faults that test suites ask for: which calls of backends fail on purpose, and how often they have. They belong to the
//! process: none of them outlives it, and no snapshot holds them.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use arc_swap::ArcSwap;
use emulator_api::admin::Fault;

use self::active::Active;
pub use self::rule::{InvalidRule, Rule};
pub(in crate::gateway) use self::strike::{Backend, Failure, Place, RouteName, Strike};

mod active;
mod rule;
mod strike;

/// The rules that are in force. Asking them costs one load when there are none.
#[derive(Debug, Default)]
pub struct Faults {
    /// The oldest first.
    rules: ArcSwap<Vec<Arc<Active>>>,
    ids: AtomicU64,
}

/// The id of a rule is that of another account's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdTaken;

impl fmt::Display for IdTaken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a fault for another account has this id; choose another, or DELETE that one")
    }
}

impl std::error::Error for IdTaken {}

impl Faults {
    /// Puts a rule in force under an id of its own.
    pub fn add(&self, rule: &Rule) -> Fault {
        loop {
            let id = format!("fault-{}", self.ids.fetch_add(1, Ordering::Relaxed) + 1);
            // Somebody may have chosen the id.
            if let Ok(added) = self.put_unless(&id, rule.clone(), |_| true) {
                return added;
            }
        }
    }

    /// Puts a rule in force in the place of the one with this id, or as a new one. It counts from the start.
    ///
    /// # Errors
    /// When the id is that of a rule for one account, and this one is not for the same.
    pub fn put(&self, id: &str, rule: Rule) -> Result<Fault, IdTaken> {
        let account = rule.said.account.clone();
        self.put_unless(id, rule, |known| known.said.account.is_some() && known.said.account != account)
    }

    fn put_unless(&self, id: &str, rule: Rule, is_in_the_way: impl Fn(&Rule) -> bool) -> Result<Fault, IdTaken> {
        let active = Arc::new(Active::new(id, rule));
        let before = self.rules.rcu(|rules| {
            let mut rules = Vec::clone(rules);
            match rules.iter_mut().find(|known| known.id() == id) {
                Some(known) if is_in_the_way(known.rule()) => {}
                Some(known) => *known = Arc::clone(&active),
                None => rules.push(Arc::clone(&active)),
            }
            rules
        });
        let is_taken = before.iter().any(|known| known.id() == id && is_in_the_way(known.rule()));
        if is_taken { Err(IdTaken) } else { Ok(active.told()) }
    }

    /// The rule with this id.
    pub fn get(&self, id: &str) -> Option<Fault> {
        self.rules.load().iter().find(|rule| rule.id() == id).map(|rule| rule.told())
    }

    /// All rules, the oldest first.
    pub fn all(&self) -> Vec<Fault> {
        self.rules.load().iter().map(|rule| rule.told()).collect()
    }

    /// Takes the rules out of force of which `is_meant` says so, and tells how many those were.
    pub fn remove(&self, is_meant: impl Fn(&Fault) -> bool) -> usize {
        let keep = |rules: &Vec<Arc<Active>>| rules.iter().filter(|rule| !is_meant(&rule.told())).cloned().collect::<Vec<_>>();
        let before = self.rules.rcu(|rules| keep(rules));
        before.len() - keep(&before).len()
    }

    /// Whether there is any rule.
    pub(in crate::gateway) fn are_in_force(&self) -> bool {
        !self.rules.load().is_empty()
    }

    /// What befalls a call of a backend. Every rule counts every call that it matches; where several strike, their delays add
    /// up and the oldest decides how the call fails.
    pub(in crate::gateway) fn strike<'p>(&self, backend: Backend, place: impl FnOnce() -> Place<'p>) -> Option<Box<Strike>> {
        let rules = self.rules.load();
        if rules.is_empty() {
            return None;
        }
        let place = place();
        let struck = rules.iter().filter(|rule| rule.strikes(&place, backend));
        struck.fold(None, |strike, rule| {
            let mut strike: Box<Strike> = strike.unwrap_or_default();
            strike.add(rule.id(), rule.rule());
            Some(strike)
        })
    }
}

#[cfg(test)]
mod tests;
