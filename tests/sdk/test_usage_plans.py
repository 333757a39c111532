"""API keys and usage plans: who may call with which key, how often and how much. Negatives first; in every refusal the
backend is not called, so that nothing of it is in the answer."""

import datetime
import subprocess
import uuid

import pytest
from conftest import binary, refused
from rest import LAMBDA_URI, api, function_arn, lambda_proxy, mock_api, refusal, resource

FORBIDDEN = (403, "ForbiddenException", {"message": "Forbidden"})
THROTTLED = (429, "TooManyRequestsException", {"message": "Too Many Requests"})
QUOTA_EXCEEDED = (429, "LimitExceededException", {"message": "Limit Exceeded"})
SLOW = {"rateLimit": 0.001, "burstLimit": 2}


def deployed(client, **options):
    """A deployed API with GET /pets and ANY /open; only the first needs a key. The echo function answers both."""
    api_id, root_id = api(client, **options)
    authorization = {"authorizationType": "NONE"}
    if options.get("apiKeySource") == "AUTHORIZER":
        made = client.create_authorizer(
            restApiId=api_id,
            name="guard",
            type="TOKEN",
            authorizerUri=LAMBDA_URI.format(function_arn("guard")),
            identitySource="method.request.header.Authorization",
            authorizerResultTtlInSeconds=0,
        )
        authorization = {"authorizationType": "CUSTOM", "authorizerId": made["id"]}
    for path, verb, key in (("/pets", "GET", True), ("/open", "ANY", False)):
        where = {"restApiId": api_id, "resourceId": resource(client, api_id, root_id, path), "httpMethod": verb}
        client.put_method(**where, apiKeyRequired=key, **authorization)
        client.put_integration(**where, **lambda_proxy("echo"))
    client.create_deployment(restApiId=api_id, stageName="prod")
    return api_id


def plan(client, api_id, **options):
    stages = [{"apiId": api_id, "stage": "prod"} | options.pop("stage", {})]
    return client.create_usage_plan(name="plan", apiStages=stages, **options)["id"]


def key(client, *plans, enabled=True):
    """A key of these plans; gives its id and value."""
    made = client.create_api_key(name=f"key-{uuid.uuid4().hex[:8]}", enabled=enabled)
    for plan_id in plans:
        client.create_usage_plan_key(usagePlanId=plan_id, keyId=made["id"], keyType="API_KEY")
    return made["id"], made["value"]


def today(days=0):
    return (datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=days)).isoformat()


@pytest.fixture(scope="module")
def client(emulator):
    return emulator.client("apigateway")


@pytest.fixture
def call(emulator):
    """Calls GET /pets of an API with a key."""

    def call(api_id, value=None, path="/prod/pets", **headers):
        headers |= {"x-api-key": value} if value else {}
        return emulator.by_host(api_id, path, headers=headers)

    return call


def test_a_call_without_a_good_key_is_forbidden(client, call):
    """Recorded: TestUsagePlans, test_api_key_required_for_methods. Developer guide, "Choose an API key source"."""
    api_id = deployed(client)
    plan_id = plan(client, api_id)
    other_plan = plan(client, deployed(client))
    _, disabled = key(client, plan_id, enabled=False)
    _, without_plan = key(client)
    _, of_other_stage = key(client, other_plan)
    for value in (None, "x" * 20, disabled, without_plan, of_other_stage):
        assert refusal(call(api_id, value)) == FORBIDDEN, value


def test_a_good_key_reaches_the_backend_and_is_told_to_it(client, call):
    """Developer guide, "API Gateway mapping template and access logging variable reference": identity.apiKey and apiKeyId."""
    api_id = deployed(client)
    key_id, value = key(client, plan(client, api_id))
    identity = call(api_id, value).json()["requestContext"]["identity"]
    assert (identity["apiKey"], identity["apiKeyId"]) == (value, key_id)


def test_a_method_that_needs_no_key_takes_any(client, call):
    """Developer guide, "Test usage plans": without the requirement the plan's limits are bypassed."""
    api_id = deployed(client)
    _, value = key(client, plan(client, api_id, throttle={"rateLimit": 0.001, "burstLimit": 1}))
    for sent in (None, "anything", value, value):
        answer = call(api_id, sent, path="/prod/open")
        assert answer.status_code == 200
        assert "apiKey" not in answer.json()["requestContext"]["identity"]


def test_a_mapping_template_sees_the_key(client, emulator):
    api_id = mock_api(client, template="$context.identity.apiKeyId $context.identity.apiKey", apiKeyRequired=True)
    key_id, value = key(client, plan(client, api_id))
    assert emulator.by_host(api_id, "/prod", headers={"x-api-key": value}).text == f"{key_id} {value}"


