"""Accounts and regions do not see each other. One account makes one of everything; every operation that names something is then
called with the same names by another account, and by the same account in another region. On AWS, names and ids mean what the
caller's own account has in the region that it asks ("API Gateway resources" of the service authorization reference: their ARNs
are of one region, and nothing but an API's address leads from one account to another)."""

import datetime
import io
import json
import zipfile

import boto3
import pytest
import requests
import rest
from botocore.exceptions import ClientError
from conftest import Emulator, refused
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

OWNER, STRANGER, HOME, ABROAD = "700000000001", "700000000002", "us-east-1", "eu-west-1"
ELSEWHERE = {"another account": (STRANGER, HOME), "another region": (OWNER, ABROAD)}
CERTIFICATE = "arn:aws:acm:{}:700000000001:certificate/fb1b9770-a305-495d-aefb-27e5e101ff3"
COLORS = ["AccentColor", "BackgroundColor", "ErrorValidationColor", "HeaderColor", "NavigationColor", "TextColor"]
THEME = {"DisplayName": "Pets", "Theme": {"CustomColors": dict.fromkeys(COLORS, "#000000")}}
PRIVATE_POLICY = json.dumps(
    {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*"}]}
)
TODAY = datetime.date.today().isoformat()


def v1_names(client):
    """Makes one of everything that the first API knows; the names by which operations know them."""
    api, root = rest.api(client, tags={"team": "pets"})
    pets = client.create_resource(restApiId=api, parentId=root, pathPart="pets")["id"]
    rest.method(client, api, pets, "GET", **rest.MOCK)
    method = {"restApiId": api, "resourceId": pets, "httpMethod": "GET"}
    client.update_method(**method, patchOperations=[{"op": "replace", "path": "/apiKeyRequired", "value": "true"}])
    client.put_method_response(**method, statusCode="200")
    client.put_integration_response(**method, statusCode="200")
    client.create_model(restApiId=api, name="Pet", contentType="application/json", schema='{"type": "object"}')
    authorizer = client.create_authorizer(
        restApiId=api, name="guard", type="TOKEN", identitySource="method.request.header.token",
        authorizerUri=rest.LAMBDA_URI.format(rest.function_arn("guard")),
    )["id"]
    validator = client.create_request_validator(restApiId=api, name="all")["id"]
    client.put_gateway_response(restApiId=api, responseType="UNAUTHORIZED", statusCode="418")
    part = client.create_documentation_part(restApiId=api, location={"type": "API"}, properties='{"a": "b"}')["id"]
    client.create_documentation_version(restApiId=api, documentationVersion="1")
    deployment = client.create_deployment(restApiId=api, stageName="prod")["id"]
    key = client.create_api_key(name="key", enabled=True, value="the-value-of-both-accounts")["id"]
    stages = [{"apiId": api, "stage": "prod"}]
    plan = client.create_usage_plan(name="plan", apiStages=stages, quota={"limit": 2, "period": "DAY"})["id"]
    client.create_usage_plan_key(usagePlanId=plan, keyId=key, keyType="API_KEY")
    domain = client.create_domain_name(
        domainName="owned.example.com", regionalCertificateArn=CERTIFICATE.format(HOME), endpointConfiguration={"types": ["REGIONAL"]},
        routingMode="ROUTING_RULE_THEN_BASE_PATH_MAPPING",
    )["domainName"]
    client.create_base_path_mapping(domainName=domain, basePath="pets", restApiId=api, stage="prod")
    private = client.create_domain_name(
        domainName="private.example.com", certificateArn=CERTIFICATE.format(HOME), endpointConfiguration={"types": ["PRIVATE"]},
        policy=PRIVATE_POLICY,
    )
    association = client.create_domain_name_access_association(
        domainNameArn=private["domainNameArn"], accessAssociationSourceType="VPCE", accessAssociationSource="vpce-0123456789abcdef0"
    )
    link = client.create_vpc_link(name="link", targetArns=["arn:aws:elasticloadbalancing:us-east-1:1:loadbalancer/net/a/b"])["id"]
    certificate = client.generate_client_certificate()["clientCertificateId"]
    return method | {
        "statusCode": "200", "modelName": "Pet", "authorizerId": authorizer, "requestValidatorId": validator, "parentId": pets,
        "responseType": "UNAUTHORIZED", "documentationPartId": part, "documentationVersion": "1", "deploymentId": deployment,
        "stageName": "prod", "apiKey": key, "usagePlanId": plan, "keyId": key, "domainName": domain, "basePath": "pets",
        "domainNameArn": private["domainNameArn"], "vpcLinkId": link, "clientCertificateId": certificate,
        "domainNameAccessAssociationArn": association["domainNameAccessAssociationArn"],
        "resourceArn": f"arn:aws:apigateway:us-east-1::/restapis/{api}",
    }  # fmt: skip


def v2_names(client, rest_api):
    """The same of the second API."""
    api = client.create_api(
        Name="pets", ProtocolType="WEBSOCKET", RouteSelectionExpression="$request.body.action", Tags={"team": "pets"}
    )["ApiId"]
    named = {"ApiId": api}
    integration = client.create_integration(**named, IntegrationType="MOCK", RequestTemplates={"$default": '{"statusCode": 200}'})
    named["IntegrationId"] = integration["IntegrationId"]
    response = client.create_integration_response(**named, IntegrationResponseKey="$default")
    authorizer = client.create_authorizer(
        ApiId=api, Name="guard", AuthorizerType="REQUEST", IdentitySource=["route.request.header.token"],
        AuthorizerUri=rest.LAMBDA_URI.format(rest.function_arn("guard")),
    )
    model = client.create_model(ApiId=api, Name="Pet", ContentType="application/json", Schema='{"type": "object"}')
    route = client.create_route(
        ApiId=api, RouteKey="$connect", Target=f"integrations/{integration['IntegrationId']}",
        RequestParameters={"route.request.header.token": {"Required": True}},
    )["RouteId"]
    answer = client.create_route_response(ApiId=api, RouteId=route, RouteResponseKey="$default")
    deployment = client.create_deployment(ApiId=api)["DeploymentId"]
    client.create_stage(
        ApiId=api, StageName="prod", DeploymentId=deployment, RouteSettings={"$connect": {"ThrottlingBurstLimit": 5}}
    )
    configuration = [{"CertificateArn": CERTIFICATE.format(HOME), "EndpointType": "REGIONAL"}]
    domain = client.create_domain_name(DomainName="second.example.com", DomainNameConfigurations=configuration)["DomainName"]
    mapping = client.create_api_mapping(DomainName=domain, ApiId=api, Stage="prod")["ApiMappingId"]
    rule = client.create_routing_rule(
        DomainName="owned.example.com", Priority=1, Conditions=[{"MatchBasePaths": {"AnyOf": ["dogs"]}}],
        Actions=[{"InvokeApi": {"ApiId": rest_api["restApiId"], "Stage": "prod"}}],
    )["RoutingRuleId"]
    link = client.create_vpc_link(Name="link", SubnetIds=["subnet-1"])["VpcLinkId"]
    product = client.create_portal_product(DisplayName="Adoption")
    pages = {"PortalProductId": product["PortalProductId"]}
    page = client.create_product_page(**pages, DisplayContent={"Title": "Start", "Body": "#"})["ProductPageId"]
    parts = {"RestApiId": rest_api["restApiId"], "Stage": "prod", "Path": "/pets", "Method": "GET"}
    endpoint = client.create_product_rest_endpoint_page(**pages, RestEndpointIdentifier={"IdentifierParts": parts})
    policy = {"Effect": "Allow", "Principal": {"AWS": STRANGER}, "Action": "apigateway:GET", "Resource": product["PortalProductArn"]}
    client.put_portal_product_sharing_policy(**pages, PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [policy]}))
    portal = client.create_portal(
        Authorization={"None": {}}, EndpointConfiguration={"None": {}}, PortalContent=THEME,
        IncludedPortalProductArns=[product["PortalProductArn"]],
    )["PortalId"]
    return named | pages | {
        "IntegrationResponseId": response["IntegrationResponseId"], "AuthorizerId": authorizer["AuthorizerId"],
        "ModelId": model["ModelId"], "RouteId": route, "RouteKey": "$connect", "RouteResponseId": answer["RouteResponseId"],
        "RequestParameterKey": "route.request.header.token", "DeploymentId": deployment, "StageName": "prod", "Stage": "prod",
        "DomainName": domain, "ApiMappingId": mapping, "RoutingRuleId": rule, "VpcLinkId": link, "ProductPageId": page,
        "ProductRestEndpointPageId": endpoint["ProductRestEndpointPageId"], "PortalId": portal,
        "ResourceArn": f"arn:aws:apigateway:us-east-1::/apis/{api}",
    }  # fmt: skip


