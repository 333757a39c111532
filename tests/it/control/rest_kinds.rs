//! The other kinds of the first API, as localstack's test_apigateway_{api,common,extended} recorded them from AWS.

use serde_json::{Value, json};

use super::{Emulator, text};

fn patch(op: &str, path: &str, value: &str) -> Value {
    json!({"patchOperations": [{"op": op, "path": path, "value": value}]})
}

const TEMPLATE: &str = "{\"message\":$context.error.messageString}";

// Recorded: TestApiGatewayGatewayResponse, test_gateway_response_crud and test_gateway_response_put.
#[tokio::test]
async fn a_gateway_response_is_its_own_its_classes_or_aws_s() {
    let emulator = Emulator::new().await;
    let (api, _) = emulator.rest_api().await;
    let responses = format!("/restapis/{api}/gatewayresponses");
    let own = |name: &str| format!("{responses}/{name}");
    let defaults = json!({
        "responseType": "MISSING_AUTHENTICATION_TOKEN", "defaultResponse": true, "statusCode": "403",
        "responseParameters": {}, "responseTemplates": {"application/json": TEMPLATE},
    });
    assert_eq!(emulator.ok("GET", &own("MISSING_AUTHENTICATION_TOKEN"), Value::Null).await, defaults);
    assert_eq!(emulator.refused("DELETE", &own("THROTTLED"), Value::Null).await.2, "Gateway response type not defined on api");

    let set = emulator.call("PUT", &own("MISSING_AUTHENTICATION_TOKEN"), json!({"statusCode": "404"})).await;
    assert_eq!((set.status, &set.body["statusCode"], &set.body["defaultResponse"]), (201, &json!("404"), &json!(false)));
    emulator.ok("PUT", &own("DEFAULT_5XX"), json!({"statusCode": "599"})).await;
    let inherited = emulator.ok("GET", &own("INTEGRATION_TIMEOUT"), Value::Null).await;
    assert_eq!((&inherited["statusCode"], &inherited["defaultResponse"]), (&json!("599"), &json!(true)));
    let all = emulator.ok("GET", &responses, Value::Null).await;
    assert_eq!(all["item"].as_array().unwrap().len(), 21);
    emulator.ok("DELETE", &own("MISSING_AUTHENTICATION_TOKEN"), Value::Null).await;
    assert_eq!(emulator.ok("GET", &own("MISSING_AUTHENTICATION_TOKEN"), Value::Null).await, defaults);
}

// Recorded: TestApiGatewayGatewayResponse, test_update_gateway_response and test_gateway_response_validation.
#[tokio::test]
async fn a_gateway_response_is_patched_by_its_rules() {
    let emulator = Emulator::new().await;
    let (api, _) = emulator.rest_api().await;
    let response = format!("/restapis/{api}/gatewayresponses/DEFAULT_4XX");
    let changed = emulator.ok("PATCH", &response, patch("replace", "/statusCode", "444")).await;
    assert_eq!((&changed["statusCode"], &changed["defaultResponse"]), (&json!("444"), &json!(false)));
    for (op, path, value, refusal) in [
        ("add", "/statusCode", "444", (400, "Invalid patch path /statusCode")),
        ("add", "/wrongPath", "x", (400, "Invalid patch path /wrongPath")),
        ("replace", "/responseParameters/gatewayresponse.header.a", "'b'", (404, "Invalid parameter name specified")),
        ("replace", "/responseTemplates/application~1xml", "", (400, "Invalid null or empty value in responseTemplates")),
        (
            "replace",
            "/responseParameters/gatewayresponse.header.a",
            "",
            (400, "Invalid null or empty value in responseParameters"),
        ),
    ] {
        let (status, _, message) = emulator.refused("PATCH", &response, patch(op, path, value)).await;
        assert_eq!((status, message.as_str()), refusal);
    }
    let (status, error, _) = emulator.refused("GET", &format!("/restapis/{api}/gatewayresponses/FAKE"), Value::Null).await;
    assert_eq!((status, error.as_str()), (400, "ValidationException"));
    let elsewhere = emulator.refused("GET", "/restapis/fake/gatewayresponses/DEFAULT_4XX", Value::Null).await;
    assert_eq!(elsewhere.2, "Invalid API identifier specified 111122223333:fake");
}

