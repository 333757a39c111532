//! Lambda proxy integrations.

use std::time::Duration;

use apigw_emulator::gateway::inbound::RequestHead;
use http::{Request, Response};
use serde_json::{Value, json};

use super::{Backend, Documents, check_failure, get};

fn proxy() -> Value {
    let function = "arn:aws:lambda:us-east-1:123456789012:function:orders";
    json!({
        "type": "AWS_PROXY",
        "httpMethod": "POST",
        "uri": format!("arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{function}/invocations"),
    })
}

/// The event that the function gets for a request.
async fn event(api: impl FnOnce(Documents<'_>) -> Documents<'_>, request: Request<&'static [u8]>) -> Value {
    let lambda = Backend::answering(Response::new("{}")).await;
    let answer = api(Documents::with_lambda(&lambda)).call(request).await;
    assert_eq!(answer.status(), 200);
    serde_json::from_slice(&lambda.the_request().body).expect("an event is JSON")
}

fn greedy(api: Documents<'_>) -> Documents<'_> {
    api.method("ANY /{proxy+}", proxy()).method("ANY /hardcoded", proxy())
}

fn get_bytes(path: &str) -> Request<&'static [u8]> {
    Request::get(path).body(&b""[..]).expect("a request")
}

// Lambda API reference, Invoke: the trace goes on by the header, beside the signature.
#[tokio::test]
async fn the_function_s_lambda_gets_the_trace() {
    let lambda = Backend::answering(Response::new("{}")).await;
    let request = Request::get("/x").header("x-amzn-trace-id", "Root=1-3152b799-8954dae64eda91bc9a23a7e8").body(&b""[..]);
    greedy(Documents::with_lambda(&lambda)).call(request.expect("a request")).await;
    let headers = lambda.the_request().headers;
    assert!(headers["x-amzn-trace-id"].to_str().expect("text").starts_with("Root=1-3152b799-8954dae64eda91bc9a23a7e8"));
    let signed = headers["authorization"].to_str().expect("text");
    assert!(signed.contains("SignedHeaders=") && !signed.contains("x-amzn-trace-id"), "{signed}");
}

// Recorded: test_lambda_aws_proxy_integration, invocation-payload-without-trailing-slash, without what CloudFront adds.
#[tokio::test]
async fn the_event_is_awss() {
    let request = Request::get("/proxy-value")
        .header("Host", "a1b2c3d4e5.execute-api.localhost:4566")
        .header("Accept", "*/*")
        .header("Accept-Encoding", "gzip, deflate")
        .header("User-Agent", "python-requests/testing")
        .header("Connection", "keep-alive")
        .header("authorization", "random-value")
        .header("x-amzn-trace-id", "Root=1-3152b799-8954dae64eda91bc9a23a7e8")
        .body(&b""[..])
        .expect("a request");
    let mut event = event(greedy, request).await;
    let context = &mut event["requestContext"];
    for (pointer, length) in [("/requestId", 36), ("/extendedRequestId", 16), ("/requestTime", 26)] {
        let value = context.pointer_mut(pointer).expect(pointer);
        assert_eq!(value.as_str().expect("a text").len(), length, "{pointer}");
        *value = json!("masked");
    }
    assert!(context["requestTimeEpoch"].take().is_i64());
    let headers = json!({
        "Accept": "*/*",
        "Accept-Encoding": "gzip, deflate",
        "Authorization": "random-value",
        "Host": "a1b2c3d4e5.execute-api.localhost:4566",
        "User-Agent": "python-requests/testing",
        "X-Amzn-Trace-Id": "Root=1-3152b799-8954dae64eda91bc9a23a7e8",
        "X-Forwarded-For": "192.0.2.1",
        "X-Forwarded-Port": "4566",
        "X-Forwarded-Proto": "http",
    });
    let many: serde_json::Map<String, Value> =
        headers.as_object().unwrap().iter().map(|(name, value)| (name.clone(), json!([value]))).collect();
    let expected = json!({
        "resource": "/{proxy+}",
        "path": "/proxy-value",
        "httpMethod": "GET",
        "headers": headers,
        "multiValueHeaders": many,
        "queryStringParameters": null,
        "multiValueQueryStringParameters": null,
        "pathParameters": {"proxy": "proxy-value"},
        "stageVariables": null,
        "requestContext": {
            "resourceId": "r1",
            "resourcePath": "/{proxy+}",
            "httpMethod": "GET",
            "extendedRequestId": "masked",
            "requestTime": "masked",
            "path": "/prod/proxy-value",
            "accountId": "123456789012",
            "protocol": "HTTP/1.1",
            "stage": "prod",
            "domainPrefix": "a1b2c3d4e5",
            "requestTimeEpoch": null,
            "requestId": "masked",
            "identity": {
                "cognitoIdentityPoolId": null,
                "accountId": null,
                "cognitoIdentityId": null,
                "caller": null,
                "sourceIp": "192.0.2.1",
                "principalOrgId": null,
                "accessKey": null,
                "cognitoAuthenticationType": null,
                "cognitoAuthenticationProvider": null,
                "userArn": null,
                "userAgent": "python-requests/testing",
                "user": null,
            },
            "domainName": "a1b2c3d4e5.execute-api.localhost",
            "deploymentId": "d1e2f3",
            "apiId": "a1b2c3d4e5",
        },
        "body": null,
        "isBase64Encoded": false,
    });
    assert_eq!(event, expected);
}

// Recorded: test_lambda_aws_proxy_integration, all of its payloads.
#[tokio::test]
async fn paths_are_as_sent_but_for_slashes_before_them() {
    let encoded = "/proxy-value/api/user/test%2Balias@gmail.com/plus/test+alias@gmail.com";
    let cases = [
        ("/proxy-value/", "/proxy-value/", "/prod/proxy-value/", json!({"proxy": "proxy-value"})),
        (
            "/proxy-value//double-slash",
            "/proxy-value//double-slash",
            "/prod/proxy-value//double-slash",
            json!({"proxy": "proxy-value//double-slash"}),
        ),
        ("//proxy-value", "/proxy-value", "/prod//proxy-value", json!({"proxy": "proxy-value"})),
        ("//hardcoded", "/hardcoded", "/prod//hardcoded", json!(null)),
        (
            encoded,
            encoded,
            "/prod/proxy-value/api/user/test%2Balias@gmail.com/plus/test+alias@gmail.com",
            json!({"proxy": &encoded[1..]}),
        ),
    ];
    for (sent, path, whole, parameters) in cases {
        let event = event(greedy, get_bytes(sent)).await;
        assert_eq!((&event["path"], &event["requestContext"]["path"]), (&json!(path), &json!(whole)), "{sent}");
        assert_eq!(event["pathParameters"], parameters, "{sent}");
    }
}

// Recorded: test_lambda_aws_proxy_integration, invocation-payload-with-params-encoding-multi.
#[tokio::test]
async fn repeated_parameters_and_headers_are_listed() {
    let request = Request::post("/proxy-value?category=electronics&category=books&price=10&price=20&price=30")
        .header("content-type", "application/json;charset=utf-8")
        .header("x-own", "1")
        .header("x-own", "2")
        .body(&b"{\"message\": \"hello world\"}"[..])
        .expect("a request");
    let event = event(greedy, request).await;
    assert_eq!(event["queryStringParameters"], json!({"category": "books", "price": "30"}));
    let many = json!({"category": ["electronics", "books"], "price": ["10", "20", "30"]});
    assert_eq!(event["multiValueQueryStringParameters"], many);
    assert_eq!((&event["headers"]["x-own"], &event["multiValueHeaders"]["x-own"]), (&json!("2"), &json!(["1", "2"])));
    assert_eq!(event["body"], "{\"message\": \"hello world\"}");
}

// Developer guide, "Amazon API Gateway important notes": a semicolon "results in the data being split"; encoded it does not.
#[tokio::test]
async fn a_semicolon_parts_the_query() {
    let event = event(greedy, get_bytes("/x?q=abcd;20&a=b%3Bc")).await;
    assert_eq!(event["queryStringParameters"], json!({"q": "abcd", "20": "", "a": "b;c"}));
}

// Recorded: test_lambda_aws_proxy_integration_request_data_mapping: a proxy integration maps nothing.
#[tokio::test]
async fn request_parameters_change_nothing() {
    fn mapping(api: Documents<'_>) -> Documents<'_> {
        let mut integration = proxy();
        integration["requestParameters"] = json!({
            "integration.request.header.headerVar": "method.request.header.foobar",
            "integration.request.querystring.queryString": "method.request.querystring.testQueryString",
        });
        api.method("ANY /{pathVariable}", integration)
    }
    let request =
        Request::post("/foobar?testQueryString=foo").header("foobar", "mapped-value").body(&b"{}"[..]).expect("a request");
    let event = event(mapping, request).await;
    assert_eq!(event["queryStringParameters"], json!({"testQueryString": "foo"}));
    assert_eq!(event["headers"].get("headervar"), None);
}

// Developer guide, "Content type conversions in API Gateway" and "API Gateway stage variables reference".
#[tokio::test]
async fn binary_bodies_are_base64_and_stage_variables_are_there() {
    fn binary(api: Documents<'_>) -> Documents<'_> {
        greedy(api)
            .api(json!({"binaryMediaTypes": ["image/png"]}))
            .stage(json!({"variables": {"a": "b"}, "deploymentId": "d1e2f3"}))
    }
    let request = Request::post("/x").header("content-type", "image/png").body(&b"\x89PNG"[..]).expect("a request");
    let event = event(binary, request).await;
    assert_eq!((&event["body"], &event["isBase64Encoded"]), (&json!("iVBORw=="), &json!(true)));
    assert_eq!(event["stageVariables"], json!({"a": "b"}));
}

async fn answer(result: &'static str, api: Value, accept: Option<&str>) -> Response<bytes::Bytes> {
    let lambda = Backend::answering(Response::new(result)).await;
    let mut request = Request::get("/x");
    if let Some(accept) = accept {
        request = request.header("accept", accept);
    }
    greedy(Documents::with_lambda(&lambda).api(api)).call(request.body("").expect("a request")).await
}

// Recorded: test_aws_proxy_response_payload_format_validation.
#[tokio::test]
async fn the_result_is_the_answer() {
    let result = r#"{"statusCode": "201", "headers": {"test-header": "value", "header-bool": true, "Date": "a date"},
        "multiValueHeaders": {"tesT-Multi": ["value-multi"]}, "body": "{\"orderId\": \"42\"}"}"#;
    let answer = answer(result, json!({}), None).await;
    assert_eq!((answer.status().as_u16(), &answer.body()[..]), (201, &b"{\"orderId\": \"42\"}"[..]));
    let headers = answer.headers();
    for (name, value) in [
        ("content-type", "application/json"),
        ("test-header", "value"),
        ("header-bool", "true"),
        ("test-multi", "value-multi"),
        ("x-amzn-remapped-date", "a date"),
    ] {
        assert_eq!(headers[name], value, "{name}");
    }
    assert!(headers["x-amzn-trace-id"].to_str().unwrap().starts_with("Root=1-"));
}

// Developer guide, "Amazon API Gateway important notes", the table of headers, its column for answers.
#[tokio::test]
async fn headers_that_would_say_something_else_to_callers_are_remapped_or_dropped() {
    let result = r#"{"headers": {"Authorization": "Bearer x", "Content-MD5": "y", "Max-Forwards": "2", "User-Agent": "f",
        "WWW-Authenticate": "Basic", "Server": "s", "Connection": "close", "Expect": "e", "Host": "h", "Proxy-Authenticate": "p", "TE": "t",
        "Trailer": "t", "Transfer-Encoding": "chunked", "Upgrade": "u", "Via": "v", "Age": "1", "Content-Encoding": "identity"}}"#;
    let answer = answer(result, json!({}), None).await;
    let headers = answer.headers();
    for (name, value) in [
        ("authorization", "Bearer x"),
        ("content-md5", "y"),
        ("max-forwards", "2"),
        ("user-agent", "f"),
        ("www-authenticate", "Basic"),
        ("server", "s"),
        ("connection", "close"),
    ] {
        assert_eq!(headers[format!("x-amzn-remapped-{name}")], value, "{name}");
        assert!(!headers.contains_key(name), "{name}");
    }
    for name in ["expect", "host", "proxy-authenticate", "te", "trailer", "transfer-encoding", "upgrade", "via"] {
        assert!(!headers.contains_key(name), "{name}");
    }
    assert_eq!((&headers["age"], &headers["content-encoding"]), (&"1".parse().unwrap(), &"identity".parse().unwrap()));
}

