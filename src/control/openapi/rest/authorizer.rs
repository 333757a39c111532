//! `x-amazon-apigateway-authorizer` and `x-amazon-apigateway-authtype`: ways to authorize, and what methods ask for.

use emulator_api::Doc;
use serde_json::json;

use super::RestDefinition;
use crate::control::openapi::definition::{AUTHORIZER, AUTHTYPE, Definition, Written, is_sigv4, own_authorization};
use crate::control::openapi::issues;
use crate::control::openapi::read::{copy_text, integer, object, scalar, text, texts};

/// What a method asks of its callers besides keys and signatures.
pub(super) enum Asked {
    /// The authorizer of this name.
    Authorizer(String),
    /// No authorizer.
    NoAuthorizer,
    /// An authorizer that the definition does not say enough of.
    Impossible,
}

/// What a security scheme is to a REST API.
enum Scheme<'d> {
    /// An authorizer, of this type.
    Authorizer(&'d Doc, String),
    /// A signature of AWS's.
    Iam,
    /// A key of a usage plan.
    ApiKey,
    /// An authorizer, of which nothing is said.
    Unspecified,
    /// Nothing that API Gateway knows.
    Unsupported(String),
}

/// Adds the authorizers of a definition, and warns of schemes that are none.
pub(super) fn read(definition: &Definition, read: &mut RestDefinition) {
    for (name, scheme) in definition.security_schemes() {
        match kind(scheme) {
            Scheme::Authorizer(authorizer, kind) => read.authorizers.push(members(name, scheme, authorizer, &kind)),
            Scheme::Iam | Scheme::ApiKey => {}
            Scheme::Unspecified => read.warnings.push(issues::unspecified_authorizer(name)),
            // As users saw it.
            Scheme::Unsupported(kind) => {
                read.warnings.push(format!("Unsupported security definition type '{kind}' for '{name}'. Ignoring."));
            }
        }
    }
}

/// Puts into a method who may call it; gives the authorizer that it asks. A requirement that names no scheme is
/// warned of: the guide's own sample of request validation has one.
pub(super) fn of_method(definition: &Definition, written: &Written<'_>, method: &mut Doc, into: &mut RestDefinition) -> Asked {
    let mut authorization = own_authorization(written.operation).unwrap_or_else(|| "NONE".to_owned());
    let mut authorizer = Asked::NoAuthorizer;
    for (name, scopes) in definition.security(written.operation) {
        let Some((_, scheme)) = definition.security_schemes().find(|(known, _)| known == name) else {
            let (method, path) = (written.method, written.path);
            into.warnings.push(format!("Security definition '{name}' of method '{method} {path}' not found. Ignoring."));
            continue;
        };
        match kind(scheme) {
            Scheme::Authorizer(_, kind) if matches!(authorizer, Asked::NoAuthorizer) => {
                let pools = kind == "COGNITO_USER_POOLS";
                authorization = if pools { kind } else { "CUSTOM".to_owned() };
                let scopes: Vec<String> = scopes.as_array().into_iter().flatten().filter_map(scalar).collect();
                if pools && !scopes.is_empty() {
                    method.insert("authorizationScopes".to_owned(), scopes.into());
                }
                authorizer = Asked::Authorizer(name.clone());
            }
            Scheme::Iam => authorization = "AWS_IAM".to_owned(),
            Scheme::ApiKey => drop(method.insert("apiKeyRequired".to_owned(), json!(true))),
            Scheme::Unspecified => authorizer = Asked::Impossible,
            Scheme::Authorizer(..) | Scheme::Unsupported(_) => {}
        }
    }
    method.insert("authorizationType".to_owned(), json!(authorization));
    authorizer
}

fn kind(scheme: &Doc) -> Scheme<'_> {
    let written = text(scheme, "type").unwrap_or_default();
    if written != "apiKey" {
        return Scheme::Unsupported(written);
    }
    if let Some(authorizer) = object(scheme, AUTHORIZER) {
        return Scheme::Authorizer(authorizer, text(authorizer, "type").unwrap_or_default().to_uppercase());
    }
    let is_key = text(scheme, "name").is_some_and(|name| name.eq_ignore_ascii_case("x-api-key"));
    match text(scheme, AUTHTYPE) {
        Some(_) if is_sigv4(scheme) => Scheme::Iam,
        Some(_) => Scheme::Unspecified,
        None if is_key => Scheme::ApiKey,
        None => Scheme::Unsupported(written),
    }
}

/// What `CreateAuthorizer` takes. Without an identity source, the scheme's own header is it (recorded:
/// test_import_swagger_api, test_import_with_cognito_auth_identity_source).
fn members(name: &str, scheme: &Doc, written: &Doc, kind: &str) -> Doc {
    let mut authorizer = Doc::from_iter([("name".to_owned(), json!(name)), ("type".to_owned(), json!(kind))]);
    copy_text(scheme, &mut authorizer, AUTHTYPE, "authType");
    for member in ["authorizerUri", "authorizerCredentials", "identitySource", "identityValidationExpression"] {
        copy_text(written, &mut authorizer, member, member);
    }
    if let Some(seconds) = integer(written, "authorizerResultTtlInSeconds") {
        authorizer.insert("authorizerResultTtlInSeconds".to_owned(), seconds.into());
    }
    let pools = texts(written, "providerARNs");
    if !pools.is_empty() {
        authorizer.insert("providerARNs".to_owned(), pools.into());
    }
    let place = if text(scheme, "in").is_some_and(|place| place == "query") { "querystring" } else { "header" };
    if let Some(name) = text(scheme, "name").filter(|name| name != "Unused" && !authorizer.contains_key("identitySource")) {
        authorizer.insert("identitySource".to_owned(), json!(format!("method.request.{place}.{name}")));
    }
    authorizer
}
