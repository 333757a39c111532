//! AWS_IAM at `$connect` (developer guide, "Using IAM authorization" of WebSocket APIs).

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4;
use serde_json::{Value, json};

use super::support::{Documents, Stage};

async fn serve() -> Stage {
    let documents = Documents::new().route_with("$connect", "hello", &json!({"authorizationType": "AWS_IAM"}));
    Stage::serve(documents, |_, _: &Value| Ok(json!({"statusCode": 200}))).await
}

/// The headers of a signed upgrade request.
fn signed(stage: &Stage, key: &str) -> Vec<(String, String)> {
    let identity = Credentials::new(key, "secret", None, None, "test").into();
    let params = v4::SigningParams::builder()
        .identity(&identity)
        .region("us-east-1")
        .name("execute-api")
        .time(stage.clock.now().to_system_time())
        .settings(SigningSettings::default())
        .build()
        .expect("all is given");
    let uri = format!("http://{}/prod", stage.address);
    let signable = SignableRequest::new("GET", &uri, std::iter::empty(), SignableBody::Bytes(b"")).expect("a request");
    let (instructions, _) = sign(signable, &params.into()).expect("a signature").into_parts();
    instructions.headers().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

#[tokio::test]
async fn who_has_not_signed_cannot_connect() {
    let stage = serve().await;
    let unknown = signed(&stage, "AKIDUNKNOWN");
    for headers in [vec![], vec![("authorization".to_owned(), "Bearer x".to_owned())], unknown] {
        let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (&**name, &**value)).collect();
        let Err(refusal) = stage.try_connect(&headers).await else { panic!("the client must be refused: {headers:?}") };
        assert_eq!(refusal.status().as_u16(), 403);
    }
    assert_eq!(stage.lambda.calls("hello"), 0);
}

#[tokio::test]
async fn the_function_is_told_who_signed() {
    let stage = serve().await;
    let headers = signed(&stage, "test");
    let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (&**name, &**value)).collect();
    stage.try_connect(&headers).await.expect("a connection");
    let event = stage.lambda.event("hello").await;
    let identity = &event["requestContext"]["identity"];
    assert_eq!((&identity["accessKey"], &identity["accountId"]), (&json!("test"), &json!("000000000000")));
    assert_eq!(identity["userArn"], "arn:aws:iam::000000000000:root");
    assert!(event["requestContext"].get("authorizer").is_none());
}
