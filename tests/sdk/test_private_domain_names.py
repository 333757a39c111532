"""Private custom domain names and domain name access associations (developer guide, "Custom domain names for private APIs in API
Gateway")."""

import json

import pytest
import requests
from botocore.exceptions import ClientError
from rest import mock

CERTIFICATE = "arn:aws:acm:us-east-1:000000000000:certificate/fb1b9770-a305-495d-aefb-27e5e101ff3"
ENDPOINT, OTHER = "vpce-0123456789abcdef0", "vpce-abcdef01234567890"
NO_NAME = ("NotFoundException", "Invalid domain name identifier specified")


def policy(*endpoints):
    """The guide's: everybody may call, but through these endpoints only."""
    everything = {"Principal": "*", "Action": "execute-api:Invoke", "Resource": ["execute-api:/*"]}
    others = {"StringNotEquals": {"aws:SourceVpce": list(endpoints)}}
    return json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [{"Effect": "Allow"} | everything, {"Effect": "Deny"} | everything | {"Condition": others}],
        }
    )


@pytest.fixture
def client(emulator):
    return emulator.client("apigateway")


@pytest.fixture
def domain(client, request):
    """Makes private names, which go with the test."""
    made = []

    def create(name=None, **options):
        name = name or request.node.name.replace("_", "-").partition("[")[0][:50] + ".example.com"
        options = {"endpointConfiguration": {"types": ["PRIVATE"]}, "certificateArn": CERTIFICATE} | options
        made.append(client.create_domain_name(domainName=name, **options))
        return made[-1]

    yield create
    for one in made:
        try:
            client.delete_domain_name(domainName=one["domainName"], domainNameId=one["domainNameId"])
        except client.exceptions.NotFoundException:
            pass


def refused(call, **arguments):
    with pytest.raises(ClientError) as error:
        call(**arguments)
    return error.value.response["Error"]["Code"], error.value.response["Error"]["Message"]


def associate(client, name, endpoint=ENDPOINT, **options):
    arguments = {"domainNameArn": name["domainNameArn"], "accessAssociationSourceType": "VPCE"}
    return client.create_domain_name_access_association(**arguments, accessAssociationSource=endpoint, **options)


def named(name):
    return {"domainName": name["domainName"], "domainNameId": name["domainNameId"]}


def test_a_private_name_has_an_id_and_an_arn_with_its_account(domain):
    """The AWS CLI's reference, create-domain-name, example 2."""
    made = domain(policy=policy(ENDPOINT))
    assert made["domainNameArn"] == (
        f"arn:aws:apigateway:us-east-1:000000000000:/domainnames/{made['domainName']}+{made['domainNameId']}"
    )
    assert made["endpointConfiguration"]["types"] == ["PRIVATE"]
    assert "distributionDomainName" not in made and "regionalDomainName" not in made
    resource = made["domainNameArn"].replace(":apigateway:", ":execute-api:")
    assert json.loads(made["policy"])["Statement"][0]["Resource"] == [resource]


def test_a_private_name_denies_all_until_it_has_a_policy(domain):
    """The guide: a name is provisioned with a deny all resource policy."""
    assert [one["Effect"] for one in json.loads(domain()["policy"])["Statement"]] == ["Deny"]


def test_a_policy_that_is_none_is_refused(client, domain):
    wrong = {"endpointConfiguration": {"types": ["PRIVATE"]}, "policy": '{"Statement": "all"}'}
    assert refused(client.create_domain_name, domainName="wrong.example.com", **wrong)[0] == "BadRequestException"
    assert refused(client.get_domain_name, domainName="wrong.example.com") == NO_NAME
    name = domain()
    operations = [{"op": "replace", "path": "/policy", "value": "nonsense"}]
    assert refused(client.update_domain_name, **named(name), patchOperations=operations)[0] == "BadRequestException"
    assert client.get_domain_name(**named(name))["policy"] == name["policy"]


def test_a_public_name_has_no_policy(client):
    """A setting that has no effect must not be taken."""
    regional = {"endpointConfiguration": {"types": ["REGIONAL"]}, "regionalCertificateArn": CERTIFICATE}
    refusal = refused(client.create_domain_name, domainName="public.example.com", **regional, policy=policy(ENDPOINT))
    assert refusal[0] == "BadRequestException"


