//! What AWS refuses of a stage's `accessLogSettings`.

use emulator_api::arn::Arn;
use emulator_api::codec::Doc;
use emulator_api::error::{AwsError, Result};
use serde_json::{Value, json};

use crate::control::call::{Write, entries, text};
use crate::control::rest::account;
use crate::runtime::access_log::{AccessLogFormat, LogDestination};

/// The delivery streams that API Gateway may write to (developer guide, "Logging API calls to Amazon Data Firehose").
const DELIVERY_STREAM: &str = "amazon-apigateway-";

/// Variables of an HTTP API's access logs (developer guide, "Customizing HTTP API access logs").
const OF_HTTP_APIS: [&str; 49] = [
    "accountId",
    "apiId",
    "awsEndpointRequestId",
    "awsEndpointRequestId2",
    "customDomain.basePathMatched",
    "dataProcessed",
    "domainName",
    "domainPrefix",
    "error.message",
    "error.messageString",
    "error.responseType",
    "extendedRequestId",
    "httpMethod",
    "identity.accountId",
    "identity.caller",
    "identity.clientCert.clientCertPem",
    "identity.clientCert.issuerDN",
    "identity.clientCert.serialNumber",
    "identity.clientCert.subjectDN",
    "identity.clientCert.validity.notAfter",
    "identity.clientCert.validity.notBefore",
    "identity.cognitoAuthenticationProvider",
    "identity.cognitoAuthenticationType",
    "identity.cognitoIdentityId",
    "identity.cognitoIdentityPoolId",
    "identity.principalOrgId",
    "identity.sourceIp",
    "identity.user",
    "identity.userAgent",
    "identity.userArn",
    "integration.error",
    "integration.integrationStatus",
    "integration.latency",
    "integration.requestId",
    "integration.status",
    "integrationErrorMessage",
    "integrationLatency",
    "integrationStatus",
    "path",
    "protocol",
    "requestId",
    "requestTime",
    "requestTimeEpoch",
    "resourcePath",
    "responseLatency",
    "responseLength",
    "routeKey",
    "stage",
    "status",
];

/// Variables of a WebSocket API's access logs (developer guide, "Configure logging for WebSocket APIs in API Gateway", with the
/// others' names that it tells, and `domainPrefix` of "Custom domain names for WebSocket APIs").
const OF_WEBSOCKET_APIS: [&str; 49] = [
    "apiId",
    "authenticate.error",
    "authenticate.latency",
    "authenticate.status",
    "authorize.error",
    "authorize.latency",
    "authorize.status",
    "awsEndpointRequestId",
    "connectedAt",
    "connectionId",
    "domainName",
    "domainPrefix",
    "error.message",
    "error.messageString",
    "error.responseType",
    "error.validationErrorString",
    "eventType",
    "extendedRequestId",
    "identity.accountId",
    "identity.apiKey",
    "identity.apiKeyId",
    "identity.caller",
    "identity.cognitoAuthenticationProvider",
    "identity.cognitoAuthenticationType",
    "identity.cognitoIdentityId",
    "identity.cognitoIdentityPoolId",
    "identity.principalOrgId",
    "identity.sourceIp",
    "identity.user",
    "identity.userAgent",
    "identity.userArn",
    "integration.error",
    "integration.integrationStatus",
    "integration.latency",
    "integration.requestId",
    "integration.status",
    "integrationErrorMessage",
    "integrationLatency",
    "integrationStatus",
    "messageId",
    "requestId",
    "requestTime",
    "requestTimeEpoch",
    "routeKey",
    "stage",
    "status",
    "waf.error",
    "waf.latency",
    "waf.status",
];

/// Whose access log it is; the three differ in what they refuse, and in their words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Owner {
    Rest,
    Http,
    WebSocket,
}

impl Owner {
    /// Whether it has this variable; those of an authorizer have any name.
    fn logs(self, variable: &str) -> bool {
        let known = match self {
            Self::Rest => return true,
            Self::Http => OF_HTTP_APIS.as_slice(),
            Self::WebSocket => &OF_WEBSOCKET_APIS,
        };
        variable.starts_with("authorizer.") || known.contains(&variable)
    }
}

/// The most bytes of a format, of all three kinds of API (developer guide, "Quotas"; AWS's words were not found).
const FORMAT: usize = 3 * 1024;

