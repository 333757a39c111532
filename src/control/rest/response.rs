//! Method responses and integration responses, by status code.

use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, Result};
use emulator_api::patch::PatchOp::{Add, Remove, Replace};
use emulator_api::patch::{self, PatchOperation, PatchRule, PatchValue};
use serde_json::{Value, json};

use crate::control::call::{Read, Scope, Write, entries, text};
use crate::control::crud;
use crate::control::draft::Draft;
use crate::control::rest::{integration, method, resource};
use crate::runtime::rest::integration::SelectionPattern;
use crate::store::{Content, NewResource, path};

pub(crate) const METHOD_RESPONSE: &str = "MethodResponse";
pub(crate) const INTEGRATION_RESPONSE: &str = "IntegrationResponse";

/// What UpdateMethodResponse accepts (API reference, "Patch operations").
pub(crate) const METHOD_PATCH: &[PatchRule] = &[
    PatchRule::new("/responseModels/{content_type}", &[Add, Remove, Replace], PatchValue::String)
        .or_not_found("Content-Type specified was not found"),
    PatchRule::new("/responseParameters/{parameter}", &[Add, Remove, Replace], PatchValue::Bool)
        .or_not_found("Invalid parameter name specified"),
];

/// What UpdateIntegrationResponse accepts (API reference, "Patch operations").
pub(crate) const INTEGRATION_PATCH: &[PatchRule] = &[
    PatchRule::new("/selectionPattern", &[Replace], PatchValue::String),
    PatchRule::new("/contentHandling", &[Replace], integration::CONTENT_HANDLING),
    PatchRule::new("/responseParameters/{parameter}", &[Add, Remove, Replace], PatchValue::String)
        .or_not_found("Invalid parameter name specified"),
    PatchRule::new("/responseTemplates/{content_type}", &[Add, Remove, Replace], PatchValue::String)
        .or_not_found("Content-Type specified was not found"),
];

fn missing() -> AwsError {
    AwsError::not_found("Invalid Response status code specified")
}

fn method_response_path(scope: &Scope, input: &Doc) -> String {
    path::join(&format!("{}/responses", method::path_of(scope, input)), text(input, "statusCode"))
}

fn integration_response_path(scope: &Scope, input: &Doc) -> String {
    path::join(&format!("{}/responses", integration::path_of(scope, input)), text(input, "statusCode"))
}

/// Declares a response of a method.
pub(crate) async fn put_method_response(call: &mut Write, input: Input) -> Result<Output> {
    let method = method::path_of(&call.scope, &input.members);
    let path = method_response_path(&call.scope, &input.members);
    let (has_method, is_taken) = (call.tx.exists(&method).await?, call.tx.exists(&path).await?);
    if !has_method {
        method::require(&call.scope, &mut call.tx, &input.members).await?;
    }
    let mut doc = crud::body(call.scope.spec, &input.members);
    doc.shift_insert(0, "statusCode".to_owned(), json!(text(&input.members, "statusCode")));
    check_models(call, &path, &doc).await?;
    if is_taken {
        return Err(AwsError::conflict("Response already exists for this resource"));
    }
    call.tx.insert_later(&[NewResource { path: &path, kind: METHOD_RESPONSE, unique: None, doc: Content::Doc(&doc) }])?;
    Ok(Output::from(doc))
}

/// Answers a response of a method.
pub(crate) async fn get_method_response(call: &mut Read, input: Input) -> Result<Output> {
    method::require(&call.scope, &mut call.tx, &input.members).await?;
    let found = call.tx.get(&method_response_path(&call.scope, &input.members)).await?;
    Ok(Output::from(found.ok_or_else(missing)?))
}

