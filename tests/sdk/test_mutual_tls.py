"""Mutual TLS of custom domain names (developer guide, "How to turn on mutual TLS authentication for your REST APIs in API Gateway" and
its like for HTTP APIs). The listener speaks no TLS: a header says which certificate the client showed."""

import uuid
from urllib.parse import quote

import boto3
import pytest
import requests
from conftest import ROOT, Emulator, bad_request, refused, sample_functions
from cryptography import x509
from rest import LAMBDA_URI, api, associate_web_acl, function_arn, lambda_api, lambda_proxy, method, mock_api, websocket_api
from tls import DAY, NOW, certificate

REGIONAL = {"endpointConfiguration": {"types": ["REGIONAL"]}, "regionalCertificateArn": "arn:aws:acm:us-east-1:000000000000:certificate/a"}
FORBIDDEN = {"message": "Forbidden"}


def public(file):
    """The certificate of a file, without its key."""
    text = file.read_text()
    return text[: text.index("-----END CERTIFICATE-----") + len("-----END CERTIFICATE-----\n")]


def shown(pem):
    return {"x-emulator-client-certificate": quote(pem)}


class Authorities:
    """An authority in the truststore, one that signs for it, and one that is not there; and a certificate of each kind."""

    def __init__(self, folder):
        self.root_file, self.root = certificate(folder, "root.example.com", is_authority=True)
        self.middle_file, self.middle = certificate(folder, "middle.example.com", issuer=self.root, is_authority=True)
        _, self.stranger = certificate(folder, "stranger.example.com", is_authority=True)
        self.folder = folder

    def client(self, host="client.example.com", **options):
        options = {"issuer": self.middle} | options
        return public(certificate(self.folder, host, **options)[0])


@pytest.fixture(scope="module")
def authorities(tmp_path_factory):
    return Authorities(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="module")
def s3(services):
    client = boto3.client("s3", endpoint_url=services.url, region_name="us-east-1", aws_access_key_id="t", aws_secret_access_key="t")
    client.create_bucket(Bucket="trust")
    client.put_bucket_versioning(Bucket="trust", VersioningConfiguration={"Status": "Enabled"})
    return client


@pytest.fixture(scope="module")
def truststore(s3, authorities):
    """The address of a truststore with the whole chain."""
    s3.put_object(Bucket="trust", Key="store.pem", Body=public(authorities.middle_file) + public(authorities.root_file))
    return "s3://trust/store.pem"


@pytest.fixture(scope="module")
def emulator(services, tmp_path_factory):
    log = tmp_path_factory.mktemp("mutual-tls") / "log"
    endpoints = ["--service-endpoint", f"s3={services.url}", "--access-log", str(log.with_name("access.log"))]
    running = Emulator("--ephemeral", *endpoints, *sample_functions(), log=log)
    yield running
    assert running.stop() == 0, log.read_text()


def domain_name():
    return f"d{uuid.uuid4().hex[:8]}.example.com"


def secured(client, api_id, truststore, **options):
    """A name with mutual TLS that leads to an API's stage."""
    name = domain_name()
    client.create_domain_name(domainName=name, mutualTlsAuthentication={"truststoreUri": truststore}, **REGIONAL | options)
    client.create_base_path_mapping(domainName=name, restApiId=api_id, stage="prod")
    return name


def get(emulator, name, path="/", **headers):
    return requests.get(emulator.url + path, headers={"Host": name} | headers, timeout=30)


@pytest.fixture(scope="module")
def counted(emulator, backend, truststore):
    """A name with mutual TLS before the backend, and the backend's calls; all of it is logged."""
    client = emulator.client("apigateway")
    api_id, root_id = api(client)
    method(client, api_id, root_id, "GET", type="HTTP_PROXY", integrationHttpMethod="GET", uri=backend.url)
    client.create_deployment(restApiId=api_id, stageName="prod")
    arn = "arn:aws:logs:us-east-1:000000000000:log-group:calls"
    operations = [
        {"op": "replace", "path": "/accessLogSettings/destinationArn", "value": arn},
        {"op": "replace", "path": "/accessLogSettings/format", "value": "$context.requestId $context.identity.clientCert.subjectDN"},
        {"op": "replace", "path": "/*/*/logging/loglevel", "value": "ERROR"},
    ]
    client.update_stage(restApiId=api_id, stageName="prod", patchOperations=operations)
    return secured(client, api_id, truststore), backend.seen


