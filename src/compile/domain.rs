//! Compiles a custom domain name: its routing mode, its routing rules, and what is mapped to it.

use std::sync::Arc;

use emulator_api::Doc;
use http::HeaderName;
use serde_json::Value;

use crate::compile::document::{flag, object, text, texts};
use crate::compile::{Diagnostic, condition_keys};
use crate::policy::Policy;
use crate::runtime::EndpointType;
use crate::runtime::domain::{Domain, HeaderCondition, Mapping, PrivateDomain, RoutingRule, ValueGlob};
use crate::runtime::truststore::Truststore;

/// Headers that no condition may name (developer guide, "Routing rules to connect API stages to a custom domain name for REST
/// APIs", "Restrictions"); those that begin like these, too.
const RESTRICTED_PREFIXES: [&str; 4] = ["access-control-", "apigw-", "x-amz-", "x-amzn-"];
const RESTRICTED: [&str; 20] = [
    "authorization",
    "connection",
    "content-encoding",
    "content-length",
    "content-location",
    "forwarded",
    "keep-alive",
    "origin",
    "proxy-authenticate",
    "proxy-authorization",
    "te",
    "trailers",
    "transfer-encoding",
    "upgrade",
    "via",
    "x-apigw-api-id",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-restapi",
];

/// Compiles the name `domain` with the documents of its API mappings and routing rules. Its routing mode says which of them
/// lead requests: "API callers can't access your domain name using any unsupported routing modes" (developer guide, "Set the
/// routing mode for your custom domain name").
pub fn compile_domain(name: Arc<str>, domain: &Doc, mappings: &[Doc], rules: &[Doc]) -> (Domain, Vec<Diagnostic>) {
    let mode = text(domain, "routingMode");
    let mappings = if may_have_mappings(mode) { mappings } else { &[] };
    let mut diagnostics = Vec::new();
    let mut compiled = Vec::new();
    for document in rules.iter().filter(|_| may_have_rules(mode)) {
        match routing_rule(document) {
            Ok(rule) => compiled.push(rule),
            Err(what) => {
                let path = format!("/routingrules/{}", text(document, "routingRuleId").unwrap_or(""));
                diagnostics.push(Diagnostic::new(path, format!("{what}; the rule leads no requests")));
            }
        }
    }
    let mut compiled = Domain::new(name, compiled, mappings.iter().map(mapping));
    compiled.private = private(domain, &mut diagnostics);
    compiled.truststore = truststore(domain, &mut diagnostics);
    compiled.endpoints = object(domain, "endpointConfiguration").map(endpoints).unwrap_or_default();
    (compiled, diagnostics)
}

/// Who may have signed the certificates of clients. One that trusts nobody lets nobody through.
fn truststore(domain: &Doc, diagnostics: &mut Vec<Diagnostic>) -> Option<Truststore> {
    let pem = text(domain, "truststore")?;
    let (truststore, unreadable) = Truststore::parse(pem);
    let told = unreadable.into_iter().map(|what| Diagnostic::new("/mutualTlsAuthentication", what).tolerated(true));
    diagnostics.extend(told);
    Some(truststore)
}

fn endpoints(configuration: &Doc) -> Box<[EndpointType]> {
    let types = texts(configuration, "types");
    types
        .map(|kind| match kind {
            "EDGE" => EndpointType::Edge,
            "PRIVATE" => EndpointType::Private,
            _ => EndpointType::Regional,
        })
        .collect()
}

/// What makes a name private: its id, its policy, and the VPC endpoints that lead to it.
fn private(domain: &Doc, diagnostics: &mut Vec<Diagnostic>) -> Option<Arc<PrivateDomain>> {
    let arn = text(domain, "executionArn")?;
    let policy = Policy::parse_for_api(text(domain, "policy").unwrap_or_default(), arn).map_err(|error| error.to_string().into());
    match &policy {
        Ok(policy) => condition_keys::report(policy, diagnostics),
        Err(error) => diagnostics.push(Diagnostic::new("", format!("the name's policy cannot be read: {error}"))),
    }
    let vpc_endpoints = texts(domain, "vpcEndpointIds").map(Arc::from).collect();
    Some(Arc::new(PrivateDomain { arn: arn.into(), policy, vpc_endpoints }))
}

/// Whether routing rules lead requests in a routing mode, by the first API's name of it.
pub fn may_have_rules(mode: Option<&str>) -> bool {
    matches!(mode, Some("ROUTING_RULE_ONLY" | "ROUTING_RULE_THEN_BASE_PATH_MAPPING"))
}

/// Whether API mappings lead requests in a routing mode, by the first API's name of it.
pub fn may_have_mappings(mode: Option<&str>) -> bool {
    mode != Some("ROUTING_RULE_ONLY")
}

fn mapping(document: &Doc) -> Mapping {
    Mapping {
        base_path: text(document, "apiMappingKey").unwrap_or("").into(),
        api: text(document, "apiId").unwrap_or("").into(),
        stage: text(document, "stage").map(Into::into),
    }
}

