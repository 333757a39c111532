//! REQUEST authorizers (developer guide, "Configure a Lambda authorizer using the API Gateway console", and API reference,
//! CreateAuthorizer).

use serde_json::{Value, json};

use super::{API_ARN, BACKEND, Documents, GUARD, answer, get, get_with, invocation_uri};

fn request_authorizer(identity_source: &str) -> Value {
    json!({
        "type": "REQUEST",
        "authorizerUri": invocation_uri(GUARD),
        "identitySource": identity_source,
        "authorizerResultTtlInSeconds": 300,
    })
}

// API reference, CreateAuthorizer, identitySource: all must be present, not null and not empty.
#[tokio::test]
async fn without_every_identity_source_the_function_is_not_called() {
    let sources = "method.request.header.Auth, method.request.querystring.Name, stageVariables.colour, context.httpMethod";
    let api = Documents::with_authorizer(request_authorizer(sources)).deploy(|_| answer("Allow", "*")).await;
    for request in [
        get("/pets"),
        get("/pets?Name=x"),
        get_with("/pets", &[("Auth", "x")]),
        get_with("/pets?Name=", &[("Auth", "x")]),
        get_with("/pets?name=x", &[("Auth", "x")]),
        get_with("/pets?Name=x", &[("Auth", "")]),
    ] {
        let response = api.call(request).await;
        api.check_refused(&response, 401, "UnauthorizedException", r#"{"message":"Unauthorized"}"#);
    }
    assert!(api.lambda.is_untouched());
    api.check_served(&api.call(get_with("/pets?Name=x", &[("Auth", "x")])).await);
}

#[tokio::test]
async fn a_stage_variable_that_is_not_set_is_a_missing_identity() {
    let api = Documents::with_authorizer(request_authorizer("stageVariables.absent")).deploy(|_| answer("Allow", "*")).await;
    let response = api.call(get("/pets")).await;
    api.check_refused(&response, 401, "UnauthorizedException", r#"{"message":"Unauthorized"}"#);
}

// Developer guide, "Input to an Amazon API Gateway Lambda authorizer".
#[tokio::test]
async fn the_function_gets_the_whole_request() {
    let api = Documents::with_authorizer(request_authorizer("method.request.header.HeaderAuth1"))
        .deploy(|_| answer("Allow", "*"))
        .await;
    let request = get_with("/pets/7?a=1&a=2", &[("HeaderAuth1", "headerValue1"), ("User-Agent", "agent")]);
    api.check_served(&api.call(request).await);
    let [event] = &api.events(GUARD)[..] else { panic!("one call") };
    assert_eq!((&event["type"], &event["methodArn"]), (&json!("REQUEST"), &json!(format!("{API_ARN}/prod/GET/pets/7"))));
    assert_eq!(
        (&event["resource"], &event["path"], &event["httpMethod"]),
        (&json!("/pets/{id}"), &json!("/pets/7"), &json!("GET"))
    );
    assert_eq!(event["headers"]["headerauth1"], "headerValue1");
    assert_eq!(event["multiValueHeaders"]["User-Agent"], json!(["agent"]));
    assert_eq!(event["queryStringParameters"], json!({"a": "2"}));
    assert_eq!(event["multiValueQueryStringParameters"], json!({"a": ["1", "2"]}));
    assert_eq!(event["pathParameters"], json!({"id": "7"}));
    assert_eq!(event["stageVariables"], json!({"colour": "blue"}));
    let context = &event["requestContext"];
    assert_eq!((&context["path"], &context["resourcePath"]), (&json!("/prod/pets/7"), &json!("/pets/{id}")));
    assert_eq!((&context["apiId"], &context["stage"]), (&json!("a1b2c3d4e5"), &json!("prod")));
    assert_eq!(context["identity"]["sourceIp"], "192.0.2.1");
    assert!(event.get("body").is_none() && event.get("isBase64Encoded").is_none() && context.get("authorizer").is_none());
}

#[tokio::test]
async fn what_is_empty_is_an_empty_object() {
    let mut documents = Documents::with_authorizer(request_authorizer("context.identity.sourceIp"));
    documents.stage["variables"] = json!({});
    let api = documents.deploy(|_| answer("Allow", "*")).await;
    api.check_served(&api.call(get("/pets")).await);
    let [event] = &api.events(GUARD)[..] else { panic!("one call") };
    for member in ["queryStringParameters", "multiValueQueryStringParameters", "pathParameters", "stageVariables"] {
        assert_eq!(event[member], json!({}), "{member}");
    }
}

// "When caching is disabled, it is not necessary to specify an identity source."
#[tokio::test]
async fn without_identity_sources_the_function_is_always_asked() {
    let mut authorizer = request_authorizer("");
    authorizer["authorizerResultTtlInSeconds"] = json!(0);
    let api = Documents::with_authorizer(authorizer).deploy(|_| answer("Allow", "*")).await;
    for _ in 0..2 {
        api.check_served(&api.call(get("/pets")).await);
    }
    assert_eq!(api.events(GUARD).len(), 2);
}

// Developer guide, "$context.authorizer": `principalId` and the members of the context.
#[tokio::test]
async fn templates_are_told_what_the_authorizer_said() {
    let decide = |_: &Value| {
        let mut answer = answer("Allow", "*");
        answer["context"] = json!({"level": 7});
        answer
    };
    let documents = Documents::with_authorizer(request_authorizer("method.request.header.Auth"));
    let template = r#"{"who": "$context.authorizer.principalId", "level": "$context.authorizer.level"}"#;
    let api = documents.mapped(template).deploy(decide).await;
    assert_eq!(api.call(get_with("/pets", &[("Auth", "x")])).await.status(), 200);
    assert_eq!(api.events(BACKEND), [json!({"who": "user", "level": "7"})]);
}
