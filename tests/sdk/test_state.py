"""State survives a kill and a restart; a file that cannot be trusted is refused and left untouched."""

import sqlite3
import subprocess

from botocore.exceptions import ClientError
import pytest
from conftest import binary, sample_functions
from rest import lambda_api

BARE = "def handler(event, context):\n    return {'statusCode': 200, 'body': 'created here'}\n"


def archive(source, name="app.py"):
    import io
    import zipfile

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as opened:
        opened.writestr(name, source)
    return buffer.getvalue()


def test_everything_answered_is_there_after_a_kill(start, tmp_path):
    arguments = ("--data-dir", str(tmp_path / "state"), *sample_functions())
    first = start(*arguments)
    first.client("lambda").create_function(
        FunctionName="kept", Runtime="python3.11", Handler="app.handler", Code={"ZipFile": archive(BARE)},
        Role="arn:aws:iam::000000000000:role/r",
    )
    rest = lambda_api(first.client("apigateway"), "/orders", "orders")
    kept = lambda_api(first.client("apigateway"), "/kept", "kept")
    v2 = first.client("apigatewayv2")
    http = v2.create_api(Name="zippy", ProtocolType="HTTP", Target="arn:aws:lambda:us-east-1:000000000000:function:orders")["ApiId"]
    socket = v2.create_api(Name="chat", ProtocolType="WEBSOCKET", RouteSelectionExpression="$request.body.action")["ApiId"]
    first.kill()

    second = start(*arguments)
    assert second.by_host(rest, "/prod/orders").json()["orderId"] == "42"
    assert second.by_host(http, "/orders").json()["orderId"] == "42"
    assert second.by_host(kept, "/prod/kept").text == "created here"
    client = second.client("apigatewayv2")
    assert client.get_api(ApiId=socket)["Name"] == "chat"
    assert {item["ApiId"] for item in client.get_apis()["Items"]} == {http, socket}
    assert [stage["stageName"] for stage in second.client("apigateway").get_stages(restApiId=rest)["item"]] == ["prod"]


def test_a_killed_process_loses_no_answered_write(start, tmp_path):
    folder = str(tmp_path / "state")
    first = start("--data-dir", folder)
    client = first.client("apigateway")
    made = [client.create_rest_api(name=f"api-{number}")["id"] for number in range(20)]
    first.kill()
    second = start("--data-dir", folder)
    assert [second.client("apigateway").get_rest_api(restApiId=one)["name"] for one in made] == [f"api-{n}" for n in range(20)]


def refused(folder):
    done = subprocess.run([str(binary()), "serve", "--port", "0", "--data-dir", str(folder)], capture_output=True, text=True, timeout=30)
    assert done.returncode != 0
    assert "listening" not in done.stdout
    return done.stderr


@pytest.fixture
def state(start, tmp_path):
    """The state file of an emulator that ran and stopped."""
    folder = tmp_path / "state"
    emulator = start("--data-dir", str(folder))
    for number in range(50):
        emulator.client("apigateway").create_rest_api(name=f"api-{number}")
    assert emulator.stop() == 0
    return folder / "state.db"


def test_a_damaged_file_is_refused_and_left_untouched(state):
    content = bytearray(state.read_bytes())
    for position in range(4096, len(content) - 64, 4096):
        content[position : position + 64] = b"\xff" * 64
    state.write_bytes(content)
    message = refused(state.parent)
    assert "damaged" in message
    assert state.read_bytes() == bytes(content)


def test_a_file_of_a_newer_version_is_refused_and_left_untouched(state):
    with sqlite3.connect(state) as database:
        database.execute("PRAGMA user_version = 9999")
    database.close()
    before = state.read_bytes()
    message = refused(state.parent)
    assert "newer" in message
    assert state.read_bytes() == before


def test_a_file_that_is_no_database_is_refused_and_left_untouched(tmp_path):
    (tmp_path / "state.db").write_text("my precious notes, not a database\n" * 50)
    refused(tmp_path)
    assert (tmp_path / "state.db").read_text().startswith("my precious notes")


def test_what_an_earlier_version_took_is_changed_bit_by_bit(start, tmp_path):
    """AWS refuses an update for what it sets. That it takes no quota of 0 was not known when the plan was made."""
    folder = tmp_path / "state"
    first = start("--data-dir", str(folder))
    client = first.client("apigateway")
    plan = client.create_usage_plan(name="gold", quota={"limit": 10, "period": "DAY"})["id"]
    assert first.stop() == 0
    with sqlite3.connect(folder / "state.db") as database:
        database.execute("UPDATE resource SET doc = json_set(doc, '$.quota.limit', 0) WHERE name = ?", [plan])
    database.close()

    def update(path, value):
        return client.update_usage_plan(usagePlanId=plan, patchOperations=[{"op": "replace", "path": path, "value": value}])

    client = start("--data-dir", str(folder)).client("apigateway")
    assert update("/description", "of old")["quota"] == {"limit": 0, "offset": 0, "period": "DAY"}
    for path, value in [("/quota/limit", "0"), ("/quota/offset", "3"), ("/name", "")]:
        with pytest.raises(ClientError) as refusal:
            update(path, value)
        assert refusal.value.response["Error"]["Code"] == "BadRequestException"
    assert update("/quota/limit", "5")["quota"]["limit"] == 5


def test_accounts_and_regions_do_not_see_each_other(emulator):
    mine = emulator.client("apigateway", account="111111111111")
    made = mine.create_rest_api(name="mine")["id"]
    for other in (emulator.client("apigateway", account="222222222222"),
                  emulator.client("apigateway", account="111111111111", region="eu-west-1")):
        assert made not in [item["id"] for item in other.get_rest_apis(limit=500)["items"]]
        with pytest.raises(ClientError) as refusal:
            other.get_rest_api(restApiId=made)
        assert refusal.value.response["Error"]["Code"] == "NotFoundException"
