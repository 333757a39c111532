"""Integrations through VPC links, and the certificates of backends."""

from contextlib import ExitStack

import pytest
from backends import HttpBackend
from rest import api
from tls import DAY, NOW, certificate

LISTENER = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/shop/50dc6c495c0c9188/0467ef3c8400ae65"


@pytest.fixture
def backend():
    """Starts backends, with a certificate if they are given one; gives their ports."""
    with ExitStack() as running:
        yield lambda certificate=None: running.enter_context(HttpBackend(certificate=certificate)).port


def rest_api(emulator, uri, **integration):
    """A REST API whose root passes requests on; gives a function that calls it."""
    client = emulator.client("apigateway")
    api_id, root_id = api(client)
    where = {"restApiId": api_id, "resourceId": root_id, "httpMethod": "GET"}
    client.put_method(**where, authorizationType="NONE")
    client.put_integration(**where, type="HTTP_PROXY", integrationHttpMethod="GET", uri=uri, **integration)
    client.create_deployment(restApiId=api_id, stageName="prod")
    return lambda: emulator.by_host(api_id, "/prod/")


def http_api(emulator, **integration):
    """An HTTP API with a private integration; gives a function that calls it."""
    client = emulator.client("apigatewayv2")
    api_id = client.create_api(Name="private", ProtocolType="HTTP")["ApiId"]
    made = client.create_integration(
        ApiId=api_id,
        IntegrationType="HTTP_PROXY",
        IntegrationMethod="ANY",
        IntegrationUri=LISTENER,
        ConnectionType="VPC_LINK",
        ConnectionId="abc123",
        PayloadFormatVersion="1.0",
        **integration,
    )
    client.create_route(ApiId=api_id, RouteKey="GET /pets", Target=f"integrations/{made['IntegrationId']}")
    client.create_stage(ApiId=api_id, StageName="test", AutoDeploy=True)
    return lambda: emulator.by_host(api_id, "/test/pets")


def test_a_link_that_nothing_stands_for_fails_and_the_log_names_the_option(start):
    emulator = start("--ephemeral")
    answer = rest_api(emulator, "http://nlb.example", connectionType="VPC_LINK", connectionId="abc123")()
    assert (answer.status_code, answer.json()) == (500, {"message": "Internal server error"})
    assert http_api(emulator)().status_code == 500
    assert emulator.log.read_text().count("--vpc-link abc123=URL") == 2


def test_a_link_leads_to_what_stands_for_it(start, backend):
    """Developer guide: the URI of a REST API gives Host and path; an HTTP API sends the path with its stage."""
    emulator = start("--ephemeral", "--vpc-link", f"abc123=http://127.0.0.1:{backend()}")
    call = rest_api(emulator, "http://nlb.example:8080/base", connectionType="VPC_LINK", connectionId="abc123")
    seen = call().json()
    assert (seen["target"], seen["headers"]["host"]) == ("/base", "nlb.example:8080")
    assert http_api(emulator)().json()["target"] == "/test/pets"


@pytest.fixture
def authority(tmp_path):
    return certificate(tmp_path, "authority.example", is_authority=True)


def test_a_server_name_is_verified(start, backend, tmp_path, authority):
    """API reference, TlsConfig: serverNameToVerify verifies the name on the certificate of a private integration."""
    trusted, issuer = authority
    file, _ = certificate(tmp_path, "shop.example", issuer)
    emulator = start(
        "--ephemeral", "--vpc-link", f"abc123=https://127.0.0.1:{backend(file)}", environment={"SSL_CERT_FILE": str(trusted)}
    )
    assert http_api(emulator, TlsConfig={"ServerNameToVerify": "other.example"})().status_code == 503
    assert http_api(emulator, TlsConfig={"ServerNameToVerify": "shop.example"})().status_code == 200


def test_a_rest_apis_uri_is_the_name_that_is_verified(start, backend, tmp_path, authority):
    """Developer guide: the uri "is used for setting the Host header and for certificate validation"."""
    trusted, issuer = authority
    file, _ = certificate(tmp_path, "shop.example", issuer)
    emulator = start(
        "--ephemeral", "--vpc-link", f"abc123=https://127.0.0.1:{backend(file)}", environment={"SSL_CERT_FILE": str(trusted)}
    )
    link = {"connectionType": "VPC_LINK", "connectionId": "abc123"}
    assert rest_api(emulator, "https://other.example/", **link)().status_code == 504
    assert rest_api(emulator, "https://shop.example/", **link)().json()["headers"]["host"] == "shop.example"


def test_insecure_skip_verification_asks_for_no_known_issuer_but_for_name_and_dates(start, backend, tmp_path, authority):
    """Developer guide, tlsConfig: "API Gateway still performs basic certificate validation, which includes checking the
    certificate's expiration date, hostname, and presence of a root certificate authority"."""
    emulator = start("--ephemeral")
    _, issuer = authority

    def status(file, skip=True):
        uri = f"https://localhost:{backend(file)}/"
        return rest_api(emulator, uri, tlsConfig={"insecureSkipVerification": skip})().status_code

    by_itself, _ = certificate(tmp_path, "localhost")
    as_openssl_makes_it, _ = certificate(tmp_path, "localhost", is_authority=True)
    assert [status(by_itself, skip=False), status(as_openssl_makes_it, skip=False)] == [504, 504]
    assert [status(by_itself), status(as_openssl_makes_it)] == [200, 200]
    for is_authority in [False, True]:
        another_name, _ = certificate(tmp_path, "other.example", is_authority=is_authority)
        expired, _ = certificate(tmp_path, "localhost", until=NOW - DAY, is_authority=is_authority)
        assert [status(another_name), status(expired)] == [504, 504]