def test_a_gateway_response_tells_of_a_bad_key(client, call):
    api_id = deployed(client)
    client.put_gateway_response(
        restApiId=api_id,
        responseType="INVALID_API_KEY",
        statusCode="401",
        responseTemplates={"application/json": '{"type": "$context.error.responseType"}'},
    )
    client.create_deployment(restApiId=api_id, stageName="prod")
    answer = call(api_id, "x" * 20)
    assert (answer.status_code, answer.json()) == (401, {"type": "INVALID_API_KEY"})


def test_an_authorizer_names_the_key(client, call):
    """Developer guide, "Choose an API key source": AUTHORIZER."""
    api_id = deployed(client, apiKeySource="AUTHORIZER")
    key_id, value = key(client, plan(client, api_id))
    assert refusal(call(api_id, Authorization="unauthorized"))[0] == 401
    assert refusal(call(api_id, value, Authorization="allow")) == FORBIDDEN
    assert refusal(call(api_id, Authorization="key " + "x" * 20)) == FORBIDDEN
    identity = call(api_id, Authorization=f"key {value}").json()["requestContext"]["identity"]
    assert (identity["apiKey"], identity["apiKeyId"]) == (value, key_id)


def test_what_changes_counts_at_once(client, call):
    """Keys and plans are in no deployment."""
    api_id = deployed(client)
    plan_id = plan(client, api_id)
    key_id, value = key(client, plan_id)

    def status():
        return call(api_id, value).status_code

    def patch_plan(op, path, value):
        client.update_usage_plan(usagePlanId=plan_id, patchOperations=[{"op": op, "path": path, "value": value}])

    assert status() == 200
    for enabled, expected in (("false", 403), ("true", 200)):
        client.update_api_key(apiKey=key_id, patchOperations=[{"op": "replace", "path": "/enabled", "value": enabled}])
        assert status() == expected
    for op, expected in (("remove", 403), ("add", 200)):
        patch_plan(op, "/apiStages", f"{api_id}:prod")
        assert status() == expected
    patch_plan("replace", "/throttle/burstLimit", "0")
    assert status() == 429
    client.update_usage_plan(usagePlanId=plan_id, patchOperations=[{"op": "remove", "path": "/throttle"}])
    assert status() == 200
    client.delete_usage_plan_key(usagePlanId=plan_id, keyId=key_id)
    assert status() == 403
    client.create_usage_plan_key(usagePlanId=plan_id, keyId=key_id, keyType="API_KEY")
    assert status() == 200
    client.delete_api_key(apiKey=key_id)
    assert status() == 403


def test_a_key_over_its_plans_limit_is_throttled(client, call):
    """Developer guide, "Throttle API requests for better throughput": each key has the plan's limits to itself."""
    api_id = deployed(client)
    plan_id = plan(client, api_id, throttle=SLOW)
    (_, one), (_, other) = key(client, plan_id), key(client, plan_id)
    assert [call(api_id, one).status_code for _ in range(2)] == [200, 200]
    assert refusal(call(api_id, one)) == THROTTLED
    assert call(api_id, other).status_code == 200


def test_a_plan_limits_single_methods(client, call):
    """Developer guide, "Manage a usage plan by using the AWS CLI", with its forms of patches."""
    api_id = deployed(client)
    slowest = {"rateLimit": 0.001, "burstLimit": 1}
    plan_id = plan(client, api_id, throttle={"rateLimit": 100, "burstLimit": 100}, stage={"throttle": {"/pets/GET": slowest}})
    _, value = key(client, plan_id)
    assert client.get_usage_plan(usagePlanId=plan_id)["apiStages"][0]["throttle"] == {"/pets/GET": slowest}
    assert call(api_id, value).status_code == 200
    assert refusal(call(api_id, value)) == THROTTLED

    def patch(op, path, value=""):
        operation = {"op": op, "path": f"/apiStages/{api_id}:prod/throttle{path}", "value": value}
        changed = client.update_usage_plan(usagePlanId=plan_id, patchOperations=[operation])
        return changed["apiStages"][0].get("throttle")

    faster = slowest | {"burstLimit": 7}
    assert patch("replace", "/~1pets/GET/burstLimit", "7") == {"/pets/GET": faster}
    assert call(api_id, value).status_code == 200
    assert patch("add", "//open/ANY/rateLimit", "0.5") == {"/pets/GET": faster, "/open/ANY": {"rateLimit": 0.5}}
    assert patch("remove", "/~1pets/GET") == {"/open/ANY": {"rateLimit": 0.5}}
    assert patch("replace", "", '{"//GET": {"rateLimit": 1.0, "burstLimit": 1}}') == {"//GET": {"rateLimit": 1.0, "burstLimit": 1}}
    assert patch("remove", "") is None


