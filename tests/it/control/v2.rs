//! HTTP and WebSocket APIs.

use apigw_emulator::runtime::Stages;
use serde_json::{Value, json};

use super::{Emulator, text};

pub(super) async fn http_api() -> (Emulator, String) {
    let emulator = Emulator::new().await;
    let api = emulator.ok("POST", "/v2/apis", json!({"name": "pets", "protocolType": "HTTP"})).await;
    let path = format!("/v2/apis/{}", text(&api, "apiId"));
    (emulator, path)
}

pub(super) async fn websocket_api() -> (Emulator, String) {
    let emulator = Emulator::new().await;
    let request = json!({"name": "chat", "protocolType": "WEBSOCKET", "routeSelectionExpression": "$request.body.action"});
    let api = emulator.ok("POST", "/v2/apis", request).await;
    let path = format!("/v2/apis/{}", text(&api, "apiId"));
    (emulator, path)
}

// AWS CLI reference, apigatewayv2 create-api: the answer of its examples.
#[tokio::test]
async fn a_new_api_has_what_aws_fills_in() {
    let emulator = Emulator::new().await;
    let reply = emulator.call("POST", "/v2/apis", json!({"name": "pets", "protocolType": "HTTP"})).await;
    assert_eq!(reply.status, 201);
    let id = text(&reply.body, "apiId");
    assert_eq!(id.len(), 10);
    assert_eq!(reply.body["apiEndpoint"], format!("https://{id}.execute-api.us-east-1.amazonaws.com"));
    assert_eq!(reply.body["apiKeySelectionExpression"], "$request.header.x-api-key");
    assert_eq!(reply.body["routeSelectionExpression"], "$request.method $request.path");
    assert_eq!(reply.body["disableExecuteApiEndpoint"], false);
    let created = reply.body["createdDate"].as_str().unwrap();
    assert!(created.ends_with('Z') && created.contains('T'), "v2 dates are ISO 8601: {created}");
    assert_eq!(emulator.ok("GET", &format!("/v2/apis/{id}"), Value::Null).await, reply.body);
    assert_eq!(emulator.ok("GET", "/v2/apis", Value::Null).await, json!({"items": [reply.body]}));
}

#[tokio::test]
async fn a_missing_api_is_told_with_its_type() {
    let emulator = Emulator::new().await;
    let reply = emulator.call("GET", "/v2/apis/nothing", Value::Null).await;
    assert_eq!((reply.status, reply.error.as_deref()), (404, Some("NotFoundException")));
    assert_eq!(reply.body["message"], "Invalid API identifier specified 111122223333:nothing");
    assert_eq!(reply.body["resourceType"], "Api");
}

// Developer guide, http-api-develop: quick create makes an API with an integration, a default catch-all route and a
// default stage that deploys changes on its own.
#[tokio::test]
async fn quick_create_makes_integration_route_and_stage() {
    let emulator = Emulator::new().await;
    let target = "arn:aws:lambda:us-east-1:000000000000:function:orders";
    let api = emulator.ok("POST", "/v2/apis", json!({"name": "zippy", "protocolType": "HTTP", "target": target})).await;
    let path = format!("/v2/apis/{}", text(&api, "apiId"));

    let integrations = emulator.ok("GET", &format!("{path}/integrations"), Value::Null).await;
    let integration = &integrations["items"][0];
    let id = text(integration, "integrationId");
    assert_eq!(
        *integration,
        json!({
            "apiGatewayManaged": true, "connectionType": "INTERNET", "integrationId": id, "integrationMethod": "POST",
            "integrationType": "AWS_PROXY", "integrationUri": target, "payloadFormatVersion": "2.0",
            "timeoutInMillis": 30000,
        })
    );
    let routes = emulator.ok("GET", &format!("{path}/routes"), Value::Null).await;
    assert_eq!(routes["items"][0]["routeKey"], "$default");
    assert_eq!(routes["items"][0]["target"], format!("integrations/{id}"));
    let stage = emulator.ok("GET", &format!("{path}/stages/%24default"), Value::Null).await;
    assert_eq!((&stage["autoDeploy"], &stage["apiGatewayManaged"]), (&json!(true), &json!(true)));
    let deployment = emulator.ok("GET", &format!("{path}/deployments/{}", text(&stage, "deploymentId")), Value::Null).await;
    assert_eq!((&deployment["autoDeployed"], &deployment["deploymentStatus"]), (&json!(true), &json!("DEPLOYED")));
}

