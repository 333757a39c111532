"""Faults: calls of backends that fail on purpose. What a rule says is the emulator's own; what callers get is AWS's answer to a
backend that fails like this, and each is proven elsewhere with backends that do."""

import asyncio
import http.client
import json
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
import websockets
from backends import HttpBackend
from conftest import binary
from rest import LAMBDA_URI, api, function_arn, lambda_proxy, method, resource

# The first 24 calls of seed 7 at probability 0.3; the same in every release.
SEVEN = ".....x...x..xx......x..."


@pytest.fixture
def faults(emulator):
    """Puts faults in force, which end with the test."""
    made = []

    def add(**rule):
        answer = requests.post(emulator.url + "/_emulator/faults", json=rule, timeout=30)
        assert answer.status_code == 200, answer.text
        made.append(answer.json()["id"])
        return answer.json()

    yield add
    for fault in made:
        requests.delete(f"{emulator.url}/_emulator/faults/{fault}", timeout=30)


@pytest.fixture
def backend():
    """An HTTP backend: its URL, and the requests that reached it."""
    with HttpBackend(b"ok") as running:
        yield running.url, running.seen


def counts(emulator, fault):
    told = requests.get(f"{emulator.url}/_emulator/faults/{fault['id']}", timeout=30).json()
    return told["matched"], told["struck"]


def rest_api(emulator, **integration):
    """A REST API with one GET method on /pets/{id}, and a function that calls it."""
    client = emulator.client("apigateway")
    api_id, root_id = api(client)
    method(client, api_id, resource(client, api_id, root_id, "/pets/{id}"), verb="GET", **integration)
    client.create_deployment(restApiId=api_id, stageName="prod")
    return api_id, lambda: emulator.by_host(api_id, "/prod/pets/1")


def mock_api(emulator):
    """A REST API whose mock answers 200, and 503 when its integration does."""
    client = emulator.client("apigateway")
    api_id, root_id = api(client)
    client.put_method(restApiId=api_id, resourceId=root_id, httpMethod="GET", authorizationType="NONE")
    client.put_integration(
        restApiId=api_id, resourceId=root_id, httpMethod="GET", type="MOCK",
        requestTemplates={"application/json": '{"statusCode": 200}'},
    )
    for status, pattern in (("200", ""), ("503", "5..")):
        client.put_method_response(restApiId=api_id, resourceId=root_id, httpMethod="GET", statusCode=status)
        client.put_integration_response(
            restApiId=api_id, resourceId=root_id, httpMethod="GET", statusCode=status, selectionPattern=pattern
        )
    client.create_deployment(restApiId=api_id, stageName="prod")
    return api_id


def http_api(emulator, target):
    """An HTTP API with one route to a function or URL, and a function that calls it."""
    api_id = emulator.client("apigatewayv2").create_api(
        Name="pets", ProtocolType="HTTP", RouteKey="GET /pets/{id}", Target=target
    )["ApiId"]
    return api_id, lambda: emulator.by_host(api_id, "/pets/1")


def websocket_api(emulator, **integration):
    """A WebSocket API that answers each message by the integration."""
    client = emulator.client("apigatewayv2")
    api_id = client.create_api(Name="chat", ProtocolType="WEBSOCKET", RouteSelectionExpression="$request.body.action")["ApiId"]
    made = client.create_integration(ApiId=api_id, **integration)["IntegrationId"]
    mock = client.create_integration(
        ApiId=api_id, IntegrationType="MOCK", RequestTemplates={"$default": '{"statusCode": 200}'}
    )["IntegrationId"]
    client.create_route(ApiId=api_id, RouteKey="$connect", Target=f"integrations/{mock}")
    route = client.create_route(
        ApiId=api_id, RouteKey="say", Target=f"integrations/{made}", RouteResponseSelectionExpression="$default"
    )["RouteId"]
    client.create_route_response(ApiId=api_id, RouteId=route, RouteResponseKey="$default")
    client.create_stage(ApiId=api_id, StageName="dev", DeploymentId=client.create_deployment(ApiId=api_id)["DeploymentId"])
    return api_id


def url(emulator, api_id):
    return f"ws://{api_id}.execute-api.localhost:{emulator.port}/dev", {"host": "127.0.0.1", "port": emulator.port}


