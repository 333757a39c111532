//! Integrations of HTTP and WebSocket APIs.

use emulator_api::arn::{Arn, IntegrationUri};
use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, Result};
use emulator_api::patch::Refusals;
use serde_json::{Value, json};

use crate::compile::http::{check_mappings, check_service_parameters};
use crate::control::call::{Write, default, text};
use crate::control::crud;
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
    complete(&protocol, &mut doc)?;
    let (_, doc) = crud::insert(call, &INTEGRATION, &input.members, doc).await?;
    Ok(Output::from(doc))
}

/// Changes an integration.
pub(crate) async fn update(call: &mut Write, input: Input) -> Result<Output> {
    let protocol = api::protocol(call, &input.members).await?;
    crud::merge_with(call, &INTEGRATION, input, |doc| complete(&protocol, doc)).await
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

/// Fills in what AWS fills in for an API of this protocol, and refuses what it refuses.
pub(crate) fn complete(protocol: &str, integration: &mut Doc) -> Result<()> {
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
    check(http, &kind, longest, integration)
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

fn check(http: bool, kind: &str, longest: i64, integration: &Doc) -> Result<()> {
    let refuse = |message: String| Err(AwsError::bad_request(message));
    let uri = text(integration, "integrationUri");
    if http && !matches!(kind, "AWS_PROXY" | "HTTP_PROXY") {
        // As users saw it: aws-cli issue 6363.
        return refuse(
            "Currently, an API with a protocol type of HTTP may only be associated with proxy integrations (AWS_PROXY, HTTP_PROXY)"
                .to_owned(),
        );
    }
    let foreign = if http { WEBSOCKET_ONLY.as_slice() } else { &HTTP_ONLY };
    if let Some(member) = foreign.iter().find(|member| integration.get(**member).is_some_and(|value| *value != json!({}))) {
        return refuse(format!("{member} is not supported for {} protocol", if http { "HTTP" } else { "WEBSOCKET" }));
    }
    let timeout = integration.get("timeoutInMillis").and_then(Value::as_i64).unwrap_or(longest);
    if !(SHORTEST_TIMEOUT..=longest).contains(&timeout) {
        return refuse(format!("Timeout should be between {SHORTEST_TIMEOUT} ms and {longest} ms"));
    }
    let version = text(integration, "payloadFormatVersion");
    if !matches!(version, "1.0" | "2.0") || (version == "2.0" && (!http || kind != "AWS_PROXY")) {
        return refuse(format!("Invalid payloadFormatVersion {version} specified for this integration"));
    }
    let subtype = text(integration, "integrationSubtype");
    if !subtype.is_empty() && (!http || kind != "AWS_PROXY") {
        return refuse("IntegrationSubtype is only supported for AWS_PROXY integrations of HTTP protocol".to_owned());
    }
    if !subtype.is_empty() {
        let known = Subtype::parse(subtype)
            .ok_or_else(|| AwsError::bad_request(format!("Invalid integrationSubtype {subtype} specified")))?;
        check_service_parameters(known, integration).or_else(refuse)?;
    }
    // As users saw it: terraform-provider-aws issue 42391.
    if kind == "AWS_PROXY" && subtype.is_empty() && text(integration, "integrationMethod") != "POST" {
        return refuse("HttpMethod must be POST for AWS_PROXY IntegrationType".to_owned());
    }
    if http && subtype.is_empty() {
        check_mappings(integration).or_else(|what| refuse(format!("Invalid parameter mapping specified: {what}")))?;
    }
    match kind {
        "HTTP" | "HTTP_PROXY" => {
            if text(integration, "integrationMethod").is_empty() {
                return refuse("HttpMethod must be specified for HTTP integrations".to_owned());
            }
            let linked = text(integration, "connectionType") == "VPC_LINK";
            if linked && text(integration, "connectionId").is_empty() {
                return refuse("ConnectionId cannot be empty for VPC_LINK integrations".to_owned());
            }
            if http && linked && !leads_through_a_link(uri) {
                // As users saw it: klotho pull request 347, openab pull request 1275.
                return refuse(
                    "For VpcLink VPC_LINK, integration uri should be a valid ELB listener ARN or a valid Cloud Map service ARN."
                        .to_owned(),
                );
            }
            if (!http || !linked) && !is_http_endpoint(uri) {
                return refuse("Invalid HTTP endpoint specified for URI".to_owned());
            }
        }
        // As users saw it: a Terraform question about an integration without a URI.
        "AWS" | "AWS_PROXY" if subtype.is_empty() && uri.is_empty() => {
            return refuse("Invalid integration URI specified".to_owned());
        }
        "AWS" | "AWS_PROXY" if subtype.is_empty() && !uri.starts_with("arn:") && !uri.contains("${") => {
            return refuse("Invalid ARN specified in the request".to_owned());
        }
        _ => {}
    }
    Ok(())
}

/// The listener of an Application or Network Load Balancer, a Cloud Map service, or a stage variable in their place.
fn leads_through_a_link(uri: &str) -> bool {
    let is = |service: &str, resource: &str| {
        Arn::parse(uri).is_some_and(|arn| arn.service == service && arn.resource.starts_with(resource))
    };
    is("elasticloadbalancing", "listener/") || is("servicediscovery", "service/") || uri.starts_with("${")
}
