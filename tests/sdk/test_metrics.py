"""`/_emulator/metrics`: AWS's metrics of all three kinds of API, as Prometheus reads them."""

import asyncio
import re

import pytest
import requests
import websockets
from rest import MOCK, api, lambda_api, method, resource
from websocket_apis import WebSocketApi, ask

SERIES = re.compile(r"^(\w+)(?:\{(.*)\})? (\S+)$")
LABEL = re.compile(r'(\w+)="((?:[^"\\]|\\.)*)"')


def metrics(emulator, **dimensions):
    """All series of the default account with these dimensions, by name without its prefix."""
    answer = requests.get(emulator.url + "/_emulator/metrics", timeout=30)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/openmetrics-text; version=1.0.0; charset=utf-8"
    assert answer.text.endswith("# EOF\n")
    found = {}
    for name, labels, value in (SERIES.match(line).groups() for line in answer.text.splitlines() if not line.startswith("#")):
        labels = dict(LABEL.findall(labels or ""))
        if "le" not in labels and labels == {"Account": "000000000000", "Region": "us-east-1"} | dimensions:
            found[name.removeprefix("aws_apigateway_")] = float(value)
    return found


def test_rest_requests_are_counted_by_api_and_stage(emulator):
    """Developer guide, "Amazon API Gateway dimensions and metrics": Count, 4XXError, 5XXError, Latency, IntegrationLatency."""
    client = emulator.client("apigateway")
    api_id, root = api(client, "metered")
    method(client, api_id, resource(client, api_id, root, "/slow"), "GET", **{
        "type": "AWS_PROXY", "integrationHttpMethod": "POST",
        "uri": "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
               "arn:aws:lambda:us-east-1:000000000000:function:slow/invocations"})
    mock = resource(client, api_id, root, "/mock")
    method(client, api_id, mock, "GET", **MOCK)
    client.put_method_response(restApiId=api_id, resourceId=mock, httpMethod="GET", statusCode="200")
    client.put_integration_response(restApiId=api_id, resourceId=mock, httpMethod="GET", statusCode="200")
    client.create_deployment(restApiId=api_id, stageName="prod")
    stage = {"ApiName": "metered", "ApiId": api_id, "Stage": "prod"}
    assert metrics(emulator, **stage)["count_total"] == 0

    emulator.by_host(api_id, "/prod/slow", params={"seconds": "0.05"})
    for _ in range(3):
        assert emulator.by_host(api_id, "/prod/mock").status_code == 200
    assert emulator.by_host(api_id, "/prod/nothing").status_code == 403
    found = metrics(emulator, **stage)
    assert (found["count_total"], found["4xx_error_total"], found["5xx_error_total"]) == (5, 1, 0)
    assert (found["cache_hit_count_total"], found["cache_miss_count_total"]) == (0, 0)
    assert found["latency_milliseconds_count"] == 5
    # A MOCK has no backend, so it has no integration latency.
    assert found["integration_latency_milliseconds_count"] == 1
    assert 50 <= found["integration_latency_milliseconds_sum"] <= found["latency_milliseconds_sum"]


def test_methods_are_counted_once_detailed_metrics_are_enabled(emulator):
    """The same page: "API Gateway will not send these metrics unless you have explicitly enabled detailed metrics"."""
    client = emulator.client("apigateway")
    api_id = lambda_api(client, "/orders/{id}", "orders")
    part = {"ApiName": "orders-api", "ApiId": api_id, "Stage": "prod", "Method": "ANY", "Resource": "/orders/{id}"}
    emulator.by_host(api_id, "/prod/orders/7")
    assert metrics(emulator, **part) == {}
    detailed = {"op": "replace", "path": "/*/*/metrics/enabled", "value": "true"}
    client.update_stage(restApiId=api_id, stageName="prod", patchOperations=[detailed])
    emulator.by_host(api_id, "/prod/orders/7")
    assert metrics(emulator, **part)["method_count_total"] == 1
    assert metrics(emulator, ApiName="orders-api", ApiId=api_id, Stage="prod")["count_total"] == 2


def test_http_requests_are_counted_under_their_own_names(emulator):
    """Developer guide, "Working with metrics for HTTP APIs": 4xx, 5xx, Count, IntegrationLatency, Latency, DataProcessed."""
    client = emulator.client("apigatewayv2")
    api_id = client.create_api(Name="counted", ProtocolType="HTTP", RouteKey="POST /echo",
                               Target="arn:aws:lambda:us-east-1:000000000000:function:echo")["ApiId"]
    client.update_stage(ApiId=api_id, StageName="$default", DefaultRouteSettings={"DetailedMetricsEnabled": True})
    answer = emulator.by_host(api_id, "/echo", method="POST", data="hello")
    refused = emulator.by_host(api_id, "/nothing")
    found = metrics(emulator, ApiId=api_id, Stage="$default")
    assert (found["count_total"], found["4xx_total"], found["5xx_total"]) == (2, 1, 0)
    assert found["data_processed_bytes_total"] == len("hello") + len(answer.content) + len(refused.content)
    assert (found["latency_milliseconds_count"], found["integration_latency_milliseconds_count"]) == (2, 1)
    assert metrics(emulator, ApiId=api_id, Stage="$default", Route="POST /echo")["route_count_total"] == 1


