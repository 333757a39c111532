"""Resetting what a running emulator has stored: what is gone, what of it was live, and what stays."""

import asyncio
import io
import json
import subprocess
import zipfile
from urllib.parse import quote

import pytest
import requests
import websockets
from conftest import Emulator, binary, sample_functions
from rest import api, function_arn, lambda_proxy, method, mock, resource

ONE, TWO = "111111111111", "222222222222"
ROLE = "arn:aws:iam::000000000000:role/r"


@pytest.fixture(scope="module")
def emulator(tmp_path_factory):
    """An emulator of these tests alone: they remove what others would still need."""
    running = Emulator("--ephemeral", *sample_functions(), log=tmp_path_factory.mktemp("state") / "log")
    yield running
    assert running.stop() == 0, running.log.read_text()


def admin(emulator, method, path, **options):
    answer = requests.request(method, f"{emulator.url}/_emulator/state{path}", timeout=30, **options)
    assert answer.status_code == 200, answer.text
    return answer.json()


def reset(emulator, **scope):
    return admin(emulator, "POST", "/reset", json=scope)


def state(emulator, *arguments):
    """Runs the command, and gives what it prints."""
    command = [binary(), "state", *arguments, "--url", emulator.url]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def mock_api(client, **options):
    """A deployed REST API whose root answers 200."""
    api_id, root_id = api(client, **options)
    mock(client, api_id, root_id)
    client.create_deployment(restApiId=api_id, stageName="prod")
    return api_id


def chat_api(client):
    """A deployed WebSocket API with one route, which the messages of these tests do not select."""
    api_id = client.create_api(Name="chat", ProtocolType="WEBSOCKET", RouteSelectionExpression="$request.body.action")["ApiId"]
    integration = client.create_integration(ApiId=api_id, IntegrationType="MOCK")["IntegrationId"]
    client.create_route(ApiId=api_id, RouteKey="join", Target=f"integrations/{integration}")
    deployment = client.create_deployment(ApiId=api_id)["DeploymentId"]
    client.create_stage(ApiId=api_id, StageName="dev", DeploymentId=deployment)
    return api_id


def archive(body):
    return archive_of(f"def handler(event, context):\n    return {{'statusCode': 200, 'body': {body!r}}}\n")


def archive_of(code):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as opened:
        opened.writestr("app.py", code)
    return buffer.getvalue()


def function(client, name, body="created here"):
    client.create_function(
        FunctionName=name, Runtime="python3.11", Handler="app.handler", Role=ROLE, Code={"ZipFile": archive(body)}
    )


def kept(emulator, account, region="us-east-1"):
    """How many of each kind there are."""
    v1, v2 = emulator.client("apigateway", account, region), emulator.client("apigatewayv2", account, region)
    functions = emulator.client("lambda", account, region)
    return {
        "rest": len(v1.get_rest_apis()["items"]),
        "http": len(v2.get_apis()["Items"]),
        "keys": len(v1.get_api_keys()["items"]),
        "plans": len(v1.get_usage_plans()["items"]),
        "domains": len(v1.get_domain_names()["items"]),
        "certificates": len(v1.get_client_certificates()["items"]),
        "links": len(v1.get_vpc_links()["items"]) + len(v2.get_vpc_links()["Items"]),
        "functions": len(functions.list_functions()["Functions"]),
        "portals": len(v2.list_portals()["Items"]),
        "role": v1.get_account().get("cloudwatchRoleArn"),
    }


NOTHING = dict.fromkeys(
    ("rest", "http", "keys", "plans", "domains", "certificates", "links", "functions", "portals"), 0
) | {"role": None}


def furnish(emulator, account, region="us-east-1", domain="api.example.com"):
    """One of everything; gives a REST API's id, and an HTTP API's."""
    v1, v2 = emulator.client("apigateway", account, region), emulator.client("apigatewayv2", account, region)
    rest = mock_api(v1, tags={"team": "orders"})
    http = v2.create_api(Name="http", ProtocolType="HTTP", Target=function_arn("orders"))["ApiId"]
    v1.create_domain_name(
        domainName=domain,
        regionalCertificateArn=f"arn:aws:acm:{region}:{account}:certificate/c",
        endpointConfiguration={"types": ["REGIONAL"]},
    )
    v1.create_base_path_mapping(domainName=domain, restApiId=rest, stage="prod")
    plan = v1.create_usage_plan(name="plan", apiStages=[{"apiId": rest, "stage": "prod"}])["id"]
    key = v1.create_api_key(name="key", enabled=True)["id"]
    v1.create_usage_plan_key(usagePlanId=plan, keyId=key, keyType="API_KEY")
    v1.generate_client_certificate()
    v2.create_vpc_link(Name="link", SubnetIds=["subnet-1"])
    v1.update_account(patchOperations=[{"op": "replace", "path": "/cloudwatchRoleArn", "value": ROLE}])
    function(emulator.client("lambda", account, region), "created")
    return rest, http


