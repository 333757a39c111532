//! A document becomes a deployed API, by the operations that anybody would use. An API that is there already with the same
//! document is left alone, so what was changed since stays.

use std::sync::Arc;

use bytes::Bytes;
use emulator_api::arn::ResourceArn;
use emulator_api::router::SigningScope;
use http::{Method, Request, StatusCode};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::document::{CUSTOM_ID, DIGEST, Document, Kind, UNFINISHED};
use crate::control::{Caller, Control};

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

/// An operation that was refused.
struct Refused {
    status: StatusCode,
    message: String,
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
        let Document { kind, id, .. } = document;
        let is_new = match self.digest(*kind, id).await? {
            Some(digest) if digest == document.digest => return Ok(Imported::Unchanged),
            Some(_) => false,
            None => true,
        };
        if is_new {
            self.delete_other(document).await?;
            self.create(document).await?;
        }
        let warnings = match self.put(document).await {
            Ok(warnings) => warnings,
            Err(why) => {
                // Else an API without anything in it would stay.
                if is_new {
                    self.delete(*kind, id).await?;
                }
                return Err(why);
            }
        };
        self.deploy(document).await?;
        self.tag(document).await?;
        Ok(Imported::Deployed(warnings))
    }

    /// The digest of the document that the API was made from; none when there is no API of this id.
    async fn digest(&self, kind: Kind, id: &str) -> Result<Option<String>, String> {
        match self.call(Method::GET, &path(kind, id), None).await {
            Ok(api) => match api["tags"][DIGEST].as_str() {
                Some(digest) => Ok(Some(digest.to_owned())),
                None => Err(format!(
                    "there is an API {id} already, which was not made from a document; the tag {CUSTOM_ID} gives this one another id"
                )),
            },
            Err(Refused { status: StatusCode::NOT_FOUND, .. }) => Ok(None),
            Err(refused) => Err(told(refused)),
        }
    }

    /// Removes the API of the other kind that was made from the document when it defined one: both would have one id.
    async fn delete_other(&self, document: &Document) -> Result<(), String> {
        let (other, id) = (document.kind.other(), &document.id);
        if self.digest(other, id).await?.is_some() {
            self.delete(other, id).await?;
            tracing::info!(api = id, "the document defines another kind of API now, and the former one is deleted");
        }
        Ok(())
    }

    async fn delete(&self, kind: Kind, id: &str) -> Result<(), String> {
        self.call(Method::DELETE, &path(kind, id), None).await.map(drop).map_err(told)
    }

    async fn create(&self, document: &Document) -> Result<(), String> {
        let mut api = json!({ "name": document.name, "tags": { CUSTOM_ID: document.id, DIGEST: UNFINISHED } });
        if document.kind == Kind::Http {
            api["protocolType"] = json!("HTTP");
        }
        self.call(Method::POST, collection(document.kind), Some(api.to_string())).await.map(drop).map_err(told)
    }

    /// Gives the API the definition in the place of all that it had.
    async fn put(&self, document: &Document) -> Result<Vec<String>, String> {
        let path = path(document.kind, &document.id);
        let (target, body) = match document.kind {
            Kind::Rest => (format!("{path}?mode=overwrite"), document.definition.clone()),
            Kind::Http => (path, json!({ "body": document.definition }).to_string()),
        };
        let put = self.call(Method::PUT, &target, Some(body)).await.map_err(told)?;
        let warnings = put["warnings"].as_array().into_iter().flatten();
        Ok(warnings.filter_map(Value::as_str).map(str::to_owned).collect())
    }

    /// Deploys to the document's stage. That of an HTTP API deploys on its own once it is there.
    async fn deploy(&self, document: &Document) -> Result<(), String> {
        let path = path(document.kind, &document.id);
        let stages = format!("{path}/stages");
        let (target, body) = match document.kind {
            Kind::Rest => (format!("{path}/deployments"), json!({ "stageName": document.stage })),
            Kind::Http => match self.call(Method::GET, &format!("{stages}/{}", document.stage), None).await {
                Ok(_) => return Ok(()),
                Err(Refused { status: StatusCode::NOT_FOUND, .. }) => {
                    (stages, json!({ "stageName": document.stage, "autoDeploy": true }))
                }
                Err(refused) => return Err(told(refused)),
            },
        };
        self.call(Method::POST, &target, Some(body.to_string())).await.map(drop).map_err(told)
    }

    /// Takes note of the document, so that the next start leaves its API alone.
    async fn tag(&self, document: &Document) -> Result<(), String> {
        let (method, tags, kind) = match document.kind {
            Kind::Rest => (Method::PUT, "/tags", "restapis"),
            Kind::Http => (Method::POST, "/v2/tags", "apis"),
        };
        let arn = ResourceArn::new(self.region(), format!("/{kind}/{}", document.id)).to_string();
        let target = format!("{tags}/{}", utf8_percent_encode(&arn, NON_ALPHANUMERIC));
        let body = json!({ "tags": { DIGEST: document.digest } });
        self.call(method, &target, Some(body.to_string())).await.map(drop).map_err(told)
    }

    async fn call(&self, method: Method, target: &str, body: Option<String>) -> Result<Value, Refused> {
        let refused = |status, message: String| Refused { status, message };
        let request = Request::builder().method(method).uri(target).body(());
        let (parts, ()) = request.map_err(|error| refused(StatusCode::BAD_REQUEST, error.to_string()))?.into_parts();
        let answer = self.control.handle(self.caller.clone(), &parts, Bytes::from(body.unwrap_or_default())).await;
        let said: Value = serde_json::from_slice(answer.body()).unwrap_or_default();
        if answer.status().is_success() {
            Ok(said)
        } else {
            let message = said["message"].as_str().map_or_else(|| answer.status().to_string(), str::to_owned);
            Err(refused(answer.status(), message))
        }
    }
}

fn collection(kind: Kind) -> &'static str {
    match kind {
        Kind::Rest => "/restapis",
        Kind::Http => "/v2/apis",
    }
}

fn path(kind: Kind, id: &str) -> String {
    format!("{}/{id}", collection(kind))
}

fn told(refused: Refused) -> String {
    refused.message
}