def lambda_names(client):
    """The same of functions."""
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("app.py", "def handler(event, context): return 'the owner'")
    client.create_function(
        FunctionName="owned", Runtime="python3.11", Role="arn:aws:iam::700000000001:role/r", Handler="app.handler",
        Code={"ZipFile": code.getvalue()},
    )
    client.add_permission(FunctionName="owned", StatementId="one", Action="lambda:InvokeFunction", Principal="*")
    return {"FunctionName": "owned", "StatementId": "one", "Resource": rest.function_arn("owned", account=OWNER)}


# What operations need besides names; what is not here is a text, a list or an object with nothing in it.
MEMBERS = {
    "name": "other", "type": "TOKEN", "location": {"type": "API"}, "properties": '{"c": "d"}', "contentType": "application/json",
    "pathPart": "dogs", "keyType": "API_KEY", "exportType": "oas30", "sdkType": "javascript", "startDate": TODAY, "endDate": TODAY,
    "body": b'{"swagger": "2.0", "info": {"title": "a", "version": "1"}, "paths": {}}', "authorizationType": "NONE",
    "tags": {"a": "b"}, "tagKeys": ["team"], "mode": "merge", "accessAssociationSourceType": "VPCE",
    "accessAssociationSource": "vpce-0123456789abcdef0", "Name": "Other", "AuthorizerType": "REQUEST", "IdentitySource": ["a"],
    "IntegrationType": "MOCK", "IntegrationResponseKey": "/2../", "Schema": "{}", "DisplayContent": {"Title": "a", "Body": "b"},
    "RouteResponseKey": "$default", "Priority": 7, "Conditions": [], "Specification": "OAS30", "OutputType": "JSON",
    "Body": '{"openapi": "3.0.1", "info": {"title": "a", "version": "1"}, "paths": {}}', "TagKeys": ["team"], "Tags": {"a": "b"},
    "Actions": [{"InvokeApi": {"ApiId": "nothing000", "Stage": "prod"}}], "PolicyDocument": "{}",
    "RestEndpointIdentifier": {"IdentifierParts": {"RestApiId": "nothing000", "Stage": "prod", "Path": "/", "Method": "GET"}},
    "Action": "lambda:InvokeFunction", "Principal": "*", "AuthType": "NONE",
}  # fmt: skip
# Names that tell nothing about whose they are.
COMMON = {"httpMethod", "statusCode", "responseType", "stageName", "basePath", "RouteKey", "StageName", "Stage", "parentId"}
# The names of domains that other operations know than those that are named alike.
OTHER_DOMAIN = {"DeleteRoutingRule": "owned.example.com", "GetRoutingRule": "owned.example.com", "PutRoutingRule": "owned.example.com"}


