//! Strings from UTF-16.

/// A string from UTF-16 units. Half a surrogate pair becomes `?`, as when Java encodes it.
#[must_use]
pub fn utf16_text(units: &[u16]) -> String {
    char::decode_utf16(units.iter().copied()).map(|unit| unit.unwrap_or('?')).collect()
}