def said(emulator, api_id):
    """What a client is answered that says something."""
    async def story():
        address, at = url(emulator, api_id)
        async with websockets.connect(address, **at) as client:
            await client.send('{"action": "say"}')
            return json.loads(await client.recv())

    return asyncio.run(story())


@pytest.mark.parametrize(("rule", "words"), [
    ({}, "a fault does something"),
    ({"status": 500, "lambdaError": "timeout"}, "a call fails in one way"),
    ({"status": 99}, "status is a number from 200 to 599"),
    ({"delay": 1, "probability": 2}, "probability is a number from 0 to 1"),
    ({"delay": 1, "route": ""}, "route is empty"),
    ({"delay": 1, "account": "1"}, "an account has 12 digits"),
    ({"delay": 1, "path": "/"}, "unknown field `path`"),
    ({"lambdaError": "odd"}, "unknown variant `odd`"),
])
def test_a_rule_that_makes_no_sense_is_refused(emulator, rule, words):
    answer = requests.post(emulator.url + "/_emulator/faults", json=rule, timeout=30)
    assert (answer.status_code, words in answer.json()["message"]) == (400, True), answer.text


def test_a_fault_that_is_not_there_is_not_found(emulator):
    for verb in ("GET", "DELETE"):
        answer = requests.request(verb, emulator.url + "/_emulator/faults/none", timeout=30)
        assert (answer.status_code, answer.json()) == (404, {"message": "there is no fault none"})


def test_a_request_that_is_refused_meets_no_fault(emulator, faults):
    """Faults stand where the backend is called, after all checks."""
    client = emulator.client("apigateway")
    api_id, root_id = api(client)
    client.put_method(restApiId=api_id, resourceId=root_id, httpMethod="GET", authorizationType="NONE", apiKeyRequired=True)
    client.put_integration(restApiId=api_id, resourceId=root_id, httpMethod="GET", **lambda_proxy("orders"))
    client.create_deployment(restApiId=api_id, stageName="prod")
    fault = faults(apiId=api_id, status=503)
    assert emulator.by_host(api_id, "/prod/").status_code == 403
    assert counts(emulator, fault) == (0, 0)


def test_a_fault_is_for_the_stage_the_route_and_the_region_that_it_names(emulator, faults):
    client = emulator.client("apigateway")
    api_id = mock_api(emulator)
    client.create_deployment(restApiId=api_id, stageName="test")

    def statuses():
        return [emulator.by_host(api_id, f"/{stage}/").status_code for stage in ("prod", "test")]

    for passes_by in ({"route": "POST /"}, {"region": "eu-west-1"}, {"account": "999988887777"}):
        fault = faults(apiId=api_id, status=500, **passes_by)
        assert (statuses(), counts(emulator, fault)) == ([200, 200], (0, 0)), passes_by
    fault = faults(apiId=api_id, stage="test", route="GET /", region="us-east-1", account="000000000000", status=500)
    assert (statuses(), counts(emulator, fault)) == ([200, 503], (1, 1))


@pytest.mark.parametrize("fault", [{"status": 418}, {"connectionReset": "backend"}])
def test_an_http_backend_is_not_called_that_a_fault_stands_for(emulator, faults, backend, fault):
    where, reached = backend
    for make in (lambda: rest_api(emulator, type="HTTP_PROXY", integrationHttpMethod="GET", uri=where),
                 lambda: http_api(emulator, where)):
        api_id, call = make()
        faults(apiId=api_id, **fault)
        assert call().status_code in (418, 503, 504)
    assert reached == []


def test_a_status_takes_the_place_of_the_backends(emulator, faults, backend):
    where, _ = backend
    for api_id, call in (
        rest_api(emulator, type="HTTP_PROXY", integrationHttpMethod="GET", uri=where),
        rest_api(emulator, **lambda_proxy("orders")),
        http_api(emulator, where),
        http_api(emulator, function_arn("orders")),
    ):
        assert call().status_code == 200
        faults(apiId=api_id, status=418)
        answer = call()
        assert (answer.status_code, answer.content) == (418, b"")


def test_the_status_of_a_mock_chooses_its_integration_response(emulator, faults):
    api_id = mock_api(emulator)
    assert emulator.by_host(api_id, "/prod/").status_code == 200
    faults(apiId=api_id, status=500)
    assert emulator.by_host(api_id, "/prod/").status_code == 503


