//! Deployments of REST APIs: what an API was at a moment.

use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, Result};
use emulator_api::patch::PatchOp::Replace;
use emulator_api::patch::{PatchRule, PatchValue, Refusals};
use serde_json::{Map, Value, json};

use crate::control::call::{Read, Write, default, text};
use crate::control::kind::{Id, Kind, Then, fine, no_rest_api, nothing};
use crate::control::rest::{canary, stage};
use crate::control::{crud, publish};
use crate::store::{Reading, path};

/// A deployment of a REST API.
pub(crate) static DEPLOYMENT: Kind = Kind {
    name: "Deployment",
    collection: "/restapis/{restApiId}/deployments",
    key: "deploymentId",
    id: Id::Made { member: "id", length: 6 },
    orphan: Some(no_rest_api),
    missing: |_, _| missing(),
    taken: |_| AwsError::conflict("Deployment already exists"),
    unique: None,
    defaults: |scope, deployment| default(deployment, "createdDate", scope.date()),
    check: fine,
    patch: &[PatchRule::new("/description", &[Replace], PatchValue::String)],
    refusals: Refusals::Plain,
    view: nothing,
    then: Then::Nothing,
};

fn missing() -> AwsError {
    AwsError::not_found("Invalid Deployment identifier specified")
}

/// Freezes an API, and points a stage at it when the request names one.
pub(crate) async fn create(call: &mut Write, input: Input) -> Result<Output> {
    let members = &input.members;
    let api = crud::api_of(&DEPLOYMENT.collection(&call.scope, members)).unwrap_or("").to_owned();
    let stage_name = text(members, "stageName").to_owned();
    let stage = call.tx.get(&path::join(&format!("{api}/stages"), &stage_name)).await?;
    if canary::settings(members).is_some() {
        canary::require_stage(members.get("stageName").and_then(Value::as_str), stage.is_some())?;
    } else if let Some(stage) = &stage {
        canary::require_canary(&stage_name, stage)?;
    }
    check_deployable(&mut call.tx, &api).await?;

    let doc: Doc =
        members.get("description").into_iter().map(|description| ("description".to_owned(), description.clone())).collect();
    let (path, doc) = crud::insert(call, &DEPLOYMENT, members, doc).await?;
    publish::freeze(&mut call.tx, &api, &path).await?;
    if !stage_name.is_empty() {
        stage::deploy(call, &api, &stage_name, text(&doc, "id"), members).await?;
    }
    Ok(Output::from(doc))
}

/// Answers a deployment; with `embed=apisummary` the methods that it froze.
pub(crate) async fn get(call: &mut Read, input: Input) -> Result<Output> {
    let mut doc = crud::find(&call.scope, &mut call.tx, &DEPLOYMENT, &input.members).await?;
    let embeds = input.members.get("embed").and_then(Value::as_array);
    if embeds.is_some_and(|embeds| embeds.iter().any(|embed| embed == "apisummary")) {
        let path = DEPLOYMENT.path(&call.scope, &input.members);
        let snapshot = publish::snapshot(&mut call.tx, &path).await?;
        let mut summary: Map<String, Value> = Map::new();
        for (id, resource) in snapshot.children("/resources") {
            let collection = format!("/resources/{id}/methods");
            let methods: Map<String, Value> = snapshot
                .children(&collection)
                .map(|(name, method)| {
                    let shown = json!({
                        "authorizationType": text(method, "authorizationType"),
                        "apiKeyRequired": method.get("apiKeyRequired").and_then(Value::as_bool).unwrap_or(false),
                    });
                    (name.to_owned(), shown)
                })
                .collect();
            if !methods.is_empty() {
                summary.insert(text(resource, "path").to_owned(), Value::Object(methods));
            }
        }
        doc.insert("apiSummary".to_owned(), Value::Object(summary));
    }
    Ok(Output::from(doc))
}

/// Deletes a deployment that no stage serves.
pub(crate) async fn delete(call: &mut Write, input: Input) -> Result<Output> {
    crud::find(&call.scope, &mut call.tx, &DEPLOYMENT, &input.members).await?;
    let id = text(&input.members, "deploymentId");
    let path = DEPLOYMENT.path(&call.scope, &input.members);
    let stages = format!("{}/stages", crud::api_of(&path).unwrap_or(""));
    let stages = call.tx.children(&stages, None, usize::MAX).await?;
    let serves = |stage: &Doc| {
        text(stage, "deploymentId") == id || canary::settings(stage).is_some_and(|canary| text(canary, "deploymentId") == id)
    };
    if stages.iter().any(|stage| serves(&stage.doc)) {
        return Err(AwsError::bad_request("Active stages pointing to this deployment must be moved or deleted"));
    }
    crud::delete(call, &DEPLOYMENT, input).await
}

/// Refuses an API without methods, or with a method that calls nothing.
async fn check_deployable(tx: &mut Reading, api: &str) -> Result<()> {
    let Some(document) = tx.get(api).await? else { return Ok(()) };
    let is_private = document.get("endpointConfiguration").is_some_and(|endpoint| endpoint["types"] == json!(["PRIVATE"]));
    // The wording was seen by users of terraform-provider-aws, 14290.
    if is_private && text(&document, "policy").is_empty() {
        return Err(AwsError::bad_request("Private REST API doesn't have a resource policy attached to it"));
    }
    let below = tx.below(&format!("{api}/resources")).await?;
    let is_method = |path: &str| path::parent(path).ends_with("/methods");
    let methods: Vec<&str> = below.iter().map(|stored| stored.path.as_str()).filter(|path| is_method(path)).collect();
    if methods.is_empty() {
        return Err(AwsError::bad_request("The REST API doesn't contain any methods"));
    }
    for method in methods {
        let integration = format!("{method}/integration");
        if below.binary_search_by(|stored| stored.path.as_str().cmp(&integration)).is_err() {
            return Err(AwsError::bad_request("No integration defined for method"));
        }
    }
    Ok(())
}
