//! AWS_IAM: what the signer of a request may do, and who backends are told it is (developer guide, "IAM authentication and resource
//! policy").

use apigw_emulator::gateway::authorize::Signers;
use serde_json::json;

use super::signature::{KEY, MASKED, SECRET, Signing, deploy, deploy_for, documents, statement};
use super::{BACKEND, Deployed, get};
use http::Request;

// AWS re:Post, "How do I troubleshoot HTTP 403 errors from API Gateway?"
#[tokio::test]
async fn a_principal_needs_a_policy_that_allows_it() {
    let user = "User: arn:aws:iam::123456789012:user/ann is not authorized to perform: execute-api:Invoke on resource:";
    let nothing = deploy_for(documents(), "123456789012", json!([])).await;
    let response = nothing.call(Signing::default().get("/pets", &[])).await;
    nothing.check_refused(&response, 403, "AccessDeniedException", &format!(r#"{{"Message":"{user} {MASKED}"}}"#));
    let denied = deploy_for(documents(), "123456789012", json!([statement("Allow", "*"), statement("Deny", "*/GET/pets")])).await;
    let response = denied.call(Signing::default().get("/pets", &[])).await;
    let body = format!(r#"{{"Message":"{user} {MASKED} with an explicit deny"}}"#);
    denied.check_refused(&response, 403, "AccessDeniedException", &body);
    denied.check_served(&denied.call(Signing::default().get("/pets/7", &[])).await);
}

// Developer guide, "How API Gateway resource policies affect authorization workflow", tables A and B.
#[tokio::test]
async fn within_an_account_one_policy_is_enough_and_between_accounts_both_are_needed() {
    let effects = ["Allow", "", "Deny"];
    for (account, allowed) in
        [("123456789012", vec![("Allow", "Allow"), ("Allow", ""), ("", "Allow")]), ("444455556666", vec![("Allow", "Allow")])]
    {
        for by_identity in effects {
            for by_resource in effects {
                let statements = |effect: &str| if effect.is_empty() { vec![] } else { vec![statement(effect, "*")] };
                let mut resource = statements(by_resource);
                for statement in &mut resource {
                    statement["Principal"] = json!({"AWS": account});
                }
                let api = deploy_for(documents().policy(&json!(resource)), account, json!(statements(by_identity))).await;
                let status = api.call(Signing::default().get("/pets", &[])).await.status().as_u16();
                let expected = if allowed.contains(&(by_identity, by_resource)) { 200 } else { 403 };
                assert_eq!(status, expected, "account {account}, identity {by_identity:?}, resource {by_resource:?}");
            }
        }
    }
}

// IAM user guide, "AWS account root user": it has complete access to what is its account's.
#[tokio::test]
async fn the_root_of_an_account_needs_no_policy_there() {
    let deny = vec![json!({"Effect": "Deny", "Action": "*", "Resource": "*", "Principal": "*"})];
    for (principal, policy, status) in [
        ("arn:aws:iam::123456789012:user/root", vec![], 403),
        ("arn:aws:iam::444455556666:root", vec![], 403),
        ("arn:aws:iam::123456789012:root", deny, 403),
        ("arn:aws:iam::123456789012:root", vec![], 200),
    ] {
        let documents = if policy.is_empty() { documents() } else { documents().policy(&json!(policy)) };
        let mut api = documents.deploy_alone().await;
        let credentials =
            json!({"credentials": [{"accessKeyId": KEY, "secretAccessKey": SECRET, "principalArn": principal, "policies": []}]});
        api.gateway.trust.signers = Signers::from_json(&credentials.to_string()).expect("credentials");
        let answered = api.call(Signing::default().get("/pets", &[])).await.status().as_u16();
        assert_eq!((answered, api.events(BACKEND).len()), (status, usize::from(status == 200)), "{principal} {policy:?}");
    }
}

#[tokio::test]
async fn temporary_keys_come_with_their_token() {
    let mut api = documents().deploy_alone().await;
    let credentials = json!({"credentials": [{
        "accessKeyId": KEY, "secretAccessKey": SECRET, "sessionToken": "token-1",
        "principalArn": "arn:aws:sts::123456789012:assumed-role/Admin/session", "policies": [{"Statement": statement("Allow", "*")}],
    }]});
    api.gateway.trust.signers = Signers::from_json(&credentials.to_string()).expect("credentials");
    for token in [None, Some("token-2")] {
        let response = api.call(Signing { token, ..Signing::default() }.get("/pets", &[])).await;
        api.check_refused(
            &response,
            403,
            "UnrecognizedClientException",
            r#"{"message":"The security token included in the request is invalid."}"#,
        );
    }
    for presigned in [false, true] {
        api.check_served(&api.call(Signing { token: Some("token-1"), presigned, ..Signing::default() }.get("/pets", &[])).await);
    }
}

// Developer guide, "Gateway response types", EXPIRED_TOKEN; the words are those of AWS STS's credentials everywhere.
#[tokio::test]
async fn temporary_keys_that_have_expired_are_refused() {
    let mut api = documents().deploy_alone().await;
    let know = |api: &mut Deployed, expiration: &str| {
        let credentials = json!({"credentials": [{
            "accessKeyId": KEY, "secretAccessKey": SECRET, "sessionToken": "token-1", "expiration": expiration,
            "principalArn": "arn:aws:sts::123456789012:assumed-role/Admin/session", "policies": [{"Statement": statement("Allow", "*")}],
        }]});
        api.gateway.trust.signers = Signers::from_json(&credentials.to_string()).expect("credentials");
    };
    for presigned in [false, true] {
        let request = || Signing { token: Some("token-1"), presigned, ..Signing::default() }.get("/pets", &[]);
        know(&mut api, "2026-01-01T00:00:00Z");
        let body = r#"{"message":"The security token included in the request is expired"}"#;
        let response = api.call(request()).await;
        assert_eq!((response.status().as_u16(), &response.body()[..]), (403, body.as_bytes()));
        assert_eq!(response.headers()["x-amzn-errortype"], "ExpiredTokenException");
        assert!(api.lambda.is_untouched());
    }
    know(&mut api, "2999-12-31T00:00:00Z");
    api.check_served(&api.call(Signing { token: Some("token-1"), ..Signing::default() }.get("/pets", &[])).await);
}

// IAM user guide, "AWS global condition context keys": aws:PrincipalType, aws:PrincipalArn, aws:PrincipalAccount, aws:username.
#[tokio::test]
async fn policies_can_ask_who_signed() {
    let condition = |operator: &str| {
        json!({operator: {
            "aws:PrincipalType": "User", "aws:PrincipalArn": "arn:aws:iam::123456789012:user/ann", "aws:PrincipalAccount": "123456789012",
            "aws:username": "ann", "aws:userid": "AIDAEXAMPLE",
        }})
    };
    for (operator, status) in [("StringEquals", 200), ("StringNotEquals", 403)] {
        let mut allow = statement("Allow", "*");
        allow["Principal"] = json!("*");
        allow["Condition"] = condition(operator);
        let api = deploy_for(documents().policy(&json!([allow])), "123456789012", json!([])).await;
        assert_eq!(api.call(Signing::default().get("/pets", &[])).await.status(), status, "{operator}");
    }
}

#[tokio::test]
async fn without_a_credentials_file_the_own_key_passes() {
    let mut api = documents().deploy_alone().await;
    api.gateway.trust.signers = Signers::anyone("test", "123456789012");
    api.check_served(&api.call(Signing { key: "test", secret: "anything", ..Signing::default() }.get("/pets", &[])).await);
    assert_eq!(api.call(Signing::default().get("/pets", &[])).await.status(), 403, "another key");
    assert_eq!(api.call(get("/pets")).await.status(), 403, "no signature");
    let elsewhere = Signing { key: "444455556666", ..Signing::default() };
    assert_eq!(api.call(elsewhere.get("/pets", &[])).await.status(), 403, "the key of another account");
    api.check_served(&api.call(Signing { key: "123456789012", ..Signing::default() }.get("/pets", &[])).await);
    let (mut parts, ()) = Signing { key: "test", ..Signing::default() }.get("/pets", &[]).into_parts();
    let authorization = format!("{}0", parts.headers["authorization"].to_str().expect("text"));
    parts.headers.insert("authorization", authorization.parse().expect("a value"));
    assert_eq!(api.call(Request::from_parts(parts, ())).await.status(), 403, "no well-formed signature");
    assert_eq!(api.events(BACKEND).len(), 2);
}

// Developer guide, "$context.identity": who signed.
#[tokio::test]
async fn templates_are_told_who_signed() {
    let template = r#"{"key": "$context.identity.accessKey", "account": "$context.identity.accountId",
        "user": "$context.identity.user", "arn": "$context.identity.userArn"}"#;
    let api = deploy_for(documents().mapped(template), "123456789012", json!([statement("Allow", "*")])).await;
    assert_eq!(api.call(Signing::default().get("/pets", &[])).await.status(), 200);
    let arn = "arn:aws:iam::123456789012:user/ann";
    assert_eq!(api.events(BACKEND), [json!({"key": KEY, "account": "123456789012", "user": "AIDAEXAMPLE", "arn": arn})]);
}

// The same page.
#[tokio::test]
async fn the_backend_is_told_who_signed() {
    let api = deploy().await;
    api.check_served(&api.call(Signing::default().get("/pets", &[])).await);
    let identity = &api.events(BACKEND)[0]["requestContext"]["identity"];
    assert_eq!((&identity["accessKey"], &identity["accountId"]), (&json!(KEY), &json!("123456789012")));
    assert_eq!((&identity["caller"], &identity["user"]), (&json!("AIDAEXAMPLE"), &json!("AIDAEXAMPLE")));
    assert_eq!(identity["userArn"], "arn:aws:iam::123456789012:user/ann");
    assert_eq!(api.events(BACKEND)[0]["requestContext"].get("authorizer"), None);
}
