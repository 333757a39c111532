"""The definitions of fixtures/openapi, and all that an imported API is made of, with names in place of ids."""

import json
import re
from operator import itemgetter

from conftest import ROOT

OPENAPI = ROOT / "fixtures" / "openapi"


def documents(kind):
    """The definitions of REST or HTTP APIs, by their names."""
    return sorted(path.name for path in (OPENAPI / kind).iterdir() if not path.name.endswith(".calls.json"))


def text(kind, name):
    return (OPENAPI / kind / name).read_text()


def told(kind, name):
    """What the sidecar of a definition tells of its import, its stage and its calls."""
    return json.loads((OPENAPI / kind / f"{name.split('.')[0]}.calls.json").read_text())


def resources(client, api_id):
    return {item["path"]: item for item in client.get_resources(restApiId=api_id, limit=500, embed=["methods"])["items"]}


def rest_api(client, api_id):
    """All of a REST API but its stages."""
    api = client.get_rest_api(restApiId=api_id)
    authorizers = {item.pop("id"): item for item in client.get_authorizers(restApiId=api_id)["items"]}
    validators = {item.pop("id"): item for item in client.get_request_validators(restApiId=api_id)["items"]}
    found = resources(client, api_id)
    methods = {}
    for path, resource in found.items():
        for verb, one in resource.get("resourceMethods", {}).items():
            for ids, member in ((authorizers, "authorizerId"), (validators, "requestValidatorId")):
                if member in one:
                    one[member] = ids[one[member]]["name"]
            if one.get("methodIntegration", {}).get("cacheNamespace") == resource["id"]:
                del one["methodIntegration"]["cacheNamespace"]
            methods[f"{verb} {path}"] = one
    models = client.get_models(restApiId=api_id, limit=500)["items"]
    parts = client.get_documentation_parts(restApiId=api_id, limit=500)["items"]
    # Developer guide, "Import a regional API": the endpoint's type is not in the export; its VPC endpoints are.
    api["vpcEndpointIds"] = api.pop("endpointConfiguration").get("vpcEndpointIds", [])
    # The export names the API that it is of: x-amazon-apigateway-policy is converted on import.
    api["policy"] = re.sub(r"(execute-api:us-east-1:\d+:)\w+", r"\1", api.get("policy", ""))
    for gone in ("id", "rootResourceId", "createdDate", "ResponseMetadata", "tags", "warnings"):
        api.pop(gone, None)
    return {
        "api": api,
        "authorizers": sorted(authorizers.values(), key=itemgetter("name")),
        "validators": sorted(validators.values(), key=itemgetter("name")),
        "resources": sorted(found),
        "methods": methods,
        "models": {item["name"]: (item["contentType"], json.loads(item["schema"].replace(api_id, ""))) for item in models},
        "responses": client.get_gateway_responses(restApiId=api_id)["items"],
        "documentation": sorted(
            ((part["location"], json.loads(part["properties"])) for part in parts), key=lambda part: json.dumps(part, sort_keys=True)
        ),
    }


def http_api(client, api_id):
    """All of an HTTP API but its stages."""
    authorizers = {item.pop("AuthorizerId"): item for item in client.get_authorizers(ApiId=api_id)["Items"]}
    integrations = {item.pop("IntegrationId"): item for item in client.get_integrations(ApiId=api_id, MaxResults="500")["Items"]}
    routes = {item["RouteKey"]: item for item in client.get_routes(ApiId=api_id, MaxResults="500")["Items"]}
    for one in routes.values():
        del one["RouteId"]
        if "Target" in one:
            one["Target"] = integrations[one["Target"].removeprefix("integrations/")]
        if "AuthorizerId" in one:
            one["AuthorizerId"] = authorizers[one["AuthorizerId"]]["Name"]
    api = client.get_api(ApiId=api_id)
    for gone in ("ApiId", "ApiEndpoint", "CreatedDate", "ResponseMetadata", "ImportInfo", "Warnings"):
        api.pop(gone, None)
    return {"api": api, "routes": routes, "authorizers": sorted(authorizers.values(), key=itemgetter("Name"))}
