//! Invoke: the one operation that runs a function.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, ErrorCode, Result};
use emulator_api::invocation::{Invocation, InvocationType};
use serde_json::{Value, json};

use crate::control::Control;
use crate::control::call::{Scope, text};

use super::LATEST;
use super::name::Named;

/// Runs a function, or has it run.
pub(crate) async fn invoke(control: &Control, scope: Scope, input: Input) -> Result<Output> {
    let mut named = Named::read(&scope, &input.members)?;
    // Whatever has no version means the latest, and errors say so (recorded: test_invoke_exceptions).
    named.arn.qualifier.get_or_insert_with(|| LATEST.to_owned());
    for unknown in ["DurableExecutionName", "TenantId"] {
        if !text(&input.members, unknown).is_empty() {
            return Err(AwsError::not_implemented(format!("Invoke with {unknown}")));
        }
    }
    let invocation = Invocation {
        payload: payload(input.payload)?,
        kind: match text(&input.members, "InvocationType") {
            "Event" => InvocationType::Event,
            "DryRun" => InvocationType::DryRun,
            _ => InvocationType::RequestResponse,
        },
        trace_id: None,
        client_context: client_context(text(&input.members, "ClientContext"))?,
        log_tail: text(&input.members, "LogType") == "Tail",
    };
    let outcome = control.ports.invoke_function(&named.arn, invocation).await?;
    let mut members = Doc::new();
    let mut set = |member: &str, value: Value| members.insert(member.to_owned(), value);
    set("StatusCode", json!(outcome.status));
    if let Some(error) = outcome.function_error {
        set("FunctionError", json!(error.as_str()));
    }
    if let Some(log) = outcome.log_tail {
        set("LogResult", json!(STANDARD.encode(log)));
    }
    if let Some(version) = outcome.executed_version {
        set("ExecutedVersion", json!(version));
    }
    Ok(Output { members, payload: Some(outcome.payload) })
}

/// The event. None at all is an empty one; what is no JSON is refused before the function runs.
fn payload(payload: Option<Bytes>) -> Result<Bytes> {
    let payload = payload.unwrap_or_default();
    if payload.is_empty() {
        return Ok(Bytes::from_static(b"{}"));
    }
    match serde_json::from_slice::<serde::de::IgnoredAny>(&payload) {
        Ok(_) => Ok(payload),
        Err(error) => Err(AwsError::new(
            ErrorCode::InvalidRequestContent,
            format!("Could not parse request body into json: Could not parse payload into json: {error}"),
        )),
    }
}

fn client_context(encoded: &str) -> Result<Option<String>> {
    if encoded.is_empty() {
        return Ok(None);
    }
    let decoded = STANDARD.decode(encoded).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let context = decoded.filter(|text| serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok());
    context.map(Some).ok_or_else(|| {
        AwsError::new(ErrorCode::InvalidRequestContent, "Client context must be a valid Base64-encoded JSON object.")
    })
}
