"""Which route a message takes (developer guide, "WebSocket selection expressions in API Gateway" and "Working with routes for WebSocket
APIs")."""

import pytest
from backends import HttpBackend
from websocket_apis import WebSocketApi, ask, failed, told



@pytest.mark.parametrize(
    "expression, message, route",
    [
        ("$request.body.action", '{"action": "send"}', "send"),
        ("$request.body.action", '{"action": 7}', "7"),
        ("$request.body.data.topic", '{"data": {"topic": "news"}}', "news"),
        ("$request.body.data[0].topic", '{"data": [{"topic": "news"}, {"topic": "send"}]}', "news"),
        # "Curly braces can be used to explicitly define variable boundaries", "Multiple variables are supported".
        ("${request.body.version}-beta", '{"version": "v1"}', "v1-beta"),
        ("${request.body.service}/${request.body.action}", '{"service": "chat", "action": "send"}', "chat/send"),
        ("room.${request.body.action}", '{"action": "send"}', "room.send"),
        ("$context.stage", "no JSON, and none is asked for", "dev"),
        # "Non-JSON messages are directed to a $default route", and so is what selects no other.
        ("$request.body.action", "hello", "$default"),
        ("$request.body.action", '{"action": "unknown"}', "$default"),
        ("$request.body.action", '{"no": "action"}', "$default"),
        ("$request.body.action", '["send"]', "$default"),
        # "Evaluation occurs only once (no recursive evaluation)".
        ("$request.body.action", '{"action": "$request.body.other", "other": "send"}', "$default"),
        # A dollar sign "can be escaped": this expression names one key.
        ("\\$default", '{"action": "send"}', "$default"),
        # These two are for connections, not for messages.
        ("$request.body.action", '{"action": "$connect"}', "$default"),
        ("$request.body.action", '{"action": "$disconnect"}', "$default"),
    ],
)
def test_the_expression_selects_the_route(recorder, expression, message, route):
    api = WebSocketApi(recorder, RouteSelectionExpression=expression)
    mock = api.mock("$context.routeKey")
    for key in ("$connect", "$disconnect"):
        api.route(key, mock)
    for key in {route, "$default", "send"}:
        api.two_way(key, mock)
    with api.deploy().connect() as client:
        assert ask(client, message) == route


def test_a_message_without_a_route_is_forbidden_and_the_connection_kept(recorder):
    """The frame of aws-samples/simple-websockets-chat-app issue 24."""
    api = WebSocketApi(recorder)
    api.two_way("send", api.function())
    with api.deploy().connect() as client:
        for message in ({"action": "other"}, "no JSON"):
            assert failed(client, message) == "Forbidden"
        assert recorder.events(api.id) == []
        assert told(client, {"action": "send"})["route"] == "send"


def test_an_expression_of_an_integration_response_reads_the_answer_and_the_message(recorder):
    """`${integration.response.header.headerName}`, `${integration.response.multivalueheader.headerName}`, `${request.body.jsonPath}`
    ("WebSocket selection expression summary")."""
    with HttpBackend() as backend:
        api = WebSocketApi(recorder)
        for key, expression in [
            ("header", "${integration.response.header.x-kind}"),
            ("multi", "${integration.response.multivalueheader.x-kind}"),
            ("body", "${request.body.kind}"),
        ]:
            templates = {"special": "told: special", "$default": "told: other"}
            responses = {"$default": {"TemplateSelectionExpression": expression, "ResponseTemplates": templates}}
            api.two_way(key, api.integration(
                "HTTP", responses, IntegrationMethod="POST", IntegrationUri=backend.url,
                RequestParameters={"integration.request.querystring.kind": "route.request.body.asked"},
            ))  # fmt: skip
        with api.deploy().connect() as client:
            for action in ("header", "multi"):
                assert ask(client, {"action": action, "asked": "special"}) == "told: special"
                assert ask(client, {"action": action, "asked": "plain"}) == "told: other"
            assert ask(client, {"action": "body", "kind": "special"}) == "told: special"
            assert ask(client, {"action": "body"}) == "told: other"
