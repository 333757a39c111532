//! Integrations of WebSocket APIs.

use std::time::Duration;

use emulator_api::Doc;
use serde_json::Value;

use super::{Compiler, is_set, text};
use crate::runtime::function::FunctionArn;
use crate::runtime::websocket::{Integration, Target};

/// The timeout of an integration that sets none (developer guide, "Setting up a WebSocket API integration request").
const DEFAULT_TIMEOUT_MILLIS: u64 = 29_000;

/// An integration that fails every call and says why.
pub(super) fn refusing(what: impl Into<Box<str>>) -> Integration {
    Integration { target: Target::NotEmulated { what: what.into() }, timeout: Duration::ZERO }
}

impl Compiler<'_> {
    /// Compiles an integration; what cannot be done is the error.
    pub(super) fn integration(&self, document: &Doc) -> Result<Integration, String> {
        let timeout = document.get("timeoutInMillis").and_then(Value::as_u64).unwrap_or(DEFAULT_TIMEOUT_MILLIS);
        let target = match text(document, "integrationType").unwrap_or("") {
            "AWS_PROXY" => self.function(document)?,
            other => return Err(format!("integrationType {other} is not emulated yet on WebSocket APIs")),
        };
        Ok(Integration { target, timeout: Duration::from_millis(timeout) })
    }

    fn function(&self, document: &Doc) -> Result<Target, String> {
        for member in ["contentHandlingStrategy", "requestParameters"] {
            if is_set(document, member) {
                return Err(format!("{member} is not emulated yet on WebSocket APIs"));
            }
        }
        let uri = self.with_stage_variables(text(document, "integrationUri").unwrap_or(""));
        FunctionArn::from_invocation_uri(&uri).map(Target::Function).map_err(|error| error.to_string())
    }

    /// Puts the stage's variables in the place of `${stageVariables.name}`; one that the stage does not have is empty.
    fn with_stage_variables(&self, text: &str) -> String {
        let mut result = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("${stageVariables.") {
            let Some((name, after)) = after.split_once('}') else { break };
            result.push_str(before);
            result.push_str(self.stage_variables.get(name).map_or("", |value| value));
            rest = after;
        }
        result.push_str(rest);
        result
    }
}
