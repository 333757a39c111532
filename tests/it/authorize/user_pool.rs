//! COGNITO_USER_POOLS authorizers, with a user pool on loopback and real RSA keys (`fixtures/jwt/keys.json`). Developer
//! guide, "Integrate a REST API with an Amazon Cognito user pool".

use std::time::Duration;

use apigw_emulator::clock::{Change, Clock};
use apigw_emulator::gateway::authorize::{IssuerEndpoint, Signers, Trust};
use axum::routing::get as on_get;
use axum::{Json, Router};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::Response;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};

use super::{BACKEND, Deployed, Documents, get, get_with};

const ISSUER: &str = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_a1B2c3D4e";
const UNAUTHORIZED: &str = r#"{"message":"Unauthorized"}"#;

fn keys() -> Value {
    serde_json::from_str(include_str!("../../../fixtures/jwt/keys.json")).expect("the fixture is JSON")
}

/// Serves the pool's keys; the URL that stands for its issuer.
async fn pool() -> String {
    let key = json!({"kty": "RSA", "use": "sig", "alg": "RS256", "kid": "k1", "n": keys()["one"]["n"], "e": keys()["one"]["e"]});
    let router = Router::new().route("/pool/.well-known/jwks.json", on_get(async move || Json(json!({"keys": [key]}))));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}/pool", listener.local_addr().expect("an address"));
    #[expect(clippy::disallowed_methods, reason = "the pool ends with its test's runtime")]
    tokio::spawn(async move { axum::serve(listener, router).await });
    url
}

fn documents(scopes: Value) -> Documents {
    let mut documents = Documents::with_authorizer(json!({
        "type": "COGNITO_USER_POOLS",
        "identitySource": "method.request.header.Authorization",
        "providerARNs": [
            "arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_other",
            "arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_a1B2c3D4e",
        ],
    }));
    documents.method["authorizationType"] = json!("COGNITO_USER_POOLS");
    documents.method["authorizationScopes"] = scopes;
    documents
}

async fn deploy(documents: Documents) -> Deployed {
    let mut api = documents.deploy_alone().await;
    let endpoint = IssuerEndpoint { issuer: ISSUER.to_owned(), url: pool().await };
    api.gateway.trust = Trust { issuer_endpoints: vec![endpoint], signers: Signers::default(), strict: false };
    api
}

/// The claims of a good identity token.
fn claims() -> Value {
    let now = Clock::default().now().as_seconds();
    json!({
        "iss": ISSUER, "aud": "client", "token_use": "id", "iat": now - 60, "exp": now + 3600, "auth_time": now - 60,
        "sub": "user-1", "email_verified": true, "cognito:groups": ["admin", "users"],
    })
}

fn access_claims(scope: &str) -> Value {
    let mut claims = claims();
    claims.as_object_mut().expect("claims").remove("aud");
    claims["token_use"] = json!("access");
    claims["scope"] = json!(scope);
    claims
}

fn signed(key: &str, claims: &Value) -> String {
    let der = STANDARD.decode(keys()[key]["pkcs1"].as_str().expect("text")).expect("base64");
    let header = Header { kid: Some("k1".to_owned()), ..Header::new(Algorithm::RS256) };
    encode(&header, claims, &EncodingKey::from_rsa_der(&der)).expect("a token")
}

async fn call(api: &Deployed, token: &str) -> Response<Bytes> {
    api.call(get_with("/pets", &[("Authorization", token)])).await
}

#[tokio::test]
async fn a_token_that_is_missing_or_none_is_a_401() {
    let api = deploy(documents(json!([]))).await;
    let response = api.call(get("/pets")).await;
    api.check_refused(&response, 401, "UnauthorizedException", UNAUTHORIZED);
    for token in ["", "Bearer", "abc", "a.b.c", "eyJhbGciOiJub25lIn0.e30."] {
        api.check_refused(&call(&api, token).await, 401, "UnauthorizedException", UNAUTHORIZED);
    }
}

#[tokio::test]
async fn a_token_that_another_key_has_signed_is_a_401() {
    let api = deploy(documents(json!([]))).await;
    api.check_refused(&call(&api, &signed("two", &claims())).await, 401, "UnauthorizedException", UNAUTHORIZED);
    let good = signed("one", &claims());
    let (start, signature) = good.rsplit_once('.').expect("three parts");
    let (header, _) = start.split_once('.').expect("a header");
    let forged = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(claims().to_string().replace("user-1", "user-2"));
    api.check_refused(&call(&api, &format!("{header}.{forged}.{signature}")).await, 401, "UnauthorizedException", UNAUTHORIZED);
}

#[tokio::test]
async fn a_token_of_another_pool_is_a_401() {
    let api = deploy(documents(json!([]))).await;
    let mut claims = claims();
    claims["iss"] = json!("https://cognito-idp.us-east-1.amazonaws.com/us-east-1_unknown");
    api.check_refused(&call(&api, &signed("one", &claims)).await, 401, "UnauthorizedException", UNAUTHORIZED);
}

