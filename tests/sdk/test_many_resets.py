"""Ten thousand requests, with resets, saves and restores between them: every answer is the right one, and nothing grows."""

import http.client
import itertools
import json
import re
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests
from conftest import Emulator
from rest import MOCK, api, method

ACCOUNTS = [f"{number:012}" for number in range(1, 5)]
CALLS = 25
"""Requests between two changes of the state."""
ROUNDS = 26
"""Of each account; a round has four changes of the state, so that there are more than ten thousand requests in all."""
LOG = 4_000 * (4_096 + 24)
"""How many bytes SQLite's log has when it is folded into the file, and begins anew: pages, each with a header."""


@pytest.fixture
def emulator(tmp_path):
    log = tmp_path / "log"
    running = Emulator("--data-dir", str(tmp_path / "state"), "--account-throttle", "1000000:1000000", log=log)
    running.data = tmp_path / "state"
    yield running
    assert running.stop() == 0, log.read_text()


class Suite:
    """A test suite with an account and a connection of its own."""

    def __init__(self, emulator, account):
        self.emulator, self.account, self.sent = emulator, account, 0
        self.client = emulator.client("apigateway", account)
        self.http = http.client.HTTPConnection("127.0.0.1", emulator.port, timeout=60)

    def state(self, verb, path):
        self.http.request(verb, f"/_emulator/state/{path}", json.dumps({"account": self.account}))
        answer = self.http.getresponse()
        told = answer.read()
        assert answer.status == 200, told

    def deploy(self, says):
        """Has the API answer with a text, as a new deployment."""
        where = {"restApiId": self.api_id, "resourceId": self.root_id, "httpMethod": "GET", "statusCode": "200"}
        self.client.put_integration_response(**where, responseTemplates={"application/json": says})
        self.client.create_deployment(restApiId=self.api_id, stageName="prod")

    def make(self, says):
        # The suite's own id, so that what one reset leaves behind would show in the next.
        self.api_id, self.root_id = api(self.client, tags={"_custom_id_": f"api{self.account}"})
        method(self.client, self.api_id, self.root_id, "GET", **MOCK)
        self.client.put_method_response(
            restApiId=self.api_id, resourceId=self.root_id, httpMethod="GET", statusCode="200"
        )
        self.deploy(says)

    def expect(self, status, body=None, calls=CALLS):
        for _ in range(calls):
            self.http.request("GET", f"/_aws/execute-api/{self.api_id}/prod/")
            answer = self.http.getresponse()
            told = answer.read().decode()
            assert (answer.status, told) == (status, told if body is None else body), self.account
            self.sent += 1

    def counted(self):
        """How many requests the API has had, as far as its metrics know."""
        self.http.request("GET", "/_emulator/metrics")
        text = self.http.getresponse().read().decode()
        return int(re.search(rf'^aws_apigateway_count_total{{.*ApiId="{self.api_id}".*}} (\d+)$', text, re.MULTILINE)[1])

    def round(self, number):
        first, second = f"{self.account} first {number}", f"{self.account} second {number}"
        self.make(first)
        self.state("PUT", "snapshots/clean")
        self.expect(200, first)
        self.deploy(second)
        self.expect(200, second)
        self.state("POST", "snapshots/clean/restore")
        assert self.counted() == 0
        self.expect(200, first)
        assert self.counted() == CALLS
        self.state("POST", "reset")
        self.expect(403)


def measured(emulator):
    """What would grow: the process, its tasks, its series, and its file with what stands in the log."""
    text = requests.get(emulator.url + "/_emulator/metrics", timeout=30).text
    status = Path(f"/proc/{emulator.process.pid}/status").read_text()
    return {
        "kilobytes": int(re.search(r"^VmRSS:\s+(\d+) kB$", status, re.MULTILINE)[1]),
        "tasks": int(re.search(r"^tokio_alive_tasks (\d+)$", text, re.MULTILINE)[1]),
        "series": sum(not line.startswith("#") for line in text.splitlines()),
        "pages": pages(emulator.data / "state.db"),
    }


def pages(file):
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as database:
        return database.execute("PRAGMA page_count").fetchone()[0]


def test_ten_thousand_requests_with_resets_and_restores_between_them(emulator, eventually):
    numbers = itertools.count()

    def rounds(count):
        """All accounts at once, each in a thread of its own; gives how many requests were sent."""

        def run(account):
            suite = Suite(emulator, account)
            for _ in range(count):
                suite.round(next(numbers))
            suite.client.close()
            suite.http.close()
            return suite.sent

        with ThreadPoolExecutor(len(ACCOUNTS)) as threads:
            return sum(threads.map(run, ACCOUNTS))

    # Before it is measured, everything has been in use: pools, buffers, what the allocator keeps.
    sent = rounds(ROUNDS // 2)
    before = measured(emulator)
    sent += rounds(ROUNDS - ROUNDS // 2)
    assert sent >= 10_000
    eventually(lambda: measured(emulator)["tasks"] <= before["tasks"])
    after = measured(emulator)
    assert after["series"] == before["series"]
    assert after["kilobytes"] <= before["kilobytes"] * 1.1, (before, after)
    assert after["pages"] <= before["pages"] * 1.1, (before, after)
    assert (emulator.data / "state.db-wal").stat().st_size <= LOG * 1.1
    log = emulator.log.read_text()
    assert "panicked" not in log and "broke down" not in log, log
