//! Integrations of HTTP and WebSocket APIs.

use std::borrow::Cow;

use emulator_api::arn::{Arn, IntegrationUri};
use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, Result};
use emulator_api::patch::Refusals;
use serde_json::{Value, json};

use crate::compile::http::{check_mappings, check_service_parameters};
use crate::control::call::{Write, default, text};
use crate::control::crud;
use crate::control::draft::Draft;
use crate::control::kind::{Id, Kind, Then, fine, no_v2_api, nothing};
use crate::control::rest::integration::is_http_endpoint;
use crate::control::v2::{api, managed};
use crate::runtime::http::service::Subtype;
use crate::store::path;

/// An integration.
pub(crate) static INTEGRATION: Kind = Kind {
    name: "ApiIntegration",
    collection: "/apis/{apiId}/integrations",
    key: "integrationId",
    id: Id::Made { member: "integrationId", length: 7 },
    orphan: Some(no_v2_api),
    missing: |_, _| AwsError::not_found("Invalid Integration identifier specified").with_member("resourceType", "Integration"),
    taken: |_| AwsError::conflict("Integration already exists"),
    unique: None,
    defaults: nothing,
    check: fine,
    patch: &[],
    refusals: Refusals::Plain,
    view: nothing,
    then: Then::AutoDeploy,
};

/// What a WebSocket integration alone has, and what an HTTP API's alone has (API reference, "Supported only for …").
const WEBSOCKET_ONLY: [&str; 3] = ["contentHandlingStrategy", "requestTemplates", "templateSelectionExpression"];
const HTTP_ONLY: [&str; 2] = ["responseParameters", "tlsConfig"];

const SHORTEST_TIMEOUT: i64 = 50;

/// Creates an integration.
pub(crate) async fn create(call: &mut Write, input: Input) -> Result<Output> {
    let protocol = api::protocol(call, &input.members).await?;
    let mut doc = crud::body(call.scope.spec, &input.members);
    complete(&protocol, None, &mut doc)?;
    let (_, doc) = crud::insert(call, &INTEGRATION, &input.members, doc).await?;
    Ok(Output::from(doc))
}

/// Changes an integration.
pub(crate) async fn update(call: &mut Write, input: Input) -> Result<Output> {
    let protocol = api::protocol(call, &input.members).await?;
    crud::merge_with(call, &INTEGRATION, input, |before, doc| complete(&protocol, Some(before), doc)).await
}

/// Deletes an integration that no route has as its target.
pub(crate) async fn delete(call: &mut Write, input: Input) -> Result<Output> {
    managed::keep(call, &INTEGRATION, &input.members).await?;
    let at = INTEGRATION.path(&call.scope, &input.members);
    let target = format!("integrations/{}", text(&input.members, "integrationId"));
    let routes = format!("{}/routes", crud::api_of(&at).unwrap_or(""));
    let routes = call.tx.children(&routes, None, usize::MAX).await?;
    let routes: Vec<_> = routes.iter().filter(|route| text(&route.doc, "target") == target).collect();
    if !routes.is_empty() {
        let ids: Vec<_> = routes.iter().map(|route| path::last(&route.path)).collect();
        // As users saw it: milliHQ/terraform-aws-next-js issue 247.
        return Err(AwsError::conflict(format!(
            "Cannot delete Integration because it is referenced by the following Routes with Ids: [{}]",
            ids.join(", ")
        )));
    }
    crud::delete(call, &INTEGRATION, input).await
}

