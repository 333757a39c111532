//! Integrations: what a method calls.

use emulator_api::arn::IntegrationUri;
use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, Result};
use emulator_api::patch::PatchOp::{Add, Remove, Replace};
use emulator_api::patch::{self, PatchOperation, PatchRule, PatchValue, Target};
use serde_json::{Map, Value, json};

use crate::control::call::{Read, Scope, Write, default, entries, text};
use crate::control::crud;
use crate::control::draft::Draft;
use crate::control::rest::{method, resource};
use crate::store::{Content, NewResource, Reading, path};

/// The kind's name in the store.
pub(crate) const KIND: &str = "Integration";

const TIMEOUT: &str = "Timeout should be between 50 ms and 29000 ms";
const SHORTEST_TIMEOUT: i64 = 50;
const LONGEST_TIMEOUT: i64 = 29_000;
/// A Regional or private API may wait longer; an edge-optimized one may not.
const LONGEST_RAISED_TIMEOUT: i64 = 300_000;
/// "You can stream your response for up to 15 minutes."
const LONGEST_STREAM: i64 = 900_000;

/// What UpdateIntegration accepts (API reference, "Patch operations"); `/credentials` is what Terraform's provider sends.
pub(crate) const PATCH: &[PatchRule] = &[
    PatchRule::new("/uri", &[Replace], PatchValue::String),
    PatchRule::new("/httpMethod", &[Replace], PatchValue::String),
    PatchRule::new("/credentials", &[Replace], PatchValue::String),
    PatchRule::new("/cacheNamespace", &[Replace], PatchValue::String),
    PatchRule::new("/passthroughBehavior", &[Replace], PatchValue::String),
    PatchRule::new("/contentHandling", &[Replace], CONTENT_HANDLING),
    PatchRule::new(
        "/responseTransferMode",
        &[Replace],
        PatchValue::Enum(&["BUFFERED", "STREAM"], "Invalid responseTransferMode specified. Valid options are BUFFERED,STREAM"),
    ),
    PatchRule::new("/integrationTarget", &[Replace], PatchValue::String),
    PatchRule::new(
        "/connectionType",
        &[Replace],
        PatchValue::Enum(&["INTERNET", "VPC_LINK"], "Invalid connectionType specified. Valid options are INTERNET,VPC_LINK"),
    ),
    PatchRule::new("/connectionId", &[Replace], PatchValue::String),
    PatchRule::new(
        "/timeoutInMillis",
        &[Replace],
        PatchValue::Int { min: SHORTEST_TIMEOUT, max: LONGEST_RAISED_TIMEOUT, refusal: TIMEOUT },
    ),
    PatchRule::new("/tlsConfig/insecureSkipVerification", &[Replace], PatchValue::Bool),
    PatchRule::new("/cacheKeyParameters/{parameter}", &[Add, Remove, Replace], PatchValue::String).target(Target::Element),
    PatchRule::new("/requestParameters/{parameter}", &[Add, Remove, Replace], PatchValue::String)
        .or_not_found("Invalid parameter name specified"),
    PatchRule::new("/requestTemplates/{content_type}", &[Add, Remove, Replace], PatchValue::String)
        .or_not_found("Content-Type specified was not found"),
];

/// What a payload may be converted to; an empty text says nothing about it.
pub(crate) const CONTENT_HANDLING: PatchValue = PatchValue::Enum(
    &["CONVERT_TO_BINARY", "CONVERT_TO_TEXT", ""],
    "Invalid contentHandling specified. Valid options are CONVERT_TO_BINARY,CONVERT_TO_TEXT",
);

/// Says that there is no integration.
pub(crate) fn missing() -> AwsError {
    AwsError::not_found("Invalid Integration identifier specified")
}

/// The path in the store of the integration of the method that the input names.
pub(crate) fn path_of(scope: &Scope, input: &Doc) -> String {
    format!("{}/integration", method::path_of(scope, input))
}

/// Whether the integration of the method at a path, if it has one, calls nothing.
pub(crate) async fn is_mock(tx: &mut Reading, method: &str) -> Result<bool> {
    let integration = tx.get(&format!("{method}/integration")).await?;
    Ok(integration.is_some_and(|integration| text(&integration, "type") == "MOCK"))
}

