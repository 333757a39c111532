"""What stands behind the routes of a WebSocket API: the five types of integrations, and what becomes of requests and answers
(developer guide, "Setting up data transformations for WebSocket APIs" and "Setting up a WebSocket API integration responses")."""

import json
from contextlib import ExitStack

import pytest
from backends import HttpBackend
from websocket_apis import WebSocketApi, ask, failed, say, template, told

INTERNAL = "Internal server error"
ON_STATUS = {"TemplateSelectionExpression": "${integration.response.statuscode}"}


@pytest.fixture(scope="module")
def backend():
    with HttpBackend() as running:
        yield running


@pytest.fixture
def served(recorder):
    """Deploys an API of one answering route; gives a client."""
    with ExitStack() as clients:

        def serve(make):
            api = WebSocketApi(recorder)
            api.two_way("$default", make(api))
            return clients.enter_context(api.deploy().connect())

        yield serve


def http(api, kind, uri, responses=None, **members):
    return api.integration(kind, responses, IntegrationMethod="POST", IntegrationUri=uri, **members)


# MOCK


def test_a_mock_without_a_status_fails(served):
    """REST API guide, "Set up mock integrations": the request template gives the status code."""
    assert failed(served(lambda api: api.mock(request='{"no": "status"}')), "x") == INTERNAL


def test_the_message_chooses_the_request_template_and_the_status_the_response(served):
    """`${request.body.jsonPath}`, and `$default` as a catch-all; an integration response's key is `/a regular expression/`."""
    responses = {"/4\\d\\d/": template("refused"), "/[13]../": template("never"), "$default": template("taken")}
    client = served(lambda api: api.integration(
        "MOCK", responses, TemplateSelectionExpression="${request.body.kind}",
        RequestTemplates={"bad": '{"statusCode": 404}', "$default": '{"statusCode": 200}'},
    ))  # fmt: skip
    assert ask(client, {"kind": "bad"}) == "refused"
    for other in ({"kind": "other"}, {"kind": {"bad": 1}}, "no JSON"):
        assert ask(client, other) == "taken"


def test_an_outcome_that_no_integration_response_is_for_fails(served):
    """"$default is required for non-proxy integrations to act as the catch-all"."""
    mock = {"RequestTemplates": {"$default": '{"statusCode": 200}'}}
    assert failed(served(lambda api: api.integration("MOCK", {"/4\\d\\d/": template("refused")}, **mock)), "x") == INTERNAL


def test_the_status_chooses_the_response_template(served):
    """`${integration.response.statuscode}`."""
    responses = {"$default": ON_STATUS | {"ResponseTemplates": {"202": "accepted", "$default": "other"}}}
    mock = lambda status: lambda api: api.integration("MOCK", responses, RequestTemplates={"$default": f'{{"statusCode": {status}}}'})
    assert ask(served(mock(202)), "x") == "accepted"
    assert ask(served(mock(200)), "x") == "other"


def test_the_status_of_connects_integration_decides(recorder, backend):
    """"Managing connected users and client apps": without success "the connection will not be made"; the status as measured on AWS
    with wscat."""
    api = WebSocketApi(recorder)
    mock = lambda status: api.mock(request=f'{{"statusCode": {status}}}')
    connect = api.route("$connect", mock(401))
    api.deploy()
    for integration, status in [(mock(401), 401), (mock(302), 302), (http(api, "HTTP_PROXY", f"{backend.url}?status=418"), 418)]:
        api.client.update_route(ApiId=api.id, RouteId=connect, Target=f"integrations/{integration}")
        api.redeploy()
        assert api.refusal()[0] == status
    api.client.update_route(ApiId=api.id, RouteId=connect, Target=f"integrations/{mock(204)}")
    api.redeploy()
    with api.connect() as client:
        assert client.ping().wait(20)


# HTTP and HTTP_PROXY


@pytest.mark.parametrize("behavior", ["WHEN_NO_TEMPLATES", "NEVER"])
def test_a_message_that_no_template_is_for_reaches_no_backend(served, behavior):
    """API reference, CreateIntegration, `passthroughBehavior`: "415 Unsupported Media Type"."""
    with HttpBackend() as backend:
        client = served(lambda api: http(api, "HTTP", backend.url, PassthroughBehavior=behavior, RequestTemplates={"other": "{}"}))
        assert failed(client, "hello") == "Unsupported Media Type"
        assert backend.seen == []


