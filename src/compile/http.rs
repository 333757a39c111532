//! Compiles a stage of an HTTP API.

use std::collections::HashMap;
use std::sync::Arc;

use emulator_api::Doc;

use crate::compile::document::{self, flag, object, text};
use crate::compile::{Diagnostic, Snapshot, access_log, route_settings, throttling, without_effect};
use crate::runtime::auth::function::FunctionAuthorizer;
use crate::runtime::http::jwt::JwtAuthorizer;
use crate::runtime::http::routes::{PathVariable, RouteKey, RouteTable};
use crate::runtime::http::{HttpStage, Integration, Route};
use crate::runtime::metrics::{RequestMetrics, StageMetrics};
use crate::runtime::stage_variables::StageVariables;
use crate::runtime::throttle::Throttle;

mod authorization;
mod cors;
mod integration;
mod mapping;
mod service;

pub use mapping::check_mappings;
pub use service::check_service_parameters;

/// Compiles the stage `stage` of `api` as its deployment froze it in `snapshot`. The stage's own settings are live; routes,
/// integrations, authorizers and CORS are the deployment's. What `previous` has learned while serving is kept.
pub fn compile_stage(
    api: &Doc,
    stage_name: &str,
    stage: &Doc,
    snapshot: &Snapshot,
    previous: Option<&Arc<HttpStage>>,
) -> (HttpStage, Vec<Diagnostic>) {
    let mut compiler = Compiler::new(snapshot, stage, previous.map(Arc::as_ref));
    let mut routes = RouteTable::default();
    for (id, document) in snapshot.children("/routes") {
        compiler.add_route(&mut routes, id, document);
    }
    let frozen_api = snapshot.get("").unwrap_or(api);
    let cors = object(frozen_api, "corsConfiguration").map(|configuration| compiler.cors(configuration));
    compiler.diagnostics.extend(without_effect::diagnostics(frozen_api, snapshot));
    let access_log = access_log::compile(stage, &mut compiler.diagnostics);
    let stage = HttpStage {
        name: stage_name.into(),
        stage_variables: compiler.stage_variables,
        routes,
        cors,
        execute_api_disabled: flag(frozen_api, "disableExecuteApiEndpoint"),
        access_log,
        authorizer_results: previous.map(|stage| Arc::clone(&stage.authorizer_results)).unwrap_or_default(),
        metrics: compiler.metrics,
    };
    (stage, compiler.diagnostics)
}

/// What the parts of a stage are compiled with.
struct Compiler<'s> {
    snapshot: &'s Snapshot,
    stage: &'s Doc,
    stage_variables: StageVariables,
    /// The JWT authorizers so far, by id; routes share them.
    authorizers: HashMap<String, Arc<JwtAuthorizer>>,
    /// The Lambda authorizers likewise.
    function_authorizers: HashMap<String, Arc<FunctionAuthorizer>>,
    previous: Option<&'s HttpStage>,
    /// What is counted of its requests.
    metrics: Arc<StageMetrics<RequestMetrics>>,
    /// What the previous stage's routes have counted, by their keys.
    throttles: HashMap<&'s str, &'s Arc<Throttle>>,
    diagnostics: Vec<Diagnostic>,
}

impl<'s> Compiler<'s> {
    fn new(snapshot: &'s Snapshot, stage: &'s Doc, previous: Option<&'s HttpStage>) -> Self {
        Self {
            snapshot,
            stage,
            stage_variables: document::stage_variables(stage, "stageVariables"),
            authorizers: HashMap::new(),
            function_authorizers: HashMap::new(),
            previous,
            metrics: previous.map(|stage| Arc::clone(&stage.metrics)).unwrap_or_default(),
            throttles: previous.into_iter().flat_map(|stage| stage.routes.iter()).filter_map(throttle_by_key).collect(),
            diagnostics: Vec::new(),
        }
    }

    fn report(&mut self, path: impl Into<String>, message: impl Into<String>) {
        self.diagnostics.push(Diagnostic::new(path, message));
    }

    fn add_route(&mut self, routes: &mut RouteTable, id: &str, document: &Doc) {
        let at = format!("/routes/{id}");
        let key = text(document, "routeKey").unwrap_or("");
        let Some(parsed) = RouteKey::parse(key) else {
            return self.report(at, format!("{key:?} is not a route key, no request can reach this route"));
        };
        let path = if let RouteKey::Path { path, .. } = parsed { path } else { "" };
        let variables = PathVariable::of(path);
        let route = Route {
            key: key.into(),
            authorization: self.authorization(&at, document),
            throttle: throttling::of_route(self.stage, key, self.throttles.get(key).copied()),
            metrics: route_settings::metrics(self.stage, key, &self.metrics),
            integration: self.route_integration(&at, document, &parsed, &variables),
            variables,
        };
        if routes.insert(&parsed, route).is_err() {
            self.report(at, format!("another route has the key {key:?}, this one gets no requests"));
        }
    }

    fn route_integration(&mut self, at: &str, route: &Doc, key: &RouteKey<'_>, variables: &[PathVariable]) -> Integration {
        let target = text(route, "target").and_then(|target| target.strip_prefix("integrations/"));
        let Some(id) = target else {
            let what = "the route has no integration";
            self.report(at, what);
            return Integration::refusing(what);
        };
        let place = format!("/integrations/{id}");
        let Some(document) = self.snapshot.get(&place) else {
            let what = format!("the route's integration {id} does not exist");
            self.report(at, &what);
            return Integration::refusing(what);
        };
        self.integration(document, key, variables).unwrap_or_else(|what| {
            self.report(place, &what);
            Integration::refusing(what)
        })
    }
}

fn throttle_by_key(route: &Route) -> Option<(&str, &Arc<Throttle>)> {
    Some((&route.key, route.throttle.as_ref()?))
}

#[cfg(test)]
mod tests;