#[tokio::test]
async fn a_token_that_is_not_valid_yet_is_a_401() {
    let api = deploy(documents(json!([]))).await;
    let mut claims = claims();
    claims["nbf"] = json!(Clock::default().now().as_seconds() + 60);
    let token = signed("one", &claims);
    api.check_refused(&call(&api, &token).await, 401, "UnauthorizedException", UNAUTHORIZED);
    api.api.shared.clock.change(Change::Advance(Duration::from_secs(61))).unwrap();
    api.check_served(&call(&api, &token).await);
}

// As people quote it: 401 `The incoming token has expired`.
#[tokio::test]
async fn a_token_that_has_expired_is_a_401_that_says_so() {
    let api = deploy(documents(json!([]))).await;
    let token = signed("one", &claims());
    api.api.shared.clock.change(Change::Advance(Duration::from_secs(3601))).unwrap();
    let body = r#"{"message":"The incoming token has expired"}"#;
    api.check_refused(&call(&api, &token).await, 401, "UnauthorizedException", body);
}

// "If the OAuth Scopes option isn't specified, API Gateway treats the supplied token as an identity token".
#[tokio::test]
async fn without_scopes_only_an_identity_token_is_good() {
    let api = deploy(documents(json!([]))).await;
    api.check_refused(&call(&api, &signed("one", &access_claims("a b"))).await, 401, "UnauthorizedException", UNAUTHORIZED);
    api.check_served(&call(&api, &signed("one", &claims())).await);
    api.check_served(&call(&api, &format!("Bearer {}", signed("one", &claims()))).await);
}

// "the method call succeeds if any scope that's specified on the method in this step matches a scope that's claimed in the
// incoming token. Otherwise, the call fails with a 401 Unauthorized response."
#[tokio::test]
async fn with_scopes_an_access_token_needs_one_of_them() {
    let api = deploy(documents(json!(["pets/read", "pets/write"]))).await;
    for refused in [claims(), access_claims("pets/delete pets/rea"), access_claims("")] {
        api.check_refused(&call(&api, &signed("one", &refused)).await, 401, "UnauthorizedException", UNAUTHORIZED);
    }
    api.check_served(&call(&api, &signed("one", &access_claims("openid pets/write"))).await);
}

// "validate the aud (audience) field of the identity token".
#[tokio::test]
async fn an_audience_that_does_not_match_is_a_401() {
    let mut documents = documents(json!([]));
    documents.authorizer["identityValidationExpression"] = json!("^client$");
    let api = deploy(documents).await;
    let mut other = claims();
    other["aud"] = json!("other-client");
    api.check_refused(&call(&api, &signed("one", &other)).await, 401, "UnauthorizedException", UNAUTHORIZED);
    api.check_served(&call(&api, &signed("one", &claims())).await);
}

#[tokio::test]
async fn a_pool_that_cannot_be_reached_is_a_500() {
    let mut api = deploy(documents(json!([]))).await;
    api.gateway.trust.issuer_endpoints[0].url = "http://127.0.0.1:1".to_owned();
    let response = call(&api, &signed("one", &claims())).await;
    api.check_refused(&response, 500, "AuthorizerConfigurationException", r#"{"message":null}"#);
}

// "If authentication is successful, the resource policy is evaluated independently, and an explicit allow is required."
#[tokio::test]
async fn a_resource_policy_has_to_allow_too() {
    let statement =
        json!({"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*/GET/pets/*"});
    let api = deploy(documents(json!([])).policy(&json!([statement]))).await;
    let token = signed("one", &claims());
    let response = api.call(get("/pets/7")).await;
    api.check_refused(&response, 401, "UnauthorizedException", UNAUTHORIZED);
    assert_eq!(call(&api, &token).await.status(), 403);
    assert!(api.lambda.is_untouched());
    api.check_served(&api.call(get_with("/pets/7", &[("Authorization", &token)])).await);
}

// Claims as people log `event.requestContext.authorizer.claims` of REST APIs: all are texts.
#[tokio::test]
async fn the_backend_gets_the_claims_as_texts() {
    let api = deploy(documents(json!([]))).await;
    let mut claims = claims();
    claims["iat"] = json!(1_636_545_600);
    api.check_served(&call(&api, &signed("one", &claims)).await);
    let event = api.events(BACKEND).remove(0);
    let told = &event["requestContext"]["authorizer"]["claims"];
    assert_eq!((&told["sub"], &told["email_verified"]), (&json!("user-1"), &json!("true")));
    assert_eq!(told["cognito:groups"], "admin,users");
    assert_eq!(told["iat"], "Wed Nov 10 12:00:00 UTC 2021");
    assert_eq!(told["auth_time"], claims["auth_time"].to_string());
}
