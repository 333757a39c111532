//! Custom domain names in the second API's shape, in which each has one endpoint, always regional, and one certificate.

use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, Result};
use serde_json::{Value, json};

use crate::control::call::{Effect, Read, Scope, Write, text};
use crate::control::dispatch::Work;
use crate::control::domain::mutual_tls::Fetched;
use crate::control::domain::name::{self, DOMAIN_NAME};
use crate::control::domain::{mutual_tls, private};
use crate::control::draft::Draft;
use crate::control::{Control, crud};

/// Creates a name.
pub(crate) async fn create(scope: Scope, input: Input) -> Result<Work> {
    let truststore = mutual_tls::fetch(&scope, &input.members).await?;
    Ok(Box::new(move |call| Box::pin(create_with(call, input, truststore))))
}

async fn create_with(call: &mut Write, input: Input, truststore: Option<Fetched>) -> Result<Output> {
    let given = crud::body(call.scope.spec, &input.members);
    let mut doc = Doc::new();
    doc.insert("domainName".to_owned(), json!(text(&given, "domainName")));
    if let Some(tags) = given.get("tags") {
        doc.insert("tags".to_owned(), tags.clone());
    }
    take_over(&mut doc, &given);
    configure(&mut doc, &given)?;
    name::insert(call, &input.members, doc, truststore).await
}

/// Answers the names that the second API knows: all that are not private.
pub(crate) async fn list(call: &mut Read, input: Input) -> Result<Output> {
    crud::list_where(call, &DOMAIN_NAME, input, |domain| !private::is_private(domain)).await
}

/// Changes a name.
pub(crate) async fn update(control: &Control, scope: Scope, input: Input) -> Result<Output> {
    let mut truststore = None;
    if input.members.contains_key("mutualTlsAuthentication") {
        let mut doc = name::as_it_is(control, &scope, &input).await?;
        take_over(&mut doc, &input.members);
        truststore = mutual_tls::fetch(&scope, &doc).await?;
    }
    control.write(scope, move |call| Box::pin(update_with(call, input, truststore))).await
}

async fn update_with(call: &mut Write, input: Input, truststore: Option<Fetched>) -> Result<Output> {
    private::require_named(&call.scope, &mut call.tx, &input.members).await?;
    let given = crud::body(call.scope.spec, &input.members);
    let before = crud::find(&call.scope, &mut call.tx, &DOMAIN_NAME, &input.members).await?;
    let mut doc = before.clone();
    if given.contains_key("domainNameConfigurations") {
        configure(&mut doc, &given)?;
    }
    take_over(&mut doc, &given);
    mutual_tls::settle(&call.scope, Some(&before), &mut doc, truststore)?;
    name::defaults(&call.scope, &mut doc);
    let draft = Draft::of(&before, &doc);
    name::check(&draft)?;
    name::check_regions(&call.scope, &draft)?;
    if draft.sets(&["regionalCertificateArn"]) {
        doc.insert(name::UPLOADED.to_owned(), call.scope.date());
    }
    crud::replace(call, &DOMAIN_NAME, &input.members, &doc).await?;
    call.then(Effect::PublishDomain(DOMAIN_NAME.path(&call.scope, &input.members)));
    Ok(crud::view(&call.scope, &DOMAIN_NAME, doc))
}

/// Takes over the second API's routing mode, and what it says of the truststore: a new version is of the one that there is (developer
/// guide, "Update your truststore").
fn take_over(domain: &mut Doc, given: &Doc) {
    if let Some((mode, _)) = name::ROUTING_MODES.iter().find(|(_, of_v2)| *of_v2 == text(given, "routingMode")) {
        domain.insert("routingMode".to_owned(), json!(mode));
    }
    if let Some(settings) = given.get("mutualTlsAuthentication").and_then(Value::as_object) {
        let before = domain.entry("mutualTlsAuthentication").or_insert_with(|| json!({}));
        if let Some(before) = before.as_object_mut() {
            if settings.get("truststoreUri").is_some_and(|uri| before.get("truststoreUri") != Some(uri)) {
                // The version was one of another object.
                before.shift_remove("truststoreVersion");
            }
            before.extend(settings.clone());
        }
    }
}

/// The second API's name of a domain's routing mode.
fn routing_mode_of_v2(domain: &Doc) -> &'static str {
    let known = name::ROUTING_MODES.iter().find(|(mode, _)| *mode == text(domain, "routingMode"));
    known.unwrap_or(&name::ROUTING_MODES[0]).1
}

/// Takes over what the second API configures: one certificate and endpoint, always regional.
fn configure(domain: &mut Doc, given: &Doc) -> Result<()> {
    let configurations = given.get("domainNameConfigurations").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let [configuration] = configurations else {
        // As users saw it: terraform-provider-aws issue 18312.
        return Err(AwsError::bad_request("Invalid input. Expected one domain name configuration"));
    };
    let Some(configuration) = configuration.as_object() else { return Ok(()) };
    if !matches!(text(configuration, "endpointType"), "" | "REGIONAL") {
        // As seen in a deployment (badmintoncryer/cdk-preflight).
        let kind = text(configuration, "endpointType");
        return Err(AwsError::bad_request(format!("{kind} endpoint type is not supported for APIGatewayV2 domainName")));
    }
    let sets_tls_1_0 = text(configuration, "securityPolicy") == "TLS_1_0" && text(domain, "securityPolicy") != "TLS_1_0";
    if sets_tls_1_0 {
        // As users saw it: hashicorp/terraform-provider-aws issue 37869.
        return Err(AwsError::bad_request("TLS_1_0 is not supported for APIGatewayV2 domainName."));
    }
    let address = configuration.get("ipAddressType").cloned().unwrap_or_else(|| json!("ipv4"));
    domain.insert("endpointConfiguration".to_owned(), json!({"types": ["REGIONAL"], "ipAddressType": address}));
    for (from, to) in [
        ("certificateArn", "regionalCertificateArn"),
        ("certificateName", "regionalCertificateName"),
        ("ownershipVerificationCertificateArn", "ownershipVerificationCertificateArn"),
        ("securityPolicy", "securityPolicy"),
    ] {
        if let Some(value) = configuration.get(from) {
            domain.insert(to.to_owned(), value.clone());
        }
    }
    Ok(())
}

/// A name as the second API shows it.
pub(super) fn shape(domain: &Doc, own_arn: &str) -> Doc {
    let regional = name::is_regional(domain);
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
        ("ownershipVerificationCertificateArn", "ownershipVerificationCertificateArn"),
        ("securityPolicy", "securityPolicy"),
    ] {
        if let Some(value) = domain.get(from) {
            configuration.insert(to.to_owned(), value.clone());
        }
    }
    let settings = domain.get("mutualTlsAuthentication").cloned();
    let mut shape = Doc::from_iter([
        ("apiMappingSelectionExpression".to_owned(), json!("$request.basepath")),
        ("domainName".to_owned(), domain.get("domainName").cloned().unwrap_or_default()),
        ("domainNameArn".to_owned(), json!(own_arn)),
        ("domainNameConfigurations".to_owned(), json!([configuration])),
        ("routingMode".to_owned(), json!(routing_mode_of_v2(domain))),
        ("tags".to_owned(), domain.get("tags").cloned().unwrap_or_else(|| json!({}))),
    ]);
    shape.extend(settings.map(|settings| ("mutualTlsAuthentication".to_owned(), settings)));
    shape
}
