"""Resetting what a running emulator has stored: what is gone, what of it was live, and what stays."""

import asyncio
import io
import json
import subprocess
import zipfile

import pytest
import requests
import websockets
from conftest import Emulator, binary, sample_functions
from rest import api, function_arn, lambda_proxy, method, resource

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


def mock_api(client, stage="prod", **options):
    """A deployed REST API whose root answers 200."""
    api_id, root_id = api(client, **options)
    method(client, api_id, root_id, "GET", type="MOCK", requestTemplates={"application/json": '{"statusCode": 200}'})
    client.put_method_response(restApiId=api_id, resourceId=root_id, httpMethod="GET", statusCode="200")
    client.put_integration_response(restApiId=api_id, resourceId=root_id, httpMethod="GET", statusCode="200")
    client.create_deployment(restApiId=api_id, stageName=stage)
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
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as opened:
        opened.writestr("app.py", f"def handler(event, context):\n    return {{'statusCode': 200, 'body': {body!r}}}\n")
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
    """A `--function` folder is there after a reset, also where a created function of its name hid it."""
    client = emulator.client("lambda")
    function(client, "orders", "from the API")
    v2 = emulator.client("apigatewayv2")
    hidden = v2.create_api(Name="http", ProtocolType="HTTP", Target=function_arn("orders"))["ApiId"]
    assert emulator.by_host(hidden, "/orders").text == "from the API"
    reset(emulator)
    shown = v2.create_api(Name="http", ProtocolType="HTTP", Target=function_arn("orders"))["ApiId"]
    assert emulator.by_host(shown, "/orders").json()["orderId"] == "42"


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
        assert 'aws_apigateway_count_total{ApiName="orders-api",ApiId="learns",Stage="prod"} 3\n' in counted
        return requests_seen

    made()
    before = calls()
    reset(emulator, account=ONE)
    assert "learns" not in requests.get(emulator.url + "/_emulator/metrics", timeout=30).text
    made()
    assert calls() != before


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
