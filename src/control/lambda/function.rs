//! Functions: create, get, list, update, delete.

use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, Result};
use serde_json::{Value, json};

use crate::control::call::{Effect, Read, Write, is_true, text};
use crate::store::{StoreError, path};

use super::code::Archive;
use super::name::{Named, collection};
use super::{FUNCTION, LATEST, configuration};

/// A page of `ListFunctions` has at most this many functions.
const LONGEST_PAGE: usize = 50;

/// Creates a function. It is ready when the answer leaves.
pub(crate) async fn create(call: &mut Write, input: Input) -> Result<Output> {
    let named = Named::read(&call.scope, &input.members)?;
    let mut doc = configuration::new(&call.scope, &named.arn, &input.members)?;
    let archive = Archive::read(input.members.get("Code").and_then(Value::as_object).unwrap_or(&Doc::new()))?;
    archive.describe(&mut doc);
    configuration::revise(&mut doc, call.scope.now);
    match call.tx.insert(&named.path, FUNCTION, None, &doc).await {
        Err(StoreError::Taken) => {
            return Err(AwsError::resource_conflict(format!("Function already exist: {}", named.arn.name)));
        }
        outcome => outcome?,
    }
    call.tx.put_function_code(&named.path, &archive.sha256, &archive.bytes).await?;
    call.effects.push(Effect::PublishFunction(named.path));
    Ok(Output::from(configuration::view(doc, None)))
}

/// Answers a function with its tags. Its code has no address from which it could be fetched.
pub(crate) async fn get(call: &mut Read, input: Input) -> Result<Output> {
    let named = Named::read(&call.scope, &input.members)?;
    let doc = named.find(&mut call.tx).await?;
    let tags = doc.get("Tags").cloned().filter(|tags| tags.as_object().is_some_and(|tags| !tags.is_empty()));
    let mut answer = Doc::new();
    answer.insert("Configuration".to_owned(), Value::Object(configuration::view(doc, named.arn.qualifier.as_deref())));
    answer.insert("Code".to_owned(), json!({ "RepositoryType": "S3" }));
    answer.extend(tags.map(|tags| ("Tags".to_owned(), tags)));
    Ok(Output::from(answer))
}

/// Answers a function without its tags.
pub(crate) async fn get_configuration(call: &mut Read, input: Input) -> Result<Output> {
    let named = Named::read(&call.scope, &input.members)?;
    let doc = named.find(&mut call.tx).await?;
    Ok(Output::from(configuration::view(doc, named.arn.qualifier.as_deref())))
}

/// Answers one page of functions, by name; the marker of the next is the last name.
pub(crate) async fn list(call: &mut Read, input: Input) -> Result<Output> {
    if !text(&input.members, "MasterRegion").is_empty() {
        return Err(AwsError::not_implemented("ListFunctions with MasterRegion"));
    }
    let asked = input.members.get("MaxItems").and_then(Value::as_u64).and_then(|items| usize::try_from(items).ok());
    let limit = asked.unwrap_or(LONGEST_PAGE).clamp(1, LONGEST_PAGE);
    let collection = collection(&call.scope);
    let marker = text(&input.members, "Marker");
    let after = (!marker.is_empty()).then(|| path::join(&collection, marker));
    let mut stored = call.tx.children(&collection, after.as_deref(), limit + 1).await?;
    let more = stored.len() > limit;
    stored.truncate(limit);
    let qualifier = (text(&input.members, "FunctionVersion") == "ALL").then_some(LATEST);
    let mut answer = Doc::new();
    if let Some(last) = stored.last().filter(|_| more) {
        answer.insert("NextMarker".to_owned(), Value::from(path::last(&last.path).into_owned()));
    }
    let functions = stored.into_iter().map(|stored| Value::Object(configuration::view(stored.doc, qualifier)));
    answer.insert("Functions".to_owned(), functions.collect());
    Ok(Output::from(answer))
}

/// Gives a function other code.
pub(crate) async fn update_code(call: &mut Write, input: Input) -> Result<Output> {
    let named = Named::read(&call.scope, &input.members)?;
    let mut doc = named.find(&mut call.tx).await?;
    configuration::check_revision(&doc, &input.members)?;
    if is_true(&input.members, "Publish") {
        return Err(AwsError::not_implemented("UpdateFunctionCode with Publish"));
    }
    let archive = Archive::read(&input.members)?;
    archive.describe(&mut doc);
    if let Some(architectures) = input.members.get("Architectures") {
        doc.insert("Architectures".to_owned(), architectures.clone());
    }
    configuration::revise(&mut doc, call.scope.now);
    if is_true(&input.members, "DryRun") {
        return Ok(Output::from(configuration::view(doc, None)));
    }
    call.tx.put_function_code(&named.path, &archive.sha256, &archive.bytes).await?;
    replace(call, named, doc).await
}

/// Gives a function other settings.
pub(crate) async fn update_configuration(call: &mut Write, input: Input) -> Result<Output> {
    let named = Named::read(&call.scope, &input.members)?;
    let mut doc = named.find(&mut call.tx).await?;
    configuration::check_revision(&doc, &input.members)?;
    configuration::change(&call.scope, &mut doc, &input.members)?;
    configuration::revise(&mut doc, call.scope.now);
    replace(call, named, doc).await
}

/// Deletes a function with its code, its permissions and its tags.
pub(crate) async fn delete(call: &mut Write, input: Input) -> Result<Output> {
    let named = Named::read(&call.scope, &input.members)?;
    if let Some(qualifier) = &named.arn.qualifier {
        if qualifier == LATEST {
            let message = "$LATEST version cannot be deleted without deleting the function.";
            return Err(AwsError::invalid_parameter_value(message));
        }
        return Err(Named { arn: named.arn.unqualified(), ..named }.not_found());
    }
    if !call.tx.delete_existing(&named.path).await? {
        return Err(named.not_found());
    }
    call.tx.delete_function_code(&named.path).await?;
    call.effects.push(Effect::WithdrawFunction(named.arn));
    // The model says 200; AWS answers 204 (recorded: test_function_lifecycle).
    Ok(Output::from(Doc::from_iter([("StatusCode".to_owned(), json!(204))])))
}

async fn replace(call: &mut Write, named: Named, doc: Doc) -> Result<Output> {
    call.tx.put(&named.path, &doc).await?;
    call.effects.push(Effect::PublishFunction(named.path));
    Ok(Output::from(configuration::view(doc, None)))
}
