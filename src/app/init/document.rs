//! An OpenAPI document that an emulator starts with: which kind of API it is, its id, and the stage that it is deployed to.

use std::path::Path;

use emulator_api::Doc;
use emulator_api::arn::partition_of;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::control::openapi::source::{self, Malformed, Variables};

/// The tag with which a definition chooses its API's id.
pub(super) const CUSTOM_ID: &str = "_custom_id_";

/// The tag of an API that tells which document it was made from.
pub(super) const DIGEST: &str = "apigw-emulator:document";

/// What the value of a tag is called in definitions (developer guide, `x-amazon-apigateway-tag-value`).
const TAG_VALUE: &str = "x-amazon-apigateway-tag-value";

/// The stage of a REST API whose definition names none.
const REST_STAGE: &str = "prod";

/// The stage of an HTTP API whose definition names none.
const HTTP_STAGE: &str = "$default";

/// Extensions of a definition that only REST APIs have (developer guide, "OpenAPI extensions for API Gateway").
const OF_REST_APIS: [&str; 9] = [
    "x-amazon-apigateway-api-key-source",
    "x-amazon-apigateway-binary-media-types",
    "x-amazon-apigateway-documentation",
    "x-amazon-apigateway-gateway-responses",
    "x-amazon-apigateway-minimum-compression-size",
    "x-amazon-apigateway-policy",
    "x-amazon-apigateway-request-validator",
    "x-amazon-apigateway-request-validators",
    "x-amazon-apigateway-security-policy",
];

/// Types of integrations that HTTP APIs do not have (API reference, CreateIntegration).
const REST_INTEGRATIONS: [&str; 3] = ["aws", "http", "mock"];

/// The kind of API that a document defines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Rest,
    Http,
}

impl Kind {
    /// The kind that it is not.
    pub(super) fn other(self) -> Self {
        match self {
            Self::Rest => Self::Http,
            Self::Http => Self::Rest,
        }
    }
}

/// A document.
#[derive(Debug, PartialEq)]
pub(super) struct Document {
    pub(super) kind: Kind,
    /// The API's id.
    pub(super) id: String,
    /// The name that the API has before it is imported.
    pub(super) name: String,
    pub(super) stage: String,
    /// The definition, JSON.
    pub(super) definition: String,
    /// Tells this document from any other.
    pub(super) digest: String,
}

impl Document {
    /// Reads the text of a file; none when it is some other document.
    ///
    /// # Errors
    /// [`Malformed`]: whether it is one cannot be told.
    pub(super) fn read(file: &Path, text: &[u8], account: &str, region: &str) -> Result<Option<Self>, Malformed> {
        let variables = Variables { account, partition: partition_of(region), region };
        let root = match source::value(text, &variables)? {
            Value::Object(root) if root.contains_key("swagger") || root.contains_key("openapi") => root,
            Value::Object(_) | Value::Array(_) => return Ok(None),
            // A misspelt document in YAML is a plain text.
            _ => return Err(Malformed::NoObject),
        };
        let is_swagger = root.contains_key("swagger");
        let kind = if is_swagger || is_of_rest_api(&root) { Kind::Rest } else { Kind::Http };
        let id = chosen_id(&root).unwrap_or_else(|| id_of(file));
        let name = root.get("info").and_then(|info| info.get("title")).and_then(Value::as_str).unwrap_or(&id).to_owned();
        let default = if kind == Kind::Rest { REST_STAGE } else { HTTP_STAGE };
        let stage = stage(&root).unwrap_or_else(|| default.to_owned());
        let digest = Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Some(Self { kind, id, name, stage, definition: Value::Object(root).to_string(), digest }))
    }
}

fn is_of_rest_api(root: &Doc) -> bool {
    let operations = root.get("paths").and_then(Value::as_object).into_iter().flat_map(Doc::values);
    let mut integrations = operations
        .filter_map(Value::as_object)
        .flat_map(Doc::values)
        .filter_map(|operation| operation.get("x-amazon-apigateway-integration")?.get("type")?.as_str());
    OF_REST_APIS.iter().any(|extension| root.contains_key(*extension))
        || integrations.any(|kind| REST_INTEGRATIONS.iter().any(|known| known.eq_ignore_ascii_case(kind)))
}

