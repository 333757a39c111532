"""Makes small APIs, most of them REST APIs, so that a test shows only what it is about."""

import json

LAMBDA_URI = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{}/invocations"
# An integration that calls nobody and answers 200.
MOCK = {"type": "MOCK", "requestTemplates": {"application/json": '{"statusCode": 200}'}}
# A signer who may call every API, as a credentials file has her.
ANN = {
    "accessKeyId": "AKIDANN",
    "secretAccessKey": "secret",
    "principalArn": "arn:aws:iam::000000000000:user/ann",
    "policies": [
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "execute-api:Invoke", "Resource": "*"}]}
    ],
}
WEB_ACL = "arn:aws:wafv2:us-east-1:000000000000:regional/webacl/bots/a1b2c3d4"


def function_arn(name, region="us-east-1", account="000000000000"):
    return f"arn:aws:lambda:{region}:{account}:function:{name}"


def api(client, name="orders-api", **options):
    """A REST API; gives its id and its root resource's id."""
    made = client.create_rest_api(**{"name": name, "endpointConfiguration": {"types": ["REGIONAL"]}} | options)
    return made["id"], made["rootResourceId"]


def resource(client, api_id, root_id, path):
    """The resources of a path such as /orders/{id}; gives the last one's id."""
    existing = {item["path"]: item["id"] for item in client.get_resources(restApiId=api_id, limit=500)["items"]}
    parent, walked = root_id, ""
    for part in path.strip("/").split("/"):
        walked += "/" + part
        if walked not in existing:
            existing[walked] = client.create_resource(restApiId=api_id, parentId=parent, pathPart=part)["id"]
        parent = existing[walked]
    return parent


def method(client, api_id, resource_id, verb="ANY", **integration):
    """An open method with its integration."""
    client.put_method(restApiId=api_id, resourceId=resource_id, httpMethod=verb, authorizationType="NONE")
    client.put_integration(restApiId=api_id, resourceId=resource_id, httpMethod=verb, **integration)


def mock(client, api_id, resource_id, verb="GET", template=None, **of_method):
    """A method that answers 200, with what a template makes if there is one."""
    where = {"restApiId": api_id, "resourceId": resource_id, "httpMethod": verb}
    client.put_method(**where, **{"authorizationType": "NONE"} | of_method)
    client.put_integration(**where, **MOCK)
    client.put_method_response(**where, statusCode="200")
    templates = {"responseTemplates": {"application/json": template}} if template else {}
    client.put_integration_response(**where, statusCode="200", **templates)


def mock_api(client, verb="GET", template=None, **of_method):
    """A deployed REST API whose root is such a method."""
    api_id, root_id = api(client)
    mock(client, api_id, root_id, verb, template, **of_method)
    client.create_deployment(restApiId=api_id, stageName="prod")
    return api_id


def refusal(answer):
    """The status, type and body of an answer that refuses."""
    return answer.status_code, answer.headers["x-amzn-ErrorType"], answer.json()


def lambda_proxy(name):
    return {"type": "AWS_PROXY", "integrationHttpMethod": "POST", "uri": LAMBDA_URI.format(function_arn(name))}


def lambda_api(client, path, function, stage="prod", **options):
    """A deployed REST API with one AWS_PROXY method on `path`."""
    api_id, root_id = api(client)
    target = root_id if path == "/" else resource(client, api_id, root_id, path)
    method(client, api_id, target, **lambda_proxy(function), **options)
    client.create_deployment(restApiId=api_id, stageName=stage)
    return api_id


def web_acl(folder):
    """The arguments of an emulator that knows `WEB_ACL`, which blocks the agent `badbot`."""
    statement = {
        "SearchString": "badbot",
        "FieldToMatch": {"SingleHeader": {"Name": "user-agent"}},
        "PositionalConstraint": "CONTAINS",
        "TextTransformations": [{"Priority": 0, "Type": "NONE"}],
    }
    rule = {"Name": "bots", "Priority": 1, "Statement": {"ByteMatchStatement": statement}, "Action": {"Block": {}}}
    return web_acl_of(folder, rule)


def web_acl_of(folder, *rules):
    """The arguments of an emulator that knows `WEB_ACL`, which has these rules and lets pass what none of them blocks."""
    file = folder / "web-acl.json"
    file.write_text(json.dumps({"Name": "bots", "DefaultAction": {"Allow": {}}, "Rules": rules}))
    return ["--web-acl", f"{WEB_ACL}={file}"]


def stage_arn(api_id, region="us-east-1"):
    return f"arn:aws:apigateway:{region}::/restapis/{api_id}/stages/prod"


def associate_web_acl(emulator, api_id, account="test", region="us-east-1"):
    """Puts `WEB_ACL` before an API's stage `prod`."""
    emulator.client("wafv2", account, region).associate_web_acl(WebACLArn=WEB_ACL, ResourceArn=stage_arn(api_id, region))


def websocket_api(client, stage="prod"):
    """A deployed WebSocket API that lets everybody connect, and whose messages a mock takes."""
    api_id = client.create_api(Name="chat", ProtocolType="WEBSOCKET", RouteSelectionExpression="$request.body.action")["ApiId"]
    mock = client.create_integration(ApiId=api_id, IntegrationType="MOCK", RequestTemplates={"$default": '{"statusCode": 200}'})
    client.create_route(ApiId=api_id, RouteKey="$default", Target=f"integrations/{mock['IntegrationId']}")
    client.create_stage(ApiId=api_id, StageName=stage, DeploymentId=client.create_deployment(ApiId=api_id)["DeploymentId"])
    return api_id
