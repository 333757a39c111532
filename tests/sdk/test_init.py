"""What an emulator starts with: OpenAPI documents and scripts of a folder."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests
from conftest import binary, sample_functions

FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function"

HTTP = """\
openapi: 3.0.1
info: {title: orders, version: "1"}
paths:
  /orders:
    get:
      x-amazon-apigateway-integration:
        type: AWS_PROXY
        httpMethod: POST
        payloadFormatVersion: "2.0"
        uri: arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:orders
"""


def rest(body, changes=None, title="pets", **members):
    """A definition of a REST API that answers GET /pets with `body`."""
    integration = {
        "type": "mock", "requestTemplates": {"application/json": '{"statusCode": 200}'},
        "responses": {"default": {"statusCode": "200", "responseTemplates": {"application/json": body}}}} | (changes or {})
    operation = {"responses": {"200": {"description": "ok"}}, "x-amazon-apigateway-integration": integration}
    return json.dumps({"swagger": "2.0", "info": {"title": title, "version": "1"}, "paths": {"/pets": {"get": operation}}} | members)


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "init"
    made.mkdir()
    return made


@pytest.fixture
def health(eventually):
    """The answer to the health check once the start is over: its status and what it tells."""

    def health(emulator):
        def over():
            answer = requests.get(emulator.url + "/_emulator/health", timeout=10)
            told = answer.json()
            return (answer.status_code, told) if told["status"] != "starting" else None

        return eventually(over, seconds=30)

    return health


def ready(health, emulator):
    status, told = health(emulator)
    assert (status, told["status"]) == (200, "ready"), told


def test_documents_are_imported_and_deployed(start, folder, health):
    (folder / "orders.yaml").write_text(HTTP)
    (folder / "Pet Store.json").write_text(rest('"cat"', basePath="/v1"))
    (folder / "settings.json").write_text('{"no": "document"}')
    emulator = start("--ephemeral", "--init", str(folder), *sample_functions())
    ready(health, emulator)
    assert emulator.by_host("orders", "/orders").json() == {"orderId": "42", "status": "shipped"}
    assert emulator.by_host("pet-store", "/v1/pets").text == '"cat"'
    assert [api["name"] for api in emulator.client("apigateway").get_rest_apis()["items"]] == ["pets"]
    assert [api["ApiId"] for api in emulator.client("apigatewayv2").get_apis()["Items"]] == ["orders"]


def test_a_restart_changes_what_has_changed_and_nothing_else(start, tmp_path, folder, health):
    options = ("--data-dir", str(tmp_path / "data"), "--init", str(folder))
    (folder / "cats.json").write_text(rest('"cat"', title="cats"))
    (folder / "dogs.json").write_text(rest('"dog"', title="dogs"))
    emulator = start(*options)
    ready(health, emulator)
    # Whoever changes an API by hand keeps the change.
    client = emulator.client("apigateway")
    client.update_rest_api(restApiId="cats", patchOperations=[{"op": "replace", "path": "/description", "value": "by hand"}])
    deployed = client.get_deployments(restApiId="cats")["items"]
    assert emulator.stop() == 0

    (folder / "dogs.json").write_text(rest('"wolf"', title="dogs"))
    emulator = start(*options)
    ready(health, emulator)
    client = emulator.client("apigateway")
    assert sorted(api["id"] for api in client.get_rest_apis()["items"]) == ["cats", "dogs"]
    assert client.get_rest_api(restApiId="cats")["description"] == "by hand"
    assert client.get_deployments(restApiId="cats")["items"] == deployed
    assert len(client.get_deployments(restApiId="dogs")["items"]) == 2
    assert emulator.by_host("dogs", "/prod/pets").text == '"wolf"'


def test_an_http_api_follows_its_document(start, tmp_path, folder, health):
    options = ("--data-dir", str(tmp_path / "data"), "--init", str(folder), *sample_functions())
    (folder / "orders.yml").write_text(HTTP)
    emulator = start(*options)
    ready(health, emulator)
    assert emulator.stop() == 0
    (folder / "orders.yml").write_text(HTTP.replace("/orders:", "/bestellungen:"))
    emulator = start(*options)
    ready(health, emulator)
    assert emulator.by_host("orders", "/orders").status_code == 404
    assert emulator.by_host("orders", "/bestellungen").json() == {"orderId": "42", "status": "shipped"}
    assert len(emulator.client("apigatewayv2").get_apis()["Items"]) == 1


def test_a_document_may_come_to_define_another_kind_of_api(start, tmp_path, folder, health):
    options = ("--data-dir", str(tmp_path / "data"), "--init", str(folder), *sample_functions())
    for text, kind in [(HTTP, "HTTP"), (rest('"cat"'), "REST"), (HTTP, "HTTP")]:
        (folder / "orders.yaml").write_text(text)
        emulator = start(*options)
        ready(health, emulator)
        if kind == "HTTP":
            assert emulator.by_host("orders", "/orders").json() == {"orderId": "42", "status": "shipped"}
        else:
            assert emulator.by_host("orders", "/prod/pets").text == '"cat"'
        assert len(emulator.client("apigatewayv2").get_apis()["Items"]) == (kind == "HTTP")
        assert len(emulator.client("apigateway").get_rest_apis()["items"]) == (kind == "REST")
        assert emulator.stop() == 0
    assert emulator.log.read_text().count("has taken the place of the former one") == 2


def test_a_document_that_is_refused_leaves_the_api_of_the_other_kind(start, tmp_path, folder, health):
    options = ("--data-dir", str(tmp_path / "data"), "--init", str(folder), *sample_functions())
    (folder / "orders.yaml").write_text(HTTP)
    emulator = start(*options)
    ready(health, emulator)
    assert emulator.stop() == 0
    (folder / "orders.yaml").write_text(rest('"cat"', paths={}))
    emulator = start(*options)
    status, told = health(emulator)
    assert (status, told["failures"][0].split(": ")[-1]) == (503, "The REST API doesn't contain any methods")
    assert emulator.by_host("orders", "/orders").json() == {"orderId": "42", "status": "shipped"}
    assert emulator.client("apigateway").get_rest_apis()["items"] == []
    assert emulator.stop() == 0
    assert "has taken the place" not in emulator.log.read_text()


@pytest.mark.parametrize("refusing", [("--quota", "stages=1"), ("--strict",)])
def test_a_document_is_there_whole_or_as_it_was(start, tmp_path, folder, health, refusing):
    """What cannot be deployed is not imported either, and the next start tries again."""
    options = ("--data-dir", str(tmp_path / "data"), "--init", str(folder))
    (folder / "pets.json").write_text(rest('"cat"'))
    emulator = start(*options)
    ready(health, emulator)
    before = emulator.client("apigateway").get_rest_api(restApiId="pets")["tags"]
    assert emulator.stop() == 0

    # A second stage, which is one too many; and a role without effect, which strict emulators refuse.
    role = {"credentials": "arn:aws:iam::000000000000:role/r"}
    (folder / "pets.json").write_text(rest('"wolf"', role, basePath="/second"))
    emulator = start(*options, *refusing)
    status, told = health(emulator)
    assert (status, len(told["failures"])) == (503, 1), told
    client = emulator.client("apigateway")
    assert emulator.by_host("pets", "/prod/pets").text == '"cat"'
    assert [stage["stageName"] for stage in client.get_stages(restApiId="pets")["item"]] == ["prod"]
    assert client.get_rest_api(restApiId="pets")["tags"] == before
    [resource] = [item for item in client.get_resources(restApiId="pets")["items"] if item["path"] == "/pets"]
    template = client.get_integration_response(restApiId="pets", resourceId=resource["id"], httpMethod="GET", statusCode="200")
    assert template["responseTemplates"]["application/json"] == '"cat"', "the next deployment by hand is not of half a document"
    assert emulator.stop() == 0

    emulator = start(*options)
    ready(health, emulator)
    assert emulator.by_host("pets", "/second/pets").text == '"wolf"'
    assert emulator.client("apigateway").get_rest_api(restApiId="pets")["tags"] != before


def test_an_api_whose_stage_was_refused_is_made_by_the_next_start(start, tmp_path, folder, health):
    """Also where its document has tags, which become all that the API has (developer guide, `x-amazon-apigateway-tag-value`)."""
    options = ("--data-dir", str(tmp_path / "data"), "--init", str(folder), *sample_functions())
    tagged = HTTP + "tags: [{name: team, x-amazon-apigateway-tag-value: blue}]\n"
    (folder / "orders.yaml").write_text(tagged)
    emulator = start(*options, "--quota", "http-stages=0")
    status, told = health(emulator)
    assert (status, len(told["failures"])) == (503, 1)
    assert emulator.client("apigatewayv2").get_apis()["Items"] == []
    assert emulator.stop() == 0

    emulator = start(*options)
    ready(health, emulator)
    assert emulator.by_host("orders", "/orders").json() == {"orderId": "42", "status": "shipped"}
    tags = emulator.client("apigatewayv2").get_api(ApiId="orders")["Tags"]
    assert (tags["team"], tags["_custom_id_"]) == ("blue", "orders")


def test_a_definition_chooses_its_id(start, folder, health):
    tags = [{"name": "_custom_id_", "x-amazon-apigateway-tag-value": "chosen"}]
    (folder / "pets.json").write_text(rest('"cat"', tags=tags))
    emulator = start("--ephemeral", "--init", str(folder))
    ready(health, emulator)
    assert emulator.by_host("chosen", "/prod/pets").text == '"cat"'


@pytest.mark.parametrize("region", ["eu-west-1", "cn-north-1", "us-gov-west-1"])
def test_documents_are_those_of_the_account_and_region(start, folder, health, region):
    """Also in regions of other partitions, whose ARNs do not begin with `arn:aws:`."""
    (folder / "pets.json").write_text(rest('"cat"'))
    (folder / "orders.yaml").write_text(HTTP)
    emulator = start("--ephemeral", "--init", str(folder), "--account", "111122223333", "--region", region)
    ready(health, emulator)
    assert emulator.client("apigateway", account="111122223333", region=region).get_rest_api(restApiId="pets")
    assert emulator.client("apigatewayv2", account="111122223333", region=region).get_api(ApiId="orders")
    assert emulator.client("apigateway", account="111122223333").get_rest_apis()["items"] == []


def test_scripts_run_in_order_and_find_the_emulator(start, tmp_path, folder, health):
    """LocalStack's documentation, "Initialization Hooks": alphabetical order, those of folders last."""
    python = Path(sys.executable)
    (folder / "later").mkdir()
    (folder / "later" / "0.sh").write_text("pwd > ../../pwd; echo three >> ../../order")
    (folder / "2.sh").write_text("echo two >> ../order")
    script = folder / "1.sh"
    script.write_text(f"""#!/bin/sh
set -e
{python.parent}/aws apigateway create-rest-api --name scripted --tags _custom_id_=scripted
echo one >> ../order
env > ../environment
""")
    script.chmod(0o755)
    emulator = start("--ephemeral", "--init", str(folder), environment={"AWS_PROFILE": "elsewhere"})
    ready(health, emulator)
    assert emulator.client("apigateway").get_rest_api(restApiId="scripted")["name"] == "scripted"
    assert (tmp_path / "order").read_text().split() == ["one", "two", "three"]
    assert (tmp_path / "pwd").read_text().strip() == str(folder / "later")
    environment = dict(line.split("=", 1) for line in (tmp_path / "environment").read_text().splitlines() if "=" in line)
    assert environment["AWS_ENDPOINT_URL"] == emulator.url
    assert environment["LOCALSTACK_HOST"] == emulator.url.removeprefix("http://")
    assert (environment["AWS_REGION"], environment["AWS_DEFAULT_REGION"]) == ("us-east-1", "us-east-1")
    assert "AWS_PROFILE" not in environment


