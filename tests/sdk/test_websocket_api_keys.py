"""API keys of those who connect to a WebSocket API (developer guide, "API key selection expressions")."""

import uuid

import pytest
from websocket_apis import WebSocketApi, told


class Keyed:
    """An API whose `$connect` needs a key, with a plan of one key."""

    def __init__(self, recorder, quota=None, authorized=False, **members):
        self.recorder = recorder
        self.api = WebSocketApi(recorder, **members)
        chat = self.api.function()
        custom = {"AuthorizationType": "CUSTOM", "AuthorizerId": self.api.authorizer()} if authorized else {}
        self.api.route("$connect", chat, ApiKeyRequired=True, **custom)
        self.api.two_way("$default", chat)
        self.api.deploy()
        client = recorder.client("apigateway")
        key = client.create_api_key(name="key", enabled=True, value=uuid.uuid4().hex)
        self.key, self.id = key["value"], key["id"]
        plan = client.create_usage_plan(
            name="plan", apiStages=[{"apiId": self.api.id, "stage": "dev"}], **({"quota": quota} if quota else {})
        )
        client.create_usage_plan_key(usagePlanId=plan["id"], keyId=self.id, keyType="API_KEY")

    def connected(self):
        return len(self.recorder.events(self.api.id, "CONNECT"))


@pytest.fixture(scope="module")
def keyed(recorder):
    return Keyed(recorder)


@pytest.mark.parametrize("headers", [{}, {"x-api-key": ""}, {"x-api-key": "another"}])
def test_without_a_good_key_nobody_connects(keyed, headers):
    """The selection expression's own default, `$request.header.x-api-key`."""
    before = keyed.connected()
    assert keyed.api.refusal(headers=headers) == (403, "Forbidden")
    assert keyed.connected() == before


def test_functions_are_told_the_key_that_connected(keyed):
    """`$context.identity.apiKey` and `.apiKeyId` ("WebSocket API mapping template reference")."""
    with keyed.api.connect(headers={"x-api-key": keyed.key}) as client:
        identity = told(client, "hello")["identity"]
    assert (identity["apiKey"], identity["apiKeyId"]) == (keyed.key, keyed.id)


def test_connecting_takes_of_the_plan_and_messages_do_not(recorder):
    """What a used up quota answers is documented of REST APIs alone ("Creating and using usage plans with API keys"). A message brings no
    headers, so no key."""
    keyed = Keyed(recorder, quota={"limit": 1, "period": "DAY"})
    headers = {"x-api-key": keyed.key}
    with keyed.api.connect(headers=headers) as client:
        assert keyed.api.refusal(headers=headers) == (429, "Limit Exceeded")
        assert keyed.connected() == 1
        for _ in range(2):
            assert told(client, "hello")["route"] == "$default"


def test_an_authorizer_may_name_the_key(recorder):
    """`$context.authorizer.usageIdentifierKey`; then the client's own header means nothing."""
    keyed = Keyed(recorder, authorized=True, ApiKeySelectionExpression="$context.authorizer.usageIdentifierKey")
    assert keyed.api.refusal(headers={"Auth": "key another", "x-api-key": keyed.key}) == (403, "Forbidden")
    assert keyed.api.refusal(headers={"Auth": "allow", "x-api-key": keyed.key}) == (403, "Forbidden")
    assert keyed.connected() == 0
    with keyed.api.connect(headers={"Auth": f"key {keyed.key}"}):
        assert keyed.connected() == 1
