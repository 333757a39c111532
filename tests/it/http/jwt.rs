//! JWT authorizers, with an issuer on loopback and real RSA keys (`fixtures/jwt/keys.json`, made for these tests).
//! Developer guide, "Controlling access to HTTP APIs with JWT authorizers".

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use apigw_emulator::clock::Clock;
use arc_swap::ArcSwap;
use axum::routing::get as on_get;
use axum::{Json, Router};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use bytes::Bytes;
use http::{Request, Response};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};

use super::{Documents, check_message};
use crate::backend::{Backend, advance, gateway};

fn keys() -> Value {
    serde_json::from_str(include_str!("../../../fixtures/jwt/keys.json")).expect("the fixture is JSON")
}

/// The public key `name` of the fixture under the id `kid`.
fn public_key(name: &str, kid: &str) -> Value {
    json!({"kty": "RSA", "use": "sig", "alg": "RS256", "kid": kid, "n": keys()[name]["n"], "e": keys()[name]["e"]})
}

/// An issuer that publishes keys, and counts how often it is asked for them.
struct Issuer {
    url: String,
    published: Arc<ArcSwap<Value>>,
    asked: Arc<AtomicUsize>,
}

impl Issuer {
    async fn start(keys: Value) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let published = Arc::new(ArcSwap::from_pointee(json!({"keys": keys})));
        let asked = Arc::new(AtomicUsize::new(0));
        let discovery = json!({"issuer": url, "jwks_uri": format!("{url}/keys")});
        let (answers, count) = (Arc::clone(&published), Arc::clone(&asked));
        let router = Router::new().route("/.well-known/openid-configuration", on_get(async move || Json(discovery))).route(
            "/keys",
            on_get(async move || {
                count.fetch_add(1, Ordering::Relaxed);
                Json(answers.load().as_ref().clone())
            }),
        );
        #[expect(clippy::disallowed_methods, reason = "the issuer ends with its test's runtime")]
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, published, asked }
    }

    /// Claims that are good for the API of these tests, from an hour ago until in an hour.
    fn claims(&self) -> Value {
        let now = Clock::default().now().as_seconds();
        json!({
            "iss": self.url, "aud": "audience", "iat": now - 3600, "nbf": now - 3600, "exp": now + 3600,
            "sub": "user-1", "scope": "pets.read pets.write", "groups": ["admin", "users"], "level": 7,
        })
    }

    fn api<'l>(&self, lambda: &'l Backend, payload_format: &str, scopes: &Value) -> Documents<'l> {
        let authorizer = json!({
            "authorizerType": "JWT",
            "identitySource": ["$request.header.Authorization"],
            "jwtConfiguration": {"issuer": self.url, "audience": ["other", "audience"]},
        });
        let integration = json!({
            "integrationType": "AWS_PROXY",
            "integrationUri": "arn:aws:lambda:us-east-1:000000000000:function:orders",
            "payloadFormatVersion": payload_format,
        });
        let route = json!({
            "routeKey": "GET /pets", "authorizationType": "JWT", "authorizerId": "a1", "authorizationScopes": scopes,
        });
        let mut preflights = route.clone();
        preflights["routeKey"] = json!("ANY /pets/all");
        Documents::with_lambda(lambda)
            .document("/authorizers/a1", authorizer)
            .route_with(route, integration.clone())
            .route_with(preflights, integration)
    }
}

/// A token with these claims, signed with the fixture's key `name`.
fn signed(name: &str, kid: Option<&str>, claims: &Value) -> String {
    let der = STANDARD.decode(keys()[name]["pkcs1"].as_str().expect("text")).expect("base64");
    let header = Header { kid: kid.map(str::to_owned), ..Header::new(Algorithm::RS256) };
    encode(&header, claims, &EncodingKey::from_rsa_der(&der)).expect("a token")
}

fn with_token(token: &str) -> Request<&'static str> {
    Request::get("/pets").header("authorization", format!("Bearer {token}")).body("").expect("a request")
}

