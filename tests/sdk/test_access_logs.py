"""Access logs of all three kinds of API, in the stage's own format, as `--access-log` writes them."""

import asyncio
import json
import re

import pytest
import requests
import websockets
from backends import HttpBackend
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.exceptions import ClientError
from rest import LAMBDA_URI, MOCK, api, function_arn, lambda_api, method, resource
from websocket_apis import WebSocketApi, failed, told

GROUP = "arn:aws:logs:us-east-1:000000000000:log-group:/calls"
CLF_TIME = r"\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d \+0000"


def json_format(*names):
    return json.dumps({name: f"$context.{name}" for name in names})


@pytest.fixture
def logged(start, tmp_path, eventually):
    """An emulator whose access logs are in a file, and what reads the next line of it."""
    from conftest import sample_functions

    file = tmp_path / "access.log"
    running = start("--ephemeral", "--access-log", str(file), *sample_functions())
    read = iter(range(1000))

    def next_line():
        at = next(read)
        return eventually(lambda: file.read_text().splitlines()[at:])[0]

    return running, next_line


def set_access_log(client, api_id, stage, log_format):
    """REST: CreateStage has no access log; it is set by UpdateStage, one member at a time."""
    for member, value in (("destinationArn", GROUP), ("format", log_format)):
        operation = {"op": "replace", "path": f"/accessLogSettings/{member}", "value": value}
        client.update_stage(restApiId=api_id, stageName=stage, patchOperations=[operation])


def test_a_format_without_a_request_id_is_refused(emulator):
    """CDK pull request 22591: "API Gateway ControlPlane requires either $context.requestId" or extendedRequestId."""
    client = emulator.client("apigateway")
    api_id = lambda_api(client, "/orders", "orders")
    with pytest.raises(ClientError, match="must include either") as refused:
        set_access_log(client, api_id, "prod", "$context.status")
    assert refused.value.response["Error"]["Code"] == "BadRequestException"


def test_a_format_of_more_than_3_kilobytes_is_refused(emulator):
    """Developer guide, "Quotas", of REST, HTTP and WebSocket APIs: "Access log template size: 3 KB"."""
    client = emulator.client("apigateway")
    api_id = lambda_api(client, "/orders", "orders")
    longest = "$context.requestId ".ljust(3072, "x")
    with pytest.raises(ClientError, match="must not be longer than 3072 bytes"):
        set_access_log(client, api_id, "prod", longest + "x")
    set_access_log(client, api_id, "prod", longest)
    client = emulator.client("apigatewayv2")
    api_id = client.create_api(Name="calls", ProtocolType="HTTP")["ApiId"]
    settings = {"DestinationArn": GROUP, "Format": longest}
    client.create_stage(ApiId=api_id, StageName="$default", AccessLogSettings=settings)
    with pytest.raises(ClientError, match="must not be longer than 3072 bytes"):
        client.update_stage(ApiId=api_id, StageName="$default", AccessLogSettings={"Format": longest + "x"})


def test_http_apis_refuse_variables_that_they_do_not_have(emulator):
    """As users saw it: usdigitalresponse/usdr-gost pull request 3497."""
    client = emulator.client("apigatewayv2")
    api_id = client.create_api(Name="calls", ProtocolType="HTTP")["ApiId"]
    settings = {"DestinationArn": GROUP, "Format": "$context.requestId $context.request.header.x $context.waf.status"}
    with pytest.raises(ClientError, match=r"not supported: \[\$context.request.header.x, \$context.waf.status\]"):
        client.create_stage(ApiId=api_id, StageName="$default", AccessLogSettings=settings)
    settings = {"DestinationArn": GROUP + ":*", "Format": "$context.requestId"}
    stage = client.create_stage(ApiId=api_id, StageName="$default", AccessLogSettings=settings)
    assert stage["AccessLogSettings"]["DestinationArn"] == GROUP


