//! Who may call becomes security requirements, authorizers become security schemes.

use std::collections::BTreeSet;

use emulator_api::Doc;
use serde_json::{Value, json};

use super::rest::Export;
use super::{copy, copy_lowered};
use crate::compile::Snapshot;
use crate::control::call::{is_true, text};

/// What a method can ask for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Scheme {
    /// The authorizer of this id.
    Authorizer(String),
    /// A signature of AWS's.
    Iam,
    /// A key of a usage plan.
    ApiKey,
}

/// What is asked of the callers of a method; `schemes` gets what it refers to.
pub(super) fn of_method(snapshot: &Snapshot, method: &Doc, schemes: &mut BTreeSet<Scheme>) -> Vec<Value> {
    let mut asked = Vec::new();
    let id = text(method, "authorizerId");
    if let Some(authorizer) = snapshot.get(&format!("/authorizers/{id}")) {
        let scopes = method.get("authorizationScopes").cloned().unwrap_or_else(|| json!([]));
        asked.push(requirement(text(authorizer, "name"), scopes));
        schemes.insert(Scheme::Authorizer(id.to_owned()));
    }
    if text(method, "authorizationType") == "AWS_IAM" {
        asked.push(requirement("sigv4", json!([])));
        schemes.insert(Scheme::Iam);
    }
    if is_true(method, "apiKeyRequired") {
        asked.push(requirement("api_key", json!([])));
        schemes.insert(Scheme::ApiKey);
    }
    asked
}

fn requirement(name: &str, scopes: Value) -> Value {
    Value::Object(Doc::from_iter([(name.to_owned(), scopes)]))
}

/// The schemes by their names.
pub(super) fn schemes(export: &Export<'_>, used: &BTreeSet<Scheme>) -> Doc {
    let all = used.iter().filter_map(|scheme| {
        Some(match scheme {
            Scheme::Authorizer(id) => {
                let authorizer = export.snapshot.get(&format!("/authorizers/{id}"))?;
                (text(authorizer, "name").to_owned(), of_authorizer(authorizer, export.extensions.authorizers))
            }
            Scheme::Iam => {
                let scheme = json!({"type": "apiKey", "name": "Authorization", "in": "header", "x-amazon-apigateway-authtype": "awsSigv4"});
                ("sigv4".to_owned(), scheme)
            }
            Scheme::ApiKey => ("api_key".to_owned(), json!({"type": "apiKey", "name": "x-api-key", "in": "header"})),
        })
    });
    all.collect()
}

/// Developer guide, `x-amazon-apigateway-authorizer`: a single header or query parameter is the scheme's own, anything else
/// is `Unused` there and named by the extension.
fn of_authorizer(authorizer: &Doc, extended: bool) -> Value {
    let source = text(authorizer, "identitySource");
    let single = |place: &str| source.strip_prefix(place).filter(|name| !name.contains(','));
    let (within, name) = match (single("method.request.header."), single("method.request.querystring.")) {
        (Some(name), _) => ("header", name),
        (None, Some(name)) => ("query", name),
        (None, None) => ("header", "Unused"),
    };
    let mut scheme = Doc::from_iter([
        ("type".to_owned(), json!("apiKey")),
        ("name".to_owned(), json!(name)),
        ("in".to_owned(), json!(within)),
    ]);
    copy(authorizer, &mut scheme, "authType", "x-amazon-apigateway-authtype");
    if extended {
        let mut extension = Doc::new();
        for member in [
            "providerARNs",
            "authorizerUri",
            "authorizerCredentials",
            "identityValidationExpression",
            "authorizerResultTtlInSeconds",
        ] {
            copy(authorizer, &mut extension, member, member);
        }
        if text(authorizer, "type") == "REQUEST" {
            copy(authorizer, &mut extension, "identitySource", "identitySource");
        }
        copy_lowered(authorizer, &mut extension, "type");
        scheme.insert("x-amazon-apigateway-authorizer".to_owned(), Value::Object(extension));
    }
    Value::Object(scheme)
}
