//! Statements: what a rule is for (AWS WAF API reference, Statement).

use fancy_regex::Regex;
use serde::Deserialize;

use crate::policy::network::Network;
use crate::waf::WebRequest;
use crate::waf::field::{Field, Transformation};
use crate::waf::rate::Rate;

/// What a rule is for.
#[derive(Debug)]
pub(super) enum Statement {
    /// `ByteMatchStatement`.
    Bytes { wanted: Box<[u8]>, position: Position, field: Field, transformations: Box<[Transformation]> },
    /// `RegexMatchStatement`.
    Regex { regex: Regex, field: Field, transformations: Box<[Transformation]> },
    /// `IPSetReferenceStatement`.
    Addresses(Box<[Network]>),
    /// `SizeConstraintStatement`.
    Size { comparison: Comparison, size: usize, field: Field, transformations: Box<[Transformation]> },
    /// `RateBasedStatement`.
    Rate(Box<Rate>),
    /// `NotStatement`.
    Not(Box<Statement>),
    /// `AndStatement`.
    And(Box<[Statement]>),
    /// `OrStatement`.
    Or(Box<[Statement]>),
}

/// `PositionalConstraint`: where in a text something is.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(super) enum Position {
    Exactly,
    StartsWith,
    EndsWith,
    Contains,
    ContainsWord,
}

/// `ComparisonOperator`.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "UPPERCASE")]
pub(super) enum Comparison {
    Eq,
    Ne,
    Le,
    Lt,
    Ge,
    Gt,
}

impl Comparison {
    fn holds(self, length: usize, size: usize) -> bool {
        match self {
            Self::Eq => length == size,
            Self::Ne => length != size,
            Self::Le => length <= size,
            Self::Lt => length < size,
            Self::Ge => length >= size,
            Self::Gt => length > size,
        }
    }
}

impl Statement {
    /// Whether the statement is for a request.
    pub(super) fn matches(&self, request: &WebRequest<'_>) -> bool {
        match self {
            Self::Bytes { wanted, position, field, transformations } => {
                field.any(request, transformations, |text| position.finds(wanted, text))
            }
            // A pattern that takes too many steps blocks nothing and allows nothing.
            Self::Regex { regex, field, transformations } => {
                field.any(request, transformations, |text| regex.is_match(&*String::from_utf8_lossy(text)).unwrap_or(false))
            }
            Self::Addresses(networks) => networks.iter().any(|network| network.contains(request.address)),
            Self::Size { comparison, size, field, transformations } => {
                field.any(request, transformations, |text| comparison.holds(text.len(), *size))
            }
            Self::Rate(rate) => rate.exceeded(request),
            Self::Not(statement) => !statement.matches(request),
            Self::And(statements) => statements.iter().all(|statement| statement.matches(request)),
            Self::Or(statements) => statements.iter().any(|statement| statement.matches(request)),
        }
    }
}

impl Position {
    fn finds(self, wanted: &[u8], text: &[u8]) -> bool {
        match self {
            Self::Exactly => text == wanted,
            Self::StartsWith => text.starts_with(wanted),
            Self::EndsWith => text.ends_with(wanted),
            Self::Contains => wanted.is_empty() || text.windows(wanted.len()).any(|window| window == wanted),
            Self::ContainsWord => contains_word(wanted, text),
        }
    }
}

/// Whether `wanted` is in the text with nothing beside it that would be part of a word.
fn contains_word(wanted: &[u8], text: &[u8]) -> bool {
    let is_of_word = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    !wanted.is_empty()
        && text.windows(wanted.len()).enumerate().any(|(start, window)| {
            let before = start.checked_sub(1).and_then(|before| text.get(before));
            window == wanted && !is_of_word(before) && !is_of_word(text.get(start + wanted.len()))
        })
}
