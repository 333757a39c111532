//! JWT authorizers of HTTP APIs, and the signatures of all tokens.
//!
//! Follows the developer guide, "Controlling access to HTTP APIs with JWT authorizers": the token is found and decoded, its
//! signature checked with the issuer's key, then its claims, then its scopes. Whatever fails, the call is refused.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use bytes::Bytes;
use emulator_api::Doc;
use emulator_api::event::v1::Parameters;
use http::{Request, StatusCode};
use http_body_util::Full;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use serde::Deserialize;
use serde_json::Value;

use crate::clock::{Clock, Timestamp};
use crate::gateway::Gateway;
use crate::gateway::authorize::Permit;
use crate::gateway::inbound::Inbound;
use crate::runtime::http::jwt::{AskedInVain, IdentitySource, JwtAuthorizer, JwtRule, KeyCache, Keys};

/// How long an issuer may take for each of its two answers (developer guide, "HTTP API quotas").
const ISSUER_TIMEOUT: Duration = Duration::from_millis(1500);
/// The most bytes of an issuer's answer, from the same page.
const ISSUER_LIMIT: usize = 150_000;
/// Only RSA-based algorithms are supported. What a token says of its algorithm chooses among these and nothing else.
const ALGORITHMS: [Algorithm; 6] =
    [Algorithm::RS256, Algorithm::RS384, Algorithm::RS512, Algorithm::PS256, Algorithm::PS384, Algorithm::PS512];

/// What a good token says.
#[derive(Clone, Debug)]
pub struct Token {
    signed: Arc<Doc>,
    claims: OnceLock<Doc>,
    /// Its scopes; none when the route asks for none.
    pub scopes: Option<Vec<String>>,
}

impl Token {
    /// Its claims, all as text, as functions and logs get them; those that are null are left out. A request that asks for none makes
    /// none.
    pub fn claims(&self) -> &Doc {
        let told = || self.signed.iter().filter(|(_, value)| !value.is_null());
        self.claims.get_or_init(|| told().map(|(name, value)| (name.clone(), Value::String(as_text(value)))).collect())
    }
}

/// What is wrong with a token that has none of the scopes of its route.
const NO_SCOPE: &str = "the token does not have a required scope";

/// Why a token is refused; it becomes the header `www-authenticate`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JwtRefusal {
    /// The request has no token.
    Missing,
    /// The token is not good.
    Invalid {
        /// The scopes of the route.
        scopes: String,
        /// What is wrong with it.
        description: String,
    },
    /// The token is good, but not for this route.
    InsufficientScope {
        /// The scopes of the route.
        scopes: String,
    },
}

impl JwtRefusal {
    /// The header's value, in the words of the developer guide, "Troubleshooting issues with HTTP API JWT authorizers".
    pub fn challenge(&self) -> String {
        match self {
            Self::Missing => "Bearer".to_owned(),
            Self::Invalid { scopes, description } => {
                let description = description.replace(['"', '\\'], "'");
                format!(r#"Bearer scope="{scopes}" error="invalid_token" error_description="{description}""#)
            }
            Self::InsufficientScope { scopes } => {
                format!(r#"Bearer scope="{scopes}" error="insufficient_scope" error_description="{NO_SCOPE}""#)
            }
        }
    }

    /// What logs tell of it: the form is that of `$context.authorizer.error` as users print it, "invalid_token: signing method
    /// ES256 is invalid".
    pub fn detail(&self) -> String {
        match self {
            Self::Missing => "the request has no token".to_owned(),
            Self::Invalid { description, .. } => format!("invalid_token: {description}"),
            Self::InsufficientScope { .. } => format!("insufficient_scope: {NO_SCOPE}"),
        }
    }
}

/// Checks the token of a request.
///
/// # Errors
/// Why the call is refused.
pub async fn authorize_jwt(
    gateway: &Gateway,
    clock: &Clock,
    rule: &JwtRule,
    inbound: &Inbound,
) -> Result<(Permit, Token), JwtRefusal> {
    inbound.recorder.authorizer("JWT", None);
    let identity = identity(&rule.authorizer.identity_source, inbound).ok_or(JwtRefusal::Missing)?;
    let token = without_scheme(&identity);
    inbound.recorder.secret(token);
    let claims = checked_claims(gateway, clock, &rule.authorizer, token)
        .await
        .map_err(|description| JwtRefusal::Invalid { scopes: rule.scopes.join(" "), description })?;
    let scopes = granted(&rule.scopes, &claims)?;
    Ok((Permit(()), Token { signed: claims, claims: OnceLock::new(), scopes }))
}

fn identity<'i>(source: &IdentitySource, inbound: &'i Inbound) -> Option<Cow<'i, str>> {
    let found = match source {
        IdentitySource::Header(name) => Cow::Borrowed(inbound.header(name)?),
        IdentitySource::Query(name) => Cow::Owned(Parameters::from_query(inbound.query()).get(name)?.to_owned()),
    };
    (!found.trim().is_empty()).then_some(found)
}

