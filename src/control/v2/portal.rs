//! Portals: what they are told is kept and goes through its life cycle; the sites themselves are not built here, and who asks for
//! one is told so (developer guide, "API Gateway portals").

use emulator_api::arn::ResourceArn;
use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, Result};
use emulator_api::model::{Shape, Structure};
use emulator_api::patch::Refusals;
use serde_json::{Value, json};

use crate::control::call::{Scope, Write, default, text};
use crate::control::crud;
use crate::control::domain::hosted_zone;
use crate::control::draft::Draft;
use crate::control::kind::{Id, Kind, Then};
use crate::control::v2::portal_product::PORTAL_PRODUCT;
use crate::store::path;

/// A portal.
pub(crate) static PORTAL: Kind = Kind {
    name: "Portal",
    collection: "/v2/portals",
    key: "portalId",
    id: Id::Made { member: "portalId", length: 10 },
    orphan: None,
    missing: |_, _| AwsError::not_found("Invalid Portal identifier specified").with_member("resourceType", "Portal"),
    taken: |_| AwsError::conflict("Portal already exists"),
    unique: None,
    defaults: |scope, portal| {
        default(portal, "includedPortalProductArns", json!([]));
        default(portal, "lastModified", scope.date());
        // "When you create a portal, its publish status is Disabled."
        default(portal, "publishStatus", DISABLED);
        default(portal, "tags", json!({}));
    },
    check: |portal| {
        exactly_one_of(portal, "authorization", &["cognitoConfig", "none"])?;
        exactly_one_of(portal, "endpointConfiguration", &["acmManaged", "none"])
    },
    patch: &[],
    refusals: Refusals::Plain,
    view,
    then: Then::Nothing,
};

const DISABLED: &str = "DISABLED";

/// Creates a portal.
pub(crate) async fn create(call: &mut Write, input: Input) -> Result<Output> {
    let mut portal = crud::body(call.scope.spec, &input.members);
    check_products(call, &portal).await?;
    note_logo(&call.scope, &mut portal)?;
    check_own_domain(&call.scope, &portal)?;
    let (_, portal) = crud::insert(call, &PORTAL, &input.members, portal).await?;
    Ok(crud::view(&call.scope, &PORTAL, portal))
}

/// Changes a portal; its site would change when it is published again.
pub(crate) async fn update(call: &mut Write, input: Input) -> Result<Output> {
    crud::find(&call.scope, &mut call.tx, &PORTAL, &input.members).await?;
    check_products(call, &input.members).await?;
    let scope = call.scope.clone();
    let [has_new_logo, has_new_endpoint] = ["logoUri", "endpointConfiguration"].map(|member| input.members.contains_key(member));
    crud::merge_with(call, &PORTAL, input, |_, portal| {
        portal.insert("lastModified".to_owned(), scope.date());
        if has_new_logo {
            note_logo(&scope, portal)?;
        }
        if has_new_endpoint {
            check_own_domain(&scope, portal)?;
        }
        Ok(())
    })
    .await
}

/// Publishes a portal.
pub(crate) async fn publish(call: &mut Write, input: Input) -> Result<Output> {
    let mut portal = crud::find(&call.scope, &mut call.tx, &PORTAL, &input.members).await?;
    check_products(call, &portal).await?;
    portal.insert("publishStatus".to_owned(), json!("PUBLISHED"));
    portal.insert("lastPublished".to_owned(), call.scope.date());
    match input.members.get("description") {
        Some(description) => portal.insert("lastPublishedDescription".to_owned(), description.clone()),
        None => portal.shift_remove("lastPublishedDescription"),
    };
    check_site(&call.scope, "The site of a portal that is published")?;
    crud::replace(call, &PORTAL, &input.members, &portal).await?;
    Ok(Output::default())
}

/// Makes a preview of a portal.
pub(crate) async fn preview(call: &mut Write, input: Input) -> Result<Output> {
    let mut portal = crud::find(&call.scope, &mut call.tx, &PORTAL, &input.members).await?;
    check_products(call, &portal).await?;
    let url = format!("https://{}", default_domain(&call.scope, &portal));
    portal.insert("preview".to_owned(), json!({"previewStatus": "PREVIEW_READY", "previewUrl": url}));
    check_site(&call.scope, "The site of a portal that is previewed")?;
    crud::replace(call, &PORTAL, &input.members, &portal).await?;
    Ok(Output::default())
}

/// Takes a portal from its readers.
pub(crate) async fn disable(call: &mut Write, input: Input) -> Result<Output> {
    let mut portal = crud::find(&call.scope, &mut call.tx, &PORTAL, &input.members).await?;
    portal.insert("publishStatus".to_owned(), json!(DISABLED));
    crud::replace(call, &PORTAL, &input.members, &portal).await?;
    Ok(Output::default())
}

