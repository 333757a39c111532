//! Methods, integrations and their responses, as localstack's test_apigateway_api and test_apigateway_integrations
//! recorded them from AWS.

use serde_json::{Value, json};

use super::{Emulator, text};

async fn with_method() -> (Emulator, String, String) {
    let emulator = Emulator::new().await;
    let (api, root) = emulator.rest_api().await;
    let method = format!("/restapis/{api}/resources/{root}/methods/GET");
    emulator.ok("PUT", &method, json!({"authorizationType": "NONE"})).await;
    (emulator, method, root)
}

#[tokio::test]
async fn a_method_has_what_aws_fills_in() {
    let (emulator, method, _) = with_method().await;
    assert_eq!(
        emulator.ok("GET", &method, Value::Null).await,
        json!({"httpMethod": "GET", "authorizationType": "NONE", "apiKeyRequired": false})
    );
    let (status, error, message) = emulator.refused("PUT", &method, json!({"authorizationType": "NONE"})).await;
    assert_eq!((status, error.as_str(), message.as_str()), (409, "ConflictException", "Method already exists for this resource"));
    assert_eq!(emulator.call("DELETE", &method, Value::Null).await.status, 204);
    assert_eq!(emulator.refused("GET", &method, Value::Null).await.2, "Invalid Method identifier specified");
}

#[tokio::test]
async fn a_method_is_refused_as_aws_refuses_it() {
    let emulator = Emulator::new().await;
    let (api, root) = emulator.rest_api().await;
    let at = |resource: &str, method: &str| format!("/restapis/{api}/resources/{resource}/methods/{method}");
    let none = |more: Value| {
        let mut request = json!({"authorizationType": "NONE"});
        request.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        request
    };
    for (path, body, refusal) in [
        (at("nothing", "GET"), none(json!({})), (404, "Invalid Resource identifier specified")),
        (
            at(&root, "WRONG"),
            none(json!({})),
            (400, "Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY"),
        ),
        (
            at(&root, "GET"),
            json!({"authorizationType": "CUSTOM"}),
            (
                400,
                "Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.",
            ),
        ),
        (
            at(&root, "GET"),
            none(json!({"requestValidatorId": "nothing"})),
            (400, "Invalid Request Validator identifier specified"),
        ),
        (
            at(&root, "GET"),
            none(json!({"requestModels": {"application/json": "petModel"}})),
            (400, "Invalid model identifier specified: petModel"),
        ),
        (
            at(&root, "GET"),
            none(json!({"requestParameters": {"method.request.querystring.q": true, "method.request.header.q": true}})),
            (400, "Parameter names must be unique across querystring, header and path"),
        ),
    ] {
        let (status, _, message) = emulator.refused("PUT", &path, body).await;
        assert_eq!((status, message.as_str()), refusal);
    }
}

#[tokio::test]
async fn an_integration_has_what_aws_fills_in() {
    let (emulator, method, root) = with_method().await;
    let integration = format!("{method}/integration");
    let uri = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:111122223333:function:f/invocations";
    let request = json!({"type": "AWS_PROXY", "httpMethod": "POST", "uri": uri});
    let reply = emulator.call("PUT", &integration, request).await;
    assert_eq!(reply.status, 201);
    let expected = json!({
        "type": "AWS_PROXY", "httpMethod": "POST", "uri": uri, "passthroughBehavior": "WHEN_NO_MATCH",
        "timeoutInMillis": 29000, "cacheNamespace": root, "cacheKeyParameters": [],
    });
    assert_eq!(reply.body, expected);
    assert_eq!(emulator.ok("GET", &integration, Value::Null).await, expected);
    let http = emulator.ok("PUT", &integration, json!({"type": "HTTP", "httpMethod": "GET", "uri": "http://example.com"})).await;
    assert_eq!(http["connectionType"], "INTERNET");
    let mock = emulator.ok("PUT", &integration, json!({"type": "MOCK", "uri": "http://example.com"})).await;
    assert_eq!(mock.get("uri"), None);
}

