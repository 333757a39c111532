"""Custom domain names whose routing rules lead requests (developer guide, "Routing rules to connect API stages to a custom domain
name for REST APIs", its examples, and "Set the routing mode for your custom domain name")."""

import json
import uuid

import pytest
import requests
import rest
from botocore.exceptions import ClientError


def echo_api(client, stage="prod"):
    """A REST API whose every path answers the API's id and the path of the resource that was called."""
    api_id, root_id = rest.api(client)
    template = json.dumps({"api": "$context.apiId", "path": "$context.resourcePath", "proxy": "$input.params('proxy')"})
    for resource_id in [root_id, rest.resource(client, api_id, root_id, "/{proxy+}")]:
        rest.method(client, api_id, resource_id, "GET", **rest.MOCK)
        client.put_method_response(restApiId=api_id, resourceId=resource_id, httpMethod="GET", statusCode="200")
        client.put_integration_response(
            restApiId=api_id, resourceId=resource_id, httpMethod="GET", statusCode="200",
            responseTemplates={"application/json": template},
        )
    client.create_deployment(restApiId=api_id, stageName=stage)
    return api_id


class Domain:
    """A custom domain name with a routing mode."""

    def __init__(self, emulator, mode="ROUTING_RULE_ONLY", name=None):
        self.emulator = emulator
        self.client = emulator.client("apigatewayv2")
        self.name = name or f"d{uuid.uuid4().hex[:8]}.example.com"
        self.made = self.client.create_domain_name(
            DomainName=self.name, RoutingMode=mode, DomainNameConfigurations=[{"CertificateArn": CERTIFICATE}]
        )

    def rule(self, priority, api_id, headers=(), base_path=None, strip=None, stage="prod"):
        conditions = [{"MatchHeaders": {"AnyOf": [{"Header": name, "ValueGlob": glob}]}} for name, glob in headers]
        if base_path:
            conditions.append({"MatchBasePaths": {"AnyOf": [base_path]}})
        invoke = {"ApiId": api_id, "Stage": stage} | ({} if strip is None else {"StripBasePath": strip})
        return self.client.create_routing_rule(
            DomainName=self.name, Priority=priority, Conditions=conditions, Actions=[{"InvokeApi": invoke}]
        )

    def get(self, path, host=None, **headers):
        return requests.get(self.emulator.url + path, headers={"Host": host or self.name} | headers, timeout=10)

    def reached(self, path, **options):
        answer = self.get(path, **options)
        assert answer.status_code == 200, answer.text
        return answer.json()["api"]


CERTIFICATE = "arn:aws:acm:us-east-1:111122223333:certificate/x"


@pytest.fixture(scope="module")
def apis(emulator):
    """Three REST APIs."""
    client = emulator.client("apigateway")
    return [echo_api(client) for _ in range(3)]


def refused(call, *arguments, **options):
    with pytest.raises(ClientError) as refusal:
        call(*arguments, **options)
    return refusal.value.response["Error"]["Code"], refusal.value.response["Error"]["Message"]


def test_rules_are_refused_where_the_routing_mode_has_none(emulator, apis):
    """«When your custom domain name uses this mode, you can't create a routing rule»."""
    domain = Domain(emulator, mode="API_MAPPING_ONLY")
    assert refused(domain.rule, 1, apis[0])[0] == "BadRequestException"
    assert domain.client.list_routing_rules(DomainName=domain.name)["RoutingRules"] == []


def test_mappings_are_refused_where_the_routing_mode_has_none(emulator, apis):
    """«When your custom domain name uses this mode, you can't create an API mapping»."""
    domain = Domain(emulator, mode="ROUTING_RULE_ONLY")
    code, _ = refused(domain.client.create_api_mapping, DomainName=domain.name, ApiId=apis[0], Stage="prod")
    assert code == "BadRequestException"
    mapping = {"domainName": domain.name, "restApiId": apis[0], "stage": "prod"}
    assert refused(emulator.client("apigateway").create_base_path_mapping, **mapping)[0] == "BadRequestException"


