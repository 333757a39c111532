//! Mapping templates of a request or an answer.

use std::borrow::Cow;

use bytes::Bytes;
use emulator_api::admin::requests::TemplateUse;
use serde_json::{Map, Value, json};

use crate::gateway::authorize::Caller;
use crate::gateway::error::{GatewayError, GatewayResponseType};
use crate::gateway::mapping::{self, MappingInput, Overrides, Pairs};
use crate::gateway::rest::exchange::Exchange;
use crate::gateway::rest::headers::{self, DisplayNames};
use crate::runtime::rest::template::BodyTemplate;

/// What a template makes of a body, and what it overrides. `before` is what an earlier template has overridden.
pub(super) fn render(
    exchange: &Exchange<'_>,
    template: &BodyTemplate,
    maps: TemplateUse,
    body: &[u8],
    before: &Overrides,
) -> Result<(Bytes, Option<Overrides>), GatewayError> {
    match template {
        BodyTemplate::Constant(body) => Ok((body.clone(), None)),
        BodyTemplate::Rendered(template) => {
            let input = Input { exchange, body, passed_on: &before.passed_on };
            let rendered = mapping::render(template, &input);
            let output = || rendered.as_ref().map(|rendered| rendered.text.as_bytes()).map_err(ToString::to_string);
            exchange.inbound.recorder.template(maps, body, output);
            let rendered = rendered.map_err(|error| {
                GatewayError::new(GatewayResponseType::Default5xx, format!("a mapping template failed: {error}"))
            })?;
            let overrides = template.mentions("context").then_some(rendered.overrides);
            Ok((rendered.text.into(), overrides))
        }
    }
}

struct Input<'i, 'x> {
    exchange: &'i Exchange<'x>,
    body: &'i [u8],
    passed_on: &'i Map<String, Value>,
}

impl MappingInput for Input<'_, '_> {
    fn body(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(self.body)
    }

    fn path_parameters(&self) -> Pairs<'_> {
        mapping::pairs(self.exchange.path_parameters())
    }

    fn query_parameters(&self) -> Pairs<'_> {
        self.exchange.query().iter().map(|(name, value)| (Cow::Borrowed(name), Cow::Borrowed(value))).collect()
    }

    fn headers(&self) -> Pairs<'_> {
        let names = DisplayNames::of(self.exchange.inbound);
        let sent = self.exchange.inbound.parts.headers.iter();
        let kept = sent.filter(|(name, value)| !headers::stops_at_the_door(name, value));
        kept.map(|(name, value)| (Cow::Borrowed(names.display(name.as_str())), headers::text(value))).collect()
    }

    fn context(&self) -> Cow<'_, Value> {
        Cow::Owned(context(self.exchange, self.passed_on))
    }

    fn stage_variables(&self) -> Pairs<'_> {
        mapping::pairs(&self.exchange.stage.stage_variables)
    }
}

/// `$context` (developer guide, "API Gateway mapping template and access logging variable reference").
fn context(exchange: &Exchange<'_>, passed_on: &Map<String, Value>) -> Value {
    let inbound = exchange.inbound;
    let resource = exchange.resource();
    let mut context = json!({
        "accountId": &*exchange.api.account,
        "apiId": &*exchange.api.id,
        "deploymentId": &*exchange.stage.deployment_id,
        "domainName": exchange.inbound.domain_name(),
        "domainPrefix": exchange.inbound.domain_prefix(),
        "extendedRequestId": exchange.ids.extended(),
        "httpMethod": inbound.parts.method.as_str(),
        "identity": identity(exchange),
        "path": exchange.path_with_stage(),
        "protocol": exchange.inbound.protocol(),
        "requestId": exchange.ids.request(),
        "requestTime": exchange.received.in_common_log_format(),
        "requestTimeEpoch": exchange.received.as_millis(),
        "resourceId": resource.map(|resource| &*resource.id),
        "resourcePath": resource.map(|resource| &*resource.path),
        "stage": &*exchange.stage.name,
    });
    if let Some(members) = context.as_object_mut() {
        members.extend(passed_on.iter().map(|(name, value)| (name.clone(), value.clone())));
        if let Some(id) = exchange.endpoint_request_id() {
            members.insert("awsEndpointRequestId".to_owned(), id.into());
        }
        if let Some(is_canary_request) = exchange.stage.release.is_canary_request() {
            members.insert("isCanaryRequest".to_owned(), is_canary_request.into());
        }
        if let Some(name) = exchange.method().and_then(|method| method.operation_name.as_deref()) {
            members.insert("operationName".to_owned(), name.into());
        }
        if let Some(authorizer) = exchange.caller().and_then(Caller::authorizer) {
            // Names, texts and numbers always become JSON.
            members.insert("authorizer".to_owned(), serde_json::to_value(authorizer).unwrap_or_default());
        }
        if let Some(arn) = &exchange.stage.web_acl {
            members.insert("webaclArn".to_owned(), (&**arn).into());
            members.insert("wafResponseCode".to_owned(), exchange.waf_response_code().into());
        }
    }
    context
}

/// `$context.identity`. Most of it is there and empty where nobody signed (recorded: test_sqs_amz_json_protocol, which lists it).
fn identity(exchange: &Exchange<'_>) -> Value {
    let (inbound, signer) = (exchange.inbound, exchange.caller().and_then(Caller::signer));
    let signed = |name: &str| signer.and_then(|signer| signer.identity_value(name)).unwrap_or_default();
    let mut identity = json!({
        "accessKey": signed("accessKey"),
        "accountId": signed("accountId"),
        "caller": signed("caller"),
        "cognitoAuthenticationProvider": "",
        "cognitoAuthenticationType": "",
        "cognitoIdentityId": "",
        "cognitoIdentityPoolId": "",
        "principalOrgId": "",
        "sourceIp": inbound.peer.ip().to_string(),
        "user": signed("user"),
        "userAgent": inbound.header("user-agent"),
        "userArn": signed("userArn"),
    });
    if let Some(members) = identity.as_object_mut() {
        if let Some(key) = exchange.api_key_value() {
            members.insert("apiKey".to_owned(), key.into());
            members.insert("apiKeyId".to_owned(), exchange.api_key_id().into());
        }
        if exchange.stage.private {
            members.insert("vpceId".to_owned(), inbound.vpc_endpoint().into());
        }
        if let Some(certificate) = inbound.client_certificate() {
            // Texts always become JSON.
            members.insert("clientCert".to_owned(), serde_json::to_value(certificate).unwrap_or_default());
        }
    }
    identity
}
