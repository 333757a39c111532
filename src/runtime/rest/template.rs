//! Mapping templates as compiled.

use bytes::Bytes;

use crate::vtl::{Template, TemplateError};

/// The body that a mapping template makes.
#[derive(Debug)]
pub enum BodyTemplate {
    /// Always the same.
    Constant(Bytes),
    /// Rendered for each request.
    Rendered(Template),
}

impl BodyTemplate {
    /// Compiles a template's text.
    ///
    /// # Errors
    /// Where and why it is no template.
    pub fn parse(source: &str) -> Result<Self, TemplateError> {
        let template = Template::parse(source)?;
        Ok(match template.constant() {
            Some(text) => Self::Constant(text.to_owned().into()),
            None => Self::Rendered(template),
        })
    }
}
