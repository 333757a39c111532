"""Bodies that nothing has to read: an HTTP proxy's backend gets them as they come. AWS says nowhere when a backend sees the first byte;
what backends and callers get in the end is the same as where a body is read first, and that is what most of these tests are about."""

import gzip
import http.client
import http.server
import json
import os
import socket
import threading
import time

import pytest
import requests
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from rest import ANN, LAMBDA_URI, api, function_arn, resource
from test_faults import counts, faults  # noqa: F401
from test_metrics import metrics

WEB_ACL = "arn:aws:wafv2:us-east-1:000000000000:regional/webacl/words/a1b2c3d4"
# Bodies of some kilobytes are read first, whatever the method is.
BODY = json.dumps({"pad": "x" * 200_000, "name": "Rex"}).encode()
HALF = len(BODY) // 2
# More than what the sockets on the way hold.
LARGE = bytes(9_000_000)
NAMELESS = {"type": "object", "not": {"required": ["name"]}}


class Backend:
    """An HTTP server that keeps what has reached it so far. The path says what else it does: `early` answers at once, `echo` four times
    while it reads, and `silent` never; `late` takes its time before it reads, and `deaf` reads nothing."""

    def __init__(self):
        self.seen = []
        self.over = threading.Event()
        backend = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                request = Seen(self)
                backend.seen.append(request)
                if "early" in self.path:
                    self.answer(b"ok")
                if "late" in self.path:
                    time.sleep(1.5)
                if "echo" in self.path:
                    self.begin(4 * int(self.headers["Content-Length"]))
                    request.read(self.rfile, lambda piece: self.wfile.write(4 * piece))
                elif "deaf" not in self.path:
                    request.read(self.rfile)
                if "deaf" in self.path or "silent" in self.path:
                    backend.over.wait(60)
                    self.close_connection = True
                elif "early" not in self.path and "echo" not in self.path:
                    self.answer(b"ok")

            do_GET = do_OPTIONS = do_PATCH = do_POST

            def answer(self, body):
                self.begin(len(body))
                self.wfile.write(body)

            def begin(self, length):
                self.send_response(200)
                self.send_header("Content-Length", length)
                self.end_headers()

            def log_message(self, *_):
                pass

        class Quiet(http.server.ThreadingHTTPServer):
            def handle_error(self, *_):
                pass

        self.server = Quiet(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()


class Seen:
    """A request, as far as it has come."""

    def __init__(self, handler):
        self.verb, self.path, self.headers = handler.command, handler.path, handler.headers
        self.body, self.broken = bytearray(), False

    def read(self, file, echo=lambda _: None):
        missing = int(self.headers.get("Content-Length", 0))
        while missing:
            try:
                piece = file.read1(min(missing, 65536))
            except ConnectionError:
                piece = b""
            if not piece:
                self.broken = True
                raise ConnectionAbortedError
            self.body += piece
            missing -= len(piece)
            echo(piece)


class Caller:
    """A client that sends a body when a test says so."""

    def __init__(self, emulator, api_id):
        self.host = f"{api_id}.execute-api.localhost:{emulator.port}"
        self.socket = socket.create_connection(("127.0.0.1", emulator.port), timeout=30)

    def begin(self, path="/prod/x", length=len(BODY), verb="POST", **headers):
        headers = {"Host": self.host, "Content-Length": length, "Content-Type": "application/json"} | headers
        lines = [f"{verb} {path} HTTP/1.1"] + [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        self.send("\r\n".join(lines + ["", ""]).encode())

    def send(self, data):
        self.socket.sendall(data)

    def answer(self):
        """The status and body of the answer."""
        answer = http.client.HTTPResponse(self.socket)
        answer.begin()
        return answer.status, answer.read()

    def post(self, path="/prod/x", body=BODY, **options):
        self.begin(path, len(body), **options)
        self.send(body)
        return self.answer()


@pytest.fixture
def backend():
    running = Backend()
    yield running
    running.over.set()
    running.server.shutdown()


@pytest.fixture
def client(emulator):
    return emulator.client("apigateway")


@pytest.fixture
def caller(emulator):
    callers = []

    def connect(api_id):
        callers.append(Caller(emulator, api_id))
        return callers[-1]

    yield connect
    for one in callers:
        one.socket.close()


def proxy(client, backend, method=None, stage=None, options=None, **integration):
    """A deployed API whose ANY /{proxy+} is an HTTP proxy. `method` may make what its options name."""
    api_id, root_id = api(client, **(options or {}))
    where = {"restApiId": api_id, "resourceId": resource(client, api_id, root_id, "/{proxy+}"), "httpMethod": "ANY"}
    of_path = {"method.request.path.proxy": True}
    asked = {"authorizationType": "NONE"} | (method(client, api_id) if method else {})
    client.put_method(**where, **asked | {"requestParameters": of_path | asked.get("requestParameters", {})})
    mapped = {"integration.request.path.proxy": "method.request.path.proxy"} | integration.pop("requestParameters", {})
    uri = backend.url + "/{proxy}"
    client.put_integration(**where, type="HTTP_PROXY", integrationHttpMethod="ANY", uri=uri, requestParameters=mapped, **integration)
    client.create_deployment(restApiId=api_id, stageName="prod", **(stage or {}))
    return api_id


def setting(client, api_id, **settings):
    """What the stage sets for all of its methods."""
    operations = [{"op": "replace", "path": f"/*/*/{name.replace('_', '/')}", "value": value} for name, value in settings.items()]
    client.update_stage(restApiId=api_id, stageName="prod", patchOperations=operations)


def modelled(schema):
    def method(client, api_id):
        of_api = {"restApiId": api_id}
        client.create_model(**of_api, name="Pet", contentType="application/json", schema=json.dumps(schema))
        validator = client.create_request_validator(**of_api, name="body", validateRequestBody=True)
        return {"requestValidatorId": validator["id"], "requestModels": {"application/json": "Pet"}}

    return method


def guarded(client, api_id):
    uri, source = LAMBDA_URI.format(function_arn("guard")), "method.request.header.Authorization"
    made = client.create_authorizer(restApiId=api_id, name="a", type="TOKEN", authorizerUri=uri, identitySource=source)
    return {"authorizationType": "CUSTOM", "authorizerId": made["id"]}


def parametered(client, api_id):
    validator = client.create_request_validator(restApiId=api_id, name="all", validateRequestParameters=True)
    return {"requestValidatorId": validator["id"], "requestParameters": {"method.request.header.x-asked": True}}


@pytest.mark.parametrize(
    ("method", "status"), [(lambda *_: {"apiKeyRequired": True}, 403), (guarded, 403), (parametered, 400)], ids=["key", "guard", "header"]
)
def test_nothing_of_a_refused_request_reaches_the_backend(client, backend, caller, method, status):
    """What has come of it is thrown away, so that the connection goes on."""
    one = caller(proxy(client, backend, method))
    assert one.post(Authorization="deny")[0] == status
    assert one.post(Authorization="deny")[0] == status
    assert backend.seen == []


def test_too_long_a_body_is_refused_before_the_backend_is_called(emulator, client, backend):
    """Developer guide, "Amazon API Gateway quotas": 10 MB."""
    answer = emulator.by_host(proxy(client, backend), "/prod/x", "POST", data=bytes(10 * 1024 * 1024 + 1))
    assert (answer.status_code, backend.seen) == (413, [])


def test_a_body_that_its_model_refuses_does_not_reach_the_backend(emulator, client, backend):
    answer = emulator.by_host(proxy(client, backend, modelled(NAMELESS)), "/prod/x", "POST", data=BODY)
    assert (answer.status_code, answer.json(), backend.seen) == (400, {"message": "Invalid request body"}, [])


@pytest.fixture
def watched(start, tmp_path):
    """An emulator that knows signers and a web ACL."""
    (tmp_path / "credentials.json").write_text(json.dumps({"credentials": [ANN]}))
    statement = {
        "SearchString": "badword",
        "FieldToMatch": {"Body": {"OversizeHandling": "CONTINUE"}},
        "PositionalConstraint": "CONTAINS",
        "TextTransformations": [{"Priority": 0, "Type": "NONE"}],
    }
    rule = {"Name": "words", "Priority": 1, "Statement": {"ByteMatchStatement": statement}, "Action": {"Block": {}}}
    (tmp_path / "acl.json").write_text(json.dumps({"DefaultAction": {"Allow": {}}, "Rules": [rule]}))
    return start(
        "--ephemeral", "--credentials", str(tmp_path / "credentials.json"), "--web-acl", f"{WEB_ACL}={tmp_path / 'acl.json'}"
    )


def test_a_signature_is_of_the_whole_body(watched, backend):
    api_id = proxy(watched.client("apigateway"), backend, lambda *_: {"authorizationType": "AWS_IAM"})
    url = f"http://{api_id}.execute-api.localhost:{watched.port}/prod/x"
    request = AWSRequest("POST", url, headers={"Content-Type": "application/json"}, data=BODY)
    SigV4Auth(Credentials("AKIDANN", "secret"), "execute-api", "us-east-1").add_auth(request)
    headers = dict(request.headers)
    answer = watched.by_host(api_id, "/prod/x", "POST", headers=headers, data=BODY.replace(b"Rex", b"Tex"))
    assert (answer.status_code, answer.headers["x-amzn-ErrorType"], backend.seen) == (403, "InvalidSignatureException", [])
    assert watched.by_host(api_id, "/prod/x", "POST", headers=headers, data=BODY).text == "ok"
    assert [bytes(request.body) for request in backend.seen] == [BODY]


def test_a_web_acl_looks_into_bodies(watched, backend):
    api_id = proxy(watched.client("apigateway"), backend)
    stage = f"arn:aws:apigateway:us-east-1::/restapis/{api_id}/stages/prod"
    watched.client("wafv2").associate_web_acl(WebACLArn=WEB_ACL, ResourceArn=stage)
    assert watched.by_host(api_id, "/prod/x", "POST", data=b"badword" + BODY).status_code == 403
    assert backend.seen == []
    assert watched.by_host(api_id, "/prod/x", "POST", data=BODY).text == "ok"
    assert [bytes(request.body) for request in backend.seen] == [BODY]


def post(emulator, api_id, body=BODY, **headers):
    """Posts a body, which the backend must get."""
    headers = {"Content-Type": "application/json"} | {name.replace("_", "-"): value for name, value in headers.items()}
    return emulator.by_host(api_id, "/prod/x", "POST", headers=headers, data=body)


def test_a_body_that_its_model_accepts_goes_on_whole(emulator, client, backend):
    assert post(emulator, proxy(client, backend, modelled({"required": ["name"]}))).text == "ok"
    assert backend.seen[0].body == BODY


def test_a_header_can_be_a_value_within_the_body(emulator, client, backend):
    """Developer guide, "Request and response data mappings": `method.request.body.JSONPath_EXPRESSION`."""
    mapped = {"integration.request.header.x-name": "method.request.body.name"}
    assert post(emulator, proxy(client, backend, requestParameters=mapped)).text == "ok"
    assert (backend.seen[0].headers["x-name"], backend.seen[0].body) == ("Rex", BODY)


def test_a_gateway_response_can_tell_a_value_within_the_body(emulator, client, backend):
    """Developer guide, "Set up a gateway response to customize error responses": `method.request.…` of headers."""
    api_id = proxy(client, backend, lambda *_: {"apiKeyRequired": True})
    told = {"gatewayresponse.header.x-name": "method.request.body.name"}
    client.put_gateway_response(restApiId=api_id, responseType="INVALID_API_KEY", responseParameters=told)
    client.create_deployment(restApiId=api_id, stageName="prod")
    answer = post(emulator, api_id)
    assert (answer.status_code, answer.headers["x-name"], backend.seen) == (403, "Rex", [])


def test_a_compressed_body_goes_on_decompressed(emulator, client, backend):
    """Developer guide, "Call an API method with a compressed payload"."""
    body = os.urandom(100_000)
    api_id = proxy(client, backend, options={"minimumCompressionSize": 0})
    assert post(emulator, api_id, gzip.compress(body), Content_Encoding="gzip").text == "ok"
    assert (backend.seen[0].body, backend.seen[0].headers["Content-Encoding"]) == (body, None)
    assert post(emulator, api_id, body, Content_Encoding="gzip").status_code == 415
    assert len(backend.seen) == 1


def test_data_tracing_tells_the_body(emulator, client, backend, eventually):
    api_id = proxy(client, backend)
    setting(client, api_id, logging_loglevel="INFO", logging_dataTrace="true")
    assert post(emulator, api_id).text == "ok"
    assert backend.seen[0].body == BODY
    begun = "Method request body before transformations: " + BODY[:100].decode()
    eventually(lambda: [line for line in emulator.log.read_text().splitlines() if json.dumps(begun)[1:-1] in line])


def test_an_overridden_method_decides_what_needs_the_body(emulator, client, backend):
    """Developer guide, "Amazon API Gateway important notes": `X-HTTP-Method-Override`."""
    api_id = proxy(client, backend)
    [proxied] = [item for item in client.get_resources(restApiId=api_id)["items"] if item["path"] == "/{proxy+}"]
    where = {"restApiId": api_id, "resourceId": proxied["id"], "httpMethod": "PUT"}
    client.put_method(**where, authorizationType="NONE", **modelled(NAMELESS)(client, api_id))
    client.put_integration(**where, type="HTTP_PROXY", integrationHttpMethod="ANY", uri=backend.url)
    client.create_deployment(restApiId=api_id, stageName="prod")
    assert (post(emulator, api_id, X_HTTP_Method_Override="PUT").status_code, backend.seen) == (400, [])
    assert post(emulator, api_id, X_HTTP_Method_Override="PATCH").text == "ok"
    assert [(request.verb, bytes(request.body)) for request in backend.seen] == [("PATCH", BODY)]


def test_the_request_history_has_the_body(start, backend):
    emulator = start("--ephemeral", "--request-history", "10")
    answer = post(emulator, proxy(emulator.client("apigateway"), backend))
    told = requests.get(f"{emulator.url}/_emulator/requests/{answer.headers['x-amzn-RequestId']}", timeout=30).json()
    assert told["request"]["body"]["bytes"] == told["integration"]["request"]["body"]["bytes"] == len(BODY)
    assert backend.seen[0].body == BODY


def test_a_fault_befalls_only_calls_whose_body_has_come(emulator, client, backend, caller, faults):  # noqa: F811
    """Whether a call is struck depends on how many there were before, and a caller that breaks off has none."""
    api_id = proxy(client, backend)
    fault = faults(apiId=api_id, status=503)
    one = caller(api_id)
    one.begin(Expect="100-continue")
    assert one.socket.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n", "the body is waited for"
    one.send(BODY[:HALF])
    one.socket.close()
    assert (post(emulator, api_id).status_code, backend.seen) == (503, [])
    assert counts(emulator, fault) == (1, 1)


def test_a_kept_answer_needs_no_body(emulator, client, backend, caller):
    api_id = proxy(client, backend, stage={"cacheClusterEnabled": True, "cacheClusterSize": "0.5"})
    setting(client, api_id, caching_enabled="true")
    one = caller(api_id)
    for _ in range(2):
        assert one.post(verb="GET") == (200, b"ok")
    assert [bytes(request.body) for request in backend.seen] == [BODY]


def test_a_backend_sees_what_has_come_before_the_caller_has_sent_all(client, backend, caller, eventually):
    one = caller(proxy(client, backend))
    for number in range(2):
        one.begin(X_Own="1")
        one.send(BODY[:HALF])
        eventually(lambda: len(backend.seen) > number and len(backend.seen[number].body) == HALF)
        one.send(BODY[HALF:])
        assert one.answer() == (200, b"ok")
        assert (backend.seen[number].body, backend.seen[number].headers["Content-Length"]) == (BODY, str(len(BODY)))
        assert backend.seen[number].headers["x-own"] == "1"


def test_a_caller_that_waits_for_permission_to_send_gets_it(client, backend, caller):
    """RFC 9110, section 10.1.1: `Expect: 100-continue`. The backend is not asked (developer guide, "Important notes")."""
    one = caller(proxy(client, backend))
    one.begin(Expect="100-continue")
    assert one.socket.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
    one.send(BODY)
    assert (one.answer(), backend.seen[0].headers["Expect"]) == ((200, b"ok"), None)


def test_a_caller_that_breaks_off_ends_the_backends_request(emulator, client, backend, caller, eventually):
    """Nobody gets an answer, so none is counted: as where a body is read first."""
    api_id = proxy(client, backend)
    one = caller(api_id)
    one.begin()
    one.send(BODY[:HALF])
    eventually(lambda: backend.seen and len(backend.seen[0].body) == HALF)
    one.socket.close()
    eventually(lambda: backend.seen[0].broken)
    assert caller(api_id).post() == (200, b"ok")
    counted = metrics(emulator, ApiName="orders-api", ApiId=api_id, Stage="prod")
    assert (counted["count_total"], counted["5xx_error_total"]) == (1, 0)


@pytest.mark.parametrize("path", ["silent", "deaf"])
def test_a_backend_that_does_not_answer_in_time_is_504(client, backend, caller, path):
    """The caller gets the answer though the backend has not taken all that it sends."""
    one = caller(proxy(client, backend, timeoutInMillis=300))
    assert one.post(f"/prod/{path}", LARGE) == (504, b'{"message": "Endpoint request timed out"}')
    assert one.post() == (200, b"ok")


def test_a_caller_may_take_longer_than_the_backend(client, backend, caller, eventually):
    one = caller(proxy(client, backend, timeoutInMillis=200))
    one.begin()
    one.send(BODY[:HALF])
    eventually(lambda: backend.seen and len(backend.seen[0].body) == HALF)
    time.sleep(0.5)
    one.send(BODY[HALF:])
    assert one.answer() == (200, b"ok")


def test_a_backend_that_answers_before_it_has_taken_all_may_leave_the_rest(client, backend, caller):
    assert caller(proxy(client, backend)).post("/prod/early-deaf", LARGE) == (200, b"ok")


@pytest.mark.parametrize("path", ["early", "early-late"])
def test_a_backend_that_answers_before_it_has_taken_all_gets_the_rest(client, backend, caller, eventually, path):
    """As late as it takes it: what is nearly always there at once is in memory by then."""
    assert caller(proxy(client, backend)).post(f"/prod/{path}", LARGE) == (200, b"ok")
    eventually(lambda: backend.seen[0].body == LARGE)
    assert not backend.seen[0].broken


def test_a_backend_that_streams_its_answer_while_it_reads_is_not_kept_waiting(emulator, client, backend):
    """It would stop reading if nobody took its answer, so its request is read first."""
    answer = emulator.by_host(proxy(client, backend, responseTransferMode="STREAM"), "/prod/echo", "POST", data=LARGE)
    assert (answer.content == 4 * LARGE, backend.seen[0].body == LARGE, backend.seen[0].broken) == (True, True, False)


def test_a_backend_that_is_not_there_is_504(emulator, client, backend, caller):
    api_id = proxy(client, backend)
    backend.server.shutdown()
    backend.server.server_close()
    one = caller(api_id)
    for _ in range(2):
        assert one.post(body=LARGE) == (504, b'{"message": "Network error communicating with endpoint"}')
