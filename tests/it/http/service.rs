//! First-class integrations with AWS services: what each subtype sends (developer guide, "Integration subtype reference"; the
//! API reference of each service).

use http::{Request, Response};
use serde_json::{Value, json};

use super::{Backend, Documents, check_message, get};
use crate::backend::Seen;

fn integration(subtype: &str, parameters: &Value) -> Value {
    json!({
        "integrationType": "AWS_PROXY", "integrationSubtype": subtype, "payloadFormatVersion": "1.0",
        "credentialsArn": "arn:aws:iam::123456789012:role/apigateway", "requestParameters": parameters,
    })
}

/// Calls a route with this integration, whose service is a backend, and gives what it saw.
async fn sent(subtype: &str, service: &str, parameters: &Value, request: Request<&'static str>) -> Seen {
    let backend = Backend::answering(Response::new("{}")).await;
    let api = Documents::with_service(service, &backend).route("POST /call/{id}", integration(subtype, parameters));
    let answer = api.call(request).await;
    assert_eq!(answer.status(), 200, "{subtype}: {:?}", answer.body());
    let seen = backend.the_request();
    let signature = seen.headers["authorization"].to_str().unwrap();
    assert!(signature.contains(&format!("/{service}/aws4_request")), "{signature}");
    seen
}

