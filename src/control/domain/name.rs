//! Custom domain names. Requests reach one by their Host header; its certificate is only a name.

use emulator_api::arn::ResourceArn;
use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, Result};
use emulator_api::patch::PatchOp::{Add, Remove, Replace};
use emulator_api::patch::{PatchOperation, PatchRule, PatchValue, Refusals, Target};
use serde_json::{Value, json};

use crate::control::call::{Effect, Read, Scope, Write, default, text};
use crate::control::crud;
use crate::control::domain::hosted_zone;
use crate::control::domain::{association, private};
use crate::control::kind::{Id, Kind, Then, Unique};
use crate::ids;

/// A custom domain name.
pub(crate) static DOMAIN_NAME: Kind = Kind {
    name: "DomainName",
    collection: "/domainnames",
    key: "domainName",
    id: Id::Given("domainName"),
    orphan: None,
    missing: |_, _| missing(),
    taken: |_| AwsError::conflict("The domain name you provided already exists."),
    unique: Some(Unique::Chosen { member: "domainName", name: |_, domain| format!("domain/{}", text(domain, "domainName")) }),
    defaults,
    check,
    patch: PATCH,
    refusals: Refusals::Input,
    view,
    then: Then::Nothing,
};

/// How requests are led, as the first API and the second call it (developer guide, "Set the routing mode for your custom domain
/// name"). The first is that of a name that says nothing else.
const ROUTING_MODES: [(&str, &str); 3] = [
    ("BASE_PATH_MAPPING_ONLY", "API_MAPPING_ONLY"),
    ("ROUTING_RULE_ONLY", "ROUTING_RULE_ONLY"),
    ("ROUTING_RULE_THEN_BASE_PATH_MAPPING", "ROUTING_RULE_THEN_API_MAPPING"),
];

/// What UpdateDomainName accepts of every name (API reference, "Patch operations"); private ones also have policies.
const PATCH: &[PatchRule] = &[
    PatchRule::new("/certificateName", &[Add, Replace, Remove], PatchValue::String),
    PatchRule::new("/certificateArn", &[Add, Replace, Remove], PatchValue::String),
    PatchRule::new("/regionalCertificateName", &[Add, Replace, Remove], PatchValue::String),
    PatchRule::new("/regionalCertificateArn", &[Add, Replace, Remove], PatchValue::String),
    PatchRule::new("/ownershipVerificationCertificateArn", &[Add, Replace, Remove], PatchValue::String),
    PatchRule::new(
        "/endpointConfiguration/types",
        &[Add, Remove],
        PatchValue::Enum(&["REGIONAL", "EDGE"], "/endpointConfiguration/types Invalid request input"),
    )
    .target(Target::ValueInList),
    PatchRule::new(
        "/endpointConfiguration/ipAddressType",
        &[Replace],
        PatchValue::Enum(&["ipv4", "dualstack"], "ipAddressType must be either ipv4 or dualstack."),
    ),
    PatchRule::new("/endpointAccessMode", &[Replace], PatchValue::String),
    PatchRule::new("/mutualTlsAuthentication/truststoreUri", &[Add, Replace, Remove], PatchValue::String),
    PatchRule::new("/mutualTlsAuthentication/truststoreVersion", &[Add, Replace, Remove], PatchValue::String),
    PatchRule::new("/routingMode", &[Replace], PatchValue::String),
    PatchRule::new("/securityPolicy", &[Replace], PatchValue::String),
];

/// What nothing here does yet, and would change who may call.
const NOT_EMULATED: [&str; 3] = ["mutualTlsAuthentication", "ownershipVerificationCertificateArn", "endpointAccessMode"];

/// Says that there is no such name.
pub(crate) fn missing() -> AwsError {
    AwsError::not_found("Invalid domain name identifier specified")
}

/// Creates a name.
pub(crate) async fn create(call: &mut Write, input: Input) -> Result<Output> {
    let mut doc = crud::body(call.scope.spec, &input.members);
    refuse_not_emulated(&doc)?;
    for secret in ["certificateBody", "certificatePrivateKey", "certificateChain"] {
        doc.shift_remove(secret);
    }
    private::prepare(&call.scope, &mut doc)?;
    insert(call, &input.members, doc).await
}

