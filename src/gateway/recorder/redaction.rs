//! What must not be read in a request's story: it is taken out by the names that secrets go under, and by their values wherever
//! else they turn up, as in the event that a function is given. What cannot be told apart from a secret is taken out too.

use std::cmp::Reverse;
use std::collections::HashSet;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use percent_encoding::utf8_percent_encode;

use crate::net::client::RESERVED;

use self::places::{decoded, is_form, is_secret, values, without_access_keys, without_named, without_user_info};

mod places;

/// What stands in the place of a secret.
const REDACTED: &str = "[redacted]";

/// Words before a credential that are none themselves.
const SCHEMES: [&str; 3] = ["Bearer", "Basic", "AWS4-HMAC-SHA256"];

/// A value that is as short could be anything, so it is not looked for in the middle of words.
const SHORTEST: usize = 8;

/// One that is shorter is not even taken for a word.
const SHORTEST_WORD: usize = 4;

/// So many values are looked for. Where a request has more, its texts are not shown at all.
const MOST_SECRETS: usize = 128;

/// So many bytes of a body tell where it stands in Base64. Three bytes become four letters.
const BEGINNING: usize = 48;

/// The secrets of a request.
#[derive(Debug, Default)]
pub(super) struct Secrets {
    known: HashSet<String>,
    /// How bodies that must not be shown begin in Base64, which functions get them in.
    encoded: HashSet<String>,
}

impl Secrets {
    /// Takes note of a secret.
    pub(super) fn learn(&mut self, secret: &str) {
        let secret = secret.trim();
        if secret.is_empty() || secret == REDACTED || self.are_too_many() {
            return;
        }
        // As it stands in a JSON text, and in a URI or a form.
        let in_json = serde_json::Value::from(secret).to_string();
        let in_json = in_json.get(1..in_json.len() - 1).unwrap_or_default().to_owned();
        self.known.extend([secret.to_owned(), in_json, utf8_percent_encode(secret, RESERVED).to_string()]);
    }

    fn are_too_many(&self) -> bool {
        self.known.len() > MOST_SECRETS
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
        let Some((scheme, credential)) = value.trim().split_once(' ') else { return };
        self.learn(credential);
        if scheme.eq_ignore_ascii_case("Basic")
            && let Ok(decoded) = STANDARD.decode(credential.trim())
            && let Ok(decoded) = String::from_utf8(decoded)
        {
            self.learn(&decoded);
            self.learn(decoded.split_once(':').map_or("", |(_, password)| password));
        }
    }

    /// Takes note of what a URI gives away.
    pub(super) fn learn_uri(&mut self, uri: &str) {
        if let Some((_, query)) = uri.split_once('?') {
            self.learn_query(query);
        }
        let authority = uri.split_once("://").and_then(|(_, rest)| rest.split(['/', '?', '#']).next());
        if let Some((user_info, _)) = authority.and_then(|authority| authority.rsplit_once('@')) {
            self.learn(user_info);
            let password = user_info.split_once(':').map_or("", |(_, password)| password);
            self.learn(password);
            self.learn(&decoded(password));
        }
    }

    /// Takes note of what a query, or a form, gives away.
    fn learn_query(&mut self, query: &str) {
        for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            if is_secret(&decoded(name)) {
                self.learn(value);
                self.learn(&decoded(value));
                self.learn(&decoded(&value.replace('+', " ")));
            }
        }
    }

    /// Takes note of what a body gives away: it may go on within another text, also in Base64. `text` is what can be read of it.
    pub(super) fn learn_body(&mut self, body: &[u8], text: Option<&str>) {
        let text = text.unwrap_or_default();
        if !body.is_empty() && (text.is_empty() || Redactor::default().text(text) != text) {
            self.encoded.insert(STANDARD_NO_PAD.encode(body.get(..BEGINNING).unwrap_or(body)));
        }
        if is_form(text) {
            self.learn_query(text);
        }
        for value in values(text) {
            match serde_json::from_str(value) {
                Ok(serde_json::Value::String(secret)) => self.learn(&secret),
                Ok(serde_json::Value::Number(number)) => self.learn(&number.to_string()),
                Ok(serde_json::Value::Null | serde_json::Value::Bool(_)) => continue,
                // A list, an object, a text within a text, or one that is cut.
                _ => value.split(['"', '\\']).filter(|part| part.len() >= SHORTEST).for_each(|part| self.learn(part)),
            }
            self.learn(value.trim_matches(['"', '\\']));
        }
    }

    /// What takes them out of texts.
    pub(super) fn redactor(self) -> Redactor {
        let hides_all = self.are_too_many();
        let (mut long, short): (Vec<_>, Vec<_>) = self.known.into_iter().partition(|secret| secret.len() >= SHORTEST);
        long.sort_unstable_by_key(|secret| Reverse(secret.len()));
        Redactor { long, short, encoded: self.encoded.into_iter().collect(), hides_all }
    }
}

