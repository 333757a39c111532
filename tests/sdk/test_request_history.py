"""The request history: what the emulator tells of the last requests, `/_emulator/requests` and `apigw-emulator requests`. The history is
the emulator's own; what is told in it of flows and checks is what AWS does."""

import asyncio
import base64
import json
import re
import socket
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
import websockets
from backends import HttpBackend
from conftest import binary, sample_functions
from rest import LAMBDA_URI, MOCK, api, function_arn, lambda_api, lambda_proxy, method, resource
from websocket_apis import WebSocketApi

JWT = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJzb21lb25lIn0.c2lnbmF0dXJl"


@pytest.fixture(scope="module")
def backend():
    """An HTTP backend that sets a cookie; also what stands for AWS services."""
    headers = {
        "content-type": "application/json",
        "set-cookie": "session=cookie-of-the-backend; HttpOnly",
        "x-amzn-requestid": "id-of-the-backend",
    }
    with HttpBackend(status=201, headers=headers) as running:
        yield running.url


@pytest.fixture(scope="module")
def emulator(tmp_path_factory, backend):
    """An emulator that keeps requests."""
    from conftest import Emulator

    log = tmp_path_factory.mktemp("history") / "log"
    running = Emulator("--ephemeral", "--request-history", "300", "--service-endpoint", f"*={backend}", *sample_functions(), log=log)
    yield running
    assert running.stop() == 0, running.log.read_text()


def history(emulator, path="", verb="GET", status=200, **options):
    answer = requests.request(verb, f"{emulator.url}/_emulator/requests{path}", timeout=10, **options)
    assert answer.status_code == status, answer.text
    return answer.json()


def listed(emulator, **filters):
    return history(emulator, params=filters)["requests"]


def story(emulator, answer):
    """The story of the request that was answered so."""
    return history(emulator, "/" + (answer.headers.get("apigw-requestid") or answer.headers["x-amzn-RequestId"]))


def steps(told):
    return [step["step"] for step in told["steps"]]


def test_a_request_of_a_rest_api_is_told_from_its_arrival_to_its_answer(emulator):
    api_id = lambda_api(emulator.client("apigateway"), "/orders/{id}", "orders")
    answer = emulator.by_host(api_id, "/prod/orders/7?full=true", method="POST", data="a body", headers={"X-Own": "1"})
    told = story(emulator, answer)
    assert told["requestId"] == answer.headers["x-amzn-RequestId"]
    assert (told["apiId"], told["apiType"], told["stage"]) == (api_id, "REST", "prod")
    assert (told["account"], told["region"], told["event"]) == ("000000000000", "us-east-1", "REQUEST")
    assert (told["method"], told["path"], told["route"]) == ("POST", "/prod/orders/7", "ANY /orders/{id}")
    assert told["status"] == answer.status_code == 200 and told["resourceId"] and told["sourceIp"] == "127.0.0.1"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", told["time"])
    assert told["request"]["uri"] == "/prod/orders/7?full=true" and told["request"]["headers"]["x-own"] == ["1"]
    assert told["request"]["body"] == {"text": "a body", "bytes": 6}
    call = told["integration"]
    event = json.loads(call["request"]["body"]["text"])
    assert call["request"]["uri"] == function_arn("orders")
    assert (event["resource"], event["body"], event["queryStringParameters"]) == ("/orders/{id}", "a body", {"full": "true"})
    assert json.loads(call["response"]["body"]["text"])["statusCode"] == 200 and call["requestId"]
    assert told["response"]["status"] == 200 and told["response"]["headers"]["content-type"] == ["application/json"]
    assert json.loads(told["response"]["body"]["text"]) == answer.json()
    assert steps(told) == ["receive", "webAcl", "route", "authorize", "limits", "validate", "integrationRequest", "integration",
                           "integrationResponse"]
    took = {step["step"]: step["millis"] for step in told["steps"]}
    assert 0 < took["integration"] <= told["millis"] and took["integration"] == pytest.approx(call["millis"], abs=0.01)
    assert sum(took.values()) == pytest.approx(told["millis"], abs=0.1)
    assert "refusal" not in told and "authorizer" not in told


@pytest.mark.parametrize(("kind", "uri", "verb"), [
    ("HTTP", "{backend}items", "POST"), ("HTTP_PROXY", "{backend}items", "POST"),
    ("AWS", LAMBDA_URI.format(function_arn("echo")), "POST"), ("AWS_PROXY", LAMBDA_URI.format(function_arn("echo")), "POST"),
    ("AWS", "arn:aws:apigateway:us-east-1:sqs:path/000000000000/queue", "POST"),
])
def test_every_integration_tells_what_its_backend_was_sent_and_gave(emulator, backend, kind, uri, verb):
    client = emulator.client("apigateway")
    api_id, root = api(client)
    mapped = {} if kind.endswith("PROXY") else {"requestTemplates": {"application/json": '{"mapped": $input.json("$.a")}'}}
    credentials = {"credentials": "arn:aws:iam::000000000000:role/any"} if "sqs" in uri else {}
    method(client, api_id, root, "POST", type=kind, integrationHttpMethod=verb, uri=uri.format(backend=backend), **mapped, **credentials)
    if mapped:
        client.put_method_response(restApiId=api_id, resourceId=root, httpMethod="POST", statusCode="200")
        client.put_integration_response(restApiId=api_id, resourceId=root, httpMethod="POST", statusCode="200",
                                        responseTemplates={"application/json": '{"answered": true}'})
    client.create_deployment(restApiId=api_id, stageName="prod")
    told = story(emulator, emulator.by_host(api_id, "/prod", method="POST", json={"a": 1}))
    sent = told["integration"]["request"]["body"]["text"]
    if mapped:
        assert sent == '{"mapped": 1}'
        assert [(one["maps"], one["output"]["text"]) for one in told["templates"]] == [
            ("REQUEST", '{"mapped": 1}'), ("RESPONSE", '{"answered": true}')]
        assert told["templates"][0]["input"]["text"] == '{"a": 1}'
        assert told["templates"][1]["input"]["text"] == told["integration"]["response"]["body"]["text"]
    else:
        assert '"a": 1' in sent or '\\"a\\": 1' in sent
    assert told["integration"]["response"]["body"]["bytes"] > 0
    if "function" not in uri:
        assert told["integration"]["response"]["status"] == 201
        assert told["integration"]["requestId"] == "id-of-the-backend"
        assert told["integration"]["request"]["method"] == "POST"


