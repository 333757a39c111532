//! What functions and logs are told of a certificate (RFC 5280, section 4.1; names as OpenSSL abbreviates them).

use der::asn1::{AnyRef, GeneralizedTime, ObjectIdentifier, UtcTime};
use der::{Decode, Error, ErrorKind, Reader, SliceReader, Tag, Tagged};
use emulator_api::event::client_certificate::{ClientCertificate, Validity};
use pem_rfc7468::LineEnding;

/// The attributes of names that have a short name; others are told by their number.
const ATTRIBUTES: [(&str, &str); 12] = [
    ("2.5.4.3", "CN"),
    ("2.5.4.4", "SN"),
    ("2.5.4.5", "serialNumber"),
    ("2.5.4.6", "C"),
    ("2.5.4.7", "L"),
    ("2.5.4.8", "ST"),
    ("2.5.4.10", "O"),
    ("2.5.4.11", "OU"),
    ("2.5.4.42", "GN"),
    ("0.9.2342.19200300.100.1.1", "UID"),
    ("0.9.2342.19200300.100.1.25", "DC"),
    ("1.2.840.113549.1.9.1", "emailAddress"),
];

/// Describes a certificate.
pub(super) fn of(certificate: &[u8]) -> Result<ClientCertificate, Error> {
    let signed = parts(AnyRef::from_der(certificate)?.value())?;
    let fields = parts(signed.first().ok_or(ErrorKind::Failed)?.value())?;
    // Those of version 1 do not say their version.
    let has_version = fields.first().is_some_and(|field| field.tag().is_context_specific());
    let [serial, _algorithm, issuer, validity, subject, ..] = fields.get(usize::from(has_version)..).unwrap_or_default() else {
        return Err(ErrorKind::Failed.into());
    };
    let [not_before, not_after] = parts(validity.value())?[..] else { return Err(ErrorKind::Failed.into()) };
    Ok(ClientCertificate {
        client_cert_pem: pem_rfc7468::encode_string("CERTIFICATE", LineEnding::LF, certificate).map_err(|_| ErrorKind::Failed)?,
        subject_dn: name(subject.value())?,
        issuer_dn: name(issuer.value())?,
        serial_number: number(serial.value()),
        validity: Validity { not_before: date(not_before)?, not_after: date(not_after)? },
    })
}

/// The elements of a sequence or set.
fn parts(value: &[u8]) -> Result<Vec<AnyRef<'_>>, Error> {
    let mut reader = SliceReader::new(value)?;
    let mut parts = Vec::new();
    while !reader.is_finished() {
        parts.push(AnyRef::decode(&mut reader)?);
    }
    Ok(parts)
}

/// `C=US,O=Example,CN=www.example.com`
fn name(value: &[u8]) -> Result<String, Error> {
    let mut attributes = Vec::new();
    for set in parts(value)? {
        for attribute in parts(set.value())? {
            let [kind, value] = parts(attribute.value())?[..] else { return Err(ErrorKind::Failed.into()) };
            let kind = kind.decode_as::<ObjectIdentifier>()?.to_string();
            let kind = ATTRIBUTES.iter().find(|(number, _)| *number == kind).map_or(&*kind, |(_, short)| short);
            attributes.push(format!("{kind}={}", String::from_utf8_lossy(value.value())));
        }
    }
    Ok(attributes.join(","))
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
fn date(time: AnyRef<'_>) -> Result<String, Error> {
    let since_1970 = match time.tag() {
        Tag::UtcTime => time.decode_as::<UtcTime>()?.to_unix_duration(),
        _ => time.decode_as::<GeneralizedTime>()?.to_unix_duration(),
    };
    let seconds = i64::try_from(since_1970.as_secs()).map_err(|_| ErrorKind::DateTime)?;
    let at = jiff::Timestamp::from_second(seconds).map_err(|_| ErrorKind::DateTime)?;
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
        of(params.self_signed(&key).expect("a certificate").der()).expect("a description")
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

    #[test]
    fn what_is_no_certificate_has_no_description() {
        for bytes in [&b""[..], b"\x30\x00", b"\x30\x03\x30\x01\x00", b"certificate"] {
            assert!(of(bytes).is_err(), "{bytes:?}");
        }
    }
}
