"""Each of the 124 operations of `apigateway` through boto3, with valid and with invalid input.

One walk builds an API with everything and takes it down again; beside each call stands one that AWS refuses. A recorder sees
every call that leaves boto3, so an operation that is called in only one of the two ways, or in none, fails the last test.
"""

import collections
import io
import json
import zipfile

import pytest
from botocore.exceptions import ClientError
from rest import LAMBDA_URI, MOCK, function_arn

CERTIFICATE = "arn:aws:acm:us-east-1:000000000000:certificate/fb1b9770-a305-495d-aefb-27e5e101ff3"
OPENAPI = json.dumps(
    {
        "openapi": "3.0.1",
        "info": {"title": "imported", "version": "1.0"},
        "paths": {"/": {"get": {"responses": {}, "x-amazon-apigateway-integration": {"type": "mock"}}}},
    }
).encode()
DOCUMENTATION = json.dumps(
    {
        "openapi": "3.0.1",
        "info": {"title": "documented", "version": "1.0"},
        "paths": {},
        "x-amazon-apigateway-documentation": {
            "version": "1",
            "documentationParts": [{"location": {"type": "API"}, "properties": {"description": "imported"}}],
        },
    }
).encode()


class Recorder:
    """Calls operations, and remembers which were answered and which refused."""

    def __init__(self, client):
        self.client = client
        self.operations = set(client.meta.service_model.operation_names)
        self.methods = client.meta.method_to_api_mapping
        self.answered = collections.Counter()
        self.refused = collections.Counter()

    def ok(self, name, /, **arguments):
        answer = getattr(self.client, name)(**arguments)
        self.answered[self.methods[name]] += 1
        return answer

    def bad(self, name, code=None, /, **arguments):
        with pytest.raises(ClientError) as error:
            getattr(self.client, name)(**arguments)
        told = error.value.response
        assert 400 <= told["ResponseMetadata"]["HTTPStatusCode"] < 500, (name, told)
        assert code is None or told["Error"]["Code"] == code, (name, told)
        assert told["Error"]["Message"], name
        self.refused[self.methods[name]] += 1

    def replaced(self, name, path, value, /, **arguments):
        """An update: of a member that changes, and of one that there is not."""
        change = {"op": "replace", "path": path, "value": value}
        self.bad(name, "BadRequestException", **arguments, patchOperations=[change | {"path": "/nosuch/member"}])
        return self.ok(name, **arguments, patchOperations=[change])


@pytest.fixture(scope="module")
def recorder(emulator):
    """Of an account of the module's own."""
    return Recorder(emulator.client("apigateway", account="555500001111"))


