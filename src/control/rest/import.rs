//! `ImportRestApi` and `PutRestApi`: what a definition asks for is done by the operations that would do it one by one, all
//! in the transaction of the import.

mod importer;

use emulator_api::arn::Arn;
use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, Result};
use emulator_api::model::apigateway::Operation as Op;
use serde_json::{Value, json};

use self::importer::Importer;
use crate::control::call::{Scope, Write, default, entries, is_true, text};
use crate::control::definition::{self, invalid};
use crate::control::dispatch::{Work, perform};
use crate::control::openapi::rest::{Options, RestDefinition, documented_parts};
use crate::control::openapi::{BasePath, refuse};
use crate::control::rest::api::REST_API;
use crate::control::rest::documentation;
use crate::control::{Operation, crud};

/// Whether what the definition does not name stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    Merge,
    Overwrite,
}

impl Mode {
    /// The mode that an input asks for; it merges unless it says otherwise.
    fn of(input: &Doc) -> Mode {
        if text(input, "mode") == "overwrite" { Mode::Overwrite } else { Mode::Merge }
    }
}

/// Makes an API of a definition.
pub(crate) async fn create(scope: Scope, input: Input) -> Result<Work> {
    let (members, read) = read(&scope, input).await?;
    Ok(Box::new(move |call| Box::pin(make(call, members, read))))
}

async fn make(call: &mut Write, input: Doc, read: RestDefinition) -> Result<Output> {
    let mut api = read.api.clone();
    if let Some(kind) = parameter(&input, "endpointConfigurationTypes") {
        let endpoint = api.entry("endpointConfiguration").or_insert_with(|| json!({}));
        endpoint["types"] = kind.split(',').map(|kind| json!(kind.trim())).collect();
    }
    let made = perform(call, Operation::ApiGateway(Op::CreateRestApi), api).await?;
    let scoped = Doc::from_iter([("restApiId".to_owned(), json!(text(&made, "id")))]);
    // An imported API has the models of its definition alone (recorded: test_import_and_validate_rest_api).
    for model in ["Empty", "Error"] {
        let named = Doc::from_iter([("modelName".to_owned(), json!(model))]);
        perform(call, Operation::ApiGateway(Op::DeleteModel), scoped.clone().into_iter().chain(named).collect()).await?;
    }
    let mut doc = crud::find(&call.scope, &mut call.tx, &REST_API, &scoped).await?;
    expand_policy(&call.scope, &mut doc);
    crud::replace(call, &REST_API, &scoped, &doc).await?;
    fill(call, &scoped, &read, Mode::Merge, is_true(&input, "failOnWarnings")).await?;
    Ok(answer(crud::view(&call.scope, &REST_API, doc), read.warnings))
}

/// Changes an API to a definition; stages, and what the definition of an API does not hold, stay as they are.
pub(crate) async fn put(scope: Scope, input: Input) -> Result<Work> {
    let (members, read) = read(&scope, input).await?;
    Ok(Box::new(move |call| Box::pin(change_to(call, members, read))))
}

async fn change_to(call: &mut Write, input: Doc, read: RestDefinition) -> Result<Output> {
    let (mode, fail) = (Mode::of(&input), is_true(&input, "failOnWarnings"));
    let scoped = Doc::from_iter([("restApiId".to_owned(), json!(text(&input, "restApiId")))]);
    let scope = call.scope.clone();
    let mut output = crud::merge_with(call, &REST_API, Input { members: input, payload: None }, |_, doc| {
        change(doc, &read.api, mode);
        expand_policy(&scope, doc);
        Ok(())
    })
    .await?;
    fill(call, &scoped, &read, mode, fail).await?;
    // Recorded: test_put_rest_api_mode_binary_media_types answers tags even when there are none.
    default(&mut output.members, "tags", json!({}));
    Ok(answer(output, read.warnings))
}

