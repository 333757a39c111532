"""WebSocket APIs: connect, route, answer, push from another process, close; with the `websockets` client and the CLI."""

import asyncio
import json

import pytest
import websockets
from botocore.exceptions import ClientError

CHAT = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:chat/invocations"


@pytest.fixture(scope="module")
def chat(emulator):
    """A deployed API with $connect, $disconnect, $default and sendMessage, the last with a route response."""
    client = emulator.client("apigatewayv2")
    api_id = client.create_api(Name="chat", ProtocolType="WEBSOCKET", RouteSelectionExpression="$request.body.action")["ApiId"]
    integration = client.create_integration(ApiId=api_id, IntegrationType="AWS_PROXY", IntegrationUri=CHAT)["IntegrationId"]
    for key in ("$connect", "$disconnect", "sendMessage"):
        answers = {"RouteResponseSelectionExpression": "$default"} if key == "sendMessage" else {}
        route = client.create_route(ApiId=api_id, RouteKey=key, Target=f"integrations/{integration}", **answers)["RouteId"]
        if answers:
            client.create_route_response(ApiId=api_id, RouteId=route, RouteResponseKey="$default")
    deployment = client.create_deployment(ApiId=api_id)["DeploymentId"]
    client.create_stage(ApiId=api_id, StageName="dev", DeploymentId=deployment)
    return api_id


def address(emulator, api_id):
    return f"ws://127.0.0.1:{emulator.port}/_aws/execute-api/{api_id}/dev"


async def reply(socket, message, seconds=20):
    await socket.send(message if isinstance(message, str) else json.dumps(message))
    return json.loads(await asyncio.wait_for(socket.recv(), seconds))


async def connection_id(socket):
    """What a client learns of its own id: the error frame of a message that no route takes."""
    return (await reply(socket, "not json"))["connectionId"]


def test_a_route_response_comes_back(emulator, chat):
    async def story():
        async with websockets.connect(address(emulator, chat)) as socket:
            answer = await reply(socket, {"action": "sendMessage", "data": "hello"})
            assert answer["route"] == "sendMessage"
            assert json.loads(answer["received"]) == {"action": "sendMessage", "data": "hello"}

    asyncio.run(story())


def test_a_message_that_no_route_takes_is_forbidden_and_the_connection_stays(emulator, chat):
    """As clients see it: {"message": "Forbidden", "connectionId": …, "requestId": …}, connection kept."""

    async def story():
        async with websockets.connect(address(emulator, chat)) as socket:
            refused = await reply(socket, {"action": "nobody"})
            assert refused["message"] == "Forbidden"
            assert set(refused) == {"message", "connectionId", "requestId"}
            assert (await reply(socket, {"action": "sendMessage"}))["route"] == "sendMessage"

    asyncio.run(story())


def test_the_cli_posts_to_gets_and_deletes_a_connection(emulator, chat):
    async def story():
        async with websockets.connect(address(emulator, chat)) as socket:
            connection = await connection_id(socket)
            cli = lambda *arguments: asyncio.to_thread(emulator.aws, "apigatewaymanagementapi", *arguments)
            await cli("post-to-connection", "--connection-id", connection, "--data", "hi")
            assert await asyncio.wait_for(socket.recv(), 20) in ("hi", b"hi")
            known = json.loads(await cli("get-connection", "--connection-id", connection, "--output", "json"))
            assert {"ConnectedAt", "LastActiveAt", "Identity"} <= set(known)
            assert known["Identity"]["SourceIp"] == "127.0.0.1"
            await cli("delete-connection", "--connection-id", connection)
            with pytest.raises(websockets.ConnectionClosed):
                await asyncio.wait_for(socket.recv(), 20)
            gone = await asyncio.to_thread(
                emulator.aws, "apigatewaymanagementapi", "post-to-connection",
                "--connection-id", connection, "--data", "hi", check=False,
            )
            assert gone.returncode != 0 and "GoneException" in gone.stderr

    asyncio.run(story())


def test_posting_to_a_closed_connection_is_gone(emulator, chat):
    async def closed():
        async with websockets.connect(address(emulator, chat)) as socket:
            return await connection_id(socket)

    connection = asyncio.run(closed())
    client = emulator.client("apigatewaymanagementapi")
    with pytest.raises(ClientError) as refusal:
        client.post_to_connection(ConnectionId=connection, Data=b"x")
    assert refusal.value.response["ResponseMetadata"]["HTTPStatusCode"] == 410
    assert refusal.value.response["Error"]["Code"] == "GoneException"


def test_an_id_that_cannot_be_a_connections_is_a_bad_request(emulator):
    client = emulator.client("apigatewaymanagementapi")
    with pytest.raises(ClientError) as refusal:
        client.get_connection(ConnectionId="no-id")
    assert refusal.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400
    assert refusal.value.response["Error"]["Code"] == "BadRequestException"


def test_an_unknown_stage_is_refused_before_the_upgrade(emulator, chat):
    async def story():
        with pytest.raises(websockets.InvalidStatus) as refusal:
            async with websockets.connect(f"ws://127.0.0.1:{emulator.port}/_aws/execute-api/{chat}/nowhere"):
                pass
        assert refusal.value.response.status_code == 403

    asyncio.run(story())


def test_a_stop_closes_connections_as_going_away_and_runs_disconnect(start, tmp_path):
    folder = tmp_path / "chat"
    folder.mkdir()
    (folder / "app.py").write_text(
        "def handler(event, context):\n    print('saw', event['requestContext']['eventType'])\n    return {'statusCode': 200}\n"
    )
    emulator = start("--ephemeral", "--function", f"chat={folder}:app.handler")
    client = emulator.client("apigatewayv2")
    api_id = client.create_api(Name="plain", ProtocolType="WEBSOCKET", RouteSelectionExpression="$request.body.action")["ApiId"]
    integration = client.create_integration(ApiId=api_id, IntegrationType="AWS_PROXY", IntegrationUri=CHAT)["IntegrationId"]
    client.create_route(ApiId=api_id, RouteKey="$disconnect", Target=f"integrations/{integration}")
    client.create_stage(ApiId=api_id, StageName="dev", DeploymentId=client.create_deployment(ApiId=api_id)["DeploymentId"])

    async def story():
        async with websockets.connect(address(emulator, api_id)) as socket:
            stopped = asyncio.create_task(asyncio.to_thread(emulator.stop))
            with pytest.raises(websockets.ConnectionClosed) as closed:
                await asyncio.wait_for(socket.recv(), 20)
            assert closed.value.rcvd.code == 1001
            assert await stopped == 0

    asyncio.run(story())
    assert "saw DISCONNECT" in emulator.log.read_text()
