"""Canary releases: a share of a stage's requests goes to another deployment, with other variables."""

import json
from collections import Counter

import pytest
from botocore.exceptions import ClientError
from rest import MOCK, api, lambda_proxy, method, resource

REQUESTS = 60


def mock(client, api_id, root_id, message):
    """GET / answers what a template makes of the message, the variables and the context, as in the recorded case."""
    where = {"restApiId": api_id, "resourceId": root_id, "httpMethod": "GET"}
    template = {
        "message": message,
        "variable": "$stageVariables.testVar",
        "nonExistingDefault": "$stageVariables.noStageVar",
        "nonOverridden": "$stageVariables.defaultVar",
        "isCanary": "$context.isCanaryRequest",
        "deployment": "$context.deploymentId",
    }
    client.put_method(authorizationType="NONE", **where)
    client.put_integration(**MOCK, **where)
    client.put_integration_response(
        statusCode="200", responseTemplates={"application/json": json.dumps(template)}, **where
    )


def change(client, api_id, root_id, message):
    client.delete_method(restApiId=api_id, resourceId=root_id, httpMethod="GET")
    mock(client, api_id, root_id, message)


def patch(client, api_id, *operations):
    return client.update_stage(restApiId=api_id, stageName="dev", patchOperations=list(operations))


def percent(client, api_id, value):
    return patch(client, api_id, {"op": "replace", "path": "/canarySettings/percentTraffic", "value": value})


def messages(emulator, api_id):
    return Counter(emulator.by_host(api_id, "/dev/").json()["message"] for _ in range(REQUESTS))


@pytest.fixture
def client(emulator):
    return emulator.client("apigateway")


@pytest.fixture
def canary(client):
    """The API of the recorded case: its production deployment, and a canary that gets no requests yet."""
    api_id, root_id = api(client)
    mock(client, api_id, root_id, "default")
    variables = {"testVar": "default", "defaultVar": "default"}
    production = client.create_deployment(restApiId=api_id, stageName="dev", variables=variables)["id"]
    change(client, api_id, root_id, "canary")
    settings = {"percentTraffic": 0, "stageVariableOverrides": {"testVar": "canary", "noStageVar": "canary"}}
    canary = client.create_deployment(restApiId=api_id, stageName="dev", canarySettings=settings)["id"]
    return api_id, production, canary


def test_with_0_percent_every_request_is_the_production_releases(emulator, canary):
    """Recorded: test_invoking_canary_deployment, response-deployment-1."""
    api_id, production, _ = canary
    assert messages(emulator, api_id) == {"default": REQUESTS}
    assert emulator.by_host(api_id, "/dev/").json() == {
        "message": "default",
        "variable": "default",
        "nonExistingDefault": "",
        "nonOverridden": "default",
        "isCanary": "false",
        "deployment": production,
    }


def test_with_100_percent_every_request_is_the_canarys(emulator, client, canary):
    """Recorded: test_invoking_canary_deployment, response-canary-deployment."""
    api_id, _, deployment = canary
    percent(client, api_id, "100.0")
    assert messages(emulator, api_id) == {"canary": REQUESTS}
    assert emulator.by_host(api_id, "/dev/").json() == {
        "message": "canary",
        "variable": "canary",
        "nonExistingDefault": "canary",
        "nonOverridden": "default",
        "isCanary": "true",
        "deployment": deployment,
    }


def test_between_them_requests_are_separated_at_random(emulator, client, canary):
    """Developer guide, "Canary release deployment in API Gateway". (Only one side in 60 requests: once in 2^59 runs.)"""
    percent(client, canary[0], "50")
    counted = messages(emulator, canary[0])
    assert set(counted) == {"default", "canary"}


def test_without_a_canary_the_context_does_not_know_the_word(emulator, client):
    """Developer guide, "$context variables": isCanaryRequest is only there with a canary."""
    api_id, root_id = api(client)
    mock(client, api_id, root_id, "alone")
    client.create_deployment(restApiId=api_id, stageName="dev")
    assert emulator.by_host(api_id, "/dev/").json()["isCanary"] == ""


def test_a_function_gets_the_variables_of_the_release_that_calls_it(emulator, client):
    api_id, root_id = api(client)
    method(client, api_id, root_id, **lambda_proxy("echo"))
    client.create_deployment(restApiId=api_id, stageName="dev", variables={"a": "1", "b": "1"})
    settings = {"percentTraffic": 100, "stageVariableOverrides": {"b": "2"}}
    deployment = client.create_deployment(restApiId=api_id, stageName="dev", canarySettings=settings)["id"]
    event = emulator.by_host(api_id, "/dev/").json()
    assert event["stageVariables"] == {"a": "1", "b": "2"}
    assert event["requestContext"]["deploymentId"] == deployment


def test_what_only_the_canary_has_is_missing_in_production(emulator, client):
    api_id, root_id = api(client)
    mock(client, api_id, root_id, "old")
    client.create_deployment(restApiId=api_id, stageName="dev")
    mock(client, api_id, resource(client, api_id, root_id, "/new"), "new")
    client.create_deployment(restApiId=api_id, stageName="dev", canarySettings={"percentTraffic": 0})
    answer = emulator.by_host(api_id, "/dev/new")
    assert (answer.status_code, answer.json()) == (403, {"message": "Missing Authentication Token"})
    percent(client, api_id, "100")
    assert emulator.by_host(api_id, "/dev/new").json()["message"] == "new"


def test_a_promoted_canary_is_the_production_release(emulator, client, canary):
    """Developer guide, "Promote a canary release": the canary stays until it is removed."""
    api_id, _, deployment = canary
    promoted = patch(
        client,
        api_id,
        {"op": "replace", "path": "/canarySettings/percentTraffic", "value": "0.0"},
        {"op": "copy", "from": "/canarySettings/stageVariableOverrides", "path": "/variables"},
        {"op": "copy", "from": "/canarySettings/deploymentId", "path": "/deploymentId"},
    )
    assert promoted["deploymentId"] == deployment
    assert promoted["variables"] == {"testVar": "canary", "defaultVar": "default", "noStageVar": "canary"}
    answer = emulator.by_host(api_id, "/dev/").json()
    assert (answer["message"], answer["isCanary"], answer["nonExistingDefault"]) == ("canary", "false", "canary")
    patch(client, api_id, {"op": "remove", "path": "/canarySettings"})
    answer = emulator.by_host(api_id, "/dev/").json()
    assert (answer["message"], answer["isCanary"]) == ("canary", "")


def test_a_removed_canary_gets_nothing(emulator, client, canary):
    percent(client, canary[0], "100")
    patch(client, canary[0], {"op": "remove", "path": "/canarySettings"})
    assert messages(emulator, canary[0]) == {"default": REQUESTS}


def test_a_stage_with_a_canary_takes_no_other_deployment(emulator, client, canary):
    """Developer guide, "Canary release deployment in API Gateway"; the wording was seen by users of serverless, 11518."""
    with pytest.raises(ClientError) as refused:
        client.create_deployment(restApiId=canary[0], stageName="dev")
    assert refused.value.response["Error"] == {
        "Code": "BadRequestException",
        "Message": "Invalid deployment content specified.Non canary deployment not supported on stage dev because Canary is enabled. "
        "Provide CanarySettings in deploymentInput.",
    }
    assert messages(emulator, canary[0]) == {"default": REQUESTS}
