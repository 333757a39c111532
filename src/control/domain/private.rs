//! Private custom domain names: names of private APIs, with an id and a policy, which VPC endpoints reach that are associated
//! with them (developer guide, "Custom domain names for private APIs in API Gateway").

use emulator_api::arn::partition_of;
use emulator_api::codec::Doc;
use emulator_api::error::{AwsError, Result};
use emulator_api::patch::PatchOperation;
use serde_json::{Value, json};

use crate::control::call::{Scope, default, text};
use crate::ids;
use crate::policy::Policy;
use crate::store::{Reading, path};

use super::name::{self, DOMAIN_NAME};

/// What a name begins with: "API Gateway provisions a domain name with a deny all resource policy."
const DENY_ALL: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"execute-api:Invoke","Resource":"execute-api:/*"}]}"#;

/// The members that private names have and others do not.
const POLICIES: [&str; 2] = ["policy", "managementPolicy"];

/// Whether a name is one of private APIs.
pub(crate) fn is_private(domain: &Doc) -> bool {
    domain.get("endpointConfiguration").is_some_and(|configuration| configuration["types"] == json!(["PRIVATE"]))
}

/// `private.example.com+abcd1234`: a name as ARNs have it, a private one with its id.
pub(crate) fn with_id(domain: &Doc) -> String {
    let (name, id) = (text(domain, "domainName"), text(domain, "domainNameId"));
    if id.is_empty() { name.to_owned() } else { format!("{name}+{id}") }
}

/// The name's own ARN, which has the account: the name alone is not unique.
pub(crate) fn arn(scope: &Scope, domain: &Doc) -> String {
    scope.arn_with_account(&format!("/domainnames/{}", with_id(domain)))
}

/// The ARN by which policies know calls of the name that is stored at a path.
pub(crate) fn execution_arn_at(at: &str, domain: &Doc) -> String {
    let root = path::parent(path::parent(at));
    let (account, region) = (path::last(path::parent(root)), path::last(root));
    format!("arn:{}:execute-api:{region}:{account}:/domainnames/{}", partition_of(&region), with_id(domain))
}

/// Gives a new private name its id, and what AWS fills in.
pub(super) fn prepare(scope: &Scope, domain: &mut Doc) -> Result<()> {
    if is_private(domain) {
        domain.insert("domainNameId".to_owned(), json!(ids::lower_alphanumeric(10)));
        if let Some(configuration) = domain.get_mut("endpointConfiguration").and_then(Value::as_object_mut) {
            default(configuration, "ipAddressType", "dualstack");
        }
        default(domain, "policy", DENY_ALL);
    }
    settle(scope, None, domain)
}

/// Refuses an update that takes a policy away: it may be replaced, and nothing else.
pub(super) fn check_policies(operations: &[PatchOperation]) -> Result<()> {
    let is_policy = |path: &str| path.strip_prefix('/').is_some_and(|member| POLICIES.contains(&member));
    match operations.iter().find(|operation| is_policy(operation.path.as_str()) && operation.value.is_none()) {
        None => Ok(()),
        Some(operation) => Err(AwsError::bad_request(format!("{} Invalid request input", operation.path))),
    }
}

/// Refuses policies that are none, and those of names that are not private; writes out what they abbreviate. Of a name that is there
/// already, `before`, it is about the policies that it gets.
pub(super) fn settle(scope: &Scope, before: Option<&Doc>, domain: &mut Doc) -> Result<()> {
    let is_new =
        |member: &str, policy: Option<&Value>| policy.is_some() && before.and_then(|before| before.get(member)) != policy;
    let new: Vec<&str> = POLICIES.into_iter().filter(|member| is_new(member, domain.get(*member))).collect();
    if !is_private(domain) {
        let refused = "A policy can only be specified for a domain name with the endpoint type PRIVATE";
        return if new.is_empty() { Ok(()) } else { Err(AwsError::bad_request(refused)) };
    }
    let own = execution_arn_at(&DOMAIN_NAME.path(scope, domain), domain);
    for member in new {
        let Some(Value::String(policy)) = domain.get_mut(member) else { continue };
        let written = policy.replace("\"execute-api:/*\"", &json!(own).to_string());
        let compact = serde_json::from_str::<Value>(&written).ok().filter(|_| Policy::parse_for_api(&written, &own).is_ok());
        let invalid = || {
            AwsError::bad_request("Invalid policy document. Please check the policy syntax and ensure that Principals are valid.")
        };
        *policy = compact.ok_or_else(invalid)?.to_string();
    }
    Ok(())
}

/// Refuses an input that does not name a custom domain name as it has to be named: a private one with its id, another
/// without one. The second API's operations on names and mappings take no id: to them there are no private names.
pub(crate) async fn require_named(scope: &Scope, tx: &mut Reading, input: &Doc) -> Result<()> {
    let domain = tx.get(&DOMAIN_NAME.path(scope, input)).await?;
    let named = domain.is_none_or(|domain| text(&domain, "domainNameId") == text(input, "domainNameId"));
    if named { Ok(()) } else { Err(name::missing()) }
}