/// Fills in what AWS fills in for an API of this protocol, and refuses what it refuses of what is set anew.
pub(crate) fn complete(protocol: &str, before: Option<&Doc>, integration: &mut Doc) -> Result<()> {
    let http = protocol == "HTTP";
    let kind = text(integration, "integrationType").to_owned();
    default(integration, "connectionType", "INTERNET");
    let longest = if http { 30_000 } else { 29_000 };
    default(integration, "timeoutInMillis", longest);
    default(integration, "payloadFormatVersion", "1.0");
    if http {
        // Terraform sends it for every API, and AWS does not keep it for HTTP APIs (provider, aws_apigatewayv2_integration).
        integration.shift_remove("passthroughBehavior");
    } else {
        default(integration, "passthroughBehavior", "WHEN_NO_MATCH");
        match response_selection(&kind, integration) {
            Some(expression) => integration.insert("integrationResponseSelectionExpression".to_owned(), expression.into()),
            None => integration.shift_remove("integrationResponseSelectionExpression"),
        };
    }
    let is_of_function = kind == "AWS" && invokes_function(integration);
    if is_of_function || (kind == "AWS_PROXY" && text(integration, "integrationSubtype").is_empty()) {
        default(integration, "integrationMethod", "POST");
    }
    let draft = before.map_or(Draft::new(integration), |before| Draft::of(before, integration));
    check(http, &kind, longest, &draft)
}

/// What chooses the integration response; none where answers are passed on. "Currently the value is fixed depending on the
/// integrationType" (developer guide, "Setting up data transformations for WebSocket APIs"; as answers of AWS spell it, which
/// Terraform's acceptance tests of aws_apigatewayv2_integration compare).
fn response_selection(kind: &str, integration: &Doc) -> Option<&'static str> {
    match kind {
        "AWS" if invokes_function(integration) => Some("${integration.response.body.errorMessage}"),
        "AWS" | "HTTP" | "MOCK" => Some("${integration.response.statuscode}"),
        _ => None,
    }
}

fn invokes_function(integration: &Doc) -> bool {
    text(integration, "integrationUri").parse::<IntegrationUri>().is_ok_and(|uri| uri.function().is_some())
}

/// Refuses what AWS refuses. Its words were seen in deployments (badmintoncryer/cdk-preflight), where no other source is named.
fn check(http: bool, kind: &str, longest: i64, integration: &Draft<'_>) -> Result<()> {
    check_protocol(http, kind, integration)?;
    let timeout = integration.get("timeoutInMillis").and_then(Value::as_i64).unwrap_or(longest);
    if integration.sets(&["timeoutInMillis"]) && !(SHORTEST_TIMEOUT..=longest).contains(&timeout) {
        return refuse(format!("Timeout should be between {SHORTEST_TIMEOUT} ms and {longest} ms"));
    }
    if http && integration.sets(&["integrationSubtype", "requestParameters", "responseParameters"]) {
        check_mappings(integration).or_else(|what| {
            refuse(format!("Invalid mapping expression specified: Validation Result: warnings : [], errors : [{what}]"))
        })?;
    }
    if !text(integration, "integrationSubtype").is_empty() {
        return check_service(http, kind, integration);
    }
    if integration.sets(&["integrationSubtype", "integrationType", "payloadFormatVersion"]) {
        check_payload_format(http, kind, text(integration, "payloadFormatVersion"))?;
    }
    match kind {
        "HTTP" | "HTTP_PROXY" => check_http_backend(http, kind, integration),
        "AWS" | "AWS_PROXY" => check_function(kind, integration),
        _ => Ok(()),
    }
}

fn refuse<T>(message: impl Into<Cow<'static, str>>) -> Result<T> {
    Err(AwsError::bad_request(message))
}

/// HTTP APIs have proxies alone, and either kind of API has members that the other has not.
fn check_protocol(http: bool, kind: &str, integration: &Draft<'_>) -> Result<()> {
    if http && integration.sets(&["integrationType"]) && !matches!(kind, "AWS_PROXY" | "HTTP_PROXY") {
        // As users saw it: aws-cli issue 6363.
        return refuse(
            "Currently, an API with a protocol type of HTTP may only be associated with proxy integrations (AWS_PROXY, HTTP_PROXY)",
        );
    }
    let foreign = if http { WEBSOCKET_ONLY.as_slice() } else { &HTTP_ONLY };
    let gets = |member: &str| integration.sets(&[member]) && integration.get(member).is_some_and(|value| *value != json!({}));
    match foreign.iter().find(|member| gets(member)) {
        Some(member) => refuse(format!("{member} is not supported for {} protocol", if http { "HTTP" } else { "WEBSOCKET" })),
        None => Ok(()),
    }
}