@pytest.mark.parametrize("redeploy", [False, True])
def test_websocket_messages_are_counted(emulator, redeploy):
    """Developer guide, "Monitoring WebSocket API execution with CloudWatch metrics"; a redeploy keeps what was counted."""
    client = emulator.client("apigatewayv2")
    api_id = client.create_api(Name="chat", ProtocolType="WEBSOCKET", RouteSelectionExpression="$request.body.action")["ApiId"]
    chat = client.create_integration(
        ApiId=api_id, IntegrationType="AWS_PROXY",
        IntegrationUri="arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
                       "arn:aws:lambda:us-east-1:000000000000:function:chat/invocations")["IntegrationId"]
    missing = client.create_integration(
        ApiId=api_id, IntegrationType="AWS_PROXY",
        IntegrationUri="arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
                       "arn:aws:lambda:us-east-1:000000000000:function:nobody/invocations")["IntegrationId"]
    for key, integration in (("$connect", chat), ("broken", missing)):
        client.create_route(ApiId=api_id, RouteKey=key, Target=f"integrations/{integration}")
    deployment = client.create_deployment(ApiId=api_id)["DeploymentId"]
    client.create_stage(ApiId=api_id, StageName="dev", DeploymentId=deployment)

    async def story():
        async with websockets.connect(f"ws://127.0.0.1:{emulator.port}/_aws/execute-api/{api_id}/dev") as socket:
            for action in ("broken", "nobody"):
                await socket.send(f'{{"action": "{action}"}}')
                await socket.recv()

    asyncio.run(story())
    if redeploy:
        deployment = client.create_deployment(ApiId=api_id)["DeploymentId"]
        client.update_stage(ApiId=api_id, StageName="dev", DeploymentId=deployment)
    found = metrics(emulator, ApiId=api_id, Stage="dev")
    assert found["connect_count_total"] == 1
    # Two messages in, and two error frames out.
    assert found["message_count_total"] == 4
    assert (found["execution_error_total"], found["client_error_total"], found["integration_error_total"]) == (1, 1, 0)


def test_what_becomes_of_messages_is_counted_by_kind_and_by_route(emulator):
    """The same page: IntegrationError for "a 4XX/5XX response from the integration", ClientError "before the integration is invoked",
    IntegrationLatency "suppressed for callbacks and mock integrations", and routes once detailed metrics are enabled."""
    api = WebSocketApi(emulator)
    mock = lambda status: api.mock("$context.connectionId", request=f'{{"statusCode": {status}}}')
    for key, integration in (("missing", mock(404)), ("failing", mock(500)), ("fine", mock(200)), ("chat", api.function())):
        api.two_way(key, integration)
    api.deploy(RouteSettings={"failing": {"DetailedMetricsEnabled": True}})
    with api.connect() as client:
        for action in ("missing", "failing", "chat", "nobody"):
            ask(client, {"action": action})
        connection = ask(client, {"action": "fine"})
        emulator.client("apigatewaymanagementapi").post_to_connection(ConnectionId=connection, Data=b"pushed")
        assert client.recv(timeout=20) == "pushed"
    found = metrics(emulator, ApiId=api.id, Stage="dev")
    # There is no $connect integration; five messages in, five answers and what was pushed out.
    assert (found["connect_count_total"], found["message_count_total"]) == (0, 11)
    assert (found["integration_error_total"], found["client_error_total"], found["execution_error_total"]) == (2, 1, 0)
    assert found["integration_latency_milliseconds_count"] == 1
    assert metrics(emulator, ApiId=api.id, Stage="dev", Route="failing")["route_integration_error_total"] == 1
    assert metrics(emulator, ApiId=api.id, Stage="dev", Route="missing") == {}


def test_a_deleted_api_is_counted_no_more(emulator):
    client = emulator.client("apigateway")
    api_id = lambda_api(client, "/orders", "orders")
    stage = {"ApiName": "orders-api", "ApiId": api_id, "Stage": "prod"}
    assert metrics(emulator, **stage)
    client.delete_rest_api(restApiId=api_id)
    assert metrics(emulator, **stage) == {}
