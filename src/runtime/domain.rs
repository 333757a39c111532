//! Custom domain names: a host, and which stage serves which of its requests.

use std::sync::Arc;

use ::http::{HeaderMap, HeaderName};

use crate::policy::Policy;
use crate::runtime::EndpointType;
use crate::runtime::truststore::Truststore;

/// A custom domain name.
#[derive(Debug)]
pub struct Domain {
    /// The name, in lower case; `*.example.com` stands for every name one label longer.
    pub name: Arc<str>,
    /// Its routing rules, the first that matches first; none where the routing mode is for mappings only.
    rules: Box<[RoutingRule]>,
    /// Its mappings, those with long base paths first; none where the routing mode is for rules only.
    mappings: Box<[Mapping]>,
    /// What makes it private, if it is.
    pub private: Option<Arc<PrivateDomain>>,
    /// Who may have signed the certificates of clients, where it asks for them.
    pub truststore: Option<Truststore>,
    /// The types of its endpoints; more than one while it moves from one to another.
    pub endpoints: Box<[EndpointType]>,
}

/// A name that VPC endpoints alone lead to, and to private APIs alone (developer guide, "Custom domain names for private APIs in
/// API Gateway").
#[derive(Debug)]
pub struct PrivateDomain {
    /// The ARN by which its policy knows calls: `arn:aws:execute-api:us-east-1:111122223333:/domainnames/private.example.com+abcd1234`.
    pub arn: Box<str>,
    /// Who may call; an error lets nobody.
    pub policy: Result<Policy, Box<str>>,
    /// The VPC endpoints that are associated with it.
    pub vpc_endpoints: Box<[Arc<str>]>,
}

/// What serves the paths below a base path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// The base path without slashes at its ends; empty for all paths.
    pub base_path: Box<str>,
    /// The API's id.
    pub api: Arc<str>,
    /// Its stage; `None` when the path's next segment names it.
    pub stage: Option<Box<str>>,
}

/// What serves the requests that match all conditions of a rule (developer guide, "Routing rules to connect API stages to a
/// custom domain name for REST APIs").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoutingRule {
    /// Its id, which access logs tell.
    pub id: Arc<str>,
    /// When it is asked; lower ones are earlier.
    pub priority: u32,
    /// The base path that requests must have, without slashes at its ends.
    pub base_path: Option<Box<str>>,
    /// The headers that requests must have.
    pub headers: Box<[HeaderCondition]>,
    /// The id of the API that serves them.
    pub api: Arc<str>,
    /// Its stage.
    pub stage: Box<str>,
    /// Whether the API sees paths without the base path.
    pub strip_base_path: bool,
}

/// A header that a request must have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderCondition {
    /// Its name.
    pub name: HeaderName,
    /// What one of its values must be.
    pub value: ValueGlob,
}

/// What the whole of a header's value must be; letters count as they are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueGlob {
    /// This text.
    Exactly(Box<str>),
    /// `text*`
    StartsWith(Box<str>),
    /// `*text`
    EndsWith(Box<str>),
    /// `*text*`
    Contains(Box<str>),
}

/// What of a request decides who serves it at a custom domain name.
#[derive(Clone, Copy, Debug)]
pub struct DomainRequest<'r> {
    /// The host that it was sent to, in lower case, perhaps with a port.
    pub host: &'r str,
    /// Its path.
    pub path: &'r str,
    /// Its headers.
    pub headers: &'r HeaderMap,
}

/// Where a request to a custom domain name goes.
#[derive(Clone, Copy, Debug)]
pub enum Destination<'d> {
    /// Where a routing rule says.
    Rule {
        /// The rule.
        rule: &'d RoutingRule,
        /// How many bytes of the path the API does not see.
        used: usize,
    },
    /// Where a mapping says.
    Mapping {
        /// The mapping.
        mapping: &'d Mapping,
        /// How many bytes of the path the API does not see.
        used: usize,
    },
}

