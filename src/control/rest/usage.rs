//! API keys, usage plans, and which keys a plan has.

use std::iter::repeat_with;

use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, Result};
use emulator_api::patch::PatchOp::{Add, Remove, Replace};
use emulator_api::patch::{self, PatchOperation, PatchRule, PatchValue, Refusals};
use serde_json::{Value, json};

use crate::control::call::{Read, Scope, Write, default, is_true, text};
use crate::control::crud;
use crate::control::kind::{Id, Kind, Then, fine, nothing};
use crate::store::path;

/// A key that clients send as `x-api-key`.
pub(crate) static API_KEY: Kind = Kind {
    name: "ApiKey",
    collection: "/apikeys",
    key: "apiKey",
    id: Id::Made { member: "id", length: 10 },
    orphan: None,
    missing: |_, _| no_api_key(),
    taken: |_| AwsError::conflict("API Key already exists"),
    unique: Some(|scope, key| format!("apikey{}/{}", scope.root(), text(key, "value"))),
    defaults: |scope, key| {
        key.shift_remove("generateDistinctId");
        for member in ["name", "value"] {
            if text(key, member).is_empty() {
                key.shift_remove(member);
            }
        }
        default(key, "value", key_value());
        default(key, "enabled", false);
        default(key, "createdDate", scope.date());
        default(key, "lastUpdatedDate", scope.date());
        let stages = key.get("stageKeys").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        let stages: Vec<String> = stages
            .iter()
            .filter_map(Value::as_object)
            .map(|stage| format!("{}/{}", text(stage, "restApiId"), text(stage, "stageName")))
            .collect();
        key.insert("stageKeys".to_owned(), json!(stages));
    },
    check: |key| {
        let refuse = |message: &'static str| Err(AwsError::bad_request(message));
        let value = text(key, "value").chars().count();
        if text(key, "name").chars().count() > 1024 {
            return refuse("Invalid API Key name, can be at most 1024 characters.");
        }
        if text(key, "description").chars().count() > 125_000 {
            return refuse("Invalid API Key description specified.");
        }
        if value < 20 {
            return refuse("API Key value should be at least 20 characters");
        }
        if value > 128 {
            return refuse("API Key value exceeds maximum size of 128 characters");
        }
        Ok(())
    },
    patch: &[
        PatchRule::new("/description", &[Replace], PatchValue::String),
        PatchRule::new("/enabled", &[Replace], PatchValue::Bool),
        PatchRule::new("/name", &[Replace], PatchValue::String),
        PatchRule::new("/customerId", &[Replace], PatchValue::String),
    ],
    refusals: Refusals::ListsPaths,
    view: |scope, key| {
        if scope.spec.name == "UpdateApiKey" {
            default(key, "tags", json!({}));
            key.shift_remove("value");
        }
    },
    then: Then::Nothing,
};

/// A plan: which stages keys may call, how often and how much.
pub(crate) static USAGE_PLAN: Kind = Kind {
    name: "UsagePlan",
    collection: "/usageplans",
    key: "usagePlanId",
    id: Id::Made { member: "id", length: 6 },
    orphan: None,
    missing: |_, _| AwsError::not_found("Invalid Usage Plan ID specified"),
    taken: |_| AwsError::conflict("Usage Plan already exists"),
    unique: None,
    defaults: |_, plan| {
        default(plan, "apiStages", json!([]));
        if let Some(quota) = plan.get_mut("quota").and_then(Value::as_object_mut) {
            default(quota, "offset", 0);
        }
    },
    check: check_plan,
    patch: &[
        PatchRule::new("/name", &[Replace], PatchValue::String),
        PatchRule::new("/description", &[Replace], PatchValue::String),
        PatchRule::new("/productCode", &[Add, Remove, Replace], PatchValue::String),
        PatchRule::new("/throttle", &[Remove], PatchValue::String),
        PatchRule::new(
            "/throttle/burstLimit",
            &[Add, Replace],
            PatchValue::Int { min: 0, max: 2_147_483_647, refusal: "Invalid burst limit specified" },
        ),
        PatchRule::new(
            "/throttle/rateLimit",
            &[Add, Replace],
            PatchValue::Number { min: 0.0, max: f64::MAX, refusal: "Invalid rate limit specified" },
        ),
        PatchRule::new("/quota", &[Remove], PatchValue::String),
        PatchRule::new(
            "/quota/limit",
            &[Add, Replace],
            PatchValue::Int { min: 1, max: 2_147_483_647, refusal: "Invalid quota limit specified" },
        ),
        PatchRule::new(
            "/quota/offset",
            &[Add, Replace],
            PatchValue::Int { min: 0, max: 27, refusal: "Invalid quota offset specified" },
        ),
        PatchRule::new(
            "/quota/period",
            &[Add, Replace],
            PatchValue::Enum(&["DAY", "WEEK", "MONTH"], "Invalid quota period specified"),
        ),
    ],
    refusals: Refusals::Plain,
    // Recorded: TestUsagePlans, test_usage_plan_crud.
    view: |scope, plan| {
        if matches!(scope.spec.name, "GetUsagePlan" | "UpdateUsagePlan") {
            default(plan, "tags", json!({}));
        }
    },
    then: Then::Nothing,
};

