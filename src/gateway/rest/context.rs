//! `$context`: what is known about a request by name (developer guide, "API Gateway mapping template and access logging
//! variable reference").

use std::borrow::Cow;

use emulator_api::event::client_certificate::CLIENT_CERTIFICATE;

use crate::gateway::error::GatewayError;
use crate::gateway::rest::exchange::Exchange;

impl<'x> Exchange<'x> {
    /// The value of `$context.{name}`; none when this request has none.
    pub(super) fn context(&self, name: &str) -> Option<Cow<'_, str>> {
        let text = |text: &'x str| Some(Cow::Borrowed(text));
        match name {
            "accountId" => text(&self.api.account),
            "apiId" => text(&self.api.id),
            "awsEndpointRequestId" => self.endpoint_request_id().map(Cow::Borrowed),
            "deploymentId" => text(&self.stage.deployment_id),
            "domainName" => text(self.inbound.domain_name()),
            "domainPrefix" => text(self.inbound.domain_prefix()),
            "extendedRequestId" => Some(self.ids.extended().into()),
            "httpMethod" => text(self.inbound.parts.method.as_str()),
            "identity.apiKey" => self.api_key_value().map(Cow::Borrowed),
            "identity.apiKeyId" => self.api_key_id().map(Cow::Borrowed),
            "identity.sourceIp" => Some(self.inbound.peer.ip().to_string().into()),
            "identity.vpceId" => self.inbound.vpc_endpoint().and_then(text),
            "identity.userAgent" => self.inbound.header("user-agent").and_then(text),
            "isCanaryRequest" => text(if self.stage.release.is_canary_request()? { "true" } else { "false" }),
            "operationName" => self.method()?.operation_name.as_deref().and_then(text),
            "path" => Some(self.path_with_stage().into()),
            "protocol" => text(self.inbound.protocol()),
            "requestId" => Some(self.ids.request().into()),
            "requestTime" => Some(self.received.in_common_log_format().into()),
            "requestTimeEpoch" => Some(self.received.as_millis().to_string().into()),
            "resourceId" => text(&self.resource()?.id),
            "resourcePath" => text(&self.resource()?.path),
            "stage" => text(&self.stage.name),
            "wafResponseCode" => self.waf_response_code().and_then(text),
            "webaclArn" => self.stage.web_acl.as_deref().and_then(text),
            name if name.starts_with(CLIENT_CERTIFICATE) => {
                self.inbound.presented_certificate()?.context_value(name).and_then(text)
            }
            _ => self.caller()?.context_value(name),
        }
    }

    /// The value of `$context.{name}` for a request that failed.
    pub(super) fn context_of_failure<'v>(&'v self, name: &str, error: &'v GatewayError) -> Option<Cow<'v, str>> {
        let message = || error.message().map(ToOwned::to_owned);
        match name {
            "error.message" => Some(message()?.into()),
            "error.messageString" => {
                Some(message().map_or_else(|| "null".into(), |message| serde_json::Value::from(message).to_string().into()))
            }
            "error.responseType" => Some(error.kind.name().into()),
            "error.validationErrorString" => error.validation.as_deref().map(Cow::Borrowed),
            _ => self.context(name),
        }
    }

    /// `$context.awsEndpointRequestId`: the id that the integration's backend gave the call, once it has answered.
    pub(super) fn endpoint_request_id(&self) -> Option<&str> {
        self.integration.get()?.request_id.as_deref()
    }

    /// The port that was called.
    pub(super) fn port(&self) -> &'x str {
        self.inbound.host.get(self.inbound.domain_name().len() + 1..).unwrap_or("80")
    }

    /// The whole path as sent: with the stage, or with what a custom domain name maps.
    pub(super) fn path_with_stage(&self) -> String {
        if !self.inbound.is_at_default_endpoint() {
            return self.inbound.parts.uri.path().to_owned();
        }
        let path = self.inbound.path();
        let stage = &*self.stage.name;
        let mut whole = String::with_capacity(path.len() + stage.len() + 1);
        whole.push('/');
        whole.push_str(stage);
        whole.push_str(path);
        whole
    }

    /// The path that functions see: below the stage, or the whole one at a custom domain name, with its base path. Slashes
    /// before it are one (recorded: test_lambda_aws_proxy_integration, invocation-payload-with-prepended-slash).
    pub(super) fn path(&self) -> &'x str {
        with_one_slash(if self.inbound.is_at_default_endpoint() { self.inbound.path() } else { self.inbound.parts.uri.path() })
    }

    /// The path below the stage, wherever the request was sent: what policies name.
    pub(super) fn path_below_stage(&self) -> &'x str {
        with_one_slash(self.inbound.path())
    }
}

/// A path whose leading slashes are one.
fn with_one_slash(path: &str) -> &str {
    let surplus = path.len() - path.trim_start_matches('/').len();
    path.get(surplus.saturating_sub(1)..).unwrap_or(path)
}
