"""Bodies that nothing has to read, of HTTP APIs: an HTTP proxy's backend gets them as they come. What such a body may meet on its way is
told by the tests of REST APIs; here it is what HTTP APIs have of their own."""

from urllib.parse import parse_qs

import pytest
import requests
from backends import HttpBackend
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from rest import ANN
from test_faults import counts, faults  # noqa: F401
from test_http_authorizers import REQUEST
from test_http_services import route
from test_metrics import metrics
from test_request_streaming import BODY, HALF, LARGE, backend, caller, watched  # noqa: F401


@pytest.fixture
def client(emulator):
    return emulator.client("apigatewayv2")


def proxy(client, backend, key="ANY /{proxy+}", api=None, route=None, **integration):  # noqa: F811
    """An HTTP API with one route, which is an HTTP proxy."""
    api_id = client.create_api(Name="uploads", ProtocolType="HTTP", **(api or {}))["ApiId"]
    integration_id = client.create_integration(
        ApiId=api_id, IntegrationType="HTTP_PROXY", IntegrationMethod="ANY", IntegrationUri=backend.url + "/{proxy}",
        PayloadFormatVersion="1.0", **integration,
    )["IntegrationId"]
    client.create_route(ApiId=api_id, RouteKey=key, Target=f"integrations/{integration_id}", **(route or {}))
    client.create_stage(ApiId=api_id, StageName="$default", AutoDeploy=True)
    return api_id


def guard(client, api_id, kind, **settings):
    """Has an authorizer guard the API's route."""
    made = client.create_authorizer(ApiId=api_id, **settings)
    [guarded] = client.get_routes(ApiId=api_id)["Items"]
    client.update_route(ApiId=api_id, RouteId=guarded["RouteId"], AuthorizationType=kind, AuthorizerId=made["AuthorizerId"])


def test_nothing_of_a_refused_request_reaches_the_backend(client, backend, caller):  # noqa: F811
    """What has come of it is thrown away, so that the connection goes on."""
    api_id = proxy(client, backend)
    settings = {"Audience": ["a"], "Issuer": "https://issuer.example.com"}
    source = ["$request.header.Authorization"]
    guard(client, api_id, "JWT", Name="tokens", AuthorizerType="JWT", IdentitySource=source, JwtConfiguration=settings)
    one = caller(api_id)
    for _ in range(2):
        assert one.post("/x", LARGE) == (401, b'{"message":"Unauthorized"}')
    assert backend.seen == []


def test_a_function_decides_whether_the_backend_gets_anything(client, backend, caller):  # noqa: F811
    """Developer guide, "Working with AWS Lambda authorizers for HTTP APIs": their event has no body."""
    api_id = proxy(client, backend)
    guard(client, api_id, "CUSTOM", **REQUEST)
    one = caller(api_id)
    for _ in range(2):
        assert one.post("/x", LARGE, X_Decision="deny") == (403, b'{"message":"Forbidden"}')
    assert backend.seen == []
    assert one.post("/x", X_Decision="allow") == (200, b"ok")
    assert [bytes(request.body) for request in backend.seen] == [BODY]


def test_a_preflight_is_answered_whatever_its_body(client, backend, caller):  # noqa: F811
    """Developer guide, "Configuring CORS for an HTTP API": API Gateway answers by itself."""
    one = caller(proxy(client, backend, api={"CorsConfiguration": {"AllowOrigins": ["https://a.example"]}}))
    asking = {"verb": "OPTIONS", "Origin": "https://a.example", "Access_Control_Request_Method": "POST"}
    for _ in range(2):
        assert one.post("/x", LARGE, **asking) == (204, b"")
    assert backend.seen == []
    assert one.post("/x", verb="OPTIONS") == (200, b"ok"), "this is no preflight"
    assert [bytes(request.body) for request in backend.seen] == [BODY]


@pytest.mark.parametrize("settings", [{"key": "GET /{proxy+}"}, {"api": {"DisableExecuteApiEndpoint": True}}], ids=["route", "endpoint"])
def test_a_request_that_nothing_takes_leaves_its_connection_open(client, backend, caller, settings):  # noqa: F811
    one = caller(proxy(client, backend, **settings))
    for _ in range(2):
        assert one.post("/x", LARGE) == (404, b'{"message":"Not Found"}')
    assert backend.seen == []


def test_too_long_a_body_is_refused_before_the_backend_is_called(emulator, client, backend):  # noqa: F811
    """Developer guide, "Amazon API Gateway quotas": 10 MB."""
    answer = emulator.by_host(proxy(client, backend), "/x", "POST", data=bytes(10 * 1024 * 1024 + 1))
    assert (answer.status_code, backend.seen) == (413, [])


def test_a_signature_is_of_the_whole_body(watched, backend):  # noqa: F811
    """Signed by a principal that a credentials file tells."""
    api_id = proxy(watched.client("apigatewayv2"), backend, route={"AuthorizationType": "AWS_IAM"})
    url = f"http://{api_id}.execute-api.localhost:{watched.port}/x"
    request = AWSRequest("POST", url, headers={"Content-Type": "application/json"}, data=BODY)
    SigV4Auth(Credentials(ANN["accessKeyId"], ANN["secretAccessKey"]), "execute-api", "us-east-1").add_auth(request)
    headers = dict(request.headers)
    refused = watched.by_host(api_id, "/x", "POST", headers=headers, data=BODY.replace(b"Rex", b"Tex"))
    assert (refused.status_code, backend.seen) == (403, [])
    assert watched.by_host(api_id, "/x", "POST", headers=headers, data=BODY).text == "ok"
    assert [bytes(request.body) for request in backend.seen] == [BODY]


