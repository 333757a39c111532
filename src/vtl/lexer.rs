//! Source text into tokens. What a character means depends on where it stands, so the lexer is a stack of states;
//! in each state the longest match wins, and of equally long ones the first in [`rules`].

use super::error::TemplateError;
use super::scan::count_while;
use super::token::{Token, TokenKind};

mod rules;

use rules::Rule;

/// Where in the language the lexer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Text,
    /// After `#`.
    AfterHash,
    /// Inside the parentheses of a directive.
    Directive,
    /// After `$`.
    Reference,
    /// After the `.` of a reference.
    Property,
    /// Inside the parentheses of a method.
    Arguments,
    /// Inside the brackets of an index.
    Index,
    LineComment,
    FormalComment,
    BlockComment,
    TextBlock,
}

#[derive(Clone, Copy, Debug)]
struct Saved {
    state: State,
    opened: u32,
    closed: u32,
}

/// Hands out tokens one by one; the parser decides how far ahead it looks.
pub(super) struct Lexer<'s> {
    source: &'s str,
    position: usize,
    state: State,
    stack: Vec<Saved>,
    /// Parentheses opened and closed since the last push.
    opened: u32,
    closed: u32,
    in_comment: bool,
    in_set: bool,
    /// Where the run of backslashes that was last looked at ends.
    backslashes_end: usize,
}

impl<'s> Lexer<'s> {
    pub(super) fn new(source: &'s str) -> Self {
        Self {
            source,
            position: 0,
            state: State::Text,
            stack: Vec::new(),
            opened: 0,
            closed: 0,
            in_comment: false,
            in_set: false,
            backslashes_end: 0,
        }
    }

    pub(super) fn switch_to_directive(&mut self) {
        self.state = State::Directive;
    }

    pub(super) fn leave_set(&mut self) {
        self.in_set = false;
    }

    /// Back to the state before the last push; the text state if there was none.
    pub(super) fn pop(&mut self) -> bool {
        let Some(saved) = self.stack.pop() else {
            self.opened = 0;
            self.state = State::Text;
            return false;
        };
        (self.state, self.opened, self.closed) = (saved.state, saved.opened, saved.closed);
        true
    }

    fn push(&mut self, next: State) {
        self.stack.push(Saved { state: self.state, opened: self.opened, closed: self.closed });
        self.opened = 0;
        self.state = next;
    }

    /// Whether what follows the last token is `(`, with or without blanks before it.
    pub(super) fn parenthesis_follows(&self) -> bool {
        self.rest().trim_start_matches([' ', '\t', '\n', '\r']).starts_with('(')
    }

