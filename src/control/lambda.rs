//! The part of Lambda that an API needs: functions from zip archives, their permissions and tags, and invoking them.
//!
//! A function is one document: what `GetFunctionConfiguration` answers, with the tags and the policy's statements beside
//! it. Its code is in the store, too; its processes are the live side's, which is reached through [`super::Ports`].

pub(crate) mod code;
pub(crate) mod configuration;
pub(crate) mod function;
pub(crate) mod invoke;
pub(crate) mod name;
pub(crate) mod permission;
pub(crate) mod published;
pub(crate) mod tags;

/// What functions are called in the store.
pub(crate) const FUNCTION: &str = "LambdaFunction";
/// The only version that there is.
pub(crate) const LATEST: &str = "$LATEST";
