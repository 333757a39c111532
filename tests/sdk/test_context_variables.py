"""Every `$context` variable of a REST API, in mapping templates and in access logs. Developer guide, "API Gateway mapping template and
access logging variable reference", its two tables; `deploymentId`, `isCanaryRequest`, `identity.vpceId` and the variables of streams and
routing rules are in the newer page "Variables for access logging for API Gateway"."""

import json
import re
import time
import uuid

import pytest
import requests
from backends import HttpBackend
from conftest import Emulator, sample_functions
from rest import LAMBDA_URI, WEB_ACL, api, associate_web_acl, function_arn, resource, web_acl
from test_http_jwt import KEY, issuer  # noqa: F401
from test_rest_authorizers import signed

POOL = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_a1B2c3D4e"
GROUP = "arn:aws:logs:us-east-1:000000000000:log-group:/calls"
ID, NUMBER, NONE = r"[0-9a-f-]{36}", r"\d+", "-"

# The first table: in templates, too.
EVERYWHERE = """accountId apiId authorizer.claims.sub authorizer.principalId authorizer.text awsEndpointRequestId deploymentId domainName
domainPrefix extendedRequestId httpMethod identity.accountId identity.apiKey identity.apiKeyId identity.caller
identity.cognitoAuthenticationProvider identity.cognitoAuthenticationType identity.cognitoIdentityId identity.cognitoIdentityPoolId
identity.principalOrgId identity.sourceIp identity.user identity.userAgent identity.userArn identity.vpceId isCanaryRequest operationName
path protocol requestId requestTime requestTimeEpoch resourceId resourcePath stage wafResponseCode webaclArn""".split()
LOGGED = """authenticate.error authenticate.latency authenticate.status authorize.error authorize.latency authorize.status
authorizer.error authorizer.integrationLatency authorizer.integrationStatus authorizer.latency authorizer.requestId authorizer.status
customDomain.basePathMatched customDomain.routingRuleIdMatched error.message error.messageString error.responseType
error.validationErrorString integration.error integration.integrationStatus integration.latency integration.requestId
integration.responseTransferMode integration.status integrationErrorMessage integrationLatency integrationStatus
requestOverride.header.x-own requestOverride.path.id requestOverride.querystring.q responseLatency responseLength
responseOverride.header.x-out responseOverride.status status waf.error waf.latency waf.status xrayTraceId""".split()

# What every request has.
ALWAYS = {
    "accountId": "000000000000",
    "deploymentId": "[a-z0-9]{6}",
    "extendedRequestId": r"[\w=-]{16}",
    "identity.sourceIp": r"127\.0\.0\.1",
    "identity.userAgent": r"\S+",
    "protocol": r"HTTP/1\.1",
    "requestId": ID,
    "requestTime": r"\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d \+0000",
    "requestTimeEpoch": r"\d{13}",
    "stage": "prod",
}
OF_LOGS = {"responseLatency": NUMBER, "responseLength": NUMBER, "status": "200"}
INTEGRATED = {
    "awsEndpointRequestId": "backend-1",
    "integration.integrationStatus": "202",
    "integration.latency": NUMBER,
    "integration.requestId": "backend-1",
    "integration.status": "202",
    "integrationLatency": NUMBER,
    "integrationStatus": "202",
}

# An integration whose request template overrides all that a template may.
OVERRIDING = {
    "requestTemplates": {
        "application/json": "#set($context.requestOverride.header.x-own = 'h')#set($context.requestOverride.path.id = 'p')"
        "#set($context.requestOverride.querystring.q = 'q')#set($context.responseOverride.status = 201){}"
    }
}
REQUEST_OVERRIDDEN = {
    "requestOverride.header.x-own": "h",
    "requestOverride.path.id": "p",
    "requestOverride.querystring.q": "q",
    "responseOverride.status": "201",
}


@pytest.fixture(scope="module")
def backend():
    """An HTTP service that answers 202 with an id."""
    with HttpBackend(b"", status=202, headers={"x-amzn-RequestId": "backend-1"}) as running:
        yield running.url


@pytest.fixture(scope="module")
def emulator(tmp_path_factory, issuer):  # noqa: F811
    folder = tmp_path_factory.mktemp("context")
    options = [*web_acl(folder), "--access-log", str(folder / "access.log")]
    options += ["--issuer-endpoint", f"{POOL}={issuer.url}"]
    running = Emulator("--ephemeral", *options, *sample_functions(), log=folder / "log")
    yield running
    assert running.stop() == 0, running.log.read_text()


