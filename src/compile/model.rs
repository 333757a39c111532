//! Models: JSON Schemas of draft 4, which may refer to each other.

use std::collections::HashMap;
use std::error::Error;
use std::sync::Arc;

use jsonschema::{Retrieve, Uri};
use serde_json::Value;

use crate::runtime::rest::validation::Model;

/// Compiles the model `name`, whose schema may refer to `others`.
///
/// # Errors
/// The schema cannot be used; one sentence.
pub(super) fn compile(name: &str, schema: &Value, others: Schemas) -> Result<Model, String> {
    let options = jsonschema::options().with_draft(jsonschema::Draft::Draft4).with_retriever(others);
    options.build(schema).map(Model::new).map_err(|error| format!("the model {name} cannot be used: {error}"))
}

/// Reads the schema of the model `name`.
///
/// # Errors
/// It is not JSON; one sentence.
pub(super) fn schema(name: &str, text: &str) -> Result<Value, String> {
    serde_json::from_str(text).map_err(|error| format!("the schema of the model {name} is not JSON: {error}"))
}

/// The schemas of an API's models, by name. References to other models end in their names:
/// `https://apigateway.amazonaws.com/restapis/{api}/models/{name}`.
#[derive(Clone, Debug)]
pub(super) struct Schemas(Arc<HashMap<String, Value>>);

impl FromIterator<(String, Value)> for Schemas {
    fn from_iter<I: IntoIterator<Item = (String, Value)>>(schemas: I) -> Self {
        Self(Arc::new(schemas.into_iter().collect()))
    }
}

impl Schemas {
    /// The schema of the model `name`.
    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }
}

impl Retrieve for Schemas {
    fn retrieve(&self, uri: &Uri<String>) -> Result<Value, Box<dyn Error + Send + Sync>> {
        let name = uri.as_str().rsplit('/').next().unwrap_or_default();
        self.get(name).cloned().ok_or_else(|| format!("there is no model {name}").into())
    }
}
