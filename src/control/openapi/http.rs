//! What a definition makes of an HTTP API: the members that the single operations take.

mod authorizer;
mod integration;

use std::collections::BTreeMap;

use emulator_api::Doc;
use serde_json::{Value, json};

use super::base_path::BasePath;
use super::definition::{Definition, Version, Written};
use super::issues;
use super::operation;
use super::read::{copy_text, flag, integer, list, text, texts};

/// What a definition says of REST APIs alone.
const OF_REST: [&str; 10] = [
    "x-amazon-apigateway-api-key-source",
    "x-amazon-apigateway-binary-media-types",
    "x-amazon-apigateway-documentation",
    "x-amazon-apigateway-endpoint-access-mode",
    "x-amazon-apigateway-gateway-responses",
    "x-amazon-apigateway-minimum-compression-size",
    "x-amazon-apigateway-policy",
    "x-amazon-apigateway-request-validator",
    "x-amazon-apigateway-request-validators",
    "x-amazon-apigateway-security-policy",
];

/// An HTTP API as a definition has it.
#[derive(Clone, Debug, Default)]
pub struct HttpDefinition {
    /// What `CreateApi` takes.
    pub api: Doc,
    /// What `CreateAuthorizer` takes.
    pub authorizers: Vec<Doc>,
    /// What `CreateIntegration` takes, by what routes call them here.
    pub integrations: BTreeMap<String, Doc>,
    /// The routes, in their order.
    pub routes: Vec<Route>,
    /// What is valid and has no meaning for HTTP APIs.
    pub info: Vec<String>,
    /// Minor issues: AWS imports the rest.
    pub warnings: Vec<String>,
    /// Major issues: AWS imports nothing.
    pub errors: Vec<String>,
}

/// A route.
#[derive(Clone, Debug)]
pub struct Route {
    /// What `CreateRoute` takes, but the ids of what it names.
    pub members: Doc,
    /// The name of its authorizer.
    pub authorizer: Option<String>,
    /// What its integration is called in [`HttpDefinition::integrations`].
    pub integration: Option<String>,
}

impl HttpDefinition {
    /// Reads a definition.
    pub fn read(definition: &Definition, base_path: BasePath) -> HttpDefinition {
        let mut read = HttpDefinition { api: api(definition), ..HttpDefinition::default() };
        if definition.version != Version::OpenApi3 {
            read.errors.push("HTTP APIs support only the OpenAPI 3.0 specification".to_owned());
            return read;
        }
        // Developer guide, `x-amazon-apigateway-importexport-version`: there is one.
        let version = text(definition.root(), "x-amazon-apigateway-importexport-version");
        if let Some(version) = version.filter(|version| version != "1.0") {
            read.errors.push(format!("Unsupported x-amazon-apigateway-importexport-version '{version}'. The only one is '1.0'"));
        }
        read.warnings = issues::of(definition);
        read.check_models(definition);
        read.read_cors(definition);
        let of_rest = OF_REST.iter().filter(|extension| definition.root().contains_key(**extension));
        read.info.extend(of_rest.map(|extension| format!("{extension} is not supported for HTTP APIs. Ignoring.")));
        if definition.schemas().next().is_some() {
            read.info.push("Models are not supported for HTTP APIs. Ignoring components.schemas.".to_owned());
        }
        authorizer::read(definition, &mut read);
        let base = definition.base_path();
        for written in definition.written() {
            let key = route_key(&written, &base_path.place(&base, written.path));
            read.read_route(definition, &written, &key);
        }
        read
    }

    fn read_route(&mut self, definition: &Definition, written: &Written<'_>, key: &str) {
        let mut members = Doc::from_iter([("routeKey".to_owned(), json!(key))]);
        copy_text(written.operation, &mut members, "operationId", "operationName");
        if written.operation.contains_key("requestBody") {
            self.info.push(format!("Request validation is not supported for HTTP APIs. Ignoring requestBody of '{key}'."));
        }
        let authorizer = authorizer::of_route(definition, written, key, &mut members, self);
        let integration = integration::read(definition, written, key, self);
        if self.routes.iter().any(|route| route.members.get("routeKey") == members.get("routeKey")) {
            self.errors.push(format!("Duplicate route '{key}'"));
            return;
        }
        self.routes.push(Route { members, authorizer, integration });
    }

    /// Models are ignored, but not those that are missing (as users saw it; moto's test_apigatewayv2_reimport has the words).
    fn check_models(&mut self, definition: &Definition) {
        let mut missing = BTreeMap::new();
        for written in definition.written() {
            let body = ("requestBody".to_owned(), operation::request_body(definition, &written));
            let responses = operation::responses(definition, &written).into_iter();
            let responses = responses.map(|response| (format!("responses.{}", response.status), response.contents));
            for (at, contents) in std::iter::once(body).chain(responses) {
                for (_, schema) in contents {
                    let reference = schema.get("$ref").and_then(Value::as_str).unwrap_or_default();
                    if reference.starts_with(definition.version.models()) && definition.resolve(schema).is_none() {
                        let at = issues::attribute(&written, &format!("{at}.content.schema.{reference}"));
                        missing.insert(reference.to_owned(), format!("Parse issue: attribute {at} is missing"));
                    }
                }
            }
        }
        self.warnings.extend(missing.into_values());
    }

    fn read_cors(&mut self, definition: &Definition) {
        let Some(extension) = definition.root().get("x-amazon-apigateway-cors") else { return };
        let Some(extension) = extension.as_object() else {
            self.warnings.push("CORS Scheme is malformed, ignoring.".to_owned());
            return;
        };
        let mut cors = Doc::new();
        for member in ["allowOrigins", "allowMethods", "allowHeaders", "exposeHeaders"] {
            if extension.contains_key(member) {
                cors.insert(member.to_owned(), texts(extension, member).into());
            }
        }
        if let Some(allowed) = flag(extension, "allowCredentials") {
            cors.insert("allowCredentials".to_owned(), allowed.into());
        }
        if let Some(seconds) = integer(extension, "maxAge") {
            cors.insert("maxAge".to_owned(), seconds.into());
        }
        self.api.insert("corsConfiguration".to_owned(), Value::Object(cors));
    }
}

/// `$default`, or a method and a path.
fn route_key(written: &Written<'_>, path: &str) -> String {
    if Definition::is_default_route(written) { "$default".to_owned() } else { format!("{} {path}", written.method) }
}

fn api(definition: &Definition) -> Doc {
    let mut api = Doc::from_iter([("protocolType".to_owned(), json!("HTTP"))]);
    definition.copy_info(&mut api);
    if let Some(endpoint) = definition.endpoint_configuration() {
        if let Some(disabled) = flag(endpoint, "disableExecuteApiEndpoint") {
            api.insert("disableExecuteApiEndpoint".to_owned(), disabled.into());
        }
        copy_text(endpoint, &mut api, "ipAddressType", "ipAddressType");
    }
    // A tag without a value is an empty one (developer guide, `x-amazon-apigateway-tag-value`).
    let tags: Doc = list(definition.root(), "tags")
        .iter()
        .filter_map(Value::as_object)
        .filter_map(|tag| Some((text(tag, "name")?, json!(text(tag, "x-amazon-apigateway-tag-value").unwrap_or_default()))))
        .collect();
    if !tags.is_empty() {
        api.insert("tags".to_owned(), Value::Object(tags));
    }
    api
}