def test_websocket_apis_refuse_variables_that_they_do_not_have(emulator):
    """serverless/serverless issue 7016, whose $context.status AWS knows since; the guide's format of one line, and its line break, pass."""
    client = emulator.client("apigatewayv2")
    api_id = client.create_api(Name="chat", ProtocolType="WEBSOCKET", RouteSelectionExpression="$request.body.action")["ApiId"]
    create = lambda log_format: client.create_stage(
        ApiId=api_id, StageName="dev", AccessLogSettings={"DestinationArn": GROUP, "Format": log_format}
    )
    wrong = "$context.requestId $context.authorizer $context.error $context.httpMethod $context.authorizer.any"
    with pytest.raises(ClientError, match=r"not supported: \[\$context.authorizer, \$context.error, \$context.httpMethod\]"):
        create(wrong)
    for broken in ("$context.requestId\nx", "$context.requestId\n\n"):
        with pytest.raises(ClientError, match="must be single line"):
            create(broken)
    guide = json_format("requestId", "identity.sourceIp", "identity.caller", "identity.user", "requestTime", "eventType", "routeKey",
                        "status", "connectionId", "authorize.status", "waf.status", "error.validationErrorString")  # fmt: skip
    assert create(guide + "\n")["AccessLogSettings"]["Format"] == guide + "\n"


def test_a_rest_call_leaves_a_line_in_the_common_log_format(logged):
    """Developer guide, "CloudWatch log formats for API Gateway", the example CLF."""
    emulator, next_line = logged
    client = emulator.client("apigateway")
    api_id = lambda_api(client, "/orders/{id}", "orders")
    set_access_log(client, api_id, "prod", (
        "$context.identity.sourceIp $context.identity.caller $context.identity.user [$context.requestTime] "
        '"$context.httpMethod $context.resourcePath $context.protocol" $context.status $context.responseLength '
        "$context.requestId $context.extendedRequestId"))
    answer = emulator.by_host(api_id, "/prod/orders/7")
    request_id, extended = answer.headers["x-amzn-RequestId"], answer.headers["x-amz-apigw-id"]
    expected = (rf'127\.0\.0\.1 - - \[{CLF_TIME}\] "GET /orders/\{{id\}} HTTP/1\.1" 200 {len(answer.content)} '
                rf"{request_id} {re.escape(extended)}")
    assert re.fullmatch(expected, next_line())


def test_a_rest_line_says_what_the_integration_did(logged):
    """Developer guide, "$context Variables for access logging only"."""
    emulator, next_line = logged
    client = emulator.client("apigateway")
    api_id = lambda_api(client, "/orders", "orders")
    set_access_log(client, api_id, "prod", json_format(
        "requestId", "status", "path", "integration.status", "integrationStatus", "integrationLatency",
        "integration.requestId", "integration.error", "responseLatency", "error.message", "error.messageString",
        "authorizer.status", "authorize.status", "waf.status", "xrayTraceId", "requestTimeEpoch", "identity.userAgent"))
    emulator.by_host(api_id, "/prod/orders", headers={"User-Agent": "a test"})
    line = json.loads(next_line())
    assert (line["status"], line["integration.status"], line["integrationStatus"]) == ("200", "200", "200")
    assert int(line["integrationLatency"]) <= int(line["responseLatency"])
    assert re.fullmatch(r"[0-9a-f-]{36}", line["integration.requestId"])
    assert (line["path"], line["identity.userAgent"]) == ("/prod/orders", "a test")
    for absent in ("integration.error", "error.message", "error.messageString", "authorizer.status", "authorize.status",
                   "waf.status", "xrayTraceId"):
        assert line[absent] == "-", absent
    emulator.by_host(api_id, "/prod/nothing")
    # messageString brings its own quotation marks.
    line = json.loads(next_line().replace('""', '"'))
    assert (line["status"], line["error.message"]) == ("403", "Missing Authentication Token")
    assert (line["integration.status"], line["integrationLatency"]) == ("-", "-")


