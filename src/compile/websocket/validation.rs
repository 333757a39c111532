//! What routes ask of calls: models of messages, and parameters that a client must send to connect.

use std::sync::Arc;

use emulator_api::Doc;
use http::HeaderName;
use serde_json::Value;

use super::{Compiler, is_set};
use crate::compile::Snapshot;
use crate::compile::document::text;
use crate::compile::model::{self, Schemas};
use crate::expr::selection::SelectionExpression;
use crate::runtime::by_name::ByName;
use crate::runtime::rest::validation::Model;
use crate::runtime::websocket::CONNECT;
use crate::runtime::websocket::validation::{ParameterPlace, RequestModels, RequiredParameter, Validation};

impl Compiler<'_> {
    /// Compiles what a route asks of calls.
    ///
    /// # Errors
    /// What cannot be checked, one clause; the route then fails every call.
    pub(super) fn validation(&mut self, at: &str, key: &str, route: &Doc) -> Result<Validation, String> {
        Ok(Validation { required: required(key, route)?, models: self.request_models(at, route)? })
    }

    /// "Model validation occurs if you provide a model selection expression" (developer guide, "Request validation for
    /// WebSocket APIs").
    fn request_models(&mut self, at: &str, route: &Doc) -> Result<Option<RequestModels>, String> {
        let Some(expression) = text(route, "modelSelectionExpression") else {
            if is_set(route, "requestModels") {
                self.report(at, "requestModels have no effect without a modelSelectionExpression");
            }
            return Ok(None);
        };
        let selection = SelectionExpression::parse(expression)
            .map_err(|invalid| format!("the model selection expression {expression:?} cannot be used: {invalid}"))?;
        let names = route.get("requestModels").and_then(Value::as_object).into_iter().flatten();
        let names = names.filter_map(|(key, name)| Some((key, name.as_str()?)));
        let by_key = names.map(|(key, name)| Ok((key.replace(r"\$", "$").into(), self.model(name)?)));
        let by_key: ByName<_> = by_key.collect::<Result<_, String>>()?;
        if by_key.is_empty() {
            self.report(at, "the route has a modelSelectionExpression and no requestModels, so every message is refused");
        }
        Ok(Some(RequestModels { selection, by_key }))
    }

    fn model(&self, name: &str) -> Result<Arc<Model>, String> {
        let schemas: Schemas = schemas(self.snapshot).collect();
        let schema = schemas.get(name).ok_or_else(|| format!("there is no model {name:?} with a schema that is JSON"))?;
        model::compile(name, schema, schemas.clone()).map(Arc::new)
    }
}

/// The schemas of an API's models, by name.
fn schemas(snapshot: &Snapshot) -> impl Iterator<Item = (String, Value)> {
    snapshot.children("/models").filter_map(|(_, document)| {
        let name = text(document, "name")?;
        Some((name.to_owned(), model::schema(name, text(document, "schema")?).ok()?))
    })
}

fn required(key: &str, route: &Doc) -> Result<Vec<RequiredParameter>, String> {
    let parameters = route.get("requestParameters").and_then(Value::as_object).into_iter().flatten();
    let mut names: Vec<&String> =
        parameters.filter(|(_, parameter)| parameter["required"] == true).map(|(name, _)| name).collect();
    names.sort();
    names.into_iter().map(|name| required_parameter(key, name)).collect()
}

/// Headers and query are there "only for the $connect route" (developer guide, "Setting up data mapping for WebSocket APIs").
fn required_parameter(key: &str, parameter: &str) -> Result<RequiredParameter, String> {
    let place = parameter.strip_prefix("route.request.").and_then(|place| place.split_once('.'));
    let (place, name) = match place {
        Some(("header" | "multivalueheader", name)) => {
            let header: HeaderName = name.parse().map_err(|_| format!("{parameter} does not name a header"))?;
            (ParameterPlace::Header(header), name)
        }
        Some(("querystring" | "multivaluequerystring", name)) => (ParameterPlace::Query, name),
        _ => return Err(format!("the required parameter {parameter} is none of a request")),
    };
    if key != CONNECT {
        return Err(format!("the required parameter {parameter} can only be sent to $connect"));
    }
    Ok(RequiredParameter { name: name.into(), place })
}
