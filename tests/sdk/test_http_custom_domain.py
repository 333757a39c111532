"""HTTP APIs at custom domain names (developer guide, "Working with API mappings for HTTP APIs")."""

import uuid

import pytest
import requests
import rest
from botocore.exceptions import ClientError


@pytest.fixture
def client(emulator):
    return emulator.client("apigatewayv2")


def echo_api(client, stage="$default", payload_format="2.0", **options):
    """An API whose function answers the event."""
    api_id = client.create_api(Name="echo", ProtocolType="HTTP", **options)["ApiId"]
    integration = client.create_integration(
        ApiId=api_id, IntegrationType="AWS_PROXY", IntegrationUri=rest.function_arn("echo"), PayloadFormatVersion=payload_format
    )["IntegrationId"]
    client.create_route(ApiId=api_id, RouteKey="GET /{proxy+}", Target=f"integrations/{integration}")
    client.create_stage(ApiId=api_id, StageName=stage, AutoDeploy=True)
    return api_id


@pytest.fixture
def domain(emulator, client):
    """A custom domain name; gives a function that maps APIs, and one that calls."""
    name = f"d{uuid.uuid4().hex[:8]}.example.com"
    arn = "arn:aws:acm:us-east-1:111122223333:certificate/x"
    client.create_domain_name(DomainName=name, DomainNameConfigurations=[{"CertificateArn": arn}])

    def mapped(api_id, stage, key):
        client.create_api_mapping(DomainName=name, ApiId=api_id, Stage=stage, ApiMappingKey=key)

    def get(path):
        return requests.get(emulator.url + path, headers={"Host": name}, timeout=10)

    return mapped, get


def event_of(answer):
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_longest_mapping_that_matches_is_reached(client, domain):
    """The guide's table of example requests."""
    mapped, get = domain
    apis = {key: echo_api(client) for key in ["", "orders/v1/items", "orders/v2/items", "orders/v2/items/categories"]}
    assert get("/orders/v1/items/1").status_code == 403
    for key, api_id in apis.items():
        mapped(api_id, "$default", key)
    for path, key in [
        ("/orders/v1/items/123", "orders/v1/items"),
        ("/orders/v2/items/x", "orders/v2/items"),
        ("/orders/v2/items/categories/5", "orders/v2/items/categories"),
        ("/customers", ""),
    ]:
        assert event_of(get(path))["requestContext"]["apiId"] == apis[key], path


def test_only_format_1_has_the_base_path(client, domain):
    """As users saw it: CodeGenieApp/serverless-express issue 465 (`rawPath` is `/{stageName}/foo`, the mapping's key is nowhere),
    logandk/serverless-wsgi issue 191 (the base path is in payload format 1.0 only)."""
    mapped, get = domain
    mapped(echo_api(client, stage="dev"), "dev", "v2/shop")
    event = event_of(get("/v2/shop/foo/bar"))
    assert (event["rawPath"], event["requestContext"]["http"]["path"]) == ("/dev/foo/bar", "/dev/foo/bar")
    assert event["pathParameters"] == {"proxy": "foo/bar"}
    mapped(echo_api(client, payload_format="1.0"), "$default", "v1")
    event = event_of(get("/v1/foo/bar"))
    assert (event["path"], event["requestContext"]["path"]) == ("/v1/foo/bar", "/v1/foo/bar")
    assert (event["resource"], event["pathParameters"]) == ("/{proxy+}", {"proxy": "foo/bar"})


def test_only_a_custom_domain_name_reaches_an_api_without_a_default_endpoint(emulator, client, domain):
    """Developer guide, "Disabling the default endpoint for an HTTP API": callers of it get 404."""
    mapped, get = domain
    api_id = echo_api(client, DisableExecuteApiEndpoint=True)
    mapped(api_id, "$default", "")
    refused = emulator.by_host(api_id, "/foo")
    assert (refused.status_code, refused.json()) == (404, {"message": "Not Found"})
    assert event_of(get("/foo"))["rawPath"] == "/foo"


def test_a_name_that_becomes_regional_is_not_at_the_edge_any_more(emulator, client):
    """The second API knows regional names only (developer guide, "Migrate a custom domain name to a different API endpoint")."""
    first, name = emulator.client("apigateway"), f"d{uuid.uuid4().hex[:8]}.example.com"
    arn = "arn:aws:acm:us-east-1:111122223333:certificate/x"
    assert "distributionDomainName" in first.create_domain_name(domainName=name, certificateArn=arn)
    client.update_domain_name(DomainName=name, DomainNameConfigurations=[{"CertificateArn": arn, "EndpointType": "REGIONAL"}])
    moved = first.get_domain_name(domainName=name)
    assert moved["endpointConfiguration"]["types"] == ["REGIONAL"] and "regionalDomainName" in moved
    assert "distributionDomainName" not in moved and "distributionHostedZoneId" not in moved


def test_keys_that_no_mapping_can_have_are_refused(client, domain):
    """aws/aws-cdk issue 8983."""
    mapped, _ = domain
    with pytest.raises(ClientError, match=r"An ApiMapping key may contain only letters, numbers and one of \$-_"):
        mapped(echo_api(client), "$default", "a b")