@pytest.mark.parametrize(
    "headers, base_path",
    [
        ([("Authorization", "x")], None),
        ([("x-amzn-trace-id", "x")], None),
        ([("a", "x"), ("b", "x"), ("c", "x")], None),
        ([("a" * 40, "x")], None),
        ([("a", "x" * 128)], None),
        ([("a", "*" + "x" * 39 + "*")], None),
        ([("a", "x*y")], None),
        ([("a", "**")], None),
        ([("a", "")], None),
        ([], "a b"),
        ([], "a" * 128),
        ([], "a\\b"),
    ],
)
def test_what_no_rule_can_have_is_refused(emulator, apis, headers, base_path):
    """The guide's list of restrictions; that 41 characters are too many for an infix is from aws-cdk pull request 38803."""
    domain = Domain(emulator)
    assert refused(domain.rule, 1, apis[0], headers, base_path)[0] == "BadRequestException"
    assert domain.get("/").status_code == 403


def test_several_values_in_one_condition_are_refused(emulator, apis):
    """«Each anyOf condition can only contain one header value», «You can create a base path condition for only one base path»."""
    domain = Domain(emulator)
    action = [{"InvokeApi": {"ApiId": apis[0], "Stage": "prod"}}]
    header = {"Header": "a", "ValueGlob": "x"}
    for conditions in [
        [{"MatchHeaders": {"AnyOf": [header, header]}}],
        [{"MatchBasePaths": {"AnyOf": ["a", "b"]}}],
        [{"MatchBasePaths": {"AnyOf": ["a"]}}, {"MatchBasePaths": {"AnyOf": ["b"]}}],
        [{"MatchBasePaths": {"AnyOf": ["a"]}, "MatchHeaders": {"AnyOf": [header]}}],
        [{}],
    ]:
        create = domain.client.create_routing_rule
        assert refused(create, DomainName=domain.name, Priority=1, Conditions=conditions, Actions=action)[0] == "BadRequestException"
    assert refused(create, DomainName=domain.name, Priority=1, Conditions=[], Actions=action * 2)[0] == "BadRequestException"


def test_a_rule_leads_to_a_stage_of_a_rest_api(emulator, apis):
    """«WebSocket or HTTP APIs aren't supported as target APIs for routing rules.»"""
    domain = Domain(emulator)
    http_api = domain.client.create_api(Name="h", ProtocolType="HTTP", Target="https://example.com")["ApiId"]
    assert "HTTP APIs are not supported" in refused(domain.rule, 1, http_api, stage="$default")[1]
    assert refused(domain.rule, 1, "nothing")[0] == "BadRequestException"
    assert refused(domain.rule, 1, apis[0], stage="nothing")[0] == "BadRequestException"


def test_two_rules_have_two_priorities(emulator, apis):
    """«Rules can't have the same priority.»"""
    domain = Domain(emulator)
    first = domain.rule(10, apis[0])
    second = domain.rule(20, apis[0])
    assert refused(domain.rule, 10, apis[1])[0] == "ConflictException"
    action = [{"InvokeApi": {"ApiId": apis[0], "Stage": "prod"}}]
    put = {"DomainName": domain.name, "Conditions": [], "Actions": action}
    put_rule = domain.client.put_routing_rule
    assert refused(put_rule, RoutingRuleId=second["RoutingRuleId"], Priority=10, **put)[0] == "ConflictException"
    assert put_rule(RoutingRuleId=first["RoutingRuleId"], Priority=10, **put)["Priority"] == 10
    beyond = {"RoutingRuleId": first["RoutingRuleId"], "Priority": 1_000_001}
    assert refused(put_rule, **beyond, **put)[0] == "BadRequestException"


def test_a_rule_is_shown_as_it_was_made(emulator, apis):
    """AWS CLI reference, the examples of create-routing-rule and list-routing-rules."""
    domain = Domain(emulator)
    made = domain.rule(50, apis[0], [("Hello", "World")], "PetStoreShopper")
    made.pop("ResponseMetadata")
    rule_id = made["RoutingRuleId"]
    assert made == {
        "Actions": [{"InvokeApi": {"ApiId": apis[0], "Stage": "prod", "StripBasePath": False}}],
        "Conditions": [
            {"MatchHeaders": {"AnyOf": [{"Header": "Hello", "ValueGlob": "World"}]}},
            {"MatchBasePaths": {"AnyOf": ["PetStoreShopper"]}},
        ],
        "Priority": 50,
        "RoutingRuleArn": f"arn:aws:apigateway:us-east-1:000000000000:/domainnames/{domain.name}/routingrules/{rule_id}",
        "RoutingRuleId": rule_id,
    }
    shown = domain.client.get_routing_rule(DomainName=domain.name, RoutingRuleId=rule_id)
    shown.pop("ResponseMetadata")
    assert shown == made
    assert domain.client.list_routing_rules(DomainName=domain.name)["RoutingRules"] == [made]
    domain.client.delete_routing_rule(DomainName=domain.name, RoutingRuleId=rule_id)
    assert refused(domain.client.get_routing_rule, DomainName=domain.name, RoutingRuleId=rule_id)[0] == "NotFoundException"
    assert domain.get("/", Hello="World").status_code == 403


