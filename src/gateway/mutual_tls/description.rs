//! What functions and logs are told of a certificate.

use der::Error;
use emulator_api::event::client_certificate::{ClientCertificate, Validity};
use pem_rfc7468::LineEnding;

use crate::clock::Timestamp;
use crate::runtime::truststore::Certificate;

/// Describes a certificate.
pub(super) fn of(certificate: &Certificate<'_>, der: &[u8]) -> Result<ClientCertificate, Error> {
    Ok(ClientCertificate {
        client_cert_pem: pem_rfc7468::encode_string("CERTIFICATE", LineEnding::LF, der).map_err(|_| der::ErrorKind::Failed)?,
        subject_dn: certificate.subject.text()?,
        issuer_dn: certificate.issuer.text()?,
        serial_number: number(certificate.serial_number),
        validity: Validity { not_before: date(certificate.not_before)?, not_after: date(certificate.not_after)? },
    })
}

/// Short numbers in decimal, long ones by their bytes: `a1:b2:…`.
fn number(bytes: &[u8]) -> String {
    let digits = match bytes {
        [0, rest @ ..] if !rest.is_empty() => rest,
        whole => whole,
    };
    if digits.len() < size_of::<u64>() {
        return digits.iter().fold(0u64, |number, byte| number << 8 | u64::from(*byte)).to_string();
    }
    digits.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(":")
}

/// `Aug  5 09:36:04 2021 GMT`
fn date(at: Timestamp) -> Result<String, Error> {
    let at = jiff::Timestamp::from_second(at.as_seconds()).map_err(|_| der::ErrorKind::DateTime)?;
    Ok(at.strftime("%b %e %H:%M:%S %Y GMT").to_string())
}

#[cfg(test)]
mod tests {
    use rcgen::{CertificateParams, DnType, KeyPair, SerialNumber, date_time_ymd};

    use super::*;

    fn described(serial: &[u8]) -> ClientCertificate {
        let mut params = CertificateParams::default();
        params.distinguished_name = rcgen::DistinguishedName::new();
        params.distinguished_name.push(DnType::CountryName, "US");
        params.distinguished_name.push(DnType::CommonName, "www.example.com");
        params.serial_number = Some(SerialNumber::from_slice(serial));
        (params.not_before, params.not_after) = (date_time_ymd(2019, 5, 28), date_time_ymd(2120, 8, 5));
        let key = KeyPair::generate().expect("a key");
        let der = params.self_signed(&key).expect("a certificate").der().to_vec();
        of(&Certificate::read(&der).expect("a certificate"), &der).expect("a description")
    }

    // As in an event recorded from AWS, where a number is "1" and a name begins with its country, and in the developer guide.
    #[test]
    fn a_certificate_is_described_as_openssl_does() {
        let certificate = described(&[1]);
        assert_eq!((&*certificate.subject_dn, &*certificate.serial_number), ("C=US,CN=www.example.com", "1"));
        let Validity { not_before, not_after } = &certificate.validity;
        assert_eq!((&**not_before, &**not_after), ("May 28 00:00:00 2019 GMT", "Aug  5 00:00:00 2120 GMT"));
        assert_eq!(described(&[0xa1; 16]).serial_number, ["a1"; 16].join(":"));
    }
}