impl Domain {
    /// A domain with these rules and mappings.
    pub fn new(
        name: Arc<str>,
        rules: impl IntoIterator<Item = RoutingRule>,
        mappings: impl IntoIterator<Item = Mapping>,
    ) -> Self {
        let mut rules: Vec<RoutingRule> = rules.into_iter().collect();
        rules.sort_by_key(|rule| rule.priority);
        let mut mappings: Vec<Mapping> = mappings.into_iter().collect();
        mappings.sort_by_key(|mapping| std::cmp::Reverse(mapping.base_path.len()));
        let endpoints = Box::default();
        Self { name, rules: rules.into(), mappings: mappings.into(), private: None, truststore: None, endpoints }
    }

    /// Where a request goes: the first rule that matches it, else the mapping with the longest base path that its path begins
    /// with.
    pub fn find(&self, request: DomainRequest<'_>) -> Option<Destination<'_>> {
        let by_rule = self.rules.iter().find_map(|rule| Some(Destination::Rule { rule, used: rule.matches(request)? }));
        by_rule.or_else(|| {
            self.mappings.iter().find_map(|mapping| {
                Some(Destination::Mapping { mapping, used: length_of_base_path(&mapping.base_path, request.path)? })
            })
        })
    }
}

impl RoutingRule {
    /// Whether a request matches all conditions, and then how many bytes of its path the API does not see.
    fn matches(&self, request: DomainRequest<'_>) -> Option<usize> {
        let length = length_of_base_path(self.base_path.as_deref().unwrap_or(""), request.path)?;
        let all = self.headers.iter().all(|condition| condition.matches(request));
        all.then_some(if self.strip_base_path { length } else { 0 })
    }
}

impl HeaderCondition {
    fn matches(&self, request: DomainRequest<'_>) -> bool {
        // A client of a local port has to name it in this header; rules name hosts without one.
        if self.name == ::http::header::HOST {
            return self.value.matches(without_port(request.host));
        }
        request.headers.get_all(&self.name).iter().any(|value| value.to_str().is_ok_and(|value| self.value.matches(value)))
    }
}

impl ValueGlob {
    fn matches(&self, value: &str) -> bool {
        match self {
            Self::Exactly(text) => value == &**text,
            Self::StartsWith(text) => value.starts_with(&**text),
            Self::EndsWith(text) => value.ends_with(&**text),
            Self::Contains(text) => value.contains(&**text),
        }
    }
}

fn without_port(host: &str) -> &str {
    host.rsplit_once(':').map_or(host, |(name, _)| name)
}

/// How many bytes of `path` its base path is; none when it begins with another one.
fn length_of_base_path(base_path: &str, path: &str) -> Option<usize> {
    if base_path.is_empty() {
        return Some(0);
    }
    let rest = path.strip_prefix('/')?.strip_prefix(base_path)?;
    (rest.is_empty() || rest.starts_with('/')).then_some(path.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mapping(base_path: &str, api: &str) -> Mapping {
        Mapping { base_path: base_path.into(), api: api.into(), stage: None }
    }

    fn found<'d>(domain: &'d Domain, path: &str) -> Option<(&'d str, String)> {
        let headers = HeaderMap::new();
        match domain.find(DomainRequest { host: "a", path, headers: &headers })? {
            Destination::Mapping { mapping, used } => Some((&mapping.api, path[used..].to_owned())),
            Destination::Rule { rule, used } => Some((&rule.api, path[used..].to_owned())),
        }
    }

    // Developer guide, rest-api-mappings: requests go to the longest matching path.
    #[test]
    fn the_longest_base_path_wins() {
        let mappings = [mapping("", "all"), mapping("orders", "orders"), mapping("orders/v2", "second")];
        let domain = Domain::new("a".into(), [], mappings);
        for (path, api, below) in [
            ("/orders/v2/items", "second", "/items"),
            ("/orders/v1/items", "orders", "/v1/items"),
            ("/orders", "orders", ""),
            ("/ordersx", "all", "/ordersx"),
        ] {
            assert_eq!(found(&domain, path), Some((api, below.to_owned())));
        }
    }

    #[test]
    fn a_path_without_a_mapping_leads_nowhere() {
        assert_eq!(found(&Domain::new("a".into(), [], [mapping("orders", "orders")]), "/pets"), None);
    }
}
