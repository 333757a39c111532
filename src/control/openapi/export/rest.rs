//! A deployed REST API as a definition (recorded: localstack's test_apigateway_extended; developer guide, "Export a REST API").

use std::collections::BTreeSet;

use emulator_api::Doc;
use serde_json::{Map, Value, json};

use super::documentation::{self, Documentation};
use super::{copy, integration, item_member, models, operation, security, version_of};
use crate::compile::Snapshot;
use crate::control::call::{entries, is_true, text};
use crate::control::openapi::definition::Version;

/// What is exported, and what of it.
pub(crate) struct Export<'e> {
    /// The version of the specification.
    pub(crate) version: Version,
    /// What the stage's deployment froze.
    pub(crate) snapshot: &'e Snapshot,
    /// The API's id.
    pub(crate) api_id: &'e str,
    /// The stage's name.
    pub(crate) stage: &'e str,
    /// The region that it is in.
    pub(crate) region: &'e str,
    /// The documentation that the stage shows: its version and its parts.
    pub(crate) documented: Option<(&'e str, &'e [Doc])>,
    /// Which extensions are wanted.
    pub(crate) extensions: Extensions,
}

/// The extensions of an export.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Extensions {
    pub(crate) integrations: bool,
    pub(crate) authorizers: bool,
    pub(crate) documentation: bool,
    /// Those of the API itself, and the validators of its methods.
    pub(crate) api: bool,
}

impl Extensions {
    /// The extensions that a list of names asks for (API reference, GetExport): `apigateway` asks for all that make the API.
    pub(crate) fn named(list: &str) -> Extensions {
        let has = |wanted: &str| list.split(',').any(|name| name.trim() == wanted);
        let api = has("apigateway");
        Extensions {
            integrations: api || has("integrations"),
            authorizers: api || has("authorizers"),
            documentation: has("documentation"),
            api,
        }
    }
}

/// A method whose bodies have models, but none for JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NoJsonModel {
    pub(crate) method: String,
    pub(crate) path: String,
}

