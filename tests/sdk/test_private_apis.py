"""Private APIs: VPC endpoints lead to them, as the resource policy allows, and nothing else does."""

import json

import pytest
import requests
from botocore.exceptions import ClientError
from rest import lambda_proxy, method, refusal

ENDPOINT = "vpce-01234567abcdef012"
OTHER = "vpce-0fedcba9876543210"
FORBIDDEN = (403, "ForbiddenException", {"message": "Forbidden"})


def policy():
    """The guide's example "Allow private API traffic based on source VPC or VPC endpoint"."""
    every = {"Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*"}
    deny = {"Effect": "Deny", "Condition": {"StringNotEquals": {"aws:SourceVpce": ENDPOINT}}}
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow"} | every, deny | every]})


def make(client, types, **options):
    made = client.create_rest_api(name="private", endpointConfiguration={"types": types}, **options)
    method(client, made["id"], made["rootResourceId"], **lambda_proxy("echo"))
    return made["id"]


@pytest.fixture
def client(emulator):
    return emulator.client("apigateway")


@pytest.fixture
def private(client):
    api_id = make(client, ["PRIVATE"], policy=policy())
    client.create_deployment(restApiId=api_id, stageName="prod")
    return api_id


def call(emulator, host, **headers):
    headers = {"Host": f"{host}:{emulator.port}"} | headers
    return requests.get(emulator.url + "/prod", headers=headers, timeout=60)


def test_without_a_resource_policy_it_is_not_deployed(client):
    """The wording was seen by users of terraform-provider-aws, 14290."""
    api_id = make(client, ["PRIVATE"])
    with pytest.raises(ClientError) as refused:
        client.create_deployment(restApiId=api_id, stageName="prod")
    assert refused.value.response["Error"] == {
        "Code": "BadRequestException",
        "Message": "Private REST API doesn't have a resource policy attached to it",
    }


def test_its_public_name_leads_nowhere(emulator, private):
    assert refusal(call(emulator, f"{private}.execute-api.localhost")) == FORBIDDEN
    answer = requests.get(f"{emulator.url}/_aws/execute-api/{private}/prod", timeout=60)
    assert refusal(answer) == FORBIDDEN


def test_a_vpc_endpoint_that_the_policy_denies_is_refused(emulator, private):
    answer = call(emulator, f"{private}-{OTHER}.execute-api.localhost")
    arn = f"arn:aws:execute-api:us-east-1:********0000:{private}/prod/GET/"
    message = f"User: anonymous is not authorized to perform: execute-api:Invoke on resource: {arn} with an explicit deny"
    assert refusal(answer) == (403, "AccessDeniedException", {"Message": message})


def test_the_names_of_a_vpc_endpoint_lead_to_it(emulator, private):
    """Developer guide, "How to invoke a private API": Route 53 alias, and the endpoint's own name with x-apigw-api-id."""
    event = call(emulator, f"{private}-{ENDPOINT}.execute-api.localhost").json()
    assert event["requestContext"]["identity"]["vpceId"] == ENDPOINT
    own_name = f"{ENDPOINT}-01234567.execute-api.us-east-1.vpce.localhost"
    assert call(emulator, own_name, **{"x-apigw-api-id": private}).status_code == 200
    assert refusal(call(emulator, own_name)) == FORBIDDEN
    assert refusal(call(emulator, own_name, **{"x-apigw-api-id": "nowhere"})) == FORBIDDEN


def test_a_vpc_endpoint_leads_to_private_apis_alone(emulator, client):
    api_id = make(client, ["REGIONAL"])
    client.create_deployment(restApiId=api_id, stageName="prod")
    assert refusal(call(emulator, f"{api_id}-{ENDPOINT}.execute-api.localhost")) == FORBIDDEN
    assert call(emulator, f"{api_id}.execute-api.localhost").status_code == 200
