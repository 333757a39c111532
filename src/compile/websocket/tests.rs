use http::HeaderName;
use serde_json::json;

use super::*;
use crate::expr::selection::BodyPath;
use crate::runtime::rest::uri::BackendUri;
use crate::runtime::websocket::integration::{Source, Target};

const ECHO: &str = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:echo/invocations";

fn compile(documents: &[(&str, Value)]) -> (WebSocketStage, Vec<Diagnostic>) {
    let documents =
        documents.iter().map(|(path, document)| ((*path).to_owned(), document.as_object().expect("an object").clone()));
    let snapshot: Snapshot = documents.collect();
    let api = json!({"routeSelectionExpression": "$request.body.action"});
    let stage = json!({"stageVariables": {"name": "echo"}});
    let (api, stage) = (api.as_object().expect("an object"), stage.as_object().expect("an object"));
    compile_stage(api, "prod", stage, &snapshot, None)
}

fn echo() -> (&'static str, Value) {
    ("/integrations/i1", json!({"integrationType": "AWS_PROXY", "integrationUri": ECHO, "timeoutInMillis": 500}))
}

fn check_refused(route: &str, documents: &[(&str, Value)], reason: &str) {
    let (stage, diagnostics) = compile(documents);
    let target = &stage.route(route).expect("the route").integration.target;
    assert!(matches!(target, Target::NotEmulated { what } if what.contains(reason)), "{target:?}");
    assert!(diagnostics.iter().any(|diagnostic| diagnostic.message.contains(reason)), "{diagnostics:?}");
}

#[test]
fn a_route_is_compiled_with_its_integration() {
    let (stage, diagnostics) = compile(&[("/routes/r1", json!({"routeKey": "send", "target": "integrations/i1"})), echo()]);
    let route = stage.route("send").expect("the route");
    assert!(matches!(&route.integration.target, Target::Function(function) if function.name == "echo"));
    assert_eq!(route.integration.timeout.as_millis(), 500);
    assert_eq!(diagnostics, []);
}

#[test]
fn stage_variables_are_put_into_the_integration_uri() {
    let uri = ECHO.replace(":echo/", ":${stageVariables.name}/");
    let (stage, _) = compile(&[
        ("/routes/r1", json!({"routeKey": "send", "target": "integrations/i1"})),
        ("/integrations/i1", json!({"integrationType": "AWS_PROXY", "integrationUri": uri})),
    ]);
    let target = &stage.route("send").expect("the route").integration.target;
    assert!(matches!(target, Target::Function(function) if function.name == "echo"), "{target:?}");
}

// Developer guide, "Set up route responses": `$default` is the only key, and its CLI example makes nothing but the route response.
#[test]
fn a_route_responds_when_it_has_a_route_response() {
    let route = |selection: Option<&str>| {
        let mut route = json!({"routeKey": "send", "target": "integrations/i1"});
        if let Some(selection) = selection {
            route["routeResponseSelectionExpression"] = json!(selection);
        }
        ("/routes/r1", route)
    };
    let response = ("/routes/r1/routeresponses/rr1", json!({"routeResponseKey": "$default"}));
    let responds = |documents: &[(&str, Value)]| compile(documents).0.route("send").expect("the route").responds;
    assert!(responds(&[route(Some("$default")), response.clone(), echo()]));
    assert!(responds(&[route(None), response.clone(), echo()]));
    assert!(!responds(&[route(Some("$default")), echo()]));
    assert!(!responds(&[route(None), echo()]));
    assert!(!responds(&[route(Some("$request.body.key")), response, echo()]));
}

#[test]
fn authorization_that_cannot_be_checked_refuses() {
    for kind in ["JWT", "CUSTOM"] {
        let route = json!({"routeKey": "$connect", "target": "integrations/i1", "authorizationType": kind});
        check_no_client_can_connect(&[("/routes/r1", route), echo()]);
    }
}

