//! API keys and usage plans: whether a key may call a stage, and whether its plan has room for the call.

use std::sync::Arc;

use http::Method;

use crate::clock::Timestamp;
use crate::gateway::error::{GatewayError, GatewayResponseType};
use crate::runtime::Api;
use crate::runtime::usage::ApiKey;

/// The header that clients send their keys in.
pub(super) const API_KEY_HEADER: &str = "x-api-key";

/// Counts a call by the usage plan of the caller's key. `method` is the method as plans name it, `/pets/{id}/GET`
/// or `/pets/{id}/ANY`, and `verb` the request's.
///
/// # Errors
/// `INVALID_API_KEY` when the key is missing, unknown, disabled, or in no plan for this stage; `THROTTLED` and
/// `QUOTA_EXCEEDED` when the plan has no room. A throttled call takes nothing of the quota.
pub(super) fn count(
    api: &Api,
    stage: &str,
    method: &str,
    verb: &Method,
    key: Option<&str>,
    now: Timestamp,
) -> Result<Arc<ApiKey>, GatewayError> {
    let invalid = |detail| GatewayError::new(GatewayResponseType::InvalidApiKey, detail);
    let value = key.filter(|value| !value.is_empty()).ok_or_else(|| invalid("the call has no API key"))?;
    let plans = api.shared.usage_plans();
    let key = plans.key(value).ok_or_else(|| invalid("the API key is in no usage plan"))?;
    if !key.enabled {
        return Err(invalid("the API key is disabled"));
    }
    let (plan, stage) = key.subscription(&api.id, stage).ok_or_else(|| invalid("no usage plan of the API key has the stage"))?;
    let has_room = stage.throttle(method, verb).into_iter().chain(&plan.throttle).all(|throttle| throttle.allows(now));
    if !has_room {
        return Err(GatewayError::new(GatewayResponseType::Throttled, "the usage plan's throttle limit is reached"));
    }
    if plan.quota.as_ref().is_some_and(|quota| !quota.take(now)) {
        return Err(GatewayError::new(GatewayResponseType::QuotaExceeded, "the usage plan's quota is used up"));
    }
    Ok(Arc::clone(key))
}
