"""Who may call the routes of an HTTP API: Lambda authorizers and signatures. Negatives first; in every refusal the backend
is not called, so that nothing of it is in the answer."""

import json

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.exceptions import ClientError
from rest import LAMBDA_URI, function_arn

GUARD_URI = LAMBDA_URI.format(function_arn("guard"))
UNAUTHORIZED = (401, {"message": "Unauthorized"})
FORBIDDEN = (403, {"message": "Forbidden"})
FAILURE = (500, {"message": "Internal Server Error"})
REQUEST = {
    "Name": "guard",
    "AuthorizerType": "REQUEST",
    "AuthorizerUri": GUARD_URI,
    "AuthorizerPayloadFormatVersion": "2.0",
    "IdentitySource": [],
}


@pytest.fixture(scope="module")
def client(emulator):
    return emulator.client("apigatewayv2")


def api(client):
    """An API that deploys by itself, and its integration with the echo function."""
    api_id = client.create_api(Name="guarded", ProtocolType="HTTP")["ApiId"]
    client.create_stage(ApiId=api_id, StageName="$default", AutoDeploy=True)
    integration = client.create_integration(
        ApiId=api_id, IntegrationType="AWS_PROXY", IntegrationUri=function_arn("echo"), PayloadFormatVersion="2.0"
    )["IntegrationId"]
    return api_id, f"integrations/{integration}"


def guarded(client, payload_format="2.0", sources=("$request.header.x-decision",), ttl=0, simple=False):
    """An API whose routes GET /pets and GET /pets/{id} ask the function guard."""
    api_id, target = api(client)
    settings = {"AuthorizerPayloadFormatVersion": payload_format, "IdentitySource": list(sources)}
    authorizer = client.create_authorizer(
        ApiId=api_id, **REQUEST | settings, AuthorizerResultTtlInSeconds=ttl, EnableSimpleResponses=simple
    )["AuthorizerId"]
    for key in ("GET /pets", "GET /pets/{id}"):
        client.create_route(ApiId=api_id, RouteKey=key, Target=target, AuthorizationType="CUSTOM", AuthorizerId=authorizer)
    return api_id


def call(emulator, api_id, decision=None, path="/pets"):
    return emulator.by_host(api_id, path, headers={"x-decision": decision} if decision else {})


def refusal(answer):
    return answer.status_code, answer.json()


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        (None, UNAUTHORIZED),
        ("unauthorized", UNAUTHORIZED),
        ("deny", FORBIDDEN),
        ("arn:aws:execute-api:*:*:*/*/POST/*", FORBIDDEN),
        ("fail", FAILURE),
        ("malformed", FAILURE),
        ("yes", FAILURE),
    ],
)
@pytest.mark.parametrize("payload_format", ["1.0", "2.0"])
def test_an_authorizer_with_policies_refuses(emulator, client, payload_format, decision, expected):
    """Developer guide, "Working with AWS Lambda authorizers for HTTP APIs"."""
    assert refusal(call(emulator, guarded(client, payload_format), decision)) == expected


@pytest.mark.parametrize(
    ("decision", "expected"), [(None, UNAUTHORIZED), ("no", FORBIDDEN), ("allow", FAILURE), ("fail", FAILURE)]
)
def test_an_authorizer_with_simple_responses_refuses(emulator, client, decision, expected):
    assert refusal(call(emulator, guarded(client, simple=True), decision)) == expected


def test_the_backend_is_told_what_the_authorizer_says(emulator, client):
    """Unlike in REST APIs the context keeps its types, and may hold lists (the guide's example)."""
    context = call(emulator, guarded(client, simple=True), "yes").json()["requestContext"]["authorizer"]["lambda"]
    assert isinstance(context.pop("calls"), int)
    assert context == {"admin": True, "roles": ["a", "b"]}
    for payload_format in ("1.0", "2.0"):
        context = call(emulator, guarded(client, payload_format), "allow").json()["requestContext"]["authorizer"]["lambda"]
        assert (context["admin"], context["text"]) == (True, "hello")


def test_the_context_can_be_mapped(emulator, client):
    """Developer guide, "Transforming API requests and responses": $context."""
    api_id = guarded(client)
    integration = client.get_integrations(ApiId=api_id)["Items"][0]["IntegrationId"]
    client.update_integration(
        ApiId=api_id, IntegrationId=integration,
        ResponseParameters={"200": {
            "append:header.x-user": "$context.authorizer.principalId",
            "append:header.x-context": "${context.authorizer.admin} ${context.authorizer.text}${context.authorizer.none}",
        }},
    )
    answer = call(emulator, api_id, "allow")
    assert (answer.headers["x-user"], answer.headers["x-context"]) == ("user", "true hello")


