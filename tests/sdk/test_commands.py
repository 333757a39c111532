"""The commands beside `serve`."""

import os
import subprocess

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
