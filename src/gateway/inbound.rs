//! A request as it arrived, cut where its stage begins.

use std::net::SocketAddr;
use std::sync::Arc;

use bytes::Bytes;
use emulator_api::event::client_certificate::ClientCertificate;
use http::header::AsHeaderName;
use http::request::Parts;
use http::{HeaderMap, Method};

use crate::gateway::address;
use crate::gateway::mutual_tls::MutualTls;
use crate::gateway::recorder::Recorder;
use crate::runtime::domain::PrivateDomain;

mod recorded;
mod upgrade;

pub use recorded::{Recorded, Recording};
pub use upgrade::{RawStream, UpgradeError, upgraded};

/// The head of an HTTP/1 request, byte for byte; empty where it is not known.
#[derive(Clone, Debug, Default)]
pub struct RequestHead(Vec<u8>);

impl RequestHead {
    /// A head that was recorded: perhaps with more behind it, perhaps incomplete.
    pub fn new(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// The names of its headers, as written.
    fn names(&self) -> impl Iterator<Item = &str> {
        let lines = self.0.split(|byte| *byte == b'\n').skip(1).map(<[u8]>::trim_ascii_end).take_while(|line| !line.is_empty());
        lines.filter_map(|line| std::str::from_utf8(line.split(|byte| *byte == b':').next()?).ok())
    }
}

/// What a sender signed, where the flow has changed it; part of the request's extensions.
#[derive(Clone, Debug)]
struct AsSent {
    method: Method,
    headers: HeaderMap,
    body: Bytes,
}

/// The id of the routing rule that led a request to its stage; part of the request's extensions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoutingRuleId(pub Arc<str>);

/// The header by which a caller says which VPC endpoint it comes through, where a private custom domain name has several: on AWS
/// the network knows.
pub const VPC_ENDPOINT: &str = "x-emulator-vpc-endpoint";

/// A call of a private custom domain name; part of the request's extensions.
#[derive(Clone, Debug)]
pub struct PrivateCall {
    /// The name.
    pub domain: Arc<PrivateDomain>,
    /// The VPC endpoint that it comes through.
    pub vpc_endpoint: Arc<str>,
}

impl PrivateCall {
    /// A call through the VPC endpoint that its headers name, or the only one that is associated with the name. None when
    /// no such endpoint is.
    pub fn through(name: &str, domain: &Arc<PrivateDomain>, headers: &HeaderMap) -> Option<Self> {
        let named = headers.get(VPC_ENDPOINT).and_then(|value| value.to_str().ok());
        let endpoint = match (named, &*domain.vpc_endpoints) {
            (Some(named), endpoints) => endpoints.iter().find(|endpoint| ***endpoint == *named),
            (None, [only]) => Some(only),
            (None, _) => None,
        };
        if endpoint.is_none() {
            let known = domain.vpc_endpoints.join(", ");
            tracing::warn!(
                domain = name,
                "no VPC endpoint leads here: associate one (CreateDomainNameAccessAssociation), and if there are several ({known}) \
                 name one in the header {VPC_ENDPOINT}"
            );
        }
        Some(Self { domain: Arc::clone(domain), vpc_endpoint: Arc::clone(endpoint?) })
    }
}

/// A request, with its body unless that is an [`Upload`](crate::net::client::Upload).
#[derive(Debug)]
pub struct Inbound {
    /// Method, URI, headers as sent.
    pub parts: Parts,
    /// The head that they were read from.
    pub head: RequestHead,
    /// The whole body; empty where it goes on as it comes, which it does only where nothing reads it (`gateway::upload`).
    pub body: Bytes,
    /// Who sent it.
    pub peer: SocketAddr,
    /// The host that it was sent to, with port, as `$context.domainName` is made from.
    pub host: String,
    /// How many bytes of the URI's path belong to the address (`/_aws/execute-api/{api}/{stage}`, `/{stage}`).
    pub address_length: usize,
    /// Takes down what happens to it, where the request history is on.
    pub recorder: Recorder,
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

