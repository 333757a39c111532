"""HTTP APIs through the CLI and curl-like requests: quick create, inferred answers, timeouts."""

import time

import pytest
import requests

ORDERS = "arn:aws:lambda:us-east-1:000000000000:function:{}"


def quick_create(emulator, function):
    api_id = emulator.aws("apigatewayv2", "create-api", "--name", "zippy", "--protocol-type", "HTTP",
                          "--target", ORDERS.format(function), "--query", "ApiId", "--output", "text")
    return api_id


def test_quick_create_serves_the_default_stage(emulator):
    """API reference, CreateApi `target`: integration, $default route and auto-deploying $default stage."""
    api_id = quick_create(emulator, "orders")
    assert emulator.by_host(api_id, "/orders").json() == {"orderId": "42", "status": "shipped"}
    client = emulator.client("apigatewayv2")
    assert [route["RouteKey"] for route in client.get_routes(ApiId=api_id)["Items"]] == ["$default"]
    assert [(stage["StageName"], stage["AutoDeploy"]) for stage in client.get_stages(ApiId=api_id)["Items"]] == [("$default", True)]


@pytest.mark.parametrize(("host", "prefix"), [
    ("{api}.execute-api.localhost:{port}", ""),
    ("localhost:{port}", "/_aws/execute-api/{api}"),
    ("localhost:{port}", "/_aws/execute-api/{api}/$default"),
    ("localhost:{port}", "/restapis/{api}/$default/_user_request_"),
])
def test_every_address_reaches_the_default_stage(emulator, host, prefix):
    api_id = quick_create(emulator, "orders")
    host, prefix = (text.format(api=api_id, port=emulator.port) for text in (host, prefix))
    answer = requests.get(emulator.url + prefix + "/orders", headers={"Host": host}, timeout=30)
    assert (answer.status_code, answer.json()["orderId"]) == (200, "42")


def test_a_bare_object_is_a_200_of_json(emulator):
    """Developer guide, "Lambda function response for format 2.0": without statusCode the body is the result."""
    api_id = quick_create(emulator, "bare")
    answer = emulator.by_host(api_id, "/")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
    assert isinstance(answer.json(), dict) and "statusCode" not in answer.json()


def test_a_slow_function_is_service_unavailable(emulator):
    """As callers see it: an HTTP API answers 503 {"message":"Service Unavailable"} when its integration times out."""
    client = emulator.client("apigatewayv2")
    api_id = quick_create(emulator, "slow")
    integration = client.get_integrations(ApiId=api_id)["Items"][0]["IntegrationId"]
    client.update_integration(ApiId=api_id, IntegrationId=integration, TimeoutInMillis=300)
    before = time.monotonic()
    answer = emulator.by_host(api_id, "/", params={"seconds": "2"})
    assert (answer.status_code, answer.json()) == (503, {"message": "Service Unavailable"})
    assert time.monotonic() - before < 1.5
    assert answer.headers["apigw-requestid"]


def test_an_unknown_route_is_not_found(emulator):
    client = emulator.client("apigatewayv2")
    api_id = client.create_api(Name="no-default", ProtocolType="HTTP")["ApiId"]
    client.create_stage(ApiId=api_id, StageName="$default", AutoDeploy=True)
    answer = emulator.by_host(api_id, "/nothing")
    assert (answer.status_code, answer.json()) == (404, {"message": "Not Found"})


def test_auto_deploy_serves_each_change(emulator):
    client = emulator.client("apigatewayv2")
    api_id = client.create_api(Name="auto", ProtocolType="HTTP")["ApiId"]
    client.create_stage(ApiId=api_id, StageName="$default", AutoDeploy=True)
    integration = client.create_integration(
        ApiId=api_id, IntegrationType="AWS_PROXY", IntegrationUri=ORDERS.format("orders"), PayloadFormatVersion="2.0"
    )["IntegrationId"]
    client.create_route(ApiId=api_id, RouteKey="GET /orders/{id}", Target=f"integrations/{integration}")
    assert emulator.by_host(api_id, "/orders/7").json()["orderId"] == "7"
    assert emulator.by_host(api_id, "/orders/7", method="POST").status_code == 404


def test_a_stage_without_auto_deploy_serves_its_deployment(emulator):
    client = emulator.client("apigatewayv2")
    api_id = client.create_api(Name="frozen", ProtocolType="HTTP", Target=ORDERS.format("orders"))["ApiId"]
    deployment = client.create_deployment(ApiId=api_id)["DeploymentId"]
    client.create_stage(ApiId=api_id, StageName="v1", DeploymentId=deployment)
    client.update_api(ApiId=api_id, RouteKey="GET /elsewhere")
    assert emulator.by_host(api_id, "/v1/orders").status_code == 200
    assert emulator.by_host(api_id, "/orders").status_code == 404
