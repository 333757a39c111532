//! What AWS says where it refuses parts of HTTP and WebSocket APIs: seen in deployments (badmintoncryer/cdk-preflight,
//! `rules/apigatewayv2`), where no other source is named.

use serde_json::{Value, json};

use super::v2::{http_api, websocket_api};
use super::{Emulator, text};

const URI: &str =
    "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:111122223333:function:f/invocations";

/// Expects each request to be refused as a bad one, with these words.
async fn check(emulator: &Emulator, at: &str, refusals: impl IntoIterator<Item = (Value, &str)>) {
    for (request, words) in refusals {
        let refusal = emulator.refused("POST", at, request.clone()).await;
        assert_eq!(refusal, (400, "BadRequestException".to_owned(), words.to_owned()), "{request}");
    }
}

fn with(base: &Value, members: &Value) -> Value {
    let mut request = base.clone();
    request.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    request
}

#[tokio::test]
async fn of_apis() {
    let emulator = Emulator::new().await;
    let socket = json!({"name": "a", "protocolType": "WEBSOCKET", "routeSelectionExpression": "$request.body.action"});
    let selection = r#"Route selection expression is currently limited to "${request.method} ${request.path}""#;
    let refusals = [
        (json!({"name": "", "protocolType": "HTTP"}), "Invalid API name specified"),
        (json!({"name": "n".repeat(129), "protocolType": "HTTP"}), "Invalid API name specified"),
        (json!({"name": "a", "protocolType": "HTTP", "routeSelectionExpression": "$request.body.action"}), selection),
        (json!({"name": "a", "protocolType": "WEBSOCKET"}), "Invalid routeSelectionExpression"),
        (
            with(&socket, &json!({"corsConfiguration": {"allowOrigins": ["*"]}})),
            "Cors is not supported for WEBSOCKET protocolType",
        ),
    ];
    check(&emulator, "/v2/apis", refusals).await;
}

#[tokio::test]
async fn of_integrations() {
    let (emulator, api) = http_api().await;
    let http = json!({"integrationType": "HTTP_PROXY", "integrationUri": "https://example.com", "integrationMethod": "GET"});
    let function = json!({"integrationType": "AWS_PROXY", "integrationUri": URI});
    let queue = json!({"integrationType": "AWS_PROXY", "integrationSubtype": "SQS-SendMessage",
                       "requestParameters": {"QueueUrl": "https://q", "MessageBody": "$request.body"}});
    let role = json!({"credentialsArn": "arn:aws:iam::111122223333:role/r"});
    let frame =
        |error: &str| format!("Invalid mapping expression specified: Validation Result: warnings : [], errors : [{error}]");
    let request_key = frame("Invalid Request Actioned Parameter destination specified: badaction:header.x");
    let response_key = frame("Invalid Response Actioned Parameter destination specified: badaction:header.x");
    let status = frame("Status Code 199 is not valid.");
    let no_role = "Role ARN must be specified for AWS integration configuration with Subtype: SQS-SendMessage";
    let refusals = [
        (
            json!({"integrationType": "HTTP_PROXY", "integrationUri": "https://example.com"}),
            "HttpMethod parameter method must be specified for integrationType HTTPPROXY",
        ),
        (
            with(&http, &json!({"connectionType": "VPC_LINK"})),
            "ConnectionId must be set to vpcLinkId for ConnectionType VPC_LINK",
        ),
        (
            with(&http, &json!({"payloadFormatVersion": "2.0"})),
            "PayloadFormatVersion 2.0 is not supported for integration of type HTTP_PROXY",
        ),
        (with(&function, &json!({"payloadFormatVersion": "3.0"})), "Unsupported PayloadFormatVersion: 3.0"),
        (with(&http, &json!({"timeoutInMillis": 30_001})), "Timeout should be between 50 ms and 30000 ms"),
        (with(&http, &json!({"requestParameters": {"badaction:header.x": "y"}})), &request_key),
        (with(&http, &json!({"responseParameters": {"200": {"badaction:header.x": "y"}}})), &response_key),
        (with(&http, &json!({"responseParameters": {"199": {"append:header.x": "y"}}})), &status),
        (queue.clone(), no_role),
        (
            with(&queue, &json!({"integrationSubtype": "EventBridge-PutEvent"})),
            "Operation: EventBridge-PutEvent is not supported.",
        ),
        (with(&queue, &with(&role, &json!({"payloadFormatVersion": "2.0"}))), "Operation: SQS-SendMessage is not supported."),
        (with(&queue, &with(&role, &json!({"responseParameters": {"199": {}}}))), &status),
    ];
    check(&emulator, &format!("{api}/integrations"), refusals).await;
    assert_eq!(emulator.ok("GET", &format!("{api}/integrations"), Value::Null).await["items"], json!([]));
    let (emulator, api) = websocket_api().await;
    let refusals = [(with(&function, &json!({"payloadFormatVersion": "2.0"})), "Unsupported PayloadFormatVersion: 2.0")];
    check(&emulator, &format!("{api}/integrations"), refusals).await;
}

