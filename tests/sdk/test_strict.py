"""`--strict`: what AWS refuses is refused, and what is accepted but not emulated is an error that names it. Without it the same things
are told in the log, once each."""

import asyncio
import json
import threading
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import boto3
import pytest
import requests
import websockets
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.exceptions import ClientError
from conftest import refused, sample_functions
from rest import LAMBDA_URI, api, function_arn, lambda_proxy, method
from test_lambda import TELL, archive, create
from websockets.exceptions import InvalidStatus

TOO_MANY = (429, "TooManyRequestsException", "Too Many Requests")


@pytest.fixture(scope="module")
def strict(tmp_path_factory):
    from conftest import Emulator

    running = Emulator("--ephemeral", "--strict", *sample_functions(), log=tmp_path_factory.mktemp("strict") / "log")
    yield running
    assert running.stop() == 0, running.log.read_text()


@pytest.fixture
def account():
    """An account of the test's own: rates are of accounts."""
    return f"{uuid.uuid4().int % 10**12:012d}"


def function(emulator, account, name="guarded"):
    client = emulator.client("lambda", account)
    create(client, name, archive(app__py='def handler(event, context):\n    return {"statusCode": 200, "body": "called"}\n'))
    return client


def proxy(account, name="guarded"):
    return {"type": "AWS_PROXY", "integrationHttpMethod": "POST", "uri": LAMBDA_URI.format(function_arn(name, account=account))}


def permit(functions, source, name="guarded"):
    functions.add_permission(
        FunctionName=name, StatementId=uuid.uuid4().hex, Action="lambda:InvokeFunction",
        Principal="apigateway.amazonaws.com", SourceArn=source,
    )


def test_a_rest_api_may_not_invoke_a_function_that_does_not_permit_it(strict, account):
    """AWS re:Post, "How do I resolve Invalid permissions on Lambda function errors": 500, and the line in the execution log."""
    functions, client = function(strict, account), strict.client("apigateway", account)
    api_id, root_id = api(client)
    method(client, api_id, root_id, verb="GET", **proxy(account))
    client.create_deployment(restApiId=api_id, stageName="prod")
    arn = f"arn:aws:execute-api:us-east-1:{account}:{api_id}"
    permit(functions, f"{arn}/*/POST/")
    permit(functions, f"arn:aws:execute-api:us-east-1:{account}:other/*")
    answer = strict.by_host(api_id, "/prod/")
    assert (answer.status_code, answer.json()) == (500, {"message": "Internal server error"})
    tested = client.test_invoke_method(restApiId=api_id, resourceId=root_id, httpMethod="GET")
    assert "Execution failed due to configuration error: Invalid permissions on Lambda function" in tested["log"]
    permit(functions, f"{arn}/prod/GET/")
    assert strict.by_host(api_id, "/prod/").text == "called"
    tested = client.test_invoke_method(restApiId=api_id, resourceId=root_id, httpMethod="GET")
    assert tested["status"] == 500, "the stage of tests has not been permitted"


def test_an_http_api_may_not_either(strict, account, eventually):
    """AWS re:Post, "How do I resolve permission errors from an API Gateway HTTP API with a Lambda integration"."""
    functions, client = function(strict, account), strict.client("apigatewayv2", account)
    api_id = client.create_api(
        Name="pets", ProtocolType="HTTP", RouteKey="GET /pets/{id}", Target=function_arn("guarded", account=account)
    )["ApiId"]
    answer = strict.by_host(api_id, "/pets/1")
    assert (answer.status_code, answer.json()) == (500, {"message": "Internal Server Error"})
    permit(functions, f"arn:aws:execute-api:us-east-1:{account}:{api_id}/*/*/pets/*")
    assert strict.by_host(api_id, "/pets/1").text == "called"
    functions.remove_permission(
        FunctionName="guarded", StatementId=json.loads(functions.get_policy(FunctionName="guarded")["Policy"])["Statement"][0]["Sid"]
    )
    assert strict.by_host(api_id, "/pets/1").status_code == 500