def test_the_callers_own_request_id_is_logged_when_it_is_a_uuid(logged):
    """Developer guide, "CloudWatch log formats for API Gateway": others become UUID_REPLACED_INVALID_REQUEST_ID."""
    emulator, next_line = logged
    client = emulator.client("apigateway")
    api_id = lambda_api(client, "/orders", "orders")
    set_access_log(client, api_id, "prod", "$context.requestId")
    own = "11111111-2222-4333-8444-555555555555"
    answer = emulator.by_host(api_id, "/prod/orders", headers={"x-amzn-RequestId": own})
    assert (answer.headers["x-amzn-RequestId"], next_line()) == (own, own)
    answer = emulator.by_host(api_id, "/prod/orders", headers={"x-amzn-RequestId": "mine"})
    assert answer.headers["x-amzn-RequestId"] != "mine"
    assert next_line() == "UUID_REPLACED_INVALID_REQUEST_ID"


def test_a_line_tells_the_trace_of_a_stage_that_traces(logged):
    """Developer guide, "$context.xrayTraceId": the trace that the backend is told as well."""
    emulator, next_line = logged
    client = emulator.client("apigateway")
    api_id = lambda_api(client, "/echo", "echo")
    set_access_log(client, api_id, "prod", "$context.requestId $context.xrayTraceId")
    tracing = {"op": "replace", "path": "/tracingEnabled", "value": "true"}
    client.update_stage(restApiId=api_id, stageName="prod", patchOperations=[tracing])
    seen = emulator.by_host(api_id, "/prod/echo").json()["headers"]["X-Amzn-Trace-Id"]
    trace = next_line().split()[1]
    assert re.fullmatch(r"1-[0-9a-f]{8}-[0-9a-f]{24}", trace)
    assert f"Root={trace}" in seen
    caller = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1"
    emulator.by_host(api_id, "/prod/echo", headers={"X-Amzn-Trace-Id": caller})
    assert next_line().endswith(" 1-5759e988-bd862e3fe1be46a994272793")


def test_a_refused_rest_call_says_who_refused_it(logged):
    """Developer guide, "$context Variables for access logging only": authorizer.… and authorize.…"""
    emulator, next_line = logged
    client = emulator.client("apigateway")
    api_id, root = api(client)
    uri = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:guard/invocations"
    authorizer = client.create_authorizer(
        restApiId=api_id, name="guard", type="TOKEN", authorizerUri=uri, identitySource="method.request.header.Authorization",
        authorizerResultTtlInSeconds=0)["id"]
    method(client, api_id, root, "GET", **MOCK)
    client.put_integration_response(restApiId=api_id, resourceId=root, httpMethod="GET", statusCode="200")
    client.update_method(restApiId=api_id, resourceId=root, httpMethod="GET", patchOperations=[
        {"op": "replace", "path": "/authorizationType", "value": "CUSTOM"},
        {"op": "replace", "path": "/authorizerId", "value": authorizer}])
    client.put_method_response(restApiId=api_id, resourceId=root, httpMethod="GET", statusCode="200")
    client.create_deployment(restApiId=api_id, stageName="prod")
    set_access_log(client, api_id, "prod", (
        "$context.requestId $context.status $context.authorizer.status $context.authorizer.integrationStatus "
        "$context.authorize.status $context.authorizer.principalId $context.authorizer.error"))

    def line(token):
        emulator.by_host(api_id, "/prod/", headers={"Authorization": token})
        return next_line().split(" ", 1)[1]

    assert line("allow") == "200 200 200 200 user -"
    assert line("deny") == "403 200 200 403 user -"
    assert line("unauthorized") == "401 401 200 - - Unauthorized"