/// Creates a name in the second API's shape.
pub(crate) async fn create_v2(call: &mut Write, input: Input) -> Result<Output> {
    let given = crud::body(call.scope.spec, &input.members);
    refuse_not_emulated(&given)?;
    let mut doc = Doc::new();
    doc.insert("domainName".to_owned(), json!(text(&given, "domainName")));
    if let Some(tags) = given.get("tags") {
        doc.insert("tags".to_owned(), tags.clone());
    }
    route(&mut doc, &given);
    configure(&mut doc, &given)?;
    insert(call, &input.members, doc).await
}

/// Answers a name.
pub(crate) async fn get(call: &mut Read, input: Input) -> Result<Output> {
    private::require_named(&call.scope, &mut call.tx, &input.members).await?;
    crud::get(call, &DOMAIN_NAME, input).await
}

/// Answers the caller's names; none is shared with it by another account.
pub(crate) async fn list(call: &mut Read, input: Input) -> Result<Output> {
    let own = text(&input.members, "resourceOwner") != "OTHER_ACCOUNTS";
    crud::list_where(call, &DOMAIN_NAME, input, |_| own).await
}

/// Answers the names that the second API knows: all that are not private.
pub(crate) async fn list_v2(call: &mut Read, input: Input) -> Result<Output> {
    crud::list_where(call, &DOMAIN_NAME, input, |domain| !private::is_private(domain)).await
}

/// Changes a name.
pub(crate) async fn update(call: &mut Write, mut input: Input) -> Result<Output> {
    let policies = private::take_policies(&mut input.members)?;
    let operations = PatchOperation::read(&input.members)?;
    for operation in &operations {
        PatchRule::accepting(DOMAIN_NAME.refusals, PATCH, operation)?;
        let member = operation.path.segments().next().unwrap_or_default();
        if NOT_EMULATED.contains(&member.as_str()) {
            return Err(AwsError::not_implemented(format!("{member} of a custom domain name")));
        }
    }
    // "This operation cannot be included with the `remove` operation in the same request."
    let on_types = |op| operations.iter().any(|it| it.op == op && it.path.as_str() == "/endpointConfiguration/types");
    if on_types(Add) && on_types(Remove) {
        return Err(AwsError::bad_request("/endpointConfiguration/types Invalid request input"));
    }
    let scope = call.scope.clone();
    private::require_named(&scope, &mut call.tx, &input.members).await?;
    let was_private = !text(&input.members, "domainNameId").is_empty();
    call.then(Effect::PublishDomain(DOMAIN_NAME.path(&scope, &input.members)));
    crud::patch_with(call, &DOMAIN_NAME, input, |domain| {
        refuse_not_emulated(domain)?;
        if private::is_private(domain) != was_private {
            return Err(AwsError::bad_request("The endpoint type of a private custom domain name cannot be changed"));
        }
        domain.extend(policies);
        private::settle(&scope, domain)?;
        for (kind, hosts) in HOSTS {
            if !has_type(domain, kind) {
                domain.retain(|member, _| !hosts.contains(&member.as_str()));
            }
        }
        defaults(&scope, domain);
        Ok(())
    })
    .await
}

/// Changes a name in the second API's shape.
pub(crate) async fn update_v2(call: &mut Write, input: Input) -> Result<Output> {
    private::require_named(&call.scope, &mut call.tx, &input.members).await?;
    let given = crud::body(call.scope.spec, &input.members);
    refuse_not_emulated(&given)?;
    let mut doc = crud::find(&call.scope, &mut call.tx, &DOMAIN_NAME, &input.members).await?;
    if given.contains_key("domainNameConfigurations") {
        configure(&mut doc, &given)?;
    }
    route(&mut doc, &given);
    defaults(&call.scope, &mut doc);
    check(&doc)?;
    crud::replace(call, &DOMAIN_NAME, &input.members, &doc).await?;
    call.then(Effect::PublishDomain(DOMAIN_NAME.path(&call.scope, &input.members)));
    Ok(crud::view(&call.scope, &DOMAIN_NAME, doc))
}

