//! What a definition makes of a REST API: the members that the single operations take, in the order in which they are done.

mod authorizer;
mod documentation;
mod integration;
mod method;
mod response;

use std::collections::BTreeMap;

use emulator_api::Doc;
use serde_json::{Value, json};

use super::base_path::BasePath;
use super::definition::Definition;
use super::issues;
use super::read::{copy_text, flag, integer, objects, text, texts};
use super::schema;

pub(crate) use self::documentation::extension as documented_parts;
pub use self::integration::Integration;
pub use self::method::Method;
pub(crate) use super::schema::with_model_urls;

/// What an import is asked besides the definition.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// What becomes of the base path.
    pub base_path: BasePath,
    /// Whether documentation is imported.
    pub documentation: bool,
}

/// A REST API as a definition has it.
#[derive(Clone, Debug, Default)]
pub struct RestDefinition {
    /// What `CreateRestApi` takes, but the endpoint's type.
    pub api: Doc,
    /// What `CreateModel` takes; the schemas refer to each other as the definition does.
    pub models: BTreeMap<String, Model>,
    /// What `CreateRequestValidator` takes.
    pub validators: Vec<Doc>,
    /// What `CreateAuthorizer` takes.
    pub authorizers: Vec<Doc>,
    /// The methods, by path; a path without methods is a resource, too.
    pub resources: BTreeMap<String, Vec<Method>>,
    /// What `PutGatewayResponse` takes.
    pub gateway_responses: Vec<Doc>,
    /// What `CreateDocumentationPart` takes.
    pub documentation: Vec<Doc>,
    /// Minor issues: AWS imports the rest.
    pub warnings: Vec<String>,
    /// Major issues: AWS imports nothing.
    pub errors: Vec<String>,
}

/// A model as a definition has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// What it says of itself.
    pub description: Option<String>,
    /// Its schema.
    pub schema: Value,
}

impl RestDefinition {
    /// Reads a definition.
    pub fn read(definition: &Definition, options: Options) -> RestDefinition {
        let mut read = RestDefinition { api: api(definition), warnings: issues::of(definition), ..RestDefinition::default() };
        if definition.servers().count() > 1 {
            read.warnings
                .push("More than one server provided. Ignoring all but the first for defining endpoint configuration".to_owned());
        }
        for (name, schema) in definition.schemas() {
            read.add_model(name, schema);
        }
        read.check_references(definition);
        read.validators = validators(definition);
        authorizer::read(definition, &mut read);
        read.add_resources(definition, options.base_path);
        read.gateway_responses = gateway_responses(definition);
        if options.documentation {
            read.documentation = documentation::read(definition, options.base_path);
        }
        read
    }

    fn add_model(&mut self, name: &str, schema: &Value) {
        let description = schema.as_object().and_then(|schema| text(schema, "description"));
        self.models.insert(name.to_owned(), Model { description, schema: schema::without_nullable(schema) });
    }

    fn check_references(&mut self, definition: &Definition) {
        let start = definition.version.models();
        for model in self.models.values() {
            schema::each_reference(&model.schema, &mut |reference| {
                let name = reference.strip_prefix(start).map(|name| name.split('/').next().unwrap_or(name));
                if let Some(name) = name.filter(|name| !self.models.contains_key(*name)) {
                    self.warnings.push(missing_model(name));
                }
            });
        }
        for (name, model) in &self.models {
            let mut foreign = false;
            schema::each_reference(&model.schema, &mut |reference| foreign |= !reference.starts_with(start));
            if foreign {
                // As users saw it when a schema refers to a URL.
                self.errors.push(format!(
                    "Unable to create model for '{name}': Invalid model specified: Validation Result: warnings : [], errors : [Model reference must be in canonical form]"
                ));
            }
        }
    }

    fn add_resources(&mut self, definition: &Definition, base_path: BasePath) {
        let base = definition.base_path();
        // A base path is made of resources even when nothing stands below them.
        if base_path != BasePath::Ignore {
            self.resources.entry(base_path.place(&base, "/")).or_default();
        }
        for path in definition.paths() {
            self.resources.entry(base_path.place(&base, path)).or_default();
        }
        for written in definition.written() {
            let place = base_path.place(&base, written.path);
            let method = method::read(definition, &written, &place, self);
            let methods = self.resources.entry(place.clone()).or_default();
            let Some(method) = method else { continue };
            if methods.iter().any(|known| known.name == method.name) {
                // As users of SAM saw it (serverless-application-model, 3385).
                self.errors.push(format!("Duplicate method '{}' on resource at path '{place}'", method.name));
            } else {
                methods.push(method);
            }
        }
    }
}

/// As users saw it.
fn missing_model(name: &str) -> String {
    format!("Reference to model '{name}' not found. Ignoring.")
}

fn api(definition: &Definition) -> Doc {
    let root = definition.root();
    let mut api = Doc::new();
    definition.copy_info(&mut api);
    let types = texts(root, "x-amazon-apigateway-binary-media-types");
    if !types.is_empty() {
        api.insert("binaryMediaTypes".to_owned(), types.into());
    }
    copy_text(root, &mut api, "x-amazon-apigateway-api-key-source", "apiKeySource");
    copy_text(root, &mut api, "x-amazon-apigateway-security-policy", "securityPolicy");
    copy_text(root, &mut api, "x-amazon-apigateway-endpoint-access-mode", "endpointAccessMode");
    if let Some(size) = integer(root, "x-amazon-apigateway-minimum-compression-size") {
        api.insert("minimumCompressionSize".to_owned(), size.into());
    }
    if let Some(policy) = root.get("x-amazon-apigateway-policy") {
        let policy = policy.as_str().map_or_else(|| policy.to_string(), str::to_owned);
        api.insert("policy".to_owned(), policy.into());
    }
    if let Some(endpoint) = definition.endpoint_configuration() {
        if let Some(disabled) = flag(endpoint, "disableExecuteApiEndpoint") {
            api.insert("disableExecuteApiEndpoint".to_owned(), disabled.into());
        }
        let endpoints = texts(endpoint, "vpcEndpointIds");
        if !endpoints.is_empty() {
            api.insert("endpointConfiguration".to_owned(), json!({"vpcEndpointIds": endpoints}));
        }
    }
    api
}

fn validators(definition: &Definition) -> Vec<Doc> {
    let all = objects(definition.root(), "x-amazon-apigateway-request-validators");
    all.map(|(name, validator)| {
        let asks = |member| json!(flag(validator, member).unwrap_or(false));
        Doc::from_iter([
            ("name".to_owned(), json!(name)),
            ("validateRequestBody".to_owned(), asks("validateRequestBody")),
            ("validateRequestParameters".to_owned(), asks("validateRequestParameters")),
        ])
    })
    .collect()
}

fn gateway_responses(definition: &Definition) -> Vec<Doc> {
    let all = objects(definition.root(), "x-amazon-apigateway-gateway-responses");
    all.map(|(kind, written)| {
        let mut response = Doc::from_iter([("responseType".to_owned(), json!(kind))]);
        copy_text(written, &mut response, "statusCode", "statusCode");
        for member in ["responseParameters", "responseTemplates"] {
            if let Some(value) = written.get(member).filter(|value| value.is_object()) {
                response.insert(member.to_owned(), value.clone());
            }
        }
        response
    })
    .collect()
}
