//! `methodSettings` of a stage.

use emulator_api::Doc;
use http::Method;

use crate::compile::document::{flag, object, text};
use crate::compile::rest::{Compiler, throttling};
use crate::runtime::rest::MethodSettings;
use crate::runtime::rest::logging::Logging;

/// The verbs that ANY stands for; their settings are those of each verb (as serverless-api-gateway-caching writes them).
pub(super) const OF_ANY: [Method; 7] =
    [Method::DELETE, Method::GET, Method::HEAD, Method::OPTIONS, Method::PATCH, Method::POST, Method::PUT];

/// What a stage sets for a method.
pub(super) fn compile(compiler: &mut Compiler<'_>, path: &str, verb: &str) -> MethodSettings {
    let throttle = throttling::compile(compiler, path, verb);
    let Some(settings) = of_method(compiler.stage, path, verb) else {
        return MethodSettings { throttle, ..MethodSettings::default() };
    };
    let metrics = flag(settings, "metricsEnabled").then(|| compiler.state.metrics.of_part(&format!("{verb} {path}")));
    MethodSettings { throttle, metrics, logging: logging(settings) }
}

/// What a stage sets for single verbs of an ANY.
pub(super) fn of_verbs(compiler: &mut Compiler<'_>, path: &str) -> Box<[(Method, MethodSettings)]> {
    let mut settings = Vec::new();
    for verb in OF_ANY {
        if own(compiler.stage, path, verb.as_str()).is_some() {
            let of_verb = compile(compiler, path, verb.as_str());
            settings.push((verb, of_verb));
        }
    }
    settings.into()
}

/// The settings of a method: its own, else those of all methods.
pub(super) fn of_method<'s>(stage: &'s Doc, path: &str, verb: &str) -> Option<&'s Doc> {
    own(stage, path, verb).or_else(|| object(object(stage, "methodSettings")?, "*/*"))
}

/// The settings that a method has to itself.
pub(super) fn own<'s>(stage: &'s Doc, path: &str, verb: &str) -> Option<&'s Doc> {
    let settings = object(stage, "methodSettings")?;
    settings.iter().find(|(key, _)| is_for(key, path, verb))?.1.as_object()
}

/// What the settings of a method let it write into the execution log.
fn logging(settings: &Doc) -> Option<Logging> {
    let all_steps = match text(settings, "loggingLevel") {
        Some("INFO") => true,
        Some("ERROR") => false,
        _ => return None,
    };
    Some(Logging { all_steps, data: flag(settings, "dataTraceEnabled") })
}

/// Whether a setting's key, `orders~1{id}/GET`, is for a method.
fn is_for(key: &str, path: &str, verb: &str) -> bool {
    let key = key.replace("~1", "/");
    key.rsplit_once('/').is_some_and(|(resource, method)| resource.trim_matches('/') == path.trim_matches('/') && method == verb)
}
