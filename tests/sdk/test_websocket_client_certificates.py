"""The client certificate that a stage of a WebSocket API shows its HTTP backends (API reference, CreateStage, `clientCertificateId`:
"Supported only for WebSocket APIs"). Certificates themselves are those of REST APIs: test_client_certificates.py."""

import pytest
from conftest import Emulator, refused
from tls import AskingBackend, certificate, fingerprint
from websocket_apis import WebSocketApi, ask, failed

UNKNOWN = (404, "NotFoundException", "Invalid Client Certificate identifier specified")


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    """What issues the backends' own certificates: its file, and a certificate's."""
    folder = tmp_path_factory.mktemp("authority")
    trusted, issuer = certificate(folder, "authority", is_authority=True)
    return trusted, certificate(folder, "localhost", issuer)[0]


@pytest.fixture(scope="module")
def trusting(authority, tmp_path_factory):
    """An emulator that trusts those who the authority vouches for: integrations of WebSocket APIs cannot skip that check."""
    log = tmp_path_factory.mktemp("trusting") / "log"
    running = Emulator("--ephemeral", environment={"SSL_CERT_FILE": str(authority[0])}, log=log)
    yield running
    assert running.stop() == 0, log.read_text()


@pytest.fixture
def backend(authority):
    """Starts backends that know these client certificates."""
    running = []

    def start(*known):
        running.append(AskingBackend(authority[1], *known))
        return running[-1]

    yield start
    for one in running:
        one.server.shutdown()


def generated(emulator):
    return emulator.client("apigateway").generate_client_certificate()


def calling(emulator, backend, kind="HTTP_PROXY", keys=("$default",)):
    """An API that calls the backend for these routes; not deployed."""
    api = WebSocketApi(emulator)
    responses = {"$default": {}} if kind == "HTTP" else None
    integration = api.integration(kind, responses, IntegrationMethod="POST", IntegrationUri=backend.uri)
    for key in keys:
        api.two_way(key, integration)
    return api


def use(api, certificate):
    return api.client.update_stage(ApiId=api.id, StageName="dev", ClientCertificateId=certificate)


def test_a_stage_is_refused_a_certificate_that_there_is_not(trusting):
    api = WebSocketApi(trusting)
    api.two_way("$default", api.mock())
    assert refused(api.client.create_stage, ApiId=api.id, StageName="dev", ClientCertificateId="nosuch") == UNKNOWN
    api.deploy()
    assert refused(use, api=api, certificate="nosuch") == UNKNOWN
    assert "ClientCertificateId" not in api.client.get_stage(ApiId=api.id, StageName="dev")


def test_a_stage_is_refused_the_certificate_of_another_account(trusting):
    foreign = trusting.client("apigateway", account="700000000009").generate_client_certificate()["clientCertificateId"]
    api = WebSocketApi(trusting)
    assert refused(api.client.create_stage, ApiId=api.id, StageName="dev", ClientCertificateId=foreign) == UNKNOWN


def test_http_apis_have_none(trusting):
    client, known = trusting.client("apigatewayv2"), generated(trusting)["clientCertificateId"]
    api_id = client.create_api(Name="pets", ProtocolType="HTTP")["ApiId"]
    call = {"ApiId": api_id, "StageName": "dev"}
    assert refused(client.create_stage, **call, ClientCertificateId=known)[:2] == (400, "BadRequestException")
    client.create_stage(**call)
    assert refused(client.update_stage, **call, ClientCertificateId=known)[:2] == (400, "BadRequestException")


def test_without_the_certificate_that_a_backend_asks_for_it_is_not_reached(trusting, backend):
    server = backend(generated(trusting))
    with calling(trusting, server).deploy().connect() as client:
        assert failed(client, "x") == "Internal server error"
        other = calling(trusting, server).deploy(ClientCertificateId=generated(trusting)["clientCertificateId"])
        with other.connect() as stranger:
            assert failed(stranger, "x") == "Internal server error"
    assert server.seen == []


@pytest.mark.parametrize("kind", ["HTTP", "HTTP_PROXY"])
def test_a_stage_shows_its_certificate_when_a_client_connects_and_sends(trusting, backend, kind):
    """Developer guide, "Generate and configure an SSL certificate for backend authentication": for all calls to HTTP integrations."""
    shown = generated(trusting)
    server = backend(shown)
    api = calling(trusting, server, kind, ("$connect", "$default")).deploy(ClientCertificateId=shown["clientCertificateId"])
    assert api.client.get_stage(ApiId=api.id, StageName="dev")["ClientCertificateId"] == shown["clientCertificateId"]
    with api.connect() as client:
        assert server.seen == [fingerprint(shown)]
        assert ask(client, "x") == "{}"
    assert server.seen == [fingerprint(shown)] * 2


def test_the_next_message_shows_the_certificate_that_a_stage_was_moved_to(trusting, backend):
    """The guide's "Rotate an expiring client certificate"; who uses the old one is told to whoever wants to delete it."""
    old, new = generated(trusting), generated(trusting)
    server = backend(old, new)
    delete = trusting.client("apigateway").delete_client_certificate
    api = calling(trusting, server).deploy(ClientCertificateId=old["clientCertificateId"])
    with api.connect() as client:
        assert ask(client, "x") == "{}"
        status, code, message = refused(delete, clientCertificateId=old["clientCertificateId"])
        assert (status, code) == (409, "ConflictException") and f"{api.id}/dev" in message
        use(api, new["clientCertificateId"])
        delete(clientCertificateId=old["clientCertificateId"])
        assert ask(client, "x") == "{}"
        assert "ClientCertificateId" not in use(api, "")
        assert failed(client, "x") == "Internal server error"
    assert server.seen == [fingerprint(old), fingerprint(new)]
    delete(clientCertificateId=new["clientCertificateId"])
