"""The clock of each account through the public port: what AWS dates and counts follows it, and nothing of another account does."""

import json
import subprocess
import time

import pytest
import requests
import rest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from conftest import Emulator, binary
from test_http_jwt import KEY, Key, issuer  # noqa: F401
from test_lambda import archive, create
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

DAY = 24 * 60 * 60


class Account:
    """An account whose clock is moved."""

    def __init__(self, emulator, number):
        self.emulator, self.number = emulator, number

    def client(self, service):
        return self.emulator.client(service, account=self.number)

    def clock(self, change, **members):
        answer = requests.post(
            f"{self.emulator.url}/_emulator/clock/{change}", json={"account": self.number} | members, timeout=10
        )
        assert answer.status_code == 200, answer.text
        return answer.json()

    def shown(self):
        return requests.get(f"{self.emulator.url}/_emulator/clock", params={"account": self.number}, timeout=10).json()

    def command(self, *arguments):
        """Runs `apigw-emulator clock`; its output."""
        command = [binary(), "clock", *arguments, "--account", self.number, "--url", self.emulator.url]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


numbers = iter(range(610_000_000_000, 620_000_000_000))


@pytest.fixture
def account(emulator):
    """An account of the test's own."""
    return Account(emulator, str(next(numbers)))


@pytest.fixture
def other(emulator):
    """Another one."""
    return Account(emulator, str(next(numbers)))


def mock_api(account, **options):
    return rest.mock_api(account.client("apigateway"), **options)


def api_with_plan(account, **plan):
    """A mock with an API key in a usage plan; calls it and gives the statuses."""
    client = account.client("apigateway")
    api = mock_api(account, apiKeyRequired=True)
    key = client.create_api_key(name="key", enabled=True)
    made = client.create_usage_plan(name="plan", apiStages=[{"apiId": api, "stage": "prod"}], **plan)
    client.create_usage_plan_key(usagePlanId=made["id"], keyId=key["id"], keyType="API_KEY")
    headers = {"x-api-key": key["value"]}
    return lambda calls: [account.emulator.by_host(api, "/prod", headers=headers).status_code for _ in range(calls)]


@pytest.mark.parametrize(
    "change, members",
    [
        ("advance", {}),
        ("advance", {"seconds": 1, "to": "2099-01-01T00:00:00Z"}),
        ("advance", {"seconds": -1}),
        ("advance", {"seconds": "an hour"}),
        ("advance", {"to": "tomorrow"}),
        ("advance", {"to": "2262-01-01T00:00:00Z"}),
        ("advance", {"seconds": 300 * 365 * DAY}),
        ("freeze", {"to": "2262-01-01T00:00:00Z"}),
        ("advance", {"seconds": 1, "minutes": 1}),
        ("freeze", {"to": "2026-12-01"}),
        ("freeze", {"account": "1"}),
        ("reset", {"region": "us-east-1"}),
    ],
)
def test_what_is_no_change_of_a_clock_is_refused(emulator, change, members):
    before = requests.get(f"{emulator.url}/_emulator/clock", timeout=10).json()["aheadSeconds"]
    answer = requests.post(f"{emulator.url}/_emulator/clock/{change}", json=members, timeout=10)
    assert answer.status_code == 400 and answer.json()["message"], answer.text
    assert requests.get(f"{emulator.url}/_emulator/clock", timeout=10).json()["aheadSeconds"] == before


def test_a_clock_is_not_advanced_to_an_earlier_time(account):
    answer = requests.post(
        f"{account.emulator.url}/_emulator/clock/advance", json={"account": account.number, "to": "2020-01-01T00:00:00Z"}, timeout=10
    )
    assert answer.status_code == 409 and "later" in answer.json()["message"], answer.text
    assert account.shown()["aheadSeconds"] == 0


def test_an_account_is_served_at_the_last_moment_of_its_clock(account):
    """What counts nanoseconds, as buckets do, goes no further; also when a clock runs on."""
    api = mock_api(account)
    account.clock("advance", to="2261-12-31T23:59:59.999Z")
    refused = requests.post(
        f"{account.emulator.url}/_emulator/clock/advance", json={"account": account.number, "seconds": 1}, timeout=10
    )
    assert (refused.status_code, refused.json()["message"]) == (400, "a clock goes no further than 2261-12-31T23:59:59.999Z")
    assert [account.emulator.by_host(api, "/prod").status_code for _ in range(3)] == [200] * 3
    assert account.shown()["now"] == "2261-12-31T23:59:59.999Z"


