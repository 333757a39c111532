//! A request as it arrived, cut where its stage begins.

use std::net::SocketAddr;

use bytes::Bytes;
use http::request::Parts;

/// A request with its whole body.
#[derive(Debug)]
pub struct Inbound {
    /// Method, URI, headers as sent.
    pub parts: Parts,
    /// The whole body.
    pub body: Bytes,
    /// Who sent it.
    pub peer: SocketAddr,
    /// The host that it was sent to, with port, as `$context.domainName` is made from.
    pub host: String,
    /// How many bytes of the URI's path belong to the address (`/_aws/execute-api/{api}/{stage}`, `/{stage}`).
    pub address_length: usize,
}

impl Inbound {
    /// The path below the stage, percent-encoded as sent, always with its leading slash.
    pub fn path(&self) -> &str {
        match self.parts.uri.path().get(self.address_length..) {
            Some(path) if path.starts_with('/') => path,
            _ => "/",
        }
    }

    /// The query as sent, without `?`; empty when there is none.
    pub fn query(&self) -> &str {
        self.parts.uri.query().unwrap_or("")
    }

    /// A header's first value, if it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.parts.headers.get(name)?.to_str().ok()
    }
}
