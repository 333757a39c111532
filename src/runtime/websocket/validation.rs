//! What a route asks of calls before its integration is called (developer guide, "Request validation for WebSocket APIs").

use std::sync::Arc;

use http::HeaderName;

use crate::expr::selection::SelectionExpression;
use crate::runtime::by_name::ByName;
use crate::runtime::rest::validation::Model;
use crate::runtime::websocket::DEFAULT;

/// What a route asks of calls; most routes ask nothing.
#[derive(Debug, Default)]
pub struct Validation {
    /// Parameters of the upgrade request that must be there and not be blank; only `$connect` has any.
    pub required: Vec<RequiredParameter>,
    /// The models that messages must follow.
    pub models: Option<RequestModels>,
}

/// A parameter that a client must send to connect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequiredParameter {
    /// Its name, as it was declared.
    pub name: Box<str>,
    /// Where it is.
    pub place: ParameterPlace,
}

/// Where a parameter of an upgrade request is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParameterPlace {
    /// `route.request.header.{name}`.
    Header(HeaderName),
    /// `route.request.querystring.{name}`.
    Query,
}

/// The models of a route, and how a message chooses one.
#[derive(Debug)]
pub struct RequestModels {
    /// Makes the key.
    pub selection: SelectionExpression,
    /// The models.
    pub by_key: ByName<Arc<Model>>,
}

impl RequestModels {
    /// The model for `key`, else the one for `$default`.
    pub fn get(&self, key: &str) -> Option<&Model> {
        self.by_key.get(key).or_else(|| self.by_key.get(DEFAULT)).map(|model| &**model)
    }
}
