"""Web ACLs of stages: associated by AWS WAF's own operations, with rules from a file."""

import json

import pytest
import requests
from botocore.exceptions import ClientError
from conftest import refused, sample_functions
from rest import WEB_ACL, associate_web_acl, lambda_api, mock, mock_api, stage_arn, web_acl_of

# AWS WAF developer guide, "Using rate-based rule statements".
RATE = {
    "Name": "rate",
    "Priority": 0,
    "Statement": {"RateBasedStatement": {"Limit": 10, "EvaluationWindowSec": 600, "AggregateKeyType": "IP"}},
    "Action": {"Block": {}},
}


def rules():
    """Block /admin for everyone and anything for a bad bot."""

    def block(priority, field, constraint, wanted):
        statement = {
            "SearchString": wanted,
            "FieldToMatch": field,
            "PositionalConstraint": constraint,
            "TextTransformations": [{"Priority": 0, "Type": "LOWERCASE"}],
        }
        return {
            "Name": wanted,
            "Priority": priority,
            "Statement": {"ByteMatchStatement": statement},
            "Action": {"Block": {}},
            "VisibilityConfig": {"SampledRequestsEnabled": False, "CloudWatchMetricsEnabled": False, "MetricName": "m"},
        }

    return [
        block(1, {"UriPath": {}}, "STARTS_WITH", "/prod/admin"),
        block(2, {"SingleHeader": {"Name": "user-agent"}}, "CONTAINS", "badbot"),
    ]


@pytest.fixture
def filtered(start, tmp_path):
    """An emulator with a web ACL, and an API that it filters, whose function counts its calls by the log."""
    emulator = start("--ephemeral", *web_acl_of(tmp_path, *rules()), *sample_functions())
    api_id = lambda_api(emulator.client("apigateway"), "/{proxy+}", "echo")
    associate_web_acl(emulator, api_id)
    return emulator, api_id


def refusal(answer):
    return answer.status_code, answer.headers["x-amzn-ErrorType"], answer.text


FILTERED = (403, "ForbiddenException", '{"message":"Forbidden"}')


def test_what_the_web_acl_blocks_is_forbidden(filtered):
    """Developer guide, "Gateway response types", WAF_FILTERED."""
    emulator, api_id = filtered
    assert refusal(emulator.by_host(api_id, "/prod/admin/users")) == FILTERED
    assert refusal(emulator.by_host(api_id, "/prod/orders", headers={"User-Agent": "BadBot/2"})) == FILTERED
    assert emulator.by_host(api_id, "/prod/orders").json()["path"] == "/orders"


def test_it_comes_before_every_other_check(filtered):
    """Developer guide, "Using AWS WAF to protect your APIs": rules are evaluated before other access control features."""
    emulator, api_id = filtered
    client = emulator.client("apigateway")
    deny = {"Effect": "Deny", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [deny]})
    client.update_rest_api(restApiId=api_id, patchOperations=[{"op": "replace", "path": "/policy", "value": policy}])
    client.create_deployment(restApiId=api_id, stageName="prod")
    assert refusal(emulator.by_host(api_id, "/prod/admin")) == FILTERED
    assert refusal(emulator.by_host(api_id, "/prod/orders"))[1] == "AccessDeniedException"
    # A resource that is not there, either.
    assert refusal(emulator.by_host(api_id, "/prod", headers={"User-Agent": "badbot"})) == FILTERED


def test_the_refusal_can_be_changed(filtered):
    emulator, api_id = filtered
    client = emulator.client("apigateway")
    client.put_gateway_response(
        restApiId=api_id,
        responseType="WAF_FILTERED",
        statusCode="418",
        responseTemplates={"application/json": '{"why": "$context.error.responseType", "waf": "$context.wafResponseCode"}'},
    )
    client.create_deployment(restApiId=api_id, stageName="prod")
    answer = emulator.by_host(api_id, "/prod/admin")
    assert (answer.status_code, answer.json()) == (418, {"why": "WAF_FILTERED", "waf": "WAF_BLOCK"})


def test_templates_know_the_web_acl(filtered):
    """Developer guide, "$context Variables for data models, authorizers, mapping templates, and CloudWatch access logging"."""
    emulator, api_id = filtered
    client = emulator.client("apigateway")
    root_id = next(item["id"] for item in client.get_resources(restApiId=api_id)["items"] if item["path"] == "/")
    template = '{"code": "$context.wafResponseCode", "arn": "$context.webaclArn"}'
    mock(client, api_id, root_id, template=template)
    client.create_deployment(restApiId=api_id, stageName="prod")
    assert emulator.by_host(api_id, "/prod").json() == {"code": "WAF_ALLOW", "arn": WEB_ACL}


