"""Each type of gateway response by what causes it, through the public port: AWS's status and `x-amzn-ErrorType`, the API's own words, and
no call of the backend. Developer guide, "Gateway response types"; for RESOURCE_NOT_FOUND see test_rest_authorizers."""

import gzip
import json

import pytest
from conftest import Emulator, sample_functions
from rest import ANN, LAMBDA_URI, api, associate_web_acl, function_arn, lambda_proxy, resource, web_acl
from test_rest_authorizers import signed

NOTHING = "http://127.0.0.1:9/"


@pytest.fixture(scope="module")
def emulator(tmp_path_factory):
    """With a web ACL that blocks a bot, and two signers, of whom one has expired."""
    folder = tmp_path_factory.mktemp("gateway-responses")
    gone = ANN | {"accessKeyId": "AKIDGONE", "expiration": "2026-01-01T00:00:00Z"}
    (folder / "credentials.json").write_text(json.dumps({"credentials": [ANN, gone]}))
    options = [*web_acl(folder), "--credentials", str(folder / "credentials.json")]
    running = Emulator("--ephemeral", *options, *sample_functions(), log=folder / "log")
    yield running
    assert running.stop() == 0, running.log.read_text()


class Api:
    """An API that tells the type of each of its failures, and has a path for each cause."""

    def __init__(self, emulator, backend):
        self.emulator, self.client = emulator, emulator.client("apigateway")
        self.id, self.root_id = api(self.client, minimumCompressionSize=0)
        self.backend = backend.url
        guard = self.authorizer("TOKEN", "guard", "method.request.header.Authorization")
        slow = self.authorizer("REQUEST", "slow", "method.request.querystring.seconds")
        validator = self.client.create_request_validator(
            restApiId=self.id, name="all", validateRequestBody=True, validateRequestParameters=True
        )
        schema = json.dumps({"type": "object", "required": ["name"]})
        self.client.create_model(restApiId=self.id, name="Pet", contentType="application/json", schema=schema)
        of_model = {"requestValidatorId": validator["id"], "requestModels": {"application/json": "Pet"}}
        self.method("/open")
        self.method("/guarded", authorizationType="CUSTOM", authorizerId=guard)
        self.method("/guarded/{id}", authorizationType="CUSTOM", authorizerId=guard)
        self.method("/undecided", authorizationType="CUSTOM", authorizerId=slow)
        self.method("/signed", authorizationType="AWS_IAM")
        self.method("/keyed", apiKeyRequired=True)
        self.method("/throttled")
        self.method("/body", **of_model)
        required = {"method.request.header.x-shop": True}
        self.method("/parameters", requestValidatorId=validator["id"], requestParameters=required)
        template = {"application/json": "{}"}
        self.method("/typed", {"type": "HTTP", "passthroughBehavior": "NEVER", "requestTemplates": template})
        self.method("/unreachable", {"uri": NOTHING})
        self.method("/slow", lambda_proxy("slow") | {"timeoutInMillis": 50})
        self.method("/bare", lambda_proxy("bare"))
        self.method("/echo", lambda_proxy("echo"))
        mock = {"application/json": '{"statusCode": 500}'}
        self.method("/unmapped", {"type": "MOCK", "requestTemplates": mock})
        for kind in self.client.get_gateway_responses(restApiId=self.id, limit=500)["items"]:
            self.client.put_gateway_response(
                restApiId=self.id,
                responseType=kind["responseType"],
                responseTemplates={"application/json": '{"type": "$context.error.responseType"}'},
            )
        self.client.create_deployment(restApiId=self.id, stageName="prod")
        throttle = {"op": "replace", "path": "/~1throttled/POST/throttling/rateLimit", "value": "0"}
        self.client.update_stage(restApiId=self.id, stageName="prod", patchOperations=[throttle])
        associate_web_acl(emulator, self.id)
        self.used_up_key = self.key_of_a_used_up_plan()

    def method(self, path, integration=None, **options):
        """POST and GET of a path, whose backend is the one that keeps what it sees."""
        integration = {"type": "HTTP_PROXY", "integrationHttpMethod": "POST", "uri": self.backend} | (integration or {})
        for verb in ("POST", "GET"):
            where = {"restApiId": self.id, "resourceId": resource(self.client, self.id, self.root_id, path), "httpMethod": verb}
            self.client.put_method(**where, **{"authorizationType": "NONE"} | options)
            self.client.put_integration(**where, **integration)

    def authorizer(self, kind, function, source):
        """An authorizer of a function, whose answers are not kept."""
        uri = LAMBDA_URI.format(function_arn(function))
        options = {"name": function, "type": kind, "authorizerUri": uri, "identitySource": source}
        return self.client.create_authorizer(restApiId=self.id, authorizerResultTtlInSeconds=0, **options)["id"]

    def key_of_a_used_up_plan(self):
        stages = [{"apiId": self.id, "stage": "prod"}]
        plan_id = self.client.create_usage_plan(name="plan", apiStages=stages, quota={"limit": 1, "period": "DAY"})["id"]
        key = self.client.create_api_key(name="key", enabled=True)
        self.client.create_usage_plan_key(usagePlanId=plan_id, keyId=key["id"], keyType="API_KEY")
        used = [{"op": "replace", "path": "/remaining", "value": "0"}]
        self.client.update_usage(usagePlanId=plan_id, keyId=key["id"], patchOperations=used)
        return key["value"]

    def post(self, path, data="{}", **headers):
        headers = {"Content-Type": "application/json"} | {name.replace("_", "-"): value for name, value in headers.items()}
        return self.emulator.by_host(self.id, "/prod" + path, "POST", headers=headers, data=data)


