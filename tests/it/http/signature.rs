//! AWS_IAM: only who signs and is allowed gets through (developer guide, "Using IAM authorization"). How signatures are read
//! is tested with those of REST APIs, which share the code.

use apigw_emulator::gateway::Gateway;
use bytes::Bytes;
use http::{Request, Response};
use serde_json::{Value, json};

use super::{Backend, Documents, check_message, gateway};
use crate::authorize::signature::{KEY, Signing, trust};

/// A gateway that knows one key, whose principal may do what these statements say.
fn gateway_for(lambda: &Backend, account: &str, statements: &Value) -> Gateway {
    Gateway { trust: trust(account, statements), ..gateway(Some(lambda)) }
}

fn allow(resource: &str) -> Value {
    json!([{"Effect": "Allow", "Action": "execute-api:Invoke", "Resource": resource}])
}

/// Calls the stage `prod` of an API that anyone may call who has signed and is allowed.
async fn call(gateway: &Gateway, lambda: &Backend, payload_format: &str, request: Request<()>) -> Response<Bytes> {
    let integration = json!({
        "integrationType": "AWS_PROXY",
        "integrationUri": "arn:aws:lambda:us-east-1:123456789012:function:orders",
        "payloadFormatVersion": payload_format,
    });
    let route = json!({"routeKey": "GET /pets/{id}", "authorizationType": "AWS_IAM"});
    let api = Documents::with_lambda(lambda).route_with(route, integration);
    let (mut parts, ()) = request.into_parts();
    parts.uri = format!("/prod{}", parts.uri).parse().expect("a path");
    api.call_compiled(gateway, &api.compile("prod", json!({})), Request::from_parts(parts, "")).await
}

async fn lambda() -> Backend {
    Backend::answering(Response::new(r#"{"statusCode": 200}"#)).await
}

#[tokio::test]
async fn whoever_has_not_signed_well_is_forbidden() {
    let lambda = lambda().await;
    let gateway = gateway_for(&lambda, "123456789012", &allow("*"));
    let old = Signing::default().at - std::time::Duration::from_secs(360);
    for request in [
        Request::get("/pets/7").body(()).expect("a request"),
        Request::get("/pets/7").header("authorization", "Bearer x").body(()).expect("a request"),
        Signing { secret: "other", ..Signing::default() }.get("/pets/7", &[]),
        Signing { secret: "other", presigned: true, ..Signing::default() }.get("/pets/7", &[]),
        Signing { key: "AKIDOTHER", ..Signing::default() }.get("/pets/7", &[]),
        Signing { region: "eu-west-1", ..Signing::default() }.get("/pets/7", &[]),
        Signing { service: "lambda", ..Signing::default() }.get("/pets/7", &[]),
        Signing { at: old, ..Signing::default() }.get("/pets/7", &[]),
    ] {
        check_message(&call(&gateway, &lambda, "2.0", request).await, 403, "Forbidden");
    }
    assert!(lambda.is_untouched());
}

#[tokio::test]
async fn whoever_is_not_allowed_is_forbidden() {
    let lambda = lambda().await;
    let deny = json!([allow("*")[0], {"Effect": "Deny", "Action": "*", "Resource": "*/GET/pets/7"}]);
    for (account, statements) in [
        ("123456789012", json!([])),
        ("123456789012", allow("arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/prod/POST/*")),
        ("123456789012", deny),
        // Between accounts a resource policy is needed, which HTTP APIs do not have.
        ("444455556666", allow("*")),
    ] {
        let gateway = gateway_for(&lambda, account, &statements);
        let response = call(&gateway, &lambda, "2.0", Signing::default().get("/pets/7", &[])).await;
        check_message(&response, 403, "Forbidden");
    }
    assert!(lambda.is_untouched());
}

// Recorded from AWS: aws-powertools/powertools-lambda-typescript, tests/events/apigw-http/iam-auth.json.
#[tokio::test]
async fn the_function_is_told_who_signed() {
    let lambda = lambda().await;
    let route = "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/prod/GET/pets/7";
    let gateway = gateway_for(&lambda, "123456789012", &allow(route));
    let signed = |presigned| Signing { presigned, ..Signing::default() }.get("/pets/7?a=b%20c", &[("x-two", "a  b")]);
    for presigned in [false, true] {
        assert_eq!(call(&gateway, &lambda, "2.0", signed(presigned)).await.status(), 200);
    }
    assert_eq!(call(&gateway, &lambda, "1.0", signed(false)).await.status(), 200);
    let events: Vec<Value> = lambda.requests().iter().map(|seen| serde_json::from_slice(&seen.body).expect("JSON")).collect();
    let arn = "arn:aws:iam::123456789012:user/ann";
    let iam = json!({
        "accessKey": KEY, "accountId": "123456789012", "callerId": "AIDAEXAMPLE", "cognitoIdentity": null,
        "principalOrgId": null, "userArn": arn, "userId": "AIDAEXAMPLE",
    });
    for event in &events[..2] {
        assert_eq!(event["requestContext"]["authorizer"], json!({"iam": iam}));
    }
    let context = &events[2]["requestContext"];
    let identity = |name: &str| context["identity"][name].as_str().unwrap_or("");
    assert_eq!((identity("accessKey"), identity("accountId"), identity("userArn")), (KEY, "123456789012", arn));
    assert_eq!((identity("caller"), identity("user")), ("AIDAEXAMPLE", "AIDAEXAMPLE"));
    assert!(context.get("authorizer").is_none());
}
