//! A stage's canary (developer guide, "Set up an API Gateway canary release deployment").

use emulator_api::Doc;
use serde_json::Value;

use crate::compile::document::{flag, members, text};

/// The stage as its canary serves it: with the canary's deployment, with its variables over the stage's own (recorded:
/// test_invoking_canary_deployment), and with the stage's cache if it may use it.
pub(super) fn stage(stage: &Doc, canary: &Doc) -> Doc {
    let mut release = stage.clone();
    if let Some(deployment) = text(canary, "deploymentId") {
        release.insert("deploymentId".to_owned(), deployment.into());
    }
    let overrides = members(canary, "stageVariableOverrides").map(|(name, value)| (name.to_owned(), Value::from(value)));
    let mut variables = stage.get("variables").and_then(Value::as_object).cloned().unwrap_or_default();
    variables.extend(overrides);
    release.insert("variables".to_owned(), variables.into());
    let caches = flag(stage, "cacheClusterEnabled") && flag(canary, "useStageCache");
    release.insert("cacheClusterEnabled".to_owned(), caches.into());
    release
}

/// How many of a hundred requests go to the canary.
pub(super) fn percent(canary: &Doc) -> f64 {
    canary.get("percentTraffic").and_then(Value::as_f64).unwrap_or(0.0)
}
