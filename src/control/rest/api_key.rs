//! API keys.

use std::iter::repeat_with;

use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, Result};
use emulator_api::patch::PatchOp::{Add, Remove, Replace};
use emulator_api::patch::{PatchOperation, PatchRule, PatchValue, Refusals, Target};
use serde_json::{Value, json};

use crate::control::call::{Effect, Read, Write, default, is_true, text};
use crate::control::crud;
use crate::control::kind::{Id, Kind, Then, Unique};
use crate::control::rest::creation;
use crate::control::rest::usage_plan::{USAGE_PLAN, stages};
use crate::store::path;

mod file;
pub(crate) mod import;

/// A key that clients send as `x-api-key`.
pub(crate) static API_KEY: Kind = Kind {
    name: "ApiKey",
    collection: "/apikeys",
    key: "apiKey",
    id: Id::Made { member: "id", length: 10 },
    orphan: None,
    missing: |_, _| no_api_key(),
    taken: |_| AwsError::conflict("API Key already exists"),
    unique: Some(Unique::Chosen { member: "value", name: |scope, key| format!("apikey{}/{}", scope.root(), text(key, "value")) }),
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
        creation::note(scope, key);
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
        if key.sets(&["name"]) && text(key, "name").chars().count() > 1024 {
            return refuse("Invalid API Key name, can be at most 1024 characters.");
        }
        if key.sets(&["description"]) && text(key, "description").chars().count() > 125_000 {
            return refuse("Invalid API Key description specified.");
        }
        let value = text(key, "value").chars().count();
        if key.sets(&["value"]) && value < 20 {
            return refuse("API Key value should be at least 20 characters");
        }
        if key.sets(&["value"]) && value > 128 {
            return refuse("API Key value exceeds maximum size of 128 characters");
        }
        Ok(())
    },
    patch: &[
        PatchRule::new("/description", &[Replace], PatchValue::String),
        PatchRule::new("/enabled", &[Replace], PatchValue::Bool),
        PatchRule::new("/name", &[Replace], PatchValue::String),
        PatchRule::new("/customerId", &[Replace], PatchValue::String),
        PatchRule::new("/stages", &[Add, Remove], PatchValue::String).target(Target::ValueInListAt(&["stageKeys"])),
        PatchRule::new("/labels", &[Add, Remove], PatchValue::String).target(Target::ByHand),
    ],
    refusals: Refusals::ListsPaths,
    view: |scope, key| {
        creation::hide(key);
        if scope.spec.name == "UpdateApiKey" {
            default(key, "tags", json!({}));
            key.shift_remove("value");
        }
    },
    then: Then::Nothing,
};

/// What AWS says of a key that there is not.
pub(crate) fn no_api_key() -> AwsError {
    AwsError::not_found("Invalid API Key identifier specified")
}

/// A value as AWS makes it: 40 letters and digits.
fn key_value() -> String {
    repeat_with(fastrand::alphanumeric).take(40).collect()
}

/// Creates a key for stages that are there.
pub(crate) async fn create(call: &mut Write, input: Input) -> Result<Output> {
    let stages = input.members.get("stageKeys").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    for stage in stages.iter().filter_map(Value::as_object) {
        require_stage(call, text(stage, "restApiId"), text(stage, "stageName")).await?;
    }
    crud::create(call, &API_KEY, input).await
}

async fn require_stage(call: &mut Write, api: &str, stage: &str) -> Result<()> {
    if stages::exists(call, api, stage).await? {
        Ok(())
    } else {
        Err(AwsError::bad_request("Invalid stage identifier specified"))
    }
}

/// Answers a key, its value only when asked.
pub(crate) async fn get(call: &mut Read, input: Input) -> Result<Output> {
    let mut key = crud::find(&call.scope, &mut call.tx, &API_KEY, &input.members).await?;
    if !is_true(&input.members, "includeValue") {
        key.shift_remove("value");
    }
    creation::hide(&mut key);
    default(&mut key, "tags", json!({}));
    Ok(Output::from(key))
}

/// Answers the keys whose names begin with something, the newest first (recorded: test_get_api_keys), their values only when asked.
pub(crate) async fn list(call: &mut Read, input: Input) -> Result<Output> {
    let name = text(&input.members, "nameQuery").to_owned();
    let customer = text(&input.members, "customerId").to_owned();
    let values = is_true(&input.members, "includeValues");
    let is_asked_for =
        move |key: &Doc| text(key, "name").starts_with(&name) && (customer.is_empty() || text(key, "customerId") == customer);
    let mut output = crud::list_by(call, &API_KEY, input, is_asked_for, creation::newest_first).await?;
    let items = output.members.get_mut("items").and_then(Value::as_array_mut);
    for key in items.into_iter().flatten().filter_map(Value::as_object_mut).filter(|_| !values) {
        key.shift_remove("value");
    }
    Ok(output)
}

/// Changes a key.
pub(crate) async fn update(call: &mut Write, input: Input) -> Result<Output> {
    let date = call.scope.date();
    for operation in PatchOperation::read(&input.members)? {
        match (operation.op, operation.path.as_str()) {
            // AWS's table has the path; no answer has labels, and nothing is told of what they do.
            (Add | Remove, "/labels") => call.scope.not_emulated("The labels of an API key (/labels)", "they are not kept")?,
            (Add, "/stages") => {
                let (api, stage) = operation.value.as_deref().and_then(|key| key.split_once('/')).unwrap_or_default();
                require_stage(call, api, stage).await?;
            }
            _ => {}
        }
    }
    call.then(Effect::PublishUsagePlans(call.scope.root()));
    crud::patch_with(call, &API_KEY, input, |_, key| {
        key.insert("lastUpdatedDate".to_owned(), date);
        Ok(())
    })
    .await
}

/// Deletes a key, also from the plans that it is in.
pub(crate) async fn delete(call: &mut Write, input: Input) -> Result<Output> {
    let id = text(&input.members, "apiKey").to_owned();
    let plans = call.tx.children(&USAGE_PLAN.collection(&call.scope, &input.members), None, usize::MAX).await?;
    for plan in plans {
        call.tx.delete_tree(&path::join(&format!("{}/keys", plan.path), &id));
    }
    call.then(Effect::PublishUsagePlans(call.scope.root()));
    crud::delete(call, &API_KEY, input).await
}