// Recorded: TestApigatewayApiKeysCrud.
// Recorded: TestApiGatewayApiModels, test_update_model; an empty description is none.
#[tokio::test]
async fn a_model_s_empty_description_is_none() {
    let emulator = Emulator::new().await;
    let (api, _) = emulator.rest_api().await;
    let models = format!("/restapis/{api}/models");
    let schema = r#"{"type": "object"}"#;
    let model = json!({"name": "One", "contentType": "application/json", "schema": schema, "description": ""});
    assert_eq!(emulator.ok("POST", &models, model).await.get("description"), None);
    let described = emulator.ok("PATCH", &format!("{models}/One"), patch("replace", "/description", "a")).await;
    assert_eq!(described["description"], "a");
    let emptied = emulator.ok("PATCH", &format!("{models}/One"), patch("replace", "/description", "")).await;
    assert_eq!(emptied.get("description"), None);
}

// Recorded: TestApiGatewayApiRequestValidator, test_request_validator_lifecycle.
#[tokio::test]
async fn a_request_validator_has_a_name() {
    let emulator = Emulator::new().await;
    let (api, _) = emulator.rest_api().await;
    let validators = format!("/restapis/{api}/requestvalidators");
    for validator in [json!({}), json!({"name": ""})] {
        assert_eq!(emulator.refused("POST", &validators, validator).await.2, "Request Validator name cannot be blank");
    }
    let validator = emulator.ok("POST", &validators, json!({"name": "body"})).await;
    assert_eq!((&validator["validateRequestBody"], &validator["validateRequestParameters"]), (&json!(false), &json!(false)));
    let at = format!("{validators}/{}", text(&validator, "id"));
    let message = emulator.refused("PATCH", &at, patch("replace", "/name", "")).await.2;
    assert_eq!(message, "Request Validator name cannot be blank");
}

#[tokio::test]
async fn an_api_key_shows_its_value_when_asked() {
    let emulator = Emulator::new().await;
    let key = emulator.ok("POST", "/apikeys", json!({"name": "test-key"})).await;
    let (id, value) = (text(&key, "id"), text(&key, "value"));
    assert_eq!((id.len(), value.len()), (10, 40));
    assert_eq!((&key["enabled"], &key["stageKeys"]), (&json!(false), &json!([])));
    let path = format!("/apikeys/{id}");
    assert_eq!(emulator.ok("GET", &path, Value::Null).await.get("value"), None);
    assert_eq!(emulator.ok("GET", &format!("{path}?includeValue=true"), Value::Null).await["value"], value);
    let listed = |query: &str| format!("/apikeys{query}");
    assert_eq!(emulator.ok("GET", &listed("?name=test"), Value::Null).await["item"][0].get("value"), None);
    assert_eq!(emulator.ok("GET", &listed("?name=test&includeValues=true"), Value::Null).await["item"][0]["value"], value);
    for query in ["?name=TEST", "?name=key", "?name=other"] {
        assert_eq!(emulator.ok("GET", &listed(query), Value::Null).await, json!({"item": []}), "{query}");
    }
    let changed = emulator.ok("PATCH", &path, patch("replace", "/enabled", "true")).await;
    assert_eq!((&changed["enabled"], &changed["tags"], changed.get("value")), (&json!(true), &json!({}), None));
    assert_eq!(
        emulator.refused("PATCH", &path, patch("replace", "/id", "x")).await.2,
        "Invalid patch path  '/id' specified for op 'replace'. Must be one of: [/description, /enabled, /name, /customerId]"
    );
}

#[tokio::test]
async fn an_api_key_is_refused_as_aws_refuses_it() {
    let emulator = Emulator::new().await;
    for (request, message) in [
        (json!({"name": "a".repeat(1025)}), "Invalid API Key name, can be at most 1024 characters."),
        (json!({"value": "short"}), "API Key value should be at least 20 characters"),
        (json!({"value": "a".repeat(129)}), "API Key value exceeds maximum size of 128 characters"),
        (json!({"description": "a".repeat(125_001)}), "Invalid API Key description specified."),
        (json!({"stageKeys": [{"restApiId": "nothing", "stageName": "prod"}]}), "Invalid stage identifier specified"),
    ] {
        assert_eq!(emulator.refused("POST", "/apikeys", request).await.2, message);
    }
    let unnamed = emulator.ok("POST", "/apikeys", json!({"name": "", "value": ""})).await;
    assert_eq!(unnamed.get("name"), None);
    let value = json!({"value": "a".repeat(20)});
    emulator.ok("POST", "/apikeys", value.clone()).await;
    assert_eq!(emulator.refused("POST", "/apikeys", value).await.0, 409);
}