@pytest.mark.parametrize(
    "operations",
    [
        [("replace", "", "no JSON")],
        [("replace", "", '{"/pets/GET": 5}')],
        [("replace", "", '{"/pets/GET": 5}'), ("replace", "/~1pets/GET/rateLimit", "1")],
        [("replace", "/~1pets/GET/rateLimit", "fast")],
        [("replace", "/~1pets/GET/burstLimit", "0.5")],
        [("replace", "/~1pets/FETCH/burstLimit", "1")],
        [("replace", "/~1pets/GET", "1")],
        [("remove", "/~1pets/GET/rateLimit", "")],
        [("copy", "", "")],
    ],
)
def test_a_patch_of_a_methods_limits_is_refused(client, operations):
    api_id = deployed(client)
    plan_id = plan(client, api_id, throttle=SLOW)
    path = f"/apiStages/{api_id}:prod/throttle"
    operations = [{"op": op, "path": path + below, "value": value} for op, below, value in operations]
    answer = refused(client.update_usage_plan, usagePlanId=plan_id, patchOperations=operations)
    assert answer[:2] == (400, "BadRequestException")
    assert "throttle" not in client.get_usage_plan(usagePlanId=plan_id)["apiStages"][0]


def test_limits_of_methods_are_refused_without_those_of_the_plan(client):
    """As the CDK's users saw it (aws-cdk 6411)."""
    api_id = deployed(client)
    stage = {"apiId": api_id, "stage": "prod", "throttle": {"/pets/GET": SLOW}}
    message = "Can not define fine grain throttling if usage plan throttle is not defined."
    assert refused(client.create_usage_plan, name="plan", apiStages=[stage]) == (400, "BadRequestException", message)
    stage["throttle"] = {"*/*": SLOW}
    assert refused(client.create_usage_plan, name="plan", apiStages=[stage], throttle=SLOW)[:2] == (400, "BadRequestException")


def test_a_key_over_its_quota_is_refused_and_usage_tells_it(client, call):
    """Developer guide, "Maintain a usage plan": [used, remaining] for each day."""
    api_id = deployed(client)
    plan_id = plan(client, api_id, quota={"limit": 3, "period": "MONTH"})
    (key_id, value), (idle, _) = key(client, plan_id), key(client, plan_id)
    assert [call(api_id, value).status_code for _ in range(3)] == [200] * 3
    assert refusal(call(api_id, value)) == QUOTA_EXCEEDED

    def usage(**options):
        return client.get_usage(usagePlanId=plan_id, startDate=today(), endDate=today(), **options)["items"]

    assert usage() == {key_id: [[3, 0]], idle: [[0, 3]]}
    assert usage(keyId=key_id) == {key_id: [[3, 0]]}


def test_a_throttled_call_takes_nothing_of_the_quota(client, call):
    api_id = deployed(client)
    plan_id = plan(client, api_id, throttle=SLOW, quota={"limit": 10, "period": "DAY"})
    key_id, value = key(client, plan_id)
    assert [call(api_id, value).status_code for _ in range(4)] == [200, 200, 429, 429]
    usage = client.get_usage(usagePlanId=plan_id, startDate=today(), endDate=today())
    assert usage["items"] == {key_id: [[2, 8]]}


def test_usage_has_the_days_of_its_range_and_pages(client):
    """Seen on AWS: {"endDate": …, "startDate": …, "usagePlanId": …, "values": {key id: [[used, remaining], …]}}."""
    plan_id = client.create_usage_plan(name="plan", quota={"limit": 3, "period": "DAY"})["id"]
    keys = sorted(key(client, plan_id)[0] for _ in range(3))
    usage = client.get_usage(usagePlanId=plan_id, startDate=today(-2), endDate=today())
    usage.pop("ResponseMetadata")
    assert usage == {
        "usagePlanId": plan_id,
        "startDate": today(-2),
        "endDate": today(),
        "items": {one: [[0, 3]] * 3 for one in keys},
    }
    pages = client.get_paginator("get_usage").paginate(
        usagePlanId=plan_id, startDate=today(), endDate=today(), PaginationConfig={"PageSize": 2}
    )
    assert [sorted(page["items"]) for page in pages] == [keys[:2], keys[2:]]


