"""`@connections` on every form of address (developer guide, "Use @connections commands in your backend service"). Who may call it is in
test_websocket_access.py, and custom domain names with it."""

import json
import socket

import pytest
from conftest import refused
from websocket_apis import SECONDS, WebSocketApi, ask, closed
from websockets.sync.client import connect

UNKNOWN = "L0SM9cOFvHcCIhw="
FORBIDDEN = (403, "ForbiddenException", "Forbidden")
# Where the commands are found: a Host, if it takes one, and the path before `/@connections`. The first is AWS's own; those without an
# API are for clients that are given nothing but the emulator's address, those without a stage for SDKs that cut it off.
FORMS = [
    ("{api}.execute-api.localhost", "/dev"),
    ("{api}.execute-api.us-east-1.amazonaws.com", "/dev"),
    ("{api}.execute-api.localhost", ""),
    (None, "/_aws/execute-api/{api}/dev"),
    (None, "/_aws/execute-api/{api}"),
    (None, "/restapis/{api}/dev/_user_request_"),
    (None, "/dev"),
    (None, ""),
]


@pytest.fixture(scope="module")
def chat(recorder):
    """An API that tells clients the id of their connection, in two stages."""
    api = WebSocketApi(recorder)
    api.two_way("$default", api.mock("$context.connectionId"))
    return api.deploy().deploy("test")


@pytest.fixture
def client(chat):
    with chat.connect() as client:
        yield client


def at(emulator, host, path):
    """The commands at an address."""
    calls = emulator.client("apigatewaymanagementapi", endpoint=emulator.url + path)
    if host:
        calls.meta.events.register("before-send", lambda request, **_: request.headers.__setitem__("Host", host))
    return calls


@pytest.mark.parametrize("host, path", FORMS)
def test_all_commands_are_found(recorder, chat, client, host, path):
    connection = {"ConnectionId": ask(client, "who am I?")}
    calls = at(recorder, host and host.format(api=chat.id), path.format(api=chat.id))
    calls.post_to_connection(**connection, Data=b"pushed")
    assert client.recv(timeout=SECONDS) == "pushed"
    known = calls.get_connection(**connection)
    assert known["Identity"]["SourceIp"] == "127.0.0.1" and known["Identity"]["UserAgent"].startswith("Python/")
    assert known["ConnectedAt"] <= known["LastActiveAt"]
    calls.delete_connection(**connection)
    assert closed(client)[0] == 1000
    for gone in (calls.get_connection, calls.delete_connection):
        assert refused(gone, **connection)[:2] == (410, "GoneException")


@pytest.mark.parametrize("host, path", FORMS)
def test_a_connection_that_there_is_not_is_gone(recorder, chat, host, path):
    """botocore's model: GoneException, 410; an id that cannot be one is a bad request, as callers of SDKs saw it."""
    calls = at(recorder, host and host.format(api=chat.id), path.format(api=chat.id))
    assert refused(calls.post_to_connection, ConnectionId=UNKNOWN, Data=b"x")[:2] == (410, "GoneException")
    assert refused(calls.get_connection, ConnectionId="nonsense")[:2] == (400, "BadRequestException")


def test_the_path_may_be_encoded(recorder, chat, client):
    """The guide: "You need to URL-encode the command", /prod/%40connections/R0oXAdfD0kwCH6w%3D."""
    connection = ask(client, "who am I?").replace("=", "%3D")
    answer = recorder.by_host(chat.id, f"/dev/%40connections/{connection}", method="POST", data="hello world")
    assert (answer.status_code, client.recv(timeout=SECONDS)) == (200, "hello world")


def test_another_stage_or_api_does_not_reach_a_connection(recorder, chat, client):
    connection = {"ConnectionId": ask(client, "who am I?")}
    other = WebSocketApi(recorder)
    other.two_way("$default", other.mock())
    other.deploy()
    for api, stage in ((chat.id, "test"), (other.id, "dev")):
        for host, path in ((f"{api}.execute-api.localhost", f"/{stage}"), (None, f"/_aws/execute-api/{api}/{stage}")):
            calls = at(recorder, host, path)
            for call in (calls.get_connection, calls.delete_connection):
                assert refused(call, **connection)[:2] == (410, "GoneException"), path
            assert refused(calls.post_to_connection, **connection, Data=b"x")[:2] == (410, "GoneException"), path
    assert ask(client, "still here") == connection["ConnectionId"]


@pytest.mark.parametrize("host, path", [FORMS[0], FORMS[3], FORMS[5]])
def test_a_stage_or_an_api_that_there_is_not_is_forbidden(recorder, chat, client, host, path):
    """As callers of AWS saw it, whose SDK left out the stage: 403 {"message":"Forbidden"}, ForbiddenException (aws-sdk-php issue 1955,
    aws-sdk-js-v3 issue 1830)."""
    connection = {"ConnectionId": ask(client, "who am I?")}
    for api, stage in ((chat.id, "nowhere"), ("abcdefghij", "dev")):
        calls = at(recorder, host and host.format(api=api), path.format(api=api).replace("dev", stage))
        for call in (calls.get_connection, calls.delete_connection):
            assert refused(call, **connection) == FORBIDDEN, (api, stage)
        assert refused(calls.post_to_connection, **connection, Data=b"x") == FORBIDDEN
    assert ask(client, "still here") == connection["ConnectionId"]


def test_a_disabled_endpoint_is_disabled_for_callbacks_too(recorder):
    """As a caller of AWS saw it, who had to call by the custom domain name: 403 {"message":"Forbidden"} (aws/aws-sdk-net issue 1860)."""
    api = WebSocketApi(recorder, DisableExecuteApiEndpoint=True)
    api.two_way("$default", api.mock("$context.connectionId"))
    api.deploy()
    name = f"{api.id}.example.com"
    api.client.create_domain_name(DomainName=name, DomainNameConfigurations=[{
        "CertificateArn": "arn:aws:acm:us-east-1:000000000000:certificate/c", "EndpointType": "REGIONAL"}])  # fmt: skip
    api.client.create_api_mapping(DomainName=name, ApiId=api.id, Stage="dev")
    assert api.refusal() == (403, "Forbidden")
    with connect(f"ws://{name}/", sock=socket.create_connection(("127.0.0.1", recorder.port))) as client:
        connection = {"ConnectionId": ask(client, "who am I?")}
        for host, path in FORMS[:6]:
            calls = at(recorder, host and host.format(api=api.id), path.format(api=api.id))
            assert refused(calls.post_to_connection, **connection, Data=b"x") == FORBIDDEN, (host, path)
            for call in (calls.get_connection, calls.delete_connection):
                assert refused(call, **connection) == FORBIDDEN, (host, path)
        at(recorder, name, "").post_to_connection(**connection, Data=b"pushed")
        assert client.recv(timeout=SECONDS) == "pushed"


def test_what_is_posted_arrives_as_text_in_its_order(recorder, client):
    calls, connection = at(recorder, None, ""), ask(client, "who am I?")
    for number in range(20):
        calls.post_to_connection(ConnectionId=connection, Data=json.dumps({"number": number}))
    assert [json.loads(client.recv(timeout=SECONDS))["number"] for _ in range(20)] == list(range(20))