/// Takes secrets out of texts.
#[derive(Debug, Default)]
pub(super) struct Redactor {
    /// The longest first, so that none is left that holds another.
    long: Vec<String>,
    short: Vec<String>,
    encoded: Vec<String>,
    hides_all: bool,
}

impl Redactor {
    /// A header's value without what is secret in it.
    pub(super) fn header(&self, name: &str, value: &str) -> String {
        if is_secret(name) {
            let known = |scheme: &str| SCHEMES.iter().any(|known| known.eq_ignore_ascii_case(scheme));
            return match value.split_once(' ').filter(|(scheme, _)| known(scheme)) {
                Some((scheme, _)) => format!("{scheme} {REDACTED}"),
                None => REDACTED.to_owned(),
            };
        }
        self.uri(value)
    }

    /// A URI without what is secret in it.
    pub(super) fn uri(&self, uri: &str) -> String {
        match uri.split_once('?') {
            Some((path, query)) => format!("{}?{}", self.unnamed(path), self.query(query)),
            None => self.unnamed(uri),
        }
    }

    /// A query or a form. What is secret within a value shows when it is decoded; then all of the value goes.
    fn query(&self, query: &str) -> String {
        let pairs = query.split('&').map(|pair| match pair.split_once('=') {
            Some((name, _)) if is_secret(&decoded(name)) => format!("{name}={REDACTED}"),
            Some((name, value)) if value.contains(['%', '+']) => {
                let plain = decoded(value).replace('+', " ");
                if self.unnamed(&plain) == plain { self.unnamed(pair) } else { format!("{name}={REDACTED}") }
            }
            _ => self.unnamed(pair),
        });
        pairs.collect::<Vec<_>>().join("&")
    }

    /// A text without what is secret in it: JSON, a form, XML, or anything else.
    pub(super) fn text(&self, text: &str) -> String {
        if is_form(text) { self.query(text) } else { self.unnamed(text) }
    }

    /// A payload without what is secret in it. As it is nobody's prose, short secrets are looked for as words too.
    pub(super) fn payload(&self, payload: &str) -> String {
        let words =
            self.short.iter().filter(|word| word.len() >= SHORTEST_WORD && !["true", "false", "null"].contains(&&***word));
        words.fold(self.text(payload), |text, word| {
            let is_word =
                |before: Option<char>, after: Option<char>| ![before, after].into_iter().flatten().any(char::is_alphanumeric);
            replaced(text, word, is_word)
        })
    }

    /// Any text without secrets, be they named or known.
    fn unnamed(&self, text: &str) -> String {
        if self.hides_all && !text.is_empty() {
            return REDACTED.to_owned();
        }
        let mut text = without_user_info(&without_named(text));
        for secret in &self.long {
            if text.contains(secret.as_str()) {
                text = text.replace(secret.as_str(), REDACTED);
            }
        }
        for beginning in &self.encoded {
            text = without_encoded(&text, beginning);
        }
        for secret in &self.short {
            let is_value = |before: Option<char>, after: Option<char>| {
                before.is_none_or(|before| matches!(before, '"' | '='))
                    && after.is_none_or(|after| matches!(after, '"' | '\\' | '&'))
            };
            text = replaced(text, secret, is_value);
        }
        without_access_keys(text)
    }
}

/// The text with a secret replaced wherever what stands before and after it is as `is_meant` says.
fn replaced(text: String, secret: &str, is_meant: impl Fn(Option<char>, Option<char>) -> bool) -> String {
    let meant = |at: usize| is_meant(text[..at].chars().next_back(), text[at + secret.len()..].chars().next());
    let found: Vec<usize> = text.match_indices(secret).map(|(at, _)| at).filter(|at| meant(*at)).collect();
    if found.is_empty() {
        return text;
    }
    let mut left = String::with_capacity(text.len());
    let mut from = 0;
    for at in found {
        left.extend([&text[from..at], REDACTED]);
        from = at + secret.len();
    }
    left.push_str(&text[from..]);
    left
}

/// The text without what is in Base64 and begins so, however long it is.
fn without_encoded(text: &str, beginning: &str) -> String {
    let mut parts = text.split(beginning);
    let mut left = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_base64 = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '+' | '/' | '=');
        left.extend([REDACTED, part.trim_start_matches(is_base64)]);
    }
    left
}

#[cfg(test)]
mod tests;
