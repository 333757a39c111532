//! The pages of a portal product: its own, and those of REST endpoints.

use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, Result};
use emulator_api::patch::Refusals;
use serde_json::{Value, json};

use crate::control::call::{Read, Scope, Write, default, text};
use crate::control::crud;
use crate::control::kind::{Id, Kind, Then, fine};
use crate::control::v2::portal::{self, exactly_one_of};
use crate::control::v2::portal_product::{PORTAL_PRODUCT, require_own};
use crate::store::path;

/// A page that its owner writes.
pub(crate) static PRODUCT_PAGE: Kind = Kind {
    name: "ProductPage",
    collection: "/v2/portalproducts/{portalProductId}/productpages",
    key: "productPageId",
    id: Id::Made { member: "productPageId", length: 10 },
    orphan: Some(|scope, input| (PORTAL_PRODUCT.missing)(scope, input)),
    missing: |_, _| AwsError::not_found("Invalid ProductPage identifier specified").with_member("resourceType", "ProductPage"),
    taken: |_| AwsError::conflict("ProductPage already exists"),
    unique: None,
    defaults: |scope, page| default(page, "lastModified", scope.date()),
    check: fine,
    patch: &[],
    refusals: Refusals::Plain,
    view: |scope, page| {
        name_page(scope, page, "productpages", "productPage");
        let title = page.get("displayContent").and_then(|content| content.get("title")).cloned();
        page.insert("pageTitle".to_owned(), title.unwrap_or_default());
        portal::show(scope, page);
    },
    then: Then::Nothing,
};

/// The page of a method of a REST API.
pub(crate) static REST_ENDPOINT_PAGE: Kind = Kind {
    name: "ProductRestEndpointPage",
    collection: "/v2/portalproducts/{portalProductId}/productrestendpointpages",
    key: "productRestEndpointPageId",
    id: Id::Made { member: "productRestEndpointPageId", length: 10 },
    orphan: Some(|scope, input| (PORTAL_PRODUCT.missing)(scope, input)),
    missing: |_, _| {
        AwsError::not_found("Invalid ProductRestEndpointPage identifier specified")
            .with_member("resourceType", "ProductRestEndpointPage")
    },
    taken: |_| AwsError::conflict("ProductRestEndpointPage already exists"),
    unique: None,
    defaults: |scope, page| {
        default(page, "lastModified", scope.date());
        default(page, "status", "AVAILABLE");
        default(page, "tryItState", "DISABLED");
    },
    check: |page| {
        exactly_one_of(page, "displayContent", &["none", "overrides"])?;
        exactly_one_of(page, "restEndpointIdentifier", &["identifierParts"])
    },
    patch: &[],
    refusals: Refusals::Plain,
    view: |scope, page| {
        name_page(scope, page, "productrestendpointpages", "productRestEndpointPage");
        let mut content = Doc::from_iter([("endpoint".to_owned(), json!(endpoint(scope, page)))]);
        let overrides = page.get("displayContent").and_then(|content| content.get("overrides")).and_then(Value::as_object);
        content.extend(overrides.cloned().unwrap_or_default());
        for member in ["endpoint", "operationName"] {
            page.insert(member.to_owned(), content.get(member).cloned().unwrap_or_default());
        }
        page.insert("displayContent".to_owned(), Value::Object(content));
        portal::show(scope, page);
    },
    then: Then::Nothing,
};

/// Creates a page.
pub(crate) async fn create(call: &mut Write, input: Input) -> Result<Output> {
    create_page(call, &PRODUCT_PAGE, input).await
}

/// Answers a page.
pub(crate) async fn get(call: &mut Read, input: Input) -> Result<Output> {
    require_own(&call.scope, &input.members)?;
    crud::get(call, &PRODUCT_PAGE, input).await
}

/// Answers a page of pages.
pub(crate) async fn list(call: &mut Read, input: Input) -> Result<Output> {
    require_own(&call.scope, &input.members)?;
    crud::list(call, &PRODUCT_PAGE, input).await
}

/// Changes a page.
pub(crate) async fn update(call: &mut Write, input: Input) -> Result<Output> {
    update_page(call, &PRODUCT_PAGE, input).await
}

/// Creates the page of a method.
pub(crate) async fn create_rest_endpoint(call: &mut Write, input: Input) -> Result<Output> {
    crud::find(&call.scope, &mut call.tx, &PORTAL_PRODUCT, &input.members).await?;
    check_endpoint(call, &input.members).await?;
    check_try_it(call, &input.members)?;
    create_page(call, &REST_ENDPOINT_PAGE, input).await
}