// Recorded: TestUsagePlans, test_usage_plan_crud.
#[tokio::test]
async fn a_usage_plan_names_stages_that_are_there() {
    let emulator = Emulator::new().await;
    let (api, _) = emulator.mock_api().await;
    emulator.ok("POST", &format!("/restapis/{api}/deployments"), json!({"stageName": "dev"})).await;
    let stages = json!([{"apiId": api, "stage": "dev"}]);
    let plan = emulator.ok("POST", "/usageplans", json!({"name": "plan", "apiStages": stages})).await;
    let id = text(&plan, "id");
    assert_eq!(plan, json!({"id": id, "name": "plan", "apiStages": stages}));
    let path = format!("/usageplans/{id}");
    assert_eq!(emulator.ok("GET", &path, Value::Null).await["tags"], json!({}));

    let changed = emulator
        .ok(
            "PATCH",
            &path,
            json!({"patchOperations": [
                {"op": "replace", "path": "/throttle/burstLimit", "value": "100"},
                {"op": "replace", "path": "/throttle/rateLimit", "value": "200"},
                {"op": "replace", "path": "/quota/period", "value": "MONTH"},
                {"op": "replace", "path": "/quota/limit", "value": "5000"},
            ]}),
        )
        .await;
    assert_eq!(changed["throttle"], json!({"burstLimit": 100, "rateLimit": 200.0}));
    assert_eq!(changed["quota"], json!({"limit": 5000, "offset": 0, "period": "MONTH"}));
    for (value, refusal) in [
        ("", (400, "Invalid API Stage specified".to_owned())),
        ("fakevalue", (400, "Invalid API Stage specified".to_owned())),
        ("x:dev", (404, format!("Invalid API Stage {{api: x, stage: dev}} specified for usageplan {id}"))),
    ] {
        let (status, _, message) = emulator.refused("PATCH", &path, patch("remove", "/apiStages", value)).await;
        assert_eq!((status, message), refusal);
    }
    assert_eq!(emulator.refused("GET", "/usageplans/x", Value::Null).await.2, "Invalid Usage Plan ID specified");
    assert_eq!(emulator.refused("DELETE", &path, Value::Null).await.0, 400);
    emulator.ok("PATCH", &path, patch("remove", "/apiStages", &format!("{api}:dev"))).await;
    assert_eq!(emulator.call("DELETE", &path, Value::Null).await.status, 202);
}

// Recorded: TestApigatewayApiKeysCrud, test_get_usage_plan_api_keys.
#[tokio::test]
async fn a_deleted_key_leaves_its_usage_plans() {
    let emulator = Emulator::new().await;
    let key = emulator.ok("POST", "/apikeys", json!({"name": "test-key"})).await;
    let plan = emulator.ok("POST", "/usageplans", json!({"name": "plan"})).await;
    let keys = format!("/usageplans/{}/keys", text(&plan, "id"));
    let added = emulator.ok("POST", &keys, json!({"keyId": key["id"], "keyType": "API_KEY"})).await;
    assert_eq!(added, json!({"id": key["id"], "type": "API_KEY", "value": key["value"], "name": "test-key"}));
    assert_eq!(emulator.ok("GET", &keys, Value::Null).await, json!({"item": [added]}));
    emulator.ok("DELETE", &format!("/apikeys/{}", text(&key, "id")), Value::Null).await;
    assert_eq!(emulator.ok("GET", &keys, Value::Null).await, json!({"item": []}));
    assert_eq!(emulator.ok("GET", "/usageplans/bad-id/keys", Value::Null).await, json!({"item": []}));
}