class Api:
    """An API whose POST /pets/{id} tells all variables in its answer, and in its stage's access log."""

    def __init__(self, emulator, backend, eventually, integration=None, method=None, **options):
        self.emulator, self.client, self.eventually = emulator, emulator.client("apigateway"), eventually
        self.id, root_id = api(self.client, **options)
        where = {"restApiId": self.id, "resourceId": resource(self.client, self.id, root_id, "/pets/{id}"), "httpMethod": "POST"}
        self.resource_id = where["resourceId"]
        of_path = {"authorizationType": "NONE", "requestParameters": {"method.request.path.id": True}}
        self.client.put_method(**where, **of_path | (method(self) if method else {}))
        template = "#set($context.responseOverride.header.x-out = 'o')" + json.dumps({name: f"$context.{name}" for name in EVERYWHERE})
        request = {"type": "HTTP", "integrationHttpMethod": "POST", "uri": backend + "{id}"}
        request["requestParameters"] = {"integration.request.path.id": "method.request.path.id"}
        self.client.put_integration(**where, **request | (integration or {}))
        self.client.put_method_response(**where, statusCode="200")
        self.client.put_integration_response(**where, statusCode="200", responseTemplates={"application/json": template})
        self.client.create_deployment(restApiId=self.id, stageName="prod")
        # The names would make it longer than AWS takes it.
        log_format = "|".join(f"$context.{name}" for name in EVERYWHERE + LOGGED)
        self.set("/accessLogSettings/destinationArn", GROUP)
        self.set("/accessLogSettings/format", log_format)

    def set(self, path, value):
        operation = {"op": "replace", "path": path, "value": value}
        self.client.update_stage(restApiId=self.id, stageName="prod", patchOperations=[operation])

    def authorizer(self, **options):
        source = "method.request.header.Authorization"
        return self.client.create_authorizer(restApiId=self.id, name="a", identitySource=source, **options)["id"]

    def post(self, path="/prod/pets/7", **headers):
        headers = {"Content-Type": "application/json"} | {name.replace("_", "-"): value for name, value in headers.items()}
        return self.emulator.by_host(self.id, path, "POST", headers=headers, data="{}")

    def logged(self, answer):
        """The line of a request."""
        file, request_id = self.emulator.log.with_name("access.log"), answer.headers["x-amzn-RequestId"]
        [line] = self.eventually(lambda: [line for line in file.read_text().splitlines() if f"|{request_id}|" in line])
        return dict(zip(EVERYWHERE + LOGGED, line.split("|"), strict=True))

    def expect(self, answer, in_log, everywhere=True):
        """Compares the line, and the answer of the template unless the request failed; what is not expected has no value."""
        of_api = {"apiId": self.id, "domainName": f"{self.id}\\.execute-api\\.localhost", "domainPrefix": self.id}
        of_method = {"httpMethod": "POST", "path": "/prod/pets/7", "resourceId": self.resource_id, "resourcePath": r"/pets/\{id\}"}
        expected = ALWAYS | of_api | of_method | OF_LOGS | {"integration.responseTransferMode": "BUFFERED"} | in_log
        for name, value in self.logged(answer).items():
            assert re.fullmatch(expected.get(name, NONE), value), (name, value, expected.get(name))
        if everywhere:
            for name, value in answer.json().items():
                wanted = expected.get(name, "")
                assert re.fullmatch(wanted, value), (name, value, wanted)


@pytest.fixture
def make(emulator, backend, eventually):
    return lambda **options: Api(emulator, backend, eventually, **options)


