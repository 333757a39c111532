"""What a route asks of messages, and of those who connect (developer guide, "Request validation" of WebSocket APIs)."""

import json

import pytest
from websocket_apis import WebSocketApi, ask, failed

EMAIL = {
    "$schema": "http://json-schema.org/draft-04/schema#", "type": "object", "required": ["address"],
    "properties": {"address": {"type": "string"}},
}  # fmt: skip
REFUSED = "Invalid request body"


@pytest.fixture(scope="module")
def mail(recorder):
    """An API of the guide's example, whose messages say what they are in `messageType`; each route checks in its own way."""
    api = WebSocketApi(recorder)
    model = lambda name, schema: api.client.create_model(
        ApiId=api.id, Name=name, ContentType="application/json", Schema=json.dumps(schema)
    )
    model("emailModel", EMAIL)
    model("refers", {"$ref": f"https://apigateway.amazonaws.com/restapis/{api.id}/models/emailModel"})
    answer = {"answer": {"statusCode": 200, "body": "taken"}}
    chat = api.function()
    by_type = {"ModelSelectionExpression": "$request.body.messageType"}
    api.two_way("typed", chat, **by_type, RequestModels={"email": "emailModel"})
    api.two_way("caught", chat, **by_type, RequestModels={"sms": "refers", "$default": "emailModel"})
    api.two_way("static", chat, ModelSelectionExpression="static", RequestModels={"static": "refers"})
    api.two_way("unchecked", chat, RequestModels={"email": "emailModel"})
    api.two_way("$default", chat, ModelSelectionExpression="\\$default", RequestModels={"$default": "emailModel"})
    api.deploy()
    return lambda action, **members: json.dumps({"action": action} | members | answer), api


@pytest.fixture
def client(mail):
    with mail[1].connect() as client:
        yield client


def check_refused(recorder, api, client, message):
    """A message gets the guide's error frame, and reaches no function."""
    before = recorder.events(api.id)
    assert failed(client, message) == REFUSED, message
    assert recorder.events(api.id) == before


def test_a_message_that_breaks_its_model_reaches_no_function(recorder, mail, client):
    """The guide shows the frame: {"message": "Invalid request body", "connectionId": …, "requestId": …}."""
    message, api = mail
    check_refused(recorder, api, client, message("typed", messageType="email"))
    check_refused(recorder, api, client, message("typed", messageType="email", address=1))
    assert ask(client, message("typed", messageType="email", address="mary@example.com")) == "taken"


def test_without_a_matching_model_the_message_is_refused(recorder, mail, client):
    """"If there is no matching model and $default isn't defined, the validation fails."""
    message, api = mail
    check_refused(recorder, api, client, message("typed", messageType="sms", address="a"))
    check_refused(recorder, api, client, message("typed", address="a"))


def test_default_is_the_model_of_all_others(recorder, mail, client):
    """"You might need to define the $default model as a fallback when no matching model is found"."""
    message, api = mail
    check_refused(recorder, api, client, message("caught", messageType="fax"))
    check_refused(recorder, api, client, "no JSON")
    assert ask(client, message("caught", messageType="fax", address="a")) == "taken"


def test_a_model_may_refer_to_another(recorder, mail, client):
    """Developer guide, "Working with models and mapping templates": `$ref` with the address of a model of the same API."""
    message, api = mail
    for action, kind in (("caught", {"messageType": "sms"}), ("static", {})):
        check_refused(recorder, api, client, message(action, **kind))
        assert ask(client, message(action, **kind, address="a")) == "taken"


def test_models_without_a_selection_expression_check_nothing(mail, client):
    """"Model validation occurs if you provide a model selection expression"."""
    message, _ = mail
    assert ask(client, message("unchecked", messageType="email")) == "taken"


def test_a_client_without_a_required_parameter_does_not_connect(recorder):
    """API reference, CreateRoute: `requestParameters`, which data mapping knows "only for the $connect route". REST APIs tell what is
    missing in these words (recorded: test_api_gateway_request_validator)."""
    api = WebSocketApi(recorder)
    api.route("$connect", api.function(), RequestParameters={
        "route.request.querystring.authToken": {"Required": True},
        "route.request.header.x-room": {"Required": True},
        "route.request.header.x-free": {"Required": False},
    })  # fmt: skip
    api.deploy()
    for path, headers, missing in [
        ("/dev", {}, "x-room, authToken"),
        ("/dev?authToken=", {"x-room": "blue"}, "authToken"),
        ("/dev?authToken=t", {}, "x-room"),
    ]:
        assert api.refusal(path, headers) == (400, f"Missing required request parameters: [{missing}]")
    assert recorder.events(api.id) == []
    with api.connect("/dev?authToken=t", {"x-room": "blue"}):
        assert len(recorder.events(api.id, "CONNECT")) == 1
