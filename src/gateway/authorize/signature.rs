//! Signature Version 4: who signed a request (IAM user guide, "AWS Signature Version 4 for API requests"), in the header
//! `Authorization` or in the query of a presigned URL.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use aws_sigv4::sign::v4::{calculate_signature, generate_signing_key};

use crate::clock::Timestamp;
use crate::gateway::authorize::credential::{Authorization, Credential, query_value};
use crate::gateway::authorize::signers::{Signer, Signers};
use crate::gateway::error::{GatewayError, GatewayResponseType};
use crate::gateway::inbound::Inbound;
use crate::services::canonical_request::{
    ALGORITHM, CanonicalRequest, canonical_path, canonical_query, header_value, parameters, sha256_hex,
};

const SERVICE: &str = "execute-api";
/// How far the clocks of two machines may be apart.
const SKEW: Duration = Duration::from_secs(5 * 60);
/// How long a presigned URL may be good.
const LONGEST: Duration = Duration::from_secs(7 * 24 * 60 * 60);
/// The names of the header that every signature has to cover.
const HOST: [&str; 2] = ["host", ":authority"];

/// A signature as it came.
#[derive(Debug)]
struct Signature<'s> {
    credential: Credential,
    signed_headers: Vec<Cow<'s, str>>,
    value: Cow<'s, str>,
    /// `20261120T043301Z`
    date: Cow<'s, str>,
    /// For how long a presigned URL is good.
    expires: Option<Duration>,
    session_token: Option<Cow<'s, str>>,
    is_presigned: bool,
}

/// Who signed a request for an API in `region`; in any, where there is no such API. `now` is the machine's time, since other machines
/// sign by theirs.
pub(super) fn verify(
    signers: &Signers,
    inbound: &Inbound,
    region: Option<&str>,
    now: Timestamp,
) -> Result<Arc<Signer>, GatewayError> {
    let signature = Signature::find(inbound)?;
    let credential = &signature.credential;
    if *credential.service != *SERVICE {
        return Err(invalid(format!("Credential should be scoped to correct service: '{SERVICE}'. ")));
    }
    if region.is_some_and(|region| *credential.region != *region) {
        return Err(invalid_region(&credential.region));
    }
    verified(&signature, signers, inbound, now)
}

/// Who signed an operation, whatever its service and region: those are who the caller says it calls.
pub(super) fn verify_operation(signers: &Signers, inbound: &Inbound, now: Timestamp) -> Result<Arc<Signer>, GatewayError> {
    verified(&Signature::find(inbound)?, signers, inbound, now)
}

fn verified(signed: &Signature<'_>, signers: &Signers, inbound: &Inbound, now: Timestamp) -> Result<Arc<Signer>, GatewayError> {
    signed.check_time(now)?;
    if !signed.signed_headers.iter().any(|name| HOST.contains(&&**name)) {
        // As users saw it: aws-sdk-php issue 2469.
        return Err(invalid("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.".to_owned()));
    }
    let signer = signers.find(&signed.credential.key).ok_or_else(unknown_token)?;
    if signer.session_token.is_some() && signer.session_token.as_deref() != signed.session_token.as_deref() {
        return Err(unknown_token());
    }
    if signer.expiration.is_some_and(|expiration| expiration <= now) {
        return Err(GatewayError::new(GatewayResponseType::ExpiredToken, "the temporary credentials have expired"));
    }
    let is_hex = signed.value.len() == 64 && signed.value.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_right = match &signer.secret_access_key {
        Some(secret) => signed.is_by(secret, inbound)?,
        None => is_hex,
    };
    if is_right {
        Ok(signer)
    } else {
        Err(GatewayError::new(GatewayResponseType::InvalidSignature, "the signature is another one"))
    }
}

/// Whether a request is signed, or has a header in the place of a signature that is none.
pub fn is_signed(inbound: &Inbound) -> bool {
    inbound.header("authorization").is_some() || query_value(inbound.query(), "X-Amz-Algorithm").is_some()
}

/// A signature that is not accepted, whatever its value is.
fn invalid(message: String) -> GatewayError {
    GatewayError::new(GatewayResponseType::InvalidSignature, message.clone()).with_message(message)
}

/// A signature for another region than the request's, or for none that there can be (as users saw it: aws-sdk-js issue 792).
pub fn invalid_region(region: &str) -> GatewayError {
    invalid(format!("Credential should be scoped to a valid region, not '{region}'. "))
}

/// A header or query that is not a signature.
pub(super) fn incomplete(message: String) -> GatewayError {
    invalid(message).with_error_type("IncompleteSignatureException")
}

