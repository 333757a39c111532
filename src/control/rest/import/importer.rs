//! The parts of an API, made or changed to be as a definition has them.

use std::collections::{BTreeMap, BTreeSet};

use emulator_api::codec::Doc;
use emulator_api::error::{AwsError, Result};
use emulator_api::model::apigateway::Operation as Op;
use serde_json::json;

use super::Mode;
use crate::control::call::{Write, text};
use crate::control::definition;
use crate::control::dispatch::perform;
use crate::control::kind::Kind;
use crate::control::openapi::rest::{Method, RestDefinition, with_model_urls};
use crate::control::rest::kinds::{AUTHORIZER, MODEL, REQUEST_VALIDATOR};
use crate::control::rest::{documentation, gateway_response};
use crate::control::{Operation, crud};
use crate::store::path;

/// Makes the parts of one API, and collects what AWS would say of those that it cannot make.
pub(super) struct Importer<'c> {
    call: &'c mut Write,
    /// The members that name the API.
    scoped: Doc,
    /// The API's path in the store.
    at: String,
    /// What could not be made.
    pub(super) errors: Vec<String>,
}

/// The ids of parts of one kind, by their names.
type Ids = BTreeMap<String, String>;

impl<'c> Importer<'c> {
    pub(super) fn new(call: &'c mut Write, api: &str, errors: Vec<String>) -> Importer<'c> {
        let at = path::join(&format!("{}/restapis", call.scope.root()), api);
        Importer { call, scoped: Doc::from_iter([("restApiId".to_owned(), json!(api))]), at, errors }
    }

    /// Makes all of it. Methods go first, since they hold what they name.
    pub(super) async fn write(&mut self, read: &RestDefinition, mode: Mode) -> Result<()> {
        let mut resources = self.resources().await?;
        if mode == Mode::Overwrite {
            self.clear(read, &mut resources).await?;
        }
        self.write_models(read).await?;
        let mut validators = Ids::new();
        for validator in &read.validators {
            let named = self.write_named(&REQUEST_VALIDATOR, Op::CreateRequestValidator, "request validator", validator).await?;
            validators.extend(named);
        }
        let mut authorizers = Ids::new();
        for authorizer in &read.authorizers {
            authorizers.extend(self.write_authorizer(authorizer).await?);
        }
        for (place, methods) in &read.resources {
            let Some(resource) = self.write_resource(&mut resources, place).await? else { continue };
            for method in methods {
                self.write_method(&resource, place, method, &authorizers, &validators).await?;
            }
        }
        for response in &read.gateway_responses {
            let done = self.perform(Op::PutGatewayResponse, response.clone()).await;
            self.note(done, || format!("Unable to put gateway response '{}'", text(response, "responseType")))?;
        }
        let api = text(&self.scoped, "restApiId").to_owned();
        let done = documentation::put_parts(self.call, &api, &read.documentation, false).await;
        self.note(done, || "Unable to put documentation part".to_owned())?;
        Ok(())
    }

    /// Removes what the definition does not name.
    async fn clear(&mut self, read: &RestDefinition, resources: &mut Ids) -> Result<()> {
        let kept: BTreeSet<&str> = read.resources.keys().flat_map(|place| with_ancestors(place)).collect();
        for (place, id) in resources.clone() {
            let resource = path::join(&format!("{}/resources", self.at), &id);
            let gone = if kept.contains(place.as_str()) { format!("{resource}/methods") } else { resource };
            self.call.tx.delete_tree(&gone);
        }
        resources.retain(|place, _| kept.contains(place.as_str()));
        let named = |docs: &[Doc]| -> BTreeSet<String> { docs.iter().map(|doc| text(doc, "name").to_owned()).collect() };
        self.keep_named(&MODEL, &read.models.keys().cloned().collect()).await?;
        self.keep_named(&REQUEST_VALIDATOR, &named(&read.validators)).await?;
        self.keep_named(&AUTHORIZER, &named(&read.authorizers)).await?;
        self.call.tx.delete_tree(&format!("{}/{}", self.at, gateway_response::COLLECTION));
        if !read.documentation.is_empty() {
            self.call.tx.delete_tree(&documentation::PART.collection(&self.call.scope, &self.scoped));
        }
        Ok(())
    }

    async fn keep_named(&mut self, kind: &Kind, kept: &BTreeSet<String>) -> Result<()> {
        for stored in crud::all(&self.call.scope, &mut self.call.tx, kind, &self.scoped).await? {
            if !kept.contains(text(&stored.doc, "name")) {
                self.call.tx.delete_tree(&stored.path);
            }
        }
        Ok(())
    }

    async fn write_models(&mut self, read: &RestDefinition) -> Result<()> {
        for (name, model) in &read.models {
            let schema = with_model_urls(&model.schema, text(&self.scoped, "restApiId"));
            let mut members = Doc::from_iter([
                ("name".to_owned(), json!(name)),
                ("schema".to_owned(), json!(serde_json::to_string_pretty(&schema).unwrap_or_default())),
                ("contentType".to_owned(), json!("application/json")),
            ]);
            if let Some(description) = &model.description {
                members.insert("description".to_owned(), json!(description));
            }
            self.write_named(&MODEL, Op::CreateModel, "model for", &members).await?;
        }
        Ok(())
    }

    /// Other than one that is created by itself, an authorizer of a definition has no time to live unless it is given
    /// (recorded: test_import_swagger_api).
    async fn write_authorizer(&mut self, members: &Doc) -> Result<Option<(String, String)>> {
        const TTL: &str = "authorizerResultTtlInSeconds";
        let named = self.write_named(&AUTHORIZER, Op::CreateAuthorizer, "authorizer", members).await?;
        if let Some((_, id)) = &named
            && !members.contains_key(TTL)
        {
            let at = path::join(&AUTHORIZER.collection(&self.call.scope, &self.scoped), id);
            if let Some(mut doc) = self.call.tx.get(&at).await? {
                doc.shift_remove(TTL);
                self.call.tx.put(&at, &doc).await?;
            }
        }
        Ok(named)
    }

    /// Creates a part that has a name, or changes the one that has it to what the definition says. Its name and id.
    async fn write_named(&mut self, kind: &Kind, create: Op, what: &str, members: &Doc) -> Result<Option<(String, String)>> {
        let name = text(members, "name").to_owned();
        let all = crud::all(&self.call.scope, &mut self.call.tx, kind, &self.scoped).await?;
        let done = match all.into_iter().find(|stored| text(&stored.doc, "name") == name) {
            None => self.perform(create, members.clone()).await,
            Some(stored) => {
                let mut doc = Doc::from_iter([("id".to_owned(), json!(text(&stored.doc, "id")))]);
                doc.extend(members.clone());
                crud::overwrite(self.call, kind, &stored.path, doc).await
            }
        };
        let doc = self.note(done, || format!("Unable to create {what} '{name}'"))?;
        Ok(doc.map(|doc| (name, text(&doc, "id").to_owned())))
    }

    /// The ids of the resources that there are, by their paths.
    async fn resources(&mut self) -> Result<Ids> {
        let stored = self.call.tx.children(&format!("{}/resources", self.at), None, usize::MAX).await?;
        Ok(stored.iter().map(|stored| (text(&stored.doc, "path").to_owned(), text(&stored.doc, "id").to_owned())).collect())
    }

    /// The id of the resource at `place`, which is made with those above it when it is not there.
    async fn write_resource(&mut self, resources: &mut Ids, place: &str) -> Result<Option<String>> {
        let mut parent = String::new();
        for at in with_ancestors(place) {
            if let Some(id) = resources.get(at) {
                parent.clone_from(id);
                continue;
            }
            let part = at.rsplit('/').next().unwrap_or_default();
            let members = Doc::from_iter([("parentId".to_owned(), json!(parent)), ("pathPart".to_owned(), json!(part))]);
            let done = self.perform(Op::CreateResource, members).await;
            let Some(made) = self.note(done, || format!("Unable to create resource at path '{place}'"))? else {
                return Ok(None);
            };
            parent = text(&made, "id").to_owned();
            resources.insert(at.to_owned(), parent.clone());
        }
        Ok(Some(parent))
    }

    async fn write_method(
        &mut self,
        resource: &str,
        place: &str,
        method: &Method,
        authorizers: &Ids,
        validators: &Ids,
    ) -> Result<()> {
        let name = method.name;
        let scoped = Doc::from_iter([("resourceId".to_owned(), json!(resource)), ("httpMethod".to_owned(), json!(name))]);
        let with =
            |members: &Doc| -> Doc { scoped.iter().chain(members).map(|(name, value)| (name.clone(), value.clone())).collect() };
        self.call.tx.delete_tree(&format!("{}/resources/{resource}/methods/{name}", self.at));

        let mut members = with(&method.members);
        // A name that nothing has is an id that nothing has: the method is refused.
        let id_of = |ids: &Ids, name: &String| json!(ids.get(name).unwrap_or(name));
        members.extend(method.authorizer.as_ref().map(|name| ("authorizerId".to_owned(), id_of(authorizers, name))));
        members.extend(method.validator.as_ref().map(|name| ("requestValidatorId".to_owned(), id_of(validators, name))));
        let done = self.perform(Op::PutMethod, members).await;
        if self.note(done, || format!("Unable to put method '{name}' on resource at path '{place}'"))?.is_none() {
            return Ok(());
        }
        for response in &method.responses {
            let done = self.perform(Op::PutMethodResponse, with(response)).await;
            self.note(done, || format!("Unable to put method response on '{name}' for resource at path '{place}'"))?;
        }
        let Some(integration) = &method.integration else { return Ok(()) };
        let done = self.perform(Op::PutIntegration, with(&integration.members)).await;
        if self.note(done, || format!("Unable to put integration on '{name}' for resource at path '{place}'"))?.is_none() {
            return Ok(());
        }
        for response in &integration.responses {
            let done = self.perform(Op::PutIntegrationResponse, with(response)).await;
            self.note(done, || format!("Unable to put integration response on '{name}' for resource at path '{place}'"))?;
        }
        Ok(())
    }

    async fn perform(&mut self, operation: Op, members: Doc) -> Result<Doc> {
        let members = self.scoped.clone().into_iter().chain(members).collect();
        perform(self.call, Operation::ApiGateway(operation), members).await
    }

    /// Notes what the caller did wrong; all else ends the import.
    fn note<T>(&mut self, done: Result<T>, what: impl FnOnce() -> String) -> Result<Option<T>, AwsError> {
        match done {
            Ok(value) => Ok(Some(value)),
            Err(error) if definition::is_of_one_part(&error) => {
                self.errors.push(format!("{}: {}", what(), error.message()));
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }
}

/// `/`, `/a`, `/a/b` of `/a/b`.
fn with_ancestors(place: &str) -> impl Iterator<Item = &str> {
    let below = if place == "/" { "" } else { place };
    let ends = below.match_indices('/').skip(1).map(|(at, _)| at).chain((!below.is_empty()).then_some(below.len()));
    std::iter::once("/").chain(ends.filter_map(move |end| below.get(..end)))
}

#[cfg(test)]
mod tests {
    use super::with_ancestors;

    #[test]
    fn ancestors_begin_at_the_root() {
        assert_eq!(with_ancestors("/").collect::<Vec<_>>(), ["/"]);
        assert_eq!(with_ancestors("/a/{b}/c").collect::<Vec<_>>(), ["/", "/a", "/a/{b}", "/a/{b}/c"]);
    }
}
