"""REST APIs in front of AWS services: each call goes through the public port, and its effect is read back from the service.

The integrations are those of localstack's tests that were validated against AWS (test_apigateway_dynamodb, _sqs, _kinesis,
_stepfunctions, _eventbridge, _s3, _ssm), of the developer guide's tutorials, and of AWS's articles on SNS."""

import base64
import gzip
import json
import socket
import xml.etree.ElementTree as ET

import pytest
from conftest import Emulator
from rest import api, resource

ROLE = "arn:aws:iam::123456789012:role/apigateway"
FORM = {"integration.request.header.Content-Type": "'application/x-www-form-urlencoded'"}


def deploy(emulator, target, path="/call", verb="POST", responses=None, api_options=None, method_options=None, **integration):
    """A deployed API with one method that calls `target`; gives a function that calls the method."""
    client = emulator.client("apigateway")
    api_id, root_id = api(client, **(api_options or {}))
    where = {"restApiId": api_id, "resourceId": resource(client, api_id, root_id, path), "httpMethod": verb}
    client.put_method(**where, authorizationType="NONE", **(method_options or {}))
    uri = f"arn:aws:apigateway:us-east-1:{target}"
    integration = {"integrationHttpMethod": "POST", "credentials": ROLE} | integration
    client.put_integration(**where, type="AWS", uri=uri, **integration)
    for status, response in (responses or {"200": {}}).items():
        headers = {name: False for name in response.get("responseParameters", {})}
        client.put_method_response(**where, statusCode=status, responseParameters=headers)
        client.put_integration_response(**where, statusCode=status, **response)
    client.create_deployment(restApiId=api_id, stageName="prod")

    def call(at=path, method=verb, **options):
        return emulator.by_host(api_id, "/prod" + at, method=method, **options)

    return call


# Refusals first.


def test_an_integration_without_a_role_is_refused(gateway):
    """terraform-provider-aws issue 7916."""
    client = gateway.client("apigateway")
    with pytest.raises(client.exceptions.BadRequestException) as refused:
        deploy(gateway, "dynamodb:action/PutItem", credentials="")
    assert refused.value.response["Error"]["Message"] == "Role ARN must be specified for AWS integrations"


def test_without_an_endpoint_the_call_fails_and_the_log_names_the_option(start):
    emulator = start("--ephemeral")
    answer = deploy(emulator, "dynamodb:action/PutItem")(data="{}")
    assert (answer.status_code, answer.json()) == (500, {"message": "Internal server error"})
    assert "--service-endpoint dynamodb=URL" in emulator.log.read_text()


def test_an_endpoint_that_is_down_is_a_network_error(start):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        emulator = start("--ephemeral", "--service-endpoint", f"sqs=http://127.0.0.1:{free.getsockname()[1]}")
        answer = deploy(emulator, "sqs:action/SendMessage")(data="{}")
    assert (answer.status_code, answer.json()) == (504, {"message": "Network error communicating with endpoint"})


def test_an_error_of_the_service_selects_a_response(gateway):
    """Developer guide, "Set up an integration response": the HTTP status is what the pattern is for."""
    failed = {"selectionPattern": "4\\d{2}", "responseTemplates": {"application/json": '{"why": $input.json("$.message")}'}}
    call = deploy(gateway, "dynamodb:action/PutItem", responses={"200": {}, "404": failed})
    answer = call(json={"TableName": "no-such-table", "Item": {"id": {"S": "1"}}})
    assert answer.status_code == 404
    assert "not found" in answer.json()["why"].lower()


@pytest.mark.parametrize("variable", ["AWS_ENDPOINT_URL_DYNAMODB", "AWS_ENDPOINT_URL"])
def test_the_environment_names_endpoints_too(start, services, variable):
    """AWS SDKs and tools reference guide, "Service-specific endpoints"."""
    emulator = start("--ephemeral", environment={variable: services.url})
    answer = deploy(emulator, "dynamodb:action/ListTables")(data="{}")
    assert (answer.status_code, "TableNames" in answer.json()) == (200, True)


def test_an_endpoint_that_is_no_address_ends_the_start(tmp_path):
    with pytest.raises(RuntimeError, match="AWS_ENDPOINT_URL_SQS=localhost"):
        Emulator("--ephemeral", environment={"AWS_ENDPOINT_URL_SQS": "localhost"}, log=tmp_path / "log")


# Every service of the list.


