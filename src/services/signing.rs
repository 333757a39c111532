//! Signature Version 4 of requests to AWS services.

use std::error::Error;
use std::fmt;

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{
    PayloadChecksumKind, PercentEncodingMode, SignableBody, SignableRequest, SigningSettings, UriPathNormalizationMode, sign,
};
use aws_sigv4::sign::v4;
use aws_smithy_runtime_api::client::identity::Identity;
use bytes::Bytes;
use http::Request;
use http_body_util::Full;

use crate::clock::Timestamp;

/// Whose key signs, in the form that signing takes: made once, and not with each request.
#[derive(Clone, Debug)]
pub struct Signer(Identity);

impl From<Credentials> for Signer {
    fn from(credentials: Credentials) -> Self {
        Self(credentials.into())
    }
}

/// Who signs, for which service, and when.
#[derive(Clone, Copy, Debug)]
pub struct Signing<'s> {
    /// Whose key signs.
    pub signer: &'s Signer,
    /// The region of the credential scope.
    pub region: &'s str,
    /// The service of the credential scope.
    pub service: &'s str,
    /// The machine's time: services compare it with theirs.
    pub at: Timestamp,
}

impl Signing<'_> {
    /// Adds the headers of a signature to a request for `url`; to services other than Lambda `X-Amz-Content-Sha256` is among them, as
    /// API Gateway sends it (seen in execution logs).
    ///
    /// # Errors
    /// The request has a part that cannot be signed.
    pub fn sign(&self, url: &str, request: &mut Request<Full<Bytes>>, payload: &[u8]) -> Result<(), SigningError> {
        let failed = |error: &dyn Error| SigningError(error.to_string());
        let params = v4::SigningParams::builder()
            .identity(&self.signer.0)
            .region(self.region)
            .name(self.service)
            .time(self.at.to_system_time())
            .settings(settings(self.service))
            .build()
            .map_err(|error| failed(&error))?
            .into();
        let headers = request.headers().iter().filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)));
        let signable = SignableRequest::new(request.method().as_str(), url, headers, SignableBody::Bytes(payload))
            .map_err(|error| failed(&error))?;
        let signature = sign(signable, &params).map_err(|error| failed(&error))?;
        signature.into_parts().0.apply_to_request_http1x(request);
        Ok(())
    }
}

/// S3 signs paths as they are sent (S3 API reference, "Signature calculations for the Authorization header").
fn settings(service: &str) -> SigningSettings {
    let mut settings = SigningSettings::default();
    if service != "lambda" {
        settings.payload_checksum_kind = PayloadChecksumKind::XAmzSha256;
    }
    if service == "s3" {
        settings.percent_encoding_mode = PercentEncodingMode::Single;
        settings.uri_path_normalization_mode = UriPathNormalizationMode::Disabled;
    }
    settings
}

/// A request that cannot be signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SigningError(String);

impl fmt::Display for SigningError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Error for SigningError {}