def neighbour_health(emulator):
    """What LocalStack's health check is answered: its status, and the states of services."""
    answer = requests.get(emulator.url + "/_localstack/health", timeout=10)
    return answer.status_code, set(answer.json()["services"].values())


def test_it_is_starting_while_a_script_runs(start, tmp_path, folder, health):
    (folder / "wait.sh").write_text("while [ ! -e ../go ]; do sleep 0.05; done")
    emulator = start("--ephemeral", "--init", str(folder))
    assert neighbour_health(emulator) == (503, {"starting"})
    answer = requests.get(emulator.url + "/_emulator/health", timeout=10)
    assert (answer.status_code, answer.json()["status"]) == (503, "starting")
    # It serves, so that scripts can use it.
    assert emulator.client("apigateway").get_rest_apis()["items"] == []
    assert subprocess.run([binary(), "health", "--url", emulator.url], capture_output=True).returncode == 1
    (tmp_path / "go").touch()
    ready(health, emulator)
    assert subprocess.run([binary(), "health", "--url", emulator.url], capture_output=True).returncode == 0
    assert neighbour_health(emulator) == (200, {"running"})


def test_a_file_that_cannot_be_read_is_a_failure(start, folder, health):
    """It may be an OpenAPI document: an emulator without its API is not ready. What is certainly none is left alone."""
    (folder / "comma.json").write_text('{"swagger": "2.0",\n"info": {')
    (folder / "latin.json").write_bytes(rest('"cat"', title="chât").replace("\\u00e2", "â").encode("latin-1"))
    (folder / "bracket.yaml").write_text(HTTP.replace("{title: orders", "[title: orders"))
    (folder / "colon.yml").write_text("openapi 3.0.1\n")
    (folder / "bomb.yaml").write_text("openapi: 3.0.1\na: &a [*a]\n")
    (folder / "empty.json").write_text("")
    (folder / "settings.json").write_text('{"no": "document"}')
    (folder / "items.json").write_text('[{"put": "these"}]')
    emulator = start("--ephemeral", "--init", str(folder))
    status, told = health(emulator)
    assert (status, told["status"]) == (503, "failed")
    failures = {Path(file).name: why for file, why in (failure.split(": ", 1) for failure in told["failures"])}
    assert sorted(failures) == ["bomb.yaml", "bracket.yaml", "colon.yml", "comma.json", "empty.json", "latin.json"]
    assert failures["comma.json"] == "it cannot be read: EOF while parsing an object at line 2 column 9"
    assert failures["colon.yml"] == "it is not an object of JSON or YAML"
    assert neighbour_health(emulator) == (503, {"error"})


