//! `ExportApi`: what an HTTP API is, or what a stage of it serves, as a definition.

use emulator_api::codec::{Input, Output};
use emulator_api::error::{AwsError, Result};
use serde_json::Value;

use crate::control::call::{Read, text};
use crate::control::openapi::export::{self, http::Export};
use crate::control::v2::api::API;
use crate::control::v2::stage::STAGE;
use crate::control::{crud, publish};
use crate::store::path;

/// Answers the definition of an API.
pub(crate) async fn get(call: &mut Read, input: Input) -> Result<Output> {
    let members = &input.members;
    let api = crud::find(&call.scope, &mut call.tx, &API, members).await?;
    if text(&api, "protocolType") != "HTTP" {
        return Err(AwsError::bad_request("Only APIs with protocol type HTTP can be exported"));
    }
    let invalid = |member: &str, value: &str, valid: &str| {
        Err(AwsError::bad_request(format!("Invalid {member} {value} specified. The only supported value is {valid}")))
    };
    let version = text(members, "exportVersion");
    if !matches!(version, "" | "1.0") {
        return invalid("exportVersion", version, "1.0");
    }
    let specification = text(members, "specification");
    if specification != "OAS30" {
        return invalid("specification", specification, "OAS30");
    }
    let output = text(members, "outputType");
    if !matches!(output, "JSON" | "YAML") {
        return invalid("outputType", output, "JSON or YAML");
    }
    let at = API.path(&call.scope, members);
    let stage = text(members, "stageName");
    let snapshot = if stage.is_empty() {
        publish::current(&mut call.tx, &at).await?
    } else {
        let stage = crud::find(&call.scope, &mut call.tx, &STAGE, members).await?;
        let deployment = path::join(&format!("{at}/deployments"), text(&stage, "deploymentId"));
        publish::snapshot(&mut call.tx, &deployment).await?
    };
    let export = Export {
        api: &api,
        snapshot: &snapshot,
        stage,
        region: &call.scope.caller.region,
        extensions: members.get("includeExtensions") != Some(&Value::Bool(false)),
    };
    let body = export::print(export.definition(), output == "YAML")?;
    Ok(Output { payload: Some(body), ..Output::default() })
}
