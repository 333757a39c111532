//! Who may connect (developer guide, "Controlling and managing access to a WebSocket API").

use std::borrow::Cow;

use bytes::Bytes;
use emulator_api::event::v1::Parameters;
use http::Method;

use super::call::Call;
use super::event;
use crate::clock::Clock;
use crate::gateway::Gateway;
use crate::gateway::authorize::{
    Caller, FunctionRequest, MethodRequest, Permit, authorize, authorize_by_function, authorize_by_signature,
};
use crate::gateway::error::GatewayError;
use crate::gateway::inbound::Inbound;
use crate::gateway::observed::Checks;
use crate::gateway::usage;
use crate::runtime::Api;
use crate::runtime::auth::AuthRule;
use crate::runtime::auth::function::AuthorizerKind;
use crate::runtime::auth::results::AuthorizerResults;
use crate::runtime::usage::ApiKeySource;
use crate::runtime::websocket::{Authorization, CONNECT};

/// Checks a client that asks to connect. Without a `$connect` route everyone may.
pub(super) async fn check(
    gateway: &Gateway,
    api: &Api,
    authorization: Option<&Authorization>,
    call: &Call<'_>,
    inbound: &Inbound,
    checks: &Checks,
) -> Result<Permit, GatewayError> {
    let connecting = Connecting { api, call, inbound, checks };
    match authorization {
        None => authorize(&AuthRule::Open),
        Some(Authorization::Rule(rule)) => authorize(rule),
        Some(Authorization::Function(authorizer)) => authorize_by_function(gateway, authorizer, &connecting).await,
        Some(Authorization::Iam) => authorize_by_signature(gateway, &connecting),
    }
}

/// Counts a client that asks to connect by the usage plan of its API key.
pub(super) fn count_by_usage_plan(
    api: &Api,
    source: ApiKeySource,
    call: &Call<'_>,
    inbound: &Inbound,
) -> Result<(), GatewayError> {
    let connection = call.connection;
    let key = match source {
        ApiKeySource::Header => inbound.header(usage::API_KEY_HEADER),
        ApiKeySource::Authorizer => connection.caller.get().and_then(|caller| caller.usage_identifier_key()),
    };
    let key = usage::count(api, &connection.stage, CONNECT, &Method::GET, key, call.at)?;
    call.recorder.api_key(&key.id);
    connection.api_key.get_or_init(|| key);
    Ok(())
}

/// A client that asks to connect.
struct Connecting<'c> {
    api: &'c Api,
    call: &'c Call<'c>,
    inbound: &'c Inbound,
    checks: &'c Checks,
}

impl FunctionRequest for Connecting<'_> {
    fn clock(&self) -> &Clock {
        &self.api.shared.clock
    }

    fn inbound(&self) -> &Inbound {
        self.inbound
    }

    fn query_parameter(&self, name: &str) -> Option<Cow<'_, str>> {
        Parameters::from_query(self.inbound.query()).get(name).map(|value| Cow::Owned(value.to_owned()))
    }

    fn stage_variable(&self, name: &str) -> Option<&str> {
        self.call.stage.stage_variables.get(name)
    }

    fn context_value(&self, name: &str) -> Option<Cow<'_, str>> {
        self.call.variable(name)
    }

    fn authorizer_event(&self, _kind: &AuthorizerKind, method_arn: &str, _identity: &[Cow<'_, str>]) -> Bytes {
        event::write_for_authorizer(self.inbound, self.call, method_arn)
            .expect("an event of texts and numbers becomes JSON")
            .into()
    }

    fn authorizer_results(&self) -> Option<&AuthorizerResults> {
        None
    }

    fn checks(&self) -> &Checks {
        self.checks
    }

    fn identified(&self, caller: Caller) {
        self.call.recorder.caller(&caller);
        self.call.connection.caller.get_or_init(|| Box::new(caller));
    }
}

impl MethodRequest for Connecting<'_> {
    fn api(&self) -> &Api {
        self.api
    }

    fn method_arn(&self) -> String {
        self.api.execute_arn(&self.call.connection.stage, CONNECT)
    }
}
