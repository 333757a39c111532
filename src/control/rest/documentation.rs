//! Documentation of REST APIs: parts, and versions of them.

use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, Result};
use emulator_api::model::apigateway::Operation;
use emulator_api::patch::PatchOp::Replace;
use emulator_api::patch::{PatchRule, PatchValue, Refusals};
use emulator_api::validate::validate;
use serde_json::{Value, json};

use crate::control::call::{Read, Write, default, text};
use crate::control::crud;
use crate::control::kind::{Id, Kind, Then, fine, no_rest_api, nothing};
use crate::control::rest::stage::STAGE;
use crate::store::{StoreError, Stored, path};

/// A piece of documentation about a part of an API.
pub(crate) static PART: Kind = Kind {
    name: "DocumentationPart",
    collection: "/restapis/{restApiId}/documentation/parts",
    key: "documentationPartId",
    id: Id::Made { member: "id", length: 6 },
    orphan: Some(no_rest_api),
    missing: |_, _| AwsError::not_found("Invalid Documentation part identifier specified"),
    taken: |_| AwsError::conflict("Documentation part already exists"),
    unique: None,
    defaults: nothing,
    check: |part| {
        if part.sets(&["properties"]) && text(part, "properties").is_empty() {
            return Err(AwsError::bad_request("Documentation part properties must be non-empty"));
        }
        if part.sets(&["location"]) { check_location(part) } else { Ok(()) }
    },
    patch: &[PatchRule::new("/properties", &[Replace], PatchValue::String)],
    refusals: Refusals::ListsPaths,
    view: nothing,
    then: Then::Nothing,
};

/// A name for the documentation of a moment.
pub(crate) static VERSION: Kind = Kind {
    name: "DocumentationVersion",
    collection: "/restapis/{restApiId}/documentation/versions",
    key: "documentationVersion",
    id: Id::Given("version"),
    orphan: Some(no_rest_api),
    missing: |_, _| AwsError::not_found("Invalid Documentation version identifier specified"),
    taken: |_| AwsError::conflict("Documentation version already exists"),
    unique: None,
    defaults: |scope, version| default(version, "createdDate", scope.date()),
    check: fine,
    patch: &[PatchRule::new("/description", &[Replace], PatchValue::String)],
    refusals: Refusals::ListsPaths,
    view: nothing,
    then: Then::Nothing,
};

/// What a location of a type may say besides, as the API reference has it (DocumentationPartLocation).
fn fields_of(kind: &str) -> &'static [&'static str] {
    match kind {
        "AUTHORIZER" | "MODEL" => &["name"],
        "RESOURCE" => &["path"],
        "METHOD" => &["path", "method"],
        "PATH_PARAMETER" | "QUERY_PARAMETER" | "REQUEST_HEADER" | "REQUEST_BODY" => &["path", "method", "name"],
        "RESPONSE" | "RESPONSE_BODY" => &["path", "method", "statusCode"],
        "RESPONSE_HEADER" => &["path", "method", "statusCode", "name"],
        _ => &[],
    }
}

/// Refuses what a location of its type cannot say. AWS's words were seen of the whole API, by deploying it
/// (badmintoncryer/cdk-preflight, documentation-part-location).
fn check_location(part: &Doc) -> Result<()> {
    let Some(location) = part.get("location").and_then(Value::as_object) else { return Ok(()) };
    let kind = text(location, "type");
    let foreign: Vec<&str> =
        ["path", "method", "statusCode", "name"].into_iter().filter(|field| !fields_of(kind).contains(field)).collect();
    if foreign.iter().all(|field| text(location, field).is_empty()) {
        return Ok(());
    }
    let listed = match foreign.as_slice() {
        [others @ .., last] if !others.is_empty() => format!("{} or {last}", others.join(", ")),
        all => all.concat(),
    };
    Err(AwsError::bad_request(format!("[Location type: {kind} cannot have {listed} defined.]")))
}

/// Documents a part of an API that is not documented yet.
pub(crate) async fn create_part(call: &mut Write, input: Input) -> Result<Output> {
    let parts = crud::all(&call.scope, &mut call.tx, &PART, &input.members).await?;
    let location = input.members.get("location");
    if parts.iter().any(|part| part.doc.get("location") == location) {
        let kind = location.and_then(|location| location.get("type")).and_then(Value::as_str).unwrap_or("");
        return Err(AwsError::conflict(format!("Documentation part already exists for the specified location: type '{kind}'.")));
    }
    crud::create(call, &PART, input).await
}

