//! `FieldToMatch` and `TextTransformations`: what a statement looks at.

use std::borrow::Cow;

use percent_encoding::percent_decode;
use serde::Deserialize;

use crate::waf::WebRequest;

/// How much of a body AWS WAF inspects for API Gateway by default (AWS WAF developer guide, "Considerations for managing body
/// inspection").
const INSPECTED: usize = 16 * 1024;

/// A part of a request.
#[derive(Debug)]
pub(super) enum Field {
    /// Every value of a header.
    Header(Box<str>),
    /// Every value of a query argument, whose name has no case.
    QueryArgument(Box<str>),
    AllQueryArguments,
    Path,
    Query,
    Method,
    Body(Oversize),
}

/// `OversizeHandling`: what of a body that is longer than what is inspected.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(super) enum Oversize {
    /// Its beginning is inspected.
    #[default]
    Continue,
    /// It matches.
    Match,
    /// It does not match.
    NoMatch,
}

/// What is done to a text before it is looked at.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(super) enum Transformation {
    None,
    Lowercase,
    UrlDecode,
}

impl Field {
    /// Whether a part of the request, transformed, is as `wanted`.
    pub(super) fn any(
        &self,
        request: &WebRequest<'_>,
        transformations: &[Transformation],
        wanted: impl Fn(&[u8]) -> bool,
    ) -> bool {
        let is_wanted = |text: &[u8]| wanted(&transformed(text, transformations));
        match self {
            Self::Header(name) => request.headers.get_all(&**name).iter().any(|value| is_wanted(value.as_bytes())),
            Self::QueryArgument(name) => {
                arguments(request).any(|(known, value)| known.eq_ignore_ascii_case(name) && is_wanted(value.as_bytes()))
            }
            Self::AllQueryArguments => arguments(request).any(|(_, value)| is_wanted(value.as_bytes())),
            Self::Path => is_wanted(request.path.as_bytes()),
            Self::Query => is_wanted(request.query.as_bytes()),
            Self::Method => is_wanted(request.method.as_str().as_bytes()),
            Self::Body(oversize) => match (request.body.get(INSPECTED..), oversize) {
                (Some([_, ..]), Oversize::Match) => true,
                (Some([_, ..]), Oversize::NoMatch) => false,
                _ => is_wanted(request.body.get(..INSPECTED).unwrap_or(request.body)),
            },
        }
    }
}

fn arguments<'r>(request: &WebRequest<'r>) -> impl Iterator<Item = (&'r str, &'r str)> {
    let pairs = request.query.split('&').filter(|pair| !pair.is_empty());
    pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")))
}

fn transformed<'t>(text: &'t [u8], transformations: &[Transformation]) -> Cow<'t, [u8]> {
    transformations.iter().fold(Cow::Borrowed(text), |text, transformation| match transformation {
        Transformation::None => text,
        Transformation::Lowercase => Cow::Owned(text.to_ascii_lowercase()),
        Transformation::UrlDecode => Cow::Owned(percent_decode(&text).collect()),
    })
}