def test_an_http_call_leaves_a_line(logged):
    """Developer guide, "Customizing HTTP API access logs"."""
    emulator, next_line = logged
    client = emulator.client("apigatewayv2")
    api_id = client.create_api(Name="calls", ProtocolType="HTTP", RouteKey="GET /orders/{id}",
                               Target="arn:aws:lambda:us-east-1:000000000000:function:orders")["ApiId"]
    client.update_stage(ApiId=api_id, StageName="$default", AccessLogSettings={
        "DestinationArn": GROUP, "Format": json_format(
            "requestId", "routeKey", "status", "path", "httpMethod", "protocol", "domainName", "responseLength",
            "dataProcessed", "integration.status", "integrationErrorMessage", "error.message", "stage", "requestTime")})
    answer = emulator.by_host(api_id, "/orders/7")
    line = json.loads(next_line())
    assert (line["requestId"], line["routeKey"], line["status"]) == (answer.headers["apigw-requestid"], "GET /orders/{id}", "200")
    assert (line["path"], line["httpMethod"], line["protocol"], line["stage"]) == ("/orders/7", "GET", "HTTP/1.1", "$default")
    assert line["domainName"] == f"{api_id}.execute-api.localhost"
    assert line["responseLength"] == line["dataProcessed"] == str(len(answer.content))
    assert re.fullmatch(CLF_TIME, line["requestTime"])
    assert (line["integration.status"], line["integrationErrorMessage"], line["error.message"]) == ("200", "-", "-")
    emulator.by_host(api_id, "/nothing")
    line = json.loads(next_line())
    assert (line["routeKey"], line["status"], line["error.message"]) == ("-", "404", "Not Found")


def http_api(emulator, authorizer=None, **settings):
    """An HTTP API whose routes GET /function and GET /service an authorizer guards, or what else `settings` say; its id."""
    client = emulator.client("apigatewayv2")
    api_id = client.create_api(Name="calls", ProtocolType="HTTP")["ApiId"]
    if authorizer:
        settings["AuthorizerId"] = client.create_authorizer(ApiId=api_id, Name="guard", **authorizer)["AuthorizerId"]
    function = {"IntegrationUri": "arn:aws:lambda:us-east-1:000000000000:function:echo"}
    service = {
        "IntegrationSubtype": "SQS-SendMessage", "CredentialsArn": "arn:aws:iam::000000000000:role/r",
        "RequestParameters": {"QueueUrl": "https://queue", "MessageBody": "hello"},
    }
    for key, target in (("GET /function", function), ("GET /service", service)):
        integration = client.create_integration(
            ApiId=api_id, IntegrationType="AWS_PROXY", PayloadFormatVersion="1.0", **target)["IntegrationId"]
        client.create_route(ApiId=api_id, RouteKey=key, Target=f"integrations/{integration}", **settings)
    client.create_stage(ApiId=api_id, StageName="$default", AutoDeploy=True, AccessLogSettings={
        "DestinationArn": GROUP, "Format": json_format(
            "requestId", "status", "accountId", "protocol", "identity.sourceIp", "identity.userArn", "identity.caller",
            "identity.accountId", "authorizer.principalId", "authorizer.text", "authorizer.claims.sub", "authorizer.error",
            "authorizer.status", "integration.requestId", "integration.integrationStatus", "integration.error",
            "integrationErrorMessage", "awsEndpointRequestId", "awsEndpointRequestId2", "customDomain.basePathMatched",
            "domainName", "domainPrefix", "error.messageString", "error.responseType", "responseLatency", "extendedRequestId")})
    return api_id


def check_line(line, **expected):
    """Members whose names have dots are given with `__` for each."""
    assert {name: line[name.replace("__", ".")] for name in expected} == expected


def test_an_http_line_tells_of_a_token_and_its_refusal(logged):
    """$context.authorizer.claims.property and .error; the error's form is that of users' logs: "invalid_token: …"."""
    emulator, next_line = logged
    api_id = http_api(emulator, AuthorizationType="JWT", authorizer={
        "AuthorizerType": "JWT", "IdentitySource": ["$request.header.Authorization"],
        "JwtConfiguration": {"Issuer": "http://127.0.0.1:9/pool", "Audience": ["app"]}})
    token = "eyJhbGciOiJFUzI1NiIsImtpZCI6ImEifQ.eyJzdWIiOiJhIn0.c2lnbmF0dXJl"
    assert emulator.by_host(api_id, "/function", headers={"Authorization": token}).status_code == 401
    # messageString brings its own quotation marks.
    line = json.loads(next_line().replace('""', '"'))
    check_line(
        line, status="401", authorizer__error="invalid_token: signing method ES256 is invalid", authorizer__status="401",
        error__messageString="Unauthorized", error__responseType="UNAUTHORIZED", integration__integrationStatus="-",
        integration__error="-", authorizer__claims__sub="-",
    )