@pytest.mark.parametrize(("error", "of_rest", "of_http"), [
    # A function that fails is 502 on REST APIs and 500 on HTTP APIs, whatever way it fails.
    ("handled", 502, 500),
    ("unhandled", 502, 500),
    ("timeout", 502, 500),
    # Lambda's 429 is 500 on REST APIs (AWS re:Post, "API Gateway proxy integration does not forward Lambda throttling").
    ("throttled", 500, 500),
])
def test_what_lambda_may_tell_becomes_what_aws_makes_of_it(emulator, faults, error, of_rest, of_http):
    api_id, call = rest_api(emulator, **lambda_proxy("orders"))
    faults(apiId=api_id, lambdaError=error)
    answer = call()
    assert (answer.status_code, answer.json()) == (of_rest, {"message": "Internal server error"})
    api_id, call = http_api(emulator, function_arn("orders"))
    faults(apiId=api_id, lambdaError=error)
    answer = call()
    assert (answer.status_code, answer.json()) == (of_http, {"message": "Internal Server Error"})


def test_the_error_message_chooses_the_response_of_a_mapped_function(emulator, faults):
    client = emulator.client("apigateway")
    api_id, root_id = api(client)
    uri = LAMBDA_URI.format(function_arn("orders"))
    method(client, api_id, root_id, verb="GET", type="AWS", integrationHttpMethod="POST", uri=uri)
    for status, pattern in (("200", ""), ("504", ".*Task timed out.*")):
        client.put_method_response(restApiId=api_id, resourceId=root_id, httpMethod="GET", statusCode=status)
        client.put_integration_response(
            restApiId=api_id, resourceId=root_id, httpMethod="GET", statusCode=status, selectionPattern=pattern
        )
    client.create_deployment(restApiId=api_id, stageName="prod")
    faults(apiId=api_id, lambdaError="timeout")
    answer = emulator.by_host(api_id, "/prod/")
    assert (answer.status_code, answer.json()["errorType"]) == (504, "Sandbox.Timedout")


def test_a_status_passes_mapped_functions_by(emulator, faults):
    """What a mapped function gives has no status (developer guide, "Lambda custom integrations")."""
    uri = LAMBDA_URI.format(function_arn("orders"))
    client = emulator.client("apigateway")
    api_id, root_id = api(client)
    method(client, api_id, root_id, verb="GET", type="AWS", integrationHttpMethod="POST", uri=uri)
    client.put_method_response(restApiId=api_id, resourceId=root_id, httpMethod="GET", statusCode="200")
    client.put_integration_response(restApiId=api_id, resourceId=root_id, httpMethod="GET", statusCode="200")
    client.create_deployment(restApiId=api_id, stageName="prod")
    fault = faults(apiId=api_id, status=503)
    answer = emulator.by_host(api_id, "/prod/")
    assert answer.status_code == 200 and answer.json() != {"statusCode": 503}
    assert counts(emulator, fault) == (0, 0)
    assert "functions do not whose result is mapped" in emulator.log.read_text()


def test_a_fault_of_another_account_is_not_replaced(emulator, faults):
    url = f"{emulator.url}/_emulator/faults/shared-name"
    put = lambda account: requests.put(url, json={"account": account, "delay": 1}, timeout=30)
    try:
        assert put("111122223333").status_code == 200
        refused = put("444455556666")
        assert refused.status_code == 409 and "another account" in refused.json()["message"]
        assert requests.get(url, timeout=30).json()["account"] == "111122223333"
        assert put("111122223333").status_code == 200
    finally:
        requests.delete(url, timeout=30)


def test_a_lambda_error_passes_other_integrations_by(emulator, faults, backend):
    api_id, call = rest_api(emulator, type="HTTP_PROXY", integrationHttpMethod="GET", uri=backend[0])
    fault = faults(apiId=api_id, lambdaError="timeout")
    assert call().status_code == 200
    assert counts(emulator, fault) == (0, 0)
    assert "the fault is for integrations with Lambda functions" in emulator.log.read_text()


