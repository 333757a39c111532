//! Which methods need an API key (developer guide, "Choose an API key source").

use emulator_api::Doc;

use crate::compile::document::{flag, text};
use crate::compile::rest::Compiler;
use crate::runtime::usage::{ApiKeyRule, ApiKeySource};

/// The rule of a method; none when it needs no key.
pub(super) fn compile(compiler: &Compiler<'_>, method: &Doc, path: &str, verb: &str) -> Option<Box<ApiKeyRule>> {
    if !flag(method, "apiKeyRequired") {
        return None;
    }
    let source = match compiler.snapshot.get("").and_then(|api| text(api, "apiKeySource")) {
        Some("AUTHORIZER") => ApiKeySource::Authorizer,
        _ => ApiKeySource::Header,
    };
    Some(Box::new(ApiKeyRule { source, method: format!("{path}/{verb}").into() }))
}
