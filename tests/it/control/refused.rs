//! What AWS refuses, in words that were seen by deploying it: badmintoncryer/cdk-preflight, `rules/apigateway`.

use serde_json::{Value, json};

use super::{Emulator, caller, text};

const ACM: &str = "arn:aws:acm:us-east-1:111122223333:certificate/a";

async fn refuse(emulator: &Emulator, path: &str, body: Value, words: &str) {
    let (status, error, message) = emulator.refused("POST", path, body.clone()).await;
    assert_eq!((status, error.as_str(), message.as_str()), (400, "BadRequestException", words), "{path} {body}");
}

#[tokio::test]
async fn authorizers_that_know_no_caller_are_refused() {
    let emulator = Emulator::new().await;
    let (api, _) = emulator.rest_api().await;
    let authorizers = format!("/restapis/{api}/authorizers");
    let function = "arn:aws:lambda:us-east-1:111122223333:function:guard";
    let uri = format!("arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{function}/invocations");
    let guard = |kind: &str, source: &str| json!({"name": "guard", "type": kind, "authorizerUri": uri, "identitySource": source});
    refuse(&emulator, &authorizers, guard("TOKEN", ""), "IdentitySource cannot be empty").await;
    refuse(&emulator, &authorizers, guard("REQUEST", ""), "IdentitySource cannot be empty").await;
    let pools = json!({"name": "guard", "type": "COGNITO_USER_POOLS", "identitySource": "method.request.header.a"});
    refuse(&emulator, &authorizers, pools, "ProviderARNs cannot be empty").await;
    for source in ["$request.header.a", "method.request.header.a,method.request.body.b", "context.", "stageVariables.a b"] {
        let words = format!(
            "Invalid request identity source expression: {source}. The sources must be separated by comma, and each source must be either a method request parameter, matching 'method.request.querystring|header.[a-zA-Z0-9._-]+', or a stage variable, matching 'stageVariables.[a-zA-Z0-9._-]+', or a context parameter, matching 'context.[a-zA-Z0-9._-]+'"
        );
        refuse(&emulator, &authorizers, guard("REQUEST", source), &words).await;
    }
    let sources = "method.request.header.a, method.request.querystring.b,stageVariables.c,context.httpMethod";
    emulator.ok("POST", &authorizers, guard("REQUEST", sources)).await;
}

