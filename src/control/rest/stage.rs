//! Stages of REST APIs: a deployment, served under a name, with settings that apply at once.

use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, Result};
use emulator_api::patch::PatchOp::{Add, Copy, Remove, Replace};
use emulator_api::patch::{PatchOperation, PatchRule, PatchValue, Refusals, Target};
use serde_json::{Map, Value, json};

use crate::control::call::{Effect, Read, Scope, Write, default, entries, is_true, text};
use crate::control::crud;
use crate::control::kind::{Id, Kind, Then, no_rest_api, nothing};
use crate::store::{StoreError, path};

const METHOD: &str = "{resourcePath}/{httpMethod}";

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
    patch: &[
        PatchRule::new("/deploymentId", &[Replace], PatchValue::String),
        PatchRule::new("/description", &[Replace], PatchValue::String),
        PatchRule::new("/cacheClusterEnabled", &[Replace], PatchValue::Bool),
        PatchRule::new("/cacheClusterSize", &[Replace], PatchValue::String),
        PatchRule::new("/clientCertificateId", &[Replace], PatchValue::String),
        PatchRule::new("/documentationVersion", &[Replace], PatchValue::String),
        PatchRule::new("/tracingEnabled", &[Replace], PatchValue::Bool),
        PatchRule::new("/accessLogSettings", &[Remove], PatchValue::String),
        PatchRule::new("/accessLogSettings/destinationArn", &[Add, Replace], PatchValue::String),
        PatchRule::new("/accessLogSettings/format", &[Add, Replace], PatchValue::String),
        PatchRule::new("/variables/{name}", &[Add, Remove, Replace], PatchValue::String),
        setting("/{resourcePath}/{httpMethod}/metrics/enabled", PatchValue::Bool, &["methodSettings", METHOD, "metricsEnabled"]),
        setting(
            "/{resourcePath}/{httpMethod}/logging/dataTrace",
            PatchValue::Bool,
            &["methodSettings", METHOD, "dataTraceEnabled"],
        ),
        setting(
            "/{resourcePath}/{httpMethod}/logging/loglevel",
            PatchValue::Enum(&["OFF", "ERROR", "INFO"], "Invalid logging level specified, must be one of: [OFF, ERROR, INFO]"),
            &["methodSettings", METHOD, "loggingLevel"],
        ),
        setting(
            "/{resourcePath}/{httpMethod}/throttling/burstLimit",
            PatchValue::Int { min: -1, max: 2_147_483_647, refusal: "Invalid value for throttling burst limit" },
            &["methodSettings", METHOD, "throttlingBurstLimit"],
        ),
        setting(
            "/{resourcePath}/{httpMethod}/throttling/rateLimit",
            PatchValue::Number { min: -1.0, max: f64::MAX, refusal: "Invalid value for throttling rate limit" },
            &["methodSettings", METHOD, "throttlingRateLimit"],
        ),
        setting("/{resourcePath}/{httpMethod}/caching/enabled", PatchValue::Bool, &["methodSettings", METHOD, "cachingEnabled"]),
        setting(
            "/{resourcePath}/{httpMethod}/caching/dataEncrypted",
            PatchValue::Bool,
            &["methodSettings", METHOD, "cacheDataEncrypted"],
        ),
        setting(
            "/{resourcePath}/{httpMethod}/caching/ttlInSeconds",
            PatchValue::Int { min: 0, max: 3600, refusal: "Invalid cache TTL, must be between 0 and 3600" },
            &["methodSettings", METHOD, "cacheTtlInSeconds"],
        ),
        setting(
            "/{resourcePath}/{httpMethod}/caching/requireAuthorizationForCacheControl",
            PatchValue::Bool,
            &["methodSettings", METHOD, "requireAuthorizationForCacheControl"],
        ),
        setting(
            "/{resourcePath}/{httpMethod}/caching/unauthorizedCacheControlHeaderStrategy",
            PatchValue::Enum(
                &["FAIL_WITH_403", "SUCCEED_WITH_RESPONSE_HEADER", "SUCCEED_WITHOUT_RESPONSE_HEADER"],
                "Invalid unauthorizedCacheControlHeaderStrategy specified",
            ),
            &["methodSettings", METHOD, "unauthorizedCacheControlHeaderStrategy"],
        ),
    ],
    refusals: Refusals::Stage,
    view: nothing,
    then: Then::Publish,
};

