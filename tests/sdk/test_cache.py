"""A stage's cache: FlushStageCache, settings by UpdateStage, and invalidation by those who may."""

import json
import uuid

import pytest
from rest import api, lambda_proxy, resource
from test_metrics import metrics
from test_rest_authorizers import signed

ANEW = {"Cache-Control": "max-age=0"}


def cached(client, authorization="NONE", **settings):
    """A deployed API with GET /pets, answered by the echo function, and a cache."""
    api_id, root_id = api(client)
    where = {"restApiId": api_id, "resourceId": resource(client, api_id, root_id, "/pets"), "httpMethod": "GET"}
    client.put_method(authorizationType=authorization, requestParameters={"method.request.querystring.type": False}, **where)
    client.put_integration(cacheKeyParameters=["method.request.querystring.type"], **where, **lambda_proxy("echo"))
    client.create_deployment(restApiId=api_id, stageName="prod", cacheClusterEnabled=True, cacheClusterSize="0.5")
    patch(client, api_id, **{"enabled": "true"} | settings)
    return api_id


def patch(client, api_id, **settings):
    operations = [
        {"op": "replace", "path": f"/*/*/caching/{setting}", "value": value} for setting, value in settings.items()
    ]
    return client.update_stage(restApiId=api_id, stageName="prod", patchOperations=operations)


def call(emulator, api_id, path="/prod/pets", **options):
    """Which call of the function was answered with."""
    answer = emulator.by_host(api_id, path, **options)
    assert answer.status_code == 200, answer.text
    return answer.json()["requestContext"]["requestId"]


@pytest.fixture
def client(emulator):
    return emulator.client("apigateway")


def test_an_answer_is_kept_by_its_key_parameters_until_the_cache_is_flushed(emulator, client):
    """Developer guide, "Use method or integration parameters as cache keys" (its example) and "Flush the API stage cache"."""
    api_id = cached(client)
    first = call(emulator, api_id, "/prod/pets?type=admin&department=A")
    assert call(emulator, api_id, "/prod/pets?type=admin&department=B") == first
    assert call(emulator, api_id, "/prod/pets?type=regular&department=A") != first
    client.flush_stage_cache(restApiId=api_id, stageName="prod")
    assert call(emulator, api_id, "/prod/pets?type=admin&department=A") != first


def test_every_answer_has_its_own_request_id(emulator, client):
    api_id = cached(client)
    answers = [emulator.by_host(api_id, "/prod/pets") for _ in range(2)]
    assert answers[0].content == answers[1].content
    assert answers[0].headers["x-amzn-RequestId"] != answers[1].headers["x-amzn-RequestId"]


def test_settings_apply_at_once(emulator, client):
    api_id = cached(client)
    first = call(emulator, api_id)
    assert call(emulator, api_id) == first
    patch(client, api_id, enabled="false")
    assert call(emulator, api_id) != first


def test_refusals_come_before_what_is_kept(emulator, client):
    """Developer guide, "Amazon API Gateway Lambda authorizers" and FIDELITY's order: a kept answer is for those who may call."""
    api_id = cached(client, "AWS_IAM")
    assert signed(emulator, api_id, "/prod/pets", "test").status_code == 200
    refused = emulator.by_host(api_id, "/prod/pets")
    assert (refused.status_code, refused.json()) == (403, {"message": "Missing Authentication Token"})


def invalidating(emulator, api_id, key, secret):
    """A signed request for a new answer; botocore signs the headers that it is given."""
    from botocore.auth import SigV4Auth
    from botocore.awsrequest import AWSRequest
    from botocore.credentials import Credentials

    host = f"{api_id}.execute-api.localhost:{emulator.port}"
    request = AWSRequest("GET", f"http://{host}/prod/pets", headers={"Host": host} | ANEW)
    SigV4Auth(Credentials(key, secret), "execute-api", "us-east-1").add_auth(request)
    return emulator.by_host(api_id, "/prod/pets", headers=dict(request.prepare().headers))


def test_those_who_may_invalidate_get_a_new_answer_and_others_are_refused(start, tmp_path):
    """Developer guide, "Invalidate an API Gateway cache entry"."""

    def principal(name, account, *actions):
        statement = {"Effect": "Allow", "Action": [f"execute-api:{action}" for action in actions], "Resource": "*"}
        return {
            "accessKeyId": "AKID" + uuid.uuid4().hex[:16].upper(),
            "secretAccessKey": uuid.uuid4().hex,
            "principalArn": f"arn:aws:iam::{account}:user/{name}",
            "policies": [{"Version": "2012-10-17", "Statement": [statement]}],
        }

    may = principal("may", "000000000000", "Invoke", "InvalidateCache")
    may_not = principal("may-not", "000000000000", "Invoke")
    file = tmp_path / "credentials.json"
    file.write_text(json.dumps({"credentials": [may, may_not]}))
    from conftest import sample_functions

    emulator = start("--ephemeral", "--credentials", str(file), *sample_functions())
    client = emulator.client("apigateway")
    api_id = cached(client, "AWS_IAM", unauthorizedCacheControlHeaderStrategy="FAIL_WITH_403")

    def of(principal):
        return principal["accessKeyId"], principal["secretAccessKey"]

    def request_id(answer):
        assert answer.status_code == 200, answer.text
        return answer.json()["requestContext"]["requestId"]

    first = request_id(signed(emulator, api_id, "/prod/pets", *of(may_not)))
    refused = invalidating(emulator, api_id, *of(may_not))
    assert (refused.status_code, refused.headers["x-amzn-ErrorType"]) == (403, "AccessDeniedException")
    assert request_id(signed(emulator, api_id, "/prod/pets", *of(may_not))) == first
    second = request_id(invalidating(emulator, api_id, *of(may)))
    assert second != first
    assert request_id(signed(emulator, api_id, "/prod/pets", *of(may_not))) == second
    patch(client, api_id, unauthorizedCacheControlHeaderStrategy="SUCCEED_WITH_RESPONSE_HEADER")
    warned = invalidating(emulator, api_id, *of(may_not))
    assert request_id(warned) == second
    assert warned.headers["Warning"] == "199 Cache-control headers were ignored because the caller was unauthorized."


def test_hits_and_misses_are_counted(emulator, client):
    """Developer guide, "Amazon API Gateway dimensions and metrics": CacheHitCount and CacheMissCount."""
    api_id = cached(client)
    for _ in range(3):
        call(emulator, api_id)
    found = metrics(emulator, ApiName="orders-api", ApiId=api_id, Stage="prod")
    assert (found["cache_hit_count_total"], found["cache_miss_count_total"]) == (2, 1)
