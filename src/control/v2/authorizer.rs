//! Authorizers of HTTP and WebSocket APIs.

use emulator_api::arn::IntegrationUri;
use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, Result};
use emulator_api::patch::Refusals;
use serde_json::Value;

use crate::control::Control;
use crate::control::call::{Scope, Write, default, is_true, text};
use crate::control::crud;
use crate::control::draft::Draft;
use crate::control::kind::{Id, Kind, Then, no_v2_api, nothing};
use crate::control::v2::api::{self, API};
use crate::runtime::auth::function::IdentitySource;

/// An authorizer.
pub(crate) static AUTHORIZER: Kind = Kind {
    name: "ApiAuthorizer",
    collection: "/apis/{apiId}/authorizers",
    key: "authorizerId",
    id: Id::Made { member: "authorizerId", length: 6 },
    orphan: Some(no_v2_api),
    missing: |_, _| AwsError::not_found("Invalid Authorizer identifier specified").with_member("resourceType", "Authorizer"),
    taken: |_| AwsError::conflict("Authorizer already exists"),
    unique: None,
    defaults: |_, authorizer| {
        if text(authorizer, "authorizerType") == "REQUEST" && authorizer.contains_key("authorizerPayloadFormatVersion") {
            // Without an identity nothing can be kept.
            let lifetime = if identity_sources(authorizer).next().is_some() { 300 } else { 0 };
            default(authorizer, "authorizerResultTtlInSeconds", lifetime);
            default(authorizer, "enableSimpleResponses", false);
        }
    },
    check,
    patch: &[],
    refusals: Refusals::Plain,
    view: nothing,
    then: Then::AutoDeploy,
};

/// Creates an authorizer.
pub(crate) async fn create(control: &Control, scope: Scope, input: Input) -> Result<Output> {
    if issuer(&input.members).is_some() {
        let mut tx = control.store.begin_read().await?;
        crud::find(&scope, &mut tx, &API, &input.members).await?;
    }
    check_issuer(&scope, &input.members).await?;
    control.write(scope, move |call| Box::pin(create_now(call, input))).await
}

/// Creates one whose issuer has been asked.
pub(super) async fn create_now(call: &mut Write, input: Input) -> Result<Output> {
    let protocol = api::protocol(call, &input.members).await?;
    check_for(&protocol, &Draft::new(&crud::body(call.scope.spec, &input.members)))?;
    crud::create(call, &AUTHORIZER, input).await
}

/// Changes an authorizer.
pub(crate) async fn update(control: &Control, scope: Scope, input: Input) -> Result<Output> {
    if issuer(&input.members).is_some() {
        let mut tx = control.store.begin_read().await?;
        crud::find(&scope, &mut tx, &API, &input.members).await?;
        crud::find(&scope, &mut tx, &AUTHORIZER, &input.members).await?;
    }
    check_issuer(&scope, &input.members).await?;
    control.write(scope, move |call| Box::pin(update_now(call, input))).await
}

async fn update_now(call: &mut Write, input: Input) -> Result<Output> {
    let protocol = api::protocol(call, &input.members).await?;
    crud::merge_with(call, &AUTHORIZER, input, |before, authorizer| check_for(&protocol, &Draft::of(before, authorizer))).await
}

/// Deletes an authorizer that no route uses.
pub(crate) async fn delete(call: &mut Write, input: Input) -> Result<Output> {
    let at = AUTHORIZER.path(&call.scope, &input.members);
    let id = text(&input.members, "authorizerId");
    let routes = call.tx.children(&format!("{}/routes", crud::api_of(&at).unwrap_or("")), None, usize::MAX).await?;
    if let Some(route) = routes.iter().find(|route| text(&route.doc, "authorizerId") == id) {
        let authorizer = crud::find(&call.scope, &mut call.tx, &AUTHORIZER, &input.members).await?;
        // As users saw it: sst issue 5586.
        return Err(AwsError::conflict(format!(
            "Cannot delete authorizer '{}', is referenced in route: {}",
            text(&authorizer, "name"),
            text(&route.doc, "routeKey")
        )));
    }
    crud::delete(call, &AUTHORIZER, input).await
}

fn issuer(authorizer: &Doc) -> Option<&str> {
    let issuer = authorizer.get("jwtConfiguration").and_then(|jwt| jwt.get("issuer")).and_then(Value::as_str);
    issuer.filter(|issuer| !issuer.is_empty())
}

