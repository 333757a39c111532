//! What must not be read in a request's story: it is taken out by the names that secrets go under, and by their values wherever
//! else they turn up, as in the event that a function is given.

use std::borrow::Cow;
use std::cmp::Reverse;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::{percent_decode_str, utf8_percent_encode};

use crate::gateway::outgoing::RESERVED;

/// What stands in the place of a secret.
const REDACTED: &str = "[redacted]";

/// The names of headers, parameters and members that hold secrets, in lower case and without what parts their words.
const NAMES: [&str; 22] = [
    "accesskey",
    "accesskeyid",
    "apikey",
    "authorization",
    "awsaccesskeyid",
    "clientassertion",
    "cookie",
    "cookies",
    "identitysource",
    "jwt",
    "password",
    "proxyauthorization",
    "secret",
    "secretaccesskey",
    "setcookie",
    "signature",
    "token",
    "usageidentifierkey",
    "xamzcredential",
    "xamzsignature",
    "xapikey",
    "credential",
];

/// What the names of more secrets end with.
const ENDINGS: [&str; 4] = ["token", "secret", "password", "secretkey"];

/// Names with such an ending by which lists are paged.
const NO_SECRETS: [&str; 5] = ["nexttoken", "continuationtoken", "pagetoken", "startingtoken", "paginationtoken"];

/// Words before a credential that are none themselves.
const SCHEMES: [&str; 3] = ["Bearer", "Basic", "AWS4-HMAC-SHA256"];

/// A value that is as short could be anything, so it is not looked for in the middle of texts.
const SHORTEST: usize = 8;

/// Takes secrets out of texts.
#[derive(Debug, Default)]
pub(super) struct Redactor {
    /// The longest first, so that none is left that holds another.
    long: Vec<String>,
    short: Vec<String>,
}

impl Redactor {
    /// Takes note of a secret.
    pub(super) fn learn(&mut self, secret: &str) {
        let secret = secret.trim();
        // As it stands in a JSON text, and in a URI or a form.
        let in_json = serde_json::Value::from(secret).to_string();
        let encoded = utf8_percent_encode(secret, RESERVED).to_string();
        for form in [secret, in_json.trim_matches('"'), &encoded] {
            self.add(form);
        }
    }

    fn add(&mut self, form: &str) {
        let known = if form.len() < SHORTEST { &mut self.short } else { &mut self.long };
        if form.is_empty() || known.iter().any(|other| other == form) {
            return;
        }
        known.push(form.to_owned());
        known.sort_by_key(|form| Reverse(form.len()));
    }

    /// Takes note of what a header gives away.
    pub(super) fn learn_header(&mut self, name: &str, value: &str) {
        match name {
            "cookie" => value.split(';').filter_map(|pair| pair.split_once('=')).for_each(|(_, value)| self.learn(value)),
            "set-cookie" => {
                if let Some((_, value)) = value.split(';').next().and_then(|pair| pair.split_once('=')) {
                    self.learn(value);
                }
            }
            _ if !is_secret(name) => return,
            _ => {}
        }
        self.learn(value);
        let Some((scheme, credential)) = value.split_once(' ').filter(|(scheme, _)| SCHEMES.contains(scheme)) else { return };
        self.learn(credential);
        if scheme == "Basic"
            && let Ok(decoded) = STANDARD.decode(credential.trim())
            && let Ok(decoded) = String::from_utf8(decoded)
        {
            self.learn(&decoded);
            self.learn(decoded.split_once(':').map_or("", |(_, password)| password));
        }
    }