// Of a route that has no id yet AWS says `route null`.
#[tokio::test]
async fn of_routes() {
    let (emulator, api) = http_api().await;
    let jwt = json!({"name": "jwt", "authorizerType": "JWT", "identitySource": ["$request.header.Authorization"],
                     "jwtConfiguration": {"issuer": "https://issuer.example.com", "audience": ["a"]}});
    let function = json!({"name": "guard", "authorizerType": "REQUEST", "identitySource": [], "authorizerUri": URI, "authorizerPayloadFormatVersion": "2.0"});
    let made = async |authorizer: &Value| {
        text(&emulator.ok("POST", &format!("{api}/authorizers"), authorizer.clone()).await, "authorizerId")
    };
    let (jwt, function) = (made(&jwt).await, made(&function).await);
    let no_jwt = "Invalid authorizer ID specified. Setting the authorization type to JWT requires a valid JWT authorizer.";
    // hashicorp/terraform-provider-aws issue 17497.
    let no_function = "Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.";
    let scopes = "Invalid Route authorization type specified. Authorization Scopes are only valid for COGNITO_USER_POOLS and JWT \
                  authorization types";
    let route = json!({"routeKey": "GET /"});
    let refusals = [
        (json!({"authorizationType": "JWT"}), no_jwt),
        (json!({"authorizationType": "JWT", "authorizerId": "nothing"}), no_jwt),
        (json!({"authorizationType": "JWT", "authorizerId": function}), no_jwt),
        (json!({"authorizationType": "CUSTOM"}), no_function),
        (json!({"authorizationType": "CUSTOM", "authorizerId": jwt}), no_function),
        (json!({"authorizationScopes": ["pets"]}), scopes),
        (json!({"authorizationType": "AWS_IAM", "authorizationScopes": ["pets"]}), scopes),
        (json!({"authorizationType": "CUSTOM", "authorizerId": function, "authorizationScopes": ["pets"]}), scopes),
        // Developer guide, "HTTP API quotas"; AWS's words were not found.
        (
            json!({"authorizationType": "JWT", "authorizerId": jwt, "authorizationScopes": vec!["pets"; 11]}),
            "Authorization scopes can have at most 10 items",
        ),
        (
            json!({"apiKeyRequired": true}),
            "ApiKeyRequired is not currently supported for HTTP APIs. Please set ApiKeyRequired to false for route null",
        ),
        (
            json!({"target": "nothing"}),
            "Unexpected or malformed target in route null. Correct format should be integrations/<integration_id>.",
        ),
    ];
    check(&emulator, &format!("{api}/routes"), refusals.map(|(members, words)| (with(&route, &members), words))).await;
    assert_eq!(emulator.ok("GET", &format!("{api}/routes"), Value::Null).await["items"], json!([]));

    // Scopes are of tokens: they go when tokens are asked for no more.
    let scoped = json!({"routeKey": "GET /", "authorizationType": "JWT", "authorizerId": jwt, "authorizationScopes": ["pets"]});
    let at = format!("{api}/routes/{}", text(&emulator.ok("POST", &format!("{api}/routes"), scoped).await, "routeId"));
    let refusal = emulator.refused("PATCH", &at, json!({"authorizationType": "AWS_IAM", "authorizationScopes": ["pets"]})).await;
    assert_eq!(refusal.2, scopes);
    let changed = emulator.ok("PATCH", &at, json!({"authorizationType": "CUSTOM", "authorizerId": function})).await;
    assert_eq!(changed.get("authorizationScopes"), None);
}

