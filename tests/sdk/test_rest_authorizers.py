"""Who may call the methods of a REST API: Lambda authorizers, resource policies, signatures. Negatives first; in every
refusal the backend is not called, so that nothing of it is in the answer."""

import json
import uuid

import pytest
from botocore.auth import SigV4Auth, SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from rest import LAMBDA_URI, api, function_arn, lambda_proxy, refusal, resource

GUARD_URI = LAMBDA_URI.format(function_arn("guard"))
UNAUTHORIZED = (401, "UnauthorizedException", {"message": "Unauthorized"})
CONFIGURATION = (500, "AuthorizerConfigurationException", {"message": None})
DENIED = (403, "AccessDeniedException", {"Message": "User is not authorized to access this resource"})
EXPLICITLY_DENIED = (
    403,
    "AccessDeniedException",
    {"Message": "User is not authorized to access this resource with an explicit deny"},
)
UNSIGNED = (403, "MissingAuthenticationTokenException", {"message": "Missing Authentication Token"})


def guarded(client, authorization, authorizer=None, policy=None):
    """A deployed API with GET /pets and GET /pets/{id}, both answered by the echo function."""
    api_id, root_id = api(client, **({"policy": json.dumps(policy)} if policy else {}))
    options = {"authorizationType": authorization}
    if authorizer:
        made = client.create_authorizer(restApiId=api_id, name="guard", authorizerUri=GUARD_URI, **authorizer)
        options["authorizerId"] = made["id"]
    for path in ("/pets", "/pets/{id}"):
        where = {"restApiId": api_id, "resourceId": resource(client, api_id, root_id, path), "httpMethod": "GET"}
        client.put_method(**where, **options)
        client.put_integration(**where, **lambda_proxy("echo"))
    client.create_deployment(restApiId=api_id, stageName="prod")
    return api_id


def token_authorizer(ttl=0, **options):
    source = "method.request.header.Authorization"
    return {"type": "TOKEN", "identitySource": source, "authorizerResultTtlInSeconds": ttl} | options


@pytest.fixture(scope="module")
def client(emulator):
    return emulator.client("apigateway")


@pytest.fixture(scope="module")
def by_token(client):
    return guarded(client, "CUSTOM", token_authorizer())


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        (None, UNAUTHORIZED),
        ("unauthorized", UNAUTHORIZED),
        ("fail", CONFIGURATION),
        ("malformed", CONFIGURATION),
        ("deny", EXPLICITLY_DENIED),
        ("arn:aws:execute-api:*:*:*/*/POST/*", DENIED),
    ],
)
def test_a_token_authorizer_refuses(emulator, by_token, token, expected):
    """Developer guide, "Use API Gateway Lambda authorizers"; AWS re:Post on the messages of both kinds of 403."""
    headers = {"Authorization": token} if token else {}
    assert refusal(emulator.by_host(by_token, "/prod/pets", headers=headers)) == expected


def test_a_token_authorizer_allows_and_tells_the_backend_who_calls(emulator, by_token):
    answer = emulator.by_host(by_token, "/prod/pets/7", headers={"Authorization": "allow"})
    assert answer.status_code == 200
    authorizer = answer.json()["requestContext"]["authorizer"]
    assert isinstance(authorizer.pop("integrationLatency"), int)
    assert authorizer.pop("calls").isdigit()
    assert authorizer == {"principalId": "user", "admin": "true", "text": "hello"}


def test_a_token_that_does_not_match_is_refused(emulator, client):
    """API reference, CreateAuthorizer, identityValidationExpression."""
    api_id = guarded(client, "CUSTOM", token_authorizer(identityValidationExpression="^all.*"))
    assert refusal(emulator.by_host(api_id, "/prod/pets", headers={"Authorization": "x"})) == UNAUTHORIZED
    assert emulator.by_host(api_id, "/prod/pets", headers={"Authorization": "allow"}).status_code == 200


def test_a_request_authorizer_wants_all_its_identity_sources(emulator, client):
    """API reference, CreateAuthorizer, identitySource."""
    sources = "method.request.header.x-decision,method.request.querystring.user"
    api_id = guarded(client, "CUSTOM", {"type": "REQUEST", "identitySource": sources})
    headers = {"x-decision": "allow"}
    assert refusal(emulator.by_host(api_id, "/prod/pets")) == UNAUTHORIZED
    assert refusal(emulator.by_host(api_id, "/prod/pets", headers=headers)) == UNAUTHORIZED
    assert refusal(emulator.by_host(api_id, "/prod/pets", params={"user": ""}, headers=headers)) == UNAUTHORIZED
    assert emulator.by_host(api_id, "/prod/pets", params={"user": "ann"}, headers=headers).status_code == 200


