//! Domain name access associations: which VPC endpoints lead to a private custom domain name.

use emulator_api::arn::Arn;
use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, Result};
use emulator_api::patch::Refusals;
use serde_json::json;

use crate::control::call::{Effect, Read, Scope, Write, text};
use crate::control::crud;
use crate::control::domain::name::{self, DOMAIN_NAME};
use crate::control::domain::private;
use crate::control::kind::{Id, Kind, Then, fine, nothing};
use crate::store::{Reading, StoreError, path};

const ARN: &str = "domainNameAccessAssociationArn";

/// An association.
pub(crate) static ACCESS_ASSOCIATION: Kind = Kind {
    name: "DomainNameAccessAssociation",
    collection: "/domainnameaccessassociations",
    key: ARN,
    id: Id::Given(ARN),
    orphan: None,
    missing: |_, _| AwsError::not_found("Invalid domain name access association identifier specified"),
    taken: |association| {
        let (source, domain) = (text(association, "accessAssociationSource"), text(association, "domainNameArn"));
        AwsError::conflict(format!("A domain name access association between {source} and {domain} already exists"))
    },
    unique: None,
    defaults: nothing,
    check: fine,
    patch: &[],
    refusals: Refusals::Plain,
    view: nothing,
    then: Then::Nothing,
};

/// Associates a VPC endpoint with a private custom domain name of the caller's account.
pub(crate) async fn create(call: &mut Write, input: Input) -> Result<Output> {
    let mut doc = crud::body(call.scope.spec, &input.members);
    let (name, source) = (text(&doc, "domainNameArn").to_owned(), text(&doc, "accessAssociationSource").to_owned());
    let is_endpoint =
        source.strip_prefix("vpce-").is_some_and(|id| !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    if !is_endpoint {
        return Err(AwsError::bad_request(format!("Invalid VPC endpoint identifier specified: {source}")));
    }
    let domain = domain_of(&call.scope, &mut call.tx, &name).await?;
    let named = name.rsplit('/').next().unwrap_or_default();
    let own = format!("/domainnameaccessassociations/domainname/{named}/vpcesource/{source}");
    doc.insert(ARN.to_owned(), json!(call.scope.arn_with_account(&own)));
    let (_, doc) = crud::insert(call, &ACCESS_ASSOCIATION, &input.members, doc).await?;
    call.then(Effect::PublishDomain(domain));
    Ok(Output::from(doc))
}

/// Answers the associations that the caller made; no other account makes any with its names.
pub(crate) async fn list(call: &mut Read, input: Input) -> Result<Output> {
    let own = text(&input.members, "resourceOwner") != "OTHER_ACCOUNTS";
    crud::list_where(call, &ACCESS_ASSOCIATION, input, |_| own).await
}

/// Deletes an association.
pub(crate) async fn delete(call: &mut Write, input: Input) -> Result<Output> {
    let association = crud::find(&call.scope, &mut call.tx, &ACCESS_ASSOCIATION, &input.members).await?;
    remove(call, input, &association).await
}

/// Has the owner of a name turn an association away.
pub(crate) async fn reject(call: &mut Write, input: Input) -> Result<Output> {
    let association = crud::find(&call.scope, &mut call.tx, &ACCESS_ASSOCIATION, &input.members).await?;
    if text(&association, "domainNameArn") != text(&input.members, "domainNameArn") {
        return Err((ACCESS_ASSOCIATION.missing)(&call.scope, &input.members));
    }
    remove(call, input, &association).await
}

async fn remove(call: &mut Write, input: Input, association: &Doc) -> Result<Output> {
    let domain = domain_of(&call.scope, &mut call.tx, text(association, "domainNameArn")).await?;
    call.then(Effect::PublishDomain(domain));
    crud::delete(call, &ACCESS_ASSOCIATION, input).await
}

/// Removes the associations of a name that goes.
pub(super) async fn forget(call: &mut Write, domain: &Doc) -> Result<()> {
    let arn = private::arn(&call.scope, domain);
    let all = call.tx.children(&ACCESS_ASSOCIATION.collection(&call.scope, domain), None, usize::MAX).await?;
    for association in all.iter().filter(|stored| text(&stored.doc, "domainNameArn") == arn) {
        call.tx.delete_tree(&association.path);
    }
    Ok(())
}

/// The VPC endpoints that lead to the name at a path.
pub(crate) async fn endpoints(tx: &mut Reading, at: &str, domain: &Doc) -> Result<Vec<String>, StoreError> {
    let root = path::parent(path::parent(at));
    let name = format!("/domainnames/{}+{}", text(domain, "domainName"), text(domain, "domainNameId"));
    let all = tx.children(&format!("{root}/domainnameaccessassociations"), None, usize::MAX).await?;
    let own = all.into_iter().filter(|stored| text(&stored.doc, "domainNameArn").ends_with(&name));
    Ok(own.map(|stored| text(&stored.doc, "accessAssociationSource").to_owned()).collect())
}

/// The path of the private name with an ARN, `arn:aws:apigateway:us-east-1:111122223333:/domainnames/private.example.com+abcd1234`.
async fn domain_of(scope: &Scope, tx: &mut Reading, arn: &str) -> Result<String> {
    let invalid = || AwsError::bad_request(format!("Invalid ARN specified in the request: {arn}"));
    let parsed = Arn::parse(arn).filter(|parsed| parsed.service == "apigateway" && parsed.region == scope.caller.region);
    let parsed = parsed.ok_or_else(invalid)?;
    let named = parsed.resource.strip_prefix("/domainnames/").and_then(|named| named.split_once('+'));
    let (domain, id) = named.ok_or_else(invalid)?;
    if parsed.account != scope.caller.account {
        return Err(AwsError::not_implemented("A domain name access association with a name of another account"));
    }
    let named = Doc::from_iter([("domainName".to_owned(), json!(domain))]);
    let at = DOMAIN_NAME.path(scope, &named);
    match tx.get(&at).await? {
        Some(found) if text(&found, "domainNameId") == id => Ok(at),
        _ => Err(name::missing()),
    }
}
