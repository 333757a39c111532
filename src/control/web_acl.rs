//! The part of AWS WAF's API that associates web ACLs with stages (API reference of AWS WAFv2, AssociateWebACL,
//! DisassociateWebACL and GetWebACLForResource). It speaks awsJson1.1: an operation is named by a header.

use bytes::Bytes;
use emulator_api::arn::Arn;
use emulator_api::codec::Doc;
use emulator_api::error::AwsError;
use emulator_api::model::{Operation, apigateway};
use http::header::CONTENT_TYPE;
use http::request::Parts;
use http::{HeaderValue, Method, Response, StatusCode};
use serde_json::{Value, json};

use super::call::{Effect, Scope, Write, text};
use super::kind::Kind;
use super::rest::stage::STAGE;
use super::{Caller, Control};

/// What the names of the operations begin with.
const TARGET: &str = "AWSWAF_20190729.";

/// What AWS WAF says where there is no stage, or no web ACL.
const NONEXISTENT: &str = "AWS WAF couldn\u{2019}t perform the operation because your resource doesn\u{2019}t exist.";

/// A refusal: its status, its type, its message.
struct Refusal(StatusCode, &'static str, String);

/// The operation of AWS WAF that a request names. All of them have the path `/`.
pub fn operation(parts: &Parts) -> Option<&str> {
    if parts.uri.path() != "/" || parts.method != Method::POST {
        return None;
    }
    parts.headers.get("x-amz-target")?.to_str().ok()?.strip_prefix(TARGET)
}

/// Performs it.
pub(super) async fn perform(control: &Control, caller: Caller, operation: &str, body: &[u8]) -> Response<Bytes> {
    match answer(control, caller, operation, body).await {
        Ok(answer) => written(StatusCode::OK, &answer),
        Err(Refusal(status, kind, message)) => written(status, &json!({"__type": kind, "Message": message})),
    }
}

/// The answer to a request for AWS WAF whose signer is refused: other than API Gateway it has status 400 for all of them (as users saw
/// it of AccessDeniedException: kubernetes-sigs/aws-load-balancer-controller).
pub fn refused(kind: &str, message: &str) -> Response<Bytes> {
    written(StatusCode::BAD_REQUEST, &json!({"__type": kind, "Message": message}))
}

fn written(status: StatusCode, answer: &Value) -> Response<Bytes> {
    let mut response = Response::new(Bytes::from(answer.to_string()));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/x-amz-json-1.1"));
    response
}

async fn answer(control: &Control, caller: Caller, operation: &str, body: &[u8]) -> Result<Value, Refusal> {
    let input: Doc = serde_json::from_slice(body).map_err(|error| invalid(error.to_string()))?;
    let web_acl = text(&input, "WebACLArn");
    match operation {
        "AssociateWebACL" if web_acl.starts_with("arn:") => {
            check_owner(control, &caller, web_acl)?;
            change(control, caller, &input, |stage| drop(stage.insert("webAclArn".to_owned(), web_acl.into()))).await?;
            Ok(json!({}))
        }
        "AssociateWebACL" => Err(invalid(format!("{web_acl:?} is not the ARN of a web ACL"))),
        "DisassociateWebACL" => {
            change(control, caller, &input, |stage| drop(stage.shift_remove("webAclArn"))).await?;
            Ok(json!({}))
        }
        "GetWebACLForResource" => {
            let (scope, members) = stage_of(control, caller, &input)?;
            let mut tx = control.store.begin_read().await.map_err(internal)?;
            let stage = tx.get(&STAGE.path(&scope, &members)).await.map_err(internal)?.ok_or_else(nonexistent)?;
            Ok(described(text(&stage, "webAclArn")))
        }
        _ => Err(Refusal(StatusCode::NOT_IMPLEMENTED, "NotImplemented", format!("{operation} is not implemented"))),
    }
}

/// Changes the stage that the input names, and serves it so.
async fn change(control: &Control, caller: Caller, input: &Doc, change: impl FnOnce(&mut Doc)) -> Result<(), Refusal> {
    let (scope, members) = stage_of(control, caller, input)?;
    let path = STAGE.path(&scope, &members);
    let mut call = Write { scope, tx: control.store.begin_write().await.map_err(internal)?, effects: Vec::new() };
    let mut stage = call.tx.get(&path).await.map_err(internal)?.ok_or_else(nonexistent)?;
    change(&mut stage);
    call.tx.put(&path, &stage).await.map_err(internal)?;
    let api = Kind::owner(&STAGE, &call.scope, &members).unwrap_or_default();
    call.then(Effect::Publish(api));
    control.commit(call).await.map_err(internal)
}

/// On AWS a stage has a web ACL of its own account and region. Here one file may stand for those of all accounts, and what they are
/// sent is counted apart.
fn check_owner(control: &Control, caller: &Caller, web_acl: &str) -> Result<(), Refusal> {
    let is_own = |arn: Arn<'_>| arn.account == caller.account && arn.region == caller.region;
    if Arn::parse(web_acl).is_some_and(is_own) {
        return Ok(());
    }
    let refusal = AwsError::not_found(NONEXISTENT);
    let associated = control.strictness.refused_by_aws(
        caller,
        "a web ACL of another account or region",
        refusal,
        "name it by an ARN of the stage's account and region, and that in --web-acl",
    );
    associated.map_err(|_refused| nonexistent())
}

/// The stage that `ResourceArn` names: `arn:aws:apigateway:{region}::/restapis/{api}/stages/{stage}`.
fn stage_of(control: &Control, caller: Caller, input: &Doc) -> Result<(Scope, Doc), Refusal> {
    let arn = text(input, "ResourceArn");
    let own = Arn::parse(arn).filter(|arn| arn.service == "apigateway" && arn.account.is_empty() && arn.region == caller.region);
    let segments: Vec<&str> = own.map_or("", |arn| arn.resource).split('/').collect();
    let ["", "restapis", api, "stages", stage] = segments.as_slice() else {
        return Err(invalid(format!("{arn:?} is not the ARN of a stage of a REST API in this region")));
    };
    let members = Doc::from_iter([("restApiId".to_owned(), json!(api)), ("stageName".to_owned(), json!(stage))]);
    let spec = Operation::ApiGateway(apigateway::Operation::UpdateStage).spec();
    Ok((control.scope(caller, spec), members))
}

/// What is known of a web ACL here: its ARN, `…:regional/webacl/{name}/{id}`, and what that says.
fn described(arn: &str) -> Value {
    let mut end = arn.rsplit('/');
    match (end.next(), end.next()) {
        (Some(id), Some(name)) => json!({"WebACL": {"ARN": arn, "Name": name, "Id": id}}),
        _ if arn.is_empty() => json!({}),
        _ => json!({"WebACL": {"ARN": arn}}),
    }
}

fn invalid(message: String) -> Refusal {
    Refusal(StatusCode::BAD_REQUEST, "WAFInvalidParameterException", message)
}

fn nonexistent() -> Refusal {
    Refusal(StatusCode::BAD_REQUEST, "WAFNonexistentItemException", NONEXISTENT.to_owned())
}

fn internal(error: impl std::fmt::Display) -> Refusal {
    Refusal(StatusCode::INTERNAL_SERVER_ERROR, "WAFInternalErrorException", error.to_string())
}