/// An identity source has the token by itself or after `Bearer `.
pub(super) fn without_scheme(identity: &str) -> &str {
    match identity.trim().split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("Bearer") => token.trim(),
        _ => identity.trim(),
    }
}

/// The claims of a token that the issuer has signed for this audience and this time.
async fn checked_claims(gateway: &Gateway, clock: &Clock, authorizer: &JwtAuthorizer, token: &str) -> Result<Arc<Doc>, String> {
    let source = KeySource { clock, issuer: &authorizer.issuer, keys: &authorizer.keys, published: Published::ByDiscovery };
    let claims = signed_claims(gateway, &source, token).await.map_err(TokenFailure::into_reason)?;
    check_claims(authorizer, &claims, clock.now())?;
    Ok(claims)
}

/// Whose keys sign tokens.
pub(super) struct KeySource<'k> {
    /// The clock by which its keys grow old.
    pub(super) clock: &'k Clock,
    /// The issuer, as tokens name it.
    pub(super) issuer: &'k str,
    /// Its keys, as far as they are known.
    pub(super) keys: &'k KeyCache,
    /// Where it publishes them.
    pub(super) published: Published,
}

/// Where an issuer publishes its keys.
pub(super) enum Published {
    /// Where its `/.well-known/openid-configuration` says.
    ByDiscovery,
    /// At `/.well-known/jwks.json`, as user pools do.
    AsKeySet,
}

/// Why a token's signature was not confirmed.
pub(super) enum TokenFailure {
    /// It is not good.
    Invalid(String),
    /// Its issuer cannot be asked.
    NoKeys(String),
}

impl TokenFailure {
    fn into_reason(self) -> String {
        match self {
            Self::Invalid(reason) | Self::NoKeys(reason) => reason,
        }
    }
}

/// The claims of a token that the issuer has signed. Nothing else is checked.
pub(super) async fn signed_claims(gateway: &Gateway, source: &KeySource<'_>, token: &str) -> Result<Arc<Doc>, TokenFailure> {
    let known = source.keys.get(source.clock.now()).and_then(|keys| keys.claims_of(token));
    if let Some(claims) = known {
        return Ok(claims);
    }
    let invalid = |reason: String| TokenFailure::Invalid(reason);
    let header = decode_header(token).map_err(|error| invalid(format!("the token cannot be decoded: {error}")))?;
    if !ALGORITHMS.contains(&header.alg) {
        return Err(invalid(format!("signing method {:?} is invalid", header.alg)));
    }
    let id = header.kid.ok_or_else(|| invalid("the token does not name its key".to_owned()))?;
    // Apart, so that no request is as large as one that asks an issuer.
    let keys = Box::pin(keys_with(gateway, source, &id)).await.map_err(TokenFailure::NoKeys)?;
    let key = keys.get(&id).ok_or_else(|| invalid("the issuer does not have the token's key".to_owned()))?;
    let decoded = decode::<Doc>(token, key, &signature_only(header.alg));
    let decoded = decoded.map_err(|error| invalid(format!("the token does not have a valid signature: {error}")))?;
    let claims = Arc::new(decoded.claims);
    keys.remember(token, Arc::clone(&claims));
    Ok(claims)
}

