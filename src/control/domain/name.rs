//! Custom domain names. Requests reach one by their Host header; its certificate is only a name.

use emulator_api::arn::{Arn, ResourceArn};
use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, Result};
use emulator_api::patch::PatchOp::{Add, Remove, Replace};
use emulator_api::patch::{self, PatchOperation, PatchRule, PatchValue, Refusals, Target};
use serde_json::{Value, json};

use crate::control::call::{Effect, Read, Scope, Write, default, text};
use crate::control::dispatch::Work;
use crate::control::domain::mutual_tls::Fetched;
use crate::control::domain::{association, hosted_zone, mutual_tls, name_v2, private};
use crate::control::draft::Draft;
use crate::control::kind::{Id, Kind, Then, Unique};
use crate::control::{Control, crud};
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
pub(super) const ROUTING_MODES: [(&str, &str); 3] = [
    ("BASE_PATH_MAPPING_ONLY", "API_MAPPING_ONLY"),
    ("ROUTING_RULE_ONLY", "ROUTING_RULE_ONLY"),
    ("ROUTING_RULE_THEN_BASE_PATH_MAPPING", "ROUTING_RULE_THEN_API_MAPPING"),
];

/// What UpdateDomainName accepts (API reference, "Patch operations").
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
    PatchRule::new("/managementPolicy", &[Replace], PatchValue::String),
    PatchRule::new("/mutualTlsAuthentication/truststoreUri", &[Add, Replace, Remove], PatchValue::String),
    PatchRule::new("/mutualTlsAuthentication/truststoreVersion", &[Add, Replace, Remove], PatchValue::String),
    PatchRule::new("/policy", &[Replace], PatchValue::String),
    PatchRule::new("/routingMode", &[Replace], PatchValue::String),
    PatchRule::new("/securityPolicy", &[Replace], PatchValue::String),
];

/// What a name has for certificates.
const CERTIFICATES: [&str; 4] = ["certificateName", "certificateArn", "regionalCertificateName", "regionalCertificateArn"];

/// When the last of them came; names of every type tell it (AWS CLI reference, get-domain-name and get-domain-names).
pub(super) const UPLOADED: &str = "certificateUploadDate";

/// What has no effect here: all TLS ends before the listener.
const STRICT: &str = "The endpoint access mode STRICT of a custom domain name (endpointAccessMode)";

/// Says that there is no such name.
pub(crate) fn missing() -> AwsError {
    AwsError::not_found("Invalid domain name identifier specified")
}

/// Creates a name.
pub(crate) async fn create(scope: Scope, input: Input) -> Result<Work> {
    let truststore = mutual_tls::fetch(&scope, &input.members).await?;
    Ok(Box::new(move |call| Box::pin(create_with(call, input, truststore))))
}

