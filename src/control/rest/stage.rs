//! Stages of REST APIs: a deployment, served under a name, with settings that apply at once.

use std::sync::Arc;

use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, Result};
use emulator_api::patch::{PatchOperation, Refusals};
use serde_json::{Value, json};

use crate::control::Control;
use crate::control::access_log;
use crate::control::call::{Effect, Read, Scope, Write, default, is_true, text};
use crate::control::crud;
use crate::control::domain::mapping;
use crate::control::draft::Draft;
use crate::control::kind::{Id, Kind, Then, no_rest_api, nothing};
use crate::control::quota;
use crate::control::rest::{canary, usage_plan};
use crate::control::stage_variables;
use crate::runtime::Stages;
use crate::runtime::rest::RestStage;
use crate::store::{StoreError, path};

mod patch;

/// A stage of a REST API.
pub(crate) static STAGE: Kind = Kind {
    name: "Stage",
    collection: "/restapis/{restApiId}/stages",
    key: "stageName",
    id: Id::Given("stageName"),
    orphan: Some(no_rest_api),
    missing: |_, _| AwsError::not_found("Invalid stage identifier specified"),
    taken: |_| AwsError::conflict("Stage already exists"),
    unique: None,
    defaults,
    check,
    patch: patch::PATCH,
    refusals: Refusals::Stage,
    view: nothing,
    then: Then::Publish,
};

/// Creates a stage that serves a deployment.
pub(crate) async fn create(call: &mut Write, input: Input) -> Result<Output> {
    let doc = crud::body(call.scope.spec, &input.members);
    let api = crud::api_of(&STAGE.collection(&call.scope, &input.members)).unwrap_or("").to_owned();
    if call.tx.exists(&api).await? {
        require_deployment(call, &api, text(&doc, "deploymentId")).await?;
        if let Some(canary) = canary::settings(&doc).map(|canary| text(canary, "deploymentId").to_owned()) {
            require_deployment(call, &api, &canary).await?;
        }
        require_documentation(call, &api, text(&doc, "documentationVersion")).await?;
    }
    let mut doc = doc;
    canary::complete(&mut doc);
    stage_variables::check(&call.scope, &Draft::new(&doc), "variables")?;
    let (_, doc) = crud::insert(call, &STAGE, &input.members, doc).await?;
    Ok(Output::from(doc))
}

/// Changes a stage's deployment or settings; served at once.
pub(crate) async fn update(call: &mut Write, input: Input) -> Result<Output> {
    let api = crud::api_of(&STAGE.collection(&call.scope, &input.members)).unwrap_or("").to_owned();
    let before = crud::find(&call.scope, &mut call.tx, &STAGE, &input.members).await?;
    let mut doc = before.clone();
    for operation in PatchOperation::read(&input.members)? {
        patch::change(call, &api, &mut doc, &operation).await?;
    }
    set_cache_status(&mut doc);
    if doc.get("variables").is_some_and(|variables| *variables == json!({})) {
        doc.shift_remove("variables");
    }
    let draft = Draft::of(&before, &doc);
    stage_variables::check(&call.scope, &draft, "variables")?;
    if draft.sets(&["accessLogSettings", "methodSettings"]) {
        access_log::check_role(call, &doc).await?;
    }
    doc.insert("lastUpdatedDate".to_owned(), call.scope.date());
    crud::replace(call, &STAGE, &input.members, &doc).await?;
    Ok(Output::from(doc))
}

/// All stages of an API, or those of one deployment; v1 does not page them.
pub(crate) async fn list(call: &mut Read, input: Input) -> Result<Output> {
    let stages = crud::all(&call.scope, &mut call.tx, &STAGE, &input.members).await?;
    let deployment = text(&input.members, "deploymentId");
    let shown = stages.into_iter().map(|stored| stored.doc);
    let shown = shown.filter(|stage| deployment.is_empty() || text(stage, "deploymentId") == deployment);
    let item: Vec<Value> = shown.map(Value::Object).collect();
    Ok(Output::from(Doc::from_iter([("item".to_owned(), Value::from(item))])))
}

/// Forgets the answers that the stage's cache keeps.
pub(crate) async fn flush(control: &Control, scope: Scope, input: Input) -> Result<Output> {
    if let Some(cache) = served(control, &scope, &input).await?.and_then(|stage| stage.cache.clone()) {
        cache.flush();
    }
    Ok(Output::default())
}

/// Forgets what the stage's Lambda authorizers answered.
pub(crate) async fn flush_authorizers(control: &Control, scope: Scope, input: Input) -> Result<Output> {
    if let Some(stage) = served(control, &scope, &input).await? {
        stage.state.authorizer_results.forget_all();
    }
    Ok(Output::default())
}

