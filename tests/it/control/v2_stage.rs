//! Stages of HTTP and WebSocket APIs.

use serde_json::{Value, json};

use super::text;
use super::v2::{http_api, served_routes, websocket_api};

#[tokio::test]
async fn a_change_deploys_to_a_stage_that_deploys_on_its_own() {
    let (emulator, api) = http_api().await;
    emulator.ok("POST", &format!("{api}/stages"), json!({"stageName": "$default", "autoDeploy": true})).await;
    emulator.ok("POST", &format!("{api}/routes"), json!({"routeKey": "GET /pets"})).await;
    let deployment = |stage: Value| text(&stage, "deploymentId");
    let stage = format!("{api}/stages/$default");
    let first = deployment(emulator.ok("GET", &stage, Value::Null).await);
    emulator.ok("POST", &format!("{api}/routes"), json!({"routeKey": "GET /cats"})).await;
    assert_ne!(deployment(emulator.ok("GET", &stage, Value::Null).await), first);
}

// Developer guide, http-api-stages: with automatic deployments, changes are released as they are made. CreateDeployment
// refuses an API without routes, so there is no first deployment without one.
#[tokio::test]
async fn the_last_route_goes_from_a_stage_that_deploys_on_its_own() {
    let (emulator, api) = http_api().await;
    emulator.ok("POST", &format!("{api}/stages"), json!({"stageName": "$default", "autoDeploy": true})).await;
    assert_eq!(served_routes(&emulator, &api), None);
    let route = emulator.ok("POST", &format!("{api}/routes"), json!({"routeKey": "GET /pets"})).await;
    assert_eq!(served_routes(&emulator, &api), Some(vec!["GET /pets".to_owned()]));
    emulator.ok("DELETE", &format!("{api}/routes/{}", text(&route, "routeId")), Value::Null).await;
    assert_eq!(served_routes(&emulator, &api), Some(Vec::new()));
}

// As terraform-provider-aws sees it of AWS: TestAccAPIGatewayV2Stage_basicWebSocket and …_basicHTTP.
#[tokio::test]
async fn a_stage_says_what_its_routes_do_unless_told_otherwise() {
    let websocket = json!({"dataTraceEnabled": false, "detailedMetricsEnabled": false, "loggingLevel": "OFF"});
    for ((emulator, api), expected) in
        [(websocket_api().await, websocket), (http_api().await, json!({"detailedMetricsEnabled": false}))]
    {
        let stage = emulator.ok("POST", &format!("{api}/stages"), json!({"stageName": "dev"})).await;
        assert_eq!(stage["defaultRouteSettings"], expected);
    }
}

// API reference, Stage: `defaultRouteSettings` and `routeSettings` throttle.
#[tokio::test]
async fn a_stage_takes_throttling() {
    for (emulator, api) in [http_api().await, websocket_api().await] {
        emulator.ok("POST", &format!("{api}/routes"), json!({"routeKey": "$default"})).await;
        let limits = json!({"throttlingRateLimit": 1.5, "throttlingBurstLimit": 2});
        let request = json!({"stageName": "dev", "defaultRouteSettings": limits, "routeSettings": {"$default": limits}});
        let stage = emulator.ok("POST", &format!("{api}/stages"), request).await;
        assert_eq!(stage["routeSettings"]["$default"], limits);
    }
}

// API reference, UpdateStage: `autoDeploy` says "whether updates to an API automatically trigger a new deployment"; settings of
// a stage are none.
#[tokio::test]
async fn settings_of_a_stage_make_no_deployment() {
    let (emulator, api) = http_api().await;
    emulator.ok("POST", &format!("{api}/routes"), json!({"routeKey": "GET /pets"})).await;
    emulator.ok("POST", &format!("{api}/stages"), json!({"stageName": "dev"})).await;
    let stage = format!("{api}/stages/dev");
    emulator.ok("PATCH", &stage, json!({"autoDeploy": true})).await;
    emulator.ok("PATCH", &stage, json!({"stageVariables": {"a": "1"}, "autoDeploy": true})).await;
    let deployments = emulator.ok("GET", &format!("{api}/deployments"), Value::Null).await;
    assert_eq!(deployments["items"].as_array().unwrap().len(), 1);
}

