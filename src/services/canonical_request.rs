//! What a signature of Signature Version 4 is made of: a request in its one canonical form (IAM user guide, "Create a signed AWS
//! API request"). Who signs and who verifies both make it here.

use std::borrow::Cow;

use http::HeaderMap;
use percent_encoding::{AsciiSet, percent_decode_str, percent_encode, utf8_percent_encode};
use sha2::{Digest, Sha256};

use crate::net::client::RESERVED;

/// The name of the way to sign.
pub const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// What is encoded in a canonical path.
const PATH: &AsciiSet = &RESERVED.remove(b'/');

/// A request, as it is signed.
#[derive(Debug)]
pub struct CanonicalRequest<'r> {
    /// The method.
    pub method: &'r str,
    /// The path: [`canonical_path`], or as it is sent.
    pub path: Cow<'r, str>,
    /// The query: [`canonical_query`].
    pub query: String,
    /// The headers that are signed: names in lower case, and values as [`header_value`] gives them.
    pub headers: Vec<(&'r str, Cow<'r, str>)>,
    /// The digest of the body: [`sha256_hex`].
    pub payload: &'r str,
}

impl CanonicalRequest<'_> {
    /// The text that is signed, at `date_time` for `scope`: `20261120T043301Z`, `20261120/us-east-1/lambda/aws4_request`.
    pub fn string_to_sign(&self, date_time: &str, scope: &str) -> String {
        [ALGORITHM, date_time, scope, &sha256_hex(self.text().as_bytes())].join("\n")
    }

    /// The names of the headers that are signed, as `SignedHeaders` has them.
    pub fn signed_headers(&self) -> String {
        let mut text = String::with_capacity(96);
        self.add_signed_headers(&mut text);
        text
    }

    fn add_signed_headers(&self, text: &mut String) {
        for (at, (name, _)) in self.headers.iter().enumerate() {
            if at > 0 {
                text.push(';');
            }
            text.push_str(name);
        }
    }

    fn text(&self) -> String {
        let mut text = String::with_capacity(512);
        for line in [self.method, &self.path, &self.query] {
            text.push_str(line);
            text.push('\n');
        }
        for (name, value) in &self.headers {
            text.push_str(name);
            text.push(':');
            text.push_str(value);
            text.push('\n');
        }
        text.push('\n');
        self.add_signed_headers(&mut text);
        text.push('\n');
        text.push_str(self.payload);
        text
    }
}

/// A path, encoded once more than it is sent, without `.`, `..` and empty segments: as all services but S3 have it.
pub fn canonical_path(path: &str) -> String {
    utf8_percent_encode(&normalized(path), PATH).to_string()
}

fn normalized(path: &str) -> Cow<'_, str> {
    if path.starts_with('/') && !path.contains("//") && !path.contains("/.") {
        return Cow::Borrowed(path);
    }
    let mut segments: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => drop(segments.pop()),
            other => segments.push(other),
        }
    }
    let end = if path.ends_with('/') && !segments.is_empty() { "/" } else { "" };
    Cow::Owned(format!("/{}{end}", segments.join("/")))
}

/// The parameters of a query, encoded alike and in order.
pub fn canonical_query<'q>(parameters: impl Iterator<Item = (&'q str, &'q str)>) -> String {
    let encoded = |text: &str| percent_encode(&percent_decode_str(text).collect::<Vec<u8>>(), RESERVED).to_string();
    let mut pairs: Vec<(String, String)> = parameters.map(|(name, value)| (encoded(name), encoded(value))).collect();
    pairs.sort();
    pairs.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
}

/// The parameters of a query, encoded as they were sent.
pub fn parameters(query: &str) -> impl Iterator<Item = (&str, &str)> {
    query.split('&').filter(|pair| !pair.is_empty()).map(|pair| pair.split_once('=').unwrap_or((pair, "")))
}

/// A header's values, joined, with single spaces.
pub fn header_value<'h>(headers: &'h HeaderMap, name: &str) -> Option<Cow<'h, str>> {
    let mut values = headers.get_all(name).iter().map(|value| with_single_spaces(String::from_utf8_lossy(value.as_bytes())));
    let first = values.next()?;
    Some(values.fold(first, |before, value| Cow::Owned(format!("{before},{value}"))))
}

fn with_single_spaces(value: Cow<'_, str>) -> Cow<'_, str> {
    let is_so = value.bytes().all(|byte| (b' '..=b'~').contains(&byte))
        && !value.starts_with(' ')
        && !value.ends_with(' ')
        && !value.contains("  ");
    if is_so { value } else { Cow::Owned(value.split_whitespace().collect::<Vec<_>>().join(" ")) }
}

/// The SHA-256 digest of some bytes, in lower-case hexadecimal.
pub fn sha256_hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    let digest = Sha256::digest(bytes);
    let digits = digest.iter().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(|digit| DIGITS.get(usize::from(digit)));
    let mut text = String::with_capacity(64);
    text.extend(digits);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    // IAM user guide, "Create a canonical request".
    #[test]
    fn queries_and_paths_have_one_form() {
        assert_eq!(canonical_query(parameters("b=2&a=%7e&a=1&c&d=x%2fy z")), "a=1&a=~&b=2&c=&d=x%2Fy%20z");
        for (path, canonical) in [
            ("/a//b/./c/../d/", "/a/b/d/"),
            ("/a/b/..", "/a"),
            ("/", "/"),
            ("/../..", "/"),
            ("", "/"),
            ("/a%20b/$c", "/a%2520b/%24c"),
            ("/.", "/"),
        ] {
            assert_eq!(canonical_path(path), canonical, "{path}");
        }
    }

    // IAM user guide, "Create a canonical request": values without spaces at their ends, and inside with one at a time.
    #[test]
    fn the_values_of_a_header_are_one_with_single_spaces() {
        let mut headers = HeaderMap::new();
        for value in [" a  b\tc ", "d"] {
            headers.append("x-many", value.parse().unwrap());
        }
        assert_eq!(header_value(&headers, "x-many").unwrap(), "a b c,d");
        assert_eq!(header_value(&headers, "x-none"), None);
    }

    // FIPS 180-4: the digest of nothing.
    #[test]
    fn a_digest_is_told_in_hexadecimal() {
        assert_eq!(sha256_hex(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
