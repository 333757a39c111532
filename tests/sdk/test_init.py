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


def rest(body, title="pets", **members):
    """A definition of a REST API that answers GET /pets with `body`."""
    integration = {
        "type": "mock", "requestTemplates": {"application/json": '{"statusCode": 200}'},
        "responses": {"default": {"statusCode": "200", "responseTemplates": {"application/json": body}}}}
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


def test_a_definition_chooses_its_id(start, folder, health):
    tags = [{"name": "_custom_id_", "x-amazon-apigateway-tag-value": "chosen"}]
    (folder / "pets.json").write_text(rest('"cat"', tags=tags))
    emulator = start("--ephemeral", "--init", str(folder))
    ready(health, emulator)
    assert emulator.by_host("chosen", "/prod/pets").text == '"cat"'


def test_documents_are_those_of_the_account_and_region(start, folder, health):
    (folder / "pets.json").write_text(rest('"cat"'))
    emulator = start("--ephemeral", "--init", str(folder), "--account", "111122223333", "--region", "eu-west-1")
    ready(health, emulator)
    assert emulator.client("apigateway", account="111122223333", region="eu-west-1").get_rest_api(restApiId="pets")
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


def test_it_is_starting_while_a_script_runs(start, tmp_path, folder, health):
    (folder / "wait.sh").write_text("while [ ! -e ../go ]; do sleep 0.05; done")
    emulator = start("--ephemeral", "--init", str(folder))
    answer = requests.get(emulator.url + "/_emulator/health", timeout=10)
    assert (answer.status_code, answer.json()["status"]) == (503, "starting")
    # It serves, so that scripts can use it.
    assert emulator.client("apigateway").get_rest_apis()["items"] == []
    assert subprocess.run([binary(), "health", "--url", emulator.url], capture_output=True).returncode == 1
    (tmp_path / "go").touch()
    ready(health, emulator)
    assert subprocess.run([binary(), "health", "--url", emulator.url], capture_output=True).returncode == 0


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
    # What was refused leaves nothing.
    assert emulator.by_host("pets", "/prod/pets").text == '"cat"'
    assert "new" not in {api["id"] for api in emulator.client("apigatewayv2").get_apis()["Items"]}
    logged = [json.loads(line) for line in emulator.log.read_text().splitlines()]
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
    assert emulator.stop() == 0
    (folder / "pets.json").write_text(rest('"cat"'))
    emulator = start(*options, "--init", str(folder))
    status, told = health(emulator)
    assert status == 503
    assert "there is an API pets already, which was not made from a document" in told["failures"][0]
    assert emulator.client("apigateway").get_rest_api(restApiId="pets")["name"] == "mine"


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
