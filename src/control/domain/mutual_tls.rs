//! Mutual TLS of custom domain names: their truststores, which are objects in S3 (developer guide, "How to turn on mutual TLS
//! authentication for your REST APIs in API Gateway"). What AWS says where it refuses one was not found.

use emulator_api::codec::Doc;
use emulator_api::error::{AwsError, Result};
use serde_json::{Value, json};

use crate::control::call::{Scope, text};
use crate::control::draft::Draft;
use crate::control::ports::S3Object;
use crate::runtime::truststore::Truststore;

use super::name;

/// The member of a name that holds what it asks for.
const SETTINGS: &str = "mutualTlsAuthentication";

/// The member of what it asks for that says what is wrong with the truststore; every name with one has it.
const WARNINGS: &str = "truststoreWarnings";

/// The member that holds the certificates themselves, and that nobody is shown.
pub(super) const TRUSTSTORE: &str = "truststore";

/// A truststore as S3 has it.
#[derive(Debug)]
pub(super) struct Fetched {
    object: S3Object,
    pem: String,
}

/// Asks S3 for the truststore that a name is to have, if it is to have one.
pub(super) async fn fetch(scope: &Scope, domain: &Doc) -> Result<Option<Fetched>> {
    let Some(object) = wanted(domain)? else { return Ok(None) };
    let bytes = scope.ports.read_object(&scope.caller.region, &object).await?;
    let pem = String::from_utf8(bytes.into()).map_err(|_| AwsError::bad_request("The truststore is not a text in PEM"))?;
    if Truststore::parse(&pem).0.is_empty() {
        return Err(AwsError::bad_request("The truststore has no certificate"));
    }
    Ok(Some(Fetched { object, pem }))
}

/// Gives a name what was fetched for it, and checks that it can have it. A name that is there already, `before`, may keep what it has.
pub(super) fn settle(scope: &Scope, before: Option<&Doc>, domain: &mut Doc, fetched: Option<Fetched>) -> Result<()> {
    let decisive = [SETTINGS, "securityPolicy", "endpointConfiguration"];
    let is_as_before = before.is_some_and(|before| !Draft::of(before, domain).sets(&decisive));
    if is_as_before && fetched.is_none() {
        return Ok(());
    }
    let Some(object) = wanted(domain)? else {
        domain.shift_remove(SETTINGS);
        domain.shift_remove(TRUSTSTORE);
        return Ok(());
    };
    // "To configure mutual TLS for a REST API, you must use a Regional custom domain name for your API, with a minimum TLS version of
    // 1.2."
    if text(domain, "securityPolicy") == "TLS_1_0" {
        // Seen by deploying it (badmintoncryer/cdk-preflight, mutual-tls-security-policy).
        return Err(AwsError::bad_request("Mutual TLS authentication is only supported with TLS 1.2."));
    }
    if !name::is_only_regional(domain) {
        return Err(AwsError::bad_request(
            "Mutual TLS is only supported for REGIONAL custom domain names with the TLS_1_2 security policy",
        ));
    }
    if let Some(Fetched { object: found, pem }) = fetched {
        if found != object {
            return Err(AwsError::conflict("The domain name was changed meanwhile"));
        }
        let (truststore, mut warnings) = Truststore::parse(&pem);
        warnings.extend(truststore.not_valid(scope.now));
        if let Some(settings) = domain.get_mut(SETTINGS).and_then(Value::as_object_mut) {
            settings.insert(WARNINGS.to_owned(), json!(warnings));
        }
        domain.insert(TRUSTSTORE.to_owned(), json!(pem));
    }
    Ok(())
}

/// Where the truststore is that a name asks for. Without an address it asks for none: "remove the truststore from your custom domain
/// name" by an empty one.
fn wanted(domain: &Doc) -> Result<Option<S3Object>> {
    let Some(settings) = domain.get(SETTINGS).and_then(Value::as_object) else { return Ok(None) };
    let uri = text(settings, "truststoreUri");
    if uri.is_empty() {
        // A name that had a truststore may keep its version for a moment; one that never had any cannot have a version.
        if !text(settings, "truststoreVersion").is_empty() && !settings.contains_key(WARNINGS) {
            return Err(AwsError::bad_request("A truststore version can only be specified with a truststore URI"));
        }
        return Ok(None);
    }
    let named = uri.strip_prefix("s3://").and_then(|named| named.split_once('/'));
    let Some((bucket, key)) = named.filter(|(bucket, key)| !bucket.is_empty() && !key.is_empty()) else {
        return Err(AwsError::bad_request(format!("Invalid truststore URI: {uri}. It must be s3://bucket-name/key-name")));
    };
    let version = Some(text(settings, "truststoreVersion")).filter(|version| !version.is_empty()).map(str::to_owned);
    Ok(Some(S3Object { bucket: bucket.to_owned(), key: key.to_owned(), version }))
}
