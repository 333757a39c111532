"""Settings: flags before our own variables, before those of other emulators, before the file, before defaults."""

import json
import os
import subprocess

import pytest
import requests
from conftest import binary

FILE = """\
port = 5000
data-dir = "./kept"
ephemeral = true
log = "warn"

[functions]
orders = "./orders:app.handler"

[quotas]
resources = 5
"""


@pytest.fixture
def run(tmp_path):
    """Runs the binary in a folder of its own, with no variables but these."""

    def run(*arguments, **variables):
        environment = {"PATH": os.environ["PATH"]} | variables
        return subprocess.run([binary(), *arguments], cwd=tmp_path, env=environment, capture_output=True, text=True)

    return run


@pytest.fixture
def told(run):
    """Each setting as `config --json` tells it."""

    def told(*arguments, **variables):
        done = run("config", "--json", *arguments, **variables)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return told


def test_each_source_comes_before_those_below_it(told, tmp_path):
    assert told()["port"] == {"value": "4566", "source": "default"}
    (tmp_path / "apigw-emulator.toml").write_text(FILE)
    assert told()["port"] == {"value": "5000", "source": "file", "file": "apigw-emulator.toml", "line": 1}
    neighbour = {"GATEWAY_LISTEN": "0.0.0.0:5001"}
    assert told(**neighbour)["port"] == {"value": "5001", "source": "environment", "name": "GATEWAY_LISTEN"}
    ours = neighbour | {"APIGW_EMULATOR_PORT": "5002"}
    assert told(**ours)["port"] == {"value": "5002", "source": "environment", "name": "APIGW_EMULATOR_PORT"}
    assert told("--port", "5003", **ours)["port"] == {"value": "5003", "source": "flag", "name": "--port"}


def test_a_file_holds_tables_where_flags_are_repeated(told, tmp_path):
    (tmp_path / "apigw-emulator.toml").write_text(FILE)
    settings = told()
    assert settings["functions"] == [
        {"value": "orders=./orders:app.handler", "source": "file", "file": "apigw-emulator.toml", "line": 7}]
    assert [one["value"] for one in settings["quotas"]] == ["resources=5"]
    assert settings["vpc-links"] == []
    # A list that is named higher up counts alone.
    flags = told("--quota", "stages=3", "--quota", "resources=9")["quotas"]
    assert [(one["value"], one["source"]) for one in flags] == [("stages=3", "flag"), ("resources=9", "flag")]
    assert [one["value"] for one in told(APIGW_EMULATOR_QUOTAS="stages=3,resources=9")["quotas"]] == ["stages=3", "resources=9"]


def test_a_flag_can_be_taken_back(told, tmp_path):
    (tmp_path / "apigw-emulator.toml").write_text(FILE)
    assert told()["ephemeral"]["value"] == "true"
    assert told("--ephemeral=false")["ephemeral"] == {"value": "false", "source": "flag", "name": "--ephemeral"}
    assert told(APIGW_EMULATOR_EPHEMERAL="0")["ephemeral"]["value"] == "0"


def test_the_table_for_people_tells_the_same(run, tmp_path):
    (tmp_path / "other.toml").write_text("port = 5000\n")
    done = run("config", "--config", "other.toml", "--host", "::1")
    lines = [line.split() for line in done.stdout.splitlines()]
    assert ["port", "5000", "other.toml:1"] in lines
    assert ["host", "::1", "--host"] in lines
    assert ["region", "us-east-1", "default"] in lines
    assert ["credentials", "-", "default"] in lines
    assert done.stderr == "settings are read from other.toml\n"


def test_secrets_are_masked(run):
    secrets = {"AWS_SECRET_ACCESS_KEY": "hush-hush", "AWS_SESSION_TOKEN": "hush-token", "AWS_ENDPOINT_URL_SQS": "http://me:hush@sqs:1",
               "APIGW_EMULATOR_ISSUER_ENDPOINTS": "https://issuer.example=http://me:hush@keys:1"}
    for arguments in ([], ["--json"]):
        done = run("config", *arguments, **secrets)
        assert "AWS_SECRET_ACCESS_KEY" in done.stdout and "http://****@sqs:1" in done.stdout
        assert "https://issuer.example=http://****@keys:1" in done.stdout
        assert "hush" not in done.stdout + done.stderr


