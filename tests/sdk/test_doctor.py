"""`apigw-emulator doctor`: what of the present state would be otherwise on AWS."""

import json
import subprocess

import pytest
import requests
from conftest import FUNCTIONS, binary
from rest import api, function_arn, lambda_api, method
from test_lambda import TELL, archive, create


def doctor(emulator, *arguments):
    done = subprocess.run([binary(), "doctor", "--url", emulator.url, *arguments], capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


def remarks(emulator, concern, **scope):
    told = requests.get(emulator.url + "/_emulator/doctor", params=scope, timeout=30).json()["remarks"]
    return [remark for remark in told if remark["concern"] == concern]


@pytest.fixture
def keys(tmp_path):
    """The option that makes an emulator check signatures."""
    (tmp_path / "keys.json").write_text(json.dumps({"credentials": []}))
    return "--credentials", str(tmp_path / "keys.json")


def test_an_emulator_like_aws_has_nothing_to_find(start, keys):
    assert doctor(start("--ephemeral", "--strict", *keys)) == (0, "nothing was found that would be otherwise on AWS\n", "")


def test_operations_whose_signatures_nobody_checks_are_found(start, keys):
    [remark] = remarks(start("--ephemeral", *keys), "credentials")
    assert "signatures of operations" in remark["message"] and "--strict" in remark["message"]


def test_what_is_found_is_told_as_a_table_and_as_json_and_is_a_failure_once_somebody_did_it(start):
    emulator = start("--ephemeral")
    code, table, error = doctor(emulator)
    assert (code, error) == (0, ""), "signatures are not checked until the emulator knows whose they may be"
    assert table.splitlines()[0].split() == ["CONCERN", "ACCOUNT", "REGION", "PLACE", "WHAT"]
    assert [line.split()[:2] for line in table.splitlines()[1:]] == [["credentials", "--credentials"]]
    requests.put(f"{emulator.url}/_emulator/faults/late", json={"delay": 1}, timeout=30)
    code, table, error = doctor(emulator)
    assert (code, error) == (1, "apigw-emulator: 1 thing would be otherwise on AWS\n")
    assert [line.split()[:2] for line in table.splitlines()[1:]] == [["fault", "late"], ["credentials", "--credentials"]]
    code, told, _ = doctor(emulator, "--json")
    assert (code, json.loads(told)) == (1, requests.get(emulator.url + "/_emulator/doctor", timeout=30).json())


def test_settings_without_effect_are_found_and_forgotten(start, keys):
    emulator = start("--ephemeral", *keys)
    client = emulator.client("apigateway", "111122223333", region="eu-west-1")
    api_id, root_id = api(client)
    method(client, api_id, root_id, verb="GET", type="MOCK")
    client.create_deployment(restApiId=api_id, stageName="prod")
    assert remarks(emulator, "setting") == []

    def trace(value):
        operation = {"op": "replace", "path": "/tracingEnabled", "value": value}
        client.update_stage(restApiId=api_id, stageName="prod", patchOperations=[operation])

    trace("true")
    [remark] = remarks(emulator, "setting")
    assert (remark["account"], remark["region"]) == ("111122223333", "eu-west-1")
    assert remark["place"] == f"API {api_id}, stage prod, "
    assert "X-Ray" in remark["message"]
    trace("false")
    assert remarks(emulator, "setting") == []
    trace("true")
    client.delete_rest_api(restApiId=api_id)
    assert remarks(emulator, "setting") == []


def test_a_log_without_a_role_is_found(start, keys):
    """As AWS refuses it: "CloudWatch Logs role ARN must be set in account settings to enable logging"."""
    emulator = start("--ephemeral", *keys)
    client = emulator.client("apigateway")
    api_id, root_id = api(client)
    method(client, api_id, root_id, verb="GET", type="MOCK")
    client.create_deployment(restApiId=api_id, stageName="prod")
    level = {"op": "replace", "path": "/*/*/logging/loglevel", "value": "INFO"}
    client.update_stage(restApiId=api_id, stageName="prod", patchOperations=[level])
    assert [remark["place"] for remark in remarks(emulator, "setting")] == [f"API {api_id}, stage prod"]
    role = {"op": "replace", "path": "/cloudwatchRoleArn", "value": "arn:aws:iam::000000000000:role/logs"}
    client.update_account(patchOperations=[role])
    assert remarks(emulator, "setting") == []


def test_functions_that_aws_would_not_let_an_api_invoke_are_found(start, keys):
    emulator = start("--ephemeral", *keys, "--function", f"orders={FUNCTIONS / 'orders'}:app.handler")
    functions = emulator.client("lambda")
    create(functions, "mine", archive(app__py=TELL))
    folder, created = sorted(remarks(emulator, "permission"), key=lambda remark: "folder" not in remark["message"])
    assert (folder["place"], created["place"]) == ("function orders", "function mine")
    told = remarks(emulator, "permission", account="111122223333")
    assert told == [folder], "a folder serves all accounts, what was created its own"
    functions.add_permission(
        FunctionName="mine", StatementId="s", Action="lambda:InvokeFunction", Principal="apigateway.amazonaws.com",
        SourceArn="arn:aws:execute-api:us-east-1:000000000000:any/*",
    )
    assert [remark["place"] for remark in remarks(emulator, "permission")] == ["function orders"]


def test_functions_whose_policy_is_behind_an_endpoint_are_found(start, keys):
    endpoints = "--function-endpoint", "pets=http://127.0.0.1:9", "--lambda-endpoint", "http://127.0.0.1:9"
    emulator = start("--ephemeral", *keys, *endpoints)
    found = remarks(emulator, "permission")
    assert [(remark["place"], "account" in remark) for remark in found] == [("function *", False), ("function pets", False)]
    assert "behind its endpoint" in found[0]["message"]


def test_a_function_that_permits_another_api_is_found_once_this_one_has_invoked_it(start, keys):
    """A statement's condition names the source (developer guide, "Example: Grant API Gateway permission to invoke a Lambda function")."""
    emulator = start("--ephemeral", *keys)
    functions, client = emulator.client("lambda"), emulator.client("apigateway")
    create(functions, "mine", archive(app__py='def handler(event, context):\n    return {"statusCode": 200}\n'))
    permitted, other = (lambda_api(client, "/", "mine") for _ in range(2))
    functions.add_permission(
        FunctionName="mine", StatementId="s", Action="lambda:InvokeFunction", Principal="apigateway.amazonaws.com",
        SourceArn=f"arn:aws:execute-api:us-east-1:000000000000:{permitted}/*",
    )
    assert remarks(emulator, "permission") == []
    assert [emulator.by_host(api_id, "/prod").status_code for api_id in (permitted, other)] == [200, 200]
    [remark] = remarks(emulator, "permission")
    assert (remark["place"], f":{other}/prod/" in remark["message"]) == ("function mine", True), remark
    client.delete_rest_api(restApiId=other)
    assert remarks(emulator, "permission") == []


def test_one_account_is_told_its_own_and_what_all_have_in_common(start):
    emulator = start("--ephemeral")
    one, other = "111122223333", "444455556666"
    for account in (one, other):
        client = emulator.client("apigatewayv2", account, region="eu-west-1")
        api_id = client.create_api(Name="a", ProtocolType="HTTP", Tags={"_custom_id_": f"of-{account}"})["ApiId"]
        requests.put(f"{emulator.url}/_emulator/faults/{account}", json={"apiId": api_id, "status": 503}, timeout=30)
        # Two in a second are one too many for AWS.
        for _ in range(2):
            emulator.client("apigateway", account, "eu-west-1").create_rest_api(name="a", endpointConfiguration={"types": ["REGIONAL"]})

    def told(**scope):
        answer = requests.get(emulator.url + "/_emulator/doctor", params=scope, timeout=30).json()["remarks"]
        return sorted((remark["concern"], remark.get("account", "")) for remark in answer)

    common = ("credentials", "")
    of_one = [("operation", one), ("id", one), ("fault", one)]
    of_other = [(concern, other) for concern, _ in of_one]
    assert told() == sorted([common, *of_one, *of_other])
    assert told(account=one, region="eu-west-1") == sorted([common, *of_one])
    assert told(account=one, region="us-east-1") == [common]
    code, table, error = doctor(emulator, "--account", one)
    assert (code, error) == (1, "apigw-emulator: 3 things would be otherwise on AWS\n")
    assert other not in table

    requests.post(emulator.url + "/_emulator/state/reset", json={"account": one}, timeout=30)
    assert told(account=one) == [common], "what is gone is not told"
    assert told() == sorted([common, *of_other])


def test_a_function_that_stands_for_another_accounts_is_found_once_it_does(start, keys):
    emulator = start("--ephemeral", *keys, "--function", f"orders={FUNCTIONS / 'orders'}:app.handler")
    arn = function_arn("orders", account="999988887777")
    api_id = emulator.client("apigatewayv2").create_api(Name="f", ProtocolType="HTTP", Target=arn)["ApiId"]
    assert remarks(emulator, "arn") == []
    assert emulator.by_host(api_id, "/").status_code == 200
    [remark] = remarks(emulator, "arn")
    assert (remark["place"], remark["account"]) == (arn, "999988887777")
    requests.post(emulator.url + "/_emulator/state/reset", json={"account": "999988887777"}, timeout=30)
    assert remarks(emulator, "arn") == []


def test_what_was_set_otherwise_is_found(start, keys):
    emulator = start("--ephemeral", *keys, "--quota", "stages=99", "--account-throttle", "5:5")
    client = emulator.client("apigatewayv2")
    client.create_api(Name="a", ProtocolType="HTTP", Tags={"_custom_id_": "chosen"})
    requests.put(emulator.url + "/_emulator/faults/flaky", json={"status": 503}, timeout=30)
    requests.get(emulator.url + "/restapis", timeout=30)
    assert remarks(emulator, "clock") == []
    for account in ("111122223333", "444455556666"):
        requests.post(emulator.url + "/_emulator/clock/advance", json={"account": account, "seconds": 60}, timeout=30)
    requests.post(emulator.url + "/_emulator/clock/reset", json={"account": "444455556666"}, timeout=30)
    [clock] = remarks(emulator, "clock")
    assert (clock["account"], '{"account": "111122223333"}' in clock["message"]) == ("111122223333", True), "the advice moves no other"
    assert [remark["place"] for remark in remarks(emulator, "quota")] == ["--account-throttle", "--quota stages=99"]
    assert [remark["place"] for remark in remarks(emulator, "id")] == ["chosen"]
    assert [remark["place"] for remark in remarks(emulator, "fault")] == ["flaky"]
    assert [remark["place"] for remark in remarks(emulator, "operation")] == ["an operation that nobody signed"]
