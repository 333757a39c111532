//! An HTTP API as a definition (developer guide, "Exporting an HTTP API").

use std::collections::BTreeSet;

use emulator_api::Doc;
use serde_json::{Map, Value, json};

use super::{copy, copy_lowered, item_member, version_of};
use crate::compile::Snapshot;
use crate::control::call::{entries, is_true, text};

/// What is exported.
pub(crate) struct Export<'e> {
    /// The API as it is.
    pub(crate) api: &'e Doc,
    /// Its routes and what they use, as they are or as a stage serves them.
    pub(crate) snapshot: &'e Snapshot,
    /// The stage's name; empty for none.
    pub(crate) stage: &'e str,
    /// The region that it is in.
    pub(crate) region: &'e str,
    /// Whether extensions are wanted.
    pub(crate) extensions: bool,
}

impl Export<'_> {
    /// The definition.
    pub(crate) fn definition(&self) -> Doc {
        let mut paths: Map<String, Value> = Map::new();
        let mut schemes = BTreeSet::new();
        for (_, route) in self.snapshot.children("/routes") {
            let key = text(route, "routeKey");
            let (method, path) = key.split_once(' ').unwrap_or(("ANY", "/$default"));
            let item = paths.entry(path).or_insert_with(|| json!({}));
            item[item_member(method)] = Value::Object(self.operation(route, key, path, &mut schemes));
        }
        paths.sort_keys();
        let mut info = Doc::from_iter([
            ("title".to_owned(), json!(text(self.api, "name"))),
            ("version".to_owned(), json!(version_of(self.api))),
        ]);
        copy(self.api, &mut info, "description", "description");
        let url = format!("https://{}.execute-api.{}.amazonaws.com/{{basePath}}", text(self.api, "apiId"), self.region);
        let base_path = if self.stage == "$default" { "" } else { self.stage };
        let mut server = json!({"url": url, "variables": {"basePath": {"default": base_path}}});
        let endpoint = self.endpoint_configuration();
        if self.extensions && !endpoint.is_empty() {
            server["x-amazon-apigateway-endpoint-configuration"] = Value::Object(endpoint);
        }
        let mut definition = json!({"openapi": "3.0.1", "info": info, "servers": [server], "paths": paths});
        let tags: Vec<Value> = entries(self.api, "tags").map(|(name, value)| self.tag(name, value)).collect();
        if !tags.is_empty() {
            definition["tags"] = tags.into();
        }
        let schemes = self.schemes(&schemes);
        if !schemes.is_empty() {
            definition["components"] = json!({"securitySchemes": schemes});
        }
        if self.extensions {
            if let Some(cors) = self.api.get("corsConfiguration") {
                definition["x-amazon-apigateway-cors"] = cors.clone();
            }
            definition["x-amazon-apigateway-importexport-version"] = json!("1.0");
        }
        definition.as_object().cloned().unwrap_or_default()
    }

    /// What is not as it is by itself.
    fn endpoint_configuration(&self) -> Doc {
        let mut endpoint = Doc::new();
        if is_true(self.api, "disableExecuteApiEndpoint") {
            copy(self.api, &mut endpoint, "disableExecuteApiEndpoint", "disableExecuteApiEndpoint");
        }
        if text(self.api, "ipAddressType") == "dualstack" {
            copy(self.api, &mut endpoint, "ipAddressType", "ipAddressType");
        }
        endpoint
    }

    fn tag(&self, name: &str, value: &Value) -> Value {
        let mut tag = json!({"name": name});
        if self.extensions {
            tag["x-amazon-apigateway-tag-value"] = value.clone();
        }
        tag
    }

    fn operation(&self, route: &Doc, key: &str, path: &str, schemes: &mut BTreeSet<String>) -> Doc {
        let mut operation = Doc::new();
        copy(route, &mut operation, "operationName", "operationId");
        let parameters = path_parameters(path);
        if !parameters.is_empty() {
            operation.insert("parameters".to_owned(), parameters.into());
        }
        let response = json!({"default": {"description": format!("Default response for {key}")}});
        operation.insert("responses".to_owned(), response);
        if let Some((name, id)) = self.scheme_of(route) {
            schemes.insert(id.to_owned());
            let scopes = route.get("authorizationScopes").cloned().unwrap_or_else(|| json!([]));
            let requirement = Doc::from_iter([(name.to_owned(), scopes)]);
            operation.insert("security".to_owned(), json!([requirement]));
        }
        if !self.extensions {
            return operation;
        }
        if key == "$default" {
            operation.insert("isDefaultRoute".to_owned(), json!(true));
        }
        let at = format!("/{}", text(route, "target"));
        if let Some(integration) = self.snapshot.get(&at) {
            operation.insert("x-amazon-apigateway-integration".to_owned(), Value::Object(integration_extension(integration)));
        }
        operation
    }

    /// The name of the scheme that a route asks for, and its authorizer's id; the empty id is IAM's.
    fn scheme_of<'r>(&'r self, route: &'r Doc) -> Option<(&'r str, &'r str)> {
        match text(route, "authorizationType") {
            "AWS_IAM" => Some(("sigv4", "")),
            "JWT" | "CUSTOM" => {
                let id = text(route, "authorizerId");
                let authorizer = self.snapshot.get(&format!("/authorizers/{id}"))?;
                Some((text(authorizer, "name"), id))
            }
            _ => None,
        }
    }

    /// The schemes of the authorizers with these ids; the empty id is IAM's.
    fn schemes(&self, ids: &BTreeSet<String>) -> Doc {
        let all = ids.iter().filter_map(|id| {
            if id.is_empty() {
                let mut scheme = json!({"type": "apiKey", "name": "Authorization", "in": "header"});
                if self.extensions {
                    scheme["x-amazon-apigateway-authtype"] = json!("awsSigv4");
                }
                return Some(("sigv4".to_owned(), scheme));
            }
            let authorizer = self.snapshot.get(&format!("/authorizers/{id}"))?;
            Some((text(authorizer, "name").to_owned(), self.scheme(authorizer)))
        });
        all.collect()
    }

    fn scheme(&self, authorizer: &Doc) -> Value {
        let mut scheme = match text(authorizer, "authorizerType") {
            "JWT" => json!({"type": "oauth2", "flows": {}}),
            _ => json!({"type": "apiKey", "name": "Authorization", "in": "header"}),
        };
        if self.extensions {
            let mut extension = Doc::new();
            for (from, to) in [
                ("authorizerUri", "authorizerUri"),
                ("authorizerCredentialsArn", "authorizerCredentials"),
                ("authorizerPayloadFormatVersion", "authorizerPayloadFormatVersion"),
                ("authorizerResultTtlInSeconds", "authorizerResultTtlInSeconds"),
                ("identityValidationExpression", "identityValidationExpression"),
                ("jwtConfiguration", "jwtConfiguration"),
                ("enableSimpleResponses", "enableSimpleResponses"),
            ] {
                copy(authorizer, &mut extension, from, to);
            }
            let sources = authorizer.get("identitySource").and_then(Value::as_array).into_iter().flatten();
            let sources: Vec<&str> = sources.filter_map(Value::as_str).collect();
            if !sources.is_empty() {
                extension.insert("identitySource".to_owned(), json!(sources.join(",")));
            }
            extension.insert("type".to_owned(), json!(text(authorizer, "authorizerType").to_ascii_lowercase()));
            scheme["x-amazon-apigateway-authorizer"] = Value::Object(extension);
        }
        scheme
    }
}

