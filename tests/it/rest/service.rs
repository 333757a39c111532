//! `AWS` integrations with services other than Lambda: what the service gets, and what becomes of its answer. Requests are
//! checked as execution logs of AWS show them: `Endpoint request URI: https://dynamodb.us-east-1.amazonaws.com/?Action=GetItem`,
//! `Endpoint request headers: {X-Amz-Date=…, x-amzn-apigateway-api-id=…, X-Amz-Source-Arn=…, Accept=application/json,
//! User-Agent=AmazonAPIGateway_…, Host=…, X-Amz-Content-Sha256=…, Authorization=…}`.

use std::time::Duration;

use http::{Request, Response};
use serde_json::{Value, json};

use super::{Backend, Documents, check_failure, get};

const FAILED: &str = "{\"message\": \"Internal server error\"}";

fn service(target: &str) -> Value {
    json!({
        "type": "AWS",
        "httpMethod": "POST",
        "uri": format!("arn:aws:apigateway:eu-west-1:{target}"),
        "credentials": "arn:aws:iam::123456789012:role/r",
    })
}

fn post(path: &'static str, body: &'static str) -> Request<&'static str> {
    Request::post(path).body(body).expect("a request")
}

#[tokio::test]
async fn without_an_endpoint_the_call_fails_and_nothing_is_sent() {
    let sqs = Backend::answering(Response::new("")).await;
    let api = Documents::with_service("sqs", &sqs).method("POST /", service("sns:action/Publish")).response("200", json!({}));
    check_failure(&api.call(post("/", "{}")).await, 500, "InternalServerErrorException", FAILED);
    assert!(sqs.is_untouched());
}

#[tokio::test]
async fn an_endpoint_that_is_down_or_slow_is_told_apart() {
    let down = format!("sqs=http://{}", std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap());
    let mut api = Documents::new().method("POST /", service("sqs:action/SendMessage")).response("200", json!({}));
    api.services = vec![down];
    let unreachable = "{\"message\": \"Network error communicating with endpoint\"}";
    check_failure(&api.call(post("/", "")).await, 504, "InternalServerErrorException", unreachable);

    let slow = Backend::start(Response::new(""), Duration::from_secs(5)).await;
    let mut integration = service("sqs:action/SendMessage");
    integration["timeoutInMillis"] = json!(50);
    let api = Documents::with_service("sqs", &slow).method("POST /", integration).response("200", json!({}));
    let timed_out = "{\"message\": \"Endpoint request timed out\"}";
    check_failure(&api.call(post("/", "")).await, 504, "InternalServerErrorException", timed_out);
}

#[tokio::test]
async fn a_json_service_is_told_its_operation_in_a_signed_request() {
    let table = Backend::answering(Response::new("{}")).await;
    let mut integration = service("dynamodb:action/PutItem");
    integration["requestTemplates"] = json!({"application/json": "{\"TableName\": \"$input.path('$.table')\"}"});
    integration["requestParameters"] = json!({"integration.request.querystring.color": "method.request.querystring.color"});
    let api = Documents::with_service("dynamodb", &table).method("POST /items", integration).response("200", json!({}));
    let answer = api.call(post("/items?color=light%20red", "{\"table\": \"t\"}")).await;
    assert_eq!((answer.status().as_u16(), &answer.body()[..]), (200, &b"{}"[..]));
    assert!(answer.headers().contains_key("x-amzn-trace-id"));
    let seen = table.the_request();
    assert_eq!((&*seen.method, &*seen.target), ("POST", "/?Action=PutItem&color=light%20red"));
    assert_eq!(seen.body, "{\"TableName\": \"t\"}");
    for (name, value) in [
        ("x-amz-target", "DynamoDB_20120810.PutItem"),
        ("content-type", "application/x-amz-json-1.0"),
        ("accept", "application/json"),
        ("user-agent", "AmazonAPIGateway_a1b2c3d4e5"),
        ("x-amzn-apigateway-api-id", "a1b2c3d4e5"),
        ("x-amz-source-arn", "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/prod/POST/items"),
    ] {
        assert_eq!(seen.headers[name], value, "{name}");
    }
    let signature = seen.headers["authorization"].to_str().unwrap();
    assert!(signature.starts_with("AWS4-HMAC-SHA256 Credential=test/"), "{signature}");
    assert!(signature.contains("/eu-west-1/dynamodb/aws4_request"), "the region of the URI: {signature}");
    assert!(signature.contains("x-amz-target"), "the target is signed: {signature}");
    assert!(seen.headers.contains_key("x-amz-content-sha256") && seen.headers.contains_key("x-amz-date"));
}

