//! Selection expressions: they make a key out of a request, which then picks a route, template or model.
//!
//! The developer guide describes them in "WebSocket selection expressions in API Gateway": a variable starts with `$`,
//! braces set its bounds, `\$` is a dollar sign, and a path that is not found reads as empty text.

use std::borrow::Cow;
use std::fmt;

use serde_json::Value;

use crate::expr::json_path::{Found, Item, JsonPath};

mod seek;

/// A parsed selection expression: `$request.body.action`, `${request.body.service}/${request.body.action}`, `$default`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectionExpression {
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Literal(Box<str>),
    Variable(Variable),
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Variable {
    RequestBody(BodyPath),
    Context(Box<str>),
    Stage(Box<str>),
    IntegrationStatus,
    IntegrationHeader(Box<str>),
    IntegrationMultiValueHeader(Box<str>),
}

/// What an expression is evaluated against.
pub trait Scope {
    /// The request's body as JSON; none when it is not JSON.
    fn body(&self) -> Option<&Value>;

    /// What the request's body has at `path`, as text.
    ///
    /// # Errors
    /// The body is not JSON.
    fn in_body(&self, path: &BodyPath) -> Result<Option<Cow<'_, str>>, BodyIsNotJson> {
        Ok(path.text(self.body().ok_or(BodyIsNotJson)?))
    }

    /// The variable `$context.{path}`.
    fn context(&self, path: &str) -> Option<Cow<'_, str>>;

    /// The stage variable `name`.
    fn stage_variable(&self, name: &str) -> Option<&str>;

    /// The status of the integration's answer; none while there is no answer.
    fn integration_status(&self) -> Option<u16> {
        None
    }

    /// All values of a header of the integration's answer.
    fn integration_header(&self, _name: &str) -> Vec<&str> {
        Vec::new()
    }
}

/// The expression reads the body, and the body is not JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BodyIsNotJson;

impl SelectionExpression {
    /// Reads an expression.
    ///
    /// # Errors
    /// What is wrong with it: a brace that stays open, or a variable that selection expressions do not have.
    pub fn parse(source: &str) -> Result<Self, InvalidExpression> {
        let mut parts = Vec::new();
        let mut literal = String::new();
        let mut rest = source;
        while let Some(next) = rest.chars().next() {
            let after = &rest[next.len_utf8()..];
            if next == '\\' && after.starts_with('$') {
                literal.push('$');
                rest = &after[1..];
            } else if next == '$' && !is_reserved_key(after) {
                let (name, remainder) = variable_name(after)?;
                if !literal.is_empty() {
                    parts.push(Part::Literal(std::mem::take(&mut literal).into()));
                }
                parts.push(Part::Variable(Variable::parse(name)?));
                rest = remainder;
            } else if matches!(next, '{' | '}') {
                return Err(InvalidExpression("a brace without its dollar sign".to_owned()));
            } else {
                literal.push(next);
                rest = after;
            }
        }
        if !literal.is_empty() {
            parts.push(Part::Literal(literal.into()));
        }
        Ok(Self { parts })
    }

    /// The key that the expression makes of `scope`.
    ///
    /// # Errors
    /// `BodyIsNotJson` when the expression reads the body and the body cannot be read.
    pub fn evaluate<'s>(&'s self, scope: &'s impl Scope) -> Result<Cow<'s, str>, BodyIsNotJson> {
        if let [only] = self.parts.as_slice() {
            return only.evaluate(scope);
        }
        let mut key = String::new();
        for part in &self.parts {
            key.push_str(&part.evaluate(scope)?);
        }
        Ok(Cow::Owned(key))
    }
}

