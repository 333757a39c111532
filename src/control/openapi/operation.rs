//! What an operation takes and gives, in the same form for both versions.

use emulator_api::Doc;
use serde_json::Value;

use super::definition::{Definition, Version, Written};
use super::read::{flag, object, text};

/// A parameter of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Parameter<'d> {
    /// `path`, `query`, `header`, or what API Gateway has no place for.
    pub(crate) place: String,
    pub(crate) name: String,
    pub(crate) required: bool,
    pub(crate) written: &'d Doc,
}

/// What a request or a response holds, by media type.
pub(crate) type Contents<'d> = Vec<(String, &'d Value)>;

/// A response that has a status.
#[derive(Clone, Debug)]
pub(crate) struct Response<'d> {
    pub(crate) status: String,
    pub(crate) headers: Vec<&'d str>,
    pub(crate) contents: Contents<'d>,
    pub(crate) written: &'d Doc,
}

/// The parameters of an operation, with those of its path that it does not declare itself; bodies are none.
pub(crate) fn parameters<'d>(definition: &'d Definition, written: &Written<'d>) -> Vec<Parameter<'d>> {
    let mut found: Vec<Parameter<'d>> = Vec::new();
    for holder in [written.operation, written.item] {
        let all = holder.get("parameters").and_then(Value::as_array).into_iter().flatten();
        for parameter in all.filter_map(|parameter| read_parameter(definition.resolve(parameter)?)) {
            if !found.iter().any(|known| known.name == parameter.name && known.place == parameter.place) {
                found.push(parameter);
            }
        }
    }
    found.retain(|parameter| parameter.place != "body");
    found
}

fn read_parameter(written: &Doc) -> Option<Parameter<'_>> {
    let (place, name) = (text(written, "in")?, text(written, "name")?);
    Some(Parameter { required: flag(written, "required").unwrap_or(false), place, name, written })
}

/// What requests to an operation hold.
pub(crate) fn request_body<'d>(definition: &'d Definition, written: &Written<'d>) -> Contents<'d> {
    match definition.version {
        Version::OpenApi3 => {
            let body = written.operation.get("requestBody").and_then(|body| definition.resolve(body));
            body.map(contents).unwrap_or_default()
        }
        Version::Swagger2 => {
            let holders = [written.operation, written.item];
            let all = holders.into_iter().flat_map(|holder| holder.get("parameters").and_then(Value::as_array)).flatten();
            let mut bodies = all
                .filter_map(|parameter| definition.resolve(parameter))
                .filter(|it| it.get("in").is_some_and(|place| place == "body"));
            let Some(schema) = bodies.next().and_then(|body| body.get("schema")) else { return Vec::new() };
            definition.media_types(written.operation, "consumes").into_iter().map(|media_type| (media_type, schema)).collect()
        }
    }
}

/// The responses of an operation that have a status; `default` is none of API Gateway's.
pub(crate) fn responses<'d>(definition: &'d Definition, written: &Written<'d>) -> Vec<Response<'d>> {
    let all = object(written.operation, "responses").into_iter().flatten();
    all.filter(|(status, _)| is_status(status))
        .filter_map(|(status, response)| {
            let response = definition.resolve(response)?;
            let headers = object(response, "headers").into_iter().flatten().map(|(name, _)| name.as_str()).collect();
            let contents = match definition.version {
                Version::OpenApi3 => contents(response),
                Version::Swagger2 => response.get("schema").map_or_else(Vec::new, |schema| {
                    let types = definition.media_types(written.operation, "produces");
                    types.into_iter().map(|media_type| (media_type, schema)).collect()
                }),
            };
            Some(Response { status: status.clone(), headers, contents, written: response })
        })
        .collect()
}

fn is_status(text: &str) -> bool {
    text.len() == 3 && text.starts_with(['1', '2', '3', '4', '5']) && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn contents(holder: &Doc) -> Contents<'_> {
    let all = object(holder, "content").into_iter().flatten();
    all.filter_map(|(media_type, content)| Some((media_type.clone(), content.get("schema")?))).collect()
}
