"""Client certificates: what a stage shows its HTTP backends (developer guide, "Generate and configure an SSL certificate for
backend authentication")."""

import datetime

import pytest
from botocore.exceptions import ClientError
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from rest import api, method
from tls import AskingBackend, certificate, fingerprint

NO_CERTIFICATE = "Invalid Client Certificate identifier specified"


@pytest.fixture
def client(emulator):
    return emulator.client("apigateway")


@pytest.fixture
def generated(client):
    """Generates certificates, which go when the test ends unless a stage uses them."""
    made = []

    def generate(**options):
        made.append(client.generate_client_certificate(**options))
        return made[-1]

    yield generate
    for one in made:
        try:
            client.delete_client_certificate(clientCertificateId=one["clientCertificateId"])
        except (client.exceptions.ConflictException, client.exceptions.NotFoundException):
            pass


def parsed(shown):
    return x509.load_pem_x509_certificate(shown["pemEncodedCertificate"].encode())


def refusal(call, **arguments):
    with pytest.raises(ClientError) as refused:
        call(**arguments)
    error = refused.value.response["Error"]
    return error["Code"], error["Message"]


@pytest.mark.parametrize("operation", ["get", "update", "delete"])
def test_a_certificate_that_is_not_there_is_not_found(client, operation):
    call = getattr(client, f"{operation}_client_certificate")
    assert refusal(call, clientCertificateId="nosuch") == ("NotFoundException", NO_CERTIFICATE)


def test_a_certificate_is_one_of_api_gateways(generated):
    """A certificate of AWS's is shown in localstack/localstack, issue 8698."""
    shown = generated(description="for the shop")
    real = parsed(shown)
    assert real.subject.rfc4514_string() == real.issuer.rfc4514_string() == "CN=ApiGateway,L=Seattle,C=US"
    assert (real.version, real.signature_hash_algorithm.name) == (x509.Version.v3, "sha256")
    assert isinstance(real.public_key(), rsa.RSAPublicKey) and real.public_key().key_size == 2048
    real.verify_directly_issued_by(real)


def test_a_certificate_is_valid_for_365_days(generated):
    shown = generated()
    assert shown["expirationDate"] - shown["createdDate"] == datetime.timedelta(days=365)
    assert parsed(shown).not_valid_after_utc == shown["expirationDate"]


def test_no_answer_holds_the_key(emulator, client, generated):
    id = generated(tags={"team": "shop"})["clientCertificateId"]
    client.update_client_certificate(
        clientCertificateId=id, patchOperations=[{"op": "replace", "path": "/description", "value": "new"}]
    )
    listed = emulator.aws("apigateway", "get-client-certificates")
    one = client.get_client_certificate(clientCertificateId=id)
    assert "PRIVATE" not in listed + str(one)
    del one["ResponseMetadata"]
    assert set(one) == {
        "clientCertificateId", "description", "pemEncodedCertificate", "createdDate", "expirationDate", "tags"
    }  # fmt: skip
    assert (one["description"], one["tags"]) == ("new", {"team": "shop"})


def test_only_the_description_changes(client, generated):
    id = generated()["clientCertificateId"]
    code, message = refusal(
        client.update_client_certificate,
        clientCertificateId=id,
        patchOperations=[{"op": "replace", "path": "/pemEncodedCertificate", "value": "x"}],
    )
    assert code == "BadRequestException" and "/description" in message


def test_a_certificate_has_tags_by_its_arn(client, generated):
    id = generated()["clientCertificateId"]
    arn = f"arn:aws:apigateway:us-east-1::/clientcertificates/{id}"
    client.tag_resource(resourceArn=arn, tags={"team": "shop"})
    assert client.get_client_certificate(clientCertificateId=id)["tags"] == {"team": "shop"}


@pytest.fixture
def backend(tmp_path):
    running = []

    def start(*known):
        running.append(AskingBackend(certificate(tmp_path, "localhost")[0], *known))
        return running[-1]

    yield start
    for one in running:
        one.server.shutdown()


