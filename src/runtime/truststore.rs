//! Truststores: who may have signed the certificates of clients, in mutual TLS (developer guide, "How to turn on mutual TLS
//! authentication for your REST APIs in API Gateway").

use std::fmt;
use std::time::Duration;

use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, TrustAnchor, UnixTime};
use webpki::{EndEntityCert, Error, KeyUsage, anchor_from_trusted_cert};

use crate::clock::Timestamp;

/// "Certificates can have a maximum chain length of four."
const LONGEST_CHAIN: usize = 4;

/// The certificates that a custom domain name trusts.
pub struct Truststore {
    certificates: Vec<CertificateDer<'static>>,
    /// Those that signed themselves: "the complete chain of trust up to the root CA certificate must be in your truststore".
    roots: Vec<TrustAnchor<'static>>,
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
    /// It is not for clients, or more than four certificates lead to its root, or it has what is not understood.
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
        let (mut certificates, mut roots, mut unreadable) = (Vec::new(), Vec::new(), Vec::new());
        for (at, read) in CertificateDer::pem_slice_iter(pem.as_bytes()).enumerate() {
            let read = read.map_err(|error| error.to_string());
            match read.and_then(|certificate| Ok((root(&certificate)?, certificate))) {
                Ok((root, certificate)) => {
                    roots.extend(root);
                    certificates.push(certificate);
                }
                Err(why) => unreadable.push(format!("certificate {} of the truststore cannot be read: {why}", at + 1)),
            }
        }
        (Self { certificates, roots }, unreadable)
    }

    /// Whether it has no certificate.
    pub fn is_empty(&self) -> bool {
        self.certificates.is_empty()
    }

    /// Checks a client's certificate at a time.
    ///
    /// # Errors
    /// Why it is not trusted.
    pub fn check(&self, certificate: &CertificateDer<'_>, at: Timestamp) -> Result<(), Untrusted> {
        let parsed = EndEntityCert::try_from(certificate).map_err(|error| why(&error))?;
        let time = UnixTime::since_unix_epoch(Duration::from_secs(u64::try_from(at.as_seconds()).unwrap_or(0)));
        let algorithms = ring::default_provider().signature_verification_algorithms.all;
        let is_short = |path: &webpki::VerifiedPath<'_>| {
            let length = path.intermediate_certificates().count() + 2;
            if length <= LONGEST_CHAIN { Ok(()) } else { Err(Error::MaximumPathDepthExceeded) }
        };
        let usage = KeyUsage::client_auth();
        let verified = parsed.verify_for_usage(algorithms, &self.roots, &self.certificates, time, usage, None, Some(&is_short));
        let is_root = parsed.subject() == parsed.issuer();
        match verified {
            Ok(_) => Ok(()),
            // A root may identify itself; nothing would lead from other authorities to theirs.
            Err(Error::CaUsedAsEndEntity) if is_root && self.certificates.contains(certificate) => Ok(()),
            Err(Error::UnknownIssuer | Error::CaUsedAsEndEntity) if is_root => Err(Untrusted::SelfSigned),
            Err(error) => Err(why(&error)),
        }
    }
}

/// What a certificate is as a root; none for one that another signed.
fn root(certificate: &CertificateDer<'_>) -> Result<Option<TrustAnchor<'static>>, String> {
    let parsed = EndEntityCert::try_from(certificate).map_err(|error| error.to_string())?;
    if parsed.subject() != parsed.issuer() {
        return Ok(None);
    }
    anchor_from_trusted_cert(certificate).map(|anchor| Some(anchor.to_owned())).map_err(|error| error.to_string())
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