/// Claims are checked here, by the emulator's clock and by AWS's rules.
fn signature_only(algorithm: Algorithm) -> Validation {
    let mut validation = Validation::new(algorithm);
    validation.required_spec_claims.clear();
    validation.validate_exp = false;
    validation.validate_nbf = false;
    validation.validate_aud = false;
    validation
}

fn check_claims(authorizer: &JwtAuthorizer, claims: &Doc, now: Timestamp) -> Result<(), String> {
    let text = |name: &str| claims.get(name).and_then(Value::as_str);
    if text("iss") != Some(&*authorizer.issuer) {
        return Err("the token does not have a valid issuer".to_owned());
    }
    // `client_id` counts only without `aud` (the guide's current version says so).
    let is_ours = |audience: &str| authorizer.audience.iter().any(|known| **known == *audience);
    let for_us = match claims.get("aud") {
        Some(Value::Array(audiences)) => audiences.iter().filter_map(Value::as_str).any(is_ours),
        Some(audience) => audience.as_str().is_some_and(is_ours),
        None => text("client_id").is_some_and(is_ours),
    };
    if !for_us {
        return Err("the token does not have a valid audience".to_owned());
    }
    let time = |name: &str| match claims.get(name) {
        None => Ok(None),
        Some(value) => value.as_f64().map(Some).ok_or_else(|| format!("the token's {name} is not a time")),
    };
    #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 are exact in a double for 280,000 years")]
    let seconds = now.as_millis() as f64 / 1000.0;
    match time("exp")? {
        Some(end) if end > seconds => {}
        Some(_) => return Err("the token has expired".to_owned()),
        None => return Err("the token does not have an expiration time".to_owned()),
    }
    if time("nbf")?.is_some_and(|start| start > seconds) {
        return Err("the token is not valid yet".to_owned());
    }
    if time("iat")?.is_some_and(|issued| issued > seconds) {
        return Err("the token is used before it was issued".to_owned());
    }
    Ok(())
}

/// All scopes of the token, in `scope` or `scp`, where the route asks for some and it has one of them.
fn granted(wanted: &[Box<str>], claims: &Doc) -> Result<Option<Vec<String>>, JwtRefusal> {
    if wanted.is_empty() {
        return Ok(None);
    }
    let mut scopes: Vec<String> = Vec::new();
    for scope in ["scope", "scp"].iter().filter_map(|name| claims.get(*name)).flat_map(listed) {
        if !scopes.iter().any(|known| known == scope) {
            scopes.push(scope.to_owned());
        }
    }
    if scopes.iter().any(|scope| wanted.iter().any(|wanted| **wanted == **scope)) {
        return Ok(Some(scopes));
    }
    Err(JwtRefusal::InsufficientScope { scopes: wanted.join(" ") })
}

/// The scopes in a claim: a list, or a text with spaces between them.
fn listed(claim: &Value) -> Vec<&str> {
    match claim {
        Value::Array(scopes) => scopes.iter().filter_map(Value::as_str).collect(),
        other => other.as_str().unwrap_or_default().split_whitespace().collect(),
    }
}

/// A claim as text. A list stands in brackets, its elements apart by spaces: `[admin users]`.
fn as_text(claim: &Value) -> String {
    match claim {
        Value::String(text) => text.clone(),
        Value::Array(elements) => format!("[{}]", elements.iter().map(as_text).collect::<Vec<_>>().join(" ")),
        other => other.to_string(),
    }
}

