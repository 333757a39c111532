//! What serves the paths of a custom domain name: base path mappings of the first API, API mappings of the second.

use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, Result};
use emulator_api::patch::PatchOp::Replace;
use emulator_api::patch::{self, PatchOperation, PatchRule, PatchValue, Refusals, Target};
use serde_json::{Value, json};

use crate::compile::domain::may_have_mappings;
use crate::control::call::{Effect, Read, Scope, Write, text};
use crate::control::domain::{name, private};
use crate::control::draft::Draft;
use crate::control::kind::{Id, Kind, Then, fine, nothing};
use crate::control::quota::Quota;
use crate::control::{crud, paging};
use crate::store::{Extent, Reading, Stored, path};

/// A mapping, as the second API has it.
pub(crate) static API_MAPPING: Kind = Kind {
    name: "ApiMapping",
    collection: "/domainnames/{domainName}/mappings",
    key: "apiMappingId",
    id: Id::Made { member: "apiMappingId", length: 6 },
    orphan: Some(|_, _| name::missing()),
    missing: |_, _| AwsError::not_found("Invalid ApiMapping identifier specified").with_member("resourceType", "ApiMapping"),
    taken: |_| taken(),
    unique: None,
    defaults: nothing,
    check: fine,
    patch: &[],
    refusals: Refusals::Plain,
    view: nothing,
    then: Then::Nothing,
};

/// The first API's name of the mapping for all paths.
const ALL_PATHS: &str = "(none)";

/// What UpdateBasePathMapping accepts (API reference, "Patch operations", which writes `/basepath`; the CLI's examples and
/// Terraform's provider send `/basePath`).
pub(crate) const PATCH: &[PatchRule] = &[
    PatchRule::new("/basePath", &[Replace], PatchValue::String),
    PatchRule::new("/basepath", &[Replace], PatchValue::String).target(Target::At(&["basePath"])),
    PatchRule::new("/restapiId", &[Replace], PatchValue::String),
    PatchRule::new("/stage", &[Replace], PatchValue::String),
];

fn taken() -> AwsError {
    AwsError::conflict("Base path already exists for this domain name")
}

fn missing() -> AwsError {
    AwsError::not_found("Invalid base path mapping identifier specified")
}

/// Maps a base path to a REST API.
pub(crate) async fn create(call: &mut Write, input: Input) -> Result<Output> {
    private::require_named(&call.scope, &mut call.tx, &input.members).await?;
    let members = &input.members;
    let mut doc = Doc::from_iter([
        ("apiId".to_owned(), json!(text(members, "restApiId"))),
        ("apiMappingKey".to_owned(), json!(key_of(text(members, "basePath")))),
    ]);
    let stage = text(members, "stage");
    if !matches!(stage, "" | ALL_PATHS) {
        doc.insert("stage".to_owned(), json!(stage));
    }
    check_base_path(text(&doc, "apiMappingKey"))?;
    if call.tx.exists(&name::DOMAIN_NAME.path(&call.scope, members)).await? {
        require_rest_apis(call, members, text(&doc, "apiId")).await?;
    }
    let doc = insert(call, members, doc).await?;
    Ok(Output::from(base_path_mapping(&doc)))
}

/// Answers a base path mapping.
pub(crate) async fn get(call: &mut Read, input: Input) -> Result<Output> {
    private::require_named(&call.scope, &mut call.tx, &input.members).await?;
    let stored = find(&call.scope, &mut call.tx, &input.members).await?;
    Ok(Output::from(base_path_mapping(&stored.doc)))
}

/// Answers the base path mappings of a name. Those with several segments are the second API's alone.
pub(crate) async fn list(call: &mut Read, input: Input) -> Result<Output> {
    private::require_named(&call.scope, &mut call.tx, &input.members).await?;
    let stored = crud::all(&call.scope, &mut call.tx, &API_MAPPING, &input.members).await?;
    let shown = stored.iter().filter(|stored| !text(&stored.doc, "apiMappingKey").contains('/'));
    let mut shown: Vec<(String, Doc)> =
        shown.map(|stored| (text(&stored.doc, "apiMappingKey").to_owned(), base_path_mapping(&stored.doc))).collect();
    shown.sort_by(|(one, _), (other, _)| one.cmp(other));
    paging::page(call.scope.spec, &input.members, shown)
}