fn post(body: &'static str) -> Request<&'static str> {
    Request::post("/call/7?q=1&q=2").header("x-queue", "http://sqs/1/q").body(body).expect("a request")
}

fn json_of(seen: &Seen) -> Value {
    serde_json::from_slice(&seen.body).expect("JSON")
}

#[tokio::test]
async fn without_an_endpoint_the_call_fails() {
    let other = Backend::answering(Response::new("")).await;
    let api = Documents::with_service("sqs", &other)
        .route("GET /", integration("Kinesis-PutRecord", &json!({"StreamName": "s", "Data": "d", "PartitionKey": "k"})));
    check_message(&api.call(get("/")).await, 500, "Internal Server Error");
    assert!(other.is_untouched());
}

#[tokio::test]
async fn what_a_parameter_cannot_be_taken_from_is_a_bad_request() {
    let queue = Backend::answering(Response::new("")).await;
    for (name, source) in [("MessageBody", "$request.body.message"), ("MessageAttributes", "$request.body.text")] {
        let mut parameters = json!({"QueueUrl": "http://sqs/1/q", "MessageBody": "fixed"});
        parameters[name] = json!(source);
        let api = Documents::with_service("sqs", &queue).route("POST /call/{id}", integration("SQS-SendMessage", &parameters));
        check_message(&api.call(post(r#"{"text": "no object"}"#)).await, 400, "Bad Request");
    }
    assert!(queue.is_untouched());
}

#[tokio::test]
async fn sqs_gets_a_form() {
    let parameters = json!({
        "QueueUrl": "$request.header.x-queue",
        "MessageBody": "$request.body.message",
        "MessageGroupId": "group-${request.path.id}",
        "MessageAttributes": "$request.body.attributes",
    });
    let body = r#"{"message": "a&b", "attributes": {"kind": {"DataType": "String", "StringValue": "new"}}}"#;
    let seen = sent("SQS-SendMessage", "sqs", &parameters, post(body)).await;
    assert_eq!((&*seen.method, &*seen.target), ("POST", "/"));
    assert_eq!(seen.headers["content-type"], "application/x-www-form-urlencoded");
    let expected = "Action=SendMessage&Version=2012-11-05&QueueUrl=http%3A%2F%2Fsqs%2F1%2Fq&MessageBody=a%26b&MessageGroupId=group-7\
        &MessageAttribute.1.Name=kind&MessageAttribute.1.Value.DataType=String&MessageAttribute.1.Value.StringValue=new";
    assert_eq!(seen.body, expected);

    let parameters = json!({"QueueUrl": "u", "AttributeNames": "$request.querystring.q", "WaitTimeSeconds": "0"});
    let seen = sent("SQS-ReceiveMessage", "sqs", &parameters, post("")).await;
    let expected = "Action=ReceiveMessage&Version=2012-11-05&QueueUrl=u&AttributeName.1=1&AttributeName.2=2&WaitTimeSeconds=0";
    assert_eq!(seen.body, expected);
    let seen = sent("SQS-DeleteMessage", "sqs", &json!({"QueueUrl": "u", "ReceiptHandle": "$request.body"}), post("r==")).await;
    assert_eq!(seen.body, "Action=DeleteMessage&Version=2012-11-05&QueueUrl=u&ReceiptHandle=r%3D%3D");
    let seen = sent("SQS-PurgeQueue", "sqs", &json!({"QueueUrl": "u"}), post("")).await;
    assert_eq!(seen.body, "Action=PurgeQueue&Version=2012-11-05&QueueUrl=u");
}

#[tokio::test]
async fn eventbridge_gets_one_entry() {
    let parameters = json!({
        "Detail": "$request.body.detail", "DetailType": "order", "Source": "$context.apiId", "Time": "2026-01-02T03:04:05Z",
        "Resources": "$request.body.resources", "Region": "eu-west-1",
    });
    let body = r#"{"detail": {"id": 1}, "resources": ["arn:a", "arn:b"]}"#;
    let seen = sent("EventBridge-PutEvents", "events", &parameters, post(body)).await;
    assert_eq!(seen.headers["x-amz-target"], "AWSEvents.PutEvents");
    assert_eq!(seen.headers["content-type"], "application/x-amz-json-1.1");
    assert!(seen.headers["authorization"].to_str().unwrap().contains("/eu-west-1/events/"), "Region is a parameter");
    let mut entry = json_of(&seen)["Entries"][0].clone();
    let detail: Value = serde_json::from_str(entry["Detail"].take().as_str().unwrap()).unwrap();
    assert_eq!(detail, json!({"id": 1}));
    let expected = json!({
        "Detail": null, "DetailType": "order", "Source": "a1b2c3d4e5", "Time": 1_767_323_045, "Resources": ["arn:a", "arn:b"],
    });
    assert_eq!(entry, expected);
}

#[tokio::test]
async fn kinesis_gets_the_data_as_base64() {
    let parameters = json!({"StreamName": "clicks", "Data": "$request.body", "PartitionKey": "$request.path.id"});
    let seen = sent("Kinesis-PutRecord", "kinesis", &parameters, post("hello")).await;
    assert_eq!(seen.headers["x-amz-target"], "Kinesis_20131202.PutRecord");
    assert_eq!(json_of(&seen), json!({"StreamName": "clicks", "Data": "aGVsbG8=", "PartitionKey": "7"}));
}

#[tokio::test]
async fn step_functions_get_members_in_lower_case() {
    let parameters = json!({"StateMachineArn": "arn:m", "Input": "$request.body", "Name": "n"});
    let seen = sent("StepFunctions-StartExecution", "states", &parameters, post(r#"{"a": 1}"#)).await;
    assert_eq!(seen.headers["x-amz-target"], "AWSStepFunctions.StartExecution");
    assert_eq!(seen.headers["content-type"], "application/x-amz-json-1.0");
    assert_eq!(json_of(&seen), json!({"stateMachineArn": "arn:m", "input": "{\"a\": 1}", "name": "n"}));
    let mut traced = parameters;
    traced["TraceHeader"] = json!("Root=1");
    let seen = sent("StepFunctions-StartSyncExecution", "states", &traced, post("{}")).await;
    assert_eq!(seen.headers["x-amz-target"], "AWSStepFunctions.StartSyncExecution");
    assert_eq!(json_of(&seen)["traceHeader"], "Root=1");
    let stop = json!({"ExecutionArn": "arn:e", "Cause": "$request.body.why", "Error": "Stopped"});
    let seen = sent("StepFunctions-StopExecution", "states", &stop, post(r#"{"why": "enough"}"#)).await;
    assert_eq!(seen.headers["x-amz-target"], "AWSStepFunctions.StopExecution");
    assert_eq!(json_of(&seen), json!({"executionArn": "arn:e", "cause": "enough", "error": "Stopped"}));
}

#[tokio::test]
async fn appconfig_is_asked_by_path() {
    let parameters =
        json!({"Application": "my app", "Environment": "prod", "Configuration": "c", "ClientId": "$request.path.id"});
    let seen = sent("AppConfig-GetConfiguration", "appconfig", &parameters, post("ignored")).await;
    assert_eq!((&*seen.method, &*seen.target), ("GET", "/applications/my%20app/environments/prod/configurations/c?client_id=7"));
    assert_eq!(seen.body, "");
}

#[tokio::test]
async fn the_answer_is_the_services_own_and_can_be_mapped() {
    let refused = Response::builder()
        .status(400)
        .header("content-type", "application/x-amz-json-1.0")
        .header("x-amzn-requestid", "r1")
        .body(r#"{"__type":"ExecutionDoesNotExist"}"#)
        .unwrap();
    let states = Backend::answering(refused).await;
    let mut stop = integration("StepFunctions-StopExecution", &json!({"ExecutionArn": "arn:e"}));
    let api = || Documents::with_service("states", &states);
    let answer = api().route("GET /", stop.clone()).call(get("/")).await;
    assert_eq!((answer.status().as_u16(), &answer.body()[..]), (400, &br#"{"__type":"ExecutionDoesNotExist"}"#[..]));
    assert_eq!(answer.headers()["content-type"], "application/x-amz-json-1.0");
    assert_eq!(answer.headers()["x-amzn-requestid"], "r1");
    stop["responseParameters"] = json!({"400": {"overwrite:statuscode": "404", "append:header.x-why": "$response.body.__type"}});
    let answer = api().route("GET /", stop).call(get("/")).await;
    assert_eq!((answer.status().as_u16(), &answer.headers()["x-why"]), (404, &"ExecutionDoesNotExist".parse().unwrap()));
}
