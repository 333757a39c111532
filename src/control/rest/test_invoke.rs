//! TestInvokeMethod and TestInvokeAuthorizer: the documents as they are now, not a deployment of them, are compiled and run.

use bytes::Bytes;
use emulator_api::arn::Arn;
use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, Result};
use emulator_api::test_invoke::TestRequest;
use http::{HeaderName, HeaderValue, Method, Uri};
use serde_json::{Value, json};

use crate::compile::Snapshot;
use crate::compile::rest::compile_stage;
use crate::control::call::{Scope, entries, text};
use crate::control::rest::api::REST_API;
use crate::control::rest::kinds::AUTHORIZER;
use crate::control::rest::{client_certificate, method, resource};
use crate::control::{Control, crud, publish};
use crate::runtime::rest::RestStage;
use crate::runtime::{Api, Stages};
use crate::store::path;

/// The stage that tests are of, as functions see it in their events.
const STAGE: &str = "test-invoke-stage";

/// The resource that the test of an authorizer is of.
const RESOURCE: &str = "test-invoke-resource-id";

/// Runs a method without its authorization, keys and limits.
pub(crate) async fn test_method(control: &Control, scope: Scope, input: Input) -> Result<Output> {
    let members = &input.members;
    let mut tx = control.store.begin_read().await?;
    let api = crud::find(&scope, &mut tx, &REST_API, members).await?;
    let at = REST_API.path(&scope, members);
    let resource_id = text(members, "resourceId");
    let resource = tx.get(&path::join(&format!("{at}/resources"), resource_id)).await?.ok_or_else(resource::missing)?;
    let snapshot = publish::current(&mut tx, &at).await?;
    let mut stage = stage(members);
    client_certificate::resolve_given(&scope, &mut tx, &mut stage).await?;
    drop(tx);
    let request = request(members, text(members, "httpMethod"), text(&resource, "path"))?;
    let (api, stage) = compiled(control, &scope, members, (&api, &stage), &snapshot);
    let answer = control.ports.test_method(&api, &stage, resource_id, request).await.ok_or_else(method::missing)?;
    let (mut headers, mut multi_value_headers) = (Doc::new(), Doc::new());
    for (name, value) in answer.headers {
        let values = multi_value_headers.entry(name.clone()).or_insert_with(|| json!([]));
        values.as_array_mut().into_iter().for_each(|values| values.push(json!(value)));
        headers.insert(name, json!(value));
    }
    Ok(output(json!({
        "status": answer.status,
        "body": String::from_utf8_lossy(&answer.body),
        "headers": headers,
        "multiValueHeaders": multi_value_headers,
        "log": answer.log,
        "latency": milliseconds(answer.latency),
    })))
}

/// Asks an authorizer who calls.
pub(crate) async fn test_authorizer(control: &Control, scope: Scope, input: Input) -> Result<Output> {
    let members = &input.members;
    let mut tx = control.store.begin_read().await?;
    let api = crud::find(&scope, &mut tx, &REST_API, members).await?;
    let authorizer = crud::find(&scope, &mut tx, &AUTHORIZER, members).await?;
    drop(tx);
    let id = text(members, "authorizerId");
    if entries(members, "additionalContext").next().is_some() {
        let consequence = "it has no effect, the test's context is that of its request";
        scope.not_emulated("additionalContext of TestInvokeAuthorizer", consequence)?;
    }
    let request = request(members, "GET", "/")?;
    let (api, stage) = compiled(control, &scope, members, (&api, &stage(members)), &alone(&api, id, authorizer));
    let decision = control.ports.test_authorizer(&api, &stage, RESOURCE, request).await;
    let decision = decision.ok_or_else(|| AwsError::internal_failure("The authorizer cannot be tested"))?;
    let mut tested = json!({
        "clientStatus": decision.client_status,
        "log": decision.log,
        "latency": milliseconds(decision.latency),
    });
    let named = [
        ("principalId", decision.principal_id.map(Value::from)),
        ("policy", decision.policy.map(Value::from)),
        ("claims", decision.claims.map(Value::Object)),
    ];
    for (member, value) in named {
        if let Some(value) = value {
            tested[member] = value;
        }
    }
    Ok(output(tested))
}

