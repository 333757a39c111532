//! A deployed REST API stage: what its deployment froze, as its stage is set.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use http::Method;

pub use crate::runtime::rest::canary::{Canary, Release};
pub use crate::runtime::rest::gateway_response::{GatewayResponse, GatewayResponseType, GatewayResponses};
pub use crate::runtime::rest::integration::Integration;
pub use crate::runtime::rest::media_types::BinaryMediaTypes;
pub use crate::runtime::rest::routes::{RouteMatch, RouteTable};

use crate::runtime::access_log::AccessLog;
use crate::runtime::auth::MethodAuthorization;
use crate::runtime::auth::results::AuthorizerResults;
use crate::runtime::http::jwt::KeyCache;
use crate::runtime::metrics::{RequestMetrics, StageMetrics};
use crate::runtime::rest::cache::{MethodCache, StageCache};
use crate::runtime::rest::logging::Logging;
use crate::runtime::rest::validation::RequestValidation;
use crate::runtime::stage_variables::StageVariables;
use crate::runtime::throttle::Throttle;
use crate::runtime::usage::ApiKeyRule;

pub mod cache;
pub mod canary;
pub mod gateway_response;
pub mod integration;
pub mod logging;
pub mod media_types;
pub mod parameters;
mod readers;
pub mod routes;
pub mod template;
pub mod uri;
pub mod validation;

/// One stage of a REST API, ready to serve.
#[derive(Debug)]
pub struct RestStage {
    /// The stage's name, the first segment of its path.
    pub name: Arc<str>,
    /// The API's name, by which metrics know it.
    pub api_name: Box<str>,
    /// The deployment that it serves.
    pub deployment_id: Box<str>,
    /// Which release of the stage this is, and the canary beside it.
    pub release: Release,
    /// Its variables.
    pub stage_variables: StageVariables,
    /// The resources and their methods.
    pub routes: RouteTable,
    /// What a signed request for a method that is not there has to pass before it is told so.
    pub nowhere: MethodAuthorization,
    /// Which bodies are bytes and not text.
    pub binary_media_types: BinaryMediaTypes,
    /// `minimumCompressionSize`: bodies of at least so many bytes are compressed and decompressed; none is never.
    pub minimum_compression_size: Option<usize>,
    /// How failures are told.
    pub gateway_responses: GatewayResponses,
    /// Endpoint type `PRIVATE`: only VPC endpoints reach it.
    pub private: bool,
    /// `webAclArn`: what filters its requests.
    pub web_acl: Option<Box<str>>,
    /// `disableExecuteApiEndpoint`: only custom domain names reach the API.
    pub execute_api_disabled: bool,
    /// `tracingEnabled`: requests that nobody has decided upon are traced.
    pub tracing: bool,
    /// How its access log is written, if it has one.
    pub access_log: Option<AccessLog>,
    /// The buckets of its methods, by verb and path, for the stage that follows this one.
    pub throttles: HashMap<Box<str>, Arc<Throttle>>,
    /// Where its answers are kept, if it has a cache cluster.
    pub cache: Option<Arc<StageCache>>,
    /// What the stage has learned while serving.
    pub state: Arc<StageState>,
}

/// What a stage learns while it serves. A publish keeps it; deleting the stage ends it.
#[derive(Debug, Default)]
pub struct StageState {
    /// What its Lambda authorizers answered.
    pub authorizer_results: AuthorizerResults,
    /// What is counted of its requests; of methods by verb and path, `GET /orders/{id}`.
    pub metrics: StageMetrics<RequestMetrics>,
    issuer_keys: Mutex<HashMap<Box<str>, Arc<KeyCache>>>,
}

impl StageState {
    /// The keys of a token issuer, as far as they are known. Asked while compiling, not while serving.
    pub fn keys_of(&self, issuer: &str) -> Arc<KeyCache> {
        let mut known = self.issuer_keys.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(known.entry(issuer.into()).or_default())
    }
}