/// The issuer's keys: those that are known, if the one that is wanted is among them or was asked for in vain a moment ago, else
/// those of now. Requests that waited while the issuer failed fail with it, and do not ask one after the other.
async fn keys_with(gateway: &Gateway, source: &KeySource<'_>, id: &str) -> Result<Arc<Keys>, String> {
    let (now, asked_at) = (source.clock.now(), gateway.clock.instant());
    let known = || source.keys.get(source.clock.now()).filter(|keys| keys.get(id).is_some());
    if let Some(keys) = known() {
        return Ok(keys);
    }
    let mut in_vain = source.keys.asking.lock().await;
    if let Some(keys) = known() {
        return Ok(keys);
    }
    match &*in_vain {
        Some(AskedInVain::Failed { at, failure }) if *at >= asked_at => return Err(failure.clone()),
        Some(AskedInVain::WithoutKey { pause }) if pause.includes(source.clock.now()) => {
            if let Some(keys) = source.keys.get(source.clock.now()) {
                return Ok(keys);
            }
        }
        Some(_) | None => {}
    }
    match published_keys(gateway, source).await {
        Ok(by_id) => {
            let keys = Arc::new(Keys::new(now, by_id));
            source.keys.put(Arc::clone(&keys));
            *in_vain = keys.get(id).is_none().then(|| {
                let pause = source.clock.now().for_the_next(KeyCache::PAUSE);
                AskedInVain::WithoutKey { pause }
            });
            Ok(keys)
        }
        Err(failure) => {
            *in_vain = Some(AskedInVain::Failed { at: gateway.clock.instant(), failure: failure.clone() });
            Err(failure)
        }
    }
}

/// Asks the issuer for its keys: discovery first, then the key set that it names. Keys that are not RSA are left out.
async fn published_keys(gateway: &Gateway, source: &KeySource<'_>) -> Result<HashMap<Box<str>, DecodingKey>, String> {
    #[derive(Deserialize)]
    struct KeySet {
        keys: Vec<Key>,
    }
    #[derive(Deserialize)]
    struct Key {
        kid: Option<Box<str>>,
        n: Option<String>,
        e: Option<String>,
    }
    let issuer = source.issuer;
    let key_set_url = match source.published {
        Published::AsKeySet => format!("{}/.well-known/jwks.json", base_of(gateway, issuer)),
        Published::ByDiscovery => {
            let discovery = discovery(gateway, issuer)
                .await
                .inspect_err(|reason| {
                    tracing::warn!(issuer, "no discovery document: {reason}; --issuer-endpoint {issuer}=URL says where to ask")
                })
                .map_err(|_| "OIDC discovery endpoint communication error")?;
            gateway.trust.at_endpoint(issuer, discovery.jwks_uri)
        }
    };
    let set: KeySet = fetch_json(gateway, &key_set_url)
        .await
        .inspect_err(|reason| {
            tracing::warn!(issuer, url = key_set_url, "no key set: {reason}; --issuer-endpoint {issuer}=URL says where to ask")
        })
        .map_err(|_| "JWKS communication error")?;
    let usable = set.keys.into_iter().filter_map(|key| {
        let decoding = DecodingKey::from_rsa_components(&key.n?, &key.e?).ok()?;
        Some((key.kid?, decoding))
    });
    Ok(usable.collect())
}

/// What an issuer tells of itself.
#[derive(Deserialize)]
struct Discovery {
    jwks_uri: String,
}

async fn discovery(gateway: &Gateway, issuer: &str) -> Result<Discovery, String> {
    fetch_json(gateway, &format!("{}/.well-known/openid-configuration", base_of(gateway, issuer))).await
}

/// Asks whether an issuer tells anything of itself.
///
/// # Errors
/// Why it does not.
pub async fn discover(gateway: &Gateway, issuer: &str) -> Result<(), String> {
    discovery(gateway, issuer).await.map(drop)
}

fn base_of<'g>(gateway: &'g Gateway, issuer: &'g str) -> &'g str {
    gateway.trust.issuer_endpoint(issuer).trim_end_matches('/')
}

async fn fetch_json<T: for<'de> Deserialize<'de>>(gateway: &Gateway, url: &str) -> Result<T, String> {
    let request = Request::get(url).body(Full::<Bytes>::default()).map_err(|error| error.to_string())?;
    let answer = tokio::time::timeout(ISSUER_TIMEOUT, gateway.http.fetch(request, ISSUER_LIMIT)).await;
    let answer = answer.map_err(|_elapsed| "no answer in time".to_owned())?.map_err(|error| error.to_string())?;
    if answer.status() != StatusCode::OK {
        return Err(format!("it answers {}", answer.status()));
    }
    serde_json::from_slice(answer.body()).map_err(|error| error.to_string())
}
