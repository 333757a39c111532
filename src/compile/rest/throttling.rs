//! The limits of a stage's `methodSettings` (developer guide, "Throttle API requests for better throughput").

use std::sync::Arc;

use emulator_api::Doc;
use serde_json::Value;

use crate::compile::rest::Compiler;
use crate::compile::rest::settings;
use crate::runtime::throttle::{ACCOUNT_LIMITS, Throttle, ThrottleLimits};

/// The bucket of a method: by its own setting, else by that of all methods, which each of them has to itself. None when
/// nothing is lower than the account's limits.
pub(super) fn compile(compiler: &mut Compiler<'_>, path: &str, verb: &str) -> Option<Arc<Throttle>> {
    let limits = limits(settings::of_method(compiler.stage, path, verb)?)?;
    let key = format!("{verb} {path}");
    // The releases of a stage share its limits.
    let before = || compiler.previous?.throttles.get(&*key);
    let throttle = Throttle::continued(limits, compiler.throttles.get(&*key).or_else(before));
    compiler.throttles.insert(key.into(), Arc::clone(&throttle));
    Some(throttle)
}

fn limits(setting: &Doc) -> Option<ThrottleLimits> {
    // AWS writes its account's limits into every setting, and -1 where a limit was taken away.
    let limit = |name: &str| setting.get(name).and_then(Value::as_f64).filter(|limit| *limit >= 0.0);
    let rate = limit("throttlingRateLimit").unwrap_or(ACCOUNT_LIMITS.rate);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number that is not negative")]
    let burst = limit("throttlingBurstLimit").map_or(ACCOUNT_LIMITS.burst, |burst| burst as u32);
    let limits = ThrottleLimits { rate, burst };
    (rate < ACCOUNT_LIMITS.rate || burst < ACCOUNT_LIMITS.burst).then_some(limits)
}