/// One resource of a REST API.
#[derive(Debug)]
pub struct Resource {
    /// The resource's id.
    pub id: Box<str>,
    /// Its path with its parameters: `/orders/{id}`.
    pub path: Box<str>,
    /// Methods with a verb of their own.
    pub methods: Vec<(Method, RestMethod)>,
    /// The method of all other verbs.
    pub any: Option<RestMethod>,
}

/// What a verb does on a resource.
#[derive(Debug)]
pub struct RestMethod {
    /// Who may call it.
    pub authorization: MethodAuthorization,
    /// The API key that callers need, if they need one.
    pub api_key: Option<Box<ApiKeyRule>>,
    /// What the stage sets for it.
    pub settings: MethodSettings,
    /// What the stage sets for verbs that ANY stands for.
    pub settings_of_verbs: Box<[(Method, MethodSettings)]>,
    /// The name of the operation, if it was given one.
    pub operation_name: Option<Box<str>>,
    /// What a request must have.
    pub validation: RequestValidation,
    /// How its answers are kept, by the verbs for which they are.
    pub caches: Box<[(Method, MethodCache)]>,
    /// What answers it.
    pub integration: Integration,
}

/// What a stage sets for a method, or for one verb of ANY.
#[derive(Clone, Debug, Default)]
pub struct MethodSettings {
    /// How many calls it takes, where that is less than the account does.
    pub throttle: Option<Arc<Throttle>>,
    /// What is counted of its requests, where the stage asks for detailed metrics.
    pub metrics: Option<Arc<RequestMetrics>>,
    /// What it writes into the stage's execution log, if anything.
    pub logging: Option<Logging>,
}

impl RestMethod {
    /// What the stage sets for requests with `verb`.
    pub fn settings(&self, verb: &Method) -> &MethodSettings {
        self.settings_of_verbs.iter().find(|(known, _)| known == verb).map_or(&self.settings, |(_, settings)| settings)
    }

    /// How the answers to `verb` are kept, if they are.
    pub fn cache(&self, verb: &Method) -> Option<&MethodCache> {
        self.caches.iter().find(|(known, _)| known == verb).map(|(_, cache)| cache)
    }
}

impl Resource {
    /// What `path` has in the places of the resource's own; none when it is another resource's path.
    pub fn parameters_of<'t, 'p>(&'t self, path: &'p str) -> Option<Vec<(&'t str, &'p str)>> {
        let mut found = Vec::new();
        let mut rest = path.trim_matches('/');
        for part in self.path.split('/').filter(|part| !part.is_empty()) {
            let (given, following) = rest.split_once('/').unwrap_or((rest, ""));
            match place(part) {
                Some((name, true)) if !rest.is_empty() => {
                    found.push((name, rest));
                    return Some(found);
                }
                Some((name, false)) if !given.is_empty() => found.push((name, given)),
                None if given == part => {}
                _ => return None,
            }
            rest = following;
        }
        rest.is_empty().then_some(found)
    }

    /// Whether ANY answers `verb`.
    pub fn is_answered_by_any(&self, verb: &Method) -> bool {
        !self.methods.iter().any(|(known, _)| known == verb)
    }

    /// The method that answers `verb`: its own, or ANY, which stands for seven verbs (API reference, PutMethod).
    pub fn method(&self, verb: &Method) -> Option<&RestMethod> {
        let own = self.methods.iter().find(|(known, _)| known == verb).map(|(_, method)| method);
        own.or_else(|| self.any.as_ref().filter(|_| is_covered_by_any(verb)))
    }
}

/// Whether a path's part is a place, `{name}` or `{name+}`: its name, and whether it is greedy.
fn place(part: &str) -> Option<(&str, bool)> {
    let name = part.strip_prefix('{')?.strip_suffix('}')?;
    Some(name.strip_suffix('+').map_or((name, false), |name| (name, true)))
}

fn is_covered_by_any(verb: &Method) -> bool {
    matches!(*verb, Method::DELETE | Method::GET | Method::HEAD | Method::OPTIONS | Method::PATCH | Method::POST | Method::PUT)
}
