//! Gateway responses: what a client is told when a call fails before or behind its integration.
//!
//! An API has all of them; one that is not set is answered as the default of its class, or as AWS made it.

use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, Result};
use emulator_api::patch::PatchOp::{Add, Remove, Replace};
use emulator_api::patch::{self, PatchOperation, PatchRule, PatchValue, Refusals};
use serde_json::{Value, json};

use crate::control::call::{Read, Scope, Write, default, text};
use crate::control::draft::Draft;
use crate::control::kind::no_rest_api;
use crate::control::rest::api::REST_API;
use crate::control::{crud, paging};
use crate::store::{Reading, path};

pub(crate) const KIND: &str = "GatewayResponse";

/// Where they are below their API.
pub(crate) const COLLECTION: &str = "gatewayresponses";

/// The types and their statuses, in alphabetical order; recorded from AWS (get-gateway-responses).
const TYPES: [(&str, Option<&str>); 21] = [
    ("ACCESS_DENIED", Some("403")),
    ("API_CONFIGURATION_ERROR", Some("500")),
    ("AUTHORIZER_CONFIGURATION_ERROR", Some("500")),
    ("AUTHORIZER_FAILURE", Some("500")),
    ("BAD_REQUEST_BODY", Some("400")),
    ("BAD_REQUEST_PARAMETERS", Some("400")),
    ("DEFAULT_4XX", None),
    ("DEFAULT_5XX", None),
    ("EXPIRED_TOKEN", Some("403")),
    ("INTEGRATION_FAILURE", Some("504")),
    ("INTEGRATION_TIMEOUT", Some("504")),
    ("INVALID_API_KEY", Some("403")),
    ("INVALID_SIGNATURE", Some("403")),
    ("MISSING_AUTHENTICATION_TOKEN", Some("403")),
    ("QUOTA_EXCEEDED", Some("429")),
    ("REQUEST_TOO_LARGE", Some("413")),
    ("RESOURCE_NOT_FOUND", Some("404")),
    ("THROTTLED", Some("429")),
    ("UNAUTHORIZED", Some("401")),
    ("UNSUPPORTED_MEDIA_TYPE", Some("415")),
    ("WAF_FILTERED", Some("403")),
];

/// What UpdateGatewayResponse accepts (API reference, "Patch operations").
pub(crate) const PATCH: &[PatchRule] = &[
    PatchRule::new("/statusCode", &[Replace], PatchValue::String),
    PatchRule::new("/responseParameters/{parameter}", &[Add, Remove, Replace], PatchValue::String)
        .or_not_found("Invalid parameter name specified"),
    PatchRule::new("/responseTemplates/{content_type}", &[Add, Remove, Replace], PatchValue::String),
];

/// Sets a gateway response.
pub(crate) async fn put(call: &mut Write, input: Input) -> Result<Output> {
    let at = require_api(&call.scope, &mut call.tx, &input.members).await?;
    let mut doc = crud::body(call.scope.spec, &input.members);
    doc.insert("responseType".to_owned(), json!(text(&input.members, "responseType")));
    complete(&mut doc, false);
    call.tx.upsert(&at, KIND, &doc)?;
    Ok(Output::from(doc))
}

/// Answers a gateway response, set or not.
pub(crate) async fn get(call: &mut Read, input: Input) -> Result<Output> {
    let at = require_api(&call.scope, &mut call.tx, &input.members).await?;
    let doc = effective(&mut call.tx, &at, text(&input.members, "responseType")).await?;
    Ok(Output::from(doc))
}

/// Answers all gateway responses, set or not.
pub(crate) async fn list(call: &mut Read, input: Input) -> Result<Output> {
    let at = require_api(&call.scope, &mut call.tx, &input.members).await?;
    let mut all = Vec::new();
    for (name, _) in TYPES {
        all.push((name.to_owned(), effective(&mut call.tx, &path::join(path::parent(&at), name), name).await?));
    }
    paging::page(call.scope.spec, &input.members, all)
}

/// Changes a gateway response; one that was not set is set.
pub(crate) async fn update(call: &mut Write, input: Input) -> Result<Output> {
    let at = require_api(&call.scope, &mut call.tx, &input.members).await?;
    let before = effective(&mut call.tx, &at, text(&input.members, "responseType")).await?;
    let mut doc = before.clone();
    let operations = PatchOperation::read(&input.members)?;
    for operation in &operations {
        let member = operation.path.segments().next().unwrap_or_default();
        let is_map = matches!(member.as_str(), "responseTemplates" | "responseParameters");
        if is_map && operation.op != Remove && operation.value.as_deref().unwrap_or("").is_empty() {
            return Err(AwsError::bad_request(format!("Invalid null or empty value in {member}")));
        }
    }
    patch::apply_as(Refusals::PathOnly, PATCH, &mut doc, &operations)?;
    if Draft::of(&before, &doc).sets(&["statusCode"]) && !is_status(text(&doc, "statusCode")) {
        // In AWS's words of the same mistake elsewhere; of this one they were not found.
        return Err(AwsError::bad_request("Invalid Response status code specified"));
    }
    complete(&mut doc, false);
    call.tx.upsert(&at, KIND, &doc)?;
    Ok(Output::from(doc))
}

/// Makes a gateway response what AWS made it.
pub(crate) async fn delete(call: &mut Write, input: Input) -> Result<Output> {
    let at = require_api(&call.scope, &mut call.tx, &input.members).await?;
    if !call.tx.delete_existing(&at).await? {
        return Err(AwsError::not_found("Gateway response type not defined on api"));
    }
    Ok(Output::default())
}

/// Refuses an input whose API is not there; the gateway response's path.
async fn require_api(scope: &Scope, tx: &mut Reading, input: &Doc) -> Result<String> {
    let api = REST_API.path(scope, input);
    if !tx.exists(&api).await? {
        return Err(no_rest_api(scope, input));
    }
    Ok(path::join(&format!("{api}/{COLLECTION}"), text(input, "responseType")))
}

/// What is answered for a type: as it is set, else as the default of its class is set, else as AWS made it.
async fn effective(tx: &mut Reading, at: &str, name: &str) -> Result<Doc> {
    if let Some(doc) = tx.get(at).await? {
        return Ok(doc);
    }
    let class = match status_of(name) {
        Some(status) if status.starts_with('4') => Some("DEFAULT_4XX"),
        Some(_) => Some("DEFAULT_5XX"),
        None => None,
    };
    let mut doc = match class {
        Some(class) => tx.get(&path::join(path::parent(at), class)).await?.unwrap_or_default(),
        None => Doc::new(),
    };
    doc.insert("responseType".to_owned(), json!(name));
    complete(&mut doc, true);
    Ok(doc)
}

fn status_of(name: &str) -> Option<&'static str> {
    TYPES.iter().find(|(known, _)| *known == name).and_then(|(_, status)| *status)
}

/// Whether it is a status as `PutGatewayResponse` takes it, or none.
fn is_status(status: &str) -> bool {
    status.is_empty() || matches!(status.as_bytes(), [b'1'..=b'5', b'0'..=b'9', b'0'..=b'9'])
}

fn complete(doc: &mut Doc, is_default: bool) {
    doc.insert("defaultResponse".to_owned(), Value::Bool(is_default));
    default(doc, "responseParameters", json!({}));
    default(doc, "responseTemplates", json!({"application/json": "{\"message\":$context.error.messageString}"}));
    if let Some(status) = status_of(text(doc, "responseType")) {
        default(doc, "statusCode", status);
    }
}
