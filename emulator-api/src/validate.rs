//! The model's constraints, refused in AWS's words and all at once.

use std::fmt::{self, Write};

use serde_json::Value;

use crate::codec::Doc;
use crate::error::{AwsError, Result};
use crate::model::{Location, Member, OperationSpec, Range, Service, Shape, Structure, Text};

/// Checks a document against the constraints of an operation's input: required members, enums, patterns, lengths,
/// ranges.
///
/// # Errors
/// One error for all failures, `2 validation errors detected: Value 'x' at 'y' failed to satisfy constraint: …; …`, in
/// the form that localstack's snapshots recorded from AWS.
pub fn validate(spec: &OperationSpec, members: &Doc) -> Result<()> {
    let mut failures = Vec::new();
    // API Gateway's first API wraps a body in a member of its own: `createRestApiInput.endpointConfiguration.types`.
    let wrapped = matches!(spec.service, Service::ApiGateway).then_some(Place { above: None, step: Step::Body(spec.name) });
    // Recorded: failures in the body come before those in the path.
    let body = |member: &&Member| member.location == Location::Body;
    let is_here = |member: &&Member| {
        let given = members.get(member.name).is_some_and(|value| !value.is_null());
        !given || spec.service != Service::ApiGatewayV2 || !IN_OTHER_WORDS.contains(&(spec.name, member.name))
    };
    for member in spec.input.members.iter().filter(body).filter(is_here) {
        check_member(member, members, wrapped.as_ref(), &mut failures);
    }
    for member in spec.input.members.iter().filter(|member| !body(member) && member.location != Location::Payload) {
        check_member(member, members, None, &mut failures);
    }
    if !failures.is_empty() {
        return Err(AwsError::validation(spec.service, message(&failures)));
    }
    if spec.service == Service::Lambda { check_runtime(members) } else { Ok(()) }
}

/// Members of the second API whose constraints are not checked here: AWS refuses their values in words of their own, as users saw them
/// (badmintoncryer/cdk-preflight, `rules/apigatewayv2`), and so do those who carry the operations out. The model allows formats of
/// access logs 1,024 characters, "HTTP API quotas" in the developer guide 3 KB.
const IN_OTHER_WORDS: [(&str, &str); 8] = [
    ("CreateApi", "name"),
    ("UpdateApi", "name"),
    ("CreateAuthorizer", "authorizerResultTtlInSeconds"),
    ("UpdateAuthorizer", "authorizerResultTtlInSeconds"),
    ("CreateIntegration", "timeoutInMillis"),
    ("UpdateIntegration", "timeoutInMillis"),
    ("CreateStage", "accessLogSettings"),
    ("UpdateStage", "accessLogSettings"),
];

/// The runtimes that functions can be created with, as Lambda lists them (recorded from AWS: test_lambda_api).
const RUNTIMES: [&str; 25] = [
    "nodejs20.x",
    "python3.14",
    "provided.al2023",
    "python3.12",
    "python3.13",
    "nodejs24.x",
    "nodejs22.x",
    "java25",
    "python3.10",
    "python3.11",
    "java21",
    "ruby3.3",
    "ruby3.4",
    "ruby3.2",
    "python3.8",
    "python3.9",
    "java17",
    "nodejs16.x",
    "dotnet10",
    "dotnet8",
    "java11",
    "dotnet6",
    "nodejs18.x",
    "provided.al2",
    "java8.al2",
];

/// Runtimes that the model still knows and Lambda has given up (recorded from AWS:
/// test_create_deprecated_function_runtime_with_validation_enabled).
const DEPRECATED_RUNTIMES: [&str; 8] =
    ["dotnetcore3.1", "go1.x", "java8", "nodejs12.x", "nodejs14.x", "provided", "python3.7", "ruby2.7"];

/// Lambda checks a function's runtime apart from the model's constraints, and names it without quotes.
fn check_runtime(members: &Doc) -> Result<()> {
    match members.get("Runtime").and_then(Value::as_str) {
        Some(runtime) if DEPRECATED_RUNTIMES.contains(&runtime) => Err(AwsError::invalid_parameter_value(format!(
            "The runtime parameter of {runtime} is no longer supported for creating or updating AWS Lambda functions. \
             We recommend you use a supported runtime while creating or updating functions."
        ))),
        Some(runtime) if !RUNTIMES.contains(&runtime) && !runtime.starts_with("arn:") => {
            Err(AwsError::invalid_parameter_value(format!(
                "Value {runtime} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [{}] or be a valid ARN",
                RUNTIMES.join(", ")
            )))
        }
        _ => Ok(()),
    }
}

struct Failure {
    path: String,
    /// `None` for a member that is missing.
    value: Option<String>,
    constraint: String,
}

fn message(failures: &[Failure]) -> String {
    let plural = if failures.len() == 1 { "error" } else { "errors" };
    let mut message = format!("{} validation {plural} detected: ", failures.len());
    for (index, failure) in failures.iter().enumerate() {
        let separator = if index == 0 { "" } else { "; " };
        let value = failure.value.as_ref().map_or("null".to_owned(), |value| format!("'{value}'"));
        let Failure { path, constraint, .. } = failure;
        let written = write!(message, "{separator}Value {value} at '{path}' failed to satisfy constraint: {constraint}");
        debug_assert!(written.is_ok(), "a String takes all that is written");
    }
    message
}