@pytest.fixture(scope="module")
def refusing(emulator, backend):
    return Api(emulator, backend)


CAUSES = {
    "ACCESS_DENIED": (403, "AccessDeniedException", lambda api: api.post("/guarded", Authorization="deny")),
    "API_CONFIGURATION_ERROR": (500, "InternalServerErrorException", lambda api: api.post("/unmapped")),
    "AUTHORIZER_CONFIGURATION_ERROR": (
        500,
        "AuthorizerConfigurationException",
        lambda api: api.post("/guarded", Authorization="malformed"),
    ),
    # As long as an integration may take by default; nothing moves the clock by which a call is waited for.
    "AUTHORIZER_FAILURE": (500, "AuthorizerFailureException", lambda api: api.post("/undecided?seconds=35")),
    "BAD_REQUEST_BODY": (400, "BadRequestException", lambda api: api.post("/body")),
    "BAD_REQUEST_PARAMETERS": (400, "BadRequestException", lambda api: api.post("/parameters")),
    # "Output from an Amazon API Gateway Lambda authorizer": ARNs of more than 1600 bytes are 414.
    "DEFAULT_4XX": (414, "BadRequestException", lambda api: api.post("/guarded/" + "7" * 1600, Authorization="allow")),
    # "Handle Lambda errors in API Gateway": a result that is none is 502.
    "DEFAULT_5XX": (502, "InternalServerErrorException", lambda api: api.post("/bare")),
    "EXPIRED_TOKEN": (403, "ExpiredTokenException", lambda api: signed(api.emulator, api.id, "/prod/signed", "AKIDGONE")),
    "INTEGRATION_FAILURE": (504, "InternalServerErrorException", lambda api: api.post("/unreachable")),
    "INTEGRATION_TIMEOUT": (504, "InternalServerErrorException", lambda api: api.post("/slow")),
    "INVALID_API_KEY": (403, "ForbiddenException", lambda api: api.post("/keyed", x_api_key="unknown")),
    "INVALID_SIGNATURE": (
        403,
        "InvalidSignatureException",
        lambda api: signed(api.emulator, api.id, "/prod/signed", "AKIDANN", "another secret"),
    ),
    "MISSING_AUTHENTICATION_TOKEN": (403, "MissingAuthenticationTokenException", lambda api: api.post("/nowhere")),
    "QUOTA_EXCEEDED": (429, "LimitExceededException", lambda api: api.post("/keyed", x_api_key=api.used_up_key)),
    "RESOURCE_NOT_FOUND": (404, "NotFoundException", lambda api: signed(api.emulator, api.id, "/prod/nowhere", "AKIDANN")),
    "THROTTLED": (429, "TooManyRequestsException", lambda api: api.post("/throttled")),
    "UNAUTHORIZED": (401, "UnauthorizedException", lambda api: api.post("/guarded")),
    "UNSUPPORTED_MEDIA_TYPE": (415, "BadRequestException", lambda api: api.post("/typed", Content_Type="text/csv")),
    "WAF_FILTERED": (403, "ForbiddenException", lambda api: api.post("/open", User_Agent="badbot")),
}


@pytest.mark.parametrize("kind", CAUSES)
def test_a_failure_is_told_as_its_type(refusing, backend, kind):
    status, error_type, cause = CAUSES[kind]
    answer = cause(refusing)
    assert (answer.status_code, answer.headers["x-amzn-ErrorType"], answer.json()) == (status, error_type, {"type": kind})
    assert backend.seen == []


def test_what_is_too_large_is_not_told_otherwise(refusing, backend):
    """Developer guide, "Amazon API Gateway important notes": customizing REQUEST_TOO_LARGE is not supported."""
    large = gzip.compress(bytes(10 * 1024 * 1024 + 1))
    answer = refusing.post("/open", data=large, Content_Encoding="gzip")
    assert (answer.status_code, answer.headers["x-amzn-ErrorType"]) == (413, "BadRequestException")
    assert answer.json() == {"message": "Request Too Long"}
    assert backend.seen == []


def test_all_other_types_have_a_cause(refusing):
    listed = {kind["responseType"] for kind in refusing.client.get_gateway_responses(restApiId=refusing.id, limit=500)["items"]}
    assert listed - set(CAUSES) == {"REQUEST_TOO_LARGE"}