/// Checks a format. As users saw it: ministryofjustice/cloud-platform-environments pull request 12962 for line breaks,
/// DataBiosphere/azul issue 4055 and others for what HTTP APIs refuse, serverless/serverless issue 7016 for WebSocket APIs. Those may
/// end with a line break, as REST APIs may (developer guide, "Configure logging for WebSocket APIs in API Gateway").
pub(crate) fn check_format(owner: Owner, format: &str) -> Result<()> {
    let prefix = if owner == Owner::Rest { "" } else { "The following errors are found in Access Log Format: " };
    let refused = |what: &str| Err(AwsError::bad_request(format!("{prefix}{what}: '{format}'")));
    let line = if owner == Owner::Http { format } else { format.strip_suffix('\n').unwrap_or(format) };
    if line.contains(['\n', '\r']) {
        let at_the_end = if owner == Owner::Rest { ", new line character is allowed only at end of the format" } else { "" };
        return refused(&format!("Access Log format must be single line{at_the_end}"));
    }
    if format.len() > FORMAT {
        return Err(AwsError::bad_request(format!("{prefix}Access Log format must not be longer than {FORMAT} bytes")));
    }
    let parsed = AccessLogFormat::parse(format);
    let unknown: Vec<String> =
        parsed.variables().filter(|name| !owner.logs(name)).map(|name| format!("$context.{name}")).collect();
    if !unknown.is_empty() {
        let names = unknown.join(", ");
        return Err(AwsError::bad_request(format!("The following context variables are not supported: [{names}]")));
    }
    if !parsed.variables().any(|name| matches!(name, "requestId" | "extendedRequestId")) {
        return refused("Access Log format must include either $context.requestId or $context.extendedRequestId ");
    }
    Ok(())
}

/// Checks a destination. As users saw it: serverless/serverless issue 6304; of REST APIs also by deploying it
/// (badmintoncryer/cdk-preflight: stage-access-log-destination-arn, stage-access-log-firehose-prefix).
pub(crate) fn check_destination(owner: Owner, arn: &str) -> Result<()> {
    let invalid = || {
        AwsError::bad_request(match owner {
            Owner::Rest => {
                "Invalid ARN specified in the request. The ARN must be a valid CloudWatch Logs log group or Kinesis Data Firehose delivery stream ARN."
            }
            Owner::Http | Owner::WebSocket => "Invalid ARN specified in the request",
        })
    };
    let resource = Arn::parse(arn).ok_or_else(invalid)?.resource;
    match LogDestination::parse(arn).ok_or_else(invalid)? {
        LogDestination::LogGroup { .. } => {
            let name = resource.strip_prefix("log-group:").unwrap_or(resource);
            // CreateStage of an HTTP API takes the ARN as CloudWatch Logs writes it.
            let name = if owner == Owner::Http { name.strip_suffix(":*").unwrap_or(name) } else { name };
            if !name.is_empty() && name.chars().all(|letter| letter.is_ascii_alphanumeric() || "_-/.#".contains(letter)) {
                return Ok(());
            }
            let allowed = "a-z, A-Z, 0-9, '_', '-', '/', '.'";
            Err(AwsError::bad_request(format!("Access log destination must only contain characters {allowed}: '{resource}'")))
        }
        LogDestination::DeliveryStream { name } if owner == Owner::Rest && name.starts_with(DELIVERY_STREAM) => Ok(()),
        LogDestination::DeliveryStream { .. } if owner == Owner::Rest => Err(AwsError::bad_request(format!(
            "Kinesis Firehose delivery stream name must begin with the characters '{DELIVERY_STREAM}': '{resource}'"
        ))),
        LogDestination::DeliveryStream { .. } => Err(invalid()),
    }
}

/// Whether a stage writes what on AWS needs a role.
pub(crate) fn needs_role(stage: &Doc) -> bool {
    let is_group =
        |settings: &Value| settings.get("destinationArn").and_then(Value::as_str).is_some_and(|arn| arn.contains(":logs:"));
    let is_on = |settings: &Value| settings.get("loggingLevel").and_then(Value::as_str).is_some_and(|level| level != "OFF");
    let settings = entries(stage, "methodSettings").chain(entries(stage, "routeSettings")).map(|(_, settings)| settings);
    stage.get("accessLogSettings").is_some_and(is_group) || settings.chain(stage.get("defaultRouteSettings")).any(is_on)
}

/// Logs need a role on AWS; here they are written without one.
pub(crate) async fn check_role(call: &mut Write, stage: &Doc) -> Result<()> {
    if needs_role(stage) && text(&account::read(&call.scope, &mut call.tx).await?, "cloudwatchRoleArn").is_empty() {
        let refusal = AwsError::bad_request("CloudWatch Logs role ARN must be set in account settings to enable logging");
        let advice = "set cloudwatchRoleArn with UpdateAccount";
        call.scope.refused_by_aws("logging of a stage without a role", refusal, advice)?;
    }
    Ok(())
}

/// Checks the settings of a v2 stage, and stores the ARN as AWS does, without `:*`.
pub(crate) fn check_settings(owner: Owner, stage: &mut Doc) -> Result<()> {
    let Some(settings) = stage.get_mut("accessLogSettings").and_then(Value::as_object_mut) else { return Ok(()) };
    let (arn, format) = (text(settings, "destinationArn").to_owned(), text(settings, "format"));
    if !format.is_empty() {
        check_format(owner, format)?;
    }
    if !arn.is_empty() {
        check_destination(owner, &arn)?;
        settings.insert("destinationArn".to_owned(), json!(arn.trim_end_matches(":*")));
    }
    Ok(())
}
