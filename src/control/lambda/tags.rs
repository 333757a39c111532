//! A function's tags, by its ARN.

use emulator_api::arn::FunctionArn;
use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, Result};
use serde_json::{Value, json};

use crate::control::call::{Read, Scope, Write, entries, text};

use super::name::Named;

/// A function has at most this many tags.
const MOST: usize = 50;

/// Answers the tags.
pub(crate) async fn list(call: &mut Read, input: Input) -> Result<Output> {
    let doc = named(&call.scope, &input.members)?.find(&mut call.tx).await?;
    let tags = doc.get("Tags").cloned().unwrap_or_else(|| json!({}));
    Ok(Output::from(Doc::from_iter([("Tags".to_owned(), tags)])))
}

/// Adds tags, or changes them.
pub(crate) async fn tag(call: &mut Write, input: Input) -> Result<Output> {
    let named = named(&call.scope, &input.members)?;
    let mut doc = named.find(&mut call.tx).await?;
    if let Some(tags) = doc.entry("Tags").or_insert_with(|| json!({})).as_object_mut() {
        tags.extend(entries(&input.members, "Tags").map(|(name, value)| (name.clone(), value.clone())));
        if tags.len() > MOST {
            return Err(AwsError::invalid_parameter_value("Number of tags exceeds resource tag limit."));
        }
    }
    call.tx.put(&named.path, &doc).await?;
    Ok(Output::default())
}

/// Takes tags away; names that there are not do no harm.
pub(crate) async fn untag(call: &mut Write, input: Input) -> Result<Output> {
    let named = named(&call.scope, &input.members)?;
    let mut doc = named.find(&mut call.tx).await?;
    let gone = input.members.get("TagKeys").and_then(Value::as_array);
    if let (Some(tags), Some(gone)) = (doc.get_mut("Tags").and_then(Value::as_object_mut), gone) {
        tags.retain(|name, _| !gone.iter().any(|gone| gone == name.as_str()));
    }
    call.tx.put(&named.path, &doc).await?;
    Ok(Output::default())
}

fn named(scope: &Scope, input: &Doc) -> Result<Named> {
    let resource = text(input, "Resource");
    let arn: FunctionArn = match resource.parse() {
        Ok(arn) => arn,
        Err(_) => return Err(AwsError::not_implemented(format!("Tagging of {resource}"))),
    };
    if arn.qualifier.is_some() {
        return Err(AwsError::invalid_parameter_value(
            "Tags on function aliases and versions are not supported. Please specify a function ARN.",
        ));
    }
    Named::of(scope, arn)
}
