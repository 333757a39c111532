"""`responseTransferMode` STREAM: proxy integrations pass answers on as they come (developer guide, "Stream the integration
response for your proxy integrations in API Gateway" and the pages below it)."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import requests
from botocore.exceptions import ClientError
from conftest import sample_functions
from event_stream import event
from rest import api, function_arn, refusal, resource

STREAMING_URI = "arn:aws:apigateway:us-east-1:lambda:path/2021-11-15/functions/{}/response-streaming-invocations"
MALFORMED = (502, "InternalServerErrorException", {"message": "Internal server error"})


def streaming_api(client, **integration):
    """A deployed API with one method on /{proxy+} that streams."""
    api_id, root_id = api(client)
    where = {"restApiId": api_id, "resourceId": resource(client, api_id, root_id, "/{proxy+}"), "httpMethod": "ANY"}
    parameters = {"method.request.path.proxy": True}
    client.put_method(authorizationType="NONE", requestParameters=parameters, **where)
    client.put_integration(responseTransferMode="STREAM", **where, **integration)
    client.create_deployment(restApiId=api_id, stageName="prod")
    return api_id


def of_function(name, **options):
    uri = STREAMING_URI.format(function_arn(name))
    return {"type": "AWS_PROXY", "integrationHttpMethod": "POST", "uri": uri} | options


def pieces(answer):
    """What came, and after how many seconds the last piece came after the first."""
    came = [(time.monotonic(), piece) for piece in answer.iter_content(None) if piece]
    return b"".join(piece for _, piece in came), came[-1][0] - came[0][0]


class Backend:
    """An HTTP server on loopback that counts its requests."""

    def __init__(self, answer):
        self.requests = []
        backend = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                backend.requests.append((self.command, self.path, self.rfile.read(int(self.headers.get("Content-Length", 0)))))
                answer(self)

            do_POST = do_GET

            def chunk(self, data):
                self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
                self.wfile.flush()

            def head(self, content_type):
                self.send_response(200)
                self.send_header("Content-Type", content_type)
                self.send_header("Transfer-Encoding", "chunked")
                self.end_headers()

            def log_message(self, *arguments):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def client(emulator):
    return emulator.client("apigateway")


@pytest.fixture(scope="module")
def streaming(emulator):
    return streaming_api(emulator.client("apigateway"), **of_function("stream"))


@pytest.mark.parametrize("way", ["fails", "bare"])
def test_a_result_without_valid_metadata_is_502(emulator, streaming, way):
    """"API Gateway begins the payload stream after it receives the valid metadata and delimiter from Lambda.\""""
    assert refusal(emulator.by_host(streaming, f"/prod/{way}")) == MALFORMED


def test_a_function_that_does_not_stream_has_no_delimiter(emulator, client):
    assert refusal(emulator.by_host(streaming_api(client, **of_function("echo")), "/prod/x")) == MALFORMED


def test_no_metadata_in_time_are_504(emulator, client):
    api_id = streaming_api(client, **of_function("stream", timeoutInMillis=500))
    assert refusal(emulator.by_host(api_id, "/prod/late")) == (
        504,
        "InternalServerErrorException",
        {"message": "Endpoint request timed out"},
    )


def test_a_stream_that_takes_too_long_breaks_off(emulator, client):
    api_id = streaming_api(client, **of_function("stream", timeoutInMillis=1200))
    answer = emulator.by_host(api_id, "/prod/long", stream=True)
    assert answer.status_code == 201
    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        assert answer.content


def test_a_function_that_fails_half_way_breaks_the_answer_off(emulator, streaming):
    answer = emulator.by_host(streaming, "/prod/breaks", stream=True)
    assert answer.status_code == 201
    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        assert answer.content


def test_a_functions_answer_comes_piece_by_piece_with_what_the_metadata_say(emulator, streaming):
    answer = emulator.by_host(streaming, "/prod/whole", stream=True)
    assert answer.status_code == 201
    assert (answer.headers["Content-Type"], answer.headers["x-one"]) == ("text/plain", "1")
    raw = answer.raw.headers
    assert (raw.getlist("x-many"), raw.getlist("Set-Cookie")) == (["a", "b"], ["c1=blue", "c2=red"])
    assert "x-amzn-RequestId" in answer.headers
    body, seconds = pieces(answer)
    assert body == b"first second"
    assert seconds > 0.2


def test_a_process_is_used_again_after_it_has_streamed(emulator, streaming):
    for _ in range(2):
        assert emulator.by_host(streaming, "/prod/whole").text == "first second"


def test_more_than_the_payload_limit_can_be_streamed(emulator, streaming):
    """"Exceed API Gateway's 10 MB response payload limit.\""""
    assert len(emulator.by_host(streaming, "/prod/large").content) == 11 * 1024 * 1024 + len("first second")


def test_what_a_streaming_function_writes_is_the_result_of_an_invocation(emulator, client):
    """Lambda developer guide, "Response streaming": Invoke gives the result whole."""
    answer = emulator.client("lambda").invoke(FunctionName="stream", Payload=json.dumps({"pathParameters": {"proxy": "bare"}}))
    assert answer["Payload"].read() == b"no metadata"


