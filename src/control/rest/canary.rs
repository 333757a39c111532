//! Canary release deployments: a share of a stage's traffic goes to another deployment, with other variables.

use emulator_api::codec::Doc;
use emulator_api::error::{AwsError, Result};
use emulator_api::patch::PatchOp::{Add, Copy, Remove, Replace};
use emulator_api::patch::PatchOperation;
use serde_json::{Value, json};

use crate::control::call::{default, entries, text};

/// The canary settings of a stage, or of a request for one.
pub(crate) fn settings(stage: &Doc) -> Option<&Doc> {
    stage.get("canarySettings").and_then(Value::as_object)
}

/// Refuses a canary deployment without a stage to be part of. Recorded: localstack's test_apigateway_canary.
pub(crate) fn require_stage(name: Option<&str>, exists: bool) -> Result<()> {
    let refuse = |what: String| Err(AwsError::bad_request(format!("Invalid deployment content specified.{what}")));
    let missing = "Non null and non empty stageName must be provided for canary deployment. Provided value is";
    match name {
        None => refuse(format!("{missing} null")),
        Some("") => refuse(format!("{missing} ")),
        Some(name) if !exists => {
            refuse(format!("Stage {name} must already be created before making a canary release deployment"))
        }
        Some(_) => Ok(()),
    }
}

/// Refuses a deployment without canary settings to a stage that has a canary (the wording was seen by users of serverless,
/// 11518).
pub(crate) fn require_canary(name: &str, stage: &Doc) -> Result<()> {
    if settings(stage).is_none() {
        return Ok(());
    }
    Err(AwsError::bad_request(format!(
        "Invalid deployment content specified.Non canary deployment not supported on stage {name} because Canary is enabled. Provide CanarySettings in deploymentInput."
    )))
}

/// Fills in what AWS fills in.
pub(crate) fn complete(stage: &mut Doc) {
    let deployment = text(stage, "deploymentId").to_owned();
    if let Some(canary) = stage.get_mut("canarySettings").and_then(Value::as_object_mut) {
        default(canary, "deploymentId", deployment);
        default(canary, "percentTraffic", 0.0);
        default(canary, "useStageCache", false);
    }
}

/// Makes the change if it is one of a canary's; false when it is for others to make or to refuse.
pub(crate) fn change(stage: &mut Doc, operation: &PatchOperation) -> Result<bool> {
    let segments: Vec<String> = operation.path.segments().collect();
    let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
    let value = operation.value.as_deref().unwrap_or("");
    match (operation.op, segments.as_slice()) {
        (Remove, ["canarySettings"]) if settings(stage).is_some() => drop(stage.shift_remove("canarySettings")),
        (Replace, ["canarySettings", "deploymentId"]) => set(stage, "deploymentId", json!(value)),
        (Replace, ["canarySettings", "percentTraffic"]) => set(stage, "percentTraffic", percent(value)?),
        (Replace, ["canarySettings", "useStageCache"]) => set(stage, "useStageCache", json!(value == "true")),
        (Add | Replace, ["canarySettings", "stageVariableOverrides", name]) => {
            with_canary(stage, |canary| {
                let overrides = canary.entry("stageVariableOverrides").or_insert_with(|| json!({}));
                if let Some(overrides) = overrides.as_object_mut() {
                    overrides.insert((*name).to_owned(), json!(value));
                }
            });
        }
        (Remove, ["canarySettings", "stageVariableOverrides", name]) => {
            with_canary(stage, |canary| {
                if let Some(overrides) = canary.get_mut("stageVariableOverrides").and_then(Value::as_object_mut) {
                    overrides.shift_remove(*name);
                }
            });
        }
        (Copy, to) => return promote(stage, to, operation),
        _ => return Ok(false),
    }
    Ok(true)
}

/// Copying from a canary to its stage promotes it; other copies are not for stages.
fn promote(stage: &mut Doc, to: &[&str], operation: &PatchOperation) -> Result<bool> {
    let from = operation.from.as_ref().map_or("", |from| from.as_str());
    let known = matches!(
        (from, to),
        ("/canarySettings/deploymentId", ["deploymentId"]) | ("/canarySettings/stageVariableOverrides", ["variables"])
    );
    if !known {
        return Ok(false);
    }
    let Some(canary) = settings(stage).cloned() else {
        return Err(AwsError::bad_request("Promotion not available. Canary does not exist."));
    };
    if from.ends_with("deploymentId") {
        stage.insert("deploymentId".to_owned(), json!(text(&canary, "deploymentId")));
    } else {
        let variables = stage.entry("variables").or_insert_with(|| json!({}));
        if let Some(variables) = variables.as_object_mut() {
            variables.extend(entries(&canary, "stageVariableOverrides").map(|(name, value)| (name.clone(), value.clone())));
        }
    }
    Ok(true)
}

fn set(stage: &mut Doc, member: &str, value: Value) {
    with_canary(stage, |canary| drop(canary.insert(member.to_owned(), value)));
}

/// Changes the stage's canary, which is made when there is none.
fn with_canary(stage: &mut Doc, change: impl FnOnce(&mut Doc)) {
    stage.entry("canarySettings").or_insert_with(|| json!({}));
    complete(stage);
    if let Some(canary) = stage.get_mut("canarySettings").and_then(Value::as_object_mut) {
        change(canary);
    }
}

fn percent(value: &str) -> Result<Value> {
    match value.parse::<f64>() {
        Ok(percent) if (0.0..=100.0).contains(&percent) => Ok(json!(percent)),
        _ => Err(AwsError::bad_request("Invalid percentTraffic specified, must be between 0.0 and 100.0")),
    }
}