    /// Takes note of what a query, or a form, gives away.
    pub(super) fn learn_query(&mut self, query: &str) {
        for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            if is_secret(&decoded(name)) {
                self.learn(&decoded(value));
                self.learn(value);
            }
        }
    }

    /// Takes note of what a body gives away: it may go on within another text.
    pub(super) fn learn_body(&mut self, body: &str) {
        if is_form(body) {
            let before = self.long.len() + self.short.len();
            self.learn_query(body);
            if self.long.len() + self.short.len() > before {
                // Functions get forms in Base64.
                self.learn(&STANDARD.encode(body));
            }
            return;
        }
        for secret in named_values(body, "\"").into_iter().map(|(start, end)| &body[start..end]) {
            for value in secret.split('"').filter(|value| value.len() >= SHORTEST) {
                self.learn(value);
            }
        }
    }

    /// A header's value without what is secret in it.
    pub(super) fn header(&self, name: &str, value: &str) -> String {
        if is_secret(name) {
            return match value.split_once(' ').filter(|(scheme, _)| SCHEMES.contains(scheme)) {
                Some((scheme, _)) => format!("{scheme} {REDACTED}"),
                None => REDACTED.to_owned(),
            };
        }
        self.uri(value)
    }

    /// A URI without what is secret in it.
    pub(super) fn uri(&self, uri: &str) -> String {
        match uri.split_once('?') {
            Some((path, query)) => format!("{}?{}", self.text(path), self.query(query)),
            None => self.text(uri),
        }
    }

    fn query(&self, query: &str) -> String {
        let pairs = query.split('&').map(|pair| match pair.split_once('=') {
            Some((name, _)) if is_secret(&decoded(name)) => format!("{name}={REDACTED}"),
            _ => self.values_taken_out(pair.to_owned()),
        });
        pairs.collect::<Vec<_>>().join("&")
    }

    /// A text without what is secret in it: JSON, also within a text of JSON, a form, or anything else.
    pub(super) fn text(&self, text: &str) -> String {
        if is_form(text) {
            return self.query(text);
        }
        let text = taken_out(text, &named_values(text, "\""));
        let text = taken_out(&text, &named_values(&text, "\\\""));
        self.values_taken_out(text)
    }

    fn values_taken_out(&self, mut text: String) -> String {
        for secret in self.long.iter().filter(|secret| secret.as_str() != REDACTED) {
            if text.contains(secret.as_str()) {
                text = text.replace(secret.as_str(), REDACTED);
            }
        }
        for secret in &self.short {
            let quoted = format!("\"{secret}\"");
            if text == *secret {
                REDACTED.clone_into(&mut text);
            } else if text.contains(&quoted) {
                text = text.replace(&quoted, &format!("\"{REDACTED}\""));
            }
        }
        without_access_keys(text)
    }
}

fn is_secret(name: &str) -> bool {
    let name: String = name.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect();
    !NO_SECRETS.contains(&&*name) && (NAMES.contains(&&*name) || ENDINGS.iter().any(|ending| name.ends_with(ending)))
}

fn decoded(part: &str) -> Cow<'_, str> {
    percent_decode_str(part).decode_utf8_lossy()
}

/// Whether a text is `name=value&…`, as in `application/x-www-form-urlencoded`.
fn is_form(text: &str) -> bool {
    text.contains('=') && !text.contains(|letter: char| letter.is_whitespace() || matches!(letter, '{' | '"' | '<'))
}

/// Where the values stand of members with a secret's name, in JSON whose texts are in `quote`. What ends amid a value is as
/// good as a whole one.
fn named_values(text: &str, quote: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(opened) = next_quote(text, quote, at) {
        let Some(closed) = next_quote(text, quote, opened) else { break };
        let name = &text[opened..closed - quote.len()];
        at = closed;
        let rest = text[closed..].trim_start();
        let Some(value) = rest.strip_prefix(':').map(str::trim_start).filter(|_| is_secret(name)) else { continue };
        let start = text.len() - value.len();
        let end = end_of_value(text, quote, start);
        found.push((start, end));
        at = end;
    }
    found
}

/// The place behind the next quote that no backslash takes back.
fn next_quote(text: &str, quote: &str, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        let found = at + text.get(at..)?.find(quote)?;
        let before = text[..found].bytes().rev().take_while(|byte| *byte == b'\\').count();
        at = found + quote.len();
        if before.is_multiple_of(2) {
            return Some(at);
        }
    }
}

/// Where a value ends that begins at `start`: a text, a list, or anything up to the next comma.
fn end_of_value(text: &str, quote: &str, start: usize) -> usize {
    let value = &text[start..];
    if value.starts_with(quote) {
        return next_quote(text, quote, start + quote.len()).unwrap_or(text.len());
    }
    if value.starts_with(['[', '{']) {
        let (mut depth, mut at) = (0_usize, start);
        while let Some(next) = text.get(at..).and_then(|rest| rest.chars().next()) {
            if text[at..].starts_with(quote) {
                let Some(closed) = next_quote(text, quote, at + quote.len()) else { return text.len() };
                at = closed;
                continue;
            }
            match next {
                '[' | '{' => depth += 1,
                ']' | '}' => depth -= 1,
                _ => {}
            }
            at += next.len_utf8();
            if depth == 0 {
                return at;
            }
        }
        return text.len();
    }
    value.find([',', '}', ']']).map_or(text.len(), |length| start + length)
}

/// The text with these parts of it replaced; a null has nothing to hide.
fn taken_out(text: &str, parts: &[(usize, usize)]) -> String {
    let mut left = String::with_capacity(text.len());
    let mut from = 0;
    for (start, end) in parts {
        let value = &text[*start..*end];
        left.push_str(&text[from..*start]);
        match value.trim() {
            "null" => left.push_str(value),
            _ if value.starts_with('\\') => left.extend(["\\\"", REDACTED, "\\\""]),
            _ => left.extend(["\"", REDACTED, "\""]),
        }
        from = *end;
    }
    left.push_str(&text[from..]);
    left
}

