//! VPC links: nothing is built for one here, so the command line says what stands for it.

use std::collections::HashMap;
use std::error::Error;
use std::fmt;
use std::str::FromStr;

use http::header::HOST;
use http::uri::{PathAndQuery, Uri};
use http::{HeaderValue, Request};

use crate::net::client::{TlsOptions, beneath};
use crate::runtime::connection::Connection;

/// `ID=URL`: what a VPC link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VpcLink {
    /// The link's id.
    pub id: String,
    /// What stands for its load balancer or service.
    pub url: Uri,
}

impl FromStr for VpcLink {
    type Err = InvalidVpcLink;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parsed = text.split_once('=').and_then(|(id, url)| Some((id, url.parse::<Uri>().ok()?)));
        match parsed {
            Some((id, url)) if !id.is_empty() && matches!(url.scheme_str(), Some("http" | "https")) && url.host().is_some() => {
                Ok(Self { id: id.to_owned(), url })
            }
            _ => Err(InvalidVpcLink(text.to_owned())),
        }
    }
}

/// A text that is no `ID=URL`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidVpcLink(String);

impl fmt::Display for InvalidVpcLink {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: expected ID=URL, as in abc123=http://localhost:8080", self.0)
    }
}

impl Error for InvalidVpcLink {}

/// What stands for each VPC link.
#[derive(Clone, Debug, Default)]
pub struct VpcLinks(HashMap<String, Uri>);

impl FromIterator<VpcLink> for VpcLinks {
    fn from_iter<I: IntoIterator<Item = VpcLink>>(links: I) -> Self {
        Self(links.into_iter().map(|link| (link.id, link.url)).collect())
    }
}

impl VpcLinks {
    /// Leads a request to where its connection goes. The URI of an integration with a link "is not used for routing requests
    /// to your endpoint, but is used for setting the Host header and for certificate validation" (developer guide, "Set up
    /// an API Gateway API with private integrations using the AWS CLI").
    ///
    /// # Errors
    /// Nothing stands for the link, or not with the check that the integration asks for.
    pub(super) fn connect<B>(&self, connection: &Connection, request: &mut Request<B>) -> Result<TlsOptions, String> {
        let Connection { vpc_link, server_name, any_issuer, client_certificate } = connection;
        let mut tls = TlsOptions {
            server_name: server_name.clone(),
            any_issuer: *any_issuer,
            client_certificate: client_certificate.clone(),
        };
        let Some(id) = vpc_link else { return Ok(tls) };
        let base = self
            .0
            .get(&**id)
            .ok_or_else(|| format!("nothing stands for the VPC link {id}: say with --vpc-link {id}=URL what it leads to"))?;
        if let Some(name) = server_name
            && base.scheme_str() != Some("https")
        {
            return Err(format!(
                "the integration verifies the server name {name}, and what stands for the VPC link {id} has no TLS"
            ));
        }
        let uri = request.uri().clone();
        if let (Some(authority), Some(host)) = (uri.authority(), uri.host()) {
            if let Ok(authority) = HeaderValue::from_str(authority.as_str()) {
                request.headers_mut().entry(HOST).or_insert(authority);
            }
            tls.server_name.get_or_insert_with(|| host.trim_matches(['[', ']']).into());
        }
        *request.uri_mut() =
            beneath(base, uri.path_and_query().map_or("/", PathAndQuery::as_str)).map_err(|error| format!("{base}: {error}"))?;
        Ok(tls)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_id_and_address_is_refused() {
        for text in ["abc123", "=http://localhost", "abc123=localhost:80", "abc123=tcp://localhost"] {
            assert!(text.parse::<VpcLink>().is_err(), "{text}");
        }
        assert_eq!("abc123=http://localhost:80/base".parse::<VpcLink>().unwrap().id, "abc123");
    }
}