/// A key of a plan.
pub(crate) static USAGE_PLAN_KEY: Kind = Kind {
    name: "UsagePlanKey",
    collection: "/usageplans/{usagePlanId}/keys",
    key: "keyId",
    id: Id::Given("id"),
    // Recorded: a plan that is not there has no keys (get-up-keys-bad-usage-plan).
    orphan: None,
    missing: |_, _| no_api_key(),
    taken: |key| AwsError::conflict(format!("API Key {} is already in the Usage Plan", text(key, "id"))),
    unique: None,
    defaults: nothing,
    check: fine,
    patch: &[],
    refusals: Refusals::Plain,
    view: nothing,
    then: Then::Nothing,
};

fn no_api_key() -> AwsError {
    AwsError::not_found("Invalid API Key identifier specified")
}

/// A value as AWS makes it: 40 letters and digits.
fn key_value() -> String {
    repeat_with(fastrand::alphanumeric).take(40).collect()
}

/// Creates a key for stages that are there.
pub(crate) async fn create_key(call: &mut Write, input: Input) -> Result<Output> {
    let stages = input.members.get("stageKeys").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    for stage in stages.iter().filter_map(Value::as_object) {
        let at = stage_path(&call.scope, text(stage, "restApiId"), text(stage, "stageName"));
        if !call.tx.exists(&at).await? {
            return Err(AwsError::bad_request("Invalid stage identifier specified"));
        }
    }
    crud::create(call, &API_KEY, input).await
}

/// Answers a key, its value only when asked.
pub(crate) async fn get_key(call: &mut Read, input: Input) -> Result<Output> {
    let mut key = crud::find(&call.scope, &mut call.tx, &API_KEY, &input.members).await?;
    if !is_true(&input.members, "includeValue") {
        key.shift_remove("value");
    }
    default(&mut key, "tags", json!({}));
    Ok(Output::from(key))
}

/// Answers the keys whose names begin with something, their values only when asked.
pub(crate) async fn list_keys(call: &mut Read, input: Input) -> Result<Output> {
    let name = text(&input.members, "nameQuery").to_owned();
    let customer = text(&input.members, "customerId").to_owned();
    let values = is_true(&input.members, "includeValues");
    let mut output = crud::list_where(call, &API_KEY, input, move |key| {
        text(key, "name").starts_with(&name) && (customer.is_empty() || text(key, "customerId") == customer)
    })
    .await?;
    let items = output.members.get_mut("items").and_then(Value::as_array_mut);
    for key in items.into_iter().flatten().filter_map(Value::as_object_mut).filter(|_| !values) {
        key.shift_remove("value");
    }
    Ok(output)
}

/// Changes a key.
pub(crate) async fn update_key(call: &mut Write, input: Input) -> Result<Output> {
    let date = call.scope.date();
    crud::patch_with(call, &API_KEY, input, |key| {
        key.insert("lastUpdatedDate".to_owned(), date);
        Ok(())
    })
    .await
}

