"""HTTP APIs as clients and backends see them: HTTP proxies, parameter mapping, CORS, JWT authorizers."""

import pytest
from backends import HttpBackend


@pytest.fixture
def backend():
    with HttpBackend(headers={"access-control-allow-origin": "https://backend.example"}) as running:
        yield running.url


def proxy_api(emulator, route_key, uri, stage_name="$default", **settings):
    """An API with one route to an HTTP backend, deployed by itself."""
    client = emulator.client("apigatewayv2")
    api_id = client.create_api(Name="proxy", ProtocolType="HTTP", **settings.pop("api", {}))["ApiId"]
    client.create_stage(ApiId=api_id, StageName=stage_name, AutoDeploy=True, **settings.pop("stage", {}))
    integration = client.create_integration(
        ApiId=api_id, IntegrationType="HTTP_PROXY", IntegrationMethod="ANY", IntegrationUri=uri, PayloadFormatVersion="1.0",
        **settings.pop("integration", {}),
    )["IntegrationId"]
    client.create_route(ApiId=api_id, RouteKey=route_key, Target=f"integrations/{integration}", **settings)
    return api_id


def test_a_proxy_passes_the_request_on(emulator, backend):
    """Developer guide, "Working with HTTP proxy integrations for HTTP APIs"."""
    api_id = proxy_api(emulator, "ANY /parent/{proxy+}", backend + "store/{proxy}", stage_name="dev")
    answer = emulator.by_host(api_id, "/dev/parent/a%20b/c?x=1&x=2", method="PUT", data="text")
    seen = answer.json()
    assert (seen["method"], seen["target"], seen["body"]) == ("PUT", "/store/a%20b/c?x=1&x=2", "text")
    assert seen["headers"]["via"] == "HTTP/1.1 AmazonAPIGateway"
    assert f"host={api_id}.execute-api." in seen["headers"]["forwarded"]
    assert answer.headers["apigw-requestid"]


def test_a_head_request_keeps_the_length_of_what_it_asks_for(emulator, backend):
    api_id = proxy_api(emulator, "$default", backend)
    answer = emulator.by_host(api_id, "/", method="HEAD")
    assert (answer.status_code, answer.content) == (200, b"")
    assert int(answer.headers["content-length"]) > 0


def test_parameters_are_mapped(emulator, backend):
    """Developer guide, "Transforming API requests and responses"."""
    api_id = proxy_api(
        emulator, "GET /pets/{id}", backend + "old",
        stage={"StageVariables": {"version": "7"}},
        integration={
            "RequestParameters": {
                "append:header.v": "$stageVariables.version",
                "overwrite:path": "/new/${request.path.id}",
                "remove:querystring.secret": "''",
            },
            "ResponseParameters": {"200": {"overwrite:statuscode": "202", "append:header.x-route": "$context.routeKey"}},
        },
    )
    answer = emulator.by_host(api_id, "/pets/9?secret=1&q=2")
    seen = answer.json()
    assert (seen["target"], seen["headers"]["v"]) == ("/new/9?q=2", "7")
    assert (answer.status_code, answer.headers["x-route"]) == (202, "GET /pets/{id}")


def test_cors_is_answered_for_the_backend(emulator, backend):
    """Developer guide, "Configuring CORS for an HTTP API"."""
    cors = {"AllowOrigins": ["https://www.example.com"], "AllowMethods": ["GET", "POST"], "AllowHeaders": ["x-a"], "MaxAge": 300}
    api_id = proxy_api(emulator, "GET /pets", backend, api={"CorsConfiguration": cors})
    origin = {"Origin": "https://www.example.com"}
    preflight = emulator.by_host(api_id, "/pets", method="OPTIONS", headers=origin | {"Access-Control-Request-Method": "POST"})
    assert (preflight.status_code, preflight.headers["access-control-allow-methods"]) == (204, "GET,POST")
    assert preflight.headers["access-control-max-age"] == "300"
    answer = emulator.by_host(api_id, "/pets", headers=origin)
    assert answer.headers["access-control-allow-origin"] == "https://www.example.com"
    assert "access-control-allow-origin" not in emulator.by_host(api_id, "/pets").headers


def test_a_jwt_route_needs_a_token(emulator, backend):
    """Developer guide, "Troubleshooting issues with HTTP API JWT authorizers"."""
    client = emulator.client("apigatewayv2")
    api_id = proxy_api(emulator, "GET /open", backend)
    authorizer = client.create_authorizer(
        ApiId=api_id, Name="jwt", AuthorizerType="JWT", IdentitySource=["$request.header.Authorization"],
        JwtConfiguration={"Issuer": "https://issuer.example", "Audience": ["audience"]},
    )["AuthorizerId"]
    integration = client.get_integrations(ApiId=api_id)["Items"][0]["IntegrationId"]
    client.create_route(
        ApiId=api_id, RouteKey="GET /closed", Target=f"integrations/{integration}", AuthorizationType="JWT", AuthorizerId=authorizer
    )
    answer = emulator.by_host(api_id, "/closed")
    assert (answer.status_code, answer.json()) == (401, {"message": "Unauthorized"})
    assert answer.headers["www-authenticate"] == "Bearer"
    assert emulator.by_host(api_id, "/open").status_code == 200
