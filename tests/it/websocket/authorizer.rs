//! Who may connect: Lambda authorizers (developer guide, "Creating a Lambda REQUEST authorizer function").

use serde_json::{Value, json};

use super::http_proxy::mirror;
use super::support::{Documents, Stage, invocation_uri};

const ARN: &str = "arn:aws:execute-api:us-east-1:000000000000:abcdef1234/prod/$connect";

/// An API whose authorizer wants the header `Auth` and the query parameter `name`.
fn documents() -> Documents {
    guarded().two_way("$default", "hello")
}

fn guarded() -> Documents {
    guarded_by(&json!(["route.request.header.Auth", "route.request.querystring.name"]))
}

fn guarded_by(identity_sources: &Value) -> Documents {
    let authorizer = json!({
        "authorizerType": "REQUEST",
        "authorizerUri": invocation_uri("guard"),
        "identitySource": identity_sources,
    });
    Documents::new().with("/authorizers/a1", &authorizer).route_with(
        "$connect",
        "hello",
        &json!({"authorizationType": "CUSTOM", "authorizerId": "a1"}),
    )
}

/// Serves the API; the authorizer answers with this effect on this resource.
async fn serve(effect: &'static str, resource: &'static str) -> Stage {
    serve_documents(documents(), effect, resource).await
}

async fn serve_documents(documents: Documents, effect: &'static str, resource: &'static str) -> Stage {
    Stage::serve(documents, move |function, event| match function {
        "guard" if effect == "Error" => Err(json!({"errorMessage": resource})),
        "guard" => Ok(json!({
            "principalId": "user",
            "policyDocument": {"Statement": [{"Effect": effect, "Action": "execute-api:Invoke", "Resource": resource}]},
            "context": {"level": 7},
        })),
        _ => Ok(json!({"statusCode": 200, "body": event["requestContext"]["authorizer"].to_string()})),
    })
    .await
}

/// Expects that a client is refused before `$connect` runs.
async fn check_refused(stage: &Stage, path: &str, headers: &[(&str, &str)], status: u16, message: &Value) {
    let Err(refusal) = stage.try_connect_to(path, headers).await else { panic!("the client must be refused") };
    let body: Value = serde_json::from_str(refusal.body()).expect("JSON");
    assert_eq!((refusal.status().as_u16(), &body["message"]), (status, message));
    assert_eq!(stage.lambda.calls("hello"), 0);
}

// "The sources must be separated by comma", says AWS where it refuses others (aws/aws-cdk issue 18307).
#[tokio::test]
async fn one_text_may_have_all_identity_sources() {
    let sources = json!(["route.request.header.Auth, route.request.querystring.name"]);
    let stage = serve_documents(guarded_by(&sources).two_way("$default", "hello"), "Allow", "*").await;
    check_refused(&stage, "/prod?name=x", &[], 401, &json!("Unauthorized")).await;
    check_refused(&stage, "/prod", &[("auth", "x")], 401, &json!("Unauthorized")).await;
    assert!(stage.try_connect_to("/prod?name=x", &[("auth", "x")]).await.is_ok());
}

#[tokio::test]
async fn without_every_identity_source_the_function_is_not_called() {
    let stage = serve("Allow", "*").await;
    for (path, headers) in [("/prod?name=x", vec![]), ("/prod", vec![("auth", "x")]), ("/prod?name=", vec![("auth", "x")])] {
        check_refused(&stage, path, &headers, 401, &json!("Unauthorized")).await;
    }
    assert_eq!(stage.lambda.calls("guard"), 0);
}

#[tokio::test]
async fn whom_the_authorizer_does_not_allow_is_refused() {
    for (effect, resource, status) in [
        ("Deny", ARN, 403),
        ("Allow", "arn:aws:execute-api:us-east-1:000000000000:abcdef1234/test/*", 403),
        ("Error", "Unauthorized", 401),
        ("Error", "something else", 500),
        ("Perhaps", ARN, 500),
    ] {
        let stage = serve(effect, resource).await;
        let Err(refusal) = stage.try_connect_to("/prod?name=x", &[("auth", "x")]).await else { panic!("{effect}") };
        assert_eq!((refusal.status().as_u16(), stage.lambda.calls("hello")), (status, 0), "{effect} {resource}");
    }
}

#[tokio::test]
async fn the_function_gets_the_upgrade_request() {
    let stage = serve("Allow", ARN).await;
    stage.try_connect_to("/prod?name=x", &[("auth", "x")]).await.expect("a connection");
    let event = stage.lambda.event("guard").await;
    assert_eq!((&event["type"], &event["methodArn"]), (&json!("REQUEST"), &json!(ARN)));
    assert_eq!(event["queryStringParameters"], json!({"name": "x"}));
    assert_eq!(event["multiValueQueryStringParameters"], json!({"name": ["x"]}));
    assert_eq!((&event["headers"]["auth"], &event["stageVariables"]), (&json!("x"), &json!({})));
    // The guide's example has these, which `$connect` itself does not get.
    for (name, value) in [("Connection", "upgrade"), ("Upgrade", "websocket"), ("content-length", "0")] {
        assert_eq!((&event["headers"][name], &event["multiValueHeaders"][name]), (&json!(value), &json!([value])));
    }
    let context = &event["requestContext"];
    assert_eq!((&context["routeKey"], &context["eventType"]), (&json!("$connect"), &json!("CONNECT")));
    assert!(event.get("pathParameters").is_none() && context.get("authorizer").is_none());
}

#[tokio::test]
async fn every_event_of_the_connection_has_the_authorizers_context() {
    let stage = serve("Allow", ARN).await;
    let (mut client, _) = stage.try_connect_to("/prod?name=x", &[("auth", "x")]).await.expect("a connection");
    let connected = stage.lambda.event("hello").await["requestContext"]["authorizer"].clone();
    assert_eq!((&connected["principalId"], &connected["level"]), (&json!("user"), &json!("7")));
    for _ in 0..2 {
        client.send("hi").await;
        assert_eq!(client.receive_json().await, connected);
    }
    assert_eq!(stage.lambda.calls("guard"), 1, "a connection is authorized once");
}

// Developer guide, "WebSocket API mapping template reference": `$context.authorizer.principalId` and `.property`.
#[tokio::test]
async fn templates_and_mappings_know_what_the_authorizer_said() {
    let http = json!({
        "integrationType": "HTTP", "integrationMethod": "POST", "integrationUri": mirror().await,
        "requestTemplates": {"$default": "$context.authorizer.principalId $context.authorizer.level"},
        "requestParameters": {"integration.request.header.level": "context.authorizer.level"},
    });
    let response = json!({"integrationResponseKey": "$default"});
    let stage = serve_documents(guarded().integration("$default", &http, &[response]), "Allow", ARN).await;
    let (mut client, _) = stage.try_connect_to("/prod?name=x", &[("auth", "x")]).await.expect("a connection");
    client.send("{}").await;
    let seen = client.receive_json().await;
    assert_eq!((&seen["body"], &seen["headers"]["level"]), (&json!("user 7"), &json!("7")), "{seen}");
}
