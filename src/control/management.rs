//! `@connections`: the API of a deployed WebSocket API's connections.

use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, Result};
use serde_json::{Value, json};

use super::call::{Scope, text};
use super::{Caller, ConnectionAddress, Control, PortError};

/// Sends the body to a client.
pub(crate) fn post_to_connection(control: &Control, scope: Scope, input: Input) -> Result<Output> {
    let to = address(scope, &input.members);
    control.ports.post_to_connection(&to, input.payload.unwrap_or_default()).map_err(|error| refusal(error, &to))?;
    Ok(Output::default())
}

/// Tells when and from where a client connected.
pub(crate) fn get_connection(control: &Control, scope: Scope, input: &Input) -> Result<Output> {
    let at = address(scope, &input.members);
    let connection = control.ports.connection(&at).map_err(|error| refusal(error, &at))?;
    let mut identity = Doc::new();
    identity.insert("sourceIp".to_owned(), Value::from(connection.source_ip));
    if let Some(agent) = connection.user_agent {
        identity.insert("userAgent".to_owned(), Value::from(agent));
    }
    let mut members = Doc::new();
    members.insert("connectedAt".to_owned(), json!(connection.connected_at.as_seconds()));
    members.insert("identity".to_owned(), Value::Object(identity));
    members.insert("lastActiveAt".to_owned(), json!(connection.last_active_at.as_seconds()));
    Ok(Output::from(members))
}

/// Disconnects a client.
pub(crate) fn delete_connection(control: &Control, scope: Scope, input: &Input) -> Result<Output> {
    let at = address(scope, &input.members);
    control.ports.delete_connection(&at).map_err(|error| refusal(error, &at))?;
    Ok(Output::default())
}

fn address(scope: Scope, input: &Doc) -> ConnectionAddress {
    let Caller { account, region, api_stage, .. } = scope.caller;
    ConnectionAddress { id: text(input, "connectionId").to_owned(), account, region, api_stage }
}

fn refusal(error: PortError, at: &ConnectionAddress) -> AwsError {
    match error {
        PortError::Malformed => AwsError::bad_request(format!("Invalid connectionId: {}", at.id)),
        PortError::Gone => AwsError::gone(),
        PortError::TooLarge => AwsError::payload_too_large("Message too long"),
        PortError::Throttled => AwsError::limit_exceeded("Too Many Requests"),
        PortError::BufferFull => AwsError::limit_exceeded("The WebSocket client side buffer is full"),
    }
}