// API reference, UpdateApi: `target` "updates the integration URI and integration type", `routeKey` "replaces the route key
// of the quick create route".
#[tokio::test]
async fn a_quick_create_can_be_led_elsewhere() {
    let emulator = Emulator::new().await;
    let target = "arn:aws:lambda:us-east-1:000000000000:function:orders";
    let api = emulator.ok("POST", "/v2/apis", json!({"name": "zippy", "protocolType": "HTTP", "target": target})).await;
    let path = format!("/v2/apis/{}", text(&api, "apiId"));
    let refusal = emulator.refused("PATCH", &path, json!({"target": "nonsense"})).await;
    assert_eq!((refusal.0, refusal.2.as_str()), (400, "Invalid HTTP endpoint specified for URI"));
    emulator.ok("PATCH", &path, json!({"target": "http://example.com/", "routeKey": "GET /pets"})).await;
    let integration = &emulator.ok("GET", &format!("{path}/integrations"), Value::Null).await["items"][0];
    assert_eq!(
        [&integration["integrationType"], &integration["integrationUri"], &integration["integrationMethod"]],
        ["HTTP_PROXY", "http://example.com/", "ANY"]
    );
    assert_eq!(integration["payloadFormatVersion"], "1.0");
    assert_eq!(served_routes(&emulator, &path), Some(vec!["GET /pets".to_owned()]));
    emulator.ok("POST", &format!("{path}/routes"), json!({"routeKey": "GET /cats"})).await;
    assert_eq!(emulator.refused("PATCH", &path, json!({"routeKey": "GET /cats"})).await.0, 409);
}

// API reference, `apiGatewayManaged`: "You can update a managed integration, but you can't delete it", "You can't modify the
// $default route key", "You can't modify the $default stage". CloudFormation's ApiGatewayManagedOverrides changes the settings
// of all three.
#[tokio::test]
async fn what_quick_create_made_stays() {
    let emulator = Emulator::new().await;
    let target = "arn:aws:lambda:us-east-1:000000000000:function:orders";
    let api = emulator.ok("POST", "/v2/apis", json!({"name": "zippy", "protocolType": "HTTP", "target": target})).await;
    let path = format!("/v2/apis/{}", text(&api, "apiId"));
    let stage = format!("{path}/stages/$default");
    assert_eq!(emulator.refused("DELETE", &stage, Value::Null).await.0, 400);
    assert_eq!(emulator.ok("PATCH", &stage, json!({"stageVariables": {"a": "1"}})).await["stageVariables"], json!({"a": "1"}));

    let route = &emulator.ok("GET", &format!("{path}/routes"), Value::Null).await["items"][0];
    let route = format!("{path}/routes/{}", text(route, "routeId"));
    assert_eq!(emulator.refused("PATCH", &route, json!({"routeKey": "GET /"})).await.0, 400);
    assert_eq!(emulator.refused("DELETE", &route, Value::Null).await.0, 400);
    emulator.ok("PATCH", &route, json!({"routeKey": "$default", "operationName": "all"})).await;

    let integration = &emulator.ok("GET", &format!("{path}/integrations"), Value::Null).await["items"][0];
    let integration = format!("{path}/integrations/{}", text(integration, "integrationId"));
    let (status, _, message) = emulator.refused("DELETE", &integration, Value::Null).await;
    assert_eq!(status, 400);
    assert!(message.contains("managed"), "{message}");
    emulator.ok("PATCH", &integration, json!({"timeoutInMillis": 100})).await;
}

/// The keys of the routes that the stage `$default` serves; none when it is not served.
pub(super) fn served_routes(emulator: &Emulator, api: &str) -> Option<Vec<String>> {
    let runtime = emulator.live.load();
    let Stages::Http(stages) = &runtime.api(api.rsplit('/').next()?)?.stages else { panic!("an HTTP API") };
    let mut keys: Vec<String> = stages.get("$default")?.routes.iter().map(|route| route.key.to_string()).collect();
    keys.sort();
    Some(keys)
}

