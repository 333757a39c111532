"""Client libraries that GetSdk makes, and methods for them to call."""

import io
import subprocess
import zipfile

from rest import MOCK

JAVA = {"service.name": "PetShop", "java.package-name": "shop.pets.sdk"}
PROJECT = "generated-code"
SOURCES = f"{PROJECT}/src/main/java"
# What the backend of the methods saw.
SEEN = """
{"verb": "$context.httpMethod", "path": "$context.path", "name": "$!input.params('name')", "header": "$!input.params('x-shop')",
 "petId": "$!input.params('petId')", "key": "$!context.identity.apiKey", "user": "$!context.identity.userArn",
 "more": "$!input.params('more')"}
"""


def answering(client, api_id, resource_id, verb, template, integration=MOCK, answer="Pet", **options):
    """A method that answers a template; its answer has a model."""
    where = {"restApiId": api_id, "resourceId": resource_id, "httpMethod": verb}
    client.put_method(**where, **{"authorizationType": "NONE"} | options)
    client.put_integration(**where, **integration)
    model = {"application/json": answer}
    client.put_method_response(**where, statusCode="200", responseModels=model)
    client.put_integration_response(**where, statusCode="200", responseTemplates={"application/json": template})


def archive(client, api_id, kind, **parameters):
    answer = client.get_sdk(restApiId=api_id, stageName="prod", sdkType=kind, **parameters)
    return answer, zipfile.ZipFile(io.BytesIO(answer["body"].read()))


def compiled(folder):
    sources = [str(file) for file in folder.rglob("*.java")]
    done = subprocess.run(
        ["javac", "--release", "11", "-encoding", "UTF-8", "-Xlint:all", "-Werror", "-d", str(folder / "out"), *sources],
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