def test_a_request_that_has_nearly_all_of_it(make):
    def guarded(made):
        uri = LAMBDA_URI.format(function_arn("guard"))
        authorizer = made.authorizer(type="TOKEN", authorizerUri=uri, authorizerResultTtlInSeconds=0)
        return {"authorizationType": "CUSTOM", "authorizerId": authorizer, "apiKeyRequired": True, "operationName": "PostPet"}

    made = make(integration=OVERRIDING, method=guarded)
    stages = [{"apiId": made.id, "stage": "prod"}]
    plan_id = made.client.create_usage_plan(name="plan", apiStages=stages)["id"]
    key = made.client.create_api_key(name="key", enabled=True)
    made.client.create_usage_plan_key(usagePlanId=plan_id, keyId=key["id"], keyType="API_KEY")
    made.client.create_deployment(restApiId=made.id, stageName="prod", canarySettings={"percentTraffic": 0})
    made.set("/tracingEnabled", "true")
    associate_web_acl(made.emulator, made.id)
    name = f"d{uuid.uuid4().hex[:8]}.example.com"
    certificate = "arn:aws:acm:us-east-1:000000000000:certificate/a"
    regional = {"endpointConfiguration": {"types": ["REGIONAL"]}, "regionalCertificateArn": certificate}
    made.client.create_domain_name(domainName=name, **regional)
    made.client.create_base_path_mapping(domainName=name, restApiId=made.id, stage="prod", basePath="v1")
    headers = {"Authorization": "allow", "x-api-key": key["value"], "User-Agent": "test/1", "Content-Type": "application/json"}
    answer = requests.post(f"{made.emulator.url}/v1/pets/7", headers={"Host": name} | headers, data="{}", timeout=30)
    assert (answer.status_code, answer.headers["x-out"]) == (201, "o")
    checks = {f"{check}.{member}": NUMBER for check in ("authorize", "authorizer", "waf") for member in ("latency", "status")}
    made.expect(answer, INTEGRATED | REQUEST_OVERRIDDEN | checks | {
        "authorizer.principalId": "user",
        "authorizer.text": "hello",
        "authorizer.integrationLatency": NUMBER,
        "authorizer.integrationStatus": "200",
        "authorizer.requestId": ID,
        "customDomain.basePathMatched": "v1",
        "domainName": re.escape(name),
        "domainPrefix": name.split(".")[0],
        "identity.apiKey": key["value"],
        "identity.apiKeyId": key["id"],
        "identity.userAgent": "test/1",
        "isCanaryRequest": "false",
        "operationName": "PostPet",
        "path": "/v1/pets/7",
        "responseOverride.header.x-out": "o",
        "status": "201",
        "wafResponseCode": "WAF_ALLOW",
        "webaclArn": re.escape(WEB_ACL),
        "xrayTraceId": r"1-[0-9a-f]{8}-[0-9a-f]{24}",
    })


OVERRIDDEN = {"responseOverride.header.x-out": "o"}


def test_a_signed_request(make):
    made = make(method=lambda _: {"authorizationType": "AWS_IAM"})
    answer = signed(made.emulator, made.id, "/prod/pets/7", "test", method="POST", body=b"{}")
    checks = {f"{check}.{member}": NUMBER for check in ("authenticate", "authorize") for member in ("latency", "status")}
    made.expect(answer, INTEGRATED | OVERRIDDEN | checks | {
        "identity.accountId": "000000000000",
        "identity.caller": "000000000000",
        "identity.user": "000000000000",
        "identity.userArn": "arn:aws:iam::000000000000:root",
    })
    refused = signed(made.emulator, made.id, "/prod/pets/7", "AKIDUNKNOWN", method="POST", body=b"{}")
    message = r"The security token included in the request is invalid\."
    made.expect(refused, {
        "authenticate.error": message,
        "authenticate.latency": NUMBER,
        "authenticate.status": "403",
        "error.message": message,
        "error.messageString": f'"{message}"',
        "error.responseType": "INVALID_SIGNATURE",
        "status": "403",
    }, everywhere=False)


def test_a_user_of_a_pool(make):
    def pool(made):
        arn = POOL.replace("https://cognito-idp.us-east-1.amazonaws.com/", "arn:aws:cognito-idp:us-east-1:000000000000:userpool/")
        return {"authorizationType": "COGNITO_USER_POOLS", "authorizerId": made.authorizer(type="COGNITO_USER_POOLS", providerARNs=[arn])}

    made = make(method=pool)
    token = KEY.sign({"iss": POOL, "sub": "user-1", "aud": "client", "token_use": "id", "exp": int(time.time()) + 600})
    made.expect(made.post(Authorization=token), INTEGRATED | OVERRIDDEN | {
        "authorizer.claims.sub": "user-1",
        "authorizer.latency": NUMBER,
        "authorizer.status": "200",
        "authorize.latency": NUMBER,
        "authorize.status": "200",
    })


