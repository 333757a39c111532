//! X.509 certificates as API Gateway makes them: `C = US, L = Seattle, CN = ApiGateway`, RSA of 2048 bits, SHA-256, valid for
//! 365 days (one of AWS's is shown in localstack/localstack, issue 8698; the developer guide says how long it is valid).

use pem_rfc7468::LineEnding;
use rcgen::{CertificateParams, DistinguishedName, DnType, IsCa, KeyPair, PKCS_RSA_SHA256, SerialNumber};
use rsa::RsaPrivateKey;
use rsa::pkcs8::EncodePrivateKey;
use rsa::rand_core::OsRng;
use time::OffsetDateTime;

const BITS: usize = 2048;
const SECONDS_OF_VALIDITY: i64 = 365 * 24 * 60 * 60;

/// A certificate with its key.
pub(super) struct Generated {
    /// PEM.
    pub(super) certificate: String,
    /// PKCS #8, PEM.
    pub(super) private_key: String,
    /// Seconds since 1970.
    pub(super) expires: i64,
}

impl Generated {
    /// A new one that is valid from `created`, in seconds since 1970.
    ///
    /// # Errors
    /// What failed, in words.
    pub(super) fn at(created: i64) -> Result<Generated, String> {
        let expires = created + SECONDS_OF_VALIDITY;
        let key = RsaPrivateKey::new(&mut OsRng, BITS).map_err(|error| error.to_string())?;
        let key = key.to_pkcs8_der().map_err(|error| error.to_string())?;
        let pair = KeyPair::from_pkcs8_der_and_sign_algo(&key.as_bytes().into(), &PKCS_RSA_SHA256);
        let pair = pair.map_err(|error| error.to_string())?;
        let certificate = params(created, expires)?.self_signed(&pair).map_err(|error| error.to_string())?;
        Ok(Generated {
            certificate: pem("CERTIFICATE", certificate.der())?,
            private_key: pem("PRIVATE KEY", key.as_bytes())?,
            expires,
        })
    }
}

fn params(created: i64, expires: i64) -> Result<CertificateParams, String> {
    let date = |seconds| OffsetDateTime::from_unix_timestamp(seconds).map_err(|error| error.to_string());
    let mut name = DistinguishedName::new();
    name.push(DnType::CountryName, "US");
    name.push(DnType::LocalityName, "Seattle");
    name.push(DnType::CommonName, "ApiGateway");
    let mut params = CertificateParams::default();
    params.distinguished_name = name;
    // All have one name: by the ids of their keys a backend tells the old one from the new one while they are rotated.
    params.is_ca = IsCa::ExplicitNoCa;
    params.use_authority_key_identifier_extension = true;
    params.serial_number = Some(SerialNumber::from(fastrand::u64(1..=u64::MAX >> 1)));
    params.not_before = date(created)?;
    params.not_after = date(expires)?;
    Ok(params)
}

fn pem(label: &'static str, der: &[u8]) -> Result<String, String> {
    pem_rfc7468::encode_string(label, LineEnding::LF, der).map_err(|error| error.to_string())
}
