"""HTTP as it arrives on the socket: odd but legal requests are answered, broken ones refused, and nobody waits for ever."""

import json
import signal
import socket
import subprocess
import time

import pytest
from rest import LAMBDA_URI, function_arn, lambda_api

CHAT = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:chat/invocations"


@pytest.fixture(scope="module")
def echo(emulator):
    """The path of a REST method that answers with its event."""
    api_id = lambda_api(emulator.client("apigateway"), "/echo", "echo")
    return f"/_aws/execute-api/{api_id}/prod/echo"


def exchange(emulator, sent, until=b"\r\n\r\n", seconds=10):
    """Sends bytes and reads until the answer has `until`, or the connection ends."""
    with socket.create_connection(("127.0.0.1", emulator.port), timeout=seconds) as connection:
        connection.sendall(sent)
        received = b""
        while until not in received:
            more = connection.recv(65536)
            if not more:
                break
            received += more
        return received


def post(path, body, headers=""):
    return f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n{headers}\r\n{body}".encode()


# RFC 9112, section 2.2: a server ignores an empty line before a request.
def test_an_empty_line_after_a_body_does_not_hold_the_answer_back(emulator, echo):
    assert exchange(emulator, post(echo, "hi") + b"\r\n").startswith(b"HTTP/1.1 200")


def test_the_beginning_of_the_next_request_does_not_hold_the_answer_back(emulator, echo):
    assert exchange(emulator, post(echo, "hi") + b"GET / HT").startswith(b"HTTP/1.1 200")


def test_two_requests_in_one_segment_get_two_answers(emulator, echo):
    received = exchange(emulator, post(echo, "one") + post(echo, "two"), until=b'"two"')
    assert received.count(b"HTTP/1.1 200") == 2


@pytest.mark.parametrize("broken", [b"nonsense\r\n\r\n", b"GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"])
def test_a_broken_request_is_told_so(emulator, broken):
    assert exchange(emulator, broken).startswith(b"HTTP/1.1 400")


def test_too_many_headers_are_told_so(emulator, echo):
    headers = "".join(f"X-H{number}: 1\r\n" for number in range(200))
    assert exchange(emulator, post(echo, "", headers)).startswith(b"HTTP/1.1 431")