def test_a_clock_stands_still_runs_on_and_comes_back(account):
    frozen = account.clock("freeze", to="2030-01-01T00:00:00Z")
    assert (frozen["now"], frozen["frozen"]) == ("2030-01-01T00:00:00Z", True)
    assert account.clock("advance", seconds=90.5)["now"] == "2030-01-01T00:01:30.5Z"
    assert account.shown()["now"] == "2030-01-01T00:01:30.5Z"
    resumed = account.clock("resume")
    assert not resumed["frozen"] and resumed["now"].startswith("2030-01-01T00:01:3")
    assert account.shown()["epochMillis"] >= resumed["epochMillis"]
    reset = account.clock("reset")
    assert (reset["frozen"], reset["aheadSeconds"]) == (False, 0)
    assert abs(reset["epochMillis"] / 1000 - time.time()) < 60


def test_the_clock_of_an_account_moves_alone(account, other):
    account.clock("advance", seconds=DAY)
    assert abs(account.shown()["aheadSeconds"] - DAY) < 1
    assert other.shown()["aheadSeconds"] == 0
    common = requests.get(f"{account.emulator.url}/_emulator/clock", timeout=10).json()
    assert common["aheadSeconds"] == 0
    assert [clock["account"] for clock in common["accounts"] if clock["account"] in (account.number, other.number)] == [account.number]


def test_the_commands_do_the_same(account):
    assert "2031-05-01T00:00:00Z" in account.command("freeze", "2031-05-01T00:00:00Z")
    assert "frozen" in account.command()
    told = json.loads(account.command("advance", "1h30m", "--json"))
    assert (told["account"], told["now"], told["frozen"]) == (account.number, "2031-05-01T01:30:00Z", True)
    assert json.loads(account.command("advance", "2031-05-02T00:00:00Z", "--json"))["now"] == "2031-05-02T00:00:00Z"
    assert not json.loads(account.command("resume", "--json"))["frozen"]
    assert json.loads(account.command("reset", "--json"))["aheadSeconds"] == 0
    assert json.loads(account.command("show", "--json"))["aheadSeconds"] == 0
    wrong = subprocess.run([binary(), "clock", "advance", "soon", "--url", account.emulator.url], capture_output=True, text=True)
    assert wrong.returncode != 0 and "soon" in wrong.stderr


# API reference, QuotaSettings: periods begin at midnight, UTC.
def test_a_quota_is_there_again_on_the_accounts_next_day(account, other):
    calls, others = (api_with_plan(one, quota={"limit": 2, "period": "DAY"}) for one in (account, other))
    assert calls(3) == others(3) == [200, 200, 429]
    account.clock("advance", seconds=DAY)
    assert (calls(3), others(1)) == ([200, 200, 429], [429])
    account.clock("reset")
    assert calls(3) == [200, 200, 429], "turned back, the period begins anew"


# Developer guide, "Throttle API requests for better throughput": the bucket fills by its rate.
def test_a_bucket_fills_by_the_accounts_clock(account):
    account.clock("freeze")
    calls = api_with_plan(account, throttle={"rateLimit": 1, "burstLimit": 2})
    assert calls(4) == [200, 200, 429, 429]
    account.clock("advance", seconds=1)
    assert calls(2) == [200, 429]
    account.clock("freeze", to="2020-01-01T00:00:00Z")
    assert calls(3) == [200, 200, 429], "turned back, it is full"


