//! Apache Velocity 1.7 as API Gateway runs it: a template is parsed once and rendered with values that a [`Host`] gives.
//!
//! Nothing here knows about API Gateway's objects, HTTP or JSON input. Parsing and rendering never panic, and their
//! time, memory, output and recursion are bounded by [`Limits`] and constants next to what they bound.

use std::rc::Rc;

pub use decimal::Decimal;
pub use error::{Failure, RenderError, TemplateError};
pub use eval::Machine;
pub use heap::{Heap, Limits, MAX_VALUE_DEPTH, MapKind};
pub use json::{JsonStyle, write_json};
pub use number::double_text;
pub use text::utf16_text;
pub use value::{Host, HostObject, ListId, MapId, Text, Value, View};

mod ast;
mod decimal;
mod error;
mod eval;
mod hash;
mod heap;
mod json;
mod lexer;
mod methods;
mod number;
mod parser;
mod regex;
mod scan;
mod text;
mod token;
mod value;

/// A parsed template: immutable, to be shared.
#[derive(Debug)]
pub struct Template {
    source: Box<str>,
    body: ast::Block,
    names: ast::Names,
}

impl PartialEq for Template {
    /// Templates of one text are one template.
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl Eq for Template {}

impl Template {
    /// Parses a template.
    ///
    /// # Errors
    /// Where and why it is no template.
    pub fn parse(source: &str) -> Result<Self, TemplateError> {
        let mut shared = parser::Shared::default();
        let body = parser::parse(source, &mut shared, None)?;
        Ok(Self { source: source.into(), body, names: shared.names })
    }

    /// The text it was parsed from.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// What it renders, if that is always the same.
    #[must_use]
    pub fn constant(&self) -> Option<&str> {
        match self.body.as_slice() {
            [] => Some(""),
            [ast::Statement::Text(text)] => Some(text),
            _ => None,
        }
    }

    /// Whether the template mentions a variable, anywhere.
    #[must_use]
    pub fn mentions(&self, variable: &str) -> bool {
        self.names.find(variable).is_some()
    }

    /// Renders it; the heap holds what the template has made of the host's values.
    ///
    /// # Errors
    /// Where and why rendering failed.
    pub fn render<'t>(&'t self, host: Rc<dyn Host<'t> + 't>, limits: Limits) -> Result<(String, Heap<'t>), RenderError> {
        eval::render(&self.body, &self.names, &self.source, host, limits)
    }
}