/// Answers the page of a method.
pub(crate) async fn get_rest_endpoint(call: &mut Read, input: Input) -> Result<Output> {
    require_own(&call.scope, &input.members)?;
    if text(&input.members, "includeRawDisplayContent") == "true" {
        return Err(AwsError::not_implemented("The raw display content of a page (includeRawDisplayContent)"));
    }
    crud::get(call, &REST_ENDPOINT_PAGE, input).await
}

/// Answers a page of the pages of methods.
pub(crate) async fn list_rest_endpoints(call: &mut Read, input: Input) -> Result<Output> {
    require_own(&call.scope, &input.members)?;
    crud::list(call, &REST_ENDPOINT_PAGE, input).await
}

/// Changes the page of a method.
pub(crate) async fn update_rest_endpoint(call: &mut Write, input: Input) -> Result<Output> {
    crud::find(&call.scope, &mut call.tx, &REST_ENDPOINT_PAGE, &input.members).await?;
    check_try_it(call, &input.members)?;
    update_page(call, &REST_ENDPOINT_PAGE, input).await
}

fn check_try_it(call: &Write, given: &Doc) -> Result<()> {
    if text(given, "tryItState") != "ENABLED" {
        return Ok(());
    }
    let consequence = "nobody can try: portals are not built here";
    call.scope.not_emulated("«Try it» on a portal product's page (tryItState)", consequence)
}

/// A page keeps the id of its product, which its ARN has.
async fn create_page(call: &mut Write, kind: &Kind, input: Input) -> Result<Output> {
    let mut page = crud::body(call.scope.spec, &input.members);
    page.insert("portalProductId".to_owned(), json!(text(&input.members, "portalProductId")));
    let (_, page) = crud::insert(call, kind, &input.members, page).await?;
    Ok(crud::view(&call.scope, kind, page))
}

async fn update_page(call: &mut Write, kind: &Kind, input: Input) -> Result<Output> {
    let date = call.scope.date();
    crud::merge_with(call, kind, input, |_, page| {
        page.insert("lastModified".to_owned(), date);
        Ok(())
    })
    .await
}

/// Refuses the page of a method that is not there.
async fn check_endpoint(call: &mut Write, input: &Doc) -> Result<()> {
    let Some(parts) = identifier_parts(input) else { return Ok(()) };
    let refuse = |message: String| Err(AwsError::bad_request(message));
    let api = path::join(&format!("{}/restapis", call.scope.root()), text(parts, "restApiId"));
    if !call.tx.exists(&api).await? {
        return refuse("Invalid REST API identifier specified".to_owned());
    }
    if !call.tx.exists(&path::join(&format!("{api}/stages"), text(parts, "stage"))).await? {
        return refuse("Invalid stage identifier specified".to_owned());
    }
    let resources = call.tx.children(&format!("{api}/resources"), None, usize::MAX).await?;
    let resource = resources.iter().find(|resource| text(&resource.doc, "path") == text(parts, "path"));
    let method = resource.map(|resource| path::join(&format!("{}/methods", resource.path), text(parts, "method")));
    if !matches!(method, Some(at) if call.tx.exists(&at).await?) {
        return refuse(format!("Invalid method and path specified: {} {}", text(parts, "method"), text(parts, "path")));
    }
    Ok(())
}

fn identifier_parts(page: &Doc) -> Option<&Doc> {
    page.get("restEndpointIdentifier")?.get("identifierParts")?.as_object()
}

/// "By default, API Gateway uses the default execute API endpoint." (API reference, DisplayContentOverrides)
fn endpoint(scope: &Scope, page: &Doc) -> String {
    let part = |name| identifier_parts(page).map_or("", |parts| text(parts, name));
    format!("https://{}.execute-api.{}.amazonaws.com/{}", part("restApiId"), scope.caller.region, part("stage"))
}

/// Gives a page its ARN, which has the product's id.
fn name_page(scope: &Scope, page: &mut Doc, collection: &str, kind: &str) {
    let id = text(page, &format!("{kind}Id")).to_owned();
    let arn = scope.arn_with_account(&format!("/portalproducts/{}/{collection}/{id}", text(page, "portalProductId")));
    page.insert(format!("{kind}Arn"), json!(arn));
}