// RFC 9110, section 7.6.1: they are about one connection; what AWS does with them was not found.
#[tokio::test]
async fn what_a_function_says_of_a_connection_does_not_reach_callers() {
    let result = r#"{"headers": {"Keep-Alive": "timeout=5"}, "multiValueHeaders": {"Proxy-Connection": ["keep-alive"]}}"#;
    let answer = answer(result, json!({}), None).await;
    assert_eq!(answer.status(), 200);
    for name in ["keep-alive", "proxy-connection", "x-amzn-remapped-keep-alive", "x-amzn-remapped-proxy-connection"] {
        assert!(!answer.headers().contains_key(name), "{name}");
    }
}

// Recorded: test_aws_proxy_response_payload_format_validation, invoke-api-multi-headers-overwrite.
#[tokio::test]
async fn a_header_with_many_values_comes_before_its_single_value() {
    let result = r#"{"headers": {"test-multi": "value-solo"}, "multiValueHeaders": {"test-multi": ["value-multi"]}}"#;
    let answer = answer(result, json!({}), None).await;
    let values: Vec<&str> = answer.headers().get_all("test-multi").iter().map(|value| value.to_str().unwrap()).collect();
    assert_eq!(values, ["value-multi", "value-solo"]);
}

// Recorded: test_aws_proxy_binary_response.
#[tokio::test]
async fn base64_becomes_bytes_only_where_the_caller_accepts_them() {
    let result = r#"{"statusCode": 200, "body": "aGVsbG8=", "isBase64Encoded": true}"#;
    let png = json!({"binaryMediaTypes": ["image/png"]});
    assert_eq!(answer(result, png.clone(), Some("image/png")).await.body(), "hello");
    assert_eq!(answer(result, png.clone(), Some("image/webp,image/png")).await.body(), "aGVsbG8=");
    assert_eq!(answer(result, json!({}), Some("image/png")).await.body(), "aGVsbG8=");
    let bad = r#"{"statusCode": 200, "body": "èé+à)(", "isBase64Encoded": true}"#;
    assert_eq!(answer(bad, png, Some("image/png")).await.status(), 500);
}

