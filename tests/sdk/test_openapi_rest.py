"""REST APIs from OpenAPI definitions and back, by boto3."""

import json
import threading
import time

import pytest
from botocore.exceptions import ClientError

from conftest import bad_request
from definitions import text
from rest import LAMBDA_URI, function_arn

ORDERS = text("rest", "orders.swagger.json")
PETS = text("rest", "pets.oas30.yaml")
MOCK = {
    "type": "mock",
    "requestTemplates": {"application/json": '{"statusCode": 200}'},
    "responses": {"default": {"statusCode": "200", "responseTemplates": {"application/json": '{"mocked": true}'}}},
}
OK = {"200": {"description": "200 response"}}


@pytest.fixture(scope="module")
def client(emulator):
    return emulator.client("apigateway")


def definition(paths=None, version="3.0.1", **members):
    kind = {"swagger": "2.0"} if version == "2.0" else {"openapi": version}
    return json.dumps(kind | {"info": {"title": "t", "version": "1"}, "paths": paths or {}} | members)


def mock(**members):
    return {"responses": OK, "x-amazon-apigateway-integration": MOCK} | members


def resources(client, api_id):
    return {item["path"]: item for item in client.get_resources(restApiId=api_id, limit=500)["items"]}


def method(client, api_id, path, verb):
    return client.get_method(restApiId=api_id, resourceId=resources(client, api_id)[path]["id"], httpMethod=verb)


# Refusals first.


# Recorded: test_import_api_bad_file; a text that cannot be read is refused before the API is looked for.
@pytest.mark.parametrize("body", ["{'key:value}", 'test:\n  - "value ... "escaped": $var', "[]", "{}", '{"openapi": "3.1.0"}'])
def test_what_is_no_definition_is_bad_request(client, body):
    assert bad_request(client.import_rest_api, body=body) == "Invalid OpenAPI input."
    assert bad_request(client.put_rest_api, restApiId="nothere", body=body) == "Invalid OpenAPI input."


# API reference, ImportRestApi: "The maximum size of the API definition file is 6MB".
def test_a_definition_larger_than_6_mb_is_bad_request(client):
    body = definition(**{"x-filler": "x" * (6 * 1024 * 1024)})
    with pytest.raises(ClientError) as error:
        client.import_rest_api(body=body)
    assert error.value.response["ResponseMetadata"]["HTTPStatusCode"] == 413


def test_putting_to_an_api_that_is_not_there_is_not_found(client):
    with pytest.raises(client.exceptions.NotFoundException, match="Invalid API identifier specified 000000000000:nothere"):
        client.put_rest_api(restApiId="nothere", body=definition({"/a": {"get": mock()}}))


# Seen by users: edx/api-manager 259, SAM 3385, a SAM template (AWS ARN …), an OAS repository (A sibling …).
@pytest.mark.parametrize(
    ("paths", "members", "message"),
    [
        (
            {},
            {"components": {"schemas": {"body_1": {"type": "object"}}}},
            "Unable to create model for 'body_1': Model name must be alphanumeric: body_1",
        ),
        (
            {"/a": {"get": mock()}, "/a/": {"get": mock()}},
            {},
            "Duplicate method 'GET' on resource at path '/a'",
        ),
        (
            {"/a": {"get": mock(**{"x-amazon-apigateway-integration": {"type": "aws", "httpMethod": "POST", "uri": "arn:aws:lambda:x:1:function:f"}})}},
            {},
            "Unable to put integration on 'GET' for resource at path '/a': AWS ARN for integration must contain path or action",
        ),
        (
            {"/r/{id}": {"get": mock()}, "/r/{email}/x": {"get": mock()}},
            {},
            "Unable to create resource at path '/r/{id}': A sibling ({email}) of this resource already has a variable path part"
            " -- only one is allowed",
        ),
        (
            {"/a": {"get": mock(parameters=[{"name": "page[size]", "in": "query"}])}},
            {},
            "Unable to put method 'GET' on resource at path '/a': Invalid mapping expression specified: Validation Result:"
            " warnings : [], errors : [Parameter name should match the following regular expression: ^[a-zA-Z0-9:._$-]+$]",
        ),
        (
            {},
            {"components": {"schemas": {"A": {"$ref": "https://elsewhere.example/a.json"}}}},
            "Unable to create model for 'A': Invalid model specified: Validation Result: warnings : [], errors : [Model reference"
            " must be in canonical form]",
        ),
        (
            {"/a": {"options": mock(responses={})}},
            {},
            "Unable to put integration response on 'OPTIONS' for resource at path '/a': Invalid mapping expression specified:"
            " Validation Result: warnings : [], errors : [No method response exists for method.]",
        ),
    ],
)
def test_an_error_is_told_with_its_place_and_nothing_is_imported(client, paths, members, message):
    if "options" in paths.get("/a", {}):
        paths["/a"]["options"]["x-amazon-apigateway-integration"] = {
            "type": "mock",
            "responses": {"default": {"statusCode": "200", "responseParameters": {"method.response.header.a": "'b'"}}},
        }
    before = len(client.get_rest_apis(limit=500)["items"])
    assert bad_request(client.import_rest_api, body=definition(paths, **members)) == f"Errors found during import:\n\t{message}"
    assert len(client.get_rest_apis(limit=500)["items"]) == before


