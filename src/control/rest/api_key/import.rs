//! `ImportApiKeys`: keys of a file of comma-separated values (developer guide, "API Gateway API key file format").

use std::collections::HashMap;

use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, Result};
use emulator_api::model::apigateway::Operation as Op;
use serde_json::json;

use super::API_KEY;
use super::file::{File, Row};
use crate::control::call::{Effect, Write, is_true, text};
use crate::control::dispatch::perform;
use crate::control::draft::Draft;
use crate::control::rest::usage_plan::USAGE_PLAN;
use crate::control::{Operation, crud};
use crate::store::path;

/// The shortest value that a file may have; CreateApiKey takes shorter ones.
const SHORTEST: usize = 30;

/// Makes or changes the keys of a file, and puts them into their plans. What cannot be done is a warning, or with
/// `failonwarnings` undoes all.
pub(crate) async fn import(call: &mut Write, input: Input) -> Result<Output> {
    let file = input.payload.as_deref().unwrap_or_default();
    let file = std::str::from_utf8(file).map_err(|_| AwsError::bad_request("Unable to read the file: it is not UTF-8"))?;
    let rows = File::new(file).rows().map_err(|missing| AwsError::bad_request(missing.to_string()))?;
    let mut known: HashMap<String, String> = crud::all(&call.scope, &mut call.tx, &API_KEY, &input.members)
        .await?
        .into_iter()
        .map(|stored| (text(&stored.doc, "value").to_owned(), text(&stored.doc, "id").to_owned()))
        .collect();
    let (mut ids, mut warnings) = (Vec::new(), Vec::new());
    for row in rows {
        let id = match put(call, &row, known.get(&row.key)).await {
            Ok(id) => id,
            Err(error) if error.status().is_client_error() => {
                warnings.push(format!("Unable to import the API key at line {}: {}", row.line, error.message()));
                continue;
            }
            Err(error) => return Err(error),
        };
        known.insert(row.key.clone(), id.clone());
        for plan in &row.usage_plans {
            match join(call, plan, &id).await {
                Err(error) if error.status().is_client_error() => {
                    warnings.push(format!("Unable to associate API key {id} with usage plan {plan}: {}", error.message()));
                }
                outcome => outcome?,
            }
        }
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    if is_true(&input.members, "failOnWarnings") && !warnings.is_empty() {
        return Err(AwsError::bad_request(format!("Warnings found during import:\n{}", warnings.join("\n"))));
    }
    let mut answer = Doc::from_iter([("ids".to_owned(), json!(ids))]);
    if !warnings.is_empty() {
        answer.insert("warnings".to_owned(), json!(warnings));
    }
    Ok(Output::from(answer))
}

/// Makes the key of a row, or gives the one with its value what the row says; its id.
async fn put(call: &mut Write, row: &Row, known: Option<&String>) -> Result<String> {
    if row.key.chars().count() < SHORTEST {
        return Err(AwsError::bad_request(format!("API Key value should be at least {SHORTEST} characters")));
    }
    let enabled = match row.enabled.to_ascii_lowercase().as_str() {
        "" | "true" => true,
        "false" => false,
        _ => return Err(AwsError::bad_request(format!("Invalid boolean value specified for Enabled: {}", row.enabled))),
    };
    let mut said = Doc::from_iter([("name".to_owned(), json!(row.name)), ("enabled".to_owned(), json!(enabled))]);
    if !row.description.is_empty() {
        said.insert("description".to_owned(), json!(row.description));
    }
    let Some(id) = known else {
        said.insert("value".to_owned(), json!(row.key));
        let made = perform(call, Operation::ApiGateway(Op::CreateApiKey), said).await?;
        return Ok(text(&made, "id").to_owned());
    };
    let named = Doc::from_iter([("apiKey".to_owned(), json!(id))]);
    let before = crud::find(&call.scope, &mut call.tx, &API_KEY, &named).await?;
    let mut doc = before.clone();
    doc.shift_remove("description");
    doc.extend(said);
    doc.insert("lastUpdatedDate".to_owned(), call.scope.date());
    (API_KEY.check)(&Draft::of(&before, &doc))?;
    crud::replace(call, &API_KEY, &named, &doc).await?;
    call.then(Effect::PublishUsagePlans(call.scope.root()));
    Ok(id.clone())
}

/// Puts a key into a plan that it is not in yet.
async fn join(call: &mut Write, plan: &str, key: &str) -> Result<()> {
    let members = [("usagePlanId", plan), ("keyId", key), ("keyType", "API_KEY")];
    let members: Doc = members.into_iter().map(|(name, value)| (name.to_owned(), json!(value))).collect();
    let keys = format!("{}/keys", USAGE_PLAN.path(&call.scope, &members));
    if call.tx.exists(&path::join(&keys, key)).await? {
        return Ok(());
    }
    perform(call, Operation::ApiGateway(Op::CreateUsagePlanKey), members).await.map(drop)
}
