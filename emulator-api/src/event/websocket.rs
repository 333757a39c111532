//! What a WebSocket API tells a Lambda function. The function answers as one of a REST API does: [`super::v1::ProxyResult`].
//!
//! AWS documents these events only by example; names, order and presence follow events that people logged on AWS.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::event::authorizer::{Authorizer, RequestParameters, pairs};
use crate::event::v1::Parameters;
use crate::event::v2::Pairs;

/// The event of one route call: `$connect`, a message, or `$disconnect`. What is empty is left out.
#[derive(Clone, Debug)]
pub struct WebSocketEvent<'e> {
    /// The upgrade request's headers at `$connect`, a few at `$disconnect`, none with messages.
    pub headers: &'e Parameters<'e>,
    /// The upgrade request's query at `$connect`.
    pub query: &'e Parameters<'e>,
    /// The stage's variables.
    pub stage_variables: &'e [(Box<str>, Box<str>)],
    /// Who calls, and why.
    pub request_context: WebSocketRequestContext<'e>,
    /// The message; only with messages.
    pub body: Option<&'e str>,
}

impl Serialize for WebSocketEvent<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut event = serializer.serialize_map(None)?;
        if !self.headers.is_empty() {
            event.serialize_entry("headers", &self.headers.last_values())?;
            event.serialize_entry("multiValueHeaders", &self.headers.all_values())?;
        }
        if !self.query.is_empty() {
            event.serialize_entry("queryStringParameters", &self.query.last_values())?;
            event.serialize_entry("multiValueQueryStringParameters", &self.query.all_values())?;
        }
        if !self.stage_variables.is_empty() {
            event.serialize_entry("stageVariables", &Pairs(self.stage_variables))?;
        }
        event.serialize_entry("requestContext", &self.request_context)?;
        if let Some(body) = self.body {
            event.serialize_entry("body", body)?;
        }
        // Binary frames are refused, so a message is never in Base64.
        event.serialize_entry("isBase64Encoded", &false)?;
        event.end()
    }
}

/// The event of an authorizer, before `$connect` runs (developer guide, "Creating a Lambda REQUEST authorizer function").
/// What is empty is an empty object.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "type", rename = "REQUEST", rename_all = "camelCase")]
pub struct WebSocketAuthorizerEvent<'e> {
    /// `arn:aws:execute-api:{region}:{account}:{api}/{stage}/$connect`
    pub method_arn: &'e str,
    /// The upgrade request's headers and query.
    #[serde(flatten)]
    pub parameters: RequestParameters<'e>,
    /// The stage's variables.
    #[serde(serialize_with = "pairs")]
    pub stage_variables: &'e [(Box<str>, Box<str>)],
    /// Who calls, and why.
    pub request_context: WebSocketRequestContext<'e>,
}

/// The `requestContext` of a WebSocket event.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WebSocketRequestContext<'e> {
    /// The route that was selected.
    pub route_key: &'e str,
    /// What the `$connect` authorizer answered: `principalId` and its context.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authorizer: Option<Authorizer<'e>>,
    /// The close code; only at `$disconnect`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disconnect_status_code: Option<u16>,
    /// The message's id; only for messages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_id: Option<&'e str>,
    /// Which of the three kinds of events this is.
    pub event_type: EventType,
    /// The same as `request_id`.
    pub extended_request_id: &'e str,
    /// When the call was made: `30/Apr/2022:04:16:26 +0000`.
    pub request_time: &'e str,
    /// Always `IN`.
    pub message_direction: MessageDirection,
    /// Why the connection ended; only at `$disconnect`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disconnect_reason: Option<&'e str>,
    /// The stage's name.
    pub stage: &'e str,
    /// When the client connected, milliseconds since the epoch.
    pub connected_at: i64,
    /// When the call was made, milliseconds since the epoch.
    pub request_time_epoch: i64,
    /// Who the client is.
    pub identity: WebSocketIdentity<'e>,
    /// The call's id.
    pub request_id: &'e str,
    /// The host that the client connected to.
    pub domain_name: &'e str,
    /// The connection's id, as `@connections` takes it.
    pub connection_id: &'e str,
    /// The API's id.
    pub api_id: &'e str,
}

