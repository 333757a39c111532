//! Paths into tokens.

use super::InvalidPath;
use super::filter::Filter;

/// One step of a path, after `$`.
#[derive(Clone, Debug)]
pub(super) enum Token {
    /// `.a`, `['a']`, `['a','b']`
    Properties(Vec<String>),
    Index(i64),
    /// `[0,2]`
    Indexes(Vec<i64>),
    /// `[(@.length - 1)]`
    FromEnd(i64),
    /// `[2:]`
    SliceFrom(i64),
    /// `[:2]`
    SliceTo(i64),
    /// `[1:3]`
    Slice(i64, i64),
    Wildcard,
    /// `..`
    Scan,
    Filter(Filter),
}

impl Token {
    pub(super) fn is_definite(&self) -> bool {
        matches!(self, Self::Properties(_) | Self::Index(_) | Self::FromEnd(_))
    }
}

pub(super) fn invalid(text: impl Into<String>) -> InvalidPath {
    InvalidPath(text.into())
}

pub(super) fn parse(path: &str) -> Result<Vec<Token>, InvalidPath> {
    let path = path.trim();
    if path.is_empty() {
        return Err(invalid("Path may not be null empty"));
    }
    if path.ends_with("..") {
        return Err(invalid("A path can not end with a scan."));
    }
    let rooted = if path.starts_with(['$', '@']) { format!("${}", &path[1..]) } else { format!("$.{path}") };
    let mut rest = &rooted[1..];
    if !rest.is_empty() && !rest.starts_with(['.', '[']) {
        return Err(invalid(format!("Invalid path {path}")));
    }
    let mut tokens = Vec::new();
    while let Some(c) = rest.chars().next() {
        match c {
            ' ' => return Err(invalid("Space not allowed in path")),
            '[' => {
                let end = closing_bracket(rest);
                let (fragment, after) = rest.split_at(end);
                tokens.push(bracket(fragment)?);
                rest = after;
            }
            '.' => {
                rest = &rest[1..];
                if let Some(after) = rest.strip_prefix('.') {
                    tokens.push(Token::Scan);
                    rest = after;
                } else if rest.is_empty() {
                    return Err(invalid(format!("{path} ends with a dot")));
                } else {
                    let (name, after) = name(rest);
                    match name {
                        "" => {}
                        "*" => tokens.push(Token::Wildcard),
                        name => tokens.push(Token::Properties(vec![name.to_owned()])),
                    }
                    rest = after;
                }
            }
            '*' => {
                tokens.push(Token::Wildcard);
                rest = &rest[1..];
            }
            _ => {
                let (name, after) = name(rest);
                tokens.push(Token::Properties(vec![name.to_owned()]));
                rest = after;
            }
        }
    }
    if matches!(tokens.last(), Some(Token::Scan)) {
        return Err(invalid("A path can not end with a scan."));
    }
    Ok(tokens)
}

/// A name up to the next `.`, `[` or blank.
fn name(text: &str) -> (&str, &str) {
    text.split_at(text.find(['.', '[', ' ']).unwrap_or(text.len()))
}

/// The byte offset after the bracket that closes the first one; the end if none does.
fn closing_bracket(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '[' => depth += 1,
            ']' => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    text.len()
}

fn bracket(fragment: &str) -> Result<Token, InvalidPath> {
    let failed = || invalid(format!("Could not analyze path component: {fragment}"));
    if fragment == "[*]" {
        return Ok(Token::Wildcard);
    }
    let start =
        fragment.find(|c: char| matches!(c, '?' | '\'' | '"' | ':' | '-' | '@') || c.is_ascii_digit()).ok_or_else(failed)?;
    let inner = fragment.strip_suffix(']').ok_or_else(failed)?.get(start..).unwrap_or_default();
    match inner.chars().next() {
        Some('?') => Filter::parse(fragment).map(Token::Filter),
        Some(quote @ ('\'' | '"')) => {
            let names: Vec<String> = inner.split(quote).skip(1).step_by(2).map(str::to_owned).collect();
            if inner.matches(quote).count() % 2 == 0 { Ok(Token::Properties(names)) } else { Err(failed()) }
        }
        Some('@') => {
            let call: String = inner.chars().filter(|c| !matches!(c, ' ' | '(' | ')')).collect();
            let number = call.strip_prefix("@.size").or_else(|| call.strip_prefix("@.length")).ok_or_else(failed)?;
            Ok(Token::FromEnd(parse_number(number)?))
        }
        _ => indexes(inner),
    }
}

fn parse_number(text: &str) -> Result<i64, InvalidPath> {
    text.parse::<i32>().map(i64::from).map_err(|_| invalid(format!("For input string: {text:?}")))
}

fn indexes(inner: &str) -> Result<Token, InvalidPath> {
    let compact: String = inner.chars().filter(|&c| c != ' ').collect();
    if let Some((from, to)) = compact.split_once(':') {
        return match (from, to) {
            ("", to) => Ok(Token::SliceTo(parse_number(to)?)),
            (from, "") => Ok(Token::SliceFrom(parse_number(from)?)),
            (from, to) => Ok(Token::Slice(parse_number(from)?, parse_number(to)?)),
        };
    }
    let numbers = compact.split(',').map(parse_number).collect::<Result<Vec<_>, _>>()?;
    match numbers.as_slice() {
        [index] => Ok(Token::Index(*index)),
        _ => Ok(Token::Indexes(numbers)),
    }
}
