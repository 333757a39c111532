//! A backend's URI with places for path parameters.

use http::Uri;

/// The URI of a backend, stage variables already in place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BackendUri {
    /// Always the same.
    Fixed(Uri),
    /// With values of `integration.request.path.{name}` in it.
    Pieces(Box<[UriPiece]>),
}

/// A piece of a backend's URI.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UriPiece {
    /// Taken as it is.
    Text(Box<str>),
    /// `{name}`: the value of the path parameter that is mapped to it.
    Parameter(Box<str>),
}