// Recorded: test_apigateway_to_eventbridge: the template names the operation, which API Gateway does not do for EventBridge.
#[tokio::test]
async fn an_operation_that_the_integration_names_is_left_alone() {
    for target in ["events:action/PutEvents", "ssm:action/GetParameter", "dynamodb:action/PutItem"] {
        let (name, _) = target.split_once(':').unwrap();
        let backend = Backend::answering(Response::new("{\"own\": 1}")).await;
        let mut integration = service(target);
        integration["requestParameters"] = json!({
            "integration.request.header.X-Amz-Target": "'Own.Operation'",
            "integration.request.header.Content-Type": "'application/x-amz-json-1.1'",
        });
        let api = Documents::with_service(name, &backend).method("POST /", integration).response("200", json!({}));
        assert_eq!(api.call(post("/", "{\"Entries\": []}")).await.body(), "{\"own\": 1}");
        let seen = backend.the_request();
        assert_eq!((&seen.headers["x-amz-target"], &*seen.body), (&"Own.Operation".parse().unwrap(), &b"{\"Entries\": []}"[..]));
        assert_eq!(seen.headers["content-type"], "application/x-amz-json-1.1");
    }
}

#[tokio::test]
async fn a_query_service_gets_its_parameters_in_the_query() {
    let topic = Backend::answering(Response::new("{}")).await;
    let mut integration = service("sns:action/Publish&Subject={subject}");
    integration["requestParameters"] = json!({
        "integration.request.path.subject": "'news'",
        "integration.request.querystring.Message": "method.request.body",
    });
    let api = Documents::with_service("sns", &topic).method("POST /", integration).response("200", json!({}));
    assert_eq!(api.call(post("/", "{\"a\": 1}")).await.status(), 200);
    let seen = topic.the_request();
    assert_eq!(seen.target, "/?Action=Publish&Subject=news&Message=%7B%22a%22%3A%201%7D");
    assert!(!seen.headers.contains_key("x-amz-target"));
    assert_eq!(seen.body, "");
}

// Recorded: test_sqs_aws_integration: a form in the body, by a template and a mapped content type.
#[tokio::test]
async fn a_path_gets_the_body_that_the_template_made() {
    let queue = Backend::answering(Response::new("{}")).await;
    let mut integration = service("sqs:path/123456789012/${stageVariables.queue}");
    integration["requestParameters"] = json!({"integration.request.header.Content-Type": "'application/x-www-form-urlencoded'"});
    integration["requestTemplates"] = json!({"application/json": "Action=SendMessage&MessageBody=$input.body"});
    let api = Documents::with_service("sqs", &queue)
        .stage(json!({"deploymentId": "d1e2f3", "variables": {"queue": "orders"}}))
        .method("POST /", integration)
        .response("200", json!({}));
    assert_eq!(api.call(post("/", "hello")).await.status(), 200);
    let seen = queue.the_request();
    assert_eq!((&*seen.target, &*seen.body), ("/123456789012/orders", &b"Action=SendMessage&MessageBody=hello"[..]));
    assert_eq!(seen.headers["content-type"], "application/x-www-form-urlencoded");
}

// API reference, PutIntegration: {subdomain} is "a designated subdomain supported by certain AWS service".
#[tokio::test]
async fn a_subdomain_stands_in_the_host() {
    let bucket = Backend::answering(Response::new("")).await;
    let mut integration = service("my-bucket.s3:path/{key}");
    integration["httpMethod"] = json!("ANY");
    integration["requestParameters"] = json!({"integration.request.path.key": "method.request.path.key"});
    let api = Documents::with_service("s3", &bucket).method("ANY /{key+}", integration).response("200", json!({}));
    assert_eq!(api.call(get("/a/b%20c.txt")).await.status(), 200);
    let seen = bucket.the_request();
    assert_eq!((&*seen.method, &*seen.target), ("GET", "/a/b%20c.txt"));
    assert_eq!(seen.headers["host"], "my-bucket.s3.eu-west-1.amazonaws.com");
}