def test_a_private_name_is_asked_for_with_its_id(client, domain):
    """API reference: domainNameId is required for private custom domain names."""
    name = domain()
    operations = [{"op": "replace", "path": "/policy", "value": policy(OTHER)}]
    calls = [
        (client.get_domain_name, {}),
        (client.update_domain_name, {"patchOperations": operations}),
        (client.get_base_path_mappings, {}),
        (client.get_base_path_mapping, {"basePath": "(none)"}),
        (client.create_base_path_mapping, {"restApiId": "none"}),
        (client.delete_base_path_mapping, {"basePath": "(none)"}),
        (client.delete_domain_name, {}),
    ]
    for call, more in calls:
        assert refused(call, domainName=name["domainName"], **more) == NO_NAME
        assert refused(call, domainName=name["domainName"], domainNameId="nosuch", **more) == NO_NAME
    assert client.get_domain_name(**named(name))["policy"] == name["policy"]


@pytest.mark.parametrize(
    "arn",
    [
        "nonsense",
        "arn:aws:apigateway:us-east-1::/domainnames/public.example.com",
        "arn:aws:apigateway:eu-west-1:000000000000:/domainnames/private.example.com+abcd1234",
    ],
)
def test_an_association_is_with_the_arn_of_a_private_name(client, arn):
    assert refused(associate, client=client, name={"domainNameArn": arn})[0] == "BadRequestException"


def test_an_association_is_with_a_name_and_an_endpoint_that_are_there(client, domain):
    name = domain()
    assert refused(associate, client=client, name={"domainNameArn": name["domainNameArn"] + "x"}) == NO_NAME
    assert refused(associate, client=client, name=name, endpoint="vpc-1234")[0] == "BadRequestException"
    arguments = {"domainNameArn": name["domainNameArn"], "accessAssociationSource": ENDPOINT}
    call = client.create_domain_name_access_association
    assert refused(call, **arguments, accessAssociationSourceType="VPC")[0] == "ValidationException"


def test_an_association_is_listed_until_it_is_deleted(client, domain):
    """The AWS CLI's reference, create-domain-name-access-association."""
    name = domain()
    made = associate(client, name, tags={"team": "shop"})
    del made["ResponseMetadata"]
    arn = made["domainNameAccessAssociationArn"]
    assert arn == (
        f"arn:aws:apigateway:us-east-1:000000000000:/domainnameaccessassociations/domainname/"
        f"{name['domainName']}+{name['domainNameId']}/vpcesource/{ENDPOINT}"
    )
    assert made in client.get_domain_name_access_associations(resourceOwner="SELF", limit=500)["items"]
    assert client.get_domain_name_access_associations(resourceOwner="OTHER_ACCOUNTS")["items"] == []
    assert refused(associate, client=client, name=name)[0] == "ConflictException"
    client.delete_domain_name_access_association(domainNameAccessAssociationArn=arn)
    assert made not in client.get_domain_name_access_associations(limit=500)["items"]
    assert refused(client.delete_domain_name_access_association, domainNameAccessAssociationArn=arn)[0] == "NotFoundException"


@pytest.fixture
def private_api(client):
    """A deployed private API."""
    made = client.create_rest_api(
        name="private", endpointConfiguration={"types": ["PRIVATE"]}, policy=policy(ENDPOINT, OTHER)
    )
    mock(client, made["id"], made["rootResourceId"], template="$context.identity.vpceId")
    client.create_deployment(restApiId=made["id"], stageName="prod")
    return made["id"]


@pytest.fixture
def call(emulator):
    def call(name, path="/", **headers):
        answer = requests.get(emulator.url + path, headers={"Host": name["domainName"]} | headers, timeout=30)
        return answer.status_code, answer.text

    return call


def mapped(client, name, api_id):
    return client.create_base_path_mapping(**named(name), restApiId=api_id, stage="prod")


def test_without_an_association_nobody_reaches_the_api(emulator, client, domain, private_api, call):
    name = domain(policy=policy(ENDPOINT))
    mapped(client, name, private_api)
    assert call(name) == (403, '{"message":"Forbidden"}')
    assert "CreateDomainNameAccessAssociation" in emulator.log.read_text()