/// The stage that an operation names, as it is served; none when it has no deployment.
async fn served(control: &Control, scope: &Scope, input: &Input) -> Result<Option<Arc<RestStage>>> {
    let mut tx = control.store.begin_read().await?;
    crud::find(scope, &mut tx, &STAGE, &input.members).await?;
    let runtime = control.live.load();
    let stages = runtime.api(text(&input.members, "restApiId")).map(|api| &api.stages);
    let Some(Stages::Rest(stages)) = stages else { return Ok(None) };
    Ok(stages.get(text(&input.members, "stageName")).cloned())
}

/// Points the stage at a new deployment, and makes it when it is not there: `CreateDeployment` with a stage's name. With
/// canary settings, part of the stage's traffic goes to the new deployment instead.
pub(crate) async fn deploy(call: &mut Write, api: &str, name: &str, deployment: &str, input: &Doc) -> Result<()> {
    let at = path::join(&format!("{api}/stages"), name);
    let before = call.tx.get(&at).await?;
    if before.is_none() {
        quota::check(&call.scope, &mut call.tx, &STAGE, path::parent(&at), &Doc::new()).await?;
    }
    let mut doc = before.clone().unwrap_or_default();
    doc.insert("stageName".to_owned(), json!(name));
    match canary::settings(input) {
        Some(canary) => {
            let mut canary = canary.clone();
            canary.insert("deploymentId".to_owned(), json!(deployment));
            doc.insert("canarySettings".to_owned(), Value::Object(canary));
            canary::complete(&mut doc);
        }
        None => drop(doc.insert("deploymentId".to_owned(), json!(deployment))),
    }
    if let Some(description) = input.get("stageDescription") {
        doc.insert("description".to_owned(), description.clone());
    }
    for setting in ["cacheClusterEnabled", "cacheClusterSize", "variables", "tracingEnabled"] {
        if let Some(value) = input.get(setting) {
            doc.insert(setting.to_owned(), value.clone());
        }
    }
    defaults(&call.scope, &mut doc);
    doc.insert("lastUpdatedDate".to_owned(), call.scope.date());
    let draft = before.as_ref().map_or(Draft::new(&doc), |before| Draft::of(before, &doc));
    check(&draft)?;
    stage_variables::check(&call.scope, &draft, "variables")?;
    match call.tx.insert(&at, STAGE.name, None, &doc).await {
        Err(StoreError::Taken) => drop(call.tx.put(&at, &doc).await?),
        outcome => outcome?,
    }
    call.then(Effect::Publish(api.to_owned()));
    Ok(())
}

fn defaults(scope: &Scope, stage: &mut Doc) {
    default(stage, "cacheClusterEnabled", false);
    set_cache_status(stage);
    default(stage, "methodSettings", json!({}));
    default(stage, "tracingEnabled", false);
    default(stage, "createdDate", scope.date());
    default(stage, "lastUpdatedDate", scope.date());
}

/// A cache cluster is there as soon as it is asked for; AWS takes some minutes.
fn set_cache_status(stage: &mut Doc) {
    let enabled = is_true(stage, "cacheClusterEnabled");
    stage.insert("cacheClusterStatus".to_owned(), json!(if enabled { "AVAILABLE" } else { "NOT_AVAILABLE" }));
    if enabled {
        default(stage, "cacheClusterSize", "0.5");
    }
}

/// What AWS says of variables was seen by deploying them (badmintoncryer/cdk-preflight: stage-variable-name, stage-variable-value).
fn check(stage: &Draft<'_>) -> Result<()> {
    let name = text(stage, "stageName");
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
    if stage.sets(&["stageName"]) && !is_name {
        return Err(AwsError::bad_request("Stage name only allows a-zA-Z0-9_-"));
    }
    Ok(())
}

async fn require_deployment(call: &mut Write, api: &str, id: &str) -> Result<()> {
    if call.tx.exists(&path::join(&format!("{api}/deployments"), id)).await? {
        Ok(())
    } else {
        Err(AwsError::bad_request("Deployment id does not exist"))
    }
}

/// Refuses a version of the API's documentation that there is not; none is fine.
async fn require_documentation(call: &mut Write, api: &str, version: &str) -> Result<()> {
    if version.is_empty() || call.tx.exists(&path::join(&format!("{api}/documentation/versions"), version)).await? {
        Ok(())
    } else {
        Err(AwsError::bad_request("Invalid Documentation version specified"))
    }
}

/// Deletes a stage that no mapping of a custom domain name leads to, also from the usage plans that have it.
pub(crate) async fn delete(call: &mut Write, input: Input) -> Result<Output> {
    let (api, stage) = (text(&input.members, "restApiId"), text(&input.members, "stageName"));
    mapping::require_unmapped_stage(call, api, stage).await?;
    crud::remove(call, &STAGE, &input.members).await?;
    usage_plan::stages::forget(call, api, Some(stage)).await?;
    Ok(Output::default())
}
