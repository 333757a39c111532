//! Signature Version 4 of requests to AWS services.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::sync::Arc;

use arc_swap::ArcSwap;
use aws_credential_types::Credentials;
use aws_sigv4::sign::v4::{calculate_signature, generate_signing_key};
use bytes::Bytes;
use http::header::{AUTHORIZATION, HOST, InvalidHeaderValue, TRANSFER_ENCODING, USER_AGENT};
use http::{HeaderName, HeaderValue, Request, Uri};
use http_body_util::Full;

use super::canonical_request::{
    ALGORITHM, CanonicalRequest, canonical_path, canonical_query, header_value, parameters, sha256_hex,
};
use crate::clock::Timestamp;

const CONTENT_SHA256: HeaderName = HeaderName::from_static("x-amz-content-sha256");
const DATE: HeaderName = HeaderName::from_static("x-amz-date");
const SECURITY_TOKEN: HeaderName = HeaderName::from_static("x-amz-security-token");
const TRACE_ID: HeaderName = HeaderName::from_static("x-amzn-trace-id");

/// What no signature covers: it is part of it, or proxies on the way may change it.
const UNSIGNED: [HeaderName; 4] = [AUTHORIZATION, USER_AGENT, TRACE_ID, TRANSFER_ENCODING];

/// The most keys that are kept.
const KEPT: usize = 64;

/// The keys that signatures are made with. One is derived of a secret for a day, a region and a service, and kept for that day.
#[derive(Debug, Default)]
pub struct SigningKeys(ArcSwap<Vec<Arc<SigningKey>>>);

struct SigningKey {
    day: i64,
    region: Box<str>,
    service: Box<str>,
    secret: Box<str>,
    bytes: Box<[u8]>,
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { day, region, service, .. } = self;
        formatter
            .debug_struct("SigningKey")
            .field("day", day)
            .field("region", region)
            .field("service", service)
            .finish_non_exhaustive()
    }
}

impl SigningKeys {
    fn get(&self, signing: &Signing<'_>) -> Arc<SigningKey> {
        let (day, secret) = (signing.at.day(), signing.signer.secret_access_key);
        let is_it = |key: &&Arc<SigningKey>| {
            key.day == day && *key.region == *signing.region && *key.service == *signing.service && *key.secret == *secret
        };
        if let Some(key) = self.0.load().iter().find(is_it) {
            return Arc::clone(key);
        }
        let bytes = generate_signing_key(secret, signing.at.to_system_time(), signing.region, signing.service);
        let key = Arc::new(SigningKey {
            day,
            region: signing.region.into(),
            service: signing.service.into(),
            secret: secret.into(),
            bytes: bytes.as_ref().into(),
        });
        self.0.rcu(|kept| {
            let of_today = kept.iter().filter(|kept| kept.day == day).take(KEPT - 1);
            [&key].into_iter().chain(of_today).cloned().collect::<Vec<_>>()
        });
        key
    }
}

/// Whose key signs.
#[derive(Clone, Copy)]
pub struct Signer<'s> {
    /// The id of the key.
    pub access_key_id: &'s str,
    /// Its secret.
    pub secret_access_key: &'s str,
    /// The token that comes with a temporary key.
    pub session_token: Option<&'s str>,
}

impl<'s> From<&'s Credentials> for Signer<'s> {
    fn from(credentials: &'s Credentials) -> Self {
        Self {
            access_key_id: credentials.access_key_id(),
            secret_access_key: credentials.secret_access_key(),
            session_token: credentials.session_token(),
        }
    }
}

impl fmt::Debug for Signer<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Signer").field("access_key_id", &self.access_key_id).finish_non_exhaustive()
    }
}

/// Who signs, for which service, and when.
#[derive(Clone, Copy, Debug)]
pub struct Signing<'s> {
    /// Whose key signs.
    pub signer: Signer<'s>,
    /// The region of the credential scope.
    pub region: &'s str,
    /// The service of the credential scope.
    pub service: &'s str,
    /// The machine's time: services compare it with theirs.
    pub at: Timestamp,
}

