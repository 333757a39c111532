//! What the flow does not do yet refuses calls and says so; nothing that was declared is skipped.

use serde_json::{Value, json};

use super::{Documents, get, mock_of};

const OPEN: &str = "NONE";

#[track_caller]
fn check_said(documents: &Documents<'_>, expected: &str) {
    let (_, diagnostics) = documents.compile();
    let said: Vec<&str> = diagnostics.iter().map(|diagnostic| &*diagnostic.message).collect();
    assert!(said.iter().any(|message| message.contains(expected)), "{expected}: {said:?}");
}

async fn check_refused(documents: Documents<'_>, expected: &str) {
    check_said(&documents, expected);
    assert_eq!(documents.call(get("/")).await.status(), 500, "{expected}");
}

fn mock() -> Value {
    json!({"type": "MOCK", "requestTemplates": {"application/json": "{\"statusCode\": 200}"}})
}

#[tokio::test]
async fn a_method_whose_check_is_not_made_refuses() {
    let cases = [
        (json!({"authorizationType": "COGNITO_USER_POOLS", "authorizerId": "a"}), "there is no authorizer"),
        (json!({"authorizationType": "CUSTOM", "authorizerId": "a"}), "there is no authorizer"),
        (
            json!({"authorizationType": OPEN, "requestValidatorId": "v", "requestModels": {"application/json": "gone"}}),
            "no model gone",
        ),
    ];
    for (method, expected) in cases {
        let api = Documents::new()
            .method_with("GET /", method, mock())
            .response("200", json!({}))
            .with("/requestvalidators/v", json!({"validateRequestBody": true}));
        check_refused(api, expected).await;
    }
}

#[tokio::test]
async fn a_validator_with_nothing_to_validate_lets_pass() {
    let method = json!({"authorizationType": OPEN, "requestValidatorId": "v", "requestParameters": {"method.request.querystring.q": false}});
    let api = Documents::new()
        .method_with("GET /", method, mock())
        .response("200", json!({}))
        .with("/requestvalidators/v", json!({"validateRequestParameters": true, "validateRequestBody": false}));
    assert_eq!(api.call(get("/")).await.status(), 200);
}

#[tokio::test]
async fn an_api_with_a_check_that_is_not_made_refuses() {
    let apis = [
        (json!({"policy": "{}"}), "resource policy"),
        (json!({"endpointConfiguration": {"types": ["PRIVATE"]}}), "resource policy"),
    ];
    for (api, expected) in apis {
        check_refused(mock_of(Documents::new().api(api), "GET /", "{}"), expected).await;
    }
}

// Terraform writes the account's own limits into every setting that it makes.
#[tokio::test]
async fn settings_that_change_nothing_let_pass() {
    let settings =
        json!({"throttlingRateLimit": 10000.0, "throttlingBurstLimit": 5000, "cachingEnabled": true, "loggingLevel": "OFF"});
    let api = mock_of(Documents::new(), "GET /", "{}").stage(json!({"methodSettings": {"*/*": settings}}));
    assert_eq!(api.call(get("/")).await.status(), 200);
}

// API reference, CreateRestApi, UpdateStage and PutIntegration: members that no caller can tell the effect of.
#[tokio::test]
async fn what_has_no_effect_is_told_and_lets_pass() {
    let settings = [
        (json!({"tracingEnabled": true}), "the stage's tracingEnabled makes and passes on trace ids; nothing is sent to X-Ray"),
        (
            json!({"accessLogSettings": {
                "destinationArn": "arn:aws:firehose:us-east-1:123456789012:deliverystream/amazon-apigateway-calls",
                "format": "$context.requestId",
            }}),
            "the delivery stream amazon-apigateway-calls gets nothing",
        ),
        (
            json!({"accessLogSettings": {
                "destinationArn": "arn:aws:logs:us-east-1:123456789012:log-group:calls",
                "format": "$context.requestId $context.tlsVersion",
            }}),
            "$context.tlsVersion is always a dash here",
        ),
        (
            json!({"methodSettings": {"*/*": {"cacheDataEncrypted": true}}}),
            "methodSettings */*: cacheDataEncrypted has no effect",
        ),
    ];
    for (stage, expected) in settings {
        let api = mock_of(Documents::new(), "GET /", "{}").stage(stage);
        check_said(&api, expected);
        assert_eq!(api.call(get("/")).await.status(), 200);
    }
    for member in [json!({"securityPolicy": "SecurityPolicy_TLS13_1_3_2025_09"}), json!({"endpointAccessMode": "BASIC"})] {
        let expected = format!("{} has no effect", member.as_object().unwrap().keys().next().unwrap());
        check_said(&mock_of(Documents::new().api(member), "GET /", "{}"), &expected);
    }
    let integrations = [
        (json!({"type": "HTTP_PROXY", "contentHandling": "CONVERT_TO_TEXT"}), "contentHandling has no effect"),
        (json!({"type": "HTTP", "credentials": "arn:aws:iam::000000000000:role/r"}), "credentials has no effect"),
        (json!({"type": "HTTP", "integrationTarget": "arn"}), "integrationTarget has no effect"),
    ];
    for (mut integration, expected) in integrations {
        integration["uri"] = json!("http://127.0.0.1:9/");
        check_said(&Documents::new().method("GET /", integration), expected);
    }
}

