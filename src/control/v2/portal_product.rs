//! Portal products, their order of pages and their sharing policies (developer guide, "Portal products in API Gateway").

use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, Result};
use emulator_api::patch::Refusals;
use serde_json::{Value, json};

use crate::control::call::{Read, Scope, Write, default, text};
use crate::control::crud;
use crate::control::kind::{Id, Kind, Then, fine};
use crate::control::v2::portal::{self, PORTAL};
use crate::control::v2::product_page::{PRODUCT_PAGE, REST_ENDPOINT_PAGE};
use crate::store::path;

/// A portal product.
pub(crate) static PORTAL_PRODUCT: Kind = Kind {
    name: "PortalProduct",
    collection: "/v2/portalproducts",
    key: "portalProductId",
    id: Id::Made { member: "portalProductId", length: 10 },
    orphan: None,
    missing: |_, _| missing(),
    taken: |_| AwsError::conflict("PortalProduct already exists"),
    unique: None,
    defaults: |scope, product| {
        default(product, "description", "");
        default(product, "lastModified", scope.date());
        default(product, "tags", json!({}));
    },
    check: fine,
    patch: &[],
    refusals: Refusals::Plain,
    view: |scope, product| {
        product.insert("portalProductArn".to_owned(), json!(arn(scope, text(product, "portalProductId"))));
        portal::show(scope, product);
    },
    then: Then::Nothing,
};

/// The name in the store of whom a product's owner lets have it in their portals.
const SHARING_POLICY: &str = "PortalProductSharingPolicy";

fn no_policy() -> AwsError {
    AwsError::not_found("No sharing policy found for the portal product").with_member("resourceType", SHARING_POLICY)
}

fn missing() -> AwsError {
    AwsError::not_found("Invalid PortalProduct identifier specified").with_member("resourceType", "PortalProduct")
}

/// Refuses to look at another account's product, which only AWS RAM could share.
pub(super) fn require_own(scope: &Scope, input: &Doc) -> Result<()> {
    match text(input, "resourceOwnerAccountId") {
        "" => Ok(()),
        account if account == scope.caller.account => Ok(()),
        account => Err(AwsError::not_implemented(format!("A portal product that account {account} shares"))),
    }
}

/// Answers a product.
pub(crate) async fn get(call: &mut Read, input: Input) -> Result<Output> {
    require_own(&call.scope, &input.members)?;
    crud::get(call, &PORTAL_PRODUCT, input).await
}

/// Answers a page of products: one's own, or those that others share, of which there are none here.
pub(crate) async fn list(call: &mut Read, input: Input) -> Result<Output> {
    match text(&input.members, "resourceOwner") {
        "" | "SELF" => crud::list(call, &PORTAL_PRODUCT, input).await,
        "OTHER_ACCOUNTS" => Ok(Output::from(Doc::from_iter([("items".to_owned(), json!([]))]))),
        other => Err(AwsError::bad_request(format!("Invalid resourceOwner specified: {other}"))),
    }
}

/// Changes a product.
pub(crate) async fn update(call: &mut Write, input: Input) -> Result<Output> {
    if let Some(order) = input.members.get("displayOrder").and_then(Value::as_object) {
        crud::find(&call.scope, &mut call.tx, &PORTAL_PRODUCT, &input.members).await?;
        check_order(call, &input.members, order).await?;
    }
    let date = call.scope.date();
    crud::merge_with(call, &PORTAL_PRODUCT, input, |_, product| {
        product.insert("lastModified".to_owned(), date);
        Ok(())
    })
    .await
}

