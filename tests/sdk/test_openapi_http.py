"""HTTP APIs from OpenAPI definitions and back, by boto3."""

import json

import pytest

from conftest import bad_request
from definitions import text
from rest import LAMBDA_URI, function_arn

SHOP = text("http", "shop.oas30.json")
PROXY = {"type": "http_proxy", "httpMethod": "GET", "uri": "http://backend.example.com", "payloadFormatVersion": "1.0"}


@pytest.fixture(scope="module")
def client(emulator):
    return emulator.client("apigatewayv2")


def definition(paths=None, **members):
    return json.dumps({"openapi": "3.0.1", "info": {"title": "t", "version": "1"}, "paths": paths or {}} | members)


def route(**members):
    return {"x-amazon-apigateway-integration": PROXY} | members


def routes(client, api_id):
    return {item["RouteKey"]: item for item in client.get_routes(ApiId=api_id, MaxResults="500")["Items"]}


def integrations(client, api_id):
    return {item["IntegrationId"]: item for item in client.get_integrations(ApiId=api_id, MaxResults="500")["Items"]}


# Refusals first.


@pytest.mark.parametrize("body", ["{'key:value}", "[]", '{"openapi": "3.1.0"}'])
def test_what_is_no_definition_is_bad_request(client, body):
    assert bad_request(client.import_api, Body=body) == "Invalid OpenAPI input."


# Developer guide, "Import validation information": HTTP APIs support only the OpenAPI 3.0 specification, and one way to
# authorize for each operation.
def test_version_2_and_two_ways_to_authorize_are_errors(client):
    assert "'2.0'" in bad_request(client.import_api, Body=definition(**{"x-amazon-apigateway-importexport-version": "2.0"}))
    assert bad_request(client.import_api, Body='{"swagger": "2.0"}').startswith("Errors found during import:\n\t")
    schemes = json.loads(SHOP)["components"]["securitySchemes"]
    two = {"/": {"get": route(security=[{"jwt": []}, {"function": []}])}}
    before = len(client.get_apis(MaxResults="500")["Items"])
    assert "Multiple security requirements" in bad_request(client.import_api, Body=definition(two, components={"securitySchemes": schemes}))
    undefined = {"/": {"get": route(security=[{"nothing": []}])}}
    assert "'nothing'" in bad_request(client.import_api, Body=definition(undefined))
    assert len(client.get_apis(MaxResults="500")["Items"]) == before


# Developer guide, "Import validation information": HTTP APIs have Lambda and HTTP proxies only; it does not block creation.
def test_what_http_apis_do_not_have_is_a_warning(client):
    aws = PROXY | {"type": "AWS", "uri": "arn:aws:lambda:us-east-2:123456789012:function:HelloWorld", "httpMethod": "POST"}
    body = definition({"/": {"get": {"x-amazon-apigateway-integration": aws}}}, **{"x-amazon-apigateway-cors": True})
    message = bad_request(client.import_api, Body=body, FailOnWarnings=True)
    assert message.startswith("Warnings found during import:\n\tCORS Scheme is malformed, ignoring.\n\t")
    assert "may only be associated with proxy integrations (AWS_PROXY, HTTP_PROXY)" in message
    made = client.import_api(Body=body)
    assert len(made["Warnings"]) == 2
    assert "Target" not in routes(client, made["ApiId"])["GET /"]


# Seen by users: `Unable to create Authorizer '…': …` is a warning. The route that asks for it is not made: it would be open.
def test_a_route_whose_authorizer_cannot_be_made_is_not_made(client):
    scheme = {"type": "oauth2", "x-amazon-apigateway-authorizer": {"type": "jwt", "identitySource": "$request.header.Authorization"}}
    body = definition(
        {"/closed": {"get": route(security=[{"MyJwtAuthorizer": []}])}, "/open": {"get": route()}},
        components={"securitySchemes": {"MyJwtAuthorizer": scheme}},
    )
    made = client.import_api(Body=body)
    assert made["Warnings"][0].startswith("Unable to create Authorizer 'MyJwtAuthorizer': ")
    assert set(routes(client, made["ApiId"])) == {"GET /open"}