@pytest.mark.parametrize(
    "members",
    [{}, {"PassthroughBehavior": "WHEN_NO_MATCH", "RequestTemplates": {"other": "{}"}}, {"PassthroughBehavior": "WHEN_NO_TEMPLATES"}],
)
def test_a_message_passes_where_it_may(served, backend, members):
    """The same: WHEN_NO_MATCH is what an integration has that says nothing."""
    client = served(lambda api: http(api, "HTTP", backend.url, {"$default": {}}, **members))
    assert told(client, "hello")["body"] == "hello"


def test_a_template_makes_the_request_and_assigns_to_it(served, backend):
    """"WebSocket API mapping template reference": `$context`, `$input`; `$context.requestOverride` as for REST APIs."""
    request = """#set($context.requestOverride.header.x-room = $input.path('$.room'))
{"said": $input.json('$.text'), "route": "$context.routeKey", "type": "$context.eventType", "prefix": "$context.domainPrefix"}"""
    client = served(lambda api: http(api, "HTTP", backend.url, {"$default": {}}, RequestTemplates={"$default": request}))
    seen = told(client, {"room": "blue", "text": "hi"})
    assert json.loads(seen["body"]) == {"said": "hi", "route": "$default", "type": "MESSAGE", "prefix": "127"}
    assert seen["headers"]["x-room"] == "blue"


@pytest.mark.parametrize("status, expected", [(200, "fine"), (404, "not there"), (500, "other")])
def test_the_status_of_a_backend_chooses_the_integration_response(served, backend, status, expected):
    """The guide's example: `/2\\d\\d/`, `/4\\d\\d/`, and `$default` for "all unexpected responses"."""
    responses = {"/2\\d\\d/": template("fine"), "/4\\d\\d/": template("not there"), "$default": template("other")}
    assert ask(served(lambda api: http(api, "HTTP", f"{backend.url}?status={status}", responses)), "x") == expected


def test_a_proxy_passes_message_and_answer_as_they_are(served, backend):
    """"For proxy integrations, API Gateway automatically passes the backend output to the caller as the complete payload"."""
    client = served(lambda api: http(api, "HTTP_PROXY", f"{backend.url}?status=404"))
    assert told(client, '{"a": [1]}')["body"] == '{"a": [1]}'


def test_parameters_are_mapped(recorder, backend):
    """"Setting up data mapping for WebSocket APIs": each row of its table."""
    api = WebSocketApi(recorder)
    to = lambda **sources: {f"integration.request.{name.replace('__', '.')}": source for name, source in sources.items()}
    api.route("$connect", http(api, "HTTP_PROXY", backend.url, RequestParameters=to(
        header__token="route.request.querystring.token", header__tokens="route.request.multivaluequerystring.token",
        header__agent="route.request.header.x-agent", querystring__agents="route.request.multivalueheader.x-agent",
    )))  # fmt: skip
    api.two_way("$default", http(api, "HTTP_PROXY", backend.url, RequestParameters=to(
        header__connectionId="context.connectionId", header__always="'always'", header__color="stageVariables.color",
        querystring__room="route.request.body.data.room", querystring__missing="route.request.body.data.other",
    )))  # fmt: skip
    api.deploy(StageVariables={"color": "blue"})
    with api.connect("/dev?token=one&token=two", [("x-agent", "a"), ("x-agent", "b")]) as client:
        seen = backend.seen[-1]
        assert (seen["headers"]["token"], seen["headers"]["tokens"]) == ("two", "one,two")
        assert (seen["headers"]["agent"], seen["query"]["agents"]) == ("b", "a,b")
        seen = told(client, {"data": {"room": "a b"}})
        assert seen["query"] == {"room": "a b"}
        assert (seen["headers"]["always"], seen["headers"]["color"]) == ("always", "blue")
        assert len(seen["headers"]["connectionid"]) == 16


