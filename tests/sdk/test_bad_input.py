"""Bad input to each of the 230 operations through the port: AWS's error, never a panic, and the process goes on.

Errors have the form of the services' protocol, rest-json: a type in `x-amzn-errortype` and a JSON object.
"""

import http.client
import json
import re

import boto3
import pytest
from rest import lambda_api

# What signs a request names its service in the credential's scope; API Gateway's two APIs share paths with Lambda's.
SCOPES = {"apigateway": "apigateway", "apigatewayv2": "apigateway", "apigatewaymanagementapi": "execute-api"}
MEGABYTE = 1024 * 1024


def operations():
    for service in SCOPES:
        model = boto3.session.Session().client(
            service, region_name="us-east-1", endpoint_url="http://localhost", aws_access_key_id="x", aws_secret_access_key="x"
        ).meta.service_model
        for name in model.operation_names:
            yield service, model.operation_model(name)


OPERATIONS = list(operations())


def json_members(operation):
    """The members of the operation's JSON body; none for a body that is not JSON."""
    shape = operation.input_shape
    if shape is None or "payload" in shape.serialization:
        return {}
    return {
        member.serialization.get("name", name): member
        for name, member in shape.members.items()
        if "location" not in member.serialization
    }


TAKING_JSON = [(service, operation) for service, operation in OPERATIONS if json_members(operation)]


class Caller:
    """Sends bytes as they are, which no SDK does."""

    def __init__(self, emulator):
        self.emulator = emulator
        self.connection = None

    def send(self, service, operation, body=b"", label="none"):
        """The status, the headers and the body of the answer to a request with `label` for every part of the path."""
        path = re.sub(r"\{[^}]*\}", label, operation.http["requestUri"])
        scope = SCOPES[service]
        headers = {
            "Authorization": f"AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/{scope}/aws4_request, "
            "SignedHeaders=host, Signature=00",
            "Content-Type": "application/json",
        }
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.emulator.port, timeout=30)
        try:
            self.connection.request(operation.http["method"], path, body, headers)
            answer = self.connection.getresponse()
            received = answer.status, answer.headers, answer.read()
        except (BrokenPipeError, ConnectionResetError):
            self.connection = None
            raise
        if answer.will_close:
            self.connection.close()
            self.connection = None
        return received


@pytest.fixture(scope="module")
def caller(emulator):
    caller = Caller(emulator)
    yield caller
    assert "panicked" not in emulator.log.read_text()
    lambda_api(emulator.client("apigateway"), "/still-there", "echo")


def assert_refused(what, answer, statuses=range(400, 500)):
    status, headers, body = answer
    # Whatever else is wrong with it, an operation that is missing here says so.
    assert status in statuses or status == 501, (what, status, body)
    assert headers["x-amzn-errortype"], what
    # GoneException has no members.
    assert status == 410 or isinstance(json.loads(body), dict), (what, body)


def wrong(shape):
    """A value of a type that the shape is not."""
    return {"unlikely": [1]} if shape.type_name in ("string", "integer", "long", "boolean", "double", "timestamp", "list") else "text"


def test_all_operations_are_there():
    assert len(OPERATIONS) == 230


@pytest.mark.parametrize("body", [b'{"name": ', b"[]", b"nonsense", b'{"name": "\xff\xfe"}', b"\x00", b"[" * 100_000])
def test_a_body_that_is_no_json_object_is_refused(caller, body):
    for service, operation in TAKING_JSON:
        assert_refused(operation.name, caller.send(service, operation, body))


def test_a_member_of_a_wrong_type_is_refused(caller):
    for service, operation in TAKING_JSON:
        for name, shape in json_members(operation).items():
            body = json.dumps({name: wrong(shape)}).encode()
            assert_refused((operation.name, name), caller.send(service, operation, body))


# AWS's front door passes over members that the model does not know.
def test_members_that_nobody_knows_hurt_nothing(caller):
    for service, operation in OPERATIONS:
        status, headers, body = caller.send(service, operation, b'{"nobodyKnows": {"this": [null, 1e400]}}')
        assert status < 500 or status == 501, (operation.name, status, body)


def test_20_megabytes_are_refused_as_too_large(caller):
    body = b'{"name": "' + b"x" * (20 * MEGABYTE) + b'"}'
    for service, operation in TAKING_JSON:
        assert_refused(operation.name, caller.send(service, operation, body), statuses=[413])


@pytest.mark.parametrize("label", ["..", "%2e%2e", "%2E%2E%2F%2E%2E", "%00", "%ff%fe", "%F0%9F%92%A9", "%", "x" * 5000])
def test_a_name_in_the_path_that_is_none_hurts_nothing(caller, label):
    for service, operation in OPERATIONS:
        answer = caller.send(service, operation, b"{}" if json_members(operation) else b"", label)
        if answer[0] >= 300:
            assert_refused((operation.name, label), answer)
