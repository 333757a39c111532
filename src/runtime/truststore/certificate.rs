//! What a certificate says of itself (RFC 5280, section 4.1). webpki tells nothing of what it reads, and reads no certificate of
//! version 1.

use std::time::Duration;

use der::asn1::{AnyRef, BitStringRef, GeneralizedTime, ObjectIdentifier, OctetStringRef, UtcTime};
use der::{Decode, Error, ErrorKind, Reader, SliceReader, Tag, TagMode, TagNumber, Tagged};

use crate::clock::Timestamp;
use crate::runtime::truststore::Untrusted;

const BASIC_CONSTRAINTS: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.19");
const KEY_USAGE: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.15");

/// The attributes of names that have a short name, as OpenSSL abbreviates them; others are told by their number.
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

/// A certificate that was read, and not checked.
#[derive(Clone, Debug)]
pub struct Certificate<'c> {
    /// Its number, as big-endian bytes.
    pub serial_number: &'c [u8],
    /// Who signed it.
    pub issuer: Name<'c>,
    /// Whose it is.
    pub subject: Name<'c>,
    /// From when on it is valid.
    pub not_before: Timestamp,
    /// Until when it is valid.
    pub not_after: Timestamp,
    /// Whether it is of version 1, which has no extensions.
    pub(super) is_version_1: bool,
    /// Whom it may sign.
    pub(super) authority: Authority,
    pub(super) key: Key<'c>,
    pub(super) signature: Signature<'c>,
}

/// Whom a certificate may sign.
#[derive(Clone, Copy, Debug)]
pub(super) struct Authority {
    /// Whether it is one at all. Certificates of version 1 do not say, and are taken at their word where they sign themselves.
    pub(super) is_one: bool,
    /// Whether its key is for signing certificates: it is, unless it is told to be for other things.
    signs_certificates: bool,
    /// How many authorities there may be between it and a client; none is any number.
    longest_path: Option<u64>,
    /// Whether it limits whom it may sign, or for what, in ways that are not looked at here.
    pub(super) is_limited: bool,
}

impl Authority {
    /// One that says no more.
    const fn new(is_one: bool) -> Self {
        Self { is_one, signs_certificates: true, longest_path: None, is_limited: false }
    }

    /// Checks whether it may sign a client, or an authority with so many authorities in all on the way to a client (RFC 5280,
    /// sections 4.2.1.3 and 4.2.1.9).
    ///
    /// # Errors
    /// It may not.
    pub(super) fn check_path(self, below: usize) -> Result<(), Untrusted> {
        let is_short = self.longest_path.is_none_or(|longest| u64::try_from(below).is_ok_and(|below| below <= longest));
        if self.signs_certificates && is_short { Ok(()) } else { Err(Untrusted::Unsuitable) }
    }
}

/// A public key.
#[derive(Clone, Debug)]
pub(super) struct Key<'c> {
    /// The contents of its algorithm's identifier.
    pub(super) algorithm: &'c [u8],
    pub(super) bits: &'c [u8],
}

/// A signature, and what it is of.
#[derive(Clone, Debug)]
pub(super) struct Signature<'c> {
    pub(super) signed: &'c [u8],
    /// The contents of its algorithm's identifier.
    pub(super) algorithm: &'c [u8],
    pub(super) bits: &'c [u8],
}

impl<'c> Certificate<'c> {
    /// Reads a certificate.
    ///
    /// # Errors
    /// It is none.
    pub fn read(certificate: &'c [u8]) -> Result<Self, Error> {
        let mut reader = SliceReader::new(AnyRef::from_der(certificate)?.value())?;
        let signed = reader.tlv_bytes()?;
        let algorithm = sequence(&mut reader)?;
        let bits = bits(BitStringRef::decode(&mut reader)?)?;
        reader.finish(())?;
        Self::read_signed(Signature { signed, algorithm, bits })
    }

    fn read_signed(signature: Signature<'c>) -> Result<Self, Error> {
        let mut fields = SliceReader::new(AnyRef::from_der(signature.signed)?.value())?;
        let version = fields.context_specific::<u8>(TagNumber::N0, TagMode::Explicit)?;
        let serial_number = AnyRef::decode(&mut fields)?.value();
        let _algorithm = sequence(&mut fields)?;
        let issuer = Name(sequence(&mut fields)?);
        let mut validity = SliceReader::new(sequence(&mut fields)?)?;
        let (not_before, not_after) = (date(&mut validity)?, date(&mut validity)?);
        let subject = Name(sequence(&mut fields)?);
        let mut key = SliceReader::new(sequence(&mut fields)?)?;
        let key = Key { algorithm: sequence(&mut key)?, bits: bits(BitStringRef::decode(&mut key)?)? };
        let is_version_1 = version.is_none();
        let authority = if is_version_1 { Authority::new(issuer == subject) } else { authority(&mut fields)? };
        Ok(Self { serial_number, issuer, subject, not_before, not_after, is_version_1, authority, key, signature })
    }

