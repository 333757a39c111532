//! `GetSdk`: a client library of what a stage serves, as an archive; and `GetSdkTypes`, which tells what there is of them.

mod archive;
mod java;
mod javascript;
mod kinds;
mod methods;
mod writing;

use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, Result};
use serde_json::{Map, Value, json};

use self::archive::Archive;
use self::kinds::{Parameters, SDK_TYPES, SdkType};
use self::methods::{Method, of_snapshot};
use crate::compile::Snapshot;
use crate::control::call::{Read, entries, text};
use crate::control::rest::stage::STAGE;
use crate::control::{crud, paging, publish};
use crate::store::path;

/// What a library is made of.
struct Served<'s> {
    /// The API's name.
    api_name: &'s str,
    /// The stage's name.
    stage: &'s str,
    /// Where the stage is called: the address by which the emulator was asked for the library.
    invoke_url: String,
    region: &'s str,
    methods: Vec<Method>,
    /// The schemas of its models, by name.
    models: Map<String, Value>,
}

/// Answers the types of libraries.
pub(crate) async fn list_types(call: &mut Read, input: Input) -> Result<Output> {
    let shown = SDK_TYPES.iter().map(|kind| (kind.id.to_owned(), kind.shown()));
    paging::page(call.scope.spec, &input.members, shown)
}

/// Answers a type of library.
pub(crate) async fn get_type(_: &mut Read, input: Input) -> Result<Output> {
    let kind = SdkType::named(text(&input.members, "id"));
    let kind = kind.ok_or_else(|| AwsError::not_found("Invalid SDK type identifier specified"))?;
    Ok(Output::from(kind.shown()))
}

/// Makes a library.
pub(crate) async fn get(call: &mut Read, input: Input) -> Result<Output> {
    let members = &input.members;
    let stage = crud::find(&call.scope, &mut call.tx, &STAGE, members).await?;
    let id = text(members, "sdkType");
    let kind = SdkType::named(id).ok_or_else(|| AwsError::bad_request(format!("Invalid SDK type specified: {id}")))?;
    let parameters = entries(members, "parameters").filter_map(|(name, value)| Some((name.as_str(), value.as_str()?)));
    let parameters = kind.parameters(parameters)?;

    let at = STAGE.path(&call.scope, members);
    let deployments = format!("{}/deployments", crud::api_of(&at).unwrap_or_default());
    let snapshot = publish::snapshot(&mut call.tx, &path::join(&deployments, text(&stage, "deploymentId"))).await?;
    let (api_id, name) = (text(members, "restApiId"), text(members, "stageName"));
    let host = call.scope.caller.host.as_deref();
    let host = host.ok_or_else(|| AwsError::bad_request("The request has no Host, so the SDK cannot tell where to call"))?;
    let (stage, region) = (name.to_owned(), call.scope.caller.region.clone());
    let invoke_url = format!("http://{host}/_aws/execute-api/{api_id}/{name}");
    // A large library takes a while, which is not that of a thread that answers requests.
    let writing = tokio::task::spawn_blocking(move || {
        let served = Served {
            api_name: snapshot.get("").map_or("", |api| text(api, "name")),
            stage: &stage,
            invoke_url,
            region: &region,
            methods: of_snapshot(&snapshot),
            models: schemas(&snapshot),
        };
        written(kind, &served, &parameters)
    });
    let archive = writing.await.unwrap_or_else(|error| {
        tracing::error!(%error, "writing a library broke down");
        Err(AwsError::internal_failure("Internal failure"))
    })?;
    // The AWS CLI's reference shows `android_2016-02-22_23-52Z.zip`.
    let name = format!("{id}_{}.zip", call.scope.now.in_file_names());
    let headers = Doc::from_iter([
        ("contentType".to_owned(), json!("application/octet-stream")),
        ("contentDisposition".to_owned(), json!(format!("attachment; filename=\"{name}\""))),
    ]);
    Ok(Output { members: headers, payload: Some(archive.into()) })
}

/// The archive of a library.
fn written(kind: &SdkType, served: &Served<'_>, parameters: &Parameters) -> Result<Vec<u8>> {
    let mut archive = Archive::default();
    match kind.id {
        "javascript" => javascript::write(served, &mut archive),
        "java" => java::write(served, parameters, &mut archive)?,
        id => return Err(AwsError::not_implemented(format!("GetSdk of the type {id}"))),
    }
    archive.finish().map_err(|error| AwsError::internal_failure(error.to_string()))
}

fn schemas(snapshot: &Snapshot) -> Map<String, Value> {
    let models = snapshot.children("/models").filter(|(_, model)| text(model, "contentType") == "application/json");
    models.filter_map(|(name, model)| Some((name.to_owned(), serde_json::from_str(text(model, "schema")).ok()?))).collect()
}
