"""Execution logs of REST APIs: in the emulator's own log, and as events of CloudWatch Logs where an endpoint stands for it."""

import asyncio
import http.server
import json
import re
import threading

import pytest
import websockets
from conftest import sample_functions
from rest import LAMBDA_URI, MOCK, api, function_arn, lambda_api, method


def configure(client, api_id, level, trace="false"):
    client.update_stage(restApiId=api_id, stageName="prod", patchOperations=[
        {"op": "replace", "path": "/*/*/logging/loglevel", "value": level},
        {"op": "replace", "path": "/*/*/logging/dataTrace", "value": trace}])


@pytest.fixture
def logs():
    """What stands for CloudWatch Logs: it knows groups and streams once they are made, and keeps events by group."""
    made, events, targets = set(), {}, []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            target = self.headers["X-Amz-Target"].removeprefix("Logs_20140328.")
            targets.append((target, self.headers["Authorization"]))
            group, stream = body["logGroupName"], body.get("logStreamName")
            status, answer = 200, {}
            if target == "PutLogEvents":
                if (group, stream) in made:
                    events.setdefault(group, []).extend(event["message"] for event in body["logEvents"])
                else:
                    status, answer = 400, {"__type": "ResourceNotFoundException", "message": "The specified log stream does not exist."}
            else:
                made.add((group, stream))
            payload = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(payload)))
            self.end_headers()
            self.wfile.write(payload)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", events, targets
    server.shutdown()


def test_steps_are_logged_by_request(start, logs, eventually):
    """Execution logs that users of AWS showed: lines begin with the request's id; bodies only with data tracing."""
    url, events, targets = logs
    emulator = start("--ephemeral", "--service-endpoint", f"logs={url}", *sample_functions())
    client = emulator.client("apigateway")
    api_id = lambda_api(client, "/orders/{id}", "orders")
    group = f"API-Gateway-Execution-Logs_{api_id}/prod"
    emulator.by_host(api_id, "/prod/orders/6")
    configure(client, api_id, "INFO")
    answer = emulator.by_host(api_id, "/prod/orders/7")
    told = eventually(lambda: events.get(group))
    request_id = answer.headers["x-amzn-RequestId"]
    assert all(line.startswith(f"({request_id}) ") for line in told)
    told = [line.removeprefix(f"({request_id}) ") for line in told]
    assert told[0] == f"Extended Request Id: {answer.headers['x-amz-apigw-id']}"
    assert told[1:8] == [
        f"Verifying Usage Plan for request: {request_id}. API Key:  API Stage: {api_id}/prod",
        "API Key  authorized because method 'ANY /orders/{id}' does not require API Key. Request will not contribute to throttle or "
        "quota limits",
        f"Usage Plan check succeeded for API Key  and API Stage {api_id}/prod",
        f"Starting execution for request: {request_id}", "HTTP Method: GET, Resource Path: /orders/7",
        "Successfully completed execution", "Method completed with status: 200"]
    assert told[8].startswith("AWS Integration Endpoint RequestId : ") and len(told) == 9
    assert [target for target, _ in targets] == ["PutLogEvents", "CreateLogGroup", "CreateLogStream", "PutLogEvents"]
    assert all("/us-east-1/logs/aws4_request" in authorization for _, authorization in targets)
    assert group in emulator.log.read_text() and "Method completed with status: 200" in emulator.log.read_text()

    events.clear()
    configure(client, api_id, "INFO", trace="true")
    emulator.by_host(api_id, "/prod/orders/7")
    told = "\n".join(eventually(lambda: events.get(group)))
    for line in ("Method request path: {id=7}", "Endpoint request URI: ", "Method response headers: {"):
        assert line in told


def hidden(secret):
    return "*" * (len(secret) - 6) + secret[-6:]


@pytest.fixture
def guarded(start, logs):
    """A deployed GET / that a TOKEN authorizer and an API key guard, logged with its data; and the logs."""
    url, events, _ = logs
    emulator = start("--ephemeral", "--service-endpoint", f"logs={url}", *sample_functions())
    client = emulator.client("apigateway")
    api_id, root = api(client)
    guard = client.create_authorizer(
        restApiId=api_id, name="guard", type="TOKEN", authorizerUri=LAMBDA_URI.format(function_arn("guard")),
        identitySource="method.request.header.Authorization", authorizerResultTtlInSeconds=0)["id"]
    where = {"restApiId": api_id, "resourceId": root, "httpMethod": "GET"}
    client.put_method(**where, authorizationType="CUSTOM", authorizerId=guard, apiKeyRequired=True)
    client.put_integration(**where, type="HTTP_PROXY", integrationHttpMethod="GET", uri=emulator.url + "/_emulator/health")
    client.create_deployment(restApiId=api_id, stageName="prod")
    configure(client, api_id, "INFO", trace="true")
    stages = [{"apiId": api_id, "stage": "prod"}]
    plan = client.create_usage_plan(name="plan", apiStages=stages)["id"]
    key = client.create_api_key(name="key", enabled=True)
    client.create_usage_plan_key(usagePlanId=plan, keyId=key["id"], keyType="API_KEY")
    group = f"API-Gateway-Execution-Logs_{api_id}/prod"
    return emulator, api_id, guard, key["value"], group, events