# What is answered in another way than by 404 where something is not there, by operation and status.
SAID_OTHERWISE = {
    # An ARN tells whose it is.
    ("GetTags", 400), ("TagResource", 400), ("UntagResource", 400), ("CreateDomainNameAccessAssociation", 400),
    ("ListTags", 403), ("TagResource", 403), ("UntagResource", 403),
    # Of an API that is not there at all the same is said.
    ("CreateAuthorizer", 409), ("CreateRequestValidator", 400), ("CreateProductRestEndpointPage", 400),
    # What is not there has no keys, and need not be deleted.
    ("GetUsagePlanKeys", 200), ("DeletePortal", 204),
}  # fmt: skip


@pytest.fixture(scope="module")
def owned(emulator):
    """What the owner has at home: by service, the names of it."""
    v1 = v1_names(emulator.client("apigateway", OWNER, HOME))
    v2 = v2_names(emulator.client("apigatewayv2", OWNER, HOME), v1)
    return {"apigateway": v1, "apigatewayv2": v2, "lambda": lambda_names(emulator.client("lambda", OWNER, HOME))}


def operations():
    """Every operation of the services, as boto3 calls it."""
    for service in ("apigateway", "apigatewayv2", "lambda"):
        methods = boto3.client(service, region_name=HOME).meta.method_to_api_mapping
        for method, operation in sorted(methods.items()):
            yield service, method, operation


