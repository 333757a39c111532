"""How the control plane grows: 300 resources with methods and integrations, and lists of many things, by boto3.

Usage: many_resources.py EMULATOR_URL. Prints JSON: the part of the wall time that the emulator spent, by its own metrics, and
the milliseconds of the calls that list.
"""

import json
import re
import statistics
import sys
import time
from urllib.request import urlopen

import boto3
from botocore.config import Config

RESOURCES = 300
FEW = 75
PAGE = 500
REPEATS = 15
SPENT = re.compile(r"^control_plane_milliseconds_sum(?:\{\})? (\S+)$", re.MULTILINE)


def spent(url):
    """The seconds that the emulator spent in the control plane so far."""
    with urlopen(url + "/_emulator/metrics") as answer:
        return float(SPENT.search(answer.read().decode())[1]) / 1000


def milliseconds(call):
    """How long a call takes, the median of some."""
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def fill(client, api_id, root, numbers):
    for number in numbers:
        resource = client.create_resource(restApiId=api_id, parentId=root, pathPart=f"part-{number}")["id"]
        at = {"restApiId": api_id, "resourceId": resource, "httpMethod": "GET"}
        client.put_method(**at, authorizationType="NONE")
        client.put_integration(**at, type="MOCK", requestTemplates={"application/json": '{"statusCode": 200}'})


def list_resources(client, api_id):
    return milliseconds(lambda: client.get_resources(restApiId=api_id, limit=PAGE, embed=["methods"]))


def pages(client):
    """The milliseconds of each full page of GetRestApis."""
    taken, position = [], None
    while True:
        arguments = {"limit": PAGE} | ({"position": position} if position else {})
        answer = client.get_rest_apis(**arguments)
        if len(answer["items"]) == PAGE:
            taken.append(milliseconds(lambda arguments=arguments: client.get_rest_apis(**arguments)))
        position = answer.get("position")
        if not position:
            return taken


def main():
    url = sys.argv[1]
    client = boto3.client(
        "apigateway",
        endpoint_url=url,
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=Config(retries={"max_attempts": 0}),
    )
    api = client.create_rest_api(name="many resources")
    few = client.create_rest_api(name="few resources")
    fill(client, few["id"], few["rootResourceId"], range(FEW))
    before, start = spent(url), time.perf_counter()
    fill(client, api["id"], api["rootResourceId"], range(RESOURCES))
    wall = time.perf_counter() - start
    share = (spent(url) - before) / wall
    taken = pages(client)
    results = {
        "share": share,
        "few_millis": list_resources(client, few["id"]),
        "many_millis": list_resources(client, api["id"]),
        "first_page_millis": taken[0],
        "last_page_millis": taken[-1],
    }
    json.dump(results, sys.stdout)


main()
