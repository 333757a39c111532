"""WebSocket APIs in front of AWS services, without a function between: connections are kept in a table, messages published."""

import asyncio
import json

import pytest
import websockets

ROLE = "arn:aws:iam::123456789012:role/apigateway"


@pytest.fixture
def chat(gateway, services):
    """An API whose $connect and $disconnect write to a table, and whose default route publishes; gives its address."""
    client = gateway.client("apigatewayv2")
    services.client("dynamodb").create_table(
        TableName="connections",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    topic = services.client("sns").create_topic(Name="chat")["TopicArn"]
    api_id = client.create_api(Name="chat", ProtocolType="WEBSOCKET", RouteSelectionExpression="$request.body.action")["ApiId"]

    def route(key, target, template=None, **members):
        integration = client.create_integration(
            ApiId=api_id,
            IntegrationType="AWS",
            IntegrationMethod="POST",
            IntegrationUri=f"arn:aws:apigateway:us-east-1:{target}",
            CredentialsArn=ROLE,
            RequestTemplates={"$default": template} if template else {},
            TemplateSelectionExpression="\\$default",
            **members,
        )["IntegrationId"]
        answers = {"RouteResponseSelectionExpression": "$default"} if key == "$default" else {}
        made = client.create_route(ApiId=api_id, RouteKey=key, Target=f"integrations/{integration}", **answers)
        if answers:
            client.create_route_response(ApiId=api_id, RouteId=made["RouteId"], RouteResponseKey="$default")

    item = '{"TableName": "connections", "%s": {"id": {"S": "$context.connectionId"}}}'
    route("$connect", "dynamodb:action/PutItem", item % "Item")
    route("$disconnect", "dynamodb:action/DeleteItem", item % "Key")
    route(
        "$default",
        "sns:action/Publish",
        RequestParameters={
            "integration.request.querystring.TopicArn": f"'{topic}'",
            "integration.request.querystring.Message": "route.request.body.text",
        },
    )
    deployment = client.create_deployment(ApiId=api_id)["DeploymentId"]
    client.create_stage(ApiId=api_id, StageName="dev", DeploymentId=deployment)
    yield f"ws://127.0.0.1:{gateway.port}/_aws/execute-api/{api_id}/dev"
    services.client("dynamodb").delete_table(TableName="connections")


def connections(services):
    return services.client("dynamodb").scan(TableName="connections")["Items"]


def test_connections_are_kept_and_messages_published(chat, services, eventually):
    """The answer to a message is that of SNS in JSON, as AWS's serverless pattern apigw-websocket-api-sns shows it."""

    async def story():
        async with websockets.connect(chat) as socket:
            assert len(connections(services)) == 1
            await socket.send(json.dumps({"action": "say", "text": "hello"}))
            answer = json.loads(await asyncio.wait_for(socket.recv(), 20))
            assert list(answer["PublishResponse"]["PublishResult"]) == ["MessageId", "SequenceNumber"]

    asyncio.run(story())
    eventually(lambda: connections(services) == [])


def test_a_client_that_cannot_be_kept_is_refused(chat, services):
    """Developer guide, "Manage connected users and client apps": a status other than 2xx of $connect refuses."""
    services.client("dynamodb").delete_table(TableName="connections")

    async def story():
        with pytest.raises(websockets.exceptions.InvalidStatus) as refused:
            await websockets.connect(chat)
        assert refused.value.response.status_code == 400

    asyncio.run(story())
    services.client("dynamodb").create_table(
        TableName="connections",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