def arguments(client, operation, names):
    """What an operation needs: names where there are some. None when it names nothing that somebody has."""
    shape = client.meta.service_model.operation_model(operation).input_shape
    required = shape.required_members if shape else []
    if not any(member in names and member not in COMMON for member in required):
        return None
    if operation in ("CreateDomainName", "CreateFunction"):
        return None
    if operation in OTHER_DOMAIN:
        names = names | {"DomainName": OTHER_DOMAIN[operation]}
    empty = {"string": "x", "list": [], "map": {}, "structure": {}, "integer": 1, "long": 1, "boolean": True, "blob": b"{}"}
    others = {member: MEMBERS.get(member, empty.get(shape.members[member].type_name)) for member in required}
    if operation == "PutIntegration":
        others["type"] = "MOCK"
    if operation == "TagResource":
        others |= {"Tags": {"a": "b"}} if "Tags" in shape.members else {"tags": {"a": "b"}}
    return {member: names.get(member, other) for member, other in others.items()}


def everything(emulator, owned):
    """All that the owner can read of what it has."""
    told = {}
    for service, method, operation in operations():
        client = emulator.client(service, OWNER, HOME)
        named = arguments(client, operation, owned[service])
        if named is not None and method.startswith("get_") and method not in ("get_export", "get_sdk"):
            try:
                told[service, method] = getattr(client, method)(**named)
            except ClientError as error:
                if error.response["ResponseMetadata"]["HTTPStatusCode"] != 501:
                    raise
    for answer in told.values():
        answer.pop("ResponseMetadata")
    return told


@pytest.mark.parametrize("where", ELSEWHERE)
def test_nothing_is_there_for_others(emulator, owned, where):
    """Every operation that names something of the owner's is refused as if there were no such thing, and changes nothing."""
    before, called, wrong = everything(emulator, owned), 0, []
    assert len(before) > 50
    for service, method, operation in operations():
        client = emulator.client(service, *ELSEWHERE[where])
        named = arguments(client, operation, owned[service])
        if named is None:
            continue
        called += 1
        try:
            answer, message = getattr(client, method)(**named), "it was done"
        except ClientError as error:
            answer, message = error.response, error.response["Error"]["Message"]
        status = answer["ResponseMetadata"]["HTTPStatusCode"]
        if status not in (404, 501) and (operation, status) not in SAID_OTHERWISE:
            wrong.append((operation, status, message))
    assert not wrong, "\n".join(map(str, wrong))
    assert called > 200
    assert everything(emulator, owned) == before


@pytest.mark.parametrize("where", ELSEWHERE)
def test_lists_of_others_are_empty(emulator, owned, where):
    for service, method, operation in operations():
        client = emulator.client(service, *ELSEWHERE[where])
        shape = client.meta.service_model.operation_model(operation).input_shape
        if shape and shape.required_members or not method.startswith(("get_", "list_")):
            continue
        if method in NOT_LISTS:
            continue
        try:
            answer = getattr(client, method)()
        except ClientError as error:
            assert error.response["ResponseMetadata"]["HTTPStatusCode"] == 501, error
            continue
        answer.pop("ResponseMetadata")
        assert not any(answer.values()), (service, operation, answer)


# What names nothing, lists what all accounts have, or is a setting of the account.
NOT_LISTS = {"get_account", "get_sdk_types", "get_account_settings"}


