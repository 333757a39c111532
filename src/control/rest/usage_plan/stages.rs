//! The stages of a usage plan, and the limits that it sets for single methods of them.

use emulator_api::codec::Doc;
use emulator_api::error::{AwsError, Result};
use emulator_api::model::Service;
use emulator_api::patch::PatchOp::{Add, Remove};
use emulator_api::patch::{PatchOperation, PatchPath, PatchRule, unescape};
use serde_json::{Value, json};

use crate::control::call::{self, Effect, Scope, Write, text};
use crate::control::draft::Draft;
use crate::control::quota::Quota;
use crate::control::rest::usage_plan::USAGE_PLAN;
use crate::store::path;

const VERBS: [&str; 8] = ["ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

/// The stages of a plan, by API and name.
pub(crate) fn of(plan: &Doc) -> impl Iterator<Item = (&str, &str)> {
    entries(plan).map(|entry| (text(entry, "apiId"), text(entry, "stage")))
}

fn entries_mut(plan: &mut Doc) -> impl Iterator<Item = &mut Doc> {
    plan.get_mut("apiStages").and_then(Value::as_array_mut).into_iter().flatten().filter_map(Value::as_object_mut)
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

/// The same for a plan that is created, of which AWS says it in other words (seen by deploying one: badmintoncryer/cdk-preflight,
/// usage-plan-api-stage-exists).
pub(crate) async fn require_of_new(call: &mut Write, api: &str, stage: &str) -> Result<()> {
    let missing = || AwsError::not_found(format!("API Stage not found: {api}:{stage}"));
    if exists(call, api, stage).await? { Ok(()) } else { Err(missing()) }
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

/// The limits of all methods of a stage, as JSON.
pub(crate) const THROTTLE: &str = "/apiStages/{apidId:stageName}/throttle";
/// The limits of a method, whose path may be one escaped segment or several.
pub(crate) const METHOD: &str = "/apiStages/{apidId:stageName}/throttle/{resourcePath+}/{httpMethod}";
/// How many requests a second a method takes.
pub(crate) const RATE_LIMIT: &str = "/apiStages/{apidId:stageName}/throttle/{resourcePath+}/{httpMethod}/rateLimit";
/// How many requests at once a method takes.
pub(crate) const BURST_LIMIT: &str = "/apiStages/{apidId:stageName}/throttle/{resourcePath+}/{httpMethod}/burstLimit";

/// Makes a change to `/apiStages`, or to the limits of a stage's methods below it (developer guide, "Manage a usage plan by
/// using the AWS CLI", which has a path that ends with a space).
pub(crate) async fn change(call: &mut Write, id: &str, plan: &mut Doc, operation: PatchOperation) -> Result<()> {
    let operation = PatchOperation { path: PatchPath::new(operation.path.as_str().trim_end()), ..operation };
    let rule = PatchRule::accepting(USAGE_PLAN.refusals, USAGE_PLAN.patch, &operation)?;
    if rule.path == "/apiStages" {
        return change_stages(call, id, plan, &operation).await;
    }
    let stage = operation.path.segments().nth(1).unwrap_or_default();
    let (api, stage) = api_and_stage(&stage)?;
    let entry = entries_mut(plan).find(|entry| text(entry, "apiId") == api && text(entry, "stage") == stage);
    let entry = entry.ok_or_else(|| missing(id, api, stage))?;
    let value = operation.value.as_deref().unwrap_or("");
    match (rule.path, operation.op) {
        (THROTTLE, Remove) => drop(entry.shift_remove("throttle")),
        (THROTTLE, _) => {
            let throttle: Option<Value> = serde_json::from_str(value).ok();
            let throttle = throttle.filter(Value::is_object).ok_or_else(invalid_settings)?;
            entry.insert("throttle".to_owned(), throttle);
        }
        (METHOD, _) => {
            let removed = throttles(entry)?.shift_remove(&method(&operation, ""));
            removed.map(drop).ok_or_else(|| AwsError::not_found("Invalid method throttle specified"))?;
        }
        (RATE_LIMIT, _) => set_limit(entry, &method(&operation, "/rateLimit"), "rateLimit", value)?,
        (_, _) => set_limit(entry, &method(&operation, "/burstLimit"), "burstLimit", value)?,
    }
    Ok(())
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
        (_, Some(index)) => {
            stages.remove(index);
            Ok(())
        }
        (_, None) => Err(missing(id, api, stage)),
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

fn throttles(entry: &mut Doc) -> Result<&mut Doc> {
    entry.entry("throttle").or_insert_with(|| json!({})).as_object_mut().ok_or_else(invalid_settings)
}

fn set_limit(entry: &mut Doc, method: &str, limit: &str, value: &str) -> Result<()> {
    let number = number(limit, value)?;
    let settings = throttles(entry)?.entry(method).or_insert_with(|| json!({}));
    settings.as_object_mut().ok_or_else(invalid_settings)?.insert(limit.to_owned(), number);
    Ok(())
}

fn invalid_settings() -> AwsError {
    AwsError::bad_request("Invalid throttle settings specified")
}

/// The method of a path that ends with `end`, as plans name it: `/pets/GET`. The slash before it may be missing in paths.
fn method(operation: &PatchOperation, end: &str) -> String {
    let below = operation.path.as_str().split_once("/throttle/").map_or("", |(_, below)| below);
    let method = unescape(below.strip_suffix(end).unwrap_or(below));
    if method.starts_with('/') { method } else { format!("/{method}") }
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

/// Refuses limits of more methods of a stage than there may be.
pub(crate) fn check_count(scope: &Scope, plan: &Doc) -> Result<()> {
    for methods in entries(plan).filter_map(|entry| entry.get("throttle")?.as_object()) {
        scope.quotas.check_total(Service::ApiGateway, Quota::MethodThrottles, methods.len())?;
    }
    Ok(())
}

/// The limits of all methods of a plan's stages: of which stage, of which method, what they are.
fn method_limits(plan: &Doc) -> impl Iterator<Item = (&Doc, &String, &Value)> {
    entries(plan).flat_map(|entry| call::entries(entry, "throttle").map(move |(method, limits)| (entry, method, limits)))
}

/// The limits that a plan has for a method of the stage that `entry` names.
fn limits_of<'p>(plan: &'p Doc, entry: &Doc, method: &str) -> Option<&'p Value> {
    let is_same = |other: &&Doc| ["apiId", "stage"].iter().all(|member| text(other, member) == text(entry, member));
    entries(plan).find(is_same)?.get("throttle")?.get(method)
}

/// Refuses limits of single methods that cannot be kept, of those that an update sets.
pub(crate) fn check_throttles(plan: &Draft<'_>) -> Result<()> {
    for (entry, method, settings) in method_limits(plan) {
        let is_set = plan.sets_value(|plan| limits_of(plan, entry, method));
        // The wording was seen by users of the CDK (aws-cdk 6411).
        if (is_set || plan.sets(&["throttle"])) && !plan.contains_key("throttle") {
            return Err(AwsError::bad_request("Can not define fine grain throttling if usage plan throttle is not defined."));
        }
        if !is_set {
            continue;
        }
        let (resource, verb) = method.rsplit_once('/').unwrap_or((method, ""));
        if !resource.starts_with('/') || !VERBS.contains(&verb) {
            // Seen by deploying it (badmintoncryer/cdk-preflight, usage-plan-throttle-key).
            return Err(AwsError::bad_request(format!("Invalid method {{resourcePath: {resource},method: {verb}}} specified")));
        }
        if !settings.as_object().is_some_and(are_limits) {
            return Err(AwsError::bad_request(format!("Invalid throttle settings specified for method {method}")));
        }
    }
    Ok(())
}