def test_an_http_line_tells_what_a_function_said_of_the_caller(logged):
    """$context.authorizer.property: "the key-value pair of the context map returned from an authorizer"."""
    emulator, next_line = logged
    api_id = http_api(emulator, AuthorizationType="CUSTOM", authorizer={
        "AuthorizerType": "REQUEST", "AuthorizerPayloadFormatVersion": "1.0", "IdentitySource": ["$request.header.x-decision"],
        "AuthorizerUri": LAMBDA_URI.format(function_arn("guard")), "AuthorizerResultTtlInSeconds": 0})
    assert emulator.by_host(api_id, "/function", headers={"x-decision": "allow"}).status_code == 200
    line = json.loads(next_line())
    check_line(
        line, status="200", accountId="000000000000", authorizer__principalId="user", authorizer__text="hello",
        authorizer__error="-", authorizer__status="200", integration__integrationStatus="200", integration__error="-",
        identity__sourceIp="127.0.0.1", domainPrefix=api_id, customDomain__basePathMatched="-", error__responseType="-",
    )
    assert re.fullmatch(r"[0-9a-f-]{36}", line["integration.requestId"]) and line["awsEndpointRequestId"] == line["integration.requestId"]
    assert line["extendedRequestId"] == line["requestId"]
    # Refused.
    assert emulator.by_host(api_id, "/function", headers={"x-decision": "deny"}).status_code == 403
    line = json.loads(next_line().replace('""', '"'))
    check_line(line, status="403", error__messageString="Forbidden", integration__requestId="-")


def test_an_http_line_tells_who_signed_and_what_a_backend_did_wrong(logged):
    """$context.identity.… of routes that AWS_IAM guards; $context.integrationErrorMessage."""
    emulator, next_line = logged
    api_id = http_api(emulator, AuthorizationType="AWS_IAM")
    host = f"{api_id}.execute-api.localhost:{emulator.port}"
    signed = AWSRequest("GET", f"http://{host}/service", headers={"Host": host})
    SigV4Auth(Credentials("test", "test"), "execute-api", "us-east-1").add_auth(signed)
    assert emulator.by_host(api_id, "/service", headers=dict(signed.headers)).status_code == 500
    line = json.loads(next_line().replace('""', '"'))
    check_line(line, status="500", identity__accountId="000000000000", error__messageString="Internal Server Error")
    assert line["identity.userArn"].startswith("arn:aws:iam::000000000000:") and line["identity.caller"] != "-"
    assert line["integrationErrorMessage"] == line["integration.error"]
    assert "--service-endpoint sqs=URL" in line["integration.error"]