def test_a_token_expires_by_the_accounts_clock(account, issuer):  # noqa: F811
    client = account.client("apigatewayv2")
    target = rest.function_arn("orders", account="000000000000")
    api = client.create_api(Name="orders", ProtocolType="HTTP", Target=target)["ApiId"]
    jwt = client.create_authorizer(
        ApiId=api, AuthorizerType="JWT", Name="jwt", IdentitySource=["$request.header.Authorization"],
        JwtConfiguration={"Issuer": issuer.url, "Audience": ["pets"]},
    )["AuthorizerId"]
    client.update_route(
        ApiId=api, RouteId=client.get_routes(ApiId=api)["Items"][0]["RouteId"], AuthorizationType="JWT", AuthorizerId=jwt
    )
    token = KEY.sign({"iss": issuer.url, "aud": "pets", "exp": int(time.time()) + 600})

    def call():
        answer = account.emulator.by_host(api, "/orders", headers={"Authorization": f"Bearer {token}"})
        return answer.status_code, answer.headers.get("www-authenticate", "")

    assert call()[0] == 200
    account.clock("advance", seconds=601)
    status, challenge = call()
    assert (status, "the token has expired" in challenge) == (401, True)
    account.clock("reset")
    assert call()[0] == 200


# "API Gateway can cache the public key for two hours" (developer guide, "Controlling access to HTTP APIs with JWT authorizers").
def test_an_issuers_keys_are_kept_by_the_accounts_clock(account, issuer):  # noqa: F811
    account.clock("freeze")
    client = account.client("apigatewayv2")
    api = client.create_api(Name="orders", ProtocolType="HTTP", Target=rest.function_arn("orders"))["ApiId"]
    jwt = client.create_authorizer(
        ApiId=api, AuthorizerType="JWT", Name="jwt", IdentitySource=["$request.header.Authorization"],
        JwtConfiguration={"Issuer": issuer.url, "Audience": ["pets"]},
    )["AuthorizerId"]
    [route] = client.get_routes(ApiId=api)["Items"]
    client.update_route(ApiId=api, RouteId=route["RouteId"], AuthorizationType="JWT", AuthorizerId=jwt)

    def call(key):
        token = key.sign({"iss": issuer.url, "aud": "pets", "exp": int(time.time()) + DAY})
        return account.emulator.by_host(api, "/orders", headers={"Authorization": f"Bearer {token}"}).status_code

    assert call(KEY) == 200
    other_of_this_name = Key(KEY.id)
    issuer.published = [other_of_this_name]
    try:
        account.clock("advance", seconds=7199)
        assert (call(KEY), call(other_of_this_name)) == (200, 401)
        account.clock("advance", seconds=1)
        assert (call(KEY), call(other_of_this_name)) == (401, 200)
    finally:
        issuer.published = [KEY]


# Developer guide, "Configure a Lambda authorizer": an answer is kept for 300 seconds unless the authorizer says otherwise.
def test_an_authorizers_answer_is_kept_by_the_accounts_clock(account):
    account.clock("freeze")
    code = """
import uuid
def handler(event, context):
    statement = {"Action": "execute-api:Invoke", "Effect": "Allow", "Resource": "*"}
    return {"principalId": "me", "policyDocument": {"Version": "2012-10-17", "Statement": [statement]},
            "context": {"asked": str(uuid.uuid4())}}
"""
    create(account.client("lambda"), "guard", archive(app__py=code))
    client = account.client("apigateway")
    api = mock_api(account, template='"$context.authorizer.asked"')
    [root] = client.get_resources(restApiId=api)["items"]
    authorizer = client.create_authorizer(
        restApiId=api, name="guard", type="TOKEN", identitySource="method.request.header.Authorization",
        authorizerUri=rest.LAMBDA_URI.format(rest.function_arn("guard", account=account.number)),
    )["id"]
    changes = [("/authorizationType", "CUSTOM"), ("/authorizerId", authorizer)]
    client.update_method(
        restApiId=api, resourceId=root["id"], httpMethod="GET",
        patchOperations=[{"op": "replace", "path": path, "value": value} for path, value in changes],
    )
    client.create_deployment(restApiId=api, stageName="prod")

    def asked():
        answer = account.emulator.by_host(api, "/prod", headers={"Authorization": "token"})
        assert answer.status_code == 200, answer.text
        return answer.json()

    first = asked()
    account.clock("advance", seconds=299)
    assert asked() == first
    account.clock("advance", seconds=1)
    assert asked() != first