def test_a_mock_tells_its_templates_and_calls_nobody(emulator):
    client = emulator.client("apigateway")
    api_id, root = api(client)
    method(client, api_id, root, "GET", type="MOCK", requestTemplates={"application/json": '{"statusCode": 200, "id": "$input.params("id")"}'})
    client.put_method_response(restApiId=api_id, resourceId=root, httpMethod="GET", statusCode="200")
    client.put_integration_response(restApiId=api_id, resourceId=root, httpMethod="GET", statusCode="200",
                                    responseTemplates={"application/json": "constant"})
    client.create_deployment(restApiId=api_id, stageName="prod")
    told = story(emulator, emulator.by_host(api_id, "/prod?id=7"))
    assert [one["output"]["text"] for one in told["templates"]] == ['{"statusCode": 200, "id": "7"}', "constant"]
    assert "integration" not in told and "integration" not in steps(told) and "integrationResponse" in steps(told)


def test_a_template_that_fails_says_why(emulator):
    client = emulator.client("apigateway")
    api_id, root = api(client)
    method(client, api_id, root, "GET", type="MOCK", requestTemplates={"application/json": "#foreach($i in [1..100000000])$i#end"})
    client.create_deployment(restApiId=api_id, stageName="prod")
    told = story(emulator, emulator.by_host(api_id, "/prod"))
    assert told["status"] == 500 and told["templates"][0]["error"] and "output" not in told["templates"][0]
    assert told["templates"][0]["error"] in told["refusal"]["detail"] and told["refusal"]["type"] == "DEFAULT_5XX"


def guarded(emulator, kind="TOKEN", **settings):
    """A REST API behind the Lambda authorizer `guard`."""
    client = emulator.client("apigateway")
    api_id, root = api(client)
    authorizer = client.create_authorizer(restApiId=api_id, name="guard", type=kind, authorizerUri=LAMBDA_URI.format(function_arn("guard")),
                                          identitySource="method.request.header.Authorization", **settings)["id"]
    client.put_method(restApiId=api_id, resourceId=root, httpMethod="GET", authorizationType="CUSTOM", authorizerId=authorizer)
    client.put_integration(restApiId=api_id, resourceId=root, httpMethod="GET", **lambda_proxy("orders"))
    client.create_deployment(restApiId=api_id, stageName="prod")
    return api_id, authorizer


def test_an_authorizer_is_told_with_its_answer_and_the_statement_that_decided(emulator):
    api_id, authorizer = guarded(emulator)
    told = story(emulator, emulator.by_host(api_id, "/prod", headers={"Authorization": "allow"}))
    assert (told["authorizer"]["type"], told["authorizer"]["id"], told["authorizer"]["fromCache"]) == ("TOKEN", authorizer, False)
    assert told["authorizer"]["call"]["request"]["uri"] == function_arn("guard")
    assert json.loads(told["authorizer"]["call"]["request"]["body"]["text"])["authorizationToken"] == "[redacted]"
    assert json.loads(told["authorizer"]["call"]["response"]["body"]["text"])["principalId"] == "user"
    assert told["authorizer"]["caller"]["principalId"] == "user" and told["authorizer"]["caller"]["text"] == "hello"
    [policy] = told["policies"]
    assert (policy["policy"], policy["decision"], policy["position"]) == ("AUTHORIZER", "ALLOW", 0)
    assert policy["statement"]["Effect"] == "Allow" and policy["statement"]["Action"] == "execute-api:Invoke"
    assert (policy["action"], policy["resource"]) == ("execute-api:Invoke", policy["statement"]["Resource"])
    # The answer is kept for the same token.
    told = story(emulator, emulator.by_host(api_id, "/prod", headers={"Authorization": "allow"}))
    assert told["authorizer"]["fromCache"] and "call" not in told["authorizer"] and told["policies"] == [policy]