# Developer guide, "OpenAPI definitions of a sample API with basic request validation": it asks for a key that it does not define.
def test_a_requirement_that_names_no_scheme_is_a_warning(client):
    body = definition({"/a": {"get": mock(security=[{"api_key": []}])}})
    warning = "Security definition 'api_key' of method 'GET /a' not found. Ignoring."
    assert client.import_rest_api(body=body)["warnings"] == [warning]
    assert warning in bad_request(client.import_rest_api, body=body, failOnWarnings=True)


# Seen by users: example and discriminator by those of definitions, $id and dependentRequired by those of CreateModel. Draft 4 of
# JSON schema has none of them.
@pytest.mark.parametrize(
    ("schema", "keywords"),
    [
        ({"type": "object", "properties": {"q": {"type": "string", "example": "tea"}}}, '["example"]'),
        ({"type": "object", "discriminator": {"propertyName": "a"}, "allOf": [{"readOnly": True}]}, '["discriminator","readOnly"]'),
        ({"type": "object", "$id": "http://example.com/my_schema.json"}, '["$id"]'),
    ],
)
def test_a_model_with_keywords_that_draft_4_lacks_is_refused(client, schema, keywords):
    why = (
        "Invalid model specified: Validation Result: warnings : [], errors : [Invalid model schema specified."
        f" Unsupported keyword(s): {keywords}]"
    )
    body = definition({}, components={"schemas": {"SearchQuery": schema}})
    assert bad_request(client.import_rest_api, body=body) == f"Errors found during import:\n\tUnable to create model for 'SearchQuery': {why}"
    api_id = client.create_rest_api(name="modelled")["id"]
    model = {"restApiId": api_id, "name": "SearchQuery", "contentType": "application/json", "schema": json.dumps(schema)}
    assert bad_request(client.create_model, **model) == why


# Seen by users of CDK (24844): a schema that is composed in place is no model in version 3.0; one that has a name is.
def test_a_schema_composed_in_place_is_no_model(client):
    composed = {"allOf": [{"type": "object"}, {"required": ["a"]}]}
    contents = {"content": {"application/json": {"schema": composed}}}
    body = definition({"/test": {"post": mock(responses={"200": {"description": ""} | contents}, requestBody=contents)}})
    assert client.import_rest_api(body=body)["warnings"] == [
        "Unsupported model type 'ComposedSchema' in request to method 'POST /test'. Ignoring.",
        "Unsupported model type 'ComposedSchema' in 200 response to method 'POST /test'. Ignoring.",
    ]
    named = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/All"}}}}
    body = definition({"/test": {"post": mock(requestBody=named)}}, components={"schemas": {"All": composed}})
    assert client.get_models(restApiId=client.import_rest_api(body=body, failOnWarnings=True)["id"])["items"][0]["name"] == "All"


# Seen by a user (Stack Overflow, 71663897): draft 4 has no such word, and the model lacks it; a property of that name stays.
def test_nullable_is_left_out_of_models(client):
    schema = {"type": "object", "properties": {"nullable": {"type": "string", "nullable": True}}}
    api_id = client.import_rest_api(body=definition(components={"schemas": {"A": schema}}), failOnWarnings=True)["id"]
    model = client.get_model(restApiId=api_id, modelName="A")
    assert json.loads(model["schema"]) == {"type": "object", "properties": {"nullable": {"type": "string"}}}