// API reference, Stage, `autoDeploy`: such a stage follows the API, and names no deployment.
#[tokio::test]
async fn a_stage_that_deploys_on_its_own_names_no_deployment() {
    let (emulator, api) = http_api().await;
    emulator.ok("POST", &format!("{api}/routes"), json!({"routeKey": "GET /pets"})).await;
    let deployment = emulator.ok("POST", &format!("{api}/deployments"), json!({})).await["deploymentId"].clone();
    let stages = format!("{api}/stages");
    let message = "Deployment ID cannot be specified for a stage with autoDeploy enabled";
    let both = json!({"stageName": "dev", "autoDeploy": true, "deploymentId": deployment});
    assert_eq!(emulator.refused("POST", &stages, both).await.2, message);
    emulator.ok("POST", &stages, json!({"stageName": "dev", "autoDeploy": true})).await;
    let named = json!({"deploymentId": deployment});
    assert_eq!(emulator.refused("PATCH", &format!("{stages}/dev"), named.clone()).await.2, message);
    let by_hand = json!({"deploymentId": deployment, "autoDeploy": false});
    emulator.ok("PATCH", &format!("{stages}/dev"), by_hand).await;
    let again = json!({"deploymentId": deployment, "autoDeploy": true});
    assert_eq!(emulator.refused("PATCH", &format!("{stages}/dev"), again).await.2, message);
}

// As users saw it, of CreateStage and UpdateStage, with status 404 (CloudFormation stacks whose stage is made before its routes).
#[tokio::test]
async fn settings_of_a_route_that_there_is_not_are_refused() {
    for (emulator, api) in [http_api().await, websocket_api().await] {
        let settings = json!({"$default": {"throttlingBurstLimit": 2}});
        let refusal = "Unable to find Route by key $default within the provided RouteSettings";
        let refusal = (404, "NotFoundException".to_owned(), refusal.to_owned());
        let stage = json!({"stageName": "dev", "routeSettings": settings});
        assert_eq!(emulator.refused("POST", &format!("{api}/stages"), stage.clone()).await, refusal);
        emulator.ok("POST", &format!("{api}/stages"), json!({"stageName": "dev"})).await;
        assert_eq!(emulator.refused("PATCH", &format!("{api}/stages/dev"), json!({"routeSettings": settings})).await, refusal);
        emulator.ok("POST", &format!("{api}/routes"), json!({"routeKey": "$default"})).await;
        emulator.ok("PATCH", &format!("{api}/stages/dev"), json!({"routeSettings": settings})).await;
    }
}

// API reference, Stage, `autoDeploy`: such a stage follows the API.
#[tokio::test]
async fn a_deployment_for_a_stage_that_deploys_on_its_own_is_refused() {
    let (emulator, api) = http_api().await;
    emulator.ok("POST", &format!("{api}/routes"), json!({"routeKey": "GET /pets"})).await;
    emulator.ok("POST", &format!("{api}/stages"), json!({"stageName": "dev", "autoDeploy": true})).await;
    let deployments = format!("{api}/deployments");
    let before = emulator.ok("GET", &deployments, Value::Null).await;
    assert_eq!(emulator.refused("POST", &deployments, json!({"stageName": "dev"})).await.0, 400);
    assert_eq!(emulator.ok("GET", &deployments, Value::Null).await, before);
    emulator.ok("PATCH", &format!("{api}/stages/dev"), json!({"autoDeploy": false})).await;
    emulator.ok("POST", &deployments, json!({"stageName": "dev"})).await;
}
