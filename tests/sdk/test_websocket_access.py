"""Who may connect to a WebSocket API by signature and call its `@connections`, and both by a custom domain name."""

import asyncio
import json
import uuid

import boto3
import pytest
import websockets
from botocore.auth import SigV4Auth, SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.exceptions import ClientError

WHO = '{"id": "$context.connectionId", "user": "$context.identity.userArn"}'
ANN = "arn:aws:iam::000000000000:user/ann"


def deployed(emulator, **connect):
    """An API whose default route tells a client its connection's id; its id."""
    client = emulator.client("apigatewayv2")
    api_id = client.create_api(Name="who", ProtocolType="WEBSOCKET", RouteSelectionExpression="$request.body.action")["ApiId"]
    integration = client.create_integration(
        ApiId=api_id, IntegrationType="MOCK", RequestTemplates={"$default": '{"statusCode": 200}'}
    )["IntegrationId"]
    client.create_integration_response(
        ApiId=api_id, IntegrationId=integration, IntegrationResponseKey="$default", ResponseTemplates={"$default": WHO}
    )
    client.create_route(ApiId=api_id, RouteKey="$connect", Target=f"integrations/{integration}", **connect)
    route = client.create_route(
        ApiId=api_id, RouteKey="$default", Target=f"integrations/{integration}", RouteResponseSelectionExpression="$default"
    )["RouteId"]
    client.create_route_response(ApiId=api_id, RouteId=route, RouteResponseKey="$default")
    client.create_stage(ApiId=api_id, StageName="dev", DeploymentId=client.create_deployment(ApiId=api_id)["DeploymentId"])
    return api_id


