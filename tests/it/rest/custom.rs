//! Custom integrations with HTTP backends and functions.

use http::{Request, Response};
use serde_json::{Value, json};

use super::{Backend, Documents, check_failure, get};

fn http(url: &str) -> Value {
    json!({"type": "HTTP", "httpMethod": "POST", "uri": url})
}

fn aws() -> Value {
    let function = "arn:aws:lambda:us-east-1:123456789012:function:orders";
    json!({
        "type": "AWS",
        "httpMethod": "POST",
        "uri": format!("arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{function}/invocations"),
    })
}

fn post(body: &'static str) -> Request<&'static str> {
    Request::post("/").body(body).expect("a request")
}

// Recorded: test_http_integration_with_lambda[HTTP], test_apigateway_header_remapping_http[HTTP].
#[tokio::test]
async fn the_backend_sees_awss_headers_and_the_body() {
    let answer = Response::builder().header("x-backend", "1").header("content-type", "text/plain").body("{}").unwrap();
    let backend = Backend::answering(answer).await;
    let request = Request::post("/?not=passed")
        .header("content-type", "application/json")
        .header("accept", "application/xml")
        .header("user-agent", "test/integration")
        .header("x-own", "not passed")
        .body("{\"message\": \"hello world\"}")
        .expect("a request");
    let answer = Documents::new().method("POST /", http(&backend.url("/"))).response("200", json!({})).call(request).await;
    let seen = backend.the_request();
    assert_eq!((&*seen.target, &seen.body[..]), ("/", &b"{\"message\": \"hello world\"}"[..]));
    for (name, value) in [
        ("accept", "application/json"),
        ("content-type", "application/json"),
        ("user-agent", "AmazonAPIGateway_a1b2c3d4e5"),
        ("x-amzn-apigateway-api-id", "a1b2c3d4e5"),
    ] {
        assert_eq!(seen.headers[name], value, "{name}");
    }
    assert!(!seen.headers.contains_key("x-own"));
    assert_eq!(answer.headers()["content-type"], "application/json");
    assert!(!answer.headers().contains_key("x-backend"), "only mapped headers come back");
    assert!(answer.headers()["x-amzn-trace-id"].to_str().unwrap().starts_with("Root=1-"));
}

// Recorded: test_http_integration_status_code_selection and ..._invoke_status_code_passthrough[HTTP].
#[tokio::test]
async fn the_backends_status_selects_the_response() {
    for (status, expected) in [(404, 400), (201, 200), (503, 200)] {
        let backend = Backend::answering(Response::builder().status(status).body("").unwrap()).await;
        let api = Documents::new()
            .method("GET /", http(&backend.url("/")))
            .response("200", json!({}))
            .response("400", json!({"selectionPattern": "4\\d{2}"}));
        assert_eq!(api.call(get("/")).await.status(), expected);
    }
}

// Developer guide, "Request and response data mappings": sources of method response headers.
#[tokio::test]
async fn headers_of_the_backend_can_be_mapped() {
    let answer = Response::builder().header("x-id", "1").header("x-id", "2").body("text").unwrap();
    let backend = Backend::answering(answer).await;
    let api = Documents::new().method("GET /", http(&backend.url("/"))).response(
        "200",
        json!({"responseParameters": {
            "method.response.header.x-last": "integration.response.header.x-id",
            "method.response.header.x-all": "integration.response.multivalueheader.x-id",
            "method.response.header.x-body": "integration.response.body",
            "method.response.header.x-none": "integration.response.header.x-missing",
        }}),
    );
    let answer = api.call(get("/")).await;
    let headers = answer.headers();
    assert_eq!((&headers["x-last"], &headers["x-all"]), (&"2".parse().unwrap(), &"1,2".parse().unwrap()));
    assert_eq!(headers["x-body"], "text");
    assert!(!headers.contains_key("x-none"));
}

// Recorded: test_lambda_aws_integration.
#[tokio::test]
async fn a_function_gets_the_body_and_its_result_is_the_answer() {
    let lambda = Backend::answering(Response::new("{\"message\": \"hello world\"}")).await;
    let api = Documents::with_lambda(&lambda).method("POST /", aws()).response("200", json!({}));
    let answer = api.call(post("{\"message\": \"hello world\"}")).await;
    assert_eq!((answer.status().as_u16(), &answer.body()[..]), (200, &b"{\"message\": \"hello world\"}"[..]));
    assert_eq!(lambda.the_request().body, "{\"message\": \"hello world\"}");
    assert!(answer.headers().contains_key("x-amzn-trace-id"));
}

// Recorded: test_lambda_selection_patterns: the error message selects, also for a function that failed.
#[tokio::test]
async fn a_functions_error_message_selects_the_response() {
    let four = r#"{"errorMessage": "Error: Raising four hundred from within the Lambda function", "errorType": "Exception"}"#;
    let five = r#"{"errorMessage": "Error: Raising five hundred from within the Lambda function", "errorType": "Exception"}"#;
    for (result, error, expected) in [("\"Pass\"", false, 200), (four, true, 405), (five, true, 502)] {
        let mut answer = Response::builder();
        if error {
            answer = answer.header("x-amz-function-error", "Unhandled");
        }
        let lambda = Backend::answering(answer.body(result).unwrap()).await;
        let api = Documents::with_lambda(&lambda)
            .method("GET /", aws())
            .response("200", json!({"selectionPattern": ""}))
            .response("405", json!({"selectionPattern": ".*four hundred.*"}))
            .response("502", json!({"selectionPattern": ".+"}))
            .response("504", json!({"selectionPattern": "200"}));
        let answer = api.call(get("/")).await;
        assert_eq!((answer.status().as_u16(), &answer.body()[..]), (expected, result.as_bytes()));
    }
}

// Developer guide, "Set up asynchronous invocation of the backend Lambda function".
#[tokio::test]
async fn a_function_can_be_invoked_asynchronously() {
    let lambda = Backend::answering(Response::builder().status(202).body("").unwrap()).await;
    let mut integration = aws();
    integration["requestParameters"] = json!({"integration.request.header.X-Amz-Invocation-Type": "'Event'"});
    let api = Documents::with_lambda(&lambda).method("POST /", integration).response("200", json!({}));
    assert_eq!(api.call(post("{}")).await.status(), 200);
    assert_eq!(lambda.the_request().headers["x-amz-invocation-type"], "Event");
}

// Recorded: test_apigateway_header_remapping_aws.
#[tokio::test]
async fn a_mapping_to_a_header_that_only_aws_sets_fails() {
    let names = ["Content-Length", "Transfer-Encoding", "Authorization", "Connection", "Expect", "Proxy-Authenticate", "TE"];
    for kind in ["AWS", "AWS_PROXY"] {
        for name in names {
            let lambda = Backend::answering(Response::new("{}")).await;
            let mut integration = aws();
            integration["type"] = json!(kind);
            integration["requestParameters"] = json!({format!("integration.request.header.{name}"): "'x'"});
            let api = Documents::with_lambda(&lambda).method("GET /", integration).response("200", json!({}));
            let answer = api.call(get("/")).await;
            check_failure(&answer, 500, "InternalServerErrorException", "{\"message\": \"Internal server error\"}");
            assert!(lambda.is_untouched(), "{kind} {name}");
        }
    }
}

// Developer guide, "Content type conversions in API Gateway".
#[tokio::test]
async fn bodies_change_between_text_and_bytes() {
    let backend = Backend::answering(Response::new("aGVsbG8=")).await;
    let mut integration = http(&backend.url("/"));
    integration["contentHandling"] = json!("CONVERT_TO_BINARY");
    let api = Documents::new().method("POST /", integration).response("200", json!({"contentHandling": "CONVERT_TO_BINARY"}));
    let answer = api.call(post("aGVsbG8=")).await;
    assert_eq!(backend.the_request().body, "hello");
    assert_eq!(answer.body(), "hello");

    let backend = Backend::answering(Response::builder().header("content-type", "image/png").body("hello").unwrap()).await;
    let api = Documents::new()
        .api(json!({"binaryMediaTypes": ["image/png"]}))
        .method("GET /", http(&backend.url("/")))
        .response("200", json!({}));
    assert_eq!(api.call(get("/")).await.body(), "aGVsbG8=");
    let accepting = Request::get("/").header("accept", "image/png").body("").expect("a request");
    assert_eq!(api.call(accepting).await.body(), "hello");
}

// Recorded: test_apigw_s3_binary_support_request_convert_to_binary_with_request_template; as users saw it, also without a body:
// serverless-application-model issue 553 ("Unable to transform request"), terraform-aws-api-gateway-enable-cors issue 10.
#[tokio::test]
async fn no_template_reads_a_request_of_bytes() {
    let backend = Backend::answering(Response::new("")).await;
    let api = |types: &str, handling: Value| {
        let mut integration = http(&backend.url("/"));
        integration["contentHandling"] = handling;
        integration["requestTemplates"] = json!({"$default": "$input.body"});
        Documents::new()
            .api(json!({"binaryMediaTypes": [types]}))
            .method("POST /", integration)
            .with("/gatewayresponses/API_CONFIGURATION_ERROR", json!({"statusCode": "555"}))
            .response("200", json!({}))
    };
    let png = || Request::post("/").header("content-type", "image/png").body("aGVsbG8=").expect("a request");
    for (documents, request) in [
        (api("image/png", json!(null)), png()),
        (api("image/png", json!("CONVERT_TO_BINARY")), png()),
        (api("image/png", json!("CONVERT_TO_BINARY")), post("aGVsbG8=")),
        (api("*/*", json!(null)), post("")),
    ] {
        let body = "{\"message\": \"Internal server error\"}";
        check_failure(&documents.call(request).await, 555, "InternalServerErrorException", body);
    }
    assert!(backend.is_untouched());
    assert_eq!(api("*/*", json!("CONVERT_TO_TEXT")).call(post("hello")).await.status(), 200);
    assert_eq!(backend.the_request().body, "aGVsbG8=");
}

// Recorded: test_apigw_s3_binary_support_response_convert_to_binary_with_request_template; serverless issue 10254 for CORS by MOCK.
#[tokio::test]
async fn no_template_reads_an_answer_of_bytes() {
    let backend = Backend::answering(Response::builder().header("content-type", "image/png").body("hello").unwrap()).await;
    let api = |types: &str, handling: Value| {
        let response = json!({"contentHandling": handling, "responseTemplates": {"application/json": "$input.body"}});
        Documents::new()
            .api(json!({"binaryMediaTypes": [types]}))
            .method("GET /", http(&backend.url("/")))
            .response("200", response)
    };
    let accepting = || Request::get("/").header("accept", "image/png").body("").expect("a request");
    for (documents, request) in [
        (api("image/png", json!("CONVERT_TO_BINARY")), get("/")),
        (api("image/png", json!(null)), accepting()),
        (api("*/*", json!(null)), get("/")),
    ] {
        let body = "{\"message\": \"Internal server error\"}";
        check_failure(&documents.call(request).await, 500, "InternalServerErrorException", body);
    }
    assert_eq!(api("image/png", json!("CONVERT_TO_TEXT")).call(accepting()).await.body(), "aGVsbG8=");
    assert_eq!(api("image/png", json!(null)).call(get("/")).await.body(), "aGVsbG8=");
}

// Developer guide, "Request and response data mappings": method.request.body.JSONPath and integration.response.body.JSONPath.
#[tokio::test]
async fn values_within_bodies_can_be_mapped() {
    let backend = Backend::answering(Response::new("{\"order\": {\"id\": 42, \"tags\": [\"a\"]}}")).await;
    let mut integration = http(&backend.url("/orders/{id}"));
    integration["requestParameters"] = json!({
        "integration.request.path.id": "method.request.body.order.id",
        "integration.request.header.x-name": "method.request.body.order['name']",
    });
    let api = Documents::new().method("POST /", integration).response(
        "200",
        json!({"responseParameters": {
            "method.response.header.x-id": "integration.response.body.order.id",
            "method.response.header.x-tags": "integration.response.body.order.tags",
            "method.response.header.x-none": "integration.response.body.missing",
        }}),
    );
    let answer = api.call(post("{\"order\": {\"id\": 7, \"name\": \"chair\"}}")).await;
    let seen = backend.the_request();
    assert_eq!((&*seen.target, &seen.headers["x-name"]), ("/orders/7", &"chair".parse().unwrap()));
    let headers = answer.headers();
    assert_eq!((&headers["x-id"], &headers["x-tags"]), (&"42".parse().unwrap(), &"[\"a\"]".parse().unwrap()));
    assert!(!headers.contains_key("x-none"));
}

// localstack's parameter mapping, validated against AWS: what looks like JSON and is not is a bad request.
#[tokio::test]
async fn a_body_that_must_be_json_and_is_not_is_a_bad_request() {
    let backend = Backend::answering(Response::new("")).await;
    let mut integration = http(&backend.url("/"));
    integration["requestParameters"] = json!({"integration.request.header.x-id": "method.request.body.id"});
    let api = Documents::new().method("POST /", integration).response("200", json!({}));
    let answer = api.call(post("{\"id\": ")).await;
    check_failure(&answer, 400, "BadRequestException", "{\"message\": \"Invalid JSON in request body\"}");
    assert!(backend.is_untouched());
    assert_eq!(api.call(post("id=1")).await.status(), 200);
    assert!(!backend.the_request().headers.contains_key("x-id"));
}
