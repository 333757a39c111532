"""Starts the built binary, and hands tests the real clients pointed at it: boto3, the AWS CLI, plain HTTP."""

import functools
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import boto3
import pytest
import requests
from backends import HttpBackend
from botocore.config import Config
from botocore.exceptions import ClientError
from services import Services

ROOT = Path(__file__).resolve().parents[2]
FUNCTIONS = ROOT / "fixtures" / "functions"
RECORDER = Path(__file__).parent / "recorder"
READY = re.compile(r"listening on (http://\S+)")


@functools.cache
def binary():
    """The debug binary that `make build` made."""
    metadata = subprocess.run(
        ["cargo", "metadata", "--format-version", "1", "--no-deps"], cwd=ROOT, capture_output=True, check=True
    )
    return Path(json.loads(metadata.stdout)["target_directory"]) / "debug" / "apigw-emulator"


class Emulator:
    """One running emulator."""

    def __init__(self, *arguments, environment=None, log):
        self.log = log
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "APIGW_EMULATOR_"))}
        self.process = subprocess.Popen(
            [str(binary()), "serve", "--port", "0", *arguments],
            stdout=subprocess.PIPE,
            stderr=log.open("ab"),
            text=True,
            env=clean | (environment or {}),
        )
        line = self.process.stdout.readline()
        ready = READY.search(line)
        if not ready:
            self.kill()
            raise RuntimeError(f"not ready: {line!r}\n{log.read_text()}")
        self.url = ready.group(1)
        self.port = int(self.url.rsplit(":", 1)[1])

    def client(self, service, account="test", region="us-east-1", endpoint=None):
        """A boto3 client; an access key of 12 digits is the account."""
        return boto3.client(
            service,
            endpoint_url=endpoint or self.url,
            region_name=region,
            aws_access_key_id=account,
            aws_secret_access_key="secret",
            config=Config(retries={"max_attempts": 0}, read_timeout=60),
        )

    def aws(self, *arguments, check=True):
        """Runs the AWS CLI with nothing but --endpoint-url added; gives its standard output."""
        environment = os.environ | {
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_PAGER": "",
        }
        done = subprocess.run(
            [str(Path(sys.executable).parent / "aws"), *arguments, "--endpoint-url", self.url],
            capture_output=True,
            text=True,
            env=environment,
        )
        if check and done.returncode != 0:
            raise AssertionError(f"aws {' '.join(arguments)}: {done.stderr}")
        return done.stdout.strip() if check else done

    def by_host(self, api_id, path, method="GET", **options):
        """A request to an API by its Host header, as on AWS."""
        headers = {"Host": f"{api_id}.execute-api.localhost:{self.port}"} | options.pop("headers", {})
        return requests.request(method, self.url + path, headers=headers, timeout=60, **options)

    def logged(self):
        """The lines of its log so far; the last may be written this moment, and is not one yet."""
        whole, _, _unfinished = self.log.read_text().rpartition("\n")
        return [json.loads(line) for line in whole.splitlines()]

    def stop(self):
        """Asks it to stop, and waits until it has."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(40)

    def kill(self):
        """Ends it without a chance to write anything."""
        self.process.kill()
        self.process.wait(10)


class Recorder(Emulator):
    """An emulator whose functions, `chat` and the authorizer `guard`, write down every event that they get."""

    def __init__(self, *arguments, folder):
        self.file = folder / "events"
        functions = ["--function", f"chat={RECORDER}:app.handler", "--function", f"guard={RECORDER}:app.guard"]
        super().__init__("--ephemeral", *functions, *arguments, environment={"EVENTS": str(self.file)}, log=folder / "log")

    def events(self, api_id, kind=None):
        """What the functions were told of a WebSocket API, in order: all, or one `eventType`, or REQUEST for what its authorizers were."""
        lines = self.file.read_text().splitlines() if self.file.exists() else []
        events = [event for event in map(json.loads, lines) if event.get("requestContext", event)["apiId"] == api_id]
        kind_of = lambda event: event.get("type") or event.get("requestContext", {}).get("eventType")
        return [event for event in events if kind in (None, kind_of(event))]


def refused(call, **arguments):
    """The status, type and message of a call that must be refused."""
    with pytest.raises(ClientError) as caught:
        call(**arguments)
    response = caught.value.response
    return response["ResponseMetadata"]["HTTPStatusCode"], response["Error"]["Code"], response["Error"]["Message"]


def bad_request(call, **arguments):
    """The message of a call that must be refused as a bad request."""
    status, code, message = refused(call, **arguments)
    assert (status, code) == (400, "BadRequestException")
    return message


def sample_functions():
    """The arguments that serve every folder of fixtures/functions."""
    arguments = []
    for folder in sorted(path for path in FUNCTIONS.iterdir() if path.is_dir()):
        arguments += ["--function", f"{folder.name}={folder}:app.handler"]
    return arguments


@pytest.fixture(scope="session")
def emulator(tmp_path_factory):
    """One emulator for the tests that share nothing but the process, with the sample functions, and room for all their APIs."""
    room = ["--quota", "edge-apis=10000", "--quota", "regional-apis=10000", "--quota", "http-vpc-links=100"]
    running = Emulator("--ephemeral", *room, *sample_functions(), log=tmp_path_factory.mktemp("emulator") / "log")
    yield running
    assert running.stop() == 0, running.log.read_text()


@pytest.fixture(scope="session")
def services(tmp_path_factory):
    """AWS services for integrations to call, shared by all tests."""
    running = Services(tmp_path_factory.mktemp("services") / "log")
    yield running
    running.stop()


@pytest.fixture(scope="session")
def gateway(services, tmp_path_factory):
    """An emulator to which those services are AWS's."""
    running = Emulator("--ephemeral", "--service-endpoint", f"*={services.url}", log=tmp_path_factory.mktemp("gateway") / "log")
    yield running
    assert running.stop() == 0, running.log.read_text()


@pytest.fixture(scope="module")
def backend():
    """An HTTP backend of the module's own, which answers with nothing."""
    with HttpBackend(b"") as running:
        yield running


@pytest.fixture(scope="session")
def recorder(tmp_path_factory):
    """An emulator whose functions write down what they get."""
    running = Recorder(folder=tmp_path_factory.mktemp("recorder"))
    yield running
    assert running.stop() == 0, running.log.read_text()


@pytest.fixture
def start(tmp_path):
    """Starts emulators of a test's own; they end with the test."""
    running = []

    def start(*arguments, **options):
        running.append(Emulator(*arguments, log=tmp_path / "emulator.log", **options))
        return running[-1]

    yield start
    for one in running:
        if one.process.poll() is None:
            one.kill()


@pytest.fixture
def eventually():
    """Waits until a check gives something true."""

    def wait(check, seconds=10):
        deadline = time.monotonic() + seconds
        while True:
            result = check()
            if result:
                return result
            assert time.monotonic() < deadline, "it did not happen in time"
            time.sleep(0.05)

    return wait