#[tokio::test]
async fn of_authorizers() {
    let (emulator, api) = http_api().await;
    let jwt = json!({"name": "a", "authorizerType": "JWT", "identitySource": ["$request.header.Authorization"]});
    let configured = |issuer: &str, audience: Value| json!({"jwtConfiguration": {"issuer": issuer, "audience": audience}});
    let many: Vec<String> = (0..51).map(|number| number.to_string()).collect();
    let no_issuer = "Invalid issuer: Issuer is not a valid URL for JWT Authorizer";
    let function =
        json!({"name": "a", "authorizerType": "REQUEST", "identitySource": [], "authorizerPayloadFormatVersion": "2.0"});
    let refusals = [
        (jwt.clone(), "JwtConfiguration must not be null for JWT Authorizer"),
        (with(&jwt, &configured("https://example.com", json!([]))), "Audience list must have at least 1 item for JWT Authorizer"),
        // Developer guide, "HTTP API quotas": 50 audiences; AWS's words were not found.
        (
            with(&jwt, &configured("https://example.com", json!(many))),
            "Audience list must have at most 50 items for JWT Authorizer",
        ),
        (with(&jwt, &configured("example.com", json!(["a"]))), no_issuer),
        (with(&jwt, &configured("ldap://example.com", json!(["a"]))), no_issuer),
        (function.clone(), "AuthorizerUri is a required field in an Authorizer"),
        (
            with(
                &function,
                &json!({"authorizerUri": URI, "authorizerResultTtlInSeconds": 3601, "identitySource": ["$request.header.a"]}),
            ),
            "Authorizer result TTL outside allowable range. TTL must be between 0 and 3600 seconds.",
        ),
    ];
    check(&emulator, &format!("{api}/authorizers"), refusals).await;
    let (emulator, api) = websocket_api().await;
    let only_functions = "Invalid authorizer type. Only REQUEST authorizer type is supported on WEBSOCKET protocol Apis.";
    // hashicorp/terraform-provider-aws pull request 15232, and aws/aws-cdk issue 18307.
    let no_lifetime = "AuthorizerResultTtlInSeconds cannot be set for WEBSOCKET protocol Apis.";
    let source = "Invalid request identity source expression: $request.header.Authorization. The sources must be separated by comma, \
                  and each source must be either a request parameter, matching 'route.request.querystring|header.[a-zA-Z0-9._-]+', or \
                  a stage variable, matching 'stageVariables.[a-zA-Z0-9._-]+', or a context parameter, matching \
                  'context.[a-zA-Z0-9._-]+'";
    let known_by = |source: &str| json!({"identitySource": [source]});
    let guard = json!({"name": "a", "authorizerType": "REQUEST", "authorizerUri": URI, "identitySource": ["context.stage"]});
    let refusals = [
        (with(&jwt, &configured("https://example.com", json!(["a"]))), only_functions),
        (with(&guard, &json!({"authorizerResultTtlInSeconds": 300})), no_lifetime),
        (with(&guard, &json!({"authorizerResultTtlInSeconds": 0})), no_lifetime),
        (with(&guard, &known_by("$request.header.Authorization")), source),
    ];
    check(&emulator, &format!("{api}/authorizers"), refusals).await;
    for wrong in
        ["", "context.stage, a", "method.request.header.a", "route.request.body.a", "route.request.header.", "context.a b", "a"]
    {
        let refusal = emulator.refused("POST", &format!("{api}/authorizers"), with(&guard, &known_by(wrong))).await;
        assert_eq!(refusal.2, source.replace("$request.header.Authorization", wrong));
    }
    let sources =
        json!(["route.request.header.a", " route.request.querystring.b, stageVariables.c ", "context.identity.sourceIp"]);
    let made = emulator.ok("POST", &format!("{api}/authorizers"), with(&guard, &json!({"identitySource": sources}))).await;
    assert_eq!((&made["identitySource"], made.get("authorizerResultTtlInSeconds")), (&sources, None));
    let at = format!("{api}/authorizers/{}", text(&made, "authorizerId"));
    assert_eq!(emulator.refused("PATCH", &at, json!({"authorizerResultTtlInSeconds": 300})).await.2, no_lifetime);
}

