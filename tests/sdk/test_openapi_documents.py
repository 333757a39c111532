"""Every definition of fixtures/openapi: imported, it serves as its sidecar tells, refusals first; exported in each way and
imported again, it is the same API."""

import base64
import http.server
import json
import re
import threading
import time

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from conftest import ROOT, Emulator, sample_functions
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
from definitions import documents, http_api, rest_api, text, told

KEYS = json.loads((ROOT / "fixtures" / "jwt" / "keys.json").read_text())
ISSUER = "https://issuer.example.com/pool"
POOL = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_ABC123"


class Backend:
    """What integrations call. It tells what it saw and counts it; and it is an issuer of tokens."""

    def __init__(self):
        backend = self
        self.seen = 0

        class Echo(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self):
                body = self.rfile.read(int(self.headers.get("content-length") or 0)).decode()
                if self.path.endswith("/openid-configuration"):
                    issuer = POOL if self.path.startswith("/user-pool") else ISSUER
                    return self.send(200, {"issuer": issuer, "jwks_uri": f"http://{backend.address}/keys"})
                if self.path.endswith(("/keys", "/jwks.json")):
                    return self.send(200, {"keys": [public_key()]})
                backend.seen += 1
                status = int(self.path.rsplit("/", 1)[1]) if self.path.startswith("/status/") else 200
                return self.send(status, {"method": self.command, "target": self.path, "host": self.headers["host"], "body": body})

            def send(self, status, document):
                content = json.dumps(document).encode()
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(content)))
                self.send_header("x-backend", "yes")
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = answer

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Echo)
        self.address = f"127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


def encoded(content):
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def public_key():
    return {"kty": "RSA", "alg": "RS256", "use": "sig", "kid": "one", "n": KEYS["one"]["n"], "e": KEYS["one"]["e"]}


def token(issuer, claims):
    """A token as the issuer signs it."""
    now = int(time.time())
    claims = {"iss": issuer, "aud": "shop", "iat": now, "exp": now + 600, "token_use": "access"} | claims
    signed = ".".join(encoded(json.dumps(part).encode()) for part in ({"alg": "RS256", "typ": "JWT", "kid": "one"}, claims))
    key = serialization.load_der_private_key(base64.b64decode(KEYS["one"]["pkcs1"]), None)
    return f"{signed}.{encoded(key.sign(signed.encode(), padding.PKCS1v15(), hashes.SHA256()))}"


@pytest.fixture(scope="module")
def backend():
    running = Backend()
    yield running
    running.server.shutdown()


@pytest.fixture(scope="module")
def emulator(tmp_path_factory, backend):
    """An emulator whose services, VPC link and issuers are the backend."""
    url = f"http://{backend.address}"
    running = Emulator(
        "--ephemeral",
        *sample_functions(),
        *("--service-endpoint", f"*={url}", "--vpc-link", f"linked={url}"),
        *("--issuer-endpoint", f"{ISSUER}={url}", "--issuer-endpoint", f"{POOL}={url}/user-pool"),
        log=tmp_path_factory.mktemp("documents") / "log",
    )
    yield running
    assert running.stop() == 0, running.log.read_text()


@pytest.fixture(scope="module")
def rest_apis(emulator):
    return emulator.client("apigateway")


@pytest.fixture(scope="module")
def http_apis(emulator):
    return emulator.client("apigatewayv2")


