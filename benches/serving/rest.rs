//! REST APIs as the benchmark makes them.

use http::Method;
use serde_json::{Value, json};

use crate::Result;
use crate::control::Control;

/// A REST API in the making.
#[derive(Debug)]
pub(crate) struct RestApi<'c> {
    control: &'c Control,
    id: String,
}

impl<'c> RestApi<'c> {
    /// An API without methods.
    pub(crate) async fn new(control: &'c Control, name: &str) -> Result<Self> {
        let id = control.make("/restapis", json!({ "name": name }), "id").await?;
        Ok(Self { control, id })
    }

    /// Makes something that belongs to the API, such as an authorizer; the member `id` (or another) of it.
    pub(crate) async fn make(&self, kind: &str, body: Value, member: &str) -> Result<String> {
        self.control.make(&self.path(kind), body, member).await
    }

    /// Makes a resource below the root with one method; the method's path.
    pub(crate) async fn method(&self, path_part: &str, http_method: Method, settings: Value) -> Result<String> {
        let resources = self.path("resources");
        let listed = self.control.call(Method::GET, &resources, None).await?;
        let root = listed.pointer("/item/0/id").and_then(Value::as_str).ok_or_else(|| format!("no root resource in {listed}"))?;
        let resource_id = self.control.make(&format!("{resources}/{root}"), json!({ "pathPart": path_part }), "id").await?;
        let method = format!("{resources}/{resource_id}/methods/{http_method}");
        self.control.call(Method::PUT, &method, Some(settings)).await?;
        Ok(method)
    }

    /// Puts an integration behind a method.
    pub(crate) async fn integrate(&self, method: &str, integration: Value) -> Result<()> {
        self.control.call(Method::PUT, &format!("{method}/integration"), Some(integration)).await?;
        Ok(())
    }

    /// Puts a MOCK integration behind a method, with templates for JSON.
    pub(crate) async fn mock(&self, method: &str, request_template: &str, response_template: &str) -> Result<()> {
        let integration = json!({ "type": "MOCK", "requestTemplates": { "application/json": request_template } });
        self.integrate(method, integration).await?;
        self.control.call(Method::PUT, &format!("{method}/responses/200"), Some(json!({}))).await?;
        let response = json!({ "responseTemplates": { "application/json": response_template } });
        self.control.call(Method::PUT, &format!("{method}/integration/responses/200"), Some(response)).await?;
        Ok(())
    }

    /// Deploys it to the stage `prod`; its id.
    pub(crate) async fn deploy(self) -> Result<String> {
        self.control.make(&self.path("deployments"), json!({ "stageName": "prod" }), "id").await?;
        Ok(self.id)
    }

    fn path(&self, kind: &str) -> String {
        format!("/restapis/{}/{kind}", self.id)
    }
}

/// The settings of a method that anyone may call.
pub(crate) fn open() -> Value {
    json!({ "authorizationType": "NONE" })
}