@pytest.fixture(scope="module")
def built(recorder):
    """The ids of a REST API that has one of each part."""
    ok, bad = recorder.ok, recorder.bad
    bad("create_rest_api", "BadRequestException", name="")
    made = ok("create_rest_api", name="whole", endpointConfiguration={"types": ["REGIONAL"]})
    api, root = {"restApiId": made["id"]}, made["rootResourceId"]
    bad("create_resource", **api, parentId=root, pathPart="not allowed")
    resource = ok("create_resource", **api, parentId=root, pathPart="pets")["id"]

    bad("create_model", **api, name="not-a-name", contentType="application/json", schema="{}")
    ok("create_model", **api, name="Pet", contentType="application/json", schema='{"type": "object", "properties": {}}')
    uri = LAMBDA_URI.format(function_arn("guard"))
    bad("create_authorizer", **api, name="guard", type="TOKEN", authorizerUri="nonsense", identitySource="method.request.header.a")
    guard = {"name": "guard", "type": "TOKEN", "authorizerUri": uri, "identitySource": "method.request.header.token"}
    authorizer = ok("create_authorizer", **api, **guard)["id"]
    bad("create_request_validator", restApiId="nosuch", name="checks")
    validator = ok("create_request_validator", **api, name="checks", validateRequestBody=True)["id"]

    method = api | {"resourceId": resource, "httpMethod": "GET"}
    bad("put_method", **method, authorizationType="NOSUCH")
    ok("put_method", **method, authorizationType="NONE")
    bad("put_integration", **method, type="HTTP", integrationHttpMethod="GET", uri="nonsense")
    ok("put_integration", **method, **MOCK)
    response = method | {"statusCode": "200"}
    bad("put_method_response", **response, responseModels={"application/json": "Nosuch"})
    ok("put_method_response", **response)
    bad("put_integration_response", **response, responseParameters={"method.response.header.a": "nonsense"})
    ok("put_integration_response", **response, responseTemplates={"application/json": "{}"})
    gateway_response = api | {"responseType": "UNAUTHORIZED"}
    bad("put_gateway_response", **api, responseType="NOSUCH")
    ok("put_gateway_response", **gateway_response, statusCode="418")

    location = {"type": "RESOURCE", "path": "/pets"}
    bad("create_documentation_part", **api, location=location, properties="")
    part = ok("create_documentation_part", **api, location=location, properties='{"description": "pets"}')["id"]
    bad("create_documentation_version", restApiId="nosuch", documentationVersion="1")
    ok("create_documentation_version", **api, documentationVersion="1")

    bad("create_deployment", restApiId="nosuch")
    deployment = ok("create_deployment", **api)["id"]
    bad("create_stage", **api, stageName="not a name", deploymentId=deployment)
    ok("create_stage", **api, stageName="prod", deploymentId=deployment)
    return {
        "api": api, "resource": api | {"resourceId": resource}, "model": api | {"modelName": "Pet"},
        "authorizer": api | {"authorizerId": authorizer}, "request_validator": api | {"requestValidatorId": validator},
        "method": method, "integration": method, "method_response": response, "integration_response": response,
        "gateway_response": gateway_response, "documentation_part": api | {"documentationPartId": part},
        "documentation_version": api | {"documentationVersion": "1"}, "deployment": api | {"deploymentId": deployment},
        "stage": api | {"stageName": "prod"},
    }  # fmt: skip


# A part of an API, what is listed of it, and a member that changes.
PARTS = [
    ("resource", "resources", "/pathPart", "dogs"),
    ("model", "models", "/description", "a pet"),
    ("authorizer", "authorizers", "/name", "gatekeeper"),
    ("request_validator", "request_validators", "/name", "checks-all"),
    ("method", None, "/apiKeyRequired", "false"),
    ("integration", None, "/timeoutInMillis", "1000"),
    ("method_response", None, "/responseParameters/method.response.header.a", "true"),
    ("integration_response", None, "/selectionPattern", "2.."),
    ("gateway_response", "gateway_responses", "/statusCode", "419"),
    ("documentation_part", "documentation_parts", "/properties", '{"description": "dogs"}'),
    ("documentation_version", "documentation_versions", "/description", "first"),
    ("deployment", "deployments", "/description", "first"),
    ("stage", "stages", "/description", "live"),
]


@pytest.mark.parametrize("part, several, path, value", PARTS, ids=[part for part, *_ in PARTS])
def test_a_part_of_an_api_is_read_and_changed(recorder, built, part, several, path, value):
    named = built[part]
    recorder.ok(f"get_{part}", **named)
    recorder.bad(f"get_{part}", **named | {"restApiId": "nosuch"})
    if several:
        assert recorder.ok(f"get_{several}", **built["api"])["item" if part == "stage" else "items"]
        recorder.bad(f"get_{several}", restApiId="nosuch")
    if part in ("method_response", "integration_response"):
        change = {"op": "add", "path": path, "value": value}
        recorder.bad(f"update_{part}", **named, patchOperations=[change | {"path": "/nosuch/member"}])
        recorder.ok(f"update_{part}", **named, patchOperations=[change | ({"op": "replace"} if part.startswith("i") else {})])
    else:
        recorder.replaced(f"update_{part}", path, value, **named)


