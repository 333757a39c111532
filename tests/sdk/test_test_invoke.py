"""TestInvokeMethod and TestInvokeAuthorizer: a method and an authorizer run as they are, without a deployment."""

import json
import re

import pytest
from botocore.exceptions import ClientError
from rest import LAMBDA_URI, MOCK, api, function_arn, lambda_proxy, method, resource

DATE = r"[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d UTC \d{4}"


def lines(log):
    """The lines of an execution log without their dates, and the request's id in its place."""
    first, *rest = log.split("\n")
    request_id = re.fullmatch(r"Execution log for request ([0-9a-f-]{36})", first)[1]
    assert rest.pop() == ""
    told = []
    for line in rest:
        assert re.match(rf"{DATE} : ", line), line
        told.append(line.split(" : ", 1)[1].replace(request_id, "<id>"))
    return told


@pytest.fixture(scope="module")
def client(emulator):
    return emulator.client("apigateway")


@pytest.fixture(scope="module")
def pets(client):
    """The API of the recorded test: /pets and /pets/{petId}, mocks with templates. It is not deployed."""
    api_id, root = api(client)
    answers = {"/pets": '{"pets": "all the pets"}', "/pets/{petId}": '{"petId": "$input.params(\'petId\')"}'}
    ids = {}
    for path, answer in answers.items():
        ids[path] = resource(client, api_id, root, path)
        method(client, api_id, ids[path], "GET", **MOCK)
        client.put_method_response(restApiId=api_id, resourceId=ids[path], httpMethod="GET", statusCode="200")
        client.put_integration_response(restApiId=api_id, resourceId=ids[path], httpMethod="GET", statusCode="200",
                                        responseTemplates={"application/json": answer})
    return api_id, ids


def test_what_is_not_there_cannot_be_tested(client, pets):
    """Recorded from AWS: TestApigatewayTestInvoke, test_invoke_test_method."""
    api_id, ids = pets
    for resource_id, verb, what in [("invalid", "GET", "Resource"), (ids["/pets"], "HEAD", "Method")]:
        with pytest.raises(ClientError) as refused:
            client.test_invoke_method(restApiId=api_id, resourceId=resource_id, httpMethod=verb)
        error = refused.value.response["Error"]
        assert (error["Code"], error["Message"]) == ("NotFoundException", f"Invalid {what} identifier specified")


@pytest.mark.parametrize(("path", "asked", "shown", "parameters", "query", "body"), [
    ("/pets", None, "/pets", "{}", "{}", {"pets": "all the pets"}),
    ("/pets", "/random/test", "/random/test", "{}", "{}", {"pets": "all the pets"}),
    ("/pets/{petId}", "/pets/123", "/pets/123", "{petId=123}", "{}", {"petId": "123"}),
    ("/pets/{petId}", None, "/pets/{petId}", "{petId={petId}}", "{}", {"petId": "{petId}"}),
    ("/pets/{petId}", "/random/test", "/random/test", "{}", "{}", {"petId": ""}),
    ("/pets/{petId}", "/pets/123?foo=bar", "/pets/123", "{petId=123}", "{foo=bar}", {"petId": "123"}),
])
def test_a_mock_is_run_with_its_log(client, pets, path, asked, shown, parameters, query, body):
    """Recorded from AWS: TestApigatewayTestInvoke, test_invoke_test_method."""
    api_id, ids = pets
    options = {} if asked is None else {"pathWithQueryString": asked}
    answer = client.test_invoke_method(restApiId=api_id, resourceId=ids[path], httpMethod="GET", **options)
    assert (answer["status"], json.loads(answer["body"])) == (200, body)
    assert answer["headers"] == {"Content-Type": "application/json"}
    assert answer["multiValueHeaders"] == {"Content-Type": ["application/json"]}
    assert answer["latency"] >= 0
    assert lines(answer["log"]) == [
        "Starting execution for request: <id>",
        f"HTTP Method: GET, Resource Path: {shown}",
        f"Method request path: {parameters}",
        f"Method request query string: {query}",
        "Method request headers: {}",
        "Method request body before transformations: ",
        f"Method response body after transformations: {answer['body']}",
        "Method response headers: {Content-Type=application/json}",
        "Successfully completed execution",
        "Method completed with status: 200",
    ]


