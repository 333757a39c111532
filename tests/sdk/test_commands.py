"""The commands beside `serve`."""

import os
import subprocess

import pytest
from conftest import binary


def test_operations_tells_what_is_there_of_each_service():
    told = subprocess.run([binary(), "operations"], capture_output=True, text=True, check=True).stdout.splitlines()
    assert "  there   CreateRestApi" in told
    assert [line.split(":")[0] for line in told if " of " in line][:2] == ["apigateway", "apigatewayv2"]


def test_a_reader_that_has_seen_enough_is_no_error():
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run([binary(), "operations"], stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_quota_is_another_number_than_aws_s(start):
    client = start("--ephemeral", "--quota", "api-keys=1").client("apigateway")
    client.create_api_key(name="first")
    with pytest.raises(client.exceptions.LimitExceededException) as refusal:
        client.create_api_key(name="second")
    assert refusal.value.response["ResponseMetadata"]["HTTPStatusCode"] == 429
