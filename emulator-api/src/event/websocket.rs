//! What a WebSocket API tells a Lambda function, and what the function may answer.
//!
//! AWS documents these events only by example; names, order and presence follow events that people logged on AWS.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use crate::Doc;

/// The event of one route call: `$connect`, a message, or `$disconnect`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WebSocketEvent<'e> {
    /// The upgrade request's headers, the last value of each; only at `$connect` and `$disconnect`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headers: Option<&'e BTreeMap<String, String>>,
    /// The same with all values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub multi_value_headers: Option<&'e BTreeMap<String, Vec<String>>>,
    /// The upgrade request's query, decoded, the last value of each; only at `$connect`, and only if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub query_string_parameters: Option<&'e BTreeMap<String, String>>,
    /// The same with all values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub multi_value_query_string_parameters: Option<&'e BTreeMap<String, Vec<String>>>,
    /// The stage's variables, if it has any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage_variables: Option<&'e BTreeMap<String, String>>,
    /// Who calls, and why.
    pub request_context: WebSocketRequestContext<'e>,
    /// The message; only for messages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<&'e str>,
    /// Whether `body` is in base64.
    pub is_base64_encoded: bool,
}

/// The `requestContext` of a WebSocket event.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WebSocketRequestContext<'e> {
    /// The route that was selected.
    pub route_key: &'e str,
    /// What the `$connect` authorizer answered: `principalId` and its context.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authorizer: Option<&'e Doc>,
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
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WebSocketIdentity<'e> {
    /// The `User-Agent` of the upgrade request, if it had one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_agent: Option<&'e str>,
    /// The client's address.
    pub source_ip: &'e str,
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

/// What a function answered to a WebSocket event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebSocketResult {
    /// `statusCode`: decides at `$connect`, and nowhere else.
    pub status_code: u16,
    /// `headers`, names as the function wrote them; only `Sec-WebSocket-Protocol` has a meaning.
    pub headers: Vec<(String, String)>,
    /// `body`, sent to the client if the route has a route response.
    pub body: Option<String>,
}

impl WebSocketResult {
    /// Reads a function's payload.
    ///
    /// # Errors
    /// What is malformed, for the log: AWS takes an object with an integer-like `statusCode`, a text `body` and scalar `headers`.
    pub fn parse(payload: &[u8]) -> Result<Self, MalformedResult> {
        let answer: Value = serde_json::from_slice(payload).map_err(|_| MalformedResult("it is not JSON"))?;
        let Value::Object(answer) = answer else { return Err(MalformedResult("it is not an object")) };
        let status_code = status_code(answer.get("statusCode"))?;
        let body = match answer.get("body") {
            None | Some(Value::Null) => None,
            Some(Value::String(body)) => Some(body.clone()),
            Some(_) => return Err(MalformedResult("its body is not a string")),
        };
        Ok(Self { status_code, headers: headers(answer.get("headers"))?, body })
    }

    /// A header's value; names match in any case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(given, _)| given.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

fn status_code(value: Option<&Value>) -> Result<u16, MalformedResult> {
    let code = match value {
        Some(Value::Number(number)) => number.as_u64(),
        Some(Value::String(text)) => text.parse().ok(),
        _ => None,
    };
    let code = code.and_then(|code| u16::try_from(code).ok()).filter(|code| (100..1000).contains(code));
    code.ok_or(MalformedResult("its statusCode is missing or not an HTTP status"))
}

fn headers(value: Option<&Value>) -> Result<Vec<(String, String)>, MalformedResult> {
    let headers = match value {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(Value::Object(headers)) => headers,
        Some(_) => return Err(MalformedResult("its headers are not an object")),
    };
    let pairs = headers.iter().map(|(name, value)| match value {
        Value::String(text) => Ok((name.clone(), text.clone())),
        Value::Number(_) | Value::Bool(_) => Ok((name.clone(), value.to_string())),
        _ => Err(MalformedResult("one of its headers is not a string, number or boolean")),
    });
    pairs.collect()
}

/// Why a function's answer cannot be used, one clause for the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MalformedResult(&'static str);

impl std::fmt::Display for MalformedResult {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "the function's answer is malformed: {}", self.0)
    }
}

impl std::error::Error for MalformedResult {}

#[cfg(test)]
mod tests {
    use serde_json::json;

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
            identity: WebSocketIdentity { user_agent: None, source_ip: "89.24.55.85" },
            request_id: "Ti89OF32joEFbiA=",
            domain_name: "jzla12ar9e.execute-api.eu-west-1.amazonaws.com",
            connection_id: "Ti835f_GEowCETQ=",
            api_id: "jzla12ar9e",
        }
    }

    fn event(context: WebSocketRequestContext<'_>) -> WebSocketEvent<'_> {
        WebSocketEvent {
            headers: None,
            multi_value_headers: None,
            query_string_parameters: None,
            multi_value_query_string_parameters: None,
            stage_variables: None,
            request_context: context,
            body: None,
            is_base64_encoded: false,
        }
    }

    // Logged on AWS: aws/aws-lambda-java-libs issue 71.
    #[test]
    fn a_message_event_is_written_as_aws_writes_it() {
        let event = WebSocketEvent { body: Some("hello"), ..event(context()) };
        let expected = concat!(
            r#"{"requestContext":{"routeKey":"$default","messageId":"Ti89OAAt3vcAAAQ=","eventType":"MESSAGE","#,
            r#""extendedRequestId":"Ti89OF32joEFbiA=","requestTime":"15/Jan/2019:13:09:27 +0000","messageDirection":"IN","#,
            r#""stage":"test","connectedAt":1547557733712,"requestTimeEpoch":1547557767850,"#,
            r#""identity":{"sourceIp":"89.24.55.85"},"requestId":"Ti89OF32joEFbiA=","#,
            r#""domainName":"jzla12ar9e.execute-api.eu-west-1.amazonaws.com","connectionId":"Ti835f_GEowCETQ=","#,
            r#""apiId":"jzla12ar9e"},"body":"hello","isBase64Encoded":false}"#,
        );
        assert_eq!(serde_json::to_string(&event).unwrap(), expected);
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
        let event = serde_json::to_value(event(context)).unwrap();
        assert_eq!(event["requestContext"]["disconnectStatusCode"], json!(1005));
        assert_eq!(event["requestContext"]["disconnectReason"], json!("Client-side close frame status not set"));
        assert_eq!(event["requestContext"]["eventType"], json!("DISCONNECT"));
        assert!(event.get("body").is_none());
    }

    #[test]
    fn a_result_needs_a_status_code() {
        assert!(WebSocketResult::parse(br#"{"body":"hi"}"#).is_err());
        assert!(WebSocketResult::parse(b"null").is_err());
        assert!(WebSocketResult::parse(b"\"text\"").is_err());
        assert_eq!(WebSocketResult::parse(br#"{"statusCode":"201"}"#).unwrap().status_code, 201);
    }

    #[test]
    fn a_result_body_must_be_text() {
        assert!(WebSocketResult::parse(br#"{"statusCode":200,"body":{"a":1}}"#).is_err());
        assert_eq!(WebSocketResult::parse(br#"{"statusCode":200,"body":"hi"}"#).unwrap().body.as_deref(), Some("hi"));
    }

    #[test]
    fn a_result_header_is_found_in_any_case() {
        let result = WebSocketResult::parse(br#"{"statusCode":200,"headers":{"sec-websocket-protocol":"v1"}}"#).unwrap();
        assert_eq!(result.header("Sec-WebSocket-Protocol"), Some("v1"));
    }
}