def test_an_association_leads_to_the_api_until_it_is_rejected(client, domain, private_api, call):
    name = domain(policy=policy(ENDPOINT))
    mapped(client, name, private_api)
    arn = associate(client, name)["domainNameAccessAssociationArn"]
    assert call(name) == (200, ENDPOINT)
    wrong = {"domainNameAccessAssociationArn": arn, "domainNameArn": name["domainNameArn"] + "x"}
    assert refused(client.reject_domain_name_access_association, **wrong)[0] == "NotFoundException"
    assert call(name)[0] == 200
    client.reject_domain_name_access_association(
        domainNameAccessAssociationArn=arn, domainNameArn=name["domainNameArn"]
    )
    assert call(name)[0] == 403


def test_the_policy_of_the_name_decides_which_endpoints_may_call(client, domain, private_api, call):
    name = domain(policy=policy(OTHER))
    mapped(client, name, private_api)
    associate(client, name)
    status, body = call(name)
    assert status == 403 and "explicit deny" in body
    operations = [{"op": "replace", "path": "/policy", "value": policy(ENDPOINT)}]
    client.update_domain_name(**named(name), patchOperations=operations)
    assert call(name) == (200, ENDPOINT)


def test_with_several_endpoints_a_caller_says_through_which_it_comes(client, domain, private_api, call):
    name = domain(policy=policy(ENDPOINT, OTHER))
    mapped(client, name, private_api)
    for endpoint in (ENDPOINT, OTHER):
        associate(client, name, endpoint)
    assert call(name)[0] == 403
    for endpoint in (ENDPOINT, OTHER):
        assert call(name, **{"x-emulator-vpc-endpoint": endpoint}) == (200, endpoint)
    assert call(name, **{"x-emulator-vpc-endpoint": "vpce-0"})[0] == 403


def test_a_private_name_leads_to_private_apis_only(client, domain, call):
    """And an API that is not private is not reached by it."""
    made = client.create_rest_api(name="public", endpointConfiguration={"types": ["REGIONAL"]})
    mock(client, made["id"], made["rootResourceId"])
    client.create_deployment(restApiId=made["id"], stageName="prod")
    name = domain(policy=policy(ENDPOINT))
    mapped(client, name, made["id"])
    associate(client, name)
    assert call(name)[0] == 403


def test_a_private_name_has_tags_by_its_arn(client, domain):
    """Its ARN has the account and the name's id (service authorization reference, PrivateDomainName)."""
    name = domain(tags={"team": "pets"})
    arn = name["domainNameArn"]
    client.tag_resource(resourceArn=arn, tags={"stage": "prod"})
    assert client.get_tags(resourceArn=arn)["tags"] == {"team": "pets", "stage": "prod"}
    client.untag_resource(resourceArn=arn, tagKeys=["team"])
    assert client.get_domain_name(**named(name))["tags"] == {"stage": "prod"}
    public = f"arn:aws:apigateway:us-east-1::/domainnames/{name['domainName']}"
    for other in (arn + "x", public):
        assert refused(client.get_tags, resourceArn=other)[0] == "NotFoundException"


def test_a_routing_rule_leads_a_private_name(emulator, client, domain, private_api, call):
    """API reference of the second API, CreateRoutingRule: "DomainNameId: The domain name ID.\" """
    name = domain(policy=policy(ENDPOINT), routingMode="ROUTING_RULE_ONLY")
    associate(client, name)
    assert call(name)[0] == 403
    second = emulator.client("apigatewayv2")
    rule = {"Priority": 1, "Conditions": [], "Actions": [{"InvokeApi": {"ApiId": private_api, "Stage": "prod"}}]}
    assert refused(second.create_routing_rule, DomainName=name["domainName"], **rule) == NO_NAME
    by_id = {"DomainName": name["domainName"], "DomainNameId": name["domainNameId"]}
    made = second.create_routing_rule(**by_id, **rule)
    assert made["RoutingRuleArn"] == f"{name['domainNameArn']}/routingrules/{made['RoutingRuleId']}"
    assert call(name) == (200, ENDPOINT)
    assert refused(second.list_routing_rules, DomainName=name["domainName"]) == NO_NAME
    assert [one["Priority"] for one in second.list_routing_rules(**by_id)["RoutingRules"]] == [1]
    second.delete_routing_rule(**by_id, RoutingRuleId=made["RoutingRuleId"])
    assert call(name)[0] == 403


def test_a_name_that_goes_takes_its_associations_along(client, domain):
    name = domain()
    arn = associate(client, name)["domainNameAccessAssociationArn"]
    client.delete_domain_name(**named(name))
    listed = client.get_domain_name_access_associations(limit=500)["items"]
    assert arn not in [one["domainNameAccessAssociationArn"] for one in listed]
