//! `cloneFrom` of CreateRestApi: what a new REST API takes over from another, with ids of its own.

use std::collections::HashMap;

use emulator_api::codec::Doc;
use emulator_api::error::Result;
use serde_json::{Value, json};

use super::REST_API;
use crate::control::call::{Write, text};
use crate::control::kind::no_rest_api;
use crate::control::rest::documentation::PART;
use crate::control::rest::kinds::{AUTHORIZER, MODEL, REQUEST_VALIDATOR};
use crate::control::rest::{gateway_response, integration, method, resource, response};
use crate::ids;
use crate::store::path;

/// Members of documents that hold an id of the API's parts.
const IDS: [&str; 5] = ["id", "parentId", "authorizerId", "requestValidatorId", "cacheNamespace"];

/// Members of the API itself that a new one takes over unless it is given its own.
const SHARED: [&str; 4] = ["binaryMediaTypes", "minimumCompressionSize", "apiKeySource", "policy"];

/// All that is in an API but its stages, deployments and documentation versions.
pub(super) struct Copy {
    /// The API's own document.
    api: Doc,
    /// The id of the new root resource.
    pub(super) root_id: String,
    /// What is below the API, by its path behind the API's.
    below: Vec<(String, &'static str, Doc)>,
}

impl Copy {
    /// Reads the API with an id.
    pub(super) async fn of(call: &mut Write, id: &str) -> Result<Copy> {
        let named = Doc::from_iter([("restApiId".to_owned(), json!(id))]);
        let at = REST_API.path(&call.scope, &named);
        let api = call.tx.get(&at).await?.ok_or_else(|| no_rest_api(&call.scope, &named))?;
        let stored = call.tx.below(&at).await?;
        let parts = stored.into_iter().filter_map(|stored| {
            let relative = stored.path.get(at.len()..)?.to_owned();
            Some((kind_of(&relative)?, relative, stored.doc))
        });
        let parts: Vec<(&str, String, Doc)> = parts.collect();
        let root_id = ids::api_id();
        let mut renamed: HashMap<String, String> = parts
            .iter()
            .filter(|(kind, ..)| [resource::KIND, AUTHORIZER.name, REQUEST_VALIDATOR.name, MODEL.name, PART.name].contains(kind))
            .map(|(_, _, doc)| (text(doc, "id").to_owned(), ids::lower_alphanumeric(6)))
            .collect();
        renamed.insert(text(&api, "rootResourceId").to_owned(), root_id.clone());
        let below = parts.into_iter().map(|(kind, relative, doc)| (moved(&relative, &renamed), kind, with_ids(doc, &renamed)));
        Ok(Copy { below: below.collect(), api, root_id })
    }

    /// What is below the API, as JSON.
    pub(super) fn json(&self) -> Vec<(String, &'static str, String)> {
        let json = |(relative, kind, doc): &(String, &'static str, Doc)| {
            (relative.clone(), *kind, Value::Object(doc.clone()).to_string())
        };
        self.below.iter().map(json).collect()
    }

    /// Gives a new API what it shares with this one.
    pub(super) fn share(&self, api: &mut Doc) {
        for member in SHARED {
            if let Some(value) = self.api.get(member).filter(|_| !api.contains_key(member)) {
                api.insert(member.to_owned(), value.clone());
            }
        }
    }

    /// Has the models of the new API refer to each other, and its policy to itself, where they named this one.
    pub(super) async fn settle(&self, call: &mut Write, at: &str, api: &mut Doc) -> Result<()> {
        let (old, new) = (text(&self.api, "id").to_owned(), text(api, "id").to_owned());
        let named = format!("/restapis/{old}/models/");
        for (relative, _, doc) in self.below.iter().filter(|(_, kind, _)| *kind == MODEL.name) {
            let schema = text(doc, "schema");
            if schema.contains(&named) {
                let mut doc = doc.clone();
                doc.insert("schema".to_owned(), json!(schema.replace(&named, &format!("/restapis/{new}/models/"))));
                call.tx.put(&format!("{at}{relative}"), &doc).await?;
            }
        }
        if let Some(Value::String(policy)) = api.get_mut("policy")
            && policy.contains(&old)
        {
            *policy = policy.replace(&format!(":{old}/"), &format!(":{new}/"));
            call.tx.put(at, api).await?;
        }
        Ok(())
    }
}

/// What stands at a path below an API; none for what is not taken over.
fn kind_of(relative: &str) -> Option<&'static str> {
    let parts: Vec<&str> = relative.split('/').skip(1).collect();
    Some(match parts.as_slice() {
        ["resources", _] => resource::KIND,
        ["resources", _, "methods", _] => method::KIND,
        ["resources", _, "methods", _, "integration"] => integration::KIND,
        ["resources", _, "methods", _, "responses", _] => response::METHOD_RESPONSE,
        ["resources", _, "methods", _, "integration", "responses", _] => response::INTEGRATION_RESPONSE,
        ["models", _] => MODEL.name,
        ["authorizers", _] => AUTHORIZER.name,
        ["requestvalidators", _] => REQUEST_VALIDATOR.name,
        ["gatewayresponses", _] => gateway_response::KIND,
        ["documentation", "parts", _] => PART.name,
        _ => return None,
    })
}

/// A path with the new ids in it.
fn moved(relative: &str, renamed: &HashMap<String, String>) -> String {
    let parts = relative.split('/').map(|part| renamed.get(&*path::name(part)).map_or(part, String::as_str));
    parts.collect::<Vec<_>>().join("/")
}

fn with_ids(mut doc: Doc, renamed: &HashMap<String, String>) -> Doc {
    for member in IDS {
        if let Some(new) = doc.get(member).and_then(Value::as_str).and_then(|old| renamed.get(old)) {
            doc.insert(member.to_owned(), json!(new));
        }
    }
    doc
}