/// Deletes a key, also from the plans that it is in.
pub(crate) async fn delete_key(call: &mut Write, input: Input) -> Result<Output> {
    let id = text(&input.members, "apiKey").to_owned();
    let plans = call.tx.children(&USAGE_PLAN.collection(&call.scope, &input.members), None, usize::MAX).await?;
    for plan in plans {
        call.tx.delete_tree(&path::join(&format!("{}/keys", plan.path), &id)).await?;
    }
    crud::delete(call, &API_KEY, input).await
}

/// Creates a plan for stages that are there.
pub(crate) async fn create_plan(call: &mut Write, input: Input) -> Result<Output> {
    let (at, doc) = crud::insert(call, &USAGE_PLAN, &input.members, crud::body(call.scope.spec, &input.members)).await?;
    require_stages(call, &path::last(&at), &doc).await?;
    Ok(Output::from(doc))
}

/// Answers the plans, or those that a key is in.
pub(crate) async fn list_plans(call: &mut Read, input: Input) -> Result<Output> {
    let key = text(&input.members, "keyId").to_owned();
    if key.is_empty() {
        return crud::list(call, &USAGE_PLAN, input).await;
    }
    let mut having = Vec::new();
    for plan in call.tx.children(&USAGE_PLAN.collection(&call.scope, &input.members), None, usize::MAX).await? {
        if call.tx.exists(&path::join(&format!("{}/keys", plan.path), &key)).await? {
            having.push(text(&plan.doc, "id").to_owned());
        }
    }
    crud::list_where(call, &USAGE_PLAN, input, move |plan| having.iter().any(|id| id == text(plan, "id"))).await
}

/// Changes a plan; its stages by `api:stage`.
pub(crate) async fn update_plan(call: &mut Write, input: Input) -> Result<Output> {
    let mut plan = crud::find(&call.scope, &mut call.tx, &USAGE_PLAN, &input.members).await?;
    let id = text(&input.members, "usagePlanId").to_owned();
    let operations = PatchOperation::read(&input.members)?;
    if operations.iter().any(|operation| operation.path.as_str().starts_with("/apiStages/")) {
        return Err(AwsError::not_implemented(
            "Throttling of single methods by a usage plan (/apiStages/{apiId:stage}/throttle)",
        ));
    }
    let (stages, others): (Vec<_>, Vec<_>) =
        operations.into_iter().partition(|operation| operation.path.as_str() == "/apiStages");
    for operation in stages {
        change_stages(call, &id, &mut plan, &operation).await?;
    }
    patch::apply_as(USAGE_PLAN.refusals, USAGE_PLAN.patch, &mut plan, &others)?;
    (USAGE_PLAN.defaults)(&call.scope, &mut plan);
    check_plan(&plan)?;
    crud::replace(call, &USAGE_PLAN, &input.members, &plan).await?;
    Ok(crud::view(&call.scope, &USAGE_PLAN, plan))
}

/// Deletes a plan that has no stages.
pub(crate) async fn delete_plan(call: &mut Write, input: Input) -> Result<Output> {
    let plan = crud::find(&call.scope, &mut call.tx, &USAGE_PLAN, &input.members).await?;
    if plan.get("apiStages").and_then(Value::as_array).is_some_and(|stages| !stages.is_empty()) {
        return Err(AwsError::bad_request(format!(
            "Cannot delete Usage plan {} because there are API stages associated with it",
            text(&plan, "id")
        )));
    }
    crud::delete(call, &USAGE_PLAN, input).await
}