/// Reads a routing rule.
///
/// # Errors
/// What the rule cannot have, one clause.
pub fn routing_rule(document: &Doc) -> Result<RoutingRule, String> {
    let [action] = &*objects(document, "actions") else { return Err("a rule has exactly one action".to_owned()) };
    let invoke = object(action, "invokeApi").ok_or("the only action is invokeApi")?;
    let mut base_path = None;
    let mut headers = Vec::new();
    for condition in objects(document, "conditions") {
        match (object(condition, "matchBasePaths"), object(condition, "matchHeaders")) {
            (Some(paths), None) if base_path.is_none() => base_path = Some(single_base_path(paths)?),
            (Some(_), None) => return Err("a rule has at most one condition on base paths".to_owned()),
            (None, Some(of_headers)) if headers.len() < 2 => headers.push(single_header(of_headers)?),
            (None, Some(_)) => return Err("a rule has at most two conditions on headers".to_owned()),
            (None, None) | (Some(_), Some(_)) => {
                return Err("a condition has either matchBasePaths or matchHeaders".to_owned());
            }
        }
    }
    let priority = document.get("priority").and_then(Value::as_u64).and_then(|priority| priority.try_into().ok());
    Ok(RoutingRule {
        id: text(document, "routingRuleId").unwrap_or("").into(),
        priority: priority.ok_or("a rule has a priority")?,
        base_path,
        headers: headers.into(),
        api: text(invoke, "apiId").unwrap_or("").into(),
        stage: text(invoke, "stage").unwrap_or("").into(),
        strip_base_path: flag(invoke, "stripBasePath"),
    })
}

/// "You can create a base path condition for only one base path", of letters, digits and a few others.
fn single_base_path(condition: &Doc) -> Result<Box<str>, String> {
    let [path] = *texts(condition, "anyOf").collect::<Vec<_>>() else {
        return Err("matchBasePaths has exactly one base path".to_owned());
    };
    let is_allowed = |letter: u8| letter.is_ascii_alphanumeric() || b"$-_.+!*'()/".contains(&letter);
    let inside = path.trim_matches('/');
    if inside.is_empty() || path.len() >= 128 || !path.bytes().all(is_allowed) {
        return Err(format!(
            "the base path {path:?} is not one: it has less than 128 characters, which are letters, digits and $-_.+!*'()/"
        ));
    }
    Ok(inside.into())
}

/// "Each `anyOf` condition can only contain one header value."
fn single_header(condition: &Doc) -> Result<HeaderCondition, String> {
    let [header] = &*objects(condition, "anyOf") else { return Err("matchHeaders has exactly one header".to_owned()) };
    let [name, glob] = ["header", "valueGlob"].map(|member| text(header, member).unwrap_or(""));
    let lower = name.to_ascii_lowercase();
    if RESTRICTED.contains(&&*lower) || RESTRICTED_PREFIXES.iter().any(|prefix| lower.starts_with(prefix)) {
        return Err(format!("the header {name} is restricted, no condition may name it"));
    }
    let is_allowed =
        |text: &str| text.bytes().all(|letter| letter.is_ascii_alphanumeric() || b"*?-!#$%&'.^_`|~".contains(&letter));
    let parsed = HeaderName::try_from(&*lower).ok().filter(|_| is_allowed(name) && name.len() < 40);
    let name = parsed.ok_or_else(|| {
        format!(
            "{name:?} is not the name of a header: it has less than 40 characters, which are letters, digits and *?-!#$%&'.^_`|~"
        )
    })?;
    let value = value_glob(glob).filter(|_| is_allowed_value(glob) && glob.len() < 128).ok_or_else(|| {
        format!("the value {glob:?} cannot be matched: it has less than 128 characters, at most 40 where it begins and ends with *, and no * elsewhere")
    })?;
    Ok(HeaderCondition { name, value })
}

/// The characters of a value; the guide's second example has `=`, which its restrictions leave out.
fn is_allowed_value(glob: &str) -> bool {
    glob.bytes().all(|letter| letter.is_ascii_graphic() || letter == b' ')
}

fn value_glob(glob: &str) -> Option<ValueGlob> {
    let without = |text: &str| (!text.contains('*')).then(|| Box::<str>::from(text));
    match (glob.strip_prefix('*'), glob.strip_suffix('*')) {
        _ if glob.is_empty() => None,
        _ if glob == "*" => Some(ValueGlob::Contains("".into())),
        (None, None) => without(glob).map(ValueGlob::Exactly),
        (None, Some(start)) => without(start).map(ValueGlob::StartsWith),
        (Some(end), None) => without(end).map(ValueGlob::EndsWith),
        (Some(_), Some(_)) => {
            let inside = glob.get(1..glob.len() - 1).filter(|inside| !inside.is_empty() && glob.len() <= 40)?;
            without(inside).map(ValueGlob::Contains)
        }
    }
}

fn objects<'d>(document: &'d Doc, name: &str) -> Vec<&'d Doc> {
    document.get(name).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object).collect()
}