/// Deletes a product, unless a portal has it.
pub(crate) async fn delete(call: &mut Write, input: Input) -> Result<Output> {
    let arn = arn(&call.scope, text(&input.members, "portalProductId"));
    let portals = call.tx.children(&PORTAL.collection(&call.scope, &input.members), None, usize::MAX).await?;
    let includes = |portal: &Doc| {
        portal
            .get("includedPortalProductArns")
            .and_then(Value::as_array)
            .is_some_and(|arns| arns.iter().any(|known| *known == arn))
    };
    if let Some(portal) = portals.iter().find(|portal| includes(&portal.doc)) {
        return Err(AwsError::bad_request(format!(
            "Cannot delete PortalProduct, it is included in Portal {}",
            portal::id_of(&portal.path)
        )));
    }
    crud::delete(call, &PORTAL_PRODUCT, input).await
}

/// Sets whom a product is shared with.
pub(crate) async fn put_policy(call: &mut Write, input: Input) -> Result<Output> {
    crud::find(&call.scope, &mut call.tx, &PORTAL_PRODUCT, &input.members).await?;
    let document = text(&input.members, "policyDocument");
    if !serde_json::from_str::<Value>(document).is_ok_and(|policy| policy.get("Statement").is_some()) {
        return Err(AwsError::bad_request(
            "Invalid policy document. Please check the policy syntax and ensure that Principals are valid.",
        ));
    }
    let consequence = "it is kept and shown, and no account sees another's products here";
    call.scope.not_emulated("The sharing policy of a portal product", consequence)?;
    let policy = Doc::from_iter([
        ("policyDocument".to_owned(), json!(document)),
        ("portalProductId".to_owned(), json!(text(&input.members, "portalProductId"))),
    ]);
    call.tx.upsert(&policy_path(&call.scope, &input.members), SHARING_POLICY, &policy)?;
    Ok(Output::default())
}

/// Answers whom a product is shared with.
pub(crate) async fn get_policy(call: &mut Read, input: Input) -> Result<Output> {
    crud::find(&call.scope, &mut call.tx, &PORTAL_PRODUCT, &input.members).await?;
    let policy = call.tx.get(&policy_path(&call.scope, &input.members)).await?;
    policy.map(Output::from).ok_or_else(no_policy)
}

/// Shares a product with nobody.
pub(crate) async fn delete_policy(call: &mut Write, input: Input) -> Result<Output> {
    crud::find(&call.scope, &mut call.tx, &PORTAL_PRODUCT, &input.members).await?;
    if !call.tx.delete_existing(&policy_path(&call.scope, &input.members)).await? {
        return Err(no_policy());
    }
    Ok(Output::default())
}

fn policy_path(scope: &Scope, input: &Doc) -> String {
    format!("{}/sharingpolicy", PORTAL_PRODUCT.path(scope, input))
}

/// Refuses an order of pages that the product does not have.
async fn check_order(call: &mut Write, input: &Doc, order: &Doc) -> Result<()> {
    let texts = |doc: &Doc, member: &str| -> Vec<String> {
        let list = doc.get(member).and_then(Value::as_array).into_iter().flatten();
        list.filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let mut pages = texts(order, "productPageArns");
    pages.extend(order.get("overviewPageArn").and_then(Value::as_str).map(str::to_owned));
    let sections = order.get("contents").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object);
    let endpoints: Vec<String> = sections.flat_map(|section| texts(section, "productRestEndpointPageArns")).collect();
    for (kind, arns) in [(&PRODUCT_PAGE, pages), (&REST_ENDPOINT_PAGE, endpoints)] {
        let collection = kind.collection(&call.scope, input);
        let start = arn(&call.scope, &format!("{}/{}/", text(input, "portalProductId"), path::last(&collection)));
        for arn in arns {
            let at = arn.strip_prefix(&start).map(|id| path::join(&collection, id));
            if !matches!(at, Some(at) if call.tx.exists(&at).await?) {
                return Err(AwsError::bad_request(format!("Invalid page ARN specified in displayOrder: {arn}")));
            }
        }
    }
    Ok(())
}

fn arn(scope: &Scope, id: &str) -> String {
    scope.arn_with_account(&format!("/portalproducts/{id}"))
}