/// The value of the tag `_custom_id_`.
fn chosen_id(root: &Doc) -> Option<String> {
    let tags = root.get("tags")?.as_array()?;
    let tag = tags.iter().find(|tag| tag.get("name").is_some_and(|name| name == CUSTOM_ID))?;
    tag.get(TAG_VALUE)?.as_str().map(str::to_owned)
}

/// The file's name without its ending, as a part of host names has it.
fn id_of(file: &Path) -> String {
    let name = file.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
    let words = name.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

/// The stage that a definition names as those do that API Gateway exports: version 2.0 in `basePath`, version 3.0 in the
/// variable `basePath` of a server.
fn stage(root: &Doc) -> Option<String> {
    let of_server = |server: &Value| Some(server.get("variables")?.get("basePath")?.get("default")?.as_str()?.to_owned());
    let path = match root.get("basePath").and_then(Value::as_str) {
        Some(path) => path.to_owned(),
        None => root.get("servers")?.as_array()?.iter().find_map(of_server)?,
    };
    let first = path.split('/').find(|part| !part.is_empty())?;
    let is_name = first.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-'));
    is_name.then(|| first.to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(file: &str, root: &Value) -> Option<(Kind, String, String)> {
        let document = Document::read(Path::new(file), root.to_string().as_bytes(), "000000000000", "us-east-1").unwrap()?;
        Some((document.kind, document.id, document.stage))
    }

    #[test]
    fn a_document_says_what_it_defines() {
        let cases = [
            (json!({"swagger": "2.0"}), Kind::Rest, "prod"),
            (json!({"swagger": "2.0", "basePath": "/dev/"}), Kind::Rest, "dev"),
            (json!({"openapi": "3.0.1"}), Kind::Http, "$default"),
            (json!({"openapi": "3.0.1", "x-amazon-apigateway-policy": {}}), Kind::Rest, "prod"),
            (
                json!({"openapi": "3.0.1", "paths": {"/a": {"get": {"x-amazon-apigateway-integration": {"type": "MOCK"}}}}}),
                Kind::Rest,
                "prod",
            ),
            (
                json!({"openapi": "3.0.1", "paths": {"/a": {"get": {"x-amazon-apigateway-integration": {"type": "AWS_PROXY"}}}}}),
                Kind::Http,
                "$default",
            ),
            (
                json!({"openapi": "3.0.1", "servers": [{"url": "https://x/{basePath}", "variables": {"basePath": {"default": "/v2"}}}]}),
                Kind::Http,
                "v2",
            ),
            // A server elsewhere names no stage.
            (json!({"openapi": "3.0.1", "servers": [{"url": "https://example.com/v2"}]}), Kind::Http, "$default"),
        ];
        for (root, kind, stage) in cases {
            assert_eq!(read("a.json", &root), Some((kind, "a".to_owned(), stage.to_owned())), "{root}");
        }
        for other in [json!({"Version": "2012-10-17"}), json!([{"swagger": "2.0"}])] {
            assert_eq!(read("a.json", &other), None);
        }
    }

    #[test]
    fn what_cannot_be_read_is_an_error() {
        let why = |text: &[u8]| Document::read(Path::new("a"), text, "000000000000", "us-east-1").unwrap_err().to_string();
        assert_eq!(
            why(b"{\"swagger\": \"2.0\",\n \"paths\": {"),
            "it cannot be read: EOF while parsing an object at line 2 column 11"
        );
        assert!(why(b"swagger: '2.0'\npaths: [\n").starts_with("it cannot be read: "));
        assert!(why(b"{\"swagger\": \"2.0\", \"info\": \"\xff\"}").starts_with("it cannot be read: invalid utf-8"));
        for no_object in ["swagger 2.0", ""] {
            assert_eq!(why(no_object.as_bytes()), "it is not an object of JSON or YAML", "{no_object}");
        }
    }

    #[test]
    fn an_id_is_the_files_name_or_chosen() {
        let plain = json!({"swagger": "2.0"});
        assert_eq!(read("/init/Orders API_v2.yaml", &plain).unwrap().1, "orders-api-v2");
        let chosen = json!({"swagger": "2.0", "tags": [{"name": "_custom_id_", "x-amazon-apigateway-tag-value": "mine"}]});
        assert_eq!(read("/init/orders.yaml", &chosen).unwrap().1, "mine");
    }
}
