//! A REST API's deployment and stage become a [`RestStage`]. What the flow cannot do is compiled to a refusal that names
//! itself, and told as a diagnostic.

use std::collections::HashMap;
use std::mem;
use std::sync::Arc;

use emulator_api::Doc;
use http::Method;
use serde_json::Value;

use crate::compile::document::{self, flag, object, text, texts};
use crate::compile::{Diagnostic, Snapshot, access_log, condition_keys, connection};
use crate::policy::Policy;
use crate::runtime::access_log::AccessLog;
use crate::runtime::auth::MethodAuthorization;
use crate::runtime::auth::function::FunctionAuthorizer;
use crate::runtime::connection::ClientCertificate;
use crate::runtime::rest::cache::StageCache;
use crate::runtime::rest::validation::RequestValidation;
use crate::runtime::rest::{
    BinaryMediaTypes, Canary, Integration, MethodSettings, Release, Resource, RestMethod, RestStage, RouteTable, StageState,
};
use crate::runtime::stage_variables::StageVariables;
use crate::runtime::throttle::Throttle;

mod api_key;
mod authorization;
mod cache;
mod canary;
mod gateway_response;
mod ineffective;
mod integration;
mod parameters;
mod settings;
mod throttling;
mod validation;

/// What the deployments of a stage froze.
#[derive(Clone, Copy, Debug)]
pub struct Frozen<'s> {
    /// The deployment of the stage itself.
    pub production: &'s Snapshot,
    /// The deployment of its canary, where it has one.
    pub canary: Option<&'s Snapshot>,
}

impl<'s> From<&'s Snapshot> for Frozen<'s> {
    fn from(production: &'s Snapshot) -> Self {
        Self { production, canary: None }
    }
}

/// Compiles one stage of a REST API: `api` as it is, `frozen` as its deployments are, `stage` as it is set.
/// `api_arn` is what the ARNs of its methods begin with, `arn:aws:execute-api:us-east-1:000000000000:a1b2c3d4e5`. What
/// `previous` has learned while serving is kept.
pub fn compile_stage<'s>(
    api: &'s Doc,
    api_arn: &'s str,
    stage_name: &'s str,
    stage: &'s Doc,
    frozen: impl Into<Frozen<'s>>,
    previous: Option<&'s Arc<RestStage>>,
) -> (RestStage, Vec<Diagnostic>) {
    let frozen = frozen.into();
    let state = previous.map(|stage| Arc::clone(&stage.state)).unwrap_or_default();
    let context = StageContext { api, api_arn, stage_name, previous, cache: cache::of_stage(stage, previous), state };
    let (mut compiled, mut diagnostics) = compile_release(&context, stage, frozen.production, HashMap::new());
    if let Some(settings) = object(stage, "canarySettings") {
        let snapshot = frozen.canary.unwrap_or(frozen.production);
        let buckets = mem::take(&mut compiled.throttles);
        let (mut canary, found) = compile_release(&context, &canary::stage(stage, settings), snapshot, buckets);
        canary.release = Release::Canary;
        canary.access_log = canary.access_log.map(|log| AccessLog { destination: log.destination.of_canary(), ..log });
        compiled.throttles = mem::take(&mut canary.throttles);
        compiled.release = Release::Production(Canary { percent: canary::percent(settings), stage: Box::new(canary) });
        let new = found.into_iter().filter(|diagnostic| !diagnostics.contains(diagnostic));
        diagnostics.extend(new.collect::<Vec<_>>());
    }
    (compiled, diagnostics)
}

/// What the releases of a stage have in common.
struct StageContext<'s> {
    api: &'s Doc,
    api_arn: &'s str,
    stage_name: &'s str,
    previous: Option<&'s Arc<RestStage>>,
    cache: Option<Arc<StageCache>>,
    state: Arc<StageState>,
}

/// Compiles one release of a stage. `throttles` are the buckets that another release of it has already.
fn compile_release(
    context: &StageContext<'_>,
    stage: &Doc,
    snapshot: &Snapshot,
    throttles: HashMap<Box<str>, Arc<Throttle>>,
) -> (RestStage, Vec<Diagnostic>) {
    let frozen = snapshot.get("").unwrap_or(context.api);
    let mut compiler = Compiler {
        snapshot,
        stage_variables: document::stage_variables(stage, "variables"),
        client_certificate: connection::client_certificate(stage),
        resource_policy: authorization::resource_policy(frozen, context.api_arn, is_private(frozen)),
        function_authorizers: HashMap::new(),
        models: validation::Models::default(),
        stage,
        previous: context.previous,
        throttles,
        cache: context.cache.clone().filter(|_| flag(stage, "cacheClusterEnabled")),
        state: Arc::clone(&context.state),
        diagnostics: Vec::new(),
    };
    ineffective::report_stage(&mut compiler, frozen);
    if let Ok(Some(policy)) = &compiler.resource_policy {
        condition_keys::report(policy, &mut compiler.diagnostics);
    }
    let mut routes = RouteTable::default();
    for (id, resource) in snapshot.children("/resources") {
        routes.insert(compiler.resource(id, resource));
    }
    let nowhere = authorization::nowhere(&compiler);
    let gateway_responses = gateway_response::compile(&mut compiler);
    let access_log = access_log::compile(stage, &mut compiler.diagnostics);
    let compiled = RestStage {
        name: Arc::from(context.stage_name),
        api_name: text(context.api, "name").unwrap_or_default().into(),
        deployment_id: text(stage, "deploymentId").unwrap_or_default().into(),
        release: Release::Only,
        routes,
        nowhere,
        binary_media_types: texts(frozen, "binaryMediaTypes").collect::<BinaryMediaTypes>(),
        minimum_compression_size: frozen
            .get("minimumCompressionSize")
            .and_then(Value::as_u64)
            .map(|size| usize::try_from(size).unwrap_or(usize::MAX)),
        gateway_responses,
        private: is_private(frozen),
        web_acl: text(stage, "webAclArn").map(Into::into),
        execute_api_disabled: flag(frozen, "disableExecuteApiEndpoint"),
        tracing: flag(stage, "tracingEnabled"),
        access_log,
        stage_variables: compiler.stage_variables,
        throttles: compiler.throttles,
        cache: compiler.cache,
        state: compiler.state,
    };
    (compiled, compiler.diagnostics)
}

