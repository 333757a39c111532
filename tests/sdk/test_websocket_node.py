"""WebSocket APIs with the client that most Node.js programs use, `ws`; `make test` installs it into tests/sdk/node."""

import json
import subprocess
import threading
from pathlib import Path

import pytest
import requests
from websocket_apis import WebSocketApi

NODE = Path(__file__).parent / "node"
CHAT = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:chat/invocations"


class Client:
    """`ws` in a process of its own."""

    def __init__(self, address, **options):
        self.process = subprocess.Popen(
            ["node", str(NODE / "client.js"), address, json.dumps(options)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )

    def do(self, *action):
        self.process.stdin.write(json.dumps(action) + "\n")
        self.process.stdin.flush()

    def told(self):
        """What happened next."""
        watch = threading.Timer(30, self.process.kill)
        watch.start()
        line = self.process.stdout.readline()
        watch.cancel()
        assert line, "nothing happened in time"
        return json.loads(line)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()


@pytest.fixture(scope="module")
def mocks(emulator):
    """An API whose $connect looks at the subprotocol, whose default route is a mock, and whose function says what it got."""
    client = emulator.client("apigatewayv2")
    api_id = client.create_api(Name="mocks", ProtocolType="WEBSOCKET", RouteSelectionExpression="$request.body.action")["ApiId"]

    def mock(request, answer):
        integration = client.create_integration(
            ApiId=api_id, IntegrationType="MOCK", TemplateSelectionExpression="\\$default", RequestTemplates={"$default": request}
        )["IntegrationId"]
        client.create_integration_response(
            ApiId=api_id, IntegrationId=integration, IntegrationResponseKey="$default",
            TemplateSelectionExpression="\\$default", ResponseTemplates={"$default": answer},
        )
        return integration

    def route(key, integration, **members):
        route_id = client.create_route(ApiId=api_id, RouteKey=key, Target=f"integrations/{integration}", **members)["RouteId"]
        if members:
            client.create_route_response(ApiId=api_id, RouteId=route_id, RouteResponseKey="$default")

    refuse = '#if($input.params("Sec-WebSocket-Protocol") == "wrong"){"statusCode": 403}#else{"statusCode": 200}#end'
    route("$connect", mock(refuse, ""))
    answers = {"RouteResponseSelectionExpression": "$default"}
    route("$default", mock('{"statusCode": 200}', '{"route": "$context.routeKey"}'), **answers)
    function = client.create_integration(ApiId=api_id, IntegrationType="AWS_PROXY", IntegrationUri=CHAT)["IntegrationId"]
    route("say", function, **answers)
    client.create_stage(ApiId=api_id, StageName="dev", DeploymentId=client.create_deployment(ApiId=api_id)["DeploymentId"])
    return f"ws://127.0.0.1:{emulator.port}/_aws/execute-api/{api_id}/dev"


@pytest.fixture
def client(mocks):
    with Client(mocks) as connected:
        assert connected.told() == {"extensions": None}, "compression is not negotiated"
        assert connected.told() == {"open": ""}
        yield connected


def test_whom_connect_refuses_gets_its_status(mocks):
    with Client(mocks, protocols=["wrong"]) as client:
        assert client.told() == {"refused": 403}


def test_the_subprotocol_that_connect_chose_is_told(recorder):
    """Developer guide, "Setting up a $connect route that requires a WebSocket subprotocol"."""
    api = WebSocketApi(recorder)
    api.route("$connect", api.function())
    with Client(api.deploy().address("/dev?protocol=v2"), protocols=["v1", "v2"]) as client:
        assert [client.told(), client.told()] == [{"extensions": None}, {"open": "v2"}]


def test_an_idle_client_is_closed_after_ten_minutes(recorder):
    """Developer guide, quotas; AWS logs 1001 "Going away"."""
    api = WebSocketApi(recorder, account="690000000003")
    api.two_way("$default", api.mock())
    clock = lambda change, **members: requests.post(
        f"{recorder.url}/_emulator/clock/{change}", json={"account": api.account} | members, timeout=10
    )
    assert clock("freeze").ok
    with Client(api.deploy().address()) as client:
        assert [client.told(), client.told()] == [{"extensions": None}, {"open": ""}]
        assert clock("advance", seconds=599).ok
        client.do("send", "x")
        assert client.told() == {"message": "mocked", "binary": False}
        assert clock("advance", seconds=601).ok
        assert client.told() == {"close": 1001, "reason": "Going away"}


def said(answer):
    """The text that the function got."""
    return json.loads(json.loads(answer["message"])["received"])["text"]


def test_a_message_is_answered_as_text(client):
    client.do("send", "no JSON")
    assert client.told() == {"message": '{"route": "$default"}', "binary": False}
    client.do("send", json.dumps({"action": "say", "text": "hello"}))
    assert said(client.told()) == "hello"


def test_messages_may_come_in_fragments(client):
    client.do("fragments", ['{"action": "sa', 'y", "te', 'xt": "in parts"}'])
    assert said(client.told()) == "in parts"


def test_messages_are_answered_in_order(client):
    for number in range(100):
        client.do("send", json.dumps({"action": "say", "text": number}))
    assert [said(client.told()) for _ in range(100)] == list(range(100))


def test_pings_are_answered(client):
    client.do("ping", "are you there?")
    assert client.told() == {"pong": "are you there?"}


@pytest.mark.parametrize(
    ("action", "code", "reason"),
    [
        # Developer guide, "Binary media types for WebSocket APIs": "disconnects the client with code 1003".
        (("binary", "gID/"), 1003, ""),
        # Developer guide, quotas: a larger frame closes with 1009.
        (("repeat", "a", 32 * 1024 + 1), 1009, "Max frame length of 32768 has been exceeded."),
        (("close", 4001, "done here"), 4001, "done here"),
        (("close",), 1005, ""),
    ],
)
def test_closes_have_their_codes(client, action, code, reason):
    client.do(*action)
    told = client.told()
    assert (told["close"], told["reason"]) == (code, reason)