def statement(action, resource):
    return {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": action, "Resource": resource}]}


@pytest.fixture
def keys(tmp_path):
    """A file of two principals: ann may connect and post, bob only connect. Their keys and secrets."""
    made = {name: ("AKID" + uuid.uuid4().hex[:16].upper(), uuid.uuid4().hex) for name in ("ann", "bob")}
    invoke = statement("execute-api:Invoke", "arn:aws:execute-api:us-east-1:000000000000:*/dev/$connect")
    post = statement("execute-api:ManageConnections", "arn:aws:execute-api:us-east-1:000000000000:*/dev/POST/@connections/*")
    policies = {"ann": [invoke, post], "bob": [invoke]}
    (tmp_path / "credentials.json").write_text(json.dumps({"credentials": [
        {"accessKeyId": key, "secretAccessKey": secret, "principalArn": f"arn:aws:iam::000000000000:user/{name}",
         "policies": policies[name]}
        for name, (key, secret) in made.items()
    ]}))
    return made


@pytest.fixture
def guarded(start, tmp_path, keys):
    emulator = start("--ephemeral", "--credentials", str(tmp_path / "credentials.json"))
    return emulator, deployed(emulator, AuthorizationType="AWS_IAM")


def upgrade(emulator, api_id, key=None, secret="", presigned=False):
    """Connects with a signature of botocore's."""
    host = f"{api_id}.execute-api.localhost:{emulator.port}"
    request = AWSRequest("GET", f"http://{host}/dev", headers={"Host": host})
    if key:
        credentials = Credentials(key, secret)
        if presigned:
            SigV4QueryAuth(credentials, "execute-api", "us-east-1", expires=60).add_auth(request)
        else:
            SigV4Auth(credentials, "execute-api", "us-east-1").add_auth(request)
    prepared = request.prepare()
    headers = {name: value for name, value in prepared.headers.items() if name != "Host"}
    address = prepared.url.replace("http://", "ws://")
    return websockets.connect(address, host="127.0.0.1", port=emulator.port, additional_headers=headers)


async def who(socket):
    await socket.send("who am I?")
    return json.loads(await asyncio.wait_for(socket.recv(), 20))


@pytest.mark.parametrize("presigned", [False, True])
def test_connecting_wants_a_right_signature(guarded, keys, presigned):
    """Developer guide, "Control access to a WebSocket API with IAM authorization"; browsers can only presign."""
    emulator, api_id = guarded
    key, secret = keys["ann"]

    async def story():
        for wrong in ({}, {"key": key, "secret": "another"}, {"key": "AKIDUNKNOWN", "secret": secret}):
            with pytest.raises(websockets.InvalidStatus) as refusal:
                await upgrade(emulator, api_id, **wrong, presigned=presigned)
            assert refusal.value.response.status_code == 403
        async with upgrade(emulator, api_id, key, secret, presigned) as socket:
            assert (await who(socket))["user"] == ANN

    asyncio.run(story())


@pytest.mark.parametrize("prefix", ["", "/dev", "/_aws/execute-api/{api}/dev"])
def test_callbacks_want_a_right_signature_and_a_policy(guarded, keys, prefix):
    """Developer guide, the same page: `execute-api:ManageConnections` on …/{stage}/POST/@connections/{connectionId}."""
    emulator, api_id = guarded

    def management(key, secret):
        return boto3.client(
            "apigatewaymanagementapi", endpoint_url=emulator.url + prefix.format(api=api_id), region_name="us-east-1",
            aws_access_key_id=key, aws_secret_access_key=secret,
        )

    def refused(call, **arguments):
        with pytest.raises(ClientError) as refusal:
            call(**arguments)
        return refusal.value.response["ResponseMetadata"]["HTTPStatusCode"], refusal.value.response["Error"]["Code"]

    async def story():
        async with upgrade(emulator, api_id, *keys["ann"]) as socket:
            connection = (await who(socket))["id"]

            def calls():
                post = {"ConnectionId": connection, "Data": b"pushed"}
                ann, bob = management(*keys["ann"]), management(*keys["bob"])
                forger = management(keys["ann"][0], "another")
                assert refused(forger.post_to_connection, **post) == (403, "InvalidSignatureException")
                assert refused(management("AKIDUNKNOWN", "x").post_to_connection, **post)[0] == 403
                assert refused(bob.post_to_connection, **post) == (403, "AccessDeniedException")
                assert refused(ann.delete_connection, ConnectionId=connection) == (403, "AccessDeniedException")
                ann.post_to_connection(**post)

            await asyncio.to_thread(calls)
            assert await asyncio.wait_for(socket.recv(), 20) == "pushed"

    asyncio.run(story())


def test_a_custom_domain_name_leads_clients_and_callbacks_to_the_stage(emulator):
    """Developer guide, "Custom domain names for WebSocket APIs in API Gateway": the mapping key is `$request.basepath`."""
    client, name = emulator.client("apigatewayv2"), f"chat-{uuid.uuid4().hex[:8]}.example.com"
    api_id = deployed(emulator)
    client.create_domain_name(DomainName=name, DomainNameConfigurations=[{
        "CertificateArn": "arn:aws:acm:us-east-1:000000000000:certificate/c", "EndpointType": "REGIONAL"}])
    client.create_api_mapping(DomainName=name, ApiId=api_id, Stage="dev", ApiMappingKey="live")

    async def story():
        address = {"host": "127.0.0.1", "port": emulator.port}
        with pytest.raises(websockets.InvalidStatus):
            await websockets.connect(f"ws://{name}/elsewhere", **address)
        async with websockets.connect(f"ws://{name}/live", **address) as socket:
            connection = (await who(socket))["id"]
            management = boto3.client(
                "apigatewaymanagementapi", endpoint_url=emulator.url + "/live", region_name="us-east-1",
                aws_access_key_id="test", aws_secret_access_key="test",
            )
            management.meta.events.register("before-send", lambda request, **_: request.headers.__setitem__("Host", name))
            await asyncio.to_thread(management.post_to_connection, ConnectionId=connection, Data=b"pushed")
            assert await asyncio.wait_for(socket.recv(), 20) == "pushed"

    asyncio.run(story())
