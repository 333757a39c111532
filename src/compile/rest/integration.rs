//! Integrations. The error of each function is a sentence that says why the integration cannot be run.

use std::time::Duration;

use emulator_api::Doc;
use emulator_api::arn::FunctionArn;
use http::{HeaderValue, Method, StatusCode};
use serde_json::Value;

use crate::compile::document::{flag, members, object, text, texts};
use crate::compile::rest::{Compiler, parameters};
use crate::compile::{connection, service, uri};
use crate::runtime::connection::Connection;
use crate::runtime::rest::Integration;
use crate::runtime::rest::integration::{
    ContentHandling, CustomBackend, CustomIntegration, FunctionProxy, HttpEndpoint, HttpProxy, IntegrationResponse, Passthrough,
    RequestMapping, SelectionPattern, ServiceBackend, Transfer,
};
use crate::runtime::rest::parameters::RequestParameters;
use crate::runtime::rest::template::BodyTemplate;

/// How long an integration may take when it does not say it (API reference, PutIntegration).
const DEFAULT_TIMEOUT_MILLIS: u64 = 29_000;

/// Compiles the integration of the method at `method`.
pub(super) fn compile(compiler: &Compiler<'_>, method: &str) -> Result<Integration, String> {
    let at = format!("{method}/integration");
    let integration = compiler.snapshot.get(&at).ok_or("the method has no integration")?;
    let transfer = transfer(compiler, integration);
    let timeout = integration.get("timeoutInMillis").and_then(Value::as_u64).unwrap_or(DEFAULT_TIMEOUT_MILLIS);
    let timeout = Duration::from_millis(timeout);
    match text(integration, "type") {
        Some("AWS_PROXY") => {
            let parameters = parameters::request(compiler, integration, true)?;
            let function = function(compiler, integration, transfer)?;
            Ok(Integration::FunctionProxy(FunctionProxy { function, parameters, timeout, transfer }))
        }
        Some("HTTP_PROXY") => {
            let parameters = parameters::request(compiler, integration, false)?;
            let endpoint = endpoint(compiler, integration, Some(&parameters))?;
            Ok(Integration::HttpProxy(HttpProxy { endpoint, parameters, timeout, transfer }))
        }
        Some(kind) if transfer != Transfer::Buffered => {
            Err(format!("responseTransferMode STREAM is not for integrations of type {kind}"))
        }
        Some(kind @ ("MOCK" | "HTTP" | "AWS")) => {
            let parameters = parameters::request(compiler, integration, kind == "AWS")?;
            let templates = request_templates(integration)?;
            // A template may set a path parameter that nothing is mapped to.
            let is_rendered = templates.iter().any(|(_, template)| matches!(template, BodyTemplate::Rendered(_)));
            let mapped = (!is_rendered).then_some(&parameters);
            let backend = match kind {
                "MOCK" => CustomBackend::Mock,
                "HTTP" => CustomBackend::Http(endpoint(compiler, integration, mapped)?),
                _ => function_or_service(compiler, integration, mapped)?,
            };
            let request = RequestMapping {
                parameters,
                templates,
                passthrough: Passthrough::parse(text(integration, "passthroughBehavior"))?,
                content_handling: content_handling(integration)?,
            };
            Ok(Integration::Custom(CustomIntegration { request, backend, responses: responses(compiler, &at)?, timeout }))
        }
        Some(kind) => Err(format!("integration type {kind} is not emulated yet")),
        None => Err("the integration has no type".to_owned()),
    }
}

/// How answers are passed on. "For Regional or private endpoints, the timeout is 5 minutes. For edge-optimized endpoints, the
/// timeout is 30 seconds."
fn transfer(compiler: &Compiler<'_>, integration: &Doc) -> Transfer {
    if text(integration, "responseTransferMode") != Some("STREAM") {
        return Transfer::Buffered;
    }
    let api = compiler.snapshot.get("");
    let endpoint = api.and_then(|api| object(api, "endpointConfiguration"));
    let is_edge = endpoint.is_some_and(|endpoint| texts(endpoint, "types").any(|kind| kind == "EDGE"));
    Transfer::Streamed { idle: Duration::from_secs(if is_edge { 30 } else { 300 }) }
}

fn function(compiler: &Compiler<'_>, integration: &Doc, transfer: Transfer) -> Result<FunctionArn, String> {
    let uri = compiler.stage_variables.fill(text(integration, "uri").unwrap_or_default());
    if transfer != Transfer::Buffered {
        let function = FunctionArn::from_streaming_uri(&uri).map_err(|_| {
            format!(
                "responseTransferMode STREAM needs …/2021-11-15/functions/{{ARN}}/response-streaming-invocations, not {uri:?}"
            )
        })?;
        return posted(function, integration);
    }
    let function = FunctionArn::from_invocation_uri(&uri)
        .map_err(|_| format!("proxy integrations with {uri:?} are not emulated yet; those with Lambda functions are"))?;
    posted(function, integration)
}

