//! Asynchronous invocations (Lambda developer guide, "How Lambda handles errors and retries with asynchronous invocation"): an event is
//! tried up to three times, with the code that the function has by then. Then it is dropped, as there are no destinations.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use emulator_api::admin::Scope;
use emulator_api::arn::FunctionArn;
use tokio_util::sync::CancellationToken;

use super::Shared;
use super::function::Function;
use super::host::Host;
use super::runtime_api::Event;
use crate::clock::Clock;

/// Lambda waits this long before the second and the third attempt.
const RETRY_DELAYS: [Duration; 2] = [Duration::from_secs(60), Duration::from_secs(120)];

/// By account and region, what ends the events that came in before their state began anew.
#[derive(Debug, Default)]
pub(super) struct Beginnings(Mutex<HashMap<(String, String), CancellationToken>>);

impl Beginnings {
    /// What ends an event that comes in now for a function of this ARN.
    pub(super) fn of(&self, FunctionArn { account, region, .. }: &FunctionArn) -> CancellationToken {
        let mut beginnings = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        beginnings.entry((account.clone(), region.clone())).or_default().clone()
    }

    /// Ends the events that came in for functions of a scope. A folder outlives them.
    pub(super) fn begin_anew(&self, scope: &Scope) {
        let mut beginnings = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (_, ended) in beginnings.extract_if(|(account, region), _| scope.covers(account, region)) {
            ended.cancel();
        }
    }
}

/// An event, and what it is for.
pub(super) struct Invoked {
    pub(super) function: Arc<Function>,
    pub(super) event: Event,
    /// Ends it with the state that it came in.
    pub(super) beginning: CancellationToken,
    /// What the time is for whoever invoked the function.
    pub(super) clock: Clock,
}

/// Tries an event until it succeeds; no attempt begins once its function or the state that it came in has gone, and none is waited for at
/// a stop.
pub(super) async fn run_until_it_succeeds(functions: Weak<Shared>, host: Arc<Host>, invoked: Invoked) {
    let Invoked { mut function, event, beginning, clock } = invoked;
    let mut delays = RETRY_DELAYS.iter();
    // Restoring a function begins another life, which is none of this event's.
    let life = function.life.clone();
    loop {
        let slot = tokio::select! {
            biased;
            () = life.cancelled() => return,
            () = beginning.cancelled() => return,
            slot = function.pool.slot() => slot,
            () = host.tasks.stopping() => return lost(&function),
        };
        let outcome = function.run(&host, slot, event.clone()).await;
        if outcome.function_error.is_none() {
            return;
        }
        let Some(delay) = delays.next() else {
            let (function, error) = (&function.definition.name, String::from_utf8_lossy(&outcome.payload));
            return tracing::warn!(
                function,
                %error,
                "an event is dropped: the function failed every time it was invoked with it, and has no destination or dead-letter \
                 queue here; mend it and invoke it again"
            );
        };
        tokio::select! {
            biased;
            () = life.cancelled() => return,
            () = beginning.cancelled() => return,
            () = host.tasks.stopping() => return lost(&function),
            () = clock.sleep(*delay) => {}
        }
        let Some(functions) = functions.upgrade() else { return };
        function = functions.registry.latest(function);
    }
}

/// Tells of an event that AWS would have kept.
fn lost(function: &Function) {
    let function = &function.definition.name;
    tracing::warn!(
        function,
        "an event is dropped: the emulator stops before the function has succeeded with it; invoke it again"
    );
}

#[cfg(test)]
mod tests {
    use emulator_api::admin::AccountId;

    use super::*;

    #[test]
    fn events_end_with_the_scope_of_the_function_that_they_came_in_for() {
        let (beginnings, account) = (Beginnings::default(), |id: &str| AccountId::try_from(id.to_owned()).ok());
        let function = FunctionArn::new("us-east-1", "000000000000", "f");
        let before = beginnings.of(&function);
        beginnings.begin_anew(&Scope { account: account("111111111111"), region: None });
        assert!(!before.is_cancelled());
        beginnings.begin_anew(&Scope { account: account("000000000000"), region: None });
        assert!(before.is_cancelled() && !beginnings.of(&function).is_cancelled());
    }
}