/// What one run of the compiler knows and says.
struct Compiler<'s> {
    snapshot: &'s Snapshot,
    stage_variables: StageVariables,
    /// What HTTP backends are shown, or why it cannot be.
    client_certificate: Result<Option<Arc<ClientCertificate>>, String>,
    /// The API's resource policy, or why it cannot be kept.
    resource_policy: Result<Option<Arc<Policy>>, String>,
    /// The Lambda authorizers that methods have asked for, or why they cannot be asked.
    function_authorizers: HashMap<Box<str>, Result<Arc<FunctionAuthorizer>, String>>,
    /// The models that methods have asked for.
    models: validation::Models,
    stage: &'s Doc,
    /// The stage as it was before.
    previous: Option<&'s Arc<RestStage>>,
    throttles: HashMap<Box<str>, Arc<Throttle>>,
    /// Where answers are kept.
    cache: Option<Arc<StageCache>>,
    /// What the stage has learned while serving.
    state: Arc<StageState>,
    diagnostics: Vec<Diagnostic>,
}

impl Compiler<'_> {
    fn report(&mut self, path: &str, message: impl Into<String>) {
        self.diagnostics.push(Diagnostic::new(path, message));
    }

    fn resource(&mut self, id: &str, document: &Doc) -> Resource {
        let path = text(document, "path").unwrap_or("/");
        let mut resource = Resource { id: id.into(), path: path.into(), methods: Vec::new(), any: None };
        let collection = format!("/resources/{id}/methods");
        for (verb, document) in self.snapshot.children(&collection) {
            let at = format!("{collection}/{verb}");
            let mut method = self.method(&at, document);
            method.api_key = api_key::compile(self, document, path, verb);
            method.settings = settings::compile(self, path, verb);
            if verb == "ANY" {
                method.settings_of_verbs = settings::of_verbs(self, path);
            }
            match cache::of_method(self, path, verb, &at) {
                Ok(caches) => method.caches = caches,
                Err(detail) => method.integration = self.refusal(&format!("{at}/integration"), detail),
            }
            match (verb, verb.parse::<Method>()) {
                ("ANY", _) => resource.any = Some(method),
                (_, Ok(verb)) => resource.methods.push((verb, method)),
                (_, Err(_)) => self.report(&at, format!("{verb:?} is not an HTTP method")),
            }
        }
        resource
    }

    fn method(&mut self, at: &str, document: &Doc) -> RestMethod {
        let authorization = authorization::method(self, document).unwrap_or_else(|why| {
            self.report(at, format!("{why}; the method refuses every call"));
            MethodAuthorization::Refuses { why: why.into() }
        });
        ineffective::report_integration(self, &format!("{at}/integration"));
        let validation = validation::compile(self, document);
        let integration = integration::compile(self, at).map_err(|detail| (format!("{at}/integration"), detail));
        let (validation, integration) = match (validation, integration) {
            (Ok(validation), Ok(integration)) => (validation, integration),
            (Err(detail), _) => (RequestValidation::default(), self.refusal(at, detail)),
            (Ok(validation), Err((at, detail))) => (validation, self.refusal(&at, detail)),
        };
        let operation_name = text(document, "operationName").map(Into::into);
        RestMethod {
            authorization,
            api_key: None,
            settings: MethodSettings::default(),
            settings_of_verbs: [].into(),
            operation_name,
            validation,
            caches: [].into(),
            integration,
        }
    }

    /// An integration that fails every call, and the diagnostic that says so.
    fn refusal(&mut self, at: &str, detail: String) -> Integration {
        self.report(at, detail.clone());
        Integration::refusing(detail)
    }
}

/// Whether only VPC endpoints reach the API.
fn is_private(api: &Doc) -> bool {
    object(api, "endpointConfiguration").is_some_and(|endpoint| texts(endpoint, "types").any(|kind| kind == "PRIVATE"))
}
