//! Truststores: who may have signed the certificates of clients, in mutual TLS (developer guide, "How to turn on mutual TLS
//! authentication for your REST APIs in API Gateway").

use std::fmt;
use std::sync::LazyLock;
use std::time::Duration;

use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, SignatureVerificationAlgorithm, TrustAnchor, UnixTime};
use webpki::{EndEntityCert, Error, KeyUsage, anchor_from_trusted_cert};

use crate::clock::Timestamp;

pub use certificate::Certificate;

mod certificate;
mod version_1;

/// "Certificates can have a maximum chain length of four."
const LONGEST_CHAIN: usize = 4;

/// How certificates may be signed.
static ALGORITHMS: LazyLock<&[&dyn SignatureVerificationAlgorithm]> =
    LazyLock::new(|| ring::default_provider().signature_verification_algorithms.all);

/// The certificates that a custom domain name trusts.
pub struct Truststore {
    certificates: Vec<CertificateDer<'static>>,
    /// The authorities that signed themselves: "the complete chain of trust up to the root CA certificate must be in your truststore".
    roots: Vec<Root>,
}

struct Root {
    anchor: TrustAnchor<'static>,
    /// Where it is in the truststore; anchors have no dates.
    at: usize,
}

/// Why a client's certificate is not trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Untrusted {
    /// It is not one.
    Malformed,
    /// The truststore does not lead from it to a root.
    UnknownIssuer,
    /// It signed itself, and the truststore does not have it.
    SelfSigned,
    /// It is signed in a way that counts as broken.
    InsecureSignature,
    /// Its time has not come.
    NotYetValid,
    /// Its time is over.
    Expired,
    /// It is not for clients, or more than four certificates lead to its root, or one of those may not sign the next, or it has what is not
    /// understood.
    Unsuitable,
}

/// As AWS words it in execution logs (AWS re:Post, "How do I troubleshoot HTTP 403 Forbidden errors from an API Gateway custom domain
/// name that requires mutual TLS?"), as far as that tells it.
impl fmt::Display for Untrusted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Malformed => "malformed certificate",
            Self::UnknownIssuer => "Could not find issuer for certificate",
            Self::SelfSigned => "self signed certificate",
            Self::InsecureSignature => "Client cert using an insecure Signature Algorithm",
            Self::NotYetValid => "certificate is not yet valid",
            Self::Expired => "certificate has expired",
            Self::Unsuitable => "unsuitable certificate",
        })
    }
}

impl fmt::Debug for Truststore {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Truststore").field("certificates", &self.certificates.len()).finish()
    }
}

impl Truststore {
    /// Reads the certificates of a text in PEM, and says which of them are none, by their place.
    pub fn parse(pem: &str) -> (Self, Vec<String>) {
        let mut truststore = Self { certificates: Vec::new(), roots: Vec::new() };
        let mut unreadable = Vec::new();
        for (at, read) in CertificateDer::pem_slice_iter(pem.as_bytes()).enumerate() {
            let added = read.map_err(|error| error.to_string()).and_then(|certificate| truststore.add(certificate));
            if let Err(why) = added {
                unreadable.push(format!("certificate {} of the truststore cannot be read: {why}", at + 1));
            }
        }
        (truststore, unreadable)
    }

    fn add(&mut self, der: CertificateDer<'static>) -> Result<(), String> {
        let certificate = Certificate::read(&der).map_err(|error| error.to_string())?;
        if certificate.is_self_issued() && certificate.authority.is_one {
            let anchor = anchor_from_trusted_cert(&der).map_err(|error| error.to_string())?.to_owned();
            self.roots.push(Root { anchor, at: self.certificates.len() });
        }
        self.certificates.push(der);
        Ok(())
    }

    /// Whether it has no certificate.
    pub fn is_empty(&self) -> bool {
        self.certificates.is_empty()
    }

    /// Which of its certificates are not valid at a time, by whose they are: clients that they lead to are refused.
    pub fn not_valid(&self, at: Timestamp) -> Vec<String> {
        let certificates = self.certificates.iter().filter_map(|der| Certificate::read(der).ok());
        let told = certificates.filter_map(|certificate| {
            let why = certificate.check_time(at).err()?;
            Some(format!("{why}: {}", certificate.subject.text().unwrap_or_default()))
        });
        told.collect()
    }

    /// Checks a client's certificate at a time.
    ///
    /// # Errors
    /// Why it is not trusted.
    pub fn check(&self, der: &CertificateDer<'_>, at: Timestamp) -> Result<(), Untrusted> {
        let certificate = Certificate::read(der).map_err(|_| Untrusted::Malformed)?;
        certificate.check_time(at)?;
        // "You can also provide self-signed certificates."
        if certificate.is_self_issued() && self.certificates.contains(der) {
            return Ok(());
        }
        let checked = if certificate.is_version_1 {
            version_1::check(&certificate, &self.certificates, at)
        } else {
            self.check_path(der, at)
        };
        if certificate.is_self_issued() { checked.map_err(|_| Untrusted::SelfSigned) } else { checked }
    }

    /// Checks whether the truststore leads from a certificate to a root.
    fn check_path(&self, der: &CertificateDer<'_>, at: Timestamp) -> Result<(), Untrusted> {
        let parsed = EndEntityCert::try_from(der).map_err(|error| why(&error))?;
        let time = UnixTime::since_unix_epoch(Duration::from_secs(u64::try_from(at.as_seconds()).unwrap_or(0)));
        let anchors: Vec<TrustAnchor<'_>> = self.roots.iter().map(|root| root.anchor.clone()).collect();
        let is_short = |path: &webpki::VerifiedPath<'_>| {
            let length = path.intermediate_certificates().count() + 2;
            if length <= LONGEST_CHAIN { Ok(()) } else { Err(Error::MaximumPathDepthExceeded) }
        };
        let usage = KeyUsage::client_auth();
        let path = parsed.verify_for_usage(*ALGORITHMS, &anchors, &self.certificates, time, usage, None, Some(&is_short));
        let path = path.map_err(|error| why(&error))?;
        let mut roots = self.roots.iter().filter(|root| root.anchor == *path.anchor());
        let is_valid = |root: &Root| Certificate::read(&self.certificates[root.at]).is_ok_and(|root| root.check_time(at).is_ok());
        if roots.any(is_valid) { Ok(()) } else { Err(Untrusted::Expired) }
    }
}

fn why(error: &Error) -> Untrusted {
    match error {
        Error::BadDer | Error::BadDerTime | Error::TrailingData(_) | Error::MalformedExtensions => Untrusted::Malformed,
        Error::UnknownIssuer | Error::InvalidSignatureForPublicKey => Untrusted::UnknownIssuer,
        Error::UnsupportedSignatureAlgorithmContext(_) | Error::UnsupportedSignatureAlgorithmForPublicKeyContext(_) => {
            Untrusted::InsecureSignature
        }
        Error::CertNotValidYet { .. } => Untrusted::NotYetValid,
        Error::CertExpired { .. } => Untrusted::Expired,
        _ => Untrusted::Unsuitable,
    }
}

#[cfg(test)]
mod tests;