ONE_OF_EACH = {"rest": 1, "http": 1, "keys": 1, "plans": 1, "domains": 1, "certificates": 1, "links": 1, "functions": 1}


def test_a_reset_of_one_account_leaves_the_others_alone(emulator):
    """The account's things are stored and served no more, in its region and no other; the neighbour's are as before."""
    first, _ = furnish(emulator, ONE, domain="one.example.com")
    second, neighbour_http = furnish(emulator, TWO, domain="two.example.com")
    elsewhere = mock_api(emulator.client("apigateway", ONE, "eu-west-1"))
    assert kept(emulator, ONE).items() >= ONE_OF_EACH.items()

    assert reset(emulator, account=ONE, region="us-east-1") == {"apis": 2}
    assert kept(emulator, ONE) == NOTHING
    assert emulator.by_host(first, "/prod").status_code == 403
    assert requests.get(emulator.url + "/", headers={"Host": "one.example.com"}, timeout=30).status_code != 200
    invoked = emulator.client("lambda", ONE)
    with pytest.raises(invoked.exceptions.ResourceNotFoundException):
        invoked.get_function(FunctionName="created")

    assert kept(emulator, TWO).items() >= ONE_OF_EACH.items()
    assert emulator.by_host(second, "/prod").status_code == 200
    assert emulator.by_host(neighbour_http, "/orders").json()["orderId"] == "42"
    assert requests.get(emulator.url + "/", headers={"Host": "two.example.com"}, timeout=30).status_code == 200
    assert emulator.by_host(elsewhere, "/prod").status_code == 200

    assert reset(emulator) == {"apis": 3}
    assert kept(emulator, TWO) == NOTHING
    assert emulator.by_host(elsewhere, "/prod").status_code == 403


def test_a_reset_of_a_region_is_for_all_accounts(emulator):
    here, there = mock_api(emulator.client("apigateway", ONE)), mock_api(emulator.client("apigateway", TWO, "eu-west-1"))
    assert reset(emulator, region="eu-west-1") == {"apis": 1}
    assert emulator.by_host(here, "/prod").status_code == 200
    assert emulator.by_host(there, "/prod").status_code == 403


def test_a_reset_frees_names_and_ids(emulator):
    """What is unique over all accounts may be taken again, by whomever: API ids, domain names, values of keys."""
    for account in (ONE, TWO):
        client = emulator.client("apigateway", account)
        chosen = mock_api(client, tags={"_custom_id_": "chosen"})
        assert (chosen, emulator.by_host("chosen", "/prod").status_code) == ("chosen", 200)
        client.create_api_key(name="key", value="the-value-of-a-key-of-20", enabled=True)
        client.create_domain_name(
            domainName="free.example.com",
            regionalCertificateArn=f"arn:aws:acm:us-east-1:{account}:certificate/c",
            endpointConfiguration={"types": ["REGIONAL"]},
        )
        reset(emulator)


def test_the_other_emulator_s_path_resets_everything(emulator):
    api_id = mock_api(emulator.client("apigateway", ONE))
    assert requests.post(emulator.url + "/_localstack/state/reset", timeout=30).json() == {"apis": 1}
    assert emulator.by_host(api_id, "/prod").status_code == 403


def test_the_command_resets_a_scope(emulator):
    mine, other = mock_api(emulator.client("apigateway", ONE)), mock_api(emulator.client("apigateway", TWO))
    assert state(emulator, "reset", "--account", ONE) == f"reset account {ONE}: 1 APIs are gone\n"
    assert emulator.by_host(mine, "/prod").status_code == 403
    assert emulator.by_host(other, "/prod").status_code == 200
    assert json.loads(state(emulator, "reset", "--json")) == {"apis": 1}


