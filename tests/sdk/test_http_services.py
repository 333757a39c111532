"""First-class integrations of HTTP APIs: each call goes through the public port, and its effect is read back from the service
(developer guide, "Working with AWS service integrations for HTTP APIs")."""

import json

import pytest
from backends import HttpBackend

ROLE = "arn:aws:iam::123456789012:role/apigateway"


def route(emulator, subtype, route_key="POST /call", **parameters):
    """An API with one route to a service; gives a function that calls it."""
    client = emulator.client("apigatewayv2")
    api_id = client.create_api(Name="services", ProtocolType="HTTP")["ApiId"]
    integration = client.create_integration(
        ApiId=api_id,
        IntegrationType="AWS_PROXY",
        IntegrationSubtype=subtype,
        PayloadFormatVersion="1.0",
        CredentialsArn=ROLE,
        RequestParameters=parameters,
    )["IntegrationId"]
    client.create_route(ApiId=api_id, RouteKey=route_key, Target=f"integrations/{integration}")
    client.create_stage(ApiId=api_id, StageName="$default", AutoDeploy=True)
    return lambda **options: emulator.by_host(api_id, "/call", method="POST", **options)


def test_a_required_parameter_must_be_there(gateway):
    client = gateway.client("apigatewayv2")
    with pytest.raises(client.exceptions.BadRequestException, match="MessageBody"):
        route(gateway, "SQS-SendMessage", QueueUrl="$request.header.queueUrl")


def test_without_an_endpoint_the_call_fails_and_the_log_names_the_option(start):
    emulator = start("--ephemeral")
    answer = route(emulator, "SQS-PurgeQueue", QueueUrl="http://sqs/1/q")()
    assert (answer.status_code, answer.json()) == (500, {"message": "Internal Server Error"})
    assert "--service-endpoint sqs=URL" in emulator.log.read_text()


@pytest.fixture
def queue(services):
    sqs = services.client("sqs")
    url = sqs.create_queue(QueueName="first-class")["QueueUrl"]
    yield url
    sqs.delete_queue(QueueUrl=url)


def test_a_message_is_sent_received_and_deleted(gateway, services, queue):
    send = route(
        gateway,
        "SQS-SendMessage",
        QueueUrl="$request.header.queueUrl",
        MessageBody="$request.body.message",
        MessageAttributes="$request.body.attributes",
    )
    attributes = {"kind": {"DataType": "String", "StringValue": "new"}}
    answer = send(json={"message": "ä & b", "attributes": attributes}, headers={"queueUrl": queue})
    assert (answer.status_code, "<SendMessageResponse" in answer.text) == (200, True)
    receive = route(gateway, "SQS-ReceiveMessage", QueueUrl=queue, MessageAttributeNames="All", VisibilityTimeout="0")
    assert "ä &amp; b" in receive().content.decode() and "kind" in receive().text
    [message] = services.client("sqs").receive_message(QueueUrl=queue, VisibilityTimeout=30)["Messages"]
    delete = route(gateway, "SQS-DeleteMessage", QueueUrl=queue, ReceiptHandle="$request.body")
    assert delete(data=message["ReceiptHandle"]).status_code == 200
    counted = services.client("sqs").get_queue_attributes(QueueUrl=queue, AttributeNames=["All"])["Attributes"]
    assert (counted["ApproximateNumberOfMessages"], counted["ApproximateNumberOfMessagesNotVisible"]) == ("0", "0")


def test_a_queue_is_purged(gateway, services, queue):
    services.client("sqs").send_message(QueueUrl=queue, MessageBody="old")
    assert route(gateway, "SQS-PurgeQueue", QueueUrl=queue)().status_code == 200
    assert "Messages" not in services.client("sqs").receive_message(QueueUrl=queue)


def test_an_event_reaches_its_rule(gateway, services, queue):
    events = services.client("events")
    events.put_rule(Name="first-class", EventPattern=json.dumps({"source": ["shop"]}))
    target = {"Id": "1", "Arn": "arn:aws:sqs:us-east-1:123456789012:first-class"}
    events.put_targets(Rule="first-class", Targets=[target])
    put = route(
        gateway,
        "EventBridge-PutEvents",
        Detail="$request.body.detail",
        DetailType="$request.body.type",
        Source="shop",
        Time="2026-01-02T03:04:05Z",
        Resources="$request.body.resources",
    )
    answer = put(json={"detail": {"id": 7}, "type": "order", "resources": ["arn:aws:a"]})
    assert (answer.status_code, answer.json()["FailedEntryCount"]) == (200, 0)
    [message] = services.client("sqs").receive_message(QueueUrl=queue)["Messages"]
    event = json.loads(message["Body"])
    assert (event["detail"], event["detail-type"], event["resources"]) == ({"id": 7}, "order", ["arn:aws:a"])
    assert event["time"] == "2026-01-02T03:04:05Z"


def test_a_record_reaches_its_stream(gateway, services):
    kinesis = services.client("kinesis")
    kinesis.create_stream(StreamName="first-class", ShardCount=1)
    put = route(gateway, "Kinesis-PutRecord", StreamName="first-class", Data="$request.body", PartitionKey="$request.header.key")
    answer = put(data="hello", headers={"key": "k1"})
    assert answer.status_code == 200, answer.text
    iterator = kinesis.get_shard_iterator(
        StreamName="first-class", ShardId=answer.json()["ShardId"], ShardIteratorType="TRIM_HORIZON"
    )
    [record] = kinesis.get_records(ShardIterator=iterator["ShardIterator"])["Records"]
    assert (record["Data"], record["PartitionKey"]) == (b"hello", "k1")


