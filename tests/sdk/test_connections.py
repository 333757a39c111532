"""The clients that are connected, as the emulator's own API lists and closes them."""

import json
import subprocess
from contextlib import ExitStack

import pytest
import requests
import rest
from conftest import binary
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

ONE, TWO = "620000000001", "620000000002"


@pytest.fixture(scope="module")
def apis(emulator):
    """A WebSocket API by account and region, which nobody uses but this module."""

    places = [(ONE, "us-east-1"), (ONE, "eu-west-1"), (TWO, "us-east-1")]
    return {place: rest.websocket_api(emulator.client("apigatewayv2", *place)) for place in places}


@pytest.fixture
def clients(emulator, apis):
    """A client of each."""
    addresses = {place: f"ws://127.0.0.1:{emulator.port}/_aws/execute-api/{api}/prod" for place, api in apis.items()}
    with ExitStack() as open_ones:
        yield {
            place: open_ones.enter_context(connect(address, user_agent_header="pets/1.0")) for place, address in addresses.items()
        }


def listed(emulator, **scope):
    answer = requests.get(f"{emulator.url}/_emulator/connections", params=scope, timeout=10)
    assert answer.status_code == 200, answer.text
    return [one for one in answer.json()["connections"] if one["account"] in (ONE, TWO)]


def places(connections):
    return {(one["account"], one["region"]) for one in connections}


def command(emulator, *arguments):
    done = subprocess.run([binary(), "connections", *arguments, "--url", emulator.url], capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def test_connections_are_listed_by_account_and_region(emulator, apis, clients):
    assert places(listed(emulator)) == set(apis)
    assert places(listed(emulator, account=ONE)) == {(ONE, "us-east-1"), (ONE, "eu-west-1")}
    assert places(listed(emulator, account=ONE, region="eu-west-1")) == {(ONE, "eu-west-1")}
    assert listed(emulator, account="620000000003") == []
    one = listed(emulator, account=TWO)[0]
    assert (one["apiId"], one["stage"], one["sourceIp"]) == (apis[TWO, "us-east-1"], "prod", "127.0.0.1")
    assert (one["userAgent"], one["waitingMessages"], one["waitingBytes"]) == ("pets/1.0", 0, 0)
    assert one["connectedAt"] <= one["lastActiveAt"]


def test_what_is_no_scope_is_refused(emulator):
    for scope in [{"account": "1"}, {"accounts": ONE}, {"region": ""}]:
        assert requests.get(f"{emulator.url}/_emulator/connections", params=scope, timeout=10).status_code == 400, scope


def test_a_closed_connection_ends_and_others_stay(emulator, clients):
    id = listed(emulator, account=TWO)[0]["connectionId"]
    elsewhere = requests.delete(f"{emulator.url}/_emulator/connections/{id}", params={"account": ONE}, timeout=10)
    assert (elsewhere.status_code, listed(emulator, account=TWO)[0]["connectionId"]) == (404, id)
    assert requests.delete(f"{emulator.url}/_emulator/connections/{id}", timeout=10).status_code == 200
    with pytest.raises(ConnectionClosed) as closed:
        clients[TWO, "us-east-1"].recv(timeout=10)
    assert closed.value.rcvd.code == 1000
    assert places(listed(emulator)) == {(ONE, "us-east-1"), (ONE, "eu-west-1")}
    assert requests.delete(f"{emulator.url}/_emulator/connections/{id}", timeout=10).status_code == 404
    assert requests.delete(f"{emulator.url}/_emulator/connections/nonsense", timeout=10).status_code == 400


def test_the_commands_do_the_same(emulator, apis, clients):
    code, table = command(emulator, "--account", ONE)
    assert code == 0 and apis[ONE, "eu-west-1"] in table and apis[TWO, "us-east-1"] not in table
    code, told = command(emulator, "list", "--account", TWO, "--json")
    id = json.loads(told)["connections"][0]["connectionId"]
    assert command(emulator, "close", id) == (0, f"closed {id}\n")
    code, refused = command(emulator, "close", id)
    assert code == 1 and "there is no connection" in refused
    with pytest.raises(ConnectionClosed):
        clients[TWO, "us-east-1"].recv(timeout=10)
