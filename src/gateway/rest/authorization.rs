//! What authorization reads of a request for a REST API.

use std::borrow::Cow;

use bytes::Bytes;

use crate::clock::Clock;
use crate::gateway::authorize::{Caller, FunctionRequest, MethodRequest};
use crate::gateway::inbound::Inbound;
use crate::gateway::logs::wording::{map, masked};
use crate::gateway::observed::Checks;
use crate::gateway::rest::event;
use crate::gateway::rest::exchange::Exchange;
use crate::runtime::Api;
use crate::runtime::auth::function::{AuthorizerKind, FunctionAuthorizer};
use crate::runtime::auth::results::AuthorizerResults;

impl FunctionRequest for Exchange<'_> {
    fn clock(&self) -> &Clock {
        &self.api.shared.clock
    }

    fn inbound(&self) -> &Inbound {
        self.inbound
    }

    fn query_parameter(&self, name: &str) -> Option<Cow<'_, str>> {
        self.query().get(name).map(Cow::Borrowed)
    }

    fn stage_variable(&self, name: &str) -> Option<&str> {
        self.stage.stage_variables.get(name)
    }

    fn context_value(&self, name: &str) -> Option<Cow<'_, str>> {
        self.context(name)
    }

    fn authorizer_event(&self, _kind: &AuthorizerKind, method_arn: &str, _identity: &[Cow<'_, str>]) -> Bytes {
        event::request_authorizer(self, method_arn)
    }

    fn authorizer_results(&self) -> Option<&AuthorizerResults> {
        Some(&self.stage.state.authorizer_results)
    }

    fn checks(&self) -> &Checks {
        &self.checks
    }

    fn authorizer_begins(&self, id: &str) {
        self.log_step(|| format!("Starting authorizer: {id} for request: {}", self.ids.request()));
    }

    fn authorizer_asks(&self, authorizer: &FunctionAuthorizer, identity: &[Cow<'_, str>], event: &Bytes) {
        self.log_data(|| format!("Incoming identity: {}", shown_identity(&authorizer.kind, identity)));
        self.log_invocation(&authorizer.function, event);
    }

    fn identified(&self, caller: Caller) {
        self.identify(caller);
    }
}

impl MethodRequest for Exchange<'_> {
    fn api(&self) -> &Api {
        self.api
    }

    fn method_arn(&self) -> String {
        self.api.execute_arn(&self.stage.name, format_args!("{}{}", self.inbound.parts.method, self.path_below_stage()))
    }
}

/// What execution logs show of how callers identify themselves: a token, or the values of all identity sources (as in logs that
/// users of AWS showed: `{method.request.header.Hash=********aaaaaa}`).
fn shown_identity(kind: &AuthorizerKind, identity: &[Cow<'_, str>]) -> String {
    match kind {
        AuthorizerKind::Token { .. } => identity.first().map(|token| masked(token)).unwrap_or_default(),
        AuthorizerKind::Request { identity_sources } | AuthorizerKind::HttpRequest { identity_sources, .. } => {
            map(identity_sources.iter().zip(identity).map(|(source, value)| (&source.expression, masked(value))))
        }
    }
}
