//! Parameter mappings of integrations.

use ::http::StatusCode;
use ::http::header::HeaderName;
use emulator_api::Doc;
use serde_json::Value;

use crate::compile::Snapshot;
use crate::compile::document::text;
use crate::compile::http::Compiler;
use crate::expr::selection::BodyPath;
use crate::runtime::http::mapping::{Change, ContextVariable, Piece, RequestMappings, ResponseMappings, Template, Variable};
use crate::runtime::http::routes::PathVariable;

/// Headers that no mapping may change (developer guide, "Reserved headers"); those that begin like these, too.
const RESERVED_PREFIXES: [&str; 4] = ["access-control-", "apigw-", "x-amz-", "x-amzn-"];
const RESERVED: [&str; 19] = [
    "authorization",
    "connection",
    "content-encoding",
    "content-length",
    "content-location",
    "forwarded",
    "keep-alive",
    "origin",
    "proxy-authenticate",
    "proxy-authorization",
    "te",
    "trailer",
    "trailers",
    "transfer-encoding",
    "upgrade",
    "via",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
];

/// Checks the mappings of an integration as far as they are right or wrong whatever route and stage they will have.
///
/// # Errors
/// The first mapping that AWS does not have, one sentence; of unknown keys and statuses in its words, as they were seen in deployments
/// (badmintoncryer/cdk-preflight).
pub fn check_mappings(integration: &Doc) -> Result<(), String> {
    let (snapshot, stage) = (Snapshot::default(), Doc::new());
    let compiler = Compiler::new(&snapshot, &stage, None);
    // What a service is sent are parameters of its own.
    if text(integration, "integrationSubtype").unwrap_or_default().is_empty() {
        compiler.request_mappings_of(integration, &Message::AnyRequest)?;
    }
    let by_status = integration.get("responseParameters").and_then(Value::as_object);
    for (status, mappings) in by_status.into_iter().flatten() {
        status_code(status)?;
        let mut mappings = mappings.as_object().cloned().unwrap_or_default();
        // A status that a stage variable gives is checked when there is a stage.
        let staged = |value: &Value| value.as_str().is_some_and(|value| value.contains("stageVariables."));
        mappings.retain(|key, value| key != "overwrite:statuscode" || !staged(value));
        compiler.response_mappings_of(&mappings)?;
    }
    Ok(())
}

impl Compiler<'_> {
    /// `requestParameters` of an integration.
    pub(super) fn request_mappings(&self, integration: &Doc, variables: &[PathVariable]) -> Result<RequestMappings, String> {
        self.request_mappings_of(integration, &Message::Request { variables })
    }

    fn request_mappings_of(&self, integration: &Doc, message: &Message<'_>) -> Result<RequestMappings, String> {
        let mut mappings = RequestMappings::default();
        for (key, value) in integration.get("requestParameters").and_then(Value::as_object).into_iter().flatten() {
            let unknown = || format!("Invalid Request Actioned Parameter destination specified: {key}");
            let (action, target) = key.split_once(':').ok_or_else(unknown)?;
            let value = value.as_str().unwrap_or("");
            if (action, target) == ("overwrite", "path") {
                mappings.path = Some(self.template(value, message)?);
            } else if let Some(name) = target.strip_prefix("header.") {
                mappings.headers.push((changeable_header(name)?, self.change(action, value, message)?.ok_or_else(unknown)?));
            } else if let Some(name) = target.strip_prefix("querystring.") {
                mappings.query.push((name.into(), self.change(action, value, message)?.ok_or_else(unknown)?));
            } else {
                return Err(unknown());
            }
        }
        Ok(mappings)
    }

    /// `responseParameters` of an integration, by status.
    pub(super) fn response_mappings(&self, integration: &Doc) -> Result<Box<[(StatusCode, ResponseMappings)]>, String> {
        let by_status = integration.get("responseParameters").and_then(Value::as_object);
        let compiled = by_status.into_iter().flatten().map(|(status, mappings)| {
            let code = status_code(status)?;
            let mappings = mappings.as_object().ok_or_else(|| format!("responseParameters.{status} is not a map"))?;
            Ok((code, self.response_mappings_of(mappings)?))
        });
        compiled.collect()
    }

    fn response_mappings_of(&self, document: &Doc) -> Result<ResponseMappings, String> {
        let mut mappings = ResponseMappings::default();
        for (key, value) in document {
            let unknown = || format!("Invalid Response Actioned Parameter destination specified: {key}");
            let value = value.as_str().unwrap_or("");
            if key == "overwrite:statuscode" {
                mappings.status = Some(status_code(&self.stage_variables.fill(value))?);
                continue;
            }
            let (action, target) = key.split_once(':').ok_or_else(unknown)?;
            let name = target.strip_prefix("header.").ok_or_else(unknown)?;
            mappings
                .headers
                .push((changeable_header(name)?, self.change(action, value, &Message::Response)?.ok_or_else(unknown)?));
        }
        Ok(mappings)
    }

    /// The change that a key's action asks for; none when there is no such action.
    fn change(&self, action: &str, value: &str, message: &Message<'_>) -> Result<Option<Change>, String> {
        Ok(match action {
            "append" => Some(Change::Append(self.template(value, message)?)),
            "overwrite" => Some(Change::Overwrite(self.template(value, message)?)),
            "remove" => Some(Change::Remove),
            _ => None,
        })
    }

    /// Reads a mapping's value: one variable (`$request.path`), or text with variables in braces (`a ${context.stage}`).
    pub(super) fn template(&self, value: &str, message: &Message<'_>) -> Result<Template, String> {
        if let Some(name) = value.strip_prefix('$').filter(|name| !name.starts_with('{')) {
            return Ok(Template(Box::new([self.piece(name, message)?])));
        }
        let mut pieces = Vec::new();
        let mut rest = value;
        while let Some((before, after)) = rest.split_once("${") {
            let (name, after) = after.split_once('}').ok_or_else(|| format!("the mapping {value:?} has an open brace"))?;
            pieces.extend([Piece::Text(before.into()), self.piece(name, message)?]);
            rest = after;
        }
        pieces.push(Piece::Text(rest.into()));
        Ok(Template(pieces.into()))
    }

    fn piece(&self, name: &str, message: &Message<'_>) -> Result<Piece, String> {
        if let Some(variable) = name.strip_prefix("stageVariables.") {
            return Ok(Piece::Text(self.stage_variables.get(variable).unwrap_or_default().into()));
        }
        message.variable(name).map(Piece::Variable).ok_or_else(|| format!("a mapping cannot use ${name} here"))
    }
}

