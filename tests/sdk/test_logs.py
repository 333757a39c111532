"""The emulator's own log: one line a request, JSON unless standard error is a terminal."""

import asyncio
import json
import os
import pty
import re
import subprocess

import pytest
import requests
import websockets
from conftest import binary, refused
from rest import lambda_api
from websocket_apis import WebSocketApi

FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function"


@pytest.fixture
def lines(eventually):
    """The lines about requests, once there is one that has all of this."""

    def lines(emulator, **wanted):
        def look():
            return [line for line in emulator.logged() if line.get("target") == "request" and wanted.items() <= line.items()]

        return eventually(look)

    return lines


def test_a_request_is_one_line(emulator, lines):
    api_id = lambda_api(emulator.client("apigateway"), "/orders/{id}", "orders")
    answer = emulator.by_host(api_id, "/prod/orders/7?token=secret")
    line, = lines(emulator, requestId=answer.headers["x-amzn-RequestId"])
    assert line.pop("milliseconds") > 0
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", line.pop("timestamp"))
    assert line == {
        "level": "INFO", "message": "GET /prod/orders/7 200", "target": "request", "method": "GET", "path": "/prod/orders/7",
        "status": 200, "api": api_id, "stage": "prod", "requestId": answer.headers["x-amzn-RequestId"]}


def test_a_refused_request_tells_the_type_of_its_error(emulator, lines):
    api_id = lambda_api(emulator.client("apigateway"), "/orders", "orders")
    answer = emulator.by_host(api_id, "/prod/nothing")
    line, = lines(emulator, requestId=answer.headers["x-amzn-RequestId"])
    assert (line["status"], line["error"]) == (403, "MissingAuthenticationTokenException")
    emulator.by_host(api_id, "/nowhere/orders")
    line, = lines(emulator, api=api_id, path="/nowhere/orders")
    assert (line["status"], "stage" in line) == (403, False)


def test_an_http_request_has_the_id_of_its_answer(emulator, lines):
    api_id = emulator.client("apigatewayv2").create_api(
        Name="a", ProtocolType="HTTP", RouteKey="GET /orders", Target=f"{FUNCTION}:orders")["ApiId"]
    answer = emulator.by_host(api_id, "/nothing")
    line, = lines(emulator, requestId=answer.headers["apigw-requestid"])
    assert (line["message"], line["api"], line["stage"]) == ("GET /nothing 404", api_id, "$default")


def test_an_operation_is_told_by_name_account_and_region(emulator, lines):
    client = emulator.client("apigateway", account="111122223333", region="eu-west-1")
    request_id = client.get_rest_apis()["ResponseMetadata"]["RequestId"]
    line, = lines(emulator, requestId=request_id)
    assert (line["message"], line["operation"]) == ("GetRestApis 200", "GetRestApis")
    assert (line["account"], line["region"], line["path"]) == ("111122223333", "eu-west-1", "/restapis")
    refused(client.get_rest_api, restApiId="nothing123")
    line, = lines(emulator, operation="GetRestApi", account="111122223333")
    assert (line["status"], line["error"]) == (404, "NotFoundException")


