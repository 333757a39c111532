//! The gateway responses that an API sets.

use emulator_api::Doc;
use http::{HeaderValue, StatusCode};

use crate::compile::document::{flag, members, text};
use crate::compile::rest::Compiler;
use crate::compile::rest::parameters::{header_name, request_source};
use crate::runtime::rest::gateway_response::{MessagePiece, MessageTemplate};
use crate::runtime::rest::parameters::RequestSource;
use crate::runtime::rest::{GatewayResponse, GatewayResponseType, GatewayResponses};

/// The template that AWS gives every response; its body has AWS's own spacing, so it is not a template of the API's.
const DEFAULT_TEMPLATE: &str = r#"{"message":$context.error.messageString}"#;

/// Compiles all gateway responses of the snapshot.
pub(super) fn compile(compiler: &mut Compiler<'_>) -> GatewayResponses {
    let mut responses = Vec::new();
    let snapshot = compiler.snapshot;
    for (name, document) in snapshot.children("/gatewayresponses") {
        let at = format!("/gatewayresponses/{name}");
        match (GatewayResponseType::from_name(name), gateway_response(compiler, document)) {
            (Some(_), Ok(_)) if flag(document, "defaultResponse") => {}
            (Some(kind), Ok(response)) => responses.push((kind, response)),
            (None, _) => compiler.report(&at, format!("{name:?} is not a type of gateway response")),
            (_, Err(message)) => compiler.report(&at, message),
        }
    }
    responses.into_iter().collect()
}

fn gateway_response(compiler: &Compiler<'_>, document: &Doc) -> Result<GatewayResponse, String> {
    let status = text(document, "statusCode")
        .map(|status| status.parse::<StatusCode>().map_err(|_| format!("{status:?} is not a status code")));
    let mut headers = Vec::new();
    for (target, source) in members(document, "responseParameters") {
        let name = target
            .strip_prefix("gatewayresponse.header.")
            .ok_or_else(|| format!("{target:?} is not a header of a gateway response"))?;
        headers.push((header_name(name)?, request_source(compiler, source)?));
    }
    let mut templates = Vec::new();
    for (media_type, template) in members(document, "responseTemplates") {
        if template != DEFAULT_TEMPLATE {
            let value = HeaderValue::from_str(media_type).map_err(|_| format!("{media_type:?} is not a media type"))?;
            templates.push((value, message_template(compiler, template)));
        }
    }
    templates.sort_by_key(|(media_type, _)| *media_type != "application/json");
    Ok(GatewayResponse { status: status.transpose()?, headers, templates })
}

/// `$context.…`, `$stageVariables.…` and `$method.request.…`, also in braces, are variables; everything else is text.
fn message_template(compiler: &Compiler<'_>, template: &str) -> MessageTemplate {
    let mut pieces = Vec::new();
    let mut literal = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('$') {
        literal.push_str(before);
        let braced = after.strip_prefix('{').and_then(|inner| inner.split_once('}'));
        let (name, following) = braced.unwrap_or_else(|| split_reference(after));
        rest = match variable(compiler, name) {
            Some(RequestSource::Static(value)) => {
                literal.push_str(&value);
                following
            }
            Some(source) => {
                if !literal.is_empty() {
                    pieces.push(MessagePiece::Text(std::mem::take(&mut literal).into()));
                }
                pieces.push(MessagePiece::Variable(source));
                following
            }
            None => {
                literal.push('$');
                after
            }
        };
    }
    literal.push_str(rest);
    if !literal.is_empty() {
        pieces.push(MessagePiece::Text(literal.into()));
    }
    MessageTemplate(pieces.into())
}

/// What a name behind a `$` stands for: what the same name stands for where a header is mapped, but for texts in quotes.
fn variable(compiler: &Compiler<'_>, name: &str) -> Option<RequestSource> {
    let is_variable = ["context.", "stageVariables.", "method.request."].iter().any(|start| name.starts_with(start));
    request_source(compiler, name).ok().filter(|_| is_variable)
}

/// The dotted name at the start of a text, and what follows it.
fn split_reference(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-' | '.')).unwrap_or(text.len());
    let name = text.get(..end).unwrap_or(text).trim_end_matches('.');
    (name, text.get(name.len()..).unwrap_or(""))
}