def test_a_place_in_the_address_is_filled_and_one_that_nothing_fills_fails(recorder, backend):
    """`integration.request.path.{name}`, as terraform-provider-aws maps it on AWS (TestAccAPIGatewayV2Integration_integrationTypeHTTP);
    a template sets it as for REST APIs. How AWS encodes a value was not found: here it stays one segment."""
    api = WebSocketApi(recorder)
    mapped = {"RequestParameters": {"integration.request.path.room": "route.request.body.room"}}
    assigned = {"RequestTemplates": {"$default": "#set($context.requestOverride.path.room = 'lobby')"}}
    for key, kind, members in (("mapped", "HTTP_PROXY", mapped), ("assigned", "HTTP", assigned), ("open", "HTTP_PROXY", {})):
        api.two_way(key, http(api, kind, f"{backend.url}rooms/{{room}}?a=1", {"$default": {}} if kind == "HTTP" else None, **members))
    with api.deploy().connect() as client:
        assert told(client, {"action": "mapped", "room": "a b/c?d"})["path"] == "/rooms/a%20b%2Fc%3Fd"
        assert told(client, {"action": "assigned"})["path"] == "/rooms/lobby"
        before = len(backend.seen)
        assert failed(client, {"action": "open"}) == INTERNAL
        assert len(backend.seen) == before


def test_a_message_that_is_not_base64_reaches_no_backend_that_wants_bytes(served):
    """"Working with binary media types for WebSocket APIs": CONVERT_TO_BINARY."""
    with HttpBackend() as backend:
        client = served(lambda api: http(api, "HTTP_PROXY", backend.url, ContentHandlingStrategy="CONVERT_TO_BINARY"))
        assert failed(client, "{}") == INTERNAL
        assert backend.seen == []


@pytest.mark.parametrize("kind, answer", [("HTTP", "w6k="), ("HTTP_PROXY", "é")])
def test_binary_payloads_travel_in_base64(served, kind, answer):
    """The same page: bytes for the backend, and Base64 "in non-proxy integrations" for the client."""
    with HttpBackend(answer="é".encode()) as backend:
        responses = {"$default": {"ContentHandlingStrategy": "CONVERT_TO_TEXT"}} if kind == "HTTP" else None
        client = served(lambda api: http(api, kind, backend.url, responses, ContentHandlingStrategy="CONVERT_TO_BINARY"))
        assert ask(client, "gID/") == answer
        assert backend.seen[0]["body"] == b"\x80\x80\xff"


# AWS and AWS_PROXY


def test_a_function_gets_the_template_and_its_error_chooses_the_integration_response(served):
    """"For Lambda-based integrations, it is `$integration.response.body.errorMessage`"."""
    responses = {"/Bad.*/": template("sorry: $input.path('$.errorMessage')"), "$default": template("$input.path('$.body')")}
    request = {"RequestTemplates": {"$default": '{"apiId": "$context.apiId", "fail": $input.json("$.fail")}'}}
    fine = {"RequestTemplates": {"$default": '{"apiId": "$context.apiId", "number": $input.json("$.number")}'}}
    client = served(lambda api: api.function(kind="AWS", responses=responses, **request))
    assert ask(client, {"fail": "Bad: no"}) == "sorry: Bad: no"
    assert json.loads(ask(served(lambda api: api.function(kind="AWS", responses=responses, **fine)), {"number": 7}))["number"] == 7


def test_nobody_waits_for_a_function_that_is_invoked_as_an_event(recorder, eventually):
    """"Set up asynchronous invocation of the backend Lambda function"."""
    api = WebSocketApi(recorder)
    request = {"RequestTemplates": {"$default": '{"apiId": "$context.apiId", "sleep": 0.3}'}}
    kind = {"integration.request.header.X-Amz-Invocation-Type": "'Event'"}
    api.two_way("$default", api.function(kind="AWS", responses={"$default": template("queued")}, RequestParameters=kind, **request))
    with api.deploy().connect() as client:
        assert ask(client, "x") == "queued"
    eventually(lambda: recorder.events(api.id))