def rest_api(client, uri, kind="HTTP_PROXY"):
    """A deployed REST API whose root calls the backend."""
    api_id, root_id = api(client)
    tls = {"insecureSkipVerification": True}
    method(client, api_id, root_id, "GET", type=kind, integrationHttpMethod="GET", uri=uri, tlsConfig=tls)
    if kind == "HTTP":
        where = {"restApiId": api_id, "resourceId": root_id, "httpMethod": "GET", "statusCode": "200"}
        client.put_method_response(**where)
        client.put_integration_response(**where)
    deployment = client.create_deployment(restApiId=api_id, stageName="prod")["id"]
    return api_id, root_id, deployment


def use(client, api_id, certificate):
    operation = {"op": "replace", "path": "/clientCertificateId", "value": certificate}
    return client.update_stage(restApiId=api_id, stageName="prod", patchOperations=[operation])


def test_a_stage_is_refused_a_certificate_that_is_not_there(client):
    api_id, _, _ = rest_api(client, "https://localhost/")
    assert refusal(use, client=client, api_id=api_id, certificate="nosuch") == ("NotFoundException", NO_CERTIFICATE)
    assert "clientCertificateId" not in client.get_stage(restApiId=api_id, stageName="prod")


def test_without_a_certificate_a_backend_that_asks_for_one_is_not_reached(emulator, client, generated, backend):
    server = backend(generated())
    api_id, _, _ = rest_api(client, server.uri)
    assert emulator.by_host(api_id, "/prod/").status_code == 504
    assert server.seen == []


@pytest.mark.parametrize("kind", ["HTTP", "HTTP_PROXY"])
def test_a_stage_shows_its_certificate_to_http_backends(emulator, client, generated, backend, kind):
    """The guide: it is used for all calls to HTTP integrations of the API."""
    shown = generated()
    server = backend(shown)
    api_id, _, _ = rest_api(client, server.uri, kind)
    assert use(client, api_id, shown["clientCertificateId"])["clientCertificateId"] == shown["clientCertificateId"]
    assert emulator.by_host(api_id, "/prod/").status_code == 200
    assert server.seen == [fingerprint(shown)]


def test_a_certificate_that_the_backend_does_not_know_is_turned_away(emulator, client, generated, backend):
    server = backend(generated())
    api_id, _, _ = rest_api(client, server.uri)
    use(client, api_id, generated()["clientCertificateId"])
    assert emulator.by_host(api_id, "/prod/").status_code == 504
    assert server.seen == []


def test_the_next_request_shows_the_certificate_that_a_stage_was_moved_to(emulator, client, generated, backend):
    """The guide's "Rotate an expiring client certificate"; the old one can be deleted after it."""
    old, new = generated(), generated()
    server = backend(old, new)
    api_id, _, _ = rest_api(client, server.uri)
    for one in (old, new):
        use(client, api_id, one["clientCertificateId"])
        assert emulator.by_host(api_id, "/prod/").status_code == 200
    assert server.seen == [fingerprint(old), fingerprint(new)]
    client.delete_client_certificate(clientCertificateId=old["clientCertificateId"])


def test_a_test_of_a_method_shows_the_certificate_that_it_names(client, generated, backend):
    """The guide's "Test invoke to verify the client certificate configuration"."""
    shown = generated()
    server = backend(shown)
    api_id, root_id, _ = rest_api(client, server.uri)
    where = {"restApiId": api_id, "resourceId": root_id, "httpMethod": "GET"}
    assert client.test_invoke_method(**where, clientCertificateId=shown["clientCertificateId"])["status"] == 200
    assert server.seen == [fingerprint(shown)]
    assert refusal(client.test_invoke_method, **where, clientCertificateId="nosuch")[1] == NO_CERTIFICATE


def test_a_certificate_that_a_stage_uses_is_not_deleted(client, generated):
    id = generated()["clientCertificateId"]
    api_id, _, _ = rest_api(client, "https://localhost/")
    use(client, api_id, id)
    code, message = refusal(client.delete_client_certificate, clientCertificateId=id)
    assert code == "ConflictException" and f"{api_id}/prod" in message
    client.delete_rest_api(restApiId=api_id)
    client.delete_client_certificate(clientCertificateId=id)