def test_a_websocket_connection_leaves_a_line_for_each_event(logged):
    """Developer guide, "Configuring logging for a WebSocket API"."""
    emulator, next_line = logged
    client = emulator.client("apigatewayv2")
    api_id = client.create_api(Name="chat", ProtocolType="WEBSOCKET", RouteSelectionExpression="$request.body.action")["ApiId"]
    mock = client.create_integration(ApiId=api_id, IntegrationType="MOCK", TemplateSelectionExpression="200",
                                     RequestTemplates={"200": '{"statusCode": 200}'})["IntegrationId"]
    for key in ("$connect", "hello", "$disconnect"):
        client.create_route(ApiId=api_id, RouteKey=key, Target=f"integrations/{mock}")
    deployment = client.create_deployment(ApiId=api_id)["DeploymentId"]
    client.create_stage(ApiId=api_id, StageName="dev", DeploymentId=deployment, AccessLogSettings={
        "DestinationArn": GROUP,
        "Format": "$context.requestId $context.eventType $context.routeKey $context.status $context.connectionId "
                  "$context.messageId $context.error.message"})

    async def story():
        async with websockets.connect(f"ws://127.0.0.1:{emulator.port}/_aws/execute-api/{api_id}/dev") as socket:
            await socket.send('{"action": "hello"}')
            await socket.send('{"action": "nobody"}')
            await socket.recv()

    asyncio.run(story())
    lines = [next_line().split(" ", 6) for _ in range(4)]
    assert [line[1:4] for line in lines] == [
        ["CONNECT", "$connect", "200"], ["MESSAGE", "hello", "200"], ["MESSAGE", "-", "403"], ["DISCONNECT", "$disconnect", "200"]]
    assert len({line[4] for line in lines}) == 1
    assert [line[5] == "-" for line in lines] == [True, False, False, True]
    assert [line[6] for line in lines] == ["-", "-", "Forbidden", "-"]


def test_a_websocket_line_tells_of_the_integration_by_either_name(logged):
    """The guide's page: integration.requestId is "equivalent to $context.awsEndpointRequestId", integration.status to integrationStatus,
    "the status code that your Lambda function code returns", and integration.error to integrationErrorMessage."""
    emulator, next_line = logged
    api = WebSocketApi(emulator)
    http = {"IntegrationMethod": "POST"}
    names = ("integration.requestId", "awsEndpointRequestId", "integration.status", "integrationStatus", "integration.error",
             "integrationErrorMessage")  # fmt: skip
    log_format = "$context.requestId $context.eventType;" + ";".join(f"$context.{name}" for name in names) + "\n"
    with HttpBackend() as backend:
        api.two_way("chat", api.function())
        api.two_way("web", api.integration("HTTP_PROXY", IntegrationUri=f"{backend.url}?status=404", **http))
        api.two_way("gone", api.integration("HTTP_PROXY", IntegrationUri="http://127.0.0.1:1/", **http))
        api.deploy(AccessLogSettings={"DestinationArn": GROUP, "Format": log_format})
        with api.connect() as client:
            told(client, {"action": "chat"})
            told(client, {"action": "web"})
            assert failed(client, {"action": "gone"}) == "Internal server error"
    lines = [next_line().split(";") for _ in range(4)]
    assert [line[0].split(" ")[1] for line in lines] == ["CONNECT", "MESSAGE", "MESSAGE", "MESSAGE"]
    of_function, of_backend, of_none = [dict(zip(names, line[1:])) for line in lines[1:]]
    assert re.fullmatch(r"[0-9a-f-]{36}", of_function["integration.requestId"])
    assert of_function["awsEndpointRequestId"] == of_function["integration.requestId"]
    check_line(of_backend, integration__status="404", integrationStatus="404", integration__error="-", integrationErrorMessage="-")
    check_line(of_none, integration__error="Internal server error", integrationErrorMessage="Internal server error")


def test_the_standard_output_is_the_default(start):
    running = start("--ephemeral", *())
    client = running.client("apigateway")
    api_id, root = api(client)
    resource_id = resource(client, api_id, root, "/mock")
    method(client, api_id, resource_id, "GET", **MOCK)
    client.create_deployment(restApiId=api_id, stageName="prod")
    set_access_log(client, api_id, "prod", "$context.requestId $context.httpMethod\n")
    answer = requests.get(f"{running.url}/restapis/{api_id}/prod/_user_request_/mock", timeout=30)
    assert running.process.stdout.readline() == f"{answer.headers['x-amzn-RequestId']} GET\n"


def test_a_file_that_cannot_be_written_is_told_at_the_start(start):
    with pytest.raises(RuntimeError, match="--access-log"):
        start("--ephemeral", "--access-log", "/nonexistent/access.log")
