//! Mapping templates as compiled.

use bytes::Bytes;

/// The body that a mapping template makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BodyTemplate {
    /// A template without references and directives: always the same body.
    Constant(Bytes),
}

/// A template that cannot be rendered here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnsupportedTemplate;

impl BodyTemplate {
    /// Compiles a template's text.
    ///
    /// # Errors
    /// `UnsupportedTemplate` when it has references or directives.
    pub fn parse(source: &str) -> Result<Self, UnsupportedTemplate> {
        if source.contains(['$', '#']) { Err(UnsupportedTemplate) } else { Ok(Self::Constant(source.to_owned().into())) }
    }
}
