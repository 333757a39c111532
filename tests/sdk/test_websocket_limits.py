"""How much a client of a WebSocket API may send and be sent (developer guide, "Quotas for configuring and running a WebSocket API" and
"Protecting your WebSocket API"). How long it may stay, and be idle, is in test_clock.py."""

import pytest
import requests
from backends import HttpBackend
from conftest import refused
from websocket_apis import WebSocketApi, ask, closed, failed, told

FRAME, MESSAGE = 32 * 1024, 128 * 1024
TOO_MANY = "Too Many Requests"
# A token in more than a day, so that a bucket has only what it begins with.
HARDLY = 0.00001


@pytest.fixture(scope="module")
def chat(recorder):
    """An API whose function answers every message."""
    api = WebSocketApi(recorder)
    api.two_way("$default", api.function())
    return api.deploy()


@pytest.fixture
def client(chat):
    with chat.connect() as client:
        yield client


def management(emulator, account="000000000000"):
    return emulator.client("apigatewaymanagementapi", account=account)


# Frames and messages


@pytest.mark.parametrize(
    "message, code, reason",
    [
        # "If a larger message (or larger frame size) is received, the connection is closed with code 1009"; the reason as clients of
        # AWS see it.
        ("a" * (FRAME + 1), 1009, "Max frame length of 32768 has been exceeded."),
        (["a" * FRAME] * 4 + ["a"], 1009, ""),
        # "Working with binary media types for WebSocket APIs": "disconnects the client with code 1003".
        (b"\x00", 1003, ""),
        ([b"\x00", b"\x01"], 1003, ""),
    ],
    ids=["frame", "message", "binary", "binary in fragments"],
)
def test_what_is_too_much_ends_the_connection_and_reaches_no_function(recorder, chat, message, code, reason):
    before = recorder.events(chat.id)
    with chat.connect() as client:
        assert closed(client, message) == (code, reason)
    assert recorder.events(chat.id) == before


def test_a_message_of_128_kb_in_frames_of_32_kb_is_taken(recorder, chat, client):
    """"A message larger than 32 KB must be split into multiple frames, each 32 KB or smaller"."""
    client.send(["a" * FRAME] * 4)
    client.recv(timeout=20)
    assert len(recorder.events(chat.id, "MESSAGE")[-1]["body"]) == MESSAGE


def test_an_answer_over_128_kb_is_an_error_and_the_connection_kept(recorder):
    """The quota of a message is for both directions; what AWS tells the client was not found."""
    api = WebSocketApi(recorder)
    with HttpBackend(b"a" * (MESSAGE + 1)) as too_long, HttpBackend(b"a" * MESSAGE) as longest:
        for key, backend in (("$default", too_long), ("longest", longest)):
            proxy = api.integration("HTTP_PROXY", IntegrationMethod="POST", IntegrationUri=backend.url)
            api.two_way(key, proxy)
        with api.deploy().connect() as client:
            assert failed(client, "x") == "Internal server error"
            assert ask(client, {"action": "longest"}) == "a" * MESSAGE


def test_a_post_over_128_kb_is_refused(recorder, client):
    """botocore's model of PostToConnection: PayloadTooLargeException, 413."""
    post, connection = management(recorder).post_to_connection, told(client, "who am I?")["connection"]
    assert refused(post, ConnectionId=connection, Data=b"a" * (MESSAGE + 1))[:2] == (413, "PayloadTooLargeException")
    post(ConnectionId=connection, Data=b"a" * MESSAGE)
    assert client.recv(timeout=20) == "a" * MESSAGE


def test_what_waits_for_a_slow_client_is_bounded(recorder, chat):
    """botocore's model: LimitExceededException, "or the WebSocket client side buffer is full"."""
    with chat.connect(max_queue=1, close_timeout=0.1) as client:
        connection = told(client, "who am I?")["connection"]
        calls = management(recorder)

        def post_for_ever():
            for _ in range(400):
                calls.post_to_connection(ConnectionId=connection, Data=b"a" * MESSAGE)

        assert refused(post_for_ever)[:2] == (429, "LimitExceededException")
        listed = requests.get(f"{recorder.url}/_emulator/connections", timeout=10).json()["connections"]
        assert [one["waitingBytes"] <= 1024 * 1024 for one in listed if one["connectionId"] == connection] == [True]
        assert client.recv(timeout=20) == "a" * MESSAGE, "what was taken arrives once it is read"
        calls.delete_connection(ConnectionId=connection)