impl Part {
    fn evaluate<'s>(&'s self, scope: &'s impl Scope) -> Result<Cow<'s, str>, BodyIsNotJson> {
        let value = match self {
            Self::Literal(text) => Some(Cow::Borrowed(text.as_ref())),
            Self::Variable(Variable::RequestBody(path)) => scope.in_body(path)?,
            Self::Variable(Variable::Context(path)) => scope.context(path),
            Self::Variable(Variable::Stage(name)) => scope.stage_variable(name).map(Cow::Borrowed),
            Self::Variable(Variable::IntegrationStatus) => scope.integration_status().map(|status| status.to_string().into()),
            Self::Variable(Variable::IntegrationHeader(name)) => {
                scope.integration_header(name).last().map(|value| Cow::Borrowed(*value))
            }
            Self::Variable(Variable::IntegrationMultiValueHeader(name)) => Some(scope.integration_header(name).join(",").into()),
        };
        Ok(value.unwrap_or(Cow::Borrowed("")))
    }
}

/// `$default`, `$connect` and `$disconnect` are keys, not variables, also where nobody escaped the dollar sign.
fn is_reserved_key(after_dollar: &str) -> bool {
    matches!(after_dollar, "default" | "connect" | "disconnect")
}

/// Cuts a variable's name off what follows its dollar sign: `{name}rest`, or `name` up to a character that no name has.
fn variable_name(after_dollar: &str) -> Result<(&str, &str), InvalidExpression> {
    if let Some(braced) = after_dollar.strip_prefix('{') {
        return braced.split_once('}').ok_or_else(|| InvalidExpression("a brace is not closed".to_owned()));
    }
    let end = after_dollar.find(|c: char| c.is_whitespace() || matches!(c, '$' | '/' | '\\' | '{' | '}'));
    Ok(after_dollar.split_at(end.unwrap_or(after_dollar.len())))
}

impl Variable {
    fn parse(name: &str) -> Result<Self, InvalidExpression> {
        if let Some(path) = name.strip_prefix("request.body") {
            return BodyPath::parse(path).map(Self::RequestBody);
        }
        if let Some(path) = name.strip_prefix("context.") {
            return Ok(Self::Context(path.into()));
        }
        if let Some(variable) = name.strip_prefix("stageVariables.") {
            return Ok(Self::Stage(variable.into()));
        }
        match name.strip_prefix("integration.response.").map(|part| part.split_once('.').unwrap_or((part, ""))) {
            Some(("statuscode", "")) => return Ok(Self::IntegrationStatus),
            Some(("header", header)) if !header.is_empty() => return Ok(Self::IntegrationHeader(header.into())),
            Some(("multivalueheader", header)) if !header.is_empty() => {
                return Ok(Self::IntegrationMultiValueHeader(header.into()));
            }
            _ => {}
        }
        Err(InvalidExpression(format!("there is no variable ${name} here")))
    }
}

/// A path into a JSON body: `.data.items[0]['full name']`, or any other JSONPath; the empty path is the body.
#[derive(Clone, Debug)]
pub struct BodyPath {
    source: Box<str>,
    steps: Steps,
}

/// Nearly all paths name members and elements, which are found without copying anything.
#[derive(Clone, Debug)]
enum Steps {
    Simple(Vec<Step>),
    Path(JsonPath),
}

#[derive(Clone, Debug)]
enum Step {
    Member(Box<str>),
    Element(usize),
}

impl PartialEq for BodyPath {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl Eq for BodyPath {}

impl BodyPath {
    /// Reads what follows `$request.body`.
    ///
    /// # Errors
    /// It is no JSONPath.
    pub fn parse(source: &str) -> Result<Self, InvalidExpression> {
        let steps = match simple_steps(source) {
            Some(steps) => Steps::Simple(steps),
            None => Steps::Path(
                JsonPath::parse(&format!("${source}"))
                    .map_err(|invalid| InvalidExpression(format!("$request.body{source} is no path: {invalid}")))?,
            ),
        };
        Ok(Self { source: source.into(), steps })
    }

