//! Web ACLs: which requests AWS WAF would let through (AWS WAF developer guide, "Web ACL rules and rule groups").
//!
//! Pure: a web ACL knows nothing about requests but what it is told as a [`WebRequest`].

use std::net::IpAddr;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, Method};

use crate::waf::statement::Statement;

pub use crate::waf::document::InvalidWebAcl;
pub use crate::waf::file::{WebAclFile, WebAclFileError};

mod document;
mod field;
mod file;
mod rate;
mod statement;
#[cfg(test)]
mod tests;

/// A web ACL, parsed.
#[derive(Debug)]
pub struct WebAcl {
    /// In the order of their priorities.
    rules: Box<[Rule]>,
    /// What becomes of a request that no rule decides.
    default: Verdict,
}

/// One rule of a web ACL. Rules that only count decide nothing, and are not kept.
#[derive(Debug)]
struct Rule {
    name: Box<str>,
    statement: Statement,
    verdict: Verdict,
}

/// What becomes of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Allow,
    Block,
}

/// A request, as rules look at it.
#[derive(Clone, Copy, Debug)]
pub struct WebRequest<'r> {
    /// Who sent it.
    pub address: IpAddr,
    /// Its method.
    pub method: &'r Method,
    /// Its path, as sent.
    pub path: &'r str,
    /// Its query, as sent.
    pub query: &'r str,
    /// Its headers.
    pub headers: &'r HeaderMap,
    /// Its whole body.
    pub body: &'r Bytes,
    /// When it came, in seconds since 1970.
    pub at: i64,
    /// Whom it is for. What comes for others is counted apart.
    pub owner: &'r Owner,
}

/// An account and a region.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Owner {
    /// The account, 12 digits.
    pub account: Arc<str>,
    /// The region.
    pub region: Arc<str>,
}

impl WebAcl {
    /// What blocks a request: the first rule that decides it, by name, or the default action. None lets it pass.
    pub fn blocks(&self, request: &WebRequest<'_>) -> Option<&str> {
        let deciding = self.rules.iter().find(|rule| rule.statement.matches(request));
        let (by, verdict) = deciding.map_or(("the default action", self.default), |rule| (&*rule.name, rule.verdict));
        (verdict == Verdict::Block).then_some(by)
    }

    /// Forgets who has sent how many requests for some owners. A rate is counted by a rule itself, never inside another statement.
    pub fn forget_senders(&self, is_meant: impl Fn(&Owner) -> bool) {
        for rule in &self.rules {
            if let Statement::Rate(rate) = &rule.statement {
                rate.forget_senders(&is_meant);
            }
        }
    }
}
