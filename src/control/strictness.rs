//! What happens to what AWS has and this emulator has not, and to what AWS refuses and this emulator takes: strict emulators refuse it,
//! others tell the log, once each.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use emulator_api::admin::Scope;
use emulator_api::error::{AwsError, Result};

use super::Caller;

/// Whether the emulator is strict, and what its log has told already.
#[derive(Debug, Default)]
pub(crate) struct Strictness {
    strict: bool,
    /// What was told, by what it was about.
    told: Mutex<BTreeMap<String, Told>>,
}

/// What the log was told once, for all who did it.
#[derive(Debug)]
struct Told {
    message: String,
    /// The accounts and regions that have done it since they began anew.
    places: BTreeSet<(String, String)>,
}

/// Something that an account has done in a region, which AWS would refuse or do in another way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Done {
    pub(crate) account: String,
    pub(crate) region: String,
    /// What it was about.
    pub(crate) what: String,
    /// What AWS would do, or what does not happen here.
    pub(crate) message: String,
}

impl Strictness {
    pub(crate) fn new(strict: bool) -> Self {
        Self { strict, told: Mutex::default() }
    }

    pub(crate) fn is_strict(&self) -> bool {
        self.strict
    }

    /// Something is accepted, kept and shown, and has no effect here.
    ///
    /// # Errors
    /// 501 with its name, in a strict emulator.
    pub(crate) fn not_emulated(&self, caller: &Caller, what: &str, consequence: &str) -> Result<()> {
        if self.strict {
            return Err(AwsError::not_implemented(what.to_owned()));
        }
        self.tell(caller, what, || format!("{consequence}; --strict refuses it"));
        Ok(())
    }

    /// AWS would refuse it.
    ///
    /// # Errors
    /// AWS's refusal, in a strict emulator.
    pub(crate) fn refused_by_aws(&self, caller: &Caller, what: &str, refusal: AwsError, advice: &str) -> Result<()> {
        if self.strict {
            return Err(refusal);
        }
        self.tell(caller, what, || format!("AWS would answer {refusal}; {advice}, --strict refuses it here too"));
        Ok(())
    }

    /// What was done that AWS would refuse or do in another way.
    pub(crate) fn done(&self) -> Vec<Done> {
        let told = self.told();
        let done = told.iter().flat_map(|(what, Told { message, places })| {
            places.iter().map(|(account, region)| Done {
                account: account.clone(),
                region: region.clone(),
                what: what.clone(),
                message: message.clone(),
            })
        });
        done.collect()
    }

    /// Forgets what was done in a scope. The log has been told all the same.
    pub(crate) fn forget(&self, scope: &Scope) {
        for told in self.told().values_mut() {
            told.places.retain(|(account, region)| !scope.covers(account, region));
        }
    }

    fn tell(&self, caller: &Caller, what: &str, message: impl FnOnce() -> String) {
        let mut told = self.told();
        let place = (caller.account.clone(), caller.region.clone());
        if let Some(told) = told.get_mut(what) {
            told.places.insert(place);
            return;
        }
        let message = message();
        tracing::warn!("{what}: {message}");
        told.insert(what.to_owned(), Told { message, places: BTreeSet::from([place]) });
    }

    fn told(&self) -> MutexGuard<'_, BTreeMap<String, Told>> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use emulator_api::error::ErrorCode;

    use super::*;

    fn caller(account: &str) -> Caller {
        let (account, region) = (account.to_owned(), "us-east-1".to_owned());
        Caller { account, region, scope: None, api_stage: None, host: None, is_emulator: false }
    }

    #[test]
    fn a_strict_emulator_refuses_and_names_it() {
        let (strict, one) = (Strictness::new(true), caller("111111111111"));
        let refused = strict.not_emulated(&one, "The logo of a portal (logoUri)", "it is not fetched").expect_err("strict");
        assert_eq!(refused.code(), ErrorCode::NotImplemented);
        assert!(refused.to_string().contains("logoUri"), "{refused}");
        assert!(strict.refused_by_aws(&one, "a log", AwsError::bad_request("no role"), "set one").is_err());
    }

    #[test]
    fn any_other_tells_it_once() {
        let (lenient, one) = (Strictness::new(false), caller("111111111111"));
        assert!(lenient.not_emulated(&one, "a", "b").is_ok());
        assert!(lenient.refused_by_aws(&one, "c", AwsError::bad_request("d"), "e").is_ok());
        assert!(lenient.not_emulated(&one, "a", "another").is_ok());
        let done = lenient.done();
        assert_eq!(done.iter().map(|done| &*done.what).collect::<Vec<_>>(), ["a", "c"]);
        assert_eq!(done[0].message, "b; --strict refuses it");
    }

    #[test]
    fn what_an_account_has_done_is_forgotten_with_its_state() {
        let (lenient, one, other) = (Strictness::new(false), caller("111111111111"), caller("222222222222"));
        for caller in [&one, &other] {
            assert!(lenient.not_emulated(caller, "a", "b").is_ok());
        }
        lenient.forget(&serde_json::from_str(r#"{"account": "111111111111"}"#).unwrap());
        assert_eq!(lenient.done().into_iter().map(|done| done.account).collect::<Vec<_>>(), ["222222222222"]);
        assert!(lenient.not_emulated(&one, "a", "b").is_ok());
        assert_eq!(lenient.done().len(), 2);
    }
}
