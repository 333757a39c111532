//! Documents become a definition.

mod documentation;
pub(crate) mod http;
mod integration;
mod models;
mod operation;
pub(crate) mod rest;
mod security;

use bytes::Bytes;
use emulator_api::Doc;
use emulator_api::codec::format_iso8601;
use emulator_api::error::{AwsError, Result};
use serde_json::Value;

use super::source::print_yaml;
use crate::control::call::text;

/// The text of a definition.
pub(crate) fn print(definition: Doc, yaml: bool) -> Result<Bytes> {
    let text = if yaml {
        print_yaml(&definition).map_err(|error| error.to_string())
    } else {
        serde_json::to_string_pretty(&Value::Object(definition)).map_err(|error| error.to_string())
    };
    text.map(Bytes::from).map_err(|error| {
        tracing::error!(error, "a definition could not be printed");
        AwsError::internal_failure("Internal failure")
    })
}

/// The version that an export names: the API's own, else when the API was made.
pub(crate) fn version_of(api: &Doc) -> String {
    let own = text(api, "version");
    if own.is_empty() {
        format_iso8601(api.get("createdDate").and_then(Value::as_f64).unwrap_or_default())
    } else {
        own.to_owned()
    }
}

/// The path item's member for a method of API Gateway.
fn item_member(method: &str) -> String {
    if method == "ANY" { "x-amazon-apigateway-any-method".to_owned() } else { method.to_ascii_lowercase() }
}

/// Gives `to` what `from` has of a member, unless it is null.
fn copy(from: &Doc, to: &mut Doc, member: &str, named: &str) {
    if let Some(value) = from.get(member).filter(|value| !value.is_null()) {
        to.insert(named.to_owned(), value.clone());
    }
}

/// A text member in lower case, as the extensions have it.
fn copy_lowered(from: &Doc, to: &mut Doc, member: &str) {
    if let Some(text) = from.get(member).and_then(Value::as_str) {
        to.insert(member.to_owned(), text.to_ascii_lowercase().into());
    }
}
