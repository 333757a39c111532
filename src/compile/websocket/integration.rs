//! Integrations of WebSocket APIs.

use std::time::Duration;

use emulator_api::Doc;
use emulator_api::arn::FunctionArn;
use http::{HeaderName, Method};
use serde_json::Value;

use super::{Compiler, is_set};
use crate::compile::document::{members, text};
use crate::compile::{connection, service, uri};
use crate::expr::selection::{BodyPath, SelectionExpression};
use crate::runtime::connection::Connection;
use crate::runtime::rest::integration::{Passthrough, SelectionPattern};
use crate::runtime::rest::template::BodyTemplate;
use crate::runtime::rest::uri::BackendUri;
use crate::runtime::websocket::integration::{
    CustomBackend, CustomIntegration, HttpTarget, Integration, IntegrationResponse, RequestParameters, ServiceBackend, Source,
    Target, Templates,
};

/// The timeout of an integration that sets none (developer guide, "Setting up a WebSocket API integration request").
const DEFAULT_TIMEOUT_MILLIS: u64 = 29_000;

/// The parameter that says whether anyone waits for a function's result.
pub(super) const INVOCATION_TYPE: &str = "integration.request.header.X-Amz-Invocation-Type";

/// An integration that fails every call and says why.
pub(super) fn refusing(what: impl Into<Box<str>>) -> Integration {
    Integration { target: Target::NotEmulated { what: what.into() }, timeout: Duration::ZERO, decodes_messages: false }
}

impl Compiler<'_> {
    /// Compiles an integration.
    ///
    /// # Errors
    /// What cannot be done, one clause; the route then fails every call.
    pub(super) fn integration(&self, id: &str, document: &Doc) -> Result<Integration, String> {
        if is_set(document, "tlsConfig") {
            return Err("tlsConfig is only for HTTP APIs".to_owned());
        }
        let decodes_messages = match text(document, "contentHandlingStrategy") {
            None | Some("CONVERT_TO_TEXT") => false,
            Some("CONVERT_TO_BINARY") => true,
            Some(other) => return Err(format!("{other:?} is not a contentHandlingStrategy")),
        };
        let timeout = document.get("timeoutInMillis").and_then(Value::as_u64).unwrap_or(DEFAULT_TIMEOUT_MILLIS);
        let uri = self.stage_variables.fill(text(document, "integrationUri").unwrap_or(""));
        let target = match text(document, "integrationType").unwrap_or("") {
            "AWS_PROXY" => Target::Function(FunctionArn::from_invocation_uri(&uri).map_err(|error| error.to_string())?),
            "HTTP_PROXY" => Target::HttpProxy(self.http_target(document, &uri)?),
            "MOCK" => self.custom(id, document, CustomBackend::Mock)?,
            "HTTP" => {
                let backend = CustomBackend::Http(self.http_target(document, &uri)?);
                self.custom(id, document, backend)?
            }
            "AWS" => self.custom(id, document, self.function_or_service(document, &uri)?)?,
            other => return Err(format!("integrationType {other:?} is not one of a WebSocket API")),
        };
        Ok(Integration { target, timeout: Duration::from_millis(timeout), decodes_messages })
    }

    fn custom(&self, id: &str, document: &Doc, backend: CustomBackend) -> Result<Target, String> {
        let collection = format!("/integrations/{id}/integrationresponses");
        let responses = self.snapshot.children(&collection).map(|(_, response)| integration_response(response));
        Ok(Target::Custom(Box::new(CustomIntegration {
            backend,
            request: templates(document, "requestTemplates")?,
            passthrough: Passthrough::parse(text(document, "passthroughBehavior"))?,
            responses: responses.collect::<Result<_, _>>()?,
        })))
    }

    fn http_target(&self, document: &Doc, uri: &str) -> Result<HttpTarget, String> {
        let target = self.target(document, |can_fill| uri::of_http(uri, can_fill))?;
        Ok(HttpTarget { connection: self.connection(document)?, ..target })
    }

    /// How a backend is connected to; none is by its URI alone.
    fn connection(&self, document: &Doc) -> Result<Option<Box<Connection>>, String> {
        let vpc_link = connection::vpc_link(document, &self.stage_variables)?;
        let client_certificate = self.client_certificate.clone()?;
        let connection = Connection { vpc_link, client_certificate, ..Connection::default() };
        Ok((connection != Connection::default()).then(|| Box::new(connection)))
    }

    fn target(
        &self,
        document: &Doc,
        uri: impl FnOnce(&dyn Fn(&str) -> bool) -> Result<BackendUri, String>,
    ) -> Result<HttpTarget, String> {
        let method = text(document, "integrationMethod").unwrap_or("");
        let method = Some(method).filter(|method| !matches!(*method, "" | "ANY")).and_then(|method| method.parse().ok());
        let method: Method = method.ok_or("the integrationMethod of the integration must name one HTTP method")?;
        let parameters = self.request_parameters(document)?;
        // A template may set a path parameter that nothing is mapped to.
        let may_set = text(document, "integrationType") != Some("HTTP_PROXY") && is_set(document, "requestTemplates");
        let uri = uri(&|name| may_set || parameters.path.iter().any(|(known, _)| **known == *name))?;
        Ok(HttpTarget { method, uri, parameters, connection: None })
    }

    /// What an integration of type AWS calls.
    fn function_or_service(&self, document: &Doc, uri: &str) -> Result<CustomBackend, String> {
        if let Ok(function) = FunctionArn::from_invocation_uri(uri) {
            return Ok(CustomBackend::Function { function, asynchronous: is_asynchronous(document)? });
        }
        let (call, path) = service::call(uri)?;
        let target = self.target(document, |can_fill| uri::within_service(&path, can_fill))?;
        Ok(CustomBackend::Service(Box::new(ServiceBackend { call, target })))
    }

    fn request_parameters(&self, document: &Doc) -> Result<RequestParameters, String> {
        let mut parameters = RequestParameters::default();
        let mappings = document.get("requestParameters").and_then(Value::as_object);
        for (target, source) in mappings.into_iter().flatten() {
            let source = source.as_str().ok_or_else(|| format!("the mapping of {target} is not text"))?;
            let source = self.source(source).ok_or_else(|| format!("the source {source} of {target} is not emulated"))?;
            if let Some(name) = target.strip_prefix("integration.request.header.") {
                let name: HeaderName = name.parse().map_err(|_| format!("{target} does not name a header"))?;
                parameters.headers.push((name, source));
            } else if let Some(name) = target.strip_prefix("integration.request.querystring.") {
                parameters.query.push((name.into(), source));
            } else if let Some(name) = target.strip_prefix("integration.request.path.") {
                parameters.path.push((name.into(), source));
            } else {
                return Err(format!("the request parameter {target} is none of a header, a query string or a path"));
            }
        }
        Ok(parameters)
    }

    /// Reads a data mapping expression (developer guide, "Setting up data mapping for WebSocket APIs").
    fn source(&self, expression: &str) -> Option<Source> {
        if let Some(quoted) = expression.strip_prefix('\'') {
            return quoted.strip_suffix('\'').map(|text| Source::Static(text.into()));
        }
        if let Some(path) = expression.strip_prefix("route.request.body") {
            return BodyPath::parse(path).ok().map(Source::Body);
        }
        let (kind, name) = expression.strip_prefix("route.request.").unwrap_or(expression).split_once('.')?;
        match (kind, expression.starts_with("route.request.")) {
            ("querystring", true) => Some(Source::Query(name.into())),
            ("multivaluequerystring", true) => Some(Source::MultiValueQuery(name.into())),
            ("header", true) => name.parse().ok().map(Source::Header),
            ("multivalueheader", true) => name.parse().ok().map(Source::MultiValueHeader),
            ("context", false) => Some(Source::Context(name.into())),
            ("stageVariables", false) => Some(Source::Static(self.stage_variables.get(name).unwrap_or_default().into())),
            _ => None,
        }
    }
}