fn path_parameters(path: &str) -> Vec<Value> {
    let variables = path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let parameters = variables.map(|name| name.strip_suffix('+').unwrap_or(name)).map(|name| {
        json!({"name": name, "in": "path", "description": format!("Generated path parameter for {name}"), "required": true,
            "schema": {"type": "string"}})
    });
    parameters.collect()
}

/// `x-amazon-apigateway-integration`.
fn integration_extension(integration: &Doc) -> Doc {
    let mut extension = Doc::new();
    for (from, to) in [
        ("payloadFormatVersion", "payloadFormatVersion"),
        ("integrationMethod", "httpMethod"),
        ("integrationUri", "uri"),
        ("integrationSubtype", "integrationSubtype"),
        ("credentialsArn", "credentials"),
        ("connectionId", "connectionId"),
        ("connectionType", "connectionType"),
        ("requestParameters", "requestParameters"),
        ("responseParameters", "responseParameters"),
        ("tlsConfig", "tlsConfig"),
        ("description", "description"),
    ] {
        copy(integration, &mut extension, from, to);
    }
    copy_lowered(integration, &mut extension, "integrationType");
    if let Some(kind) = extension.shift_remove("integrationType") {
        extension.insert("type".to_owned(), kind);
    }
    if integration.get("timeoutInMillis").is_some_and(|milliseconds| *milliseconds != 30_000) {
        copy(integration, &mut extension, "timeoutInMillis", "timeoutInMillis");
    }
    extension
}