/// Changes a response of a method.
pub(crate) async fn update_method_response(call: &mut Write, input: Input) -> Result<Output> {
    method::require(&call.scope, &mut call.tx, &input.members).await?;
    let path = method_response_path(&call.scope, &input.members);
    let before = call.tx.get(&path).await?.ok_or_else(missing)?;
    let mut doc = before.clone();
    patch::apply(METHOD_PATCH, &mut doc, &PatchOperation::read(&input.members)?)?;
    for emptied in ["responseModels", "responseParameters"] {
        if doc.get(emptied).is_some_and(|value| *value == json!({})) {
            doc.shift_remove(emptied);
        }
    }
    if Draft::of(&before, &doc).sets(&["responseModels"]) {
        check_models(call, &path, &doc).await?;
    }
    call.tx.put(&path, &doc).await?;
    Ok(Output::from(doc))
}

/// Deletes a response of a method.
pub(crate) async fn delete_method_response(call: &mut Write, input: Input) -> Result<Output> {
    method::require(&call.scope, &mut call.tx, &input.members).await?;
    let gone = call.tx.delete_existing(&method_response_path(&call.scope, &input.members)).await?;
    if gone { Ok(Output::default()) } else { Err(missing()) }
}

/// Sets a response of an integration; one that it had for the status goes.
pub(crate) async fn put_integration_response(call: &mut Write, input: Input) -> Result<Output> {
    method::require(&call.scope, &mut call.tx, &input.members).await?;
    if !call.tx.exists(&integration::path_of(&call.scope, &input.members)).await? {
        return Err(integration::missing());
    }
    let mut doc = crud::body(call.scope.spec, &input.members);
    doc.shift_insert(0, "statusCode".to_owned(), json!(text(&input.members, "statusCode")));
    empty_templates_are_null(&mut doc);
    check_response(call, &input.members, &Draft::new(&doc)).await?;
    call.tx.upsert(&integration_response_path(&call.scope, &input.members), INTEGRATION_RESPONSE, &doc)?;
    Ok(Output::from(doc))
}

/// Answers a response of an integration.
pub(crate) async fn get_integration_response(call: &mut Read, input: Input) -> Result<Output> {
    let found = call.tx.get(&integration_response_path(&call.scope, &input.members)).await?;
    if let Some(found) = found {
        return Ok(Output::from(found));
    }
    method::require(&call.scope, &mut call.tx, &input.members).await?;
    let integration = call.tx.exists(&integration::path_of(&call.scope, &input.members)).await?;
    Err(if integration { missing() } else { integration::missing() })
}

/// Changes a response of an integration.
pub(crate) async fn update_integration_response(call: &mut Write, input: Input) -> Result<Output> {
    let path = require_integration_response(call, &input.members).await?;
    let before = call.tx.get(&path).await?.ok_or_else(missing)?;
    let mut doc = before.clone();
    patch::apply(INTEGRATION_PATCH, &mut doc, &PatchOperation::read(&input.members)?)?;
    for emptied in ["responseTemplates", "responseParameters"] {
        if doc.get(emptied).is_some_and(|value| *value == json!({})) {
            doc.shift_remove(emptied);
        }
    }
    empty_templates_are_null(&mut doc);
    check_response(call, &input.members, &Draft::of(&before, &doc)).await?;
    call.tx.put(&path, &doc).await?;
    Ok(Output::from(doc))
}

/// Deletes a response of an integration.
pub(crate) async fn delete_integration_response(call: &mut Write, input: Input) -> Result<Output> {
    let path = require_integration_response(call, &input.members).await?;
    call.tx.delete_tree(&path);
    Ok(Output::default())
}

/// Unlike elsewhere, a method that is not there is told as an integration that is not (recorded from AWS).
async fn require_integration_response(call: &mut Write, input: &Doc) -> Result<String> {
    let path = integration_response_path(&call.scope, input);
    if call.tx.exists(&path).await? {
        return Ok(path);
    }
    if !call.tx.exists(&resource::path_of(&call.scope, input)).await? {
        return Err(resource::missing());
    }
    let integration = call.tx.exists(&integration::path_of(&call.scope, input)).await?;
    Err(if integration { missing() } else { integration::missing() })
}

