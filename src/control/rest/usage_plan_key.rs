//! Which API keys a usage plan has.

use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, Result};
use emulator_api::model::Service;
use emulator_api::patch::Refusals;
use serde_json::json;

use crate::control::call::{Read, Write, text};
use crate::control::crud;
use crate::control::kind::{Id, Kind, Then, fine};
use crate::control::quota::Quota;
use crate::control::rest::api_key::{API_KEY, no_api_key};
use crate::control::rest::creation;
use crate::control::rest::usage_plan::{USAGE_PLAN, stages};
use crate::store::path;

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
    defaults: creation::note,
    check: fine,
    patch: &[],
    refusals: Refusals::Plain,
    view: |_, key| creation::hide(key),
    then: Then::PublishUsagePlans,
};

/// Puts a key into a plan.
pub(crate) async fn create(call: &mut Write, input: Input) -> Result<Output> {
    let plan = crud::find(&call.scope, &mut call.tx, &USAGE_PLAN, &input.members).await?;
    if text(&input.members, "keyType") != "API_KEY" {
        return Err(AwsError::bad_request("Invalid key type specified. Valid options are API_KEY"));
    }
    let keys = API_KEY.collection(&call.scope, &input.members);
    let key = call.tx.get(&path::join(&keys, text(&input.members, "keyId"))).await?.ok_or_else(no_api_key)?;
    let plans = call.tx.count_named(path::parent(&USAGE_PLAN.path(&call.scope, &input.members)), text(&key, "id")).await?;
    call.scope.quotas.check(Service::ApiGateway, Quota::UsagePlansPerKey, plans)?;
    stages::require_no_other_plan(call, &plan, text(&key, "id")).await?;
    let mut doc: Doc = [("id".to_owned(), json!(text(&key, "id"))), ("type".to_owned(), json!("API_KEY"))].into_iter().collect();
    for member in ["value", "name"] {
        if let Some(value) = key.get(member) {
            doc.insert(member.to_owned(), value.clone());
        }
    }
    let (_, doc) = crud::insert(call, &USAGE_PLAN_KEY, &input.members, doc).await?;
    Ok(crud::view(&call.scope, &USAGE_PLAN_KEY, doc))
}

/// Answers the keys of a plan whose names begin with something, the newest first (recorded: test_get_usage_plan_api_keys).
pub(crate) async fn list(call: &mut Read, input: Input) -> Result<Output> {
    let name = text(&input.members, "nameQuery").to_owned();
    let is_asked_for = move |key: &Doc| text(key, "name").starts_with(&name);
    crud::list_by(call, &USAGE_PLAN_KEY, input, is_asked_for, creation::newest_first).await
}