def test_a_kept_answer_is_used_until_it_is_flushed_and_asked_anew_for_every_method(emulator, client):
    """Developer guide, "Configure a Lambda authorizer": authorization caching."""
    api_id = guarded(client, "CUSTOM", token_authorizer(ttl=300))
    policy = f"arn:aws:execute-api:us-east-1:000000000000:{api_id}/prod/GET/pets"
    headers = {"Authorization": policy}

    def calls():
        answer = emulator.by_host(api_id, "/prod/pets", headers=headers)
        assert answer.status_code == 200, answer.text
        return answer.json()["requestContext"]["authorizer"]["calls"]

    first = calls()
    assert calls() == first
    assert refusal(emulator.by_host(api_id, "/prod/pets/7", headers=headers)) == DENIED
    client.flush_stage_authorizers_cache(restApiId=api_id, stageName="prod")
    assert calls() != first


def test_a_resource_policy_has_to_allow_and_applies_when_it_is_deployed(emulator, client):
    """Developer guide, "How API Gateway resource policies affect authorization workflow"."""
    allow = {"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/prod/GET/pets"}
    api_id = guarded(client, "NONE", policy={"Version": "2012-10-17", "Statement": [allow]})
    arn = f"arn:aws:execute-api:us-east-1:********0000:{api_id}/prod/GET/pets"
    message = "User: anonymous is not authorized to perform: execute-api:Invoke on resource: "
    assert refusal(emulator.by_host(api_id, "/prod/pets/7")) == (403, "AccessDeniedException", {"Message": f"{message}{arn}/7"})
    assert emulator.by_host(api_id, "/prod/pets").status_code == 200

    deny = allow | {"Effect": "Deny", "Condition": {"IpAddress": {"aws:SourceIp": ["127.0.0.0/8", "::1"]}}}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [allow, deny]})
    client.update_rest_api(restApiId=api_id, patchOperations=[{"op": "replace", "path": "/policy", "value": policy}])
    assert emulator.by_host(api_id, "/prod/pets").status_code == 200
    client.create_deployment(restApiId=api_id, stageName="prod")
    expected = {"Message": f"{message}{arn} with an explicit deny"}
    assert refusal(emulator.by_host(api_id, "/prod/pets")) == (403, "AccessDeniedException", expected)


def signed(emulator, api_id, path, key, secret="secret", service="execute-api", presigned=False, method="GET", body=None):
    """A request as botocore signs it."""
    host = f"{api_id}.execute-api.localhost:{emulator.port}"
    headers = {"Host": host} | ({"Content-Type": "application/json"} if body else {})
    request = AWSRequest(method, f"http://{host}{path}", headers=headers, data=body)
    credentials = Credentials(key, secret)
    if presigned:
        SigV4QueryAuth(credentials, service, "us-east-1", expires=60).add_auth(request)
    else:
        SigV4Auth(credentials, service, "us-east-1").add_auth(request)
    prepared = request.prepare()
    return emulator.by_host(api_id, prepared.url.split(host, 1)[1], method, headers=dict(prepared.headers), data=body)


@pytest.mark.parametrize("header", ["Bearer token", "allow"])
def test_what_is_no_signature_is_taken_for_one_where_there_is_no_method(emulator, by_token, header):
    """"That error will return for any invalid endpoints": amazon-archives/aws-cognito-angular-quickstart issue 50; AWS re:Post,
    "REST API in API Gateway returns 403 when resource or method is incorrect"."""
    status, kind, body = refusal(emulator.by_host(by_token, "/prod/monkeys", headers={"Authorization": header}))
    assert (status, kind) == (403, "IncompleteSignatureException")
    assert "not a valid key=value pair (missing equal-sign) in Authorization header" in body["message"]


@pytest.mark.parametrize(
    ("verb", "path", "route"),
    [("POST", "", "/"), ("PUT", "/pets", "pets"), ("POST", "/not%E2%80%98s", "not%E2%80%98s"), ("GET", "/pets/7/x", "pets/7/x")],
)
def test_who_signs_is_told_that_there_is_no_such_method(emulator, by_token, verb, path, route):
    """Developer guide, "Gateway response types", RESOURCE_NOT_FOUND: "after an API request passes authentication and authorization". Status
    and words as callers of AWS saw them: anomalyco/guide issues 320 and 344. Whether slashes within the route are told so is written nowhere."""
    answer = signed(emulator, by_token, "/prod" + path, "test", method=verb)
    message = f"No method found matching route {route} for http method {verb}."
    assert refusal(answer) == (404, "NotFoundException", {"message": message})