#[tokio::test]
async fn only_automatic_deployments_that_are_served_keep_what_they_froze() {
    let (emulator, api) = http_api().await;
    emulator.ok("POST", &format!("{api}/stages"), json!({"stageName": "$default", "autoDeploy": true})).await;
    let stage = format!("{api}/stages/$default");
    let mut served = Vec::new();
    for key in ["GET /a", "GET /b"] {
        emulator.ok("POST", &format!("{api}/routes"), json!({"routeKey": key})).await;
        served.push(text(&emulator.ok("GET", &stage, Value::Null).await, "deploymentId"));
    }
    // AWS lists deployments by `autoDeployed` true and false.
    let deployments = emulator.ok("GET", &format!("{api}/deployments"), Value::Null).await;
    assert_eq!(deployments["items"].as_array().unwrap().len(), 2);
    let back = |id: &str| json!({"autoDeploy": false, "deploymentId": id});
    let (status, _, message) = emulator.refused("PATCH", &stage, back(&served[0])).await;
    assert_eq!(status, 501, "{message}");
    emulator.ok("PATCH", &stage, back(&served[1])).await;
    assert_eq!(served_routes(&emulator, &api), Some(vec!["GET /a".to_owned(), "GET /b".to_owned()]));
}

#[tokio::test]
async fn without_auto_deploy_a_change_waits_for_a_deployment() {
    let (emulator, api) = http_api().await;
    let deployments = format!("{api}/deployments");
    emulator.ok("POST", &format!("{api}/stages"), json!({"stageName": "dev"})).await;
    assert_eq!(
        emulator.refused("POST", &deployments, json!({})).await.2,
        "Unable to deploy API because no routes exist in this API"
    );
    emulator.ok("POST", &format!("{api}/routes"), json!({"routeKey": "GET /pets"})).await;
    assert_eq!(emulator.ok("GET", &deployments, Value::Null).await, json!({"items": []}));
    let made = emulator.ok("POST", &deployments, json!({"stageName": "dev"})).await;
    assert_eq!((&made["autoDeployed"], &made["deploymentStatus"]), (&json!(false), &json!("DEPLOYED")));
    assert_eq!(emulator.ok("GET", &format!("{api}/stages/dev"), Value::Null).await["deploymentId"], made["deploymentId"]);
    let refusal = emulator.refused("DELETE", &format!("{deployments}/{}", text(&made, "deploymentId")), Value::Null).await;
    assert_eq!(refusal.2, "Active stages pointing to this deployment must be moved or deleted");
}

#[tokio::test]
async fn an_http_route_has_a_method_and_a_path() {
    let (emulator, api) = http_api().await;
    let routes = format!("{api}/routes");
    for key in ["$default", "GET /", "ANY /pets/{id}", "POST /files/{proxy+}", "GET /a.b~c"] {
        let route = emulator.ok("POST", &routes, json!({"routeKey": key})).await;
        assert_eq!(text(&route, "routeId").len(), 7);
        assert_eq!((&route["apiKeyRequired"], &route["authorizationType"]), (&json!(false), &json!("NONE")));
    }
    for key in ["pets", "GET pets", "get /pets", "GET /{a+}/b", "GET /a{b}", "$connect", "GET /a b"] {
        let (status, _, message) = emulator.refused("POST", &routes, json!({"routeKey": key})).await;
        assert_eq!(status, 400, "{key}");
        assert!(message.contains("not formatted properly for HTTP protocol"), "{key}: {message}");
    }
    // Seen by users: terraform and SST report this conflict.
    let (status, _, message) = emulator.refused("POST", &routes, json!({"routeKey": "GET /"})).await;
    assert_eq!((status, message.as_str()), (409, "Route with key GET / already exists for this API"));
}

