"""A WebSocket connection's life: how it begins, that its messages keep their order and other connections their peace, and what its end
tells."""

import json
import socket

import pytest
import requests
from websocket_apis import SECONDS, WebSocketApi, ask, closed, failed, say, told


@pytest.fixture(scope="module")
def chat(recorder):
    """An API whose routes have functions behind them, but for two that are broken."""
    api = WebSocketApi(recorder)
    function = api.function()
    for key in ("$connect", "$disconnect"):
        api.route(key, function)
    api.two_way("$default", function)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nowhere = f"http://127.0.0.1:{free.getsockname()[1]}/"
    api.two_way("broken", api.integration("HTTP_PROXY", IntegrationMethod="POST", IntegrationUri=nowhere))
    api.two_way("missing", api.function("nobody"))
    return api.deploy()


@pytest.fixture
def client(chat):
    with chat.connect() as client:
        yield client


# How it begins


@pytest.mark.parametrize("status", [301, 401, 403, 501])
def test_a_client_that_connect_does_not_want_gets_its_status(chat, status):
    """Measured on AWS with wscat (notes of a user, "websocket"): ?status=301 is refused with 301."""
    assert chat.refusal(f"/dev?status={status}") == (status, None)


def test_the_subprotocol_that_connect_chose_is_told(chat):
    """Developer guide, "Setting up a $connect route that requires a WebSocket subprotocol"; its function refuses others with 400."""
    assert chat.refusal("/dev?status=400", subprotocols=["chat1"])[0] == 400
    with chat.connect("/dev?protocol=myprotocol", subprotocols=["chat1", "myprotocol"]) as client:
        assert client.subprotocol == "myprotocol"


def test_a_path_below_the_stage_is_forbidden(recorder, chat):
    """R. Anderson, "Converting path parameters to query string parameters for API Gateway websocket APIs": 403."""
    before = recorder.events(chat.id, "CONNECT")
    assert chat.refusal("/dev/room") == (403, "Forbidden")
    assert recorder.events(chat.id, "CONNECT") == before


def test_plain_http_is_told_to_upgrade(recorder, chat):
    """serverless-offline runs its tests against AWS too: 426."""
    before = recorder.events(chat.id, "CONNECT")
    answer = recorder.by_host(chat.id, "/dev")
    assert (answer.status_code, answer.headers["Upgrade"]) == (426, "websocket")
    assert recorder.events(chat.id, "CONNECT") == before


# Its messages


def test_a_message_may_come_in_fragments(client):
    """RFC 6455, 5.4."""
    client.send(['{"num', "ber", '": 7}'])
    assert json.loads(client.recv(timeout=SECONDS))["number"] == 7


def test_messages_are_answered_in_the_order_in_which_they_came(client):
    say(client, {"number": 1, "sleep": 0.2})
    for number in range(2, 20):
        say(client, {"number": number})
    assert [json.loads(client.recv(timeout=SECONDS))["number"] for _ in range(1, 20)] == list(range(1, 20))


def test_a_slow_function_holds_up_only_its_own_connection(chat, client):
    with chat.connect() as other:
        say(client, {"number": 1, "sleep": 0.5})
        assert told(other, {"number": 2})["number"] == 2
        assert client.ping().wait(SECONDS)
        with pytest.raises(TimeoutError):
            client.recv(timeout=0)
        assert json.loads(client.recv(timeout=SECONDS))["number"] == 1


def test_what_is_posted_goes_out_while_a_message_is_worked_on(recorder, client):
    """A function may post to the connection whose message it works on ("Use @connections commands in your backend service")."""
    connection = told(client, "who am I?")["connection"]
    say(client, {"number": 1, "sleep": 0.5})
    recorder.client("apigatewaymanagementapi").post_to_connection(ConnectionId=connection, Data=b"working on it")
    assert client.recv(timeout=SECONDS) == "working on it"
    assert json.loads(client.recv(timeout=SECONDS))["number"] == 1