#[tokio::test]
async fn an_integration_is_refused_as_aws_refuses_it() {
    let (emulator, method, _) = with_method().await;
    let integration = format!("{method}/integration");
    for (request, message) in [
        (json!({"type": "HTTP", "uri": "http://example.com"}), "Enumeration value for HttpMethod must be non-empty"),
        (json!({"type": "AWS", "uri": "http://example.com"}), "Enumeration value for HttpMethod must be non-empty"),
        (json!({"type": "HTTP_PROXY", "uri": "no", "httpMethod": "POST"}), "Invalid HTTP endpoint specified for URI"),
        (json!({"type": "AWS", "uri": "no", "httpMethod": "POST"}), "Invalid ARN specified in the request"),
        (
            json!({"type": "AWS", "uri": "arn:aws:iam::0000000000:role/x", "httpMethod": "POST"}),
            "AWS ARN for integration must contain path or action",
        ),
        (
            json!({"type": "AWS_PROXY", "uri": "arn:aws:apigateway:us-east-1:s3:path/b/k", "httpMethod": "POST"}),
            "Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.",
        ),
        // Recorded: test_put_integration_aws_proxy_uri.
        (
            json!({"type": "AWS_PROXY", "uri": "arn:aws:apigateway:us-east-1:firehose:path/2015-03-31/functions/f/invocations", "httpMethod": "POST"}),
            "Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.",
        ),
        (
            json!({"type": "AWS_PROXY", "uri": "arn:aws:apigateway:us-east-1:lambda:path/random/value/f/invocations", "httpMethod": "POST"}),
            "Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.",
        ),
        // As users saw it: terraform-provider-aws issue 7916, aws-sdk-java issue 860.
        (
            json!({"type": "AWS", "uri": "arn:aws:apigateway:us-east-1:ec2:action/DescribeRegions", "httpMethod": "POST"}),
            "Role ARN must be specified for AWS integrations",
        ),
        (
            json!({"type": "HTTP", "uri": "http://example.com", "httpMethod": "POST", "credentials": "NONE"}),
            "Invalid ARN specified in the request",
        ),
        (
            json!({"type": "HTTP_PROXY", "uri": "http://example.com", "httpMethod": "FROB"}),
            "Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY",
        ),
        // Seen by users of serverless-api-gateway-caching (65).
        (
            json!({"type": "MOCK", "cacheKeyParameters": ["method.request.querystring.q"]}),
            "Invalid cache key parameter specified",
        ),
        (json!({"type": "MOCK", "timeoutInMillis": 29001}), "Timeout should be between 50 ms and 29000 ms"),
    ] {
        assert_eq!(emulator.refused("PUT", &integration, request).await.2, message);
    }
    let elsewhere = integration.replace("GET", "POST");
    assert_eq!(emulator.refused("PUT", &elsewhere, json!({"type": "MOCK"})).await.2, "Invalid Method identifier specified");
}

// CloudFormation user guide, `CacheKeyParameters`: what the method declares can be part of the key.
#[tokio::test]
async fn a_cache_key_is_made_of_declared_parameters() {
    let (emulator, method, _) = with_method().await;
    let parameter = "method.request.querystring.q";
    let declare =
        json!({"patchOperations": [{"op": "add", "path": format!("/requestParameters/{parameter}"), "value": "false"}]});
    emulator.ok("PATCH", &method, declare).await;
    let mapped = "integration.request.querystring.p";
    let integration =
        json!({"type": "MOCK", "requestParameters": {mapped: parameter}, "cacheKeyParameters": [parameter, mapped]});
    emulator.ok("PUT", &format!("{method}/integration"), integration).await;
}

