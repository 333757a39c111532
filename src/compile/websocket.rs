//! Compiles a stage of a WebSocket API.

use std::sync::Arc;
use std::time::Duration;

use emulator_api::Doc;
use emulator_api::arn::FunctionArn;
use serde_json::Value;

use crate::compile::document::{self, flag, text, texts};
use crate::compile::{Diagnostic, Snapshot, access_log, connection, route_settings, throttling, without_effect};
use crate::expr::selection::SelectionExpression;
use crate::runtime::auth::AuthRule;
use crate::runtime::auth::function::{AuthorizerKind, FunctionAuthorizer, IdentitySource};
use crate::runtime::by_name::ByName;
use crate::runtime::connection::ClientCertificate;
use crate::runtime::metrics::{MessageMetrics, StageMetrics};
use crate::runtime::stage_variables::StageVariables;
use crate::runtime::usage::ApiKeySource;
use crate::runtime::websocket::integration::Integration;
use crate::runtime::websocket::validation::Validation;
use crate::runtime::websocket::{Authorization, CONNECT, DEFAULT, Route, WebSocketStage};

mod ineffective;
mod integration;
mod validation;

/// The expression of an API that has none, as CreateApi would not make it; then only `$default` gets messages.
const NO_SELECTION: &str = "$default";

/// Compiles the stage `stage_name` of `api` as its deployment froze it in `snapshot`. The stage's own settings are live;
/// routes, integrations and the route selection expression are the deployment's. What `previous` has counted goes on.
pub fn compile_stage(
    api: &Doc,
    stage_name: &str,
    stage: &Doc,
    snapshot: &Snapshot,
    previous: Option<&Arc<WebSocketStage>>,
) -> (WebSocketStage, Vec<Diagnostic>) {
    let frozen = snapshot.get("").unwrap_or(api);
    let metrics = previous.map(|stage| Arc::clone(&stage.metrics)).unwrap_or_default();
    let mut compiler = Compiler {
        snapshot,
        stage,
        previous,
        metrics,
        stage_variables: document::stage_variables(stage, "stageVariables"),
        client_certificate: connection::client_certificate(stage),
        api_key_source: api_key_source(frozen),
        diagnostics: Vec::new(),
    };
    let mut routes = ByName::default();
    for (id, document) in snapshot.children("/routes") {
        let route = compiler.route(id, document);
        if routes.insert(route.key.clone(), route).is_some() {
            compiler.report(format!("/routes/{id}"), "another route has the same key, only one of them gets messages");
        }
    }
    compiler.diagnostics.extend(without_effect::diagnostics(frozen, snapshot));
    compiler.diagnostics.extend(ineffective::diagnostics(snapshot));
    let access_log = access_log::compile(stage, &mut compiler.diagnostics);
    let compiled = WebSocketStage {
        name: stage_name.into(),
        route_selection: compiler.route_selection(frozen),
        stage_variables: compiler.stage_variables,
        routes,
        execute_api_disabled: flag(frozen, "disableExecuteApiEndpoint"),
        access_log,
        logging: route_settings::logging(stage, ""),
        metrics: compiler.metrics,
    };
    (compiled, compiler.diagnostics)
}

/// What the parts of a stage are compiled with.
struct Compiler<'s> {
    snapshot: &'s Snapshot,
    stage: &'s Doc,
    previous: Option<&'s Arc<WebSocketStage>>,
    /// What is counted of its messages.
    metrics: Arc<StageMetrics<MessageMetrics>>,
    stage_variables: StageVariables,
    /// What HTTP backends are shown, or why it cannot be.
    client_certificate: Result<Option<Arc<ClientCertificate>>, String>,
    api_key_source: Option<ApiKeySource>,
    diagnostics: Vec<Diagnostic>,
}

