//! Mapping templates: the template language with `$input`, `$method`, `$util`, `$context` and `$stageVariables`.
//!
//! Follows *API Gateway mapping template and access logging variable reference* and *Use a mapping template to override
//! an API's request and response parameters and status codes* of the developer guide.

use std::borrow::Cow;
use std::rc::Rc;

use crate::vtl::{Failure, Limits, RenderError, Template};

use objects::Objects;

pub use given::GivenInput;

mod context;
mod given;
mod input;
mod lenient_json;
mod objects;
mod util;

/// Names and values, in the order of the request. Of several values of one name the last counts.
pub type Pairs<'a> = Vec<(Cow<'a, str>, Cow<'a, str>)>;

/// Names and values that are known already.
pub(in crate::gateway) fn pairs<N: AsRef<str>, V: AsRef<str>>(known: &[(N, V)]) -> Pairs<'_> {
    known.iter().map(|(name, value)| (Cow::Borrowed(name.as_ref()), Cow::Borrowed(value.as_ref()))).collect()
}

/// What a template can see of a request or response. A rendering asks for a part once, and only if the template uses it.
pub trait MappingInput {
    /// `$input.body`: the payload; empty shows as `{}`.
    fn body(&self) -> Cow<'_, str>;
    /// `$input.params().path`
    fn path_parameters(&self) -> Pairs<'_>;
    /// `$input.params().querystring`
    fn query_parameters(&self) -> Pairs<'_>;
    /// `$input.params().header`
    fn headers(&self) -> Pairs<'_>;
    /// `$context`, an object; the override maps are added if they are missing.
    fn context(&self) -> Cow<'_, serde_json::Value>;
    /// `$stageVariables`
    fn stage_variables(&self) -> Pairs<'_>;
}

/// What a template has assigned to `$context.requestOverride` and `$context.responseOverride`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overrides {
    /// `$context.requestOverride.header`
    pub request_headers: Vec<(String, String)>,
    /// `$context.requestOverride.path`
    pub request_path: Vec<(String, String)>,
    /// `$context.requestOverride.querystring`
    pub request_query: Vec<(String, String)>,
    /// `$context.responseOverride.header`
    pub response_headers: Vec<(String, String)>,
    /// `$context.responseOverride.status`, if it is a whole number.
    pub response_status: Option<u16>,
    /// `requestOverride` and `responseOverride` as the template left them, with members that AWS has no use for: the
    /// response template finds them in its `$context`.
    pub passed_on: serde_json::Map<String, serde_json::Value>,
}

/// What a template renders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// The text.
    pub text: String,
    /// The assignments.
    pub overrides: Overrides,
}

/// Renders a template.
///
/// # Errors
/// If the template fails; on API Gateway the caller then gets 500 and the execution log the reason.
pub fn render(template: &Template, input: &dyn MappingInput) -> Result<Rendered, RenderError> {
    if let Some(text) = template.constant() {
        return Ok(Rendered { text: text.to_owned(), overrides: Overrides::default() });
    }
    let objects = Rc::new(Objects::new(input, true));
    let (text, heap) = template.render(Rc::clone(&objects) as Rc<_>, Limits::default())?;
    let overrides = objects.context_map().map(|context| context::overrides(&heap, context)).unwrap_or_default();
    Ok(Rendered { text, overrides })
}

/// Renders a template with exactly the context that is given, without override maps that are not in it.
///
/// # Errors
/// As [`render`].
pub fn render_as_given(template: &Template, input: &dyn MappingInput) -> Result<String, RenderError> {
    let objects = Rc::new(Objects::new(input, false));
    template.render(objects, Limits::default()).map(|(text, _)| text)
}

/// A Java exception.
fn exception(text: impl Into<String>) -> Failure {
    Failure::Exception(text.into())
}