/// Functions are invoked by POST alone (recorded: test_lambda_aws_proxy_integration_non_post_method).
fn posted(function: FunctionArn, integration: &Doc) -> Result<FunctionArn, String> {
    match text(integration, "httpMethod") {
        None | Some("POST") => Ok(function),
        Some(method) => Err(format!("functions are invoked by POST, and the integration's method is {method}")),
    }
}

/// What an integration of type AWS calls; with `parameters`, only they can fill the places in a path.
fn function_or_service(
    compiler: &Compiler<'_>,
    integration: &Doc,
    parameters: Option<&RequestParameters>,
) -> Result<CustomBackend, String> {
    let uri = compiler.stage_variables.fill(text(integration, "uri").unwrap_or_default());
    if let Ok(function) = FunctionArn::from_invocation_uri(&uri) {
        return Ok(CustomBackend::Function(posted(function, integration)?));
    }
    let (call, path) = service::call(&uri)?;
    let uri = uri::within_service(&path, &|name| can_fill(parameters, name))?;
    let endpoint = HttpEndpoint { method: method(integration)?, uri, connection: None };
    Ok(CustomBackend::Service(Box::new(ServiceBackend { call, endpoint })))
}

/// An HTTP backend; with `parameters`, only they can fill the places in its URI.
fn endpoint(compiler: &Compiler<'_>, integration: &Doc, parameters: Option<&RequestParameters>) -> Result<HttpEndpoint, String> {
    let uri = compiler.stage_variables.fill(text(integration, "uri").unwrap_or_default());
    let uri = uri::of_http(&uri, &|name| can_fill(parameters, name))?;
    Ok(HttpEndpoint { method: method(integration)?, uri, connection: connection(compiler, integration)? })
}

/// Whether something can fill a place of a URI; with `parameters`, only they can.
fn can_fill(parameters: Option<&RequestParameters>, name: &str) -> bool {
    parameters.is_none_or(|parameters| parameters.path.iter().any(|(known, _)| **known == *name))
}

/// How a backend is connected to; none is by its URI alone.
fn connection(compiler: &Compiler<'_>, integration: &Doc) -> Result<Option<Box<Connection>>, String> {
    let vpc_link = connection::vpc_link(integration, &compiler.stage_variables)?;
    let any_issuer = object(integration, "tlsConfig").is_some_and(|tls| flag(tls, "insecureSkipVerification"));
    let client_certificate = compiler.client_certificate.clone()?;
    let connection = Connection { vpc_link, server_name: None, any_issuer, client_certificate };
    Ok((connection != Connection::default()).then(|| Box::new(connection)))
}

/// The method of a backend's requests; none is the caller's.
fn method(integration: &Doc) -> Result<Option<Method>, String> {
    match text(integration, "httpMethod") {
        None | Some("ANY") => Ok(None),
        Some(name) => name.parse::<Method>().map(Some).map_err(|_| format!("{name:?} is not an HTTP method")),
    }
}

fn request_templates(integration: &Doc) -> Result<Vec<(Box<str>, BodyTemplate)>, String> {
    let templates = members(integration, "requestTemplates").filter(|(_, template)| !template.is_empty());
    templates.map(|(media_type, template)| Ok((media_type.into(), body_template(media_type, template)?))).collect()
}

fn body_template(media_type: &str, template: &str) -> Result<BodyTemplate, String> {
    BodyTemplate::parse(template).map_err(|error| format!("the mapping template for {media_type} cannot be parsed: {error}"))
}

fn content_handling(document: &Doc) -> Result<Option<ContentHandling>, String> {
    match text(document, "contentHandling") {
        None => Ok(None),
        Some("CONVERT_TO_BINARY") => Ok(Some(ContentHandling::ConvertToBinary)),
        Some("CONVERT_TO_TEXT") => Ok(Some(ContentHandling::ConvertToText)),
        Some(other) => Err(format!("{other:?} is not a content handling")),
    }
}

/// The integration's responses by status code, which is the order in which AWS tries them (recorded:
/// test_lambda_selection_patterns).
fn responses(compiler: &Compiler<'_>, integration: &str) -> Result<Vec<IntegrationResponse>, String> {
    let collection = format!("{integration}/responses");
    compiler.snapshot.children(&collection).map(|(status, document)| response(compiler, status, document)).collect()
}

fn response(compiler: &Compiler<'_>, status: &str, document: &Doc) -> Result<IntegrationResponse, String> {
    let mut templates = Vec::new();
    for (media_type, template) in members(document, "responseTemplates").filter(|(_, template)| !template.is_empty()) {
        let value = HeaderValue::from_str(media_type).map_err(|_| format!("{media_type:?} is not a media type"))?;
        templates.push((value, body_template(media_type, template)?));
    }
    templates.sort_by_key(|(media_type, _)| *media_type != "application/json");
    let selection = text(document, "selectionPattern").map(|pattern| {
        SelectionPattern::parse(pattern).map_err(|error| format!("the selection pattern {pattern:?} cannot be used: {error}"))
    });
    Ok(IntegrationResponse {
        status: status.parse::<StatusCode>().map_err(|_| format!("{status:?} is not a status code"))?,
        selection: selection.transpose()?,
        headers: parameters::response(compiler, document)?,
        templates,
        content_handling: content_handling(document)?,
    })
}
