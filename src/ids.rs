//! Ids in the shapes that AWS gives them. None of them is a secret, so a fast generator makes them.

use std::iter::repeat_with;

/// The alphabet of base64 for URLs (RFC 4648, section 5).
const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

const LOWER_ALPHANUMERIC: &[u8] = b"abcdefghijklmnopqrstuvwxyz0123456789";

/// The id of a REST, HTTP or WebSocket API, and of a REST API's root resource: 10 lower-case alphanumerics.
pub fn api_id() -> String {
    lower_alphanumeric(10)
}

/// `length` lower-case letters and digits, the first a letter or a digit, as most AWS ids are.
pub fn lower_alphanumeric(length: usize) -> String {
    repeat_with(|| char::from(LOWER_ALPHANUMERIC[fastrand::usize(..LOWER_ALPHANUMERIC.len())])).take(length).collect()
}

/// A request id: a version 4 UUID, `$context.requestId` of a REST API.
pub fn request_id() -> String {
    let random = fastrand::u128(..) & !(0xf << 76) & !(0x3 << 62) | (0x4 << 76) | (0x2 << 62);
    let mut text = [b'-'; 36];
    let mut at = 0;
    for byte in random.to_be_bytes() {
        [text[at], text[at + 1]] = hex(byte);
        // After the groups of 8, 4, 4 and 4 digits.
        at += if matches!(at, 6 | 11 | 16 | 21) { 3 } else { 2 };
    }
    of_ascii(&text)
}

/// The hexadecimal digits of a byte.
fn hex(byte: u8) -> [u8; 2] {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    [HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 0xf)]]
}

/// A text of these bytes, all of which are ASCII.
fn of_ascii(bytes: &[u8]) -> String {
    std::str::from_utf8(bytes).unwrap_or_default().to_owned()
}

/// Whether a text is a UUID: 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12.
pub fn is_uuid(text: &[u8]) -> bool {
    let is_right = |(at, byte): (usize, &u8)| match at {
        8 | 13 | 18 | 23 => *byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    };
    text.len() == 36 && text.iter().enumerate().all(is_right)
}

/// An extended request id as in `x-amz-apigw-id`, `apigw-requestid` and `$context.extendedRequestId`: `JKJaXmPLvHcESHA=`, base64 of
/// eleven bytes.
pub fn extended_request_id() -> String {
    let random = fastrand::u128(..);
    let mut text = [b'='; 16];
    for (at, letter) in text.iter_mut().take(15).enumerate() {
        // Of the last letter only four bits are of the bytes.
        let bits = if at == 14 { 0x3c } else { 0x3f };
        *letter = BASE64[usize::from((random >> (6 * at)) as u8 & bits)];
    }
    of_ascii(&text)
}

/// A WebSocket connection id, in the same shape: `L0SM9cOFvHcCIhw=`. None begins with a dash: it is typed as an option's value, and the
/// AWS CLI would take it for another option.
pub fn connection_id() -> String {
    let id = extended_request_id();
    if id.starts_with('-') { connection_id() } else { id }
}

/// The root of an X-Ray trace header made for a request that came without one: `Root=1-5759e988-bd862e3fe1be46a994272793`.
pub fn trace_header(epoch_seconds: i64) -> String {
    let mut text = *b"Root=1-00000000-000000000000000000000000";
    write_hex(&mut text[7..15], &epoch_seconds.to_be_bytes()[4..]);
    write_hex(&mut text[16..], &fastrand::u128(..).to_be_bytes()[4..]);
    of_ascii(&text)
}

/// The id of a segment of a trace: `53995c3f42cd8ad8`.
pub fn segment_id() -> String {
    let mut text = [b'0'; 16];
    write_hex(&mut text, &fastrand::u64(..).to_be_bytes());
    of_ascii(&text)
}

/// Writes bytes in hexadecimal digits.
fn write_hex(digits: &mut [u8], bytes: &[u8]) {
    for (digits, byte) in digits.chunks_exact_mut(2).zip(bytes) {
        digits.copy_from_slice(&hex(*byte));
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE;

    use super::*;

    #[test]
    fn a_request_id_is_a_version_4_uuid() {
        let id = request_id();
        assert_eq!(id.len(), 36);
        assert_eq!(id.as_bytes()[14], b'4');
        assert!(matches!(id.as_bytes()[19], b'8' | b'9' | b'a' | b'b'));
        assert!(is_uuid(id.as_bytes()));
    }

    // X-Ray developer guide, "Tracing header": the time in 8, and a unique number in 24 hexadecimal digits.
    #[test]
    fn the_root_of_a_trace_tells_its_time() {
        let header = trace_header(0x5759_e988);
        let unique = header.strip_prefix("Root=1-5759e988-").unwrap();
        assert!(unique.len() == 24 && unique.bytes().all(|digit| digit.is_ascii_hexdigit()), "{header}");
    }

    #[test]
    fn other_texts_are_no_uuids() {
        for text in ["", "another", "123e4567e89b12d3a456426614174000", "123e4567-e89b-12d3-a456-42661417400g"] {
            assert!(!is_uuid(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn no_connection_id_is_taken_for_an_option() {
        assert!((0..2_000).all(|_| !connection_id().starts_with('-')));
    }

    #[test]
    fn an_extended_request_id_has_sixteen_characters_of_base64() {
        for _ in 0..100 {
            let id = extended_request_id();
            assert_eq!((id.len(), URL_SAFE.decode(&id).map(|bytes| bytes.len())), (16, Ok(11)), "{id}");
        }
    }
}