@pytest.mark.parametrize("action", ["broken", "missing"])
def test_a_broken_integration_fails_its_messages_and_nothing_else(chat, client, action):
    """As clients of AWS see it: {"message": "Internal server error", "connectionId": …, "requestId": …}, connection kept."""
    with chat.connect() as other:
        for number in range(3):
            assert failed(client, {"action": action}) == "Internal server error"
            assert told(client, {"number": number})["number"] == told(other, {"number": number})["number"] == number


def test_a_redeploy_leaves_clients_connected_and_their_messages_take_the_new_routes(recorder):
    """"Each stage is a snapshot of the API", and a connection lasts two hours ("Deploy a WebSocket API", quotas)."""
    api = WebSocketApi(recorder)
    connect = api.route("$connect", api.mock())
    default = api.two_way("$default", api.mock("old"))
    with api.deploy().connect() as client:
        assert ask(client, "x") == "old"
        new, refusing = api.mock("new $context.connectionId"), api.mock(request='{"statusCode": 403}')
        for route, integration in ((default, new), (connect, refusing)):
            api.client.update_route(ApiId=api.id, RouteId=route, Target=f"integrations/{integration}")
        assert ask(client, "x") == "old", "it is not deployed"
        api.redeploy()
        connection = ask(client, "x").removeprefix("new ")
        assert api.refusal()[0] == 403
        recorder.client("apigatewaymanagementapi").post_to_connection(ConnectionId=connection, Data=b"still here")
        assert client.recv(timeout=SECONDS) == "still here"


# How it ends


def close_without_a_code(client):
    with client.send_context():
        client.protocol.send_close()


@pytest.mark.parametrize(
    "leave, code, reason",
    [
        (lambda client: client.close(4000, "enough"), 4000, "enough"),
        # Logged on AWS: "Managing connected users and client apps", the input of the $disconnect route.
        (close_without_a_code, 1005, "Client-side close frame status not set"),
        # RFC 6455, 7.4.1: no close frame.
        (lambda client: client.socket.shutdown(socket.SHUT_RDWR), 1006, ""),
    ],
)
def test_disconnect_is_told_how_the_client_left(recorder, chat, eventually, leave, code, reason):
    with chat.connect() as client:
        connection = told(client, "who am I?")["connection"]
        leave(client)
    event = eventually(lambda: disconnected(recorder, chat, connection))[0]
    assert event["requestContext"]["disconnectStatusCode"] == code
    assert event["requestContext"]["disconnectReason"] == reason
    assert event["requestContext"]["routeKey"] == "$disconnect"
    assert set(event["headers"]) == {"Host", "X-Forwarded-For", "x-api-key", "x-restapi"} and "body" not in event


def test_disconnect_is_told_that_the_backend_ended_it(recorder, chat, eventually):
    """The event that AWS logs: boto3 issue 3789."""
    with chat.connect() as client:
        connection = told(client, "who am I?")["connection"]
        recorder.client("apigatewaymanagementapi").delete_connection(ConnectionId=connection)
        assert closed(client)[0] == 1000
    context = eventually(lambda: disconnected(recorder, chat, connection))[0]["requestContext"]
    assert (context["disconnectStatusCode"], context["disconnectReason"]) == (1000, "Connection Closed Normally")


def test_disconnect_runs_once_and_for_those_alone_who_were_connected(recorder, chat, eventually):
    """"The $disconnect route is executed after the connection is closed"."""
    before = len(recorder.events(chat.id, "DISCONNECT"))
    assert chat.refusal("/dev?status=403")[0] == 403
    for _ in range(3):
        with chat.connect():
            pass
    eventually(lambda: len(recorder.events(chat.id, "DISCONNECT")) == before + 3)
    open_ones = requests.get(f"{recorder.url}/_emulator/connections", timeout=10).json()["connections"]
    assert [one for one in open_ones if one["apiId"] == chat.id] == []


def disconnected(recorder, api, connection):
    events = recorder.events(api.id, "DISCONNECT")
    return [event for event in events if event["requestContext"]["connectionId"] == connection]