def test_an_http_backends_answer_comes_piece_by_piece(emulator, client):
    def answer(handler):
        handler.head("text/event-stream")
        handler.chunk(b"first ")
        time.sleep(0.3)
        handler.chunk(b"second")
        handler.chunk(b"")

    backend = Backend(answer)
    mapped = {"integration.request.path.proxy": "method.request.path.proxy"}
    api_id = streaming_api(
        client, type="HTTP_PROXY", integrationHttpMethod="GET", uri=backend.url + "/{proxy}", requestParameters=mapped
    )
    came = emulator.by_host(api_id, "/prod/events", stream=True)
    assert (came.status_code, came.headers["Content-Type"]) == (200, "text/event-stream")
    body, seconds = pieces(came)
    assert body == b"first second"
    assert seconds > 0.2
    assert [path for _, path, _ in backend.requests] == ["/events"]


@pytest.mark.parametrize("complete", [{}, {"ErrorCode": "Unhandled", "ErrorDetails": "half way"}])
def test_another_lambda_is_asked_to_stream(start, complete):
    """Lambda API reference, InvokeWithResponseStream."""

    def answer(handler):
        handler.head("application/vnd.amazon.eventstream")
        handler.chunk(event("PayloadChunk", b'{"statusCode": 202}' + bytes(3)))
        handler.chunk(event("PayloadChunk", bytes(5) + b"first "))
        time.sleep(0.2)
        handler.chunk(event("PayloadChunk", b"second") + event("InvokeComplete", json.dumps(complete).encode()))
        handler.chunk(b"")

    backend = Backend(answer)
    emulator = start("--ephemeral", "--lambda-endpoint", backend.url)
    api_id = streaming_api(emulator.client("apigateway"), **of_function("elsewhere"))
    came = emulator.by_host(api_id, "/prod/x", stream=True)
    assert came.status_code == 202
    if complete:
        with pytest.raises(requests.exceptions.ChunkedEncodingError):
            assert came.content
    else:
        assert came.content == b"first second"
    (method, path, body) = backend.requests[0]
    assert (method, path) == ("POST", "/2021-11-15/functions/elsewhere/response-streaming-invocations")
    assert json.loads(body)["path"] == "/x"


def test_the_access_log_is_written_when_the_stream_has_ended(start, tmp_path, eventually):
    """Developer guide, "Troubleshoot issues with response streaming in API Gateway", the variables."""
    file = tmp_path / "access.log"
    emulator = start("--ephemeral", "--access-log", str(file), *sample_functions())
    client = emulator.client("apigateway")
    api_id = streaming_api(client, **of_function("stream"))
    names = ("status", "integration.responseTransferMode", "integration.timeToAllHeaders", "integration.timeToFirstContent",
             "integrationLatency", "responseLatency", "responseLength")
    for member, value in (("destinationArn", "arn:aws:logs:us-east-1:000000000000:log-group:/calls"),
                          ("format", "$context.requestId " + " ".join(f"$context.{name}" for name in names))):
        operation = {"op": "replace", "path": f"/accessLogSettings/{member}", "value": value}
        client.update_stage(restApiId=api_id, stageName="prod", patchOperations=[operation])
    answer = emulator.by_host(api_id, "/prod/whole", stream=True)
    assert file.read_text() == ""
    assert answer.content == b"first second"
    _, status, mode, headers, first, integration, latency, length = eventually(file.read_text).split()
    assert (status, mode, length) == ("201", "STREAMED", str(len("first second")))
    # The function waits between its pieces.
    assert int(headers) <= int(first) < int(integration) <= int(latency)
    assert int(integration) - int(first) > 200


def test_a_test_of_a_stream_takes_its_beginning_and_has_no_log(client, streaming):
    """Developer guide, "Troubleshoot issues with response streaming in API Gateway": 1 MB of it, and no execution log."""
    resource_id = next(item["id"] for item in client.get_resources(restApiId=streaming)["items"] if item["path"] != "/")
    where = {"restApiId": streaming, "resourceId": resource_id, "httpMethod": "GET"}
    tested = client.test_invoke_method(**where, pathWithQueryString="/whole")
    assert (tested["status"], tested["body"]) == (201, "first second")
    assert len(tested["log"].splitlines()) == 1
    body = client.test_invoke_method(**where, pathWithQueryString="/large")["body"]
    assert 1024 * 1024 < len(body) < 2 * 1024 * 1024


def test_what_needs_the_whole_body_is_refused(client):
    """"You can only use response payload streaming for HTTP_PROXY or AWS_PROXY integration types.\""""
    api_id, root_id = api(client)
    where = {"restApiId": api_id, "resourceId": root_id, "httpMethod": "GET"}
    client.put_method(authorizationType="NONE", **where)
    with pytest.raises(ClientError) as refused:
        client.put_integration(type="MOCK", responseTransferMode="STREAM", **where)
    assert refused.value.response["Error"]["Code"] == "BadRequestException"
    longest = of_function("stream", timeoutInMillis=900_000)
    client.put_integration(responseTransferMode="STREAM", **where, **longest)
    with pytest.raises(ClientError):
        client.put_integration(responseTransferMode="STREAM", **where, **longest | {"timeoutInMillis": 900_001})


def test_a_stream_is_not_cached(emulator, client, streaming):
    """"Endpoint caching" is not supported."""
    operations = [
        {"op": "replace", "path": "/cacheClusterEnabled", "value": "true"},
        {"op": "replace", "path": "/*/*/caching/enabled", "value": "true"},
        {"op": "replace", "path": "/{proxy+}/GET/caching/enabled".replace("/{", "/~1{"), "value": "true"},
    ]
    client.update_stage(restApiId=streaming, stageName="prod", patchOperations=operations)
    for _ in range(2):
        _, seconds = pieces(emulator.by_host(streaming, "/prod/whole", stream=True))
        assert seconds > 0.2
