"""Limits and settings of HTTP APIs through the public port: payloads, timeouts, throttling, and what the delete operations take
back (developer guide, "Quotas and important notes", "Throttling requests to your HTTP API")."""

import pytest
from botocore.exceptions import ClientError

MEGABYTES_10 = 10 * 1024 * 1024


@pytest.fixture
def client(emulator):
    return emulator.client("apigatewayv2")


def api(client, uri, keys=("$default",), **options):
    """An API whose routes lead to a backend, deployed by itself."""
    api_id = client.create_api(Name="limits", ProtocolType="HTTP", **options)["ApiId"]
    integration = client.create_integration(
        ApiId=api_id, IntegrationType="HTTP_PROXY", IntegrationMethod="ANY", IntegrationUri=uri, PayloadFormatVersion="1.0"
    )["IntegrationId"]
    for key in keys:
        client.create_route(ApiId=api_id, RouteKey=key, Target=f"integrations/{integration}")
    client.create_stage(ApiId=api_id, StageName="$default", AutoDeploy=True)
    return api_id


def test_a_payload_has_at_most_10_megabytes(emulator, client, backend):
    api_id = api(client, backend.url)
    calls = len(backend.seen)
    answer = emulator.by_host(api_id, "/", method="POST", data=b"x" * (MEGABYTES_10 + 1))
    assert (answer.status_code, answer.json()) == (413, {"message": "Request Entity Too Large"})
    assert len(backend.seen) == calls
    assert emulator.by_host(api_id, "/", method="POST", data=b"x" * MEGABYTES_10).status_code == 200


def test_an_integration_has_30_seconds_at_most(client, backend):
    with pytest.raises(ClientError) as refusal:
        client.create_integration(
            ApiId=client.create_api(Name="limits", ProtocolType="HTTP")["ApiId"], IntegrationType="HTTP_PROXY",
            IntegrationMethod="ANY", IntegrationUri=backend.url, PayloadFormatVersion="1.0", TimeoutInMillis=30_001,
        )
    assert refusal.value.response["Error"]["Code"] == "BadRequestException"


def test_each_route_has_its_own_throttle_until_the_setting_goes(emulator, client, backend):
    api_id = api(client, backend.url, keys=["GET /slow", "GET /fast"])
    limit = {"ThrottlingBurstLimit": 1, "ThrottlingRateLimit": 0.001}
    client.update_stage(ApiId=api_id, StageName="$default", RouteSettings={"GET /slow": limit})
    assert emulator.by_host(api_id, "/slow").status_code == 200
    calls = len(backend.seen)
    refused = emulator.by_host(api_id, "/slow")
    assert (refused.status_code, refused.json()) == (429, {"message": "Too Many Requests"})
    assert len(backend.seen) == calls
    assert emulator.by_host(api_id, "/fast").status_code == 200
    with pytest.raises(client.exceptions.NotFoundException):
        client.delete_route_settings(ApiId=api_id, StageName="$default", RouteKey="GET /fast")
    client.delete_route_settings(ApiId=api_id, StageName="$default", RouteKey="GET /slow")
    assert emulator.by_host(api_id, "/slow").status_code == 200


def test_the_stage_throttles_routes_without_their_own_setting(emulator, client, backend):
    api_id = api(client, backend.url, keys=["GET /a", "GET /b"])
    limit = {"ThrottlingBurstLimit": 1, "ThrottlingRateLimit": 0.001}
    client.update_stage(
        ApiId=api_id, StageName="$default", DefaultRouteSettings=limit,
        RouteSettings={"GET /b": {"ThrottlingBurstLimit": 100, "ThrottlingRateLimit": 100}},
    )
    assert [emulator.by_host(api_id, "/a").status_code for _ in range(2)] == [200, 429]
    assert [emulator.by_host(api_id, "/b").status_code for _ in range(2)] == [200, 200]


def test_without_its_configuration_an_api_has_no_cors(emulator, client, backend):
    api_id = api(client, backend.url, keys=["GET /"], CorsConfiguration={"AllowOrigins": ["*"], "MaxAge": -1})
    asking = {"Origin": "https://www.example.com", "Access-Control-Request-Method": "GET"}
    preflight = emulator.by_host(api_id, "/", method="OPTIONS", headers=asking)
    assert (preflight.status_code, preflight.headers["access-control-max-age"]) == (204, "-1")
    client.delete_cors_configuration(ApiId=api_id)
    assert emulator.by_host(api_id, "/", method="OPTIONS", headers=asking).status_code == 404
    assert "access-control-allow-origin" not in emulator.by_host(api_id, "/", headers=asking).headers


def test_a_stage_variable_leads_each_stage_to_its_own_backend(emulator, client, backend):
    """Developer guide, "Working with stage variables for HTTP APIs"."""
    api_id = api(client, "http://${stageVariables.host}/${stageVariables.folder}/orders", keys=["GET /orders"])
    host = f"127.0.0.1:{backend.port}"
    for stage, folder in [("dev", "one"), ("prod", "two")]:
        variables = {"host": host, "folder": folder}
        client.create_stage(ApiId=api_id, StageName=stage, AutoDeploy=True, StageVariables=variables)
        assert emulator.by_host(api_id, f"/{stage}/orders").status_code == 200
        assert backend.seen[-1]["path"] == f"/{folder}/orders"
    calls = len(backend.seen)
    assert emulator.by_host(api_id, "/orders").status_code == 500, "$default has no variables"
    assert len(backend.seen) == calls


@pytest.mark.parametrize(
    "method, path, key",
    [
        ("GET", "/pets/dog/1", "GET /pets/dog/1"),
        ("GET", "/pets/dog/2", "GET /pets/dog/{id}"),
        ("GET", "/pets/cat/1", "GET /pets/{proxy+}"),
        ("POST", "/pets/dog/1", "ANY /pets/{proxy+}"),
        ("GET", "/test/5", "ANY /{proxy+}"),
    ],
)
def test_the_most_specific_route_answers(emulator, routes, method, path, key):
    """Developer guide, "Working with routes for HTTP APIs": a full match, then the most specific greedy variable."""
    assert emulator.by_host(routes, path, method=method).headers["x-route"] == key


@pytest.fixture(scope="module")
def routes(emulator, backend):
    """The guide's table of routes, and an answer that tells which one was chosen."""
    client = emulator.client("apigatewayv2")
    keys = [
        "GET /pets/dog/1", "GET /pets/dog/{id}", "GET /pets/{proxy+}", "ANY /pets/{proxy+}", "ANY /{proxy+}",
    ]
    api_id = api(client, backend.url, keys=keys)
    integration = client.get_integrations(ApiId=api_id)["Items"][0]["IntegrationId"]
    client.update_integration(
        ApiId=api_id, IntegrationId=integration, ResponseParameters={"200": {"append:header.x-route": "$context.routeKey"}}
    )
    return api_id