@pytest.mark.parametrize("where", ELSEWHERE)
def test_an_api_of_others_cannot_be_referred_to(emulator, owned, where):
    """Not by plans, domains, portals or copies: what is served of an API is its account's alone to say."""
    v1, v2 = (emulator.client(service, *ELSEWHERE[where]) for service in ("apigateway", "apigatewayv2"))
    api, stages = owned["apigateway"]["restApiId"], [{"apiId": owned["apigateway"]["restApiId"], "stage": "prod"}]
    assert refused(v1.create_usage_plan, name="plan", apiStages=stages)[0] == 404
    assert refused(v1.create_rest_api, name="copy", cloneFrom=api)[0] in (400, 404)
    name = f"{ELSEWHERE[where][0]}-{ELSEWHERE[where][1]}.example.com"
    configuration = [{"CertificateArn": CERTIFICATE.format(ELSEWHERE[where][1]), "EndpointType": "REGIONAL"}]
    v2.create_domain_name(DomainName=name, DomainNameConfigurations=configuration)
    assert refused(v1.create_base_path_mapping, domainName=name, restApiId=api, stage="prod")[0] in (400, 404)
    assert refused(v2.create_api_mapping, DomainName=name, ApiId=owned["apigatewayv2"]["ApiId"], Stage="prod")[0] in (400, 404)
    rule = {"Conditions": [{"MatchBasePaths": {"AnyOf": ["dogs"]}}], "Actions": [{"InvokeApi": {"ApiId": api, "Stage": "prod"}}]}
    assert refused(v2.create_routing_rule, DomainName=name, Priority=1, **rule)[0] in (400, 404)
    product = v2.create_portal_product(DisplayName="Adoption")["PortalProductId"]
    parts = {"IdentifierParts": {"RestApiId": api, "Stage": "prod", "Path": "/pets", "Method": "GET"}}
    assert refused(v2.create_product_rest_endpoint_page, PortalProductId=product, RestEndpointIdentifier=parts)[0] in (400, 404)


def test_what_is_an_address_is_nobody_elses(emulator, owned):
    """Ids of APIs and custom domain names are looked up by whoever calls: the second to want one is refused."""
    stranger, abroad = (emulator.client("apigateway", *place) for place in ELSEWHERE.values())
    taken = emulator.client("apigateway", OWNER, HOME).create_rest_api(name="first", tags={"_custom_id_": "taken-by-the-owner"})
    for client, region in ((stranger, HOME), (abroad, ABROAD)):
        status, code, _ = refused(client.create_rest_api, name="second", tags={"_custom_id_": taken["id"]})
        assert (status, code) == (409, "ConflictException")
        options = {"regionalCertificateArn": CERTIFICATE.format(region), "endpointConfiguration": {"types": ["REGIONAL"]}}
        assert refused(client.create_domain_name, domainName="owned.example.com", **options)[0] in (400, 409)
    v2 = emulator.client("apigatewayv2", STRANGER, HOME)
    assert refused(v2.create_api, Name="second", ProtocolType="HTTP", Tags={"_custom_id_": taken["id"]})[0] == 409
    assert emulator.client("apigateway", OWNER, HOME).get_rest_api(restApiId=taken["id"])["name"] == "first"


def test_quotas_of_keys_with_the_same_value_are_counted_apart(emulator, owned):
    def calls(api, path):
        headers = {"x-api-key": "the-value-of-both-accounts"}
        return [emulator.by_host(api, path, headers=headers).status_code for _ in range(3)]

    other = v1_plan(emulator.client("apigateway", STRANGER, HOME))
    assert calls(owned["apigateway"]["restApiId"], "/prod/pets") == [200, 200, 429]
    assert calls(other, "/prod") == [200, 200, 429]
    usage = {"usagePlanId": owned["apigateway"]["usagePlanId"], "startDate": TODAY, "endDate": TODAY}
    used = emulator.client("apigateway", OWNER, HOME).get_usage(**usage)["items"][owned["apigateway"]["keyId"]]
    assert used == [[2, 0]]