def test_a_call_through_a_vpc_endpoint(make):
    allow = {"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [allow]})
    made = make(policy=policy, endpointConfiguration={"types": ["PRIVATE"]})
    host = f"{made.id}-vpce-01234567abcdef012.execute-api.localhost"
    headers = {"Host": f"{host}:{made.emulator.port}", "Content-Type": "application/json"}
    answer = requests.post(made.emulator.url + "/prod/pets/7", headers=headers, data="{}", timeout=30)
    checks = {"authorize.latency": NUMBER, "authorize.status": "200"}
    names = {"domainName": re.escape(host), "domainPrefix": host.split(".")[0], "identity.vpceId": "vpce-01234567abcdef012"}
    made.expect(answer, INTEGRATED | OVERRIDDEN | checks | names)


def test_a_body_that_its_model_refuses(make):
    def modelled(made):
        of_api = {"restApiId": made.id}
        validator = made.client.create_request_validator(**of_api, name="body", validateRequestBody=True)
        schema = json.dumps({"type": "object", "required": ["name"]})
        made.client.create_model(**of_api, name="Pet", contentType="application/json", schema=schema)
        return {"requestValidatorId": validator["id"], "requestModels": {"application/json": "Pet"}}

    made = make(method=modelled)
    made.expect(made.post(), {
        "error.message": "Invalid request body",
        "error.messageString": '"Invalid request body"',
        "error.responseType": "BAD_REQUEST_BODY",
        "error.validationErrorString": r'\[object has missing required properties \(\["name"\]\)\]',
        "status": "400",
    }, everywhere=False)


def test_a_request_that_the_web_acl_blocks(make):
    made = make()
    associate_web_acl(made.emulator, made.id)
    made.expect(made.post(User_Agent="badbot"), {
        "error.message": "Forbidden",
        "error.messageString": '"Forbidden"',
        "error.responseType": "WAF_FILTERED",
        "integration.responseTransferMode": NONE,
        "resourceId": NONE,
        "resourcePath": NONE,
        "status": "403",
        "waf.error": "Forbidden",
        "waf.latency": NUMBER,
        "waf.status": "403",
        "wafResponseCode": "WAF_BLOCK",
        "webaclArn": re.escape(WEB_ACL),
    }, everywhere=False)


def test_an_authorizer_that_fails_and_one_that_denies(make):
    def guarded(made):
        uri = LAMBDA_URI.format(function_arn("guard"))
        return {"authorizationType": "CUSTOM", "authorizerId": made.authorizer(type="TOKEN", authorizerUri=uri)}

    made = make(method=guarded)
    asked = {
        "authorizer.integrationLatency": NUMBER,
        "authorizer.integrationStatus": "200",
        "authorizer.latency": NUMBER,
        "authorizer.requestId": ID,
    }
    made.expect(made.post(Authorization="fail"), asked | {
        "authorizer.error": ".*something else.*",
        "authorizer.status": "500",
        "error.messageString": "null",
        "error.responseType": "AUTHORIZER_CONFIGURATION_ERROR",
        "status": "500",
    }, everywhere=False)
    message = "User is not authorized to access this resource with an explicit deny"
    made.expect(made.post(Authorization="deny"), asked | {
        "authorize.error": message,
        "authorize.latency": NUMBER,
        "authorize.status": "403",
        "authorizer.principalId": "user",
        "authorizer.status": "200",
        "authorizer.text": "hello",
        "error.message": message,
        "error.messageString": f'"{message}"',
        "error.responseType": "ACCESS_DENIED",
        "status": "403",
    }, everywhere=False)


def test_an_integration_that_is_not_there(make):
    """What the request template has overridden is known by then. No source shows the line of such a request."""
    made = make(integration=OVERRIDING | {"uri": "http://127.0.0.1:9/{id}"})
    message = "Network error communicating with endpoint"
    made.expect(made.post(), REQUEST_OVERRIDDEN | {
        "error.message": message,
        "error.messageString": f'"{message}"',
        "error.responseType": "INTEGRATION_FAILURE",
        "integration.error": ".+",
        "integration.latency": NUMBER,
        "integrationErrorMessage": ".+",
        "integrationLatency": NUMBER,
        "status": "504",
    }, everywhere=False)


def test_an_answer_that_no_integration_response_is_for(make):
    made = make(integration=OVERRIDING)
    where = {"restApiId": made.id, "resourceId": made.resource_id, "httpMethod": "POST"}
    made.client.delete_integration_response(**where, statusCode="200")
    made.client.put_integration_response(**where, statusCode="200", selectionPattern="299")
    made.client.create_deployment(restApiId=made.id, stageName="prod")
    message = "Internal server error"
    made.expect(made.post(), INTEGRATED | REQUEST_OVERRIDDEN | {
        "error.message": message,
        "error.messageString": f'"{message}"',
        "error.responseType": "API_CONFIGURATION_ERROR",
        "integration.error": ".+",
        "integrationErrorMessage": ".+",
        "status": "500",
    }, everywhere=False)
