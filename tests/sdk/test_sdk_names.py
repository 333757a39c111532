"""GetSdk of APIs whose names and models are hard on a library: what it makes of them is still JavaScript and Java."""

import json
import shutil

import pytest
from libraries import JAVA, SEEN, SOURCES, answering, archive, compiled
from rest import api, resource


@pytest.fixture(scope="module")
def client(emulator):
    return emulator.client("apigateway")


# A word of Java.
NAMED = {"/orders/{service}": {"operationName": "new"}}


@pytest.fixture(scope="module")
def awkward(client):
    """A deployed API whose names and models are hard on a library."""
    api_id, root = api(client, "{stage}")

    def reference(model):
        return {"$ref": f"https://apigateway.amazonaws.com/restapis/{api_id}/models/{model}"}

    text, node = {"type": "string"}, {"$ref": "#"}
    names = ["pet-name", "petName", "json", "fromJson", "class", "classValue", "1st", "new", "日本", "grid"]
    grid = {"type": "array", "items": {"type": "array", "items": {"type": "integer"}}}
    models = {
        "Self": {"type": "array", "items": reference("Self")},
        "Ping": reference("Pong"),
        "Pong": reference("Ping"),
        "Node": {"type": "object", "properties": {"next": node, "kids": {"type": "array", "items": node}}},
        "1st": {"type": "object", "properties": dict.fromkeys(names, text) | {"grid": grid, "fromJson": {}}},
        "String": {"type": "object", "properties": {"text": text}},
        "body": {"type": "object", "properties": {"text": text}},
    }
    for name in models:
        client.create_model(restApiId=api_id, name=name, contentType="application/json", schema="{}")
    for name, schema in models.items():
        told = [{"op": "replace", "path": "/schema", "value": json.dumps(schema)}]
        client.update_model(restApiId=api_id, modelName=name, patchOperations=told)
        answering(client, api_id, resource(client, api_id, root, f"/{name}"), "POST", SEEN,
                  requestModels={"application/json": name}, answer=name)  # fmt: skip
    for path in ("/pets-list", "/petsList", "/orders/{service}", "/orders/{service}/{package}/{headers}/{class}"):
        answering(client, api_id, resource(client, api_id, root, path), "GET", SEEN, answer="Node", **NAMED.get(path, {}))
    client.create_deployment(restApiId=api_id, stageName="prod")
    return api_id


def test_places_in_paths_stay_as_they_are(client, awkward):
    for kind, file, told in (("java", f"{SOURCES}/shop/pets/sdk/PetShopClient.java", JAVA), ("javascript", "apigClient.js", {})):
        code = archive(client, awkward, kind, parameters=told)[1].read(file).decode()
        assert '"/orders/{service}"' in code and '"/orders/{service}/{package}/{headers}/{class}"' in code


def test_functions_of_paths_that_read_alike_have_their_own_names(client, awkward):
    code = archive(client, awkward, "javascript")[1].read("apigClient.js").decode()
    assert 'apigClient["petsListGet"]' in code and 'apigClient["petsListGet2"]' in code


def test_classes_of_paths_and_models_that_read_alike_have_their_own_names(client, awkward):
    names = archive(client, awkward, "java", parameters=JAVA)[1].namelist()
    assert len({name.lower() for name in names}) == len(names)
    classes = {name.rpartition("/")[2].removesuffix(".java") for name in names if "/model/" in name}
    assert {"GetPetsListRequest", "GetPetsList2Request", "Node", "Value1st", "String2", "Body"} <= classes


def test_a_model_that_leads_to_itself_ends_as_anything(client, awkward):
    """Without an end, following it would end the emulator."""
    _, files = archive(client, awkward, "java", parameters=JAVA)
    for model, kind in (("Self", "java.util.List<Object>"), ("Ping", "Object"), ("Pong", "Object"), ("Node", "Node")):
        code = files.read(f"{SOURCES}/shop/pets/sdk/model/Post{model}Result.java").decode()
        assert f"public {kind} get{model}()" in code


@pytest.mark.skipif(not shutil.which("javac"), reason="there is no JDK to compile Java with")
def test_awkward_names_and_models_compile(client, awkward, tmp_path):
    archive(client, awkward, "java", parameters=JAVA)[1].extractall(tmp_path)
    compiled(tmp_path)