@pytest.fixture(scope="module")
def imported(rest_apis, http_apis, backend):
    """Imports and deploys a definition, once for all tests of it; gives the API's id."""
    made = {}

    def make(kind, name):
        if (kind, name) not in made:
            made[kind, name] = (make_rest if kind == "rest" else make_http)(text(kind, name), told(kind, name))
        return made[kind, name]

    def variables(sidecar):
        return {name: value.replace("{backend}", backend.address) for name, value in sidecar.get("variables", {}).items()}

    def make_rest(body, sidecar):
        expected = sidecar.get("warnings", [])
        api = rest_apis.import_rest_api(body=body, parameters=sidecar.get("parameters", {}), failOnWarnings=not expected)
        assert api.get("warnings", []) == expected
        rest_apis.create_deployment(restApiId=api["id"], stageName="prod", variables=variables(sidecar))
        if rest_apis.get_documentation_parts(restApiId=api["id"], limit=1)["items"]:
            rest_apis.create_documentation_version(restApiId=api["id"], documentationVersion="v1", stageName="prod")
        if "key" in sidecar:
            plan = rest_apis.create_usage_plan(name=sidecar["key"], apiStages=[{"apiId": api["id"], "stage": "prod"}])["id"]
            key = rest_apis.create_api_key(name=sidecar["key"], value=sidecar["key"], enabled=True)["id"]
            rest_apis.create_usage_plan_key(usagePlanId=plan, keyId=key, keyType="API_KEY")
        return api["id"]

    def make_http(body, sidecar):
        options = {"Basepath": sidecar["basepath"]} if "basepath" in sidecar else {}
        api_id = http_apis.import_api(Body=body, FailOnWarnings=True, **options)["ApiId"]
        http_apis.create_stage(ApiId=api_id, StageName="$default", AutoDeploy=True, StageVariables=variables(sidecar))
        return api_id

    return make


# What was imported serves.


def send(emulator, kind, api_id, call):
    verb, path = call["request"].split(" ", 1)
    headers = dict(call.get("headers", {}))
    body = call.get("body")
    if body is not None and not isinstance(body, str):
        body, headers = json.dumps(body), {"Content-Type": "application/json"} | headers
    if "token" in call:
        headers["Authorization"] = "Bearer " + token(call.get("issuer", ISSUER), call["token"])
    stage = "/prod" if kind == "rest" else ""
    through = f"-{call['vpc_endpoint']}" if "vpc_endpoint" in call else ""
    if call.get("signed"):
        host = f"{api_id}.execute-api.localhost:{emulator.port}"
        request = AWSRequest(verb, f"http://{host}{stage}{path}", headers={"Host": host} | headers, data=body)
        SigV4Auth(Credentials("test", "test"), "execute-api", "us-east-1").add_auth(request)
        headers = dict(request.headers)
    return emulator.by_host(api_id + through, stage + path, verb, headers=headers, data=body)


def holds(expected, found):
    """Whether all that is expected is there, at any depth."""
    if isinstance(expected, dict):
        return isinstance(found, dict) and all(name in found and holds(value, found[name]) for name, value in expected.items())
    return expected == found


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind in ("rest", "http") for name in documents(kind)])
def test_an_imported_definition_serves(emulator, imported, backend, kind, name):
    api_id = imported(kind, name)
    for call in told(kind, name)["calls"]:
        before = backend.seen
        answer = send(emulator, kind, api_id, call)
        status, content = json.loads(json.dumps(call["answer"]).replace("{api}", api_id))
        shown = f"{call}\n{answer.status_code} {dict(answer.headers)}\n{answer.text}"
        assert answer.status_code == status, shown
        if content is not None:
            found = answer.text if isinstance(content, str) and not answer.text.startswith('"') else answer.json()
            assert holds(content, found), shown
        for header, value in call.get("headers_of_answer", {}).items():
            assert answer.headers.get(header) == value, shown
        assert not any(header in answer.headers for header in call.get("absent", [])), shown
        if status in (401, 403, 415):
            assert backend.seen == before, shown


def test_every_definition_is_refused_something():
    """No definition is served without being asked for what it must refuse."""
    for kind in ("rest", "http"):
        for name in documents(kind):
            calls = told(kind, name)["calls"]
            assert any(call["answer"][0] >= 400 or call.get("absent") for call in calls), name