# Seen by users: rstudio/plumber 856.
def test_a_default_response_is_a_warning(client):
    responses = {"default": {"description": ""}, "500": {"description": "", "content": {"text/plain": {"schema": {"type": "string"}}}}}
    api = client.import_rest_api(body=definition({"/echo": {"get": mock(responses=responses)}}))
    assert api["warnings"] == [
        "Unsupported model type 'StringSchema' in 500 response to method 'GET /echo'. Ignoring.",
        "API Gateway does not support Swagger's 'default' method response (found on 'GET /echo')",
    ]
    assert list(method(client, api["id"], "/echo", "GET")["methodResponses"]) == ["500"]


# Seen by users: aws-apigateway-importer 187. An export without the extension is such a definition: its methods would be open.
def test_a_scheme_that_tells_of_no_authorizer_makes_none_and_no_method(client):
    scheme = {"type": "apiKey", "name": "Authorization", "in": "header", "x-amazon-apigateway-authtype": "custom"}
    body = definition(
        {"/a": {"get": mock(security=[{"guard": []}]), "post": mock()}}, components={"securitySchemes": {"guard": scheme}}
    )
    warning = (
        "Unable to create authorizer from security definition: 'guard'. Extension x-amazon-apigateway-authorizer is required."
        " Any methods with security: 'guard' will not be created. If this security definition is not a custom authorizer,"
        " remove the x-amazon-apigateway-authtype extension and it will be ignored."
    )
    assert bad_request(client.import_rest_api, body=body, failOnWarnings=True) == f"Warnings found during import:\n\t{warning}"
    api = client.import_rest_api(body=body)
    assert api["warnings"] == [warning]
    assert set(resources(client, api["id"])["/a"]["resourceMethods"]) == {"POST"}


# Seen by users of REST APIs (`type is unexpected`) and of SAM (2297: `should start with /`): what AWS's parser of version 3.0
# finds comes first. An extension is not looked into.
def test_what_the_parser_finds_is_a_warning(client):
    zip_code = {"name": "zipCode", "in": "path", "required": True, "type": "string", "x-own": 1, "schema": {"type": "string"}}
    paths = {
        "/area/{zipCode}": {"get": mock(parameters=[zip_code]), "x-amazon-apigateway-any-method": mock(parameters=[zip_code])},
        "rootless": {"get": mock()},
    }
    body = definition(paths, servers=[{"url": "/"}, {"url": "/b"}])
    warnings = [
        "Parse issue: attribute paths. Resource rootless should start with /",
        "Parse issue: attribute paths.'/area/{zipCode}'(get).parameters.[zipCode].type is unexpected",
        "More than one server provided. Ignoring all but the first for defining endpoint configuration",
    ]
    assert client.import_rest_api(body=body)["warnings"] == warnings
    # Version 2.0 writes a parameter's type there.
    assert "warnings" not in client.import_rest_api(body=definition({"/area/{zipCode}": paths["/area/{zipCode}"]}, version="2.0"))


# No source for the wording; what a reference would have said is missing, and must not be so silently.
def test_references_that_lead_nowhere_are_warnings(client):
    gone = "#/components/gone"
    paths = {
        "/lost": {"$ref": "https://elsewhere.example/a.yaml"},
        "/a": {
            "parameters": [{"$ref": f"{gone}/1"}],
            "post": mock(parameters=[{"$ref": f"{gone}/2"}], responses={"200": {"$ref": f"{gone}/3"}}, requestBody={"$ref": f"{gone}/4"}),
        },
    }
    api = client.import_rest_api(body=definition(paths))
    places = [("https://elsewhere.example/a.yaml", "/lost")] + [(f"{gone}/{at}", "POST /a") for at in (2, 1, 3, 4)]
    assert api["warnings"] == [f"Reference '{reference}' of '{place}' not found. Ignoring." for reference, place in places]
    assert set(resources(client, api["id"])) == {"/", "/lost", "/a"}


# As SAM writes it for methods with `Authorizer: NONE`.
def test_a_method_that_asks_for_none_is_open(client):
    body = definition({"/a": {"get": mock(security=[{"NONE": []}])}}, security=[{"guard": []}])
    api_id = client.import_rest_api(body=body, failOnWarnings=True)["id"]
    assert method(client, api_id, "/a", "GET")["authorizationType"] == "NONE"


