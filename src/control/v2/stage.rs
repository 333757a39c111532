//! Stages of HTTP and WebSocket APIs.

use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, Result};
use emulator_api::patch::Refusals;
use serde_json::{Value, json};

use crate::control::Control;
use crate::control::access_log::{self, Owner};
use crate::control::call::{Effect, Scope, Write, default, entries, is_true, text};
use crate::control::crud;
use crate::control::domain::mapping;
use crate::control::draft::Draft;
use crate::control::kind::{Id, Kind, Then, no_v2_api, nothing};
use crate::control::rest::client_certificate::CLIENT_CERTIFICATE;
use crate::control::rest::usage_plan;
use crate::control::stage_variables;
use crate::control::v2::route::ROUTE;
use crate::control::v2::{api, managed};
use crate::runtime::Stages;
use crate::store::path;

/// A stage.
pub(crate) static STAGE: Kind = Kind {
    name: "ApiStage",
    collection: "/apis/{apiId}/stages",
    key: "stageName",
    id: Id::Given("stageName"),
    orphan: Some(no_v2_api),
    missing: |_, _| AwsError::not_found("Invalid stage identifier specified").with_member("resourceType", "Stage"),
    taken: |_| AwsError::conflict("Stage already exists"),
    unique: None,
    defaults: |scope, stage| {
        default(stage, "autoDeploy", false);
        default(stage, "createdDate", scope.date());
        default(stage, "defaultRouteSettings", json!({"detailedMetricsEnabled": false}));
        default(stage, "lastUpdatedDate", scope.date());
        default(stage, "routeSettings", json!({}));
        default(stage, "stageVariables", json!({}));
        default(stage, "tags", json!({}));
    },
    check,
    patch: &[],
    refusals: Refusals::Plain,
    view: nothing,
    // A stage that deploys on its own has its first deployment at once; publishing follows from either.
    then: Then::Publish,
};

/// Creates a stage.
pub(crate) async fn create(call: &mut Write, input: Input) -> Result<Output> {
    let protocol = api::protocol(call, &input.members).await?;
    let mut doc = crud::body(call.scope.spec, &input.members);
    check_deployment(call, &input.members, &doc).await?;
    check_execution_logs(call, &input.members).await?;
    check_route_settings(call, &input.members).await?;
    check_client_certificate(call, &input.members).await?;
    check_logs(call, &input.members, &mut doc).await?;
    stage_variables::check(&call.scope, &Draft::new(&doc), "stageVariables")?;
    if protocol == "WEBSOCKET" {
        // As AWS answers it, which Terraform's acceptance tests of aws_apigatewayv2_stage compare.
        let off = json!({"dataTraceEnabled": false, "detailedMetricsEnabled": false, "loggingLevel": "OFF"});
        default(&mut doc, "defaultRouteSettings", off);
    }
    let (at, doc) = crud::insert(call, &STAGE, &input.members, doc).await?;
    if is_true(&doc, "autoDeploy") {
        let api = crud::api_of(&at).unwrap_or("").to_owned();
        call.then(Effect::AutoDeploy(api));
    }
    Ok(Output::from(doc))
}

/// Changes a stage; served at once. One that begins to deploy on its own does so now.
pub(crate) async fn update(call: &mut Write, mut input: Input) -> Result<Output> {
    let at = STAGE.path(&call.scope, &input.members);
    let before = crud::find(&call.scope, &mut call.tx, &STAGE, &input.members).await?;
    check_deployment(call, &input.members, &input.members).await?;
    check_execution_logs(call, &input.members).await?;
    check_route_settings(call, &input.members).await?;
    check_client_certificate(call, &input.members).await?;
    let named = input.members.clone();
    check_logs(call, &named, &mut input.members).await?;
    let scope = call.scope.clone();
    let names_deployment = input.members.contains_key("deploymentId");
    let output = crud::merge_with(call, &STAGE, input, |before, doc| {
        doc.insert("lastUpdatedDate".to_owned(), scope.date());
        // Terraform takes a certificate from a stage by an empty name (provider, aws_apigatewayv2_stage).
        if text(doc, "clientCertificateId").is_empty() {
            doc.shift_remove("clientCertificateId");
        }
        stage_variables::check(&scope, &Draft::of(before, doc), "stageVariables")?;
        if names_deployment && is_true(doc, "autoDeploy") { Err(no_deployment_of_its_own()) } else { Ok(()) }
    })
    .await?;
    if is_true(&output.members, "autoDeploy") && !is_true(&before, "autoDeploy") {
        let api = crud::api_of(&at).unwrap_or("").to_owned();
        call.then(Effect::AutoDeploy(api));
    }
    Ok(output)
}

/// Deletes a stage that no mapping of a custom domain name leads to.
pub(crate) async fn delete(call: &mut Write, input: Input) -> Result<Output> {
    let (api, stage) = (text(&input.members, "apiId").to_owned(), text(&input.members, "stageName").to_owned());
    mapping::require_unmapped_stage(call, &api, &stage).await?;
    let output = managed::delete(call, &STAGE, input).await?;
    usage_plan::stages::forget(call, &api, Some(&stage)).await?;
    Ok(output)
}

/// Takes the settings of a route from a stage.
pub(crate) async fn delete_route_settings(call: &mut Write, input: Input) -> Result<Output> {
    let mut doc = crud::find(&call.scope, &mut call.tx, &STAGE, &input.members).await?;
    let key = text(&input.members, "routeKey");
    let gone = doc.get_mut("routeSettings").and_then(Value::as_object_mut).and_then(|all| all.shift_remove(key));
    if gone.is_none() {
        return Err(AwsError::not_found(format!("Unable to find RouteSettings by key {key}")));
    }
    crud::replace(call, &STAGE, &input.members, &doc).await?;
    Ok(Output::default())
}

