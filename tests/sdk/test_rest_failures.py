"""REST APIs when the function misbehaves: AWS's answers, and nothing of the function's in them."""

import time

import pytest
from rest import lambda_api, lambda_proxy


def test_a_bare_object_is_a_malformed_proxy_response(emulator):
    """Developer guide, "Output format of a Lambda function for proxy integration": otherwise 502."""
    api_id = lambda_api(emulator.client("apigateway"), "/bare", "bare")
    answer = emulator.by_host(api_id, "/prod/bare")
    assert (answer.status_code, answer.json()) == (502, {"message": "Internal server error"})
    assert answer.headers["x-amzn-ErrorType"] == "InternalServerErrorException"


def test_a_function_slower_than_the_integration_is_a_timeout_and_its_late_result_harms_nothing(emulator):
    """Developer guide, "Gateway response types", INTEGRATION_TIMEOUT: 504 {"message":"Endpoint request timed out"} on REST."""
    api_id = lambda_api(emulator.client("apigateway"), "/slow", "slow", timeoutInMillis=300)
    before = time.monotonic()
    answer = emulator.by_host(api_id, "/prod/slow", params={"seconds": "1"})
    assert (answer.status_code, answer.json()) == (504, {"message": "Endpoint request timed out"})
    assert time.monotonic() - before < 0.95
    time.sleep(1.2)
    quick = emulator.by_host(api_id, "/prod/slow", params={"seconds": "0"})
    assert quick.status_code == 200


def test_a_function_that_does_not_exist_is_an_internal_server_error(emulator):
    api_id = lambda_api(emulator.client("apigateway"), "/gone", "no-such-function")
    answer = emulator.by_host(api_id, "/prod/gone")
    assert (answer.status_code, answer.json()) == (500, {"message": "Internal server error"})


@pytest.mark.parametrize("verb", ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_any_stands_for_every_method(emulator, verb):
    api_id = lambda_api(emulator.client("apigateway"), "/orders", "orders")
    assert emulator.by_host(api_id, "/prod/orders", method=verb).status_code == 200


def test_a_check_that_is_not_emulated_refuses_instead_of_passing(emulator):
    """Never silently skip a check: what is declared and cannot be made lets nobody through."""
    from rest import api, resource

    client = emulator.client("apigateway")
    api_id, root_id = api(client)
    target = resource(client, api_id, root_id, "/secret")
    client.put_method(restApiId=api_id, resourceId=target, httpMethod="GET", authorizationType="AWS_IAM")
    client.put_integration(restApiId=api_id, resourceId=target, httpMethod="GET", **lambda_proxy("orders"))
    client.create_deployment(restApiId=api_id, stageName="prod")
    answer = emulator.by_host(api_id, "/prod/secret")
    assert answer.status_code >= 400
    assert "orderId" not in answer.text
