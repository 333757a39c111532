"""Who may connect to a WebSocket API, as its Lambda authorizer says (developer guide, "Creating a Lambda REQUEST authorizer function")."""

import json

import pytest
from websocket_apis import WebSocketApi, told

ALLOWED = {"Auth": "allow"}
ELSEWHERE = "arn:aws:execute-api:us-east-1:000000000000:*/test/*"


@pytest.fixture(scope="module")
def guarded(recorder):
    """An API whose authorizer wants the header Auth and the query parameter `name`."""
    api = WebSocketApi(recorder)
    identity = ["route.request.header.Auth", "route.request.querystring.name"]
    chat = api.function()
    api.route("$connect", chat, AuthorizationType="CUSTOM", AuthorizerId=api.authorizer(identity=identity))
    api.two_way("$default", chat)
    return api.deploy()


@pytest.mark.parametrize(
    "path, headers", [("/dev", {}), ("/dev?name=ann", {}), ("/dev", ALLOWED), ("/dev?name=", ALLOWED), ("/dev?name=ann", {"Auth": ""})]
)
def test_without_every_identity_source_the_function_is_not_asked(recorder, guarded, path, headers):
    """The guide: "If you attempt to connect without a valid identity value, you'll receive a 401 response"."""
    before = recorder.events(guarded.id)
    assert guarded.refusal(path, headers) == (401, "Unauthorized")
    assert recorder.events(guarded.id) == before


@pytest.mark.parametrize(
    "decision, status",
    [("deny", 403), (ELSEWHERE, 403), ("unauthorized", 401), ("fail", 500), ("malformed", 500)],
)
def test_whom_the_function_does_not_allow_is_refused_before_connect(recorder, guarded, decision, status):
    """"If authorization fails on $connect, […] the client will receive a 401 or 403 response" ("Managing connected users and client
    apps"); what the function answers means the same as to a REST API, says the guide's page."""
    before = recorder.events(guarded.id, "CONNECT")
    assert guarded.refusal("/dev?name=ann", {"Auth": decision})[0] == status
    assert recorder.events(guarded.id, "CONNECT") == before


def test_the_function_gets_the_upgrade_request(recorder, guarded):
    """The members of the guide's example event."""
    with guarded.connect("/dev?name=ann&name=bob", ALLOWED):
        event = recorder.events(guarded.id, "REQUEST")[-1]
    assert list(event) == [
        "type", "methodArn", "headers", "multiValueHeaders", "queryStringParameters", "multiValueQueryStringParameters",
        "stageVariables", "requestContext",
    ]  # fmt: skip
    assert event["methodArn"] == f"arn:aws:execute-api:us-east-1:000000000000:{guarded.id}/dev/$connect"
    assert event["queryStringParameters"] == {"name": "bob"}
    assert event["multiValueQueryStringParameters"] == {"name": ["ann", "bob"]}
    assert event["stageVariables"] == {}
    expected = {"Auth": "allow", "Connection": "upgrade", "Upgrade": "websocket", "content-length": "0", "Sec-WebSocket-Version": "13"}
    assert expected.items() <= event["headers"].items()
    assert {"Host", "Sec-WebSocket-Key", "X-Amzn-Trace-Id", "X-Forwarded-For", "X-Forwarded-Port", "X-Forwarded-Proto"} <= set(
        event["headers"]
    )
    assert event["multiValueHeaders"] == {name: [value] for name, value in event["headers"].items()}
    context = event["requestContext"]
    assert (context["routeKey"], context["eventType"], context["messageDirection"]) == ("$connect", "CONNECT", "IN")
    assert (context["stage"], context["apiId"]) == ("dev", guarded.id)