/// Deletes a name with what is mapped to it.
pub(crate) async fn delete(call: &mut Write, input: Input) -> Result<Output> {
    private::require_named(&call.scope, &mut call.tx, &input.members).await?;
    let domain = crud::find(&call.scope, &mut call.tx, &DOMAIN_NAME, &input.members).await?;
    if private::is_private(&domain) {
        association::forget(call, &domain).await?;
    }
    crud::remove(call, &DOMAIN_NAME, &input.members).await?;
    call.then(Effect::WithdrawDomain(text(&input.members, "domainName").to_ascii_lowercase()));
    Ok(Output::default())
}

async fn insert(call: &mut Write, input: &Doc, doc: Doc) -> Result<Output> {
    check_name(text(&doc, "domainName"))?;
    let (at, doc) = crud::insert(call, &DOMAIN_NAME, input, doc).await?;
    call.then(Effect::PublishDomain(at));
    Ok(crud::view(&call.scope, &DOMAIN_NAME, doc))
}

fn refuse_not_emulated(given: &Doc) -> Result<()> {
    match NOT_EMULATED.iter().find(|member| given.get(**member).is_some_and(|value| !value.is_null())) {
        Some(member) => Err(AwsError::not_implemented(format!("{member} of a custom domain name"))),
        None => Ok(()),
    }
}

/// At least two labels of letters, digits and hyphens, of which the last is no number; the first may be `*`. A host such
/// as `localhost` or `127.0.0.1` is not a domain name: it would take the emulator's own address from the control plane.
fn check_name(name: &str) -> Result<()> {
    let labels: Vec<&str> = name.strip_prefix("*.").unwrap_or(name).split('.').collect();
    let is_label = |label: &&str| {
        !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    let is_domain = labels.last().is_some_and(|last| labels.len() > 1 && last.bytes().any(|byte| !byte.is_ascii_digit()));
    if is_domain && labels.iter().all(is_label) {
        Ok(())
    } else {
        Err(AwsError::bad_request(format!("The provided domain name '{name}' is invalid")))
    }
}

fn defaults(scope: &Scope, domain: &mut Doc) {
    let configuration = domain.entry("endpointConfiguration").or_insert_with(|| json!({}));
    if let Some(configuration) = configuration.as_object_mut() {
        default(configuration, "types", json!(["EDGE"]));
        default(configuration, "ipAddressType", "ipv4");
    }
    default(domain, "domainNameStatus", "AVAILABLE");
    default(domain, "securityPolicy", "TLS_1_2");
    default(domain, "routingMode", ROUTING_MODES[0].0);
    if private::is_private(domain) {
        return;
    }
    if is_regional(domain) {
        let host = format!("d-{}.execute-api.{}.amazonaws.com", ids::lower_alphanumeric(10), scope.caller.region);
        default(domain, "regionalDomainName", host);
        if let Some(zone) = hosted_zone::of_region(&scope.caller.region) {
            default(domain, "regionalHostedZoneId", zone);
        }
    }
    if has_type(domain, "EDGE") {
        default(domain, "distributionDomainName", format!("d{}.cloudfront.net", ids::lower_alphanumeric(13)));
        default(domain, "distributionHostedZoneId", hosted_zone::CLOUD_FRONT);
    }
}

fn check(domain: &Doc) -> Result<()> {
    if !is_regional(domain) && !has_type(domain, "EDGE") && !private::is_private(domain) {
        return Err(AwsError::bad_request("REGIONAL Configuration and EDGE Configuration cannot be both DISABLED."));
    }
    let mode = text(domain, "routingMode");
    if ROUTING_MODES.iter().any(|(known, _)| *known == mode) {
        return Ok(());
    }
    Err(AwsError::bad_request(format!("Invalid routing mode specified: {mode}")))
}

/// Takes over the second API's routing mode.
fn route(domain: &mut Doc, given: &Doc) {
    if let Some((mode, _)) = ROUTING_MODES.iter().find(|(_, of_v2)| *of_v2 == text(given, "routingMode")) {
        domain.insert("routingMode".to_owned(), json!(mode));
    }
}

/// The second API's name of a domain's routing mode.
fn routing_mode_of_v2(domain: &Doc) -> &'static str {
    let known = ROUTING_MODES.iter().find(|(mode, _)| *mode == text(domain, "routingMode"));
    known.unwrap_or(&ROUTING_MODES[0]).1
}

