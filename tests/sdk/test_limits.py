"""Requests with more bytes than API Gateway takes (developer guide, "Amazon API Gateway quotas and important notes")."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from rest import api, lambda_api, method, mock_api, refusal

TEN_MEGABYTES = 10 * 1024 * 1024
LONGEST_HEADERS = 10_240


@pytest.fixture(scope="module")
def mock(emulator):
    """A REST API that answers 200 to everything."""
    return mock_api(emulator.client("apigateway"), "ANY")


@pytest.fixture(scope="module")
def http_api(emulator):
    """An HTTP API whose function echoes its event."""
    client = emulator.client("apigatewayv2")
    target = "arn:aws:lambda:us-east-1:000000000000:function:echo"
    return client.create_api(Name="orders", ProtocolType="HTTP", Target=target)["ApiId"]


def headers_of(length):
    """Headers whose values have so many bytes, with those that the client adds itself."""
    values = {"Accept": "*/*", "Accept-Encoding": "identity", "Connection": "keep-alive", "User-Agent": "test"}
    return values, length - sum(len(value) for value in values.values())


def test_a_payload_of_more_than_10_megabytes_is_refused_by_the_server_before_the_gateway(emulator, mock):
    """As callers saw it on AWS, github.com/koki-develop/lgtm-generator/issues/10: a text, and no ids."""
    answer = emulator.by_host(mock, "/prod/", method="POST", data=bytes(TEN_MEGABYTES + 1))
    assert (answer.status_code, answer.text) == (413, "HTTP content length exceeded 10485760 bytes.")
    assert answer.headers["Content-Type"] == "text; charset=utf-8"
    assert not {"x-amzn-RequestId", "x-amz-apigw-id", "x-amzn-ErrorType"} & set(answer.headers)
    assert emulator.by_host(mock, "/prod/", method="POST", data=bytes(TEN_MEGABYTES)).status_code == 200


def test_an_event_of_more_than_lambda_takes_is_413(emulator):
    """As callers saw it on AWS, the same issue: Lambda takes 6 MB, and the gateway tells it."""
    api_id = lambda_api(emulator.client("apigateway"), "/echo", "echo")
    answer = emulator.by_host(api_id, "/prod/echo", method="POST", data="x" * (6 * 1024 * 1024 + 1))
    assert (answer.status_code, answer.text) == (413, '{"message": "Request Too Long"}')
    assert answer.headers["x-amzn-ErrorType"] == "BadRequestException"
    assert "x-amzn-RequestId" in answer.headers


def test_longer_headers_than_10240_bytes_are_refused_by_the_server_before_the_gateway(emulator, mock):
    """"Total combined size of all header values"; the words are as callers saw them on AWS
    (ntsblog.homedev.com.au, "AWS API Gateway - HTTP header is larger than 10240 bytes")."""
    host = f"{mock}.execute-api.localhost:{emulator.port}"
    headers, left = headers_of(LONGEST_HEADERS - len(host))
    half = left // 2
    longest = headers | {"x-one": "1" * half, "x-two": "2" * (left - half)}
    assert emulator.by_host(mock, "/prod/", headers=longest).status_code == 200
    answer = emulator.by_host(mock, "/prod/", headers=longest | {"x-two": "2" * (left - half + 1)})
    assert (answer.status_code, answer.text) == (413, "HTTP header is larger than 10240 bytes.")
    assert "x-amzn-RequestId" not in answer.headers


def test_http_apis_count_the_request_line_as_well(emulator, http_api):
    """"Total combined size of request line and header values"."""
    host = f"{http_api}.execute-api.localhost:{emulator.port}"
    headers, left = headers_of(LONGEST_HEADERS - len(host) - len("GET /a?b=c HTTP/1.1"))
    longest = headers | {"x-one": "1" * left}
    assert emulator.by_host(http_api, "/a?b=c", headers=longest).status_code == 200
    answer = emulator.by_host(http_api, "/aa?b=c", headers=longest)
    assert (answer.status_code, answer.json()) == (431, {"message": "Request Header Fields Too Large"})
    assert "apigw-requestid" in answer.headers


def test_http_apis_answer_413_to_what_lambda_does_not_take(emulator, http_api):
    answer = emulator.by_host(http_api, "/a", method="POST", data="x" * (6 * 1024 * 1024 + 1))
    assert (answer.status_code, answer.json()) == (413, {"message": "Request Entity Too Large"})


class Answering(BaseHTTPRequestHandler):
    """A backend that answers with as many bytes as the path says."""

    def do_GET(self):
        size = int(self.path.strip("/"))
        self.send_response(200)
        self.send_header("Content-Length", str(size))
        self.end_headers()
        self.wfile.write(bytes(size))

    def log_message(self, *arguments):
        pass


@pytest.fixture(scope="module")
def backend():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.mark.parametrize("kind", ["HTTP", "HTTP_PROXY"])
def test_a_backend_of_a_rest_api_may_answer_10_megabytes(emulator, backend, kind):
    """"Payload size: 10 MB" is for answers too (developer guide, "Stream the integration response …": "Exceed API Gateway's 10 MB
    response payload limit"). What callers see beyond it was not found; it is what the guide documents of an integration that fails."""
    client = emulator.client("apigateway")
    api_id, root_id = api(client)
    where = {"restApiId": api_id, "resourceId": root_id, "httpMethod": "GET"}
    method(client, api_id, root_id, "GET", type=kind, integrationHttpMethod="GET", uri=f"{backend}/${{stageVariables.size}}")
    if kind == "HTTP":
        client.put_method_response(**where, statusCode="200")
        client.put_integration_response(**where, statusCode="200")
    for stage, size in ("most", TEN_MEGABYTES), ("more", TEN_MEGABYTES + 1):
        client.create_deployment(restApiId=api_id, stageName=stage, variables={"size": str(size)})
    assert len(emulator.by_host(api_id, "/most/").content) == TEN_MEGABYTES
    status, kind, _ = refusal(emulator.by_host(api_id, "/more/"))
    assert (status, kind) == (504, "InternalServerErrorException")


def test_a_backend_of_an_http_api_may_answer_10_megabytes(emulator, backend):
    """"Payload size: 10 MB" (developer guide, "Quotas for configuring and running an HTTP API"); beyond it the integration has failed."""
    client = emulator.client("apigatewayv2")
    api_id = client.create_api(Name="sizes", ProtocolType="HTTP", Target=backend)["ApiId"]
    assert len(emulator.by_host(api_id, f"/{TEN_MEGABYTES}").content) == TEN_MEGABYTES
    answer = emulator.by_host(api_id, f"/{TEN_MEGABYTES + 1}")
    assert (answer.status_code, answer.json()) == (503, {"message": "Service Unavailable"})