def test_an_authorizer_that_denies_is_the_reason_of_a_refusal(emulator):
    api_id, _ = guarded(emulator, authorizerResultTtlInSeconds=0)
    told = story(emulator, emulator.by_host(api_id, "/prod", headers={"Authorization": "deny"}))
    assert told["status"] == 403 and told["policies"][0]["decision"] == "DENY"
    assert told["refusal"] == {"type": "ACCESS_DENIED", "detail": "the authorizer's policy denies it",
                               "message": "User is not authorized to access this resource with an explicit deny"}
    assert told["refused"] == told["refusal"]["detail"] and "integration" not in told
    assert steps(told)[-1] == "authorize"
    told = story(emulator, emulator.by_host(api_id, "/prod", headers={"Authorization": "fail"}))
    assert told["status"] == 500 and "something else" in told["refusal"]["detail"]
    assert told["authorizer"]["call"]["response"]["headers"]["x-amz-function-error"] == ["Unhandled"]
    told = story(emulator, emulator.by_host(api_id, "/prod"))
    assert told["status"] == 401 and "authorization is missing" in told["refusal"]["detail"]


def test_the_statement_of_a_resource_policy_that_decided_is_told(emulator):
    statement = {"Effect": "Deny", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/prod/GET/secret",
                 "Sid": "Closed"}
    allow = {"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*"}
    client = emulator.client("apigateway")
    api_id, root = api(client, policy=json.dumps({"Version": "2012-10-17", "Statement": [allow, statement]}))
    for path in ("/secret", "/open"):
        method(client, api_id, resource(client, api_id, root, path), "GET", **lambda_proxy("orders"))
    client.create_deployment(restApiId=api_id, stageName="prod")
    told = story(emulator, emulator.by_host(api_id, "/prod/secret"))
    [policy] = told["policies"]
    assert (policy["policy"], policy["decision"], policy["position"], policy["statement"]) == ("RESOURCE", "DENY", 1, statement)
    assert told["refusal"]["detail"] == "a policy denies it" and "explicit deny" in told["refusal"]["message"]
    told = story(emulator, emulator.by_host(api_id, "/prod/open"))
    assert (told["policies"][0]["decision"], told["policies"][0]["statement"]) == ("ALLOW", allow)


def test_refusals_of_every_kind_are_told(emulator):
    client = emulator.client("apigateway")
    api_id, root = api(client)
    client.put_method(restApiId=api_id, resourceId=root, httpMethod="GET", authorizationType="NONE", apiKeyRequired=True)
    client.put_integration(restApiId=api_id, resourceId=root, httpMethod="GET", **lambda_proxy("orders"))
    method(client, api_id, resource(client, api_id, root, "/nobody"), "GET", **lambda_proxy("nobody"))
    client.create_deployment(restApiId=api_id, stageName="prod")
    told = story(emulator, emulator.by_host(api_id, "/prod"))
    assert told["refusal"] == {"type": "INVALID_API_KEY", "message": "Forbidden", "detail": "the call has no API key"}
    assert steps(told)[-1] == "limits"
    told = story(emulator, emulator.by_host(api_id, "/prod/unknown"))
    assert told["refusal"]["detail"] == "no resource has this path and method" and "route" not in told
    told = story(emulator, emulator.by_host(api_id, "/prod/nobody"))
    assert told["status"] == 500 and "nobody" in told["integration"]["error"] and "response" not in told["integration"]
    told = story(emulator, emulator.by_host(api_id, "/prd/orders"))
    assert (told["status"], told["apiId"], told["refused"]) == (403, api_id, "the API has no such stage") and "stage" not in told
    told = story(emulator, emulator.by_host("abcdefghij", "/prod/orders"))
    assert (told["status"], told["refused"]) == (403, "there is no such API") and "apiId" not in told
    too_long = emulator.by_host(api_id, "/prod", headers={"X-Long": "a" * 10_300})
    assert too_long.status_code == 413
    assert listed(emulator, api=api_id, limit=1)[0]["refused"] == "the request's headers are too long"


def test_the_key_that_counts_and_the_cache_are_told(emulator):
    client = emulator.client("apigateway")
    api_id, root = api(client)
    client.put_method(restApiId=api_id, resourceId=root, httpMethod="GET", authorizationType="NONE", apiKeyRequired=True)
    client.put_integration(restApiId=api_id, resourceId=root, httpMethod="GET", **lambda_proxy("orders"))
    client.create_deployment(restApiId=api_id, stageName="prod")
    client.update_stage(restApiId=api_id, stageName="prod", patchOperations=[
        {"op": "replace", "path": "/cacheClusterEnabled", "value": "true"}, {"op": "replace", "path": "/*/*/caching/enabled", "value": "true"}])
    key = client.create_api_key(name="history", enabled=True)
    plan = client.create_usage_plan(name="history", apiStages=[{"apiId": api_id, "stage": "prod"}])["id"]
    client.create_usage_plan_key(usagePlanId=plan, keyId=key["id"], keyType="API_KEY")
    call = lambda: story(emulator, emulator.by_host(api_id, "/prod", headers={"X-Api-Key": key["value"]}))
    first, second = call(), call()
    assert first["apiKeyId"] == key["id"] and (first["cacheHit"], second["cacheHit"]) == (False, True)
    assert "integration" in first and "integration" not in second
    assert key["value"] not in json.dumps(first)


