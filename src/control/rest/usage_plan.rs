//! Usage plans: which stages API keys may call, how often and how much.

use emulator_api::codec::{Input, Output};
use emulator_api::error::{AwsError, Result};
use emulator_api::patch::PatchOp::{Add, Remove, Replace};
use emulator_api::patch::{self, PatchOperation, PatchRule, PatchValue, Refusals, Target};
use serde_json::{Value, json};

use crate::control::call::{Read, Write, default, text};
use crate::control::crud;
use crate::control::draft::Draft;
use crate::control::kind::{Id, Kind, Then};
use crate::store::path;

pub(crate) mod stages;

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
        PatchRule::new("/apiStages", &[Add, Remove], PatchValue::String).target(Target::ByHand),
        PatchRule::new("/quota", &[Remove], PatchValue::String),
        PatchRule::new("/throttle", &[Remove], PatchValue::String),
        PatchRule::new("/productCode", &[Add, Remove, Replace], PatchValue::String),
        PatchRule::new(stages::METHOD, &[Remove], PatchValue::String).target(Target::ByHand),
        PatchRule::new(stages::THROTTLE, &[Add, Replace, Remove], PatchValue::String).target(Target::ByHand),
        PatchRule::new(stages::RATE_LIMIT, &[Add, Replace], PatchValue::String).target(Target::ByHand),
        PatchRule::new(stages::BURST_LIMIT, &[Add, Replace], PatchValue::String).target(Target::ByHand),
        PatchRule::new("/name", &[Replace], PatchValue::String),
        PatchRule::new("/description", &[Replace], PatchValue::String),
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
        PatchRule::new("/quota/limit", &[Add, Replace], PatchValue::Int { min: 1, max: 2_147_483_647, refusal: QUOTA_LIMIT }),
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
    // What can be removed was seen by users of boto3 (2629), in this order.
    refusals: Refusals::ListsPaths,
    // Recorded: TestUsagePlans, test_usage_plan_crud.
    view: |scope, plan| {
        if matches!(scope.spec.name, "GetUsagePlan" | "UpdateUsagePlan") {
            default(plan, "tags", json!({}));
        }
    },
    then: Then::PublishUsagePlans,
};

/// Creates a plan for stages that are there.
pub(crate) async fn create(call: &mut Write, input: Input) -> Result<Output> {
    let (_, plan) = crud::insert(call, &USAGE_PLAN, &input.members, crud::body(call.scope.spec, &input.members)).await?;
    stages::check_count(&call.scope, &plan)?;
    for (api, stage) in stages::of(&plan) {
        stages::require_of_new(call, api, stage).await?;
    }
    Ok(Output::from(plan))
}

/// Answers the plans, or those that a key is in.
pub(crate) async fn list(call: &mut Read, input: Input) -> Result<Output> {
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
pub(crate) async fn update(call: &mut Write, input: Input) -> Result<Output> {
    let before = crud::find(&call.scope, &mut call.tx, &USAGE_PLAN, &input.members).await?;
    let mut plan = before.clone();
    let id = text(&input.members, "usagePlanId").to_owned();
    let operations = PatchOperation::read(&input.members)?;
    let (of_stages, others): (Vec<_>, Vec<_>) =
        operations.into_iter().partition(|operation| operation.path.raw_segments().next() == Some("apiStages"));
    for operation in of_stages {
        stages::change(call, &id, &mut plan, operation).await?;
    }
    patch::apply_as(USAGE_PLAN.refusals, USAGE_PLAN.patch, &mut plan, &others)?;
    (USAGE_PLAN.defaults)(&call.scope, &mut plan);
    let draft = Draft::of(&before, &plan);
    check_plan(&draft)?;
    if draft.sets(&["apiStages"]) {
        stages::check_count(&call.scope, &plan)?;
    }
    crud::replace(call, &USAGE_PLAN, &input.members, &plan).await?;
    Ok(crud::view(&call.scope, &USAGE_PLAN, plan))
}

/// Deletes a plan that has no stages. (The wording was seen by users of aws-sdk-js, 3841.)
pub(crate) async fn delete(call: &mut Write, input: Input) -> Result<Output> {
    let plan = crud::find(&call.scope, &mut call.tx, &USAGE_PLAN, &input.members).await?;
    if let Some((api, stage)) = stages::of(&plan).next() {
        // As users saw it: aws-sdk-js issue 3841.
        return Err(AwsError::bad_request(format!(
            "Cannot delete Usage Plan {} because there are API Stages associated with it, including {api}:{stage}",
            text(&plan, "id")
        )));
    }
    crud::delete(call, &USAGE_PLAN, input).await
}

/// AWS says so of a limit of 0, too.
const QUOTA_LIMIT: &str = "Usage Plan quota limit must be a non-negative numeric";

/// What AWS says of quotas was seen by deploying them (badmintoncryer/cdk-preflight: usage-plan-quota-limit,
/// usage-plan-quota-offset-range, usage-plan-quota-period-required).
fn check_plan(plan: &Draft<'_>) -> Result<()> {
    let refuse = |message: &'static str| Err(AwsError::bad_request(message));
    if plan.sets(&["name"]) && text(plan, "name").is_empty() {
        return refuse("Usage Plan name cannot be empty");
    }
    if plan.sets(&["throttle"]) && !plan.get("throttle").and_then(Value::as_object).is_none_or(stages::are_limits) {
        return refuse("Invalid throttle settings specified");
    }
    stages::check_throttles(plan)?;
    let Some(quota) = plan.part("quota") else { return Ok(()) };
    let number = |member: &str| quota.get(member).and_then(Value::as_i64);
    let offset = number("offset").unwrap_or(0);
    if quota.sets(&["limit"]) && number("limit").is_none_or(|limit| limit < 1) {
        return refuse(QUOTA_LIMIT);
    }
    if !quota.sets(&["offset", "period"]) {
        return Ok(());
    }
    // Terraform's provider refuses the offsets in these words before AWS does.
    match text(&quota, "period") {
        "DAY" if offset != 0 => refuse("Usage Plan quota offset must be zero in the DAY period"),
        "WEEK" if !(0..=6).contains(&offset) => {
            refuse("Usage Plan quota offset must be between 0 and 6 inclusive in the WEEK period")
        }
        "MONTH" if !(0..=27).contains(&offset) => {
            refuse("Usage Plan quota offset must be between 0 and 27 inclusive in the MONTH period")
        }
        "DAY" | "WEEK" | "MONTH" => Ok(()),
        _ => refuse("Invalid Usage Plan quota period specified. Must be one of [DAY, WEEK, MONTH]"),
    }
}
