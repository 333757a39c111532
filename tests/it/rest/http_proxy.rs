//! HTTP proxy integrations.

use std::time::Duration;

use http::{Request, Response};
use serde_json::{Value, json};

use super::{Backend, Documents, check_failure, get};

fn to(url: &str) -> Value {
    json!({"type": "HTTP_PROXY", "httpMethod": "ANY", "uri": url})
}

// Recorded: test_http_integration_invoke_status_code_passthrough; developer guide, "HTTP proxy integration".
#[tokio::test]
async fn method_path_query_and_body_reach_the_backend() {
    let backend = Backend::answering(Response::builder().status(404).body("nothing").unwrap()).await;
    let mut integration = to(&backend.url("/store/{map}"));
    integration["requestParameters"] = json!({"integration.request.path.map": "method.request.path.map"});
    let api = Documents::new().method("ANY /pets/{map+}", integration);
    let answer = api.call(Request::patch("/pets/a%20b/c?x=1&x=2").body("text").expect("a request")).await;
    assert_eq!((answer.status().as_u16(), &answer.body()[..]), (404, &b"nothing"[..]));
    let seen = backend.the_request();
    assert_eq!((&*seen.method, &*seen.target), ("PATCH", "/store/a%20b/c?x=1&x=2"));
    assert_eq!(seen.body, "text");
}

// RFC 9110, section 8.6; recorded: test_apigateway_header_remapping_http, no-param-integration.
#[tokio::test]
async fn a_method_with_a_body_tells_that_it_is_empty() {
    for (method, expected) in [("POST", Some("0")), ("PUT", Some("0")), ("GET", None)] {
        let backend = Backend::answering(Response::new("")).await;
        let request = Request::builder().method(method).uri("/").body("").expect("a request");
        Documents::new().method("ANY /", to(&backend.url("/"))).call(request).await;
        let told = backend.the_request().headers.get("content-length").map(|length| length.to_str().expect("text").to_owned());
        assert_eq!(told.as_deref(), expected, "{method}");
    }
}

// Recorded: test_http_integration_method.
#[tokio::test]
async fn an_integration_may_have_its_own_method() {
    let backend = Backend::answering(Response::new("")).await;
    let mut integration = to(&backend.url("/"));
    integration["httpMethod"] = json!("POST");
    Documents::new().method("GET /", integration).call(get("/")).await;
    assert_eq!(backend.the_request().method, "POST");
}

// Recorded: test_http_proxy_integration_request_data_mappings.
#[tokio::test]
async fn mapped_parameters_are_added_to_the_callers() {
    let backend = Backend::answering(Response::new("")).await;
    let mut integration = to(&backend.url("/post?testVar={pathVar}&testQs={qsVar}"));
    integration["requestParameters"] = json!({
        "integration.request.header.headerVar": "method.request.header.foobar",
        "integration.request.path.qsVar": "method.request.querystring.testVar",
        "integration.request.path.pathVar": "method.request.path.pathVariable",
        "integration.request.querystring.queryString": "method.request.querystring.testQueryString",
        "integration.request.querystring.testQs": "method.request.querystring.testQueryString",
        "integration.request.querystring.testEmptyQs": "method.request.header.emptyheader",
    });
    let request = Request::post("/foobar?testQueryString=foo&testVar=bar")
        .header("foobar", "mapped-value")
        .header("headerVar", "request-value")
        .body("{}")
        .expect("a request");
    Documents::new().method("POST /{pathVariable}", integration).call(request).await;
    let seen = backend.the_request();
    assert_eq!(seen.target, "/post?testVar=foobar&testQs=bar&testQueryString=foo&testVar=bar&queryString=foo&testQs=foo");
    assert_eq!(seen.headers["headervar"], "mapped-value");
    assert_eq!(seen.headers["foobar"], "mapped-value");
}

#[tokio::test]
async fn a_decoded_value_is_encoded_again_where_it_is_mapped_to() {
    let backend = Backend::answering(Response::new("")).await;
    let mut integration = to(&backend.url("/{name}"));
    integration["requestParameters"] = json!({
        "integration.request.path.name": "method.request.querystring.name",
        "integration.request.querystring.copy": "method.request.querystring.name",
    });
    Documents::new().method("GET /", integration).call(get("/?name=a%20b%26c")).await;
    assert_eq!(backend.the_request().target, "/a%20b&c?name=a%20b%26c&copy=a%20b%26c");
}

