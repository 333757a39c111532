"""Ten thousand requests at 200 connections through each integration type: no error, no task that stays, no memory either."""

import json
import re
import time
from pathlib import Path

import pytest
import requests
from conftest import Emulator
from event_stream import event
from load import Backend
from rest import LAMBDA_URI, MOCK, api, function_arn, method

CONNECTIONS, TIMES = 200, 50
RESULT = json.dumps({"statusCode": 200, "body": "a result"}).encode()
ROLE = "arn:aws:iam::000000000000:role/any"
FUNCTION = LAMBDA_URI.format(function_arn("stub"))
STREAMING = FUNCTION.replace("2015-03-31", "2021-11-15").replace("/invocations", "/response-streaming-invocations")
# What a function streams: metadata, the delimiter, and a body in two pieces (Lambda API reference, InvokeWithResponseStream).
PIECES = b'{"statusCode": 200}' + bytes(8), b"a re", b"sult"
STREAM = [event("PayloadChunk", piece) for piece in PIECES] + [event("InvokeComplete", b"{}")]


def http(kind, **options):
    return lambda url: {"type": kind, "integrationHttpMethod": "GET", "uri": f"{url}/pets"} | options


def aws(kind, uri, **options):
    return lambda url: {"type": kind, "integrationHttpMethod": "POST", "uri": uri} | options


INTEGRATIONS = {
    "MOCK": (lambda url: MOCK, b""),
    "HTTP": (http("HTTP"), RESULT),
    "HTTP_PROXY": (http("HTTP_PROXY"), RESULT),
    "VPC_LINK": (http("HTTP_PROXY", connectionType="VPC_LINK", connectionId="abc123"), RESULT),
    "AWS to Lambda": (aws("AWS", FUNCTION), RESULT),
    "AWS to Lambda, not waited for": (
        aws("AWS", FUNCTION, requestParameters={"integration.request.header.X-Amz-Invocation-Type": "'Event'"}),
        b"",
    ),
    "AWS_PROXY": (aws("AWS_PROXY", FUNCTION), b"a result"),
    "AWS_PROXY, streamed": (aws("AWS_PROXY", STREAMING, responseTransferMode="STREAM"), b"a result"),
    "HTTP_PROXY, streamed": (
        lambda url: http("HTTP_PROXY", responseTransferMode="STREAM")(url) | {"uri": f"{url}/stream"},
        b"".join(STREAM),
    ),
    "AWS to a service": (
        aws("AWS", "arn:aws:apigateway:us-east-1:dynamodb:action/ListTables", credentials=ROLE),
        RESULT,
    ),
}


@pytest.fixture(scope="module")
def backend():
    running = Backend(RESULT, STREAM)
    yield running
    running.close()


@pytest.fixture(scope="module")
def gateway(backend, tmp_path_factory):
    """An emulator whose functions, services and links are the backend."""
    stands_for = ("--function-endpoint", "stub="), ("--service-endpoint", "dynamodb="), ("--vpc-link", "abc123=")
    options = [part for option, name in stands_for for part in (option, name + backend.url)]
    log = tmp_path_factory.mktemp("gateway") / "log"
    running = Emulator("--ephemeral", "--account-throttle", "1000000:1000000", *options, log=log)
    yield running
    assert running.stop() == 0, log.read_text()


def deploy(gateway, integration):
    """An API whose root has the integration."""
    client = gateway.client("apigateway")
    api_id, root_id = api(client)
    where = {"restApiId": api_id, "resourceId": root_id, "httpMethod": "GET"}
    method(client, api_id, root_id, "GET", **integration)
    if not integration["type"].endswith("_PROXY"):
        client.put_method_response(**where, statusCode="200")
        client.put_integration_response(**where, statusCode="200")
    client.create_deployment(restApiId=api_id, stageName="prod")
    return api_id


def alive_tasks(gateway):
    text = requests.get(gateway.url + "/_emulator/metrics", timeout=30).text
    return int(re.search(r"^tokio_alive_tasks (\d+)$", text, re.MULTILINE)[1])


def resident_kilobytes(gateway):
    status = Path(f"/proc/{gateway.process.pid}/status").read_text()
    return int(re.search(r"^VmRSS:\s+(\d+) kB$", status, re.MULTILINE)[1])


def settled_tasks(gateway):
    """The tasks that stay once connections are closed; none while they are still ending."""
    first = alive_tasks(gateway)
    time.sleep(0.2)
    return first if alive_tasks(gateway) == first else None


@pytest.mark.parametrize("kind", INTEGRATIONS)
def test_ten_thousand_requests_leave_nothing_behind(gateway, backend, eventually, kind):
    """Every answer is checked; then there are no more tasks than before, and not a tenth more memory."""
    integration, expected = INTEGRATIONS[kind]
    api_id = deploy(gateway, integration(backend.url))
    host = f"{api_id}.execute-api.localhost:{gateway.port}"
    request = f"GET /prod HTTP/1.1\r\nHost: {host}\r\nAccept: application/json\r\n\r\n".encode()
    # Before it is measured, everything has been in use once: pools, buffers, what the allocator keeps.
    backend.load(gateway.port, request, expected, CONNECTIONS, TIMES // 2)
    tasks, memory = eventually(lambda: settled_tasks(gateway)), resident_kilobytes(gateway)
    backend.load(gateway.port, request, expected, CONNECTIONS, TIMES)
    eventually(lambda: alive_tasks(gateway) <= tasks)
    after = resident_kilobytes(gateway)
    assert after <= memory * 1.1, f"{memory} kB before, {after} kB after"