def websocket(account):
    api = rest.websocket_api(account.client("apigatewayv2"))
    return connect(f"ws://127.0.0.1:{account.emulator.port}/_aws/execute-api/{api}/prod")


def is_closed_as_going_away(client):
    with pytest.raises(ConnectionClosed) as closed:
        client.recv(timeout=10)
    return (closed.value.rcvd.code, closed.value.rcvd.reason) == (1001, "Going away")


# Developer guide, quotas for WebSocket APIs: 10 minutes idle, 2 hours in all. AWS logs 1001 "Going away".
def test_an_idle_websocket_ends_by_the_accounts_clock(account, other):
    account.clock("freeze")
    with websocket(account) as closes, websocket(other) as stays:
        account.clock("advance", seconds=599)
        assert closes.ping().wait(10)
        account.clock("advance", seconds=599)
        assert closes.ping().wait(10)
        account.clock("advance", seconds=600)
        assert is_closed_as_going_away(closes)
        assert stays.ping().wait(10)


def test_a_websocket_that_is_used_ends_by_the_accounts_clock_too(account, other):
    account.clock("freeze")
    with websocket(account) as closes, websocket(other) as stays:
        for _ in range(12):
            account.clock("advance", seconds=595)
            assert closes.ping().wait(10), "it is in use"
        account.clock("advance", seconds=60)
        assert is_closed_as_going_away(closes)
        assert stays.ping().wait(10)


def test_requests_and_resources_have_the_accounts_date(account):
    account.clock("freeze", to="2030-01-01T00:00:00Z")
    api = mock_api(account, template='"$context.requestTime, $context.requestTimeEpoch"')
    assert account.emulator.by_host(api, "/prod").json() == "01/Jan/2030:00:00:00 +0000, 1893456000000"
    assert account.client("apigateway").get_rest_api(restApiId=api)["createdDate"].timestamp() == 1893456000


def test_an_answer_is_kept_by_the_accounts_clock(account):
    """300 seconds, unless the stage says otherwise (developer guide, "Enabling API caching")."""
    account.clock("freeze")
    api = mock_api(account, template='"$context.requestId"')
    on = [("/cacheClusterEnabled", "true"), ("/cacheClusterSize", "0.5"), ("/*/*/caching/enabled", "true")]
    operations = [{"op": "replace", "path": path, "value": value} for path, value in on]
    account.client("apigateway").update_stage(restApiId=api, stageName="prod", patchOperations=operations)

    def call():
        return account.emulator.by_host(api, "/prod").text

    first = call()
    account.clock("advance", seconds=299)
    assert call() == first
    account.clock("advance", seconds=1)
    assert call() != first


# Signers go by the time of their machine: a clock that was moved must not refuse what is signed well.
def test_a_signature_is_good_whatever_the_accounts_clock_shows(account):
    api = mock_api(account, authorizationType="AWS_IAM")
    url = f"http://{api}.execute-api.localhost:{account.emulator.port}/prod"
    credentials = Credentials(account.number, "secret")

    def call():
        request = AWSRequest("GET", url)
        SigV4Auth(credentials, "execute-api", "us-east-1").add_auth(request)
        return account.emulator.by_host(api, "/prod", headers=dict(request.headers)).status_code

    for change in [{}, {"to": "2020-01-01T00:00:00Z"}, {"to": "2050-01-01T00:00:00Z"}]:
        account.clock("freeze", **change)
        assert call() == 200, change


def test_without_an_account_all_clocks_move(tmp_path):
    emulator = Emulator("--ephemeral", log=tmp_path / "log")
    try:
        one, another = Account(emulator, "111111111111"), Account(emulator, "222222222222")
        one.clock("advance", seconds=60)
        shown = requests.post(f"{emulator.url}/_emulator/clock/advance", json={"seconds": 3600}, timeout=10).json()
        assert abs(shown["aheadSeconds"] - 3600) < 1
        assert [round(account.shown()["aheadSeconds"]) for account in (one, another)] == [3660, 3600]
        requests.post(f"{emulator.url}/_emulator/clock/reset", timeout=10)
        assert [account.shown()["aheadSeconds"] for account in (one, another)] == [0, 0]
    finally:
        assert emulator.stop() == 0
