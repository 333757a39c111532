"""Makes small WebSocket APIs, and talks to them as their clients do."""

import json

import pytest
from rest import LAMBDA_URI, function_arn
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

SECONDS = 20


class WebSocketApi:
    """A WebSocket API in the making, whose messages name their route in `action`."""

    def __init__(self, emulator, account="000000000000", **members):
        self.emulator, self.account = emulator, account
        self.client = emulator.client("apigatewayv2", account=account)
        expression = {"RouteSelectionExpression": "$request.body.action"}
        self.id = self.client.create_api(Name="chat", ProtocolType="WEBSOCKET", **expression | members)["ApiId"]

    def integration(self, kind, responses=None, **members):
        """An integration with its integration responses, by key; gives its id."""
        made = self.client.create_integration(ApiId=self.id, IntegrationType=kind, **members)["IntegrationId"]
        for key, response in (responses or {}).items():
            self.client.create_integration_response(
                ApiId=self.id, IntegrationId=made, IntegrationResponseKey=key, **response
            )
        return made

    def mock(self, answer="mocked", request='{"statusCode": 200}'):
        """A mock that answers so."""
        return self.integration("MOCK", {"$default": template(answer)}, RequestTemplates={"$default": request})

    def function(self, name="chat", kind="AWS_PROXY", **members):
        """A function of the emulator's."""
        return self.integration(kind, IntegrationUri=LAMBDA_URI.format(function_arn(name, account=self.account)), **members)

    def authorizer(self, name="guard", identity=()):
        uri = LAMBDA_URI.format(function_arn(name, account=self.account))
        return self.client.create_authorizer(
            ApiId=self.id, Name=name, AuthorizerType="REQUEST", AuthorizerUri=uri, IdentitySource=list(identity)
        )["AuthorizerId"]

    def route(self, key, integration, **members):
        """A route that tells its client nothing; gives its id."""
        return self.client.create_route(ApiId=self.id, RouteKey=key, Target=f"integrations/{integration}", **members)["RouteId"]

    def two_way(self, key, integration, **members):
        """A route whose answer goes back to the client; gives its id."""
        route = self.route(key, integration, RouteResponseSelectionExpression="$default", **members)
        self.client.create_route_response(ApiId=self.id, RouteId=route, RouteResponseKey="$default")
        return route

    def deploy(self, stage="dev", **settings):
        """Deploys it as it is now to a new stage."""
        deployment = self.client.create_deployment(ApiId=self.id)["DeploymentId"]
        self.client.create_stage(ApiId=self.id, StageName=stage, DeploymentId=deployment, **settings)
        return self

    def redeploy(self, stage="dev"):
        self.client.create_deployment(ApiId=self.id, StageName=stage)

    def address(self, path="/dev"):
        """Where clients connect to; the path begins with the stage."""
        return f"ws://127.0.0.1:{self.emulator.port}/_aws/execute-api/{self.id}{path}"

    def connect(self, path="/dev", headers=None, **options):
        """A client."""
        return connect(self.address(path), additional_headers=headers, open_timeout=SECONDS, **options)

    def refusal(self, path="/dev", headers=None, **options):
        """The status and the message with which a client is refused."""
        with pytest.raises(InvalidStatus) as refused, self.connect(path, headers, **options):
            pass
        response = refused.value.response
        return response.status_code, json.loads(response.body or "{}").get("message")


def template(text):
    """A response with a template for everything."""
    return {"TemplateSelectionExpression": "\\$default", "ResponseTemplates": {"$default": text}}


def say(client, message):
    """Sends a message: text, or what becomes JSON."""
    client.send(message if isinstance(message, str) else json.dumps(message))


def ask(client, message):
    """The answer to a message."""
    say(client, message)
    return client.recv(timeout=SECONDS)


def told(client, message):
    """The answer to a message, which is JSON."""
    return json.loads(ask(client, message))


def failed(client, message):
    """The message of the error frame that a message is answered with: `{"message", "connectionId", "requestId"}`."""
    frame = told(client, message)
    assert list(frame) == ["message", "connectionId", "requestId"], frame
    return frame["message"]


def closed(client, *messages):
    """The code and the reason with which the server closes, after messages or while they are still sent."""
    with pytest.raises(ConnectionClosed) as closing:
        for message in messages:
            client.send(message)
        client.recv(timeout=SECONDS)
    frame = closing.value.rcvd
    return frame.code, frame.reason
