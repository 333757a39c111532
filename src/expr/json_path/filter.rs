//! `[?(@.price > 10 && @.name == 'x')]`

use std::cmp::Ordering;

use fancy_regex::{Regex, RegexBuilder};

use super::evaluate::Search;
use super::parse::{Token, invalid, parse};
use super::{Document, InvalidPath, Kind, Missing};

/// A compiled filter: criteria and what joins each to the one before it.
#[derive(Clone, Debug)]
pub(super) struct Filter {
    criteria: Vec<Criterion>,
    joined_by_and: Vec<bool>,
}

#[derive(Clone, Debug)]
enum Criterion {
    Exists { path: Operand, expected: bool },
    Compare { left: Operand, comparison: Comparison, right: Operand },
}

#[derive(Clone, Debug)]
enum Operand {
    Path { tokens: Vec<Token>, from_root: bool },
    Text(String),
    Pattern(Regex),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Matches,
}

/// In the order in which they are looked for.
const COMPARISONS: [(&str, Comparison); 7] = [
    ("==", Comparison::Equal),
    (">=", Comparison::GreaterOrEqual),
    ("<=", Comparison::LessOrEqual),
    ("!=", Comparison::NotEqual),
    ("<", Comparison::Less),
    (">", Comparison::Greater),
    ("=~", Comparison::Matches),
];

/// A side of a comparison.
enum Side {
    Null,
    Text(String),
    Number(String),
    Boolean(bool),
    Pattern(Regex),
    Other,
}

impl Filter {
    /// Parses the whole fragment, brackets included.
    pub(super) fn parse(fragment: &str) -> Result<Self, InvalidPath> {
        let inner = fragment.trim_start_matches('[').trim_end_matches(']').trim();
        let inner =
            inner.strip_prefix('?').map(str::trim).ok_or_else(|| invalid("Filter must start with '[?' and end with ']'."))?;
        let inner = inner
            .strip_prefix('(')
            .and_then(|inner| inner.strip_suffix(')'))
            .ok_or_else(|| invalid("Filter must start with '[?(' and end with ')]'."))?;
        let (mut criteria, mut joined_by_and) = (Vec::new(), Vec::new());
        let mut rest = inner;
        loop {
            let next = [("&&", true), ("||", false)].iter().filter_map(|&(sign, and)| rest.find(sign).map(|at| (at, and))).min();
            let criterion = next.map_or(rest, |(at, _)| &rest[..at]);
            criteria.push(Criterion::parse(criterion.trim_matches(['[', '?', '(', ' ', ')', ']']))?);
            let Some((at, and)) = next else { break };
            joined_by_and.push(and);
            rest = &rest[at + 2..];
        }
        Ok(Self { criteria, joined_by_and })
    }

    /// Jayway joins from the last criterion to the first, without precedence.
    pub(super) fn accepts<D: Document>(&self, search: &mut Search<'_, D>, node: &D::Node) -> Result<bool, Missing> {
        let mut criteria = self.criteria.iter().rev();
        let Some(last) = criteria.next() else { return Ok(false) };
        let mut accepted = last.holds(search, node)?;
        for (criterion, &and) in criteria.zip(self.joined_by_and.iter().rev()) {
            if accepted == and {
                accepted = criterion.holds(search, node)?;
            }
        }
        Ok(accepted)
    }
}

impl Criterion {
    fn parse(text: &str) -> Result<Self, InvalidPath> {
        let found = COMPARISONS.iter().find_map(|(sign, comparison)| text.find(sign).map(|at| (at, sign.len(), *comparison)));
        let Some((at, length, comparison)) = found else {
            let expected = !text.starts_with('!');
            let path = Operand::parse(text.trim_start_matches('!').trim())?;
            return match path {
                Operand::Path { .. } => Ok(Self::Exists { path, expected }),
                _ => Err(invalid(format!("CriteriaType can not be parsed: {text}"))),
            };
        };
        let (left, right) = (Operand::parse(text[..at].trim())?, Operand::parse(text[at + length..].trim())?);
        Ok(Self::Compare { left, comparison, right })
    }

    fn holds<D: Document>(&self, search: &mut Search<'_, D>, node: &D::Node) -> Result<bool, Missing> {
        match self {
            Self::Exists { path, expected } => {
                let there = match path.node(search, node) {
                    Ok(Some(found)) => search.document.kind(&found) != Kind::Null,
                    Ok(None) | Err(Missing::NotFound) => false,
                    Err(missing) => return Err(missing),
                };
                Ok(there == *expected)
            }
            Self::Compare { left, comparison, right } => {
                let sides = left.side(search, node).and_then(|left| Ok((left, right.side(search, node)?)));
                match sides {
                    Ok((left, right)) => compare(&left, *comparison, &right),
                    Err(Missing::NotFound) => Ok(false),
                    Err(missing) => Err(missing),
                }
            }
        }
    }
}

