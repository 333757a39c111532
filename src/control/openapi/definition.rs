//! A definition of version 2.0 or 3.0: where each version keeps what both have.

use emulator_api::Doc;
use serde_json::Value;

use super::read::{copy_text, flag, list, object, objects, text, texts};

/// The extension of a security scheme that is an authorizer.
pub(crate) const AUTHORIZER: &str = "x-amazon-apigateway-authorizer";

/// What SAM has operations ask for that nothing guards (serverless-application-model, `open_api.py`); no scheme has this name.
const NO_SCHEME: &str = "NONE";

/// Where a security scheme says whether it is a signature of AWS's, or an authorizer.
pub(crate) const AUTHTYPE: &str = "x-amazon-apigateway-authtype";

/// What the path items of a definition name besides methods.
const ANY_METHOD: &str = "x-amazon-apigateway-any-method";

const METHODS: [(&str, &str); 8] = [
    ("get", "GET"),
    ("put", "PUT"),
    ("post", "POST"),
    ("delete", "DELETE"),
    ("options", "OPTIONS"),
    ("head", "HEAD"),
    ("patch", "PATCH"),
    (ANY_METHOD, "ANY"),
];

/// The version of the specification that a definition follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// OpenAPI 2.0, also known as Swagger.
    Swagger2,
    /// OpenAPI 3.0.
    OpenApi3,
}

impl Version {
    /// How references to models begin.
    pub(crate) fn models(self) -> &'static str {
        match self {
            Version::Swagger2 => "#/definitions/",
            Version::OpenApi3 => "#/components/schemas/",
        }
    }
}

/// A definition.
#[derive(Clone, Debug)]
pub struct Definition {
    /// The version that it follows.
    pub version: Version,
    root: Doc,
}

/// One method of a path, as it is written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Written<'d> {
    /// The path, as it is written.
    pub(crate) path: &'d str,
    /// `GET`, or `ANY`.
    pub(crate) method: &'static str,
    /// What all methods of the path share.
    pub(crate) item: &'d Doc,
    /// The operation.
    pub(crate) operation: &'d Doc,
}

impl Definition {
    /// The definition in `root`; `None` when it follows no version that API Gateway imports.
    pub fn new(root: Doc) -> Option<Definition> {
        let version = match (text(&root, "swagger"), text(&root, "openapi")) {
            (Some(swagger), _) if swagger.starts_with("2.") => Version::Swagger2,
            (_, Some(openapi)) if openapi.starts_with("3.0") => Version::OpenApi3,
            _ => return None,
        };
        Some(Definition { version, root })
    }

    /// The whole.
    pub(crate) fn root(&self) -> &Doc {
        &self.root
    }

    /// What `info` says.
    pub(crate) fn info(&self) -> Option<&Doc> {
        object(&self.root, "info")
    }

    /// Gives an API what `info` says of it.
    pub(crate) fn copy_info(&self, api: &mut Doc) {
        let Some(info) = self.info() else { return };
        for (of_info, member) in [("title", "name"), ("description", "description"), ("version", "version")] {
            copy_text(info, api, of_info, member);
        }
    }