# Developer guide, "Working with API Gateway extensions to OpenAPI", as of 2026.
@pytest.mark.parametrize(
    "extension",
    [
        "any-method", "api-key-source", "auth", "authorizer", "authtype", "binary-media-types", "cors", "documentation",
        "endpoint-access-mode", "endpoint-configuration", "gateway-responses", "importexport-version", "integration",
        "integrations", "minimum-compression-size", "policy", "request-validator", "request-validators", "security-policy",
        "tag-value",
    ],
)  # fmt: skip
def test_the_definitions_have_every_extension(extension):
    written = re.compile(rf"\bx-amazon-apigateway-{extension}\b(?!-)")
    assert any(written.search(text(kind, name)) for kind in ("rest", "http") for name in documents(kind))


# Out, and in again. Issue: "Import of an export is the same API"; developer guide, "Exporting an HTTP API": an exported
# definition makes "another, identical API".

EXTENSIONS = ["", "integrations", "authorizers", "integrations,authorizers", "documentation", "apigateway", "apigateway,documentation"]


def carried(api, extensions):
    """What an export with these extensions holds of an API."""
    asked = set(extensions.split(","))
    whole = "apigateway" in asked
    api = json.loads(json.dumps(api))
    if "documentation" not in asked:
        del api["documentation"]
    if not whole:
        api = {name: api[name] for name in api if name not in ("validators", "responses")}
        api["api"] = {name: api["api"].get(name) for name in ("name", "description", "version")}
    for key, method in list(api["methods"].items()):
        if not whole:
            method.pop("requestValidatorId", None)
            if "integrations" not in asked:
                method.pop("methodIntegration", None)
        # As users of the importer saw it: without the extension neither the authorizer nor its methods are created.
        if not whole and "authorizers" not in asked and "authorizerId" in method:
            del api["methods"][key]
    if not whole and "authorizers" not in asked:
        api["authorizers"] = []
    return api


@pytest.mark.parametrize("extensions", EXTENSIONS)
@pytest.mark.parametrize("export", ["oas30", "swagger"])
@pytest.mark.parametrize("name", documents("rest"))
def test_the_import_of_an_export_is_the_same_rest_api(rest_apis, imported, name, export, extensions):
    api_id = imported("rest", name)
    first = carried(rest_api(rest_apis, api_id), extensions)
    # Developer guide, "Import a regional API": the endpoint's type is not in an export.
    asked = told("rest", name).get("parameters", {})
    endpoint = {parameter: value for parameter, value in asked.items() if parameter == "endpointConfigurationTypes"}
    for accepts in ("application/json", "application/yaml"):
        if accepts == "application/yaml" and "apigateway" not in extensions:
            continue
        answer = rest_apis.get_export(
            restApiId=api_id, stageName="prod", exportType=export, accepts=accepts, parameters={"extensions": extensions}
        )
        second = rest_apis.import_rest_api(
            body=answer["body"].read(), failOnWarnings="apigateway" in extensions, parameters=endpoint
        )["id"]
        assert carried(rest_api(rest_apis, second), extensions) == first
        rest_apis.delete_rest_api(restApiId=second)


@pytest.mark.parametrize("extensions", [True, False])
@pytest.mark.parametrize("output", ["JSON", "YAML"])
@pytest.mark.parametrize("name", documents("http"))
def test_the_import_of_an_export_is_the_same_http_api(http_apis, imported, name, output, extensions):
    api_id = imported("http", name)
    first = http_api(http_apis, api_id)
    for options in ({}, {"StageName": "$default"}):
        answer = http_apis.export_api(
            ApiId=api_id, OutputType=output, Specification="OAS30", IncludeExtensions=extensions, **options
        )
        made = http_apis.import_api(Body=answer["body"].read().decode(), FailOnWarnings=extensions)
        second = http_api(http_apis, made["ApiId"])
        http_apis.delete_api(ApiId=made["ApiId"])
        if extensions:
            assert second == first
        else:
            assert second["api"]["Name"] == first["api"]["Name"]
            # Without the extension that names them, the integrations are not there.
            assert set(second["routes"]) == set(first["routes"])
            assert not any("Target" in route for route in second["routes"].values())