def test_an_api_is_read_changed_exported_and_put(recorder, built):
    api, stage = built["api"], built["stage"]
    recorder.ok("get_rest_api", **api)
    recorder.bad("get_rest_api", "NotFoundException", restApiId="nosuch")
    assert recorder.ok("get_rest_apis")["items"]
    recorder.bad("get_rest_apis", "BadRequestException", position="?")
    recorder.replaced("update_rest_api", "/description", "all of it", **api)
    recorder.ok("get_export", **stage, exportType="oas30")
    recorder.bad("get_export", "BadRequestException", **stage, exportType="raml")
    recorder.ok("put_rest_api", **api, mode="merge", body=OPENAPI)
    recorder.bad("put_rest_api", "BadRequestException", **api, mode="merge", body=b"nonsense")
    imported = recorder.ok("import_rest_api", body=OPENAPI)["id"]
    recorder.bad("import_rest_api", "BadRequestException", body=b"nonsense")
    recorder.ok("delete_rest_api", restApiId=imported)
    recorder.bad("delete_rest_api", "NotFoundException", restApiId=imported)
    recorder.ok("import_documentation_parts", **api, mode="merge", body=DOCUMENTATION)
    recorder.bad("import_documentation_parts", "BadRequestException", **api, mode="merge", body=b"nonsense")


def test_what_is_made_of_an_api_is_asked_for(recorder, built):
    assert recorder.ok("get_model_template", **built["model"])["value"].startswith("#set")
    recorder.bad("get_model_template", "NotFoundException", **built["api"], modelName="Nosuch")
    sdk = recorder.ok("get_sdk", **built["stage"], sdkType="javascript")["body"].read()
    assert "apigClient.js" in zipfile.ZipFile(io.BytesIO(sdk)).namelist()
    recorder.bad("get_sdk", "BadRequestException", **built["stage"], sdkType="java")
    assert recorder.ok("get_sdk_type", id="java")["friendlyName"] == "Java"
    recorder.bad("get_sdk_type", "NotFoundException", id="cobol")
    assert recorder.ok("get_sdk_types")["items"]
    recorder.bad("get_sdk_types", "BadRequestException", position="?")


def test_methods_and_authorizers_are_tested(recorder, built):
    assert recorder.ok("test_invoke_method", **built["method"])["status"] == 200
    recorder.bad("test_invoke_method", "NotFoundException", **built["method"] | {"httpMethod": "PUT"})
    assert recorder.ok("test_invoke_authorizer", **built["authorizer"], headers={"token": "allow"})["clientStatus"] == 0
    recorder.bad("test_invoke_authorizer", "NotFoundException", **built["api"], authorizerId="nosuch")


def test_caches_of_a_stage_are_flushed(recorder, built):
    for name in ("flush_stage_cache", "flush_stage_authorizers_cache"):
        recorder.ok(name, **built["stage"])
        recorder.bad(name, "NotFoundException", **built["api"], stageName="nosuch")