// Seen by users: aws-cdk 17318, the developer guide's issue 24.
#[tokio::test]
async fn a_request_parameter_is_mapped_only_where_the_method_declares_it() {
    let (emulator, method, _) = with_method().await;
    let integration = format!("{method}/integration");
    let mapping = |source: &str| json!({"type": "MOCK", "requestParameters": {"integration.request.path.a": source}});
    let refused = |what: &str| {
        format!(
            "Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression {what}]"
        )
    };
    for (source, what) in [
        ("method.request.path.id", "parameter specified: method.request.path.id"),
        ("method.request.multivalueheader.id", "parameter specified: method.request.multivalueheader.id"),
        ("method.request.bodyid", "parameter specified: method.request.bodyid"),
        ("id", "specified: id"),
    ] {
        assert_eq!(emulator.refused("PUT", &integration, mapping(source)).await.2, refused(what));
    }
    for source in ["'id'", "context.requestId", "stageVariables.id", "method.request.body", "method.request.body.id"] {
        emulator.ok("PUT", &integration, mapping(source)).await;
    }
    for declared in ["path.id", "header.name"] {
        let operation = json!({"op": "add", "path": format!("/requestParameters/method.request.{declared}"), "value": "false"});
        emulator.ok("PATCH", &method, json!({"patchOperations": [operation]})).await;
    }
    for source in ["method.request.path.id", "method.request.header.name", "method.request.multivalueheader.name"] {
        emulator.ok("PUT", &integration, mapping(source)).await;
    }
    let replaced =
        json!({"op": "replace", "path": "/requestParameters/integration.request.path.a", "value": "method.request.path.b"});
    let message = emulator.refused("PATCH", &integration, json!({"patchOperations": [replaced]})).await.2;
    assert_eq!(message, refused("parameter specified: method.request.path.b"));
}

// Seen by users: aws-apigateway-importer's issues 121 and 209, the developer guide's issue 7. Recorded:
// test_lifecycle_integration_response, where a response without mappings needs no method response.
#[tokio::test]
async fn a_header_is_mapped_only_where_the_method_declares_it() {
    let (emulator, method, _) = with_method().await;
    emulator.ok("PUT", &format!("{method}/integration"), json!({"type": "MOCK"})).await;
    let response = format!("{method}/integration/responses/200");
    let header = "method.response.header.X-A";
    let errors =
        |error: &str| format!("Invalid mapping expression specified: Validation Result: warnings : [], errors : [{error}]");
    emulator.ok("PUT", &response, json!({})).await;
    let mapping = json!({"responseParameters": {header: "'a'"}});
    let refusal = emulator.refused("PUT", &response, mapping.clone()).await;
    assert_eq!(refusal, (400, "BadRequestException".to_owned(), errors("No method response exists for method.")));

    emulator.ok("PUT", &format!("{method}/responses/200"), json!({"responseParameters": {header: false}})).await;
    emulator.ok("PUT", &response, mapping).await;
    emulator.ok("PUT", &response, json!({"responseParameters": {header: "integration.response.body.a"}})).await;
    let undeclared = json!({"patchOperations": [
        {"op": "add", "path": "/responseParameters/method.response.header.X-B", "value": "'b'"},
    ]});
    let expected = errors("Invalid mapping expression parameter specified: method.response.header.X-B");
    assert_eq!(emulator.refused("PATCH", &response, undeclared).await.2, expected);
    let source = json!({"responseParameters": {header: "*"}});
    assert_eq!(emulator.refused("PUT", &response, source).await.2, errors("Invalid mapping expression specified: *"));
}

