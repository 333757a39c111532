//! Canary release deployments: a share of a stage's traffic goes to another deployment, with other variables.

use emulator_api::codec::Doc;
use emulator_api::error::{AwsError, Result};
use serde_json::{Value, json};

use crate::control::call::{default, entries, text};

/// The path of a canary's deployment in a stage.
pub(crate) const DEPLOYMENT: &str = "/canarySettings/deploymentId";

/// The path of what a canary has for variables of its stage.
pub(crate) const OVERRIDES: &str = "/canarySettings/stageVariableOverrides";

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

/// Promotes a stage's canary by one copy: of its deployment, or of its variables.
pub(crate) fn promote(stage: &mut Doc, to: &str) -> Result<()> {
    let Some(canary) = settings(stage).cloned() else {
        return Err(AwsError::bad_request("Promotion not available. Canary does not exist."));
    };
    if to == "/deploymentId" {
        stage.insert("deploymentId".to_owned(), json!(text(&canary, "deploymentId")));
    } else {
        let variables = stage.entry("variables").or_insert_with(|| json!({}));
        if let Some(variables) = variables.as_object_mut() {
            variables.extend(entries(&canary, "stageVariableOverrides").map(|(name, value)| (name.clone(), value.clone())));
        }
    }
    Ok(())
}
