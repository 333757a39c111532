//! Where secrets stand in texts, by the names that they go under or by their looks.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use super::REDACTED;

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

/// A part of a text that is secret.
struct Found<'t> {
    start: usize,
    end: usize,
    /// What stands round the value that takes its place.
    quote: &'t str,
}

/// The text without what is secret by its name, in JSON, also within a text of JSON, in forms of both kinds, in XML, and
/// anywhere as `name=value`.
pub(super) fn without_named(text: &str) -> String {
    let text = taken_out(text, &members(text));
    let text = taken_out(&text, &fields(&text));
    let text = taken_out(&text, &elements(&text));
    taken_out(&text, &pairs(&text))
}

pub(super) fn is_secret(name: &str) -> bool {
    let name: String = name.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect();
    !NO_SECRETS.contains(&&*name) && (NAMES.contains(&&*name) || ENDINGS.iter().any(|ending| name.ends_with(ending)))
}

pub(super) fn decoded(part: &str) -> Cow<'_, str> {
    percent_decode_str(part).decode_utf8_lossy()
}

/// Whether a text begins as `name=value&…`, as in `application/x-www-form-urlencoded`.
pub(super) fn is_form(text: &str) -> bool {
    let name = text.trim_start().split_once('=').map(|(name, _)| name);
    name.is_some_and(|name| !name.contains(['{', '[', '"', '<', '\n']))
}

/// The values of secret members of JSON, as they stand, and of secret fields of `multipart/form-data`.
pub(super) fn values(text: &str) -> Vec<&str> {
    let members = members(text).into_iter().map(|Found { start, end, .. }| &text[start..end]);
    let fields = fields(text).into_iter().map(|Found { start, end, .. }| {
        let part = &text[start..end];
        let value = ["\r\n\r\n", "\n\n"].iter().find_map(|blank| part.split_once(blank)).map_or(part, |(_, value)| value);
        value.rsplit_once("\n--").map_or(value, |(value, _)| value).trim()
    });
    members.chain(fields).collect()
}

/// Members with a secret's name, at any depth of texts within texts. What ends amid a value is as good as a whole one.
fn members(text: &str) -> Vec<Found<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(quote) = text[at..].find('"').map(|length| at + length) {
        let name = &text[at..quote];
        at = quote + 1;
        let value = text[at..].trim_start().strip_prefix(':').map(str::trim_start);
        let Some(value) = value.filter(|_| is_secret(name)) else { continue };
        let start = text.len() - value.len();
        let depth = backslashes(&text[..quote]);
        at = end_of_value(text, depth, start);
        found.push(Found { start, end: at, quote: &text[quote - depth..=quote] });
    }
    found
}

/// How many backslashes a text ends with.
fn backslashes(text: &str) -> usize {
    text.bytes().rev().take_while(|byte| *byte == b'\\').count()
}

/// The place behind the quote that closes what was opened by one with `depth` backslashes before it; the end, if none does.
fn closed(text: &str, depth: usize, from: usize) -> usize {
    let inner = &text[from..];
    let closes = |at: usize| {
        let count = backslashes(&inner[..at]);
        count < depth || count % (2 * (depth + 1)) == depth
    };
    inner.match_indices('"').find(|(at, _)| closes(*at)).map_or(text.len(), |(at, _)| from + at + 1)
}

/// Where a text of JSON ends that goes on from here; the end, if it is cut.
fn before_quote(text: &str, from: usize) -> usize {
    let end = closed(text, 0, from);
    if text[from..end].ends_with('"') { end - 1 } else { end }
}

/// Where a value ends that begins at `start`: a text, a list, an object, or anything up to the next comma.
fn end_of_value(text: &str, depth: usize, start: usize) -> usize {
    let value = &text[start..];
    if value.trim_start_matches('\\').starts_with('"') {
        let depth = value.len() - value.trim_start_matches('\\').len();
        return closed(text, depth, start + depth + 1);
    }
    if !value.starts_with(['[', '{']) {
        return value.find([',', '}', ']', '"']).map_or(text.len(), |length| start + length);
    }
    let (mut open, mut at) = (0_usize, start);
    while let Some(next) = text[at..].find(['[', '{', ']', '}', '"']).map(|length| at + length) {
        at = next + 1;
        match text.as_bytes().get(next) {
            Some(b'"') => at = closed(text, depth, at),
            Some(b'[' | b'{') => open += 1,
            _ => open -= 1,
        }
        if open == 0 {
            return at;
        }
    }
    text.len()
}

