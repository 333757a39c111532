//! REST-JSON: requests to documents, documents to responses.
//!
//! Above this module nothing knows how a member travels. A document's keys are the model's member names, with the first
//! letter lowered for API Gateway (`restApiId`, `items`) and as they are for Lambda (`FunctionName`).

mod decode;
mod encode;
mod timestamp;

use bytes::Bytes;
use http::HeaderMap;
use serde_json::{Map, Value};

pub use decode::{decode, query_parameter};
pub use encode::encode;
pub use timestamp::{format_iso8601, parse_iso8601};

/// A document: what operations take, answer and store.
pub type Doc = Map<String, Value>;

/// Everything of a request but its body.
#[derive(Clone, Copy, Debug)]
pub struct RequestParts<'a> {
    /// The path's parameters, as the router found them.
    pub parameters: &'a [(&'static str, String)],
    /// The raw query, without the question mark.
    pub query: &'a str,
    /// The headers.
    pub headers: &'a HeaderMap,
}

/// What an operation was asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Input {
    /// The members by document key, wherever on the wire they were.
    pub members: Doc,
    /// The whole body, for an operation whose model says that the body is one of its members; else `None`.
    pub payload: Option<Bytes>,
}

/// What an operation answers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Output {
    /// The members by document key; `null` is as good as absent.
    pub members: Doc,
    /// The whole body, for an operation whose model says that the body is one of its members.
    pub payload: Option<Bytes>,
}

impl From<Doc> for Output {
    fn from(members: Doc) -> Output {
        Output { members, payload: None }
    }
}