def test_the_first_rule_by_priority_that_matches_leads(emulator, apis):
    """Example 1: Routing rules only."""
    domain = Domain(emulator)
    domain.rule(100, apis[2])
    domain.rule(50, apis[1], [("Accept", "image/webp"), ("Pet", "Dog-*")], "PetStoreShopper")
    domain.rule(10, apis[0], [("Hello", "World")])
    webp = {"Accept": "image/webp"}
    assert domain.reached("/", hello="World") == apis[0]
    assert domain.reached("/", Hello="world") == apis[2]
    assert domain.reached("/PetStoreShopper", Hello="World", Pet="Dog-Bella", **webp) == apis[0]
    assert domain.reached("/PetStoreShopper", Pet="Dog-Bella", **webp) == apis[1]
    assert domain.reached("/petstoreshopper", Pet="Dog-Bella", **webp) == apis[2]
    assert domain.reached("/PetStoreShopper", Pet="Dog-Bella") == apis[2]


def test_a_changed_priority_counts_at_once(emulator, apis):
    """«Change the priority of a routing rule»."""
    domain = Domain(emulator)
    domain.rule(50, apis[0])
    second = domain.rule(150, apis[1])["RoutingRuleId"]
    assert domain.reached("/") == apis[0]
    domain.client.put_routing_rule(
        DomainName=domain.name, RoutingRuleId=second, Priority=30, Conditions=[],
        Actions=[{"InvokeApi": {"ApiId": apis[1], "Stage": "prod"}}],
    )
    assert domain.reached("/") == apis[1]


@pytest.mark.parametrize(
    "glob, matching, others",
    [
        ("a*", ["account", "alpha"], ["backup", "beta", "users"]),
        ("*a", ["alpha", "beta"], ["account", "backup", "users"]),
        ("*c*", ["account", "backup"], ["alpha", "beta", "users"]),
        ("*", ["account", "users"], []),
    ],
)
def test_values_match_globs(emulator, apis, glob, matching, others):
    """The guide's table of wildcards."""
    domain = Domain(emulator)
    domain.rule(1, apis[0], [("x-version", glob)])
    domain.rule(2, apis[1])
    for value in matching:
        assert domain.reached("/", **{"x-version": value}) == apis[0], value
    for value in others:
        assert domain.reached("/", **{"x-version": value}) == apis[1], value
    assert domain.reached("/") == apis[1]


def test_mappings_serve_what_no_rule_matches(emulator, apis):
    """Examples 2 and 3: a rule always takes priority over API mappings; what neither leads is 403."""
    domain = Domain(emulator, mode="ROUTING_RULE_THEN_API_MAPPING")
    domain.rule(5, apis[0], [("Cookie", "*ux=beta*")], "/refunds")
    domain.client.create_api_mapping(DomainName=domain.name, ApiId=apis[1], Stage="prod", ApiMappingKey="refunds")
    assert domain.reached("/refunds", Cookie="lang=en-us;ux=beta") == apis[0]
    assert domain.reached("/refunds") == apis[1]
    refusal = domain.get("/Admin", Cookie="ux=beta")
    assert (refusal.status_code, refusal.json()) == (403, {"message": "Forbidden"})


def test_callers_reach_nothing_by_what_the_mode_does_not_have(emulator, apis):
    """«API callers can't access your domain name using any unsupported routing modes»; the rules and mappings stay."""
    domain = Domain(emulator, mode="ROUTING_RULE_THEN_API_MAPPING")
    domain.rule(1, apis[0], base_path="rule")
    domain.client.create_api_mapping(DomainName=domain.name, ApiId=apis[1], Stage="prod", ApiMappingKey="mapping")
    reachable = {
        "ROUTING_RULE_ONLY": (200, 403),
        "API_MAPPING_ONLY": (403, 200),
        "ROUTING_RULE_THEN_API_MAPPING": (200, 200),
    }
    for mode, expected in reachable.items():
        assert domain.client.update_domain_name(DomainName=domain.name, RoutingMode=mode)["RoutingMode"] == mode
        assert (domain.get("/rule").status_code, domain.get("/mapping").status_code) == expected, mode
        assert len(domain.client.list_routing_rules(DomainName=domain.name)["RoutingRules"]) == 1
        assert len(domain.client.get_api_mappings(DomainName=domain.name)["Items"]) == 1