def test_keys_and_plans_live(recorder, built):
    ok, bad = recorder.ok, recorder.bad
    bad("create_api_key", "BadRequestException", name="short", value="short")
    key = ok("create_api_key", name="shop", enabled=True)["id"]
    ok("get_api_key", apiKey=key, includeValue=True)
    bad("get_api_key", "NotFoundException", apiKey="nosuch")
    assert ok("get_api_keys")["items"]
    bad("get_api_keys", "BadRequestException", position="?")
    recorder.replaced("update_api_key", "/description", "of the shop", apiKey=key)
    imported = ok("import_api_keys", format="csv", body=b"Key,Name\napikey1234abcdefghij0123456789,imported")["ids"]
    bad("import_api_keys", "BadRequestException", format="csv", body=b"nonsense")

    stage = {"apiId": built["api"]["restApiId"], "stage": "prod"}
    bad("create_usage_plan", name="plan", apiStages=[stage | {"stage": "nosuch"}])
    plan = ok("create_usage_plan", name="plan", apiStages=[stage], quota={"limit": 10, "period": "DAY"})["id"]
    ok("get_usage_plan", usagePlanId=plan)
    bad("get_usage_plan", "NotFoundException", usagePlanId="nosuch")
    assert ok("get_usage_plans")["items"]
    bad("get_usage_plans", "BadRequestException", position="?")
    recorder.replaced("update_usage_plan", "/description", "small", usagePlanId=plan)

    bad("create_usage_plan_key", usagePlanId=plan, keyId="nosuch", keyType="API_KEY")
    ok("create_usage_plan_key", usagePlanId=plan, keyId=key, keyType="API_KEY")
    ok("get_usage_plan_key", usagePlanId=plan, keyId=key)
    bad("get_usage_plan_key", "NotFoundException", usagePlanId=plan, keyId="nosuch")
    assert ok("get_usage_plan_keys", usagePlanId=plan)["items"]
    bad("get_usage_plan_keys", "BadRequestException", usagePlanId=plan, position="?")
    days = {"startDate": "2026-01-01", "endDate": "2026-01-02"}
    ok("get_usage", usagePlanId=plan, **days)
    bad("get_usage", usagePlanId="nosuch", **days)
    recorder.replaced("update_usage", "/remaining", "5", usagePlanId=plan, keyId=key)

    ok("delete_usage_plan_key", usagePlanId=plan, keyId=key)
    bad("delete_usage_plan_key", "NotFoundException", usagePlanId=plan, keyId=key)
    bad("delete_usage_plan", "BadRequestException", usagePlanId=plan)
    remove = {"op": "remove", "path": "/apiStages", "value": f"{stage['apiId']}:{stage['stage']}"}
    ok("update_usage_plan", usagePlanId=plan, patchOperations=[remove])
    ok("delete_usage_plan", usagePlanId=plan)
    for one in (key, *imported):
        ok("delete_api_key", apiKey=one)
    bad("delete_api_key", "NotFoundException", apiKey=key)


def test_client_certificates_live(recorder):
    bad_tags = {"aws:reserved": "x"}
    certificate = recorder.ok("generate_client_certificate")["clientCertificateId"]
    named = {"clientCertificateId": certificate}
    recorder.bad("generate_client_certificate", "BadRequestException", tags=bad_tags)
    recorder.ok("get_client_certificate", **named)
    recorder.bad("get_client_certificate", "NotFoundException", clientCertificateId="nosuch")
    assert recorder.ok("get_client_certificates")["items"]
    recorder.bad("get_client_certificates", "BadRequestException", position="?")
    recorder.replaced("update_client_certificate", "/description", "of the shop", **named)
    recorder.ok("delete_client_certificate", **named)
    recorder.bad("delete_client_certificate", "NotFoundException", **named)


def test_domain_names_live(recorder, built):
    ok, bad = recorder.ok, recorder.bad
    bad("create_domain_name", "BadRequestException", domainName="localhost", regionalCertificateArn=CERTIFICATE)
    domain = {"domainName": "every-operation.example.com"}
    regional = {"endpointConfiguration": {"types": ["REGIONAL"]}, "regionalCertificateArn": CERTIFICATE}
    ok("create_domain_name", **domain, **regional)
    ok("get_domain_name", **domain)
    bad("get_domain_name", "NotFoundException", domainName="nosuch.example.com")
    assert ok("get_domain_names")["items"]
    bad("get_domain_names", "BadRequestException", position="?")
    recorder.replaced("update_domain_name", "/regionalCertificateName", "new", **domain)

    mapping = domain | {"basePath": "shop"}
    bad("create_base_path_mapping", "BadRequestException", **mapping, restApiId="nosuch")
    ok("create_base_path_mapping", **mapping, restApiId=built["api"]["restApiId"], stage="prod")
    ok("get_base_path_mapping", **mapping)
    bad("get_base_path_mapping", "NotFoundException", **domain, basePath="nosuch")
    assert ok("get_base_path_mappings", **domain)["items"]
    bad("get_base_path_mappings", "NotFoundException", domainName="nosuch.example.com")
    recorder.replaced("update_base_path_mapping", "/basePath", "store", **mapping)
    ok("delete_base_path_mapping", **domain, basePath="store")
    bad("delete_base_path_mapping", "NotFoundException", **domain, basePath="store")
    ok("delete_domain_name", **domain)
    bad("delete_domain_name", "NotFoundException", **domain)


