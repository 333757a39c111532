//! VPC links of REST APIs. Nothing is built for one here: the command line says what it leads to.

use std::collections::BTreeSet;

use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, Result};
use emulator_api::patch::PatchOp::Replace;
use emulator_api::patch::{PatchRule, PatchValue, Refusals};
use serde_json::{Value, json};

use crate::control::call::{Scope, Write, default, text};
use crate::control::crud;
use crate::control::draft::Draft;
use crate::control::kind::{Id, Kind, Then, nothing};
use crate::runtime::{Api, Stages};

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
    let users = users(&call.scope, &link);
    if !users.is_empty() {
        return Err(AwsError::bad_request(format!(
            "Cannot delete vpc link. Vpc link '{link}', is referenced in [{}] in format of [RESTApiId:Method:Resource:Stage].",
            users.join(", ")
        )));
    }
    crud::delete(call, &VPC_LINK, input).await
}

/// The methods that stages of the account serve through a link, also where a stage variable names it, or only a canary does.
fn users(scope: &Scope, link: &str) -> Vec<String> {
    let runtime = scope.live.load();
    let is_here = |api: &Api| *api.account == *scope.caller.account && *api.region == *scope.caller.region;
    let mut users = BTreeSet::new();
    for api in runtime.apis().filter(|api| is_here(api)) {
        let Stages::Rest(stages) = &api.stages else { continue };
        for (name, stage) in stages.iter() {
            for resource in stage.releases().flat_map(|release| release.routes.resources()) {
                let verbs = resource.methods.iter().map(|(verb, method)| (verb.as_str(), method));
                let through = verbs.chain(resource.any.iter().map(|method| ("ANY", method)));
                let through = through.filter(|(_, method)| method.integration.vpc_link() == Some(link));
                users.extend(through.map(|(verb, _)| format!("{}:{verb}:{}:{name}", api.id, resource.id)));
            }
        }
    }
    users.into_iter().collect()
}

fn check(link: &Draft<'_>) -> Result<()> {
    if link.sets(&["name"]) && text(link, "name").is_empty() {
        return Err(AwsError::bad_request("Name cannot be empty"));
    }
    if !link.sets(&["targetArns"]) {
        return Ok(());
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