def test_an_answer_that_is_streamed_ends_the_story_when_it_ends(emulator, eventually):
    client = emulator.client("apigateway")
    api_id, root = api(client)
    uri = f"arn:aws:apigateway:us-east-1:lambda:path/2021-11-15/functions/{function_arn('stream')}/response-streaming-invocations"
    method(client, api_id, resource(client, api_id, root, "/{proxy+}"), "GET", type="AWS_PROXY", integrationHttpMethod="POST", uri=uri,
           responseTransferMode="STREAM")
    client.create_deployment(restApiId=api_id, stageName="prod")
    answer = emulator.by_host(api_id, "/prod/long", stream=True)
    path = f"{emulator.url}/_emulator/requests/{answer.headers['x-amzn-RequestId']}"
    assert requests.get(path, timeout=10).status_code == 404
    body = answer.text
    told = eventually(lambda: requests.get(path, timeout=10).ok and story(emulator, answer))
    assert told["response"]["body"] == {"text": body, "bytes": len(body)} and told["millis"] > 2000
    assert told["integration"]["response"]["body"]["text"].startswith('{"statusCode"')


def http_api(emulator, route_key="GET /orders/{id}", uri=None, function="orders", **settings):
    client = emulator.client("apigatewayv2")
    api_id = client.create_api(Name="history", ProtocolType="HTTP")["ApiId"]
    client.create_stage(ApiId=api_id, StageName="$default", AutoDeploy=True)
    target = {"IntegrationType": "HTTP_PROXY", "IntegrationMethod": "ANY", "IntegrationUri": uri, "PayloadFormatVersion": "1.0"} if uri else {
        "IntegrationType": "AWS_PROXY", "IntegrationUri": function_arn(function), "PayloadFormatVersion": "2.0"}
    integration = client.create_integration(ApiId=api_id, **target, **settings.pop("integration", {}))["IntegrationId"]
    if "authorizer" in settings:
        settings["AuthorizerId"] = client.create_authorizer(ApiId=api_id, Name="guard", **settings.pop("authorizer"))["AuthorizerId"]
    client.create_route(ApiId=api_id, RouteKey=route_key, Target=f"integrations/{integration}", **settings)
    return api_id


def test_a_request_of_an_http_api_is_told_from_its_arrival_to_its_answer(emulator, backend):
    api_id = http_api(emulator)
    answer = emulator.by_host(api_id, "/orders/7")
    told = story(emulator, answer)
    assert (told["requestId"], told["apiType"], told["stage"]) == (answer.headers["apigw-requestid"], "HTTP", "$default")
    assert told["route"] == "GET /orders/{id}" and told["integration"]["request"]["uri"] == function_arn("orders")
    assert json.loads(told["integration"]["request"]["body"]["text"])["routeKey"] == "GET /orders/{id}"
    assert steps(told) == ["receive", "route", "authorize", "limits", "integrationRequest", "integration", "integrationResponse"]
    api_id = http_api(emulator, "ANY /parent/{proxy+}", backend + "store/{proxy}",
                      integration={"RequestParameters": {"append:header.x-mapped": "$request.path"}})
    told = story(emulator, emulator.by_host(api_id, "/parent/a", method="PUT", data="text"))
    assert (told["integration"]["request"]["method"], told["integration"]["request"]["uri"]) == ("PUT", backend + "store/a")
    assert told["integration"]["request"]["headers"]["x-mapped"] == ["/parent/a"] and told["integration"]["request"]["body"]["text"] == "text"
    assert told["integration"]["response"]["status"] == told["status"] == 201


def test_an_http_api_tells_what_it_refuses_and_why(emulator):
    api_id = http_api(emulator)
    told = story(emulator, emulator.by_host(api_id, "/nothing"))
    assert told["refusal"] == {"type": "RESOURCE_NOT_FOUND", "message": "Not Found", "detail": "no route takes this method and path"}
    api_id = http_api(emulator, AuthorizationType="AWS_IAM")
    told = story(emulator, emulator.by_host(api_id, "/orders/7"))
    assert (told["status"], told["authorizer"]["type"]) == (403, "AWS_IAM") and "integration" not in told
    api_id = http_api(emulator, AuthorizationType="JWT", authorizer={
        "AuthorizerType": "JWT", "IdentitySource": ["$request.header.Authorization"],
        "JwtConfiguration": {"Issuer": "https://nobody.invalid", "Audience": ["any"]}})
    told = story(emulator, emulator.by_host(api_id, "/orders/7", headers={"Authorization": f"Bearer {JWT}"}))
    assert (told["status"], told["authorizer"]["type"]) == (401, "JWT") and "invalid_token" in told["refusal"]["detail"]
    assert JWT not in json.dumps(told)
    api_id = http_api(emulator, AuthorizationType="CUSTOM", authorizer={
        "AuthorizerType": "REQUEST", "AuthorizerUri": LAMBDA_URI.format(function_arn("guard")), "EnableSimpleResponses": True,
        "AuthorizerPayloadFormatVersion": "2.0", "IdentitySource": ["$request.header.x-decision"]})
    told = story(emulator, emulator.by_host(api_id, "/orders/7", headers={"x-decision": "no"}))
    assert told["status"] == 403 and told["authorizer"]["type"] == "REQUEST"
    assert json.loads(told["authorizer"]["call"]["response"]["body"]["text"])["isAuthorized"] is False
    assert [(one["policy"], one["decision"]) for one in told["policies"]] == [("AUTHORIZER", "SILENT")]
    told = story(emulator, emulator.by_host(api_id, "/orders/7", headers={"x-decision": "yes"}))
    assert told["status"] == 200 and told["authorizer"]["caller"]["roles"] == ["a", "b"]