def test_a_backend_that_breaks_the_connection_is_aws_failure_of_each_type(emulator, faults, backend):
    """Developer guide, "Gateway response types", INTEGRATION_FAILURE; HTTP APIs answer 503 Service Unavailable."""
    for (api_id, call), status, message in (
        (rest_api(emulator, type="HTTP_PROXY", integrationHttpMethod="GET", uri=backend[0]), 504,
         "Network error communicating with endpoint"),
        (rest_api(emulator, **lambda_proxy("orders")), 500, "Internal server error"),
        (http_api(emulator, backend[0]), 503, "Service Unavailable"),
        (http_api(emulator, function_arn("orders")), 500, "Internal Server Error"),
    ):
        faults(apiId=api_id, connectionReset="backend")
        answer = call()
        assert (answer.status_code, answer.json()) == (status, {"message": message})


def test_a_client_whose_connection_is_cut_gets_nothing_of_what_the_backend_answered(emulator, faults, backend):
    where, reached = backend
    for api_id, call in (
        rest_api(emulator, type="HTTP_PROXY", integrationHttpMethod="GET", uri=where), http_api(emulator, where)
    ):
        fault = faults(apiId=api_id, connectionReset="client")
        with pytest.raises(requests.exceptions.ConnectionError):
            call()
        assert (counts(emulator, fault), len(reached)) == ((1, 1), 1)
        reached.clear()


def test_a_delay_makes_the_answer_late(emulator, faults, backend):
    for api_id, call in (
        rest_api(emulator, type="HTTP_PROXY", integrationHttpMethod="GET", uri=backend[0]),
        (mock := mock_api(emulator), lambda: emulator.by_host(mock, "/prod/")),
        http_api(emulator, backend[0]),
    ):
        faults(apiId=api_id, delay=300)
        before = time.monotonic()
        assert call().status_code == 200
        assert time.monotonic() - before >= 0.3


def test_a_delay_counts_towards_the_integrations_timeout(emulator, faults, backend):
    """INTEGRATION_TIMEOUT on REST APIs; HTTP APIs answer 503 Service Unavailable."""
    where, reached = backend
    api_id, call = rest_api(emulator, type="HTTP_PROXY", integrationHttpMethod="GET", uri=where, timeoutInMillis=100)
    faults(apiId=api_id, delay=60_000)
    answer = call()
    assert (answer.status_code, answer.json()) == (504, {"message": "Endpoint request timed out"})
    api_id, call = http_api(emulator, where)
    client = emulator.client("apigatewayv2")
    [integration] = client.get_integrations(ApiId=api_id)["Items"]
    client.update_integration(ApiId=api_id, IntegrationId=integration["IntegrationId"], TimeoutInMillis=100)
    faults(apiId=api_id, delay=60_000, route="GET /pets/{id}")
    answer = call()
    assert (answer.status_code, answer.json()) == (503, {"message": "Service Unavailable"})
    assert reached == []


def test_a_stream_is_late_or_replaced_as_any_answer(emulator, faults):
    stream = function_arn("stream")
    uri = f"arn:aws:apigateway:us-east-1:lambda:path/2021-11-15/functions/{stream}/response-streaming-invocations"
    api_id, call = rest_api(
        emulator, type="AWS_PROXY", integrationHttpMethod="POST", uri=uri, responseTransferMode="STREAM"
    )
    undisturbed = call().status_code
    late = faults(apiId=api_id, delay=300)
    before = time.monotonic()
    assert call().status_code == undisturbed
    assert time.monotonic() - before >= 0.3
    requests.delete(f"{emulator.url}/_emulator/faults/{late['id']}", timeout=30)
    faults(apiId=api_id, status=503)
    assert call().status_code == 503


def test_messages_of_a_websocket_api_fail(emulator, faults, backend):
    api_id = websocket_api(
        emulator, IntegrationType="AWS_PROXY", IntegrationUri=LAMBDA_URI.format(function_arn("echo")), IntegrationMethod="POST"
    )
    fault = faults(apiId=api_id, route="say", lambdaError="unhandled")
    assert said(emulator, api_id)["message"] == "Internal server error"
    assert counts(emulator, fault) == (1, 1), "$connect is another route"
    requests.put(
        f"{emulator.url}/_emulator/faults/{fault['id']}", json={"apiId": api_id, "connectionReset": "backend"}, timeout=30
    )
    assert said(emulator, api_id)["message"] == "Internal server error"


