//! `$name`, `${name}`, `$!name` with properties, methods and indexes.

use super::super::ast::{Expression, Part, Reference, Rendering};
use super::{Parser, TemplateError, TokenKind};

impl Parser<'_, '_> {
    pub(super) fn reference(&mut self) -> Result<Reference, TemplateError> {
        let formal = self.peek(0)? == TokenKind::FormalOpen;
        let first = if formal { self.next()? } else { self.expect(TokenKind::Identifier)? };
        let name = if formal { self.expect(TokenKind::Identifier)? } else { first };
        let mut parts = Vec::new();
        self.indexes(&mut parts)?;
        while self.peek(0)? == TokenKind::Dot && self.peek(1)? == TokenKind::Identifier {
            self.next()?;
            if self.method_follows()? {
                let method = self.deeper(Self::method)?;
                parts.push(method);
            } else {
                let token = self.next()?;
                parts.push(Part::Property(self.image(token).into()));
            }
            self.indexes(&mut parts)?;
        }
        if formal {
            self.expect(TokenKind::FormalClose)?;
        }
        Ok(self.finish_reference(first, name, parts))
    }

    /// Sorts out the backslashes, dollars and exclamation marks that the first token begins with.
    fn finish_reference(&mut self, first: usize, name: usize, parts: Vec<Part>) -> Reference {
        let at = self.at(first);
        let image = self.image(first).to_owned();
        let mut reference = Reference {
            root: 0,
            parts,
            rendering: Rendering::Uncomputable,
            escape_prefix: "".into(),
            text_prefix: "".into(),
            at,
        };
        if image.contains("\\!") {
            let root = image.find('$').map_or_else(|| image.clone(), |dollar| drop_one_backslash(&image, dollar));
            reference.root = self.shared.names.slot(&root);
            return reference;
        }
        let slashes = image.len() - image.trim_start_matches('\\').len();
        let last_dollar = image.rfind('$').filter(|&dollar| dollar > slashes).unwrap_or(slashes);
        reference.escape_prefix = image[..slashes / 2].into();
        reference.text_prefix = image[slashes..last_dollar].into();
        self.consumed[first].start += last_dollar;
        let image = &image[last_dollar..];
        let literal = self.literal(first);
        let escaped = !slashes.is_multiple_of(2);
        let root = if matches!(image, "${" | "$!{") {
            self.image(name).to_owned()
        } else if let Some(root) = image.strip_prefix("$!").or_else(|| image.strip_prefix('$')) {
            root.to_owned()
        } else {
            reference.root = self.shared.names.slot(image);
            reference.rendering = Rendering::Bare { literal: image.into() };
            return reference;
        };
        reference.root = self.shared.names.slot(&root);
        reference.rendering = match escaped {
            true => Rendering::Escaped { literal },
            false if image.starts_with("$!") => Rendering::Value { literal: "".into() },
            false => Rendering::Value { literal },
        };
        reference
    }

    /// A name, `(` and something that an argument list can begin with.
    fn method_follows(&mut self) -> Result<bool, TemplateError> {
        if self.peek(1)? != TokenKind::ParenOpen {
            return Ok(false);
        }
        let third = self.peek(2)?;
        Ok(matches!(third, TokenKind::WhiteSpace | TokenKind::ArgumentsClose) || Self::starts_value(third))
    }

    fn method(&mut self) -> Result<Part, TemplateError> {
        let token = self.expect(TokenKind::Identifier)?;
        let (name, at) = (self.image(token).into(), self.at(token));
        self.expect(TokenKind::ParenOpen)?;
        let mut arguments = Vec::new();
        if self.peek(0)? != TokenKind::ArgumentsClose {
            arguments.push(self.parameter()?);
            while self.peek(0)? == TokenKind::Comma {
                self.next()?;
                arguments.push(self.parameter()?);
            }
        }
        self.expect(TokenKind::ArgumentsClose)?;
        Ok(Part::Method { name, arguments, at })
    }

    fn indexes(&mut self, parts: &mut Vec<Part>) -> Result<(), TemplateError> {
        while self.peek(0)? == TokenKind::IndexOpen {
            let at = self.next()?;
            let at = self.at(at);
            self.skip_white_space()?;
            let argument = match self.peek(0)? {
                TokenKind::StringLiteral | TokenKind::Integer | TokenKind::True | TokenKind::False => self.value()?,
                TokenKind::Identifier | TokenKind::FormalOpen => Expression::Reference(Box::new(self.deeper(Self::reference)?)),
                _ => return Err(self.unexpected("a string, a whole number, a boolean or a reference as index")),
            };
            self.skip_white_space()?;
            self.expect(TokenKind::IndexClose)?;
            parts.push(Part::Index { argument, at });
        }
        Ok(())
    }
}

/// `$\\!x` without one of its backslashes.
fn drop_one_backslash(image: &str, dollar: usize) -> String {
    let start = image[dollar..].find('\\').map_or(image.len(), |offset| dollar + offset);
    let rest = image[start..].strip_prefix('\\').unwrap_or_default();
    format!("{}{rest}", &image[..start])
}
