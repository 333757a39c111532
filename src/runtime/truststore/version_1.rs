//! Certificates of version 1, which have no extensions: those that `openssl x509 -req` makes, and with it whoever follows AWS's own
//! instructions (AWS Compute Blog, "Introducing mutual TLS authentication for Amazon API Gateway"). webpki takes none of them.

use rustls::pki_types::CertificateDer;

use super::certificate::Certificate;
use super::{ALGORITHMS, LONGEST_CHAIN, Untrusted};
use crate::clock::Timestamp;

/// Checks whether the certificates of a truststore lead from one of version 1 to a root.
pub(super) fn check(certificate: &Certificate<'_>, truststore: &[CertificateDer<'_>], at: Timestamp) -> Result<(), Untrusted> {
    if !ALGORITHMS.iter().any(|algorithm| *algorithm.signature_alg_id() == *certificate.signature.algorithm) {
        return Err(Untrusted::InsecureSignature);
    }
    let authorities = truststore.iter().filter_map(|der| Certificate::read(der).ok());
    let authorities: Vec<_> = authorities.filter(|known| known.authority.is_one && !known.authority.is_limited).collect();
    lead_to_root(certificate, &authorities, at, 0)
}

/// Follows signatures up to a root; `below` it there are so many authorities already.
fn lead_to_root(
    certificate: &Certificate<'_>,
    authorities: &[Certificate<'_>],
    at: Timestamp,
    below: usize,
) -> Result<(), Untrusted> {
    let mut refusal = Untrusted::UnknownIssuer;
    for issuer in authorities.iter().filter(|issuer| issuer.subject == certificate.issuer && has_signed(issuer, certificate)) {
        let checked = issuer.check_time(at).and_then(|()| issuer.authority.check_path(below)).and_then(|()| match below + 1 {
            LONGEST_CHAIN.. => Err(Untrusted::Unsuitable),
            _ if issuer.is_self_issued() => Ok(()),
            more => lead_to_root(issuer, authorities, at, more),
        });
        match checked {
            Ok(()) => return Ok(()),
            Err(why) => refusal = why,
        }
    }
    Err(refusal)
}

fn has_signed(issuer: &Certificate<'_>, certificate: &Certificate<'_>) -> bool {
    let (key, signature) = (&issuer.key, &certificate.signature);
    ALGORITHMS.iter().any(|algorithm| {
        *algorithm.signature_alg_id() == *signature.algorithm
            && *algorithm.public_key_alg_id() == *key.algorithm
            && algorithm.verify_signature(key.bits, signature.signed, signature.bits).is_ok()
    })
}
