//! `$util`

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use crate::vtl::{Failure, HostObject, Machine, Value};

use super::{exception, lenient_json};

/// Encoding and decoding.
pub(super) struct Util;

/// As Java's decoder: padding may be missing, bits left over do not matter.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent).with_decode_allow_trailing_bits(true),
);

impl<'t> HostObject<'t> for Util {
    fn class_name(&self) -> &'static str {
        "Util"
    }

    fn property(&self, _name: &str, _machine: &mut Machine<'t>) -> Result<Option<Value<'t>>, Failure> {
        Ok(None)
    }

    fn call(&self, name: &str, arguments: &[Value<'t>], machine: &mut Machine<'t>) -> Result<Option<Value<'t>>, Failure> {
        let made = match (name, arguments) {
            ("escapeJavaScript", [Value::Null]) => return Ok(None),
            ("escapeJavaScript", [value]) => match machine.printed(value)? {
                Some(text) => escape_java_script(&text),
                None => return Ok(None),
            },
            ("parseJson", [Value::String(text)]) => return lenient_json::parse(text, machine.heap()).map(Some),
            ("urlEncode", [Value::String(text)]) => url_encode(text),
            ("urlDecode", [Value::String(text)]) => url_decode(text)?,
            ("base64Encode", [Value::String(text)]) => BASE64.encode(text.as_bytes()),
            ("base64Decode", [Value::String(text)]) => {
                let bytes = BASE64
                    .decode(text.as_bytes())
                    .map_err(|error| exception(format!("java.lang.IllegalArgumentException: {error}")))?;
                String::from_utf8_lossy(&bytes).into_owned()
            }
            _ => return Ok(None),
        };
        machine.heap().spend(made.len() / 16)?;
        machine.heap().string(made).map(Some)
    }
}

/// Quotes, slashes and control characters get a backslash, all that is not ASCII becomes `\uXXXX`.
fn escape_java_script(text: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\'' | '"' | '\\' | '/' => {
                out.push('\\');
                out.push(c);
            }
            '\u{8}' => out.push_str("\\b"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            ' '..='\u{7f}' => out.push(c),
            c => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    // Writing to a string cannot fail.
                    let _ = write!(out, "\\u{unit:04X}");
                }
            }
        }
    }
    out
}

/// As an HTML form: blanks become `+`.
fn url_encode(text: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'*' | b'_' => out.push(char::from(byte)),
            b' ' => out.push('+'),
            byte => {
                // Writing to a string cannot fail.
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

fn url_decode(text: &str) -> Result<String, Failure> {
    let illegal = |what: &str| exception(format!("java.lang.IllegalArgumentException: URLDecoder: {what}"));
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        match first {
            b'+' => bytes.push(b' '),
            b'%' => {
                let digits = after.get(..2).ok_or_else(|| illegal("Incomplete trailing escape (%) pattern"))?;
                let digits = std::str::from_utf8(digits).unwrap_or_default();
                let byte = u8::from_str_radix(digits, 16).map_err(|_| illegal("Illegal hex characters in escape (%) pattern"))?;
                bytes.push(byte);
                rest = &after[2..];
            }
            byte => bytes.push(*byte),
        }
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