// API reference, CreateAuthorizer, `authorizerType`: "Specify REQUEST for a Lambda function".
#[test]
fn an_authorizer_of_another_type_refuses() {
    let route = json!({"routeKey": "$connect", "target": "integrations/i1", "authorizationType": "CUSTOM", "authorizerId": "a"});
    for (kind, passes) in [("REQUEST", true), ("JWT", false)] {
        let authorizer = json!({"authorizerType": kind, "authorizerUri": ECHO});
        let (stage, _) = compile(&[("/routes/r1", route.clone()), ("/authorizers/a", authorizer), echo()]);
        let authorization = &stage.route("$connect").expect("the route").authorization;
        assert_eq!(matches!(authorization, Authorization::Function(_)), passes, "{kind}");
    }
}

#[test]
fn a_key_that_cannot_be_found_refuses() {
    let route = json!({"routeKey": "$connect", "target": "integrations/i1", "apiKeyRequired": true});
    let api = json!({"apiKeySelectionExpression": "$request.querystring.key"});
    check_no_client_can_connect(&[("", api), ("/routes/r1", route), echo()]);
}

#[track_caller]
fn check_no_client_can_connect(documents: &[(&str, Value)]) {
    let (stage, diagnostics) = compile(documents);
    let rule = &stage.route("$connect").expect("the route").authorization;
    assert!(matches!(rule, Authorization::Rule(AuthRule::NotEmulated { .. })), "{rule:?}");
    assert_eq!(diagnostics.len(), 1, "{diagnostics:?}");
}

#[test]
fn what_is_declared_and_not_done_fails_by_name() {
    let route = ("/routes/r1", json!({"routeKey": "send", "target": "integrations/i1"}));
    check_refused("send", std::slice::from_ref(&route), "i1 does not exist");
    check_refused("send", &[("/routes/r1", json!({"routeKey": "send"}))], "no integration");
    let service = "arn:aws:apigateway:us-east-1:dynamodb:action/";
    let aws = ("/integrations/i1", json!({"integrationType": "AWS", "integrationUri": service, "integrationMethod": "POST"}));
    check_refused("send", &[route.clone(), aws], "names no action");
    let broken = ("/integrations/i1", json!({"integrationType": "MOCK", "requestTemplates": {"$default": "#if("}}));
    check_refused("send", &[route.clone(), broken], "the template $default of requestTemplates");
    let mock = ("/integrations/i1", json!({"integrationType": "MOCK"}));
    let response = ("/integrations/i1/integrationresponses/ir1", json!({"integrationResponseKey": "200"}));
    check_refused("send", &[route.clone(), mock, response], "neither $default nor /a pattern/");
    let models = json!({"$default": "m"});
    let validated = json!({"routeKey": "send", "target": "integrations/i1", "requestModels": models,
        "modelSelectionExpression": "$default"});
    check_refused("send", &[("/routes/r1", validated), echo()], "there is no model \"m\"");
    let required = json!({"route.request.querystring.a": {"required": true}});
    let checked = json!({"routeKey": "send", "target": "integrations/i1", "requestParameters": required});
    check_refused("send", &[("/routes/r1", checked), echo()], "can only be sent to $connect");
    let mock = ("/integrations/i1", json!({"integrationType": "MOCK"}));
    for (member, value) in [("contentHandlingStrategy", json!("CONVERT_TO_BINARY")), ("responseParameters", json!({"a": "'b'"}))]
    {
        let response = json!({"integrationResponseKey": "$default", member: value});
        check_refused("send", &[route.clone(), mock.clone(), ("/integrations/i1/integrationresponses/ir1", response)], member);
    }
}