/// Takes the access log settings from a stage.
pub(crate) async fn delete_access_log_settings(call: &mut Write, input: Input) -> Result<Output> {
    let mut doc = crud::find(&call.scope, &mut call.tx, &STAGE, &input.members).await?;
    doc.shift_remove("accessLogSettings");
    crud::replace(call, &STAGE, &input.members, &doc).await?;
    Ok(Output::default())
}

/// Forgets what the Lambda authorizers of an HTTP API's stage answered.
pub(crate) async fn reset_authorizers_cache(control: &Control, scope: Scope, input: Input) -> Result<Output> {
    let mut tx = control.store.begin_read().await?;
    crud::find(&scope, &mut tx, &STAGE, &input.members).await?;
    let runtime = control.live.load();
    let stages = runtime.api(text(&input.members, "apiId")).map(|api| &api.stages);
    if let Some(Stages::Http(stages)) = stages
        && let Some(stage) = stages.get(text(&input.members, "stageName"))
    {
        stage.authorizer_results.forget_all();
    }
    Ok(Output::default())
}

fn no_deployment_of_its_own() -> AwsError {
    AwsError::bad_request("Deployment ID cannot be specified for a stage with autoDeploy enabled")
}

async fn check_deployment(call: &mut Write, input: &Doc, stage: &Doc) -> Result<()> {
    let id = text(stage, "deploymentId");
    if id.is_empty() {
        return Ok(());
    }
    if is_true(stage, "autoDeploy") {
        return Err(no_deployment_of_its_own());
    }
    let collection = STAGE.collection(&call.scope, input);
    let deployment = path::join(&format!("{}/deployments", path::parent(&collection)), id);
    if !call.tx.exists(&deployment).await? {
        return Err(AwsError::not_found("Invalid Deployment identifier specified").with_member("resourceType", "Deployment"));
    }
    if call.tx.snapshot(&deployment).await?.is_none() {
        return Err(AwsError::not_implemented(format!(
            "Going back to deployment {id}, which was automatic and served no longer,"
        )));
    }
    Ok(())
}

/// Settings are of routes that the API has. As users saw it, of CreateStage and UpdateStage:
/// `NotFoundException: Unable to find Route by key POST /hooks within the provided RouteSettings`.
async fn check_route_settings(call: &mut Write, input: &Doc) -> Result<()> {
    if entries(input, "routeSettings").next().is_none() {
        return Ok(());
    }
    let routes = crud::all(&call.scope, &mut call.tx, &ROUTE, input).await?;
    let is_known = |key: &str| routes.iter().any(|route| text(&route.doc, "routeKey") == key);
    match entries(input, "routeSettings").find(|(key, _)| !is_known(key)) {
        Some((key, _)) => {
            let message = format!("Unable to find Route by key {key} within the provided RouteSettings");
            Err(AwsError::not_found(message).with_member("resourceType", "Route"))
        }
        None => Ok(()),
    }
}

/// Only WebSocket APIs have execution logs. As users saw it: terraform-aws-modules/terraform-aws-apigateway-v2, main.tf.
async fn check_execution_logs(call: &mut Write, input: &Doc) -> Result<()> {
    let logs = |settings: &Value| {
        let level = settings.get("loggingLevel").and_then(Value::as_str);
        settings.get("dataTraceEnabled") == Some(&Value::Bool(true)) || level.is_some_and(|level| level != "OFF")
    };
    let asked = entries(input, "routeSettings").map(|(_, settings)| settings).chain(input.get("defaultRouteSettings")).any(logs);
    if asked && api::protocol(call, input).await? == "HTTP" {
        return Err(AwsError::bad_request("Execution logs are not supported on protocolType HTTP"));
    }
    Ok(())
}

/// A client certificate is one that was generated before, and "supported only for WebSocket APIs" (API reference, CreateStage).
/// In which words a stage is refused another is written nowhere; they are those of REST APIs.
async fn check_client_certificate(call: &mut Write, input: &Doc) -> Result<()> {
    if text(input, "clientCertificateId").is_empty() {
        return Ok(());
    }
    api::require_websocket(call, input, "Client certificates are only supported for WEBSOCKET protocol").await?;
    if call.tx.exists(&CLIENT_CERTIFICATE.path(&call.scope, input)).await? {
        return Ok(());
    }
    Err((CLIENT_CERTIFICATE.missing)(&call.scope, input).with_member("resourceType", CLIENT_CERTIFICATE.name))
}

/// Checks the logs that `stage` sets for a stage of the API that `input` names.
async fn check_logs(call: &mut Write, input: &Doc, stage: &mut Doc) -> Result<()> {
    let members = ["accessLogSettings", "defaultRouteSettings", "routeSettings"];
    if !members.iter().any(|member| stage.contains_key(*member)) {
        return Ok(());
    }
    if api::protocol(call, input).await? == "HTTP" {
        return access_log::check_settings(Owner::Http, stage);
    }
    access_log::check_settings(Owner::WebSocket, stage)?;
    access_log::check_role(call, stage).await
}

fn check(stage: &Draft<'_>) -> Result<()> {
    let name = text(stage, "stageName");
    let named = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
    if stage.sets(&["stageName"]) && !named && name != "$default" {
        return Err(AwsError::bad_request("Stage name only allows a-zA-Z0-9_- and $default"));
    }
    Ok(())
}
