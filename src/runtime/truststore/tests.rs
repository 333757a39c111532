//! Clients and truststores. The certificates were made by `openssl x509 -req`, which makes those of version 1 where it is told of no
//! extension; the authorities and `pinned` are of version 3.

use super::*;

macro_rules! pem {
    ($name:literal) => {
        include_str!(concat!("../../../fixtures/certificates/version-1/", $name, ".pem"))
    };
}

const IN_2030: Timestamp = Timestamp::from_millis(1_900_000_000_000);

fn der(pem: &str) -> CertificateDer<'static> {
    CertificateDer::from_pem_slice(pem.as_bytes()).expect("a certificate")
}

#[track_caller]
fn check(truststore: &[&str], client: &str, expected: Result<(), Untrusted>) {
    let (truststore, unreadable) = Truststore::parse(&truststore.concat());
    assert_eq!(unreadable, Vec::<String>::new());
    assert_eq!(truststore.check(&der(client), IN_2030), expected);
}

#[test]
fn a_client_of_version_1_is_trusted_where_a_chain_leads_to_a_root() {
    check(&[pem!("root")], pem!("client"), Ok(()));
    check(&[pem!("middle"), pem!("root")], pem!("client-of-middle"), Ok(()));
    check(&[pem!("own")], pem!("own"), Ok(()));
}

#[test]
fn a_client_of_version_1_is_refused_where_none_does() {
    check(&[pem!("root")], pem!("client-of-stranger"), Err(Untrusted::UnknownIssuer));
    check(&[pem!("root")], pem!("client-of-middle"), Err(Untrusted::UnknownIssuer));
    check(&[pem!("middle")], pem!("client-of-middle"), Err(Untrusted::UnknownIssuer));
    check(&[pem!("root")], pem!("own"), Err(Untrusted::SelfSigned));
}

// RFC 5280, section 4.2.1.10: what it may sign is for the names that it permits; a client of version 1 is not asked for its names.
#[test]
fn a_root_that_limits_names_leads_to_no_client_of_version_1() {
    check(&[pem!("limited")], pem!("client-of-limited"), Err(Untrusted::UnknownIssuer));
    check(&[pem!("limited"), pem!("root")], pem!("client"), Ok(()));
}

// RFC 5280, sections 4.2.1.9 and 4.2.1.3: no authority may stand below one whose path length is 0, and a key without `keyCertSign` signs
// no certificates.
#[test]
fn a_client_of_version_1_is_refused_where_an_authority_may_not_sign_it() {
    check(&[pem!("short")], pem!("client-of-short"), Ok(()));
    check(&[pem!("below-short"), pem!("short")], pem!("client-of-below-short"), Err(Untrusted::Unsuitable));
    check(&[pem!("signs-no-certificates")], pem!("client-of-signs-no-certificates"), Err(Untrusted::Unsuitable));
}

// "The certificate's content must not have been altered from that signed by the certificate authority from the truststore."
#[test]
fn an_altered_client_is_refused() {
    let (truststore, _) = Truststore::parse(pem!("root"));
    let certificate = der(pem!("client"));
    for at in [certificate.len() - 1, certificate.len() / 2] {
        let mut altered = certificate.to_vec();
        altered[at] ^= 1;
        let refusal = truststore.check(&altered.into(), IN_2030).expect_err("it is another certificate");
        assert!(matches!(refusal, Untrusted::UnknownIssuer | Untrusted::Malformed), "{refusal:?}");
    }
}

// "API Gateway accepts client certificates issued by any CA present in the chain of trust."
#[test]
fn a_certificate_that_is_no_authority_vouches_for_itself_alone() {
    check(&[pem!("pinned")], pem!("pinned"), Ok(()));
    check(&[pem!("pinned")], pem!("client-of-pinned"), Err(Untrusted::UnknownIssuer));
}

#[test]
fn a_client_is_trusted_in_its_time_alone() {
    let (truststore, _) = Truststore::parse(pem!("root"));
    let checked = |milliseconds| truststore.check(&der(pem!("client")), Timestamp::from_millis(milliseconds));
    assert_eq!(checked(1_700_000_000_000), Err(Untrusted::NotYetValid));
    assert_eq!(checked(5_000_000_000_000), Err(Untrusted::Expired));
    assert_eq!(truststore.not_valid(IN_2030), Vec::<String>::new());
    let expired = "certificate has expired: C=US,O=Example,CN=root.example.com";
    assert_eq!(truststore.not_valid(Timestamp::from_millis(5_000_000_000_000)), [expired]);
}