def test_a_websocket_tells_its_connection_its_messages_and_its_end(emulator, eventually):
    client = emulator.client("apigatewayv2")
    api_id = client.create_api(Name="chat", ProtocolType="WEBSOCKET", RouteSelectionExpression="$request.body.action")["ApiId"]
    uri = LAMBDA_URI.format(function_arn("chat"))
    integration = client.create_integration(ApiId=api_id, IntegrationType="AWS_PROXY", IntegrationUri=uri)["IntegrationId"]
    for key in ("$connect", "$disconnect", "sendMessage"):
        answers = {"RouteResponseSelectionExpression": "$default"} if key == "sendMessage" else {}
        route = client.create_route(ApiId=api_id, RouteKey=key, Target=f"integrations/{integration}", **answers)["RouteId"]
        if answers:
            client.create_route_response(ApiId=api_id, RouteId=route, RouteResponseKey="$default")
    client.create_stage(ApiId=api_id, StageName="dev", DeploymentId=client.create_deployment(ApiId=api_id)["DeploymentId"])
    management = emulator.client("apigatewaymanagementapi", endpoint=f"{emulator.url}/_aws/execute-api/{api_id}/dev")

    async def talk():
        async with websockets.connect(f"ws://127.0.0.1:{emulator.port}/_aws/execute-api/{api_id}/dev?room=7") as socket:
            await socket.send(json.dumps({"action": "sendMessage", "data": "hello"}))
            reply = json.loads(await asyncio.wait_for(socket.recv(), 20))
            await socket.send(json.dumps({"action": "nobody"}))
            refused = json.loads(await asyncio.wait_for(socket.recv(), 20))
            await asyncio.to_thread(management.post_to_connection, ConnectionId=refused["connectionId"], Data=b"posted")
            return reply, refused

    reply, refused = asyncio.run(talk())
    told = eventually(lambda: (found := listed(emulator, api=api_id)) and found[0]["event"] == "DISCONNECT" and found)
    assert [one["event"] for one in told] == ["DISCONNECT", "CONNECTIONS", "MESSAGE", "MESSAGE", "CONNECT"]
    disconnect, posted, forbidden, sent, connect = (history(emulator, "/" + one["requestId"]) for one in told)
    assert {one["connectionId"] for one in (disconnect, posted, forbidden, sent, connect)} == {reply["from"]}
    assert {(one["apiType"], one["stage"]) for one in told} == {("WEBSOCKET", "dev")}
    assert (connect["route"], connect["status"], connect["request"]["uri"].split("?")[1]) == ("$connect", 101, "room=7")
    assert json.loads(connect["integration"]["request"]["body"]["text"])["requestContext"]["eventType"] == "CONNECT"
    assert sent["route"] == "sendMessage" and json.loads(sent["request"]["body"]["text"])["data"] == "hello"
    assert sent["integration"]["request"]["uri"] == function_arn("chat") and json.loads(sent["response"]["body"]["text"]) == reply
    assert steps(sent) == ["receive", "route", "limits", "validate", "integrationRequest", "integration", "integrationResponse"]
    assert forbidden["requestId"] == refused["requestId"] and forbidden["status"] == 403
    assert forbidden["refusal"] == {"message": "Forbidden", "detail": "no route takes the message, and there is no $default"}
    assert json.loads(forbidden["response"]["body"]["text"]) == refused and "integration" not in forbidden
    assert (posted["method"], posted["status"], posted["request"]["body"]["text"]) == ("POST", 200, "posted")
    assert disconnect["route"] == "$disconnect" and "integration" in disconnect
    missing = requests.get(f"{emulator.url}/_aws/execute-api/{api_id}/dev", timeout=10)
    assert missing.status_code == 426 and listed(emulator, api=api_id, status="426")[0]["refused"] == "the request asks for no WebSocket"


def test_a_callback_at_a_disabled_endpoint_is_told_of_its_api_and_stage(emulator):
    api = WebSocketApi(emulator, DisableExecuteApiEndpoint=True)
    api.two_way("$default", api.mock())
    api.deploy()
    answer = emulator.by_host(api.id, "/dev/@connections/R0oXAdfD0kwCH6w%3D", method="POST", data="hello")
    assert (answer.status_code, answer.json()) == (403, {"message": "Forbidden"})
    told, = listed(emulator, api=api.id)
    assert (told["event"], told["stage"], told["refused"]) == ("CONNECTIONS", "dev", "the API's default endpoint is disabled")
    assert history(emulator, "/" + told["requestId"])["connectionId"] == "R0oXAdfD0kwCH6w="


SECRETS = {
    "Authorization": "Bearer correct-horse-battery", "X-Api-Key": "staple-of-the-api-key", "Cookie": "session=cookie-of-the-caller",
    "Proxy-Authorization": "Basic " + base64.b64encode(b"me:pass-word-of-me").decode(), "X-Amz-Security-Token": "session-token-of-aws",
}
QUERY = "access_token=token-in-the-query&X-Amz-Signature=0123456789abcdef0123&X-Amz-Credential=AKIDEXAMPLEKEY%2F20260101"
BODY = {"password": "pass-word-in-json", "credentials": {"AccessKeyId": "AKIAIOSFODNN7EXAMPLE", "SecretAccessKey": "wJalrXUtnFEMI"}}
HIDDEN = ["correct-horse-battery", "staple-of-the-api-key", "cookie-of-the-caller", SECRETS["Proxy-Authorization"].split()[1], "pass-word-of-me",
          "session-token-of-aws", "token-in-the-query", "0123456789abcdef0123", "AKIDEXAMPLEKEY", "pass-word-in-json", "AKIAIOSFODNN7EXAMPLE",
          "wJalrXUtnFEMI", "cookie-of-the-backend"]