def test_a_kept_answer_is_used_until_it_is_reset(emulator, client):
    """Developer guide, "Caching authorizer responses"; API reference, ResetAuthorizersCache."""
    api_id = guarded(client, ttl=300, simple=True)

    def calls(path="/pets"):
        return call(emulator, api_id, "yes", path).json()["requestContext"]["authorizer"]["lambda"]["calls"]

    first = calls()
    assert (calls(), calls("/pets/7")) == (first, first)
    client.reset_authorizers_cache(ApiId=api_id, StageName="$default")
    assert calls() != first
    with pytest.raises(ClientError) as refused:
        client.reset_authorizers_cache(ApiId=api_id, StageName="other")
    assert refused.value.response["Error"]["Code"] == "NotFoundException"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"AuthorizerPayloadFormatVersion": None}, "AuthorizerPayloadFormatVersion is a required parameter for REQUEST authorizer"),
        ({"AuthorizerPayloadFormatVersion": "3.0"}, "AuthorizerPayloadFormatVersion 3.0 is not supported"),
        (
            {"AuthorizerPayloadFormatVersion": "1.0", "EnableSimpleResponses": True},
            'EnableSimpleResponses can only be set for AuthorizerPayloadFormatVersion "2.0".',
        ),
        (
            {"AuthorizerResultTtlInSeconds": 60},
            "Identity source must be set if authorizer caching is enabled (TTL is greater than 0)",
        ),
        ({"IdentitySource": ["route.request.header.a"]}, "Invalid identity source expression: route.request.header.a"),
        ({"AuthorizerUri": function_arn("guard")}, f"Invalid Authorizer URI: {function_arn('guard')}. "),
    ],
)
def test_authorizers_that_aws_refuses(client, change, message):
    """Seen by users: hashicorp/terraform-provider-aws issue 15181 and pull request 32629."""
    api_id, _ = api(client)
    members = {name: value for name, value in (REQUEST | change).items() if value is not None}
    with pytest.raises(ClientError) as refused:
        client.create_authorizer(ApiId=api_id, **members)
    assert refused.value.response["Error"]["Code"] == "BadRequestException"
    assert refused.value.response["Error"]["Message"].startswith(message)
    made = client.create_authorizer(ApiId=api_id, **REQUEST)
    changes = {name: value for name, value in change.items() if value is not None}
    if changes:
        with pytest.raises(ClientError) as refused:
            client.update_authorizer(ApiId=api_id, AuthorizerId=made["AuthorizerId"], **changes)
        assert refused.value.response["Error"]["Message"].startswith(message)


def signed(emulator, api_id, path, key, secret="secret"):
    """A request as botocore signs it."""
    host = f"{api_id}.execute-api.localhost:{emulator.port}"
    request = AWSRequest("GET", f"http://{host}{path}", headers={"Host": host})
    SigV4Auth(Credentials(key, secret), "execute-api", "us-east-1").add_auth(request)
    prepared = request.prepare()
    return emulator.by_host(api_id, prepared.url.split(host, 1)[1], headers=dict(prepared.headers))


def test_a_route_with_aws_iam_wants_a_signature(emulator, client):
    """Developer guide, "Using IAM authorization"; the members as recorded: aws-powertools/powertools-lambda-typescript,
    tests/events/apigw-http/iam-auth.json."""
    api_id, target = api(client)
    client.create_route(ApiId=api_id, RouteKey="GET /pets", Target=target, AuthorizationType="AWS_IAM")
    assert refusal(emulator.by_host(api_id, "/pets")) == FORBIDDEN
    assert refusal(emulator.by_host(api_id, "/pets", headers={"Authorization": "Bearer x"})) == FORBIDDEN
    assert refusal(signed(emulator, api_id, "/pets", "AKIDUNKNOWN")) == FORBIDDEN
    assert refusal(signed(emulator, api_id, "/pets", "111122223333")) == FORBIDDEN
    answer = signed(emulator, api_id, "/pets?b=2&a=1%202", "test")
    assert answer.status_code == 200, answer.text
    iam = answer.json()["requestContext"]["authorizer"]["iam"]
    assert sorted(iam) == ["accessKey", "accountId", "callerId", "cognitoIdentity", "principalOrgId", "userArn", "userId"]
    assert (iam["accessKey"], iam["userArn"]) == ("test", "arn:aws:iam::000000000000:root")


def test_with_a_credentials_file_signatures_and_policies_are_checked(start, tmp_path):
    from conftest import sample_functions

    allow = {"Effect": "Allow", "Action": "execute-api:Invoke", "Resource": "arn:aws:execute-api:*:*:*/$default/GET/pets"}
    file = tmp_path / "credentials.json"
    file.write_text(json.dumps({"credentials": [{
        "accessKeyId": "AKIDEXAMPLE",
        "secretAccessKey": "right",
        "principalArn": "arn:aws:iam::000000000000:user/ann",
        "policies": [{"Version": "2012-10-17", "Statement": [allow]}],
    }]}))
    emulator = start("--ephemeral", "--credentials", str(file), *sample_functions())
    client = emulator.client("apigatewayv2")
    api_id, target = api(client)
    client.create_route(ApiId=api_id, RouteKey="$default", Target=target, AuthorizationType="AWS_IAM")
    assert refusal(signed(emulator, api_id, "/pets", "AKIDEXAMPLE", "wrong")) == FORBIDDEN
    assert refusal(signed(emulator, api_id, "/pets/7", "AKIDEXAMPLE", "right")) == FORBIDDEN
    answer = signed(emulator, api_id, "/pets?x=a%2Fb", "AKIDEXAMPLE", "right")
    assert answer.json()["requestContext"]["authorizer"]["iam"]["userArn"] == "arn:aws:iam::000000000000:user/ann"
