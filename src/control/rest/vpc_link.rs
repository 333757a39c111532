//! VPC links of REST APIs. Nothing is built for one here: the command line says what it leads to.

use std::sync::Arc;

use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, Result};
use emulator_api::patch::PatchOp::Replace;
use emulator_api::patch::{PatchRule, PatchValue, Refusals};
use serde_json::{Value, json};

use crate::control::call::{Scope, Write, default, text};
use crate::control::kind::{Id, Kind, Then, nothing};
use crate::control::{crud, publish};
use crate::runtime::{Api, Stages};
use crate::store::path;

/// A VPC link.
pub(crate) static VPC_LINK: Kind = Kind {
    name: "VpcLink",
    collection: "/vpclinks",
    key: "vpcLinkId",
    id: Id::Made { member: "id", length: 6 },
    orphan: None,
    missing: |_, _| AwsError::not_found("Invalid Vpc Link identifier specified"),
    taken: |_| AwsError::conflict("Vpc Link already exists"),
    unique: None,
    defaults: nothing,
    check,
    patch: &[
        PatchRule::new("/name", &[Replace], PatchValue::String),
        PatchRule::new("/description", &[Replace], PatchValue::String),
    ],
    refusals: Refusals::ListsPaths,
    view,
    then: Then::Nothing,
};

/// Deletes a link that no stage serves an integration with. (The wording was seen by users of klotho, 202.)
pub(crate) async fn delete(call: &mut Write, input: Input) -> Result<Output> {
    let link = text(&input.members, "vpcLinkId").to_owned();
    let users = users(call, &link).await?;
    if !users.is_empty() {
        return Err(AwsError::bad_request(format!(
            "Cannot delete vpc link. Vpc link '{link}', is referenced in [{}] in format of [RESTApiId:Method:Resource:Stage].",
            users.join(", ")
        )));
    }
    crud::delete(call, &VPC_LINK, input).await
}

/// The methods that stages of the account serve through a link.
async fn users(call: &mut Write, link: &str) -> Result<Vec<String>> {
    let runtime = Arc::clone(&call.scope.live.load());
    let (account, region) = (call.scope.caller.account.clone(), call.scope.caller.region.clone());
    let is_here = |api: &Api| *api.account == *account && *api.region == *region;
    let is_served = |api: &Api| matches!(&api.stages, Stages::Rest(stages) if !stages.is_empty());
    let mut users = Vec::new();
    for api in runtime.apis().filter(|api| is_here(api) && is_served(api)) {
        let at = path::join(&format!("{}/restapis", call.scope.root()), &api.id);
        for stage in call.tx.children(&format!("{at}/stages"), None, usize::MAX).await? {
            let deployment = path::join(&format!("{at}/deployments"), text(&stage.doc, "deploymentId"));
            let frozen = publish::snapshot(&mut call.tx, &deployment).await?;
            for (resource, _) in frozen.children("/resources") {
                for (method, _) in frozen.children(&format!("/resources/{resource}/methods")) {
                    let integration = frozen.get(&format!("/resources/{resource}/methods/{method}/integration"));
                    if integration.is_some_and(|integration| text(integration, "connectionId") == link) {
                        users.push(format!("{}:{method}:{resource}:{}", api.id, text(&stage.doc, "stageName")));
                    }
                }
            }
        }
    }
    Ok(users)
}

fn check(link: &Doc) -> Result<()> {
    if text(link, "name").is_empty() {
        return Err(AwsError::bad_request("Name cannot be empty"));
    }
    let arns = link.get("targetArns").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    if arns.len() > 1 {
        // Seen in terraform-provider-aws, 2512.
        return Err(AwsError::bad_request("More than one target arn specified for vpc link."));
    }
    match arns.iter().filter_map(Value::as_str).find(|arn| !arn.starts_with("arn:") || arn.split(':').count() < 6) {
        Some(wrong) => Err(AwsError::bad_request(format!("Invalid ARN. ARN is not well formed {wrong}"))),
        None => Ok(()),
    }
}

/// Pending in the answer to its creation, available ever after; recorded: TestApiGatewayVpcLink, test_vpc_link_lifecycle.
fn view(scope: &Scope, link: &mut Doc) {
    if scope.spec.name == "CreateVpcLink" {
        default(link, "status", "PENDING");
        return;
    }
    default(link, "status", "AVAILABLE");
    default(link, "statusMessage", "Your vpc link is ready for use");
    if scope.spec.name != "GetVpcLinks" {
        default(link, "tags", json!({}));
    }
}
