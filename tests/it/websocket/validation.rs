//! What is checked of calls before their integration (developer guide, "Request validation for WebSocket APIs").

use serde_json::{Value, json};

use super::support::{Documents, Stage};

fn taken(_: &str, _: &Value) -> Result<Value, Value> {
    Ok(json!({"statusCode": 200, "body": "taken"}))
}

/// A route of the guide's example: messages of the type `email` need an address.
async fn serve(selection: &str, models: &Value) -> Stage {
    let schema = json!({
        "$schema": "http://json-schema.org/draft-04/schema#", "type": "object", "required": ["address"],
        "properties": {"address": {"type": "string"}},
    });
    let refers = json!({"$ref": "https://apigateway.amazonaws.com/restapis/abcdef1234/models/emailModel"});
    let route =
        json!({"modelSelectionExpression": selection, "requestModels": models, "routeResponseSelectionExpression": "$default"});
    let documents = Documents::new()
        .with("/models/m1", &json!({"name": "emailModel", "contentType": "application/json", "schema": schema.to_string()}))
        .with("/models/m2", &json!({"name": "refers", "contentType": "application/json", "schema": refers.to_string()}))
        .route_with("$default", "send", &route)
        .with("/routes/r3/routeresponses/rr", &json!({"routeResponseKey": "$default"}));
    Stage::serve(documents, taken).await
}

async fn ask(stage: &Stage, message: &str) -> String {
    let mut client = stage.connect().await;
    client.send(message).await;
    client.receive().await
}

#[track_caller]
fn check_refused(answer: &str) {
    let frame: Value = serde_json::from_str(answer).unwrap_or_else(|_| panic!("an error frame, not {answer}"));
    assert_eq!(frame["message"], "Invalid request body", "{answer}");
    assert!(frame["connectionId"].is_string() && frame["requestId"].is_string(), "{answer}");
}

// The guide shows the frame: {"message": "Invalid request body", "connectionId":"ABCD1=234", "requestId":"EFGH="}.
#[tokio::test]
async fn a_message_that_breaks_its_model_reaches_no_function() {
    let stage = serve("$request.body.messageType", &json!({"email": "emailModel"})).await;
    for message in [r#"{"messageType":"email"}"#, r#"{"messageType":"email","address":1}"#] {
        check_refused(&ask(&stage, message).await);
    }
    assert_eq!(stage.lambda.calls("send"), 0);
    assert_eq!(ask(&stage, r#"{"messageType":"email","address":"mary_major@example.com"}"#).await, "taken");
}

// "If there is no matching model and $default isn't defined, the validation fails."
#[tokio::test]
async fn without_a_matching_model_the_message_is_refused_and_default_matches_the_rest() {
    let stage = serve("$request.body.messageType", &json!({"email": "emailModel"})).await;
    for message in [r#"{"messageType":"sms","address":"a"}"#, "not json", "[]"] {
        check_refused(&ask(&stage, message).await);
    }
    assert_eq!(stage.lambda.calls("send"), 0);
    let stage = serve("$request.body.messageType", &json!({"sms": "emailModel", "$default": "emailModel"})).await;
    assert_eq!(ask(&stage, r#"{"messageType":"fax","address":"a"}"#).await, "taken");
    check_refused(&ask(&stage, "not json").await);
}

#[tokio::test]
async fn a_model_may_refer_to_another() {
    let stage = serve("static", &json!({"static": "refers"})).await;
    check_refused(&ask(&stage, "{}").await);
    assert_eq!(ask(&stage, r#"{"address":"a"}"#).await, "taken");
}

// "Model validation occurs if you provide a model selection expression".
#[tokio::test]
async fn models_alone_check_nothing() {
    let documents = Documents::new().two_way("$default", "send");
    let stage = Stage::serve(documents, taken).await;
    assert_eq!(ask(&stage, "anything").await, "taken");
}

// API reference, CreateRoute: `requestParameters` say what is required; REST APIs tell what is missing in these words (recorded:
// test_api_gateway_request_validator).
#[tokio::test]
async fn a_client_without_a_required_parameter_is_refused_before_the_function() {
    let required = json!({
        "route.request.querystring.authToken": {"required": true},
        "route.request.header.x-room": {"required": true},
        "route.request.header.x-free": {"required": false},
    });
    let documents = Documents::new().route_with("$connect", "hello", &json!({"requestParameters": required}));
    let stage = Stage::serve(documents, taken).await;
    let refusal = |path: &'static str, headers: &'static [(&'static str, &'static str)]| {
        let stage = &stage;
        async move { stage.try_connect_to(path, headers).await.err().expect("the client must be refused") }
    };
    let refused = refusal("/prod", &[]).await;
    assert_eq!(refused.status(), 400);
    let frame: Value = serde_json::from_str(refused.body()).unwrap();
    assert_eq!(frame["message"], "Missing required request parameters: [x-room, authToken]");
    assert_eq!(refusal("/prod?authToken=", &[("x-room", "blue")]).await.status(), 400);
    assert_eq!(refusal("/prod?authToken=t", &[("x-room", " ")]).await.status(), 400);
    assert_eq!(stage.lambda.calls("hello"), 0);
    assert!(stage.try_connect_to("/prod?authToken=t", &[("x-room", "blue")]).await.is_ok());
}
