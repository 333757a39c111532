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
use crate::control::dispatch::perform;
use crate::control::openapi::rest::{Options, RestDefinition, documented_parts};
use crate::control::openapi::{BasePath, imported, refuse};
use crate::control::rest::api::REST_API;
use crate::control::rest::documentation;
use crate::control::{Operation, crud};

/// Whether what the definition does not name stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    Merge,
    Overwrite,
}

/// Makes an API of a definition.
pub(crate) async fn create(call: &mut Write, input: Input) -> Result<Output> {
    let read = read(&call.scope, &input)?;
    let mut api = read.api.clone();
    if let Some(kind) = parameter(&input.members, "endpointConfigurationTypes") {
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
    fill(call, &scoped, &read, Mode::Merge, is_true(&input.members, "failOnWarnings")).await?;
    Ok(answer(crud::view(&call.scope, &REST_API, doc), read.warnings))
}

/// Changes an API to a definition; stages, and what the definition of an API does not hold, stay as they are.
pub(crate) async fn put(call: &mut Write, input: Input) -> Result<Output> {
    let read = read(&call.scope, &input)?;
    let mode = if text(&input.members, "mode") == "overwrite" { Mode::Overwrite } else { Mode::Merge };
    let fail = is_true(&input.members, "failOnWarnings");
    let scoped = Doc::from_iter([("restApiId".to_owned(), json!(text(&input.members, "restApiId")))]);
    let scope = call.scope.clone();
    let mut output = crud::merge_with(call, &REST_API, input, |doc| {
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
pub(crate) async fn documentation_parts(call: &mut Write, input: Input) -> Result<Output> {
    // Recorded: test_import_documentation_parts_bad_file.
    let definition = imported(&call.scope.caller, body(&input))?
        .ok_or_else(|| AwsError::bad_request("Unable to build importer with provided input."))?;
    crud::find(&call.scope, &mut call.tx, &REST_API, &input.members).await?;
    let overwrite = text(&input.members, "mode") == "overwrite";
    let parts = documented_parts(&definition);
    let ids = documentation::put_parts(call, text(&input.members, "restApiId"), &parts, overwrite).await?;
    Ok(Output::from(Doc::from_iter([("ids".to_owned(), ids.into())])))
}

/// Reads the definition, in the way that the parameters ask for.
fn read(scope: &Scope, input: &Input) -> Result<RestDefinition> {
    let definition = imported(&scope.caller, body(input))?.ok_or_else(|| AwsError::bad_request("Invalid OpenAPI input."))?;
    let base_path = BasePath::named(parameter(&input.members, "basepath"))?;
    let documentation = parameter(&input.members, "ignore") != Some("documentation");
    Ok(RestDefinition::read(&definition, Options { base_path, documentation }))
}

fn body(input: &Input) -> &[u8] {
    input.payload.as_deref().unwrap_or_default()
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