# Seen by users: every error is told, then the warnings.
def test_all_errors_and_warnings_are_told_together(client):
    wrong = {"x-amazon-apigateway-integration": {"type": "http", "httpMethod": "GET", "uri": "nowhere"}, "responses": {}}
    body = definition({"/a": {"get": wrong, "post": wrong}}, components={"securitySchemes": {"basicAuth": {"type": "http"}}})
    assert bad_request(client.import_rest_api, body=body) == (
        "Errors found during import:\n"
        "\tUnable to put integration on 'GET' for resource at path '/a': Invalid HTTP endpoint specified for URI\n"
        "\tUnable to put integration on 'POST' for resource at path '/a': Invalid HTTP endpoint specified for URI\n"
        "Additionally, these warnings were found:\n"
        "\tUnsupported security definition type 'http' for 'basicAuth'. Ignoring."
    )


# Developer guide, "Warnings during import": the operation goes on unless failonwarnings says otherwise. The first warning is
# recorded (test_import_rest_api_with_base_path_oas30), the others were seen by users.
def test_warnings_are_answered_or_fail(client):
    get = mock()
    get["x-amazon-apigateway-integration"] = MOCK | {"requestParameters": {"integration.request.header.nothing": True}}
    get["responses"] = {"200": {"description": "", "content": {"text/plain": {"schema": {"type": "string"}}}}}
    post = mock(requestBody={"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Gone"}}}})
    body = definition({"/a": {"get": get, "post": post}}, servers=[{"url": "/"}, {"url": "/b"}])
    warnings = [
        "More than one server provided. Ignoring all but the first for defining endpoint configuration",
        "Unsupported model type 'StringSchema' in 200 response to method 'GET /a'. Ignoring.",
        "Invalid format for 'requestParameters'. Expected type string for property 'integration.request.header.nothing' of"
        " resource '/a' and method 'GET' but got 'true'",
        "Reference to model 'Gone' not found. Ignoring.",
        "Invalid format for model application/json for method POST",
    ]
    assert bad_request(client.import_rest_api, body=body, failOnWarnings=True) == (
        "Warnings found during import:\n\t" + "\n\t".join(warnings)
    )
    api = client.import_rest_api(body=body)
    assert api["warnings"] == warnings
    assert "warnings" not in client.get_rest_api(restApiId=api["id"])


def test_a_failed_put_changes_nothing(client):
    api_id = client.import_rest_api(body=definition({"/a": {"get": mock()}}))["id"]
    wrong = {"/b": {"get": mock(**{"x-amazon-apigateway-integration": {"type": "nothing"}})}}
    bad_request(client.put_rest_api, restApiId=api_id, mode="overwrite", body=definition(wrong))
    assert set(resources(client, api_id)) == {"/", "/a"}
    assert client.get_rest_api(restApiId=api_id)["name"] == "t"


