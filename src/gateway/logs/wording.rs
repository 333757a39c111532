//! How execution logs of REST and WebSocket APIs write headers, pairs and secrets.

use std::borrow::Cow;
use std::fmt::Display;

use http::{HeaderMap, HeaderValue};

use crate::gateway::rest::headers::{display_name, text};

/// "API Gateway limits log events to 1024 bytes" (developer guide, "CloudWatch log formats for API Gateway").
const LONGEST_LINE: usize = 1024;

/// How many characters of a secret are shown.
const SHOWN: usize = 6;

/// A line as long as it may be.
pub(in crate::gateway) fn truncated(mut line: String) -> String {
    if line.len() > LONGEST_LINE {
        line.truncate(line.floor_char_boundary(LONGEST_LINE));
        line.push_str(" [TRUNCATED]");
    }
    line
}

/// `{Accept=application/json, Host=example.com}`.
pub(in crate::gateway) fn map<N: Display, V: Display>(pairs: impl Iterator<Item = (N, V)>) -> String {
    let pairs: Vec<String> = pairs.map(|(name, value)| format!("{name}={value}")).collect();
    format!("{{{}}}", pairs.join(", "))
}

/// Headers as execution logs write them.
pub(in crate::gateway) fn of_headers(headers: &HeaderMap) -> String {
    map(headers.iter().map(|(name, value)| (display_name(name.as_str()), shown(name.as_str(), value))))
}

/// A header's value as logs may show it: "API Gateway redacts authorization headers, API key values, and similar sensitive
/// request parameters from the logged data."
pub(in crate::gateway) fn shown<'v>(name: &str, value: &'v HeaderValue) -> Cow<'v, str> {
    match name {
        "authorization" | "x-api-key" => masked(&text(value)).into(),
        _ => text(value),
    }
}

/// A secret with only its last characters shown.
pub(in crate::gateway) fn masked(secret: &str) -> String {
    let hidden = secret.chars().count().saturating_sub(SHOWN);
    secret.chars().enumerate().map(|(at, letter)| if at < hidden { '*' } else { letter }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    // Execution logs that users showed: `Incoming identity: {method.request.header.Hash=********aaaaaa}`.
    #[test]
    fn the_last_characters_of_a_secret_are_shown() {
        assert_eq!(masked("aaaaaaaaaaaaaa"), "********aaaaaa");
        assert_eq!(masked("short"), "short");
    }
}