// Recorded: TestApiGatewayApiDocumentationPart and TestDocumentations.
#[tokio::test]
async fn documentation_has_parts_and_versions() {
    let emulator = Emulator::new().await;
    let (api, _) = emulator.rest_api().await;
    let parts = format!("/restapis/{api}/documentation/parts");
    let request = json!({"location": {"type": "API"}, "properties": "{\"description\": \"Sample\"}"});
    let part = emulator.ok("POST", &parts, request.clone()).await;
    assert_eq!(emulator.ok("GET", &parts, Value::Null).await, json!({"item": [part]}));
    assert_eq!(emulator.ok("GET", &format!("{parts}?type=METHOD"), Value::Null).await, json!({"item": []}));
    assert_eq!(emulator.refused("POST", &parts, request).await.0, 409);
    let path = format!("{parts}/{}", text(&part, "id"));
    assert_eq!(
        emulator.refused("PATCH", &path, patch("replace", "/invalidPath", "x")).await.2,
        "Invalid patch path  '/invalidPath' specified for op 'replace'. Must be one of: [/properties]"
    );
    assert_eq!(
        emulator.refused("DELETE", "/restapis/x/documentation/parts/y", Value::Null).await.2,
        "Invalid API identifier specified 111122223333:x"
    );
    assert_eq!(
        emulator.refused("GET", &format!("{parts}/y"), Value::Null).await.2,
        "Invalid Documentation part identifier specified"
    );

    let versions = format!("/restapis/{api}/documentation/versions");
    let version = emulator.ok("POST", &versions, json!({"documentationVersion": "v123"})).await;
    assert_eq!(version["version"], "v123");
    let changed = emulator.ok("PATCH", &format!("{versions}/v123"), patch("replace", "/description", "new")).await;
    assert_eq!(changed["description"], "new");
}

// Recorded: TestApiGatewayVpcLink, test_vpc_link_lifecycle.
#[tokio::test]
async fn a_vpc_link_is_pending_then_available() {
    let emulator = Emulator::new().await;
    let arn = "arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/net/a/b";
    let reply = emulator.call("POST", "/vpclinks", json!({"name": "link", "targetArns": [arn]})).await;
    let id = text(&reply.body, "id");
    assert_eq!((reply.status, &reply.body), (202, &json!({"id": id, "name": "link", "targetArns": [arn], "status": "PENDING"})));
    let link = emulator.ok("GET", &format!("/vpclinks/{id}"), Value::Null).await;
    assert_eq!((&link["status"], &link["statusMessage"]), (&json!("AVAILABLE"), &json!("Your vpc link is ready for use")));
    let wrong = json!({"name": "link", "targetArns": ["invalid-arn"]});
    assert_eq!(emulator.refused("POST", "/vpclinks", wrong).await.2, "Invalid ARN. ARN is not well formed invalid-arn");
    assert_eq!(emulator.refused("GET", "/vpclinks/x", Value::Null).await.2, "Invalid Vpc Link identifier specified");
}

// AWS CLI reference, get-account.
#[tokio::test]
async fn an_account_has_limits_and_a_role() {
    let emulator = Emulator::new().await;
    let account = emulator.ok("GET", "/account", Value::Null).await;
    assert_eq!(account["throttleSettings"], json!({"burstLimit": 5000, "rateLimit": 10000.0}));
    let role = "arn:aws:iam::111122223333:role/logs";
    emulator.ok("PATCH", "/account", patch("replace", "/cloudwatchRoleArn", role)).await;
    assert_eq!(emulator.ok("GET", "/account", Value::Null).await["cloudwatchRoleArn"], role);
}

/// Making a key takes far longer than a write.
#[tokio::test]
async fn while_a_certificate_is_made_others_write() {
    let emulator = Emulator::new().await;
    let certificate = emulator.ok("POST", "/clientcertificates", json!({}));
    let mut certificate = std::pin::pin!(certificate);
    tokio::select! {
        biased;
        _ = &mut certificate => panic!("the API waited for the certificate"),
        _ = emulator.ok("POST", "/restapis", json!({"name": "pets"})) => {}
    }
    let made = certificate.await;
    let shown = emulator.ok("GET", &format!("/clientcertificates/{}", text(&made, "clientCertificateId")), Value::Null).await;
    assert_eq!(shown["pemEncodedCertificate"], made["pemEncodedCertificate"]);
}