    fn rest(&self) -> &'s str {
        self.source.get(self.position..).unwrap_or_default()
    }

    /// The next token, or where the source stops making sense.
    pub(super) fn next_token(&mut self) -> Result<Token, TemplateError> {
        let mut skipped = Vec::new();
        'token: loop {
            let start = self.position;
            if self.rest().is_empty() {
                return Ok(Token { kind: TokenKind::EndOfTemplate, start, end: start, skipped });
            }
            loop {
                let Some((length, rule)) = self.longest_match() else {
                    return Err(self.no_match(start));
                };
                self.position += length;
                match rule {
                    Rule::Token(kind) => return Ok(self.finish(kind, start, skipped)),
                    Rule::Skip => continue 'token,
                    Rule::ReferenceTerminator | Rule::HashTerminator => {
                        skipped.push((start, self.position));
                        self.position -= length;
                        self.pop();
                        continue 'token;
                    }
                    Rule::Dollar => self.start_reference(),
                    Rule::Hash => self.start_directive(),
                    Rule::TextBlockStart => self.start_comment(State::TextBlock),
                    Rule::BlockCommentStart => self.start_comment(State::BlockComment),
                    Rule::FormalCommentStart => {
                        if !self.in_comment {
                            self.position -= self.source[..self.position].chars().next_back().map_or(0, char::len_utf8);
                        }
                        self.start_comment(State::FormalComment);
                    }
                    Rule::More => {}
                }
                if self.rest().is_empty() {
                    return Err(self.no_match(start));
                }
            }
        }
    }

    fn no_match(&self, start: usize) -> TemplateError {
        let found = self.rest().chars().next();
        let expected = match self.state {
            State::Reference | State::Property => "a name after \"$\" (a lone \"$\" cannot end a template)",
            State::AfterHash => "a directive after \"#\" (a lone \"#\" cannot end a template)",
            State::TextBlock => "\"]]#\"",
            State::LineComment | State::FormalComment | State::BlockComment => "the end of the comment",
            State::Arguments => "a value, \",\" or \")\"",
            State::Index => "a value or \"]\"",
            State::Text | State::Directive if matches!(found, Some('"' | '\'')) => "a closing quote",
            State::Text | State::Directive => "a value, an operator or \")\"",
        };
        let at = if found.is_none() { start } else { self.position };
        TemplateError::new(
            self.source,
            at,
            expected,
            found.map_or_else(|| "the end of the template".to_owned(), |c| format!("{c:?}")),
        )
    }

    fn start_reference(&mut self) {
        if self.in_comment {
            return;
        }
        if self.state == State::Reference {
            self.pop();
        }
        self.push(State::Reference);
    }

    fn start_directive(&mut self) {
        if self.in_comment {
            return;
        }
        if matches!(self.state, State::Reference | State::Property) {
            self.pop();
        }
        self.push(State::AfterHash);
    }

    fn start_comment(&mut self, state: State) {
        if !self.in_comment {
            self.in_comment = true;
            self.push(state);
        }
    }

    fn finish(&mut self, kind: TokenKind, start: usize, skipped: Vec<(usize, usize)>) -> Token {
        let mut end = self.position;
        match kind {
            TokenKind::IndexOpen => self.push(State::Index),
            TokenKind::IndexClose | TokenKind::FormalClose | TokenKind::End | TokenKind::Else => {
                self.pop();
            }
            TokenKind::ParenOpen => {
                self.opened += 1;
                if self.state == State::Property {
                    self.state = State::Arguments;
                }
            }
            TokenKind::ParenClose => self.close_parenthesis(),
            TokenKind::ArgumentsClose => self.state = State::Reference,
            TokenKind::SetDirective => {
                self.push(State::Directive);
                self.in_set = true;
                self.opened += 1;
            }
            TokenKind::LineCommentStart => {
                if self.state == State::Reference {
                    self.pop();
                }
                self.start_comment(State::LineComment);
            }
            TokenKind::LineCommentEnd | TokenKind::BlockComment | TokenKind::TextBlock => {
                self.in_comment = false;
                self.pop();
            }
            TokenKind::StringLiteral if self.state == State::Directive && !self.in_set && self.opened == 0 => {
                self.pop();
            }
            TokenKind::If | TokenKind::ElseIf => self.state = State::Directive,
            TokenKind::Integer => {
                if self.source[start..end].ends_with("..") {
                    end -= 2;
                    self.position = end;
                }
                if self.opened == 0 && !self.in_set && !matches!(self.state, State::Arguments | State::Index) {
                    self.pop();
                }
            }
            TokenKind::Float if self.opened == 0 && !self.in_set && self.state != State::Arguments => {
                self.pop();
            }
            TokenKind::Dot => {
                end -= 1;
                self.position = end;
                self.state = State::Property;
            }
            _ => {}
        }
        Token { kind, start, end, skipped }
    }

    fn close_parenthesis(&mut self) {
        while !self.in_comment {
            if self.opened > 0 {
                if self.opened == self.closed + 1 {
                    self.pop();
                } else {
                    self.closed += 1;
                }
                return;
            }
            if !self.pop() {
                return;
            }
        }
    }

    /// How many backslashes stand here. A long run is counted once, not once a backslash.
    fn backslashes(&mut self) -> usize {
        if self.backslashes_end <= self.position {
            self.backslashes_end = self.position + count_while(self.rest().as_bytes(), |b| b == b'\\');
        }
        self.backslashes_end - self.position
    }
}
