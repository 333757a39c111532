//! Integrations of HTTP APIs with AWS services, and through VPC links; what AWS says of those of WebSocket APIs.

use serde_json::{Value, json};

use super::v2::{http_api, refused_integration, websocket_api};

const ROLE: &str = "arn:aws:iam::123456789012:role/apigateway";

/// The refusal of a first-class integration.
async fn refusal(subtype: &str, parameters: serde_json::Value) -> String {
    let service = json!({"integrationType": "AWS_PROXY", "integrationSubtype": subtype, "credentialsArn": ROLE});
    let mut request = service;
    request["requestParameters"] = parameters;
    refused_integration(request).await
}

// Developer guide, "Integration subtype reference": "You must configure all required parameters to create an integration"; AWS's words
// were seen in a deployment (badmintoncryer/cdk-preflight).
#[tokio::test]
async fn a_first_class_integration_has_the_parameters_of_its_subtype() {
    let missing = "Operation: EventBridge-PutEvents requires enabling passthrough, or defining all of the following parameters in the \
                   parameter mapping: [Detail, DetailType, Source]";
    assert_eq!(refusal("EventBridge-PutEvents", json!({"Source": "$request.body.s"})).await, missing);
    for (subtype, required) in [
        ("AppConfig-GetConfiguration", "Application"),
        ("EventBridge-PutEvents", "Detail"),
        ("Kinesis-PutRecord", "StreamName"),
        ("SQS-DeleteMessage", "ReceiptHandle"),
        ("SQS-PurgeQueue", "QueueUrl"),
        ("SQS-ReceiveMessage", "QueueUrl"),
        ("SQS-SendMessage", "QueueUrl"),
        ("StepFunctions-StartExecution", "StateMachineArn"),
        ("StepFunctions-StartSyncExecution", "StateMachineArn"),
        ("StepFunctions-StopExecution", "ExecutionArn"),
    ] {
        assert!(refusal(subtype, json!({})).await.contains(required), "{subtype}");
    }
}

// The frame of the message and the refusal of a constant are those of terraform-provider-aws issue 17348.
#[tokio::test]
async fn a_first_class_integration_takes_its_parameters_from_where_they_can_be() {
    let refused = async |subtype: &str, parameters: serde_json::Value| {
        let message = refusal(subtype, parameters).await;
        let frame = "Invalid selection expression specified: Validation Result: warnings : [], errors : [";
        message.strip_prefix(frame).and_then(|rest| rest.strip_suffix(']')).unwrap_or_else(|| panic!("{message}")).to_owned()
    };
    let constant = json!({"QueueUrl": "u", "MessageBody": "$request.body", "MessageAttributes": "{\"a\":{}}"});
    assert_eq!(
        refused("SQS-SendMessage", constant).await,
        "Invalid source: {\"a\":{}} specified for destination: MessageAttributes"
    );
    assert!(refused("SQS-PurgeQueue", json!({"QueueUrl": "u", "MessageBody": "x"})).await.contains("MessageBody"));
    assert!(refused("SQS-PurgeQueue", json!({"QueueUrl": "$request.nothing"})).await.contains("$request.nothing"));
}

#[tokio::test]
async fn a_first_class_integration_is_kept_as_it_was_made() {
    let (emulator, api) = http_api().await;
    let request = json!({
        "integrationType": "AWS_PROXY", "integrationSubtype": "SQS-SendMessage", "payloadFormatVersion": "1.0",
        "credentialsArn": "arn:aws:iam::123456789012:role/apigateway-sqs",
        "requestParameters": {"QueueUrl": "$request.header.queueUrl", "MessageBody": "$request.body.message"},
    });
    let integration = emulator.ok("POST", &format!("{api}/integrations"), request.clone()).await;
    for (member, value) in request.as_object().unwrap() {
        assert_eq!(&integration[member], value, "{member}");
    }
}

// As users saw it: klotho pull request 347, openab pull request 1275.
#[tokio::test]
async fn a_private_integration_names_a_listener_or_a_service() {
    let private = |uri: &str| {
        json!({
            "integrationType": "HTTP_PROXY", "integrationMethod": "ANY", "connectionType": "VPC_LINK", "connectionId": "abc123",
            "integrationUri": uri, "payloadFormatVersion": "1.0",
        })
    };
    for uri in ["http://bot.internal:8080", "arn:aws:elasticloadbalancing:us-east-2:123456789012:loadbalancer/app/a/1"] {
        assert_eq!(
            refused_integration(private(uri)).await,
            "For VpcLink VPC_LINK, integration uri should be a valid ELB listener ARN or a valid Cloud Map service ARN."
        );
    }
    let (emulator, api) = http_api().await;
    let service = private("arn:aws:servicediscovery:us-east-2:123456789012:service/srv-id?stage=prod");
    emulator.ok("POST", &format!("{api}/integrations"), service).await;
}

// Developer guide, "Integration response selection expressions"; as terraform-provider-aws sees it of AWS:
// TestAccAPIGatewayV2Integration_basicWebSocket, …_integrationTypeHTTP and …_lambdaWebSocket, whose answer has the method too.
#[tokio::test]
async fn the_type_of_a_websocket_integration_decides_what_chooses_its_response() {
    let (emulator, api) = websocket_api().await;
    let function = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:f/invocations";
    let integrations = format!("{api}/integrations");
    for (request, expression) in [
        (json!({"integrationType": "AWS", "integrationUri": function}), json!("${integration.response.body.errorMessage}")),
        (json!({"integrationType": "MOCK"}), json!("${integration.response.statuscode}")),
        (
            json!({"integrationType": "HTTP", "integrationMethod": "GET", "integrationUri": "http://www.example.com"}),
            json!("${integration.response.statuscode}"),
        ),
        (json!({"integrationType": "AWS_PROXY", "integrationUri": function}), Value::Null),
    ] {
        let made = emulator.ok("POST", &integrations, request.clone()).await;
        assert_eq!(made["integrationResponseSelectionExpression"], expression, "{request}");
        if request["integrationUri"] == function {
            assert_eq!(made["integrationMethod"], "POST", "{request}");
        }
    }
}

// As users saw it: a Terraform question about an integration with a function whose URI is missing.
#[tokio::test]
async fn an_integration_with_a_function_names_it() {
    let nameless = json!({"integrationType": "AWS_PROXY", "integrationMethod": "POST", "integrationUri": null});
    assert_eq!(refused_integration(nameless).await, "Invalid integration URI specified");
}