/// Where a value is in the input; printed only when it is refused.
#[derive(Clone, Copy)]
struct Place<'a> {
    above: Option<&'a Place<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    /// The body of an operation.
    Body(&'a str),
    Member(&'a str),
    /// An item of a list, counted from 1.
    Item(usize),
    /// An entry of a map.
    Entry(&'a str),
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(above) = self.above {
            write!(f, "{above}.")?;
        }
        match self.step {
            Step::Body(operation) => write!(f, "{}Input", lowered(operation)),
            Step::Member(name) => f.write_str(&lowered(name)),
            Step::Item(number) => write!(f, "{number}.member"),
            Step::Entry(key) => write!(f, "{key}.member"),
        }
    }
}

fn check_member(member: &Member, members: &Doc, above: Option<&Place>, failures: &mut Vec<Failure>) {
    let place = Place { above, step: Step::Member(member.name) };
    match members.get(member.name) {
        None | Some(Value::Null) if member.required => {
            failures.push(Failure { path: place.to_string(), value: None, constraint: "Member must not be null".to_owned() });
        }
        None | Some(Value::Null) => {}
        Some(value) => check(member.shape, value, &place, failures),
    }
}

fn check_structure(structure: &Structure, members: &Doc, place: &Place, failures: &mut Vec<Failure>) {
    for member in structure.members {
        check_member(member, members, Some(place), failures);
    }
}

fn check(shape: Shape, value: &Value, place: &Place, failures: &mut Vec<Failure>) {
    let mut fail = |constraint: String| {
        failures.push(Failure { path: place.to_string(), value: Some(shown(value)), constraint });
    };
    match (shape, value) {
        (Shape::Structure(structure), Value::Object(members)) => check_structure(structure, members, place, failures),
        (Shape::List(list), Value::Array(values)) => {
            length_failures(list.length, values.len()).into_iter().for_each(&mut fail);
            if let Shape::String(text) = list.member {
                if values.iter().any(|value| breaks(text, value)) {
                    fail(format!("Member must satisfy constraint: [{}]", constraints(text).join(", ")));
                }
                return;
            }
            for (index, value) in values.iter().enumerate().filter(|(_, value)| !value.is_null()) {
                check(list.member, value, &Place { above: Some(place), step: Step::Item(index + 1) }, failures);
            }
        }
        (Shape::Map(map), Value::Object(entries)) => {
            length_failures(map.length, entries.len()).into_iter().for_each(&mut fail);
            if entries.keys().any(|key| !text_failures(map.key, key).is_empty()) {
                fail(format!("Map keys must satisfy constraint: [{}]", constraints(map.key).join(", ")));
            }
            if let Shape::String(text) = map.value {
                if entries.values().any(|value| breaks(text, value)) {
                    fail(format!("Map value must satisfy constraint: [{}]", constraints(text).join(", ")));
                }
                return;
            }
            for (key, value) in entries.iter().filter(|(_, value)| !value.is_null()) {
                check(map.value, value, &Place { above: Some(place), step: Step::Entry(key) }, failures);
            }
        }
        (Shape::String(text), Value::String(string)) => text_failures(text, string).into_iter().for_each(fail),
        (Shape::Integer(range), Value::Number(number)) => {
            let number = number.as_i64().unwrap_or_default();
            range_failures("value", range, number).into_iter().for_each(fail);
        }
        _ => {}
    }
}

fn breaks(text: &Text, value: &Value) -> bool {
    value.as_str().is_some_and(|value| !text_failures(text, value).is_empty())
}

/// The constraints that a string breaks; a pattern comes before a length (recorded from EventBridge, which has the same framework).
fn text_failures(text: &Text, value: &str) -> Vec<String> {
    let mut failures = Vec::new();
    if !text.values.is_empty() && !text.values.contains(&value) {
        failures.push(enum_constraint(text));
    }
    if let Some(pattern) = text.pattern.filter(|pattern| !pattern.matches(value)) {
        failures.push(pattern_constraint(pattern.source));
    }
    failures.extend(length_failures(text.length, value.chars().count()));
    failures
}

/// All constraints of a string: a list or a map lists them together, whichever is broken.
fn constraints(text: &Text) -> Vec<String> {
    let enumeration = (!text.values.is_empty()).then(|| enum_constraint(text));
    let greatest = text.length.max.map(|max| at_most("length", max));
    let least = text.length.min.map(|min| at_least("length", min));
    let pattern = text.pattern.map(|pattern| pattern_constraint(pattern.source));
    [enumeration, greatest, least, pattern].into_iter().flatten().collect()
}

fn length_failures(range: Range, length: usize) -> Option<String> {
    range_failures("length", range, i64::try_from(length).unwrap_or(i64::MAX))
}

fn range_failures(what: &str, range: Range, number: i64) -> Option<String> {
    match range {
        Range { max: Some(max), .. } if number > max => Some(at_most(what, max)),
        Range { min: Some(min), .. } if number < min => Some(at_least(what, min)),
        _ => None,
    }
}

fn enum_constraint(text: &Text) -> String {
    format!("Member must satisfy enum value set: [{}]", text.values.join(", "))
}

fn pattern_constraint(source: &str) -> String {
    format!("Member must satisfy regular expression pattern: {source}")
}

fn at_most(what: &str, max: i64) -> String {
    format!("Member must have {what} less than or equal to {max}")
}

fn at_least(what: &str, min: i64) -> String {
    format!("Member must have {what} greater than or equal to {min}")
}

/// A value as messages show it: lists and maps in Java's form.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(values) => format!("[{}]", values.iter().map(shown).collect::<Vec<_>>().join(", ")),
        Value::Object(entries) => {
            let entries: Vec<_> = entries.iter().map(|(key, value)| format!("{key}={}", shown(value))).collect();
            format!("{{{}}}", entries.join(", "))
        }
        other => other.to_string(),
    }
}

fn lowered(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or(String::new(), |first| first.to_lowercase().chain(chars).collect())
}