#[tokio::test]
async fn an_integration_is_shared_by_routes_and_kept_while_used() {
    let (emulator, api) = http_api().await;
    let request = json!({"integrationType": "HTTP_PROXY", "integrationMethod": "GET", "integrationUri": "https://example.com"});
    let integration = emulator.ok("POST", &format!("{api}/integrations"), request).await;
    let id = text(&integration, "integrationId");
    assert_eq!(
        integration,
        json!({
            "connectionType": "INTERNET", "integrationId": id, "integrationMethod": "GET", "integrationType": "HTTP_PROXY",
            "integrationUri": "https://example.com", "payloadFormatVersion": "1.0", "timeoutInMillis": 30000,
        })
    );
    let route =
        emulator.ok("POST", &format!("{api}/routes"), json!({"routeKey": "GET /", "target": format!("integrations/{id}")})).await;
    let (status, _, message) = emulator.refused("DELETE", &format!("{api}/integrations/{id}"), Value::Null).await;
    let route = text(&route, "routeId");
    // As users saw it: milliHQ/terraform-aws-next-js issue 247.
    let expected = format!("Cannot delete Integration because it is referenced by the following Routes with Ids: [{route}]");
    assert_eq!((status, message), (409, expected));
    assert_eq!(emulator.call("DELETE", &format!("{api}/routes/{route}"), Value::Null).await.status, 204);
    assert_eq!(emulator.call("DELETE", &format!("{api}/integrations/{id}"), Value::Null).await.status, 204);
}

// As users saw it: sst issue 5586.
#[tokio::test]
async fn an_authorizer_is_kept_while_a_route_uses_it() {
    let (emulator, api) = http_api().await;
    let jwt = json!({"issuer": "https://issuer.example.com", "audience": ["a"]});
    let authorizer = json!({
        "name": "guard", "authorizerType": "JWT", "identitySource": ["$request.header.Authorization"], "jwtConfiguration": jwt,
    });
    let made = emulator.ok("POST", &format!("{api}/authorizers"), authorizer).await;
    let id = text(&made, "authorizerId");
    let route = json!({"routeKey": "POST /pdf/generate", "authorizationType": "JWT", "authorizerId": id});
    emulator.ok("POST", &format!("{api}/routes"), route).await;
    let (status, _, message) = emulator.refused("DELETE", &format!("{api}/authorizers/{id}"), Value::Null).await;
    let expected = "Cannot delete authorizer 'guard', is referenced in route: POST /pdf/generate";
    assert_eq!((status, message.as_str()), (409, expected));
}

/// The refusal of an integration of an HTTP API with these members besides its own.
pub(super) async fn refused_integration(members: Value) -> String {
    let (emulator, api) = http_api().await;
    let mut request =
        json!({"integrationType": "HTTP_PROXY", "integrationMethod": "GET", "integrationUri": "https://example.com"});
    request.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    let (status, _, message) = emulator.refused("POST", &format!("{api}/integrations"), request).await;
    assert_eq!(status, 400, "{message}");
    message
}

// Developer guide, "Transforming API requests and responses": reserved headers, and the actions and places of mappings. The frame of the
// message was seen in deployments (badmintoncryer/cdk-preflight).
#[tokio::test]
async fn mappings_that_aws_does_not_have_are_refused() {
    for (key, value) in
        [("append:header.authorization", "x"), ("foo", "x"), ("append:path", "x"), ("overwrite:header.a", "$request.nothing")]
    {
        let message = refused_integration(json!({"requestParameters": {key: value}})).await;
        let frame = "Invalid mapping expression specified: Validation Result: warnings : [], errors : [";
        assert!(message.starts_with(frame), "{key}: {message}");
    }
    refused_integration(json!({"responseParameters": {"200": {"append:header.x-amzn-a": "x"}}})).await;
}

#[tokio::test]
async fn mappings_may_use_what_a_route_or_stage_will_have() {
    let (emulator, api) = http_api().await;
    let request = json!({
        "integrationType": "HTTP_PROXY", "integrationMethod": "GET", "integrationUri": "https://example.com",
        "requestParameters": {"append:header.a": "$request.path.id", "overwrite:path": "/${request.path.id}/x"},
        "responseParameters": {"200": {"overwrite:statuscode": "$stageVariables.status"}},
    });
    emulator.ok("POST", &format!("{api}/integrations"), request).await;
}

