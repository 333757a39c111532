use std::time::Duration;

use ::http::Method;
use serde_json::{Value, json};

use super::*;
use crate::runtime::auth::AuthRule;
use crate::runtime::http::{Authorization, PayloadFormat, Target, UriPiece};

const FUNCTION: &str = "arn:aws:lambda:us-east-1:000000000000:function:orders";

fn doc(value: Value) -> Doc {
    let Value::Object(document) = value else { panic!("a document is an object") };
    document
}

fn compile(stage: Value, documents: &[(&str, Value)]) -> (HttpStage, Vec<Diagnostic>) {
    let documents = documents.iter().map(|(path, document)| ((*path).to_owned(), doc(document.clone())));
    compile_stage(&Doc::new(), "$default", &doc(stage), &documents.collect(), None)
}

/// One route with one integration, and what is said about it.
fn compile_one(route_key: &str, integration: Value) -> (HttpStage, Vec<Diagnostic>) {
    let route = json!({"routeKey": route_key, "target": "integrations/i1"});
    compile(json!({}), &[("/integrations/i1", integration), ("/routes/r1", route)])
}

fn the_route(stage: &HttpStage) -> &Route {
    stage.routes.choose(&Method::GET, "/pets/1").expect("the route")
}

#[track_caller]
fn check_refused(integration: Value, named: &str) {
    let (stage, diagnostics) = compile_one("GET /pets/{id}", integration);
    let Target::NotEmulated { what } = &the_route(&stage).integration.target else { panic!("it must refuse") };
    assert!(what.contains(named), "{what}");
    assert_eq!(diagnostics, [Diagnostic::new("/integrations/i1", what.to_string())]);
}

#[test]
fn a_function_is_named_by_its_arn_or_by_its_invocation_uri() {
    let uri = format!("arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{FUNCTION}/invocations");
    for uri in [FUNCTION, &uri] {
        let integration = json!({"integrationType": "AWS_PROXY", "integrationUri": uri, "payloadFormatVersion": "2.0"});
        let (stage, diagnostics) = compile_one("GET /pets/{id}", integration);
        assert_eq!(diagnostics, []);
        let Target::Function { function, payload_format } = &the_route(&stage).integration.target else { panic!("a function") };
        assert_eq!((&*function.to_string(), *payload_format), (FUNCTION, PayloadFormat::V2));
    }
}

// Developer guide, "Using stage variables for HTTP APIs".
#[test]
fn stage_variables_stand_in_an_integrations_uri() {
    let integration =
        json!({"integrationType": "HTTP_PROXY", "integrationUri": "http://${stageVariables.host}/a/{id}${stageVariables.none}"});
    let route = json!({"routeKey": "GET /pets/{id}", "target": "integrations/i1"});
    let stage = json!({"stageVariables": {"host": "backend.test:81"}});
    let (stage, diagnostics) = compile(stage, &[("/integrations/i1", integration), ("/routes/r1", route)]);
    assert_eq!(diagnostics, []);
    let Target::Http(target) = &the_route(&stage).integration.target else { panic!("an HTTP backend") };
    let UriPiece::Text(start) = &target.uri[0] else { panic!("text first") };
    assert_eq!(&**start, "http://backend.test:81/a/");
    assert!(matches!(&target.uri[1], UriPiece::Variable(variable) if &*variable.name == "id"));
}

// Developer guide, "HTTP API quotas": 30 seconds at most.
#[test]
fn a_timeout_is_thirty_seconds_unless_it_is_less() {
    for (declared, timeout) in [(json!(null), 30_000), (json!(50), 50), (json!(90_000), 30_000)] {
        let integration = json!({"integrationType": "AWS_PROXY", "integrationUri": FUNCTION, "timeoutInMillis": declared});
        let (stage, _) = compile_one("GET /pets/{id}", integration);
        assert_eq!(the_route(&stage).integration.timeout, Duration::from_millis(timeout));
    }
}

#[test]
fn what_lacks_a_part_or_has_one_too_many_refuses_and_is_named() {
    check_refused(json!({"integrationType": "AWS_PROXY", "integrationSubtype": "SQS-Nothing"}), "SQS-Nothing");
    check_refused(json!({"integrationType": "AWS_PROXY", "integrationSubtype": "SQS-PurgeQueue"}), "QueueUrl");
    check_refused(json!({"integrationType": "HTTP_PROXY", "connectionType": "VPC_LINK"}), "connectionId");
    check_refused(
        json!({"integrationType": "HTTP_PROXY", "integrationUri": "https://a.test", "tlsConfig": {"serverNameToVerify": "b"}}),
        "tlsConfig",
    );
}