impl Signing<'_> {
    /// Adds the headers of a signature to a request with an absolute URI; to services other than Lambda `X-Amz-Content-Sha256` is among
    /// them, as API Gateway sends it (seen in execution logs).
    ///
    /// # Errors
    /// The request has a part that cannot be signed.
    pub fn sign(&self, keys: &SigningKeys, request: &mut Request<Full<Bytes>>, payload: &[u8]) -> Result<(), SigningError> {
        let (date_time, payload) = (self.at.in_signatures(), sha256_hex(payload));
        let headers = request.headers_mut();
        headers.insert(DATE, HeaderValue::from_str(&date_time)?);
        if let Some(token) = self.signer.session_token {
            let mut token = HeaderValue::from_str(token)?;
            token.set_sensitive(true);
            headers.insert(SECURITY_TOKEN, token);
        }
        if self.service != "lambda" {
            headers.insert(CONTENT_SHA256, HeaderValue::from_str(&payload)?);
        }
        let authorization = self.authorization(keys, request, &date_time, &payload)?;
        request.headers_mut().insert(AUTHORIZATION, HeaderValue::try_from(authorization)?);
        Ok(())
    }

    fn authorization(
        &self,
        keys: &SigningKeys,
        request: &Request<Full<Bytes>>,
        date_time: &str,
        payload: &str,
    ) -> Result<String, SigningError> {
        let Self { signer, region, service, .. } = self;
        let request = self.canonical(request, payload)?;
        let scope = format!("{}/{region}/{service}/aws4_request", &date_time[..8]);
        let signature = calculate_signature(&keys.get(self).bytes, request.string_to_sign(date_time, &scope).as_bytes());
        let (key, signed_headers) = (signer.access_key_id, request.signed_headers());
        Ok(format!("{ALGORITHM} Credential={key}/{scope}, SignedHeaders={signed_headers}, Signature={signature}"))
    }

    fn canonical<'r>(&self, request: &'r Request<Full<Bytes>>, payload: &'r str) -> Result<CanonicalRequest<'r>, SigningError> {
        let (uri, headers) = (request.uri(), request.headers());
        let is_text = |name: &&HeaderName| headers.get_all(*name).iter().all(|value| value.to_str().is_ok());
        let signed = headers.keys().filter(|name| !UNSIGNED.contains(name)).filter(is_text);
        let mut headers: Vec<(&str, Cow<'_, str>)> =
            signed.filter_map(|name| Some((name.as_str(), header_value(headers, name.as_str())?))).collect();
        if !request.headers().contains_key(HOST) {
            headers.push((HOST.as_str(), Cow::Borrowed(host(uri)?)));
        }
        headers.sort_unstable();
        let path = match uri.path() {
            // S3 signs paths as they are sent (S3 API reference, "Signature calculations for the Authorization header").
            path if self.service == "s3" => Cow::Borrowed(path),
            path => Cow::Owned(canonical_path(path)),
        };
        // In what is sent a plus sign stands for a space.
        let query = uri.query().unwrap_or_default().replace('+', "%20");
        let query = canonical_query(parameters(&query));
        Ok(CanonicalRequest { method: request.method().as_str(), path, query, headers, payload })
    }
}

/// What the client will send as `Host`: without who asks, and the port that goes without saying.
fn host(uri: &Uri) -> Result<&str, SigningError> {
    let authority = uri.authority().ok_or_else(|| SigningError(format!("{uri} has no host")))?;
    let is_usual = matches!((uri.scheme_str(), uri.port_u16()), (Some("http"), Some(80)) | (Some("https"), Some(443)));
    let with_port = authority.as_str().rsplit('@').next().unwrap_or_default();
    Ok(if is_usual { authority.host() } else { with_port })
}

/// A request that cannot be signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SigningError(String);

impl From<InvalidHeaderValue> for SigningError {
    fn from(error: InvalidHeaderValue) -> Self {
        Self(error.to_string())
    }
}