# As SAM writes it for routes with `Authorizer: NONE` (serverless-application-model, `open_api.py`).
def test_a_route_that_asks_for_none_is_open(client):
    body = definition({"/a": {"get": route(security=[{"NONE": []}])}}, security=[{"guard": []}])
    made = client.import_api(Body=body, FailOnWarnings=True)
    assert routes(client, made["ApiId"])["GET /a"]["AuthorizationType"] == "NONE"


# The words of the missing model are those of moto's test_apigatewayv2_reimport, which users saw; those of the path of SAM's 2297.
def test_what_the_parser_finds_is_a_warning(client):
    reference = "#/components/schemas/ModelThatDoesNotExist"
    content = {"content": {"application/json": {"schema": {"$ref": reference}}}}
    paths = {
        "/update": {"get": route(responses={"200": {"description": ""} | content})},
        "$default": {"x-amazon-apigateway-any-method": route(isDefaultRoute=True)},
    }
    body = definition(paths)
    warnings = [
        "Parse issue: attribute paths. Resource $default should start with /",
        f"Parse issue: attribute paths.'/update'(get).responses.200.content.schema.{reference} is missing",
    ]
    assert bad_request(client.import_api, Body=body, FailOnWarnings=True) == "Warnings found during import:\n\t" + "\n\t".join(warnings)
    made = client.import_api(Body=body)
    assert made["Warnings"] == warnings
    assert set(routes(client, made["ApiId"])) == {"GET /update", "$default"}


# Seen by a user of SAM (2290): an `http` scheme makes no authorizer. Nor does one that tells of none. Their routes would be open.
@pytest.mark.parametrize(
    ("scheme", "warning"),
    [
        (
            {"type": "http", "scheme": "bearer", "x-amazon-apigateway-authorizer": {"type": "request", "identitySource": "$request.header.a"}},
            "Unsupported security definition type 'http' for 'guard'. Ignoring.",
        ),
        (
            {"type": "apiKey", "name": "a", "in": "header", "x-amazon-apigateway-authtype": "custom"},
            "Unable to create authorizer from security definition: 'guard'. ",
        ),
    ],
)
def test_a_route_whose_scheme_makes_no_authorizer_is_not_made(client, scheme, warning):
    body = definition(
        {"/closed": {"get": route(security=[{"guard": []}])}, "/open": {"get": route()}},
        components={"securitySchemes": {"guard": scheme}},
    )
    made = client.import_api(Body=body)
    assert made["Warnings"][0].startswith(warning)
    assert set(routes(client, made["ApiId"])) == {"GET /open"}
    assert client.get_authorizers(ApiId=made["ApiId"])["Items"] == []


# Developer guide, "Import validation information": what HTTP APIs do not have is info. No source for the wording.
def test_what_only_rest_apis_have_is_told(client):
    integration = PROXY | {"passthroughBehavior": "when_no_match", "requestTemplates": {}}
    body = definition(
        {"/": {"get": {"x-amazon-apigateway-integration": integration}}},
        **{"x-amazon-apigateway-policy": {}, "x-amazon-apigateway-binary-media-types": ["*/*"]},
    )
    made = client.import_api(Body=body, FailOnWarnings=True)
    assert made["ImportInfo"] == [
        "x-amazon-apigateway-binary-media-types is not supported for HTTP APIs. Ignoring.",
        "x-amazon-apigateway-policy is not supported for HTTP APIs. Ignoring.",
        "Integrations of HTTP APIs have no passthroughBehavior. Ignoring that of 'GET /'.",
        "Integrations of HTTP APIs have no requestTemplates. Ignoring that of 'GET /'.",
    ]


def test_only_http_apis_are_imported_and_exported(client):
    api_id = client.create_api(Name="chat", ProtocolType="WEBSOCKET", RouteSelectionExpression="$request.body.action")["ApiId"]
    bad_request(client.reimport_api, ApiId=api_id, Body=SHOP)
    bad_request(client.export_api, ApiId=api_id, OutputType="JSON", Specification="OAS30")
    with pytest.raises(client.exceptions.NotFoundException):
        client.reimport_api(ApiId="nothere", Body=SHOP)