def test_a_stage_shows_its_web_acl_until_it_is_disassociated(filtered):
    """API reference, Stage, webAclArn; AWS WAFv2, GetWebACLForResource and DisassociateWebACL."""
    emulator, api_id = filtered
    client, waf = emulator.client("apigateway"), emulator.client("wafv2")
    assert client.get_stage(restApiId=api_id, stageName="prod")["webAclArn"] == WEB_ACL
    assert waf.get_web_acl_for_resource(ResourceArn=stage_arn(api_id))["WebACL"]["ARN"] == WEB_ACL
    with pytest.raises(ClientError):
        operations = [{"op": "replace", "path": "/webAclArn", "value": "arn:other"}]
        client.update_stage(restApiId=api_id, stageName="prod", patchOperations=operations)
    waf.disassociate_web_acl(ResourceArn=stage_arn(api_id))
    assert "webAclArn" not in client.get_stage(restApiId=api_id, stageName="prod")
    assert "WebACL" not in waf.get_web_acl_for_resource(ResourceArn=stage_arn(api_id))
    assert emulator.by_host(api_id, "/prod/admin").status_code == 200


def test_a_web_acl_without_rules_here_lets_nothing_pass(emulator):
    api_id = lambda_api(emulator.client("apigateway"), "/{proxy+}", "echo")
    associate_web_acl(emulator, api_id)
    answer = emulator.by_host(api_id, "/prod/orders")
    assert (answer.status_code, answer.json()) == (500, {"message": "Internal server error"})


def test_what_cannot_be_associated_is_refused(emulator):
    """API reference of AWS WAFv2, AssociateWebACL, errors."""
    waf = emulator.client("wafv2")
    for resource, code in [
        (stage_arn("nowhere"), "WAFNonexistentItemException"),
        ("arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/a/b", "WAFInvalidParameterException"),
    ]:
        assert refused(waf.associate_web_acl, WebACLArn=WEB_ACL, ResourceArn=resource)[:2] == (400, code)
    assert refused(waf.list_web_acls, Scope="REGIONAL")[0] == 501


def test_a_stage_of_another_region_is_refused(emulator):
    """AWS WAF developer guide, "Associating or disassociating protection with an AWS resource": both are of one region."""
    api_id = mock_api(emulator.client("apigateway"))
    waf, abroad = emulator.client("wafv2"), stage_arn(api_id, "eu-west-1")
    refusal = (400, "WAFInvalidParameterException")
    assert refused(waf.associate_web_acl, WebACLArn=WEB_ACL, ResourceArn=abroad)[:2] == refusal
    assert "webAclArn" not in emulator.client("apigateway").get_stage(restApiId=api_id, stageName="prod")
    associate_web_acl(emulator, api_id)
    assert refused(waf.get_web_acl_for_resource, ResourceArn=abroad)[:2] == refusal
    assert refused(waf.disassociate_web_acl, ResourceArn=abroad)[:2] == refusal
    assert emulator.client("apigateway").get_stage(restApiId=api_id, stageName="prod")["webAclArn"] == WEB_ACL


def test_a_rate_based_rule_blocks_who_sends_too_much(start, tmp_path):
    emulator = start("--ephemeral", *web_acl_of(tmp_path, RATE), *sample_functions())
    api_id = lambda_api(emulator.client("apigateway"), "/{proxy+}", "echo")
    associate_web_acl(emulator, api_id)
    assert [emulator.by_host(api_id, "/prod/orders").status_code for _ in range(10)] == [200] * 10
    assert refusal(emulator.by_host(api_id, "/prod/orders")) == FILTERED

    # What is reset or restored of its account begins to be counted anew, and of no other.
    snapshot = f"{emulator.url}/_emulator/state/snapshots/blocked"
    for account, status in (("111122223333", 403), ("000000000000", 200)):
        scope = {"account": account}
        assert requests.put(snapshot, json=scope, timeout=30).status_code == 200
        assert requests.post(snapshot + "/restore", json=scope, timeout=30).status_code == 200
        assert emulator.by_host(api_id, "/prod/orders").status_code == status


def test_what_accounts_send_through_one_web_acl_is_counted_apart(start, tmp_path):
    """On AWS each has a web ACL of its own; here suites in parallel share a file."""
    emulator = start("--ephemeral", *web_acl_of(tmp_path, RATE))
    apis = []
    for account, region in (("111122223333", "us-east-1"), ("444455556666", "us-east-1"), ("444455556666", "eu-west-1")):
        made = mock_api(emulator.client("apigateway", account, region))
        associate_web_acl(emulator, made, account, region)
        apis.append(made)
    for api_id in apis:
        assert [emulator.by_host(api_id, "/prod").status_code for _ in range(11)] == [200] * 10 + [403]
    assert emulator.log.read_text().count("a web ACL of another account or region: AWS would answer") == 1


def test_rules_that_are_not_supported_are_refused_at_start(start, tmp_path):
    statement = {"GeoMatchStatement": {"CountryCodes": ["DE"]}}
    rule = {"Name": "countries", "Priority": 0, "Statement": statement, "Action": {"Block": {}}}
    with pytest.raises(RuntimeError, match="GeoMatchStatement"):
        start("--ephemeral", *web_acl_of(tmp_path, rule))
