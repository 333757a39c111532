//! Mapping templates in the flow; what the language does is tested beside it.

use http::{Request, Response};
use serde_json::{Value, json};

use super::{Backend, Documents, check_failure, get};

/// A mock with a request template and, if there is one, a response template.
fn mock(path: &str, request: &str, response: Option<&str>) -> Documents<'static> {
    let templates = response.map_or(json!({}), |template| json!({"application/json": template}));
    Documents::new()
        .method(&format!("ANY {path}"), json!({"type": "MOCK", "requestTemplates": {"application/json": request}}))
        .response("200", json!({"selectionPattern": "2\\d{2}", "responseTemplates": templates}))
}

fn json_of(answer: &Response<bytes::Bytes>) -> Value {
    serde_json::from_slice(answer.body()).expect("JSON")
}

// Developer guide, "$context.awsEndpointRequestId"; a request template comes before there is one.
#[tokio::test]
async fn a_response_template_sees_the_id_that_the_backend_gave() {
    let backend = Backend::answering(Response::builder().header("x-amzn-requestid", "r1").body("").unwrap()).await;
    let template = "[$context.awsEndpointRequestId]";
    let mut integration = json!({"type": "HTTP", "httpMethod": "POST", "uri": backend.url("/")});
    integration["requestTemplates"] = json!({"application/json": template});
    let response = json!({
        "responseTemplates": {"application/json": template},
        "responseParameters": {"method.response.header.x-id": "context.awsEndpointRequestId"},
    });
    let api = Documents::new().method("POST /", integration).response("200", response);
    let answer = api.call(Request::post("/").body("").expect("a request")).await;
    assert_eq!((&backend.the_request().body[..], &answer.body()[..]), (&b"[]"[..], &b"[r1]"[..]));
    assert_eq!(answer.headers()["x-id"], "r1");
}