const fn setting(path: &'static str, value: PatchValue, at: &'static [&'static str]) -> PatchRule {
    PatchRule::new(path, &[Replace], value).target(Target::At(at))
}

/// Creates a stage that serves a deployment.
pub(crate) async fn create(call: &mut Write, input: Input) -> Result<Output> {
    refuse_not_emulated(&input.members)?;
    let doc = crud::body(call.scope.spec, &input.members);
    let api = crud::api_of(&STAGE.collection(&call.scope, &input.members)).unwrap_or("").to_owned();
    if call.tx.exists(&api).await? {
        require_deployment(call, &api, text(&doc, "deploymentId")).await?;
    }
    let (_, doc) = crud::insert(call, &STAGE, &input.members, doc).await?;
    Ok(Output::from(doc))
}

/// Changes a stage's deployment or settings; served at once.
pub(crate) async fn update(call: &mut Write, input: Input) -> Result<Output> {
    let api = crud::api_of(&STAGE.collection(&call.scope, &input.members)).unwrap_or("").to_owned();
    let before = crud::find(&call.scope, &mut call.tx, &STAGE, &input.members).await?;
    let (resets, operations) = split_resets(&before, PatchOperation::read(&input.members)?);
    for operation in &operations {
        check_operation(operation)?;
        if operation.path.as_str() == "/deploymentId" {
            require_deployment(call, &api, operation.value.as_deref().unwrap_or("")).await?;
        }
    }
    let mut doc = before;
    if let Some(settings) = doc.get_mut("methodSettings").and_then(Value::as_object_mut) {
        settings.retain(|method, _| !resets.contains(method));
    }
    emulator_api::patch::apply_as(STAGE.refusals, STAGE.patch, &mut doc, &operations)?;
    complete_settings(&mut doc);
    set_cache_status(&mut doc);
    if doc.get("variables").is_some_and(|variables| *variables == json!({})) {
        doc.shift_remove("variables");
    }
    check(&doc)?;
    refuse_not_emulated(&doc)?;
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

/// Empties the caches of a stage; nothing is cached yet, so there is only the stage to find.
pub(crate) async fn flush(call: &mut Read, input: Input) -> Result<Output> {
    crud::find(&call.scope, &mut call.tx, &STAGE, &input.members).await?;
    Ok(Output::default())
}

/// Points the stage at a new deployment, and makes it when it is not there: `CreateDeployment` with a stage's name.
pub(crate) async fn deploy(call: &mut Write, api: &str, name: &str, deployment: &str, input: &Doc) -> Result<()> {
    let at = path::join(&format!("{api}/stages"), name);
    let mut doc = call.tx.get(&at).await?.unwrap_or_default();
    doc.insert("stageName".to_owned(), json!(name));
    doc.insert("deploymentId".to_owned(), json!(deployment));
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
    check(&doc)?;
    match call.tx.insert(&at, STAGE.name, None, &doc).await {
        Err(StoreError::Taken) => drop(call.tx.put(&at, &doc).await?),
        outcome => outcome?,
    }
    call.then(Effect::Publish(api.to_owned()));
    Ok(())
}

/// Refuses what this emulator does not do. (Throttling and caching are kept; until they are emulated, compiling closes a
/// stage that uses them.)
pub(crate) fn refuse_not_emulated(stage: &Doc) -> Result<()> {
    let cannot = |what: &str| Err(AwsError::not_implemented(what));
    if stage.get("canarySettings").is_some_and(|settings| !settings.is_null()) {
        return cannot("A canary release deployment (canarySettings)");
    }
    if !text(stage, "clientCertificateId").is_empty() {
        return cannot("A client certificate for backends (clientCertificateId)");
    }
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
    } else {
        stage.shift_remove("cacheClusterSize");
    }
}

fn check(stage: &Doc) -> Result<()> {
    let name = text(stage, "stageName");
    if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-') {
        return Err(AwsError::bad_request("Stage name only allows a-zA-Z0-9_-"));
    }
    for (variable, value) in entries(stage, "variables") {
        let value = value.as_str().unwrap_or("");
        let named = !variable.is_empty() && variable.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        if !named {
            return Err(AwsError::bad_request(format!(
                "Stage variable names can only have alphanumeric characters and underscores: {variable}"
            )));
        }
        if !value.chars().all(|letter| letter.is_ascii_alphanumeric() || "-._~:/?#&=,@ ".contains(letter)) {
            return Err(AwsError::bad_request(format!(
                "Stage variable value {value} for variable {variable} is invalid. Please use values with alphanumeric characters and the symbols ' ', -', '.', '_', ':', '/', '?', '&', '=', ',', and '@'."
            )));
        }
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

/// Removing `/{path}/{method}` takes back all settings of a method; what is left is for the rules.
fn split_resets(stage: &Doc, operations: Vec<PatchOperation>) -> (Vec<String>, Vec<PatchOperation>) {
    let settings = stage.get("methodSettings").and_then(Value::as_object);
    let key = |operation: &PatchOperation| operation.path.raw_segments().collect::<Vec<_>>().join("/");
    let (resets, rest): (Vec<_>, Vec<_>) = operations
        .into_iter()
        .partition(|operation| operation.op == Remove && settings.is_some_and(|settings| settings.contains_key(&key(operation))));
    (resets.iter().map(key).collect(), rest)
}

/// What the rules do not say: an access log setting has a value (recorded from AWS), and what is not emulated.
fn check_operation(operation: &PatchOperation) -> Result<()> {
    let at = operation.path.as_str();
    if at == "/canarySettings" || at.starts_with("/canarySettings/") || operation.op == Copy {
        return Err(AwsError::not_implemented("A canary release deployment (canarySettings)"));
    }
    let access_log = matches!(at, "/accessLogSettings/destinationArn" | "/accessLogSettings/format");
    if access_log && operation.op != Remove && operation.value.as_deref().unwrap_or("").is_empty() {
        return Err(AwsError::bad_request("Access Log value must not be empty"));
    }
    Ok(())
}

/// A method whose settings are touched gets all of them (recorded from AWS: TestStages, update-stage).
fn complete_settings(stage: &mut Doc) {
    let settings = stage.get_mut("methodSettings").and_then(Value::as_object_mut);
    for settings in settings.into_iter().flat_map(Map::values_mut).filter_map(Value::as_object_mut) {
        default(settings, "metricsEnabled", false);
        default(settings, "dataTraceEnabled", false);
        default(settings, "throttlingBurstLimit", 5000);
        default(settings, "throttlingRateLimit", 10_000.0);
        default(settings, "cachingEnabled", false);
        default(settings, "cacheTtlInSeconds", 300);
        default(settings, "cacheDataEncrypted", false);
        default(settings, "requireAuthorizationForCacheControl", true);
        default(settings, "unauthorizedCacheControlHeaderStrategy", "SUCCEED_WITH_RESPONSE_HEADER");
    }
}