def test_what_fails_is_told_and_the_rest_is_done(start, folder, health):
    (folder / "broken.json").write_text('{"swagger": "2.0", "paths": 7, "info": {"title": "broken"}}')
    (folder / "new.json").write_text('{"openapi": "3.9.9", "paths": {}}')
    (folder / "a.sh").write_text("echo what went wrong >&2; exit 3")
    (folder / "b.sh").write_text("awslocal s3 mb s3://bucket")
    (folder / "pets.json").write_text(rest('"cat"'))
    (folder / "program.py").write_text("print('never')")
    emulator = start("--ephemeral", "--init", str(folder))
    status, told = health(emulator)
    assert (status, told["status"]) == (503, "failed")
    failures = dict(failure.split(": ", 1) for failure in told["failures"])
    failures = {Path(file).name: why for file, why in failures.items()}
    assert failures["a.sh"] == "it ended with exit status: 3; its output: what went wrong"
    assert failures["b.sh"].endswith("hint: there is no awslocal here; aws finds the emulator by itself, by AWS_ENDPOINT_URL")
    assert failures["new.json"] == "Invalid OpenAPI input."
    assert failures["broken.json"] == "The REST API doesn't contain any methods"
    assert sorted(failures) == ["a.sh", "b.sh", "broken.json", "new.json"]
    # What was refused leaves nothing.
    assert emulator.by_host("pets", "/prod/pets").text == '"cat"'
    assert "new" not in {api["id"] for api in emulator.client("apigatewayv2").get_apis()["Items"]}
    logged = emulator.logged()
    assert [line["level"] for line in logged if "what went wrong" in line["message"]] == ["ERROR"]
    assert [line["file"] for line in logged if line["level"] == "WARN" and "only documents" in line["message"]] == [
        str(folder / "program.py")]
    done = subprocess.run([binary(), "health", "--url", emulator.url], capture_output=True, text=True)
    assert done.returncode == 1
    assert "what went wrong" in done.stderr


