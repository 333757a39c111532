//! VPC links of REST APIs. Nothing is built for one here: the command line says what it leads to.

use emulator_api::codec::Doc;
use emulator_api::error::{AwsError, Result};
use emulator_api::patch::PatchOp::Replace;
use emulator_api::patch::{PatchRule, PatchValue, Refusals};
use serde_json::{Value, json};

use crate::control::call::{Scope, default, text};
use crate::control::kind::{Id, Kind, Then, nothing};

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

fn check(link: &Doc) -> Result<()> {
    if text(link, "name").is_empty() {
        return Err(AwsError::bad_request("Name cannot be empty"));
    }
    let arns = link.get("targetArns").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
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
