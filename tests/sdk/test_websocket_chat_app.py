"""The chat application of the developer guide: a Python function, moto's DynamoDB, and clients that talk to each other."""

import asyncio
import json
import os
import sys
from pathlib import Path

import pytest
import websockets
from conftest import Emulator

FOLDER = Path(__file__).parent / "chat_app"
CHAT = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:chat-app/invocations"
GONE = "L0SM9cOFvHcCIhw="


@pytest.fixture(scope="module")
def chat(services, tmp_path_factory):
    """The application's address, and its table."""
    table = services.client("dynamodb").create_table(
        TableName="chat-connections",
        KeySchema=[{"AttributeName": "connectionId", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "connectionId", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )["TableDescription"]["TableName"]
    environment = {
        # The Python of these tests has boto3.
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "AWS_ENDPOINT_URL_DYNAMODB": services.url,
        "CONNECTIONS_TABLE": table,
    }
    log = tmp_path_factory.mktemp("chat") / "log"
    emulator = Emulator("--ephemeral", "--function", f"chat-app={FOLDER}:app.handler", environment=environment, log=log)
    client = emulator.client("apigatewayv2")
    api_id = client.create_api(Name="chat", ProtocolType="WEBSOCKET", RouteSelectionExpression="$request.body.action")["ApiId"]
    integration = client.create_integration(ApiId=api_id, IntegrationType="AWS_PROXY", IntegrationUri=CHAT)["IntegrationId"]
    for key in ("$connect", "$disconnect", "$default", "sendmessage"):
        client.create_route(ApiId=api_id, RouteKey=key, Target=f"integrations/{integration}")
    client.create_stage(ApiId=api_id, StageName="production", DeploymentId=client.create_deployment(ApiId=api_id)["DeploymentId"])
    yield f"ws://127.0.0.1:{emulator.port}/_aws/execute-api/{api_id}/production"
    assert emulator.stop() == 0, log.read_text()
    services.client("dynamodb").delete_table(TableName=table)


@pytest.fixture
def connected(services):
    """Who stands in the table."""
    return lambda: {
        item["connectionId"]["S"] for item in services.client("dynamodb").scan(TableName="chat-connections")["Items"]
    }


def connect(address):
    return websockets.connect(address, open_timeout=30)


async def receive(socket):
    return await asyncio.wait_for(socket.recv(), 30)


def test_clients_talk_to_each_other_and_leave(chat, connected, eventually):
    async def story():
        async with connect(chat) as ann, connect(chat) as bob, connect(chat) as cid:
            assert len(connected()) == 3
            await ann.send(json.dumps({"action": "sendmessage", "message": "hello, everyone!"}))
            assert await receive(bob) == "hello, everyone!"
            assert await receive(cid) == "hello, everyone!"
            await bob.send("test")
            hint = await receive(bob)
            assert hint.startswith("Use the sendmessage route to send a message. Your info: ")
            assert json.loads(hint.split("Your info: ")[1])["connectionID"] in connected()
            # The sender got nothing in between.
            await cid.send(json.dumps({"action": "sendmessage", "message": "bye"}))
            assert await receive(ann) == "bye"

    asyncio.run(story())
    eventually(lambda: connected() == set(), seconds=30)


def test_a_connection_that_is_gone_is_pruned(chat, connected, services, eventually):
    """As the guide's code does: a post is answered 410 `GoneException`, and the connection leaves the table."""

    async def story():
        async with connect(chat) as ann, connect(chat) as bob:
            services.client("dynamodb").put_item(TableName="chat-connections", Item={"connectionId": {"S": GONE}})
            await ann.send(json.dumps({"action": "sendmessage", "message": "who is there?"}))
            assert await receive(bob) == "who is there?"
            await asyncio.to_thread(eventually, lambda: GONE not in connected())
            assert len(connected()) == 2

    asyncio.run(story())
    eventually(lambda: connected() == set(), seconds=30)