// Recorded: test_aws_proxy_response_payload_format_validation; issue 2, Done when 5: a bare object.
#[tokio::test]
async fn a_malformed_result_is_502() {
    for result in [r#"{"orderId": "42"}"#, r#""justAString""#, "null", r#"{"statusCode": "test"}"#, "not JSON", ""] {
        let answer = answer(result, json!({}), None).await;
        check_failure(&answer, 502, "InternalServerErrorException", "{\"message\": \"Internal server error\"}");
    }
}

// Developer guide, "Handle Lambda errors in API Gateway": an unhandled error is 502, without the error's text.
#[tokio::test]
async fn a_function_that_fails_is_502() {
    let failure = Response::builder().header("x-amz-function-error", "Unhandled").body("{\"statusCode\": 200}").unwrap();
    let lambda = Backend::answering(failure).await;
    let answer = greedy(Documents::with_lambda(&lambda)).call(get("/x")).await;
    check_failure(&answer, 502, "InternalServerErrorException", "{\"message\": \"Internal server error\"}");
}

// Issue 2, Done when 5.
#[tokio::test]
async fn a_function_slower_than_the_timeout_is_504() {
    let lambda = Backend::start(Response::new("{}"), Duration::from_secs(5)).await;
    let mut integration = proxy();
    integration["timeoutInMillis"] = json!(50);
    let answer = Documents::with_lambda(&lambda).method("GET /", integration).call(get("/")).await;
    check_failure(&answer, 504, "InternalServerErrorException", "{\"message\": \"Endpoint request timed out\"}");
}