/// Documents the parts of an API at the locations of `parts`, whose ids it gives. What is documented there already gets the
/// attributes that are new or different, and goes first of all when `overwrite` asks for it (developer guide, "Import API
/// documentation").
pub(crate) async fn put_parts(call: &mut Write, api: &str, parts: &[Doc], overwrite: bool) -> Result<Vec<String>> {
    let scoped = Doc::from_iter([("restApiId".to_owned(), json!(api))]);
    let mut known = crud::all(&call.scope, &mut call.tx, &PART, &scoped).await?;
    if overwrite {
        for part in known.drain(..) {
            call.tx.delete_tree(&part.path);
        }
    }
    let mut ids = Vec::new();
    for part in parts {
        validate(Operation::CreateDocumentationPart.spec(), &scoped.clone().into_iter().chain(part.clone()).collect())?;
        let (at, doc) = match known.iter().position(|known| known.doc.get("location") == part.get("location")) {
            None => crud::insert(call, &PART, &scoped, part.clone()).await?,
            Some(index) => {
                let Stored { path, mut doc } = known.swap_remove(index);
                doc.insert("properties".to_owned(), json!(merged(text(&doc, "properties"), text(part, "properties"))));
                (path.clone(), crud::overwrite(call, &PART, &path, doc).await?)
            }
        };
        ids.push(text(&doc, "id").to_owned());
        known.push(Stored { path: at, doc });
    }
    Ok(ids)
}

/// The attributes of both; of those that both have, the second's.
fn merged(known: &str, new: &str) -> String {
    match (serde_json::from_str(known), serde_json::from_str(new)) {
        (Ok(Value::Object(mut known)), Ok(Value::Object(new))) => {
            known.extend(new);
            Value::Object(known).to_string()
        }
        _ => new.to_owned(),
    }
}

/// Answers the parts at some locations, by the types of these (recorded: test_import_documentation_parts).
pub(crate) async fn list_parts(call: &mut Read, input: Input) -> Result<Output> {
    if text(&input.members, "locationStatus") == "UNDOCUMENTED" {
        return Err(AwsError::not_implemented("GetDocumentationParts of what is not documented (locationStatus)"));
    }
    let wanted = [("type", "type"), ("path", "path"), ("nameQuery", "name")]
        .map(|(parameter, member)| (member, text(&input.members, parameter).to_owned()));
    let is_asked_for = move |part: &Doc| {
        wanted.iter().all(|(member, value)| {
            value.is_empty()
                || part.get("location").and_then(|location| location.get(*member)).is_some_and(|found| found == value)
        })
    };
    crud::list_by(call, &PART, input, is_asked_for, place).await
}

/// What orders parts: the type of what they are about, and where that is.
fn place(part: &Doc) -> String {
    let location = part.get("location").and_then(Value::as_object);
    let field = |field| location.map_or("", |location| text(location, field));
    ["type", "path", "method", "statusCode", "name"].map(field).join("\n")
}

/// Deletes a part. Unlike elsewhere, a missing API is told as such.
pub(crate) async fn delete_part(call: &mut Write, input: Input) -> Result<Output> {
    if !call.tx.exists(path::parent(path::parent(&PART.collection(&call.scope, &input.members)))).await? {
        return Err(no_rest_api(&call.scope, &input.members));
    }
    crud::delete(call, &PART, input).await
}

/// Keeps the parts that there are as those of the version at a path.
async fn freeze(call: &mut Write, version: &str, input: &Doc) -> Result<()> {
    let parts: Vec<Doc> =
        crud::all(&call.scope, &mut call.tx, &PART, input).await?.into_iter().map(|stored| stored.doc).collect();
    let frozen = serde_json::to_string(&parts).map_err(|source| StoreError::Document { path: version.to_owned(), source })?;
    call.tx.put_snapshot(version, &frozen);
    Ok(())
}

/// The parts of a version: "a snapshot of the documentation" (API reference, CreateDocumentationVersion).
pub(crate) async fn parts_of(call: &mut Read, input: &Doc, version: &str) -> Result<Vec<Doc>> {
    let at = path::join(&VERSION.collection(&call.scope, input), version);
    let Some(frozen) = call.tx.snapshot(&at).await? else {
        // A version of before they were kept.
        let parts = crud::all(&call.scope, &mut call.tx, &PART, input).await?;
        return Ok(parts.into_iter().map(|stored| stored.doc).collect());
    };
    Ok(serde_json::from_str(&frozen).map_err(|source| StoreError::Document { path: at, source })?)
}

/// Names the documentation of this moment, and gives it to a stage when the request names one.
pub(crate) async fn create_version(call: &mut Write, input: Input) -> Result<Output> {
    let mut doc: Doc = [("version".to_owned(), json!(text(&input.members, "documentationVersion")))].into_iter().collect();
    if let Some(description) = input.members.get("description") {
        doc.insert("description".to_owned(), description.clone());
    }
    let (at, doc) = crud::insert(call, &VERSION, &input.members, doc).await?;
    freeze(call, &at, &input.members).await?;
    if !text(&input.members, "stageName").is_empty() {
        let mut stage = crud::find(&call.scope, &mut call.tx, &STAGE, &input.members).await?;
        stage.insert("documentationVersion".to_owned(), json!(text(&doc, "version")));
        crud::replace(call, &STAGE, &input.members, &stage).await?;
    }
    Ok(Output::from(doc))
}