def told_of(eventually, guarded, query="", **headers):
    """What is told of a call, without the request's id."""
    emulator, api_id, _, _, group, events = guarded
    events.pop(group, None)
    answer = emulator.by_host(api_id, "/prod/" + query, headers=headers)
    end = f"Method completed with status: {answer.status_code}"
    told = eventually(lambda: any(end in line for line in events.get(group, [])) and events[group])
    request_id = answer.headers["x-amzn-RequestId"]
    return [line.removeprefix(f"({request_id}) ").replace(request_id, "<id>") for line in told]


def test_authorizers_and_keys_are_logged_and_their_secrets_hidden(guarded, eventually):
    """Execution logs that users of AWS showed, with an authorizer and with an API key; "API Gateway redacts authorization headers,
    API key values, and similar sensitive request parameters from the logged data."""
    emulator, api_id, guard, key, *_ = guarded
    told = told_of(eventually, guarded, Authorization="allow", **{"x-api-key": key})
    uri = f"https://lambda.us-east-1.amazonaws.com/2015-03-31/functions/{function_arn('guard')}/invocations"
    assert told[1:4] == [f"Starting authorizer: {guard} for request: <id>", "Incoming identity: allow", f"Endpoint request URI: {uri}"]
    assert '"authorizationToken":"allow"' in told[5]
    assert told[7].startswith('Authorizer result body before parsing: {"principalId"')
    assert told[8:13] == [
        "Using valid authorizer policy for principal: user",
        "Successfully completed authorizer execution",
        f"Verifying Usage Plan for request: <id>. API Key: {hidden(key)} API Stage: {api_id}/prod",
        f"Usage Plan check succeeded for API Key {hidden(key)} and API Stage {api_id}/prod",
        "Starting execution for request: <id>",
    ]
    assert f"x-api-key={hidden(key)}" in "\n".join(told)
    assert key not in "\n".join(told)


def test_a_long_token_is_hidden(guarded, eventually):
    told = told_of(eventually, guarded, Authorization="Bearer a-long-secret")
    assert f"Incoming identity: {hidden('Bearer a-long-secret')}" in told


def test_the_identity_of_a_request_authorizer_is_all_its_sources(guarded, eventually):
    """As in an execution log that users of AWS showed: "Incoming identity: {method.request.header.Hash=********aaaaaa}"."""
    emulator, api_id, _, key, *_ = guarded
    client = emulator.client("apigateway")
    looks = client.create_authorizer(
        restApiId=api_id, name="looks", type="REQUEST", authorizerUri=LAMBDA_URI.format(function_arn("guard")),
        identitySource="method.request.header.X-Decision, method.request.querystring.who")["id"]
    root = client.get_resources(restApiId=api_id)["items"][0]["id"]
    operation = {"op": "replace", "path": "/authorizerId", "value": looks}
    client.update_method(restApiId=api_id, resourceId=root, httpMethod="GET", patchOperations=[operation])
    client.create_deployment(restApiId=api_id, stageName="prod")
    told = told_of(eventually, guarded, "?who=somebody", **{"x-decision": "allow", "x-api-key": key})
    assert told[1:3] == [
        f"Starting authorizer: {looks} for request: <id>",
        f"Incoming identity: {{method.request.header.X-Decision=allow, method.request.querystring.who={hidden('somebody')}}}",
    ]
    assert "Incoming identity: " not in "\n".join(told_of(eventually, guarded, **{"x-decision": "allow"}))


