"""Many clients change one API at once: each change is made whole or refused, one after the other."""

from concurrent.futures import ThreadPoolExecutor

from botocore.exceptions import ClientError
from rest import MOCK, api

WRITERS = 8
ROUNDS = 12


def test_writers_of_one_api_leave_each_others_changes(emulator):
    client = emulator.client("apigateway", account="777788889999")
    api_id, root = api(client)

    def write(writer):
        """Makes resources of its own, and takes half of them away; gives the paths that must be there."""
        kept = set()
        for number in range(ROUNDS):
            part = f"writer-{writer}-{number}"
            made = client.create_resource(restApiId=api_id, parentId=root, pathPart=part)
            at = {"restApiId": api_id, "resourceId": made["id"], "httpMethod": "GET"}
            client.put_method(**at, authorizationType="NONE")
            client.put_integration(**at, **MOCK)
            client.update_rest_api(
                restApiId=api_id, patchOperations=[{"op": "replace", "path": "/description", "value": part}]
            )
            if number % 2:
                client.delete_resource(restApiId=api_id, resourceId=made["id"])
            else:
                kept.add(f"/{part}")
        return kept

    with ThreadPoolExecutor(WRITERS) as pool:
        kept = set().union({"/"}, *pool.map(write, range(WRITERS)))
    resources = client.get_resources(restApiId=api_id, limit=500, embed=["methods"])["items"]
    assert {resource["path"] for resource in resources} == kept
    for resource in resources:
        methods = {} if resource["path"] == "/" else resource["resourceMethods"]
        assert all(method["methodIntegration"]["type"] == "MOCK" for method in methods.values())
    assert client.get_rest_api(restApiId=api_id)["description"] in {f"writer-{w}-{ROUNDS - 1}" for w in range(WRITERS)}
    client.create_deployment(restApiId=api_id, stageName="dev")


def test_of_writers_of_the_same_name_one_wins(emulator):
    """AWS answers the others 409 ConflictException."""
    client = emulator.client("apigateway", account="777788889999")
    api_id, root = api(client)

    def write(_):
        try:
            client.create_resource(restApiId=api_id, parentId=root, pathPart="pets")
        except ClientError as error:
            return error.response["Error"]["Code"]
        return "created"

    with ThreadPoolExecutor(WRITERS) as pool:
        outcomes = sorted(pool.map(write, range(WRITERS)))
    assert outcomes == ["ConflictException"] * (WRITERS - 1) + ["created"]
