"""CreateRestApi with cloneFrom: an API that begins as another is, with ids of its own."""

import json

import pytest
from botocore.exceptions import ClientError
from rest import LAMBDA_URI, MOCK, api, function_arn, resource


@pytest.fixture
def client(emulator):
    return emulator.client("apigateway")


@pytest.fixture
def original(client):
    """An API with one of each of its parts."""
    api_id, root = api(client, "original", binaryMediaTypes=["image/png"], minimumCompressionSize=10)
    schema = {"type": "object", "properties": {"pet": {"$ref": f"https://apigateway.amazonaws.com/restapis/{api_id}/models/Pet"}}}
    where = {"restApiId": api_id, "contentType": "application/json"}
    client.create_model(**where, name="Pet", schema='{"type": "object", "properties": {"id": {"type": "integer"}}}')
    client.create_model(**where, name="Owner", schema=json.dumps(schema))
    uri = LAMBDA_URI.format(function_arn("guard"))
    guard = client.create_authorizer(
        restApiId=api_id, name="guard", type="TOKEN", authorizerUri=uri, identitySource="method.request.header.token"
    )["id"]
    checked = client.create_request_validator(restApiId=api_id, name="checked", validateRequestBody=True)["id"]
    pet = resource(client, api_id, root, "/pets/{petId}")
    where = {"restApiId": api_id, "resourceId": pet, "httpMethod": "POST"}
    client.put_method(
        **where, authorizationType="CUSTOM", authorizerId=guard, requestValidatorId=checked,
        requestModels={"application/json": "Owner"},
    )  # fmt: skip
    client.put_integration(**where, **MOCK)
    client.put_method_response(**where, statusCode="200")
    client.put_integration_response(**where, statusCode="200", responseTemplates={"application/json": "cloned"})
    client.put_gateway_response(restApiId=api_id, responseType="UNAUTHORIZED", statusCode="418")
    location = {"type": "METHOD", "path": "/pets/{petId}", "method": "POST"}
    client.create_documentation_part(restApiId=api_id, location=location, properties='{"description": "adds"}')
    client.create_deployment(restApiId=api_id, stageName="prod")
    return api_id


def parts(client, api_id):
    """Ids of an API's parts, and what they are without them."""
    resources = client.get_resources(restApiId=api_id, embed=["methods"])["items"]
    authorizers = client.get_authorizers(restApiId=api_id)["items"]
    validators = client.get_request_validators(restApiId=api_id)["items"]
    models = client.get_models(restApiId=api_id)["items"]
    documentation = client.get_documentation_parts(restApiId=api_id)["items"]
    all_parts = [*resources, *authorizers, *validators, *models, *documentation]
    ids = {part["id"]: part.get("path") or part.get("name") or "part" for part in all_parts}
    text = json.dumps([resources, authorizers, validators, sorted(models, key=lambda model: model["name"]), documentation])
    for id, name in sorted(ids.items()):
        text = text.replace(id, f"id of {name}")
    return set(ids), json.loads(text.replace(api_id, "the api"))


def test_what_is_not_there_is_not_cloned(client):
    with pytest.raises(ClientError) as refused:
        client.create_rest_api(name="clone", cloneFrom="nosuch")
    assert refused.value.response["Error"]["Code"] == "NotFoundException"
    assert "clone" not in [one["name"] for one in client.get_rest_apis(limit=500)["items"]]


def test_a_clone_has_all_parts_under_ids_of_its_own(client, original):
    clone = client.create_rest_api(name="clone", cloneFrom=original)
    ids, what = parts(client, original)
    cloned_ids, cloned = parts(client, clone["id"])
    assert cloned == what
    assert not ids & cloned_ids
    assert clone["rootResourceId"] in cloned_ids
    assert (clone["binaryMediaTypes"], clone["minimumCompressionSize"]) == (["image/png"], 10)
    responses = client.get_gateway_responses(restApiId=clone["id"])["items"]
    assert [one["statusCode"] for one in responses if not one["defaultResponse"]] == ["418"]


def test_a_clone_is_not_deployed(client, original):
    clone = client.create_rest_api(name="clone", cloneFrom=original)["id"]
    assert client.get_stages(restApiId=clone)["item"] == client.get_deployments(restApiId=clone)["items"] == []


def test_a_clone_is_deployed_and_outlives_the_original(emulator, client, original):
    clone = client.create_rest_api(name="clone", cloneFrom=original)["id"]
    client.delete_rest_api(restApiId=original)
    client.create_deployment(restApiId=clone, stageName="prod")
    headers = {"Content-Type": "application/json", "token": "allow"}
    assert emulator.by_host(clone, "/prod/pets/1", "POST", json={"pet": {"id": "one"}}, headers=headers).status_code == 400
    answer = emulator.by_host(clone, "/prod/pets/1", "POST", json={"pet": {"id": 1}}, headers=headers)
    assert (answer.status_code, answer.text) == (200, "cloned")
    assert emulator.by_host(clone, "/prod/pets/1", "POST", json={}).status_code == 418
