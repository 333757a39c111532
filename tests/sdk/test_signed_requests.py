"""What the emulator sends to AWS services carries a signature that AWS's own library finds right."""

import re

import pytest
from backends import HttpBackend
from botocore.auth import S3SigV4Auth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from rest import api, resource

CREDENTIALS = {"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_SESSION_TOKEN": "token"}
AUTHORIZATION = re.compile(r"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/\d{8}/(.+)/(.+)/aws4_request, SignedHeaders=(.+), Signature=(.+)")


@pytest.fixture
def service():
    with HttpBackend(b"") as running:
        yield running


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
    emulator = start("--ephemeral", "--service-endpoint", f"*={service.url}", environment=CREDENTIALS)
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
    [seen] = service.seen
    headers = seen["headers"]
    made, sent = signature(seen["method"], seen["target"], headers, seen["body"])
    assert made == sent
    assert (headers["x-amz-security-token"], "/eu-west-1/" in headers["authorization"]) == ("token", True)