/// Takes the documentation parts of a definition alone.
pub(crate) async fn documentation_parts(scope: Scope, input: Input) -> Result<Work> {
    let body = input.payload.unwrap_or_default();
    // Recorded: test_import_documentation_parts_bad_file.
    let unreadable = || AwsError::bad_request("Unable to build importer with provided input.");
    let parts = definition::read(&scope, body, documented_parts).await?.ok_or_else(unreadable)?;
    Ok(Box::new(move |call| Box::pin(put_parts(call, input.members, parts))))
}

async fn put_parts(call: &mut Write, input: Doc, parts: Vec<Doc>) -> Result<Output> {
    crud::find(&call.scope, &mut call.tx, &REST_API, &input).await?;
    let overwrite = Mode::of(&input) == Mode::Overwrite;
    let ids = documentation::put_parts(call, text(&input, "restApiId"), &parts, overwrite).await?;
    Ok(Output::from(Doc::from_iter([("ids".to_owned(), ids.into())])))
}

/// Reads the definition in the way that the parameters ask for; gives the other members of the input with it.
async fn read(scope: &Scope, input: Input) -> Result<(Doc, RestDefinition)> {
    let base_path = BasePath::named(parameter(&input.members, "basepath"));
    let documentation = parameter(&input.members, "ignore") != Some("documentation");
    let body = input.payload.unwrap_or_default();
    let read = definition::read(scope, body, move |definition| {
        base_path.map(|base_path| RestDefinition::read(definition, Options { base_path, documentation }))
    });
    Ok((input.members, read.await?.ok_or_else(invalid)??))
}

/// A parameter of the import; the guide writes `basePath` as often as `basepath`.
fn parameter<'i>(input: &'i Doc, wanted: &str) -> Option<&'i str> {
    entries(input, "parameters").find(|(name, _)| name.eq_ignore_ascii_case(wanted)).and_then(|(_, value)| value.as_str())
}

/// Gives an API the members that a definition has. When it overwrites, what is not defined goes, but the endpoint stays as
/// it is (developer guide, "Import an OpenAPI file to update an existing API definition").
fn change(doc: &mut Doc, definition: &Doc, mode: Mode) {
    if mode == Mode::Overwrite {
        for defined in ["description", "version", "binaryMediaTypes", "minimumCompressionSize", "policy"] {
            doc.shift_remove(defined);
        }
        doc.insert("apiKeySource".to_owned(), json!("HEADER"));
    }
    for (member, value) in definition {
        match (doc.get_mut(member), value) {
            (Some(Value::Array(known)), Value::Array(more)) => {
                let new: Vec<Value> = more.iter().filter(|value| !known.contains(value)).cloned().collect();
                known.extend(new);
            }
            (Some(Value::Object(known)), Value::Object(more)) => known.extend(more.clone()),
            _ => drop(doc.insert(member.clone(), value.clone())),
        }
    }
}

/// `execute-api:/*` is short for the API's own ARN, and written out on import (developer guide, `x-amazon-apigateway-policy`).
fn expand_policy(scope: &Scope, api: &mut Doc) {
    let caller = &scope.caller;
    let id = text(api, "id").to_owned();
    if let Some(Value::String(policy)) = api.get_mut("policy") {
        let own = format!("\"{}/", Arn::of_calls(&caller.region, &caller.account, &id));
        *policy = policy.replace("\"execute-api:/", &own);
    }
}

/// Makes all that is in the API, and refuses when that, or a warning that must not be, asks for it.
async fn fill(call: &mut Write, scoped: &Doc, read: &RestDefinition, mode: Mode, fail_on_warnings: bool) -> Result<()> {
    let mut importer = Importer::new(call, text(scoped, "restApiId"), read.errors.clone());
    importer.write(read, mode).await?;
    refuse(&importer.errors, &read.warnings, fail_on_warnings)
}

fn answer(mut output: Output, warnings: Vec<String>) -> Output {
    if !warnings.is_empty() {
        output.members.insert("warnings".to_owned(), warnings.into());
    }
    output
}