// The sentences are AWS's: aws-cli issue 6363, terraform-provider-aws issue 42391.
#[tokio::test]
async fn an_integration_of_an_http_api_has_what_http_apis_have() {
    let function = json!({"integrationType": "AWS_PROXY", "integrationUri": "arn:aws:lambda:us-east-1:111122223333:function:f"});
    assert_eq!(refused_integration(function).await, "HttpMethod must be POST for AWS_PROXY IntegrationType");
    assert_eq!(
        refused_integration(json!({"integrationType": "HTTP"})).await,
        "Currently, an API with a protocol type of HTTP may only be associated with proxy integrations (AWS_PROXY, HTTP_PROXY)"
    );
    let subtype = json!({"integrationType": "AWS_PROXY", "integrationSubtype": "SQS-Nothing"});
    assert!(refused_integration(subtype).await.contains("SQS-Nothing"));
    for (member, value) in [
        ("requestTemplates", json!({"a": "b"})),
        ("templateSelectionExpression", json!("a")),
        ("contentHandlingStrategy", json!("CONVERT_TO_TEXT")),
    ] {
        assert!(refused_integration(json!({member: value})).await.contains(member));
    }
}

// terraform-provider-aws sends `passthroughBehavior` for every API, and finds none at HTTP APIs.
#[tokio::test]
async fn an_http_api_keeps_no_passthrough_behavior() {
    let (emulator, api) = http_api().await;
    let request = json!({
        "integrationType": "HTTP_PROXY", "integrationMethod": "GET", "integrationUri": "https://example.com",
        "passthroughBehavior": "WHEN_NO_MATCH",
    });
    let integration = emulator.ok("POST", &format!("{api}/integrations"), request).await;
    assert_eq!(integration.get("passthroughBehavior"), None);
    let responses = format!("{api}/integrations/{}/integrationresponses", text(&integration, "integrationId"));
    assert_eq!(emulator.refused("POST", &responses, json!({"integrationResponseKey": "$default"})).await.0, 400);
    let route = emulator.ok("POST", &format!("{api}/routes"), json!({"routeKey": "GET /"})).await;
    let responses = format!("{api}/routes/{}/routeresponses", text(&route, "routeId"));
    assert_eq!(emulator.refused("POST", &responses, json!({"routeResponseKey": "$default"})).await.0, 400);
}

// The sentence is AWS's, as users of terraform-aws-modules/terraform-aws-apigateway-v2 saw it.
#[tokio::test]
async fn an_http_api_has_no_execution_logs() {
    let (emulator, api) = http_api().await;
    let stage = json!({"stageName": "dev", "defaultRouteSettings": {"loggingLevel": "INFO"}});
    let refusal = emulator.refused("POST", &format!("{api}/stages"), stage).await;
    assert_eq!((refusal.0, refusal.2.as_str()), (400, "Execution logs are not supported on protocolType HTTP"));
}

#[tokio::test]
async fn a_route_selection_expression_is_read_when_it_is_given() {
    let (emulator, api) = websocket_api().await;
    for expression in ["garbage {{{", "${request.body.a", "$request.header.a"] {
        assert_eq!(emulator.refused("PATCH", &api, json!({"routeSelectionExpression": expression})).await.0, 400, "{expression}");
    }
    emulator.ok("PATCH", &api, json!({"routeSelectionExpression": "${request.body.a}/${request.body.b}"})).await;
}

// terraform-provider-aws clears entries of requestParameters and stageVariables by setting them to "".
#[tokio::test]
async fn an_empty_entry_of_a_map_goes() {
    let (emulator, api) = http_api().await;
    emulator.ok("POST", &format!("{api}/stages"), json!({"stageName": "dev", "stageVariables": {"a": "1", "b": "2"}})).await;
    let changed = emulator.ok("PATCH", &format!("{api}/stages/dev"), json!({"stageVariables": {"a": "", "c": "3"}})).await;
    assert_eq!(changed["stageVariables"], json!({"b": "2", "c": "3"}));
}