/// AWS re:Post, "How do I troubleshoot signature mismatch errors": a key that nobody has.
fn unknown_token() -> GatewayError {
    invalid("The security token included in the request is invalid.".to_owned()).with_error_type("UnrecognizedClientException")
}

impl<'s> Signature<'s> {
    fn find(inbound: &'s Inbound) -> Result<Self, GatewayError> {
        if let Some(header) = inbound.header("authorization") {
            return Self::from_header(header, inbound);
        }
        if query_value(inbound.query(), "X-Amz-Algorithm").is_some() {
            return Self::from_query(inbound.query());
        }
        Err(GatewayError::new(GatewayResponseType::MissingAuthenticationToken, "the request is not signed"))
    }

    fn from_header(header: &'s str, inbound: &'s Inbound) -> Result<Self, GatewayError> {
        let Authorization { credential, signed_headers, signature } = Authorization::parse(header)?;
        let date = inbound.header("x-amz-date").or_else(|| inbound.header("date"));
        let requires = |name: &str| format!("Authorization header requires '{name}' parameter. ");
        let missing: String = [
            credential.is_none().then(|| requires("Credential")),
            signature.is_none().then(|| requires("Signature")),
            signed_headers.is_none().then(|| requires("SignedHeaders")),
            date.is_none()
                .then(|| "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ".to_owned()),
        ]
        .into_iter()
        .flatten()
        .collect();
        let (Some(credential), Some(signed_headers), Some(value), Some(date)) = (credential, signed_headers, signature, date)
        else {
            return Err(incomplete(format!("{missing}Authorization={header}")));
        };
        Ok(Self {
            credential: Credential::parse(credential)?,
            signed_headers: signed_headers.split(';').map(Cow::Borrowed).collect(),
            value: Cow::Borrowed(value),
            date: Cow::Borrowed(date),
            expires: None,
            session_token: inbound.header("x-amz-security-token").map(Cow::Borrowed),
            is_presigned: false,
        })
    }

    fn from_query(query: &'s str) -> Result<Self, GatewayError> {
        let required = |name: &str| {
            query_value(query, name).ok_or_else(|| incomplete(format!("AWS query-string parameters must include '{name}'.")))
        };
        if required("X-Amz-Algorithm")? != ALGORITHM {
            return Err(incomplete(format!("Unsupported AWS 'algorithm': only {ALGORITHM} is known.")));
        }
        let expires = match query_value(query, "X-Amz-Expires").map(|seconds| seconds.parse().map(Duration::from_secs)) {
            None => None,
            Some(Ok(expires)) if expires < LONGEST => Some(expires),
            Some(Ok(_)) => return Err(incomplete("X-Amz-Expires must be less than a week (in seconds).".to_owned())),
            Some(Err(_)) => return Err(incomplete("X-Amz-Expires should be a number.".to_owned())),
        };
        Ok(Self {
            credential: Credential::parse(&required("X-Amz-Credential")?)?,
            signed_headers: required("X-Amz-SignedHeaders")?.split(';').map(|name| Cow::Owned(name.to_owned())).collect(),
            value: required("X-Amz-Signature")?,
            date: required("X-Amz-Date")?,
            expires,
            session_token: query_value(query, "X-Amz-Security-Token"),
            is_presigned: true,
        })
    }

    /// A signature is good from its date on, for five minutes or as long as its URL says.
    fn check_time(&self, now: Timestamp) -> Result<(), GatewayError> {
        let at = timestamp(&self.date).ok_or_else(|| {
            let date = &self.date;
            incomplete(format!(
                "Date must be in ISO-8601 'basic format'. Got '{date}'. See http://en.wikipedia.org/wiki/ISO_8601"
            ))
        })?;
        let day = self.date.get(..8).unwrap_or_default();
        if *self.credential.date != *day {
            return Err(invalid(format!(
                "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: \
                 '{}' != '{day}', from '{}'.",
                self.credential.date, self.date
            )));
        }
        let current = now.in_signatures();
        let valid_for = self.expires.unwrap_or(SKEW);
        if at.plus(valid_for) < now {
            let (earliest, minutes) = (now.minus(valid_for).in_signatures(), valid_for.as_secs() / 60);
            return Err(invalid(format!(
                "Signature expired: {} is now earlier than {earliest} ({current} - {minutes} min.)",
                self.date
            )));
        }
        if now.plus(SKEW) < at {
            let start = now.plus(SKEW).in_signatures();
            return Err(invalid(format!(
                "Signature not yet current: {} is still later than {start} ({current} + 5 min.)",
                self.date
            )));
        }
        Ok(())
    }

