//! Whom authorization trusts, by the emulator's settings.

use std::error::Error;
use std::fmt;
use std::str::FromStr;

use crate::gateway::authorize::signers::Signers;

/// Whom authorization trusts.
#[derive(Debug, Default)]
pub struct Trust {
    /// Where the keys of token issuers are asked for, if not at the issuers themselves.
    pub issuer_endpoints: Vec<IssuerEndpoint>,
    /// Whose signatures open `AWS_IAM` methods.
    pub signers: Signers,
    /// Whether operations of the control plane are for those signers alone, too.
    pub strict: bool,
}

impl Trust {
    /// The base URL that stands for an issuer; the issuer itself if nothing else does.
    pub fn issuer_endpoint<'t>(&'t self, issuer: &'t str) -> &'t str {
        let mapped = self.issuer_endpoints.iter().find(|endpoint| endpoint.issuer == issuer);
        mapped.map_or(issuer, |endpoint| &endpoint.url)
    }

    /// A URL that an issuer names, at the endpoint that stands for the issuer.
    pub fn at_endpoint(&self, issuer: &str, url: String) -> String {
        match url.strip_prefix(issuer) {
            Some(rest) => format!("{}{rest}", self.issuer_endpoint(issuer)),
            None => url,
        }
    }
}

/// `ISSUER=URL`: where the keys of an issuer are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuerEndpoint {
    /// The issuer as tokens name it: `https://cognito-idp.us-east-1.amazonaws.com/us-east-1_a1B2c3D4e`.
    pub issuer: String,
    /// The base URL below which `/.well-known/…` is.
    pub url: String,
}

impl FromStr for IssuerEndpoint {
    type Err = IssuerEndpointError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let is_url = |url: &str| url.parse::<http::Uri>().is_ok_and(|url| url.scheme().is_some() && url.host().is_some());
        match text.split_once('=') {
            Some((issuer, url)) if is_url(issuer) && is_url(url) => {
                Ok(Self { issuer: issuer.to_owned(), url: url.trim_end_matches('/').to_owned() })
            }
            _ => Err(IssuerEndpointError(text.to_owned())),
        }
    }
}

/// A text that is no `ISSUER=URL`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuerEndpointError(String);

impl fmt::Display for IssuerEndpointError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{}: expected ISSUER=URL, as in https://cognito-idp.us-east-1.amazonaws.com/us-east-1_a1B2c3D4e=http://localhost:9229/us-east-1_a1B2c3D4e",
            self.0
        )
    }
}

impl Error for IssuerEndpointError {}

#[cfg(test)]
mod tests {
    use super::*;

    const ISSUER: &str = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_a1B2c3D4e";

    #[test]
    fn what_an_issuer_names_is_asked_for_where_the_issuer_is() {
        let endpoint = format!("{ISSUER}=http://localhost:9229/pool/").parse().expect("an endpoint");
        let trust = Trust { issuer_endpoints: vec![endpoint], signers: Signers::default(), strict: false };
        assert_eq!(trust.issuer_endpoint(ISSUER), "http://localhost:9229/pool");
        assert_eq!(trust.at_endpoint(ISSUER, format!("{ISSUER}/keys")), "http://localhost:9229/pool/keys");
        assert_eq!(trust.at_endpoint(ISSUER, "https://keys.example.com".to_owned()), "https://keys.example.com");
        assert_eq!(trust.issuer_endpoint("https://issuer.example.com"), "https://issuer.example.com");
    }

    #[test]
    fn an_endpoint_is_two_urls() {
        for text in ["", "http://a", "=http://a", "a=http://b", "http://a=b", "http://a="] {
            assert!(text.parse::<IssuerEndpoint>().is_err(), "{text:?}");
        }
    }
}