def test_a_client_of_a_websocket_api_is_cut_off_without_a_close_frame(emulator, faults):
    """RFC 6455, section 7.1.5: without a close frame the code is 1006."""
    api_id = websocket_api(
        emulator, IntegrationType="AWS_PROXY", IntegrationUri=LAMBDA_URI.format(function_arn("echo")), IntegrationMethod="POST"
    )
    faults(apiId=api_id, route="say", connectionReset="client")
    with pytest.raises(websockets.exceptions.ConnectionClosedError) as closed:
        said(emulator, api_id)
    assert closed.value.rcvd is None


def test_answers_of_before_arrive_at_a_client_of_a_websocket_api_that_is_cut_off(emulator, faults):
    api_id = websocket_api(
        emulator, IntegrationType="AWS_PROXY", IntegrationUri=LAMBDA_URI.format(function_arn("echo")), IntegrationMethod="POST"
    )
    client = emulator.client("apigatewayv2")
    mock = client.create_integration(ApiId=api_id, IntegrationType="MOCK")["IntegrationId"]
    client.create_route(ApiId=api_id, RouteKey="cut", Target=f"integrations/{mock}")
    client.create_deployment(ApiId=api_id, StageName="dev")
    faults(apiId=api_id, route="cut", connectionReset="client")

    async def story():
        address, at = url(emulator, api_id)
        async with websockets.connect(address, **at) as connected:
            # The second is there before the first is answered.
            await connected.send('{"action": "say"}')
            await connected.send('{"action": "cut"}')
            answer = await asyncio.wait_for(connected.recv(), 20)
            with pytest.raises(websockets.exceptions.ConnectionClosedError):
                await asyncio.wait_for(connected.recv(), 20)
            return json.loads(answer)

    assert asyncio.run(story())["requestContext"]["routeKey"] == "say"


def test_a_client_that_connects_is_refused_or_cut_off(emulator, faults):
    api_id = websocket_api(emulator, IntegrationType="MOCK", RequestTemplates={"$default": '{"statusCode": 200}'})
    fault = faults(apiId=api_id, route="$connect", status=401)
    with pytest.raises(websockets.exceptions.InvalidStatus) as refused:
        said(emulator, api_id)
    assert refused.value.response.status_code == 401
    rule = {"apiId": api_id, "route": "$connect", "connectionReset": "client"}
    requests.put(f"{emulator.url}/_emulator/faults/{fault['id']}", json=rule, timeout=30)
    with pytest.raises((websockets.exceptions.InvalidMessage, EOFError, ConnectionError)):
        said(emulator, api_id)


def sequence(emulator, api_id, calls):
    connection = http.client.HTTPConnection("127.0.0.1", emulator.port, timeout=60)
    told = ""
    for _ in range(calls):
        connection.request("GET", "/prod/", headers={"Host": f"{api_id}.execute-api.localhost:{emulator.port}"})
        answer = connection.getresponse()
        answer.read()
        told += {200: ".", 503: "x"}[answer.status]
    return told


def test_a_seed_gives_the_same_sequence_on_every_run_and_after_a_restart(start):
    rule = {"status": 500, "probability": 0.3, "seed": 7}
    for _ in range(2):
        emulator = start("--ephemeral")
        api_id = mock_api(emulator)
        assert requests.get(emulator.url + "/_emulator/faults", timeout=30).json() == {"faults": []}, "none outlives a process"
        for _ in range(2):
            requests.put(emulator.url + "/_emulator/faults/flaky", json=rule | {"apiId": api_id}, timeout=30)
            assert sequence(emulator, api_id, 24) == SEVEN
        emulator.stop()


def test_ten_thousand_calls_at_once_fail_as_often_as_one_after_the_other(emulator, faults):
    api_id = mock_api(emulator)
    fault = faults(apiId=api_id, status=500, probability=0.3, seed=42)
    with ThreadPoolExecutor(8) as pool:
        told = "".join(pool.map(lambda _: sequence(emulator, api_id, 1250), range(8)))
    at_once = told.count("x")
    assert (len(told), counts(emulator, fault)) == (10_000, (10_000, at_once))
    assert 2817 <= at_once <= 3183, "four standard deviations round 3,000"
    again = faults(apiId=mock_api(emulator), status=500, probability=0.3, seed=42)
    told = sequence(emulator, again["apiId"], 2500)
    assert counts(emulator, again) == (2500, told.count("x"))