fn output(members: Value) -> Output {
    let Value::Object(members) = members else { return Output::default() };
    Output::from(members)
}

fn milliseconds(latency: std::time::Duration) -> u64 {
    u64::try_from(latency.as_millis()).unwrap_or(u64::MAX)
}

/// An API with nothing but one method, which asks the authorizer and nobody else.
fn alone(api: &Doc, id: &str, authorizer: Doc) -> Snapshot {
    let mut api = api.clone();
    api.shift_remove("policy");
    let asks = if text(&authorizer, "type") == "COGNITO_USER_POOLS" { "COGNITO_USER_POOLS" } else { "CUSTOM" };
    let method = json!({"authorizationType": asks, "authorizerId": id, "apiKeyRequired": false});
    let documents = [
        (String::new(), api),
        (format!("/authorizers/{id}"), authorizer),
        (format!("/resources/{RESOURCE}"), members_of(json!({"path": "/"}))),
        (format!("/resources/{RESOURCE}/methods/GET"), members_of(method)),
        (format!("/resources/{RESOURCE}/methods/GET/integration"), members_of(json!({"type": "MOCK"}))),
    ];
    documents.into_iter().collect()
}

fn members_of(document: Value) -> Doc {
    if let Value::Object(members) = document { members } else { Doc::new() }
}

/// The stage of a test, as its document would be.
fn stage(members: &Doc) -> Doc {
    let variables = members.get("stageVariables").cloned().unwrap_or_else(|| json!({}));
    let mut stage = members_of(json!({"stageName": STAGE, "variables": variables}));
    if let Some(certificate) = members.get("clientCertificateId") {
        stage.insert("clientCertificateId".to_owned(), certificate.clone());
    }
    stage
}

/// An API and its stage by their documents, compiled and served to nobody.
fn compiled(
    control: &Control,
    scope: &Scope,
    members: &Doc,
    (api, stage): (&Doc, &Doc),
    snapshot: &Snapshot,
) -> (Api, RestStage) {
    let (id, account, region) = (text(members, "restApiId"), &scope.caller.account, &scope.caller.region);
    let arn = Arn::of_calls(region, account, id).to_string();
    let (stage, diagnostics) = compile_stage(api, &arn, STAGE, stage, snapshot, None);
    for diagnostic in diagnostics {
        tracing::debug!(api = id, path = diagnostic.path, "tested: {}", diagnostic.message);
    }
    let (shared, stages) = (control.live.accounts.get(account, region), Stages::Rest(Default::default()));
    let endpoint = publish::endpoint_type(api);
    let (account, region, era) = (account.as_str().into(), region.as_str().into(), shared.era());
    let api = Api { id: id.into(), account, region, endpoint, strict: false, shared, era, stages };
    (api, stage)
}

/// The simulated request; without a path it is for `path`, whose parameters stand for themselves (recorded:
/// test_invoke_test_method).
fn request(members: &Doc, verb: &str, path: &str) -> Result<TestRequest> {
    let invalid = |what: &str| AwsError::bad_request(format!("Invalid {what} specified"));
    let target = Some(text(members, "pathWithQueryString")).filter(|target| !target.is_empty()).unwrap_or(path);
    let target = if target.starts_with('/') { target.to_owned() } else { format!("/{target}") };
    let many = entries(members, "multiValueHeaders")
        .flat_map(|(name, values)| values.as_array().into_iter().flatten().map(move |value| (name, value)));
    let headers = entries(members, "headers").chain(many).map(|(name, value)| {
        let value = value.as_str().unwrap_or_default();
        let is_header = HeaderName::from_bytes(name.as_bytes()).is_ok() && HeaderValue::from_str(value).is_ok();
        is_header.then(|| (name.clone(), value.to_owned())).ok_or_else(|| invalid("header"))
    });
    Ok(TestRequest {
        verb: Method::from_bytes(verb.as_bytes()).map_err(|_| invalid("HTTP method"))?,
        uri: Uri::try_from(target).map_err(|_| invalid("pathWithQueryString"))?,
        headers: headers.collect::<Result<_>>()?,
        body: Bytes::copy_from_slice(text(members, "body").as_bytes()),
    })
}