#[tokio::test]
async fn responses_are_shown_with_their_method_and_resource() {
    let (emulator, method, root) = with_method().await;
    let integration = format!("{method}/integration");
    emulator
        .ok("PUT", &integration, json!({"type": "MOCK", "requestTemplates": {"application/json": "{\"statusCode\": 200}"}}))
        .await;
    let answered = emulator
        .ok("PUT", &format!("{integration}/responses/200"), json!({"responseTemplates": {"application/json": "\"created\""}}))
        .await;
    assert_eq!(answered, json!({"statusCode": "200", "responseTemplates": {"application/json": "\"created\""}}));
    let emptied = json!({"responseTemplates": {"application/json": ""}});
    let emptied = emulator.ok("PUT", &format!("{integration}/responses/201"), emptied).await;
    assert_eq!(emptied, json!({"statusCode": "201", "responseTemplates": {"application/json": null}}));
    emulator.ok("DELETE", &format!("{integration}/responses/201"), Value::Null).await;
    let declared =
        emulator.ok("PUT", &format!("{method}/responses/200"), json!({"responseModels": {"application/json": "Empty"}})).await;
    assert_eq!(declared, json!({"statusCode": "200", "responseModels": {"application/json": "Empty"}}));

    let whole = emulator.ok("GET", &method, Value::Null).await;
    assert_eq!(whole["methodResponses"]["200"], declared);
    assert_eq!(whole["methodIntegration"]["integrationResponses"]["200"], answered);

    let resources = method.split("/resources").next().unwrap().to_owned() + "/resources";
    let brief = emulator.ok("GET", &resources, Value::Null).await;
    assert_eq!(brief["item"], json!([{"id": root, "path": "/", "resourceMethods": {"GET": {}}}]));
    let embedded = emulator.ok("GET", &format!("{resources}?embed=methods"), Value::Null).await;
    assert_eq!(embedded["item"][0]["resourceMethods"]["GET"], whole);
}

#[tokio::test]
async fn missing_parts_of_a_method_are_told_apart() {
    let (emulator, method, _) = with_method().await;
    let response = |method: &str| format!("{method}/integration/responses/200");
    for (verb, path, message) in [
        ("GET", format!("{method}/integration"), "Invalid Integration identifier specified"),
        ("GET", response(&method), "Invalid Integration identifier specified"),
        ("DELETE", response(&method.replace("GET", "POST")), "Invalid Integration identifier specified"),
        ("GET", response(&method.replace("GET", "POST")), "Invalid Method identifier specified"),
        ("GET", format!("{method}/responses/200"), "Invalid Response status code specified"),
    ] {
        let (status, _, refusal) = emulator.refused(verb, &path, Value::Null).await;
        assert_eq!((status, refusal.as_str()), (404, message));
    }
}

#[tokio::test]
async fn a_method_is_patched_by_its_rules() {
    let (emulator, method, _) = with_method().await;
    let changed = emulator
        .ok(
            "PATCH",
            &method,
            json!({"patchOperations": [
                {"op": "add", "path": "/requestParameters/method.request.querystring.optional", "value": "true"},
                {"op": "add", "path": "/requestModels/application~1json", "value": "Empty"},
                {"op": "replace", "path": "/apiKeyRequired", "value": "true"},
            ]}),
        )
        .await;
    assert_eq!(changed["requestParameters"], json!({"method.request.querystring.optional": true}));
    assert_eq!(changed["requestModels"], json!({"application/json": "Empty"}));
    assert_eq!(changed["apiKeyRequired"], true);
    for (operation, message) in [
        (
            json!({"op": "add", "path": "/apiKeyRequired", "value": "true"}),
            "Invalid patch operation specified. Must be one of: [replace]",
        ),
        (json!({"op": "replace", "path": "/httpMethod", "value": "POST"}), "Invalid patch path /httpMethod"),
        (json!({"op": "remove", "path": "/requestParameters"}), "Invalid patch path /requestParameters"),
    ] {
        assert_eq!(emulator.refused("PATCH", &method, json!({"patchOperations": [operation]})).await.2, message);
    }
    let removed = emulator
        .ok(
            "PATCH",
            &method,
            json!({"patchOperations": [
                {"op": "remove", "path": "/requestParameters/method.request.querystring.optional"},
                {"op": "remove", "path": "/requestModels/application~1json"},
            ]}),
        )
        .await;
    assert_eq!((removed.get("requestParameters"), removed.get("requestModels")), (None, None));
}