impl Export<'_> {
    /// The definition.
    pub(crate) fn definition(&self) -> Result<Doc, NoJsonModel> {
        let empty = Doc::new();
        let api = self.snapshot.get("").unwrap_or(&empty);
        let documentation = Documentation::new(self.documented.map(|(_, parts)| parts).unwrap_or_default());
        let mut schemes = BTreeSet::new();
        let mut used = Vec::new();
        let mut paths = Map::new();
        let mut resources: Vec<(&str, &str)> =
            self.snapshot.children("/resources").map(|(id, doc)| (text(doc, "path"), id)).collect();
        resources.sort_unstable();
        for (path, id) in resources {
            let collection = format!("/resources/{id}/methods");
            let mut item = Map::new();
            for (name, method) in self.snapshot.children(&collection) {
                let at = format!("{collection}/{name}");
                let place = operation::Place { snapshot: self.snapshot, at: &at, path, method: name };
                let mut operation = operation::of(self, &place, method, &documentation)?;
                used.extend(models::of_method(&place, method));
                let asked = security::of_method(self.snapshot, method, &mut schemes);
                if !asked.is_empty() {
                    operation.insert("security".to_owned(), asked.into());
                }
                self.add_extensions(&place, method, &mut operation);
                item.insert(item_member(name), Value::Object(operation));
            }
            if !item.is_empty() {
                paths.insert(path.to_owned(), Value::Object(item));
            }
        }
        let schemes = security::schemes(self, &schemes);
        let schemas = models::schemas(self.snapshot, self.version, used);
        let mut definition = self.around(api, &documentation, Value::Object(paths), schemas, schemes);
        if self.extensions.api {
            self.add_api_extensions(api, &mut definition);
        }
        if let Some((version, parts)) = self.documented.filter(|_| self.extensions.documentation) {
            definition.insert("x-amazon-apigateway-documentation".to_owned(), documentation::extension(version, parts));
        }
        Ok(definition)
    }

    fn add_extensions(&self, place: &operation::Place<'_>, method: &Doc, operation: &mut Doc) {
        let validator = self.snapshot.get(&format!("/requestvalidators/{}", text(method, "requestValidatorId")));
        if let Some(validator) = validator.filter(|_| self.extensions.api) {
            copy(validator, operation, "name", "x-amazon-apigateway-request-validator");
        }
        let at = format!("{}/integration", place.at);
        if let Some(integration) = self.snapshot.get(&at).filter(|_| self.extensions.integrations) {
            let extension = integration::of(self.snapshot, &at, integration);
            operation.insert("x-amazon-apigateway-integration".to_owned(), Value::Object(extension));
        }
    }

    /// What each version has around the paths.
    fn around(&self, api: &Doc, documentation: &Documentation<'_>, paths: Value, schemas: Doc, schemes: Doc) -> Doc {
        let host = format!("{}.execute-api.{}.amazonaws.com", self.api_id, self.region);
        let mut info =
            Doc::from_iter([("title".to_owned(), json!(text(api, "name"))), ("version".to_owned(), json!(version_of(api)))]);
        copy(api, &mut info, "description", "description");
        info.extend(entries(&documentation.of_api(), "info").map(|(name, value)| (name.clone(), value.clone())));
        let definition = match self.version {
            Version::Swagger2 => {
                let mut definition = json!({"swagger": "2.0", "info": info, "host": host, "basePath": format!("/{}", self.stage),
                    "schemes": ["https"]});
                definition["paths"] = paths;
                for (member, held) in [("securityDefinitions", schemes), ("definitions", schemas)] {
                    if !held.is_empty() {
                        definition[member] = Value::Object(held);
                    }
                }
                definition
            }
            Version::OpenApi3 => {
                let mut components = Doc::new();
                for (member, held) in [("schemas", schemas), ("securitySchemes", schemes)] {
                    if !held.is_empty() {
                        components.insert(member.to_owned(), Value::Object(held));
                    }
                }
                let server =
                    json!({"url": format!("https://{host}/{{basePath}}"), "variables": {"basePath": {"default": self.stage}}});
                let mut definition = json!({"openapi": "3.0.1", "info": info, "servers": [server]});
                definition["paths"] = paths;
                definition["components"] = Value::Object(components);
                definition
            }
        };
        definition.as_object().cloned().unwrap_or_default()
    }

    fn add_api_extensions(&self, api: &Doc, definition: &mut Doc) {
        copy(api, definition, "binaryMediaTypes", "x-amazon-apigateway-binary-media-types");
        copy(api, definition, "minimumCompressionSize", "x-amazon-apigateway-minimum-compression-size");
        copy(api, definition, "securityPolicy", "x-amazon-apigateway-security-policy");
        copy(api, definition, "endpointAccessMode", "x-amazon-apigateway-endpoint-access-mode");
        if text(api, "apiKeySource") == "AUTHORIZER" {
            copy(api, definition, "apiKeySource", "x-amazon-apigateway-api-key-source");
        }
        if let Ok(policy) = serde_json::from_str::<Value>(text(api, "policy")) {
            definition.insert("x-amazon-apigateway-policy".to_owned(), policy);
        }
        let mut endpoint = Doc::new();
        if is_true(api, "disableExecuteApiEndpoint") {
            copy(api, &mut endpoint, "disableExecuteApiEndpoint", "disableExecuteApiEndpoint");
        }
        if let Some(configuration) = api.get("endpointConfiguration").and_then(Value::as_object) {
            copy(configuration, &mut endpoint, "vpcEndpointIds", "vpcEndpointIds");
        }
        if !endpoint.is_empty() {
            const EXTENSION: &str = "x-amazon-apigateway-endpoint-configuration";
            match (self.version, definition.get_mut("servers").and_then(|servers| servers.get_mut(0))) {
                (Version::OpenApi3, Some(server)) => server[EXTENSION] = Value::Object(endpoint),
                _ => drop(definition.insert(EXTENSION.to_owned(), Value::Object(endpoint))),
            }
        }
        let responses = self.snapshot.children("/gatewayresponses").map(|(kind, response)| {
            let mut shown = Doc::new();
            for member in ["statusCode", "responseParameters", "responseTemplates"] {
                copy(response, &mut shown, member, member);
            }
            (kind.to_owned(), Value::Object(shown))
        });
        let validators = self.snapshot.children("/requestvalidators").map(|(_, validator)| {
            let asks = |member| is_true(validator, member);
            let shown = json!({"validateRequestParameters": asks("validateRequestParameters"), "validateRequestBody": asks("validateRequestBody")});
            (text(validator, "name").to_owned(), shown)
        });
        let extensions: [(&str, Doc); 2] = [
            ("x-amazon-apigateway-gateway-responses", responses.collect()),
            ("x-amazon-apigateway-request-validators", validators.collect()),
        ];
        for (name, extension) in extensions.into_iter().filter(|(_, extension)| !extension.is_empty()) {
            definition.insert(name.to_owned(), Value::Object(extension));
        }
    }
}