def test_the_first_api_calls_the_modes_by_its_own_names(emulator, apis):
    """«When you create a custom domain name using apigateway, API_MAPPING_ONLY is called BASE_PATH_MAPPING_ONLY …»"""
    domain = Domain(emulator, mode="ROUTING_RULE_THEN_API_MAPPING")
    client = emulator.client("apigateway")
    assert client.get_domain_name(domainName=domain.name)["routingMode"] == "ROUTING_RULE_THEN_BASE_PATH_MAPPING"
    patch = [{"op": "replace", "path": "/routingMode", "value": "BASE_PATH_MAPPING_ONLY"}]
    assert client.update_domain_name(domainName=domain.name, patchOperations=patch)["routingMode"] == "BASE_PATH_MAPPING_ONLY"
    assert domain.client.get_domain_name(DomainName=domain.name)["RoutingMode"] == "API_MAPPING_ONLY"
    patch[0]["value"] = "API_MAPPING_ONLY"
    assert refused(client.update_domain_name, domainName=domain.name, patchOperations=patch)[0] == "BadRequestException"
    plain = client.create_domain_name(domainName=f"p{domain.name}", certificateArn=CERTIFICATE)
    assert plain["routingMode"] == "BASE_PATH_MAPPING_ONLY"


@pytest.mark.parametrize(
    "base_path, strip, path, seen",
    [
        ("PetStoreShopper/dogs", True, "/PetStoreShopper/dogs", ""),
        ("PetStoreShopper/dogs", False, "/PetStoreShopper/dogs", "PetStoreShopper/dogs"),
        ("PetStoreShopper", True, "/PetStoreShopper/dogs", "dogs"),
        ("PetStoreShopper", None, "/PetStoreShopper/dogs", "PetStoreShopper/dogs"),
        ("PetStoreShopper", True, "/PetStoreShopper?birds=available", ""),
    ],
)
def test_the_base_path_is_stripped_where_the_rule_says_so(emulator, apis, base_path, strip, path, seen):
    """The guide's table "Strip the base path with base path conditions"."""
    domain = Domain(emulator)
    domain.rule(1, apis[0], base_path=base_path, strip=strip)
    assert domain.get(path).json()["proxy"] == seen
    assert domain.get(path.replace("PetStoreShopper", "PetStoreShoppers")).status_code == 403


def test_the_hosts_of_a_wildcard_name_are_told_apart(emulator, apis):
    """Example 4: Routing rules for wildcard domain names."""
    parent = f"w{uuid.uuid4().hex[:8]}.example.com"
    domain = Domain(emulator, name=f"*.{parent}")
    domain.rule(10, apis[0], [("Host", f"a.{parent}")])
    domain.rule(50, apis[1], [("Host", f"b.{parent}")])
    domain.rule(500, apis[2])
    for host, api in [("a", apis[0]), ("b", apis[1]), ("testing", apis[2])]:
        assert domain.reached("/", host=f"{host}.{parent}:{emulator.port}") == api


def test_access_logs_tell_what_led_a_request(start, tmp_path, eventually):
    """«API Gateway only populates the context variable for the routing mechanism it used, otherwise the context variable is -»
    (developer guide, "Troubleshooting issues with routing rules")."""
    log = tmp_path / "access.log"
    emulator = start("--ephemeral", "--access-log", str(log))
    client = emulator.client("apigateway")
    api_id = echo_api(client)
    line = "$context.customDomain.routingRuleIdMatched $context.customDomain.basePathMatched $context.requestId"
    settings = {"destinationArn": "arn:aws:logs:us-east-1:000000000000:log-group:g", "format": line}
    patch = [{"op": "replace", "path": f"/accessLogSettings/{name}", "value": value} for name, value in settings.items()]
    client.update_stage(restApiId=api_id, stageName="prod", patchOperations=patch)
    domain = Domain(emulator, mode="ROUTING_RULE_THEN_API_MAPPING")
    rule_id = domain.rule(1, api_id, base_path="rule", strip=True)["RoutingRuleId"]
    domain.client.create_api_mapping(DomainName=domain.name, ApiId=api_id, Stage="prod", ApiMappingKey="mapping")
    for path, expected in [("/rule/a", f"{rule_id} - "), ("/mapping/a", "- mapping ")]:
        domain.reached(path)
        assert eventually(lambda: log.exists() and expected in log.read_text())