def test_a_refusal_says_what_refused(guarded, eventually):
    """AWS knowledge center, "How can I use API Gateway logs to troubleshoot API issues"; users' notes of the words for a key."""
    _, api_id, guard, *_ = guarded
    told = told_of(eventually, guarded)
    assert told[1:] == [f"Starting authorizer: {guard} for request: <id>", "Unauthorized request: <id>",
                        "Method completed with status: 401"]
    told = told_of(eventually, guarded, Authorization="allow", **{"x-api-key": "nobodys-key"})
    assert told[-3:] == [
        f"Verifying Usage Plan for request: <id>. API Key: {hidden('nobodys-key')} API Stage: {api_id}/prod",
        f"API Key {hidden('nobodys-key')} not authorized because method 'GET /' requires API Key and API Key is not associated with a "
        f"Usage Plan for API Stage {api_id}/prod: No Usage Plan found for key and API Stage",
        "Method completed with status: 403",
    ]


def test_a_reached_limit_is_logged(guarded, eventually):
    """An execution log that users of AWS showed: "Key throttle limit exceeded for RestApi …, Stage Prod, Resource …"."""
    emulator, api_id, _, key, *_ = guarded
    client = emulator.client("apigateway")
    client.update_stage(restApiId=api_id, stageName="prod", patchOperations=[
        {"op": "replace", "path": "/*/*/throttling/rateLimit", "value": "0.5"},
        {"op": "replace", "path": "/*/*/throttling/burstLimit", "value": "0"}])
    root = client.get_resources(restApiId=api_id)["items"][0]["id"]
    told = told_of(eventually, guarded, Authorization="allow", **{"x-api-key": key})
    assert told[-2:] == [
        f"Key throttle limit exceeded for RestApi {api_id}, Stage prod, Resource {root}, HttpMethod GET. Limit: 0.50 Burst: 0",
        "Method completed with status: 429",
    ]


def test_only_failures_are_logged_at_level_error(start, logs, eventually):
    """API reference, MethodSetting: ERROR logs "only error-level entries"."""
    url, events, _ = logs
    emulator = start("--ephemeral", "--service-endpoint", f"logs={url}", *sample_functions())
    client = emulator.client("apigateway")
    api_id, root = api(client)
    method(client, api_id, root, "GET", **MOCK)
    client.put_method_response(restApiId=api_id, resourceId=root, httpMethod="GET", statusCode="200")
    client.put_integration_response(restApiId=api_id, resourceId=root, httpMethod="GET", statusCode="200")
    method(client, api_id, root, "POST", **{
        "type": "AWS_PROXY", "integrationHttpMethod": "POST",
        "uri": "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
               "arn:aws:lambda:us-east-1:000000000000:function:guard/invocations"})
    client.create_deployment(restApiId=api_id, stageName="prod")
    configure(client, api_id, "ERROR", trace="true")
    assert emulator.by_host(api_id, "/prod/").status_code == 200
    failed = emulator.by_host(api_id, "/prod/", method="POST")
    assert failed.status_code == 502
    request_id = failed.headers["x-amzn-RequestId"]
    told = eventually(lambda: events.get(f"API-Gateway-Execution-Logs_{api_id}/prod"))
    assert len(told) == 2
    why = r"Lambda execution failed with status 200 due to customer function error: .+\. Lambda request id: [0-9a-f-]{36}"
    assert re.fullmatch(rf"\({request_id}\) {why}", told[0])
    assert told[1] == f"({request_id}) Method completed with status: 502"


def test_access_logs_go_to_their_group_as_well(start, logs, eventually, tmp_path):
    """Developer guide, "Setting up CloudWatch logging for a REST API": the group is the one that destinationArn names."""
    url, events, _ = logs
    emulator = start("--ephemeral", "--access-log", str(tmp_path / "access.log"), "--service-endpoint", f"logs={url}",
                     *sample_functions())
    client = emulator.client("apigateway")
    api_id = lambda_api(client, "/orders", "orders")
    for member, value in (("destinationArn", "arn:aws:logs:us-east-1:000000000000:log-group:/calls"),
                          ("format", "$context.requestId $context.status")):
        operation = {"op": "replace", "path": f"/accessLogSettings/{member}", "value": value}
        client.update_stage(restApiId=api_id, stageName="prod", patchOperations=[operation])
    answer = emulator.by_host(api_id, "/prod/orders")
    assert eventually(lambda: events.get("/calls")) == [f"{answer.headers['x-amzn-RequestId']} 200"]
    assert eventually((tmp_path / "access.log").read_text) == f"{answer.headers['x-amzn-RequestId']} 200\n"