/// Access keys look like nothing else (IAM user guide, "IAM identifiers": `AKIA` for long-term ones, `ASIA` for others).
fn without_access_keys(text: String) -> String {
    const LENGTH: usize = 20;
    let mut text = text;
    for prefix in ["AKIA", "ASIA"] {
        let mut from = 0;
        while let Some(at) = text.get(from..).and_then(|rest| rest.find(prefix)).map(|at| from + at) {
            let is_key = text
                .get(at..at + LENGTH)
                .is_some_and(|key| key.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()));
            from = at + prefix.len();
            if is_key {
                text.replace_range(at..at + LENGTH, REDACTED);
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(Redactor::default().text(text), expected);
    }

    #[test]
    fn members_with_a_secrets_name_lose_their_value() {
        check(
            r#"{"headers": {"Authorization": "Bearer abc", "Accept": "*/*"}}"#,
            r#"{"headers": {"Authorization": "[redacted]", "Accept": "*/*"}}"#,
        );
        check(r#"{"x-api-key":["a", "b]"],"next":1}"#, r#"{"x-api-key":"[redacted]","next":1}"#);
        check(r#"{"SecretAccessKey":"a\"b","Expiration":1}"#, r#"{"SecretAccessKey":"[redacted]","Expiration":1}"#);
        check(r#"{"refresh_token": 12, "token_type": "Bearer"}"#, r#"{"refresh_token": "[redacted]", "token_type": "Bearer"}"#);
        check(r#"{"apiKey": null, "nextToken": "page"}"#, r#"{"apiKey": null, "nextToken": "page"}"#);
    }

    #[test]
    fn so_do_members_of_json_within_a_text() {
        check(
            r#"{"body": "{\"password\": \"abc\", \"user\": \"me\"}"}"#,
            r#"{"body": "{\"password\": \"[redacted]\", \"user\": \"me\"}"}"#,
        );
    }

    #[test]
    fn what_is_cut_amid_a_secret_ends_there() {
        check(r#"{"password": "abc"#, r#"{"password": "[redacted]""#);
        check(r#"{"cookies": ["a=b"#, r#"{"cookies": "[redacted]""#);
    }

    #[test]
    fn parameters_with_a_secrets_name_lose_their_value() {
        check("user=me&access_token=abc&id=7", "user=me&access_token=[redacted]&id=7");
        let uri = Redactor::default().uri("/orders?X-Amz-Signature=f00&limit=3&X%2DApi%2DKey=abc");
        assert_eq!(uri, "/orders?X-Amz-Signature=[redacted]&limit=3&X%2DApi%2DKey=[redacted]");
    }

    #[test]
    fn a_known_secret_is_found_wherever_it_went() {
        let mut redactor = Redactor::default();
        redactor.learn_header("authorization", "Bearer correct\"horse");
        redactor.learn_header("cookie", "session=battery-staple; theme=dark");
        assert_eq!(redactor.text("it was correct\"horse"), "it was [redacted]");
        assert_eq!(
            redactor.text(r#"{"a": "correct\"horse", "b": ["battery-staple"]}"#),
            r#"{"a": "[redacted]", "b": ["[redacted]"]}"#
        );
        assert_eq!(redactor.uri("/x?a=correct%22horse"), "/x?a=[redacted]");
        assert_eq!(redactor.text(r#"{"theme": "dark", "words": "darkness"}"#), r#"{"theme": "[redacted]", "words": "darkness"}"#);
    }

    #[test]
    fn a_password_in_basic_credentials_is_a_secret_by_itself() {
        let mut redactor = Redactor::default();
        redactor.learn_header("authorization", &format!("Basic {}", STANDARD.encode("me:correct-horse")));
        assert_eq!(redactor.text("who knows correct-horse"), "who knows [redacted]");
        assert_eq!(redactor.header("authorization", "Basic bWU6"), "Basic [redacted]");
    }

    #[test]
    fn access_keys_are_known_by_their_looks() {
        check("key AKIAIOSFODNN7EXAMPLE, ASIAIOSFODNN7", "key [redacted], ASIAIOSFODNN7");
    }

    #[test]
    fn a_secret_of_a_body_is_one_in_other_texts_too() {
        let mut redactor = Redactor::default();
        redactor.learn_body(r#"{"password": "correct-horse"}"#);
        assert_eq!(redactor.text("<p>correct-horse</p>"), "<p>[redacted]</p>");
        let mut redactor = Redactor::default();
        redactor.learn_body("user=me&password=abc");
        let event = format!(r#"{{"body": "{}"}}"#, STANDARD.encode("user=me&password=abc"));
        assert_eq!(redactor.text(&event), r#"{"body": "[redacted]"}"#);
    }
}
