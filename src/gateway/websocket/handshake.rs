//! The upgrade request: is it one, and the answer that switches protocols.

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header};
use http_body_util::Full;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

use crate::gateway::inbound::Inbound;

/// What a valid upgrade request asks for.
#[derive(Debug)]
pub(super) struct Handshake {
    accept: HeaderValue,
}

impl Handshake {
    /// Reads an upgrade request.
    ///
    /// # Errors
    /// The answer to a request that is none: 426 for plain HTTP, as AWS gives it (seen by the tests that serverless-offline
    /// runs against AWS), 400 for a handshake that RFC 6455 does not allow.
    pub(super) fn read(inbound: &Inbound) -> Result<Self, Box<Response<Full<Bytes>>>> {
        let headers = &inbound.parts.headers;
        let upgrades = has_token(headers, &header::CONNECTION, "upgrade") && has_token(headers, &header::UPGRADE, "websocket");
        if !upgrades || headers.get(header::SEC_WEBSOCKET_VERSION).is_none_or(|version| version != "13") {
            return Err(Box::new(upgrade_required()));
        }
        match headers.get(header::SEC_WEBSOCKET_KEY).and_then(|key| HeaderValue::try_from(derive_accept_key(key.as_bytes())).ok())
        {
            Some(accept) if inbound.parts.method == Method::GET => Ok(Self { accept }),
            _ => Err(Box::new(plain(StatusCode::BAD_REQUEST, r#"{"message": "Bad Request"}"#))),
        }
    }

    /// The answer that switches protocols, with the subprotocol that `$connect` chose.
    pub(super) fn accept(self, subprotocol: Option<HeaderValue>) -> Response<Full<Bytes>> {
        let mut response = Response::new(Full::default());
        *response.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
        let headers = response.headers_mut();
        headers.insert(header::CONNECTION, HeaderValue::from_static("upgrade"));
        headers.insert(header::UPGRADE, HeaderValue::from_static("websocket"));
        headers.insert(header::SEC_WEBSOCKET_ACCEPT, self.accept);
        if let Some(subprotocol) = subprotocol {
            headers.insert(header::SEC_WEBSOCKET_PROTOCOL, subprotocol);
        }
        response
    }
}

/// An answer with a JSON body and nothing else.
pub(super) fn plain(status: StatusCode, body: &'static str) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

fn upgrade_required() -> Response<Full<Bytes>> {
    let mut response = plain(StatusCode::UPGRADE_REQUIRED, r#"{"message": "Upgrade Required"}"#);
    let headers = response.headers_mut();
    headers.insert(header::CONNECTION, HeaderValue::from_static("upgrade"));
    headers.insert(header::UPGRADE, HeaderValue::from_static("websocket"));
    headers.insert(header::SEC_WEBSOCKET_VERSION, HeaderValue::from_static("13"));
    response
}

fn has_token(headers: &HeaderMap, name: &header::HeaderName, token: &str) -> bool {
    let values = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|given| given.trim().eq_ignore_ascii_case(token))
}