/// AWS asks the issuer of tokens for its discovery document before it takes an authorizer; its words as users saw them:
/// haandol/cognito-kakao-example issue 1. Tests often have their issuer later, and without TLS, so only strict emulators ask.
pub(super) async fn check_issuer(scope: &Scope, authorizer: &Doc) -> Result<()> {
    let Some(issuer) = issuer(authorizer) else { return Ok(()) };
    if issuer.starts_with("http://") {
        let advice = "name the issuer by its https URL, and say with --issuer-endpoint where it is";
        scope.refused_by_aws("a JWT authorizer whose issuer has no https URL", no_issuer(), advice)?;
    }
    if !scope.strictness.is_strict() {
        return Ok(());
    }
    scope.ports.discover(issuer).await.map_err(|why| {
        tracing::info!(issuer, "an authorizer was refused, its issuer tells nothing of itself: {why}");
        let base = issuer.trim_end_matches('/');
        AwsError::bad_request(format!(
            "Caught exception when connecting to {base}/.well-known/openid-configuration for issuer {issuer}. Please try again later. \
             Error: Invalid issuer: {issuer}. Issuer must have a valid discovery endpoint ended with \
             '/.well-known/openid-configuration'"
        ))
    })
}

/// AWS's words as they were seen in a deployment (badmintoncryer/cdk-preflight), of `http://example.com`.
fn no_issuer() -> AwsError {
    AwsError::bad_request("Invalid issuer: Issuer is not a valid URL for JWT Authorizer")
}

