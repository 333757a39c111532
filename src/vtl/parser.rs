//! Tokens into a tree. Every look ahead is exactly as long as the language defines it, because a token that was looked
//! at has already moved the lexer on.

use std::collections::{HashSet, VecDeque};

use super::ast::{Block, Define, Foreach, If, LoopSource, Names, Set, Statement};
use super::error::TemplateError;
use super::lexer::Lexer;
use super::token::{Token, TokenKind};

mod directive;
mod expression;
mod reference;
mod string;

/// Blocks, parentheses, lists, arguments and strings inside each other; deeper is refused.
pub(super) const MAX_DEPTH: usize = 64;

/// What a template and the strings inside it share while they are parsed.
#[derive(Default)]
pub(super) struct Shared {
    pub(super) names: Names,
    macros: HashSet<String>,
    depth: usize,
}

pub(super) struct Parser<'s, 'n> {
    source: &'s str,
    lexer: Lexer<'s>,
    ahead: VecDeque<Token>,
    consumed: Vec<Token>,
    shared: &'n mut Shared,
    /// For the inside of a string: where the string stands in the template.
    origin: Option<usize>,
}

/// Parses a whole template.
pub(super) fn parse(source: &str, shared: &mut Shared, origin: Option<usize>) -> Result<Block, TemplateError> {
    let mut parser = Parser { source, lexer: Lexer::new(source), ahead: VecDeque::new(), consumed: Vec::new(), shared, origin };
    let block = parser.block()?;
    parser.expect(TokenKind::EndOfTemplate)?;
    Ok(block)
}

impl Parser<'_, '_> {
    fn peek(&mut self, distance: usize) -> Result<TokenKind, TemplateError> {
        while self.ahead.len() <= distance {
            let token = self.lexer.next_token()?;
            self.ahead.push_back(token);
        }
        Ok(self.ahead[distance].kind)
    }

    fn next(&mut self) -> Result<usize, TemplateError> {
        let token = match self.ahead.pop_front() {
            Some(token) => token,
            None => self.lexer.next_token()?,
        };
        self.consumed.push(token);
        Ok(self.consumed.len() - 1)
    }

    /// Consumes a token of that kind and returns its index among the consumed ones.
    fn expect(&mut self, kind: TokenKind) -> Result<usize, TemplateError> {
        if self.peek(0)? == kind { self.next() } else { Err(self.unexpected(kind.describe())) }
    }

    fn skip_white_space(&mut self) -> Result<(), TemplateError> {
        if self.peek(0)? == TokenKind::WhiteSpace {
            self.next()?;
        }
        Ok(())
    }

    fn unexpected(&self, expected: &str) -> TemplateError {
        let Some(token) = self.ahead.front() else {
            return TemplateError::new(self.source, self.source.len(), expected, "the end of the template");
        };
        let found = match token.kind {
            TokenKind::EndOfTemplate => token.kind.describe().to_owned(),
            _ => format!("{:?}", token.image(self.source).chars().take(40).collect::<String>()),
        };
        TemplateError::new(self.source, token.start, expected, found)
    }

    fn error_at(&self, token: usize, expected: &str) -> TemplateError {
        TemplateError::new(self.source, self.consumed[token].start, expected, format!("{:?}", self.image(token)))
    }

    fn image(&self, token: usize) -> &str {
        self.consumed[token].image(self.source)
    }

    /// Where a token stands in the template.
    fn at(&self, token: usize) -> usize {
        self.origin.unwrap_or(self.consumed[token].start)
    }

    fn literal(&self, first: usize) -> Box<str> {
        self.literal_between(first, self.consumed.len())
    }

    /// Consumed tokens as they are written, with the text that belongs to none of them.
    fn literal_between(&self, first: usize, end: usize) -> Box<str> {
        let mut literal = String::new();
        for token in &self.consumed[first..end] {
            if token.kind != TokenKind::BlockComment {
                literal.push_str(&token.leading_text(self.source));
                literal.push_str(token.image(self.source));
            }
        }
        literal.into()
    }

    fn deeper<T>(&mut self, parse: impl FnOnce(&mut Self) -> Result<T, TemplateError>) -> Result<T, TemplateError> {
        if self.shared.depth >= MAX_DEPTH {
            return Err(self.unexpected("less nesting"));
        }
        self.shared.depth += 1;
        let result = parse(self);
        self.shared.depth -= 1;
        result
    }