/// Refuses what AWS refuses of an integration response.
async fn check_response(call: &mut Write, input: &Doc, response: &Draft<'_>) -> Result<()> {
    if response.sets(&["selectionPattern"]) {
        check_selection(response)?;
    }
    if response.sets(&["responseTemplates"]) {
        check_templates(response)?;
    }
    if response.sets(&["responseParameters"]) { check_mappings(call, input, response).await } else { Ok(()) }
}

async fn check_models(call: &mut Write, path: &str, response: &Doc) -> Result<()> {
    let api = crud::api_of(path).unwrap_or("");
    for (_, model) in entries(response, "responseModels") {
        let model = model.as_str().unwrap_or("");
        if !call.tx.exists(&path::join(&format!("{api}/models"), model)).await? {
            return Err(AwsError::bad_request(format!("Invalid model identifier specified: {model}")));
        }
    }
    Ok(())
}

/// Refuses mappings to headers that the method's response for the status does not declare, and from what is no source. The
/// wording was seen by users: aws-apigateway-importer's issues 121 and 209, the developer guide's issue 7.
async fn check_mappings(call: &mut Write, input: &Doc, response: &Doc) -> Result<()> {
    if entries(response, "responseParameters").next().is_none() {
        return Ok(());
    }
    let Some(declared) = call.tx.get(&method_response_path(&call.scope, input)).await? else {
        return Err(integration::invalid_mapping("No method response exists for method."));
    };
    for (header, source) in entries(response, "responseParameters") {
        let source = source.as_str().unwrap_or("");
        if !entries(&declared, "responseParameters").any(|(known, _)| known == header) {
            return Err(integration::invalid_mapping(&format!("Invalid mapping expression parameter specified: {header}")));
        }
        if !is_source(source) {
            return Err(integration::invalid_mapping(&format!("Invalid mapping expression specified: {source}")));
        }
    }
    Ok(())
}

/// Whether a header can be mapped from it (developer guide, "Request and response data mappings").
fn is_source(source: &str) -> bool {
    const PLACES: [&str; 5] = [
        "integration.response.header.",
        "integration.response.multivalueheader.",
        "integration.response.body.",
        "stageVariables.",
        "context.",
    ];
    source == "integration.response.body"
        || PLACES.iter().any(|place| source.len() > place.len() && source.starts_with(place))
        || (source.len() >= 2 && source.starts_with('\'') && source.ends_with('\''))
}

/// An empty template is answered as none (recorded from AWS).
fn empty_templates_are_null(response: &mut Doc) {
    let templates = response.get_mut("responseTemplates").and_then(Value::as_object_mut);
    for template in templates.into_iter().flat_map(|templates| templates.values_mut()) {
        if template == "" {
            *template = Value::Null;
        }
    }
}

/// What AWS says of what is no media type.
pub(super) fn invalid_content_type(content_type: &str) -> AwsError {
    AwsError::bad_request(format!("Validation Result: warnings : [], errors : [Invalid content type specified: {content_type}]"))
}

/// Refuses a pattern that is no regular expression (seen by deploying one: badmintoncryer/cdk-preflight,
/// integration-response-selection-pattern). What only Java's expressions have is stored, and refused when it is served.
fn check_selection(response: &Doc) -> Result<()> {
    let pattern = text(response, "selectionPattern");
    let is_java = [r"\Q", r"\p{", r"\P{"].iter().any(|of_java| pattern.contains(of_java));
    if pattern.is_empty() || is_java || SelectionPattern::parse(pattern).is_ok() {
        return Ok(());
    }
    Err(AwsError::bad_request("Invalid regex pattern specified"))
}

fn check_templates(response: &Doc) -> Result<()> {
    for (content_type, _) in entries(response, "responseTemplates") {
        if !content_type.contains('/') {
            return Err(invalid_content_type(content_type));
        }
    }
    Ok(())
}