/// Sets a method's integration; one that it had goes, with its responses.
pub(crate) async fn put(call: &mut Write, input: Input) -> Result<Output> {
    let method = method::path_of(&call.scope, &input.members);
    let path = format!("{method}/integration");
    let (has_method, has_one) = (call.tx.exists(&method).await?, call.tx.exists(&path).await?);
    if !has_method {
        method::require(&call.scope, &mut call.tx, &input.members).await?;
    }
    let mut doc = crud::body(call.scope.spec, &input.members);
    if let Some(http_method) = doc.shift_remove("integrationHttpMethod") {
        doc.insert("httpMethod".to_owned(), http_method);
    }
    default(&mut doc, "passthroughBehavior", "WHEN_NO_MATCH");
    default(&mut doc, "timeoutInMillis", LONGEST_TIMEOUT);
    default(&mut doc, "cacheNamespace", text(&input.members, "resourceId"));
    default(&mut doc, "cacheKeyParameters", json!([]));
    if matches!(text(&doc, "type"), "HTTP" | "HTTP_PROXY") {
        default(&mut doc, "connectionType", "INTERNET");
    }
    if text(&doc, "type") == "MOCK" {
        for unused in ["uri", "httpMethod", "connectionType", "connectionId"] {
            doc.shift_remove(unused);
        }
    }
    check(&mut call.tx, &path, &Draft::new(&doc)).await?;
    if has_one {
        call.tx.delete_tree(&path);
    }
    call.tx.insert_later(&[NewResource { path: &path, kind: KIND, unique: None, doc: Content::Doc(&doc) }])?;
    Ok(Output::from(doc))
}

/// Answers an integration with its responses.
pub(crate) async fn get(call: &mut Read, input: Input) -> Result<Output> {
    let path = require(&call.scope, &mut call.tx, &input.members).await?;
    read(&mut call.tx, &path).await
}

/// Changes an integration, and answers it with its responses.
pub(crate) async fn update(call: &mut Write, input: Input) -> Result<Output> {
    let path = require(&call.scope, &mut call.tx, &input.members).await?;
    let before = call.tx.get(&path).await?.ok_or_else(missing)?;
    let mut doc = before.clone();
    let operations = PatchOperation::read(&input.members)?;
    // "Supported, except for MOCK integrations."
    let is_mock = text(&doc, "type") == "MOCK";
    if let Some(unused) = operations.iter().find(|operation| is_mock && matches!(operation.path.as_str(), "/uri" | "/httpMethod"))
    {
        return Err(AwsError::bad_request(format!("Invalid patch path {}", unused.path)));
    }
    patch::apply(PATCH, &mut doc, &operations)?;
    for emptied in ["requestParameters", "requestTemplates", "credentials", "contentHandling"] {
        let empty = doc.get(emptied).is_some_and(|value| *value == json!({}) || *value == json!(""));
        if empty {
            doc.shift_remove(emptied);
        }
    }
    default(&mut doc, "cacheNamespace", text(&input.members, "resourceId"));
    check(&mut call.tx, &path, &Draft::of(&before, &doc)).await?;
    call.tx.put(&path, &doc).await?;
    read(&mut call.tx, &path).await
}

/// Deletes an integration with its responses.
pub(crate) async fn delete(call: &mut Write, input: Input) -> Result<Output> {
    let path = require(&call.scope, &mut call.tx, &input.members).await?;
    call.tx.delete_tree(&path);
    Ok(Output::default())
}

/// Refuses an input whose integration, method, resource or API is not there; the integration's path.
async fn require(scope: &Scope, tx: &mut Reading, input: &Doc) -> Result<String> {
    let path = path_of(scope, input);
    if !tx.exists(&path).await? {
        method::require(scope, tx, input).await?;
        return Err(missing());
    }
    Ok(path)
}

async fn read(tx: &mut Reading, path: &str) -> Result<Output> {
    let mut doc = tx.get(path).await?.ok_or_else(missing)?;
    let responses = tx.children(&format!("{path}/responses"), None, usize::MAX).await?;
    if !responses.is_empty() {
        let responses: Map<String, Value> =
            responses.into_iter().map(|stored| (path::last(&stored.path).into_owned(), Value::Object(stored.doc))).collect();
        doc.insert("integrationResponses".to_owned(), Value::Object(responses));
    }
    Ok(Output::from(doc))
}