impl fmt::Display for SigningError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Error for SigningError {}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use aws_sigv4::http_request::{
        PayloadChecksumKind, PercentEncodingMode, SignableBody, SignableRequest, SigningSettings, UriPathNormalizationMode, sign,
    };
    use aws_sigv4::sign::v4;
    use proptest::prelude::*;

    use super::*;

    const AT: Timestamp = Timestamp::from_millis(1_795_494_781_123);

    fn credentials(token: Option<&str>) -> Credentials {
        Credentials::from_keys("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", token.map(str::to_owned))
    }

    /// The same request, signed by the SDKs' own signer.
    fn by_the_sdk(
        signing: &Signing<'_>,
        token: Option<&str>,
        mut request: Request<Full<Bytes>>,
        body: &[u8],
    ) -> Request<Full<Bytes>> {
        let mut settings = SigningSettings::default();
        if signing.service != "lambda" {
            settings.payload_checksum_kind = PayloadChecksumKind::XAmzSha256;
        }
        if signing.service == "s3" {
            settings.percent_encoding_mode = PercentEncodingMode::Single;
            settings.uri_path_normalization_mode = UriPathNormalizationMode::Disabled;
        }
        let identity = credentials(token).into();
        let params = v4::SigningParams::builder().identity(&identity).region(signing.region).name(signing.service);
        let params = params.time(signing.at.to_system_time()).settings(settings).build().unwrap().into();
        let url = request.uri().to_string();
        let headers = request.headers().iter().map(|(name, value)| (name.as_str(), value.to_str().unwrap()));
        let signable = SignableRequest::new(request.method().as_str(), &url, headers, SignableBody::Bytes(body)).unwrap();
        sign(signable, &params).unwrap().into_parts().0.apply_to_request_http1x(&mut request);
        request
    }

    proptest! {
        #[test]
        fn requests_are_signed_as_the_sdks_sign_them(
            method in prop_oneof![Just("GET"), Just("POST"), Just("PATCH")],
            host in prop_oneof![Just("http://localhost:9000"), Just("http://a.example:80"), Just("https://a.example:443"), Just("https://a.example:80")],
            path in "(/([a-zA-Z0-9._~$@!:()-]|%[0-9A-F]{2}){0,6}){0,4}",
            query in "([a-z]{1,3}(=([a-z0-9+-]|%[2-7][0-9a-fA-F]){0,4})?&?){0,3}",
            names in proptest::collection::vec(prop_oneof![
                Just("content-type"), Just("x-amz-meta-b"), Just("x-amz-meta-a"), Just("user-agent"), Just("x-amzn-trace-id"), Just("host"),
                Just("authorization"), Just("x-amz-date"),
            ], 0..6),
            value in "[a-z]( {0,3}[a-z]){0,3}",
            token in proptest::option::of("[a-z]{4}"),
            service in prop_oneof![Just("lambda"), Just("s3"), Just("dynamodb")],
            body in proptest::collection::vec(any::<u8>(), 0..80),
        ) {
            // At the end of a path the SDKs do not agree on what dots leave.
            prop_assume!(!path.ends_with("/.") && !path.ends_with("/.."));
            let mut request = Request::builder().method(method).uri(format!("{host}{path}?{query}"));
            for (at, name) in names.iter().enumerate() {
                // Some headers have many values, but not this one.
                if *name != "host" || !names[..at].contains(name) {
                    request = request.header(*name, format!("{value}{at}"));
                }
            }
            let mut request = request.body(Full::new(Bytes::new())).unwrap();
            let credentials = credentials(token.as_deref());
            let signing = Signing { signer: (&credentials).into(), region: "eu-west-1", service, at: AT };
            let expected = by_the_sdk(&signing, token.as_deref(), request.clone(), &body);
            signing.sign(&SigningKeys::default(), &mut request, &body).unwrap();
            prop_assert_eq!(request.headers(), expected.headers());
        }
    }

    // RFC 9110, section 7.2: `Host` has no user information. A value that is no text is left to whoever can read it.
    #[test]
    fn what_is_signed_is_what_is_sent() {
        let uri = Uri::from_static("http://user:secret@localhost:9000/");
        assert_eq!(host(&uri), Ok("localhost:9000"));
        let credentials = credentials(Some("token"));
        let signing = Signing { signer: (&credentials).into(), region: "eu-west-1", service: "lambda", at: AT };
        let request = Request::get(uri).header("x-odd", HeaderValue::from_bytes(b"\xe9").unwrap());
        let mut request = request.body(Full::new(Bytes::new())).unwrap();
        signing.sign(&SigningKeys::default(), &mut request, b"").unwrap();
        let authorization = request.headers()["authorization"].to_str().unwrap();
        assert!(authorization.contains("SignedHeaders=host;x-amz-date;x-amz-security-token,"), "{authorization}");
        assert!(request.headers()["x-amz-security-token"].is_sensitive());
    }

    #[test]
    fn a_key_is_derived_once_a_day() {
        let (keys, credentials) = (SigningKeys::default(), credentials(None));
        let of = |region, at| keys.get(&Signing { signer: (&credentials).into(), region, service: "lambda", at });
        let first = of("eu-west-1", AT);
        assert!(Arc::ptr_eq(&first, &of("eu-west-1", AT.plus(Duration::from_secs(60)))));
        assert_ne!(first.bytes, of("us-east-1", AT).bytes);
        assert_ne!(first.bytes, of("eu-west-1", AT.plus(Duration::from_secs(24 * 60 * 60))).bytes);
        assert_eq!(keys.0.load().len(), 1, "those of the day before are forgotten");
    }

    #[test]
    fn only_so_many_keys_are_kept() {
        let (keys, credentials) = (SigningKeys::default(), credentials(None));
        for region in 0..=KEPT {
            keys.get(&Signing { signer: (&credentials).into(), region: &region.to_string(), service: "lambda", at: AT });
        }
        assert_eq!(keys.0.load().len(), KEPT);
    }
}