REFUSED = {
    "of a stranger": (lambda all: all.client(issuer=all.stranger), "Could not find issuer for certificate"),
    "signed by itself": (lambda all: all.client(issuer=None), "self signed certificate"),
    "whose time is over": (lambda all: all.client(until=NOW - DAY), "certificate has expired"),
    "whose time has not come": (lambda all: all.client(since=NOW + DAY, until=NOW + 2 * DAY), "certificate is not yet valid"),
    "of an authority": (lambda all: public(all.middle_file), "unsuitable certificate"),
    "that is none": (lambda all: "-----BEGIN CERTIFICATE-----\nbm9uZQ==\n-----END CERTIFICATE-----\n", "malformed certificate"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_certificate_is_refused(emulator, authorities, counted, eventually, kind):
    """403, and a reason in the execution log (AWS re:Post, "How do I troubleshoot HTTP 403 Forbidden errors from an API Gateway custom
    domain name that requires mutual TLS?", which has the first three); the access log has the certificate also then."""
    make, reason = REFUSED[kind]
    name, calls = counted
    before = len(calls)
    answer = get(emulator, name, **shown(make(authorities)))
    assert (answer.status_code, answer.json(), answer.headers["x-amzn-ErrorType"]) == (403, FORBIDDEN, "ForbiddenException")
    assert len(calls) == before
    request_id = answer.headers["x-amzn-RequestId"]
    assert eventually(lambda: f"({request_id}) Access denied. Reason: {reason}" in emulator.log.read_text())
    access_log = emulator.log.with_name("access.log")
    told = eventually(lambda: [line for line in access_log.read_text().splitlines() if line.startswith(request_id)])
    subject = {"that is none": "-", "of an authority": "CN=middle.example.com"}.get(kind, "CN=client.example.com")
    assert told == [f"{request_id} {subject}"]


def test_who_shows_no_certificate_is_refused(emulator, counted):
    """On AWS the handshake fails; here the log names the header."""
    name, calls = counted
    before = len(calls)
    answer = get(emulator, name)
    assert (answer.status_code, answer.json()) == (403, FORBIDDEN)
    assert len(calls) == before
    assert "x-emulator-client-certificate" in emulator.log.read_text()


def test_a_certificate_is_looked_at_before_everything_else(emulator, authorities, truststore):
    """On AWS the handshake comes before the request. The stage's web ACL, which is the first check then, lets nothing pass here."""
    client = emulator.client("apigateway")
    api_id = lambda_api(client, "/", "echo")
    associate_web_acl(emulator, api_id)
    name = secured(client, api_id, truststore)
    assert [get(emulator, name).status_code, get(emulator, name, **shown(authorities.client())).status_code] == [403, 500]


def test_a_chain_has_at_most_four_certificates(emulator, authorities, s3, counted):
    """"Certificates can have a maximum chain length of four.\""""
    client = emulator.client("apigateway")
    name, _ = counted
    third_file, third = certificate(authorities.folder, "third.example.com", issuer=authorities.middle, is_authority=True)
    fourth_file, fourth = certificate(authorities.folder, "fourth.example.com", issuer=third, is_authority=True)
    files = [authorities.root_file, authorities.middle_file, third_file, fourth_file]
    s3.put_object(Bucket="trust", Key="long.pem", Body="".join(public(file) for file in files))
    operation = {"op": "replace", "path": "/mutualTlsAuthentication/truststoreUri", "value": "s3://trust/long.pem"}
    client.update_domain_name(domainName=name, patchOperations=[operation])
    assert get(emulator, name, **shown(authorities.client(issuer=third))).status_code == 200
    assert get(emulator, name, **shown(authorities.client(issuer=fourth))).status_code == 403
    back = operation | {"value": "s3://trust/store.pem"}
    client.update_domain_name(domainName=name, patchOperations=[back])


def test_a_certificate_that_is_no_authority_vouches_for_itself_alone(emulator, authorities, s3, counted):
    """"You can also provide self-signed certificates", "client certificates issued by any CA present in the chain of trust"."""
    client = emulator.client("apigateway")
    name, calls = counted
    pinned_file, pinned = certificate(authorities.folder, "pinned.example.com")
    s3.put_object(Bucket="trust", Key="pinned.pem", Body=public(pinned_file))
    operation = {"op": "replace", "path": "/mutualTlsAuthentication/truststoreUri", "value": "s3://trust/pinned.pem"}
    client.update_domain_name(domainName=name, patchOperations=[operation])
    before = len(calls)
    assert get(emulator, name, **shown(authorities.client(issuer=pinned))).status_code == 403
    assert len(calls) == before
    assert get(emulator, name, **shown(public(pinned_file))).status_code == 200
    client.update_domain_name(domainName=name, patchOperations=[operation | {"value": "s3://trust/store.pem"}])


def test_a_root_whose_time_is_over_leads_to_nobody(emulator, authorities, s3, counted, eventually):
    """"The certificate's validity period must be current"; the guide, "Troubleshoot certificate warnings": a warning names the issue
    and the certificate's subject, and "some clients might not be able to access your API". AWS's words for it were not found."""
    client = emulator.client("apigateway")
    name, calls = counted
    root_file, root = certificate(authorities.folder, "old.example.com", until=NOW - DAY, is_authority=True)
    s3.put_object(Bucket="trust", Key="old.pem", Body=public(root_file))
    operation = {"op": "replace", "path": "/mutualTlsAuthentication/truststoreUri", "value": "s3://trust/old.pem"}
    updated = client.update_domain_name(domainName=name, patchOperations=[operation])
    assert updated["mutualTlsAuthentication"]["truststoreWarnings"] == ["certificate has expired: CN=old.example.com"]
    before = len(calls)
    answer = get(emulator, name, **shown(authorities.client(issuer=root)))
    assert (answer.status_code, len(calls)) == (403, before)
    reason = f"({answer.headers['x-amzn-RequestId']}) Access denied. Reason: certificate has expired"
    assert eventually(lambda: reason in emulator.log.read_text())
    client.update_domain_name(domainName=name, patchOperations=[operation | {"value": "s3://trust/store.pem"}])


def test_a_root_that_limits_names_is_an_anchor_for_those_names(emulator, authorities, s3, counted):
    """RFC 5280, section 4.2.1.10: name constraints are critical, and are for what follows on the certificate that has them."""
    client = emulator.client("apigateway")
    name, calls = counted
    root_file, root = certificate(authorities.folder, "limited.example.com", is_authority=True, only_below="example.com")
    s3.put_object(Bucket="trust", Key="limited.pem", Body=public(root_file))
    operation = {"op": "replace", "path": "/mutualTlsAuthentication/truststoreUri", "value": "s3://trust/limited.pem"}
    client.update_domain_name(domainName=name, patchOperations=[operation])
    before = len(calls)
    assert get(emulator, name, **shown(authorities.client("client.example.org", issuer=root))).status_code == 403
    assert len(calls) == before
    assert get(emulator, name, **shown(authorities.client(issuer=root))).status_code == 200
    client.update_domain_name(domainName=name, patchOperations=[operation | {"value": "s3://trust/store.pem"}])


def test_a_certificate_without_extensions_is_trusted(emulator, s3):
    """AWS Compute Blog, "Introducing mutual TLS authentication for Amazon API Gateway": its `openssl x509 -req` makes certificates of
    version 1, and its event has the serial number 1."""
    made_by_openssl = ROOT / "fixtures" / "certificates" / "version-1"
    s3.put_object(Bucket="trust", Key="version-1.pem", Body=(made_by_openssl / "root.pem").read_bytes())
    client = emulator.client("apigateway")
    name = secured(client, lambda_api(client, "/", "echo"), "s3://trust/version-1.pem")
    pem = (made_by_openssl / "client.pem").read_text()
    told = get(emulator, name, **shown(pem)).json()["requestContext"]["identity"]["clientCert"]
    assert (told["serialNumber"], told["clientCertPem"]) == ("1", pem)
    assert (told["subjectDN"], told["issuerDN"]) == ("C=US,O=Example,CN=client.example.com", "C=US,O=Example,CN=root.example.com")
    assert get(emulator, name, **shown((made_by_openssl / "client-of-stranger.pem").read_text())).status_code == 403


def test_a_trusted_certificate_reaches_the_backend_which_does_not_see_the_header(emulator, authorities, counted):
    name, calls = counted
    assert get(emulator, name, **shown(authorities.client())).status_code == 200
    assert get(emulator, name, **shown(public(authorities.root_file))).status_code == 200
    assert not [header for header in calls[-1]["headers"] if "emulator" in header]


def described(pem):
    """What events tell of a certificate (the guide, "Input to an API Gateway Lambda authorizer"; names and dates as OpenSSL writes
    them, as in an event recorded from AWS: `C=US,ST=…,CN=…`, `Aug  5 00:28:21 2120 GMT`)."""
    read = x509.load_pem_x509_certificate(pem.encode())
    number = f"{read.serial_number:x}"
    number = number.zfill(len(number) + len(number) % 2)
    date = "%b %e %H:%M:%S %Y GMT"
    return {
        "clientCertPem": pem,
        "subjectDN": "CN=client.example.com",
        "issuerDN": "CN=middle.example.com",
        "serialNumber": ":".join(number[at : at + 2] for at in range(0, len(number), 2)),
        "validity": {"notBefore": read.not_valid_before_utc.strftime(date), "notAfter": read.not_valid_after_utc.strftime(date)},
    }


def test_functions_of_rest_apis_are_told_the_certificate(emulator, authorities, truststore):
    client, pem = emulator.client("apigateway"), authorities.client()
    name = secured(client, lambda_api(client, "/", "echo"), truststore)
    event = get(emulator, name, **shown(pem)).json()
    assert event["requestContext"]["identity"]["clientCert"] == described(pem)
    assert "x-emulator-client-certificate" not in event["headers"]


def test_templates_are_told_the_certificate(emulator, authorities, truststore):
    """The guide's reference of `$context` variables."""
    client = emulator.client("apigateway")
    template = "$context.identity.clientCert.subjectDN until $context.identity.clientCert.validity.notAfter"
    api_id = mock_api(client, template=template)
    pem = authorities.client()
    until = described(pem)["validity"]["notAfter"]
    assert get(emulator, secured(client, api_id, truststore), **shown(pem)).text == f"CN=client.example.com until {until}"


def test_authorizers_of_rest_apis_are_told_the_certificate(emulator, authorities, truststore):
    """"You can use Lambda authorizers to perform additional checks"; the authorizer here answers its event as no policy."""
    client = emulator.client("apigateway")
    api_id, root_id = api(client)
    uri = LAMBDA_URI.format(function_arn("echo"))
    guard = client.create_authorizer(restApiId=api_id, name="guard", type="REQUEST", authorizerUri=uri, authorizerResultTtlInSeconds=0)["id"]
    where = {"restApiId": api_id, "resourceId": root_id, "httpMethod": "GET"}
    client.put_method(**where, authorizationType="CUSTOM", authorizerId=guard)
    client.put_integration(**where, **lambda_proxy("echo"))
    client.create_deployment(restApiId=api_id, stageName="prod")
    operations = [
        {"op": "replace", "path": "/*/*/logging/loglevel", "value": "INFO"},
        {"op": "replace", "path": "/*/*/logging/dataTrace", "value": "true"},
    ]
    client.update_stage(restApiId=api_id, stageName="prod", patchOperations=operations)
    name = secured(client, api_id, truststore)
    answer = get(emulator, name, **shown(authorities.client()))
    assert answer.status_code == 500
    request_id = answer.headers["x-amzn-RequestId"]
    told = [line for line in emulator.log.read_text().splitlines() if request_id in line and "Endpoint request body" in line]
    assert len(told) == 1 and "REQUEST" in told[0]


@pytest.mark.parametrize("payload_format", ["1.0", "2.0"])
def test_http_apis_refuse_and_tell_the_certificate(emulator, authorities, truststore, payload_format):
    """The guide, "Create AWS Lambda proxy integrations for HTTP APIs": `identity.clientCert` and `authentication.clientCert`."""
    client, name = emulator.client("apigatewayv2"), domain_name()
    api_id = client.create_api(Name="echo", ProtocolType="HTTP")["ApiId"]
    integration = client.create_integration(
        ApiId=api_id, IntegrationType="AWS_PROXY", IntegrationUri=function_arn("echo"), PayloadFormatVersion=payload_format
    )["IntegrationId"]
    client.create_route(ApiId=api_id, RouteKey="$default", Target=f"integrations/{integration}")
    client.create_stage(ApiId=api_id, StageName="$default", AutoDeploy=True)
    certificate_arn = REGIONAL["regionalCertificateArn"]
    made = client.create_domain_name(
        DomainName=name,
        DomainNameConfigurations=[{"CertificateArn": certificate_arn, "OwnershipVerificationCertificateArn": certificate_arn}],
        MutualTlsAuthentication={"TruststoreUri": truststore},
    )
    assert made["MutualTlsAuthentication"] == {"TruststoreUri": truststore, "TruststoreWarnings": []}
    assert made["DomainNameConfigurations"][0]["OwnershipVerificationCertificateArn"] == certificate_arn
    client.create_api_mapping(DomainName=name, ApiId=api_id, Stage="$default")
    for headers in ({}, shown(authorities.client(issuer=authorities.stranger))):
        answer = get(emulator, name, **headers)
        assert (answer.status_code, answer.json()) == (403, FORBIDDEN)
        assert "apigw-requestid" in answer.headers
    pem = authorities.client()
    context = get(emulator, name, **shown(pem)).json()["requestContext"]
    told = context["identity"] if payload_format == "1.0" else context["authentication"]
    assert told["clientCert"] == described(pem)
    # "remove the truststore from your custom domain name"
    client.update_domain_name(DomainName=name, MutualTlsAuthentication={"TruststoreUri": ""})
    assert "MutualTlsAuthentication" not in client.get_domain_name(DomainName=name)
    assert "clientCert" not in get(emulator, name).text


def test_websocket_apis_and_their_callbacks_ask_for_a_certificate(emulator, authorities, truststore):
    """All of a name's requests go through its TLS."""
    name = domain_name()
    client = emulator.client("apigatewayv2")
    client.create_domain_name(
        DomainName=name, DomainNameConfigurations=[{"CertificateArn": REGIONAL["regionalCertificateArn"]}],
        MutualTlsAuthentication={"TruststoreUri": truststore},
    )
    client.create_api_mapping(DomainName=name, ApiId=websocket_api(client), Stage="prod")
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
               "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="}
    assert get(emulator, name, **upgrade).status_code == 403
    callback = "/@connections/L0SM9cOFvHcCIhw="
    refused_callback = get(emulator, name, callback)
    assert (refused_callback.status_code, refused_callback.json()) == (403, FORBIDDEN)
    # Nobody has the id, and who asks has not signed: only callbacks say their type of error.
    assert "x-amzn-ErrorType" not in refused_callback.headers
    assert "x-amzn-ErrorType" in get(emulator, name, callback, **shown(authorities.client())).headers


def test_the_default_endpoint_asks_for_no_certificate(emulator, truststore):
    """"By default, clients can invoke your API by using the execute-api endpoint"."""
    client = emulator.client("apigateway")
    api_id = lambda_api(client, "/", "echo")
    secured(client, api_id, truststore)
    assert "clientCert" not in emulator.by_host(api_id, "/prod").json()["requestContext"]["identity"]


def test_a_truststore_is_read_again_when_the_name_is_updated(emulator, authorities, s3, truststore):
    """The guide, "Update your truststore" and "Disable mutual TLS": versions, and an empty address."""
    client = emulator.client("apigateway")
    first = s3.put_object(Bucket="trust", Key="renewed.pem", Body=public(authorities.root_file) + public(authorities.middle_file))
    name = secured(client, lambda_api(client, "/", "echo"), "s3://trust/renewed.pem")
    stranger = public(certificate(authorities.folder, "new.example.com", is_authority=True)[0])
    s3.put_object(Bucket="trust", Key="renewed.pem", Body=stranger)
    assert get(emulator, name, **shown(authorities.client())).status_code == 200
    settings = "/mutualTlsAuthentication"
    update = {"op": "replace", "path": f"{settings}/truststoreUri", "value": "s3://trust/renewed.pem"}
    client.update_domain_name(domainName=name, patchOperations=[update])
    assert get(emulator, name, **shown(authorities.client())).status_code == 403
    version = {"op": "replace", "path": f"{settings}/truststoreVersion", "value": first["VersionId"]}
    updated = client.update_domain_name(domainName=name, patchOperations=[version])
    assert updated["mutualTlsAuthentication"]["truststoreVersion"] == first["VersionId"]
    assert "truststore" not in updated
    assert get(emulator, name, **shown(authorities.client())).status_code == 200
    updated = client.update_domain_name(domainName=name, patchOperations=[update | {"value": ""}])
    assert "mutualTlsAuthentication" not in updated
    assert get(emulator, name).status_code == 200


def test_a_new_version_is_of_the_truststore_that_there_is(emulator, authorities, s3):
    """The guide, "Update your truststore": `update-domain-name --mutual-tls-authentication TruststoreVersion='abcdef123'`."""
    client, name = emulator.client("apigatewayv2"), domain_name()
    arn = {"CertificateArn": REGIONAL["regionalCertificateArn"]}
    version = {"MutualTlsAuthentication": {"TruststoreVersion": "abcdef123"}}
    without = {"DomainName": name, "DomainNameConfigurations": [arn]}
    assert bad_request(client.create_domain_name, **without, **version).startswith("A truststore version can only be specified")
    first = s3.put_object(Bucket="trust", Key="again.pem", Body=public(authorities.root_file))
    uri = "s3://trust/again.pem"
    client.create_domain_name(**without, MutualTlsAuthentication={"TruststoreUri": uri})
    version["MutualTlsAuthentication"]["TruststoreVersion"] = first["VersionId"]
    updated = client.update_domain_name(DomainName=name, **version)["MutualTlsAuthentication"]
    assert (updated["TruststoreUri"], updated["TruststoreVersion"]) == (uri, first["VersionId"])


def test_a_version_is_of_one_truststore_alone(emulator, authorities, s3):
    """Amazon S3 user guide, "How S3 Versioning works": a version id names one object in one version. That an update to another object
    needs no word on the version has no source."""
    client, name = emulator.client("apigatewayv2"), domain_name()
    first = s3.put_object(Bucket="trust", Key="first.pem", Body=public(authorities.root_file))
    s3.put_object(Bucket="trust", Key="second.pem", Body=public(certificate(authorities.folder, "second.example.com", is_authority=True)[0]))
    settings = {"TruststoreUri": "s3://trust/first.pem", "TruststoreVersion": first["VersionId"]}
    arn = {"CertificateArn": REGIONAL["regionalCertificateArn"]}
    made = client.create_domain_name(DomainName=name, DomainNameConfigurations=[arn], MutualTlsAuthentication=settings)
    assert made["MutualTlsAuthentication"] == settings | {"TruststoreWarnings": []}
    of_first = {"TruststoreUri": "s3://trust/second.pem", "TruststoreVersion": first["VersionId"]}
    bad_request(client.update_domain_name, DomainName=name, MutualTlsAuthentication=of_first)
    assert client.get_domain_name(DomainName=name)["MutualTlsAuthentication"] == made["MutualTlsAuthentication"]
    # The address that it has already is no other one.
    same = client.update_domain_name(DomainName=name, MutualTlsAuthentication={"TruststoreUri": "s3://trust/first.pem"})
    assert same["MutualTlsAuthentication"]["TruststoreVersion"] == first["VersionId"]
    other = client.update_domain_name(DomainName=name, MutualTlsAuthentication={"TruststoreUri": "s3://trust/second.pem"})
    assert other["MutualTlsAuthentication"] == {"TruststoreUri": "s3://trust/second.pem", "TruststoreWarnings": []}


def test_a_patch_leads_to_another_truststore_and_takes_the_version_back(emulator, authorities, s3):
    """API reference, "Patch operations", UpdateDomainName: the address may be replaced, and the version removed."""
    client, name = emulator.client("apigateway"), domain_name()
    first = s3.put_object(Bucket="trust", Key="before.pem", Body=public(authorities.middle_file) + public(authorities.root_file))
    stranger_file, stranger = certificate(authorities.folder, "after.example.com", is_authority=True)
    s3.put_object(Bucket="trust", Key="after.pem", Body=public(stranger_file))
    settings = {"truststoreUri": "s3://trust/before.pem", "truststoreVersion": first["VersionId"]}
    client.create_domain_name(domainName=name, mutualTlsAuthentication=settings, **REGIONAL)
    client.create_base_path_mapping(domainName=name, restApiId=lambda_api(client, "/", "echo"), stage="prod")
    assert get(emulator, name, **shown(authorities.client())).status_code == 200
    operations = [
        {"op": "replace", "path": "/mutualTlsAuthentication/truststoreUri", "value": "s3://trust/after.pem"},
        {"op": "remove", "path": "/mutualTlsAuthentication/truststoreVersion"},
    ]
    updated = client.update_domain_name(domainName=name, patchOperations=operations)
    assert updated["mutualTlsAuthentication"] == {"truststoreUri": "s3://trust/after.pem", "truststoreWarnings": []}
    assert get(emulator, name, **shown(authorities.client())).status_code == 403
    assert get(emulator, name, **shown(authorities.client(issuer=stranger))).status_code == 200


def test_certificates_that_cannot_be_read_are_warnings(emulator, authorities, s3):
    """The guide, "Troubleshoot certificate warnings": "Mutual TLS is still enabled for your API"."""
    broken = "-----BEGIN CERTIFICATE-----\nbm9uZQ==\n-----END CERTIFICATE-----\n"
    s3.put_object(Bucket="trust", Key="half.pem", Body=public(authorities.root_file) + broken)
    client = emulator.client("apigateway")
    made = client.create_domain_name(
        domainName=domain_name(), mutualTlsAuthentication={"truststoreUri": "s3://trust/half.pem"}, **REGIONAL
    )
    [warning] = made["mutualTlsAuthentication"]["truststoreWarnings"]
    assert warning.startswith("certificate 2 of the truststore cannot be read")


def test_names_that_cannot_have_mutual_tls_are_refused(emulator, s3, truststore):
    """"you must use a Regional custom domain name for your API, with a minimum TLS version of 1.2"; what AWS says of the version was
    seen in a deployment (badmintoncryer/cdk-preflight, pf-apigw-mutual-tls-security-policy)."""
    client = emulator.client("apigateway")

    def refusal(uri, **options):
        settings = {"mutualTlsAuthentication": {"truststoreUri": uri}} | REGIONAL | options
        return bad_request(client.create_domain_name, domainName=domain_name(), **settings)

    regional = "Mutual TLS is only supported for REGIONAL custom domain names with the TLS_1_2 security policy"
    assert refusal(truststore, securityPolicy="TLS_1_0") == "Mutual TLS authentication is only supported with TLS 1.2."
    edge = {"endpointConfiguration": {"types": ["EDGE"]}, "certificateArn": REGIONAL["regionalCertificateArn"]}
    settings = {"mutualTlsAuthentication": {"truststoreUri": truststore}} | edge
    assert bad_request(client.create_domain_name, domainName=domain_name(), **settings) == regional
    assert refusal("https://trust/store.pem").startswith("Invalid truststore URI: https://trust/store.pem")
    assert refusal("s3://trust/nothing.pem") == "s3://trust/nothing.pem cannot be read: S3 answers 404 Not Found"
    s3.put_object(Bucket="trust", Key="empty.pem", Body=b"nothing")
    assert refusal("s3://trust/empty.pem") == "The truststore has no certificate"


def test_without_an_endpoint_for_s3_it_says_so(start):
    client = start("--ephemeral").client("apigateway")
    settings = {"mutualTlsAuthentication": {"truststoreUri": "s3://trust/store.pem"}} | REGIONAL
    status, code, message = refused(client.create_domain_name, domainName=domain_name(), **settings)
    assert (status, code) == (501, "NotImplemented")
    assert "--service-endpoint s3=URL" in message


def test_a_strict_api_is_not_reached_through_an_endpoint_of_another_type(emulator):
    """"The request must originate from the same API Gateway endpoint type as your resource" (developer guide, "Security policies for
    REST APIs in API Gateway", endpoint access mode)."""
    client = emulator.client("apigateway")
    api_id = lambda_api(client, "/", "echo")
    names = {}
    for kind, arn in (("REGIONAL", "regionalCertificateArn"), ("EDGE", "certificateArn")):
        names[kind] = domain_name()
        options = {"endpointConfiguration": {"types": [kind]}, arn: "arn:aws:acm:us-east-1:000000000000:certificate/a"}
        client.create_domain_name(domainName=names[kind], **options)
        client.create_base_path_mapping(domainName=names[kind], restApiId=api_id, stage="prod")
    assert [get(emulator, names[kind]).status_code for kind in names] == [200, 200]
    operations = [
        {"op": "replace", "path": "/securityPolicy", "value": "SecurityPolicy_TLS13_1_3_2025_09"},
        {"op": "replace", "path": "/endpointAccessMode", "value": "STRICT"},
    ]
    client.update_rest_api(restApiId=api_id, patchOperations=operations)
    assert [get(emulator, names[kind]).status_code for kind in names] == [200, 403]
    assert emulator.by_host(api_id, "/prod").status_code == 200
