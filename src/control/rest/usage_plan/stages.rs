//! The stages of a usage plan, and the limits that it sets for single methods of them.

use emulator_api::codec::Doc;
use emulator_api::error::{AwsError, Result};
use emulator_api::patch::PatchOp::{Add, Remove, Replace};
use emulator_api::patch::{PatchOperation, unescape};
use serde_json::{Value, json};

use crate::control::call::{Effect, Write, text};
use crate::control::rest::usage_plan::USAGE_PLAN;
use crate::store::path;

const VERBS: [&str; 8] = ["ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

/// The stages of a plan, by API and name.
pub(crate) fn of(plan: &Doc) -> impl Iterator<Item = (&str, &str)> {
    entries(plan).map(|entry| (text(entry, "apiId"), text(entry, "stage")))
}

fn entries(plan: &Doc) -> impl Iterator<Item = &Doc> {
    plan.get("apiStages").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object)
}

/// Whether there is such a stage: of a REST API, or of another one.
pub(crate) async fn exists(call: &mut Write, api: &str, stage: &str) -> Result<bool> {
    for collection in ["restapis", "apis"] {
        let api = path::join(&format!("{}/{collection}", call.scope.root()), api);
        if call.tx.exists(&path::join(&format!("{api}/stages"), stage)).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Refuses a stage that there is not.
pub(crate) async fn require(call: &mut Write, plan: &str, api: &str, stage: &str) -> Result<()> {
    if exists(call, api, stage).await? { Ok(()) } else { Err(missing(plan, api, stage)) }
}

fn missing(plan: &str, api: &str, stage: &str) -> AwsError {
    AwsError::not_found(format!("Invalid API Stage {{api: {api}, stage: {stage}}} specified for usageplan {plan}"))
}

/// Refuses to have a key in two plans that share a stage: "a given API key can only be associated with one usage plan for
/// each stage of your API" (developer guide, "Creating and using usage plans with API keys").
pub(crate) async fn require_no_other_plan(call: &mut Write, plan: &Doc, key: &str) -> Result<()> {
    let collection = USAGE_PLAN.collection(&call.scope, &Doc::new());
    for other in call.tx.children(&collection, None, usize::MAX).await? {
        if text(&other.doc, "id") == text(plan, "id") {
            continue;
        }
        let Some((api, stage)) = of(plan).find(|stage| of(&other.doc).any(|other| other == *stage)) else { continue };
        if call.tx.exists(&path::join(&format!("{}/keys", other.path), key)).await? {
            let other = text(&other.doc, "id");
            return Err(AwsError::conflict(format!(
                "API Key {key} is already associated with usage plan {other} for API Stage {{api: {api}, stage: {stage}}}"
            )));
        }
    }
    Ok(())
}

/// Takes a stage that is deleted, or all stages of an API that is deleted, out of the plans. (AWS deletes a plan of APIs that
/// are gone, and none with stages: test_usage_plan_crud, which was recorded, begins with that.)
pub(crate) async fn forget(call: &mut Write, api: &str, stage: Option<&str>) -> Result<()> {
    let collection = USAGE_PLAN.collection(&call.scope, &Doc::new());
    let is_gone = |entry: &Value| entry["apiId"] == api && stage.is_none_or(|stage| entry["stage"] == stage);
    for mut plan in call.tx.children(&collection, None, usize::MAX).await? {
        let Some(stages) = plan.doc.get_mut("apiStages").and_then(Value::as_array_mut) else { continue };
        if stages.iter().any(is_gone) {
            stages.retain(|entry| !is_gone(entry));
            call.tx.put(&plan.path, &plan.doc).await?;
            call.then(Effect::PublishUsagePlans(call.scope.root()));
        }
    }
    Ok(())
}

/// Makes a change to `/apiStages`, or to the limits of a stage's methods below it.
pub(crate) async fn change(call: &mut Write, id: &str, plan: &mut Doc, operation: &PatchOperation) -> Result<()> {
    match operation.path.as_str().strip_prefix("/apiStages/") {
        None => change_stages(call, id, plan, operation).await,
        Some(below) => change_throttle(id, plan, operation, below),
    }
}

/// `add` and `remove` of `/apiStages`, whose value is `api:stage`. Recorded: TestUsagePlans, update-wrong-api-stages-….
async fn change_stages(call: &mut Write, id: &str, plan: &mut Doc, operation: &PatchOperation) -> Result<()> {
    let (api, stage) = api_and_stage(operation.value.as_deref().unwrap_or(""))?;
    let known = of(plan).position(|known| known == (api, stage));
    let stages = plan.entry("apiStages").or_insert_with(|| json!([]));
    let Some(stages) = stages.as_array_mut() else { return Ok(()) };
    match (operation.op, known) {
        (Add, Some(_)) => Ok(()),
        (Add, None) => {
            stages.push(json!({"apiId": api, "stage": stage}));
            require(call, id, api, stage).await?;
            require_no_other_plan_of_its_keys(call, id, plan).await
        }
        (Remove, Some(index)) => {
            stages.remove(index);
            Ok(())
        }
        (Remove, None) => Err(missing(id, api, stage)),
        _ => Err(AwsError::bad_request("Invalid patch operation specified. Must be one of: [add, remove]")),
    }
}

fn api_and_stage(value: &str) -> Result<(&str, &str)> {
    let parts = value.split_once(':').filter(|(api, stage)| !api.is_empty() && !stage.is_empty());
    parts.ok_or_else(|| AwsError::bad_request("Invalid API Stage specified"))
}

async fn require_no_other_plan_of_its_keys(call: &mut Write, id: &str, plan: &Doc) -> Result<()> {
    let at = path::join(&USAGE_PLAN.collection(&call.scope, &Doc::new()), id);
    for key in call.tx.children(&format!("{at}/keys"), None, usize::MAX).await? {
        require_no_other_plan(call, plan, &path::last(&key.path)).await?;
    }
    Ok(())
}

/// Changes below `/apiStages/{apiId}:{stage}` (developer guide, "Manage a usage plan by using the AWS CLI").
fn change_throttle(id: &str, plan: &mut Doc, operation: &PatchOperation, below: &str) -> Result<()> {
    let (stage, below) = below.split_once('/').ok_or_else(|| no_such_path(operation))?;
    let stage = unescape(stage);
    let (api, stage) = api_and_stage(&stage)?;
    let index = of(plan).position(|known| known == (api, stage)).ok_or_else(|| missing(id, api, stage))?;
    let entry = plan.get_mut("apiStages").and_then(|stages| stages.get_mut(index)?.as_object_mut());
    let below = unescape(below.trim_end());
    match (entry, below.strip_prefix("throttle/")) {
        (Some(entry), Some(method)) => change_method_throttle(entry, operation, method),
        (Some(entry), None) if below == "throttle" => change_all_throttles(entry, operation),
        _ => Err(no_such_path(operation)),
    }
}

/// `…/throttle`: the limits of all methods, as JSON.
fn change_all_throttles(entry: &mut Doc, operation: &PatchOperation) -> Result<()> {
    match operation.op {
        Remove => {
            entry.shift_remove("throttle");
        }
        Add | Replace => {
            let throttle: Option<Value> = serde_json::from_str(operation.value.as_deref().unwrap_or("")).ok();
            let throttle = throttle.filter(Value::is_object).ok_or_else(invalid_settings)?;
            entry.insert("throttle".to_owned(), throttle);
        }
        _ => return Err(no_such_path(operation)),
    }
    Ok(())
}

/// `…/throttle/{resourcePath}/{httpMethod}`, which can be removed, and its `/rateLimit` and `/burstLimit`, which can be set.
fn change_method_throttle(entry: &mut Doc, operation: &PatchOperation, method: &str) -> Result<()> {
    let methods = entry.entry("throttle").or_insert_with(|| json!({})).as_object_mut().ok_or_else(invalid_settings)?;
    match (operation.op, limit(method)) {
        (Remove, None) => {
            let removed = methods.shift_remove(&key(method));
            removed.map(drop).ok_or_else(|| AwsError::not_found("Invalid method throttle specified"))
        }
        (Add | Replace, Some((method, limit))) => {
            let number = number(limit, operation.value.as_deref().unwrap_or(""))?;
            let settings = methods.entry(key(method)).or_insert_with(|| json!({}));
            settings.as_object_mut().ok_or_else(invalid_settings)?.insert(limit.to_owned(), number);
            Ok(())
        }
        _ => Err(no_such_path(operation)),
    }
}

/// What can be removed is listed, as users saw it: boto3 issue 2629.
fn no_such_path(operation: &PatchOperation) -> AwsError {
    let path = &operation.path;
    AwsError::bad_request(match operation.op {
        Remove => format!(
            "Invalid patch path  '{path}' specified for op 'remove'. Must be one of: [/apiStages, /quota, /throttle, /productCode, \
             /apiStages/<apidId:stageName>/throttle/<resourcePath>/<httpMethod>, /apiStages/<apidId:stageName>/throttle]"
        ),
        _ => format!("Invalid patch path {path}"),
    })
}

fn invalid_settings() -> AwsError {
    AwsError::bad_request("Invalid throttle settings specified")
}

/// A method and the limit of it that a path ends with.
fn limit(path: &str) -> Option<(&str, &'static str)> {
    let ends_with = |limit: &'static str| Some((path.strip_suffix(limit)?.strip_suffix('/')?, limit));
    ends_with("rateLimit").or_else(|| ends_with("burstLimit"))
}

/// A method as plans name it, `/pets/GET`; the slash before it may be missing in paths.
fn key(method: &str) -> String {
    if method.starts_with('/') { method.to_owned() } else { format!("/{method}") }
}

fn number(limit: &str, value: &str) -> Result<Value> {
    let rate = || value.parse::<f64>().ok().filter(|rate| rate.is_finite()).map(Value::from);
    let burst = || value.parse::<i64>().ok().map(Value::from);
    let number = if limit == "rateLimit" { rate() } else { burst() };
    number.ok_or_else(|| AwsError::bad_request(format!("Invalid {limit} specified: {value}")))
}

/// Whether a rate and a burst can be kept; either may be missing.
pub(crate) fn are_limits(settings: &Doc) -> bool {
    let rate = settings.get("rateLimit").map_or(Some(0.0), Value::as_f64);
    let burst = settings.get("burstLimit").map_or(Some(0), Value::as_i64);
    rate.is_some_and(|rate| rate >= 0.0) && burst.is_some_and(|burst| (0..=i64::from(i32::MAX)).contains(&burst))
}

/// Refuses limits of single methods that cannot be kept.
pub(crate) fn check_throttles(plan: &Doc) -> Result<()> {
    let throttles = entries(plan).filter_map(|entry| entry.get("throttle")?.as_object());
    for (method, settings) in throttles.flatten() {
        // The wording was seen by users of the CDK (aws-cdk 6411).
        if !plan.contains_key("throttle") {
            return Err(AwsError::bad_request("Can not define fine grain throttling if usage plan throttle is not defined."));
        }
        let of_method = method.rsplit_once('/').is_some_and(|(path, verb)| path.starts_with('/') && VERBS.contains(&verb));
        if !of_method {
            return Err(AwsError::bad_request(format!("Invalid method specified for throttle settings: {method}")));
        }
        if !settings.as_object().is_some_and(are_limits) {
            return Err(AwsError::bad_request(format!("Invalid throttle settings specified for method {method}")));
        }
    }
    Ok(())
}
