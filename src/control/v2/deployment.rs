//! Deployments of HTTP and WebSocket APIs, by hand or on their own.

use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, Result};
use emulator_api::patch::Refusals;
use serde_json::json;

use crate::control::call::{Effect, Write, default, is_true, text};
use crate::control::kind::{Id, Kind, Then, fine, no_v2_api, nothing};
use crate::control::v2::stage;
use crate::control::{crud, publish};
use crate::store::path;

/// A deployment.
pub(crate) static DEPLOYMENT: Kind = Kind {
    name: "ApiDeployment",
    collection: "/apis/{apiId}/deployments",
    key: "deploymentId",
    id: Id::Made { member: "deploymentId", length: 6 },
    orphan: Some(no_v2_api),
    missing: |_, _| missing(),
    taken: |_| AwsError::conflict("Deployment already exists"),
    unique: None,
    defaults: |scope, deployment| {
        default(deployment, "autoDeployed", false);
        default(deployment, "createdDate", scope.date());
        default(deployment, "deploymentStatus", "DEPLOYED");
    },
    check: fine,
    patch: &[],
    refusals: Refusals::Plain,
    view: nothing,
    then: Then::Nothing,
};

fn missing() -> AwsError {
    AwsError::not_found("Invalid Deployment identifier specified").with_member("resourceType", "Deployment")
}

/// Freezes an API, and points a stage at it when the request names one.
pub(crate) async fn create(call: &mut Write, input: Input) -> Result<Output> {
    let collection = DEPLOYMENT.collection(&call.scope, &input.members);
    let api = path::parent(&collection).to_owned();
    let stage_name = text(&input.members, "stageName").to_owned();
    let stage_path = path::join(&format!("{api}/stages"), &stage_name);
    let stage = if stage_name.is_empty() { None } else { call.tx.get(&stage_path).await? };
    if let Some(document) = call.tx.get(&api).await? {
        if stage.is_none() && !stage_name.is_empty() {
            return Err((stage::STAGE.missing)(&call.scope, &input.members));
        }
        // That AWS refuses it is known, how it says so was not found.
        if stage.as_ref().is_some_and(|stage| is_true(stage, "autoDeploy")) {
            return Err(AwsError::bad_request(format!(
                "Deployment cannot be created for stage {stage_name}, which has autoDeploy enabled"
            )));
        }
        if call.tx.children(&format!("{api}/routes"), None, 1).await?.is_empty() {
            return Err(no_routes(&document));
        }
    }
    let mut doc = crud::body(call.scope.spec, &input.members);
    doc.shift_remove("stageName");
    let (at, doc) = crud::insert(call, &DEPLOYMENT, &input.members, doc).await?;
    publish::freeze(&mut call.tx, &api, &at).await?;
    if let Some(mut stage) = stage {
        serve(call, &stage_path, &mut stage, text(&doc, "deploymentId")).await?;
        call.then(Effect::Publish(api));
    }
    Ok(Output::from(doc))
}

/// AWS's words as users saw them: mach-composer/mach-composer-cli issue 42 of HTTP APIs, aws/serverless-application-model issue 2512 of
/// WebSocket APIs.
fn no_routes(api: &Doc) -> AwsError {
    AwsError::bad_request(if text(api, "protocolType") == "HTTP" {
        "Unable to deploy API because no routes exist in this API"
    } else {
        "At least one route is required before deploying the Api"
    })
}

/// Deletes a deployment that no stage serves.
pub(crate) async fn delete(call: &mut Write, input: Input) -> Result<Output> {
    crud::find(&call.scope, &mut call.tx, &DEPLOYMENT, &input.members).await?;
    let id = text(&input.members, "deploymentId");
    let at = DEPLOYMENT.path(&call.scope, &input.members);
    let stages = call.tx.children(&format!("{}/stages", crud::api_of(&at).unwrap_or("")), None, usize::MAX).await?;
    if stages.iter().any(|stage| text(&stage.doc, "deploymentId") == id) {
        return Err(AwsError::bad_request("Active stages pointing to this deployment must be moved or deleted"));
    }
    crud::delete(call, &DEPLOYMENT, input).await
}

/// Gives the stages that deploy on their own a deployment of what the operation changed.
pub(crate) async fn deploy_automatically(call: &mut Write) -> Result<()> {
    let asked: Vec<String> = call
        .effects
        .iter()
        .filter_map(|effect| if let Effect::AutoDeploy(api) = effect { Some(api.clone()) } else { None })
        .collect();
    for api in asked {
        let stages = call.tx.children(&format!("{api}/stages"), None, usize::MAX).await?;
        let has_routes = !call.tx.children(&format!("{api}/routes"), None, 1).await?.is_empty();
        // An API that never had a route is not deployed, but the last route that goes has to go from its stages too.
        let due = |stage: &Doc| is_true(stage, "autoDeploy") && (has_routes || stage.contains_key("deploymentId"));
        let stages: Vec<_> = stages.into_iter().filter(|stage| due(&stage.doc)).collect();
        if stages.is_empty() {
            continue;
        }
        let scoped = Doc::from_iter([("apiId".to_owned(), json!(path::last(&api)))]);
        let doc = Doc::from_iter([
            ("autoDeployed".to_owned(), json!(true)),
            ("description".to_owned(), json!("Automatic deployment triggered by changes to the Api configuration")),
        ]);
        let (at, doc) = crud::insert(call, &DEPLOYMENT, &scoped, doc).await?;
        publish::freeze(&mut call.tx, &api, &at).await?;
        for mut stage in stages {
            let replaced = text(&stage.doc, "deploymentId").to_owned();
            serve(call, &stage.path, &mut stage.doc, text(&doc, "deploymentId")).await?;
            forget_replaced(call, &api, &replaced).await?;
        }
        call.then(Effect::Publish(api));
    }
    Ok(())
}

/// Drops what an automatic deployment froze once no stage serves it, else every change would keep another copy of the whole
/// API. It is still listed.
async fn forget_replaced(call: &mut Write, api: &str, deployment: &str) -> Result<()> {
    let at = path::join(&format!("{api}/deployments"), deployment);
    let automatic = call.tx.get(&at).await?.is_some_and(|doc| is_true(&doc, "autoDeployed"));
    let stages = call.tx.children(&format!("{api}/stages"), None, usize::MAX).await?;
    if automatic && stages.iter().all(|stage| text(&stage.doc, "deploymentId") != deployment) {
        call.tx.delete_snapshot(&at);
    }
    Ok(())
}

async fn serve(call: &mut Write, at: &str, stage: &mut Doc, deployment: &str) -> Result<()> {
    stage.insert("deploymentId".to_owned(), json!(deployment));
    let message = format!("Successfully deployed stage with deployment ID '{deployment}'");
    stage.insert("lastDeploymentStatusMessage".to_owned(), json!(message));
    stage.insert("lastUpdatedDate".to_owned(), call.scope.date());
    call.tx.put(at, stage).await?;
    Ok(())
}