/// The refusals were recorded from AWS: localstack's test_apigateway_integrations, test_put_integration_validation.
async fn check(tx: &mut Reading, path: &str, integration: &Draft<'_>) -> Result<()> {
    let refuse = |message: &str| Err(AwsError::bad_request(message.to_owned()));
    let (kind, uri) = (text(integration, "type"), text(integration, "uri"));
    let sets_method = integration.sets(&["httpMethod", "type"]) && kind != "MOCK";
    if sets_method && text(integration, "httpMethod").is_empty() {
        return refuse("Enumeration value for HttpMethod must be non-empty");
    }
    if sets_method {
        method::check_http_method(text(integration, "httpMethod"))?;
    }
    match kind {
        _ if !integration.sets(&["type", "uri"]) => {}
        "HTTP" | "HTTP_PROXY" if !is_http_endpoint(uri) => return refuse("Invalid HTTP endpoint specified for URI"),
        "AWS" | "AWS_PROXY" => check_service_uri(kind, uri)?,
        _ => {}
    }
    // "You can only use response payload streaming for HTTP_PROXY or AWS_PROXY integration types."
    let sets_mode = integration.sets(&["responseTransferMode", "type"]);
    if sets_mode && text(integration, "responseTransferMode") == "STREAM" && !kind.ends_with("_PROXY") {
        return refuse("Response transfer mode STREAM is only supported for HTTP_PROXY and AWS_PROXY integrations");
    }
    if integration.sets(&["credentials", "type", "uri"]) {
        check_credentials(kind, uri, text(integration, "credentials"))?;
    }
    if integration.sets(&["responseTransferMode", "timeoutInMillis"]) {
        check_timeout(tx, path, integration).await?;
    }
    if integration.sets(&["cacheKeyParameters", "requestParameters"]) {
        check_cache_key(tx, path, integration).await?;
    }
    let behavior = text(integration, "passthroughBehavior");
    let is_behavior = matches!(behavior, "WHEN_NO_MATCH" | "WHEN_NO_TEMPLATES" | "NEVER");
    if integration.sets(&["passthroughBehavior"]) && !is_behavior {
        return refuse("Invalid passthroughBehavior specified. Valid options are WHEN_NO_MATCH,WHEN_NO_TEMPLATES,NEVER");
    }
    let is_linked = text(integration, "connectionType") == "VPC_LINK";
    if integration.sets(&["connectionId", "connectionType"]) && is_linked && text(integration, "connectionId").is_empty() {
        // Seen by deploying it (badmintoncryer/cdk-preflight, integration-vpc-link-connection-id).
        return refuse("ConnectionId should be set to the vpcLinkId or stage variable on connection type VPC_LINK");
    }
    if integration.sets(&["requestParameters"]) { check_request_parameters(tx, path, integration).await } else { Ok(()) }
}

async fn check_timeout(tx: &mut Reading, path: &str, integration: &Doc) -> Result<()> {
    let timeout = integration.get("timeoutInMillis").and_then(Value::as_i64).unwrap_or(LONGEST_TIMEOUT);
    if (SHORTEST_TIMEOUT..=LONGEST_TIMEOUT).contains(&timeout) {
        return Ok(());
    }
    let streams = text(integration, "responseTransferMode") == "STREAM";
    if streams && (SHORTEST_TIMEOUT..=LONGEST_STREAM).contains(&timeout) {
        return Ok(());
    }
    let api = tx.get(crud::api_of(path).unwrap_or("")).await?.ok_or_else(resource::missing)?;
    let edge = api.get("endpointConfiguration").is_some_and(|configuration| configuration["types"] == json!(["EDGE"]));
    if edge || !(SHORTEST_TIMEOUT..=LONGEST_RAISED_TIMEOUT).contains(&timeout) {
        return Err(AwsError::bad_request(TIMEOUT));
    }
    Ok(())
}

/// The cache key is made of parameters that the method declares or the integration maps (CloudFormation user guide,
/// `CacheKeyParameters`; the wording was seen by users of serverless-api-gateway-caching, 65).
async fn check_cache_key(tx: &mut Reading, path: &str, integration: &Doc) -> Result<()> {
    let parameters = integration.get("cacheKeyParameters").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    if parameters.is_empty() {
        return Ok(());
    }
    let method = tx.get(path::parent(path)).await?.ok_or_else(method::missing)?;
    let known = |parameter: &Value| {
        let mut declared = entries(&method, "requestParameters").chain(entries(integration, "requestParameters"));
        declared.any(|(name, _)| parameter == name)
    };
    if parameters.iter().all(known) { Ok(()) } else { Err(AwsError::bad_request("Invalid cache key parameter specified")) }
}