# A billion laughs; and what nests deeper than any definition does.
@pytest.mark.parametrize(
    "body",
    [
        "a: &a [x,x,x,x,x,x,x,x,x]\n"
        + "".join(f"{b}: &{b} [{','.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
        + "openapi: 3.0.1\n",
        "openapi: 3.0.1\nx: " + "[" * 5000 + "]" * 5000,
        '{"openapi": "3.0.1", "x": ' + "[" * 5000 + "]" * 5000 + "}",
    ],
)
def test_bombs_are_bad_request(client, body):
    assert bad_request(client.import_rest_api, body=body) == "Invalid OpenAPI input."


# Nobody waits for a definition that is being read: a megabyte of YAML takes more than a second in a debug build.
def test_others_write_while_a_large_definition_is_read(client, emulator):
    body = definition()[:-1] + ', "x-filler": [' + ",".join(f"\'{number}\'" for number in range(150_000)) + "]}"
    other, done = emulator.client("apigateway"), []

    def import_it():
        client.import_rest_api(body=body)
        done.append(time.monotonic())

    importing = threading.Thread(target=import_it)
    importing.start()
    began, written = time.monotonic(), []
    while importing.is_alive():
        other.create_rest_api(name="meanwhile")
        written.append(time.monotonic())
    importing.join()
    assert len(done) == 1
    waits = [after - before for before, after in zip([began, *written], written, strict=False)]
    assert max(waits) < (done[0] - began) / 2


# What is imported.


def test_a_swagger_definition_with_every_extension_is_imported(client):
    api = client.import_rest_api(
        body=ORDERS, failOnWarnings=True, parameters={"endpointConfigurationTypes": "REGIONAL"}
    )
    api_id = api["id"]
    assert api["name"] == "Orders" and api["version"] == "1.2" and api["description"] == "Takes orders."
    assert api["endpointConfiguration"]["types"] == ["REGIONAL"]
    assert api["binaryMediaTypes"] == ["image/png"] and api["minimumCompressionSize"] == 1024
    # Recorded: test_import_rest_api; test_put_rest_api_mode_binary_media_types.
    assert "tags" not in api and client.get_rest_api(restApiId=api_id)["tags"] == {}
    # Developer guide, x-amazon-apigateway-policy: execute-api:/* is converted to the API's ARN.
    policy = json.loads(json.loads(f'"{client.get_rest_api(restApiId=api_id)["policy"]}"'))
    assert policy["Statement"][0]["Resource"] == [f"arn:aws:execute-api:us-east-1:000000000000:{api_id}/*"]

    assert set(resources(client, api_id)) == {"/", "/orders", "/orders/{id}", "/files", "/files/{proxy+}"}
    models = {model["name"]: model for model in client.get_models(restApiId=api_id)["items"]}
    assert set(models) == {"ArrayOfOrder", "Customer", "Order"}  # no Empty, no Error: recorded, test_import_swagger_api
    assert models["Order"]["description"] == "An order."
    order = json.loads(models["Order"]["schema"])
    assert order["properties"]["customer"]["$ref"].endswith(f"/restapis/{api_id}/models/Customer")

    authorizers = {item["name"]: item for item in client.get_authorizers(restApiId=api_id)["items"]}
    assert authorizers["guard"] | {"id": ""} == {
        "id": "",
        "name": "guard",
        "type": "TOKEN",
        "authType": "custom",
        "authorizerUri": LAMBDA_URI.format(function_arn("guard")),
        "identitySource": "method.request.header.Authorization",
        "authorizerResultTtlInSeconds": 0,
    }
    assert authorizers["by_query"]["identitySource"].startswith("method.request.header.HeaderAuth1,")
    assert "authorizerResultTtlInSeconds" not in authorizers["pool"]

    validators = {item["name"]: item["id"] for item in client.get_request_validators(restApiId=api_id)["items"]}
    listing = method(client, api_id, "/orders", "GET")
    assert listing["operationName"] == "ListOrders"
    assert listing["requestValidatorId"] == validators["parameters"]
    assert listing["requestParameters"] == {
        "method.request.querystring.page": False,
        "method.request.querystring.limit": True,
        "method.request.header.trace": False,
    }
    assert listing["methodResponses"]["200"] == {
        "statusCode": "200",
        "responseParameters": {"method.response.header.X-Total": False},
        "responseModels": {"application/json": "ArrayOfOrder"},
    }
    integration = listing["methodIntegration"]
    assert integration["cacheNamespace"] == "orders"
    assert integration["cacheKeyParameters"] == ["method.request.querystring.page"]
    assert integration["integrationResponses"]["200"]["selectionPattern"] == "2\\d{2}"

    assert method(client, api_id, "/orders", "POST")["requestModels"] == {"application/json": "Order"}
    assert method(client, api_id, "/orders", "POST")["requestValidatorId"] == validators["everything"]
    one = method(client, api_id, "/orders/{id}", "GET")
    assert one["authorizationType"] == "CUSTOM" and one["authorizerId"] == authorizers["guard"]["id"]
    assert one["methodIntegration"]["uri"] == LAMBDA_URI.format(function_arn("orders"))  # AWS variables
    assert one["methodIntegration"]["timeoutInMillis"] == 5000
    assert one["requestParameters"] == {"method.request.path.id": True}  # recorded: …_global_api_key_authorizer
    gone = method(client, api_id, "/orders/{id}", "DELETE")
    assert gone["authorizationType"] == "COGNITO_USER_POOLS" and gone["authorizationScopes"] == ["orders/delete"]
    assert gone["apiKeyRequired"] is True
    assert gone["methodIntegration"]["tlsConfig"] == {"insecureSkipVerification": True}
    assert method(client, api_id, "/orders/{id}", "PUT")["authorizationType"] == "AWS_IAM"
    assert method(client, api_id, "/files/{proxy+}", "ANY")["methodIntegration"]["httpMethod"] == "ANY"

    response = client.get_gateway_response(restApiId=api_id, responseType="BAD_REQUEST_BODY")
    assert response["statusCode"] == "422" and response["defaultResponse"] is False
    parts = client.get_documentation_parts(restApiId=api_id, limit=500)["items"]
    by_location = {json.dumps(part["location"], sort_keys=True): json.loads(part["properties"]) for part in parts}
    assert by_location[json.dumps({"method": "GET", "path": "/orders", "type": "METHOD"})] == {"description": "Lists orders."}


# Developer guide, "Set the OpenAPI basePath property".
@pytest.mark.parametrize(
    ("way", "paths"),
    [
        ("ignore", {"/", "/{petId}"}),
        ("prepend", {"/", "/zoo", "/zoo/pets", "/zoo/pets/{petId}"}),
        ("split", {"/", "/pets", "/pets/{petId}"}),
    ],
)
def test_the_base_path_is_ignored_prepended_or_split(client, way, paths):
    body = PETS
    api_id = client.import_rest_api(body=body, parameters={"basepath": way}, failOnWarnings=True)["id"]
    assert set(resources(client, api_id)) == paths


def test_ignore_documentation_imports_none(client):
    body = ORDERS
    api_id = client.import_rest_api(body=body, parameters={"ignore": "documentation"})["id"]
    assert client.get_documentation_parts(restApiId=api_id)["items"] == []


# Recorded: test_import_documentation_parts. The location gets the path that it stands at.
def test_documentation_parts_are_imported_alone(client):
    parts = [
        {"location": {"type": "API"}, "properties": {"info": {"description": "of the API"}}},
        {"location": {"type": "METHOD", "method": "GET"}, "properties": {"description": "of a method"}},
    ]
    body = definition({}, **{"x-amazon-apigateway-documentation": {"version": "1", "documentationParts": parts}})
    api_id = client.create_rest_api(name="documented")["id"]
    assert bad_request(client.import_documentation_parts, restApiId=api_id, body="{'key:value}") == (
        "Unable to build importer with provided input."
    )
    ids = client.import_documentation_parts(restApiId=api_id, mode="overwrite", body=body)["ids"]
    shown = client.get_documentation_parts(restApiId=api_id)["items"]
    assert sorted(part["id"] for part in shown) == sorted(ids) and len(ids) == 2
    assert {"type": "METHOD", "method": "GET", "path": "/"} in [part["location"] for part in shown]
    # Developer guide, "Import API documentation": merging replaces attributes and keeps the others.
    parts[1]["properties"] = {"summary": "short"}
    body = definition({}, **{"x-amazon-apigateway-documentation": {"documentationParts": parts[1:]}})
    assert client.import_documentation_parts(restApiId=api_id, mode="merge", body=body)["ids"][0] in ids
    shown = {part["location"]["type"]: json.loads(part["properties"]) for part in client.get_documentation_parts(restApiId=api_id)["items"]}
    assert shown["METHOD"] == {"description": "of a method", "summary": "short"}


# Developer guide, "Import an OpenAPI file to update an existing API definition".
def test_merging_replaces_what_is_defined_and_keeps_the_rest(client):
    two = {"200": {"description": ""}, "206": {"description": ""}}
    api_id = client.import_rest_api(body=definition({"/a": {"get": mock(responses=two), "post": mock(responses=two)}}))["id"]
    resource = resources(client, api_id)["/a"]["id"]
    other = {"200": {"description": ""}, "400": {"description": ""}}
    put = client.put_rest_api(restApiId=api_id, mode="merge", body=definition({"/a": {"get": mock(responses=other)}, "/b": {}}))
    assert put["tags"] == {}  # recorded: test_put_rest_api_mode_binary_media_types
    assert resources(client, api_id)["/a"]["id"] == resource
    assert set(resources(client, api_id)) == {"/", "/a", "/b"}
    assert set(method(client, api_id, "/a", "GET")["methodResponses"]) == {"200", "400"}
    assert set(method(client, api_id, "/a", "POST")["methodResponses"]) == {"200", "206"}


def test_overwriting_removes_what_is_not_defined_and_keeps_ids(client):
    api = client.import_rest_api(
        body=ORDERS, parameters={"endpointConfigurationTypes": "REGIONAL"}
    )
    before = resources(client, api["id"])
    put = client.put_rest_api(restApiId=api["id"], mode="overwrite", body=definition({"/orders": {"get": mock()}}, version="2.0"))
    after = resources(client, api["id"])
    assert set(after) == {"/", "/orders"}
    # Recorded: test_import_rest_api_with_base_path_oas30.
    assert after["/orders"]["id"] == before["/orders"]["id"]
    assert set(after["/orders"]["resourceMethods"]) == {"GET"}
    assert "policy" not in put and "binaryMediaTypes" not in put and "description" not in put
    assert put["endpointConfiguration"]["types"] == ["REGIONAL"]
    for listed in (client.get_models, client.get_authorizers, client.get_request_validators):
        assert listed(restApiId=api["id"])["items"] == []
    response = client.get_gateway_response(restApiId=api["id"], responseType="BAD_REQUEST_BODY")
    assert response["defaultResponse"] is True


# What was imported serves.


def test_an_imported_api_serves(client, emulator):
    api_id = client.import_rest_api(body=ORDERS, failOnWarnings=True)["id"]
    client.create_deployment(restApiId=api_id, stageName="prod", variables={"host": "127.0.0.1:9"})

    def call(path, verb="GET", **options):
        return emulator.by_host(api_id, "/prod" + path, verb, **options)

    wrong = call("/orders", "POST", json={"count": 0})
    assert (wrong.status_code, wrong.json()) == (422, {"why": "Invalid request body"})
    nested = {"item": "a", "parts": [{"item": "b", "customer": {"orders": [{"count": 1}]}}]}
    assert call("/orders", "POST", json=nested).status_code == 422  # the circle of models is followed
    assert call("/orders", "POST", json={"item": "a"}).json() == {"made": True}
    missing = call("/orders")
    assert missing.json()["message"] == "Missing required request parameters: [limit]"
    assert missing.headers["Access-Control-Allow-Origin"] == "*"
    listed = call("/orders?limit=1&page=2")
    assert (listed.json(), listed.headers["X-Total"]) == ([{"id": "42", "page": "2"}], "1")

    assert call("/orders/42").status_code == 401
    assert call("/orders/42", headers={"Authorization": "allow"}).json() == {"orderId": "42", "status": "shipped"}
    assert call("/orders/42", "PUT").json()["message"] == "Missing Authentication Token"


def test_an_imported_yaml_definition_serves(client, emulator):
    body = PETS
    api_id = client.import_rest_api(body=body, parameters={"basepath": "prepend"})["id"]
    client.create_deployment(restApiId=api_id, stageName="prod")
    assert emulator.by_host(api_id, "/prod/zoo/pets?kind=dog").json() == [{"name": "Rex", "kind": "dog"}]
    wrong = emulator.by_host(api_id, "/prod/zoo/pets/1", "POST", json={"friends": [{"nothing": 1}]})
    assert (wrong.status_code, wrong.json()) == (400, {"message": "Invalid request body"})
    assert emulator.by_host(api_id, "/prod/zoo/pets/1", "POST", json={"name": "a", "friends": []}).status_code == 200


# Out again.


def export(client, api_id, kind="oas30", accepts=None, **parameters):
    arguments = {"accepts": accepts} if accepts else {}
    answer = client.get_export(restApiId=api_id, stageName="prod", exportType=kind, parameters=parameters, **arguments)
    return answer, answer["body"].read().decode()


@pytest.fixture(scope="module")
def orders(client):
    api_id = client.import_rest_api(body=ORDERS)["id"]
    client.create_deployment(restApiId=api_id, stageName="prod")
    return api_id


def test_what_cannot_be_exported_is_bad_request(client, orders):
    with pytest.raises(client.exceptions.NotFoundException, match="Invalid stage identifier specified"):
        client.get_export(restApiId=orders, stageName="nothere", exportType="swagger")
    bad_request(client.get_export, restApiId=orders, stageName="prod", exportType="raml")
    # Developer guide, "Export a REST API": "Only found non-JSON body models for …".
    content = {"text/xml": {"schema": {"type": "object"}}}
    api_id = client.import_rest_api(body=definition({"/a": {"post": mock(requestBody={"content": content})}}))["id"]
    client.create_deployment(restApiId=api_id, stageName="prod")
    message = bad_request(client.get_export, restApiId=api_id, stageName="prod", exportType="oas30")
    assert message.startswith("Only found non-JSON body models for ")


# Recorded: test_export_swagger_openapi, test_export_oas30_openapi.
@pytest.mark.parametrize("kind", ["swagger", "oas30"])
def test_an_export_is_an_attachment_named_after_the_version(client, orders, kind):
    answer, body = export(client, orders, kind)
    assert answer["contentType"] == "application/octet-stream"
    assert answer["contentDisposition"] == f'attachment; filename="{kind}_1.2.json"'
    assert "x-amazon-apigateway-integration" not in body
    answer, body = export(client, orders, kind, accepts="application/yaml")
    assert answer["contentDisposition"] == f'attachment; filename="{kind}_1.2.yaml"'
    assert body.startswith(f"{'swagger' if kind == 'swagger' else 'openapi'}:")


def test_an_export_says_where_the_stage_is(client, orders):
    host = f"{orders}.execute-api.us-east-1.amazonaws.com"
    swagger = json.loads(export(client, orders, "swagger")[1])
    assert (swagger["host"], swagger["basePath"], swagger["schemes"]) == (host, "/prod", ["https"])
    servers = json.loads(export(client, orders)[1])["servers"]
    assert servers == [{"url": f"https://{host}/{{basePath}}", "variables": {"basePath": {"default": "prod"}}}]


# As the guide's export of a Kinesis proxy has it: version 2.0 gets a body for each media type.
def test_each_request_model_is_a_body_in_version_2(client):
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/A"}}, "text/xml": {"schema": {"$ref": "#/components/schemas/B"}}}
    schemas = {"A": {"type": "object"}, "B": {"type": "object", "title": "b"}}
    body = definition({"/a": {"post": mock(requestBody={"content": content})}}, components={"schemas": schemas})
    api_id = client.import_rest_api(body=body)["id"]
    client.create_deployment(restApiId=api_id, stageName="prod")
    operation = json.loads(export(client, api_id, "swagger")[1])["paths"]["/a"]["post"]
    assert [(parameter["in"], parameter["name"]) for parameter in operation["parameters"]] == [("body", "A"), ("body", "B")]
    assert list(json.loads(export(client, api_id)[1])["paths"]["/a"]["post"]["requestBody"]["content"]) == list(content)


def test_an_export_is_of_the_deployment(client):
    api_id = client.import_rest_api(body=definition({"/a": {"get": mock()}}))["id"]
    client.create_deployment(restApiId=api_id, stageName="prod")
    client.put_rest_api(restApiId=api_id, mode="overwrite", body=definition({"/b": {"get": mock()}}))
    assert list(json.loads(export(client, api_id)[1])["paths"]) == ["/a"]


# Developer guide, "Publish the documentation": a stage shows the documentation of its version.
def test_documentation_is_exported_with_a_version(client):
    api_id = client.import_rest_api(body=ORDERS)["id"]
    client.create_deployment(restApiId=api_id, stageName="prod")

    def described():
        return json.loads(export(client, api_id, extensions="documentation")[1])

    assert "x-amazon-apigateway-documentation" not in described()
    assert described()["paths"]["/orders"]["get"]["responses"]["200"]["description"] == "200 response"
    client.create_documentation_version(restApiId=api_id, documentationVersion="v1", stageName="prod")
    shown = described()
    assert shown["x-amazon-apigateway-documentation"]["version"] == "v1"
    operation = shown["paths"]["/orders"]["get"]
    assert operation["description"] == "Lists orders."
    assert operation["responses"]["200"]["description"] == "A page of orders."
    page = next(parameter for parameter in operation["parameters"] if parameter["name"] == "page")
    assert page["description"] == "Which page."
    # API reference, CreateDocumentationVersion: "a snapshot of the documentation"; what is written later is in a later one.
    part = client.create_documentation_part(restApiId=api_id, location={"type": "MODEL", "name": "Later"}, properties="{}")
    assert described() == shown
    client.create_documentation_version(restApiId=api_id, documentationVersion="v2", stageName="prod")
    client.delete_documentation_part(restApiId=api_id, documentationPartId=part["id"])
    later = described()["x-amazon-apigateway-documentation"]
    assert {"location": {"type": "MODEL", "name": "Later"}, "properties": {}} in later["documentationParts"]