def test_access_associations_live(recorder):
    ok, bad = recorder.ok, recorder.bad
    private = {"endpointConfiguration": {"types": ["PRIVATE"]}, "certificateArn": CERTIFICATE}
    name = ok("create_domain_name", domainName="every-operation-private.example.com", **private)
    wanted = {"accessAssociationSourceType": "VPCE", "accessAssociationSource": "vpce-0123456789abcdef0"}
    bad("create_domain_name_access_association", "BadRequestException", domainNameArn="nonsense", **wanted)
    association = {
        "domainNameAccessAssociationArn": ok(
            "create_domain_name_access_association", domainNameArn=name["domainNameArn"], **wanted
        )["domainNameAccessAssociationArn"]
    }
    assert ok("get_domain_name_access_associations")["items"]
    bad("get_domain_name_access_associations", "BadRequestException", position="?")
    ok("reject_domain_name_access_association", **association, domainNameArn=name["domainNameArn"])
    bad("reject_domain_name_access_association", "NotFoundException", **association, domainNameArn=name["domainNameArn"])
    ok("create_domain_name_access_association", domainNameArn=name["domainNameArn"], **wanted)
    ok("delete_domain_name_access_association", **association)
    bad("delete_domain_name_access_association", "NotFoundException", **association)
    ok("delete_domain_name", domainName=name["domainName"], domainNameId=name["domainNameId"])


def test_vpc_links_live(recorder):
    balancer = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/shop/50dc6c495c0c9188"
    recorder.bad("create_vpc_link", "BadRequestException", name="link", targetArns=["nonsense"])
    named = {"vpcLinkId": recorder.ok("create_vpc_link", name="link", targetArns=[balancer])["id"]}
    recorder.ok("get_vpc_link", **named)
    recorder.bad("get_vpc_link", "NotFoundException", vpcLinkId="nosuch")
    assert recorder.ok("get_vpc_links")["items"]
    recorder.bad("get_vpc_links", "BadRequestException", position="?")
    recorder.replaced("update_vpc_link", "/name", "shop", **named)
    recorder.ok("delete_vpc_link", **named)
    recorder.bad("delete_vpc_link", "NotFoundException", **named)


def test_the_account_is_read_and_changed(recorder):
    recorder.ok("get_account")
    role = "arn:aws:iam::555500001111:role/logs"
    recorder.replaced("update_account", "/cloudwatchRoleArn", role)


def test_tags_live(recorder, built):
    arn = {"resourceArn": f"arn:aws:apigateway:us-east-1::/restapis/{built['api']['restApiId']}"}
    wrong = {"resourceArn": "arn:aws:apigateway:us-east-1::/nosuch"}
    recorder.ok("tag_resource", **arn, tags={"team": "shop"})
    recorder.bad("tag_resource", "BadRequestException", **wrong, tags={"team": "shop"})
    assert recorder.ok("get_tags", **arn)["tags"] == {"team": "shop"}
    recorder.bad("get_tags", "BadRequestException", **wrong)
    recorder.ok("untag_resource", **arn, tagKeys=["team"])
    recorder.bad("untag_resource", "BadRequestException", **wrong, tagKeys=["team"])


def test_an_api_is_taken_down_part_by_part(recorder, built):
    """What is there is deleted once; then it is not there."""
    order = [
        "integration_response", "method_response", "integration", "method", "stage", "deployment", "documentation_version",
        "documentation_part", "gateway_response", "request_validator", "authorizer", "model", "resource",
    ]  # fmt: skip
    for part in order:
        recorder.ok(f"delete_{part}", **built[part])
        recorder.bad(f"delete_{part}", "NotFoundException", **built[part])
    recorder.ok("delete_rest_api", **built["api"])


def test_every_operation_was_called_with_valid_and_with_invalid_input(recorder, built, request):
    """The last test: it tells which operation the others forgot. GetAccount takes nothing that could be wrong."""
    ran = {item.originalname for item in request.session.items if item.path == request.path}
    if len(ran) < 14:
        pytest.skip("only when the whole file runs")
    assert len(recorder.operations) == 124
    assert recorder.operations - recorder.answered.keys() == set()
    assert recorder.operations - recorder.refused.keys() == {"GetAccount"}