# Throttling


def test_messages_over_a_routes_limit_are_refused_and_the_connection_kept(recorder):
    """"Clients may receive 429 Too Many Requests error responses"; `routeSettings` of the guide's command."""
    api = WebSocketApi(recorder, account="690000000001")
    for key in ("$default", "free"):
        api.two_way(key, api.mock())
    api.deploy(RouteSettings={"$default": {"ThrottlingBurstLimit": 2, "ThrottlingRateLimit": 1}})
    clock = lambda change, **members: requests.post(
        f"{recorder.url}/_emulator/clock/{change}", json={"account": api.account} | members, timeout=10
    )
    assert clock("freeze").ok
    with api.connect() as client:
        assert [ask(client, "x"), ask(client, "x"), failed(client, "x")] == ["mocked", "mocked", TOO_MANY]
        assert ask(client, {"action": "free"}) == "mocked", "another route has its own limit"
        api.redeploy()
        assert failed(client, "x") == TOO_MANY, "a redeploy gives no new tokens"
        assert clock("advance", seconds=1).ok
        assert [ask(client, "x"), failed(client, "x")] == ["mocked", TOO_MANY]


def test_a_throttled_message_reaches_no_function(recorder):
    api = WebSocketApi(recorder)
    api.two_way("$default", api.function())
    api.deploy(DefaultRouteSettings={"ThrottlingBurstLimit": 1, "ThrottlingRateLimit": HARDLY})
    with api.connect() as client:
        assert told(client, "x")["route"] == "$default"
        assert failed(client, "x") == TOO_MANY
    assert len(recorder.events(api.id)) == 1


def test_connections_over_the_stages_limit_are_refused(recorder):
    """"You should consider setting up a $connect integration if: you want to throttle connections" ("Managing connected users …")."""
    api = WebSocketApi(recorder)
    api.route("$connect", api.function())
    api.deploy(DefaultRouteSettings={"ThrottlingBurstLimit": 1, "ThrottlingRateLimit": HARDLY})
    with api.connect():
        assert api.refusal() == (429, TOO_MANY)
    assert len(recorder.events(api.id, "CONNECT")) == 1


def test_connections_over_the_accounts_limit_are_refused_and_messages_are_not(start):
    """"New connections per second per account (across all WebSocket APIs) per Region"."""
    emulator = start("--ephemeral", "--connection-throttle", f"{HARDLY}:2")
    apis = [WebSocketApi(emulator), WebSocketApi(emulator)]
    for api in apis:
        api.two_way("$default", api.mock())
        api.deploy()
    with apis[0].connect() as client, apis[1].connect():
        for api in apis:
            assert api.refusal() == (429, TOO_MANY)
        assert ask(client, "x") == "mocked"
    elsewhere = WebSocketApi(emulator, account="690000000002")
    elsewhere.two_way("$default", elsewhere.mock())
    with elsewhere.deploy().connect() as client:
        assert ask(client, "x") == "mocked"


def test_messages_and_callbacks_share_the_accounts_limit(start):
    """"Throttle quota per account, per Region across HTTP APIs, REST APIs, WebSocket APIs, and WebSocket callback APIs"."""
    emulator = start("--ephemeral", "--account-throttle", f"{HARDLY}:3")
    api = WebSocketApi(emulator)
    api.two_way("$default", api.mock("$context.connectionId"))
    with api.deploy().connect() as client:
        connection = ask(client, "x")
        calls = management(emulator)
        calls.post_to_connection(ConnectionId=connection, Data=b"one")
        assert refused(calls.post_to_connection, ConnectionId=connection, Data=b"two")[:2] == (429, "LimitExceededException")
        assert refused(calls.delete_connection, ConnectionId=connection)[:2] == (429, "LimitExceededException")
        assert client.recv(timeout=20) == "one"
        assert failed(client, "x") == TOO_MANY
        assert api.refusal() == (429, TOO_MANY)