// Recorded: test_apigateway_header_remapping_http[HTTP_PROXY], no-param-integration. The service that recorded it hides
// X-Forwarded-*; that they are sent is from the developer guide's "HTTP proxy" pages and people's measurements.
#[tokio::test]
async fn the_backend_sees_the_callers_headers_without_those_of_the_connection() {
    let backend = Backend::answering(Response::new("")).await;
    let request = Request::get("/")
        .header("accept", "text/html")
        .header("authorization", "Unauthorized")
        .header("connection", "close")
        .header("content-encoding", "deflate")
        .header("content-md5", "x")
        .header("content-type", "application/json")
        .header("expect", "100-continue")
        .header("host", "a1b2c3d4e5.execute-api.localhost:4566")
        .header("max-forwards", "2")
        .header("te", "deflate")
        .header("user-agent", "localStack/0.0")
        .header("via", "p.example.net")
        .header("www-authenticate", "Basic")
        .header("x-forwarded-for", "203.0.113.9")
        .body("")
        .expect("a request");
    Documents::new().method("GET /", to(&backend.url("/"))).call(request).await;
    let headers = backend.the_request().headers;
    for (name, value) in [
        ("accept", "text/html"),
        ("authorization", "Unauthorized"),
        ("content-type", "application/json"),
        ("user-agent", "localStack/0.0"),
        ("x-amzn-apigateway-api-id", "a1b2c3d4e5"),
        ("x-forwarded-for", "203.0.113.9, 192.0.2.1"),
        ("x-forwarded-port", "4566"),
        ("x-forwarded-proto", "http"),
    ] {
        assert_eq!(headers[name], value, "{name}");
    }
    for name in ["connection", "content-encoding", "content-md5", "expect", "max-forwards", "te", "via", "www-authenticate"] {
        assert!(!headers.contains_key(name), "{name}");
    }
    assert!(headers["x-amzn-trace-id"].to_str().unwrap().starts_with("Root=1-"));
    assert!(headers["host"].to_str().unwrap().starts_with("127.0.0.1:"));
}

// Recorded: test_http_proxy_integration_request_data_mappings and test_apigateway_header_remapping_http[HTTP_PROXY].
#[tokio::test]
async fn the_answers_own_headers_are_kept_and_its_connections_remapped() {
    let answer = Response::builder()
        .header("access-control-allow-origin", "*")
        .header("date", "a date")
        .header("server", "gunicorn/19.9.0")
        .header("x-amzn-requestid", "another")
        .header("via", "p.example.net")
        .header("set-cookie", "a=1")
        .header("set-cookie", "b=2")
        .body("body")
        .unwrap();
    let backend = Backend::answering(answer).await;
    let answer = Documents::new().method("GET /", to(&backend.url("/"))).call(get("/")).await;
    let headers = answer.headers();
    for (name, value) in [
        ("access-control-allow-origin", "*"),
        ("x-amzn-remapped-date", "a date"),
        ("x-amzn-remapped-server", "gunicorn/19.9.0"),
        ("x-amzn-remapped-content-length", "4"),
        ("x-amzn-remapped-x-amzn-requestid", "another"),
    ] {
        assert_eq!(headers[name], value, "{name}");
    }
    assert_ne!(headers["x-amzn-requestid"], "another");
    assert_eq!(headers.get_all("set-cookie").iter().count(), 2);
    assert!(!headers.contains_key("via") && !headers.contains_key("content-length"));
    assert!(!headers.contains_key("x-amzn-trace-id"), "HTTP_PROXY answers have none");
}