def test_folders_are_no_part_of_the_state(emulator):
    """A `--function` folder is there after a reset, also where a created function of its name hid it; a restore brings back which served."""
    client = emulator.client("lambda")
    function(client, "orders", "from the API")
    v2 = emulator.client("apigatewayv2")
    hidden = v2.create_api(Name="http", ProtocolType="HTTP", Target=function_arn("orders"))["ApiId"]
    assert emulator.by_host(hidden, "/orders").text == "from the API"
    save(emulator, "hidden")
    reset(emulator)
    shown = v2.create_api(Name="http", ProtocolType="HTTP", Target=function_arn("orders"))["ApiId"]
    assert emulator.by_host(shown, "/orders").json()["orderId"] == "42"
    save(emulator, "shown")
    for saved, api_id, served in [("hidden", hidden, "from the API"), ("shown", shown, None), ("hidden", hidden, "from the API")]:
        restore(emulator, saved)
        answer = emulator.by_host(api_id, "/orders")
        assert (answer.text == served) if served else (answer.json()["orderId"] == "42"), saved


def test_a_restore_leaves_a_folder_before_what_an_earlier_run_has_created(start, tmp_path):
    """Starting with the folder hides what was created, until the other goes or is created again."""
    folder = str(tmp_path / "state")
    first = start("--data-dir", folder)
    function(first.client("lambda"), "orders", "from the API")
    api_id = first.client("apigatewayv2").create_api(Name="http", ProtocolType="HTTP", Target=function_arn("orders"))["ApiId"]
    save(first, "created")
    assert first.by_host(api_id, "/orders").text == "from the API"
    assert first.stop() == 0

    second = start("--data-dir", folder, *sample_functions())
    for _ in range(2):
        assert second.by_host(api_id, "/orders").json()["orderId"] == "42"
        restore(second, "created")
    reset(second)
    restore(second, "created")
    assert second.by_host(api_id, "/orders").json()["orderId"] == "42"
    second.client("lambda").update_function_code(FunctionName="orders", ZipFile=archive("changed"))
    assert second.by_host(api_id, "/orders").text == "changed"


@pytest.mark.parametrize("begins_anew", ["reset", "restore"])
def test_an_event_is_dropped_with_the_state_that_it_came_in(emulator, nothing, tmp_path, eventually, begins_anew):
    """Else an event of the test before would run in the next. Lambda developer guide, "How Lambda handles errors and retries with
    asynchronous invocation": a failed one is tried again after a minute."""
    seen = tmp_path / "seen"
    client = emulator.client("lambda", ONE)
    code = f"def handler(event, context):\n    open({str(seen)!r}, 'a').write(event['of'])\n    raise ValueError\n"

    def made():
        client.create_function(
            FunctionName="failing", Runtime="python3.11", Handler="app.handler", Role=ROLE, Code={"ZipFile": archive_of(code)}
        )

    def move(change, **members):
        answer = requests.post(f"{emulator.url}/_emulator/clock/{change}", json={"account": ONE} | members, timeout=30)
        assert answer.status_code == 200

    def runs(of):
        client.invoke(FunctionName="failing", InvocationType="Event", Payload=json.dumps({"of": of}))
        assert eventually(lambda: seen.exists() and seen.read_text().endswith(of))

    move("freeze")
    made()
    save(emulator, "made", account=ONE)
    runs("1")
    if begins_anew == "reset":
        reset(emulator, account=ONE)
        made()
    else:
        restore(emulator, "made", account=ONE)
    runs("2")

    def is_over():
        move("advance", seconds=60)
        return seen.read_text().count("2") == 3

    assert eventually(is_over)
    assert seen.read_text() == "1222", "when the last attempt of the second has come, another of the first would have, too"
    move("reset")


def test_what_a_restore_brings_is_told(emulator):
    """As it is at a start: a setting without effect is not silent because it was saved."""
    client = emulator.client("apigateway", ONE)
    api_id = mock_api(client)
    trace = {"op": "replace", "path": "/tracingEnabled", "value": "true"}
    client.update_stage(restApiId=api_id, stageName="prod", patchOperations=[trace])
    save(emulator, "traced", account=ONE)

    def told():
        of_api = [line for line in emulator.logged() if line["level"] == "WARN" and api_id in json.dumps(line)]
        return sum("tracingEnabled" in line["message"] for line in of_api)

    assert told() == 1
    restore(emulator, "traced", account=ONE)
    assert told() == 1, "it was known"
    reset(emulator, account=ONE)
    restore(emulator, "traced", account=ONE)
    assert told() == 2
    reset(emulator)