@pytest.mark.parametrize("change", ["overwrite:header.x-name", "append:querystring.name", "overwrite:path"])
def test_a_mapping_can_take_a_value_from_the_body(emulator, client, backend, change):  # noqa: F811
    """Developer guide, "Create parameter mappings for HTTP APIs": `$request.body.name`, of bodies of at most 100 KB."""
    body = b'{"name": "Rex", "pad": "' + b"x" * 50_000 + b'"}'
    api_id = proxy(client, backend, RequestParameters={change: "$request.body.name"})
    assert emulator.by_host(api_id, "/x", "POST", data=body).text == "ok"
    [request] = backend.seen
    expected = {"overwrite:header.x-name": ("/x", "Rex"), "append:querystring.name": ("/x?name=Rex", None), "overwrite:path": ("/Rex", None)}
    assert (request.path, request.headers["x-name"]) == expected[change]
    assert request.body == body


def test_a_service_is_told_what_is_in_the_body(start):
    """Developer guide, "Integration subtype reference": SQS-SendMessage."""
    with HttpBackend(b"{}") as service:
        emulator = start("--ephemeral", "--service-endpoint", f"sqs={service.url}")
        send = route(emulator, "SQS-SendMessage", QueueUrl=f"{service.url}1/q", MessageBody="$request.body.text")
        text = "x" * 50_000
        assert send(json={"text": text}).status_code == 200
    [seen] = service.seen
    assert parse_qs(seen["body"].decode())["MessageBody"] == [text]


def test_the_request_history_has_the_body(start, backend):  # noqa: F811
    emulator = start("--ephemeral", "--request-history", "10")
    answer = emulator.by_host(proxy(emulator.client("apigatewayv2"), backend), "/x", "POST", data=BODY)
    told = requests.get(f"{emulator.url}/_emulator/requests/{answer.headers['apigw-requestid']}", timeout=30).json()
    assert told["request"]["body"]["bytes"] == told["integration"]["request"]["body"]["bytes"] == len(BODY)
    assert [bytes(request.body) for request in backend.seen] == [BODY]


def test_a_fault_befalls_only_calls_whose_body_has_come(emulator, client, backend, caller, faults):  # noqa: F811
    api_id = proxy(client, backend)
    fault = faults(apiId=api_id, status=503)
    one = caller(api_id)
    one.begin("/x", Expect="100-continue")
    assert one.socket.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n", "the body is waited for"
    one.send(BODY[:HALF])
    one.socket.close()
    assert (emulator.by_host(api_id, "/x", "POST", data=BODY).status_code, backend.seen) == (503, [])
    assert counts(emulator, fault) == (1, 1)


def test_a_backend_sees_what_has_come_before_the_caller_has_sent_all(client, backend, caller, eventually):  # noqa: F811
    one = caller(proxy(client, backend, RequestParameters={"overwrite:header.x-path": "$request.path"}))
    for number in range(2):
        one.begin("/x", X_Own="1")
        one.send(BODY[:HALF])
        eventually(lambda: len(backend.seen) > number and len(backend.seen[number].body) == HALF)
        one.send(BODY[HALF:])
        assert one.answer() == (200, b"ok")
        seen = backend.seen[number]
        assert (seen.body, seen.headers["Content-Length"]) == (BODY, str(len(BODY)))
        assert (seen.headers["x-own"], seen.headers["x-path"]) == ("1", "/x")


def test_all_bytes_of_the_body_are_data_processed(emulator, client, backend, caller):  # noqa: F811
    """Developer guide, "Amazon API Gateway dimensions and metrics": DataProcessed."""
    api_id = proxy(client, backend)
    assert caller(api_id).post("/x") == (200, b"ok")
    assert metrics(emulator, ApiId=api_id, Stage="$default")["data_processed_bytes_total"] == len(BODY) + len("ok")


def test_a_caller_that_breaks_off_ends_the_backends_request(emulator, client, backend, caller, eventually):  # noqa: F811
    """Nobody gets an answer, so none is counted: as where a body is read first."""
    api_id = proxy(client, backend)
    one = caller(api_id)
    one.begin("/x")
    one.send(BODY[:HALF])
    eventually(lambda: backend.seen and len(backend.seen[0].body) == HALF)
    one.socket.close()
    eventually(lambda: backend.seen[0].broken)
    assert caller(api_id).post("/x") == (200, b"ok")
    counted = metrics(emulator, ApiId=api_id, Stage="$default")
    assert (counted["count_total"], counted["5xx_total"]) == (1, 0)


@pytest.mark.parametrize("path", ["silent", "deaf"])
def test_a_backend_that_does_not_answer_in_time_is_503(client, backend, caller, path):  # noqa: F811
    """The caller gets the answer though the backend has not taken all that it sends."""
    one = caller(proxy(client, backend, TimeoutInMillis=300))
    assert one.post(f"/{path}", LARGE) == (503, b'{"message":"Service Unavailable"}')
    assert one.post("/x") == (200, b"ok")