def test_a_websocket_api_may_not_either(strict, account):
    functions, client = function(strict, account), strict.client("apigatewayv2", account)
    api_id = client.create_api(Name="chat", ProtocolType="WEBSOCKET", RouteSelectionExpression="$request.body.action")["ApiId"]
    uri = LAMBDA_URI.format(function_arn("guarded", account=account))
    integration = client.create_integration(
        ApiId=api_id, IntegrationType="AWS_PROXY", IntegrationUri=uri, IntegrationMethod="POST"
    )["IntegrationId"]
    client.create_route(ApiId=api_id, RouteKey="$connect", Target=f"integrations/{integration}")
    client.create_stage(ApiId=api_id, StageName="dev", DeploymentId=client.create_deployment(ApiId=api_id)["DeploymentId"])

    async def connect():
        address = f"ws://{api_id}.execute-api.localhost:{strict.port}/dev"
        async with websockets.connect(address, host="127.0.0.1", port=strict.port):
            pass

    with pytest.raises(InvalidStatus) as caught:
        asyncio.run(connect())
    assert caught.value.response.status_code == 500
    permit(functions, f"arn:aws:execute-api:us-east-1:{account}:{api_id}/*/$connect")
    asyncio.run(connect())


def test_an_authorizer_may_not_ask_a_function_that_does_not_permit_it(strict, account):
    functions, client = function(strict, account), strict.client("apigateway", account)
    api_id, root_id = api(client)
    authorizer = client.create_authorizer(
        restApiId=api_id, name="guard", type="TOKEN", identitySource="method.request.header.Authorization",
        authorizerUri=LAMBDA_URI.format(function_arn("guarded", account=account)),
    )["id"]
    client.put_method(
        restApiId=api_id, resourceId=root_id, httpMethod="GET", authorizationType="CUSTOM", authorizerId=authorizer
    )
    client.put_integration(restApiId=api_id, resourceId=root_id, httpMethod="GET", **proxy(account))
    client.create_deployment(restApiId=api_id, stageName="prod")
    arn = f"arn:aws:execute-api:us-east-1:{account}:{api_id}"
    permit(functions, f"{arn}/prod/*")
    answer = strict.by_host(api_id, "/prod/", headers={"Authorization": "t"})
    assert (answer.status_code, answer.headers["x-amzn-ErrorType"]) == (500, "AuthorizerConfigurationException")
    assert "no statement of the policy" in strict.log.read_text()


def test_a_folder_has_no_policy_and_lets_every_api_invoke_it(strict):
    api_id = strict.client("apigatewayv2").create_api(Name="f", ProtocolType="HTTP", Target=function_arn("orders"))["ApiId"]
    assert strict.by_host(api_id, "/").status_code == 200


def test_an_arn_of_another_account_means_no_function(strict, account):
    """Elsewhere the function of that name stands for it."""
    api_id = strict.client("apigatewayv2", account).create_api(
        Name="f", ProtocolType="HTTP", Target=function_arn("orders", account=account)
    )["ApiId"]
    assert strict.by_host(api_id, "/").status_code == 500


def test_operations_are_taken_as_often_as_aws_takes_them(strict, account):
    """Developer guide, "Quotas for creating, deploying and managing an API in API Gateway"."""
    client = strict.client("apigateway", account)
    regional = {"name": "a", "endpointConfiguration": {"types": ["REGIONAL"]}}
    api_id = client.create_rest_api(**regional)["id"]
    assert refused(client.create_rest_api, **regional) == TOO_MANY
    client.create_rest_api(name="an edge-optimized one has a rate of its own")
    assert refused(client.create_rest_api, name="b") == TOO_MANY
    client.delete_rest_api(restApiId=api_id)
    assert refused(client.delete_rest_api, restApiId=api_id) == TOO_MANY
    for _ in range(5):
        client.create_api_key()
    assert refused(client.create_api_key) == TOO_MANY
    strict.client("apigateway", account, region="eu-west-1").create_rest_api(**regional)


def test_a_reset_forgets_how_often_operations_were_called(strict, account):
    """A test that begins with a reset finds its account as it was."""
    client = strict.client("apigateway", account)
    client.create_rest_api(name="a")
    assert refused(client.create_rest_api, name="b") == TOO_MANY
    requests.post(strict.url + "/_emulator/state/reset", json={"account": f"{(int(account) + 1) % 10**12:012d}"}, timeout=30)
    assert refused(client.create_rest_api, name="b") == TOO_MANY, "another account was reset"
    assert requests.post(strict.url + "/_emulator/state/reset", json={"account": account}, timeout=30).status_code == 200
    client.create_rest_api(name="b")