def v1_plan(client):
    """An API whose key has the value of the owner's, and the same quota."""
    api = rest.mock_api(client, apiKeyRequired=True)
    key = client.create_api_key(name="key", enabled=True, value="the-value-of-both-accounts")["id"]
    stages = [{"apiId": api, "stage": "prod"}]
    plan = client.create_usage_plan(name="plan", apiStages=stages, quota={"limit": 2, "period": "DAY"})["id"]
    client.create_usage_plan_key(usagePlanId=plan, keyId=key, keyType="API_KEY")
    return api


def test_accounts_and_regions_are_throttled_apart(tmp_path):
    """"Account-level throttling per Region" (developer guide, "Throttle API requests for better throughput")."""
    emulator = Emulator("--ephemeral", "--account-throttle", "0.001:2", log=tmp_path / "log")
    try:
        for place in [(OWNER, HOME), (STRANGER, HOME), (OWNER, ABROAD)]:
            api = rest.mock_api(emulator.client("apigateway", *place))
            assert [emulator.by_host(api, "/prod").status_code for _ in range(3)] == [200, 200, 429], place
    finally:
        assert emulator.stop() == 0


# Developer guide, "Control access to your WebSocket API with IAM authorization": who may execute-api:ManageConnections, and of
# another account nobody may, because a WebSocket API has no resource policy that could allow it.
@pytest.mark.parametrize("call", ["post_to_connection", "get_connection", "delete_connection"])
def test_another_account_may_not_manage_connections(emulator, owned, call):
    api = owned["apigatewayv2"]["ApiId"]
    address = f"ws://127.0.0.1:{emulator.port}/_aws/execute-api/{api}/prod"
    with connect(address, additional_headers={"token": "any"}) as client:
        connections = requests.get(f"{emulator.url}/_emulator/connections", params={"account": OWNER}, timeout=10).json()
        named = {"ConnectionId": connections["connections"][-1]["connectionId"]}
        data = {"Data": b"from a stranger"} if call.startswith("post") else {}
        for endpoint in [f"{emulator.url}/_aws/execute-api/{api}/prod", emulator.url]:
            management = emulator.client("apigatewaymanagementapi", STRANGER, HOME, endpoint)
            status, _, message = refused(getattr(management, call), **named, **data)
            assert (status, "execute-api:ManageConnections" in message) == (403, True), (endpoint, message)
        own = emulator.client("apigatewaymanagementapi", OWNER, HOME, f"{emulator.url}/_aws/execute-api/{api}/prod")
        own.post_to_connection(**named, Data=b"from the owner")
        assert client.recv(timeout=10) == "from the owner"
        own.delete_connection(**named)
        with pytest.raises(ConnectionClosed):
            client.recv(timeout=10)


def test_keys_of_a_credentials_file_are_their_principals_accounts(tmp_path):
    """Two users of two accounts, who have keys as AWS makes them."""

    def user(key, account):
        everything = {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
        arn = f"arn:aws:iam::{account}:user/ann"
        return {"accessKeyId": key, "secretAccessKey": "secret", "principalArn": arn, "policies": [everything]}

    file = tmp_path / "credentials.json"
    file.write_text(json.dumps({"credentials": [user("AKIAOWNER", OWNER), user("AKIASTRANGER", STRANGER)]}))
    emulator = Emulator("--ephemeral", "--credentials", str(file), log=tmp_path / "log")
    try:
        owner, stranger = (emulator.client("apigateway", key) for key in ("AKIAOWNER", "AKIASTRANGER"))
        api = owner.create_rest_api(name="pets")["id"]
        assert refused(stranger.get_rest_api, restApiId=api)[0] == 404
        assert emulator.client("apigateway", OWNER).get_rest_api(restApiId=api)["name"] == "pets"
        assert stranger.get_rest_apis()["items"] == []
    finally:
        assert emulator.stop() == 0


def test_metrics_tell_whose_they_are(emulator, owned):
    api = owned["apigateway"]["restApiId"]
    emulator.by_host(api, "/prod/pets")
    lines = requests.get(f"{emulator.url}/_emulator/metrics", timeout=10).text.splitlines()
    of_api = [line for line in lines if f'ApiId="{api}"' in line]
    assert of_api and all(f'Account="{OWNER}"' in line and f'Region="{HOME}"' in line for line in of_api), of_api[:1]