def test_a_connection_its_messages_and_its_end_are_told(emulator, lines):
    client = emulator.client("apigatewayv2")
    api_id = client.create_api(Name="chat", ProtocolType="WEBSOCKET", RouteSelectionExpression="$request.body.action")["ApiId"]
    chat = client.create_integration(
        ApiId=api_id, IntegrationType="AWS_PROXY",
        IntegrationUri=f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{FUNCTION}:chat/invocations")
    client.create_route(ApiId=api_id, RouteKey="sendMessage", Target=f"integrations/{chat['IntegrationId']}",
                        RouteResponseSelectionExpression="$default")
    client.create_stage(ApiId=api_id, StageName="dev", DeploymentId=client.create_deployment(ApiId=api_id)["DeploymentId"])

    async def story():
        async with websockets.connect(f"ws://127.0.0.1:{emulator.port}/_aws/execute-api/{api_id}/dev") as socket:
            await socket.send('{"action": "nobody"}')
            return json.loads(await socket.recv())

    frame = asyncio.run(story())
    told, = lines(emulator, requestId=frame["requestId"])
    assert (told["message"], told["api"], told["stage"]) == ("MESSAGE (no route) 403", api_id, "dev")
    connect, = lines(emulator, api=api_id, status=101)
    end, = lines(emulator, api=api_id, code=1000)
    assert connect["connectionId"] == told["connectionId"] == end["connectionId"] == frame["connectionId"]


@pytest.mark.parametrize("address, stage", [("/dev", "dev"), ("", None)])
def test_a_callback_at_a_disabled_endpoint_tells_its_api(emulator, lines, address, stage):
    api = WebSocketApi(emulator, DisableExecuteApiEndpoint=True)
    api.two_way("$default", api.mock())
    api.deploy()
    emulator.by_host(api.id, f"{address}/@connections/R0oXAdfD0kwCH6w%3D", method="DELETE")
    line, = lines(emulator, api=api.id)
    assert (line["method"], line["status"], line.get("stage")) == ("DELETE", 403, stage)


def test_who_waits_for_the_emulator_is_not_told(emulator, lines):
    requests.get(emulator.url + "/_emulator/health", timeout=10)
    request_id = emulator.client("apigateway").get_account()["ResponseMetadata"]["RequestId"]
    lines(emulator, requestId=request_id)
    # Other tests change things there, which is told.
    assert '"GET /_emulator/' not in emulator.log.read_text()


@pytest.mark.parametrize("level", ["warn", "info,request=off"])
def test_a_filter_takes_the_lines_away(start, level):
    emulator = start("--ephemeral", "--log", level)
    emulator.client("apigateway").get_account()
    assert emulator.stop() == 0
    assert '"request"' not in emulator.log.read_text()


def test_lines_are_human_where_that_is_asked_for(start, eventually):
    emulator = start("--ephemeral", "--log-format", "human")
    emulator.client("apigateway").get_account()
    line = eventually(lambda: [line for line in emulator.log.read_text().splitlines() if " request: " in line])[0]
    assert re.fullmatch(r"\S+Z  INFO request: GetAccount 200 \d+\.\d{3} ms account=000000000000 region=us-east-1 requestId=\S+", line)
    # No colours in a file.
    assert "\x1b" not in emulator.log.read_text()


def test_lines_are_human_on_a_terminal():
    ours, theirs = pty.openpty()
    with subprocess.Popen([binary(), "--ephemeral", "--port", "0"], stdout=subprocess.PIPE, stderr=theirs, text=True,
                          env={"PATH": os.environ["PATH"], "DEBUG": "nonsense"}) as process:
        assert process.stdout.readline().startswith("listening on ")
        written = os.read(ours, 4096).decode()
        process.terminate()
    assert "has no effect: only 1 and true mean anything here" in written
    assert not written.lstrip().startswith("{")


def test_an_error_is_logged_once(start, tmp_path, lines):
    """Where it ends: the request that fails tells why, and its function does not tell it again."""
    folder = tmp_path / "ends"
    folder.mkdir()
    (folder / "app.py").write_text("import os\ndef handler(event, context): os._exit(3)")
    emulator = start("--ephemeral", "--function", f"ends={folder}:app.handler")
    api_id = lambda_api(emulator.client("apigateway"), "/orders", "ends")
    answer = emulator.by_host(api_id, "/prod/orders")
    assert answer.status_code == 502
    lines(emulator, requestId=answer.headers["x-amzn-RequestId"], status=502)
    warnings = [line["message"] for line in emulator.logged() if line["level"] in ("WARN", "ERROR")]
    assert len(warnings) == 1 and "Runtime exited with error: exit status 3" in warnings[0], warnings