fn check_payload_format(http: bool, kind: &str, version: &str) -> Result<()> {
    match (version, kind) {
        ("1.0", _) => Ok(()),
        ("2.0", "AWS_PROXY") if http => Ok(()),
        ("2.0", "HTTP_PROXY") if http => {
            refuse(format!("PayloadFormatVersion {version} is not supported for integration of type {kind}"))
        }
        _ => refuse(format!("Unsupported PayloadFormatVersion: {version}")),
    }
}

fn check_service(http: bool, kind: &str, integration: &Draft<'_>) -> Result<()> {
    let subtype = text(integration, "integrationSubtype");
    let sets_operation = integration.sets(&["integrationSubtype", "integrationType", "payloadFormatVersion"]);
    if !sets_operation && !integration.sets(&["credentialsArn", "requestParameters"]) {
        return Ok(());
    }
    if !http || kind != "AWS_PROXY" {
        return refuse("IntegrationSubtype is only supported for AWS_PROXY integrations of HTTP protocol");
    }
    // Operations are known by their payload format, too.
    let known = Subtype::parse(subtype).filter(|_| text(integration, "payloadFormatVersion") == "1.0");
    let Some(known) = known else { return refuse(format!("Operation: {subtype} is not supported.")) };
    if text(integration, "credentialsArn").is_empty() {
        return refuse(format!("Role ARN must be specified for AWS integration configuration with Subtype: {subtype}"));
    }
    check_service_parameters(known, integration).or_else(refuse)
}

fn check_http_backend(http: bool, kind: &str, integration: &Draft<'_>) -> Result<()> {
    let uri = text(integration, "integrationUri");
    if integration.sets(&["integrationMethod", "integrationType"]) && text(integration, "integrationMethod").is_empty() {
        let kind = kind.replace('_', "");
        return refuse(format!("HttpMethod parameter method must be specified for integrationType {kind}"));
    }
    let is_linked = text(integration, "connectionType") == "VPC_LINK";
    if integration.sets(&["connectionId", "connectionType"]) && is_linked && text(integration, "connectionId").is_empty() {
        return refuse("ConnectionId must be set to vpcLinkId for ConnectionType VPC_LINK");
    }
    if !integration.sets(&["connectionType", "integrationType", "integrationUri"]) {
        return Ok(());
    }
    if http && is_linked {
        if leads_through_a_link(uri) {
            return Ok(());
        }
        return refuse(
            "For VpcLink VPC_LINK, integration uri should be a valid ELB listener ARN or a valid Cloud Map service ARN.",
        );
    }
    if is_http_endpoint(uri) { Ok(()) } else { refuse("Invalid HTTP endpoint specified for URI") }
}

fn check_function(kind: &str, integration: &Draft<'_>) -> Result<()> {
    let uri = text(integration, "integrationUri");
    // As users saw it: terraform-provider-aws issue 42391.
    let sets_method = integration.sets(&["integrationMethod", "integrationType"]);
    if sets_method && kind == "AWS_PROXY" && text(integration, "integrationMethod") != "POST" {
        return refuse("HttpMethod must be POST for AWS_PROXY IntegrationType");
    }
    if !integration.sets(&["integrationSubtype", "integrationType", "integrationUri"]) {
        return Ok(());
    }
    // As users saw it: a Terraform question about an integration without a URI.
    if uri.is_empty() {
        return refuse("Invalid integration URI specified");
    }
    if uri.starts_with("arn:") || uri.contains("${") { Ok(()) } else { refuse("Invalid ARN specified in the request") }
}

/// The listener of an Application or Network Load Balancer, a Cloud Map service, or a stage variable in their place.
fn leads_through_a_link(uri: &str) -> bool {
    let is = |service: &str, resource: &str| {
        Arn::parse(uri).is_some_and(|arn| arn.service == service && arn.resource.starts_with(resource))
    };
    is("elasticloadbalancing", "listener/") || is("servicediscovery", "service/") || uri.starts_with("${")
}
