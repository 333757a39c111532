//! What stands behind a route.

use std::time::Duration;

use ::http::Method;
use emulator_api::Doc;
use emulator_api::arn::FunctionArn;
use serde_json::Value;

use crate::compile::connection;
use crate::compile::document::{object, text};
use crate::compile::http::Compiler;
use crate::runtime::connection::Connection;
use crate::runtime::http::mapping::RequestMappings;
use crate::runtime::http::routes::{PathVariable, RouteKey, variable};
use crate::runtime::http::{AddedPath, HttpTarget, Integration, PayloadFormat, Target, UriPiece};

/// The longest that an integration of an HTTP API may take, and what it may take unless it says less
/// (developer guide, "HTTP API quotas").
const MAXIMUM_TIMEOUT: Duration = Duration::from_secs(30);

impl Compiler<'_> {
    /// Compiles an integration for one route.
    ///
    /// # Errors
    /// Why it cannot be done, one sentence; the route then refuses every call.
    pub(super) fn integration(
        &self,
        document: &Doc,
        key: &RouteKey<'_>,
        variables: &[PathVariable],
    ) -> Result<Integration, String> {
        if let Some(subtype) = text(document, "integrationSubtype") {
            return Ok(Integration {
                target: Target::Service(self.service(subtype, document, variables)?),
                timeout: timeout(document),
                request_mappings: RequestMappings::default(),
                response_mappings: self.response_mappings(document)?,
            });
        }
        let uri = self.stage_variables.fill(text(document, "integrationUri").unwrap_or(""));
        let target = match text(document, "integrationType").unwrap_or("") {
            "AWS_PROXY" => Target::Function { function: function(&uri)?, payload_format: payload_format(document)? },
            "HTTP_PROXY" => Target::Http(self.http_target(document, &uri, key, variables)?),
            other => return Err(format!("integrationType {other:?} is not one of an HTTP API")),
        };
        Ok(Integration {
            target,
            timeout: timeout(document),
            request_mappings: self.request_mappings(document, variables)?,
            response_mappings: self.response_mappings(document)?,
        })
    }

    fn http_target(
        &self,
        document: &Doc,
        uri: &str,
        key: &RouteKey<'_>,
        variables: &[PathVariable],
    ) -> Result<HttpTarget, String> {
        let method = method(document)?;
        let tls = object(document, "tlsConfig");
        let server_name = tls.and_then(|tls| text(tls, "serverNameToVerify")).map(Into::into);
        let Some(vpc_link) = connection::vpc_link(document, &self.stage_variables)? else {
            if server_name.is_some() {
                return Err("tlsConfig belongs to private integrations, and this one has the connection type INTERNET".to_owned());
            }
            let added_path = if *key == RouteKey::Default { AddedPath::BelowStage } else { AddedPath::Nothing };
            return Ok(HttpTarget { method, uri: uri_pieces(uri, variables)?, added_path, connection: None });
        };
        let connection = Connection { vpc_link: Some(vpc_link), server_name, ..Connection::default() };
        let (uri, added_path) = (Box::default(), AddedPath::WithStage);
        Ok(HttpTarget { method, uri, added_path, connection: Some(Box::new(connection)) })
    }
}

/// A function is named by its ARN, or by the URI that a REST API would use.
fn function(uri: &str) -> Result<FunctionArn, String> {
    uri.parse()
        .or_else(|_| FunctionArn::from_invocation_uri(uri))
        .map_err(|_| format!("integrationUri {uri:?} does not name a Lambda function"))
}

fn payload_format(document: &Doc) -> Result<PayloadFormat, String> {
    match text(document, "payloadFormatVersion") {
        Some("2.0") => Ok(PayloadFormat::V2),
        None | Some("1.0") => Ok(PayloadFormat::V1),
        Some(other) => Err(format!("payloadFormatVersion {other:?} does not exist")),
    }
}

fn method(document: &Doc) -> Result<Option<Method>, String> {
    match text(document, "integrationMethod") {
        None | Some("ANY") => Ok(None),
        Some(named) => Method::from_bytes(named.as_bytes())
            .map(Some)
            .map_err(|_| format!("integrationMethod {named:?} is not an HTTP method")),
    }
}

fn timeout(document: &Doc) -> Duration {
    let declared = document.get("timeoutInMillis").and_then(Value::as_u64).map(Duration::from_millis);
    declared.map_or(MAXIMUM_TIMEOUT, |timeout| timeout.min(MAXIMUM_TIMEOUT))
}

/// Cuts a backend's URI at the route's variables, `{id}`, also written `{proxy+}`.
fn uri_pieces(uri: &str, variables: &[PathVariable]) -> Result<Box<[UriPiece]>, String> {
    if !(uri.starts_with("http://") || uri.starts_with("https://")) {
        return Err(format!("integrationUri {uri:?} does not begin with http:// or https://"));
    }
    let mut pieces = Vec::new();
    let mut rest = uri;
    while let Some((before, after)) = rest.split_once('{') {
        let (inside, after) = after.split_once('}').ok_or_else(|| format!("integrationUri {uri:?} has an open brace"))?;
        let name = variable(&format!("{{{inside}}}")).map_or(inside.to_owned(), |(name, _)| name.to_owned());
        let known = variables
            .iter()
            .find(|known| *known.name == *name)
            .ok_or_else(|| format!("integrationUri {uri:?} uses {{{inside}}}, which the route's path does not have"))?;
        pieces.extend([UriPiece::Text(before.into()), UriPiece::Variable(known.clone())]);
        rest = after;
    }
    pieces.push(UriPiece::Text(rest.into()));
    Ok(pieces.into())
}