def test_all_operations_together_are_ten_a_second_and_forty_at_once(strict, account):
    client = strict.client("apigateway", account)
    told = []
    for _ in range(200):
        try:
            client.get_account()
            told.append(200)
        except ClientError as error:
            told.append(error.response["ResponseMetadata"]["HTTPStatusCode"])
    assert told[:40] == [200] * 40
    assert 429 in told


def test_operations_that_nobody_signed_are_refused(strict):
    """As AWS's endpoint answers a request without a signature."""
    for path in ("/restapis", "/v2/apis", "/2015-03-31/functions/"):
        answer = requests.get(strict.url + path, timeout=30)
        assert (answer.status_code, answer.json()) == (403, {"message": "Missing Authentication Token"})
        assert answer.headers["x-amzn-ErrorType"] == "MissingAuthenticationTokenException"


SECRET = uuid.uuid4().hex
ANN, BOB, EVE = ("AKIDANN", "111122223333"), ("AKIDBOB", "222222222222"), ("AKIDEVE", "111122223333")
# Without policies: the root of an account, and a user who is only called so.
ROOT, NAMESAKE = ("AKIDROOT", "333333333333"), ("AKIDNAMESAKE", "333333333333")


@pytest.fixture(scope="module")
def with_credentials(tmp_path_factory):
    """A strict emulator that knows two users of two accounts, one of Ann's account who may do little, and two without policies."""
    from conftest import Emulator

    everything = {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
    at_home = {"StringEquals": {"aws:RequestedRegion": "us-east-1"}}
    little = {"Statement": [
        {"Effect": "Allow", "Action": "apigateway:*", "Resource": "arn:aws:apigateway:*::/restapis*", "Condition": at_home},
        {"Effect": "Deny", "Action": ["apigateway:POST", "apigateway:DELETE"], "Resource": "arn:aws:apigateway:*::/restapis/*"},
        {"Effect": "Allow", "Action": "lambda:Get*", "Resource": "*"},
    ]}
    folder = tmp_path_factory.mktemp("credentials")
    signers = [
        (*ANN, "user/u", [everything]), (*BOB, "user/u", [everything]), (*EVE, "user/u", [little]),
        (*ROOT, "root", []), (*NAMESAKE, "user/root", []),
    ]
    (folder / "keys.json").write_text(json.dumps({"credentials": [
        {"accessKeyId": key, "secretAccessKey": SECRET, "principalArn": f"arn:aws:iam::{account}:{principal}", "policies": policies}
        for key, account, principal, policies in signers
    ]}))
    running = Emulator("--ephemeral", "--strict", "--credentials", str(folder / "keys.json"), log=folder / "log")
    yield running
    assert running.stop() == 0, running.log.read_text()


def signing(emulator, service, key, secret=SECRET, region="us-east-1"):
    return boto3.client(
        service, endpoint_url=emulator.url, region_name=region, aws_access_key_id=key, aws_secret_access_key=secret,
        config=Config(retries={"max_attempts": 0}),
    )


def signed(emulator, verb, path, service, body=b"", secret=SECRET, **headers):
    """Ann's request, as botocore signs it."""
    request = AWSRequest(verb, emulator.url + path, data=body, headers=headers)
    SigV4Auth(Credentials(ANN[0], secret), service, "us-east-1").add_auth(request)
    return request.prepare()


def sent(prepared):
    """The status and error type of a request's answer."""
    answer = requests.request(
        prepared.method, prepared.url, headers=dict(prepared.headers), data=prepared.body, timeout=30
    )
    return answer.status_code, answer.headers.get("x-amzn-ErrorType")


def test_signatures_of_operations_are_checked_where_credentials_are_known(with_credentials):
    """AWS re:Post, "How do I troubleshoot signature mismatch errors"."""
    emulator, key = with_credentials, ANN[0]
    assert refused(signing(emulator, "apigateway", key, "wrong").get_rest_apis)[:2] == (403, "InvalidSignatureException")
    assert refused(signing(emulator, "apigateway", "AKIDNOBODY").get_rest_apis)[:2] == (403, "UnrecognizedClientException")
    apis = signing(emulator, "apigatewayv2", key)
    made = apis.create_api(Name="ann's: a name/with?all", ProtocolType="HTTP")
    assert apis.get_tags(ResourceArn=f"arn:aws:apigateway:us-east-1::/apis/{made['ApiId']}")["Tags"] == {}
    functions = signing(emulator, "lambda", key)
    create(functions, "mine", archive(app__py=TELL))
    assert functions.get_function(FunctionName="mine")["Configuration"]["FunctionArn"].split(":")[4] == ANN[1]


def not_allowed(action, resource, why):
    """What AWS says to who may not (as users saw it: mattclay/aws-terminator pull request 284)."""
    user = f"arn:aws:iam::{EVE[1]}:user/u"
    message = f"User: {user} is not authorized to perform: {action} on resource: {resource} {why}"
    return 403, "AccessDeniedException", message


def test_operations_are_for_those_whose_policies_allow_them(with_credentials):
    """Developer guide, "Control access to a REST API with IAM permissions": `apigateway:` and the HTTP method, with the resource's path."""
    ann, eve = (signing(with_credentials, "apigateway", user[0]) for user in (ANN, EVE))
    # Edge-optimized, because other tests use up the rate of regional ones.
    api_id = ann.create_rest_api(name="pets")["id"]
    assert eve.get_rest_api(restApiId=api_id)["name"] == "pets"

    where, denied = "arn:aws:apigateway:us-east-1::", "with an explicit deny in an identity-based policy"
    assert refused(eve.delete_rest_api, restApiId=api_id) == not_allowed("apigateway:DELETE", f"{where}/restapis/{api_id}", denied)
    path = f"{where}/restapis/{api_id}/authorizers"
    wrong = {"restApiId": api_id, "name": "a", "type": "TOKEN"}
    assert refused(eve.create_authorizer, **wrong) == not_allowed("apigateway:POST", path, denied), "before it is looked at"

    def silent(action):
        return f"because no identity-based policy allows the {action} action"

    keys = not_allowed("apigateway:GET", f"{where}/apikeys", silent("apigateway:GET"))
    assert refused(eve.get_api_keys) == keys
    second = signing(with_credentials, "apigatewayv2", EVE[0])
    assert refused(second.create_api, Name="a", ProtocolType="HTTP") == not_allowed(
        "apigateway:POST", f"{where}/apis", silent("apigateway:POST")
    )
    abroad = signing(with_credentials, "apigateway", EVE[0], region="eu-west-1")
    assert refused(abroad.get_rest_apis)[:2] == (403, "AccessDeniedException"), "the condition names another region"

    assert ann.get_rest_api(restApiId=api_id)["name"] == "pets"
    assert "a" not in {api["Name"] for api in signing(with_credentials, "apigatewayv2", ANN[0]).get_apis()["Items"]}


def test_the_root_of_an_account_needs_no_policy(with_credentials):
    """IAM user guide, "AWS account root user": it has complete access to all services and resources of its account."""
    namesake, root = (signing(with_credentials, "apigateway", user[0]) for user in (NAMESAKE, ROOT))
    assert refused(namesake.create_api_key, name="k")[:2] == (403, "AccessDeniedException")
    assert root.get_api_keys()["items"] == []
    made = root.create_api_key(name="k")["id"]
    assert refused(namesake.delete_api_key, apiKey=made)[:2] == (403, "AccessDeniedException")
    root.delete_api_key(apiKey=made)
    functions = signing(with_credentials, "lambda", ROOT[0])
    create(functions, "of-root", archive(app__py=TELL))
    functions.invoke(FunctionName="of-root")


def test_functions_are_invoked_and_changed_by_those_whose_policies_allow_it(with_credentials, tmp_path):
    """Service authorization reference, "Actions, resources, and condition keys for AWS Lambda": Invoke is `lambda:InvokeFunction`."""
    ann, eve = (signing(with_credentials, "lambda", user[0]) for user in (ANN, EVE))
    ran = tmp_path / "ran"
    create(ann, "seen", archive(app__py=f"def handler(event, context):\n    open({str(ran)!r}, 'w').close()\n"))
    arn = f"arn:aws:lambda:us-east-1:{EVE[1]}:function:seen"
    assert eve.get_function(FunctionName="seen")["Configuration"]["FunctionArn"] == arn
    for action, function, call in [
        ("lambda:InvokeFunction", arn, lambda: eve.invoke(FunctionName="seen")),
        # Lambda developer guide, "Fine-tuning the Resources and Conditions sections of policies": by function, version, or alias ARN.
        ("lambda:InvokeFunction", f"{arn}:live", lambda: eve.invoke(FunctionName="seen", Qualifier="live")),
        ("lambda:DeleteFunction", f"{arn}:1", lambda: eve.delete_function(FunctionName=f"{arn}:1")),
        ("lambda:DeleteFunction", arn, lambda: eve.delete_function(FunctionName=arn)),
        ("lambda:CreateFunction", arn, lambda: create(eve, "seen", archive(app__py=TELL))),
    ]:
        why = f"because no identity-based policy allows the {action} action"
        assert refused(call) == not_allowed(action, function, why)
    assert not ran.exists()
    ann.invoke(FunctionName="seen")
    assert ran.exists()


def test_the_account_is_the_signers_whatever_else_the_header_says(with_credentials):
    """IAM user guide, "Add the signature to the request": the header's parameters are Credential, SignedHeaders and Signature."""
    name = uuid.uuid4().hex
    signing(with_credentials, "apigateway", BOB[0]).create_api_key(name=name)
    request = signed(with_credentials, "GET", f"/apikeys?name={name}", "apigateway")
    other = f"XCredential={BOB[1]}/20261120/us-east-1/apigateway/aws4_request, Credential="
    request.headers["Authorization"] = request.headers["Authorization"].replace("Credential=", other)
    answer = requests.get(request.url, headers=dict(request.headers), timeout=30)
    assert (answer.status_code, answer.json()["item"]) == (200, [])


@pytest.mark.parametrize("path", ["/@connections/L0SM9cOFvHcCIhw=", "/@connections/x", "/%40connections/L0SM9cOFvHcCIhw="])
def test_whether_a_connection_is_there_is_told_to_signers_alone(with_credentials, path):
    """Developer guide, "Control access to your WebSocket API with IAM authorization"."""
    target = {"x-amz-target": "AWSWAF_20190729.GetWebACLForResource"}
    for headers in ({}, target):
        missing = requests.post(with_credentials.url + path, headers=headers, timeout=30)
        assert (missing.status_code, missing.headers["x-amzn-ErrorType"]) == (403, "MissingAuthenticationTokenException")
        forged = signed(with_credentials, "POST", path, "execute-api", secret="wrong", **headers)
        assert sent(forged) == (403, "InvalidSignatureException")
    gone = signed(with_credentials, "POST", path, "execute-api", **target)
    assert sent(gone) in ((410, "GoneException"), (400, "BadRequestException"))


def test_web_acls_are_taken_from_stages_by_signers_alone(with_credentials):
    client = signing(with_credentials, "apigateway", ANN[0])
    api_id, root_id = api(client)
    method(client, api_id, root_id, verb="GET", type="MOCK")
    client.create_deployment(restApiId=api_id, stageName="prod")
    acl = f"arn:aws:wafv2:us-east-1:{ANN[1]}:regional/webacl/a/1"
    stage = f"arn:aws:apigateway:us-east-1::/restapis/{api_id}/stages/prod"
    body = json.dumps({"ResourceArn": stage})
    target = {"x-amz-target": "AWSWAF_20190729.DisassociateWebACL"}
    eve = signing(with_credentials, "wafv2", EVE[0])
    # Other than API Gateway, AWS WAF answers 400 (as users saw it: kubernetes-sigs/aws-load-balancer-controller).
    assert refused(eve.associate_web_acl, WebACLArn=acl, ResourceArn=stage) == (
        400, *not_allowed("wafv2:AssociateWebACL", acl, "because no identity-based policy allows the wafv2:AssociateWebACL action")[1:]
    )
    signing(with_credentials, "wafv2", ANN[0]).associate_web_acl(WebACLArn=acl, ResourceArn=stage)
    assert refused(eve.disassociate_web_acl, ResourceArn=stage)[:2] == (400, "AccessDeniedException")
    claim = f"AWS4-HMAC-SHA256 Credential={ANN[0]}/20261120/us-east-1/wafv2/aws4_request, SignedHeaders=host, Signature=0"
    for path, status in (("/@connections/x", 403), ("/", 400)):
        answer = requests.post(with_credentials.url + path, data=body, headers={"Authorization": claim, **target}, timeout=30)
        assert answer.status_code == status, path
    assert client.get_stage(restApiId=api_id, stageName="prod")["webAclArn"] == acl


def test_a_setting_that_does_nothing_is_an_error_that_names_it(strict, account):
    client = strict.client("apigateway", account)
    api_id, root_id = api(client)
    method(client, api_id, root_id, verb="GET", type="MOCK")
    client.create_deployment(restApiId=api_id, stageName="prod")
    status, code, message = refused(
        client.update_stage, restApiId=api_id, stageName="prod",
        patchOperations=[{"op": "replace", "path": "/tracingEnabled", "value": "true"}],
    )
    assert (status, code, "tracingEnabled" in message) == (501, "NotImplemented", True), message
    assert client.get_stage(restApiId=api_id, stageName="prod")["tracingEnabled"] is False, "nothing was changed"


def test_a_web_acl_of_another_account_is_not_there(strict, account):
    """AWS WAF developer guide, "Associating or disassociating protection with an AWS resource": both have one account and region."""
    client = strict.client("apigateway", account)
    api_id, root_id = api(client)
    method(client, api_id, root_id, verb="GET", type="MOCK")
    client.create_deployment(restApiId=api_id, stageName="prod")
    stage = f"arn:aws:apigateway:us-east-1::/restapis/{api_id}/stages/prod"
    waf = strict.client("wafv2", account)
    for owner, region in (("999988887777", "us-east-1"), (account, "eu-west-1")):
        other = f"arn:aws:wafv2:{region}:{owner}:regional/webacl/a/1"
        assert refused(waf.associate_web_acl, WebACLArn=other, ResourceArn=stage)[:2] == (400, "WAFNonexistentItemException")
    assert "webAclArn" not in client.get_stage(restApiId=api_id, stageName="prod")


def test_what_aws_demands_is_taken(strict, account):
    """API reference, PutIntegration: integrations with services other than Lambda need a role."""
    client = strict.client("apigateway", account)
    api_id, root_id = api(client)
    method(
        client, api_id, root_id, verb="POST", type="AWS", integrationHttpMethod="POST",
        uri=f"arn:aws:apigateway:us-east-1:sqs:path/{account}/q", credentials=f"arn:aws:iam::{account}:role/r",
    )
    client.create_deployment(restApiId=api_id, stageName="prod")


def test_logging_needs_a_role(strict, account):
    """As AWS refuses it: "CloudWatch Logs role ARN must be set in account settings to enable logging"."""
    client = strict.client("apigateway", account)
    api_id, root_id = api(client)
    method(client, api_id, root_id, verb="GET", type="MOCK")
    client.create_deployment(restApiId=api_id, stageName="prod")
    log = {
        "restApiId": api_id, "stageName": "prod",
        "patchOperations": [{"op": "replace", "path": "/*/*/logging/loglevel", "value": "INFO"}],
    }
    message = "CloudWatch Logs role ARN must be set in account settings to enable logging"
    assert refused(client.update_stage, **log) == (400, "BadRequestException", message)
    role = {"op": "replace", "path": "/cloudwatchRoleArn", "value": f"arn:aws:iam::{account}:role/logs"}
    client.update_account(patchOperations=[role])
    client.update_stage(**log)


def jwt_authorizer(issuer):
    return {
        "Name": "tokens", "AuthorizerType": "JWT", "IdentitySource": ["$request.header.Authorization"],
        "JwtConfiguration": {"Issuer": issuer, "Audience": ["pets"]},
    }


def jwt_scheme(issuer):
    extension = {
        "type": "jwt", "identitySource": "$request.header.Authorization",
        "jwtConfiguration": {"issuer": issuer, "audience": ["pets"]},
    }
    return {"type": "oauth2", "flows": {}, "x-amazon-apigateway-authorizer": extension}


def test_an_authorizer_needs_an_issuer_that_tells_of_itself(start):
    """As users of AWS saw it: haandol/cognito-kakao-example issue 1."""
    asked = []

    class Issuer(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200 if self.path.startswith("/known/") else 404)
            self.end_headers()
            self.wfile.write(b'{"jwks_uri": "http://127.0.0.1:9/keys"}')

        def log_message(self, *arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Issuer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base, issuers = f"http://127.0.0.1:{server.server_port}", "https://issuers.example.com"
    endpoints = (f"{issuers}/nobody={base}/nobody", f"{issuers}/known={base}/known", f"{issuers}/down=http://127.0.0.1:9")
    strict = start("--ephemeral", "--strict", *(part for endpoint in endpoints for part in ("--issuer-endpoint", endpoint)))
    client = strict.client("apigatewayv2")
    api_id = client.create_api(Name="pets", ProtocolType="HTTP")["ApiId"]
    document = "/.well-known/openid-configuration"
    for issuer in (f"{issuers}/nobody", f"{issuers}/down"):
        message = (
            f"Caught exception when connecting to {issuer}{document} for issuer {issuer}. Please try again later. Error: Invalid issuer: "
            f"{issuer}. Issuer must have a valid discovery endpoint ended with '{document}'"
        )
        assert refused(client.create_authorizer, ApiId=api_id, **jwt_authorizer(issuer)) == (400, "BadRequestException", message)
    made = client.create_authorizer(ApiId=api_id, **jwt_authorizer(f"{issuers}/known"))["AuthorizerId"]
    assert asked == [f"/nobody{document}", f"/known{document}"]
    elsewhere = {"Issuer": f"{issuers}/nobody", "Audience": ["pets"]}
    assert refused(client.update_authorizer, ApiId=api_id, AuthorizerId=made, JwtConfiguration=elsewhere)[0] == 400
    # An import leaves out what it is refused, and asks each issuer once.
    asked.clear()
    schemes = {name: jwt_scheme(f"{issuers}/{name}") for name in ("nobody", "known")}
    definition = {"openapi": "3.0.1", "info": {"title": "t", "version": "1"}, "paths": {}, "components": {"securitySchemes": schemes}}
    made = client.import_api(Body=json.dumps(definition))
    (warning,) = made["Warnings"]
    assert warning.startswith(f"Unable to create Authorizer 'nobody': Caught exception when connecting to {issuers}/nobody")
    assert [item["Name"] for item in client.get_authorizers(ApiId=made["ApiId"])["Items"]] == ["known"]
    assert sorted(asked) == [f"/known{document}", f"/nobody{document}"]
    message = "Invalid issuer: Issuer is not a valid URL for JWT Authorizer"
    assert refused(client.create_authorizer, ApiId=api_id, **jwt_authorizer(f"{base}/known")) == (400, "BadRequestException", message)
    server.shutdown()


def test_the_endpoint_access_mode_strict_is_told_not_to_be_there(strict, account):
    """It compares the hosts of TLS and of requests (developer guide, "Security policies for REST APIs in API Gateway")."""
    client = strict.client("apigateway", account)
    secure = {"securityPolicy": "SecurityPolicy_TLS13_1_3_2025_09", "endpointAccessMode": "STRICT"}
    named = {"domainName": f"d{account}.example.com", "endpointConfiguration": {"types": ["REGIONAL"]}}
    status, code, message = refused(client.create_domain_name, **named, **secure)
    assert (status, code) == (501, "NotImplemented") and "endpointAccessMode" in message
    # One name in 30 seconds is all that an account may make.
    another = strict.client("apigateway", f"{(int(account) + 1) % 10**12:012d}")
    another.create_domain_name(**named, **secure | {"endpointAccessMode": "BASIC"})


def test_without_it_the_same_things_are_told_once_each(start):
    emulator = start("--ephemeral", *sample_functions())
    client, functions = emulator.client("apigateway"), function(emulator, "test")
    for _ in range(2):
        requests.get(emulator.url + "/restapis", timeout=30)
        api_id, root_id = api(client)
        method(client, api_id, root_id, verb="GET", **lambda_proxy("guarded"))
        client.create_deployment(restApiId=api_id, stageName="prod")
        for _ in range(2):
            client.update_stage(
                restApiId=api_id, stageName="prod",
                patchOperations=[{"op": "replace", "path": "/*/*/logging/loglevel", "value": "INFO"},
                                 {"op": "replace", "path": "/tracingEnabled", "value": "true"}],
            )
            assert emulator.by_host(api_id, "/prod/").status_code == 200
    assert functions.get_function(FunctionName="guarded")["Configuration"]["FunctionName"] == "guarded"
    log = emulator.log.read_text()
    for told, times in [
        ("an operation that nobody signed: AWS would answer", 1),
        ("more than 1 of CreateRestApi in 3 seconds: AWS would answer", 1),
        ("logging of a stage without a role: AWS would answer", 1),
        # Once for each of the two APIs: each needs a statement of its own.
        ("no statement of the function's policy lets API Gateway invoke it", 2),
        # Once for each of the two stages, not once a publish.
        ("the stage's tracingEnabled makes and passes on trace ids", 2),
    ]:
        assert log.count(told) == times, told
