//! Resource policies (developer guide, "How API Gateway resource policies affect authorization workflow" and "API Gateway
//! resource policy examples").

use serde_json::{Value, json};

use super::{Deployed, Documents, GUARD, answer, get, get_with, invocation_uri};

/// How AWS names a method in refusals: `User: anonymous is not authorized to perform: execute-api:Invoke on resource:
/// arn:aws:execute-api:us-east-2:********1977:fywvr4qneh/api/GET/sentiment/` (as people quote it).
const MASKED: &str = "arn:aws:execute-api:us-east-1:********9012:a1b2c3d4e5/prod";

fn statement(effect: &str, resource: &str) -> Value {
    json!({"Effect": effect, "Principal": "*", "Action": "execute-api:Invoke", "Resource": resource})
}

/// The guide's example "Deny API traffic based on source IP address or range".
fn deny_by_address() -> Value {
    let mut deny = statement("Deny", "execute-api:/*");
    deny["Condition"] = json!({"IpAddress": {"aws:SourceIp": ["192.0.2.0/24", "198.51.100.0/24"]}});
    json!([statement("Allow", "execute-api:/*"), deny])
}

fn anonymous(path: &str, end: &str) -> String {
    format!(
        r#"{{"Message":"User: anonymous is not authorized to perform: execute-api:Invoke on resource: {MASKED}/{path}{end}"}}"#
    )
}

fn guarded() -> Documents {
    Documents::with_authorizer(json!({
        "type": "TOKEN",
        "authorizerUri": invocation_uri(GUARD),
        "identitySource": "method.request.header.Authorization",
    }))
}

/// Deploys an authorizer whose answer says `by_authorizer` and a policy that says `by_policy`; nothing is said by `""`.
async fn table_a(by_authorizer: &'static str, by_policy: &str) -> Deployed {
    let statements = if by_policy.is_empty() { json!([]) } else { json!([statement(by_policy, "execute-api:/*")]) };
    let decide = move |_: &Value| match by_authorizer {
        "" => answer("Allow", "arn:aws:execute-api:*:*:elsewhere/*"),
        effect => answer(effect, "*"),
    };
    guarded().policy(&statements).deploy(decide).await
}

async fn call_with_token(api: &Deployed) -> http::Response<bytes::Bytes> {
    api.call(get_with("/pets", &[("Authorization", "x")])).await
}

#[tokio::test]
async fn an_address_that_the_policy_denies_is_refused() {
    let api = Documents::open().policy(&deny_by_address()).deploy_alone().await;
    let response = api.call_from([192, 0, 2, 77], get("/pets/7")).await;
    api.check_refused(&response, 403, "AccessDeniedException", &anonymous("GET/pets/7", " with an explicit deny"));
    api.check_served(&api.call_from([203, 0, 113, 4], get("/pets/7")).await);
}

#[tokio::test]
async fn without_authorization_the_policy_has_to_allow() {
    let api = Documents::open().policy(&json!([statement("Allow", "execute-api:/prod/GET/pets")])).deploy_alone().await;
    let response = api.call(get("/pets/7")).await;
    api.check_refused(&response, 403, "AccessDeniedException", &anonymous("GET/pets/7", ""));
    api.check_served(&api.call(get("/pets")).await);
}

#[tokio::test]
async fn a_policy_for_named_principals_lets_nobody_in_without_credentials() {
    let mut allow = statement("Allow", "execute-api:/*");
    allow["Principal"] = json!({"AWS": "123456789012"});
    let api = Documents::open().policy(&json!(allow)).deploy_alone().await;
    let response = api.call(get("/pets")).await;
    api.check_refused(&response, 403, "AccessDeniedException", &anonymous("GET/pets", ""));
}

// "If found, the caller is denied access immediately. Otherwise, the Lambda authorizer is called."
#[tokio::test]
async fn whom_the_policy_denies_is_not_asked_for_a_token() {
    let api = guarded().policy(&deny_by_address()).deploy(|_| answer("Allow", "*")).await;
    let response = api.call(get("/pets")).await;
    api.check_refused(&response, 403, "AccessDeniedException", &anonymous("GET/pets", " with an explicit deny"));
    assert!(api.lambda.is_untouched());
    let response = api.call_from([203, 0, 113, 4], get("/pets")).await;
    api.check_refused(&response, 401, "UnauthorizedException", r#"{"message":"Unauthorized"}"#);
}

// Table A of the page on the authorization flow, row by row.
#[tokio::test]
async fn one_allow_is_enough() {
    for (by_authorizer, by_policy) in [("Allow", "Allow"), ("Allow", ""), ("", "Allow")] {
        let api = table_a(by_authorizer, by_policy).await;
        api.check_served(&call_with_token(&api).await);
    }
}

#[tokio::test]
async fn one_deny_is_too_much() {
    for by_authorizer in ["Allow", "", "Deny"] {
        let api = table_a(by_authorizer, "Deny").await;
        let response = call_with_token(&api).await;
        api.check_refused(&response, 403, "AccessDeniedException", &anonymous("GET/pets", " with an explicit deny"));
    }
    for by_policy in ["Allow", ""] {
        let api = table_a("Deny", by_policy).await;
        let response = call_with_token(&api).await;
        let body = r#"{"Message":"User is not authorized to access this resource with an explicit deny"}"#;
        api.check_refused(&response, 403, "AccessDeniedException", body);
    }
}

#[tokio::test]
async fn where_neither_speaks_the_caller_is_refused() {
    let api = table_a("", "").await;
    let response = call_with_token(&api).await;
    api.check_refused(&response, 403, "AccessDeniedException", r#"{"Message":"User is not authorized to access this resource"}"#);
}

#[tokio::test]
async fn a_policy_of_another_stage_or_method_says_nothing_here() {
    for resource in ["execute-api:/test/*", "execute-api:/prod/POST/*", "arn:aws:execute-api:us-east-1:123456789012:other/*"] {
        let api = Documents::open().policy(&json!([statement("Allow", resource)])).deploy_alone().await;
        assert_eq!(api.call(get("/pets")).await.status(), 403, "{resource}");
    }
}

// Developer guide, "Resource format of permissions for executing API": what follows the method is the resource's path, of
// which a domain name's base path is no part.
#[tokio::test]
async fn a_custom_domain_name_changes_no_arn() {
    let statements = json!([statement("Allow", "execute-api:/prod/GET/*"), statement("Deny", "execute-api:/prod/GET/pets/7")]);
    let api = Documents::open().policy(&statements).deploy_alone().await;
    let response = api.call_at_domain("/v1", get("/pets/7")).await;
    api.check_refused(&response, 403, "AccessDeniedException", &anonymous("GET/pets/7", " with an explicit deny"));
    api.check_served(&api.call_at_domain("/v1", get("/pets")).await);
}
