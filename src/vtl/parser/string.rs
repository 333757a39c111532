//! String literals: single quotes are taken as they are, double quotes are templates of their own.

use super::super::ast::{Expression, Interpolated};
use super::super::text::utf16_text;
use super::{Parser, TemplateError, TokenKind, parse};

impl Parser<'_, '_> {
    pub(super) fn string(&mut self) -> Result<Expression, TemplateError> {
        let token = self.expect(TokenKind::StringLiteral)?;
        let image = self.image(token).to_owned();
        let quote = image.chars().next().unwrap_or('"');
        let inner = image.get(1..image.len() - 1).unwrap_or_default();
        let doubled: String = [quote, quote].iter().collect();
        if quote == '\'' {
            return Ok(Expression::String(inner.replace(&doubled, "'").into()));
        }
        let unescaped = unescape(inner).ok_or_else(|| self.error_at(token, "four hexadecimal digits after \"\\u\""))?;
        let mut text = unescaped.replace(&doubled, "\"");
        if !image.contains(['$', '#']) {
            return Ok(Expression::String(text.into()));
        }
        let drop_last = !text.contains("##");
        if drop_last {
            text.push(' ');
        }
        let at = self.at(token);
        let body = self.deeper(|parser| {
            parse(&text, parser.shared, Some(at)).map_err(|error| {
                let inside = format!("{} at line {}, column {} of the string", error.found, error.line, error.column);
                let start = parser.consumed[token].start;
                TemplateError::new(parser.source, start, error.expected, inside)
            })
        })?;
        Ok(Expression::Interpolated(Interpolated { body, drop_last }))
    }
}

/// `\u0041` into `A`; nothing else is escaped. `None` if digits are missing.
fn unescape(text: &str) -> Option<String> {
    if !text.contains("\\u") {
        return Some(text.to_owned());
    }
    let mut units: Vec<u16> = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("\\u") {
        units.extend(rest[..start].encode_utf16());
        let digits = rest.get(start + 2..start + 6)?;
        let value = i32::from_str_radix(digits, 16).ok()?;
        units.push(u16::try_from(value & 0xffff).ok()?);
        rest = &rest[start + 6..];
    }
    units.extend(rest.encode_utf16());
    Some(utf16_text(&units))
}