@pytest.fixture
def table(services):
    dynamodb = services.client("dynamodb")
    dynamodb.create_table(
        TableName="items",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    yield "items"
    dynamodb.delete_table(TableName="items")


def test_dynamodb_puts_an_item(gateway, services, table):
    template = json.dumps({"TableName": table, "Item": {"id": {"S": "$input.params('id')"}}})
    call = deploy(gateway, "dynamodb:action/PutItem", requestTemplates={"application/json": template})
    answer = call(params={"id": "test new"})
    assert (answer.status_code, answer.json(), answer.headers["content-type"]) == (200, {}, "application/json")
    assert services.client("dynamodb").scan(TableName=table)["Items"] == [{"id": {"S": "test new"}}]


def test_dynamodb_is_queried(gateway, services, table):
    services.client("dynamodb").put_item(TableName=table, Item={"id": {"S": "test 3"}})
    query = {
        "TableName": table,
        "KeyConditionExpression": "id = :id",
        "ExpressionAttributeValues": {":id": {"S": "$input.params('id')"}},
    }
    template = '#foreach($item in $input.path("$.Items"))$item.id.S;#end'
    call = deploy(
        gateway,
        "dynamodb:action/Query",
        responses={"200": {"responseTemplates": {"application/json": template}}},
        requestTemplates={"application/json": json.dumps(query)},
    )
    assert call(params={"id": "test 3"}).text == "test 3;"
    assert call(params={"id": "another"}).text == ""


@pytest.fixture
def queue(services):
    sqs = services.client("sqs")
    url = sqs.create_queue(QueueName="orders")["QueueUrl"]
    yield url
    sqs.delete_queue(QueueUrl=url)


def received(services, queue):
    messages = services.client("sqs").receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages", [])
    return [message["Body"] for message in messages]


def test_sqs_gets_a_message_by_path(gateway, services, queue):
    call = deploy(
        gateway,
        "sqs:path/123456789012/orders",
        requestParameters=FORM,
        requestTemplates={"application/json": "Action=SendMessage&MessageBody=$util.urlEncode($input.body)"},
        passthroughBehavior="NEVER",
        responses={"200": {"responseTemplates": {"application/json": '{"message": "great success!"}'}}},
    )
    assert call(json={"to": "a&b"}).json() == {"message": "great success!"}
    assert call(data="text", headers={"Content-Type": "text/plain"}).status_code == 415
    assert received(services, queue) == ['{"to": "a&b"}']


def test_sqs_gets_a_message_by_action(gateway, services, queue):
    call = deploy(
        gateway,
        "sqs:action/SendMessage",
        requestParameters={
            "integration.request.querystring.QueueUrl": f"'{queue}'",
            "integration.request.querystring.MessageBody": "method.request.body",
        },
    )
    answer = call(json={"a": "ä + b"})
    result = answer.json()["SendMessageResponse"]["SendMessageResult"]
    members = ["MD5OfMessageAttributes", "MD5OfMessageBody", "MD5OfMessageSystemAttributes", "MessageId", "SequenceNumber"]
    assert (answer.status_code, list(result), result["SequenceNumber"]) == (200, members, None)
    assert received(services, queue) == [json.dumps({"a": "ä + b"})]


def test_sqs_messages_are_received_in_json(gateway, services, queue):
    """Seen by callers of AWS: "messages" is null when the queue is empty."""
    call = deploy(
        gateway,
        "sqs:path/123456789012/orders",
        requestParameters=FORM,
        requestTemplates={"application/json": "Action=ReceiveMessage"},
    )
    assert call().json()["ReceiveMessageResponse"]["ReceiveMessageResult"] == {"messages": None}
    services.client("sqs").send_message(QueueUrl=queue, MessageBody="hello")
    [message] = call().json()["ReceiveMessageResponse"]["ReceiveMessageResult"]["messages"]
    assert (message["Body"], bool(message["ReceiptHandle"]), message["MessageAttributes"]) == ("hello", True, None)


def test_sqs_takes_its_json_protocol(gateway, services, queue):
    call = deploy(
        gateway,
        "sqs:path/123456789012/orders",
        requestParameters={
            "integration.request.header.Content-Type": "'application/x-amz-json-1.0'",
            "integration.request.header.X-Amz-Target": "'AmazonSQS.SendMessage'",
        },
        requestTemplates={"application/json": json.dumps({"QueueUrl": queue, "MessageBody": "hello"})},
    )
    assert "MessageId" in call(data="{}").json()
    assert received(services, queue) == ["hello"]


def test_sns_publishes(gateway, services, queue):
    sns = services.client("sns")
    topic = sns.create_topic(Name="news")["TopicArn"]
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint="arn:aws:sqs:us-east-1:123456789012:orders")
    call = deploy(
        gateway,
        "sns:action/Publish",
        requestParameters={
            "integration.request.querystring.TopicArn": f"'{topic}'",
            "integration.request.querystring.Message": "method.request.body.text",
            "integration.request.querystring.Subject": "method.request.querystring.subject",
        },
        method_options={"requestParameters": {"method.request.querystring.subject": False}},
    )
    answer = call(json={"text": "it rains"}, params={"subject": "weather"})
    assert (answer.status_code, list(answer.json()["PublishResponse"]["PublishResult"])) == (200, ["MessageId", "SequenceNumber"])
    [notification] = map(json.loads, received(services, queue))
    assert (notification["Message"], notification["Subject"]) == ("it rains", "weather")