#[tokio::test]
async fn of_what_only_websocket_apis_have() {
    let (emulator, api) = http_api().await;
    let model = json!({"name": "Pet", "contentType": "application/json", "schema": "{}"});
    let refusals = [(model.clone(), "Currently, Models are not permitted for APIs with a protocol type of HTTP")];
    check(&emulator, &format!("{api}/models"), refusals).await;
    let of_no_proxy = |what| {
        format!(
            "{what} are currently not supported for this API protocol type. This is because the API may only be configured with proxy \
             integration at this time."
        )
    };
    let http = json!({"integrationType": "HTTP_PROXY", "integrationUri": "https://example.com", "integrationMethod": "GET"});
    let integration = text(&emulator.ok("POST", &format!("{api}/integrations"), http).await, "integrationId");
    let route = text(&emulator.ok("POST", &format!("{api}/routes"), json!({"routeKey": "GET /"})).await, "routeId");
    for (at, request, what) in [
        (
            format!("{api}/integrations/{integration}/integrationresponses"),
            json!({"integrationResponseKey": "$default"}),
            "IntegrationResponses",
        ),
        (format!("{api}/routes/{route}/routeresponses"), json!({"routeResponseKey": "$default"}), "RouteResponses"),
    ] {
        check(&emulator, &at, [(request, &*of_no_proxy(what))]).await;
    }

    let (emulator, api) = websocket_api().await;
    let refusals = [(with(&model, &json!({"name": "p-m3"})), "Model name must be alphanumeric: p-m3")];
    check(&emulator, &format!("{api}/models"), refusals).await;
    let route = text(&emulator.ok("POST", &format!("{api}/routes"), json!({"routeKey": "$default"})).await, "routeId");
    let only_default = "Currently, only $default is supported as a RouteResponseKey. The creation of the RouteResponse with a key of $default \
                        will indicate to API Gateway that this Route is intended to handle two-way communication.";
    check(&emulator, &format!("{api}/routes/{route}/routeresponses"), [(json!({"routeResponseKey": "a"}), only_default)]).await;
}

// API reference, CreateModel, CreateRouteResponse and CreateIntegrationResponse: 409, "The resource already exists".
#[tokio::test]
async fn of_keys_that_another_has() {
    let (emulator, api) = websocket_api().await;
    let mock = json!({"integrationType": "MOCK"});
    let integration = text(&emulator.ok("POST", &format!("{api}/integrations"), mock).await, "integrationId");
    let route = text(&emulator.ok("POST", &format!("{api}/routes"), json!({"routeKey": "$default"})).await, "routeId");
    let model = |name: &str| json!({"name": name, "schema": "{}"});
    let response = |key: &str| json!({"integrationResponseKey": key});
    for (at, id, first, other) in [
        (format!("{api}/models"), "modelId", model("a"), Some(model("b"))),
        (
            format!("{api}/integrations/{integration}/integrationresponses"),
            "integrationResponseId",
            response("$default"),
            Some(response("/4../")),
        ),
        (format!("{api}/routes/{route}/routeresponses"), "routeResponseId", json!({"routeResponseKey": "$default"}), None),
    ] {
        let made = emulator.ok("POST", &at, first.clone()).await;
        let conflict =
            |(status, error, _): (u16, String, String)| assert_eq!((status, &*error), (409, "ConflictException"), "{at}");
        conflict(emulator.refused("POST", &at, first.clone()).await);
        assert_eq!(emulator.ok("GET", &at, Value::Null).await["items"], json!([made]));
        emulator.ok("PATCH", &format!("{at}/{}", text(&made, id)), first.clone()).await;
        let Some(other) = other else { continue };
        let other = text(&emulator.ok("POST", &at, other).await, id);
        conflict(emulator.refused("PATCH", &format!("{at}/{other}"), first).await);
    }
}

// mach-composer/mach-composer-cli issue 42, and aws/serverless-application-model issue 2512.
#[tokio::test]
async fn of_deployments_without_routes() {
    for ((emulator, api), words) in [
        (http_api().await, "Unable to deploy API because no routes exist in this API"),
        (websocket_api().await, "At least one route is required before deploying the Api"),
    ] {
        check(&emulator, &format!("{api}/deployments"), [(json!({}), words)]).await;
    }
}

#[tokio::test]
async fn of_vpc_links_and_domain_names() {
    let emulator = Emulator::new().await;
    let refusals = [
        (json!({"name": "l", "subnetIds": []}), "SubnetIds for a vpc link cannot be empty"),
        // Developer guide, "HTTP API quotas": 10 subnets; AWS's words were not found.
        (json!({"name": "l", "subnetIds": vec!["subnet-1"; 11]}), "A vpc link can have at most 10 SubnetIds"),
    ];
    check(&emulator, "/v2/vpclinks", refusals).await;
    let name = |name: &str, kind: &str| json!({"domainName": name, "domainNameConfigurations": [{"endpointType": kind}]});
    let refusals = [
        (name("api.example.com", "EDGE"), "EDGE endpoint type is not supported for APIGatewayV2 domainName"),
        (name("BAD_Name.example.com", "REGIONAL"), "Domain names cannot contain an underscore character"),
        // hashicorp/terraform-provider-aws issue 37869.
        (
            json!({"domainName": "api.example.com", "domainNameConfigurations": [{"securityPolicy": "TLS_1_0"}]}),
            "TLS_1_0 is not supported for APIGatewayV2 domainName.",
        ),
    ];
    check(&emulator, "/v2/domainnames", refusals).await;
}

