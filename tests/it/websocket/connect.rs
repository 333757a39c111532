use serde_json::{Value, json};

use super::support::{Documents, Stage};

fn answers(result: Value) -> impl Fn(&str, &Value) -> Result<Value, Value> {
    move |_, _| Ok(result.clone())
}

async fn check_status(result: Result<Value, Value>, expected: u16) {
    let stage = Stage::serve(Documents::new().route("$connect", "hello"), move |_, _| result.clone()).await;
    let status = match stage.try_connect(&[]).await {
        Ok((_, accepted)) => accepted.status(),
        Err(refused) => refused.status(),
    };
    assert_eq!(status, expected);
}

// Measured on AWS with wscat (notes of a user, "websocket": ?status=201 connects, ?status=301 is refused with 301 …).
#[tokio::test]
async fn the_status_of_connect_decides_and_refusals_pass_it_on() {
    check_status(Ok(json!({"statusCode": 200})), 101).await;
    check_status(Ok(json!({"statusCode": 201})), 101).await;
    for refused in [301, 401, 403, 501] {
        check_status(Ok(json!({"statusCode": refused})), refused).await;
    }
}

// Measured likewise: ?exc=foo is refused with 502.
#[tokio::test]
async fn a_failing_function_refuses_with_502() {
    check_status(Err(json!({"errorMessage": "foo", "errorType": "Error"})), 502).await;
    check_status(Ok(json!("not an object")), 502).await;
}

// Developer guide, "Managing connected users": "Setting up an integration for $connect is optional."
#[tokio::test]
async fn without_a_connect_route_everyone_connects() {
    let stage = Stage::serve(Documents::new(), answers(Value::Null)).await;
    let (_client, accepted) = stage.try_connect(&[]).await.unwrap();
    assert_eq!(accepted.status(), 101);
}

#[tokio::test]
async fn a_check_that_cannot_be_made_refuses_before_the_function() {
    let documents = Documents::new().route_with("$connect", "hello", &json!({"authorizationType": "JWT"}));
    let stage = Stage::serve(documents, answers(json!({"statusCode": 200}))).await;
    assert_eq!(stage.refusal().await, 500);
    assert_eq!(stage.lambda.calls("hello"), 0);
}

// Developer guide, "Setting up a $connect route that requires a WebSocket subprotocol".
#[tokio::test]
async fn the_subprotocol_that_connect_chose_is_echoed() {
    let code = answers(json!({"statusCode": 200, "headers": {"Sec-WebSocket-Protocol": "myprotocol"}}));
    let stage = Stage::serve(Documents::new().route("$connect", "hello"), code).await;
    let (_client, accepted) = stage.try_connect(&[("sec-websocket-protocol", "chat1, myprotocol")]).await.unwrap();
    assert_eq!(accepted.headers()["sec-websocket-protocol"], "myprotocol");
}

// serverless-offline runs its tests against AWS too: plain HTTP requests are answered 426.
#[tokio::test]
async fn plain_http_is_told_to_upgrade() {
    let stage = Stage::serve(Documents::new().route("$connect", "hello"), answers(json!({"statusCode": 200}))).await;
    let client = apigw_emulator::net::client::HttpClient::default();
    let request = http::Request::get(format!("http://{}/prod", stage.address)).header("host", "localhost");
    let answer = client.fetch(request.body(Default::default()).unwrap(), 1024).await.unwrap();
    assert_eq!(answer.status(), 426);
    assert_eq!(stage.lambda.calls("hello"), 0);
}

// R. Anderson, "Converting path parameters to query string parameters for API Gateway websocket APIs": 403.
#[tokio::test]
async fn a_path_below_the_stage_is_forbidden() {
    let stage = Stage::serve(Documents::new(), answers(Value::Null)).await;
    let Err(refused) = stage.try_connect_to("/prod/hello", &[]).await else { panic!("the client must be refused") };
    assert_eq!(refused.status(), 403);
    assert!(stage.try_connect_to("/prod/", &[]).await.is_ok());
}

// Developer guide, "Disabling the default endpoint for a WebSocket API": clients can connect only by a custom domain name.
#[tokio::test]
async fn a_disabled_default_endpoint_refuses_who_does_not_use_a_domain_name() {
    let api = json!({"routeSelectionExpression": "$request.body.action", "disableExecuteApiEndpoint": true});
    let stage =
        Stage::serve(Documents::new().route("$connect", "hello").with("", &api), answers(json!({"statusCode": 200}))).await;
    let Err(refused) = stage.try_connect(&[("host", "abcdef1234.execute-api.localhost")]).await else { panic!("no refusal") };
    assert_eq!(refused.status(), 403);
    assert_eq!(stage.lambda.calls("hello"), 0);
    assert!(stage.try_connect(&[("host", "chat.example.com")]).await.is_ok());
}

// Members and their presence as in $connect events logged on AWS (aws-lambda-runtime-interface-emulator issue 25).
#[tokio::test]
async fn connect_gets_the_upgrade_requests_headers_and_query() {
    let stage = Stage::serve(Documents::new().route("$connect", "hello"), answers(json!({"statusCode": 200}))).await;
    let headers = [("user-agent", "test/1"), ("x-custom", "a")];
    let (_client, _) = stage.try_connect_to("/prod?a=1&a=two%20words&b=", &headers).await.unwrap();
    let event = stage.lambda.event("hello").await;
    assert_eq!(event["headers"]["X-Custom"], "a");
    assert_eq!(event["multiValueHeaders"]["Sec-WebSocket-Version"], json!(["13"]));
    assert_eq!(event["headers"]["X-Forwarded-For"], "127.0.0.1");
    assert!(event["headers"].get("Upgrade").is_none());
    assert_eq!(event["queryStringParameters"], json!({"a": "two words", "b": ""}));
    assert_eq!(event["multiValueQueryStringParameters"], json!({"a": ["1", "two words"], "b": [""]}));
    assert!(event.get("body").is_none());
    assert_eq!(event["isBase64Encoded"], false);
    let context = &event["requestContext"];
    assert_eq!(context["routeKey"], "$connect");
    assert_eq!(context["eventType"], "CONNECT");
    assert_eq!(context["messageDirection"], "IN");
    assert_eq!(context["stage"], "prod");
    assert_eq!(context["apiId"], "abcdef1234");
    assert_eq!(context["domainName"], stage.address.to_string());
    assert_eq!(context["identity"], json!({"userAgent": "test/1", "sourceIp": "127.0.0.1"}));
    assert_eq!(context["requestId"], context["extendedRequestId"]);
    assert_eq!(context["connectionId"].as_str().unwrap().len(), 16);
    assert!(context["requestTimeEpoch"].as_i64() >= context["connectedAt"].as_i64());
    assert!(context.get("messageId").is_none());
}