/// Whether nobody waits for the result of a function that gets what a template makes (developer guide, "Set up asynchronous
/// invocation of the backend Lambda function"). Other parameters of its invocation no function sees.
fn is_asynchronous(document: &Doc) -> Result<bool, String> {
    let mut parameters = document.get("requestParameters").and_then(Value::as_object).into_iter().flatten();
    let kind = parameters.find(|(target, _)| target.eq_ignore_ascii_case(INVOCATION_TYPE)).map(|(_, source)| source.as_str());
    match kind {
        None | Some(Some("'RequestResponse'")) => Ok(false),
        Some(Some("'Event'")) => Ok(true),
        Some(source) => {
            Err(format!("{INVOCATION_TYPE} is neither 'Event' nor 'RequestResponse' but {}", source.unwrap_or("no text")))
        }
    }
}

fn integration_response(document: &Doc) -> Result<IntegrationResponse, String> {
    let key = text(document, "integrationResponseKey").unwrap_or("");
    if is_set(document, "responseParameters") {
        return Err(format!("responseParameters of the integration response {key} are not emulated: messages have no headers"));
    }
    let encodes_body = match text(document, "contentHandlingStrategy") {
        None => false,
        Some("CONVERT_TO_TEXT") => true,
        Some(other) => {
            return Err(format!(
                "the contentHandlingStrategy {other:?} of the integration response {key} is not emulated: messages to clients are text"
            ));
        }
    };
    let pattern = match key.strip_prefix('/').and_then(|key| key.strip_suffix('/')) {
        _ if matches!(key, "$default" | r"\$default") => None,
        Some(pattern) => Some(SelectionPattern::parse(pattern).map_err(|error| format!("{key} cannot be used: {error}"))?),
        None => return Err(format!("the integration response key {key:?} is neither $default nor /a pattern/")),
    };
    Ok(IntegrationResponse { pattern, templates: templates(document, "responseTemplates")?, encodes_body })
}

/// Templates and the expression that chooses one. Without an expression a message is taken for JSON, as the examples of the
/// developer guide have it ("Setting up a WebSocket API integration request": a template for `application/json`).
fn templates(document: &Doc, member: &str) -> Result<Templates, String> {
    let selection = text(document, "templateSelectionExpression").unwrap_or("application/json");
    let selection = SelectionExpression::parse(selection)
        .map_err(|invalid| format!("the template selection expression {selection:?} cannot be used: {invalid}"))?;
    let parsed = members(document, member).map(|(key, source)| {
        let template = BodyTemplate::parse(source).map_err(|error| format!("the template {key} of {member}: {error}"))?;
        Ok((key.replace(r"\$", "$").into(), template))
    });
    Ok(Templates { selection, by_key: parsed.collect::<Result<_, String>>()? })
}