async fn lambda() -> Backend {
    Backend::answering(Response::new(r#"{"statusCode": 200}"#)).await
}

#[track_caller]
fn check_unauthorized(response: &Response<Bytes>, description: &str) {
    check_message(response, 401, "Unauthorized");
    let challenge = format!(r#"Bearer scope="" error="invalid_token" error_description="{description}""#);
    assert_eq!(response.headers()["www-authenticate"], challenge.as_str());
}

/// Changes good claims, and expects the refusal with this description.
async fn check_claims_refused(change: impl FnOnce(&mut Value), description: &str) {
    let (issuer, lambda) = (Issuer::start(json!([public_key("one", "k1")])).await, lambda().await);
    let mut claims = issuer.claims();
    change(&mut claims);
    let response = issuer.api(&lambda, "2.0", &json!([])).call(with_token(&signed("one", Some("k1"), &claims))).await;
    check_unauthorized(&response, description);
    assert!(lambda.is_untouched());
}

/// A token that is wrong before its claims are looked at.
async fn check_token_refused(token: impl FnOnce(&Issuer) -> String, description: &str) {
    let (issuer, lambda) = (Issuer::start(json!([public_key("one", "k1")])).await, lambda().await);
    let response = issuer.api(&lambda, "2.0", &json!([])).call(with_token(&token(&issuer))).await;
    check_unauthorized(&response, description);
    assert!(lambda.is_untouched());
}

#[tokio::test]
async fn a_request_without_a_token_is_unauthorized() {
    let (issuer, lambda) = (Issuer::start(json!([])).await, lambda().await);
    let response = issuer.api(&lambda, "2.0", &json!([])).call(super::get("/pets")).await;
    check_message(&response, 401, "Unauthorized");
    assert_eq!(response.headers()["www-authenticate"], "Bearer");
    assert_eq!(issuer.asked.load(Ordering::Relaxed), 0);
    assert!(lambda.is_untouched());
}

// The description is the guide's, "Troubleshooting issues with HTTP API JWT authorizers"; the others follow its form.
#[tokio::test]
async fn a_token_for_another_audience_is_unauthorized() {
    check_claims_refused(|claims| claims["aud"] = json!("another"), "the token does not have a valid audience").await;
}

// The guide's current version: `client_id` is looked at only where there is no `aud`.
#[tokio::test]
async fn a_client_id_does_not_mend_a_wrong_audience() {
    let description = "the token does not have a valid audience";
    let both = |claims: &mut Value| {
        claims["aud"] = json!("another");
        claims["client_id"] = json!("audience");
    };
    check_claims_refused(both, description).await;
}

#[tokio::test]
async fn a_token_of_another_issuer_is_unauthorized() {
    let change = |claims: &mut Value| claims["iss"] = json!("https://another.example");
    check_claims_refused(change, "the token does not have a valid issuer").await;
}

#[tokio::test]
async fn a_token_whose_time_is_over_is_unauthorized() {
    let now = Clock::default().now().as_seconds();
    check_claims_refused(|claims| claims["exp"] = json!(now - 1), "the token has expired").await;
}

#[tokio::test]
async fn a_token_whose_time_has_not_come_is_unauthorized() {
    let later = Clock::default().now().as_seconds() + 60;
    check_claims_refused(|claims| claims["nbf"] = json!(later), "the token is not valid yet").await;
    check_claims_refused(|claims| claims["iat"] = json!(later), "the token is used before it was issued").await;
}

#[tokio::test]
async fn a_token_signed_with_another_key_is_unauthorized() {
    let description = "the token does not have a valid signature: InvalidSignature";
    check_token_refused(|issuer| signed("two", Some("k1"), &issuer.claims()), description).await;
}

#[tokio::test]
async fn a_token_with_an_unknown_key_id_is_unauthorized() {
    let description = "the issuer does not have the token's key";
    check_token_refused(|issuer| signed("one", Some("k2"), &issuer.claims()), description).await;
    check_token_refused(|issuer| signed("one", None, &issuer.claims()), "the token does not name its key").await;
}

// "Currently, only RSA-based algorithms are supported": the public key must not serve as an HMAC secret.
#[tokio::test]
async fn a_token_signed_with_the_public_key_as_secret_is_unauthorized() {
    let forged = |issuer: &Issuer| {
        let secret = URL_SAFE_NO_PAD.decode(keys()["one"]["n"].as_str().expect("text")).expect("base64");
        let header = Header { kid: Some("k1".to_owned()), ..Header::new(Algorithm::HS256) };
        encode(&header, &issuer.claims(), &EncodingKey::from_secret(&secret)).expect("a token")
    };
    check_token_refused(forged, "signing method HS256 is invalid").await;
}

#[tokio::test]
async fn a_token_that_is_not_signed_is_unauthorized() {
    let (issuer, lambda) = (Issuer::start(json!([public_key("one", "k1")])).await, lambda().await);
    let part = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let unsigned = format!("{}.{}.", part(json!({"alg": "none", "kid": "k1"})), part(issuer.claims()));
    for token in [unsigned.as_str(), "no token", "a.b", "..."] {
        let response = issuer.api(&lambda, "2.0", &json!([])).call(with_token(token)).await;
        check_message(&response, 401, "Unauthorized");
    }
    assert!(lambda.is_untouched());
}

#[tokio::test]
async fn an_issuer_that_is_down_lets_nobody_through() {
    let lambda = lambda().await;
    let mut issuer = Issuer::start(json!([])).await;
    let gone = std::net::TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port");
    issuer.url = format!("http://{gone}");
    let token = signed("one", Some("k1"), &issuer.claims());
    let response = issuer.api(&lambda, "2.0", &json!([])).call(with_token(&token)).await;
    check_unauthorized(&response, "OIDC discovery endpoint communication error");
    assert!(lambda.is_untouched());
}

#[tokio::test]
async fn a_token_without_a_scope_of_the_route_is_forbidden() {
    let (issuer, lambda) = (Issuer::start(json!([public_key("one", "k1")])).await, lambda().await);
    let api = issuer.api(&lambda, "2.0", &json!(["pets.delete", "pets"]));
    let response = api.call(with_token(&signed("one", Some("k1"), &issuer.claims()))).await;
    check_message(&response, 403, "Forbidden");
    let challenge = response.headers()["www-authenticate"].to_str().expect("text");
    assert!(challenge.starts_with(r#"Bearer scope="pets.delete pets" error="insufficient_scope""#), "{challenge}");
    assert!(lambda.is_untouched());
}

// Claims as text, lists in brackets, null left out, and all scopes of the token, not only those of the route: captured from a live HTTP
// API (floci-io/floci pull request 2011).
#[tokio::test]
async fn claims_and_scopes_of_the_token_reach_the_function() {
    for (format, place) in [("2.0", "/requestContext/authorizer/jwt"), ("1.0", "/requestContext/authorizer")] {
        let (issuer, lambda) = (Issuer::start(json!([public_key("one", "k1")])).await, lambda().await);
        let api = issuer.api(&lambda, format, &json!(["pets.write", "pets.delete"]));
        let mut claims = issuer.claims();
        claims["nickname"] = Value::Null;
        claims["address"] = json!({"country": "FR"});
        let response = api.call(with_token(&signed("one", Some("k1"), &claims))).await;
        assert_eq!(response.status(), 200);
        let event: Value = serde_json::from_slice(&lambda.the_request().body).expect("an event");
        let said = event.pointer(place).expect("what the authorizer said");
        assert_eq!(said["scopes"], json!(["pets.read", "pets.write"]));
        let claims = &said["claims"];
        assert_eq!((&claims["sub"], &claims["level"]), (&json!("user-1"), &json!("7")));
        assert_eq!((&claims["groups"], &claims["address"]), (&json!("[admin users]"), &json!(r#"{"country":"FR"}"#)));
        assert!(claims.get("nickname").is_none());
    }
}

// "scope or scp – Must include at least one of the scopes in the route's authorizationScopes." RFC 8693, section 4.2: a text with spaces;
// `scp` is a list as Microsoft Entra ID writes it. That both count, and that none is told twice, has no source.
#[tokio::test]
async fn scopes_in_both_claims_count_and_each_is_told_once() {
    let (issuer, lambda) = (Issuer::start(json!([public_key("one", "k1")])).await, lambda().await);
    let api = issuer.api(&lambda, "2.0", &json!(["pets.delete"]));
    let mut claims = issuer.claims();
    claims["scope"] = json!("pets.read  pets.write pets.read");
    claims["scp"] = json!(["pets.write", "pets.delete ", "PETS.DELETE"]);
    check_message(&api.call(with_token(&signed("one", Some("k1"), &claims))).await, 403, "Forbidden");
    assert!(lambda.is_untouched());

    claims["scp"] = json!(["pets.write", "pets.delete", "pets.delete"]);
    assert_eq!(api.call(with_token(&signed("one", Some("k1"), &claims))).await.status(), 200);
    let event: Value = serde_json::from_slice(&lambda.the_request().body).expect("an event");
    let told = event.pointer("/requestContext/authorizer/jwt/scopes");
    assert_eq!(told, Some(&json!(["pets.read", "pets.write", "pets.delete"])));
}

#[tokio::test]
async fn a_route_without_scopes_says_null() {
    let (issuer, lambda) = (Issuer::start(json!([public_key("one", "k1")])).await, lambda().await);
    issuer.api(&lambda, "2.0", &json!([])).call(with_token(&signed("one", Some("k1"), &issuer.claims()))).await;
    let event: Value = serde_json::from_slice(&lambda.the_request().body).expect("an event");
    assert_eq!(event.pointer("/requestContext/authorizer/jwt/scopes"), Some(&Value::Null));
}

// "API Gateway can cache the public key for two hours."
#[tokio::test]
async fn keys_are_asked_for_once_in_two_hours_and_when_one_is_new() {
    let (issuer, lambda) = (Issuer::start(json!([public_key("one", "k1")])).await, lambda().await);
    let api = issuer.api(&lambda, "2.0", &json!([]));
    let (gateway, stage) = (gateway(Some(&lambda)), api.compile("$default", json!({})));
    let mut claims = issuer.claims();
    claims["exp"] = json!(Clock::default().now().as_seconds() + 86_400);
    let call = async |name: &str, kid: &str| {
        let response = api.call_compiled(&gateway, &stage, with_token(&signed(name, Some(kid), &claims))).await;
        (response.status().as_u16(), issuer.asked.load(Ordering::Relaxed))
    };
    assert_eq!(call("one", "k1").await, (200, 1));
    assert_eq!(call("one", "k1").await, (200, 1));

    issuer.published.store(Arc::new(json!({"keys": [public_key("two", "k2")]})));
    assert_eq!(call("two", "k2").await, (200, 2));

    advance(&gateway, Duration::from_secs(2 * 60 * 60));
    assert_eq!(call("two", "k2").await, (200, 3));
    assert_eq!(call("one", "k1").await.0, 401);
}

// Tokens that name made-up keys must not make the gateway ask the issuer each time; AWS does not say what it does.
#[tokio::test]
async fn a_key_that_the_issuer_did_not_have_is_not_asked_for_at_once_again() {
    let (issuer, lambda) = (Issuer::start(json!([public_key("one", "k1")])).await, lambda().await);
    let api = issuer.api(&lambda, "2.0", &json!([]));
    let (gateway, stage) = (gateway(Some(&lambda)), api.compile("$default", json!({})));
    let call = async |name: &str, kid: &str| {
        let response = api.call_compiled(&gateway, &stage, with_token(&signed(name, Some(kid), &issuer.claims()))).await;
        (response.status().as_u16(), issuer.asked.load(Ordering::Relaxed))
    };
    for made_up in ["k2", "k3", "k4"] {
        assert_eq!(call("two", made_up).await, (401, 1));
    }
    assert_eq!(call("one", "k1").await, (200, 1));
    issuer.published.store(Arc::new(json!({"keys": [public_key("two", "k2")]})));
    assert_eq!(call("two", "k2").await, (401, 1));
    advance(&gateway, Duration::from_secs(10));
    assert_eq!(call("two", "k2").await, (200, 2));
}

// An issuer has 1,500 ms to answer (developer guide, "HTTP API quotas"): those who wait while it does not must not wait for
// each other.
#[tokio::test]
async fn requests_that_wait_for_an_issuer_that_hangs_fail_with_the_first() {
    let (mut issuer, lambda) = (Issuer::start(json!([])).await, lambda().await);
    let silent = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    issuer.url = format!("http://{}", silent.local_addr().expect("an address"));
    let api = issuer.api(&lambda, "2.0", &json!([]));
    let (gateway, stage) = (gateway(Some(&lambda)), api.compile("$default", json!({})));
    let token = signed("one", Some("k1"), &issuer.claims());
    let calls = (0..10).map(|_| api.call_compiled(&gateway, &stage, with_token(&token)));
    for response in futures_util::future::join_all(calls).await {
        check_unauthorized(&response, "OIDC discovery endpoint communication error");
    }
    silent.set_nonblocking(true).expect("a socket");
    assert_eq!(std::iter::from_fn(|| silent.accept().ok()).count(), 1);
    assert!(lambda.is_untouched());
}

// A signature does not change; time, and who has signed, does.
#[tokio::test]
async fn a_token_that_was_good_is_checked_again() {
    let (issuer, lambda) = (Issuer::start(json!([public_key("one", "k1")])).await, lambda().await);
    let api = issuer.api(&lambda, "2.0", &json!([]));
    let (gateway, stage) = (gateway(Some(&lambda)), api.compile("$default", json!({})));
    let good = signed("one", Some("k1"), &issuer.claims());
    for _ in 0..2 {
        assert_eq!(api.call_compiled(&gateway, &stage, with_token(&good)).await.status(), 200);
    }
    let (unsigned, _) = good.rsplit_once('.').expect("a signature");
    let forged = format!("{unsigned}.{}", URL_SAFE_NO_PAD.encode([0; 256]));
    let response = api.call_compiled(&gateway, &stage, with_token(&forged)).await;
    check_message(&response, 401, "Unauthorized");
    advance(&gateway, Duration::from_secs(3601));
    check_unauthorized(&api.call_compiled(&gateway, &stage, with_token(&good)).await, "the token has expired");
    assert_eq!(lambda.requests().len(), 2);
}

#[tokio::test]
async fn a_new_publish_keeps_what_is_known_of_the_keys() {
    let (issuer, lambda) = (Issuer::start(json!([public_key("one", "k1")])).await, lambda().await);
    let api = issuer.api(&lambda, "2.0", &json!([]));
    let gateway = gateway(Some(&lambda));
    let before = Arc::new(api.compile("$default", json!({})));
    let token = signed("one", Some("k1"), &issuer.claims());
    api.call_compiled(&gateway, &before, with_token(&token)).await;
    let after = api.compile_after("$default", json!({}), Some(&before));
    assert_eq!(api.call_compiled(&gateway, &after, with_token(&token)).await.status(), 200);
    assert_eq!(issuer.asked.load(Ordering::Relaxed), 1);
}

// "Configuring CORS for an HTTP API with a $default route and JWT authorizer".
#[tokio::test]
async fn a_preflight_that_the_route_catches_needs_a_token() {
    let (issuer, lambda) = (Issuer::start(json!([])).await, lambda().await);
    let api = issuer.api(&lambda, "2.0", &json!([])).api(json!({"corsConfiguration": {"allowOrigins": ["*"]}}));
    let request = Request::options("/pets/all").header("origin", "https://a.test").header("access-control-request-method", "GET");
    let response = api.call(request.body("").expect("a request")).await;
    check_message(&response, 401, "Unauthorized");
    assert_eq!(response.headers()["access-control-allow-origin"], "*");
}
