"""The order of a REST API's checks: a request that violates everything gets the next refusal with each thing that is put
right, and the backend sees nothing of it until all is right."""

import json

import pytest
from backends import HttpBackend
from conftest import sample_functions
from rest import LAMBDA_URI, api, associate_web_acl, function_arn, mock, resource, web_acl

NOTHING = {"rateLimit": 0, "burstLimit": 0}


@pytest.fixture
def backend():
    with HttpBackend(b"") as running:
        yield running


class Shop:
    """An API whose POST /pets makes every check that there is; GET /open is for everyone."""

    def __init__(self, emulator, backend):
        self.emulator, self.client = emulator, emulator.client("apigateway")
        of_all = {"Principal": "*", "Action": "execute-api:Invoke"}
        banned = {"StringEquals": {"aws:Referer": "http://banned.example"}}
        deny = of_all | {"Effect": "Deny", "Resource": "execute-api:/*", "Condition": banned}
        allow_open = of_all | {"Effect": "Allow", "Resource": "execute-api:/prod/GET/open"}
        policy = json.dumps({"Version": "2012-10-17", "Statement": [deny, allow_open]})
        self.id, self.root_id = api(self.client, policy=policy, minimumCompressionSize=0)
        self.add_pets(backend.url)
        self.add_open()
        # What other checks forbid looks the same, so what the web ACL refuses is marked.
        mark = {"gatewayresponse.header.x-filtered": "'yes'"}
        self.client.put_gateway_response(restApiId=self.id, responseType="WAF_FILTERED", responseParameters=mark)
        self.deploy()
        associate_web_acl(emulator, self.id)
        used_up = {"quota": {"limit": 1, "period": "MONTH"}, "remaining": "0"}
        self.throttled_key = self.key(throttle=NOTHING, **used_up)
        self.used_up_key = self.key(**used_up)
        self.good_key = self.key()

    def add_pets(self, uri):
        of_api = {"restApiId": self.id}
        guard = self.client.create_authorizer(
            **of_api,
            name="guard",
            type="TOKEN",
            authorizerUri=LAMBDA_URI.format(function_arn("guard")),
            identitySource="method.request.header.Authorization",
            identityValidationExpression="^(allow|deny)$",
            authorizerResultTtlInSeconds=0,
        )
        validator = self.client.create_request_validator(
            **of_api, name="all", validateRequestBody=True, validateRequestParameters=True
        )
        schema = json.dumps({"type": "object", "required": ["name"]})
        self.client.create_model(**of_api, name="Pet", contentType="application/json", schema=schema)
        where = of_api | {"resourceId": resource(self.client, self.id, self.root_id, "/pets"), "httpMethod": "POST"}
        self.client.put_method(
            **where,
            authorizationType="CUSTOM",
            authorizerId=guard["id"],
            apiKeyRequired=True,
            requestValidatorId=validator["id"],
            requestParameters={"method.request.header.x-shop": True},
            requestModels={"application/json": "Pet", "application/vnd.pets+json": "Pet"},
        )
        self.client.put_integration(
            **where,
            type="HTTP",
            integrationHttpMethod="POST",
            uri=uri,
            passthroughBehavior="NEVER",
            requestTemplates={"application/json": '{"pet": $input.json("$.name")}'},
            requestParameters={"integration.request.header.x-asked": "context.authorizer.calls"},
        )
        self.client.put_method_response(**where, statusCode="200")
        self.client.put_integration_response(**where, statusCode="200")

    def add_open(self):
        mock(self.client, self.id, resource(self.client, self.id, self.root_id, "/open"))

    def deploy(self):
        self.client.create_deployment(restApiId=self.id, stageName="prod")

    def cache_pets(self):
        """POST /pets is cached, and nobody may ask for a new answer."""
        caching = {"enabled": "true", "unauthorizedCacheControlHeaderStrategy": "FAIL_WITH_403"}
        operations = [{"op": "replace", "path": "/cacheClusterEnabled", "value": "true"}] + [
            {"op": "replace", "path": f"/~1pets/POST/caching/{setting}", "value": value} for setting, value in caching.items()
        ]
        self.client.update_stage(restApiId=self.id, stageName="prod", patchOperations=operations)

    def key(self, remaining=None, **plan):
        """The value of a key in a plan of its own."""
        stages = [{"apiId": self.id, "stage": "prod"}]
        plan_id = self.client.create_usage_plan(name="plan", apiStages=stages, **plan)["id"]
        made = self.client.create_api_key(name="key", enabled=True)
        self.client.create_usage_plan_key(usagePlanId=plan_id, keyId=made["id"], keyType="API_KEY")
        if remaining is not None:
            operation = {"op": "replace", "path": "/remaining", "value": remaining}
            self.client.update_usage(usagePlanId=plan_id, keyId=made["id"], patchOperations=[operation])
        return made["value"]

    def use_default_endpoint(self, allowed):
        operation = {"op": "replace", "path": "/disableExecuteApiEndpoint", "value": str(not allowed).lower()}
        self.client.update_rest_api(restApiId=self.id, patchOperations=[operation])
        self.deploy()

    def throttle_method(self, rate):
        operation = {"op": "replace", "path": "/~1pets/POST/throttling/rateLimit", "value": str(rate)}
        self.client.update_stage(restApiId=self.id, stageName="prod", patchOperations=[operation])


