//! The account's settings for REST APIs.

use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, Result};
use emulator_api::patch::PatchOp::{Add, Remove, Replace};
use emulator_api::patch::{self, PatchOperation, PatchRule, PatchValue, Target};
use serde_json::json;

use crate::control::call::{Read, Scope, Write};
use crate::runtime::throttle::ThrottleLimits;
use crate::store::Reading;

const KIND: &str = "Account";

const USAGE_PLANS: &str = "UsagePlans";

/// What UpdateAccount accepts (API reference, "Patch operations").
pub(crate) const PATCH: &[PatchRule] = &[
    PatchRule::new("/cloudwatchRoleArn", &[Replace], PatchValue::String),
    PatchRule::new("/features", &[Add, Remove], PatchValue::String).target(Target::ValueInList),
];

/// Answers the account's settings.
pub(crate) async fn get(call: &mut Read, _: Input) -> Result<Output> {
    Ok(Output::from(read(&call.scope, &mut call.tx).await?))
}

/// Changes the account's settings.
pub(crate) async fn update(call: &mut Write, input: Input) -> Result<Output> {
    let mut account = read(&call.scope, &mut call.tx).await?;
    let operations = PatchOperation::read(&input.members)?;
    operations.iter().try_for_each(check_feature)?;
    patch::apply(PATCH, &mut account, &operations)?;
    if account.get("cloudwatchRoleArn").is_some_and(|arn| arn == "") {
        account.shift_remove("cloudwatchRoleArn");
    }
    call.tx.upsert(&path(&call.scope), KIND, &account)?;
    Ok(Output::from(account))
}

/// "Supported, but not for the `UsagePlans` feature", of which all know; there is no other.
fn check_feature(operation: &PatchOperation) -> Result<()> {
    let feature = operation.value.as_deref().unwrap_or("");
    let refuse = |message: String| Err(AwsError::bad_request(message));
    match (operation.path.as_str(), operation.op) {
        ("/features", Add) if feature != USAGE_PLANS => refuse(format!("Invalid feature specified: {feature}")),
        ("/features", Remove) if feature == USAGE_PLANS => refuse("Usage Plans cannot be disabled once enabled".to_owned()),
        _ => Ok(()),
    }
}

fn path(scope: &Scope) -> String {
    at(&scope.root())
}

/// The path of the settings of the account and region at `root`.
pub(crate) fn at(root: &str) -> String {
    format!("{root}/account")
}

/// AWS CLI reference, get-account. Its limits are those that calls are held to.
pub(crate) async fn read(scope: &Scope, tx: &mut Reading) -> Result<Doc> {
    let ThrottleLimits { rate, burst } = scope.live.accounts.limits();
    let mut account = Doc::from_iter([
        ("throttleSettings".to_owned(), json!({"burstLimit": burst, "rateLimit": rate})),
        ("features".to_owned(), json!([USAGE_PLANS])),
        ("apiKeyVersion".to_owned(), json!("4")),
    ]);
    let stored = tx.get(&path(scope)).await?.unwrap_or_default();
    account.extend(stored.into_iter().filter(|(member, _)| member != "throttleSettings"));
    Ok(account)
}
