//! A REST API's deployment and stage become a [`RestStage`]. What the flow cannot do is compiled to a refusal that names
//! itself, and told as a diagnostic.

use std::sync::Arc;

use emulator_api::Doc;
use http::Method;

use crate::compile::rest::document::{flag, members, object, text, texts};
use crate::compile::{Diagnostic, Snapshot};
use crate::runtime::auth::AuthRule;
use crate::runtime::rest::validation::RequestValidation;
use crate::runtime::rest::{BinaryMediaTypes, Integration, Resource, RestMethod, RestStage, RouteTable};

mod document;
mod gateway_response;
mod integration;
mod parameters;
mod uri;
mod validation;

/// Compiles one stage of a REST API: `api` as it is, `snapshot` as the stage's deployment froze it, `stage` as it is set.
pub fn compile_stage(api: &Doc, stage_name: &str, stage: &Doc, snapshot: &Snapshot) -> (RestStage, Vec<Diagnostic>) {
    let frozen = snapshot.get("").unwrap_or(api);
    let mut compiler = Compiler {
        snapshot,
        variables: stage_variables(stage),
        closed: what_closes_the_stage(frozen, stage),
        client_certificate: text(stage, "clientCertificateId").is_some(),
        diagnostics: Vec::new(),
    };
    if let Some(what) = compiler.closed {
        compiler.report("", format!("{what} is not emulated yet; the stage refuses every call"));
    }
    let mut routes = RouteTable::default();
    for (id, resource) in snapshot.children("/resources") {
        routes.insert(compiler.resource(id, resource));
    }
    let gateway_responses = gateway_response::compile(&mut compiler);
    let compiled = RestStage {
        name: Arc::from(stage_name),
        deployment_id: text(stage, "deploymentId").unwrap_or_default().into(),
        routes,
        binary_media_types: texts(frozen, "binaryMediaTypes").collect::<BinaryMediaTypes>(),
        gateway_responses,
        execute_api_disabled: flag(frozen, "disableExecuteApiEndpoint"),
        variables: compiler.variables,
    };
    (compiled, compiler.diagnostics)
}

/// What one run of the compiler knows and says.
struct Compiler<'s> {
    snapshot: &'s Snapshot,
    variables: Box<[(Box<str>, Box<str>)]>,
    /// What is set for the whole stage and not emulated.
    closed: Option<&'static str>,
    client_certificate: bool,
    diagnostics: Vec<Diagnostic>,
}

impl Compiler<'_> {
    fn report(&mut self, path: &str, message: impl Into<String>) {
        self.diagnostics.push(Diagnostic { path: path.to_owned(), message: message.into() });
    }

    fn variable(&self, name: &str) -> Option<&str> {
        self.variables.iter().find(|(known, _)| **known == *name).map(|(_, value)| &**value)
    }

    fn resource(&mut self, id: &str, document: &Doc) -> Resource {
        let path = text(document, "path").unwrap_or("/");
        let mut resource = Resource { id: id.into(), path: path.into(), methods: Vec::new(), any: None };
        let collection = format!("/resources/{id}/methods");
        for (verb, document) in self.snapshot.children(&collection) {
            let at = format!("{collection}/{verb}");
            let method = self.method(&at, document);
            match (verb, verb.parse::<Method>()) {
                ("ANY", _) => resource.any = Some(method),
                (_, Ok(verb)) => resource.methods.push((verb, method)),
                (_, Err(_)) => self.report(&at, format!("{verb:?} is not an HTTP method")),
            }
        }
        resource
    }

    fn method(&mut self, at: &str, document: &Doc) -> RestMethod {
        let authorization = match self.what_guards(document) {
            Some(what) => {
                self.report(at, format!("{what} is not emulated yet; the method refuses every call"));
                AuthRule::NotEmulated { what: what.into() }
            }
            None => AuthRule::Open,
        };
        let validation = validation::compile(self, document);
        let integration = integration::compile(self, at).map_err(|detail| (format!("{at}/integration"), detail));
        let (validation, integration) = match (validation, integration) {
            (Ok(validation), Ok(integration)) => (validation, integration),
            (Err(detail), _) => (RequestValidation::default(), self.refusal(at, detail)),
            (Ok(validation), Err((at, detail))) => (validation, self.refusal(&at, detail)),
        };
        let operation_name = text(document, "operationName").map(Into::into);
        RestMethod { authorization, operation_name, validation, integration }
    }

    /// An integration that fails every call, and the diagnostic that says so.
    fn refusal(&mut self, at: &str, detail: String) -> Integration {
        self.report(at, detail.clone());
        Integration::refusing(detail)
    }

    /// A check that the method declares and nothing here makes.
    fn what_guards(&self, method: &Doc) -> Option<String> {
        if let Some(what) = self.closed {
            return Some(what.to_owned());
        }
        if let Some(kind) = text(method, "authorizationType").filter(|kind| *kind != "NONE") {
            return Some(format!("authorizationType {kind}"));
        }
        flag(method, "apiKeyRequired").then(|| "apiKeyRequired".to_owned())
    }
}

fn stage_variables(stage: &Doc) -> Box<[(Box<str>, Box<str>)]> {
    let mut variables: Vec<(Box<str>, Box<str>)> =
        members(stage, "variables").map(|(name, value)| (name.into(), value.into())).collect();
    variables.sort();
    variables.into()
}

/// What is set for the whole API or stage, would change or refuse requests on AWS, and is not done here.
fn what_closes_the_stage(api: &Doc, stage: &Doc) -> Option<&'static str> {
    let private =
        || object(api, "endpointConfiguration").is_some_and(|endpoint| texts(endpoint, "types").any(|kind| kind == "PRIVATE"));
    let canary = || {
        object(stage, "canarySettings")
            .and_then(|canary| canary.get("percentTraffic")?.as_f64())
            .is_some_and(|percent| percent > 0.0)
    };
    if text(api, "policy").is_some() {
        Some("the API's resource policy")
    } else if private() {
        Some("endpoint type PRIVATE")
    } else if api.get("minimumCompressionSize").is_some_and(|size| !size.is_null()) {
        Some("minimumCompressionSize")
    } else if text(stage, "webAclArn").is_some() {
        Some("the stage's webAclArn")
    } else if canary() {
        Some("the stage's canarySettings")
    } else if flag(stage, "cacheClusterEnabled") && any_setting(stage, |setting| flag(setting, "cachingEnabled")) {
        Some("the stage's cache")
    } else if any_setting(stage, is_throttled) {
        Some("throttling in the stage's methodSettings")
    } else {
        None
    }
}

fn any_setting(stage: &Doc, is_set: impl Fn(&Doc) -> bool) -> bool {
    object(stage, "methodSettings")
        .is_some_and(|settings| settings.values().filter_map(|setting| setting.as_object()).any(is_set))
}

/// Whether a method's limits are lower than the account's (developer guide, "Quotas": 10,000 requests per second, burst
/// 5,000), which AWS writes into every setting.
fn is_throttled(setting: &Doc) -> bool {
    let below = |name: &str, account: f64| {
        setting.get(name).and_then(serde_json::Value::as_f64).is_some_and(|limit| (0.0..account).contains(&limit))
    };
    below("throttlingRateLimit", 10_000.0) || below("throttlingBurstLimit", 5_000.0)
}