// S3 API reference, "Signature calculations for the Authorization header": what is signed is encoded but for unreserved
// characters, and S3 does not encode the path of a request again.
#[tokio::test]
async fn a_key_is_sent_as_it_is_signed() {
    let bucket = Backend::answering(Response::new("")).await;
    let mut integration = service("s3:path/bucket/{key}");
    integration["requestParameters"] = json!({"integration.request.path.key": "method.request.path.key"});
    let api = Documents::with_service("s3", &bucket).method("GET /{key+}", integration).response("200", json!({}));
    assert_eq!(api.call(get("/a:b/(1)+%20.txt")).await.status(), 200);
    assert_eq!(bucket.the_request().target, "/bucket/a%3Ab/%281%29%2B%20.txt");
}

// Developer guide, "Set up an integration response": the status of a service chooses, also when it refuses.
#[tokio::test]
async fn the_services_status_selects_the_response() {
    for (status, expected) in [(200, 200), (400, 422), (503, 200)] {
        let queue = Backend::answering(Response::builder().status(status).body("{\"message\": \"no\"}").unwrap()).await;
        let api = Documents::with_service("sqs", &queue)
            .method("POST /", service("sqs:action/SendMessage"))
            .response("200", json!({}))
            .response(
                "422",
                json!({"selectionPattern": "4\\d{2}", "responseTemplates": {"application/json": "$input.path('$.message')"}}),
            );
        let answer = api.call(post("/", "")).await;
        assert_eq!(answer.status(), expected);
        assert_eq!(answer.body(), if expected == 422 { "no" } else { "{\"message\": \"no\"}" });
    }
}

// Recorded: test_sqs_request_and_response_xml_templates_integration: JSON, unless the integration maps Accept itself.
#[tokio::test]
async fn answers_of_the_query_protocol_come_in_json() {
    let xml = "<SendMessageResponse><SendMessageResult><MessageId>m1</MessageId></SendMessageResult></SendMessageResponse>";
    let queue = Backend::answering(Response::builder().header("content-type", "text/xml").body(xml).unwrap()).await;
    let template = "$input.path('$.SendMessageResponse.SendMessageResult.MessageId')";
    let mapped = json!({"responseTemplates": {"application/json": template}});
    let api = |integration: Value, response: Value| {
        Documents::with_service("sqs", &queue).method("POST /", integration).response("200", response)
    };
    let integration = service("sqs:path/123456789012/orders");
    assert_eq!(api(integration.clone(), mapped).call(post("/", "")).await.body(), "m1");
    let mut asking_for_xml = integration;
    asking_for_xml["requestParameters"] = json!({"integration.request.header.Accept": "'application/xml'"});
    assert_eq!(api(asking_for_xml, json!({})).call(post("/", "")).await.body(), xml);
}

// Recorded: TestApiGatewayS3BinarySupport: contentHandling and binaryMediaTypes hold for services as for HTTP.
#[tokio::test]
async fn binary_bodies_go_both_ways() {
    let object = Backend::answering(Response::builder().header("content-type", "image/png").body("bytes").unwrap()).await;
    let mut integration = service("s3:path/bucket/k");
    integration["contentHandling"] = json!("CONVERT_TO_BINARY");
    let api = Documents::with_service("s3", &object)
        .api(json!({"binaryMediaTypes": ["image/png"]}))
        .method("POST /", integration)
        .response("200", json!({}));
    assert_eq!(api.call(post("/", "aGVsbG8=")).await.body(), "Ynl0ZXM=");
    assert_eq!(object.the_request().body, "hello");
}

// Recorded: test_ssm_aws_integration: API Gateway speaks the query protocol to Systems Manager.
#[tokio::test]
async fn systems_manager_answers_in_its_query_protocol() {
    let answer = Response::builder().header("x-amzn-requestid", "r1").body("{\"Parameter\": {\"Value\": \"123\"}}").unwrap();
    let store = Backend::answering(answer).await;
    let mut integration = service("ssm:action/GetParameter");
    integration["requestParameters"] = json!({"integration.request.querystring.Name": "'param'"});
    let api = Documents::with_service("ssm", &store).method("GET /", integration).response("200", json!({}));
    let answer: Value = serde_json::from_slice(api.call(get("/")).await.body()).unwrap();
    let result = json!({"Parameter": {"Value": "123"}});
    assert_eq!(answer, json!({"GetParameterResponse": {"GetParameterResult": result, "ResponseMetadata": {"RequestId": "r1"}}}));
    let seen = store.the_request();
    assert_eq!(
        (&*seen.body, &seen.headers["x-amz-target"]),
        (&b"{\"Name\":\"param\"}"[..], &"AmazonSSM.GetParameter".parse().unwrap())
    );
}