// Developer guide, "Amazon API Gateway important notes", the table of headers, its column for answers.
#[tokio::test]
async fn headers_that_would_say_something_else_to_callers_are_remapped_or_dropped() {
    let answer = Response::builder()
        .header("authorization", "Bearer x")
        .header("content-md5", "y")
        .header("max-forwards", "2")
        .header("user-agent", "backend")
        .header("www-authenticate", "Basic")
        .header("www-authenticate", "Bearer")
        .header("expect", "nothing")
        .header("host", "backend")
        .header("proxy-authenticate", "Basic")
        .header("te", "deflate")
        .header("trailer", "Expires")
        .header("upgrade", "HTTP/2.0")
        .header("age", "1")
        .header("pragma", "no-cache")
        .header("warn", "299")
        .body("")
        .unwrap();
    let backend = Backend::answering(answer).await;
    let answer = Documents::new().method("GET /", to(&backend.url("/"))).call(get("/")).await;
    let headers = answer.headers();
    for (name, value) in [
        ("x-amzn-remapped-authorization", "Bearer x"),
        ("x-amzn-remapped-content-md5", "y"),
        ("x-amzn-remapped-max-forwards", "2"),
        ("x-amzn-remapped-user-agent", "backend"),
        ("age", "1"),
        ("pragma", "no-cache"),
        ("warn", "299"),
    ] {
        assert_eq!(headers[name], value, "{name}");
    }
    let challenges: Vec<&[u8]> =
        headers.get_all("x-amzn-remapped-www-authenticate").iter().map(|value| value.as_bytes()).collect();
    assert_eq!(challenges, [&b"Basic"[..], b"Bearer"]);
    let remapped = ["authorization", "content-md5", "max-forwards", "user-agent", "www-authenticate"];
    for name in remapped.into_iter().chain(["expect", "host", "proxy-authenticate", "te", "trailer", "upgrade"]) {
        assert!(!headers.contains_key(name), "{name}");
    }
}

// RFC 9110, section 7.6.1: they are about the connection with the backend; what AWS does with them was not found.
#[tokio::test]
async fn what_backends_say_of_their_connection_does_not_reach_callers() {
    let answer = Response::builder().header("keep-alive", "timeout=5").header("proxy-connection", "keep-alive").body("").unwrap();
    let backend = Backend::answering(answer).await;
    let answer = Documents::new().method("GET /", to(&backend.url("/"))).call(get("/")).await;
    assert_eq!(answer.status(), 200);
    for name in ["keep-alive", "proxy-connection", "x-amzn-remapped-keep-alive", "x-amzn-remapped-proxy-connection"] {
        assert!(!answer.headers().contains_key(name), "{name}");
    }
}

// Recorded: test_apigateway_header_remapping_http, content-length and transfer-encoding.
#[tokio::test]
async fn a_mapping_to_a_header_that_only_aws_sets_fails() {
    for name in ["Content-Length", "Transfer-Encoding", "X-Amzn-Trace-Id"] {
        let backend = Backend::answering(Response::new("")).await;
        let mut integration = to(&backend.url("/"));
        integration["requestParameters"] = json!({format!("integration.request.header.{name}"): "'0'"});
        let answer = Documents::new().method("GET /", integration).call(get("/")).await;
        check_failure(&answer, 500, "InternalServerErrorException", "{\"message\": \"Internal server error\"}");
        assert!(backend.is_untouched(), "{name}");
    }
}

// Developer guide, "Gateway response types", INTEGRATION_TIMEOUT: a timeout is 504 with this message.
#[tokio::test]
async fn a_backend_slower_than_the_timeout_is_504() {
    let backend = Backend::start(Response::new("late"), Duration::from_secs(5)).await;
    let mut integration = to(&backend.url("/"));
    integration["timeoutInMillis"] = json!(50);
    let answer = Documents::new().method("GET /", integration).call(get("/")).await;
    check_failure(&answer, 504, "InternalServerErrorException", "{\"message\": \"Endpoint request timed out\"}");
}

// Developer guide, "Gateway response types": INTEGRATION_FAILURE is 504.
#[tokio::test]
async fn a_backend_that_is_not_there_is_504() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    drop(listener);
    let answer = Documents::new().method("GET /", to(&format!("http://{address}/"))).call(get("/")).await;
    check_failure(&answer, 504, "InternalServerErrorException", "{\"message\": \"Network error communicating with endpoint\"}");
}

// Developer guide, "API Gateway stage variables reference": in an HTTP integration's URI.
#[tokio::test]
async fn stage_variables_are_in_the_uri() {
    let backend = Backend::answering(Response::new("")).await;
    let host = backend.url("").replace("http://", "");
    let api = Documents::new()
        .method("GET /", to("http://${stageVariables.host}/${stageVariables.version}/x"))
        .stage(json!({"variables": {"host": host, "version": "v2"}}));
    api.call(get("/")).await;
    assert_eq!(backend.the_request().target, "/v2/x");
}
