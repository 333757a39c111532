//! Who may call a route (developer guide, "Controlling and managing access to an HTTP API").

use std::borrow::Cow;

use bytes::Bytes;

use crate::clock::Clock;
use crate::gateway::authorize::jwt::authorize_jwt;
use crate::gateway::authorize::{
    Caller, FunctionRequest, MethodRequest, Permit, authorize, authorize_by_function, authorize_by_signature,
};
use crate::gateway::error::GatewayError;
use crate::gateway::http::answer::Refusal;
use crate::gateway::http::{Call, authorizer_event, mapping};
use crate::gateway::inbound::Inbound;
use crate::gateway::observed::Checks;
use crate::runtime::Api;
use crate::runtime::auth::function::AuthorizerKind;
use crate::runtime::auth::results::AuthorizerResults;
use crate::runtime::http::Authorization;
use crate::runtime::http::jwt::JwtRule;
use crate::runtime::http::mapping::ContextVariable;

/// Checks who calls; who it is goes on to the integration.
pub(super) async fn check(call: &Call<'_>) -> Result<Permit, Refusal> {
    match &call.route.authorization {
        Authorization::Rule(rule) => authorize(rule).map_err(in_few_words),
        Authorization::Jwt(rule) => by_token(call, rule).await,
        // Apart, so that the future of every request is not as large as that of one with an authorizer.
        Authorization::Function(authorizer) => {
            Box::pin(authorize_by_function(call.gateway, authorizer, call)).await.map_err(in_few_words)
        }
        Authorization::Iam => authorize_by_signature(call.gateway, call).map_err(in_few_words),
    }
}

async fn by_token(call: &Call<'_>, rule: &JwtRule) -> Result<Permit, Refusal> {
    let (clock, checks) = (call.gateway.clock, &call.record.checks);
    let started = clock.instant();
    let checked = authorize_jwt(call.gateway, &call.api.shared.clock, rule, call.inbound).await.map_err(Refusal::from);
    checks.authorizer.ended(clock, started, &checked.as_ref().map_err(Refusal::error));
    let (permit, token) = checked?;
    call.identified(Caller::Jwt(token));
    Ok(permit)
}

/// HTTP APIs do not tell callers what exactly is wrong, as REST APIs do: `Forbidden`, and no more.
fn in_few_words(error: GatewayError) -> Refusal {
    GatewayError { message: None, ..error }.into()
}

impl FunctionRequest for Call<'_> {
    fn clock(&self) -> &Clock {
        &self.api.shared.clock
    }

    fn inbound(&self) -> &Inbound {
        self.inbound
    }

    fn query_parameter(&self, name: &str) -> Option<Cow<'_, str>> {
        mapping::query_parameter(self.inbound, name)
    }

    fn stage_variable(&self, name: &str) -> Option<&str> {
        self.stage.stage_variables.get(name)
    }

    fn context_value(&self, name: &str) -> Option<Cow<'_, str>> {
        mapping::context(self, &ContextVariable::parse(name)?)
    }

    fn authorizer_event(&self, kind: &AuthorizerKind, method_arn: &str, identity: &[Cow<'_, str>]) -> Bytes {
        authorizer_event::write(self, kind, method_arn, identity)
    }

    fn authorizer_results(&self) -> Option<&AuthorizerResults> {
        Some(&self.stage.authorizer_results)
    }

    fn checks(&self) -> &Checks {
        &self.record.checks
    }

    fn identified(&self, caller: Caller) {
        self.record.recorder.caller(&caller);
        self.record.caller.get_or_init(|| caller);
    }
}

impl MethodRequest for Call<'_> {
    fn api(&self) -> &Api {
        self.api
    }

    fn method_arn(&self) -> String {
        self.api.execute_arn(&self.stage.name, format_args!("{}{}", self.inbound.parts.method, self.inbound.path()))
    }
}