fn identity_sources(authorizer: &Doc) -> impl Iterator<Item = &str> {
    authorizer.get("identitySource").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

fn check(authorizer: &Draft<'_>) -> Result<()> {
    let refuse = |message: &str| Err(AwsError::bad_request(message.to_owned()));
    if authorizer.sets(&["name"]) && text(authorizer, "name").is_empty() {
        return refuse("Authorizer name cannot be empty");
    }
    let lifetime = authorizer.get("authorizerResultTtlInSeconds").and_then(Value::as_i64);
    let is_lifetime = lifetime.is_none_or(|seconds| (0..=3600).contains(&seconds));
    if authorizer.sets(&["authorizerResultTtlInSeconds"]) && !is_lifetime {
        return refuse("Authorizer result TTL outside allowable range. TTL must be between 0 and 3600 seconds.");
    }
    if text(authorizer, "authorizerType") == "JWT" {
        return check_jwt(authorizer);
    }
    let uri = text(authorizer, "authorizerUri");
    if !authorizer.sets(&["authorizerType", "authorizerUri"]) {
        return Ok(());
    }
    if uri.is_empty() {
        return refuse("AuthorizerUri is a required field in an Authorizer");
    }
    if !uri.parse::<IntegrationUri>().is_ok_and(|uri| uri.function().is_some()) {
        return refuse(&format!(
            "Invalid Authorizer URI: {uri}. Authorizer URI should be a valid API Gateway ARN that represents a Lambda function invocation."
        ));
    }
    Ok(())
}

/// Refuses what AWS refuses of a JWT authorizer; its words were seen in deployments (badmintoncryer/cdk-preflight).
fn check_jwt(authorizer: &Draft<'_>) -> Result<()> {
    let refuse = |message: &str| Err(AwsError::bad_request(message.to_owned()));
    if authorizer.sets(&["authorizerType", "jwtConfiguration"]) {
        check_jwt_configuration(authorizer)?;
    }
    if !authorizer.sets(&["authorizerType", "identitySource"]) {
        return Ok(());
    }
    let mut sources = identity_sources(authorizer);
    let (Some(source), None) = (sources.next(), sources.next()) else {
        return refuse("A JWT authorizer must have exactly one identity source");
    };
    // "Currently only header-based and query parameter-based selections are supported" (API reference, CreateAuthorizer).
    if !is_selection_expression(source) || !source.starts_with("$request.") {
        return refuse(&format!("Invalid identity source expression: {source}"));
    }
    Ok(())
}

fn check_jwt_configuration(authorizer: &Doc) -> Result<()> {
    let refuse = |message: &str| Err(AwsError::bad_request(message.to_owned()));
    let Some(jwt) = authorizer.get("jwtConfiguration").filter(|jwt| !jwt.is_null()) else {
        return refuse("JwtConfiguration must not be null for JWT Authorizer");
    };
    let issuer = jwt.get("issuer").and_then(Value::as_str).and_then(|issuer| issuer.parse::<http::Uri>().ok());
    if !issuer.is_some_and(|issuer| matches!(issuer.scheme_str(), Some("http" | "https")) && issuer.host().is_some()) {
        return Err(no_issuer());
    }
    let audience = jwt.get("audience").and_then(Value::as_array).map_or(0, Vec::len);
    if audience == 0 {
        return refuse("Audience list must have at least 1 item for JWT Authorizer");
    }
    if audience > AUDIENCES {
        return refuse(&format!("Audience list must have at most {AUDIENCES} items for JWT Authorizer"));
    }
    Ok(())
}

/// The most audiences of an authorizer (developer guide, "HTTP API quotas"; AWS's words were not found).
const AUDIENCES: usize = 50;

/// Refuses what an API of a protocol cannot have.
fn check_for(protocol: &str, authorizer: &Draft<'_>) -> Result<()> {
    if protocol == "HTTP" { check_of_http(authorizer) } else { check_of_websocket(authorizer) }
}

/// Refuses what AWS refuses of the authorizers of WebSocket APIs. Its words as users saw them: in a deployment
/// (badmintoncryer/cdk-preflight), hashicorp/terraform-provider-aws pull request 15232 (lifetime) and aws/aws-cdk issue 18307
/// (identity sources).
fn check_of_websocket(authorizer: &Draft<'_>) -> Result<()> {
    if authorizer.sets(&["authorizerType"]) && text(authorizer, "authorizerType") != "REQUEST" {
        return Err(AwsError::bad_request(
            "Invalid authorizer type. Only REQUEST authorizer type is supported on WEBSOCKET protocol Apis.",
        ));
    }
    if authorizer.sets(&["authorizerResultTtlInSeconds"]) && authorizer.contains_key("authorizerResultTtlInSeconds") {
        return Err(AwsError::bad_request("AuthorizerResultTtlInSeconds cannot be set for WEBSOCKET protocol Apis."));
    }
    let mut sources = identity_sources(authorizer).flat_map(IdentitySource::all_of_route);
    if authorizer.sets(&["identitySource"]) && !sources.all(|source| source.is_ok_and(|source| source.has_plain_name())) {
        let sources = identity_sources(authorizer).collect::<Vec<_>>().join(",");
        return Err(AwsError::bad_request(format!(
            "Invalid request identity source expression: {sources}. The sources must be separated by comma, and each source must be either a request parameter, matching 'route.request.querystring|header.[a-zA-Z0-9._-]+', or a stage variable, matching 'stageVariables.[a-zA-Z0-9._-]+', or a context parameter, matching 'context.[a-zA-Z0-9._-]+'"
        )));
    }
    Ok(())
}

/// Refuses what AWS refuses of the Lambda authorizers of HTTP APIs. Its words as users saw them:
/// hashicorp/terraform-provider-aws issue 15181 (the format's version) and pull request 32629 (identity sources).
fn check_of_http(authorizer: &Draft<'_>) -> Result<()> {
    if text(authorizer, "authorizerType") != "REQUEST" {
        return Ok(());
    }
    let refuse = |message: String| Err(AwsError::bad_request(message));
    let version = text(authorizer, "authorizerPayloadFormatVersion");
    let sets_version = authorizer.sets(&["authorizerType", "authorizerPayloadFormatVersion"]);
    if sets_version && version.is_empty() {
        return refuse("AuthorizerPayloadFormatVersion is a required parameter for REQUEST authorizer".to_owned());
    }
    if sets_version && !matches!(version, "1.0" | "2.0") {
        return refuse(format!("AuthorizerPayloadFormatVersion {version} is not supported. Supported values are 1.0 and 2.0"));
    }
    let sets_responses = sets_version || authorizer.sets(&["enableSimpleResponses"]);
    if sets_responses && version != "2.0" && is_true(authorizer, "enableSimpleResponses") {
        return refuse("EnableSimpleResponses can only be set for AuthorizerPayloadFormatVersion \"2.0\".".to_owned());
    }
    let lifetime = authorizer.get("authorizerResultTtlInSeconds").and_then(Value::as_i64).unwrap_or(0);
    let sets_sources = authorizer.sets(&["authorizerType", "identitySource"]);
    let sets_cache = sets_sources || authorizer.sets(&["authorizerResultTtlInSeconds"]);
    if sets_cache && lifetime > 0 && identity_sources(authorizer).next().is_none() {
        let message = "Identity source must be set if authorizer caching is enabled (TTL is greater than 0)";
        return refuse(message.to_owned());
    }
    match identity_sources(authorizer).find(|source| !is_selection_expression(source)) {
        Some(source) if sets_sources => refuse(format!("Invalid identity source expression: {source}")),
        _ => Ok(()),
    }
}

/// Whether it can be an identity source of an HTTP API (developer guide, "Working with AWS Lambda authorizers for HTTP APIs").
fn is_selection_expression(source: &str) -> bool {
    let places = ["$request.header.", "$request.querystring.", "$context.", "$stageVariables."];
    let name = places.iter().find_map(|place| source.strip_prefix(place));
    name.is_some_and(|name| !name.is_empty() && !name.contains(char::is_whitespace))
}