// API reference, CreateIntegration, CreateRoute and CreateAuthorizer: members that change nothing on WebSocket APIs are told of.
#[test]
fn what_has_no_effect_is_named() {
    let mut proxy = echo();
    proxy.1["requestParameters"] = json!({"integration.request.header.a": "'b'"});
    proxy.1["requestTemplates"] = json!({"$default": "{}"});
    proxy.1["contentHandlingStrategy"] = json!("CONVERT_TO_BINARY");
    let route = json!({"routeKey": "send", "target": "integrations/i1", "apiKeyRequired": true, "authorizationScopes": ["a"],
        "requestModels": {"$default": "m"}});
    let authorizer = json!({"identityValidationExpression": "^a$", "authorizerResultTtlInSeconds": 300,
        "authorizerPayloadFormatVersion": "1.0", "enableSimpleResponses": true});
    let (_, diagnostics) = compile(&[("/routes/r1", route), proxy, ("/authorizers/a1", authorizer)]);
    for (path, member) in [
        ("/routes/r1", "requestModels"),
        ("/routes/r1", "authorizationScopes"),
        ("/routes/r1", "apiKeyRequired"),
        ("/integrations/i1", "requestTemplates"),
        ("/integrations/i1", "contentHandlingStrategy"),
        ("/integrations/i1", "integration.request.header.a"),
        ("/authorizers/a1", "identityValidationExpression"),
        ("/authorizers/a1", "authorizerResultTtlInSeconds"),
        ("/authorizers/a1", "authorizerPayloadFormatVersion"),
        ("/authorizers/a1", "enableSimpleResponses"),
    ] {
        let told = diagnostics.iter().filter(|told| told.path == path && told.message.starts_with(member));
        assert_eq!(told.count(), 1, "{member}: {diagnostics:?}");
    }
    assert_eq!(diagnostics.len(), 10, "{diagnostics:?}");
}

// Developer guide, "Request validation for WebSocket APIs": models are of messages, and leaving is none.
#[test]
fn models_of_disconnect_are_named_as_without_effect() {
    let route = json!({"routeKey": "$disconnect", "target": "integrations/i1", "modelSelectionExpression": "$default",
        "requestModels": {"$default": "m"}});
    let model = json!({"name": "m", "schema": "{}"});
    let (_, diagnostics) = compile(&[("/routes/r1", route), echo(), ("/models/m1", model)]);
    let told: Vec<&str> = diagnostics.iter().map(|told| told.message.as_str()).collect();
    assert_eq!(
        told,
        [
            "modelSelectionExpression has no effect: a client that leaves sends no message to validate",
            "requestModels has no effect: a client that leaves sends no message to validate",
        ]
    );
}

// Developer guide, "Setting up data mapping for WebSocket APIs".
#[test]
fn mapped_parameters_are_compiled_with_their_sources() {
    let http = json!({
        "integrationType": "HTTP_PROXY", "integrationMethod": "POST", "integrationUri": "http://localhost/${stageVariables.name}",
        "requestParameters": {
            "integration.request.header.connectionId": "context.connectionId",
            "integration.request.header.x-name": "stageVariables.name",
            "integration.request.querystring.token": "route.request.querystring.authToken",
            "integration.request.querystring.room": "route.request.body.data.room",
        },
    });
    let (stage, diagnostics) =
        compile(&[("/routes/r1", json!({"routeKey": "send", "target": "integrations/i1"})), ("/integrations/i1", http)]);
    assert_eq!(diagnostics, []);
    let Target::HttpProxy(target) = &stage.route("send").expect("the route").integration.target else {
        panic!("an HTTP backend")
    };
    assert_eq!(target.uri, BackendUri::Fixed("http://localhost/echo".parse().expect("a URI")));
    let header = |name: &'static str, source| (HeaderName::from_static(name), source);
    let headers =
        [header("connectionid", Source::Context("connectionId".into())), header("x-name", Source::Static("echo".into()))];
    assert_eq!(target.parameters.headers, headers);
    let room = BodyPath::parse(".data.room").expect("a path");
    let query = [("token".into(), Source::Query("authToken".into())), ("room".into(), Source::Body(room))];
    assert_eq!(target.parameters.query, query);
}

#[test]
fn a_selection_expression_that_cannot_be_read_is_reported() {
    let documents = [("", json!({"routeSelectionExpression": "$request.nonsense"}))];
    let (stage, diagnostics) = compile(&documents);
    assert!(stage.route_selection.is_err());
    assert_eq!(diagnostics.len(), 1);
}

// A message cannot run the routes of the connection's life.
#[test]
fn clients_cannot_select_connect_or_disconnect() {
    let route = |key: &str| json!({"routeKey": key, "target": "integrations/i1"});
    let (stage, _) = compile(&[("/routes/r1", route("$connect")), ("/routes/r2", route("$default")), echo()]);
    assert_eq!(&*stage.message_route("$connect").expect("a route").key, "$default");
}