    /// What is asked of the callers of an operation, each by the name of a scheme: its own `security`, else that of the whole.
    pub(crate) fn security<'d>(&'d self, operation: &'d Doc) -> impl Iterator<Item = (&'d String, &'d Value)> {
        let holder = if operation.contains_key("security") { operation } else { &self.root };
        let named = list(holder, "security").iter().filter_map(Value::as_object).flatten();
        named.filter(|(name, _)| *name != NO_SCHEME)
    }

    /// The schemas that have names.
    pub(crate) fn schemas(&self) -> impl Iterator<Item = (&str, &Value)> {
        let schemas = match self.version {
            Version::Swagger2 => object(&self.root, "definitions"),
            Version::OpenApi3 => object(&self.root, "components").and_then(|components| object(components, "schemas")),
        };
        schemas.into_iter().flatten().map(|(name, schema)| (name.as_str(), schema))
    }

    /// The ways to authorize that have names.
    pub(crate) fn security_schemes(&self) -> impl Iterator<Item = (&str, &Doc)> {
        let (holder, member) = match self.version {
            Version::Swagger2 => (Some(&self.root), "securityDefinitions"),
            Version::OpenApi3 => (object(&self.root, "components"), "securitySchemes"),
        };
        holder.into_iter().flat_map(move |holder| objects(holder, member))
    }

    /// Where version 3.0 says how it is served.
    pub(crate) fn servers(&self) -> impl Iterator<Item = &Doc> {
        let servers = match self.version {
            Version::Swagger2 => &[],
            Version::OpenApi3 => list(&self.root, "servers"),
        };
        servers.iter().filter_map(Value::as_object)
    }

    /// `x-amazon-apigateway-endpoint-configuration`: at the top of version 2.0, at the first server of version 3.0.
    pub(crate) fn endpoint_configuration(&self) -> Option<&Doc> {
        let holder = match self.version {
            Version::Swagger2 => Some(&self.root),
            Version::OpenApi3 => self.servers().next(),
        };
        holder.and_then(|holder| object(holder, "x-amazon-apigateway-endpoint-configuration"))
    }

    /// The path that precedes all others (developer guide, "Set the OpenAPI basePath property").
    pub(crate) fn base_path(&self) -> String {
        if self.version == Version::Swagger2 {
            return text(&self.root, "basePath").unwrap_or_default();
        }
        let variable = self.servers().find_map(|server| {
            let variable = object(server, "variables").and_then(|variables| object(variables, "basePath"))?;
            text(variable, "default")
        });
        let url = || self.servers().next().and_then(|server| text(server, "url")).map(|url| path_of(&url).to_owned());
        variable.or_else(url).unwrap_or_default()
    }

    /// What is at each path, in their order; it may be written elsewhere in the definition.
    pub(crate) fn items(&self) -> impl Iterator<Item = (&str, &Doc)> {
        let all = object(&self.root, "paths").into_iter().flatten().filter(|(path, _)| !path.starts_with("x-"));
        all.filter_map(|(path, item)| Some((path.as_str(), self.resolve(item)?)))
    }

    /// All methods of all paths, in their order.
    pub(crate) fn written(&self) -> impl Iterator<Item = Written<'_>> {
        self.items().flat_map(|(path, item)| {
            item.iter().filter_map(move |(name, operation)| {
                let (_, method) = METHODS.iter().find(|(known, _)| known == name)?;
                Some(Written { path, method, item, operation: operation.as_object()? })
            })
        })
    }

    /// The paths, also those without methods.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        objects(&self.root, "paths").map(|(path, _)| path).filter(|path| !path.starts_with("x-"))
    }

    /// Whether the definition says of an operation that it catches what no other route does.
    pub(crate) fn is_default_route(written: &Written<'_>) -> bool {
        written.path.trim_start_matches('/') == "$default" || flag(written.operation, "isDefaultRoute") == Some(true)
    }

    /// Follows a reference within the definition to an object. One that leads nowhere, elsewhere or in circles is none.
    pub(crate) fn resolve<'d>(&'d self, value: &'d Value) -> Option<&'d Doc> {
        const LONGEST_CHAIN: usize = 16;
        let mut found = value.as_object()?;
        for _ in 0..LONGEST_CHAIN {
            let Some(reference) = found.get("$ref").and_then(Value::as_str) else { return Some(found) };
            found = self.pointed(reference)?.as_object()?;
        }
        None
    }

    fn pointed(&self, reference: &str) -> Option<&Value> {
        let mut names = reference.strip_prefix("#/")?.split('/').map(|name| name.replace("~1", "/").replace("~0", "~"));
        let first = self.root.get(&names.next()?)?;
        names.try_fold(first, |value, name| value.get(&name))
    }

    /// The media types that an operation of version 2.0 takes or gives.
    pub(crate) fn media_types(&self, operation: &Doc, member: &str) -> Vec<String> {
        let holder = if operation.contains_key(member) { operation } else { &self.root };
        let types = texts(holder, member);
        if types.is_empty() { vec!["application/json".to_owned()] } else { types }
    }
}