def test_an_address_that_is_none_fails_as_on_aws(client):
    """Recorded from AWS: TestApigatewayTestInvoke, test_failed_invoke_test_method."""
    api_id, root = api(client)
    method(client, api_id, root, "ANY", type="HTTP_PROXY", uri="https://${stageVariables.testHost}", integrationHttpMethod="ANY")
    answer = client.test_invoke_method(restApiId=api_id, resourceId=root, httpMethod="GET")
    assert (answer["status"], json.loads(answer["body"])) == (500, {"message": "Internal server error"})
    assert answer["headers"] == {"x-amzn-ErrorType": "InternalServerErrorException"}
    assert lines(answer["log"])[6:] == [
        "Execution failed due to configuration error: Invalid endpoint address",
        "Method completed with status: 500",
    ]


def test_a_function_is_called_with_what_the_test_gives(client):
    """Recorded from AWS: TestAPIGateway, test_apigw_test_invoke_method_api, for the lines."""
    api_id, root = api(client)
    echo = resource(client, api_id, root, "/echo")
    method(client, api_id, echo, "POST", **lambda_proxy("echo"))
    answer = client.test_invoke_method(
        restApiId=api_id, resourceId=echo, httpMethod="POST", pathWithQueryString="/echo?a=1", body='{"test": "val123"}',
        headers={"content-type": "application/json"}, stageVariables={"colour": "blue"})
    event = json.loads(answer["body"])
    assert (event["path"], event["queryStringParameters"], event["body"]) == ("/echo", {"a": "1"}, '{"test": "val123"}')
    assert (event["stageVariables"], event["requestContext"]["stage"]) == ({"colour": "blue"}, "test-invoke-stage")
    told = lines(answer["log"])
    uri = f"https://lambda.us-east-1.amazonaws.com/2015-03-31/functions/{function_arn('echo')}/invocations"
    assert told[4] == "Method request headers: {content-type=application/json}"
    assert told[5] == 'Method request body before transformations: {"test": "val123"}'
    assert told[6] == f"Endpoint request URI: {uri}"
    assert told[7].startswith("Endpoint request headers: {x-amzn-lambda-integration-tag=<id>, ")
    assert told[8].startswith("Endpoint request body after transformations: {")
    assert told[9] == f"Sending request to {uri}"
    assert re.fullmatch(r"Received response\. Status: 200, Integration latency: \d+ ms", told[10])
    assert told[11].startswith("Endpoint response headers: {Content-Type=application/json, Content-Length=")
    assert told[12].startswith('Endpoint response body before transformations: {"statusCode"')
    assert told[13].startswith("Method response body after transformations: {") and told[13].endswith(" [TRUNCATED]")
    assert told[15:] == ["Successfully completed execution", "Method completed with status: 200"]
    assert "X-Amzn-Trace-Id" in answer["headers"]


def test_a_test_is_of_json_whatever_it_says(client):
    """Developer guide, "Amazon API Gateway important notes": the test invocation ignores specifications of other content types."""
    api_id, root = api(client)
    templates = {"application/json": '{"statusCode": 200}', "text/csv": '{"statusCode": 500}'}
    method(client, api_id, root, "POST", type="MOCK", requestTemplates=templates)
    client.put_method_response(restApiId=api_id, resourceId=root, httpMethod="POST", statusCode="200")
    client.put_integration_response(restApiId=api_id, resourceId=root, httpMethod="POST", statusCode="200", selectionPattern="200")
    for content_type in ("text/csv", "application/json"):
        tested = client.test_invoke_method(
            restApiId=api_id, resourceId=root, httpMethod="POST", headers={"Content-Type": content_type}, body="{}")
        assert tested["status"] == 200, content_type