    /// What `body` has there, as text.
    pub fn text<'v>(&self, body: &'v Value) -> Option<Cow<'v, str>> {
        self.find(body).map(|found| written(found, stringify))
    }

    /// What a JSON text has there, as text, without making the rest of it; the outer none is for a path that needs the whole.
    pub fn text_in<'j>(&self, json: &'j str) -> Option<Result<Option<Cow<'j, str>>, BodyIsNotJson>> {
        let Steps::Simple(steps) = &self.steps else { return None };
        let text = |found| match found {
            seek::Found::Text(text) => text,
            seek::Found::Other(value) => Cow::Owned(stringify(&value).into_owned()),
        };
        Some(seek::find(json, steps).map(|found| found.map(text)))
    }

    /// What `body` has there, as JSON; a text without its quotes.
    pub fn json<'v>(&self, body: &'v Value) -> Option<Cow<'v, str>> {
        self.find(body).map(|found| {
            written(found, |value| match value {
                Value::String(text) => Cow::Borrowed(text),
                other => Cow::Owned(other.to_string()),
            })
        })
    }

    fn find<'v>(&self, body: &'v Value) -> Option<Cow<'v, Value>> {
        match &self.steps {
            Steps::Simple(steps) => {
                let found = steps.iter().try_fold(body, |value, step| match step {
                    Step::Member(name) => value.get(name.as_ref()),
                    Step::Element(index) => value.get(index),
                });
                found.map(Cow::Borrowed)
            }
            Steps::Path(path) => Some(Cow::Owned(match path.find(body, body).ok()? {
                Found::One(item) => item_value(item),
                Found::Many(items) => items.into_iter().map(item_value).collect(),
                Found::Length(length) => length.into(),
            })),
        }
    }
}

fn written<'v>(found: Cow<'v, Value>, write: for<'a> fn(&'a Value) -> Cow<'a, str>) -> Cow<'v, str> {
    match found {
        Cow::Borrowed(value) => write(value),
        Cow::Owned(value) => Cow::Owned(write(&value).into_owned()),
    }
}

fn item_value(item: Item<Value>) -> Value {
    match item {
        Item::Node(value) => value,
        Item::Members(members) => Value::Object(members.into_iter().collect()),
    }
}

fn simple_steps(source: &str) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    let mut rest = source;
    while !rest.is_empty() {
        if let Some(named) = rest.strip_prefix('.') {
            let end = named.find(['.', '[']).unwrap_or(named.len());
            let (name, remainder) = named.split_at(end);
            if name.is_empty() || name.contains(['*', '(', '?']) {
                return None;
            }
            steps.push(Step::Member(name.into()));
            rest = remainder;
        } else {
            let (step, remainder) = rest.strip_prefix('[')?.split_once(']')?;
            let quoted = ['\'', '"'].iter().find_map(|&quote| step.strip_prefix(quote)?.strip_suffix(quote));
            steps.push(match quoted {
                Some(name) if !name.contains(['\'', '"']) => Step::Member(name.into()),
                Some(_) => return None,
                None => Step::Element(step.parse().ok()?),
            });
            rest = remainder;
        }
    }
    Some(steps)
}

/// "The result will be stringified … an array of two elements … will be presented as the string `[item1, item2]`."
fn stringify(value: &Value) -> Cow<'_, str> {
    match value {
        Value::String(text) => Cow::Borrowed(text),
        Value::Array(items) => {
            let items: Vec<Cow<'_, str>> = items.iter().map(stringify).collect();
            Cow::Owned(format!("[{}]", items.join(", ")))
        }
        Value::Object(members) => {
            let members: Vec<String> = members.iter().map(|(name, value)| format!("{name}={}", stringify(value))).collect();
            Cow::Owned(format!("{{{}}}", members.join(", ")))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => Cow::Owned(value.to_string()),
    }
}

/// Why a selection expression cannot be used, one clause for a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidExpression(String);

impl fmt::Display for InvalidExpression {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for InvalidExpression {}

#[cfg(test)]
mod tests;