/// The message that is changed; its parts are what a mapping can use.
pub(super) enum Message<'v> {
    Request {
        /// The variables of the route's path.
        variables: &'v [PathVariable],
    },
    /// A request of a route that is not known yet, whose path may have any variable.
    AnyRequest,
    Response,
}

impl Message<'_> {
    /// The variable of this name, as it stands after `$`.
    fn variable(&self, name: &str) -> Option<Variable> {
        let (source, name) = name.split_once('.')?;
        let (part, detail) = name.split_once('.').map_or((name, None), |(part, detail)| (part, Some(detail)));
        Some(match (self, source, part, detail) {
            (_, "context", _, _) => Variable::Context(ContextVariable::parse(name)?),
            (Self::Request { .. } | Self::AnyRequest, "request", "path", None)
            | (Self::AnyRequest, "request", "path", Some(_)) => Variable::RequestPath,
            (Self::Request { variables }, "request", "path", Some(wanted)) => {
                Variable::PathVariable(variables.iter().find(|known| *known.name == *wanted)?.clone())
            }
            (Self::Request { .. } | Self::AnyRequest, "request", "querystring", Some(wanted)) => {
                Variable::RequestQuery(wanted.into())
            }
            (Self::Request { .. } | Self::AnyRequest, "request", "header", Some(wanted)) => {
                Variable::RequestHeader(wanted.parse().ok()?)
            }
            (Self::Request { .. } | Self::AnyRequest, "request", _, _) => Variable::RequestBody(body_path(name)?),
            (Self::Response, "response", "header", Some(wanted)) => Variable::ResponseHeader(wanted.parse().ok()?),
            (Self::Response, "response", _, _) => Variable::ResponseBody(body_path(name)?),
            _ => return None,
        })
    }
}

/// The path in `body.a.b[0]`; nothing for `body` itself. The outer option is none when it is not a path.
#[expect(clippy::option_option, reason = "no path and a wrong path are two things")]
fn body_path(name: &str) -> Option<Option<BodyPath>> {
    match name.strip_prefix("body")? {
        "" => Some(None),
        path => Some(Some(BodyPath::parse(path).ok()?)),
    }
}

fn changeable_header(name: &str) -> Result<HeaderName, String> {
    let header: HeaderName = name.parse().map_err(|_| format!("{name:?} is not a header name"))?;
    let lower = header.as_str();
    if RESERVED.contains(&lower) || RESERVED_PREFIXES.iter().any(|prefix| lower.starts_with(prefix)) {
        return Err(format!("the header {name} is reserved, no mapping may change it"));
    }
    Ok(header)
}

fn status_code(text: &str) -> Result<StatusCode, String> {
    let code = text.parse().ok().filter(|code| (200..600).contains(code));
    code.and_then(|code| StatusCode::from_u16(code).ok()).ok_or_else(|| format!("Status Code {text} is not valid."))
}