# What is imported.


def test_a_definition_with_every_extension_is_imported(client):
    api = client.import_api(Body=SHOP)
    api_id = api["ApiId"]
    assert (api["Name"], api["Description"], api["Version"], api["ProtocolType"]) == ("Shop", "A shop.", "3.1", "HTTP")
    assert api["Tags"] == {"Owner": "Admin", "Prod": ""}
    assert api["CorsConfiguration"] == {
        "AllowOrigins": ["https://www.example.com"],
        "AllowCredentials": True,
        "ExposeHeaders": ["x-amz-date"],
        "MaxAge": 3600,
        "AllowMethods": ["GET", "OPTIONS", "POST"],
        "AllowHeaders": ["x-apigateway-header"],
    }
    assert "Warnings" not in api
    # Developer guide, "Import validation information": requestBody is valid, and ignored.
    assert [info for info in api["ImportInfo"] if "requestBody" in info and "POST /orders" in info]

    found = routes(client, api_id)
    assert set(found) == {
        "GET /orders", "POST /orders", "GET /orders/{id}", "PUT /orders/{id}", "DELETE /orders/{id}", "POST /events", "$default",
    }  # fmt: skip
    assert found["GET /orders"]["OperationName"] == "ListOrders"
    # Developer guide, x-amazon-apigateway-integrations: routes share an integration by reference.
    assert found["GET /orders"]["Target"] == found["POST /orders"]["Target"]
    made = integrations(client, api_id)
    assert len(made) == 4

    def integration(key):
        return made[found[key]["Target"].removeprefix("integrations/")]

    assert integration("GET /orders")["IntegrationUri"] == LAMBDA_URI.format(function_arn("orders"))
    assert integration("GET /orders")["PayloadFormatVersion"] == "2.0"
    deleting = integration("DELETE /orders/{id}")
    assert (deleting["IntegrationType"], deleting["PayloadFormatVersion"], deleting["TimeoutInMillis"]) == ("HTTP_PROXY", "1.0", 1000)
    assert deleting["RequestParameters"] == {"append:header.from": "$request.path.id", "overwrite:path": "/x"}
    assert deleting["ResponseParameters"] == {"200": {"append:header.seen": "yes"}}
    assert integration("POST /events")["IntegrationSubtype"] == "EventBridge-PutEvents"
    assert integration("POST /events")["CredentialsArn"] == "arn:aws:iam::000000000000:role/any"

    authorizers = {item["Name"]: item for item in client.get_authorizers(ApiId=api_id)["Items"]}
    jwt, function = authorizers["jwt"], authorizers["function"]
    # Developer guide, x-amazon-apigateway-authorizer: the issuer is found by openIdConnectUrl.
    assert jwt["JwtConfiguration"] == {"Audience": ["audience1", "audience2"], "Issuer": "https://issuer.example.com/pool"}
    assert jwt["IdentitySource"] == ["$request.header.Authorization"]
    assert (function["AuthorizerType"], function["AuthorizerResultTtlInSeconds"]) == ("REQUEST", 60)
    assert function["EnableSimpleResponses"] is True and function["AuthorizerPayloadFormatVersion"] == "2.0"
    reading = found["GET /orders/{id}"]
    assert (reading["AuthorizationType"], reading["AuthorizerId"]) == ("JWT", jwt["AuthorizerId"])
    assert reading["AuthorizationScopes"] == ["orders/read"]
    assert found["PUT /orders/{id}"]["AuthorizationType"] == "AWS_IAM"
    assert found["DELETE /orders/{id}"]["AuthorizationType"] == "CUSTOM"