class Request:
    """A POST /pets, changed step by step."""

    def __init__(self, path, headers, body):
        self.path, self.headers, self.body = path, headers, body

    def sends(self, **headers):
        """Sets headers; None takes one away."""
        self.headers |= {name.replace("_", "-"): value for name, value in headers.items()}

    def answer(self, shop):
        return shop.emulator.by_host(shop.id, self.path, "POST", headers=self.headers, data=json.dumps(self.body))


def refusal(answer):
    return answer.status_code, answer.headers.get("x-amzn-ErrorType"), answer.json()


def test_what_violates_everything_is_refused_step_by_step(start, tmp_path, backend):
    """Developer guide:
    - "Amazon API Gateway quotas": the server before the gateway takes no longer headers.
    - "Call an API method with a compressed payload": 415, perhaps "before your API and stage are identified".
    - "Using AWS WAF to protect your APIs": rules are evaluated before resource policies and authorizers.
    - "Disabling the default endpoint for a REST API": callers get 403 Forbidden.
    - "Gateway response types", MISSING_AUTHENTICATION_TOKEN: also for a method or resource that is not there.
    - "How API Gateway resource policies affect authorization workflow", Lambda authorizer: the resource policy is
      evaluated first, and an explicit deny ends it there; then the token is looked for; then the authorizer is asked.
    - API reference, CreateAuthorizer, identityValidationExpression: what does not match is 401 without a call of the function.
    - "Choose an API key source": the authorizer can be where the key comes from, so it comes before the key.
    - "How throttling limit settings are applied": the usage plan's limits, then those of methods in the stage.
    - "Enable request validation in API Gateway": before the integration request; parameters, then the body.
    - "Invalidate an API Gateway cache entry", FAIL_WITH_403 (where it stands among the others is written nowhere).
    - "Integration passthrough behaviors", NEVER: 415, as the first thing of the integration request.
    """
    emulator = start("--ephemeral", *web_acl(tmp_path), *sample_functions())
    shop = Shop(emulator, backend)
    shop.use_default_endpoint(False)
    shop.throttle_method(0)
    shop.cache_pets()
    request = Request(
        "/prod/nowhere",
        {
            "User-Agent": "badbot",
            "Referer": "http://banned.example",
            "Content-Type": "application/vnd.pets+json",
            "Content-Encoding": "gzip",
            "Cache-Control": "max-age=0",
            "x-long": "x" * 10_240,
        },
        {},
    )
    arn = f"arn:aws:execute-api:us-east-1:********0000:{shop.id}/prod/POST/pets"
    denied = f"User: anonymous is not authorized to perform: execute-api:Invoke on resource: {arn} with an explicit deny"
    no_new_answer = "User is not authorized to access this resource"
    denied_by_guard = f"{no_new_answer} with an explicit deny"

    def right(name, value):
        return lambda: setattr(request, name, value)

    forbidden = (403, "ForbiddenException", {"message": "Forbidden"})
    too_many = (429, "TooManyRequestsException", {"message": "Too Many Requests"})
    no_method = (403, "MissingAuthenticationTokenException", {"message": "Missing Authentication Token"})
    no_token = (401, "UnauthorizedException", {"message": "Unauthorized"})
    used_up = (429, "LimitExceededException", {"message": "Limit Exceeded"})
    no_header = (400, "BadRequestException", {"message": "Missing required request parameters: [x-shop]"})
    bad_body = (400, "BadRequestException", {"message": "Invalid request body"})
    bad_type = (415, "BadRequestException", {"message": "Unsupported Media Type"})

    steps = [
        ("the body's coding", bad_type, lambda: request.sends(Content_Encoding=None)),
        ("the web ACL", forbidden, lambda: request.sends(User_Agent="browser")),
        ("the disabled endpoint", forbidden, lambda: shop.use_default_endpoint(True)),
        ("the path", no_method, right("path", "/prod/pets")),
        ("the resource policy", (403, "AccessDeniedException", {"Message": denied}), lambda: request.sends(Referer=None)),
        ("no token", no_token, lambda: request.sends(Authorization="what?")),
        ("the token's form", no_token, lambda: request.sends(Authorization="deny")),
        (
            "the authorizer",
            (403, "AccessDeniedException", {"Message": denied_by_guard}),
            lambda: request.sends(Authorization="allow"),
        ),
        ("no API key", forbidden, lambda: request.sends(x_api_key=shop.throttled_key)),
        ("the plan's throttle", too_many, lambda: request.sends(x_api_key=shop.used_up_key)),
        ("the plan's quota", used_up, lambda: request.sends(x_api_key=shop.good_key)),
        ("the method's throttle", too_many, lambda: shop.throttle_method(100)),
        ("a required header", no_header, lambda: request.sends(x_shop="7")),
        ("the body", bad_body, right("body", {"name": "Rex"})),
        ("a new answer", (403, "AccessDeniedException", {"Message": no_new_answer}), lambda: request.sends(Cache_Control=None)),
        ("the media type", bad_type, lambda: request.sends(Content_Type="application/json")),
    ]
    answer = request.answer(shop)
    assert (answer.status_code, answer.text) == (413, "HTTP header is larger than 10240 bytes.")
    request.sends(x_long=None)
    for what, expected, put_right in steps:
        answer = request.answer(shop)
        assert refusal(answer) == expected, what
        assert ("x-filtered" in answer.headers) == (what == "the web ACL"), what
        assert backend.seen == [], what
        put_right()
    assert request.answer(shop).status_code == 200
    # The authorizer was asked by each request from its own refusal on, and by none before.
    asked = len(steps) - [what for what, *_ in steps].index("the authorizer") + 1
    [seen] = backend.seen
    assert (json.loads(seen["body"]), seen["headers"]["x-asked"]) == ({"pet": "Rex"}, str(asked))


def test_the_accounts_limit_comes_after_the_callers_and_before_validation(start, tmp_path, backend):
    """Developer guide, "How throttling limit settings are applied": the account's limit is the last."""
    limit = ("--account-throttle", "0.001:1")
    shop = Shop(start("--ephemeral", *web_acl(tmp_path), *limit, *sample_functions()), backend)
    assert shop.emulator.by_host(shop.id, "/prod/open").status_code == 200
    request = Request("/prod/pets", {"Authorization": "allow", "x-api-key": shop.used_up_key}, {})
    assert refusal(request.answer(shop)) == (429, "LimitExceededException", {"message": "Limit Exceeded"})
    request.sends(x_api_key=shop.good_key)
    assert refusal(request.answer(shop)) == (429, "TooManyRequestsException", {"message": "Too Many Requests"})
    assert backend.seen == []
