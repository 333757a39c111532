//! The credential of a signature: which key signed, and for what. Who checks a signature and who asks whose it claims to be read it here
//! alike.

use std::borrow::Cow;

use http::header::AUTHORIZATION;
use http::request::Parts;
use percent_encoding::percent_decode_str;

use crate::gateway::authorize::signature::incomplete;
use crate::gateway::error::GatewayError;
use crate::services::canonical_request::ALGORITHM;

/// `{key}/{date}/{region}/{service}/aws4_request`
#[derive(Debug)]
pub struct Credential {
    /// The access key that signed.
    pub key: Box<str>,
    /// The day of the signature, `20261120`.
    pub date: Box<str>,
    /// The region that the request is for.
    pub region: Box<str>,
    /// The service that the request is for, as signatures name it.
    pub service: Box<str>,
}

impl Credential {
    /// What a request claims, in its header or as a presigned URL. Nothing of it is checked.
    pub fn claimed(parts: &Parts) -> Option<Self> {
        let header = parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let text = match header.and_then(|header| Authorization::parse(header).ok()) {
            Some(authorization) => Cow::Borrowed(authorization.credential?),
            None => query_value(parts.uri.query()?, "X-Amz-Credential")?,
        };
        Self::parse(&text).ok()
    }

    pub(super) fn parse(credential: &str) -> Result<Self, GatewayError> {
        let mut fields = credential.rsplitn(5, '/');
        let mut next = || fields.next();
        let (Some(end), Some(service), Some(region), Some(date), Some(key)) = (next(), next(), next(), next(), next()) else {
            return Err(incomplete(format!(
                "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '{credential}'"
            )));
        };
        if end != "aws4_request" {
            return Err(incomplete(format!(
                "Credential should be scoped with a valid terminator: 'aws4_request', not '{end}'. "
            )));
        }
        Ok(Self { key: key.into(), date: date.into(), region: region.into(), service: service.into() })
    }
}

/// The parameters of the header `Authorization`.
#[derive(Debug, Default)]
pub(super) struct Authorization<'h> {
    pub(super) credential: Option<&'h str>,
    pub(super) signed_headers: Option<&'h str>,
    pub(super) signature: Option<&'h str>,
}

impl<'h> Authorization<'h> {
    pub(super) fn parse(header: &'h str) -> Result<Self, GatewayError> {
        let Some(parameters) = header.strip_prefix(ALGORITHM).filter(|rest| rest.starts_with([' ', ','])) else {
            return Err(not_key_value(header, header));
        };
        let mut authorization = Self::default();
        for parameter in parameters.split(',').map(str::trim_ascii).filter(|parameter| !parameter.is_empty()) {
            match parameter.split_once('=') {
                Some(("Credential", given)) => authorization.credential = Some(given),
                Some(("SignedHeaders", given)) => authorization.signed_headers = Some(given),
                Some(("Signature", given)) => authorization.signature = Some(given),
                Some(_) => {}
                None => return Err(not_key_value(parameter, header)),
            }
        }
        Ok(authorization)
    }
}

fn not_key_value(part: &str, header: &str) -> GatewayError {
    incomplete(format!("'{part}' not a valid key=value pair (missing equal-sign) in Authorization header: '{header}'."))
}

/// A query parameter of a presigned URL, decoded.
pub(super) fn query_value<'q>(query: &'q str, name: &str) -> Option<Cow<'q, str>> {
    let found = query.split('&').find_map(|pair| pair.split_once('=').filter(|(known, _)| *known == name));
    found.map(|(_, value)| percent_decode_str(value).decode_utf8_lossy())
}
