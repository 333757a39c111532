//! Deployments and stages of REST APIs, as localstack's test_apigateway_common and test_apigateway_api recorded them.

use serde_json::{Value, json};

use super::{Emulator, text};

async fn deployed() -> (Emulator, String, String) {
    let emulator = Emulator::new().await;
    let (api, _) = emulator.mock_api().await;
    let api = format!("/restapis/{api}");
    let deployment = emulator.ok("POST", &format!("{api}/deployments"), json!({"stageName": "s1"})).await;
    (emulator, api, text(&deployment, "id"))
}

#[tokio::test]
async fn a_deployment_makes_the_stage_that_it_names() {
    let (emulator, api, deployment) = deployed().await;
    let mut stage = emulator.ok("GET", &format!("{api}/stages/s1"), Value::Null).await;
    for date in ["createdDate", "lastUpdatedDate"] {
        assert!(stage.as_object_mut().unwrap().remove(date).unwrap().is_number());
    }
    let expected = json!({
        "stageName": "s1", "deploymentId": deployment, "cacheClusterEnabled": false,
        "cacheClusterStatus": "NOT_AVAILABLE", "methodSettings": {}, "tracingEnabled": false,
    });
    assert_eq!(stage, expected);
    let stages = emulator.ok("GET", &format!("{api}/stages?deploymentId={deployment}"), Value::Null).await;
    assert_eq!(stages["item"].as_array().unwrap().len(), 1);
    assert_eq!(emulator.ok("GET", &format!("{api}/stages?deploymentId=x"), Value::Null).await, json!({"item": []}));
}

#[tokio::test]
async fn a_deployment_in_use_is_not_deleted() {
    let (emulator, api, first) = deployed().await;
    let path = format!("{api}/deployments/{first}");
    let (status, _, message) = emulator.refused("DELETE", &path, Value::Null).await;
    assert_eq!((status, message.as_str()), (400, "Active stages pointing to this deployment must be moved or deleted"));
    emulator.ok("POST", &format!("{api}/deployments"), json!({"stageName": "s1"})).await;
    assert_eq!(emulator.call("DELETE", &path, Value::Null).await.status, 202);
}

#[tokio::test]
async fn an_api_without_methods_or_integrations_is_not_deployed() {
    let emulator = Emulator::new().await;
    let (api, root) = emulator.rest_api().await;
    let deployments = format!("/restapis/{api}/deployments");
    assert_eq!(emulator.refused("POST", &deployments, json!({})).await.2, "The REST API doesn't contain any methods");
    emulator.ok("PUT", &format!("/restapis/{api}/resources/{root}/methods/GET"), json!({"authorizationType": "NONE"})).await;
    assert_eq!(emulator.refused("POST", &deployments, json!({})).await.2, "No integration defined for method");
}

#[tokio::test]
async fn a_deployment_shows_what_it_froze() {
    let (emulator, api, deployment) = deployed().await;
    let shown = emulator.ok("GET", &format!("{api}/deployments/{deployment}?embed=apisummary"), Value::Null).await;
    assert_eq!(shown["apiSummary"], json!({"/": {"GET": {"authorizationType": "NONE", "apiKeyRequired": false}}}));
    assert_eq!(emulator.ok("GET", &format!("{api}/deployments/{deployment}"), Value::Null).await.get("apiSummary"), None);
}

#[tokio::test]
async fn a_stage_needs_a_deployment_and_a_name_of_its_own() {
    let (emulator, api, deployment) = deployed().await;
    let stages = format!("{api}/stages");
    for (request, refusal) in [
        (json!({"stageName": "dev", "deploymentId": "x"}), (400, "Deployment id does not exist")),
        (json!({"stageName": "s1", "deploymentId": deployment}), (409, "Stage already exists")),
        (json!({"stageName": "a b", "deploymentId": deployment}), (400, "Stage name only allows a-zA-Z0-9_-")),
    ] {
        let (status, _, message) = emulator.refused("POST", &stages, request).await;
        assert_eq!((status, message.as_str()), refusal);
    }
}