// Developer guide, "AWS condition keys that can be used in API Gateway resource policies": of these the request has no value here.
#[tokio::test]
async fn a_policy_that_asks_for_what_no_request_has_is_told() {
    let api = |effect: &str, condition: Value| {
        let of_all = json!({"Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*"});
        let (mut allow, mut other) = (of_all.clone(), of_all);
        allow["Effect"] = json!("Allow");
        other["Effect"] = json!(effect);
        other["Condition"] = condition;
        let statements = if effect == "Deny" { json!([allow, other]) } else { json!([other]) };
        let policy = json!({"Version": "2012-10-17", "Statement": statements}).to_string();
        mock_of(Documents::new().api(json!({"policy": policy})), "GET /", "{}")
    };
    let vpc = |operator: &str| json!({operator: {"aws:SourceVpc": "vpc-1a2b3c4d"}});
    for (effect, operator, status) in [
        ("Allow", "StringEquals", 403),
        ("Deny", "StringNotEquals", 403),
        ("Deny", "StringEquals", 200),
        ("Allow", "StringNotEquals", 200),
    ] {
        let api = api(effect, vpc(operator));
        check_said(&api, "asks for the condition key aws:sourcevpc, which no request has here");
        assert_eq!(api.call(get("/")).await.status(), status, "{effect} {operator}");
    }
    let known =
        json!({"StringNotEquals": {"aws:SourceVpce": "v", "aws:Referer": "r", "aws:UserAgent": "u", "aws:VpcSourceIp": "i"}});
    assert_eq!(api("Deny", known).compile().1, []);
}

// What AWS fills in asks for nothing.
#[tokio::test]
async fn what_is_off_or_belongs_there_is_not_told() {
    let off = json!({"loggingLevel": "OFF", "dataTraceEnabled": false, "metricsEnabled": false});
    let stage = json!({"tracingEnabled": false, "accessLogSettings": {}, "methodSettings": {"*/*": off}});
    let (_, diagnostics) = mock_of(Documents::new().stage(stage), "GET /", "{}").compile();
    assert_eq!(diagnostics, []);
    let linked = json!({"type": "HTTP", "uri": "http://127.0.0.1:9/", "connectionType": "VPC_LINK", "integrationTarget": "arn"});
    let (_, diagnostics) = Documents::new().method("GET /", linked).compile();
    assert!(!diagnostics.iter().any(|told| told.message.contains("integrationTarget")), "{diagnostics:?}");
}

#[tokio::test]
async fn an_integration_that_cannot_be_run_refuses() {
    let nothing = "arn:aws:apigateway:us-east-1:sqs:action/";
    let stream = "arn:aws:apigateway:us-east-1:firehose:action/PutRecord";
    let place = "arn:aws:apigateway:us-east-1:s3:path/bucket/{key}";
    let function = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:f/invocations";
    let cases = [
        (json!({"type": "AWS", "uri": nothing, "httpMethod": "POST"}), "names no action"),
        (json!({"type": "AWS", "uri": place, "httpMethod": "GET"}), "integration.request.path.key"),
        (json!({"type": "AWS_PROXY", "uri": stream, "httpMethod": "POST"}), "firehose"),
        (json!({"type": "HTTP_PROXY", "uri": "http://127.0.0.1:1", "connectionType": "VPC_LINK"}), "VPC_LINK"),
        (
            json!({"type": "HTTP", "uri": "http://127.0.0.1:1", "connectionType": "VPC_LINK", "connectionId": "${stageVariables.no}"}),
            "VPC_LINK",
        ),
        (json!({"type": "HTTP_PROXY", "uri": "http://127.0.0.1:1/{proxy}"}), "integration.request.path.proxy"),
        // Recorded: test_failed_invoke_test_method: a stage variable that is not set leaves no host.
        (json!({"type": "HTTP_PROXY", "uri": "https://${stageVariables.testHost}"}), "invalid endpoint address"),
        // Recorded: test_lambda_aws_proxy_integration_non_post_method.
        (json!({"type": "AWS_PROXY", "uri": function, "httpMethod": "GET"}), "POST"),
        (json!({"type": "AWS_PROXY", "uri": function, "responseTransferMode": "STREAM"}), "STREAM"),
    ];
    for (integration, expected) in cases {
        check_refused(Documents::new().method("GET /", integration), expected).await;
    }
}

#[tokio::test]
async fn a_method_without_an_integration_refuses() {
    let api = Documents::new().with("/resources/r", json!({"path": "/"})).with("/resources/r/methods/GET", json!({}));
    check_refused(api, "no integration").await;
}