    /// Whether the signature is made of this request with this secret.
    fn is_by(&self, secret: &str, inbound: &Inbound) -> Result<bool, GatewayError> {
        let Credential { date, region, service, .. } = &self.credential;
        let at = timestamp(&self.date).ok_or_else(|| incomplete(format!("{:?} is not a date", self.date)))?;
        let scope = format!("{date}/{region}/{service}/aws4_request");
        let key = generate_signing_key(secret, at.to_system_time(), region, service);
        let payload = sha256_hex(inbound.as_sent().2);
        let expected = calculate_signature(key, self.canonical(inbound, &payload).string_to_sign(&self.date, &scope).as_bytes());
        // Compared without telling by time how much of it is right.
        let same = expected.bytes().zip(self.value.bytes()).fold(0, |different, (one, other)| different | (one ^ other)) == 0;
        Ok(same && expected.len() == self.value.len())
    }

    fn canonical<'r>(&'r self, inbound: &'r Inbound, payload: &'r str) -> CanonicalRequest<'r> {
        let (method, headers, _) = inbound.as_sent();
        let host = |name: &str| HOST.contains(&name).then_some(Cow::Borrowed(inbound.host.as_str()));
        let value = |name: &str| header_value(headers, name).or_else(|| host(name)).unwrap_or_default();
        let is_signed = |name: &str| !(self.is_presigned && name == "X-Amz-Signature");
        CanonicalRequest {
            method: method.as_str(),
            path: canonical_path(inbound.parts.uri.path()).into(),
            query: canonical_query(parameters(inbound.query()).filter(|(name, _)| is_signed(name))),
            headers: self.signed_headers.iter().map(|name| (&**name, value(name))).collect(),
            payload,
        }
    }
}

/// Reads `20261120T043301Z`.
fn timestamp(text: &str) -> Option<Timestamp> {
    let time = jiff::civil::DateTime::strptime("%Y%m%dT%H%M%SZ", text).ok()?;
    let zoned = time.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
    Some(Timestamp::from_millis(zoned.timestamp().as_millisecond()))
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use bytes::Bytes;
    use http::Request;
    use proptest::prelude::*;

    use super::*;
    use crate::gateway::inbound::RequestHead;
    use crate::gateway::recorder::Recorder;

    fn inbound(query: &str, authorization: &str) -> Option<Inbound> {
        let request = Request::get(format!("/prod/pets?{query}")).header("authorization", authorization);
        let (parts, ()) = request.header("x-amz-date", "20261120T043301Z").body(()).ok()?.into_parts();
        let peer = SocketAddr::from(([127, 0, 0, 1], 1));
        let (head, host, address_length) = (RequestHead::default(), "localhost".to_owned(), "/prod".len());
        Some(Inbound { parts, head, body: Bytes::new(), peer, host, address_length, recorder: Recorder::OFF })
    }

    /// The time of the requests.
    fn now() -> Timestamp {
        timestamp("20261120T043301Z").expect("a time")
    }

    fn presigned(expires: &str) -> Option<Inbound> {
        let mut inbound = inbound(
            &format!(
                "X-Amz-Algorithm={ALGORITHM}&X-Amz-Credential=test/20261120/us-east-1/execute-api/aws4_request\
                 &X-Amz-Date=20261120T043301Z&X-Amz-Expires={expires}&X-Amz-SignedHeaders=host&X-Amz-Signature={:064}",
                0
            ),
            "",
        )?;
        inbound.parts.headers.remove("authorization");
        Some(inbound)
    }

    // IAM user guide, "Add the signature to the request": a presigned URL is good for seven days at most.
    #[test]
    fn a_presigned_url_is_good_for_less_than_a_week() {
        let verified = |expires| verify(&Signers::default(), &presigned(expires).expect("a request"), Some("us-east-1"), now());
        assert!(verified("604799").is_ok());
        for expires in ["604800", "99999999999999999999", "-1", "", "x"] {
            assert_eq!(verified(expires).expect_err("refused").error_type, Some("IncompleteSignatureException"), "{expires}");
        }
    }

    proptest! {
        #[test]
        fn every_header_and_query_is_verified_or_refused(
            start in prop_oneof![Just(""), Just("AWS4-HMAC-SHA256 "), Just("AWS4-HMAC-SHA256 Credential=test/20261120/us-east-1/execute-api/aws4_request, ")],
            rest in "[ -~]{0,60}",
            query in "[!-~&&[^#]]{0,60}",
        ) {
            if let Some(inbound) = inbound(&query, &format!("{start}{rest}")) {
                let verified = verify(&Signers::default(), &inbound, Some("us-east-1"), now());
                prop_assert!(verified.is_err() || rest.contains("Signature="));
            }
        }
    }
}