// Recorded: TestStages, test_create_update_stages and test_update_stage_remove_wildcard.
#[tokio::test]
async fn a_stage_is_patched_by_method_setting() {
    let (emulator, api, _) = deployed().await;
    let stage = format!("{api}/stages/s1");
    let patch = |operation: Value| json!({"patchOperations": [operation]});
    let remove = patch(json!({"op": "remove", "path": "/*/*"}));
    assert_eq!(
        emulator.refused("PATCH", &stage, remove.clone()).await.2,
        "Cannot remove method setting */* because there is no method setting for this method "
    );
    let changed = emulator
        .ok(
            "PATCH",
            &stage,
            json!({"patchOperations": [
                {"op": "replace", "path": "/description", "value": "stage new"},
                {"op": "replace", "path": "/variables/var1", "value": "test"},
                {"op": "replace", "path": "/*/*/caching/enabled", "value": "true"},
            ]}),
        )
        .await;
    assert_eq!(changed["variables"], json!({"var1": "test"}));
    assert_eq!(
        changed["methodSettings"],
        json!({"*/*": {
            "cacheDataEncrypted": false, "cacheTtlInSeconds": 300, "cachingEnabled": true, "dataTraceEnabled": false,
            "metricsEnabled": false, "requireAuthorizationForCacheControl": true, "throttlingBurstLimit": 5000,
            "throttlingRateLimit": 10000.0, "unauthorizedCacheControlHeaderStrategy": "SUCCEED_WITH_RESPONSE_HEADER",
        }})
    );
    let own = patch(json!({"op": "replace", "path": "/test/GET/throttling/burstLimit", "value": "124"}));
    let own = &emulator.ok("PATCH", &stage, own).await["methodSettings"]["test/GET"];
    assert_eq!((&own["throttlingBurstLimit"], &own["cachingEnabled"]), (&json!(124), &json!(true)));
    let removed = emulator.ok("PATCH", &stage, remove).await;
    assert_eq!((removed["methodSettings"].get("*/*"), &removed["methodSettings"]["test/GET"]), (None, own));
    let wrong = patch(json!({"op": "replace", "path": "/tags/tag1", "value": "value1"}));
    assert!(
        emulator
            .refused("PATCH", &stage, wrong)
            .await
            .2
            .starts_with("Invalid method setting path: /tags/tag1. Must be one of: [")
    );
}

// Recorded: TestApiGatewayStage, test_stage_access_log_settings and test_stage_access_log_settings_validation.
#[tokio::test]
async fn access_log_settings_come_and_go() {
    let (emulator, api, _) = deployed().await;
    let stage = format!("{api}/stages/s1");
    let patch = |op: &str, path: &str, value: &str| json!({"patchOperations": [{"op": op, "path": path, "value": value}]});
    let arn = "arn:aws:logs:us-east-1:111122223333:log-group:x";
    emulator.ok("PATCH", &stage, patch("add", "/accessLogSettings/destinationArn", arn)).await;
    let both = emulator.ok("PATCH", &stage, patch("add", "/accessLogSettings/format", "$context.requestId")).await;
    assert_eq!(both["accessLogSettings"], json!({"destinationArn": arn, "format": "$context.requestId"}));
    assert_eq!(
        emulator.refused("PATCH", &stage, patch("add", "/accessLogSettings/format", "")).await.2,
        "Access Log value must not be empty"
    );
    assert_eq!(
        emulator.refused("PATCH", &stage, patch("add", "/accessLogSettings/x", "y")).await.2,
        "Invalid accessLogSettings path. Must be one of : [/accessLogSettings/destinationArn, /accessLogSettings/format]"
    );
    assert_eq!(emulator.ok("PATCH", &stage, patch("remove", "/accessLogSettings", "")).await.get("accessLogSettings"), None);
}

// As users saw it on AWS: the sources stand at the checks, in control/access_log.rs.
#[tokio::test]
async fn access_logs_that_aws_refuses_are_refused() {
    let (emulator, api, _) = deployed().await;
    let stage = format!("{api}/stages/s1");
    let refused = [
        (
            "format",
            "$context.status",
            "Access Log format must include either $context.requestId or $context.extendedRequestId : '$context.status'",
        ),
        (
            "format",
            "$context.requestId\nx",
            "Access Log format must be single line, new line character is allowed only at end of the format: '$context.requestId\nx'",
        ),
        (
            "destinationArn",
            "arn:aws:logs:us-east-1:111122223333:log-group:/a:*",
            "Access log destination must only contain characters a-z, A-Z, 0-9, '_', '-', '/', '.': 'log-group:/a:*'",
        ),
        (
            "destinationArn",
            "arn:aws:s3:::bucket",
            "Invalid ARN specified in the request. The ARN must be a valid CloudWatch Logs log group or Kinesis Data Firehose delivery stream ARN.",
        ),
        (
            "destinationArn",
            "arn:aws:firehose:us-east-1:111122223333:deliverystream/calls",
            "Kinesis Firehose delivery stream name must begin with the characters 'amazon-apigateway-': 'deliverystream/calls'",
        ),
    ];
    for (member, value, message) in refused {
        let patch =
            json!({"patchOperations": [{"op": "replace", "path": format!("/accessLogSettings/{member}"), "value": value}]});
        let (status, kind, told) = emulator.refused("PATCH", &stage, patch).await;
        assert_eq!((status, kind.as_str(), told.as_str()), (400, "BadRequestException", message));
    }
    let patch =
        json!({"patchOperations": [{"op": "replace", "path": "/accessLogSettings/format", "value": "$context.requestId\n"}]});
    emulator.ok("PATCH", &stage, patch).await;
}

