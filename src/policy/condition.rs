//! `Condition` (IAM user guide, "IAM JSON policy elements: Condition operators").

use std::net::IpAddr;

use crate::policy::Facts;
use crate::policy::network::Network;
use crate::policy::pattern::{ArnPattern, Pattern, Reading};

/// One operator on one key.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Condition {
    /// The condition key, in lower case.
    key: Box<str>,
    test: Test,
}

#[derive(Clone, Debug, PartialEq)]
enum Test {
    /// `Null`: whether the key has to be absent.
    Null {
        absent: bool,
    },
    Values {
        quantifier: Quantifier,
        if_exists: bool,
        negated: bool,
        wanted: Box<[Wanted]>,
    },
}

/// How many of a key's values count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Quantifier {
    /// No prefix: the key has one value.
    Single,
    /// `ForAnyValue:`
    ForAnyValue,
    /// `ForAllValues:`
    ForAllValues,
}

/// What a value is compared with.
#[derive(Clone, Debug, PartialEq)]
enum Wanted {
    Text(Pattern),
    Arn(ArnPattern),
    Network(Network),
    Number(Comparison, f64),
    /// In milliseconds since the epoch.
    Date(Comparison, i64),
    Bool(bool),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Comparison {
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Condition {
    /// Reads an operator with a key and its values.
    ///
    /// # Errors
    /// What is wrong, in one sentence.
    pub(super) fn parse(operator: &str, key: &str, values: &[String], variables: bool) -> Result<Self, String> {
        let key: Box<str> = key.to_lowercase().into();
        let (quantifier, bare) = match operator.split_once(':') {
            None => (Quantifier::Single, operator),
            Some(("ForAnyValue", bare)) => (Quantifier::ForAnyValue, bare),
            Some(("ForAllValues", bare)) => (Quantifier::ForAllValues, bare),
            Some(_) => return Err(unknown(operator)),
        };
        let (bare, if_exists) = bare.strip_suffix("IfExists").map_or((bare, false), |bare| (bare, true));
        if bare == "Null" && !if_exists && quantifier == Quantifier::Single {
            let [absent] = values else { return Err("Null takes one value".to_owned()) };
            return Ok(Self { key, test: Test::Null { absent: boolean(absent)? } });
        }
        let (kind, negated) = Kind::of(bare).ok_or_else(|| unknown(operator))?;
        let wanted = values.iter().map(|value| kind.wanted(value, variables)).collect::<Result<_, _>>()?;
        Ok(Self { key, test: Test::Values { quantifier, if_exists, negated, wanted } })
    }

    /// The condition key, in lower case.
    pub(super) fn key(&self) -> &str {
        &self.key
    }

    /// Whether the condition is fulfilled.
    pub(super) fn holds(&self, facts: &dyn Facts) -> bool {
        let values = facts.values(&self.key);
        match &self.test {
            Test::Null { absent } => values.is_empty() == *absent,
            Test::Values { if_exists: true, .. } if values.is_empty() => true,
            Test::Values { quantifier, negated, wanted, .. } => {
                let matches = |value: &str| wanted.iter().any(|wanted| wanted.is(value, facts));
                match quantifier {
                    Quantifier::Single => values.iter().any(|value| matches(value)) != *negated,
                    Quantifier::ForAnyValue => values.iter().any(|value| matches(value) != *negated),
                    Quantifier::ForAllValues => values.iter().all(|value| matches(value) != *negated),
                }
            }
        }
    }
}

/// What an operator compares.
#[derive(Clone, Copy)]
enum Kind {
    Text { wildcards: bool, folds_case: bool },
    Arn,
    Network,
    Number(Comparison),
    Date(Comparison),
    Bool,
}

impl Kind {
    /// What an operator compares, and whether it wants the opposite.
    fn of(operator: &str) -> Option<(Self, bool)> {
        let text = |wildcards, folds_case| Self::Text { wildcards, folds_case };
        Some(match operator {
            // Binary values are compared in their Base64.
            "StringEquals" | "BinaryEquals" => (text(false, false), false),
            "StringNotEquals" => (text(false, false), true),
            "StringEqualsIgnoreCase" => (text(false, true), false),
            "StringNotEqualsIgnoreCase" => (text(false, true), true),
            "StringLike" => (text(true, false), false),
            "StringNotLike" => (text(true, false), true),
            "ArnEquals" | "ArnLike" => (Self::Arn, false),
            "ArnNotEquals" | "ArnNotLike" => (Self::Arn, true),
            "IpAddress" => (Self::Network, false),
            "NotIpAddress" => (Self::Network, true),
            "Bool" => (Self::Bool, false),
            _ => {
                let (kind, comparison): (fn(Comparison) -> Self, _) = match operator.strip_prefix("Numeric") {
                    Some(comparison) => (Self::Number, comparison),
                    None => (Self::Date, operator.strip_prefix("Date")?),
                };
                let (comparison, negated) = match comparison {
                    "Equals" => (Comparison::Equal, false),
                    "NotEquals" => (Comparison::Equal, true),
                    "LessThan" => (Comparison::Less, false),
                    "LessThanEquals" => (Comparison::LessOrEqual, false),
                    "GreaterThan" => (Comparison::Greater, false),
                    "GreaterThanEquals" => (Comparison::GreaterOrEqual, false),
                    _ => return None,
                };
                (kind(comparison), negated)
            }
        })
    }

    fn wanted(self, value: &str, variables: bool) -> Result<Wanted, String> {
        let refuse = |what: &str| format!("{value:?} is not {what}");
        Ok(match self {
            Self::Text { wildcards, folds_case } => {
                Wanted::Text(Pattern::parse(value, Reading { wildcards, variables, folds_case }))
            }
            Self::Arn => Wanted::Arn(ArnPattern::parse(value, variables)),
            Self::Network => Wanted::Network(Network::parse(value).ok_or_else(|| refuse("a range of IP addresses"))?),
            Self::Number(comparison) => Wanted::Number(comparison, number(value).ok_or_else(|| refuse("a number"))?),
            Self::Date(comparison) => Wanted::Date(comparison, date(value).ok_or_else(|| refuse("a date"))?),
            Self::Bool => Wanted::Bool(boolean(value)?),
        })
    }
}

impl Wanted {
    fn is(&self, value: &str, facts: &dyn Facts) -> bool {
        match self {
            Self::Text(pattern) => pattern.matches(value, facts),
            Self::Arn(pattern) => pattern.matches(value, facts),
            Self::Network(network) => value.parse::<IpAddr>().is_ok_and(|address| network.contains(address)),
            Self::Number(comparison, wanted) => number(value).is_some_and(|value| comparison.holds(&value, wanted)),
            Self::Date(comparison, wanted) => date(value).is_some_and(|value| comparison.holds(&value, wanted)),
            Self::Bool(wanted) => boolean(value) == Ok(*wanted),
        }
    }
}

impl Comparison {
    fn holds<T: PartialOrd>(self, value: &T, wanted: &T) -> bool {
        match self {
            Self::Equal => value == wanted,
            Self::Less => value < wanted,
            Self::LessOrEqual => value <= wanted,
            Self::Greater => value > wanted,
            Self::GreaterOrEqual => value >= wanted,
        }
    }
}

fn unknown(operator: &str) -> String {
    format!("{operator:?} is not a condition operator")
}

fn boolean(value: &str) -> Result<bool, String> {
    match value {
        _ if value.eq_ignore_ascii_case("true") => Ok(true),
        _ if value.eq_ignore_ascii_case("false") => Ok(false),
        _ => Err(format!("{value:?} is neither true nor false")),
    }
}

fn number(value: &str) -> Option<f64> {
    value.trim().parse().ok().filter(|number: &f64| number.is_finite())
}

/// A date of ISO 8601 or a number of seconds since the epoch, as milliseconds.
fn date(value: &str) -> Option<i64> {
    if let Ok(seconds) = value.parse::<i64>() {
        return seconds.checked_mul(1000);
    }
    let timestamp = value.parse::<jiff::Timestamp>().ok();
    let day = || value.parse::<jiff::civil::Date>().ok()?.to_zoned(jiff::tz::TimeZone::UTC).ok().map(|zoned| zoned.timestamp());
    timestamp.or_else(day).map(jiff::Timestamp::as_millisecond)
}
