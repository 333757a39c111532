//! What the control plane reaches of what is live, connected.

use std::sync::Arc;

use bytes::Bytes;
use emulator_api::admin;
use emulator_api::arn::FunctionArn;
use emulator_api::error::AwsError;
use emulator_api::invocation::{FunctionOutcome, Invocation};
use emulator_api::test_invoke::{TestAnswer, TestDecision, TestRequest};
use futures_util::future::{BoxFuture, FutureExt};
use serde_json::Value;

use crate::control::{Connection, ConnectionAddress, PortError, Ports, PublishedFunction, S3Object};
use crate::gateway::Gateway;
use crate::gateway::authorize::jwt;
use crate::gateway::connections::{ConnectionError, Scope};
use crate::gateway::rest::test_invoke;
use crate::runtime::Api;
use crate::runtime::rest::RestStage;

use super::{functions, objects};

/// The ports of a running emulator.
#[derive(Debug)]
pub(super) struct LivePorts {
    gateway: Arc<Gateway>,
}

impl LivePorts {
    pub(super) fn new(gateway: Arc<Gateway>) -> Self {
        Self { gateway }
    }
}

impl Ports for LivePorts {
    fn post_to_connection(&self, to: &ConnectionAddress, data: Bytes) -> Result<(), PortError> {
        self.gateway.connections.post(scope(to), &to.id, &data).map_err(port_error)
    }

    fn connection(&self, at: &ConnectionAddress) -> Result<Connection, PortError> {
        let found = self.gateway.connections.get(scope(at), &at.id).map(|info| Connection {
            connected_at: info.connected_at,
            last_active_at: info.last_active_at,
            source_ip: info.source_ip.into(),
            user_agent: info.user_agent.map(Into::into),
        });
        found.map_err(port_error)
    }

    fn delete_connection(&self, at: &ConnectionAddress) -> Result<(), PortError> {
        self.gateway.connections.delete(scope(at), &at.id).map_err(port_error)
    }

    fn begin_anew(&self, scope: &admin::Scope) {
        self.gateway.connections.close_outlived();
        self.gateway.functions.begin_anew(scope);
        for web_acl in self.gateway.web_acls.values() {
            web_acl.forget_senders(|owner| scope.covers(&owner.account, &owner.region));
        }
    }

    fn publish_function(&self, function: PublishedFunction) {
        functions::publish(&self.gateway.functions, function);
    }

    fn restore_function(&self, function: PublishedFunction) {
        functions::restore(&self.gateway.functions, function);
    }

    fn permit_function(&self, function: &FunctionArn, statements: &[Value]) {
        self.gateway.functions.permit(function, statements);
    }

    fn withdraw_function(&self, function: &FunctionArn) {
        self.gateway.functions.remove(&function.account, &function.region, &function.name);
    }

    fn invoke_function<'a>(
        &'a self,
        function: &'a FunctionArn,
        invocation: Invocation,
    ) -> BoxFuture<'a, Result<FunctionOutcome, AwsError>> {
        functions::invoke(&self.gateway.functions, function, invocation).boxed()
    }

    fn read_object<'a>(&'a self, region: &'a str, object: &'a S3Object) -> BoxFuture<'a, Result<Bytes, AwsError>> {
        objects::read(&self.gateway.services, region, object).boxed()
    }

    fn discover<'a>(&'a self, issuer: &'a str) -> BoxFuture<'a, Result<(), String>> {
        jwt::discover(&self.gateway, issuer).boxed()
    }

    fn test_method<'a>(
        &'a self,
        api: &'a Api,
        stage: &'a RestStage,
        resource_id: &'a str,
        request: TestRequest,
    ) -> BoxFuture<'a, Option<TestAnswer>> {
        test_invoke::test_method(&self.gateway, api, stage, resource_id, request).boxed()
    }

    fn test_authorizer<'a>(
        &'a self,
        api: &'a Api,
        stage: &'a RestStage,
        resource_id: &'a str,
        request: TestRequest,
    ) -> BoxFuture<'a, Option<TestDecision>> {
        test_invoke::test_authorizer(&self.gateway, api, stage, resource_id, request).boxed()
    }
}

fn scope(address: &ConnectionAddress) -> Scope<'_> {
    Scope {
        api: address.api_stage.as_ref().map(|at| at.api_id.as_str()),
        stage: address.api_stage.as_ref().map(|at| at.stage.as_str()),
        account: Some(&address.account),
        region: Some(&address.region),
    }
}

fn port_error(error: ConnectionError) -> PortError {
    match error {
        ConnectionError::Malformed => PortError::Malformed,
        ConnectionError::Gone => PortError::Gone,
        ConnectionError::TooLarge => PortError::TooLarge,
        ConnectionError::Throttled => PortError::Throttled,
        ConnectionError::BufferFull => PortError::BufferFull,
    }
}