#[test]
fn what_cannot_be_right_refuses_and_is_named() {
    check_refused(json!({"integrationType": "AWS_PROXY", "integrationUri": "arn:aws:sqs:us-east-1:0:q"}), "Lambda function");
    check_refused(json!({"integrationType": "HTTP_PROXY", "integrationUri": "ftp://a.test"}), "http://");
    check_refused(json!({"integrationType": "HTTP_PROXY", "integrationUri": "http://a.test/{name}"}), "{name}");
    check_refused(json!({"integrationType": "MOCK"}), "MOCK");
}

#[test]
fn a_route_without_an_integration_refuses() {
    let (stage, diagnostics) = compile(json!({}), &[("/routes/r1", json!({"routeKey": "GET /pets/{id}"}))]);
    assert!(matches!(the_route(&stage).integration.target, Target::NotEmulated { .. }));
    assert_eq!(diagnostics[0].path, "/routes/r1");
}

#[test]
fn an_authorization_that_cannot_be_checked_refuses_every_call() {
    let uri = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{}/invocations".replace("{}", FUNCTION);
    let good = json!({
        "authorizerType": "REQUEST", "authorizerUri": uri, "authorizerPayloadFormatVersion": "2.0",
        "identitySource": ["$request.header.a", "$context.routeKey"],
    });
    let route = json!({"routeKey": "GET /pets/{id}", "authorizationType": "CUSTOM", "authorizerId": "a1"});
    let compiled =
        |authorizer: &Value| compile(json!({}), &[("/routes/r1", route.clone()), ("/authorizers/a1", authorizer.clone())]);
    assert!(matches!(the_route(&compiled(&good).0).authorization, Authorization::Function(_)));
    for (member, value) in [
        ("authorizerType", json!("JWT")),
        ("authorizerUri", json!(FUNCTION)),
        ("authorizerPayloadFormatVersion", json!("3.0")),
        ("authorizerPayloadFormatVersion", json!(null)),
        ("identitySource", json!(["route.request.header.a"])),
        ("identitySource", json!(["$context.nothing"])),
    ] {
        let mut authorizer = good.clone();
        authorizer[member] = value;
        let (stage, diagnostics) = compiled(&authorizer);
        let Authorization::Rule(AuthRule::NotEmulated { .. }) = &the_route(&stage).authorization else { panic!("{authorizer}") };
        assert!(diagnostics.iter().any(|diagnostic| diagnostic.message.contains("a1")), "{diagnostics:?}");
    }
}

#[test]
fn cors_is_the_deployments() {
    let cors = json!({"allowOrigins": ["*"], "allowMethods": ["GET", "POST"], "maxAge": 300});
    let (stage, _) = compile(json!({}), &[("", json!({"corsConfiguration": cors}))]);
    let cors = stage.cors.expect("CORS");
    assert!(cors.allow_origins.any);
    assert_eq!(cors.allow_methods.expect("methods"), "GET,POST");
    assert_eq!(cors.max_age.expect("an age"), "300");
    assert_eq!(cors.allow_headers, None);
}

// Developer guide, "Reserved headers" and the tables of "Transforming API requests and responses".
#[test]
fn mappings_that_aws_does_not_have_refuse_and_are_named() {
    let with = |member: &str, mappings: Value| {
        let mut integration = json!({"integrationType": "HTTP_PROXY", "integrationUri": "http://a.test/"});
        integration[member] = mappings;
        integration
    };
    for (key, value) in [
        ("append:header.Authorization", "x"),
        ("overwrite:header.x-amz-date", "x"),
        ("append:path", "/x"),
        ("change:header.a", "x"),
        ("append:body", "x"),
    ] {
        check_refused(with("requestParameters", json!({key: value})), key.rsplit('.').next().unwrap_or(key));
    }
    check_refused(with("requestParameters", json!({"append:header.a": "$request.path.name"})), "$request.path.name");
    check_refused(with("requestParameters", json!({"append:header.a": "$context.nothing"})), "$context.nothing");
    check_refused(with("responseParameters", json!({"200": {"append:header.a": "$request.path"}})), "$request.path");
    check_refused(with("responseParameters", json!({"default": {}})), "default");
    check_refused(with("responseParameters", json!({"200": {"overwrite:statuscode": "7"}})), "7");
}