/// Deletes a portal: "you must disable it first". That there is none is no error of this operation in the service's model.
pub(crate) async fn delete(call: &mut Write, input: Input) -> Result<Output> {
    let Some(portal) = call.tx.get(&PORTAL.path(&call.scope, &input.members)).await? else { return Ok(Output::default()) };
    if text(&portal, "publishStatus") != DISABLED {
        return Err(AwsError::bad_request("Portal must be disabled before it can be deleted"));
    }
    crud::delete(call, &PORTAL, input).await
}

/// Refuses products that are not there, or are another account's, which only AWS RAM could share.
async fn check_products(call: &mut Write, portal: &Doc) -> Result<()> {
    let arns = portal.get("includedPortalProductArns").and_then(Value::as_array).cloned().unwrap_or_default();
    for arn in arns.iter().filter_map(Value::as_str) {
        let invalid = || AwsError::bad_request(format!("Invalid portal product ARN specified: {arn}"));
        let named: ResourceArn = arn.parse().map_err(|_| invalid())?;
        let segments: Vec<&str> = named.segments().collect();
        let ["portalproducts", id] = *segments else { return Err(invalid()) };
        if named.account != call.scope.caller.account {
            return Err(AwsError::not_implemented(format!("A portal product that another account shares ({arn})")));
        }
        let members = Doc::from_iter([("portalProductId".to_owned(), json!(id))]);
        let is_here = named.region == call.scope.caller.region;
        if !is_here || !call.tx.exists(&PORTAL_PRODUCT.path(&call.scope, &members)).await? {
            return Err(invalid());
        }
    }
    Ok(())
}

fn note_logo(scope: &Scope, portal: &mut Doc) -> Result<()> {
    if text(portal, "logoUri").is_empty() {
        return Ok(());
    }
    scope.not_emulated("The logo of a portal (logoUri)", "it is noted and not fetched: portals are not built here")?;
    let theme = portal.get_mut("portalContent").and_then(|content| content.get_mut("theme")).and_then(Value::as_object_mut);
    if let Some(theme) = theme {
        theme.insert("logoLastUploaded".to_owned(), scope.date());
    }
    Ok(())
}

/// What the emulator gets for such a name it takes as it takes any host that no API has.
fn check_own_domain(scope: &Scope, portal: &Doc) -> Result<()> {
    let own = portal.get("endpointConfiguration").and_then(|configuration| configuration.get("acmManaged"));
    let Some(own) = own.and_then(Value::as_object) else { return Ok(()) };
    let what = format!("The domain name {} of a portal (acmManaged)", text(own, "domainName"));
    scope.not_emulated(&what, "it is noted and nothing answers there: portals are not built here")
}

fn check_site(scope: &Scope, what: &str) -> Result<()> {
    scope.not_emulated(what, "it is not built here, requests for it are answered 501")
}

/// The host of a portal's site (developer guide, "Create a portal in API Gateway").
fn default_domain(scope: &Scope, portal: &Doc) -> String {
    format!("p-{}.apigw-portal.{}.on.aws", text(portal, "portalId"), scope.caller.region)
}

fn view(scope: &Scope, portal: &mut Doc) {
    let mut endpoint = Doc::from_iter([
        ("portalDefaultDomainName".to_owned(), json!(default_domain(scope, portal))),
        ("portalDomainHostedZoneId".to_owned(), json!(hosted_zone::CLOUD_FRONT)),
    ]);
    let own = portal.get("endpointConfiguration").and_then(|configuration| configuration.get("acmManaged"));
    endpoint.extend(own.and_then(Value::as_object).cloned().unwrap_or_default());
    portal.insert("endpointConfiguration".to_owned(), Value::Object(endpoint));
    let arn = scope.arn_with_account(&format!("/portals/{}", text(portal, "portalId")));
    portal.insert("portalArn".to_owned(), json!(arn));
    show(scope, portal);
}

/// Leaves of a document what the operation shows of it: all, or what its list does.
pub(super) fn show(scope: &Scope, doc: &mut Doc) {
    let Some(output) = scope.spec.output else { return };
    let items = output.member("items").map(|items| items.shape);
    let shown: &Structure = match items {
        Some(Shape::List(list)) => match list.member {
            Shape::Structure(item) => item,
            _ => output,
        },
        _ => output,
    };
    doc.retain(|member, _| shown.member(member).is_some());
}

/// Refuses a union in which not one member is set.
pub(super) fn exactly_one_of(doc: &Draft<'_>, union: &str, members: &[&str]) -> Result<()> {
    let Some(given) = doc.get(union).and_then(Value::as_object) else { return Ok(()) };
    let set = members.iter().filter(|member| given.get(**member).is_some_and(|value| !value.is_null())).count();
    if set == 1 || !doc.sets(&[union]) {
        return Ok(());
    }
    Err(AwsError::bad_request(format!("Exactly one of {} must be specified in {union}", members.join(", "))))
}

/// The id in the last part of a path.
pub(super) fn id_of(at: &str) -> String {
    path::last(at).into_owned()
}