@pytest.mark.parametrize(("text", "why"), [
    ("\nprot = 1", "apigw-emulator.toml:2: there is no setting prot; did you mean port?"),
    ("[function]\na = 'b:c'", "apigw-emulator.toml:1: there is no setting function; did you mean functions?"),
    ("port = 'many'", "apigw-emulator.toml:1: port: many: invalid digit found in string"),
    ("ephemeral = 'yes'", "apigw-emulator.toml:1: ephemeral: it is true or false"),
    ("log-format = 'xml'", "apigw-emulator.toml:1: log-format: xml: the formats are auto, human and json"),
])
def test_a_wrong_file_is_refused_with_its_line(run, tmp_path, text, why):
    (tmp_path / "apigw-emulator.toml").write_text(text)
    for command in ([], ["serve"], ["config"]):
        done = run(*command)
        assert (done.returncode, done.stderr.strip(), done.stdout) == (1, f"apigw-emulator: {why}", "")
    # Commands that do not serve have no use for it.
    assert run("operations").returncode == 0


def test_a_file_that_is_named_must_be_there(run):
    done = run("serve", "--config", "nowhere.toml")
    assert done.returncode == 1
    assert done.stderr.startswith("apigw-emulator: nowhere.toml: ")


def test_an_unknown_variable_is_told_with_the_nearest(run):
    done = run("config", APIGW_EMULATOR_DATADIR="/data")
    assert done.stderr == "APIGW_EMULATOR_DATADIR is no setting and has no effect; did you mean APIGW_EMULATOR_DATA_DIR?\n"


def test_an_empty_variable_says_nothing(told):
    assert told(APIGW_EMULATOR_PORT="", AWS_ENDPOINT_URL="", GATEWAY_LISTEN="")["port"]["source"] == "default"


def test_a_file_is_served_with(start, tmp_path):
    """Also what the file says of functions and quotas is in force, and --port of the command line comes before its port."""
    orders = tmp_path / "orders"
    orders.mkdir()
    (orders / "app.py").write_text("def handler(event, context): return {'statusCode': 200, 'body': 'from the file'}")
    config = tmp_path / "some.toml"
    config.write_text(f'ephemeral = true\nport = 1\n[functions]\norders = "{orders}:app.handler"\n[quotas]\napi-keys = 1\n')
    emulator = start("--config", str(config))
    api = emulator.client("apigatewayv2").create_api(
        Name="a", ProtocolType="HTTP", Target="arn:aws:lambda:us-east-1:000000000000:function:orders")
    assert emulator.by_host(api["ApiId"], "/").text == "from the file"
    keys = emulator.client("apigateway")
    keys.create_api_key(name="first")
    with pytest.raises(keys.exceptions.LimitExceededException):
        keys.create_api_key(name="second")


def test_commands_ask_the_emulator_that_the_same_settings_start(start, run, tmp_path):
    emulator = start("--ephemeral")
    assert run("health", GATEWAY_LISTEN=f"0.0.0.0:{emulator.port}").returncode == 0
    (tmp_path / "apigw-emulator.toml").write_text(f"port = {emulator.port}")
    assert run("health").returncode == 0
    done = run("health", APIGW_EMULATOR_PORT="1")
    assert (done.returncode, "http://127.0.0.1:1" in done.stderr) == (1, True)
    assert run("health", "--url", emulator.url, APIGW_EMULATOR_PORT="1").returncode == 0


def test_names_of_another_emulator_are_understood_and_said_to_be(start, tmp_path):
    """LocalStack's documentation, "Configuration": what its names mean."""
    names = {"GATEWAY_LISTEN": "127.0.0.1:0", "LOCALSTACK_HOST": "localstack:4566", "PERSISTENCE": "0", "DEBUG": "1"}
    data = tmp_path / "data"
    emulator = start("--data-dir", str(data), environment=names)
    assert requests.get(emulator.url + "/_emulator/health", timeout=10).status_code == 200
    said = [line["message"] for line in emulator.logged()]
    assert "GATEWAY_LISTEN=127.0.0.1:0: taken as host 127.0.0.1, its port 0 gives way to another setting" in said
    assert "PERSISTENCE=0: taken as ephemeral true" in said
    assert "DEBUG=1: taken as log apigw_emulator=debug,info" in said
    assert ("LOCALSTACK_HOST=localstack:4566 has no effect: APIs are answered with the addresses that AWS gives them"
            in said)
    assert not data.exists()
