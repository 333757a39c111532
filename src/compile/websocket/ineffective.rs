//! What a WebSocket API can be told that changes nothing, on AWS or here: said, not kept silent.

use emulator_api::Doc;
use emulator_api::arn::FunctionArn;
use serde_json::Value;

use super::integration::INVOCATION_TYPE;
use super::is_set;
use crate::compile::document::{flag, text};
use crate::compile::{Diagnostic, Snapshot};
use crate::runtime::websocket::{CONNECT, DISCONNECT};

/// A diagnostic for each member of routes, integrations and authorizers that has no effect, with the reason.
pub(super) fn diagnostics(snapshot: &Snapshot) -> Vec<Diagnostic> {
    let of = |collection: &'static str, look: fn(&Doc) -> Vec<(String, &'static str)>| {
        snapshot.children(collection).flat_map(move |(id, document)| {
            look(document).into_iter().map(move |(member, why)| {
                Diagnostic::new(format!("{collection}/{id}"), format!("{member} has no effect: {why}")).tolerated(true)
            })
        })
    };
    of("/routes", of_route).chain(of("/integrations", of_integration)).chain(of("/authorizers", of_authorizer)).collect()
}

fn of_route(route: &Doc) -> Vec<(String, &'static str)> {
    let mut found = Vec::new();
    if flag(route, "apiKeyRequired") && text(route, "routeKey") != Some(CONNECT) {
        found.push(("apiKeyRequired".to_owned(), "API keys are checked when a client connects"));
    }
    if text(route, "routeKey") == Some(DISCONNECT) {
        let of_messages = ["modelSelectionExpression", "requestModels"].into_iter().filter(|member| is_set(route, member));
        found.extend(of_messages.map(|member| (member.to_owned(), "a client that leaves sends no message to validate")));
    }
    found
}

fn of_integration(integration: &Doc) -> Vec<(String, &'static str)> {
    let kind = text(integration, "integrationType").unwrap_or("");
    let mut found = Vec::new();
    if matches!(kind, "AWS_PROXY" | "HTTP_PROXY") {
        let mapped = ["requestTemplates", "templateSelectionExpression"].into_iter().filter(|member| is_set(integration, member));
        found.extend(mapped.map(|member| (member.to_owned(), "a proxy integration passes messages as they are")));
    }
    match text(integration, "contentHandlingStrategy") {
        Some("CONVERT_TO_TEXT") => found.push(("contentHandlingStrategy".to_owned(), "messages are text already")),
        Some(_) if kind == "AWS_PROXY" => {
            found.push(("contentHandlingStrategy".to_owned(), "the event of a function holds messages as they are"));
        }
        _ => {}
    }
    if FunctionArn::from_invocation_uri(text(integration, "integrationUri").unwrap_or("")).is_ok() {
        let parameters = integration.get("requestParameters").and_then(Value::as_object).into_iter().flatten();
        let unseen = parameters.filter(|(target, _)| kind == "AWS_PROXY" || !target.eq_ignore_ascii_case(INVOCATION_TYPE));
        found.extend(unseen.map(|(target, _)| (target.clone(), "no function sees the headers and query of its invocation")));
    }
    found
}

/// API reference, CreateAuthorizer: "This parameter is not used", and "Supported only for HTTP API Lambda authorizers".
fn of_authorizer(authorizer: &Doc) -> Vec<(String, &'static str)> {
    let mut found = Vec::new();
    if is_set(authorizer, "identityValidationExpression") {
        found.push(("identityValidationExpression".to_owned(), "AWS does not use it"));
    }
    if authorizer.get("authorizerResultTtlInSeconds").and_then(Value::as_u64).is_some_and(|seconds| seconds > 0) {
        found.push(("authorizerResultTtlInSeconds".to_owned(), "WebSocket APIs ask their authorizer at every connect"));
    }
    if is_set(authorizer, "authorizerPayloadFormatVersion") {
        found.push(("authorizerPayloadFormatVersion".to_owned(), "it is only for HTTP APIs"));
    }
    if flag(authorizer, "enableSimpleResponses") {
        found.push(("enableSimpleResponses".to_owned(), "WebSocket APIs take policies alone"));
    }
    found
}
