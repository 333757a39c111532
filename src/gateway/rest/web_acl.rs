//! The stage's web ACL, which comes before every other check (developer guide, "Using AWS WAF to protect your APIs").

use std::sync::Arc;

use crate::gateway::error::{GatewayError, GatewayResponseType};
use crate::gateway::rest::exchange::Exchange;
use crate::waf::{Owner, WebRequest};

impl Exchange<'_> {
    /// Refuses a request that the web ACL blocks. One that no file stands for lets nothing pass.
    pub(super) fn filter(&self) -> Result<(), GatewayError> {
        let Some(arn) = &self.stage.web_acl else { return Ok(()) };
        let started = self.gateway.clock.instant();
        let result = self.ask(arn);
        self.checks.waf.ended(self.gateway.clock, started, &result);
        result
    }

    /// `$context.wafResponseCode`; none where there is no web ACL.
    pub(super) fn waf_response_code(&self) -> Option<&'static str> {
        Some(if self.checks.waf.get()?.error.is_none() { "WAF_ALLOW" } else { "WAF_BLOCK" })
    }

    fn ask(&self, arn: &str) -> Result<(), GatewayError> {
        let Some(web_acl) = self.gateway.web_acls.get(arn) else {
            let detail = format!("no --web-acl gives the rules of {arn}, and no call passes rules that are not known");
            return Err(GatewayError::new(GatewayResponseType::ApiConfigurationError, detail));
        };
        let inbound = self.inbound;
        let (method, headers, body) = inbound.as_sent();
        let (path, query) = (self.path_with_stage(), inbound.query());
        let (address, at) = (inbound.peer.ip(), self.received.as_seconds());
        let owner = Owner { account: Arc::clone(&self.api.account), region: Arc::clone(&self.api.region) };
        let request = WebRequest { address, method, path: &path, query, headers, body, at, owner: &owner };
        match web_acl.blocks(&request) {
            None => Ok(()),
            Some(by) => Err(GatewayError::new(GatewayResponseType::WafFiltered, format!("the web ACL blocks it by {by}"))),
        }
    }
}