#[tokio::test]
async fn cors_can_be_taken_from_an_api() {
    let (emulator, api) = http_api().await;
    let cors = json!({"allowOrigins": ["https://example.com"], "allowMethods": ["GET"]});
    let changed = emulator.ok("PATCH", &api, json!({"corsConfiguration": cors})).await;
    assert_eq!(changed["corsConfiguration"], cors);
    assert_eq!(emulator.call("DELETE", &format!("{api}/cors"), Value::Null).await.status, 204);
    assert_eq!(emulator.ok("GET", &api, Value::Null).await.get("corsConfiguration"), None);
    let wild = json!({"corsConfiguration": {"allowOrigins": ["*"], "allowCredentials": true}});
    assert_eq!(emulator.refused("PATCH", &api, wild).await.2, "allow-credentials is not supported if 'allow-origin' is *");
    for origin in ["capacitor://localhost", "www.example.com", ""] {
        let foreign = json!({"corsConfiguration": {"allowOrigins": ["https://*", origin]}});
        assert_eq!(emulator.refused("PATCH", &api, foreign).await.2, format!("Invalid format for origin {origin}"));
    }
}

#[tokio::test]
async fn a_websocket_api_has_routes_responses_and_shorter_timeouts() {
    let (emulator, api) = websocket_api().await;
    let request = json!({"integrationType": "AWS_PROXY", "integrationUri": "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:111122223333:function:f/invocations"});
    let integration = emulator.ok("POST", &format!("{api}/integrations"), request).await;
    assert_eq!((&integration["timeoutInMillis"], &integration["passthroughBehavior"]), (&json!(29000), &json!("WHEN_NO_MATCH")));
    let target = format!("integrations/{}", text(&integration, "integrationId"));
    for key in ["$connect", "$disconnect", "$default"] {
        emulator.ok("POST", &format!("{api}/routes"), json!({"routeKey": key, "target": target})).await;
    }
    let route = json!({"routeKey": "sendMessage", "target": target, "routeResponseSelectionExpression": "$default"});
    let route = emulator.ok("POST", &format!("{api}/routes"), route).await;
    let responses = format!("{api}/routes/{}/routeresponses", text(&route, "routeId"));
    let response = emulator.ok("POST", &responses, json!({"routeResponseKey": "$default"})).await;
    assert_eq!(emulator.ok("GET", &responses, Value::Null).await["items"], json!([response]));
    assert_eq!(emulator.refused("POST", &format!("{api}/routes"), json!({"routeKey": "$other"})).await.0, 400);
    let missing = json!({"name": "chat", "protocolType": "WEBSOCKET"});
    assert_eq!(emulator.refused("POST", "/v2/apis", missing).await.0, 400);
}

#[tokio::test]
async fn tags_of_a_stage_are_changed_by_arn() {
    let (emulator, api) = http_api().await;
    emulator.ok("POST", &format!("{api}/stages"), json!({"stageName": "$default", "tags": {"a": "1"}})).await;
    let id = api.rsplit('/').next().unwrap();
    let tags = format!("/v2/tags/arn%3Aaws%3Aapigateway%3Aus-east-1%3A%3A%2Fapis%2F{id}%2Fstages%2F%24default");
    assert_eq!(emulator.call("POST", &tags, json!({"tags": {"b": "2"}})).await.status, 201);
    assert_eq!(emulator.ok("GET", &tags, Value::Null).await, json!({"tags": {"a": "1", "b": "2"}}));
}

// Management API, `GoneException`.
#[tokio::test]
async fn a_gone_connection_is_410() {
    let emulator = Emulator::new().await;
    let (status, error, _) = emulator.refused("POST", "/@connections/L0SM9cOFvHcCIhw%3D", json!("hello")).await;
    assert_eq!((status, error.as_str()), (410, "GoneException"));
}

// API reference, GetModelTemplate: samples in place of values, to begin from.
#[tokio::test]
async fn a_model_has_a_template() {
    let (emulator, api) = websocket_api().await;
    let schema = json!({"type": "object", "properties": {"id": {"type": "integer"}, "name": {"type": "string"}}});
    let model = json!({"name": "Order", "contentType": "application/json", "schema": schema.to_string()});
    let id = text(&emulator.ok("POST", &format!("{api}/models"), model).await, "modelId");
    let template = emulator.ok("GET", &format!("{api}/models/{id}/template"), Value::Null).await;
    assert_eq!(template["value"], "#set($inputRoot = $input.path('$'))\n{\n  \"id\" : 42,\n  \"name\" : \"foo\"\n}");
    let (status, error, _) = emulator.refused("GET", &format!("{api}/models/nothing/template"), Value::Null).await;
    assert_eq!((status, error.as_str()), (404, "NotFoundException"));
}
