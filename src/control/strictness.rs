//! What happens to what AWS has and this emulator has not, and to what AWS refuses and this emulator takes: strict emulators refuse it,
//! others tell the log, once each.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use emulator_api::error::{AwsError, Result};

/// Whether the emulator is strict, and what its log has told already.
#[derive(Debug, Default)]
pub(crate) struct Strictness {
    strict: bool,
    /// What it was about, and what was told of it.
    told: Mutex<BTreeMap<String, String>>,
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
    pub(crate) fn not_emulated(&self, what: &str, consequence: &str) -> Result<()> {
        if self.strict {
            return Err(AwsError::not_implemented(what.to_owned()));
        }
        self.tell(what, || format!("{consequence}; --strict refuses it"));
        Ok(())
    }

    /// AWS would refuse it.
    ///
    /// # Errors
    /// AWS's refusal, in a strict emulator.
    pub(crate) fn refused_by_aws(&self, what: &str, refusal: AwsError, advice: &str) -> Result<()> {
        if self.strict {
            return Err(refusal);
        }
        self.tell(what, || format!("AWS would answer {refusal}; {advice}, --strict refuses it here too"));
        Ok(())
    }

    /// All that the log has been told.
    pub(crate) fn told(&self) -> BTreeMap<String, String> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn tell(&self, what: &str, message: impl FnOnce() -> String) {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if !told.contains_key(what) {
            let message = message();
            tracing::warn!("{what}: {message}");
            told.insert(what.to_owned(), message);
        }
    }
}

#[cfg(test)]
mod tests {
    use emulator_api::error::ErrorCode;

    use super::*;

    #[test]
    fn a_strict_emulator_refuses_and_names_it() {
        let strict = Strictness::new(true);
        let refused = strict.not_emulated("The logo of a portal (logoUri)", "it is not fetched").expect_err("strict");
        assert_eq!(refused.code(), ErrorCode::NotImplemented);
        assert!(refused.to_string().contains("logoUri"), "{refused}");
        assert!(strict.refused_by_aws("a log", AwsError::bad_request("no role"), "set one").is_err());
    }

    #[test]
    fn any_other_tells_it_once() {
        let lenient = Strictness::new(false);
        assert!(lenient.not_emulated("a", "b").is_ok() && lenient.refused_by_aws("c", AwsError::bad_request("d"), "e").is_ok());
        assert!(lenient.not_emulated("a", "another").is_ok());
        let told = lenient.told();
        assert_eq!(told.keys().collect::<Vec<_>>(), ["a", "c"]);
        assert_eq!(told["a"], "b; --strict refuses it");
    }
}
