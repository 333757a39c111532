//! The cache of a stage and its methods (developer guide, "Enabling API caching to enhance responsiveness").

use std::sync::Arc;
use std::time::Duration;

use emulator_api::Doc;
use http::Method;
use serde_json::Value;

use crate::compile::document::{flag, members, text, texts};
use crate::compile::rest::{Compiler, parameters, settings};
use crate::runtime::rest::RestStage;
use crate::runtime::rest::cache::{Invalidation, MethodCache, StageCache, Unauthorized};
use crate::runtime::rest::parameters::RequestSource;

/// How long an answer is kept when its settings do not say it.
const DEFAULT_TTL_SECONDS: u64 = 300;

/// The cache of a stage, if it has a cluster. "API Gateway changes caching capacity by removing the existing cache instance".
pub(super) fn of_stage(stage: &Doc, previous: Option<&Arc<RestStage>>) -> Option<Arc<StageCache>> {
    let previous = previous.and_then(|previous| previous.cache.as_ref());
    flag(stage, "cacheClusterEnabled")
        .then(|| StageCache::continued(text(stage, "cacheClusterSize").unwrap_or_default(), previous))
}

/// How the method at `at` uses the cache, by the verbs of the requests that do. The error says what cannot be a key.
pub(super) fn of_method(
    compiler: &Compiler<'_>,
    path: &str,
    verb: &str,
    at: &str,
) -> Result<Box<[(Method, MethodCache)]>, String> {
    let Some(answers) = &compiler.cache else { return Ok([].into()) };
    let Some(integration) = compiler.snapshot.get(&format!("{at}/integration")) else { return Ok([].into()) };
    // "Endpoint caching" is not for integrations that stream.
    if text(integration, "responseTransferMode") == Some("STREAM") {
        return Ok([].into());
    }
    let verbs = if verb == "ANY" { settings::OF_ANY.to_vec() } else { verb.parse().into_iter().collect() };
    let mut caches = Vec::new();
    for of_verb in verbs {
        let Some(setting) = setting(compiler.stage, path, verb, &of_verb) else { continue };
        let seconds = setting.get("cacheTtlInSeconds").and_then(Value::as_u64).unwrap_or(DEFAULT_TTL_SECONDS);
        if !flag(setting, "cachingEnabled") || seconds == 0 {
            continue;
        }
        let deployment = text(compiler.stage, "deploymentId").unwrap_or_default();
        let namespace = text(integration, "cacheNamespace").unwrap_or(at);
        let cache = MethodCache {
            answers: Arc::clone(answers),
            // Releases of different deployments keep their answers apart, those of the same share them (developer guide,
            // "Canary release deployment in API Gateway").
            scope: format!("{deployment} {of_verb} {namespace}").into(),
            key_parameters: key_parameters(compiler, integration)?,
            time_to_live: Duration::from_secs(seconds),
            invalidation: invalidation(setting)?,
        };
        caches.push((of_verb, cache));
    }
    Ok(caches.into())
}

/// The setting that decides for a verb of the method `declared`: its own, or the method's own; for GET also that of all methods.
fn setting<'s>(stage: &'s Doc, path: &str, declared: &str, verb: &Method) -> Option<&'s Doc> {
    settings::own(stage, path, verb.as_str())
        .or_else(|| settings::own(stage, path, declared))
        .or_else(|| (*verb == Method::GET).then(|| settings::of_method(stage, path, verb.as_str())).flatten())
}

/// Parameters of the method, or of the integration, which are what is mapped to them.
fn key_parameters(compiler: &Compiler<'_>, integration: &Doc) -> Result<Box<[RequestSource]>, String> {
    let sources = texts(integration, "cacheKeyParameters").map(|parameter| {
        let mapped = members(integration, "requestParameters").find(|(target, _)| *target == parameter);
        parameters::request_source(compiler, mapped.map_or(parameter, |(_, source)| source))
    });
    sources.collect()
}

fn invalidation(setting: &Doc) -> Result<Invalidation, String> {
    if setting.get("requireAuthorizationForCacheControl") == Some(&Value::Bool(false)) {
        return Ok(Invalidation::Open);
    }
    match text(setting, "unauthorizedCacheControlHeaderStrategy") {
        Some("FAIL_WITH_403") => Ok(Invalidation::Authorized(Unauthorized::Fail)),
        None | Some("SUCCEED_WITH_RESPONSE_HEADER") => Ok(Invalidation::Authorized(Unauthorized::Warn)),
        Some("SUCCEED_WITHOUT_RESPONSE_HEADER") => Ok(Invalidation::Authorized(Unauthorized::Ignore)),
        Some(other) => Err(format!("{other:?} is not an unauthorizedCacheControlHeaderStrategy")),
    }
}