def test_messages_in_the_segment_of_the_handshake_are_answered_in_order(emulator):
    """RFC 6455, section 4.1, has a client wait for the answer; one that does not must not lose what it says."""
    client = emulator.client("apigatewayv2")
    api_id = client.create_api(Name="eager", ProtocolType="WEBSOCKET", RouteSelectionExpression="$request.body.action")["ApiId"]
    echoes = LAMBDA_URI.format(function_arn("echo"))
    integration = client.create_integration(ApiId=api_id, IntegrationType="AWS_PROXY", IntegrationUri=echoes)["IntegrationId"]
    route = client.create_route(
        ApiId=api_id, RouteKey="$default", Target=f"integrations/{integration}", RouteResponseSelectionExpression="$default"
    )["RouteId"]
    client.create_route_response(ApiId=api_id, RouteId=route, RouteResponseKey="$default")
    client.create_stage(ApiId=api_id, StageName="dev", DeploymentId=client.create_deployment(ApiId=api_id)["DeploymentId"])
    handshake = (
        f"GET /_aws/execute-api/{api_id}/dev HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    texts = b"first" + b"x" * 3000, b"second" + b"y" * 3000
    masked_frames = [b"\x81\xfe" + len(text).to_bytes(2, "big") + bytes(4) + text for text in texts]
    received = exchange(emulator, handshake.encode() + b"".join(masked_frames), until=texts[1])
    assert received.startswith(b"HTTP/1.1 101")
    assert 0 < received.find(texts[0]) < received.find(texts[1]), received


# Developer guide, "Output from a Lambda function": header names reach a function as the client wrote them.
@pytest.mark.parametrize("length", [1, 40_000, 200_000])
def test_header_names_are_as_sent_whatever_the_length_of_the_body(emulator, echo, length):
    received = exchange(emulator, post(echo, "x" * length, "X-MyHeader: 1\r\n"), until=b'isBase64Encoded": false}')
    assert b'"X-MyHeader": "1"' in received


# RFC 9110, section 7.6.1: `Connection` is a list of options in any case; RFC 9112, section 9.6: after one of `close` a server closes. That
# AWS says keep-alive where nothing ends was recorded (test_invocation_trace_id).
@pytest.mark.parametrize("options", ["close, x-thing", "x-thing, Close", "x-thing\r\nConnection: close"])
def test_a_connection_that_one_of_several_options_ends_is_not_said_to_stay(emulator, echo, options):
    received = exchange(emulator, post(echo, "hi", f"Connection: {options}\r\n"), until=b"no such end")
    head, _, _ = received.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200") and b"keep-alive" not in head.lower()
    stays = exchange(emulator, post(echo, "hi", "Connection: x-thing, x-close\r\n"))
    assert b"\r\nconnection: keep-alive\r\n" in stays.lower()


def test_head_over_http2_is_answered_without_a_body(emulator, echo):
    done = subprocess.run(
        ["curl", "-sS", "--http2-prior-knowledge", "-I", f"{emulator.url}{echo}"], capture_output=True, text=True, timeout=30
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("HTTP/2 200")


# Browsers send host names in lower case, and RFC 9110, section 4.2.3, makes them equal in any.
def test_the_case_of_a_host_does_not_matter(emulator):
    api_id = lambda_api(emulator.client("apigateway"), "/orders", "orders")
    answer = emulator.by_host(api_id, "/prod/orders", headers={"Host": f"{api_id.upper()}.Execute-API.LocalHost"})
    assert answer.json() == {"orderId": "42", "status": "shipped"}


def test_a_half_sent_request_does_not_hold_a_stop_back(start):
    emulator = start("--ephemeral")
    with socket.create_connection(("127.0.0.1", emulator.port)) as connection:
        connection.sendall(b"GET /resta")
        time.sleep(0.2)
        before = time.monotonic()
        emulator.process.send_signal(signal.SIGTERM)
        assert emulator.process.wait(10) == 0
        assert time.monotonic() - before < 5


def test_a_request_in_flight_ends_before_the_process_does(start):
    from conftest import sample_functions

    emulator = start("--ephemeral", *sample_functions())
    api_id = lambda_api(emulator.client("apigateway"), "/slow", "slow")
    path = f"/_aws/execute-api/{api_id}/prod/slow"
    exchange(emulator, f"GET {path}?seconds=0 HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    with socket.create_connection(("127.0.0.1", emulator.port), timeout=20) as connection:
        connection.sendall(f"GET {path}?seconds=2 HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        time.sleep(0.5)
        emulator.process.send_signal(signal.SIGTERM)
        received = connection.recv(65536)
    assert received.startswith(b"HTTP/1.1 200")
    assert json.loads(received.split(b"\r\n\r\n", 1)[1]) == {"slept": 2.0}
    assert emulator.process.wait(20) == 0


def test_connections_are_kept_from_other_accounts_and_regions(emulator):
    """README: accounts and regions do not see each other."""
    import asyncio

    import websockets
    from botocore.exceptions import ClientError

    client = emulator.client("apigatewayv2")
    api_id = client.create_api(Name="private", ProtocolType="WEBSOCKET", RouteSelectionExpression="$request.body.action")["ApiId"]
    integration = client.create_integration(ApiId=api_id, IntegrationType="AWS_PROXY", IntegrationUri=CHAT)["IntegrationId"]
    client.create_route(ApiId=api_id, RouteKey="$connect", Target=f"integrations/{integration}")
    client.create_stage(ApiId=api_id, StageName="dev", DeploymentId=client.create_deployment(ApiId=api_id)["DeploymentId"])

    async def story():
        async with websockets.connect(f"ws://127.0.0.1:{emulator.port}/_aws/execute-api/{api_id}/dev") as connected:
            await connected.send("no route takes this")
            connection = json.loads(await asyncio.wait_for(connected.recv(), 10))["connectionId"]
            mine = emulator.client("apigatewaymanagementapi")
            await asyncio.to_thread(mine.get_connection, ConnectionId=connection)
            for other, code in ((emulator.client("apigatewaymanagementapi", account="111122223333"), "AccessDeniedException"),
                                (emulator.client("apigatewaymanagementapi", region="eu-west-1"), "GoneException")):
                with pytest.raises(ClientError) as refusal:
                    await asyncio.to_thread(other.get_connection, ConnectionId=connection)
                assert refusal.value.response["Error"]["Code"] == code

    asyncio.run(story())