// The status was recorded where AWS cannot invoke: test_lambda_aws_proxy_integration_non_post_method.
#[tokio::test]
async fn a_function_that_does_not_exist_is_500() {
    let answer = Documents::new().method("GET /", proxy()).call(get("/")).await;
    check_failure(&answer, 500, "InternalServerErrorException", "{\"message\": \"Internal server error\"}");
}

// Recorded: test_invocation_trace_id.
#[tokio::test]
async fn the_callers_trace_is_completed() {
    let lambda = Backend::answering(Response::new("{}")).await;
    let api = greedy(Documents::with_lambda(&lambda));
    let trace = async |sent: &str| {
        let answer = api.call(Request::get("/x").header("x-amzn-trace-id", sent).body("").expect("a request")).await;
        answer.headers()["x-amzn-trace-id"].to_str().unwrap().to_owned()
    };
    let full = "Root=1-3152b799-8954dae64eda91bc9a23a7e8;Parent=7fa8c0f79203be72;Sampled=1";
    assert_eq!(trace(full).await, full);
    let root = "Root=1-3152b799-8954dae64eda91bc9a23a7e8";
    let completed = trace(root).await;
    assert!(completed.starts_with(&format!("{root};Parent=")) && completed.ends_with(";Sampled=0"), "{completed}");
}