/// Changes a base path mapping.
pub(crate) async fn update(call: &mut Write, input: Input) -> Result<Output> {
    private::require_named(&call.scope, &mut call.tx, &input.members).await?;
    let stored = find(&call.scope, &mut call.tx, &input.members).await?;
    let mut shown = Doc::from_iter([
        ("basePath".to_owned(), json!(text(&stored.doc, "apiMappingKey"))),
        ("restapiId".to_owned(), json!(text(&stored.doc, "apiId"))),
        ("stage".to_owned(), json!(text(&stored.doc, "stage"))),
    ]);
    patch::apply_as(Refusals::ListsPaths, PATCH, &mut shown, &PatchOperation::read(&input.members)?)?;
    let mut doc = stored.doc.clone();
    doc.insert("apiMappingKey".to_owned(), json!(key_of(text(&shown, "basePath"))));
    doc.insert("apiId".to_owned(), json!(text(&shown, "restapiId")));
    match text(&shown, "stage") {
        "" | ALL_PATHS => drop(doc.shift_remove("stage")),
        stage => drop(doc.insert("stage".to_owned(), json!(stage))),
    }
    check_base_path(text(&doc, "apiMappingKey"))?;
    let draft = Draft::of(&stored.doc, &doc);
    if draft.sets(&["apiId"]) {
        require_rest_apis(call, &input.members, text(&doc, "apiId")).await?;
    }
    check(call, &input.members, &draft).await?;
    put(call, &stored.path, &doc).await?;
    Ok(Output::from(base_path_mapping(&doc)))
}

/// Deletes a base path mapping.
pub(crate) async fn delete(call: &mut Write, input: Input) -> Result<Output> {
    private::require_named(&call.scope, &mut call.tx, &input.members).await?;
    let stored = find(&call.scope, &mut call.tx, &input.members).await?;
    call.tx.delete_tree(&stored.path);
    call.then(Effect::PublishDomain(domain_of(&stored.path)));
    Ok(Output::default())
}

/// Maps a key to an API of either kind.
pub(crate) async fn create_v2(call: &mut Write, input: Input) -> Result<Output> {
    private::require_named(&call.scope, &mut call.tx, &input.members).await?;
    let mut doc = crud::body(call.scope.spec, &input.members);
    trim_key(&mut doc);
    let doc = insert(call, &input.members, doc).await?;
    Ok(Output::from(doc))
}

/// Answers an API mapping.
pub(crate) async fn get_v2(call: &mut Read, input: Input) -> Result<Output> {
    private::require_named(&call.scope, &mut call.tx, &input.members).await?;
    crud::get(call, &API_MAPPING, input).await
}

/// Answers a page of API mappings.
pub(crate) async fn list_v2(call: &mut Read, input: Input) -> Result<Output> {
    private::require_named(&call.scope, &mut call.tx, &input.members).await?;
    crud::list(call, &API_MAPPING, input).await
}

/// Changes an API mapping.
pub(crate) async fn update_v2(call: &mut Write, input: Input) -> Result<Output> {
    private::require_named(&call.scope, &mut call.tx, &input.members).await?;
    let before = crud::find(&call.scope, &mut call.tx, &API_MAPPING, &input.members).await?;
    let mut doc = before.clone();
    doc.extend(crud::body(call.scope.spec, &input.members));
    trim_key(&mut doc);
    check(call, &input.members, &Draft::of(&before, &doc)).await?;
    let at = API_MAPPING.path(&call.scope, &input.members);
    put(call, &at, &doc).await?;
    Ok(Output::from(doc))
}

/// Keys are kept without slashes at their ends.
fn trim_key(mapping: &mut Doc) {
    let key = text(mapping, "apiMappingKey").trim_matches('/').to_owned();
    mapping.insert("apiMappingKey".to_owned(), json!(key));
}

/// Deletes an API mapping.
pub(crate) async fn delete_v2(call: &mut Write, input: Input) -> Result<Output> {
    private::require_named(&call.scope, &mut call.tx, &input.members).await?;
    let at = API_MAPPING.path(&call.scope, &input.members);
    crud::remove(call, &API_MAPPING, &input.members).await?;
    call.then(Effect::PublishDomain(domain_of(&at)));
    Ok(Output::default())
}

/// The custom domain names with mappings to an API, or to one of its stages.
pub(crate) async fn names_of(call: &mut Write, api: &str, stage: Option<&str>) -> Result<Vec<String>> {
    let below_domains = Extent::below(&format!("{}/domainnames", call.scope.root()));
    let mappings = call.tx.of_kinds(&below_domains, &[API_MAPPING.name]).await?;
    let leads = |mapping: &Doc| text(mapping, "apiId") == api && stage.is_none_or(|stage| text(mapping, "stage") == stage);
    let mut names: Vec<String> = mappings
        .iter()
        .filter(|(_, mapping)| leads(&mapping.doc))
        .map(|(_, mapping)| path::last(&domain_of(&mapping.path)).into_owned())
        .collect();
    names.dedup();
    Ok(names)
}