def test_who_may_not_call_is_not_told_that_there_is_no_such_method(emulator, client):
    allow = {"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*"}
    deny = allow | {"Effect": "Deny", "Resource": "execute-api:/prod/GET/monkeys"}
    api_id = guarded(client, "NONE", policy={"Version": "2012-10-17", "Statement": [allow, deny]})
    status, kind, body = refusal(signed(emulator, api_id, "/prod/monkeys", "test"))
    assert (status, kind) == (403, "AccessDeniedException")
    assert body["Message"].endswith(f":{api_id}/prod/GET/monkeys with an explicit deny")
    assert refusal(signed(emulator, api_id, "/prod/monkeys", "AKIDUNKNOWN"))[1] == "UnrecognizedClientException"
    assert refusal(emulator.by_host(api_id, "/prod/monkeys")) == UNSIGNED


def test_a_method_with_aws_iam_wants_a_signature(emulator, client):
    api_id = guarded(client, "AWS_IAM")
    assert refusal(emulator.by_host(api_id, "/prod/pets")) == UNSIGNED
    answer = signed(emulator, api_id, "/prod/pets", "AKIDUNKNOWN")
    invalid = {"message": "The security token included in the request is invalid."}
    assert refusal(answer) == (403, "UnrecognizedClientException", invalid)
    assert signed(emulator, api_id, "/prod/pets", "test", service="s3").status_code == 403
    answer = signed(emulator, api_id, "/prod/pets?b=2&a=1%202", "test")
    assert answer.status_code == 200, answer.text
    assert answer.json()["requestContext"]["identity"]["accessKey"] == "test"


def test_a_condition_that_no_request_meets_is_told(start, tmp_path):
    """Service authorization reference, "Condition keys for Amazon API Gateway Management"."""
    conditions = {"StringEquals": {"aws:RequestedRegion": "us-east-1", "apigateway:Request/EndpointType": "EDGE"}}
    policy = {"Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": conditions}]}
    arn = "arn:aws:iam::123456789012:user/ann"
    file = tmp_path / "credentials.json"
    file.write_text(json.dumps({"credentials": [
        {"accessKeyId": "AKIDANN", "secretAccessKey": "s", "principalArn": arn, "policies": [policy]}]}))
    emulator = start("--ephemeral", "--credentials", str(file))
    told = [line["message"] for line in emulator.logged() if line["level"] == "WARN" and "condition key" in line["message"]]
    assert len(told) == 1 and "apigateway:request/endpointtype" in told[0] and "AKIDANN" in told[0], told


def test_policies_of_the_root_of_an_account_are_told_to_decide_nothing(start, tmp_path):
    """IAM user guide, "AWS account root user": identity-based policies cannot be attached to it."""
    file, policy = tmp_path / "credentials.json", {"Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}]}
    file.write_text(json.dumps({"credentials": [
        {"accessKeyId": key, "secretAccessKey": "s", "principalArn": f"arn:aws:iam::123456789012:{principal}", "policies": policies}
        for key, principal, policies in (("AKIDBARE", "root", []), ("AKIDROOT", "root", [policy]), ("AKIDUSER", "user/root", [policy]))
    ]}))
    emulator = start("--ephemeral", "--credentials", str(file))
    [told] = [line["message"] for line in emulator.logged() if line["level"] == "WARN" and "decide nothing" in line["message"]]
    assert "AKIDROOT" in told


def test_with_a_credentials_file_signatures_and_policies_are_checked(start, tmp_path):
    key, secret = "AKID" + uuid.uuid4().hex[:16].upper(), uuid.uuid4().hex
    allow = {"Effect": "Allow", "Action": "execute-api:Invoke", "Resource": "arn:aws:execute-api:*:*:*/prod/GET/pets"}
    file = tmp_path / "credentials.json"
    file.write_text(json.dumps({"credentials": [{
        "accessKeyId": key,
        "secretAccessKey": secret,
        "principalArn": "arn:aws:iam::000000000000:user/ann",
        "policies": [{"Version": "2012-10-17", "Statement": [allow]}],
    }]}))
    from conftest import sample_functions

    emulator = start("--ephemeral", "--credentials", str(file), *sample_functions())
    api_id = guarded(emulator.client("apigateway"), "AWS_IAM")
    for presigned in (False, True):
        wrong = signed(emulator, api_id, "/prod/pets", key, "another secret", presigned=presigned)
        assert (wrong.status_code, wrong.headers["x-amzn-ErrorType"]) == (403, "InvalidSignatureException")
        right = signed(emulator, api_id, "/prod/pets?x=a%2Fb", key, secret, presigned=presigned)
        assert right.status_code == 200, right.text
        assert right.json()["requestContext"]["identity"]["userArn"] == "arn:aws:iam::000000000000:user/ann"
        denied = signed(emulator, api_id, "/prod/pets/7", key, secret, presigned=presigned)
        assert (denied.status_code, denied.headers["x-amzn-ErrorType"]) == (403, "AccessDeniedException")
    assert signed(emulator, api_id, "/prod/pets", "test").status_code == 403
