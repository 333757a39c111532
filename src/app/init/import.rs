//! A document becomes a deployed API, by the operations that anybody would use, all in one transaction: what one of them refuses leaves
//! everything as it was. An API that is there already with the same document is left alone, so what was changed since stays.

use std::sync::Arc;

use bytes::Bytes;
use emulator_api::Doc;
use emulator_api::arn::ResourceArn;
use emulator_api::codec::Input;
use emulator_api::model::{Operation, apigateway, apigatewayv2};
use emulator_api::router::SigningScope;
use http::{Method, Request, StatusCode};
use serde_json::{Value, json};

use super::document::{CUSTOM_ID, DIGEST, Document, Kind};
use crate::control::{Caller, Control};

/// An operation, and what it is given.
type Step = (Operation, Input);

/// Whose APIs are made, and where.
#[derive(Debug)]
pub(in crate::app) struct Importer {
    control: Arc<Control>,
    caller: Caller,
}

/// What came of a document.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Imported {
    /// The API is there with this document.
    Unchanged,
    /// The API has this document now; AWS's warnings about it.
    Deployed(Vec<String>),
}

impl Importer {
    /// Makes APIs of this account, in this region.
    pub(in crate::app) fn new(control: Arc<Control>, account: &str, region: &str) -> Self {
        let (account, region) = (account.to_owned(), region.to_owned());
        let scope = Some(SigningScope::ApiGateway);
        let caller = Caller { account, region, scope, api_stage: None, host: None, is_emulator: true };
        Self { control, caller }
    }

    /// Whose APIs they are.
    pub(super) fn account(&self) -> &str {
        &self.caller.account
    }

    /// Where they are.
    pub(super) fn region(&self) -> &str {
        &self.caller.region
    }

    /// Makes an API of a document, or brings the one that was made from it up to date.
    pub(super) async fn import(&self, document: &Document) -> Result<Imported, String> {
        let (kind, id) = (document.kind, &*document.id);
        let (mut steps, mut replaces) = (Vec::new(), false);
        match self.digest(kind, id).await? {
            Some(digest) if digest == document.digest => return Ok(Imported::Unchanged),
            Some(_) => {}
            None => {
                // Both would have one id.
                replaces = self.digest(kind.other(), id).await?.is_some();
                if replaces {
                    steps.push(delete(kind.other(), id));
                }
                steps.push(create(document));
            }
        }
        steps.push(put(document));
        steps.extend(self.deploy(document).await?);
        steps.push(self.tag(document));
        let done = self.control.perform_together(&self.caller, steps).await.map_err(|refused| refused.message().to_owned())?;
        if replaces {
            tracing::info!(api = id, "the document defines another kind of API now, which has taken the place of the former one");
        }
        let warnings = done.iter().filter_map(|answer| answer.members.get("warnings")?.as_array()).flatten();
        Ok(Imported::Deployed(warnings.filter_map(Value::as_str).map(str::to_owned).collect()))
    }

    /// The digest of the document that the API was made from; none when there is no API of this id.
    async fn digest(&self, kind: Kind, id: &str) -> Result<Option<String>, String> {
        let Some(api) = self.get(&path(kind, id)).await? else { return Ok(None) };
        let digest = api["tags"][DIGEST].as_str().map(str::to_owned);
        let foreign = || {
            format!(
                "there is an API {id} already, which was not made from a document; the tag {CUSTOM_ID} gives this one another id"
            )
        };
        digest.ok_or_else(foreign).map(Some)
    }

    /// Deploys to the document's stage. That of an HTTP API deploys on its own once it is there.
    async fn deploy(&self, document: &Document) -> Result<Option<Step>, String> {
        let Document { kind, id, stage, .. } = document;
        Ok(match kind {
            Kind::Rest => Some(rest(apigateway::Operation::CreateDeployment, json!({ "restApiId": id, "stageName": stage }))),
            Kind::Http if self.get(&format!("{}/stages/{stage}", path(*kind, id))).await?.is_some() => None,
            Kind::Http => {
                let members = json!({ "apiId": id, "stageName": stage, "autoDeploy": true });
                Some(http(apigatewayv2::Operation::CreateStage, members))
            }
        })
    }

    /// Takes note of the document, so that the next start leaves its API alone.
    fn tag(&self, Document { kind, id, digest, .. }: &Document) -> Step {
        let tags = json!({ CUSTOM_ID: id, DIGEST: digest });
        let arn = |collection: &str| ResourceArn::new(self.region(), format!("/{collection}/{id}")).to_string();
        match kind {
            Kind::Rest => rest(apigateway::Operation::TagResource, json!({ "resourceArn": arn("restapis"), "tags": tags })),
            Kind::Http => http(apigatewayv2::Operation::TagResource, json!({ "resourceArn": arn("apis"), "tags": tags })),
        }
    }

    /// What there is at a path of the control plane, if anything is.
    async fn get(&self, path: &str) -> Result<Option<Value>, String> {
        let request = Request::builder().method(Method::GET).uri(path).body(());
        let (parts, ()) = request.map_err(|error| error.to_string())?.into_parts();
        let answer = self.control.handle(self.caller.clone(), &parts, Bytes::new()).await;
        let said: Value = serde_json::from_slice(answer.body()).unwrap_or_default();
        match answer.status() {
            StatusCode::NOT_FOUND => Ok(None),
            status if status.is_success() => Ok(Some(said)),
            status => Err(said["message"].as_str().map_or_else(|| status.to_string(), str::to_owned)),
        }
    }
}

fn delete(kind: Kind, id: &str) -> Step {
    match kind {
        Kind::Rest => rest(apigateway::Operation::DeleteRestApi, json!({ "restApiId": id })),
        Kind::Http => http(apigatewayv2::Operation::DeleteApi, json!({ "apiId": id })),
    }
}

fn create(Document { kind, id, name, .. }: &Document) -> Step {
    let tags = json!({ CUSTOM_ID: id });
    match kind {
        Kind::Rest => rest(apigateway::Operation::CreateRestApi, json!({ "name": name, "tags": tags })),
        Kind::Http => http(apigatewayv2::Operation::CreateApi, json!({ "name": name, "protocolType": "HTTP", "tags": tags })),
    }
}

/// Gives the API the definition in the place of all that it had.
fn put(Document { kind, id, definition, .. }: &Document) -> Step {
    match kind {
        Kind::Rest => {
            let (operation, input) = rest(apigateway::Operation::PutRestApi, json!({ "restApiId": id, "mode": "overwrite" }));
            (operation, Input { payload: Some(Bytes::from(definition.clone())), ..input })
        }
        Kind::Http => http(apigatewayv2::Operation::ReimportApi, json!({ "apiId": id, "body": definition })),
    }
}

fn rest(operation: apigateway::Operation, members: Value) -> Step {
    (Operation::ApiGateway(operation), input(members))
}

fn http(operation: apigatewayv2::Operation, members: Value) -> Step {
    (Operation::ApiGatewayV2(operation), input(members))
}

fn input(members: Value) -> Input {
    let members = if let Value::Object(members) = members { members } else { Doc::new() };
    Input { members, payload: None }
}

fn path(kind: Kind, id: &str) -> String {
    match kind {
        Kind::Rest => format!("/restapis/{id}"),
        Kind::Http => format!("/v2/apis/{id}"),
    }
}
