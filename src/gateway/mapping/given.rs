//! Mapping input from documents: for the `template` command and for tests.

use std::borrow::Cow;

use serde_json::Value as Json;

use super::{MappingInput, Pairs};

/// Everything that a template sees, written down.
#[derive(Clone, Debug, Default)]
pub struct GivenInput {
    /// The payload.
    pub body: String,
    /// `path`, `querystring` and `header`, each an object of strings.
    pub params: Json,
    /// `$context`
    pub context: Json,
    /// `$stageVariables`, an object of strings.
    pub stage_variables: Json,
}

impl MappingInput for GivenInput {
    fn body(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.body)
    }

    fn path_parameters(&self) -> Pairs<'_> {
        pairs(self.params.get("path"))
    }

    fn query_parameters(&self) -> Pairs<'_> {
        pairs(self.params.get("querystring"))
    }

    fn headers(&self) -> Pairs<'_> {
        pairs(self.params.get("header"))
    }

    fn context(&self) -> Cow<'_, Json> {
        Cow::Borrowed(&self.context)
    }

    fn stage_variables(&self) -> Pairs<'_> {
        pairs(Some(&self.stage_variables))
    }
}

fn pairs(object: Option<&Json>) -> Pairs<'_> {
    let members = object.and_then(Json::as_object).into_iter().flatten();
    members
        .map(|(name, value)| {
            let value = value.as_str().map_or_else(|| Cow::Owned(value.to_string()), Cow::Borrowed);
            (Cow::Borrowed(name.as_str()), value)
        })
        .collect()
}