def test_faults_of_one_account_do_not_reach_another(emulator):
    admin = emulator.url + "/_emulator/faults"
    mine, yours = "111122223333", "444455556666"
    for account in (mine, yours):
        requests.put(f"{admin}/of-{account}", json={"account": account, "status": 503}, timeout=30)
    listed = requests.get(admin, params={"account": mine}, timeout=30).json()["faults"]
    assert [fault["id"] for fault in listed] == [f"of-{mine}"]
    assert requests.delete(admin, params={"account": mine}, timeout=30).json() == {"removed": 1}
    assert requests.get(f"{admin}/of-{mine}", timeout=30).status_code == 404
    requests.post(emulator.url + "/_emulator/state/reset", json={"account": yours}, timeout=30)
    assert requests.get(f"{admin}/of-{yours}", timeout=30).status_code == 404, "they go with what they are for"


def test_a_restore_ends_the_faults_of_what_is_restored(emulator):
    account, snapshots = "777788889999", emulator.url + "/_emulator/state/snapshots"
    client = emulator.client("apigatewayv2", account)
    requests.put(f"{snapshots}/before", json={"account": account}, timeout=30)
    api_id = client.create_api(Name="later", ProtocolType="HTTP")["ApiId"]
    requests.put(f"{emulator.url}/_emulator/faults/later", json={"apiId": api_id, "delay": 1}, timeout=30)
    assert requests.post(f"{snapshots}/none/restore", json={"account": account}, timeout=30).status_code == 404
    assert requests.get(f"{emulator.url}/_emulator/faults/later", timeout=30).status_code == 200, "nothing was restored"
    assert requests.post(f"{snapshots}/before/restore", json={"account": account}, timeout=30).status_code == 200
    assert requests.get(f"{emulator.url}/_emulator/faults/later", timeout=30).status_code == 404


def test_a_fault_is_told_in_the_log_once_and_in_each_execution_log(start):
    emulator = start("--ephemeral")
    client = emulator.client("apigateway")
    api_id = mock_api(emulator)
    requests.put(emulator.url + "/_emulator/faults/told", json={"apiId": api_id, "status": 500, "delay": 5}, timeout=30)
    for _ in range(3):
        emulator.by_host(api_id, "/prod/")
    [root] = client.get_resources(restApiId=api_id)["items"]
    tested = client.test_invoke_method(restApiId=api_id, resourceId=root["id"], httpMethod="GET")
    assert "fault told of the emulator: a delay of 5 ms, status 500" in tested["log"]
    assert emulator.log.read_text().count("calls fail on purpose") == 1


def test_the_command_adds_lists_removes_and_clears(start):
    emulator = start("--ephemeral")

    def faults(*arguments):
        done = subprocess.run([binary(), "faults", *arguments, "--url", emulator.url], capture_output=True, text=True)
        return done.returncode, done.stdout or done.stderr

    assert faults() == faults("list") == (0, "no faults are in force\n")
    added = faults("add", "--route", "GET /pets/{id}", "--status", "503", "--delay", "20", "--probability", "0.3", "--seed", "7")
    assert added == (0, "fault-1 is in force: 20 ms late, status 503\n")
    faults("add", "--lambda-error", "throttled", "--account", "111122223333", "--json")
    _, table = faults("list")
    assert [line.split() for line in table.splitlines()] == [
        ["ID", "CALLS", "OF", "FAULT", "PROBABILITY", "SEED", "MATCHED", "STRUCK"],
        ["fault-1", "GET", "/pets/{id}", "20", "ms", "late,", "status", "503", "0.3", "7", "0", "0"],
        ["fault-2", "111122223333", "Lambda", "error", "throttled", "1", "0", "0", "0"],
    ]
    status, listed = faults("list", "--account", "111122223333", "--json")
    assert [fault["id"] for fault in json.loads(listed)["faults"]] == ["fault-2"]
    assert faults("remove", "fault-2") == (0, "fault-2 is no longer in force\n")
    assert faults("remove", "fault-2") == (1, "apigw-emulator: there is no fault fault-2\n")
    assert faults("clear") == (0, "1 fault is no longer in force\n")
    assert faults("add")[0] == 1