def test_a_function_that_fails_or_answers_in_no_known_form_is_an_error_frame(served):
    """Measured on AWS with wscat: an exception gives the frame, and the connection is kept."""
    client = served(lambda api: api.function())
    for message in ({"fail": "foo"}, {"answer": "not an object"}, {"answer": {"statusCode": "two"}}):
        assert failed(client, message) == INTERNAL
    assert told(client, "x")["route"] == "$default"


def test_the_status_of_an_answer_to_a_message_means_nothing(served):
    """Measured likewise: only `$connect` looks at the status; an answer without a body sends nothing."""
    client = served(lambda api: api.function())
    assert ask(client, {"answer": {"statusCode": 501, "body": "still here"}}) == "still here"
    say(client, {"answer": {"statusCode": 200}})
    assert told(client, {"number": 2})["number"] == 2


def test_a_message_event_has_the_body_and_no_headers(recorder, served):
    """Events logged on AWS: aws/aws-lambda-java-libs issue 71."""
    api = WebSocketApi(recorder)
    api.two_way("$default", api.function())
    with api.deploy().connect("/dev?a=1") as client:
        ask(client, "hello")
    event = recorder.events(api.id, "MESSAGE")[0]
    assert set(event) == {"requestContext", "body", "isBase64Encoded"}
    assert (event["body"], event["isBase64Encoded"]) == ("hello", False)
    assert len(event["requestContext"]["messageId"]) == 16


# All types


def test_an_integration_slower_than_its_timeout_is_given_up(recorder, backend):
    """"Integration timeout: 50 milliseconds to 29 seconds"; a client that connects is refused with 504."""
    with pytest.raises(WebSocketApi(recorder).client.exceptions.BadRequestException, match="between 50 ms and 29000 ms"):
        WebSocketApi(recorder).function(TimeoutInMillis=29_001)
    api = WebSocketApi(recorder)
    slow = http(api, "HTTP", f"{backend.url}?seconds=0.5", {"$default": {}}, TimeoutInMillis=50)
    api.two_way("proxy", http(api, "HTTP_PROXY", f"{backend.url}?seconds=0.5", TimeoutInMillis=50))
    api.two_way("mapped", slow)
    api.two_way("function", api.function(TimeoutInMillis=200))
    connect = api.route("$connect", api.mock())
    with api.deploy().connect() as client:
        for action in ("proxy", "mapped", "function"):
            assert failed(client, {"action": action, "sleep": 1}) == "Endpoint request timed out"
        assert told(client, {"action": "function"})["route"] == "function"
    api.client.update_route(ApiId=api.id, RouteId=connect, Target=f"integrations/{slow}")
    api.redeploy()
    assert api.refusal() == (504, "Endpoint request timed out")


def test_a_route_without_a_route_response_tells_nothing(recorder):
    """"If a route is configured for one-way communication, […] no response will be returned over the WebSocket channel"; messages are
    answered in their order, so nothing came before the next one's answer."""
    api = WebSocketApi(recorder)
    api.route("quiet", api.function())
    api.route("mocked", api.mock("never heard"))
    api.two_way("loud", api.function())
    with api.deploy().connect() as client:
        say(client, {"action": "quiet"})
        say(client, {"action": "mocked"})
        assert told(client, {"action": "loud"})["route"] == "loud"
    assert [event["requestContext"]["routeKey"] for event in recorder.events(api.id)] == ["quiet", "loud"]


def test_a_route_response_is_enough_for_an_answer_and_its_selection_alone_is_not(recorder):
    """"When defined, [a route response] signals to API Gateway that it should return a response to a client" ("Route response selection
    expressions"): aws-samples/serverless-patterns, apigw-websocket-api-sfn-sync, shows an answer without the expression, and
    terraform-aws-modules/terraform-aws-apigateway-v2 issue 131 the expression without two-way communication."""
    api = WebSocketApi(recorder)
    api.route("selected", api.mock("never heard"), RouteResponseSelectionExpression="$default")
    response = api.route("response", api.mock("heard"))
    api.client.create_route_response(ApiId=api.id, RouteId=response, RouteResponseKey="$default")
    with api.deploy().connect() as client:
        say(client, {"action": "selected"})
        assert ask(client, {"action": "response"}) == "heard"
