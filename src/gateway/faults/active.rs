//! A rule in force, and its counts.

use std::sync::Once;
use std::sync::atomic::{AtomicU64, Ordering};

use emulator_api::admin::Fault;

use super::rule::Rule;
use super::strike::{Backend, Place};

/// A rule in force.
#[derive(Debug)]
pub(super) struct Active {
    id: Box<str>,
    rule: Rule,
    matched: AtomicU64,
    struck: AtomicU64,
    told_of_strike: Once,
    told_of_misfit: Once,
}

impl Active {
    pub(super) fn new(id: &str, rule: Rule) -> Self {
        let (matched, struck) = (AtomicU64::new(0), AtomicU64::new(0));
        Self { id: id.into(), rule, matched, struck, told_of_strike: Once::new(), told_of_misfit: Once::new() }
    }

    pub(super) fn id(&self) -> &str {
        &self.id
    }

    pub(super) fn rule(&self) -> &Rule {
        &self.rule
    }

    /// The rule with its counts.
    pub(super) fn told(&self) -> Fault {
        let count = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        let (matched, struck) = (count(&self.matched), count(&self.struck));
        Fault { id: self.id.to_string(), rule: self.rule.said.clone(), matched, struck }
    }

    /// Whether it strikes a call of `backend` at `place`, which it counts if it matches.
    pub(super) fn strikes(&self, place: &Place<'_>, backend: Backend) -> bool {
        if !self.rule.is_for(place) {
            return false;
        }
        if let Some(needed) = self.rule.failure.and_then(|failure| failure.misfit(backend)) {
            self.told_of_misfit.call_once(|| {
                tracing::warn!(
                    fault = &*self.id,
                    api = place.api,
                    stage = place.stage,
                    "the fault is for {needed}; it passes others by"
                );
            });
            return false;
        }
        let n = self.matched.fetch_add(1, Ordering::Relaxed) + 1;
        if !self.rule.picks(n) {
            return false;
        }
        self.struck.fetch_add(1, Ordering::Relaxed);
        self.told_of_strike.call_once(|| {
            tracing::warn!(
                fault = &*self.id,
                api = place.api,
                stage = place.stage,
                "calls fail on purpose; DELETE /_emulator/faults/{} ends it, GET counts how often",
                self.id
            );
        });
        true
    }
}