def test_kinesis_puts_a_record(gateway, services):
    kinesis = services.client("kinesis")
    kinesis.create_stream(StreamName="clicks", ShardCount=1)
    template = '{"StreamName": "clicks", "Data": "$util.base64Encode($input.body)", "PartitionKey": "test"}'
    answer = deploy(gateway, "kinesis:action/PutRecord", requestTemplates={"application/json": template})(
        json={"kinesis": "snapshot"}
    )
    assert (answer.status_code, sorted(answer.json())[:2]) == (200, ["SequenceNumber", "ShardId"])
    shard = answer.json()["ShardId"]
    iterator = kinesis.get_shard_iterator(StreamName="clicks", ShardId=shard, ShardIteratorType="TRIM_HORIZON")
    [record] = kinesis.get_records(ShardIterator=iterator["ShardIterator"])["Records"]
    assert (record["Data"], record["PartitionKey"]) == (b'{"kinesis": "snapshot"}', "test")


def test_firehose_puts_a_record(gateway, services):
    """Data Firehose API reference, PutRecord; the stream delivers to a bucket."""
    services.client("s3").create_bucket(Bucket="delivered")
    destination = {"BucketARN": "arn:aws:s3:::delivered", "RoleARN": ROLE}
    services.client("firehose").create_delivery_stream(
        DeliveryStreamName="clicks", ExtendedS3DestinationConfiguration=destination)
    template = '{"DeliveryStreamName": "clicks", "Record": {"Data": "$util.base64Encode($input.body)"}}'
    answer = deploy(gateway, "firehose:action/PutRecord", requestTemplates={"application/json": template})(json={"a": 1})
    assert (answer.status_code, "RecordId" in answer.json()) == (200, True)
    bucket = services.client("s3")
    [delivered] = bucket.list_objects_v2(Bucket="delivered")["Contents"]
    assert bucket.get_object(Bucket="delivered", Key=delivered["Key"])["Body"].read() == b'{"a": 1}'


def test_a_user_pool_signs_a_user_up(gateway, services):
    """As integrations of many are set up for AWS: `cognito-idp:action/…` with nothing but a template."""
    pools = services.client("cognito-idp")
    pool = pools.create_user_pool(PoolName="shop")["UserPool"]["Id"]
    client_id = pools.create_user_pool_client(UserPoolId=pool, ClientName="web")["UserPoolClient"]["ClientId"]
    template = '{"ClientId": "%s", "Username": $input.json("$.name"), "Password": $input.json("$.password")}' % client_id
    answer = deploy(gateway, "cognito-idp:action/SignUp", requestTemplates={"application/json": template})(
        json={"name": "rex", "password": "Secret-123"})
    assert (answer.status_code, answer.json()["UserConfirmed"]) == (200, False)
    assert [user["Username"] for user in pools.list_users(UserPoolId=pool)["Users"]] == ["rex"]