#[tokio::test]
async fn models_of_no_type_are_refused() {
    let emulator = Emulator::new().await;
    let (api, _) = emulator.rest_api().await;
    let models = format!("/restapis/{api}/models");
    let model = |content_type: &str, schema: &str| json!({"name": "Pet", "contentType": content_type, "schema": schema});
    let words = "Validation Result: warnings : [], errors : [Invalid content type specified: json]";
    refuse(&emulator, &models, model("json", "{}"), words).await;
    let (status, _, message) = emulator.refused("POST", &models, model("application/json", r#"{"type": "Object"}"#)).await;
    assert_eq!((status, message.starts_with("Invalid model specified: ")), (400, true), "{message}");
    emulator.ok("POST", &models, model("application/json", r#"{"type": ["object", "null"]}"#)).await;
}

#[tokio::test]
async fn a_selection_pattern_is_a_regular_expression() {
    let emulator = Emulator::new().await;
    let (api, root) = emulator.mock_api().await;
    let method = format!("/restapis/{api}/resources/{root}/methods/GET");
    emulator.ok("PUT", &format!("{method}/responses/200"), json!({})).await;
    let response = format!("{method}/integration/responses/200");
    let (status, _, message) = emulator.refused("PUT", &response, json!({"selectionPattern": "(open"})).await;
    assert_eq!((status, message.as_str()), (400, "Invalid regex pattern specified"));
    emulator.ok("PUT", &response, json!({"selectionPattern": "5\\d{2}"})).await;
    let operation = json!({"patchOperations": [{"op": "replace", "path": "/selectionPattern", "value": "(open"}]});
    assert_eq!(emulator.refused("PATCH", &response, operation).await.2, "Invalid regex pattern specified");
}

// Developer guide, "How to handle Lambda errors in API Gateway": patterns are Java's, some of which no other language has.
#[tokio::test]
async fn a_selection_pattern_in_javas_syntax_is_answered_as_given() {
    let emulator = Emulator::new().await;
    let (api, root) = emulator.mock_api().await;
    let method = format!("/restapis/{api}/resources/{root}/methods/GET");
    emulator.ok("PUT", &format!("{method}/responses/400"), json!({})).await;
    let response = format!("{method}/integration/responses/400");
    for pattern in [r"\Q[BadRequest]\E.*", r"\p{Alnum}+: .*", r"\P{javaLowerCase}.*"] {
        emulator.ok("PUT", &response, json!({"selectionPattern": pattern})).await;
        assert_eq!(emulator.ok("GET", &response, Value::Null).await["selectionPattern"], pattern);
        let replace = |value: &str| json!({"patchOperations": [{"op": "replace", "path": "/selectionPattern", "value": value}]});
        emulator.ok("PATCH", &response, replace("4..")).await;
        assert_eq!(emulator.ok("PATCH", &response, replace(pattern)).await["selectionPattern"], pattern);
    }
}

#[tokio::test]
async fn a_plan_is_of_stages_and_methods_that_there_are() {
    let emulator = Emulator::new().await;
    let (api, _) = emulator.mock_api().await;
    emulator.ok("POST", &format!("/restapis/{api}/deployments"), json!({"stageName": "dev"})).await;
    let plan = |stage: &str, method: &str| {
        let throttled = json!({method: {"rateLimit": 1.0, "burstLimit": 1}});
        json!({"name": "plan", "throttle": {"rateLimit": 5.0, "burstLimit": 5},
               "apiStages": [{"apiId": api, "stage": stage, "throttle": throttled}]})
    };
    let (status, error, message) = emulator.refused("POST", "/usageplans", plan("prod", "/pets/GET")).await;
    let words = format!("API Stage not found: {api}:prod");
    assert_eq!((status, error.as_str(), message), (404, "NotFoundException", words));
    for (method, words) in [
        ("/pets/FETCH", "Invalid method {resourcePath: /pets,method: FETCH} specified"),
        ("pets/GET", "Invalid method {resourcePath: pets,method: GET} specified"),
    ] {
        refuse(&emulator, "/usageplans", plan("dev", method), words).await;
    }
    let none = json!({"name": "plan", "quota": {"limit": 0, "period": "DAY"}});
    refuse(&emulator, "/usageplans", none, "Usage Plan quota limit must be a non-negative numeric").await;
    // Nothing of the plans that were refused was kept.
    assert_eq!(emulator.ok("GET", "/usageplans", Value::Null).await["item"], json!([]));
    emulator.ok("POST", "/usageplans", plan("dev", "/pets/GET")).await;
}

#[tokio::test]
async fn documentation_is_of_what_its_type_can_name() {
    let emulator = Emulator::new().await;
    let (api, _) = emulator.rest_api().await;
    let parts = format!("/restapis/{api}/documentation/parts");
    let part = |location: Value| json!({"location": location, "properties": "{\"a\": \"b\"}"});
    for (location, words) in [
        (json!({"type": "API", "path": "/pets"}), "[Location type: API cannot have path, method, statusCode or name defined.]"),
        (
            json!({"type": "MODEL", "name": "Pet", "path": "/"}),
            "[Location type: MODEL cannot have path, method or statusCode defined.]",
        ),
        (
            json!({"type": "REQUEST_BODY", "path": "/", "statusCode": "200"}),
            "[Location type: REQUEST_BODY cannot have statusCode defined.]",
        ),
    ] {
        refuse(&emulator, &parts, part(location), words).await;
    }
    emulator.ok("POST", &parts, part(json!({"type": "RESPONSE_HEADER", "path": "/", "statusCode": "200", "name": "a"}))).await;
}

#[tokio::test]
async fn a_certificate_is_for_the_type_and_the_region_of_its_name() {
    let emulator = Emulator::new().await;
    let of = |types: &[&str], member: &str, arn: &str| json!({"domainName": "a.example.com", "endpointConfiguration": {"types": types}, member: arn});
    for (types, member, words) in [
        (&["EDGE"][..], "regionalCertificateArn", "Cannot import certificates for REGIONAL while EDGE is active."),
        (&["REGIONAL"], "certificateArn", "Cannot import certificates for EDGE while REGIONAL is active."),
    ] {
        refuse(&emulator, "/domainnames", of(types, member, ACM), words).await;
    }
    let abroad = ACM.replace("us-east-1", "eu-west-1");
    let words = format!("Invalid certificate ARN: {abroad}. Certificate must be in 'us-east-1'.");
    for (types, member) in
        [(&["EDGE"][..], "certificateArn"), (&["REGIONAL"], "regionalCertificateArn"), (&["PRIVATE"], "certificateArn")]
    {
        refuse(&emulator, "/domainnames", of(types, member, &abroad), &words).await;
    }
    // Only edge-optimized names have the certificates of one region wherever they are.
    let elsewhere = || caller(super::ACCOUNT, "eu-west-1");
    let edge = emulator.call_as(elsewhere(), "POST", "/domainnames", of(&["EDGE"], "certificateArn", ACM)).await;
    assert_eq!(edge.status, 201, "{edge:?}");
    let regional = json!({"patchOperations": [{"op": "replace", "path": "/regionalCertificateArn", "value": ACM}]});
    let changed = emulator.call_as(elsewhere(), "PATCH", "/domainnames/a.example.com", regional).await;
    let words = format!("Invalid certificate ARN: {ACM}. Certificate must be in 'eu-west-1'.");
    assert_eq!((changed.status, text(&changed.body, "message")), (400, words));
}

#[tokio::test]
async fn a_new_certificate_of_a_name_is_of_its_region_in_the_second_api_too() {
    let emulator = Emulator::new().await;
    let with = |arn: &str| json!({"domainNameConfigurations": [{"certificateArn": arn}]});
    let mut named = with(ACM);
    named["domainName"] = json!("a.example.com");
    let made = emulator.ok("POST", "/v2/domainnames", named).await;
    let name = "/v2/domainnames/a.example.com";
    let abroad = ACM.replace("us-east-1", "eu-west-1");
    let words = format!("Invalid certificate ARN: {abroad}. Certificate must be in 'us-east-1'.");
    let refusal = (400, "BadRequestException".to_owned(), words);
    assert_eq!(emulator.refused("PATCH", name, with(&abroad)).await, refusal);
    assert_eq!(emulator.ok("GET", name, Value::Null).await, made);
    let other = ACM.replace("/a", "/b");
    let changed = emulator.ok("PATCH", name, with(&other)).await;
    assert_eq!(changed["domainNameConfigurations"][0]["certificateArn"], other);
}