    /// Whether it names itself as its issuer.
    pub(super) fn is_self_issued(&self) -> bool {
        self.issuer == self.subject
    }

    /// Checks whether it is valid at a time.
    ///
    /// # Errors
    /// Its time has not come, or is over.
    pub(super) fn check_time(&self, at: Timestamp) -> Result<(), Untrusted> {
        if at < self.not_before {
            return Err(Untrusted::NotYetValid);
        }
        if at > self.not_after { Err(Untrusted::Expired) } else { Ok(()) }
    }
}

/// The name of who has a certificate, or signed one: attributes in sets, in DER.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name<'c>(&'c [u8]);

impl Name<'_> {
    /// `C=US,O=Example,CN=www.example.com`
    ///
    /// # Errors
    /// It is no name.
    pub fn text(self) -> Result<String, Error> {
        let mut attributes = Vec::new();
        for set in elements(self.0)? {
            for attribute in elements(set.value())? {
                let [kind, value] = elements(attribute.value())?[..] else { return Err(ErrorKind::Failed.into()) };
                let kind = kind.decode_as::<ObjectIdentifier>()?.to_string();
                let kind = ATTRIBUTES.iter().find(|(number, _)| *number == kind).map_or(&*kind, |(_, short)| short);
                attributes.push(format!("{kind}={}", String::from_utf8_lossy(value.value())));
            }
        }
        Ok(attributes.join(","))
    }
}

/// The first byte's bit of `keyCertSign` in key usages.
const KEY_CERT_SIGN: u8 = 0x04;

/// What the extensions at the end of a certificate say of whom it may sign.
fn authority(fields: &mut SliceReader<'_>) -> Result<Authority, Error> {
    let mut authority = Authority::new(false);
    while !fields.is_finished() {
        let field = AnyRef::decode(fields)?;
        if field.tag() != (Tag::ContextSpecific { constructed: true, number: TagNumber::N3 }) {
            continue;
        }
        for extension in elements(AnyRef::from_der(field.value())?.value())? {
            let mut extension = SliceReader::new(extension.value())?;
            let kind = ObjectIdentifier::decode(&mut extension)?;
            let is_critical = Option::<bool>::decode(&mut extension)?.unwrap_or(false);
            let value = OctetStringRef::decode(&mut extension)?;
            if kind == BASIC_CONSTRAINTS {
                let mut constraints = SliceReader::new(AnyRef::from_der(value.as_bytes())?.value())?;
                authority.is_one = Option::<bool>::decode(&mut constraints)?.unwrap_or(false);
                authority.longest_path = Option::<u64>::decode(&mut constraints)?;
            } else if kind == KEY_USAGE {
                let usages = BitStringRef::from_der(value.as_bytes())?;
                authority.signs_certificates = usages.raw_bytes().first().is_some_and(|first| first & KEY_CERT_SIGN != 0);
            } else {
                authority.is_limited |= is_critical;
            }
        }
    }
    Ok(authority)
}

/// The elements of a sequence or set.
fn elements(value: &[u8]) -> Result<Vec<AnyRef<'_>>, Error> {
    let mut reader = SliceReader::new(value)?;
    let mut elements = Vec::new();
    while !reader.is_finished() {
        elements.push(AnyRef::decode(&mut reader)?);
    }
    Ok(elements)
}

/// The contents of a sequence.
fn sequence<'c>(reader: &mut SliceReader<'c>) -> Result<&'c [u8], Error> {
    let element = AnyRef::decode(reader)?;
    element.tag().assert_eq(Tag::Sequence)?;
    Ok(element.value())
}

/// Whole bytes: keys and signatures have no others.
fn bits(bits: BitStringRef<'_>) -> Result<&[u8], Error> {
    bits.as_bytes().ok_or_else(|| ErrorKind::Failed.into())
}

fn date(reader: &mut SliceReader<'_>) -> Result<Timestamp, Error> {
    let time = AnyRef::decode(reader)?;
    let since_1970: Duration = match time.tag() {
        Tag::UtcTime => time.decode_as::<UtcTime>()?.to_unix_duration(),
        _ => time.decode_as::<GeneralizedTime>()?.to_unix_duration(),
    };
    let milliseconds = i64::try_from(since_1970.as_millis()).map_err(|_| ErrorKind::DateTime)?;
    Ok(Timestamp::from_millis(milliseconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_certificate_is_not_read() {
        for bytes in [&b""[..], b"\x30\x00", b"\x30\x03\x30\x01\x00", b"certificate"] {
            assert!(Certificate::read(bytes).is_err(), "{bytes:?}");
        }
    }
}
