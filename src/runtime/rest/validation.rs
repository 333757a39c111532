//! What a method's request validator asks of a request (developer guide, "Use request validation in API Gateway").

use http::HeaderName;

/// A compiled request validator.
#[derive(Debug, Default)]
pub struct RequestValidation {
    /// Parameters that must be there and not be blank, in the order in which AWS names those that are not.
    pub required: Vec<RequiredParameter>,
}

/// A `method.request.…` parameter whose value is required.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequiredParameter {
    /// Its name, without where it is.
    pub name: Box<str>,
    /// Where it is.
    pub place: ParameterPlace,
}

/// Where a parameter of a request is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParameterPlace {
    /// `method.request.header.{name}`.
    Header(HeaderName),
    /// `method.request.path.{name}`.
    Path,
    /// `method.request.querystring.{name}`.
    Query,
}
