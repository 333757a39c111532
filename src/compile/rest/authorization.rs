//! Who may call the methods of a REST API.

use std::sync::Arc;
use std::time::Duration;

use emulator_api::Doc;
use emulator_api::arn::{Arn, FunctionArn};
use fancy_regex::Regex;
use serde_json::Value;

use crate::compile::document::{text, texts};
use crate::compile::rest::Compiler;
use crate::policy::Policy;
use crate::runtime::auth::function::{AuthorizerKind, FunctionAuthorizer, IdentityPlace, IdentitySource};
use crate::runtime::auth::user_pool::{UserPool, UserPoolAuthorizer, UserPoolRule};
use crate::runtime::auth::{Check, Guard, MethodAuthorization};

/// How long an authorizer's answer holds when it does not say it (API reference, CreateAuthorizer).
const DEFAULT_TTL_SECONDS: u64 = 300;

/// Compiles the resource policy of an API; its error says why it cannot be kept.
pub(super) fn resource_policy(api: &Doc, api_arn: &str, is_private: bool) -> Result<Option<Arc<Policy>>, String> {
    let Some(document) = text(api, "policy") else {
        let without = "a private API lets nobody in until it has a resource policy";
        return if is_private { Err(without.to_owned()) } else { Ok(None) };
    };
    match Policy::parse_for_api(document, api_arn) {
        Ok(policy) => Ok(Some(Arc::new(policy))),
        Err(error) => Err(format!("the API's resource policy cannot be read: {error}")),
    }
}

/// Compiles the authorization of a method; its error names what cannot be checked.
pub(super) fn method(compiler: &mut Compiler<'_>, method: &Doc) -> Result<MethodAuthorization, String> {
    let check = match text(method, "authorizationType").unwrap_or("NONE") {
        "NONE" => Check::Nothing,
        "CUSTOM" => Check::Function(function_authorizer(compiler, text(method, "authorizerId").unwrap_or_default())?),
        "COGNITO_USER_POOLS" => Check::UserPools(user_pool_rule(compiler, method)?),
        "AWS_IAM" => Check::Iam,
        other => return Err(format!("authorizationType {other} is not emulated yet")),
    };
    let resource_policy = compiler.resource_policy.clone()?;
    Ok(match (&resource_policy, &check) {
        (None, Check::Nothing) => MethodAuthorization::Open,
        _ => MethodAuthorization::Guarded(Box::new(Guard { resource_policy, check })),
    })
}

/// What a signed request for a method that is not there has to pass: AWS looks at its signature as that of `AWS_IAM`.
pub(super) fn nowhere(compiler: &Compiler<'_>) -> MethodAuthorization {
    match compiler.resource_policy.clone() {
        Ok(resource_policy) => MethodAuthorization::Guarded(Box::new(Guard { resource_policy, check: Check::Iam })),
        Err(why) => MethodAuthorization::Refuses { why: why.into() },
    }
}

/// The authorizer that many methods may share.
fn function_authorizer(compiler: &mut Compiler<'_>, id: &str) -> Result<Arc<FunctionAuthorizer>, String> {
    if let Some(known) = compiler.function_authorizers.get(id) {
        return known.clone();
    }
    let compiled = compile_function_authorizer(compiler, id).map(Arc::new);
    compiler.function_authorizers.insert(id.into(), compiled.clone());
    compiled
}

fn compile_function_authorizer(compiler: &Compiler<'_>, id: &str) -> Result<FunctionAuthorizer, String> {
    let document = authorizer(compiler, id)?;
    let uri = compiler.stage_variables.fill(text(document, "authorizerUri").unwrap_or_default());
    let function = FunctionArn::from_invocation_uri(&uri).map_err(|error| format!("authorizer {id:?}: {error}"))?;
    let seconds = document.get("authorizerResultTtlInSeconds").and_then(Value::as_u64).unwrap_or(DEFAULT_TTL_SECONDS);
    let kind = match text(document, "type") {
        Some("TOKEN") => AuthorizerKind::Token { header: token_header(document)?, validation: validation(document)? },
        Some("REQUEST") => AuthorizerKind::Request { identity_sources: identity_sources(document)? },
        other => return Err(format!("authorizer {id:?} has the type {other:?} and no Lambda function")),
    };
    Ok(FunctionAuthorizer { id: id.into(), function, kind, result_ttl: Duration::from_secs(seconds) })
}

fn token_header(authorizer: &Doc) -> Result<http::HeaderName, String> {
    let source = text(authorizer, "identitySource").unwrap_or_default();
    match IdentitySource::of_method(source) {
        Some(IdentitySource { place: IdentityPlace::Header(name), .. }) => Ok(name),
        _ => Err(format!("{source:?} is not the header of a token")),
    }
}

fn validation(authorizer: &Doc) -> Result<Option<Regex>, String> {
    let expression = text(authorizer, "identityValidationExpression");
    let compiled = expression.map(Regex::new).transpose();
    compiled.map_err(|error| format!("the identityValidationExpression {expression:?} is not emulated: {error}"))
}

fn identity_sources(authorizer: &Doc) -> Result<Box<[IdentitySource]>, String> {
    let sources = text(authorizer, "identitySource").unwrap_or_default();
    let parsed = IdentitySource::all_of_method(sources);
    parsed.map(|source| source.map_err(|unknown| format!("{unknown:?} is not an identity source"))).collect()
}

fn user_pool_rule(compiler: &Compiler<'_>, method: &Doc) -> Result<UserPoolRule, String> {
    let id = text(method, "authorizerId").unwrap_or_default();
    let document = authorizer(compiler, id)?;
    if text(document, "type") != Some("COGNITO_USER_POOLS") {
        return Err(format!("authorizer {id:?} has no user pools"));
    }
    let pools = texts(document, "providerARNs").map(|arn| {
        let issuer = user_pool_issuer(arn).ok_or_else(|| format!("{arn:?} is not the ARN of a user pool"))?;
        Ok(UserPool { keys: compiler.state.keys_of(&issuer), issuer: issuer.into() })
    });
    let pools = pools.collect::<Result<_, String>>()?;
    let (header, validation) = (token_header(document)?, validation(document)?);
    let authorizer = UserPoolAuthorizer { id: id.into(), header, validation, pools };
    Ok(UserPoolRule { authorizer: Arc::new(authorizer), scopes: texts(method, "authorizationScopes").map(Into::into).collect() })
}

/// How a pool's tokens name their issuer (Amazon Cognito developer guide, "Verifying JSON web tokens").
fn user_pool_issuer(arn: &str) -> Option<String> {
    let arn = Arn::parse(arn).filter(|arn| arn.service == "cognito-idp")?;
    let pool = arn.resource.strip_prefix("userpool/").filter(|pool| !pool.is_empty())?;
    Some(format!("https://cognito-idp.{}.amazonaws.com/{pool}", arn.region))
}

fn authorizer<'s>(compiler: &Compiler<'s>, id: &str) -> Result<&'s Doc, String> {
    compiler.snapshot.get(&format!("/authorizers/{id}")).ok_or_else(|| format!("there is no authorizer {id:?}"))
}