// The same as of REST APIs; developer guide, "HTTP API quotas": 100 variables.
#[tokio::test]
async fn of_stage_variables() {
    let (emulator, api) = http_api().await;
    let stage = |variables: Value| json!({"stageName": "dev", "stageVariables": variables});
    let value = "Invalid stage variable value of key a.  Please use values with alphanumeric characters and the symbols ' ', -', '.', '_', ':', '/', '?', '&', '=', and ','.";
    let refusals = [
        (
            stage(json!({"owner:application-name": "foo"})),
            "Invalid stage variable name: owner:application-name. Please use names with only word characters.",
        ),
        (stage(json!({"a": "$LATEST"})), value),
    ];
    let stages = format!("{api}/stages");
    check(&emulator, &stages, refusals).await;
    let variables = (0..100).map(|number| (format!("v{number}"), json!("x")));
    emulator.ok("POST", &stages, stage(variables.collect())).await;
    let dev = format!("{stages}/dev");
    let refusal = emulator.refused("PATCH", &dev, json!({"stageVariables": {"a": "$LATEST"}})).await;
    assert_eq!(refusal, (400, "BadRequestException".to_owned(), value.to_owned()));
    let (_, _, message) = emulator.refused("PATCH", &dev, json!({"stageVariables": {"more": "x"}})).await;
    assert!(message.contains("Stage Variables"), "{message}");
    // An empty value takes a variable away.
    emulator.ok("PATCH", &dev, json!({"stageVariables": {"v0": "", "more": "x"}})).await;
}

// That AWS looks for the API first was recorded of REST APIs (localstack's test_apigateway_api, test_doc_parts_crud_no_api and others).
#[tokio::test]
async fn of_what_is_not_there_before_what_is_wrong() {
    let emulator = Emulator::new().await;
    let jwt = json!({"name": "a", "authorizerType": "JWT", "identitySource": ["x"], "jwtConfiguration": {"issuer": "x"}});
    let page =
        json!({"restEndpointIdentifier": {"identifierParts": {"restApiId": "x", "stage": "x", "path": "/", "method": "GET"}}});
    for (method, path, request) in [
        ("POST", "/v2/apis/none/stages", json!({"stageName": "dev", "stageVariables": {"a": "$"}})),
        ("POST", "/v2/apis/none/stages", json!({"stageName": "dev", "autoDeploy": true, "deploymentId": "x"})),
        ("PATCH", "/v2/apis/none/stages/dev", json!({"autoDeploy": true, "deploymentId": "x"})),
        ("POST", "/v2/apis/none/routes", json!({"routeKey": "x"})),
        ("PATCH", "/v2/apis/none/routes/x", json!({"routeKey": "x"})),
        ("POST", "/v2/apis/none/integrations", json!({"integrationType": "HTTP"})),
        ("PATCH", "/v2/apis/none/integrations/x", json!({"integrationType": "HTTP"})),
        ("POST", "/v2/apis/none/authorizers", jwt.clone()),
        ("PATCH", "/v2/apis/none/authorizers/x", jwt),
        ("POST", "/v2/apis/none/models", json!({"name": "-", "schema": "["})),
        ("POST", "/v2/apis/none/deployments", json!({"stageName": "x"})),
        ("PATCH", "/v2/apis/none", json!({"target": "x"})),
        ("POST", "/v2/domainnames/a.example.com/apimappings", json!({"apiId": "x", "stage": "x", "apiMappingKey": "?"})),
        ("PATCH", "/v2/domainnames/a.example.com", json!({"domainNameConfigurations": []})),
        ("PATCH", "/v2/portals/none", json!({"includedPortalProductArns": ["arn:aws:apigateway:us-east-1::/none"]})),
        ("POST", "/v2/portalproducts/none/productrestendpointpages", page),
    ] {
        let refusal = emulator.refused(method, path, request.clone()).await;
        assert_eq!((refusal.0, &*refusal.1), (404, "NotFoundException"), "{method} {path} {request}: {}", refusal.2);
    }
}