def is_told(text, secret):
    return secret in text or base64.b64encode(secret.encode()).decode().rstrip("=")[:-1] in text


@pytest.mark.parametrize("kind", ["function", "proxy", "template", "authorizer", "http function", "http proxy"])
def test_no_secret_is_told_wherever_it_went(emulator, backend, kind):
    """A function's event holds the request's headers, a template may copy them, a backend is passed them."""
    if kind.startswith("http"):
        api_id, path = http_api(emulator, "$default", None if "function" in kind else backend, "echo"), "/any"
    elif kind == "authorizer":
        api_id, path = guarded(emulator, "REQUEST")[0], "/prod"
    else:
        client = emulator.client("apigateway")
        api_id, root = api(client)
        template = "$input.params().header $input.params().querystring $input.body $context.identity"
        integration = {"function": lambda_proxy("echo"), "proxy": {"type": "HTTP_PROXY", "integrationHttpMethod": "POST", "uri": backend},
                       "template": {"type": "HTTP", "integrationHttpMethod": "POST", "uri": backend,
                                    "requestTemplates": {"application/json": template}}}[kind]
        method(client, api_id, root, "ANY", **integration)
        client.put_method_response(restApiId=api_id, resourceId=root, httpMethod="ANY", statusCode="200")
        client.put_integration_response(restApiId=api_id, resourceId=root, httpMethod="ANY", statusCode="200")
        client.create_deployment(restApiId=api_id, stageName="prod")
        path = "/prod"
    verb = "GET" if kind == "authorizer" else "POST"
    answer = emulator.by_host(api_id, f"{path}?{QUERY}&shown=yes", method=verb, json=BODY, headers=SECRETS)
    told = json.dumps(story(emulator, answer)) + json.dumps(listed(emulator, api=api_id))
    assert not [secret for secret in HIDDEN if is_told(told, secret)], told
    assert "[redacted]" in told and "shown=yes" in told
    # What is secret in a form, which functions get in Base64.
    form = {"user": "me", "client_secret": "secret-of-the-client"}
    told = json.dumps(story(emulator, emulator.by_host(api_id, path, method=verb, data=form, headers=SECRETS)))
    assert not is_told(told, "secret-of-the-client") and base64.b64encode(b"user=me&client_secret=").decode()[:20] not in told


def no_secret_is_told(emulator, answer, *secrets):
    told = json.dumps(story(emulator, answer))
    assert not [secret for secret in secrets if secret in told], told
    assert "[redacted]" in told
    return told