/// The `identity` of a WebSocket event's request context.
#[derive(Clone, Copy, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WebSocketIdentity<'e> {
    /// The `User-Agent` of the upgrade request, if it had one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_agent: Option<&'e str>,
    /// The client's address.
    pub source_ip: &'e str,
    /// Who signed the upgrade request, where that was asked for: the signer's account,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<&'e str>,
    /// the signer's unique id,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caller: Option<&'e str>,
    /// the key,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access_key: Option<&'e str>,
    /// the signer's ARN,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_arn: Option<&'e str>,
    /// and the unique id again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<&'e str>,
    /// The API key that connecting needed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub api_key: Option<&'e str>,
    /// The id of that key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub api_key_id: Option<&'e str>,
}

/// Why a route is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum EventType {
    /// A client wants to connect.
    Connect,
    /// A connected client sent a message.
    Message,
    /// A connection has ended.
    Disconnect,
}

impl EventType {
    /// The event type as `$context.eventType` has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Connect => "CONNECT",
            Self::Message => "MESSAGE",
            Self::Disconnect => "DISCONNECT",
        }
    }
}

/// Which way a message goes, seen from the gateway.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum MessageDirection {
    /// From the client.
    In,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn context() -> WebSocketRequestContext<'static> {
        WebSocketRequestContext {
            route_key: "$default",
            authorizer: None,
            disconnect_status_code: None,
            message_id: Some("Ti89OAAt3vcAAAQ="),
            event_type: EventType::Message,
            extended_request_id: "Ti89OF32joEFbiA=",
            request_time: "15/Jan/2019:13:09:27 +0000",
            message_direction: MessageDirection::In,
            disconnect_reason: None,
            stage: "test",
            connected_at: 1_547_557_733_712,
            request_time_epoch: 1_547_557_767_850,
            identity: WebSocketIdentity { source_ip: "89.24.55.85", ..WebSocketIdentity::default() },
            request_id: "Ti89OF32joEFbiA=",
            domain_name: "jzla12ar9e.execute-api.eu-west-1.amazonaws.com",
            connection_id: "Ti835f_GEowCETQ=",
            api_id: "jzla12ar9e",
        }
    }

    fn json(context: WebSocketRequestContext<'_>, body: Option<&str>) -> String {
        let none = Parameters::default();
        let event = WebSocketEvent { headers: &none, query: &none, stage_variables: &[], request_context: context, body };
        serde_json::to_string(&event).expect("JSON")
    }

    // Logged on AWS: aws/aws-lambda-java-libs issue 71.
    #[test]
    fn a_message_event_is_written_as_aws_writes_it() {
        let expected = concat!(
            r#"{"requestContext":{"routeKey":"$default","messageId":"Ti89OAAt3vcAAAQ=","eventType":"MESSAGE","#,
            r#""extendedRequestId":"Ti89OF32joEFbiA=","requestTime":"15/Jan/2019:13:09:27 +0000","messageDirection":"IN","#,
            r#""stage":"test","connectedAt":1547557733712,"requestTimeEpoch":1547557767850,"#,
            r#""identity":{"sourceIp":"89.24.55.85"},"requestId":"Ti89OF32joEFbiA=","#,
            r#""domainName":"jzla12ar9e.execute-api.eu-west-1.amazonaws.com","connectionId":"Ti835f_GEowCETQ=","#,
            r#""apiId":"jzla12ar9e"},"body":"hello","isBase64Encoded":false}"#,
        );
        assert_eq!(json(context(), Some("hello")), expected);
    }

    // Developer guide, "Managing connected users and client apps": the logged input of a $disconnect route.
    #[test]
    fn a_disconnect_event_says_how_the_connection_ended() {
        let context = WebSocketRequestContext {
            route_key: "$disconnect",
            message_id: None,
            disconnect_status_code: Some(1005),
            disconnect_reason: Some("Client-side close frame status not set"),
            event_type: EventType::Disconnect,
            ..context()
        };
        let event: serde_json::Value = serde_json::from_str(&json(context, None)).expect("JSON");
        assert_eq!(event["requestContext"]["disconnectStatusCode"], 1005);
        assert_eq!(event["requestContext"]["disconnectReason"], "Client-side close frame status not set");
        assert_eq!(event["requestContext"]["eventType"], "DISCONNECT");
        assert!(event.get("body").is_none());
    }
}