def test_step_functions_start_an_execution(gateway, services):
    states = services.client("stepfunctions")
    definition = {"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}
    machine = states.create_state_machine(name="orders", definition=json.dumps(definition), roleArn=ROLE)["stateMachineArn"]
    template = '{"input": "$util.escapeJavaScript($input.json(\'$\'))", "stateMachineArn": "%s"}' % machine
    answer = deploy(gateway, "states:action/StartExecution", requestTemplates={"application/json": template})(
        json={"test": "test-value"}
    )
    assert (answer.status_code, sorted(answer.json())) == (200, ["executionArn", "startDate"])
    execution = states.describe_execution(executionArn=answer.json()["executionArn"])
    assert json.loads(execution["input"]) == {"test": "test-value"}


def test_eventbridge_puts_events(gateway, services, queue):
    """The template names the operation: API Gateway does not do it for EventBridge (test_apigateway_to_eventbridge)."""
    events = services.client("events")
    events.put_rule(Name="orders", EventPattern=json.dumps({"source": ["order"]}))
    events.put_targets(Rule="orders", Targets=[{"Id": "1", "Arn": "arn:aws:sqs:us-east-1:123456789012:orders"}])
    template = """
        #set($context.requestOverride.header.X-Amz-Target = "AWSEvents.PutEvents")
        #set($context.requestOverride.header.Content-Type = "application/x-amz-json-1.1")
        {"Entries": [{"Detail": "$util.escapeJavaScript($input.body)", "DetailType": "Test", "Source": "order"}]}"""
    answer = deploy(gateway, "events:action/PutEvents", requestTemplates={"application/json": template})(
        json={"data": "Order is created"}
    )
    assert (answer.status_code, answer.json()["FailedEntryCount"]) == (200, 0)
    [event] = map(json.loads, received(services, queue))
    assert (event["detail"], event["detail-type"]) == ({"data": "Order is created"}, "Test")


def test_systems_manager_gets_a_parameter(gateway, services):
    services.client("ssm").put_parameter(Name="param-test-123", Value="123", Type="String")
    call = deploy(
        gateway,
        "ssm:action/GetParameter",
        verb="GET",
        passthroughBehavior="WHEN_NO_TEMPLATES",
        requestParameters={"integration.request.querystring.Name": "method.request.querystring.name"},
        method_options={"requestParameters": {"method.request.querystring.name": False}},
        responses={"200": {}, "400": {"selectionPattern": "4.."}},
    )
    parameter = call(params={"name": "param-test-123"}).json()["GetParameterResponse"]["GetParameterResult"]["Parameter"]
    assert (parameter["Name"], parameter["Value"]) == ("param-test-123", "123")
    missing = call(params={"name": "missing"})
    assert (missing.status_code, missing.json()["Error"]["Code"]) == (400, "ParameterNotFound")


OBJECT = gzip.compress(b"compressed data, should be invalid UTF-8 string", mtime=0)


@pytest.fixture
def bucket(services):
    services.client("s3").create_bucket(Bucket="objects")
    return "objects"


@pytest.fixture
def objects(gateway, bucket):
    """A proxy of a bucket, with binary media types (developer guide, "Create a REST API as an Amazon S3 proxy")."""
    return deploy(
        gateway,
        f"s3:path/{bucket}/{{object_path}}",
        path="/{object_path+}",
        verb="ANY",
        integrationHttpMethod="ANY",
        requestParameters={
            "integration.request.path.object_path": "method.request.path.object_path",
            "integration.request.header.Content-Type": "method.request.header.Content-Type",
        },
        method_options={
            "requestParameters": {"method.request.path.object_path": True, "method.request.header.Content-Type": False}
        },
        api_options={"binaryMediaTypes": ["image/png"]},
        responses={
            "200": {"responseParameters": {"method.response.header.ETag": "integration.response.header.ETag"}},
            "404": {"selectionPattern": "404"},
        },
    )


def test_s3_puts_an_object_of_bytes(objects, services, bucket):
    answer = objects("/folder/a%20b.png", "PUT", data=OBJECT, headers={"Content-Type": "image/png"})
    assert (answer.status_code, answer.content) == (200, b"")
    stored = services.client("s3").get_object(Bucket=bucket, Key="folder/a b.png")
    assert (stored["Body"].read(), stored["ContentType"]) == (OBJECT, "image/png")


def test_s3_gets_an_object_of_bytes(objects, services, bucket):
    services.client("s3").put_object(Bucket=bucket, Key="binary", Body=OBJECT, ContentType="image/png")
    answer = objects("/binary", "GET", headers={"Accept": "image/png"})
    assert (answer.status_code, answer.content) == (200, OBJECT)
    assert answer.headers["etag"] == services.client("s3").head_object(Bucket=bucket, Key="binary")["ETag"]
    assert objects("/binary", "GET", headers={"Accept": "text/plain"}).content == base64.b64encode(OBJECT)


def test_s3_says_in_xml_what_is_not_there(objects):
    answer = objects("/missing", "GET")
    assert (answer.status_code, ET.fromstring(answer.content).findtext("Code")) == (404, "NoSuchKey")


def test_s3_is_called_by_a_buckets_own_host(gateway, services, bucket):
    services.client("s3").put_object(Bucket=bucket, Key="text", Body=b"hello")
    call = deploy(gateway, f"{bucket}.s3:path/text", verb="GET", integrationHttpMethod="GET")
    assert call().text == "hello"


def test_s3_takes_what_a_template_makes_with_another_method(gateway, services, bucket):
    """Recorded: test_apigateway_s3_method_mapping."""
    call = deploy(
        gateway,
        f"s3:path/{bucket}/test.json",
        verb="GET",
        integrationHttpMethod="PUT",
        requestParameters={"integration.request.header.Content-Type": "'application/json'"},
        requestTemplates={"application/json": '{"message": "great success!"}'},
    )
    assert call().status_code == 200
    stored = services.client("s3").get_object(Bucket=bucket, Key="test.json")
    assert json.loads(stored["Body"].read()) == {"message": "great success!"}