/// Refuses to delete a stage, of either API, that a mapping of a custom domain name leads to. As users saw it: terraform-provider-aws
/// issue 41651 of REST APIs, and of HTTP APIs with a list of names. A routing rule keeps no stage: that AWS refuses it for one was not
/// found.
pub(crate) async fn require_unmapped_stage(call: &mut Write, api: &str, stage: &str) -> Result<()> {
    let names = names_of(call, api, Some(stage)).await?;
    if names.is_empty() {
        return Ok(());
    }
    Err(AwsError::bad_request(format!(
        "Deleting stage {stage} failed. Please remove all base path mappings related to the stage in your domains: {}",
        names.join(", ")
    )))
}

async fn insert(call: &mut Write, input: &Doc, doc: Doc) -> Result<Doc> {
    if let Some(domain) = call.tx.get(&name::DOMAIN_NAME.path(&call.scope, input)).await? {
        // "When your custom domain name uses this mode, you can't create an API mapping" (developer guide, "Set the routing
        // mode for your custom domain name"); how AWS says so was not found.
        if !may_have_mappings(domain.get("routingMode").and_then(Value::as_str)) {
            return Err(AwsError::bad_request(
                "API mappings are not supported for a domain name with the routing mode ROUTING_RULE_ONLY",
            ));
        }
        check(call, input, &Draft::new(&doc)).await?;
    }
    let (at, doc) = crud::insert(call, &API_MAPPING, input, doc).await?;
    call.then(Effect::PublishDomain(domain_of(&at)));
    Ok(doc)
}

async fn put(call: &mut Write, at: &str, doc: &Doc) -> Result<()> {
    call.tx.put(at, doc).await?;
    call.then(Effect::PublishDomain(domain_of(at)));
    Ok(())
}

/// Refuses a mapping to what is not there, of a path that is mapped or cannot be, or of an API that the name cannot have.
async fn check(call: &mut Write, input: &Doc, mapping: &Draft<'_>) -> Result<()> {
    let (api, stage) = (text(mapping, "apiId"), text(mapping, "stage"));
    let Some((at, kind)) = find_api(call, api).await? else {
        return Err(AwsError::bad_request("Invalid REST API identifier specified"));
    };
    let sets_stage = mapping.sets(&["apiId", "stage"]) && !stage.is_empty();
    if sets_stage && !call.tx.exists(&path::join(&format!("{at}/stages"), stage)).await? {
        return Err(AwsError::bad_request("Invalid stage identifier specified"));
    }
    if !mapping.sets(&["apiId", "apiMappingKey"]) {
        return Ok(());
    }
    let (id, key) = (text(mapping, "apiMappingId"), text(mapping, "apiMappingKey"));
    check_key(key)?;
    let domain = call.tx.get(&name::DOMAIN_NAME.path(&call.scope, input)).await?.unwrap_or_default();
    check_domain(&domain, kind, key)?;
    let others = call.tx.children(&API_MAPPING.collection(&call.scope, input), None, usize::MAX).await?;
    let has_levels = |key: &str| key.contains('/');
    if has_levels(key) {
        let before =
            others.iter().filter(|other| text(&other.doc, "apiMappingId") != id && has_levels(text(&other.doc, "apiMappingKey")));
        call.scope.quotas.check(call.scope.spec.service, Quota::MultiLevelMappings, before.count())?;
    }
    for other in others.iter().filter(|other| text(&other.doc, "apiMappingId") != id) {
        if text(&other.doc, "apiMappingKey") == key {
            return Err(taken());
        }
        let neighbour = find_api(call, text(&other.doc, "apiId")).await?;
        if neighbour.is_some_and(|(_, neighbour)| (neighbour == ApiKind::WebSocket) != (kind == ApiKind::WebSocket)) {
            return Err(AwsError::bad_request(
                "WebSocket APIs cannot be mapped to the same custom domain name as HTTP APIs or REST APIs",
            ));
        }
    }
    Ok(())
}

/// What a name can lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ApiKind {
    Rest,
    Http,
    WebSocket,
}

/// The path and kind of an API.
pub(super) async fn find_api(call: &mut Write, id: &str) -> Result<Option<(String, ApiKind)>> {
    let root = call.scope.root();
    let rest = path::join(&format!("{root}/restapis"), id);
    if call.tx.exists(&rest).await? {
        return Ok(Some((rest, ApiKind::Rest)));
    }
    let at = path::join(&format!("{root}/apis"), id);
    let api = call.tx.get(&at).await?;
    let kind = |api: Doc| if text(&api, "protocolType") == "WEBSOCKET" { ApiKind::WebSocket } else { ApiKind::Http };
    Ok(api.map(|api| (at, kind(api))))
}

