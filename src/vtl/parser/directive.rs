//! `#foreach`, `#define`, `#break`, `#stop`, `#macro`, `#literal`, and `#anything` else, which prints itself.

use super::super::ast::Expression;
use super::{Block, Define, Foreach, LoopSource, Parser, Statement, TemplateError, TokenKind, push_text};

/// The directives that have arguments in parentheses and are not part of the grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DirectiveKind {
    Foreach,
    Define,
    Literal,
    Macro,
    Break,
    Stop,
}

/// The directive of that name. API Gateway has none of `#include`, `#parse` and `#evaluate`.
pub(super) fn kind(name: &str) -> Option<DirectiveKind> {
    Some(match name {
        "foreach" => DirectiveKind::Foreach,
        "define" => DirectiveKind::Define,
        "literal" => DirectiveKind::Literal,
        "macro" => DirectiveKind::Macro,
        "break" => DirectiveKind::Break,
        "stop" => DirectiveKind::Stop,
        _ => return None,
    })
}

/// An argument of a directive and the index of its first token.
struct Argument {
    value: Option<Expression>,
    first: usize,
    next: usize,
}

impl Parser<'_, '_> {
    pub(super) fn directive(&mut self, block: &mut Block) -> Result<(), TemplateError> {
        let first = self.next()?;
        let image = self.image(first);
        let mut name = image.chars();
        name.next();
        let mut name = name.as_str().to_owned();
        if self.consumed[first].kind == TokenKind::BracketedWord {
            name = image[..image.len() - 1].chars().skip(2).collect();
        }
        let kind = kind(&name);
        if !self.lexer.parenthesis_follows() {
            return self.bare_directive(block, first, &name, kind);
        }
        self.lexer.switch_to_directive();
        let arguments = self.arguments(first, &name, kind)?;
        match kind {
            None if name.starts_with('@') => {
                self.block()?;
                self.expect(TokenKind::End)?;
                push_text(block, &self.images(first));
            }
            None => push_text(block, &self.images(first)),
            Some(DirectiveKind::Break | DirectiveKind::Stop) => self.line_directive(block, first, kind, arguments)?,
            Some(DirectiveKind::Foreach) => self.foreach(block, first, arguments)?,
            Some(DirectiveKind::Define) => self.define(block, first, &arguments)?,
            Some(DirectiveKind::Literal) => {
                let body = self.consumed.len();
                self.block()?;
                let text = arguments
                    .first()
                    .map_or_else(|| self.literal(body), |argument| self.literal_between(argument.first, argument.next));
                self.expect(TokenKind::End)?;
                push_text(block, &text);
            }
            Some(DirectiveKind::Macro) => {
                self.block()?;
                self.expect(TokenKind::End)?;
                let Some(macro_name) = arguments.first() else {
                    return Err(self.error_at(first, "a macro name in parentheses"));
                };
                let macro_name = self.image(macro_name.first).to_owned();
                self.shared.macros.insert(macro_name);
            }
        }
        Ok(())
    }

    /// A word without parentheses.
    fn bare_directive(
        &mut self,
        block: &mut Block,
        first: usize,
        name: &str,
        kind: Option<DirectiveKind>,
    ) -> Result<(), TemplateError> {
        self.lexer.pop();
        match kind {
            None if name.starts_with('@') => push_text(block, &format!("#{name}")),
            None => push_text(block, &self.images(first)),
            Some(DirectiveKind::Break | DirectiveKind::Stop) => self.line_directive(block, first, kind, Vec::new())?,
            Some(DirectiveKind::Macro) => return Err(self.error_at(first, "a macro name in parentheses")),
            Some(_) => return Err(self.error_at(first, "arguments in parentheses")),
        }
        Ok(())
    }

    fn line_directive(
        &mut self,
        block: &mut Block,
        first: usize,
        kind: Option<DirectiveKind>,
        arguments: Vec<Argument>,
    ) -> Result<(), TemplateError> {
        if arguments.len() > 1 {
            return Err(self.error_at(first, "one argument at most"));
        }
        let argument = arguments.into_iter().next().and_then(|argument| argument.value);
        block.push(match kind {
            Some(DirectiveKind::Break) => Statement::Break { scope: argument, at: self.at(first) },
            _ => Statement::Stop { message: argument },
        });
        Ok(())
    }

