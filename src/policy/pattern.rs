//! Texts with wildcards (`*`, `?`) and policy variables (`${aws:username}`).

use std::iter::once;

use crate::policy::Facts;

/// A text to compare with.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Pattern {
    pieces: Box<[Piece]>,
    /// Whether upper and lower case are the same.
    folds_case: bool,
    has_variables: bool,
}

#[derive(Clone, Debug, PartialEq)]
enum Piece {
    One(Token),
    Variable { key: Box<str>, default: Option<Box<str>> },
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Token {
    Exactly(char),
    AnyOne,
    AnyMany,
}

/// How a policy's text is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading {
    /// Whether `*` and `?` stand for other characters.
    pub(super) wildcards: bool,
    /// Whether `${…}` is a variable, as in policies of version 2012-10-17.
    pub(super) variables: bool,
    /// Whether upper and lower case are the same.
    pub(super) folds_case: bool,
}

impl Pattern {
    pub(super) fn parse(text: &str, reading: Reading) -> Self {
        let mut pieces = Vec::with_capacity(text.len());
        let mut has_variables = false;
        let mut rest = text;
        while let Some(next) = rest.chars().next() {
            if reading.variables
                && let Some((variable, after)) = rest.strip_prefix("${").and_then(|rest| rest.split_once('}'))
            {
                let piece = variable_piece(variable);
                has_variables |= matches!(piece, Piece::Variable { .. });
                pieces.push(piece);
                rest = after;
                continue;
            }
            let token = match next {
                '*' if reading.wildcards => Token::AnyMany,
                '?' if reading.wildcards => Token::AnyOne,
                other => Token::Exactly(other),
            };
            // Many wildcards in a row are one, and cost no more.
            if !(token == Token::AnyMany && pieces.last() == Some(&Piece::One(Token::AnyMany))) {
                pieces.push(Piece::One(token));
            }
            rest = rest.get(next.len_utf8()..).unwrap_or_default();
        }
        Self { pieces: pieces.into(), folds_case: reading.folds_case, has_variables }
    }

    /// Whether the whole text matches. A variable without a value matches nothing.
    pub(super) fn matches(&self, text: &str, facts: &dyn Facts) -> bool {
        if !self.has_variables {
            return self.glob(
                |at| match self.pieces.get(at) {
                    Some(Piece::One(token)) => Some(*token),
                    _ => None,
                },
                text,
            );
        }
        match self.filled(facts) {
            Some(tokens) => self.glob(|at| tokens.get(at).copied(), text),
            None => false,
        }
    }

    /// The tokens with every variable's value in its place.
    fn filled(&self, facts: &dyn Facts) -> Option<Vec<Token>> {
        let mut tokens = Vec::with_capacity(self.pieces.len());
        for piece in &self.pieces {
            match piece {
                Piece::One(token) => tokens.push(*token),
                Piece::Variable { key, default } => {
                    let values = facts.values(key);
                    let value = match values.as_slice() {
                        [value] => value.as_ref(),
                        _ => default.as_deref()?,
                    };
                    tokens.extend(value.chars().map(Token::Exactly));
                }
            }
        }
        Some(tokens)
    }

    /// Matches with one place to come back to, the last `*`: at most pattern times text steps.
    fn glob(&self, token: impl Fn(usize) -> Option<Token>, text: &str) -> bool {
        let (mut at, mut rest) = (0, text);
        let mut retry: Option<(usize, &str)> = None;
        loop {
            let step = match (token(at), rest.chars().next()) {
                (Some(Token::AnyMany), _) => {
                    retry = Some((at, rest));
                    at += 1;
                    continue;
                }
                (None, None) => return true,
                (Some(Token::AnyOne), Some(next)) => Some(next),
                (Some(Token::Exactly(wanted)), Some(next)) => self.same(wanted, next).then_some(next),
                (None, Some(_)) | (Some(_), None) => None,
            };
            match (step, retry) {
                (Some(next), _) => {
                    at += 1;
                    rest = skip(rest, next);
                }
                (None, Some((star, from))) => {
                    let Some(next) = from.chars().next() else { return false };
                    rest = skip(from, next);
                    retry = Some((star, rest));
                    at = star + 1;
                }
                (None, None) => return false,
            }
        }
    }

    fn same(&self, one: char, other: char) -> bool {
        one == other || (self.folds_case && one.to_lowercase().eq(other.to_lowercase()))
    }
}

fn skip(text: &str, character: char) -> &str {
    text.get(character.len_utf8()..).unwrap_or_default()
}

/// `${*}`, `${?}` and `${$}` are the characters themselves; `${key, 'default'}` has a value of its own.
fn variable_piece(variable: &str) -> Piece {
    let mut characters = variable.chars();
    if let (Some(only @ ('*' | '?' | '$')), None) = (characters.next(), characters.next()) {
        return Piece::One(Token::Exactly(only));
    }
    let (key, default) = variable.split_once(',').map_or((variable, None), |(key, default)| (key, Some(default)));
    let default = default.and_then(|text| text.trim().strip_prefix('\'')?.strip_suffix('\'').map(Into::into));
    Piece::Variable { key: key.trim().to_lowercase().into(), default }
}

/// Compares ARNs part by part, so that a wildcard stays within its part (IAM user guide, "Amazon Resource Name (ARN)
/// condition operators").
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ArnPattern {
    parts: Box<[Pattern]>,
}

impl ArnPattern {
    pub(super) fn parse(text: &str, variables: bool) -> Self {
        let reading = Reading { wildcards: true, variables, folds_case: false };
        // The colons of variables do not part ARNs.
        let mut parts = Vec::with_capacity(6);
        let (mut start, mut depth) = (0, 0_usize);
        for (at, character) in text.char_indices() {
            match character {
                '{' if variables => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                ':' if depth == 0 && parts.len() < 5 => {
                    parts.push(text.get(start..at).unwrap_or_default());
                    start = at + 1;
                }
                _ => {}
            }
        }
        let last = text.get(start..).unwrap_or_default();
        Self { parts: parts.into_iter().chain(once(last)).map(|part| Pattern::parse(part, reading)).collect() }
    }

    pub(super) fn matches(&self, text: &str, facts: &dyn Facts) -> bool {
        let parts: Vec<&str> = text.splitn(6, ':').collect();
        parts.len() == self.parts.len() && parts.iter().zip(&self.parts).all(|(part, pattern)| pattern.matches(part, facts))
    }
}
