"""AWS services that integrations call: moto's server on a loopback port, which boto3 looks into from the side."""

import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import boto3
import requests

MOTO = Path(__file__).parent / "moto_with_more.py"


class Services:
    """moto's server: DynamoDB, SQS, S3 and the others in one process."""

    def __init__(self, log):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = subprocess.Popen(
            [sys.executable, str(MOTO), "-H", "127.0.0.1", "-p", str(self.port)],
            stdout=log.open("ab"),
            stderr=subprocess.STDOUT,
        )
        deadline = time.monotonic() + 60
        while not self.answers():
            assert self.process.poll() is None and time.monotonic() < deadline, log.read_text()
            time.sleep(0.05)

    def answers(self):
        try:
            return requests.get(self.url + "/moto-api/", timeout=5).ok
        except requests.ConnectionError:
            return False

    def client(self, service):
        """A boto3 client of the service itself."""
        return boto3.client(
            service,
            endpoint_url=self.url,
            region_name="us-east-1",
            aws_access_key_id="test",
            aws_secret_access_key="test",
        )

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(10)