def test_a_configuration_is_got(gateway, services):
    appconfig = services.client("appconfig")
    application = appconfig.create_application(Name="shop")["Id"]
    profile = appconfig.create_configuration_profile(ApplicationId=application, Name="feature flags", LocationUri="hosted")["Id"]
    appconfig.create_hosted_configuration_version(
        ApplicationId=application, ConfigurationProfileId=profile, Content=b'{"dark": true}', ContentType="application/json"
    )
    named = {"Application": "shop", "Environment": "beta", "ClientId": "$context.requestId"}
    missing = route(gateway, "AppConfig-GetConfiguration", Configuration="colours", **named)()
    assert "ResourceNotFoundException" in missing.text
    get = route(
        gateway,
        "AppConfig-GetConfiguration",
        Configuration="feature flags",
        ClientConfigurationVersion="$request.header.version",
        **named,
    )
    answer = get(headers={"version": "0"})
    assert (answer.status_code, answer.json(), answer.headers["configuration-version"]) == (200, {"dark": True}, "1")
    assert get(headers={"version": "1"}).content == b"", "the client has it"


def test_an_execution_is_waited_for(gateway, services):
    states = services.client("stepfunctions")
    definition = {"StartAt": "Add", "States": {"Add": {"Type": "Pass", "Result": 2, "ResultPath": "$.b", "End": True}}}
    made = states.create_state_machine(name="express", type="EXPRESS", definition=json.dumps(definition), roleArn=ROLE)
    call = route(gateway, "StepFunctions-StartSyncExecution", StateMachineArn=made["stateMachineArn"], Input="$request.body")
    answer = call(json={"a": 1}).json()
    assert (answer["status"], json.loads(answer["output"])) == ("SUCCEEDED", {"a": 1, "b": 2})
    missing = route(gateway, "StepFunctions-StartSyncExecution", StateMachineArn=made["stateMachineArn"] + "0", Input="{}")()
    assert (missing.status_code, "StateMachineDoesNotExist" in missing.text) == (400, True)


@pytest.fixture
def stand_in():
    """Shows what a service is sent."""
    headers = {"content-type": "application/json", "configuration-version": "3"}
    with HttpBackend(b'{"output": "1"}', headers=headers) as running:
        yield running


def test_a_configuration_is_asked_for_by_its_names(start, stand_in):
    """AppConfig API reference, GetConfiguration: its syntax."""
    emulator = start("--ephemeral", "--service-endpoint", f"appconfig={stand_in.url}")
    get = route(
        emulator,
        "AppConfig-GetConfiguration",
        Application="shop",
        Environment="$request.header.environment",
        Configuration="feature flags",
        ClientId="$context.requestId",
        ClientConfigurationVersion="$request.querystring.version",
    )
    refused = get(headers={"environment": "beta"})
    assert (refused.status_code, stand_in.seen) == (400, []), "a parameter has no value"
    answer = get(headers={"environment": "beta"}, params={"version": "2"})
    assert (answer.status_code, answer.json(), answer.headers["configuration-version"]) == (200, {"output": "1"}, "3")
    [seen] = stand_in.seen
    assert seen["method"] == "GET"
    assert seen["target"].startswith("/applications/shop/environments/beta/configurations/feature%20flags?client_id=")
    assert seen["target"].endswith("&client_configuration_version=2")
    assert "/us-east-1/appconfig/aws4_request" in seen["headers"]["authorization"]


def test_an_execution_that_is_waited_for_is_asked_of_the_region_that_is_named(start, stand_in):
    """Step Functions API reference, StartSyncExecution."""
    emulator = start("--ephemeral", "--service-endpoint", f"states={stand_in.url}")
    machine = "arn:aws:states:us-east-1:123456789012:stateMachine:express"
    call = route(emulator, "StepFunctions-StartSyncExecution", StateMachineArn=machine, Input="$request.body", Region="eu-west-1")
    assert call(json={"a": 1}).json() == {"output": "1"}
    [seen] = stand_in.seen
    headers = seen["headers"]
    assert (seen["method"], seen["target"], headers["x-amz-target"]) == ("POST", "/", "AWSStepFunctions.StartSyncExecution")
    assert json.loads(seen["body"]) == {"stateMachineArn": machine, "input": json.dumps({"a": 1})}
    assert "/eu-west-1/states/aws4_request" in headers["authorization"]


def test_an_execution_is_started_and_stopped(gateway, services):
    states = services.client("stepfunctions")
    definition = json.dumps({"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}})
    machine = states.create_state_machine(name="first-class", definition=definition, roleArn=ROLE)["stateMachineArn"]
    start = route(gateway, "StepFunctions-StartExecution", StateMachineArn=machine, Input="$request.body")
    execution = start(json={"a": 1}).json()["executionArn"]
    assert json.loads(states.describe_execution(executionArn=execution)["input"]) == {"a": 1}
    stop = route(gateway, "StepFunctions-StopExecution", ExecutionArn="$request.body.arn", Cause="enough")
    assert stop(json={"arn": execution}).status_code == 200
    assert states.describe_execution(executionArn=execution)["status"] == "ABORTED"
    missing = stop(json={"arn": execution + "0"})
    assert (missing.status_code, "ExecutionDoesNotExist" in missing.text) == (400, True)