def test_usage_is_refused_as_asked_wrongly(client):
    """AWS Knowledge Center, "How can I get the usage associated with an API key?": at most 90 days."""
    plan_id = client.create_usage_plan(name="plan", quota={"limit": 3, "period": "DAY"})["id"]

    def usage(start=today(), end=today(), usagePlanId=plan_id, **options):
        return refused(client.get_usage, usagePlanId=usagePlanId, startDate=start, endDate=end, **options)

    assert usage(usagePlanId="nothing") == (404, "NotFoundException", "Invalid Usage Plan ID specified")
    assert usage(keyId="nothing") == (404, "NotFoundException", "Invalid API Key identifier specified")
    for start, end in (("yesterday", today()), (today(), "2026-02-30"), (today(), today(-1)), (today(-90), today())):
        assert usage(start, end)[:2] == (400, "BadRequestException"), (start, end)
    assert len(client.get_usage(usagePlanId=plan_id, startDate=today(-89), endDate=today())["items"]) == 0


def test_an_extension_of_the_quota_lets_calls_pass(client, call):
    """API reference, UpdateUsage."""
    api_id = deployed(client)
    plan_id = plan(client, api_id, quota={"limit": 1, "period": "WEEK", "offset": 1})
    key_id, value = key(client, plan_id)
    assert call(api_id, value).status_code == 200
    assert refusal(call(api_id, value)) == QUOTA_EXCEEDED

    def extend(remaining):
        operation = {"op": "replace", "path": "/remaining", "value": remaining}
        return client.update_usage(usagePlanId=plan_id, keyId=key_id, patchOperations=[operation])

    extended = extend("2")
    assert extended["items"] == {key_id: [[1, 2]]}
    assert (extended["startDate"], extended["endDate"]) == (today(), today())
    assert [call(api_id, value).status_code for _ in range(3)] == [200, 200, 429]
    assert extend("0")["items"] == {key_id: [[3, 0]]}


@pytest.mark.parametrize(
    ("op", "path", "value", "message"),
    [
        ("add", "/remaining", "1", "Invalid patch path  '/remaining' specified for op 'add'. Please choose supported operations"),
        ("replace", "/limit", "1", "Invalid patch path  '/limit' specified for op 'replace'. Must be one of: [/remaining]"),
        ("replace", "/remaining", "-1", "Invalid remaining quota specified"),
        ("replace", "/remaining", "many", "Invalid remaining quota specified"),
    ],
)
def test_an_extension_is_refused(client, op, path, value, message):
    plan_id = client.create_usage_plan(name="plan", quota={"limit": 3, "period": "DAY"})["id"]
    key_id, _ = key(client, plan_id)
    where = {"usagePlanId": plan_id, "keyId": key_id}
    operations = [{"op": op, "path": path, "value": value}]
    assert refused(client.update_usage, **where, patchOperations=operations) == (400, "BadRequestException", message)
    without_key = where | {"keyId": "nothing"}
    assert refused(client.update_usage, **without_key, patchOperations=operations)[:2] == (404, "NotFoundException")


def test_an_extension_needs_a_quota(client):
    plan_id = client.create_usage_plan(name="plan")["id"]
    key_id, _ = key(client, plan_id)
    operations = [{"op": "replace", "path": "/remaining", "value": "1"}]
    answer = refused(client.update_usage, usagePlanId=plan_id, keyId=key_id, patchOperations=operations)
    assert answer[:2] == (400, "BadRequestException")


def test_a_deleted_stage_leaves_its_plans(client):
    """Recorded: test_usage_plan_crud deletes the plans of APIs that are gone."""
    api_id = deployed(client)
    plan_id = plan(client, api_id)
    # As users saw it: aws-sdk-js issue 3841.
    message = f"Cannot delete Usage Plan {plan_id} because there are API Stages associated with it, including {api_id}:prod"
    assert refused(client.delete_usage_plan, usagePlanId=plan_id) == (400, "BadRequestException", message)
    client.delete_stage(restApiId=api_id, stageName="prod")
    assert client.get_usage_plan(usagePlanId=plan_id)["apiStages"] == []
    client.delete_usage_plan(usagePlanId=plan_id)
    gone = deployed(client)
    plan_id = plan(client, gone)
    client.delete_rest_api(restApiId=gone)
    client.delete_usage_plan(usagePlanId=plan_id)


