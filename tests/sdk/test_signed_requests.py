"""What the emulator sends to AWS services carries a signature that AWS's own library finds right."""

import http.server
import re
import threading

import pytest
from botocore.auth import S3SigV4Auth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from rest import api, resource

CREDENTIALS = {"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_SESSION_TOKEN": "token"}
AUTHORIZATION = re.compile(r"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/\d{8}/(.+)/(.+)/aws4_request, SignedHeaders=(.+), Signature=(.+)")


@pytest.fixture
def service():
    """A service that keeps the requests that it gets."""
    requests = []

    class Keep(http.server.BaseHTTPRequestHandler):
        def answer(self):
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            requests.append((self.command, self.path, {name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(200)
            self.send_header("content-length", "0")
            self.end_headers()

        do_GET = do_POST = do_PUT = answer

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Keep)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", requests
    server.shutdown()


def signature(method, path, headers, body):
    """The signature that the library makes for a request, and the one that it carries."""
    region, service, signed, sent = AUTHORIZATION.fullmatch(headers["authorization"]).groups()
    request = AWSRequest(method, f"http://{headers['host']}{path}", {name: headers[name] for name in signed.split(";")}, body)
    request.context["timestamp"] = headers["x-amz-date"]
    key = Credentials(CREDENTIALS["AWS_ACCESS_KEY_ID"], CREDENTIALS["AWS_SECRET_ACCESS_KEY"])
    signer = (S3SigV4Auth if service == "s3" else SigV4Auth)(key, service, region)
    made = signer.signature(signer.string_to_sign(request, signer.canonical_request(request)), request)
    return made, sent


@pytest.mark.parametrize(
    ("target", "verb", "path", "parameters"),
    [
        ("sqs:action/SendMessage", "POST", "/any", {"querystring.MessageBody": "'a b+c/é&d'"}),
        ("sqs:path/123456789012/my%20queue", "POST", "/any", {"header.Content-Type": "'application/x-www-form-urlencoded'"}),
        ("s3:path/bucket/{path}", "GET", "/a:b/(1)+%20%C3%A9.txt", {"path.path": "method.request.path.path"}),
        ("bucket.s3:path/{path}", "PUT", "/k", {"path.path": "method.request.path.path", "querystring.tagging": "''"}),
        ("dynamodb:action/PutItem", "POST", "/any", {"header.X-Own": "'  two  spaces '"}),
    ],
)
def test_a_request_is_signed_as_the_library_signs_it(start, service, target, verb, path, parameters):
    url, requests = service
    emulator = start("--ephemeral", "--service-endpoint", f"*={url}", environment=CREDENTIALS)
    client = emulator.client("apigateway")
    api_id, root_id = api(client)
    where = {"restApiId": api_id, "resourceId": resource(client, api_id, root_id, "/{path+}"), "httpMethod": "ANY"}
    client.put_method(**where, authorizationType="NONE", requestParameters={"method.request.path.path": True})
    client.put_integration(
        **where,
        type="AWS",
        integrationHttpMethod="ANY",
        uri=f"arn:aws:apigateway:eu-west-1:{target}",
        credentials="arn:aws:iam::123456789012:role/apigateway",
        requestParameters={f"integration.request.{name}": source for name, source in parameters.items()},
    )
    client.put_method_response(**where, statusCode="200")
    client.put_integration_response(**where, statusCode="200")
    client.create_deployment(restApiId=api_id, stageName="prod")
    answer = emulator.by_host(api_id, "/prod" + path, method=verb, data=b"body" if verb != "GET" else None)
    assert answer.status_code == 200, emulator.log.read_text()
    [(method, target, headers, body)] = requests
    made, sent = signature(method, target, headers, body)
    assert made == sent
    assert (headers["x-amz-security-token"], "/eu-west-1/" in headers["authorization"]) == ("token", True)