def test_connect_does_not_get_the_headers_of_the_hop(recorder, guarded):
    """An event of `$connect` logged on AWS: aws/aws-lambda-runtime-interface-emulator issue 25."""
    with guarded.connect("/dev?name=ann", ALLOWED):
        headers = recorder.events(guarded.id, "CONNECT")[-1]["headers"]
        asked = recorder.events(guarded.id, "REQUEST")[-1]["headers"]
    assert not {"Connection", "Upgrade", "content-length"} & set(headers)
    assert (headers["Auth"], headers["X-Amzn-Trace-Id"]) == ("allow", asked["X-Amzn-Trace-Id"])


def test_a_client_is_authorized_once_and_every_event_tells_what_was_said(recorder, guarded):
    """"AuthN/AuthZ will be performed only at connection time"; "the stringified value" of each property ("WebSocket API mapping template
    reference")."""
    before = len(recorder.events(guarded.id, "REQUEST"))
    with guarded.connect("/dev?name=ann", ALLOWED) as client:
        said = recorder.events(guarded.id, "CONNECT")[-1]["requestContext"]["authorizer"]
        assert {"principalId": "user", "level": "7", "admin": "true"}.items() <= said.items()
        for _ in range(2):
            assert told(client, "hello")["authorizer"] == said
    assert len(recorder.events(guarded.id, "REQUEST")) == before + 1


def test_a_template_and_a_selection_know_what_was_said(recorder):
    """"WebSocket API mapping template reference": `$context.authorizer.principalId` and `.property`."""
    api = WebSocketApi(recorder, RouteSelectionExpression="$context.authorizer.admin")
    answer = json.dumps({"who": "$context.authorizer.principalId", "level": "$context.authorizer.level"})
    api.route("$connect", api.function(), AuthorizationType="CUSTOM", AuthorizerId=api.authorizer())
    api.two_way("true", api.mock(answer))
    with api.deploy().connect() as client:
        assert told(client, "hello") == {"who": "user", "level": "7"}


def test_a_stage_variable_may_be_an_identity_source(recorder):
    """"Follow the same procedure as for REST APIs", says the guide's page; that one: "For a REQUEST authorizer using stage variables, you
    must also define the required stage variables" ("Configure a Lambda authorizer using the API Gateway console")."""
    api = WebSocketApi(recorder)
    authorizer = api.authorizer(identity=["stageVariables.open", "context.identity.sourceIp"])
    api.route("$connect", api.function(), AuthorizationType="CUSTOM", AuthorizerId=authorizer)
    api.deploy("closed").deploy("open", StageVariables={"open": "yes"})
    assert api.refusal("/closed") == (401, "Unauthorized")
    assert recorder.events(api.id) == []
    with api.connect("/open"):
        assert recorder.events(api.id, "REQUEST")[0]["stageVariables"] == {"open": "yes"}


def test_another_authorizer_is_for_clients_that_connect_later(recorder):
    """The guide: "Changing authorizer in $connect doesn't affect the already connected client"."""
    api = WebSocketApi(recorder)
    connect = api.route("$connect", api.mock())
    api.two_way("$default", api.mock("still here"))
    with api.deploy().connect() as client:
        api.client.update_route(
            ApiId=api.id, RouteId=connect, AuthorizationType="CUSTOM", AuthorizerId=api.authorizer(identity=["route.request.header.Auth"])
        )
        api.redeploy()
        assert api.refusal() == (401, "Unauthorized")
        client.send("hello")
        assert client.recv(timeout=20) == "still here"


def test_an_authorizer_that_a_route_uses_is_not_deleted_and_only_connect_has_one(recorder):
    """"You can only use a Lambda authorizer function for the $connect route"."""
    api = WebSocketApi(recorder)
    authorizer, mock = api.authorizer(), api.mock()
    custom = {"AuthorizationType": "CUSTOM", "AuthorizerId": authorizer}
    with pytest.raises(api.client.exceptions.BadRequestException, match="restricted to the \\$connect route"):
        api.route("$default", mock, **custom)
    api.route("$connect", mock, **custom)
    with pytest.raises(api.client.exceptions.ConflictException):
        api.client.delete_authorizer(ApiId=api.id, AuthorizerId=authorizer)