    /// Keeps the request as it was sent, before it is changed: signatures are of that. The first word is the last.
    pub fn keep_as_sent(&mut self) {
        if self.parts.extensions.get::<AsSent>().is_none() {
            let (method, headers) = (self.parts.method.clone(), self.parts.headers.clone());
            self.parts.extensions.insert(AsSent { method, headers, body: self.body.clone() });
        }
    }

    /// Method, headers and body as they were sent.
    pub fn as_sent(&self) -> (&Method, &HeaderMap, &Bytes) {
        match self.parts.extensions.get::<AsSent>() {
            Some(sent) => (&sent.method, &sent.headers, &sent.body),
            None => (&self.parts.method, &self.parts.headers, &self.body),
        }
    }

    /// The names of the headers as they were written, where that is known.
    pub fn names_as_sent(&self) -> impl Iterator<Item = &str> {
        let is_textual = self.parts.version < http::Version::HTTP_2;
        is_textual.then(|| self.head.names()).into_iter().flatten()
    }

    /// The protocol that its sender speaks. AWS says HTTP/1.1 also of HTTP/2 (developer guide, "Customizing HTTP API access logs").
    pub fn protocol(&self) -> &'static str {
        if self.parts.version == http::Version::HTTP_10 { "HTTP/1.0" } else { "HTTP/1.1" }
    }

    /// The host that it was sent to, without its port.
    pub fn domain_name(&self) -> &str {
        let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
        self.host.rsplit_once(':').filter(|(_, port)| is_port(port)).map_or(&self.host, |(name, _)| name)
    }

    /// The first label of the domain name, which is the API's id on AWS.
    pub fn domain_prefix(&self) -> &str {
        let name = self.domain_name();
        name.split_once('.').map_or(name, |(prefix, _)| prefix)
    }

    /// The id of the routing rule that led a custom domain name to the stage.
    pub fn routing_rule(&self) -> Option<&str> {
        Some(&self.parts.extensions.get::<RoutingRuleId>()?.0)
    }

    /// The base path of the mapping that led a custom domain name to the stage, without its slashes.
    pub fn base_path(&self) -> Option<&str> {
        if self.routing_rule().is_some() {
            return None;
        }
        let address = self.parts.uri.path().get(..self.address_length).filter(|_| !self.is_at_default_endpoint())?;
        Some(address.trim_matches('/')).filter(|path| !path.is_empty())
    }

    /// Whether it was sent to the API's own endpoint, which can be disabled, and not to a custom domain name.
    pub fn is_at_default_endpoint(&self) -> bool {
        address::parse(&self.host, self.parts.uri.path()).is_some()
    }

    /// The private custom domain name that it was sent to.
    pub fn private_call(&self) -> Option<&PrivateCall> {
        self.parts.extensions.get()
    }

    /// What mutual TLS makes of it, at a custom domain name that asks for it.
    fn mutual_tls(&self) -> Option<&MutualTls> {
        self.parts.extensions.get()
    }

    /// Why mutual TLS refuses it, if it does.
    pub fn refused_certificate(&self) -> Option<&str> {
        self.mutual_tls()?.refusal()
    }

    /// The certificate that the client showed in mutual TLS, trusted or not.
    pub fn presented_certificate(&self) -> Option<&ClientCertificate> {
        self.mutual_tls()?.presented()
    }

    /// The certificate by which the client identified itself in mutual TLS.
    pub fn client_certificate(&self) -> Option<&ClientCertificate> {
        self.presented_certificate().filter(|_| self.refused_certificate().is_none())
    }

    /// The VPC endpoint that it came through.
    pub fn vpc_endpoint(&self) -> Option<&str> {
        address::vpc_endpoint(&self.host).or_else(|| self.private_call().map(|call| &*call.vpc_endpoint))
    }

    /// A header's first value, if it is text.
    pub fn header(&self, name: impl AsHeaderName) -> Option<&str> {
        self.parts.headers.get(name)?.to_str().ok()
    }
}