/// "API mappings must contain only letters, numbers, and the following characters: $-_.+!*'()/. The maximum length for the path
/// in an API mapping is 300 characters." (developer guide, "Working with API mappings for HTTP APIs"; AWS's words are from before
/// mappings had several levels: aws/aws-cdk issue 8983)
fn check_key(key: &str) -> Result<()> {
    let is_allowed = |letter: u8| letter.is_ascii_alphanumeric() || b"$-_.+!*'()/".contains(&letter);
    if !key.bytes().all(is_allowed) {
        return Err(AwsError::bad_request("An ApiMapping key may contain only letters, numbers and one of $-_.+!*'(),"));
    }
    if key.len() > 300 {
        return Err(AwsError::bad_request("An ApiMapping key may have at most 300 characters"));
    }
    Ok(())
}

/// HTTP and WebSocket APIs, and keys of several levels, want a regional name with TLS 1.2 at least (developer guide, "Working with API
/// mappings for HTTP APIs", "… for REST APIs" and "Custom domain names for WebSocket APIs"). AWS's words as users saw them:
/// amplify-education/serverless-domain-manager issues 401 and 381.
fn check_domain(domain: &Doc, kind: ApiKind, key: &str) -> Result<()> {
    if kind == ApiKind::Rest && !key.contains('/') {
        return Ok(());
    }
    if !name::is_regional(domain) {
        return Err(AwsError::bad_request(
            "Only REGIONAL domain names can be managed through the API Gateway V2 API. For EDGE domain names, please use the API Gateway V1 API. Also note that only REST APIs can be attached to EDGE domain names.",
        ));
    }
    if text(domain, "securityPolicy") == "TLS_1_0" {
        return Err(AwsError::bad_request(
            "Only REGIONAL domain names with a security policy of TLS 1.2 can be managed through the API Gateway V2 API. For TLS 1.0 domain names, please use the API Gateway V1 API to upgrade your security policy to TLS 1.2. Currently, only REST APIs can be attached to a domain name with a security policy of TLS 1.0.",
        ));
    }
    Ok(())
}

/// The first API maps REST APIs alone, and only of names that have no others. As users saw it: serverless/serverless issue 7459 and
/// CodeGenieApp/serverless-express issue 596.
async fn require_rest_apis(call: &mut Write, input: &Doc, api: &str) -> Result<()> {
    let mappings = call.tx.children(&API_MAPPING.collection(&call.scope, input), None, usize::MAX).await?;
    for id in mappings.iter().map(|mapping| text(&mapping.doc, "apiId")).chain([api]) {
        if find_api(call, id).await?.is_some_and(|(_, kind)| kind != ApiKind::Rest) {
            return Err(AwsError::bad_request(
                "Mixing of REST APIs and HTTP APIs on the same domain name can only be accomplished through API Gateway's V2 DomainName interface. Currently, WebSocket APIs can only be attached to a domain name with other WebSocket APIs. This must also occur through API Gateway's V2 DomainName interface.",
            ));
        }
    }
    Ok(())
}

async fn find(scope: &Scope, tx: &mut Reading, input: &Doc) -> Result<Stored> {
    let key = key_of(text(input, "basePath"));
    let mappings = crud::all(scope, tx, &API_MAPPING, input).await?;
    mappings.into_iter().find(|stored| text(&stored.doc, "apiMappingKey") == key).ok_or_else(missing)
}

fn key_of(base_path: &str) -> &str {
    if base_path == ALL_PATHS { "" } else { base_path }
}

fn check_base_path(key: &str) -> Result<()> {
    if key.contains('/') {
        return Err(AwsError::bad_request(
            "API Gateway V1 doesn't support the slash character (/) in base path mappings. To create a multi-level base path mapping, use API Gateway V2.",
        ));
    }
    Ok(())
}

/// A mapping in the first API's shape.
fn base_path_mapping(mapping: &Doc) -> Doc {
    let key = text(mapping, "apiMappingKey");
    let mut shown = Doc::from_iter([
        ("basePath".to_owned(), json!(if key.is_empty() { ALL_PATHS } else { key })),
        ("restApiId".to_owned(), json!(text(mapping, "apiId"))),
    ]);
    let stage = text(mapping, "stage");
    if !stage.is_empty() {
        shown.insert("stage".to_owned(), json!(stage));
    }
    shown
}

/// The path of the name that a mapping belongs to.
fn domain_of(at: &str) -> String {
    path::parent(path::parent(at)).to_owned()
}
