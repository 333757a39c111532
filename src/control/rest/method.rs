//! Methods of a resource: what a client may send, and who may send it.

use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, Result};
use emulator_api::patch::PatchOp::{Add, Remove, Replace};
use emulator_api::patch::{self, PatchOperation, PatchRule, PatchValue};
use serde_json::{Map, Value, json};

use crate::control::call::{Read, Scope, Write, default, entries, text};
use crate::control::crud;
use crate::control::draft::Draft;
use crate::control::rest::{integration, resource};
use crate::store::{Content, NewResource, Reading, Stored, path};

/// The kind's name in the store.
pub(crate) const KIND: &str = "Method";

/// The methods of API Gateway; `ANY` stands for those that a resource does not have itself.
pub(super) const HTTP_METHODS: [&str; 8] = ["GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "HEAD", "ANY"];

/// What UpdateMethod accepts (API reference, "Patch operations").
pub(crate) const PATCH: &[PatchRule] = &[
    PatchRule::new("/apiKeyRequired", &[Replace], PatchValue::Bool),
    PatchRule::new("/authorizationType", &[Replace], PatchValue::String),
    PatchRule::new("/authorizerId", &[Replace], PatchValue::String),
    PatchRule::new("/authorizationScopes", &[Add, Remove], PatchValue::String).target(patch::Target::ValueInList),
    PatchRule::new("/operationName", &[Replace], PatchValue::String),
    PatchRule::new("/requestValidatorId", &[Replace], PatchValue::String),
    PatchRule::new("/requestModels/{content_type}", &[Add, Remove, Replace], PatchValue::String)
        .or_not_found("Content-Type specified was not found"),
    PatchRule::new("/requestParameters/{parameter}", &[Add, Remove, Replace], PatchValue::Bool)
        .or_not_found("Invalid parameter name specified"),
];

/// Says that there is no such method.
pub(crate) fn missing() -> AwsError {
    AwsError::not_found("Invalid Method identifier specified")
}

/// The path in the store of the method that the input names.
pub(crate) fn path_of(scope: &Scope, input: &Doc) -> String {
    below(&resource::path_of(scope, input), input)
}

/// The same, below the resource.
fn below(resource: &str, input: &Doc) -> String {
    path::join(&format!("{resource}/methods"), text(input, "httpMethod"))
}

/// Refuses an input whose API, resource or method is not there; the method's path.
pub(crate) async fn require(scope: &Scope, tx: &mut Reading, input: &Doc) -> Result<String> {
    let path = path_of(scope, input);
    if !tx.exists(&path).await? {
        let resource = tx.exists(&resource::path_of(scope, input)).await?;
        return Err(if resource { missing() } else { resource::missing() });
    }
    Ok(path)
}

/// Adds a method to a resource.
pub(crate) async fn put(call: &mut Write, input: Input) -> Result<Output> {
    let resource = resource::path_of(&call.scope, &input.members);
    let path = below(&resource, &input.members);
    let (has_resource, is_taken) = (call.tx.exists(&resource).await?, call.tx.exists(&path).await?);
    if !has_resource {
        return Err(resource::missing());
    }
    let http_method = text(&input.members, "httpMethod");
    check_http_method(http_method)?;
    let mut doc = crud::body(call.scope.spec, &input.members);
    doc.shift_insert(0, "httpMethod".to_owned(), json!(http_method));
    default(&mut doc, "apiKeyRequired", false);
    settle_authorization(&mut doc);
    check(&mut call.tx, &resource, &Draft::new(&doc)).await?;
    if is_taken {
        return Err(AwsError::conflict("Method already exists for this resource"));
    }
    call.tx.insert_later(&[NewResource { path: &path, kind: KIND, unique: None, doc: Content::Doc(&doc) }])?;
    Ok(Output::from(doc))
}

/// Refuses what is no HTTP method of API Gateway's.
pub(crate) fn check_http_method(name: &str) -> Result<()> {
    if HTTP_METHODS.contains(&name) {
        return Ok(());
    }
    Err(AwsError::bad_request(format!("Invalid HttpMethod specified. Valid options are {}", HTTP_METHODS.join(","))))
}

/// Answers a method with its integration and responses.
pub(crate) async fn get(call: &mut Read, input: Input) -> Result<Output> {
    let path = require(&call.scope, &mut call.tx, &input.members).await?;
    read(&mut call.tx, &path).await
}

/// Changes a method, and answers it with its integration and responses.
pub(crate) async fn update(call: &mut Write, input: Input) -> Result<Output> {
    let path = require(&call.scope, &mut call.tx, &input.members).await?;
    let before = call.tx.get(&path).await?.ok_or_else(missing)?;
    let mut doc = before.clone();
    let operations = PatchOperation::read(&input.members)?;
    // "Supported, except for `MOCK` integrations."
    let replaces = |it: &PatchOperation| it.op == Replace && it.path.as_str().starts_with("/requestParameters/");
    if operations.iter().any(replaces) && integration::is_mock(&mut call.tx, &path).await? {
        return Err(AwsError::bad_request("Invalid patch operation specified. Must be one of: [add, remove]"));
    }
    patch::apply(PATCH, &mut doc, &operations)?;
    for emptied in ["requestModels", "requestParameters", "authorizationScopes", "requestValidatorId"] {
        let empty = doc.get(emptied).is_some_and(|value| *value == json!({}) || *value == json!([]) || *value == json!(""));
        if empty {
            doc.shift_remove(emptied);
        }
    }
    settle_authorization(&mut doc);
    check(&mut call.tx, &resource::path_of(&call.scope, &input.members), &Draft::of(&before, &doc)).await?;
    call.tx.put(&path, &doc).await?;
    read(&mut call.tx, &path).await
}

/// Deletes a method with its integration and responses.
pub(crate) async fn delete(call: &mut Write, input: Input) -> Result<Output> {
    let path = require(&call.scope, &mut call.tx, &input.members).await?;
    call.tx.delete_tree(&path);
    Ok(Output::default())
}

/// A method's document with what is below it; `below` begins with that.
pub(crate) fn assemble(path: &str, mut doc: Doc, below: &[Stored]) -> Doc {
    let start = format!("{path}/");
    let (mut integration, mut integration_responses, mut responses) = (None, Map::new(), Map::new());
    for stored in below.iter().take_while(|stored| stored.path.starts_with(&start)) {
        let doc = Value::Object(stored.doc.clone());
        match stored.path.get(start.len()..).unwrap_or("").split('/').collect::<Vec<_>>().as_slice() {
            ["integration"] => integration = Some(stored.doc.clone()),
            ["integration", "responses", status] => drop(integration_responses.insert((*status).to_owned(), doc)),
            ["responses", status] => drop(responses.insert((*status).to_owned(), doc)),
            _ => {}
        }
    }
    if !responses.is_empty() {
        doc.insert("methodResponses".to_owned(), Value::Object(responses));
    }
    if let Some(mut integration) = integration {
        if !integration_responses.is_empty() {
            integration.insert("integrationResponses".to_owned(), Value::Object(integration_responses));
        }
        doc.insert("methodIntegration".to_owned(), Value::Object(integration));
    }
    doc
}

async fn read(tx: &mut Reading, path: &str) -> Result<Output> {
    let doc = tx.get(path).await?.ok_or_else(missing)?;
    let below = tx.below(path).await?;
    Ok(Output::from(assemble(path, doc, &below)))
}

/// Takes the type of authorization in any case, as AWS does (localstack's recorded tests send `none`), and drops the authorizer of a
/// method that does not use it.
fn settle_authorization(method: &mut Doc) {
    let authorization = text(method, "authorizationType").to_uppercase();
    if matches!(&*authorization, "NONE" | "AWS_IAM") {
        method.shift_remove("authorizerId");
    }
    method.insert("authorizationType".to_owned(), json!(authorization));
}

/// Refuses what AWS refuses of a method.
async fn check(tx: &mut Reading, resource: &str, method: &Draft<'_>) -> Result<()> {
    let api = path::parent(path::parent(resource)).to_owned();
    let refuse = |message: String| Err(AwsError::bad_request(message));
    let authorization = text(method, "authorizationType");
    match authorization {
        _ if !method.sets(&["authorizationType", "authorizerId"]) => {}
        "NONE" | "AWS_IAM" => {}
        "CUSTOM" | "COGNITO_USER_POOLS" => {
            let authorizer = text(method, "authorizerId");
            if authorizer.is_empty() || !tx.exists(&path::join(&format!("{api}/authorizers"), authorizer)).await? {
                return refuse("Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.".to_owned());
            }
        }
        _ => {
            return refuse(
                "Invalid authorization type specified. Valid options are NONE,AWS_IAM,CUSTOM,COGNITO_USER_POOLS".to_owned(),
            );
        }
    }
    let scoped = method.get("authorizationScopes").and_then(Value::as_array).is_some_and(|scopes| !scopes.is_empty());
    let sets_scopes = method.sets(&["authorizationScopes", "authorizationType"]);
    if sets_scopes && scoped && authorization != "COGNITO_USER_POOLS" {
        // Seen by users of the CDK (aws-cdk 30035).
        return refuse("Invalid Method authorization type specified. Authorization Scopes are only valid for COGNITO_USER_POOLS authorization type".to_owned());
    }
    let validator = text(method, "requestValidatorId");
    let sets_validator = method.sets(&["requestValidatorId"]) && !validator.is_empty();
    if sets_validator && !tx.exists(&path::join(&format!("{api}/requestvalidators"), validator)).await? {
        return refuse("Invalid Request Validator identifier specified".to_owned());
    }
    for (_, model) in entries(method, "requestModels").filter(|_| method.sets(&["requestModels"])) {
        let model = model.as_str().unwrap_or("");
        if !tx.exists(&path::join(&format!("{api}/models"), model)).await? {
            return refuse(format!("Invalid model identifier specified: {model}"));
        }
    }
    if method.sets(&["requestParameters"]) { check_parameters(method) } else { Ok(()) }
}

fn check_parameters(method: &Doc) -> Result<()> {
    let refuse = |message: String| Err(AwsError::bad_request(message));
    let mut names = Vec::new();
    for (parameter, _) in entries(method, "requestParameters") {
        match parameter.splitn(4, '.').collect::<Vec<_>>().as_slice() {
            ["method", "request", "path" | "querystring" | "header" | "multivaluequerystring" | "multivalueheader", name]
                if !name.is_empty() =>
            {
                if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b":._$-".contains(&byte)) {
                    // As users saw it, by this operation and on import.
                    return refuse("Invalid mapping expression specified: Validation Result: warnings : [], errors : [Parameter name should match the following regular expression: ^[a-zA-Z0-9:._$-]+$]".to_owned());
                }
                if names.contains(name) {
                    return refuse("Parameter names must be unique across querystring, header and path".to_owned());
                }
                names.push(name);
            }
            _ => {
                return refuse(format!(
                    "Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: {parameter}]"
                ));
            }
        }
    }
    Ok(())
}
