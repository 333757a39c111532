//! Parameter mappings, `requestParameters` and `responseParameters` (developer guide, "Amazon API Gateway API request
//! and response data mapping reference").

use emulator_api::Doc;
use http::HeaderName;

use crate::compile::document::members;
use crate::compile::rest::Compiler;
use crate::expr::json_path::JsonPath;
use crate::runtime::rest::parameters::{MappedHeader, RequestParameters, RequestSource, ResponseSource, method_response_header};

/// Headers that no mapping may set (recorded: test_apigateway_header_remapping_http).
const FORBIDDEN: [&str; 4] = ["content-length", "transfer-encoding", "x-amzn-trace-id", "x-amzn-apigateway-api-id"];
/// Further ones that no mapping for an AWS service may set (recorded: test_apigateway_header_remapping_aws).
const FORBIDDEN_FOR_AWS: [&str; 5] = ["authorization", "connection", "expect", "proxy-authenticate", "te"];

/// Compiles the `requestParameters` of an integration.
pub(super) fn request(compiler: &Compiler<'_>, integration: &Doc, is_aws: bool) -> Result<RequestParameters, String> {
    let mut parameters = RequestParameters::default();
    for (target, source) in members(integration, "requestParameters") {
        let source = request_source(compiler, source)?;
        let place = target.strip_prefix("integration.request.").and_then(|place| place.split_once('.'));
        match place {
            Some(("header", name)) => {
                let name = header_name(name)?;
                let is_listed = |list: &[&str]| list.contains(&name.as_str());
                let forbidden = is_listed(&FORBIDDEN) || (is_aws && is_listed(&FORBIDDEN_FOR_AWS));
                parameters.headers.push(MappedHeader { name, source, forbidden });
            }
            Some(("querystring", name)) => parameters.query.push((name.into(), source)),
            Some(("path", name)) => parameters.path.push((name.into(), source)),
            _ => return Err(format!("{target:?} is not a parameter of an integration request")),
        }
    }
    Ok(parameters)
}

/// Compiles where a request parameter gets its value.
pub(super) fn request_source(compiler: &Compiler<'_>, source: &str) -> Result<RequestSource, String> {
    if let Some(text) = constant(compiler, source) {
        return Ok(RequestSource::Static(text));
    }
    if let Some(name) = source.strip_prefix("context.") {
        return Ok(RequestSource::Context(name.into()));
    }
    match source.strip_prefix("method.request.").map(|place| place.split_once('.').unwrap_or((place, ""))) {
        Some(("path", name)) => Ok(RequestSource::Path(name.into())),
        Some(("querystring", name)) => Ok(RequestSource::Query(name.into())),
        Some(("multivaluequerystring", name)) => Ok(RequestSource::MultiValueQuery(name.into())),
        Some(("header", name)) => Ok(RequestSource::Header(header_name(name)?)),
        Some(("multivalueheader", name)) => Ok(RequestSource::MultiValueHeader(header_name(name)?)),
        Some(("body", "")) => Ok(RequestSource::Body),
        Some(("body", path)) => Ok(RequestSource::BodyPath(json_path(path)?)),
        _ => Err(format!("{source:?} is not the source of a request parameter")),
    }
}

/// Compiles the `responseParameters` of an integration response.
pub(super) fn response(compiler: &Compiler<'_>, response: &Doc) -> Result<Vec<(HeaderName, ResponseSource)>, String> {
    let mut headers = Vec::new();
    for (target, source) in members(response, "responseParameters") {
        let name = target
            .strip_prefix("method.response.header.")
            .ok_or_else(|| format!("{target:?} is not a header of a method response"))?;
        let source = response_source(compiler, source)?;
        headers.extend(method_response_header(header_name(name)?).map(|name| (name, source)));
    }
    Ok(headers)
}

fn response_source(compiler: &Compiler<'_>, source: &str) -> Result<ResponseSource, String> {
    if let Some(text) = constant(compiler, source) {
        return Ok(ResponseSource::Static(text));
    }
    if let Some(name) = source.strip_prefix("context.") {
        return Ok(ResponseSource::Context(name.into()));
    }
    match source.strip_prefix("integration.response.").map(|place| place.split_once('.').unwrap_or((place, ""))) {
        Some(("header", name)) => Ok(ResponseSource::Header(header_name(name)?)),
        Some(("multivalueheader", name)) => Ok(ResponseSource::MultiValueHeader(header_name(name)?)),
        Some(("body", "")) => Ok(ResponseSource::Body),
        Some(("body", path)) => Ok(ResponseSource::BodyPath(json_path(path)?)),
        _ => Err(format!("{source:?} is not the source of a response parameter")),
    }
}

/// `'text'`, or a stage variable.
fn constant(compiler: &Compiler<'_>, source: &str) -> Option<Box<str>> {
    if let Some(name) = source.strip_prefix("stageVariables.") {
        return Some(compiler.stage_variables.get(name).unwrap_or_default().into());
    }
    source.strip_prefix('\'')?.strip_suffix('\'').map(Into::into)
}

fn json_path(path: &str) -> Result<JsonPath, String> {
    JsonPath::parse_with_length(path).map_err(|error| format!("{path:?} is not a JSONPath: {error}"))
}

pub(super) fn header_name(name: &str) -> Result<HeaderName, String> {
    name.parse().map_err(|_| format!("{name:?} is not a header's name"))
}
