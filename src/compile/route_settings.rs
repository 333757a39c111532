//! What a stage sets for its routes: `routeSettings`, and `defaultRouteSettings` for what those do not say.

use std::sync::Arc;

use emulator_api::Doc;
use serde_json::Value;

use crate::runtime::metrics::StageMetrics;
use crate::runtime::rest::logging::Logging;

/// What is counted of the route `key`, where it has detailed metrics.
pub(super) fn metrics<M: Default>(stage: &Doc, key: &str, metrics: &StageMetrics<M>) -> Option<Arc<M>> {
    let is_detailed = setting(stage, key, "detailedMetricsEnabled").and_then(Value::as_bool).unwrap_or(false);
    is_detailed.then(|| metrics.of_part(key))
}

/// What the route `key` writes into the execution log, if anything.
pub(super) fn logging(stage: &Doc, key: &str) -> Option<Logging> {
    let data = setting(stage, key, "dataTraceEnabled").and_then(Value::as_bool).unwrap_or(false);
    match setting(stage, key, "loggingLevel").and_then(Value::as_str) {
        Some("INFO") => Some(Logging { all_steps: true, data }),
        Some("ERROR") => Some(Logging { all_steps: false, data }),
        _ => None,
    }
}

fn setting<'s>(stage: &'s Doc, key: &str, member: &str) -> Option<&'s Value> {
    let own = stage.get("routeSettings").and_then(|settings| settings.get(key)?.get(member));
    own.or_else(|| stage.get("defaultRouteSettings")?.get(member))
}
