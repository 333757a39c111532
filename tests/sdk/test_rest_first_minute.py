"""The commands of the README for a REST API, word for word, and every address of the stage that they make."""

import subprocess

import pytest
import requests

ORDERS_URI = (
    "arn:aws:apigateway:ap-northeast-1:lambda:path/2015-03-31/functions/"
    "arn:aws:lambda:ap-northeast-1:111122223333:function:orders/invocations"
)


@pytest.fixture(scope="module")
def orders_api(emulator):
    aws = emulator.aws
    api_id = aws("apigateway", "create-rest-api", "--name", "orders-api",
                 "--endpoint-configuration", "types=REGIONAL", "--query", "id", "--output", "text")
    root_id = aws("apigateway", "get-resources", "--rest-api-id", api_id,
                  "--query", "items[?path==`/`].id", "--output", "text")

    def add(parent, part):
        made = aws("apigateway", "create-resource", "--rest-api-id", api_id, "--parent-id", parent,
                   "--path-part", part, "--query", "id", "--output", "text")
        where = ("--rest-api-id", api_id, "--resource-id", made, "--http-method", "ANY")
        aws("apigateway", "put-method", *where, "--authorization-type", "NONE")
        aws("apigateway", "put-integration", *where, "--type", "AWS_PROXY",
            "--integration-http-method", "POST", "--uri", ORDERS_URI)
        return made

    orders = add(root_id, "orders")
    add(orders, "{id}")
    files = add(root_id, "files")
    add(files, "{proxy+}")
    aws("apigateway", "create-deployment", "--rest-api-id", api_id, "--stage-name", "prod")
    return api_id


ADDRESSES = [
    ("{api}.execute-api.localhost:{port}", "/prod"),
    ("{api}.execute-api.us-east-1.amazonaws.com", "/prod"),
    ("localhost:{port}", "/_aws/execute-api/{api}/prod"),
    ("localhost:{port}", "/restapis/{api}/prod/_user_request_"),
]


@pytest.mark.parametrize(("host", "prefix"), ADDRESSES)
@pytest.mark.parametrize(("path", "order"), [("/orders", "42"), ("/orders/7", "7"), ("/files/a/b.txt", "42")])
def test_every_address_reaches_the_function(emulator, orders_api, host, prefix, path, order):
    host, prefix = (text.format(api=orders_api, port=emulator.port) for text in (host, prefix))
    answer = requests.get(emulator.url + prefix + path, headers={"Host": host}, timeout=30)
    assert (answer.status_code, answer.json()) == (200, {"orderId": order, "status": "shipped"})


def test_curl_gets_the_functions_answer_byte_for_byte(emulator, orders_api):
    url = f"{emulator.url}/_aws/execute-api/{orders_api}/prod/orders"
    body = subprocess.run(["curl", "-sS", url], capture_output=True, text=True, check=True).stdout
    assert body == '{"orderId": "42", "status": "shipped"}'


# Developer guide, "Gateway response types", MISSING_AUTHENTICATION_TOKEN: an unknown stage, resource or method is 403 with this message and error type.
@pytest.mark.parametrize("path", ["/prod/nothing", "/prod"])
def test_an_unknown_resource_is_a_missing_authentication_token(emulator, orders_api, path):
    answer = emulator.by_host(orders_api, path)
    assert (answer.status_code, answer.json()) == (403, {"message": "Missing Authentication Token"})
    assert answer.headers["x-amzn-ErrorType"] == "MissingAuthenticationTokenException"
    assert answer.headers["x-amzn-RequestId"] and answer.headers["x-amz-apigw-id"]


# Recorded: test_lambda_aws_proxy_integration, invocation-payload-with-prepended-slash-to-stage.
def test_slashes_before_the_stage_are_one(emulator, orders_api):
    url = f"http://{orders_api}.execute-api.localhost:{emulator.port}//prod/orders"
    body = subprocess.run(["curl", "-sS", "--path-as-is", url], capture_output=True, text=True, check=True).stdout
    assert body == '{"orderId": "42", "status": "shipped"}'


# Recorded: test_invocation_trace_id, and of clients that send "Connection: close", test_apigateway_header_remapping_http.
def test_an_answer_says_whether_the_connection_stays_open(emulator, orders_api):
    assert emulator.by_host(orders_api, "/prod/orders").headers["connection"] == "keep-alive"
    asked = {"connection": "Close"}
    assert emulator.by_host(orders_api, "/prod/orders", headers=asked).headers["connection"] == "close"


def test_an_unknown_api_is_forbidden(emulator):
    answer = emulator.by_host("nosuchapi0", "/prod/orders")
    assert (answer.status_code, answer.json()) == (403, {"message": "Forbidden"})


def test_a_change_is_served_only_after_its_deployment(emulator):
    """Developer guide, "Deploy a REST API": a deployment is a snapshot; changes need another."""
    from rest import api, lambda_proxy, method, resource

    client = emulator.client("apigateway")
    api_id, root_id = api(client)
    method(client, api_id, resource(client, api_id, root_id, "/orders"), **lambda_proxy("orders"))
    client.create_deployment(restApiId=api_id, stageName="prod")
    late = resource(client, api_id, root_id, "/late")
    method(client, api_id, late, **lambda_proxy("orders"))
    assert emulator.by_host(api_id, "/prod/late").status_code == 403
    client.create_deployment(restApiId=api_id, stageName="prod")
    assert emulator.by_host(api_id, "/prod/late").status_code == 200
    client.delete_resource(restApiId=api_id, resourceId=late)
    assert emulator.by_host(api_id, "/prod/late").status_code == 200