/// The members that a name has for each type of its endpoints.
const HOSTS: [(&str, &[&str]); 2] = [
    ("REGIONAL", &["regionalDomainName", "regionalHostedZoneId"]),
    ("EDGE", &["distributionDomainName", "distributionHostedZoneId"]),
];

/// Whether it has an endpoint of this type; while it moves from one to another it has both.
fn has_type(domain: &Doc, kind: &str) -> bool {
    let types = domain.get("endpointConfiguration").and_then(|configuration| configuration.get("types"));
    types.and_then(Value::as_array).is_some_and(|types| types.iter().any(|found| found == kind))
}

/// Whether a name has a regional endpoint.
pub(super) fn is_regional(domain: &Doc) -> bool {
    has_type(domain, "REGIONAL")
}

/// Takes over what the second API configures: one certificate and endpoint, always regional.
fn configure(domain: &mut Doc, given: &Doc) -> Result<()> {
    let configurations = given.get("domainNameConfigurations").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let [configuration] = configurations else {
        // As users saw it: terraform-provider-aws issue 18312.
        return Err(AwsError::bad_request("Invalid input. Expected one domain name configuration"));
    };
    let Some(configuration) = configuration.as_object() else { return Ok(()) };
    refuse_not_emulated(configuration)?;
    if !matches!(text(configuration, "endpointType"), "" | "REGIONAL") {
        return Err(AwsError::bad_request("Only REGIONAL endpoint type is supported"));
    }
    let address = configuration.get("ipAddressType").cloned().unwrap_or_else(|| json!("ipv4"));
    domain.insert("endpointConfiguration".to_owned(), json!({"types": ["REGIONAL"], "ipAddressType": address}));
    for (from, to) in [
        ("certificateArn", "regionalCertificateArn"),
        ("certificateName", "regionalCertificateName"),
        ("securityPolicy", "securityPolicy"),
    ] {
        if let Some(value) = configuration.get(from) {
            domain.insert(to.to_owned(), value.clone());
        }
    }
    Ok(())
}

fn arn_of(scope: &Scope, domain: &Doc) -> String {
    if private::is_private(domain) {
        return private::arn(scope, domain);
    }
    ResourceArn::new(&scope.caller.region, format!("/domainnames/{}", text(domain, "domainName"))).to_string()
}

/// The second API's shape for its own operations, the first's for the others.
fn view(scope: &Scope, domain: &mut Doc) {
    if !scope.spec.path.starts_with(&[emulator_api::model::Segment::Literal("v2")]) {
        default(domain, "domainNameArn", arn_of(scope, domain));
        return;
    }
    let regional = is_regional(domain);
    let mut configuration = Doc::new();
    configuration.insert("endpointType".to_owned(), json!(if regional { "REGIONAL" } else { "EDGE" }));
    let address = domain.get("endpointConfiguration").and_then(|endpoint| endpoint.get("ipAddressType")).cloned();
    configuration.insert("ipAddressType".to_owned(), address.unwrap_or_default());
    let [host, arn, zone] = if regional {
        ["regionalDomainName", "regionalCertificateArn", "regionalHostedZoneId"]
    } else {
        ["distributionDomainName", "certificateArn", "distributionHostedZoneId"]
    };
    for (from, to) in [
        (host, "apiGatewayDomainName"),
        (arn, "certificateArn"),
        (zone, "hostedZoneId"),
        ("domainNameStatus", "domainNameStatus"),
        ("securityPolicy", "securityPolicy"),
    ] {
        if let Some(value) = domain.get(from) {
            configuration.insert(to.to_owned(), value.clone());
        }
    }
    *domain = Doc::from_iter([
        ("apiMappingSelectionExpression".to_owned(), json!("$request.basepath")),
        ("domainName".to_owned(), domain.get("domainName").cloned().unwrap_or_default()),
        ("domainNameArn".to_owned(), json!(arn_of(scope, domain))),
        ("domainNameConfigurations".to_owned(), json!([configuration])),
        ("routingMode".to_owned(), json!(routing_mode_of_v2(domain))),
        ("tags".to_owned(), domain.get("tags").cloned().unwrap_or_else(|| json!({}))),
    ]);
}