    fn foreach(&mut self, block: &mut Block, first: usize, arguments: Vec<Argument>) -> Result<(), TemplateError> {
        let mut body = self.block()?;
        self.expect(TokenKind::End)?;
        let at = self.at(first);
        let element = match arguments.first() {
            Some(Argument { value: Some(Expression::Reference(reference)), .. }) => reference.root,
            Some(argument) => {
                let name = self.name_of(argument.first);
                self.shared.names.slot(&name)
            }
            None => self.shared.names.slot(""),
        };
        let source = if arguments.len() < 2 { LoopSource::Missing } else { LoopSource::Nothing };
        let mut rest = arguments.into_iter().skip(2);
        let source = rest.next().and_then(|argument| argument.value).map_or(source, LoopSource::Value);
        if let Some(extra) = rest.next() {
            body = rendered(extra.value);
        }
        block.push(Statement::Foreach(Box::new(Foreach { element, source, body, at })));
        Ok(())
    }

    fn define(&mut self, block: &mut Block, first: usize, arguments: &[Argument]) -> Result<(), TemplateError> {
        let body = self.block()?;
        self.expect(TokenKind::End)?;
        let [argument] = arguments else {
            return Err(self.error_at(first, "one reference in parentheses"));
        };
        let name = self.name_of(argument.first);
        let variable = self.shared.names.slot(&name);
        block.push(Statement::Define(Define { variable, body }));
        Ok(())
    }

    /// `(`, arguments with or without commas, `)`.
    fn arguments(&mut self, directive: usize, name: &str, kind: Option<DirectiveKind>) -> Result<Vec<Argument>, TemplateError> {
        self.skip_white_space()?;
        self.expect(TokenKind::ParenOpen)?;
        let mut arguments = Vec::new();
        while self.argument_follows()? {
            self.skip_white_space()?;
            if self.peek(0)? == TokenKind::Comma {
                self.next()?;
                self.skip_white_space()?;
            }
            let first = self.consumed.len();
            let word = self.peek(0)? == TokenKind::Word;
            let value = if word {
                self.next()?;
                None
            } else {
                Some(self.deeper(Self::value)?)
            };
            let position = arguments.len();
            let word_is_fine = match kind {
                None => true,
                Some(DirectiveKind::Macro) => position == 0,
                Some(DirectiveKind::Foreach) => position == 1,
                Some(_) => false,
            };
            if word && !word_is_fine {
                return Err(self.error_at(first, &format!("a value as argument of #{name}")));
            }
            if !word && position == 0 && kind == Some(DirectiveKind::Macro) {
                return Err(self.error_at(directive, "a macro name without quotes"));
            }
            arguments.push(Argument { value, first, next: self.consumed.len() });
        }
        self.skip_white_space()?;
        self.expect(TokenKind::ParenClose)?;
        Ok(arguments)
    }

    fn argument_follows(&mut self) -> Result<bool, TemplateError> {
        let starts_argument = |kind| kind == TokenKind::Word || Self::starts_value(kind);
        Ok(match self.peek(0)? {
            TokenKind::WhiteSpace => {
                let next = self.peek(1)?;
                next == TokenKind::Comma || starts_argument(next)
            }
            TokenKind::Comma => true,
            kind => starts_argument(kind),
        })
    }

    /// The tokens from `first` on as they are written, without the text that belongs to none of them.
    fn images(&self, first: usize) -> String {
        self.consumed[first..].iter().map(|token| token.image(self.source)).collect()
    }
}

/// What a value prints in place of a block: its references, nothing else.
fn rendered(value: Option<Expression>) -> Block {
    match value {
        Some(Expression::Reference(reference)) => vec![Statement::Reference(*reference)],
        Some(Expression::List(items)) => items.into_iter().flat_map(|item| rendered(Some(item))).collect(),
        Some(Expression::Range(ends)) => [ends.0, ends.1].into_iter().flat_map(|end| rendered(Some(end))).collect(),
        Some(Expression::Map(entries)) => {
            entries.into_iter().flat_map(|(key, value)| [key, value]).flat_map(|item| rendered(Some(item))).collect()
        }
        _ => Block::new(),
    }
}