/// Fields of `multipart/form-data` with a secret's name (RFC 7578), each up to the next.
fn fields(text: &str) -> Vec<Found<'_>> {
    let lower = text.to_ascii_lowercase();
    let starts: Vec<usize> = lower.match_indices("content-disposition").map(|(at, _)| at).collect();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let found = starts.iter().zip(ends).filter_map(|(start, end)| {
        let head = &lower[*start..end];
        let is_own = |at: usize| !head[..at].ends_with(|letter: char| letter.is_ascii_alphanumeric() || letter == '*');
        let (name, _) = head.match_indices("name=").find(|(at, _)| is_own(*at))?;
        let name = text[start + name + "name=".len()..end].trim_start_matches('\\');
        let name = name.strip_prefix('"').unwrap_or(name);
        let length = name.find(['"', ';', '\\', '\r', '\n'])?;
        let begin = end - name.len() + length;
        // Within JSON a backslash is before the quote, and the text ends at one without.
        let end = if name[length..].starts_with('\\') { end.min(before_quote(text, begin)) } else { end };
        is_secret(&decoded(&name[..length])).then_some(Found { start: begin, end, quote: "" })
    });
    found.collect()
}

/// What is in elements of XML with a secret's name.
fn elements(text: &str) -> Vec<Found<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find('<').map(|length| at + length + 1) {
        at = open;
        let name = text[open..].split(|letter: char| !(letter.is_ascii_alphanumeric() || "_-.:".contains(letter))).next();
        let name = name.and_then(|name| name.rsplit(':').next()).unwrap_or_default();
        if !is_secret(name) {
            continue;
        }
        let Some(start) = text[open..].find('>').map(|length| open + length + 1) else { break };
        at = text[start..].find("</").map_or(text.len(), |length| start + length);
        found.push(Found { start, end: at, quote: "" });
    }
    found
}

/// Values of `name=value` with a secret's name, wherever they stand. They go on up to what parts pairs, or ends a text of JSON.
fn pairs(text: &str) -> Vec<Found<'_>> {
    let is_of_name = |letter: char| letter.is_alphanumeric() || "%-_.[]+$:~*".contains(letter);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(equals) = text[at..].find('=').map(|length| at + length) {
        let name = text[at..equals].rsplit(|letter| !is_of_name(letter)).next().unwrap_or_default();
        at = equals + 1;
        if !is_secret(&decoded(name)) {
            continue;
        }
        let length = text[at..].find(['&', '\r', '\n']).unwrap_or(text.len() - at);
        let pair = &text[..at + length];
        // A quote right behind it opens a value, unless it closes a text of JSON.
        let quoted = text[at..].strip_prefix('"').map(str::trim_start);
        let is_opened = quoted.is_some_and(|rest| !rest.is_empty() && !rest.starts_with([',', '}', ']', ':']));
        let (start, end) = if is_opened { (at, closed(text, 0, at + 1)) } else { (at, before_quote(pair, at)) };
        at = end;
        if start < end {
            found.push(Found { start, end, quote: "" });
        }
    }
    found
}

/// The text with these parts of it replaced; a null has nothing to hide.
fn taken_out(text: &str, parts: &[Found<'_>]) -> String {
    let mut left = String::with_capacity(text.len());
    let mut from = 0;
    for Found { start, end, quote } in parts {
        let value = &text[*start..*end];
        left.push_str(&text[from..*start]);
        if value.trim() == "null" {
            left.push_str(value);
        } else {
            left.extend([*quote, REDACTED, *quote]);
        }
        from = *end;
    }
    left.push_str(&text[from..]);
    left
}

/// The text without the user information of URIs (RFC 3986, section 3.2.1).
pub(super) fn without_user_info(text: &str) -> String {
    let mut found = Vec::new();
    for (scheme, mark) in text.match_indices("://") {
        let start = scheme + mark.len();
        let end_of_authority =
            |letter: char| letter.is_whitespace() || matches!(letter, '/' | '?' | '#' | '"' | '\\' | '<' | '>');
        let authority = text[start..].split(end_of_authority).next().unwrap_or_default();
        if let Some(length) = authority.rfind('@') {
            found.push(Found { start, end: start + length, quote: "" });
        }
    }
    taken_out(text, &found)
}

/// Access keys look like nothing else (IAM user guide, "IAM identifiers": `AKIA` for long-term ones, `ASIA` for others).
pub(super) fn without_access_keys(text: String) -> String {
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
