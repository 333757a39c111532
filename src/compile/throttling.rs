//! The limits of a stage's routes (developer guide, "Throttling your HTTP API" and "Protecting your WebSocket API").

use std::sync::Arc;

use emulator_api::Doc;
use serde_json::Value;

use crate::runtime::throttle::{ACCOUNT_LIMITS, Throttle, ThrottleLimits};

/// The bucket of the route `key`: by its own `routeSettings`, else by `defaultRouteSettings`, which each route has to itself.
/// None when neither sets a limit; the account's
/// counts where a stage sets only one of the two. `previous` is the route's bucket so far.
pub(super) fn of_route(stage: &Doc, key: &str, previous: Option<&Arc<Throttle>>) -> Option<Arc<Throttle>> {
    let own = stage.get("routeSettings").and_then(|settings| settings.get(key)).and_then(Value::as_object);
    let default = stage.get("defaultRouteSettings").and_then(Value::as_object);
    let limit = |member: &str| {
        let set = |settings: Option<&Doc>| settings.and_then(|settings| settings.get(member)?.as_f64());
        set(own).or_else(|| set(default))
    };
    let (rate, burst) = (limit("throttlingRateLimit"), limit("throttlingBurstLimit"));
    if rate.is_none() && burst.is_none() {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number that is not negative")]
    let burst = burst.map_or(ACCOUNT_LIMITS.burst, |burst| burst as u32);
    let limits = ThrottleLimits { rate: rate.unwrap_or(ACCOUNT_LIMITS.rate), burst };
    Some(Throttle::continued(limits, previous))
}