# Developer guide, x-amazon-apigateway-endpoint-configuration: at the first server.
def test_the_address_type_is_imported(client):
    servers = [{"url": "/", "x-amazon-apigateway-endpoint-configuration": {"ipAddressType": "dualstack"}}]
    assert client.import_api(Body=definition(servers=servers))["IpAddressType"] == "dualstack"
    assert client.import_api(Body=definition())["IpAddressType"] == "ipv4"


@pytest.mark.parametrize(
    ("way", "key"), [("ignore", "GET /orders"), ("prepend", "GET /a/b/orders"), ("split", "GET /b/orders")]
)
def test_the_base_path_is_ignored_prepended_or_split(client, way, key):
    assert key in routes(client, client.import_api(Body=SHOP, Basepath=way)["ApiId"])


def test_reimporting_replaces_routes_and_keeps_stages(client, emulator):
    api_id = client.import_api(Body=SHOP)["ApiId"]
    client.create_stage(ApiId=api_id, StageName="$default", AutoDeploy=True)
    assert emulator.by_host(api_id, "/orders").json() == {"orderId": "42", "status": "shipped"}
    put = client.reimport_api(ApiId=api_id, Body=definition({"/other": {"get": route()}}))
    assert put["Name"] == "t" and "CorsConfiguration" not in put and "Description" not in put
    assert set(routes(client, api_id)) == {"GET /other"}
    assert len(integrations(client, api_id)) == 1
    assert client.get_authorizers(ApiId=api_id)["Items"] == []
    assert emulator.by_host(api_id, "/orders").status_code == 404  # deployed on its own
    client.reimport_api(ApiId=api_id, Body=SHOP)
    assert emulator.by_host(api_id, "/orders/1", "PUT").status_code in (403, 500)  # closed, whatever guards it here
    assert emulator.by_host(api_id, "/orders").json() == {"orderId": "42", "status": "shipped"}


def test_a_failed_reimport_changes_nothing(client):
    api_id = client.import_api(Body=SHOP)["ApiId"]
    before = routes(client, api_id)
    body = definition({"/": {"get": {"x-amazon-apigateway-integration": PROXY | {"type": "mock"}}}})
    bad_request(client.reimport_api, ApiId=api_id, Body=body, FailOnWarnings=True)
    assert routes(client, api_id) == before
    assert client.get_api(ApiId=api_id)["Name"] == "Shop"


# Out again.


def export(client, api_id, output="JSON", **options):
    return client.export_api(ApiId=api_id, OutputType=output, Specification="OAS30", **options)["body"].read().decode()


def test_an_export_without_extensions_has_none(client):
    api_id = client.import_api(Body=SHOP)["ApiId"]
    # A method of its own, not an extension of one, is the only way to write ANY.
    plain = export(client, api_id, IncludeExtensions=False).replace("x-amazon-apigateway-any-method", "")
    assert "x-amazon-apigateway" not in plain
    assert json.loads(export(client, api_id))["x-amazon-apigateway-importexport-version"] == "1.0"
    assert export(client, api_id, "YAML").startswith("openapi: ")
    bad_request(client.export_api, ApiId=api_id, OutputType="JSON", Specification="OAS30", ExportVersion="9.9")
    bad_request(client.export_api, ApiId=api_id, OutputType="JSON", Specification="OAS31")
    bad_request(client.export_api, ApiId=api_id, OutputType="TOML", Specification="OAS30")


# Developer guide, "Exporting an HTTP API": a stage as it was deployed, or the latest changes, deployed or not.
def test_a_stage_is_exported_as_it_was_deployed(client):
    api_id = client.import_api(Body=definition({"/a": {"get": route()}}))["ApiId"]
    client.create_stage(ApiId=api_id, StageName="prod", DeploymentId=client.create_deployment(ApiId=api_id)["DeploymentId"])
    client.reimport_api(ApiId=api_id, Body=definition({"/b": {"get": route()}}))
    assert list(json.loads(export(client, api_id, StageName="prod"))["paths"]) == ["/a"]
    assert list(json.loads(export(client, api_id))["paths"]) == ["/b"]
    with pytest.raises(client.exceptions.NotFoundException):
        export(client, api_id, StageName="nothere")