// Recorded: test_mock_integration_response.
#[tokio::test]
async fn a_response_template_sees_the_requests_parameters() {
    let template =
        r#"{"statusCode": 200, "id": $input.params().path.id, "q": "$input.params('q')", "a": "$input.params('Accept')"}"#;
    let api = mock("/{id}", r#"{"statusCode":200}"#, Some(template));
    let request = Request::get("/42?q=x%20y").header("accept", "text/html").body("").expect("a request");
    assert_eq!(json_of(&api.call(request).await), json!({"statusCode": 200, "id": 42, "q": "x y", "a": "text/html"}));
}

// Developer guide, "API Gateway mapping template and access logging variable reference".
#[tokio::test]
async fn templates_see_context_and_stage_variables() {
    let template = r#"{"stage": "$context.stage", "path": "$context.path", "resource": "$context.resourcePath", "ip": "$context.identity.sourceIp",
        "color": "$stageVariables.color", "method": "$context.httpMethod", "api": "$context.apiId"}"#;
    let api = mock("/{id}", r#"{"statusCode": 200}"#, Some(template)).stage(json!({"variables": {"color": "green"}}));
    let expected = json!({
        "stage": "prod", "path": "/prod/7", "resource": "/{id}", "ip": "192.0.2.1", "color": "green", "method": "GET", "api": "a1b2c3d4e5",
    });
    assert_eq!(json_of(&api.call(get("/7")).await), expected);
}

// Recorded: test_sqs_amz_json_protocol.
#[tokio::test]
async fn the_identity_of_who_has_not_signed_is_there_and_empty() {
    let template =
        "{#foreach($key in $context.identity.keySet())\"$key\": \"$context.identity.get($key)\"#if($foreach.hasNext),#end#end}";
    let api = mock("/", r#"{"statusCode": 200}"#, Some(template));
    let request = Request::get("/").header("user-agent", "python/requests/tests").body("").expect("a request");
    let expected = json!({
        "cognitoIdentityPoolId": "", "accountId": "", "cognitoIdentityId": "", "caller": "", "sourceIp": "192.0.2.1",
        "principalOrgId": "", "accessKey": "", "cognitoAuthenticationType": "", "cognitoAuthenticationProvider": "", "userArn": "",
        "userAgent": "python/requests/tests", "user": "",
    });
    assert_eq!(json_of(&api.call(request).await), expected);
}

// Recorded: test_integration_mock_with_request_overrides_in_response_template.
#[tokio::test]
async fn what_a_request_template_overrides_is_there_for_the_response_template() {
    let request = "#set($body = $util.base64Decode($input.params('testPath')))\n#set($context.requestOverride.path.body = $body)\n{\n  \"statusCode\": 200\n}\n";
    let response = "#set($body = $util.parseJson($context.requestOverride.path.body))\n#if($body.message == \"path1\")\n{\"response\": \"path was path one\"}\n#else\n{\"response\": \"this is the else clause\"}\n#end\n";
    let api = mock("/{testPath}", request, Some(response));
    // {"message": "path1"} and {"message": "whatever"}
    let one = api.call(get("/eyJtZXNzYWdlIjogInBhdGgxIn0=")).await;
    assert_eq!(json_of(&one), json!({"response": "path was path one"}));
    let other = api.call(get("/eyJtZXNzYWdlIjogIndoYXRldmVyIn0=")).await;
    assert_eq!(json_of(&other), json!({"response": "this is the else clause"}));
}

// Recorded: test_integration_mock_with_response_override_in_request_template.
#[tokio::test]
async fn a_request_template_can_override_the_answer() {
    let request = "#set($context.responseOverride.status = 444)\n#set($context.responseOverride.header.foo = \"bar\")\n\
                   #set($context.responseOverride.custom = \"is also passed around\")\n{\"statusCode\": 200}";
    let response = r#"{"statusOverride": "$context.responseOverride.status", "fooHeader": "$context.responseOverride.header.foo",
        "custom": "$context.responseOverride.custom"}"#;
    let with = mock("/", request, Some(response)).call(get("/")).await;
    assert_eq!((with.status().as_u16(), &with.headers()["foo"]), (444, &"bar".parse().unwrap()));
    assert_eq!(json_of(&with), json!({"statusOverride": "444", "fooHeader": "bar", "custom": "is also passed around"}));
    let without = mock("/", request, None).call(get("/")).await;
    assert_eq!(
        (without.status().as_u16(), &without.headers()["foo"], &without.body()[..]),
        (444, &"bar".parse().unwrap(), &b""[..])
    );
}

// Developer guide, "Use a mapping template to override an API's request and response parameters and status codes".
#[tokio::test]
async fn a_request_template_can_override_the_backends_request() {
    let backend = Backend::answering(Response::new("")).await;
    let template = "#set($context.requestOverride.header.x-own = \"set\")#set($context.requestOverride.querystring.q = \"a b\")\
                    #set($context.requestOverride.path.id = $input.path('$.id')){\"got\": $input.json('$.id')}";
    let integration = json!({
        "type": "HTTP",
        "httpMethod": "POST",
        "uri": backend.url("/orders/{id}"),
        "requestParameters": {
            "integration.request.querystring.q": "'mapped'",
            "integration.request.querystring.other": "'kept'",
            "integration.request.header.x-own": "'mapped'",
        },
        "requestTemplates": {"application/json": template},
    });
    let api = Documents::new().method("POST /", integration).response("200", json!({}));
    api.call(Request::post("/").body("{\"id\": 7}").expect("a request")).await;
    let seen = backend.the_request();
    assert_eq!((&*seen.target, &seen.body[..]), ("/orders/7?other=kept&q=a%20b", &b"{\"got\": 7}"[..]));
    assert_eq!(seen.headers["x-own"], "set");
}

// Recorded: test_lambda_aws_integration_with_request_template.
#[tokio::test]
async fn a_function_gets_what_the_request_template_makes() {
    let lambda = Backend::answering(Response::new("{\"body\": {\"status\": \"shipped\"}}")).await;
    let function = "arn:aws:lambda:us-east-1:123456789012:function:orders";
    let integration = json!({
        "type": "AWS",
        "httpMethod": "POST",
        "uri": format!("arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{function}/invocations"),
        "requestTemplates": {"application/json": "{\"param1\": \"$input.params('param1')\"}"},
    });
    let template = "#set($context.responseOverride.status = 202)$input.json('$.body')";
    let api = Documents::with_lambda(&lambda)
        .method("GET /", integration)
        .response("200", json!({"selectionPattern": "", "responseTemplates": {"application/json": template}}));
    let answer = api.call(get("/?param1=foobar")).await;
    assert_eq!(lambda.the_request().body, "{\"param1\": \"foobar\"}");
    assert_eq!((answer.status().as_u16(), &answer.body()[..]), (202, &b"{\"status\":\"shipped\"}"[..]));
}

// Recorded: test_input_body_formatting, raw-body.
#[tokio::test]
async fn an_empty_body_is_an_empty_object() {
    let backend = Backend::answering(Response::new("")).await;
    let raw = "#set($result = $input.body)$result";
    let integration = json!({
        "type": "HTTP", "httpMethod": "POST", "uri": backend.url("/"), "requestTemplates": {"application/json": raw},
    });
    let api =
        Documents::new().method("POST /", integration).response("200", json!({"responseTemplates": {"application/json": raw}}));
    let answer = api.call(Request::post("/").body("").expect("a request")).await;
    assert_eq!((&backend.the_request().body[..], &answer.body()[..]), (&b"{}"[..], &b"{}"[..]));
}

#[tokio::test]
async fn a_template_that_fails_is_an_internal_error_and_calls_nothing() {
    let backend = Backend::answering(Response::new("")).await;
    let template = "$input.path('$..[')";
    let integration = json!({
        "type": "HTTP", "httpMethod": "POST", "uri": backend.url("/"), "requestTemplates": {"application/json": template},
    });
    let api = Documents::new().method("POST /", integration).response("200", json!({}));
    let answer = api.call(Request::post("/").body("{}").expect("a request")).await;
    check_failure(&answer, 500, "InternalServerErrorException", "{\"message\": \"Internal server error\"}");
    assert!(backend.is_untouched());
}

#[tokio::test]
async fn a_template_that_cannot_be_parsed_is_told_and_refuses() {
    let api = mock("/", "#if($x)", None);
    let (_, diagnostics) = api.compile();
    assert!(diagnostics[0].message.contains("cannot be parsed"), "{diagnostics:?}");
    assert_eq!(api.call(get("/")).await.status(), 500);
}