def test_a_key_is_in_one_plan_for_each_stage(client):
    """Developer guide, "Creating and using usage plans with API keys"."""
    api_id = deployed(client)
    first, second = plan(client, api_id), plan(client, api_id)
    key_id, _ = key(client, first)
    arguments = {"usagePlanId": second, "keyId": key_id, "keyType": "API_KEY"}
    assert refused(client.create_usage_plan_key, **arguments)[:2] == (409, "ConflictException")
    stage = [{"op": "remove", "path": "/apiStages", "value": f"{api_id}:prod"}]
    client.update_usage_plan(usagePlanId=second, patchOperations=stage)
    client.create_usage_plan_key(**arguments)
    stage[0]["op"] = "add"
    assert refused(client.update_usage_plan, usagePlanId=second, patchOperations=stage)[:2] == (409, "ConflictException")


@pytest.mark.parametrize(
    ("quota", "message"),
    [
        ({"limit": -1, "period": "DAY"}, "Usage Plan quota limit must be a non-negative numeric"),
        ({"limit": 1, "period": "DAY", "offset": 1}, "Usage Plan quota offset must be zero in the DAY period"),
        (
            {"limit": 1, "period": "WEEK", "offset": 7},
            "Usage Plan quota offset must be between 0 and 6 inclusive in the WEEK period",
        ),
        (
            {"limit": 1, "period": "MONTH", "offset": 28},
            "Usage Plan quota offset must be between 0 and 27 inclusive in the MONTH period",
        ),
    ],
)
def test_a_quota_is_refused(client, quota, message):
    assert refused(client.create_usage_plan, name="plan", quota=quota) == (400, "BadRequestException", message)


@pytest.mark.parametrize("throttle", [{"rateLimit": -1, "burstLimit": 1}, {"rateLimit": 1, "burstLimit": -1}])
def test_a_limit_below_nothing_is_refused(client, throttle):
    assert refused(client.create_usage_plan, name="plan", throttle=throttle)[:2] == (400, "BadRequestException")


def test_an_account_over_its_limit_is_throttled(start):
    """Developer guide, "Account-level throttling per Region": all APIs of the account in the region together."""
    emulator = start("--ephemeral", "--account-throttle", "0.001:4")
    client = emulator.client("apigateway")
    assert client.get_account()["throttleSettings"] == {"burstLimit": 4, "rateLimit": 0.001}
    one, other, abroad = map(mock_api, (client, client, emulator.client("apigateway", region="eu-west-1")))
    assert [emulator.by_host(api_id, "/prod").status_code for api_id in (one, other, one)] == [200] * 3
    v2 = emulator.client("apigatewayv2")
    http_api = v2.create_api(Name="quick", ProtocolType="HTTP", Target=function_arn("nothing"))
    quick = http_api["ApiId"]
    assert emulator.by_host(quick, "/").status_code == 500, "it takes a token before its function is found missing"
    assert refusal(emulator.by_host(other, "/prod")) == THROTTLED
    answer = emulator.by_host(quick, "/")
    assert (answer.status_code, answer.json()) == (429, {"message": "Too Many Requests"})
    assert emulator.by_host(abroad, "/prod").status_code == 200


def test_a_quota_survives_a_restart(start, tmp_path):
    def count(emulator, limit):
        client = emulator.client("apigateway")
        api_id = mock_api(client, apiKeyRequired=True)
        plan_id = plan(client, api_id, quota={"limit": limit, "period": "MONTH"})
        return api_id, plan_id, *key(client, plan_id)

    arguments = ("--data-dir", str(tmp_path / "state"))
    emulator = start(*arguments)
    api_id, plan_id, key_id, value = count(emulator, 3)

    def statuses(emulator, calls):
        headers = {"x-api-key": value}
        return [emulator.by_host(api_id, "/prod", headers=headers).status_code for _ in range(calls)]

    assert statuses(emulator, 2) == [200, 200]
    assert emulator.stop() == 0
    emulator = start(*arguments)
    usage = {"usagePlanId": plan_id, "startDate": today(), "endDate": today()}
    assert emulator.client("apigateway").get_usage(**usage)["items"] == {key_id: [[2, 1]]}
    assert statuses(emulator, 2) == [200, 429]
    # Asking for usage saves it, so that even a kill loses nothing of it.
    assert emulator.client("apigateway").get_usage(**usage)["items"] == {key_id: [[3, 0]]}
    emulator.kill()
    assert statuses(start(*arguments), 1) == [429]


def test_the_operations_are_there(emulator):
    listed = subprocess.run([str(binary()), "operations"], capture_output=True, text=True, check=True).stdout
    for operation in ("GetUsage", "UpdateUsage"):
        assert f"there   {operation}\n" in listed