/// `http` or `https`, or a stage variable in place of the protocol or the whole.
pub(crate) fn is_http_endpoint(uri: &str) -> bool {
    ["http://", "https://", "${"].iter().any(|start| uri.len() > start.len() && uri.starts_with(start))
}

/// `arn:aws:apigateway:{region}:{service}:{path|action}/{…}`.
fn check_service_uri(kind: &str, uri: &str) -> Result<()> {
    let refuse = |message: &'static str| Err(AwsError::bad_request(message));
    let parts: Vec<&str> = uri.splitn(6, ':').collect();
    let [arn, _partition, owner, _region, service, target] = parts.as_slice() else {
        return refuse("Invalid ARN specified in the request");
    };
    if *arn != "arn" {
        return refuse("Invalid ARN specified in the request");
    }
    if *owner != "apigateway" || !(target.starts_with("path/") || target.starts_with("action/")) {
        return refuse("AWS ARN for integration must contain path or action");
    }
    if kind == "AWS_PROXY" && !is_proxied(service, target) {
        return refuse(
            "Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.",
        );
    }
    Ok(())
}

/// Whether a proxy integration can be for this: the functions of Lambda, or an action of Firehose (recorded:
/// test_put_integration_aws_proxy_uri). A stage variable may stand for the service.
fn is_proxied(service: &str, target: &str) -> bool {
    let name = service.rsplit('.').next().unwrap_or(service);
    match name {
        "lambda" => target.split('/').filter(|segment| !segment.is_empty()).nth(2) == Some("functions"),
        "firehose" => target.starts_with("action/"),
        _ => service.starts_with("${"),
    }
}

/// A service other than Lambda is called with a role, or with the caller's own credentials, `arn:aws:iam::*:user/*` (as users
/// saw it: terraform-provider-aws issue 7916; what is no ARN: aws-sdk-java issue 860).
fn check_credentials(kind: &str, uri: &str, credentials: &str) -> Result<()> {
    if !credentials.is_empty() && !credentials.starts_with("arn:") && !credentials.starts_with("${") {
        return Err(AwsError::bad_request("Invalid ARN specified in the request"));
    }
    let needs_role = uri.parse::<IntegrationUri>().is_ok_and(|uri| uri.service != "lambda" && !uri.service.starts_with("${"));
    if kind == "AWS" && needs_role && credentials.is_empty() {
        return Err(AwsError::bad_request("Role ARN must be specified for AWS integrations"));
    }
    Ok(())
}

/// What AWS says of a mapping with this error.
pub(crate) fn invalid_mapping(error: &str) -> AwsError {
    AwsError::bad_request(format!("Invalid mapping expression specified: Validation Result: warnings : [], errors : [{error}]"))
}

/// Refuses mappings to what is no part of an integration request, and from what is no source or is not declared by the
/// method. (Seen by users: aws-cdk 17318 of a proxy integration, the developer guide's issue 24.) A body is not declared.
async fn check_request_parameters(tx: &mut Reading, path: &str, integration: &Doc) -> Result<()> {
    if entries(integration, "requestParameters").next().is_none() {
        return Ok(());
    }
    let method = tx.get(path::parent(path)).await?.ok_or_else(method::missing)?;
    let is_declared = |source: &str| {
        // One declaration is for a parameter's last value and for all of them.
        let single = source.replace(".multivalueheader.", ".header.").replace(".multivaluequerystring.", ".querystring.");
        entries(&method, "requestParameters").any(|(known, _)| *known == single || known == source)
    };
    for (target, source) in entries(integration, "requestParameters") {
        let source = source.as_str().unwrap_or("");
        let known_target = ["header.", "querystring.", "path."].iter().any(|place| {
            target.strip_prefix("integration.request.").is_some_and(|rest| rest.len() > place.len() && rest.starts_with(place))
        });
        let is_body = source == "method.request.body" || source.starts_with("method.request.body.");
        let is_constant = source.len() >= 2 && source.starts_with('\'') && source.ends_with('\'');
        let needs_none = is_body || is_constant || ["context.", "stageVariables."].iter().any(|start| source.starts_with(start));
        if !known_target {
            return Err(invalid_mapping(&format!("Invalid mapping expression specified: {target}")));
        } else if !needs_none && !source.starts_with("method.request.") {
            return Err(invalid_mapping(&format!("Invalid mapping expression specified: {source}")));
        } else if !needs_none && !is_declared(source) {
            return Err(invalid_mapping(&format!("Invalid mapping expression parameter specified: {source}")));
        }
    }
    Ok(())
}