def test_an_api_that_is_there_already_is_left_alone(start, tmp_path, folder, health):
    options = ("--data-dir", str(tmp_path / "data"))
    emulator = start(*options)
    emulator.client("apigateway").create_rest_api(name="mine", tags={"_custom_id_": "pets"})
    # Nor is one of another kind, whose place the document's would take.
    emulator.client("apigatewayv2").create_api(Name="mine", ProtocolType="HTTP", Tags={"_custom_id_": "dogs"})
    assert emulator.stop() == 0
    for name in ("pets", "dogs"):
        (folder / f"{name}.json").write_text(rest('"cat"'))
    emulator = start(*options, "--init", str(folder))
    status, told = health(emulator)
    assert status == 503
    for failure, name in zip(told["failures"], ("dogs", "pets"), strict=True):
        assert f"there is an API {name} already, which was not made from a document" in failure
    assert emulator.client("apigateway").get_rest_api(restApiId="pets")["name"] == "mine"
    assert emulator.client("apigatewayv2").get_api(ApiId="dogs")["Name"] == "mine"


def test_a_stop_does_not_wait_for_a_script(start, folder):
    (folder / "forever.sh").write_text("exec sleep 600")
    emulator = start("--ephemeral", "--init", str(folder))
    before = time.monotonic()
    assert emulator.stop() == 0
    assert time.monotonic() - before < 8


def test_a_folder_that_is_not_there_is_an_error(tmp_path):
    done = subprocess.run([binary(), "serve", "--ephemeral", "--port", "0", "--init", "nowhere"], capture_output=True, text=True,
                          cwd=tmp_path, timeout=30)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("apigw-emulator: --init nowhere: ")
