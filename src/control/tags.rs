//! Tags, by the ARN of what has them; both APIs share them.

use emulator_api::arn::ResourceArn;
use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, Result};
use serde_json::{Value, json};

use crate::store::{Reading, path};

use super::call::{Read, Scope, Write, entries, text};
use super::domain::private;

/// What has tags, by the path in its ARN, where `*` stands for a name (developer guide, "API Gateway resources that can be
/// tagged"; the paths are the service authorization reference's).
const TAGGABLE: [&str; 11] = [
    "restapis/*",
    "restapis/*/stages/*",
    "apis/*",
    "apis/*/stages/*",
    "apikeys/*",
    "usageplans/*",
    "domainnames/*",
    "vpclinks/*",
    "clientcertificates/*",
    "portals/*",
    "portalproducts/*",
];

/// A resource has at most this many tags.
const MOST: usize = 50;

/// Answers the tags of a resource.
pub(crate) async fn get(call: &mut Read, input: Input) -> Result<Output> {
    let (_, doc) = find(&call.scope, &mut call.tx, &input.members).await?;
    let tags = doc.get("tags").cloned().unwrap_or_else(|| json!({}));
    Ok(Output::from(Doc::from_iter([("tags".to_owned(), tags)])))
}

/// Adds tags to a resource.
pub(crate) async fn tag(call: &mut Write, input: Input) -> Result<Output> {
    let (at, mut doc) = find(&call.scope, &mut call.tx, &input.members).await?;
    let tags = doc.entry("tags").or_insert_with(|| json!({}));
    if let Some(tags) = tags.as_object_mut() {
        tags.extend(entries(&input.members, "tags").map(|(name, value)| (name.clone(), value.clone())));
    }
    check(&doc)?;
    call.tx.put(&at, &doc).await?;
    Ok(Output::default())
}

/// Refuses the tags of a resource when they are too many, or AWS's own.
pub(crate) fn check(doc: &Doc) -> Result<()> {
    if entries(doc, "tags").any(|(name, _)| name.starts_with("aws:")) {
        return Err(AwsError::bad_request("Tag keys starting with aws: are reserved for system use"));
    }
    if entries(doc, "tags").count() > MOST {
        return Err(AwsError::bad_request(format!("A resource can have at most {MOST} tags")));
    }
    Ok(())
}

/// Takes tags from a resource.
pub(crate) async fn untag(call: &mut Write, input: Input) -> Result<Output> {
    let (at, mut doc) = find(&call.scope, &mut call.tx, &input.members).await?;
    let names = input.members.get("tagKeys").and_then(Value::as_array);
    if let Some(tags) = doc.get_mut("tags").and_then(Value::as_object_mut) {
        tags.retain(|name, _| !names.is_some_and(|names| names.iter().any(|gone| gone == name.as_str())));
    }
    call.tx.put(&at, &doc).await?;
    Ok(Output::default())
}

/// The resource of `arn:aws:apigateway:{region}::/restapis/{id}`.
async fn find(scope: &Scope, tx: &mut Reading, input: &Doc) -> Result<(String, Doc)> {
    let arn = text(input, "resourceArn");
    let invalid = || AwsError::bad_request(format!("Invalid ARN specified in the request: {arn}"));
    let named: ResourceArn = arn.parse().map_err(|_| invalid())?;
    let private = named.path.strip_prefix("/domainnames/").and_then(|name| name.split_once('+'));
    // The ARNs of portals, their products and private names have the account, others have none.
    let has_account = named.path.starts_with("/portal") || private.is_some();
    let account = if has_account { scope.caller.account.clone() } else { String::new() };
    let is_here = ResourceArn { account, ..ResourceArn::new(&scope.caller.region, &named.path) }.to_string() == arn;
    if !is_here || !TAGGABLE.iter().any(|form| has_form(&named, form)) {
        return Err(invalid());
    }
    let root = scope.root();
    if let Some((name, _)) = private {
        let at = path::join(&format!("{root}/domainnames"), name);
        let found = tx.get(&at).await?.filter(|doc| private::with_id(doc) == named.path.trim_start_matches("/domainnames/"));
        return found.map(|doc| (at, doc)).ok_or_else(|| missing(arn));
    }
    let below: String = named.segments().flat_map(|name| ["/".into(), path::part(name)]).collect();
    // Links to a VPC of the second API have the same ARNs as those of the first, but another path.
    for at in [format!("{root}{below}"), format!("{root}/v2{below}")] {
        // A private name is not the public one that its ARN without an id would name.
        if let Some(doc) = tx.get(&at).await?.filter(|doc| text(doc, "domainNameId").is_empty()) {
            return Ok((at, doc));
        }
    }
    Err(missing(arn))
}

fn missing(arn: &str) -> AwsError {
    AwsError::not_found(format!("Invalid resource identifier specified: {arn}"))
}

/// Whether an ARN's path has a form, in which `*` stands for any name.
fn has_form(arn: &ResourceArn, form: &str) -> bool {
    let form = form.split('/');
    arn.segments().count() == form.clone().count()
        && arn.segments().zip(form).all(|(name, form)| if form == "*" { !name.is_empty() } else { name == form })
}