// Recorded: test_apigateway_canary, test_update_stage_with_copy_ops and test_create_canary_deployment_by_stage_update.
#[tokio::test]
async fn a_canary_is_deployed_beside_its_stage_and_promoted() {
    let (emulator, api, first) = deployed().await;
    let stage = format!("{api}/stages/s1");
    let promote = json!({"patchOperations": [
        {"op": "copy", "from": "/canarySettings/stageVariableOverrides", "path": "/variables"},
        {"op": "copy", "from": "/canarySettings/deploymentId", "path": "/deploymentId"},
    ]});
    let (_, _, message) = emulator.refused("PATCH", &stage, promote.clone()).await;
    assert_eq!(message, "Promotion not available. Canary does not exist.");
    let request = json!({"stageName": "s1", "canarySettings": {"percentTraffic": 50, "stageVariableOverrides": {"a": "1"}}});
    let second = text(&emulator.ok("POST", &format!("{api}/deployments"), request).await, "id");
    let with = emulator.ok("GET", &stage, Value::Null).await;
    assert_eq!(with["deploymentId"], first);
    assert_eq!(
        with["canarySettings"],
        json!({"deploymentId": second, "percentTraffic": 50.0, "stageVariableOverrides": {"a": "1"}, "useStageCache": false})
    );
    assert_eq!(emulator.refused("DELETE", &format!("{api}/deployments/{second}"), Value::Null).await.0, 400);
    let (status, kind, message) = emulator.refused("POST", &format!("{api}/deployments"), json!({"stageName": "s1"})).await;
    assert_eq!((status, kind.as_str()), (400, "BadRequestException"));
    // The wording was seen by users of serverless, 11518.
    let refusal = "Invalid deployment content specified.Non canary deployment not supported on stage s1 because Canary is enabled. Provide CanarySettings in deploymentInput.";
    assert_eq!(message, refusal);
    let promoted = emulator.ok("PATCH", &stage, promote).await;
    assert_eq!((&promoted["deploymentId"], &promoted["variables"]), (&json!(second), &json!({"a": "1"})));
    let remove = json!({"patchOperations": [{"op": "remove", "path": "/canarySettings"}]});
    assert_eq!(emulator.ok("PATCH", &stage, remove).await.get("canarySettings"), None);
}

// Recorded: test_apigateway_canary, test_create_canary_deployment_validation and …_update_stage_canary_deployment_validation.
#[tokio::test]
async fn a_canary_is_refused_as_aws_refuses_it() {
    let (emulator, api, _) = deployed().await;
    let canary = |stage: Value| json!({"stageName": stage, "canarySettings": {"percentTraffic": 50}});
    for (stage, message) in [
        (
            Value::Null,
            "Invalid deployment content specified.Non null and non empty stageName must be provided for canary deployment. Provided value is null",
        ),
        (
            json!(""),
            "Invalid deployment content specified.Non null and non empty stageName must be provided for canary deployment. Provided value is ",
        ),
        (
            json!("x"),
            "Invalid deployment content specified.Stage x must already be created before making a canary release deployment",
        ),
    ] {
        assert_eq!(emulator.refused("POST", &format!("{api}/deployments"), canary(stage)).await.2, message);
    }
    let stage = format!("{api}/stages/s1");
    for (op, path, value, message) in [
        ("add", "/canarySettings/deploymentId", "x", "Invalid add operation with path: /canarySettings/deploymentId"),
        ("replace", "/canarySettings/deploymentId", "x", "Deployment id does not exist"),
        (
            "remove",
            "/canarySettings/badPath",
            "",
            "Cannot remove method setting canarySettings/badPath because there is no method setting for this method ",
        ),
    ] {
        let patch = json!({"patchOperations": [{"op": op, "path": path, "value": value}]});
        assert_eq!(emulator.refused("PATCH", &stage, patch).await.2, message);
    }
    // API reference, CanarySettings, `percentTraffic`: a percentage.
    for percent in ["-1", "100.5", "half"] {
        let patch = json!({"patchOperations": [{"op": "replace", "path": "/canarySettings/percentTraffic", "value": percent}]});
        assert_eq!(emulator.refused("PATCH", &stage, patch).await.0, 400, "{percent}");
    }
}