/// The type that `x-amazon-apigateway-auth` names: "Values are case insensitive".
pub(crate) fn own_authorization(operation: &Doc) -> Option<String> {
    object(operation, "x-amazon-apigateway-auth").and_then(|auth| text(auth, "type")).map(|kind| kind.to_uppercase())
}

/// Whether a security scheme is a signature of AWS's.
pub(crate) fn is_sigv4(scheme: &Doc) -> bool {
    text(scheme, AUTHTYPE).is_some_and(|kind| kind.eq_ignore_ascii_case("awsSigv4"))
}

/// The path of a URL, which may have no host, or variables in place of anything.
fn path_of(url: &str) -> &str {
    let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = after_scheme.find('/').and_then(|at| after_scheme.get(at..)).unwrap_or("");
    path.split(['?', '#']).next().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn definition(root: &Value) -> Option<Definition> {
        Definition::new(root.as_object().cloned().unwrap_or_default())
    }

    // Developer guide, "Develop REST APIs using OpenAPI": versions 2.0 and 3.0.
    #[test]
    fn versions_2_0_and_3_0_are_definitions() {
        let version = |root: Value| definition(&root).map(|definition| definition.version);
        assert_eq!(version(serde_json::json!({"swagger": "2.0"})), Some(Version::Swagger2));
        assert_eq!(version(serde_json::json!({"swagger": 2.0})), Some(Version::Swagger2));
        assert_eq!(version(serde_json::json!({"openapi": "3.0.1"})), Some(Version::OpenApi3));
        assert_eq!(version(serde_json::json!({"openapi": "3.1.0"})), None);
        assert_eq!(version(serde_json::json!({"swagger": "1.2"})), None);
        assert_eq!(version(serde_json::json!({})), None);
    }

    // Developer guide, "Set the OpenAPI basePath property": the variable counts even when no URL names it.
    #[test]
    fn the_base_path_is_the_variable_or_the_path_of_the_url() {
        let base = |servers: Value| {
            definition(&serde_json::json!({"openapi": "3.0.1", "servers": servers})).map(|definition| definition.base_path())
        };
        let variable = serde_json::json!([{"url": "https://a.example/x", "variables": {"basePath": {"default": "/b"}}}]);
        assert_eq!(base(variable).as_deref(), Some("/b"));
        assert_eq!(base(serde_json::json!([{"url": "https://a.example/x/y/"}])).as_deref(), Some("/x/y/"));
        assert_eq!(base(serde_json::json!([{"url": "/v1"}])).as_deref(), Some("/v1"));
        assert_eq!(base(serde_json::json!([{"url": "https://a.example"}])).as_deref(), Some(""));
        assert_eq!(base(serde_json::json!([])).as_deref(), Some(""));
    }

    #[test]
    fn references_that_lead_in_circles_are_none() {
        let root = serde_json::json!({"openapi": "3.0.1", "a": {"$ref": "#/b"}, "b": {"$ref": "#/a"}, "c": {"$ref": "#/d~1e"}, "d/e": {"x": 1}});
        let definition = definition(&root).unwrap();
        assert!(definition.resolve(&serde_json::json!({"$ref": "#/a"})).is_none());
        assert!(definition.resolve(&serde_json::json!({"$ref": "https://elsewhere.example"})).is_none());
        assert_eq!(definition.resolve(&serde_json::json!({"$ref": "#/c"})).map(|found| found.len()), Some(1));
    }
}
