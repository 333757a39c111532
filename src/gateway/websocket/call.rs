//! One call of a route: its ids and time, and what integrations and expressions see of it.

use std::borrow::Cow;
use std::fmt;

use emulator_api::event::v1::Parameters;
use emulator_api::event::websocket::{EventType, MessageDirection, WebSocketEvent, WebSocketIdentity, WebSocketRequestContext};

use super::socket::Closure;
use crate::clock::Timestamp;
use crate::gateway::connections::Connection;
use crate::ids;
use crate::runtime::websocket::WebSocketStage;

/// One call of a route.
#[derive(Debug)]
pub(super) struct Call<'c> {
    /// The route; empty until it is selected.
    pub(super) route_key: Cow<'c, str>,
    /// Why it is called.
    pub(super) event_type: EventType,
    /// The call's id, also its extended id.
    pub(super) request_id: String,
    /// The message's id, if this is one.
    message_id: Option<String>,
    /// How the connection ended, if it has.
    pub(super) closure: Option<&'c Closure>,
    at: Timestamp,
    request_time: String,
}

impl<'c> Call<'c> {
    pub(super) fn new(route_key: &'c str, event_type: EventType, at: Timestamp) -> Self {
        Self {
            route_key: Cow::Borrowed(route_key),
            event_type,
            request_id: ids::extended_request_id(),
            message_id: (event_type == EventType::Message).then(ids::extended_request_id),
            closure: None,
            at,
            request_time: request_time(at),
        }
    }

    /// The call's time in seconds, as trace headers have it.
    pub(super) fn epoch_seconds(&self) -> i64 {
        self.at.as_seconds()
    }

    /// The event that a function gets.
    pub(super) fn event<'e>(
        &'e self,
        connection: &'e Connection,
        stage: &'e WebSocketStage,
        headers: &'e Parameters<'e>,
        query: &'e Parameters<'e>,
        body: Option<&'e str>,
    ) -> WebSocketEvent<'e> {
        let request_context = WebSocketRequestContext {
            route_key: &self.route_key,
            authorizer: None,
            disconnect_status_code: self.closure.map(|closure| closure.code),
            message_id: self.message_id.as_deref(),
            event_type: self.event_type,
            extended_request_id: &self.request_id,
            request_time: &self.request_time,
            message_direction: MessageDirection::In,
            disconnect_reason: self.closure.map(|closure| closure.reason.as_ref()),
            stage: &connection.stage,
            connected_at: connection.connected_at.as_millis(),
            request_time_epoch: self.at.as_millis(),
            identity: WebSocketIdentity { user_agent: connection.user_agent.as_deref(), source_ip: &connection.source_ip },
            request_id: &self.request_id,
            domain_name: &connection.domain_name,
            connection_id: connection.id.as_str(),
            api_id: &connection.api,
        };
        WebSocketEvent { headers, query, stage_variables: &stage.stage_variables, request_context, body }
    }

    /// The variable `$context.{path}` (developer guide, "WebSocket API mapping template reference").
    pub(super) fn variable<'v>(&'v self, connection: &'v Connection, path: &str) -> Option<Cow<'v, str>> {
        let text = match path {
            "apiId" => &*connection.api,
            "connectionId" => connection.id.as_str(),
            "domainName" => &*connection.domain_name,
            "eventType" => self.event_type.as_str(),
            "extendedRequestId" | "requestId" => self.request_id.as_str(),
            "identity.sourceIp" => &*connection.source_ip,
            "identity.userAgent" => connection.user_agent.as_deref()?,
            "messageId" => self.message_id.as_deref()?,
            "requestTime" => self.request_time.as_str(),
            "routeKey" => &*self.route_key,
            "stage" => &*connection.stage,
            "connectedAt" => return Some(connection.connected_at.as_millis().to_string().into()),
            "requestTimeEpoch" => return Some(self.at.as_millis().to_string().into()),
            _ => return None,
        };
        Some(Cow::Borrowed(text))
    }

    /// Says in the log why the call failed.
    pub(super) fn log_failure(&self, connection: &Connection, why: &(impl fmt::Display + ?Sized)) {
        let Connection { id, api, stage, .. } = connection;
        tracing::warn!(connection = %id, api = &**api, stage = &**stage, route = &*self.route_key, "{why}");
    }
}

fn request_time(at: Timestamp) -> String {
    let time = jiff::Timestamp::from_millisecond(at.as_millis()).unwrap_or_default();
    time.strftime("%d/%b/%Y:%H:%M:%S +0000").to_string()
}