// API reference, CanarySettings: they are stage variables, of a canary; CreateStage: "alphanumeric and underscore characters, and the
// values must match [A-Za-z0-9-._~:/?#&=,]+". AWS's words are those of stage variables (badmintoncryer/cdk-preflight).
#[tokio::test]
async fn variables_of_a_canary_are_what_stage_variables_may_be() {
    let (emulator, api, deployment) = deployed().await;
    let stage = format!("{api}/stages/s1");
    let canary = |name: &str, value: &str| json!({"percentTraffic": 50, "stageVariableOverrides": {name: value}});
    let create = |name: &str, value: &str| {
        let mut canary = canary(name, value);
        canary["deploymentId"] = json!(deployment);
        json!({"stageName": "s2", "deploymentId": deployment, "canarySettings": canary})
    };
    let deploy = |name: &str, value: &str| json!({"stageName": "s1", "canarySettings": canary(name, value)});
    let replace = |name: &str, value: &str| {
        let path = format!("/canarySettings/stageVariableOverrides/{name}");
        json!({"patchOperations": [{"op": "replace", "path": path, "value": value}]})
    };
    let (stages, deployments) = (format!("{api}/stages"), format!("{api}/deployments"));
    let in_value = "Invalid stage variable value of key a.  Please use values with";
    for (name, value, words) in [("a-b", "x", "Invalid stage variable name: a-b. "), ("a", "$LATEST", in_value)] {
        for (verb, path, body) in [("POST", &stages, create(name, value)), ("POST", &deployments, deploy(name, value))] {
            let (status, kind, message) = emulator.refused(verb, path, body).await;
            assert_eq!((status, kind.as_str(), message.starts_with(words)), (400, "BadRequestException", true), "{message}");
        }
    }
    assert_eq!(emulator.ok("GET", &stage, Value::Null).await.get("canarySettings"), None);
    emulator.ok("POST", &deployments, deploy("a", "x")).await;
    let (status, _, message) = emulator.refused("PATCH", &stage, replace("a", "$LATEST")).await;
    assert_eq!((status, message.starts_with(in_value)), (400, true), "{message}");
    let kept = emulator.ok("PATCH", &stage, replace("a", "y")).await;
    assert_eq!(kept["canarySettings"]["stageVariableOverrides"], json!({"a": "y"}));
}

// API reference, CanarySettings: what is not given is 0 percent, and no cache.
#[tokio::test]
async fn a_canary_begins_without_traffic() {
    let (emulator, api, _) = deployed().await;
    let request = json!({"stageName": "s1", "canarySettings": {}});
    let deployment = text(&emulator.ok("POST", &format!("{api}/deployments"), request).await, "id");
    let canary = json!({"deploymentId": deployment, "percentTraffic": 0.0, "useStageCache": false});
    assert_eq!(emulator.ok("GET", &format!("{api}/stages/s1"), Value::Null).await["canarySettings"], canary);
}

// The wording is GetDocumentationVersion's, seen by users of serverless-aws-documentation.
#[tokio::test]
async fn a_stage_names_documentation_that_is_there() {
    let (emulator, api, deployment) = deployed().await;
    let request = json!({"stageName": "s", "deploymentId": deployment, "documentationVersion": "v1"});
    let refusal = (400, "BadRequestException".to_owned(), "Invalid Documentation version specified".to_owned());
    let stages = format!("{api}/stages");
    assert_eq!(emulator.refused("POST", &stages, request.clone()).await, refusal);
    emulator.ok("POST", &format!("{api}/documentation/versions"), json!({"documentationVersion": "v1"})).await;
    emulator.ok("POST", &stages, request).await;
    let patch =
        |version: &str| json!({"patchOperations": [{"op": "replace", "path": "/documentationVersion", "value": version}]});
    assert_eq!(emulator.refused("PATCH", &format!("{stages}/s"), patch("v2")).await, refusal);
    emulator.ok("PATCH", &format!("{stages}/s"), patch("v1")).await;
}

#[tokio::test]
async fn a_cache_cluster_has_a_size_while_it_is_there() {
    let (emulator, api, _) = deployed().await;
    let stage = format!("{api}/stages/s1");
    let patch = |value: &str| json!({"patchOperations": [{"op": "replace", "path": "/cacheClusterEnabled", "value": value}]});
    let with = emulator.ok("PATCH", &stage, patch("true")).await;
    assert_eq!((&with["cacheClusterStatus"], &with["cacheClusterSize"]), (&json!("AVAILABLE"), &json!("0.5")));
    let without = emulator.ok("PATCH", &stage, patch("false")).await;
    assert_eq!((&without["cacheClusterStatus"], without.get("cacheClusterSize")), (&json!("NOT_AVAILABLE"), None));
}