def test_what_was_learned_while_serving_is_forgotten(emulator):
    """An API that is made again with the same id has an empty cache, full buckets and no counts."""

    def made():
        client = emulator.client("apigateway", ONE)
        api_id, root_id = api(client, tags={"_custom_id_": "learns"})
        method(client, api_id, resource(client, api_id, root_id, "/pets"), "GET", **lambda_proxy("echo"))
        client.create_deployment(restApiId=api_id, stageName="prod", cacheClusterEnabled=True, cacheClusterSize="0.5")
        client.update_stage(
            restApiId=api_id,
            stageName="prod",
            patchOperations=[
                {"op": "replace", "path": "/*/*/caching/enabled", "value": "true"},
                {"op": "replace", "path": "/*/*/throttling/rateLimit", "value": "0.001"},
                {"op": "replace", "path": "/*/*/throttling/burstLimit", "value": "2"},
            ],
        )

    def calls():
        answers = [emulator.by_host("learns", "/prod/pets") for _ in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        requests_seen = {answer.json()["requestContext"]["requestId"] for answer in answers[:2]}
        assert len(requests_seen) == 1, "the second answer comes from the cache"
        counted = requests.get(emulator.url + "/_emulator/metrics", timeout=30).text
        labels = f'ApiName="orders-api",Account="{ONE}",Region="us-east-1",ApiId="learns",Stage="prod"'
        assert f"aws_apigateway_count_total{{{labels}}} 3\n" in counted
        return requests_seen

    made()
    before = calls()
    reset(emulator, account=ONE)
    assert "learns" not in requests.get(emulator.url + "/_emulator/metrics", timeout=30).text
    made()
    assert calls() != before


@pytest.mark.parametrize("change", [reset, lambda emulator, **scope: restore(emulator, "made", **scope)], ids=["reset", "restore"])
def test_what_an_account_may_call_at_once_is_there_again(start, change):
    """The account's own bucket (developer guide, "Account-level throttling per Region") is full, and that of no other account."""
    emulator = start("--ephemeral", "--account-throttle", "0.001:2")

    def made(account):
        mock_api(emulator.client("apigateway", account), tags={"_custom_id_": f"of-{account}"})

    def calls(account):
        return [emulator.by_host(f"of-{account}", "/prod").status_code for _ in range(3)]

    made(ONE)
    made(TWO)
    save(emulator, "made", account=ONE)
    assert calls(ONE) == calls(TWO) == [200, 200, 429]
    change(emulator, account=ONE)
    if change is reset:
        made(ONE)
    assert (calls(ONE), calls(TWO)) == ([200, 200, 429], [429] * 3)


def test_a_restore_forgets_what_was_learned_while_serving(emulator, nothing):
    """Also where the API is the same as before: its cache is empty, and its stage's buckets are full."""
    client = emulator.client("apigateway", ONE)
    api_id, root_id = api(client)
    method(client, api_id, resource(client, api_id, root_id, "/pets"), "GET", **lambda_proxy("echo"))
    client.create_deployment(restApiId=api_id, stageName="prod", cacheClusterEnabled=True, cacheClusterSize="0.5")
    changes = [("caching/enabled", "true"), ("throttling/rateLimit", "0.001"), ("throttling/burstLimit", "2")]
    operations = [{"op": "replace", "path": f"/*/*/{path}", "value": value} for path, value in changes]
    client.update_stage(restApiId=api_id, stageName="prod", patchOperations=operations)
    save(emulator, "clean", account=ONE)
    seen = set()
    for _ in range(2):
        answers = [emulator.by_host(api_id, "/prod/pets") for _ in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        [request] = {answer.json()["requestContext"]["requestId"] for answer in answers[:2]}
        seen.add(request)
        restore(emulator, "clean", account=ONE)
    assert len(seen) == 2, "the cache was empty"


def test_connections_of_what_is_reset_are_closed(emulator):
    """With 1001, "an endpoint is going away" (RFC 6455, section 7.4.1); `@connections` knows them no more. The neighbour's stay."""
    mine = chat_api(emulator.client("apigatewayv2", ONE))
    other = chat_api(emulator.client("apigatewayv2", TWO))

    def address(api_id):
        return f"ws://127.0.0.1:{emulator.port}/_aws/execute-api/{api_id}/dev"

    async def story():
        async with websockets.connect(address(mine)) as gone, websockets.connect(address(other)) as stays:
            await gone.send("{}")
            known = json.loads(await gone.recv())["connectionId"]
            await asyncio.to_thread(reset, emulator, account=ONE)
            with pytest.raises(websockets.ConnectionClosed) as closed:
                await asyncio.wait_for(gone.recv(), 10)
            assert (closed.value.rcvd.code, closed.value.rcvd.reason) == (1001, "Going away")
            management = emulator.client("apigatewaymanagementapi", ONE)
            with pytest.raises(management.exceptions.GoneException):
                await asyncio.to_thread(management.get_connection, ConnectionId=known)
            await stays.send("{}")
            assert json.loads(await asyncio.wait_for(stays.recv(), 10))["message"] == "Forbidden"

    asyncio.run(story())
    reset(emulator)


def save(emulator, name, **scope):
    return admin(emulator, "PUT", f"/snapshots/{quote(name, safe='')}", json=scope)


def restore(emulator, name, **scope):
    return admin(emulator, "POST", f"/snapshots/{name}/restore", json=scope)


def names(emulator, **scope):
    """The names that there are, each with its account."""
    return [(one["name"], one.get("account")) for one in admin(emulator, "GET", "/snapshots", params=scope)["snapshots"]]


def refused(emulator, method, path, **options):
    answer = requests.request(method, f"{emulator.url}/_emulator/state/snapshots{path}", timeout=30, **options)
    return answer.status_code, answer.json()["message"]


@pytest.fixture
def nothing(emulator):
    """Nothing is stored, and nothing saved."""
    reset(emulator)
    for one in admin(emulator, "GET", "/snapshots")["snapshots"]:
        scope = {member: one[member] for member in ("account", "region") if member in one}
        admin(emulator, "DELETE", f"/snapshots/{one['name']}", params=scope)


def test_what_was_not_saved_cannot_be_restored(emulator, nothing):
    save(emulator, "mine", account=ONE)
    for method, path, options in (
        ("POST", "/other/restore", {}),
        ("DELETE", "/other", {}),
        ("POST", "/other/restore", {"json": {"account": ONE}}),
    ):
        status, message = refused(emulator, method, path, **options)
        assert (status, message.startswith('there is no snapshot "other" of ')) == (404, True)
    together = "what was saved together is restored and deleted together"
    expected = (404, f'there is no snapshot "mine" of all accounts; there is one of account {ONE}: {together}')
    assert refused(emulator, "POST", "/mine/restore") == expected
    assert refused(emulator, "DELETE", "/mine") == expected


@pytest.mark.parametrize("name", ["%20" * 201, "a%0Ab", "a%00"])
def test_a_name_that_is_none_is_refused(emulator, name):
    for method, path in (("PUT", ""), ("POST", "/restore"), ("DELETE", "")):
        status, message = refused(emulator, method, f"/{name}{path}")
        assert (status, message.startswith("a snapshot's name has 1 to 200 characters")) == (400, True)


def test_a_restore_makes_everything_as_it_was_saved(emulator, nothing):
    """What was made since is gone, what was changed is as before, what was deleted is back; and it is served."""
    rest, http = furnish(emulator, ONE)
    before = kept(emulator, ONE)
    client = emulator.client("apigateway", ONE)
    tags = client.get_tags(resourceArn=f"arn:aws:apigateway:us-east-1::/restapis/{rest}")["tags"]
    saved = save(emulator, "furnished", account=ONE)
    assert (saved["name"], saved["account"], saved["apis"]) == ("furnished", ONE, 2)

    newer = mock_api(client)
    emulator.client("apigatewayv2", ONE).delete_api(ApiId=http)
    client.delete_base_path_mapping(domainName="api.example.com", basePath="(none)")
    client.delete_domain_name(domainName="api.example.com")
    client.update_rest_api(restApiId=rest, patchOperations=[{"op": "replace", "path": "/name", "value": "renamed"}])
    emulator.client("lambda", ONE).delete_function(FunctionName="created")
    function(emulator.client("lambda", ONE), "newer")

    assert restore(emulator, "furnished", account=ONE) == saved
    assert kept(emulator, ONE) == before
    assert client.get_rest_api(restApiId=rest)["name"] == "orders-api"
    assert client.get_tags(resourceArn=f"arn:aws:apigateway:us-east-1::/restapis/{rest}")["tags"] == tags
    assert emulator.by_host(newer, "/prod").status_code == 403
    assert emulator.by_host(rest, "/prod").status_code == 200
    assert emulator.by_host(http, "/orders").json()["orderId"] == "42"
    assert requests.get(emulator.url + "/", headers={"Host": "api.example.com"}, timeout=30).status_code == 200
    functions = emulator.client("lambda", ONE)
    invoked = functions.invoke(FunctionName="created")["Payload"].read()
    assert json.loads(invoked)["body"] == "created here"
    with pytest.raises(functions.exceptions.ResourceNotFoundException):
        functions.invoke(FunctionName="newer")


def test_a_restore_leaves_other_accounts_alone(emulator, nothing):
    mine, other = (emulator.client("apigateway", account) for account in (ONE, TWO))
    first = mock_api(mine)
    save(emulator, "clean", account=ONE)
    second, third = mock_api(mine), mock_api(other)
    restore(emulator, "clean", account=ONE)
    assert [emulator.by_host(api_id, "/prod").status_code for api_id in (first, second, third)] == [200, 403, 200]


def test_each_account_has_names_of_its_own(emulator, nothing):
    """Suites that run in parallel, an account each, may use the same names."""
    for account in (ONE, TWO):
        mock_api(emulator.client("apigateway", account), name=f"of-{account}")
        save(emulator, "clean", account=account)
    save(emulator, "clean")
    assert names(emulator) == [("clean", None), ("clean", ONE), ("clean", TWO)]
    assert names(emulator, account=TWO) == [("clean", TWO)]
    reset(emulator)
    restore(emulator, "clean", account=TWO)
    assert (kept(emulator, ONE)["rest"], kept(emulator, TWO)["rest"]) == (0, 1)
    admin(emulator, "DELETE", "/snapshots/clean", params={"account": TWO})
    assert names(emulator) == [("clean", None), ("clean", ONE)]
    assert restore(emulator, "clean")["apis"] == 2


def test_saving_under_a_name_again_replaces_what_was_saved(emulator, nothing):
    client = emulator.client("apigateway", ONE)
    mock_api(client)
    first = save(emulator, "clean", account=ONE)
    second_api = mock_api(client)
    second = save(emulator, "clean", account=ONE)
    assert (first["apis"], second["apis"], second["bytes"] > first["bytes"]) == (1, 2, True)
    reset(emulator)
    restore(emulator, "clean", account=ONE)
    assert emulator.by_host(second_api, "/prod").status_code == 200
    assert names(emulator) == [("clean", ONE)]


def test_an_id_that_another_account_has_by_now_is_in_the_way(emulator, nothing):
    """Ids of APIs are unique over all accounts, so nothing is restored, and nothing is changed."""
    mock_api(emulator.client("apigateway", ONE), tags={"_custom_id_": "wanted"})
    save(emulator, "clean", account=ONE)
    reset(emulator)
    mock_api(emulator.client("apigateway", TWO), tags={"_custom_id_": "wanted"})
    newer = mock_api(emulator.client("apigateway", ONE))
    status, message = refused(emulator, "POST", "/clean/restore", json={"account": ONE})
    taken = f"/{TWO}/us-east-1/restapis/wanted has an id or a name by now that is in the snapshot, and is not of account {ONE}"
    assert (status, message) == (409, f"{taken}: delete it, and restore again")
    assert [emulator.by_host(api_id, "/prod").status_code for api_id in ("wanted", newer)] == [200, 200]


def test_what_keys_used_is_saved_and_restored(emulator, nothing):
    """A quota of 3: one call before the save, so that two are left after each restore."""
    client = emulator.client("apigateway", ONE)
    api_id, root_id = api(client)
    mock(client, api_id, root_id, apiKeyRequired=True)
    client.create_deployment(restApiId=api_id, stageName="prod")
    stages = [{"apiId": api_id, "stage": "prod"}]
    plan = client.create_usage_plan(name="plan", apiStages=stages, quota={"limit": 3, "period": "DAY"})["id"]
    key = client.create_api_key(name="key", enabled=True)
    client.create_usage_plan_key(usagePlanId=plan, keyId=key["id"], keyType="API_KEY")

    def calls(count):
        headers = {"x-api-key": key["value"]}
        return [emulator.by_host(api_id, "/prod", headers=headers).status_code for _ in range(count)]

    assert calls(1) == [200]
    save(emulator, "one-used", account=ONE)
    for _ in range(2):
        assert calls(4) == [200, 200, 429, 429]
        restore(emulator, "one-used", account=ONE)


def test_a_restore_closes_connections_and_new_ones_are_taken(emulator, nothing):
    api_id = chat_api(emulator.client("apigatewayv2", ONE))
    save(emulator, "chat", account=ONE)
    address = f"ws://127.0.0.1:{emulator.port}/_aws/execute-api/{api_id}/dev"

    async def story():
        async with websockets.connect(address) as socket:
            await asyncio.to_thread(restore, emulator, "chat", account=ONE)
            with pytest.raises(websockets.ConnectionClosed) as closed:
                await asyncio.wait_for(socket.recv(), 10)
            assert closed.value.rcvd.code == 1001
        async with websockets.connect(address) as socket:
            await socket.send("{}")
            assert json.loads(await asyncio.wait_for(socket.recv(), 10))["message"] == "Forbidden"

    asyncio.run(story())


def test_snapshots_outlive_the_process(start, tmp_path):
    """Also for an account that nothing else is known of when the process begins."""
    first = start("--data-dir", str(tmp_path / "state"))
    rest = mock_api(first.client("apigateway", ONE))
    chat = chat_api(first.client("apigatewayv2", ONE))
    function(first.client("lambda", ONE), "created")
    saved = save(first, "tests/test_orders.py::test_refund[eur]", account=ONE)
    reset(first)
    first.kill()

    second = start("--data-dir", str(tmp_path / "state"))
    assert admin(second, "GET", "/snapshots")["snapshots"] == [saved]
    told = state(second, "restore", "tests/test_orders.py::test_refund[eur]", "--account", ONE)
    assert told == f"restored tests/test_orders.py::test_refund[eur], account {ONE}: 2 APIs\n"
    assert second.by_host(rest, "/prod").status_code == 200
    assert second.client("lambda", ONE).invoke(FunctionName="created")["StatusCode"] == 200

    async def connects():
        async with websockets.connect(f"ws://127.0.0.1:{second.port}/_aws/execute-api/{chat}/dev") as socket:
            await socket.send("{}")
            assert json.loads(await asyncio.wait_for(socket.recv(), 10))["message"] == "Forbidden"

    asyncio.run(connects())


def test_the_commands_save_list_restore_and_delete(emulator, nothing):
    api_id = mock_api(emulator.client("apigateway", ONE))
    assert state(emulator, "save", "clean", "--account", ONE) == f"saved clean, account {ONE}: 1 APIs\n"
    listed = state(emulator, "list").splitlines()
    assert listed[0].split() == ["NAME", "ACCOUNT", "REGION", "CREATED", "APIS", "BYTES"]
    assert listed[1].split()[:3] == ["clean", ONE, "all"]
    assert json.loads(state(emulator, "list", "--json", "--account", TWO)) == {"snapshots": []}
    state(emulator, "reset")
    assert json.loads(state(emulator, "restore", "clean", "--account", ONE, "--json"))["apis"] == 1
    assert emulator.by_host(api_id, "/prod").status_code == 200
    assert state(emulator, "delete", "clean", "--account", ONE) == f"deleted clean, account {ONE}: 1 APIs\n"
    assert state(emulator, "list").count("\n") == 1
    missing = subprocess.run([binary(), "state", "restore", "clean", "--url", emulator.url], capture_output=True, text=True)
    assert (missing.returncode, missing.stderr) == (1, 'apigw-emulator: there is no snapshot "clean" of all accounts\n')


def test_a_thousand_apis_are_reset_at_once(start):
    """And saved and restored: no statement has too many values, and no request waits for long."""
    many = start("--ephemeral", "--quota", "edge-apis=10000")
    client = many.client("apigateway", ONE)
    first = client.create_rest_api(name="first")["id"]
    for number in range(999):
        client.create_rest_api(name=f"api-{number}")
    assert save(many, "all")["apis"] == 1000
    assert reset(many, account=ONE) == {"apis": 1000}
    assert client.get_rest_apis()["items"] == []
    assert restore(many, "all")["apis"] == 1000
    assert client.get_rest_api(restApiId=first)["name"] == "first"