/// Puts a key into a plan.
pub(crate) async fn add_key(call: &mut Write, input: Input) -> Result<Output> {
    crud::find(&call.scope, &mut call.tx, &USAGE_PLAN, &input.members).await?;
    if text(&input.members, "keyType") != "API_KEY" {
        return Err(AwsError::bad_request("Invalid key type specified. Valid options are API_KEY"));
    }
    let keys = API_KEY.collection(&call.scope, &input.members);
    let key = call.tx.get(&path::join(&keys, text(&input.members, "keyId"))).await?.ok_or_else(no_api_key)?;
    let mut doc: Doc = [("id".to_owned(), json!(text(&key, "id"))), ("type".to_owned(), json!("API_KEY"))].into_iter().collect();
    for member in ["value", "name"] {
        if let Some(value) = key.get(member) {
            doc.insert(member.to_owned(), value.clone());
        }
    }
    let (_, doc) = crud::insert(call, &USAGE_PLAN_KEY, &input.members, doc).await?;
    Ok(Output::from(doc))
}

/// Answers the keys of a plan whose names begin with something.
pub(crate) async fn list_plan_keys(call: &mut Read, input: Input) -> Result<Output> {
    let name = text(&input.members, "nameQuery").to_owned();
    crud::list_where(call, &USAGE_PLAN_KEY, input, move |key| text(key, "name").starts_with(&name)).await
}

fn check_plan(plan: &Doc) -> Result<()> {
    let refuse = |message: &'static str| Err(AwsError::bad_request(message));
    if text(plan, "name").is_empty() {
        return refuse("Usage Plan name cannot be empty");
    }
    let Some(quota) = plan.get("quota").and_then(Value::as_object) else { return Ok(()) };
    let number = |member: &str| quota.get(member).and_then(Value::as_i64).unwrap_or(0);
    let latest_offset = match text(quota, "period") {
        "DAY" => 0,
        "WEEK" => 6,
        "MONTH" => 27,
        _ => return refuse("Usage Plan quota period must be one of: DAY, WEEK, MONTH"),
    };
    if number("limit") < 1 {
        return refuse("Usage Plan quota limit must be greater than 0");
    }
    if !(0..=latest_offset).contains(&number("offset")) {
        return refuse("Usage Plan quota offset is out of the range of its period");
    }
    Ok(())
}

/// `add` and `remove` of `/apiStages`, whose value is `api:stage`. Recorded: TestUsagePlans, update-wrong-api-stages-….
async fn change_stages(call: &mut Write, id: &str, plan: &mut Doc, operation: &PatchOperation) -> Result<()> {
    let value = operation.value.as_deref().unwrap_or("");
    let Some((api, stage)) = value.split_once(':').filter(|(api, stage)| !api.is_empty() && !stage.is_empty()) else {
        return Err(AwsError::bad_request("Invalid API Stage specified"));
    };
    let entry = json!({"apiId": api, "stage": stage});
    let stages = plan.entry("apiStages").or_insert_with(|| json!([]));
    let Some(stages) = stages.as_array_mut() else { return Ok(()) };
    match operation.op {
        Add if stages.contains(&entry) => Ok(()),
        Add => {
            stages.push(entry);
            require_stages(call, id, plan).await
        }
        Remove if stages.contains(&entry) => {
            stages.retain(|known| *known != entry);
            Ok(())
        }
        Remove => Err(no_stage(id, api, stage)),
        _ => Err(AwsError::bad_request("Invalid patch operation specified. Must be one of: [add, remove]")),
    }
}

async fn require_stages(call: &mut Write, id: &str, plan: &Doc) -> Result<()> {
    let stages = plan.get("apiStages").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    for entry in stages.iter().filter_map(Value::as_object) {
        let (api, stage) = (text(entry, "apiId"), text(entry, "stage"));
        if entry.contains_key("throttle") {
            return Err(AwsError::not_implemented("Throttling of single methods by a usage plan (apiStages.throttle)"));
        }
        let at = stage_path(&call.scope, api, stage);
        if !call.tx.exists(&at).await? {
            return Err(no_stage(id, api, stage));
        }
    }
    Ok(())
}

fn stage_path(scope: &Scope, api: &str, stage: &str) -> String {
    let api = path::join(&format!("{}/restapis", scope.root()), api);
    path::join(&format!("{api}/stages"), stage)
}

fn no_stage(id: &str, api: &str, stage: &str) -> AwsError {
    AwsError::not_found(format!("Invalid API Stage {{api: {api}, stage: {stage}}} specified for usageplan {id}"))
}
