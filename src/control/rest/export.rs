//! `GetExport`: what a stage serves, as a definition.

use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, Result};
use serde_json::json;

use crate::control::call::{Read, entries, text};
use crate::control::openapi::definition::Version;
use crate::control::openapi::export::rest::{Export, Extensions, NoJsonModel};
use crate::control::openapi::export::{print, version_of};
use crate::control::rest::documentation;
use crate::control::rest::stage::STAGE;
use crate::control::{crud, publish};
use crate::store::path;

/// Answers the definition of what a stage serves.
pub(crate) async fn get(call: &mut Read, input: Input) -> Result<Output> {
    let members = &input.members;
    let kind = text(members, "exportType");
    let version = match kind {
        "oas30" => Version::OpenApi3,
        "swagger" => Version::Swagger2,
        _ => {
            return Err(AwsError::bad_request(format!("Invalid export type specified: {kind}. Valid options are oas30,swagger")));
        }
    };
    let wanted = entries(members, "parameters").find(|(name, _)| *name == "extensions").and_then(|(_, value)| value.as_str());
    let wanted = wanted.unwrap_or_default();
    // "`postman` will export the API with Postman extensions": the reference tells of it as a parameter, the guide as an extension.
    // Neither says what the extensions are.
    let is_postman = |name: &str| name.trim() == "postman";
    if wanted.split(',').any(is_postman) || entries(members, "parameters").any(|(name, _)| is_postman(name)) {
        return Err(AwsError::not_implemented("GetExport with Postman extensions"));
    }
    let stage = crud::find(&call.scope, &mut call.tx, &STAGE, members).await?;
    let at = STAGE.path(&call.scope, members);
    let api = crud::api_of(&at).unwrap_or_default();
    let deployment = path::join(&format!("{api}/deployments"), text(&stage, "deploymentId"));
    let snapshot = publish::snapshot(&mut call.tx, &deployment).await?;
    let shown = text(&stage, "documentationVersion");
    let parts: Vec<Doc> = match shown {
        "" => Vec::new(),
        version => documentation::parts_of(call, members, version).await?,
    };
    let export = Export {
        version,
        snapshot: &snapshot,
        api_id: text(members, "restApiId"),
        stage: text(members, "stageName"),
        region: &call.scope.caller.region,
        documented: Some((shown, parts.as_slice())).filter(|_| !shown.is_empty()),
        extensions: Extensions::named(wanted),
    };
    let definition = export.definition().map_err(|NoJsonModel { method, path }| {
        AwsError::bad_request(format!("Only found non-JSON body models for method '{method}' on resource at path '{path}'"))
    })?;
    let yaml = text(members, "accepts").contains("yaml");
    let name = format!("{kind}_{}.{}", version_of(snapshot.get("").unwrap_or(&Doc::new())), if yaml { "yaml" } else { "json" });
    // Recorded: test_export_swagger_openapi.
    let headers = Doc::from_iter([
        ("contentType".to_owned(), json!("application/octet-stream")),
        ("contentDisposition".to_owned(), json!(format!("attachment; filename=\"{name}\""))),
    ]);
    Ok(Output { members: headers, payload: Some(print(definition, yaml)?) })
}
