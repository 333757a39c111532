//! `x-amazon-apigateway-authorizer` of HTTP APIs: JWT and Lambda authorizers, and what routes ask for.

use emulator_api::Doc;
use serde_json::{Value, json};

use super::HttpDefinition;
use crate::control::openapi::definition::{AUTHORIZER, AUTHTYPE, Definition, Written, is_sigv4, own_authorization};
use crate::control::openapi::issues;
use crate::control::openapi::read::{copy_text, flag, integer, object, scalar, text, texts};

/// Where an issuer tells of itself.
const DISCOVERY: &str = "/.well-known/openid-configuration";

/// Adds the authorizers of a definition, and warns of schemes that are none.
pub(super) fn read(definition: &Definition, read: &mut HttpDefinition) {
    for (name, scheme) in definition.security_schemes() {
        let kind = text(scheme, "type").unwrap_or_default();
        // No authorizer came of an `http` scheme for a user of SAM (serverless-application-model, 2290).
        let is_known = matches!(kind.as_str(), "apiKey" | "oauth2" | "openIdConnect");
        match object(scheme, AUTHORIZER) {
            Some(authorizer) if is_known => read.authorizers.push(members(name, scheme, authorizer)),
            None if is_sigv4(scheme) => {}
            None if scheme.contains_key(AUTHTYPE) => read.warnings.push(issues::unspecified_authorizer(name)),
            _ => read.warnings.push(format!("Unsupported security definition type '{kind}' for '{name}'. Ignoring.")),
        }
    }
}

/// Puts into a route who may call it; gives the name of the authorizer that it asks, also of one that cannot be. More than one
/// way is an error (developer guide, "Import validation information").
pub(super) fn of_route(
    definition: &Definition,
    written: &Written<'_>,
    key: &str,
    route: &mut Doc,
    into: &mut HttpDefinition,
) -> Option<String> {
    let mut authorization = own_authorization(written.operation).unwrap_or_else(|| "NONE".to_owned());
    let mut authorizer = None;
    let mut ways = 0;
    for (name, scopes) in definition.security(written.operation) {
        let Some((_, scheme)) = definition.security_schemes().find(|(known, _)| known == name) else {
            into.errors.push(format!("Security scheme '{name}' of route '{key}' is not defined"));
            continue;
        };
        let extension = object(scheme, AUTHORIZER);
        if extension.is_none() && is_sigv4(scheme) {
            ways += 1;
            "AWS_IAM".clone_into(&mut authorization);
            continue;
        }
        if extension.is_none() && !scheme.contains_key(AUTHTYPE) {
            continue;
        }
        ways += 1;
        let is_jwt = extension.and_then(|extension| text(extension, "type")).is_some_and(|kind| kind.eq_ignore_ascii_case("jwt"));
        let scopes: Vec<String> = scopes.as_array().into_iter().flatten().filter_map(scalar).collect();
        if is_jwt && !scopes.is_empty() {
            route.insert("authorizationScopes".to_owned(), scopes.into());
        }
        (if is_jwt { "JWT" } else { "CUSTOM" }).clone_into(&mut authorization);
        authorizer = Some(name.clone());
    }
    if ways > 1 {
        into.errors.push(format!("Multiple security requirements are not supported for route '{key}'"));
    }
    route.insert("authorizationType".to_owned(), json!(authorization));
    authorizer
}

/// What `CreateAuthorizer` takes. An issuer that is not named is the one of `openIdConnectUrl` (developer guide,
/// `x-amazon-apigateway-authorizer`).
fn members(name: &str, scheme: &Doc, written: &Doc) -> Doc {
    let kind = text(written, "type").unwrap_or_default().to_uppercase();
    let mut authorizer = Doc::from_iter([("name".to_owned(), json!(name)), ("authorizerType".to_owned(), json!(kind))]);
    for (from, to) in [
        ("authorizerUri", "authorizerUri"),
        ("authorizerCredentials", "authorizerCredentialsArn"),
        ("authorizerPayloadFormatVersion", "authorizerPayloadFormatVersion"),
        ("identityValidationExpression", "identityValidationExpression"),
    ] {
        copy_text(written, &mut authorizer, from, to);
    }
    let sources = match written.get("identitySource") {
        Some(Value::Array(_)) => texts(written, "identitySource"),
        _ => text(written, "identitySource")
            .map(|sources| sources.split(',').map(|source| source.trim().to_owned()).collect())
            .unwrap_or_default(),
    };
    if !sources.is_empty() {
        authorizer.insert("identitySource".to_owned(), sources.into());
    }
    if let Some(seconds) = integer(written, "authorizerResultTtlInSeconds") {
        authorizer.insert("authorizerResultTtlInSeconds".to_owned(), seconds.into());
    }
    if let Some(simple) = flag(written, "enableSimpleResponses") {
        authorizer.insert("enableSimpleResponses".to_owned(), simple.into());
    }
    if kind == "JWT" {
        let jwt = object(written, "jwtConfiguration");
        let discovered = || text(scheme, "openIdConnectUrl").map(|url| url.strip_suffix(DISCOVERY).unwrap_or(&url).to_owned());
        let issuer = jwt.and_then(|jwt| text(jwt, "issuer")).or_else(discovered).unwrap_or_default();
        let audience = jwt.map(|jwt| texts(jwt, "audience")).unwrap_or_default();
        authorizer.insert("jwtConfiguration".to_owned(), json!({"issuer": issuer, "audience": audience}));
    }
    authorizer
}
