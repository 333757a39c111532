"""What boto3 sees of control-plane calls: to the emulator, and to a plain program that answers with the same bytes.

Usage: control_plane.py EMULATOR_URL CONSTANT_URL REST_API_ID. Prints JSON: operation -> p50 of both in milliseconds.
"""

import json
import statistics
import sys
import time

import boto3
from botocore.config import Config

WARM_UP = 50
CALLS = 500


def client(url):
    return boto3.client(
        "apigateway",
        endpoint_url=url,
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=Config(retries={"max_attempts": 0}),
    )


def milliseconds(call):
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def compare(emulator, constant):
    """Calls both in turn, so that both see the same moment of the machine."""
    seen = {"emulator_millis": [], "constant_millis": []}
    for number in range(WARM_UP + CALLS):
        taken = milliseconds(emulator), milliseconds(constant)
        if number >= WARM_UP:
            seen["emulator_millis"].append(taken[0])
            seen["constant_millis"].append(taken[1])
    return {name: statistics.median(values) for name, values in seen.items()}


def main():
    emulator_url, constant_url, rest_api_id = sys.argv[1:]
    clients = client(emulator_url), client(constant_url)
    operations = {
        "GetRestApi": lambda client: client.get_rest_api(restApiId=rest_api_id),
        "CreateApiKey": lambda client: client.create_api_key(name="bench"),
        "CreateRestApi": lambda client: client.create_rest_api(name="bench"),
    }
    results = {
        name: compare(*(lambda client=client: operation(client) for client in clients))
        for name, operation in operations.items()
    }
    json.dump(results, sys.stdout)


main()
