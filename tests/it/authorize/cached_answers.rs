//! How long an authorizer's answer holds, and for whom (developer guide, "Configure a Lambda authorizer using the API
//! Gateway console", authorization caching).

use std::time::Duration;

use apigw_emulator::clock::Change;
use http::Request;
use serde_json::{Value, json};

use super::{API_ARN, BACKEND, Deployed, Documents, GUARD, answer, get_with, invocation_uri};

fn authorizer(kind: &str, identity_source: &str) -> Value {
    json!({"type": kind, "authorizerUri": invocation_uri(GUARD), "identitySource": identity_source})
}

async fn deploy(authorizer: Value, resource: &'static str) -> Deployed {
    Documents::with_authorizer(authorizer).deploy(move |_| answer("Allow", resource)).await
}

fn with_token(path: &str, token: &str) -> Request<()> {
    get_with(path, &[("Authorization", token)])
}

#[tokio::test]
async fn an_answer_holds_for_its_token_and_300_seconds() {
    let api = deploy(authorizer("TOKEN", "method.request.header.Authorization"), "*").await;
    for _ in 0..3 {
        api.check_served(&api.call(with_token("/pets", "a")).await);
    }
    assert_eq!(api.events(GUARD).len(), 1);
    api.check_served(&api.call(with_token("/pets", "b")).await);
    assert_eq!(api.events(GUARD).len(), 2, "another token is somebody else");
    api.api.shared.clock.change(Change::Advance(Duration::from_secs(299))).unwrap();
    api.check_served(&api.call(with_token("/pets", "a")).await);
    assert_eq!(api.events(GUARD).len(), 2);
    api.api.shared.clock.change(Change::Advance(Duration::from_secs(2))).unwrap();
    api.check_served(&api.call(with_token("/pets", "a")).await);
    assert_eq!(api.events(GUARD).len(), 3);
}

#[tokio::test]
async fn a_ttl_of_zero_asks_every_time() {
    let mut authorizer = authorizer("TOKEN", "method.request.header.Authorization");
    authorizer["authorizerResultTtlInSeconds"] = json!(0);
    let api = deploy(authorizer, "*").await;
    for _ in 0..2 {
        api.check_served(&api.call(with_token("/pets", "a")).await);
    }
    assert_eq!(api.events(GUARD).len(), 2);
}

// "When multiple identity sources are defined, they all used to derive the authorizer's cache key."
#[tokio::test]
async fn all_identity_sources_together_are_the_key() {
    let api = deploy(authorizer("REQUEST", "method.request.header.Auth,method.request.querystring.q"), "*").await;
    let pairs = [("1/1/2", "3"), ("1", "2/1/3"), ("1/1/2", "3"), ("a", "bc"), ("ab", "c"), ("a", "bc")];
    for (header, query) in pairs {
        api.check_served(&api.call(get_with(&format!("/pets?q={query}"), &[("Auth", header)])).await);
    }
    assert_eq!(api.events(GUARD).len(), 4);
}

// "To enable caching, your authorizer must return a policy that is applicable to all methods across an API": what is kept is
// the policy, and every method asks it anew (AWS re:Post, "Why is my API Gateway proxy resource with a Lambda authorizer that
// has caching activated returning HTTP 403").
#[tokio::test]
async fn a_kept_policy_is_asked_anew_for_every_method() {
    let api =
        deploy(authorizer("TOKEN", "method.request.header.Authorization"), "arn:aws:execute-api:*:*:*/prod/GET/pets/7").await;
    let response = api.call(with_token("/pets/8", "a")).await;
    let body = r#"{"Message":"User is not authorized to access this resource"}"#;
    api.check_refused(&response, 403, "AccessDeniedException", body);
    api.check_served(&api.call(with_token("/pets/7", "a")).await);
    let post = Request::post("/pets/7").header("Authorization", "a").body(()).expect("a request");
    assert_eq!(api.call(post).await.status(), 403);
    assert_eq!(api.events(GUARD).len(), 1);
    assert_eq!(api.events(GUARD)[0]["methodArn"], format!("{API_ARN}/prod/GET/pets/8"));
    assert_eq!(api.events(BACKEND).len(), 1);
}

#[tokio::test]
async fn a_publish_keeps_answers_and_a_flush_forgets_them() {
    let mut api = deploy(authorizer("TOKEN", "method.request.header.Authorization"), "*").await;
    api.check_served(&api.call(with_token("/pets", "a")).await);
    api.publish(|documents| documents.stage["variables"] = json!({"colour": "red"}));
    api.check_served(&api.call(with_token("/pets", "a")).await);
    assert_eq!(api.events(GUARD).len(), 1);
    api.stage.state.authorizer_results.forget_all();
    api.check_served(&api.call(with_token("/pets", "a")).await);
    assert_eq!(api.events(GUARD).len(), 2);
}

#[tokio::test]
async fn failures_are_not_kept() {
    let authorizer = authorizer("TOKEN", "method.request.header.Authorization");
    let api = Documents::with_authorizer(authorizer).deploy(|_| json!({"errorMessage": "Unauthorized"})).await;
    for _ in 0..2 {
        assert_eq!(api.call(with_token("/pets", "a")).await.status(), 401);
    }
    assert_eq!(api.events(GUARD).len(), 2);
}