async fn create_with(call: &mut Write, input: Input, truststore: Option<Fetched>) -> Result<Output> {
    let mut doc = crud::body(call.scope.spec, &input.members);
    for secret in ["certificateBody", "certificatePrivateKey", "certificateChain"] {
        doc.shift_remove(secret);
    }
    check_certificates(&doc)?;
    private::prepare(&call.scope, &mut doc)?;
    insert(call, &input.members, doc, truststore).await
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

/// Changes a name.
pub(crate) async fn update(control: &Control, scope: Scope, input: Input) -> Result<Output> {
    let operations = PatchOperation::read(&input.members)?;
    for operation in &operations {
        PatchRule::accepting(DOMAIN_NAME.refusals, PATCH, operation)?;
    }
    private::check_policies(&operations)?;
    // "This operation cannot be included with the `remove` operation in the same request."
    let on_types = |op| operations.iter().any(|it| it.op == op && it.path.as_str() == "/endpointConfiguration/types");
    if on_types(Add) && on_types(Remove) {
        return Err(AwsError::bad_request("/endpointConfiguration/types Invalid request input"));
    }
    let mut truststore = None;
    if operations.iter().any(|operation| operation.path.as_str().starts_with("/mutualTlsAuthentication/")) {
        let mut doc = as_it_is(control, &scope, &input).await?;
        patch::apply_as(DOMAIN_NAME.refusals, PATCH, &mut doc, &operations)?;
        truststore = mutual_tls::fetch(&scope, &doc).await?;
    }
    control.write(scope, move |call| Box::pin(update_with(call, input, truststore))).await
}

/// The name that an update is of, before the update's turn to write has come.
pub(super) async fn as_it_is(control: &Control, scope: &Scope, input: &Input) -> Result<Doc> {
    let mut tx = control.store.begin_read().await?;
    crud::find(scope, &mut tx, &DOMAIN_NAME, &input.members).await
}

async fn update_with(call: &mut Write, input: Input, truststore: Option<Fetched>) -> Result<Output> {
    let scope = call.scope.clone();
    private::require_named(&scope, &mut call.tx, &input.members).await?;
    let was_private = !text(&input.members, "domainNameId").is_empty();
    let operations = PatchOperation::read(&input.members)?;
    let has_new_certificate = operations.iter().any(|it| CERTIFICATES.contains(&it.path.as_str().trim_start_matches('/')));
    call.then(Effect::PublishDomain(DOMAIN_NAME.path(&scope, &input.members)));
    crud::patch_with(call, &DOMAIN_NAME, input, |before, domain| {
        if private::is_private(domain) != was_private {
            return Err(AwsError::bad_request("The endpoint type of a private custom domain name cannot be changed"));
        }
        private::settle(&scope, Some(before), domain)?;
        mutual_tls::settle(&scope, Some(before), domain, truststore)?;
        let draft = Draft::of(before, domain);
        check_access_mode(&scope, &draft)?;
        check_regions(&scope, &draft)?;
        if has_new_certificate {
            domain.insert(UPLOADED.to_owned(), scope.date());
        }
        defaults(&scope, domain);
        Ok(())
    })
    .await
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

pub(super) async fn insert(call: &mut Write, input: &Doc, mut doc: Doc, truststore: Option<Fetched>) -> Result<Output> {
    check_name(text(&doc, "domainName"))?;
    check_regions(&call.scope, &Draft::new(&doc))?;
    defaults(&call.scope, &mut doc);
    mutual_tls::settle(&call.scope, None, &mut doc, truststore)?;
    check_access_mode(&call.scope, &Draft::new(&doc))?;
    let (at, doc) = crud::insert(call, &DOMAIN_NAME, input, doc).await?;
    call.then(Effect::PublishDomain(at));
    Ok(crud::view(&call.scope, &DOMAIN_NAME, doc))
}

/// Refuses a certificate for an endpoint of another type (seen by deploying them: badmintoncryer/cdk-preflight,
/// edge-certificate-property and regional-certificate-property). A name that moves from one to the other may have both.
fn check_certificates(domain: &Doc) -> Result<()> {
    let has = |members: [&str; 2]| members.iter().any(|member| !text(domain, member).is_empty());
    let (edge, regional) =
        (has(["certificateArn", "certificateName"]), has(["regionalCertificateArn", "regionalCertificateName"]));
    let is_edge = !is_regional(domain) && !private::is_private(domain);
    let refuse = |wanted: &str, active: &str| {
        Err(AwsError::bad_request(format!("Cannot import certificates for {wanted} while {active} is active.")))
    };
    match () {
        () if regional && is_edge => refuse("REGIONAL", "EDGE"),
        () if edge && is_only_regional(domain) => refuse("EDGE", "REGIONAL"),
        () => Ok(()),
    }
}

/// Refuses a certificate of another region (seen by deploying one: badmintoncryer/cdk-preflight, regional-certificate-region). "The
/// edge-optimized domain certificate must be created in the us-east-1 Region" (developer guide, "Migrate a custom domain name").
pub(super) fn check_regions(scope: &Scope, domain: &Draft<'_>) -> Result<()> {
    let own = scope.caller.region.as_str();
    let of_edge = if private::is_private(domain) { own } else { "us-east-1" };
    for (member, region) in [("certificateArn", of_edge), ("regionalCertificateArn", own)] {
        let arn = text(domain, member);
        if domain.sets(&[member]) && !arn.is_empty() && Arn::parse(arn).is_none_or(|arn| arn.region != region) {
            return Err(AwsError::bad_request(format!("Invalid certificate ARN: {arn}. Certificate must be in '{region}'.")));
        }
    }
    Ok(())
}

/// "When you use an enhanced security policy, you must also set the endpoint access mode" (developer guide, "Security policies for REST
/// APIs in API Gateway"; AWS's words were not found). What `STRICT` refuses is another host in TLS than in the request.
fn check_access_mode(scope: &Scope, domain: &Draft<'_>) -> Result<()> {
    if !domain.sets(&["endpointAccessMode", "securityPolicy"]) {
        return Ok(());
    }
    let mode = text(domain, "endpointAccessMode");
    if mode.is_empty() && text(domain, "securityPolicy").starts_with("SecurityPolicy_") {
        return Err(AwsError::bad_request("The endpoint access mode must be set for an enhanced security policy"));
    }
    match mode {
        "" | "BASIC" => Ok(()),
        "STRICT" => {
            scope.strictness.not_emulated(&scope.caller, STRICT, "no other host can be asked for, the listener speaks no TLS")
        }
        _ => Err(AwsError::bad_request("Invalid endpointAccessMode specified. Valid options are BASIC,STRICT")),
    }
}

/// At least two labels of letters, digits and hyphens, of which the last is no number; the first may be `*`. A host such
/// as `localhost` or `127.0.0.1` is not a domain name: it would take the emulator's own address from the control plane.
fn check_name(name: &str) -> Result<()> {
    if name.contains('_') {
        // As seen in a deployment (badmintoncryer/cdk-preflight).
        return Err(AwsError::bad_request("Domain names cannot contain an underscore character"));
    }
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

pub(super) fn defaults(scope: &Scope, domain: &mut Doc) {
    let configuration = domain.entry("endpointConfiguration").or_insert_with(|| json!({}));
    if let Some(configuration) = configuration.as_object_mut() {
        default(configuration, "types", json!(["EDGE"]));
        default(configuration, "ipAddressType", "ipv4");
    }
    default(domain, "domainNameStatus", "AVAILABLE");
    default(domain, UPLOADED, scope.date());
    default(domain, "securityPolicy", "TLS_1_2");
    default(domain, "routingMode", ROUTING_MODES[0].0);
    if private::is_private(domain) {
        return;
    }
    for (kind, hosts) in HOSTS {
        if !has_type(domain, kind) {
            domain.retain(|member, _| !hosts.contains(&member.as_str()));
        }
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

pub(super) fn check(domain: &Draft<'_>) -> Result<()> {
    let has_endpoint = is_regional(domain) || has_type(domain, "EDGE") || private::is_private(domain);
    if domain.sets(&["endpointConfiguration"]) && !has_endpoint {
        return Err(AwsError::bad_request("REGIONAL Configuration and EDGE Configuration cannot be both DISABLED."));
    }
    let mode = text(domain, "routingMode");
    if !domain.sets(&["routingMode"]) || ROUTING_MODES.iter().any(|(known, _)| *known == mode) {
        return Ok(());
    }
    Err(AwsError::bad_request(format!("Invalid routing mode specified: {mode}")))
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

/// Whether a name has a regional endpoint and no other.
pub(super) fn is_only_regional(domain: &Doc) -> bool {
    is_regional(domain) && !has_type(domain, "EDGE")
}

/// Whether a name has a regional endpoint.
pub(super) fn is_regional(domain: &Doc) -> bool {
    has_type(domain, "REGIONAL")
}

fn arn_of(scope: &Scope, domain: &Doc) -> String {
    if private::is_private(domain) {
        return private::arn(scope, domain);
    }
    ResourceArn::new(&scope.caller.region, format!("/domainnames/{}", text(domain, "domainName"))).to_string()
}

/// The second API's shape for its own operations, the first's for the others.
fn view(scope: &Scope, domain: &mut Doc) {
    domain.shift_remove(mutual_tls::TRUSTSTORE);
    let arn = arn_of(scope, domain);
    if scope.spec.path.starts_with(&[emulator_api::model::Segment::Literal("v2")]) {
        *domain = name_v2::shape(domain, &arn);
    } else {
        default(domain, "domainNameArn", arn);
        // Developer guide, "Change a custom domain name's IP address type"; lists and what is created have those that there are.
        if scope.spec.name == "UpdateDomainName" {
            default(domain, "tags", json!({}));
        }
    }
}