@pytest.mark.parametrize("binary", [False, True])
@pytest.mark.parametrize("kind", ["rest", "http"])
@pytest.mark.parametrize("body", ["form", "form with white space", "long form", "multipart", "file", "json", "short json"])
def test_no_secret_of_a_body_is_told_whatever_its_type(emulator, kind, body, binary):
    """Functions are given a body as it is or in Base64 (developer guide, "Working with binary media types for REST APIs")."""
    if kind == "rest":
        client = emulator.client("apigateway")
        api_id, root = api(client, **({"binaryMediaTypes": ["*/*"]} if binary else {}))
        method(client, api_id, root, "ANY", **lambda_proxy("echo"))
        client.create_deployment(restApiId=api_id, stageName="prod")
        path = "/prod"
    else:
        api_id, path = http_api(emulator, "$default", function="echo"), "/any"
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    sent = {
        "form": {"data": {"user": "me", "password": "s3cret7"}},
        "form with white space": {"data": "name=Jane Doe&password=s3cret7\r\n", "headers": form},
        "long form": {"data": "password=s3cret7&text=" + "a" * 26_000, "headers": form},
        "multipart": {"files": {"user": (None, "me"), "password": (None, "s3cret7")}},
        "file": {"files": {"password": (None, "s3cret7"), "file": ("a.bin", b"\xff\xfe" * 40)}},
        "json": {"json": {"user": "me", "password": "s3cret7-and-more"}},
        "short json": {"json": {"user": "me", "password": "s3cret7"}},
    }[body]
    answer = emulator.by_host(api_id, path, method="POST", **sent)
    assert answer.status_code == 200
    plain = requests.Request("POST", "http://any", **sent).prepare().body
    plain = plain.encode() if isinstance(plain, str) else plain
    at = plain.index(b"s3cret7") // 3 * 3 if b"s3cret7" in plain else 0
    no_secret_is_told(emulator, answer, "s3cret7", base64.b64encode(plain)[at // 3 * 4 + 4:][:8].decode())


def test_no_secret_of_a_query_is_told_however_short(emulator):
    api_id = http_api(emulator, "$default", function="echo")
    told = no_secret_is_told(emulator, emulator.by_host(api_id, "/login?user=you&password=s3cret7"), "s3cret7")
    assert "user=you" in told


def test_what_an_authorizer_knows_callers_by_is_a_secret(emulator):
    api_id = http_api(emulator, function="echo", AuthorizationType="CUSTOM", authorizer={
        "AuthorizerType": "REQUEST", "AuthorizerUri": LAMBDA_URI.format(function_arn("guard")), "EnableSimpleResponses": True,
        "AuthorizerPayloadFormatVersion": "2.0", "IdentitySource": ["$request.header.x-decision", "$request.querystring.caller"]})
    headers = {"x-decision": "decision-of-the-caller", "x-again": "decision-of-the-caller"}
    answer = emulator.by_host(api_id, "/orders/7?caller=known-by-this", headers=headers)
    no_secret_is_told(emulator, answer, "decision-of-the-caller", "known-by-this")
    # Also where an identity is missing.
    answer = emulator.by_host(api_id, "/orders/7", headers=headers)
    assert answer.status_code == 401
    no_secret_is_told(emulator, answer, "decision-of-the-caller")


def test_a_bearer_in_lower_case_is_a_secret_as_well(emulator):
    api_id = http_api(emulator, function="echo")
    headers = {"Authorization": "bearer correct-horse", "x-copy": "it is correct-horse"}
    no_secret_is_told(emulator, emulator.by_host(api_id, "/orders/7", headers=headers), "correct-horse")


def test_user_information_of_a_backends_uri_is_not_told(emulator, backend):
    api_id = http_api(emulator, uri=backend.replace("http://", "http://me:s3cret7@"))
    no_secret_is_told(emulator, emulator.by_host(api_id, "/orders/7"), "s3cret7")


def test_a_request_whose_client_goes_away_is_told_and_has_a_line_in_the_log(emulator, backend, eventually):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        api_id = http_api(emulator, uri=f"http://127.0.0.1:{silent.getsockname()[1]}")
        with socket.create_connection(("127.0.0.1", emulator.port)) as client:
            client.sendall(f"GET /orders/gone HTTP/1.1\r\nHost: {api_id}.execute-api.localhost\r\n\r\n".encode())
            silent.settimeout(20)
            reached, _ = silent.accept()
        told = eventually(lambda: listed(emulator, api=api_id))
        reached.close()
    assert [(one["status"], one["path"], one["refused"]) for one in told] == [(499, "/orders/gone", "the client went away")]
    line = eventually(lambda: [line for line in emulator.log.read_text().splitlines() if "/orders/gone" in line])
    assert "GET /orders/gone 499" in line[0] and "the client went away" in line[0]


def test_the_history_is_filtered(emulator):
    client, other = emulator.client("apigateway"), emulator.client("apigateway", account="111122223333", region="eu-west-1")
    api_id = lambda_api(client, "/orders/{id}", "orders")
    elsewhere, root = api(other)
    method(other, elsewhere, root, "GET", **MOCK)
    other.create_deployment(restApiId=elsewhere, stageName="test")
    emulator.by_host(api_id, "/prod/orders/1")
    emulator.by_host(api_id, "/prod/orders/2", method="POST")
    emulator.by_host(elsewhere, "/test")
    last = emulator.by_host(api_id, "/prod/nothing")
    paths = lambda **filters: [one["path"] for one in listed(emulator, **filters)]
    assert paths(api=api_id) == ["/prod/nothing", "/prod/orders/2", "/prod/orders/1"]
    assert paths(account="111122223333") == paths(region="eu-west-1") == paths(stage="test") == paths(api=elsewhere) == ["/test"]
    assert paths(api=api_id, status="403") == paths(api=api_id, status="4xx") == ["/prod/nothing"]
    assert paths(api=api_id, path="/prod/orders/*") == ["/prod/orders/2", "/prod/orders/1"]
    assert paths(api=api_id, method="POST") == ["/prod/orders/2"] and paths(api=api_id, limit=1) == ["/prod/nothing"]
    since = story(emulator, last)["time"]
    assert "/prod/nothing" in paths(since=since, api=api_id) and paths(since="2099-01-01T00:00:00Z") == []
    for wrong in ({"status": "many"}, {"since": "yesterday"}, {"account": "1"}, {"verb": "GET"}):
        assert history(emulator, params=wrong, status=400)["message"]
    assert history(emulator, verb="DELETE", params={"api": api_id, "status": "4xx"}) == {"forgotten": 1}
    assert paths(api=api_id) == ["/prod/orders/2", "/prod/orders/1"] and paths(api=elsewhere) == ["/test"]


def test_requests_are_told_as_they_end(emulator):
    api_id = lambda_api(emulator.client("apigateway"), "/orders/{id}", "orders")
    with requests.get(f"{emulator.url}/_emulator/requests/stream", params={"api": api_id, "status": "200"}, stream=True, timeout=20) as stream:
        assert stream.headers["content-type"] == "text/event-stream"
        emulator.by_host(api_id, "/prod/nothing")
        answers = [emulator.by_host(api_id, f"/prod/orders/{number}") for number in range(3)]
        lines = (line for line in stream.iter_lines(chunk_size=1, decode_unicode=True) if line.startswith("data: "))
        told = [json.loads(next(lines).removeprefix("data: ")) for _ in answers]
    assert told == [story(emulator, answer) for answer in answers]


def resident_memory(emulator):
    """In bytes."""
    with open(f"/proc/{emulator.process.pid}/status") as status:
        return int(re.search(r"VmRSS:\s+(\d+)", status.read())[1]) * 1024


def test_what_is_kept_is_bounded_in_number_and_bytes(start):
    """32 MiB at most, whatever their number: bodies are cut at 16 KiB."""
    emulator = start("--ephemeral", "--request-history", "1000000")
    client = emulator.client("apigateway")
    api_id, root = api(client)
    method(client, api_id, root, "ANY", type="MOCK", requestTemplates={"application/json": '{"statusCode": 200} $input.body'})
    client.put_method_response(restApiId=api_id, resourceId=root, httpMethod="ANY", statusCode="200")
    client.put_integration_response(restApiId=api_id, resourceId=root, httpMethod="ANY", statusCode="200")
    client.create_deployment(restApiId=api_id, stageName="prod")
    body = json.dumps({"text": "a" * 20_000})
    send = lambda _: emulator.by_host(api_id, "/prod", method="POST", data=body, headers={"Content-Type": "application/json"})
    last = send(0)
    kept = story(emulator, last)["request"]["body"]
    assert (len(kept["text"]), kept["bytes"], kept["cut"]) == (16 * 1024, len(body), True)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(send, range(700)))
        known, before = len(listed(emulator)), resident_memory(emulator)
        list(pool.map(send, range(1_300)))
    assert 300 < known < 700 and abs(len(listed(emulator)) - known) < 20, "the budget is the bound"
    # Kept without a bound, these would take 90 MB more.
    assert resident_memory(emulator) - before < 40 * 1024 * 1024
    assert history(emulator, "/settings", "PUT", json={"keep": 5}) == {"keep": 5}
    assert len(listed(emulator)) == 5


def test_without_being_asked_nothing_is_kept(start):
    emulator = start("--ephemeral", *sample_functions())
    api_id = lambda_api(emulator.client("apigateway"), "/orders", "orders")
    unkept = emulator.by_host(api_id, "/prod/orders")
    assert history(emulator) == {"keep": 0, "requests": []} and history(emulator, "/settings") == {"keep": 0}
    assert "is off" in history(emulator, "/" + unkept.headers["x-amzn-RequestId"], status=404)["message"]
    assert "is off" in history(emulator, "/stream", status=409)["message"]
    assert history(emulator, "/settings", "PUT", json={"keep": 2}) == {"keep": 2}
    kept = [emulator.by_host(api_id, "/prod/orders").headers["x-amzn-RequestId"] for _ in range(3)]
    assert [one["requestId"] for one in listed(emulator)] == [kept[2], kept[1]]
    assert "last 2 requests" in history(emulator, "/" + kept[0], status=404)["message"]
    history(emulator, "/settings", "PUT", json={"keep": 0})
    emulator.by_host(api_id, "/prod/orders")
    assert history(emulator) == {"keep": 0, "requests": []}
    for wrong in ({}, {"keep": -1}, {"keep": 1, "more": 2}):
        assert history(emulator, "/settings", "PUT", json=wrong, status=400)["message"]


def command(emulator, *arguments, check=True):
    done = subprocess.run([str(binary()), "requests", *arguments, "--url", emulator.url], capture_output=True, text=True, timeout=30)
    assert not check or done.returncode == 0, done.stderr
    return done


def test_the_commands_list_show_follow_clear_and_switch(start):
    emulator = start("--ephemeral", *sample_functions())
    api_id = lambda_api(emulator.client("apigateway"), "/orders/{id}", "orders")
    assert "requests on" in command(emulator, "list").stderr
    for told in (command(emulator, "follow", check=False), command(emulator, "show", "nothing", check=False)):
        assert told.returncode == 1 and "`apigw-emulator requests on`" in told.stderr, told
    assert command(emulator, "on", "--keep", "20").stdout == "the last 20 requests are kept\n"
    answer = emulator.by_host(api_id, "/prod/orders/7?access_token=hidden")
    request_id = answer.headers["x-amzn-RequestId"]
    emulator.by_host(api_id, "/prod/nothing")
    assert command(emulator, "list").stdout == command(emulator).stdout
    heading, refused, answered = command(emulator, "list").stdout.splitlines()
    assert heading.split() == ["TIME", "STATUS", "MS", "METHOD", "PATH", "API", "STAGE", "ROUTE", "ID"]
    assert answered.split()[1] == "200" and answered.endswith(request_id) and " ANY /orders/{id} " in answered
    assert refused.split()[1] == "403"
    assert [one["path"] for one in json.loads(command(emulator, "list", "--status", "2xx", "--json").stdout)["requests"]] == ["/prod/orders/7"]
    shown = command(emulator, "show", request_id).stdout
    for part in (request_id, f"{api_id} (000000000000, us-east-1)", "ANY /orders/{id}", "/prod/orders/7?access_token=[redacted]",
                 function_arn("orders"), "integrationResponse"):
        assert part in shown, shown
    assert json.loads(command(emulator, "show", request_id, "--json").stdout) == story(emulator, answer)
    missing = command(emulator, "show", "nothing", check=False)
    assert missing.returncode == 1 and "have none with the id nothing" in missing.stderr
    following = subprocess.Popen([str(binary()), "requests", "follow", "--json", "--url", emulator.url], stdout=subprocess.PIPE, text=True)
    try:
        deadline = time.monotonic() + 20
        lines = []
        reader = threading.Thread(target=lambda: lines.append(following.stdout.readline()), daemon=True)
        reader.start()
        while reader.is_alive() and time.monotonic() < deadline:
            emulator.by_host(api_id, "/prod/orders/8")
            reader.join(0.2)
        assert json.loads(lines[0])["path"] == "/prod/orders/8"
    finally:
        following.kill()
    assert re.fullmatch(r"\d+ requests are forgotten\n", command(emulator, "clear").stdout)
    assert len(command(emulator, "list").stdout.splitlines()) == 1
    assert command(emulator, "off").stdout == "no requests are kept\n"