// Authorizers: seen by Terraform's users (hashicorp/terraform 6731). Request validators: how the refusal begins is known
// from tools that wait for it.
#[tokio::test]
async fn a_validator_or_authorizer_in_use_is_not_deleted() {
    let (emulator, method, _) = with_method().await;
    let api = method.split("/resources").next().unwrap();
    let uri = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:f/invocations";
    let authorizer = json!({"name": "a", "type": "TOKEN", "authorizerUri": uri, "identitySource": "method.request.header.Auth"});
    for (collection, member, request, what) in [
        ("requestvalidators", "requestValidatorId", json!({"name": "v"}), "Request Validator 'v'"),
        ("authorizers", "authorizerId", authorizer, "authorizer 'a'"),
    ] {
        let made = emulator.ok("POST", &format!("{api}/{collection}"), request).await;
        let part = format!("{api}/{collection}/{}", text(&made, "id"));
        let set = |path: &str, value: &str| json!({"op": "replace", "path": path, "value": value});
        let kind = if member == "authorizerId" { "CUSTOM" } else { "NONE" };
        let use_it = [set(&format!("/{member}"), &text(&made, "id")), set("/authorizationType", kind)];
        emulator.ok("PATCH", &method, json!({"patchOperations": use_it})).await;
        let message = format!("Cannot delete {what}, is referenced in method: GET//");
        let refusal = (409, "ConflictException".to_owned(), message);
        assert_eq!(emulator.refused("DELETE", &part, Value::Null).await, refusal);
        let unused = [set("/requestValidatorId", ""), set("/authorizationType", "NONE")];
        emulator.ok("PATCH", &method, json!({"patchOperations": unused})).await;
        emulator.ok("DELETE", &part, Value::Null).await;
    }
}

// Seen by users of the CDK (aws-cdk 30035).
#[tokio::test]
async fn only_user_pools_have_scopes() {
    let (emulator, method, _) = with_method().await;
    let message = "Invalid Method authorization type specified. Authorization Scopes are only valid for COGNITO_USER_POOLS authorization type";
    let scoped = json!({"authorizationType": "NONE", "authorizationScopes": ["pets/read"]});
    assert_eq!(emulator.refused("PUT", &method.replace("GET", "POST"), scoped).await.2, message);
    let scoped = json!({"patchOperations": [{"op": "add", "path": "/authorizationScopes", "value": "pets/read"}]});
    assert_eq!(emulator.refused("PATCH", &method, scoped).await.2, message);
}

// Recorded: TestApiGatewayApiMethod, test_put_method_model.
#[tokio::test]
async fn a_model_in_use_is_not_deleted() {
    let (emulator, method, _) = with_method().await;
    let models = method.split("/resources").next().unwrap().to_owned() + "/models";
    let model = json!({"name": "Pet", "contentType": "application/json", "schema": "{\"type\": \"object\"}"});
    emulator.ok("POST", &models, model.clone()).await;
    let use_it = json!({"patchOperations": [{"op": "add", "path": "/requestModels/application~1json", "value": "Pet"}]});
    emulator.ok("PATCH", &method, use_it).await;
    let (status, error, message) = emulator.refused("DELETE", &format!("{models}/Pet"), Value::Null).await;
    assert_eq!((status, error.as_str()), (409, "ConflictException"));
    assert_eq!(message, "Cannot delete model 'Pet', is referenced in method request: //GET");
    assert_eq!(emulator.refused("POST", &models, model).await.2, "Model name already exists for this REST API");
}

// Recorded: TestApiGatewayApiRequestValidator and TestApiGatewayApiAuthorizer, without an API.
#[tokio::test]
async fn each_kind_says_in_its_own_words_that_the_api_is_missing() {
    let emulator = Emulator::new().await;
    let (status, error, message) = emulator.refused("POST", "/restapis/x/requestvalidators", json!({"name": "v"})).await;
    assert_eq!((status, error.as_str(), message.as_str()), (400, "BadRequestException", "Invalid REST API identifier specified"));
    let authorizer = json!({"name": "a", "type": "TOKEN"});
    assert_eq!(emulator.refused("POST", "/restapis/x/authorizers", authorizer).await.1, "ConflictException");
    let (status, _, message) = emulator.refused("GET", "/restapis/x/models", Value::Null).await;
    assert_eq!((status, message.as_str()), (404, "Invalid API identifier specified 111122223333:x"));
}
