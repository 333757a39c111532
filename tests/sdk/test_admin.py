"""The emulator's own API: what it refuses, what it is, and the OpenAPI document that it serves of itself."""

import copy
import json
import subprocess

import pytest
import requests
from conftest import binary
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator


def refused(answer):
    """The status and message of an answer that must have nothing else."""
    assert answer.headers["Content-Type"] == "application/json"
    assert list(answer.json()) == ["message"]
    return answer.status_code, answer.json()["message"]


@pytest.fixture(scope="module")
def document(emulator):
    return requests.get(emulator.url + "/_emulator/openapi.json", timeout=30).json()


@pytest.mark.parametrize(
    ("method", "path", "options", "status", "words"),
    [
        ("GET", "/_emulator/nothing", {}, 404, "/_emulator/openapi.json lists what there is"),
        ("GET", "/_localstack/nothing", {}, 404, "there is nothing at /_localstack/nothing"),
        ("DELETE", "/_emulator/health", {}, 405, "DELETE"),
        ("GET", "/_emulator/state/reset", {}, 405, "GET"),
        ("GET", "/_emulator/version?verbose=1", {}, 400, "unknown field `verbose`"),
        ("GET", "/_emulator/version", {"data": "{}"}, 400, "in the query"),
        ("POST", "/_emulator/state/reset", {"data": "{"}, 400, "EOF"),
        ("POST", "/_emulator/state/reset", {"data": b"\xff"}, 400, "the body is not what it should be"),
        ("POST", "/_emulator/state/reset", {"data": "[]"}, 400, "the body is not what it should be"),
        ("POST", "/_emulator/state/reset", {"json": {"accounts": "111122223333"}}, 400, "unknown field `accounts`"),
        ("POST", "/_emulator/state/reset", {"json": {"account": "1"}}, 400, "an account has 12 digits"),
        ("POST", "/_emulator/state/reset", {"json": {"region": "EU"}}, 400, "a region is like eu-west-1"),
        # What stands in the wrong place would otherwise mean everything.
        ("POST", "/_emulator/state/reset?account=111122223333", {}, 400, "in a body of JSON"),
        ("POST", "/_localstack/state/reset", {"json": {"account": "111122223333"}}, 400, "unknown field `account`"),
        ("POST", "/_emulator/state/reset", {"data": b" " * (1024 * 1024 + 1)}, 413, "at most 1048576 bytes"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_a_message(emulator, method, path, options, status, words):
    known = emulator.client("apigateway").create_rest_api(name="stays")["id"]
    told, message = refused(requests.request(method, emulator.url + path, timeout=30, **options))
    assert (told, words in message) == (status, True), message
    assert emulator.client("apigateway").get_rest_api(restApiId=known)["name"] == "stays"


def test_a_wrong_method_is_told_the_right_ones(emulator):
    """RFC 9110, section 15.5.6: 405 comes with an Allow header."""
    answer = requests.get(emulator.url + "/_emulator/state/reset", timeout=30)
    assert answer.headers["Allow"] == "POST"


def test_health_is_ready_and_its_command_says_so(emulator):
    answer = requests.get(emulator.url + "/_emulator/health", timeout=30)
    version = requests.get(emulator.url + "/_emulator/version", timeout=30).json()["version"]
    assert (answer.status_code, answer.json()) == (200, {"status": "ready", "version": version})
    command = [binary(), "health", "--url", emulator.url]
    assert subprocess.run(command, capture_output=True, text=True).stdout == f"ready, version {version}\n"
    assert json.loads(subprocess.run([*command, "--json"], capture_output=True).stdout) == answer.json()
    assert requests.head(emulator.url + "/_emulator/health", timeout=30).status_code == 200


def test_a_command_tells_that_no_emulator_answers():
    done = subprocess.run([binary(), "health", "--url", "http://127.0.0.1:9"], capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("apigw-emulator: no emulator answers at http://127.0.0.1:9 (cannot connect")


def test_operations_are_those_of_the_command(emulator):
    told = requests.get(emulator.url + "/_emulator/operations", timeout=30).json()["services"]
    listed = subprocess.run([binary(), "operations"], capture_output=True, text=True, check=True).stdout
    as_json = subprocess.run([binary(), "operations", "--json"], capture_output=True, text=True, check=True).stdout
    assert json.loads(as_json) == {"services": told}
    assert [service["service"] for service in told] == ["apigateway", "apigatewayv2", "apigatewaymanagementapi", "lambda"]
    for service in told:
        assert service["there"]
        assert f"{service['service']}: {len(service['there'])} of {len(service['there'] + service['missing'])}\n" in listed
        assert all(f"  there   {name}\n" in listed for name in service["there"])


def test_the_document_is_one(document):
    OpenAPIV31SpecValidator(document).validate()
    ids = [operation["operationId"] for methods in document["paths"].values() for operation in methods.values()]
    assert sorted(ids) == sorted(set(ids))


def test_everything_in_the_document_is_there_and_nothing_else_is_done_with_its_paths(emulator, document):
    """A method of the document is never answered 405, and any other always: with a member that no operation takes, nothing
    is done."""
    for path, methods in document["paths"].items():
        url = emulator.url + path.replace("{", "").replace("}", "")
        for method in ("get", "post", "put", "delete", "patch"):
            wrong = {"params": {"": ""}} if method in ("get", "delete") else {"data": "["}
            answer = requests.request(method, url, timeout=30, stream=True, **wrong)
            expected = {200, 400} if method in methods else {405}
            assert answer.status_code in expected, (method, path, answer.status_code)
            answer.close()


def strict(schema):
    """A schema whose objects have no other members than those that it names."""
    if isinstance(schema, dict):
        schema = {name: strict(value) for name, value in schema.items()}
        if "properties" in schema:
            schema.setdefault("additionalProperties", False)
    return [strict(value) for value in schema] if isinstance(schema, list) else schema


def conforms(document, method, path, told):
    """Whether an answer has all the members that the document says, and no others."""
    schema = document["paths"][path][method]["responses"]["200"]["content"]["application/json"]["schema"]
    whole = strict(copy.deepcopy(schema | {"components": document["components"]}))
    OAS31Validator(whole).validate(told)


def test_what_is_answered_has_the_members_of_the_document(emulator, document):
    without_names = [path for path, methods in document["paths"].items() if "get" in methods and "{" not in path]
    told = 0
    for path in without_names:
        content = document["paths"][path]["get"]["responses"]["200"]["content"]
        if "application/json" in content:
            conforms(document, "get", path, requests.get(emulator.url + path, timeout=30).json())
            told += 1
    assert told >= 5
    with pytest.raises(Exception, match="Additional properties"):
        conforms(document, "get", "/_emulator/version", {"version": "1", "more": 1})