    /// Statements, as long as what follows can start one.
    fn block(&mut self) -> Result<Block, TemplateError> {
        let mut block = Block::new();
        loop {
            match self.peek(0)? {
                TokenKind::If => block.push(self.deeper(Self::if_statement)?),
                TokenKind::Identifier => {
                    self.peek(1)?;
                    let reference = self.deeper(Self::reference)?;
                    block.push(Statement::Reference(reference));
                }
                TokenKind::FormalOpen if self.peek(1)? == TokenKind::Identifier => {
                    let reference = self.deeper(Self::reference)?;
                    block.push(Statement::Reference(reference));
                }
                TokenKind::LineCommentStart | TokenKind::BlockComment => self.comment(&mut block)?,
                TokenKind::TextBlock => {
                    let token = self.next()?;
                    let image = self.image(token);
                    let text = image.strip_suffix("]]#").and_then(|image| image.get(3..)).unwrap_or_default();
                    push_text(&mut block, text);
                }
                TokenKind::SetDirective => block.push(self.deeper(Self::set_directive)?),
                TokenKind::EscapedDirective => self.escaped_directive(&mut block)?,
                TokenKind::DoubleBackslash => self.escape(&mut block)?,
                TokenKind::Word | TokenKind::BracketedWord => self.deeper(|parser| parser.directive(&mut block))?,
                TokenKind::Text
                | TokenKind::Dot
                | TokenKind::ParenOpen
                | TokenKind::ParenClose
                | TokenKind::Integer
                | TokenKind::Float
                | TokenKind::StringLiteral
                | TokenKind::Backslash
                | TokenKind::FormalOpen
                | TokenKind::FormalClose
                | TokenKind::EmptyIndex => {
                    let token = self.next()?;
                    let text = self.consumed[token].leading_text(self.source) + self.image(token);
                    push_text(&mut block, &text);
                }
                _ => return Ok(block),
            }
        }
    }

    /// A comment renders what precedes its start inside the same token: a lone `$` or `#`.
    fn comment(&mut self, block: &mut Block) -> Result<(), TemplateError> {
        let token = self.next()?;
        let image = self.image(token);
        let text = image.find("##").or_else(|| image.find("#*")).map_or("", |start| &image[..start]);
        push_text(block, text);
        if self.consumed[token].kind == TokenKind::LineCommentStart && self.peek(0)? == TokenKind::LineCommentEnd {
            self.next()?;
        }
        Ok(())
    }

    /// Backslashes in pairs: halved before a directive, kept before anything else.
    fn escape(&mut self, block: &mut Block) -> Result<(), TemplateError> {
        let mut pairs = 0;
        while self.peek(0)? == TokenKind::DoubleBackslash {
            self.next()?;
            pairs += 1;
        }
        let directive = match self.peek(0)? {
            TokenKind::If | TokenKind::Else | TokenKind::ElseIf | TokenKind::End => true,
            _ => {
                let mut name = self.ahead[0].image(self.source).chars();
                name.next();
                directive::kind(name.as_str()).is_some() || self.shared.macros.contains(name.as_str())
            }
        };
        push_text(block, &(if directive { "\\" } else { "\\\\" }).repeat(pairs));
        Ok(())
    }

    /// `\#if` is `#if`; a backslash before a word that is no directive stays.
    fn escaped_directive(&mut self, block: &mut Block) -> Result<(), TemplateError> {
        let token = self.next()?;
        let image = self.image(token);
        let directive = image.trim_start_matches('\\');
        let word = directive.trim_start_matches('#');
        let name = word.strip_prefix('{').and_then(|word| word.strip_suffix('}')).unwrap_or(word);
        let known = matches!(name, "if" | "end" | "set" | "else" | "elseif")
            || directive::kind(name).is_some()
            || self.shared.macros.contains(name);
        let text =
            if known { format!("{}{directive}", "\\".repeat((image.len() - directive.len()) / 2)) } else { image.to_owned() };
        push_text(block, &text);
        Ok(())
    }

    fn set_directive(&mut self) -> Result<Statement, TemplateError> {
        self.next()?;
        self.skip_white_space()?;
        let first = self.consumed.len();
        let target = self.reference()?;
        let name = self.name_of(first);
        let variable = self.shared.names.slot(&name);
        self.skip_white_space()?;
        self.expect(TokenKind::Assign)?;
        let value = self.expression()?;
        self.expect(TokenKind::ParenClose)?;
        self.lexer.leave_set();
        self.peek(0)?;
        Ok(Statement::Set(Box::new(Set { variable, target, value })))
    }

    /// The name that an assignment takes from a first token: all after its first character.
    fn name_of(&self, token: usize) -> String {
        let mut name = self.image(token).chars();
        name.next();
        name.as_str().to_owned()
    }

    fn if_statement(&mut self) -> Result<Statement, TemplateError> {
        let mut branches = Vec::new();
        let mut otherwise = Block::new();
        while matches!(self.peek(0)?, TokenKind::If | TokenKind::ElseIf) {
            if self.peek(0)? == TokenKind::If && !branches.is_empty() {
                break;
            }
            self.next()?;
            self.skip_white_space()?;
            self.expect(TokenKind::ParenOpen)?;
            let condition = self.expression()?;
            self.expect(TokenKind::ParenClose)?;
            branches.push((condition, self.block()?));
        }
        if self.peek(0)? == TokenKind::Else {
            self.next()?;
            otherwise = self.block()?;
        }
        self.expect(TokenKind::End)?;
        Ok(Statement::If(Box::new(If { branches, otherwise })))
    }
}

/// Appends text; neighbours become one statement.
fn push_text(block: &mut Block, text: &str) {
    if text.is_empty() {
        return;
    }
    if let Some(Statement::Text(before)) = block.last_mut() {
        before.push_str(text);
    } else {
        block.push(Statement::Text(text.to_owned()));
    }
}