def test_a_test_needs_no_key_no_signature_and_no_authorizer(client):
    """Developer guide, "Use the API Gateway console to test a REST API method": authorization is not tested with it."""
    api_id, root = api(client)
    client.put_method(restApiId=api_id, resourceId=root, httpMethod="GET", authorizationType="AWS_IAM", apiKeyRequired=True)
    client.put_integration(restApiId=api_id, resourceId=root, httpMethod="GET", **lambda_proxy("orders"))
    assert client.test_invoke_method(restApiId=api_id, resourceId=root, httpMethod="GET")["status"] == 200


def test_a_test_sees_changes_that_are_not_deployed(client):
    api_id, root = api(client)
    method(client, api_id, root, "GET", **lambda_proxy("orders"))
    client.create_deployment(restApiId=api_id, stageName="prod")
    assert client.test_invoke_method(restApiId=api_id, resourceId=root, httpMethod="GET")["status"] == 200
    client.put_integration(restApiId=api_id, resourceId=root, httpMethod="GET", type="MOCK",
                           requestTemplates={"application/json": '{"statusCode": 200}'})
    client.put_method_response(restApiId=api_id, resourceId=root, httpMethod="GET", statusCode="202")
    client.put_integration_response(restApiId=api_id, resourceId=root, httpMethod="GET", statusCode="202")
    assert client.test_invoke_method(restApiId=api_id, resourceId=root, httpMethod="GET")["status"] == 202


@pytest.fixture(scope="module")
def guard(client):
    api_id, _ = api(client)
    authorizer = client.create_authorizer(
        restApiId=api_id, name="guard", type="TOKEN", authorizerUri=LAMBDA_URI.format(function_arn("guard")),
        identitySource="method.request.header.Authorization")["id"]
    return {"restApiId": api_id, "authorizerId": authorizer}


@pytest.mark.parametrize(("token", "effect"), [("allow", "Allow"), ("deny", "Deny")])
def test_an_authorizer_is_asked(client, guard, token, effect):
    """API reference, TestInvokeAuthorizer: clientStatus "is 0 if the authorizer succeeded"."""
    answer = client.test_invoke_authorizer(**guard, headers={"Authorization": token})
    assert (answer["clientStatus"], answer["principalId"]) == (0, "user")
    assert json.loads(answer["policy"])["Statement"][0]["Effect"] == effect
    told = lines(answer["log"])
    assert told[0] == f"Starting authorizer: {guard['authorizerId']} for request: <id>"
    assert told[1] == f"Incoming identity: {token}"
    assert told[2].endswith("/functions/arn:aws:lambda:us-east-1:000000000000:function:guard/invocations")
    assert told[5].startswith("Sending request to https://lambda.us-east-1.amazonaws.com/")
    assert told[6].startswith('Authorizer result body before parsing: {"principalId"')
    assert told[7:] == ["Using valid authorizer policy for principal: user", "Successfully completed authorizer execution"]


def test_an_authorizer_that_refuses_gives_the_callers_status(client, guard):
    """Execution logs of AWS in the knowledge center, "How can I use API Gateway logs to troubleshoot API issues"."""
    for headers, status in [({}, 401), ({"Authorization": "unauthorized"}, 401), ({"Authorization": "fail"}, 500)]:
        answer = client.test_invoke_authorizer(**guard, headers=headers)
        assert answer["clientStatus"] == status
        assert "principalId" not in answer and "policy" not in answer
    assert lines(client.test_invoke_authorizer(**guard, headers={})["log"])[-1] == "Unauthorized request: <id>"
    failed = client.test_invoke_authorizer(**guard, headers={"Authorization": "fail"})
    assert lines(failed["log"])[-1] == "AuthorizerConfigurationException"


def test_an_authorizer_that_is_not_there_cannot_be_tested(client, guard):
    with pytest.raises(ClientError, match="Invalid Authorizer identifier specified"):
        client.test_invoke_authorizer(restApiId=guard["restApiId"], authorizerId="nobody")