// Recorded: test_lambda_aws_proxy_integration (`tEsT-HEADeR` stays, `authorization` does not) and
// test_lambda_aws_proxy_integration_request_data_mapping (`user-Agent`).
#[tokio::test]
async fn header_names_are_written_as_they_were_sent() {
    let mut request = Request::get("/x")
        .header("tEsT-HEADeR", "aValUE")
        .header("user-Agent", "test/integration")
        .header("authorization", "random-value")
        .header("accept", "*/*")
        .body(&b""[..])
        .expect("a request");
    let head = &b"GET /prod/x HTTP/1.1\r\ntEsT-HEADeR: aValUE\r\nuser-Agent: test/integration\r\nauthorization: random-value\r\n\
                  Accept: */*\r\n\r\nOther: no header"[..];
    request.extensions_mut().insert(RequestHead::new(head.into()));
    let event = event(greedy, request).await;
    let headers = event["headers"].as_object().expect("headers");
    for name in ["tEsT-HEADeR", "User-Agent", "Authorization", "Accept"] {
        assert!(headers.contains_key(name), "{name}: {headers:?}");
    }
    assert!(!headers.contains_key("Other"));
}

// Developer guide, "$context.path" ("/{base-path}/…" at a custom domain name); localstack's test_apigateway_basic.
#[tokio::test]
async fn at_a_custom_domain_name_paths_have_its_base_path() {
    fn mapped(api: Documents<'_>) -> Documents<'_> {
        greedy(api).at_domain("api.example.com:4566", "/v1")
    }
    let event = event(mapped, get_bytes("/orders/7")).await;
    assert_eq!((&event["path"], &event["requestContext"]["path"]), (&json!("/v1/orders/7"), &json!("/v1/orders/7")));
    assert_eq!(event["pathParameters"], json!({"proxy": "orders/7"}));
    assert_eq!(event["requestContext"]["domainName"], "api.example.com");
    // HTTP/2 has the host elsewhere than in a header.
    assert_eq!(event["headers"]["Host"], "api.example.com:4566");
}
