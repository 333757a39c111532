//! What HTTP and WebSocket APIs can be told that AWS stores and shows, and that changes nothing here: said, not kept silent.

use emulator_api::Doc;
use serde_json::{Value, json};

use crate::compile::{Diagnostic, Snapshot};

/// A member, and the value that asks for nothing; null when every value asks for something.
type Member = (&'static str, fn() -> Value);

const API: &[Member] = &[("disableSchemaValidation", || json!(false)), ("ipAddressType", || json!("ipv4"))];
/// Of a route that checks no tokens, and of one that asks no authorizer.
const NO_TOKENS: &[Member] = &[("authorizationScopes", || json!([]))];
const NO_AUTHORIZER: &[Member] = &[("authorizerId", || Value::Null)];
const INTEGRATION: &[Member] = &[("credentialsArn", || Value::Null)];
/// Of an integration that cannot be private.
const CONNECTION: &[Member] =
    &[("connectionType", || json!("INTERNET")), ("connectionId", || Value::Null), ("tlsConfig", || Value::Null)];
const AUTHORIZER: &[Member] = &[("authorizerCredentialsArn", || Value::Null)];
const ROUTE_RESPONSE: &[Member] =
    &[("modelSelectionExpression", || Value::Null), ("responseModels", || json!({})), ("responseParameters", || json!({}))];

/// A diagnostic for each member of a deployed API that has no effect.
pub(super) fn diagnostics(api: &Doc, snapshot: &Snapshot) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut look = |path: &str, document: &Doc, members: &[Member], tolerated: bool| {
        let asked = members
            .iter()
            .filter(|(member, neutral)| document.get(*member).is_some_and(|value| !value.is_null() && *value != neutral()));
        found.extend(asked.map(|(member, _)| {
            Diagnostic::new(path, format!("{member} is stored and shown, and has no effect here")).tolerated(tolerated)
        }));
    };
    look("", api, API, false);
    for (id, integration) in snapshot.children("/integrations") {
        let place = format!("/integrations/{id}");
        look(&place, integration, INTEGRATION, needs_role(integration));
        if !has_http_backend(integration) {
            look(&place, integration, CONNECTION, false);
        }
    }
    for (id, authorizer) in snapshot.children("/authorizers") {
        look(&format!("/authorizers/{id}"), authorizer, AUTHORIZER, false);
    }
    for (route, document) in snapshot.children("/routes") {
        let place = format!("/routes/{route}");
        let authorization = document.get("authorizationType").and_then(Value::as_str);
        if authorization != Some("JWT") {
            look(&place, document, NO_TOKENS, false);
        }
        if matches!(authorization, None | Some("NONE" | "AWS_IAM")) {
            look(&place, document, NO_AUTHORIZER, false);
        }
        let responses = format!("/routes/{route}/routeresponses");
        for (id, response) in snapshot.children(&responses) {
            look(&format!("{responses}/{id}"), response, ROUTE_RESPONSE, false);
        }
    }
    found
}

/// Whether an integration may go through a VPC link.
fn has_http_backend(integration: &Doc) -> bool {
    matches!(integration.get("integrationType").and_then(Value::as_str), Some("HTTP" | "HTTP_PROXY"))
}

/// Whether AWS takes an integration with a role alone: one with a service other than Lambda.
fn needs_role(integration: &Doc) -> bool {
    let text = |member: &str| integration.get(member).and_then(Value::as_str);
    let of_service =
        || text("integrationType") == Some("AWS") && text("integrationUri").is_some_and(|uri| !uri.contains(":lambda:path"));
    text("integrationSubtype").is_some() || of_service()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doc(value: Value) -> Doc {
        let Value::Object(document) = value else { panic!("a document is an object") };
        document
    }

    fn found(api: Value, documents: &[(&str, Value)]) -> Vec<String> {
        let documents = documents.iter().map(|(path, document)| ((*path).to_owned(), doc(document.clone())));
        let diagnostics = diagnostics(&doc(api), &documents.collect());
        diagnostics.iter().map(|found| format!("{} {}", found.path, found.message.split(' ').next().unwrap_or(""))).collect()
    }

    // API reference: members that AWS takes and this emulator does not act on.
    #[test]
    fn what_has_no_effect_is_named() {
        let api = json!({"ipAddressType": "dualstack", "disableSchemaValidation": true});
        let response = json!({"responseModels": {"a": "b"}, "responseParameters": {"route.response.header.a": {"required": true}},
            "modelSelectionExpression": "$default"});
        let documents = [
            ("/authorizers/a", json!({"authorizerCredentialsArn": "arn:aws:iam::111122223333:role/r"})),
            ("/integrations/i", json!({"connectionType": "INTERNET", "credentialsArn": "arn:aws:iam::111122223333:role/r"})),
            ("/integrations/j", json!({"integrationType": "AWS_PROXY", "connectionType": "VPC_LINK", "connectionId": "l"})),
            ("/integrations/k", json!({"integrationType": "HTTP_PROXY", "connectionType": "VPC_LINK", "connectionId": "l"})),
            ("/routes/o", json!({"authorizationType": "NONE", "authorizerId": "a", "authorizationScopes": ["s"]})),
            ("/routes/q", json!({"authorizationType": "JWT", "authorizerId": "a", "authorizationScopes": ["s"]})),
            ("/routes/r", json!({"authorizationType": "CUSTOM", "authorizerId": "a", "authorizationScopes": []})),
            ("/routes/r/routeresponses/s", response),
        ];
        let names = [
            " disableSchemaValidation",
            " ipAddressType",
            "/integrations/i credentialsArn",
            "/integrations/j connectionType",
            "/integrations/j connectionId",
            "/authorizers/a authorizerCredentialsArn",
            "/routes/o authorizationScopes",
            "/routes/o authorizerId",
            "/routes/r/routeresponses/s modelSelectionExpression",
            "/routes/r/routeresponses/s responseModels",
            "/routes/r/routeresponses/s responseParameters",
        ];
        assert_eq!(found(api, &documents), names);
    }

    #[test]
    fn what_aws_fills_in_is_not_named() {
        let api = json!({"ipAddressType": "ipv4"});
        assert_eq!(found(api, &[]), Vec::<String>::new());
    }
}
