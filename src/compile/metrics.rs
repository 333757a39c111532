//! Which routes of a stage have detailed metrics.

use std::sync::Arc;

use emulator_api::Doc;
use serde_json::Value;

use crate::runtime::metrics::StageMetrics;

/// What is counted of the route `key`: by its own `routeSettings`, else by `defaultRouteSettings`.
pub(super) fn of_route<M: Default>(stage: &Doc, key: &str, metrics: &StageMetrics<M>) -> Option<Arc<M>> {
    let detailed = |settings: Option<&Value>| settings?.get("detailedMetricsEnabled")?.as_bool();
    let own = detailed(stage.get("routeSettings").and_then(|settings| settings.get(key)));
    let is_detailed = own.or_else(|| detailed(stage.get("defaultRouteSettings"))).unwrap_or(false);
    is_detailed.then(|| metrics.of_part(key))
}
