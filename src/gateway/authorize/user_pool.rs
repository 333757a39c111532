//! `COGNITO_USER_POOLS`: tokens of user pools (developer guide, "Control access to a REST API using Amazon Cognito user
//! pools as authorizer").

use emulator_api::Doc;
use serde_json::Value;

use crate::clock::Timestamp;
use crate::gateway::Gateway;
use crate::gateway::authorize::jwt::{KeySource, Published, TokenFailure, signed_claims, without_scheme};
use crate::gateway::authorize::{Caller, MethodRequest};
use crate::gateway::error::{GatewayError, GatewayResponseType};
use crate::runtime::auth::user_pool::{UserPool, UserPoolRule};

/// Checks the token of a request.
pub(super) async fn check(gateway: &Gateway, rule: &UserPoolRule, request: &dyn MethodRequest) -> Result<(), GatewayError> {
    let authorizer = &rule.authorizer;
    request.inbound().recorder.authorizer("COGNITO_USER_POOLS", Some(&authorizer.id));
    request.authorizer_begins(&authorizer.id);
    let identity = request.inbound().header(&authorizer.header).filter(|token| !token.is_empty());
    let identity = identity.ok_or_else(|| unauthorized(format!("the header {} is missing or empty", authorizer.header)))?;
    let token = without_scheme(identity);
    request.inbound().recorder.secret(token);
    let pool = pool_of(gateway, &authorizer.pools, token)
        .ok_or_else(|| unauthorized("none of the authorizer's user pools has issued the token"))?;
    let clock = request.clock();
    let source = KeySource { clock, issuer: &pool.issuer, keys: &pool.keys, published: Published::AsKeySet };
    let claims = signed_claims(gateway, &source, token).await.map_err(|failure| match failure {
        TokenFailure::Invalid(reason) => unauthorized(reason),
        TokenFailure::NoKeys(reason) => GatewayError::new(
            GatewayResponseType::AuthorizerConfigurationError,
            format!("the keys of {} are not known: {reason}", pool.issuer),
        ),
    })?;
    check_time(&claims, clock.now())?;
    check_use(rule, &claims)?;
    request.identified(Caller::UserPool { claims: claims.iter().map(as_text).collect() });
    Ok(())
}

fn unauthorized(detail: impl Into<String>) -> GatewayError {
    GatewayError::new(GatewayResponseType::Unauthorized, detail.into())
}

/// The pool that a token says it is from; whether it is, its signature tells. Tokens of what stands for a pool may name
/// that.
fn pool_of<'p>(gateway: &Gateway, pools: &'p [UserPool], token: &str) -> Option<&'p UserPool> {
    let claims = jsonwebtoken::dangerous::insecure_decode::<Value>(token).ok()?.claims;
    let issuer = claims.get("iss")?.as_str()?;
    pools.iter().find(|pool| *pool.issuer == *issuer || gateway.trust.issuer_endpoint(&pool.issuer) == issuer)
}

fn check_time(claims: &Doc, now: Timestamp) -> Result<(), GatewayError> {
    let seconds = |name: &str| claims.get(name).and_then(Value::as_i64);
    match seconds("exp") {
        Some(end) if now.as_seconds() < end => {}
        Some(_) => return Err(unauthorized("the token has expired").with_message("The incoming token has expired")),
        None => return Err(unauthorized("the token does not say when it expires")),
    }
    if seconds("nbf").is_some_and(|start| now.as_seconds() < start) {
        return Err(unauthorized("the token is not valid yet"));
    }
    Ok(())
}

/// "If the OAuth Scopes option isn't specified, API Gateway treats the supplied token as an identity token […] Otherwise,
/// API Gateway treats the supplied token as an access token". The validation expression is for `aud`, which access
/// tokens do not have.
fn check_use(rule: &UserPoolRule, claims: &Doc) -> Result<(), GatewayError> {
    let text = |name: &str| claims.get(name).and_then(Value::as_str);
    let wanted = if rule.scopes.is_empty() { "id" } else { "access" };
    if text("token_use") != Some(wanted) {
        return Err(unauthorized(format!("the method takes {wanted} tokens only")));
    }
    if let Some(expression) = &rule.authorizer.validation
        && !text("aud").is_some_and(|audience| expression.is_match(audience).unwrap_or(false))
    {
        return Err(unauthorized("the token's audience does not match the identityValidationExpression"));
    }
    let granted = |wanted: &str| text("scope").is_some_and(|scopes| scopes.split_whitespace().any(|scope| scope == wanted));
    if !rule.scopes.is_empty() && !rule.scopes.iter().any(|scope| granted(scope)) {
        return Err(unauthorized("the token has none of the method's scopes"));
    }
    Ok(())
}

/// A claim as REST APIs pass it on: all are texts; lists are joined by commas, and the times of issue and expiry are
/// dates as Java writes them (as people log `requestContext.authorizer.claims`).
fn as_text((name, value): (&String, &Value)) -> (String, Value) {
    let text = match (&**name, value) {
        ("exp" | "iat", Value::Number(seconds)) => seconds
            .as_i64()
            .and_then(|seconds| jiff::Timestamp::from_second(seconds).ok())
            .map_or_else(|| seconds.to_string(), |time| time.strftime("%a %b %d %H:%M:%S UTC %Y").to_string()),
        (_, Value::String(text)) => text.clone(),
        (_, Value::Array(elements)) => elements.iter().map(plain).collect::<Vec<_>>().join(","),
        (_, other) => other.to_string(),
    };
    (name.clone(), Value::String(text))
}

fn plain(element: &Value) -> String {
    element.as_str().map_or_else(|| element.to_string(), ToOwned::to_owned)
}
