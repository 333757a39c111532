//! What can be wrong with a template, and what can go wrong while it renders.

use std::fmt;

/// A template that does not parse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateError {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What could have stood there.
    pub expected: String,
    /// What stands there.
    pub found: String,
}

impl TemplateError {
    pub(super) fn new(source: &str, at: usize, expected: impl Into<String>, found: impl Into<String>) -> Self {
        let (line, column) = position(source, at);
        Self { line, column, expected: expected.into(), found: found.into() }
    }
}

impl fmt::Display for TemplateError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "line {}, column {}: expected {}, found {}", self.line, self.column, self.expected, self.found)
    }
}

impl std::error::Error for TemplateError {}

/// A rendering that failed.
#[derive(Clone, Debug, PartialEq)]
pub struct RenderError {
    /// Line of the reference or directive that failed, from 1; 0 before it is known.
    pub line: usize,
    /// Its column in characters, from 1.
    pub column: usize,
    /// What happened.
    pub failure: Failure,
}

impl fmt::Display for RenderError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "line {}, column {}: {}", self.line, self.column, self.failure)
    }
}

impl std::error::Error for RenderError {}

/// Why a rendering failed.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// A method or index that threw an exception; the text is what Java says.
    Exception(String),
    /// A directive whose arguments make no sense.
    Directive(String),
    /// Lists, maps, blocks or calls nested deeper than the limit.
    TooDeep,
    /// More steps than [`Limits::steps`](super::Limits::steps).
    TooManySteps,
    /// More output than [`Limits::output`](super::Limits::output).
    OutputTooLarge,
    /// More memory for values than [`Limits::memory`](super::Limits::memory).
    OutOfMemory,
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exception(text) | Self::Directive(text) => out.write_str(text),
            Self::TooDeep => out.write_str("values or blocks are nested too deeply"),
            Self::TooManySteps => out.write_str("the template takes too many steps"),
            Self::OutputTooLarge => out.write_str("the output is larger than 10 MB"),
            Self::OutOfMemory => out.write_str("the values of the template take too much memory"),
        }
    }
}

/// Line and column, in characters and from 1, of a byte offset.
pub(super) fn position(source: &str, at: usize) -> (usize, usize) {
    let mut at = at.min(source.len());
    while !source.is_char_boundary(at) {
        at -= 1;
    }
    let before = &source[..at];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}