impl Compiler<'_> {
    fn report(&mut self, path: impl Into<String>, message: impl Into<String>) {
        self.diagnostics.push(Diagnostic::new(path, message));
    }

    fn route_selection(&mut self, api: &Doc) -> Result<SelectionExpression, Box<str>> {
        let source = text(api, "routeSelectionExpression").unwrap_or(NO_SELECTION);
        SelectionExpression::parse(source).map_err(|invalid| {
            let what = format!("the route selection expression {source:?} cannot be used: {invalid}");
            self.report("", &what);
            what.into()
        })
    }

    fn route(&mut self, id: &str, document: &Doc) -> Route {
        let at = format!("/routes/{id}");
        let key = text(document, "routeKey").unwrap_or("");
        let previous = self.previous.and_then(|stage| stage.route(key)?.throttle.as_ref());
        let (validation, integration) = self.behind(&at, key, document);
        Route {
            key: key.into(),
            authorization: self.authorization(&at, key, document),
            api_key: flag(document, "apiKeyRequired").then_some(self.api_key_source).flatten(),
            throttle: throttling::of_route(self.stage, key, previous),
            metrics: route_settings::metrics(self.stage, key, &self.metrics),
            logging: route_settings::logging(self.stage, key),
            validation,
            integration,
            responds: self.responds(&at, document),
        }
    }

    /// Authorization and API keys are of the `$connect` route only: "AuthN/AuthZ will be performed only at connection time"
    /// (developer guide, "Managing connected users and client apps").
    fn authorization(&mut self, at: &str, key: &str, route: &Doc) -> Authorization {
        let kind = text(route, "authorizationType").unwrap_or("NONE");
        let what = if flag(route, "apiKeyRequired") && self.api_key_source.is_none() {
            "the API's apiKeySelectionExpression".to_owned()
        } else if kind == "NONE" {
            return Authorization::Rule(AuthRule::Open);
        } else if kind == "AWS_IAM" && key == CONNECT {
            return Authorization::Iam;
        } else if kind == "CUSTOM" && key == CONNECT {
            match self.function_authorizer(text(route, "authorizerId").unwrap_or("")) {
                Ok(authorizer) => return Authorization::Function(Box::new(authorizer)),
                Err(what) => what,
            }
        } else {
            format!("authorizationType {kind}")
        };
        if key == CONNECT {
            self.report(at, format!("{what} is not emulated yet on WebSocket APIs, no client can connect"));
        }
        Authorization::Rule(AuthRule::NotEmulated { what: what.into() })
    }

    /// The authorizer of `$connect`. Its answers are not kept: WebSocket APIs ask it once a connection.
    fn function_authorizer(&self, id: &str) -> Result<FunctionAuthorizer, String> {
        let document = self.snapshot.get(&format!("/authorizers/{id}"));
        let document = document.ok_or_else(|| format!("authorizer {id:?}, which does not exist,"))?;
        if text(document, "authorizerType") != Some("REQUEST") {
            return Err(format!("authorizer {id:?}, which is not of type REQUEST,"));
        }
        let uri = self.stage_variables.fill(text(document, "authorizerUri").unwrap_or(""));
        let function = FunctionArn::from_invocation_uri(&uri).map_err(|_| format!("authorizer {id:?} with {uri:?}"))?;
        let identity_sources = texts(document, "identitySource")
            .flat_map(IdentitySource::all_of_route)
            .map(|source| source.map_err(|unknown| format!("identity source {unknown:?} of authorizer {id:?}")));
        let kind = AuthorizerKind::Request { identity_sources: identity_sources.collect::<Result<_, _>>()? };
        Ok(FunctionAuthorizer { id: id.into(), function, kind, result_ttl: Duration::ZERO })
    }

    /// What is checked of calls, and where they go; what cannot be checked goes nowhere.
    fn behind(&mut self, at: &str, key: &str, route: &Doc) -> (Validation, Integration) {
        let compiled = self.validation(at, key, route).and_then(|validation| Ok((validation, self.integration_of(route)?)));
        compiled.unwrap_or_else(|what| {
            self.report(at, &what);
            (Validation::default(), integration::refusing(what))
        })
    }

    fn integration_of(&self, route: &Doc) -> Result<Integration, String> {
        let target = text(route, "target").and_then(|target| target.strip_prefix("integrations/"));
        let id = target.ok_or("the route has no integration")?;
        let document = self.snapshot.get(&format!("/integrations/{id}"));
        let document = document.ok_or_else(|| format!("the route's integration {id} does not exist"))?;
        self.integration(id, document).map_err(|what| format!("integration {id}: {what}"))
    }

    /// An answer goes back if the route has a route response: "When defined, it signals to API Gateway that it should return a
    /// response to a client" (developer guide, "Route response selection expressions"). AWS allows only `$default`, as its key and
    /// as the expression that selects it, which may be missing.
    fn responds(&mut self, at: &str, route: &Doc) -> bool {
        let selection = text(route, "routeResponseSelectionExpression").unwrap_or(DEFAULT);
        if !matches!(selection, DEFAULT | r"\$default") {
            self.report(
                at,
                format!("the route response selection expression {selection:?} is not $default, nothing is answered"),
            );
            return false;
        }
        let responses = format!("{at}/routeresponses");
        let mut responses = self.snapshot.children(&responses);
        responses.any(|(_, response)| text(response, "routeResponseKey") == Some(DEFAULT))
    }
}

/// Where API keys come from; none for an expression that AWS does not know (developer guide, "API key selection expressions").
fn api_key_source(api: &Doc) -> Option<ApiKeySource> {
    match text(api, "apiKeySelectionExpression") {
        None | Some("$request.header.x-api-key") => Some(ApiKeySource::Header),
        Some("$context.authorizer.usageIdentifierKey") => Some(ApiKeySource::Authorizer),
        Some(_) => None,
    }
}

/// Whether a member is there and says something: an empty map or list does not.
fn is_set(document: &Doc, member: &str) -> bool {
    match document.get(member) {
        None | Some(Value::Null) => false,
        Some(Value::Object(members)) => !members.is_empty(),
        Some(Value::Array(items)) => !items.is_empty(),
        Some(_) => true,
    }
}

#[cfg(test)]
mod tests;