impl Operand {
    fn parse(text: &str) -> Result<Self, InvalidPath> {
        if text.starts_with(['$', '@']) {
            let tokens = parse(text)?;
            if !tokens.iter().all(Token::is_definite) {
                return Err(invalid(format!("the predicate path: {text} is not definite")));
            }
            return Ok(Self::Path { tokens, from_root: text.starts_with('$') });
        }
        for quote in ['\'', '"'] {
            if text.len() > 1
                && let Some(inner) = text.strip_prefix(quote).and_then(|text| text.strip_suffix(quote))
            {
                return Ok(Self::Text(inner.to_owned()));
            }
        }
        if let Some((pattern, flags)) = text.strip_prefix('/').and_then(|text| text.rsplit_once('/')) {
            let flags = if flags == "i" { "(?i)" } else { "" };
            let regex = RegexBuilder::new(&format!("\\A(?:{flags}{pattern})\\z")).backtrack_limit(100_000).build();
            return regex.map(Self::Pattern).map_err(|error| invalid(error.to_string()));
        }
        Ok(Self::Text(text.to_owned()))
    }

    fn node<D: Document>(&self, search: &mut Search<'_, D>, node: &D::Node) -> Result<Option<D::Node>, Missing> {
        let Self::Path { tokens, from_root } = self else { return Ok(None) };
        let start = if *from_root { search.root.clone() } else { node.clone() };
        search.value_of(tokens, &start).map(Some)
    }

    fn side<D: Document>(&self, search: &mut Search<'_, D>, node: &D::Node) -> Result<Side, Missing> {
        Ok(match self {
            Self::Text(text) if text == "null" => Side::Null,
            Self::Text(text) => Side::Text(text.clone()),
            Self::Pattern(regex) => Side::Pattern(regex.clone()),
            Self::Path { .. } => match self.node(search, node)? {
                None => Side::Null,
                Some(found) => match search.document.kind(&found) {
                    Kind::Null => Side::Null,
                    Kind::String => match search.document.text(&found) {
                        text if text == "null" => Side::Null,
                        text => Side::Text(text),
                    },
                    Kind::Number => Side::Number(search.document.text(&found)),
                    Kind::Boolean => Side::Boolean(search.document.text(&found) == "true"),
                    Kind::Array | Kind::Object => Side::Other,
                },
            },
        })
    }
}

fn compare(left: &Side, comparison: Comparison, right: &Side) -> Result<bool, Missing> {
    if comparison == Comparison::Matches {
        let text = |side: &Side| match side {
            Side::Text(text) | Side::Number(text) => Some(text.clone()),
            Side::Boolean(value) => Some(value.to_string()),
            _ => None,
        };
        return match (left, right) {
            (Side::Pattern(pattern), other) | (other, Side::Pattern(pattern)) => {
                text(other).map_or(Ok(false), |text| pattern.is_match(&text).map_err(|_| Missing::TooMuch))
            }
            _ => Ok(false),
        };
    }
    let ordered = !matches!(comparison, Comparison::Equal | Comparison::NotEqual);
    if ordered && matches!(left, Side::Null) != matches!(right, Side::Null) {
        return Ok(false);
    }
    let Some(order) = order(right, left)? else { return Ok(false) };
    Ok(match comparison {
        Comparison::Equal => order.is_eq(),
        Comparison::NotEqual => order.is_ne(),
        Comparison::Greater => order.is_lt(),
        Comparison::GreaterOrEqual => order.is_le(),
        Comparison::Less => order.is_gt(),
        _ => order.is_ge(),
    })
}

/// The order of two values; `None` if their types cannot be compared.
fn order(left: &Side, right: &Side) -> Result<Option<Ordering>, Missing> {
    Ok(match (left, right) {
        (Side::Null, Side::Null) => Some(Ordering::Equal),
        (Side::Null, _) => Some(Ordering::Less),
        (_, Side::Null) => Some(Ordering::Greater),
        (Side::Text(left), Side::Text(right)) => Some(left.replace("\\'", "'").as_str().cmp(right)),
        (Side::Number(left) | Side::Text(left), Side::Number(right)) => Some(order_numbers(left, right)?),
        (Side::Text(left), Side::Boolean(right)) => Some(left.eq_ignore_ascii_case("true").cmp(right)),
        (Side::Boolean(left), Side::Boolean(right)) => Some(left.cmp(right)),
        _ => None,
    })
}

fn order_numbers(left: &str, right: &str) -> Result<Ordering, Missing> {
    if let (Ok(left), Ok(right)) = (left.parse::<i128>(), right.parse::<i128>()) {
        return Ok(left.cmp(&right));
    }
    let number = |text: &str| {
        let value = text.parse::<f64>().ok().filter(|value| value.is_finite());
        value.ok_or_else(|| Missing::NotANumber(text.to_owned()))
    };
    Ok(number(left)?.total_cmp(&number(right)?))
}
