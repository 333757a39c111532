//! The routing rules of a custom domain name (developer guide, "Routing rules to connect API stages to a custom domain name for
//! REST APIs").

use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, Result};
use emulator_api::patch::Refusals;
use serde_json::{Value, json};

use crate::compile::domain::{self, may_have_rules};
use crate::control::call::{Effect, Read, Scope, Write, default, text};
use crate::control::crud;
use crate::control::domain::mapping::{API_MAPPING, ApiKind, find_api};
use crate::control::domain::name::{self, DOMAIN_NAME};
use crate::control::domain::private;
use crate::control::kind::{Id, Kind, Then, fine, nothing};
use crate::ids;
use crate::store::path;

/// A routing rule.
pub(crate) static ROUTING_RULE: Kind = Kind {
    name: "RoutingRule",
    collection: "/domainnames/{domainName}/routingrules",
    key: "routingRuleId",
    id: Id::Given("routingRuleId"),
    orphan: Some(|_, _| name::missing()),
    missing: |_, _| AwsError::not_found("Invalid routing rule identifier specified").with_member("resourceType", "RoutingRule"),
    taken: |_| AwsError::conflict("Routing rule already exists"),
    unique: None,
    defaults: |_, rule| {
        default(rule, "conditions", json!([]));
        let actions = rule.get_mut("actions").and_then(Value::as_array_mut).into_iter().flatten();
        for invoke in actions.filter_map(|action| action.get_mut("invokeApi")?.as_object_mut()) {
            default(invoke, "stripBasePath", false);
        }
    },
    check: fine,
    patch: &[],
    refusals: Refusals::Plain,
    view: nothing,
    then: Then::Nothing,
};

/// Creates a rule.
pub(crate) async fn create(call: &mut Write, input: Input) -> Result<Output> {
    private::require_named(&call.scope, &mut call.tx, &input.members).await?;
    let mut doc = crud::body(call.scope.spec, &input.members);
    check(call, &input.members, &doc).await?;
    let id = ids::lower_alphanumeric(6);
    doc.insert("routingRuleArn".to_owned(), json!(arn(&call.scope, &input.members, &id)));
    doc.insert("routingRuleId".to_owned(), json!(id));
    let (at, doc) = crud::insert(call, &ROUTING_RULE, &input.members, doc).await?;
    call.then(Effect::PublishDomain(domain_of(&at)));
    Ok(Output::from(doc))
}

/// Puts a rule in the place of one, whose id it keeps.
pub(crate) async fn put(call: &mut Write, input: Input) -> Result<Output> {
    private::require_named(&call.scope, &mut call.tx, &input.members).await?;
    let before = crud::find(&call.scope, &mut call.tx, &ROUTING_RULE, &input.members).await?;
    let mut doc = crud::body(call.scope.spec, &input.members);
    for member in ["routingRuleId", "routingRuleArn"] {
        doc.insert(member.to_owned(), before.get(member).cloned().unwrap_or_default());
    }
    check(call, &input.members, &doc).await?;
    let at = ROUTING_RULE.path(&call.scope, &input.members);
    let doc = crud::overwrite(call, &ROUTING_RULE, &at, doc).await?;
    call.then(Effect::PublishDomain(domain_of(&at)));
    Ok(Output::from(doc))
}

/// Answers a rule.
pub(crate) async fn get(call: &mut Read, input: Input) -> Result<Output> {
    private::require_named(&call.scope, &mut call.tx, &input.members).await?;
    crud::get(call, &ROUTING_RULE, input).await
}

/// Answers a page of rules, under the name that only this list has for its items.
pub(crate) async fn list(call: &mut Read, input: Input) -> Result<Output> {
    private::require_named(&call.scope, &mut call.tx, &input.members).await?;
    let Output { mut members, .. } = crud::list(call, &ROUTING_RULE, input).await?;
    let items = members.shift_remove("items").unwrap_or_default();
    members.shift_insert(0, "routingRules".to_owned(), items);
    Ok(Output::from(members))
}

/// Deletes a rule.
pub(crate) async fn delete(call: &mut Write, input: Input) -> Result<Output> {
    private::require_named(&call.scope, &mut call.tx, &input.members).await?;
    let at = ROUTING_RULE.path(&call.scope, &input.members);
    crud::remove(call, &ROUTING_RULE, &input.members).await?;
    call.then(Effect::PublishDomain(domain_of(&at)));
    Ok(Output::default())
}

/// Refuses what AWS refuses of a rule. Which rules it refuses is the guide's word; how it says so was not found.
async fn check(call: &mut Write, input: &Doc, rule: &Doc) -> Result<()> {
    let refuse = |message: String| Err(AwsError::bad_request(message));
    let at = DOMAIN_NAME.path(&call.scope, input);
    let domain = call.tx.get(&at).await?.ok_or_else(name::missing)?;
    if !may_have_rules(domain.get("routingMode").and_then(Value::as_str)) {
        return refuse("Routing rules are not supported for a domain name with the routing mode API_MAPPING_ONLY".to_owned());
    }
    let invalid = |what: String| AwsError::bad_request(format!("Invalid routing rule specified: {what}"));
    let compiled = domain::routing_rule(rule).map_err(invalid)?;
    let api = match find_api(call, &compiled.api).await? {
        Some((at, ApiKind::Rest)) => at,
        Some(_) => {
            return refuse(
                "Invalid API specified: WebSocket and HTTP APIs are not supported as targets of routing rules".to_owned(),
            );
        }
        None => return refuse("Invalid REST API identifier specified".to_owned()),
    };
    if !call.tx.exists(&path::join(&format!("{api}/stages"), &compiled.stage)).await? {
        return refuse("Invalid stage identifier specified".to_owned());
    }
    if leads_to_apis_of_both_kinds(call, input).await? {
        return refuse(
            "Routing rules are not supported for a domain name with API mappings to both REST and HTTP APIs".to_owned(),
        );
    }
    let others = call.tx.children(&ROUTING_RULE.collection(&call.scope, input), None, usize::MAX).await?;
    let is_taken = |other: &Doc| {
        text(other, "routingRuleId") != &*compiled.id
            && other.get("priority").and_then(Value::as_u64) == Some(compiled.priority.into())
    };
    if others.iter().any(|other| is_taken(&other.doc)) {
        return Err(AwsError::conflict(format!("A routing rule with priority {} already exists", compiled.priority)));
    }
    Ok(())
}

/// "If your custom domain name has API mappings to both REST and HTTP APIs, routing rules isn't supported."
async fn leads_to_apis_of_both_kinds(call: &mut Write, input: &Doc) -> Result<bool> {
    let mappings = call.tx.children(&API_MAPPING.collection(&call.scope, input), None, usize::MAX).await?;
    let (mut rest, mut http) = (false, false);
    for mapping in &mappings {
        let kind = find_api(call, text(&mapping.doc, "apiId")).await?.map(|(_, kind)| kind);
        rest |= kind == Some(ApiKind::Rest);
        http |= kind == Some(ApiKind::Http);
    }
    Ok(rest && http)
}

/// The rule's ARN, which unlike others has the account (service authorization reference, "Resource types defined by Amazon API
/// Gateway Management V2").
fn arn(scope: &Scope, input: &Doc, id: &str) -> String {
    scope.arn_with_account(&format!("/domainnames/{}/routingrules/{id}", private::with_id(input)))
}

/// The path of the name that a rule belongs to.
fn domain_of(at: &str) -> String {
    path::parent(path::parent(at)).to_owned()
}