def test_the_events_of_a_websocket_are_logged(start, logs, eventually):
    """Execution logs that users of AWS showed: "Client [UserAgent: …, SourceIp: …] is connecting to WebSocket API […]." """
    url, events, _ = logs
    emulator = start("--ephemeral", "--service-endpoint", f"logs={url}")
    client = emulator.client("apigatewayv2")
    api_id = client.create_api(Name="chat", ProtocolType="WEBSOCKET", RouteSelectionExpression="$request.body.action")["ApiId"]
    mock = client.create_integration(ApiId=api_id, IntegrationType="MOCK", TemplateSelectionExpression="200",
                                     RequestTemplates={"200": '{"statusCode": 200}'})["IntegrationId"]
    for key in ("$connect", "hello"):
        client.create_route(ApiId=api_id, RouteKey=key, Target=f"integrations/{mock}")
    deployment = client.create_deployment(ApiId=api_id)["DeploymentId"]
    client.create_stage(ApiId=api_id, StageName="dev", DeploymentId=deployment, DefaultRouteSettings={"LoggingLevel": "INFO"},
                        RouteSettings={"hello": {"LoggingLevel": "OFF"}})

    async def story():
        async with websockets.connect(f"ws://127.0.0.1:{emulator.port}/_aws/execute-api/{api_id}/dev",
                                      user_agent_header="a test") as socket:
            await socket.send('{"action": "hello"}')
            await socket.send('{"action": "nobody"}')
            await socket.recv()

    asyncio.run(story())
    group = f"API-Gateway-Execution-Logs_{api_id}/dev"
    told = [line.split(" ", 1)[1] for line in eventually(lambda: len(events.get(group, [])) == 10 and events[group])]
    assert told[2:4] == ["WebSocket Request Route: [$connect]",
                         f"Client [UserAgent: a test, SourceIp: 127.0.0.1] is connecting to WebSocket API [{api_id}]."]
    assert told[4].endswith(f"connected to API [{api_id}] successfully.")
    assert told[7] == "WebSocket Request Route: []"
    assert told[9] == "Execution failed: Forbidden"


def test_data_tracing_tells_what_a_message_and_its_function_said(start, logs, eventually):
    """Logs that users of AWS showed have "Endpoint request body after transformations: " with the event (boto3 issue 3789);
    "publishes the validation results in CloudWatch Logs": developer guide, "Request validation for WebSocket APIs"."""
    url, events, _ = logs
    emulator = start("--ephemeral", "--service-endpoint", f"logs={url}", *sample_functions())
    client = emulator.client("apigatewayv2")
    api_id = client.create_api(Name="chat", ProtocolType="WEBSOCKET", RouteSelectionExpression="$request.body.action")["ApiId"]
    uri = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:chat/invocations"
    proxy = client.create_integration(ApiId=api_id, IntegrationType="AWS_PROXY", IntegrationUri=uri)["IntegrationId"]
    schema = json.dumps({"type": "object", "required": ["text"]})
    client.create_model(ApiId=api_id, Name="said", ContentType="application/json", Schema=schema)
    client.create_route(ApiId=api_id, RouteKey="say", Target=f"integrations/{proxy}", ModelSelectionExpression="$default",
                        RequestModels={"$default": "said"})
    deployment = client.create_deployment(ApiId=api_id)["DeploymentId"]
    client.create_stage(ApiId=api_id, StageName="dev", DeploymentId=deployment,
                        DefaultRouteSettings={"LoggingLevel": "INFO", "DataTraceEnabled": True})

    async def story():
        async with websockets.connect(f"ws://127.0.0.1:{emulator.port}/_aws/execute-api/{api_id}/dev") as socket:
            await socket.send('{"action": "say", "text": "hello"}')
            await socket.send('{"action": "say"}')
            assert json.loads(await socket.recv())["message"] == "Invalid request body"

    asyncio.run(story())
    group = f"API-Gateway-Execution-Logs_{api_id}/dev"
    wrong = "Request body does not match model schema for content type application/json: "
    told = [line.split(" ", 1)[1] for line in eventually(
        lambda: any(wrong in line for line in events.get(group, [])) and events[group])]
    first = told.index("WebSocket Request Route: [say]")
    begun, body, *traced = told[first + 1:first + 11]
    assert begun.startswith(f"WebSocket API [{api_id}] received message from client")
    assert body == 'Method request body before transformations: {"action": "say", "text": "hello"}'
    assert [line.split(":")[0].split(".")[0] for line in traced[:3]] == [
        "Endpoint request URI", "Endpoint request headers", "Endpoint request body after transformations"]
    assert '"eventType":"MESSAGE"' in traced[2]
    assert traced[4].startswith("Received response. Status: 200, Integration latency: ")
    assert traced[6].startswith('Endpoint response body before transformations: {"statusCode"')
    assert any(line == wrong + '[object has missing required properties (["text"])]' for line in told)
