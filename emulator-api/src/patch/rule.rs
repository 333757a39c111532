//! What a resource accepts in its `patchOperations`, as const data.

use serde_json::{Number, Value};

use super::{PatchOp, PatchOperation, PatchPath};
use crate::error::{AwsError, Result};

/// A path that a resource accepts, the operations on it, and where in the document it leads.
#[derive(Clone, Copy, Debug)]
pub struct PatchRule {
    /// The path, with labels for what varies: `/variables/{name}`, and `{resourcePath+}` for several segments.
    pub path: &'static str,
    /// The operations that it accepts.
    pub ops: &'static [PatchOp],
    /// What its value must be.
    pub value: PatchValue,
    /// What in the document it changes.
    pub target: Target,
    /// What happens when there is nothing to replace or remove.
    pub absent: Absent,
    /// The path that its value may be copied from, where [`PatchOp::Copy`] is accepted.
    pub copies: Option<&'static str>,
}

/// What a path's value, always a string, becomes in the document.
#[derive(Clone, Copy, Debug)]
pub enum PatchValue {
    /// Itself; none takes the member away.
    String,
    /// `true` in any case is true (developer guide, "Disable the default endpoint": `True`), anything else false (recorded
    /// from AWS).
    Bool,
    /// A whole number in a range; anything else is refused with this sentence. Empty or none takes the member away.
    Int {
        /// The least that is allowed.
        min: i64,
        /// The greatest that is allowed.
        max: i64,
        /// AWS's sentence for all else.
        refusal: &'static str,
    },
    /// A number in a range, like [`PatchValue::Int`].
    Number {
        /// The least that is allowed.
        min: f64,
        /// The greatest that is allowed.
        max: f64,
        /// AWS's sentence for all else.
        refusal: &'static str,
    },
    /// One of these; anything else is refused with this sentence.
    Enum(&'static [&'static str], &'static str),
}

/// What in the document a rule changes.
#[derive(Clone, Copy, Debug)]
pub enum Target {
    /// The member or map entry at the same place as the path.
    Same,
    /// The member or map entry at these keys, in which `{label}` stands for a segment of the path as it is written:
    /// `["methodSettings", "{resourcePath}/{httpMethod}", "metricsEnabled"]`.
    At(&'static [&'static str]),
    /// The element, named by the path's last segment, of the list at the path's other segments:
    /// `/binaryMediaTypes/image~1png`. It is added, removed, or replaced by the value (by name or by index).
    Element,
    /// The element, named by the value, of the list at the path: `/endpointConfiguration/vpcEndpointIds`.
    ValueInList,
    /// The same, of the list at these keys.
    ValueInListAt(&'static [&'static str]),
    /// The element, named by the value, of the text at the path, in which commas part them: `/identitySource`. Replacing
    /// replaces the text.
    ValueInText,
    /// What the resource's own code changes; [`apply`](super::apply) leaves it alone.
    ByHand,
}

/// What happens when there is nothing to replace or remove.
#[derive(Clone, Copy, Debug)]
pub enum Absent {
    /// The value is set, or nothing happens.
    Ignored,
    /// `NotFoundException` with this sentence: `Invalid parameter name specified`.
    NotFound(&'static str),
}

/// How a kind of resource words its refusals; AWS has several ways.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Refusals {
    /// `Invalid patch path /x`, and for a known path with another operation `Invalid patch operation specified. Must be
    /// one of: [replace]`: REST APIs, methods, method responses.
    #[default]
    Plain,
    /// `Invalid patch path /x` for both: gateway responses.
    PathOnly,
    /// `Invalid patch path  '/x' specified for op 'replace'. Must be one of: [/name]`: resources, models, request
    /// validators, documentation parts, API keys.
    ListsPaths,
    /// `/x Invalid request input`: custom domain names (seen by users of terraform-provider-aws, 28059).
    Input,
    /// `Invalid method setting path: /x. Must be one of: […]`: stages, whose other paths are method settings.
    Stage,
}

/// What AWS says that a stage accepts, slips included.
const STAGE_PATHS: &str = "/deploymentId, /description, /cacheClusterEnabled, /cacheClusterSize, \
     /clientCertificateId, /accessLogSettings, /accessLogSettings/destinationArn, /accessLogSettings/format, \
     /{resourcePath}/{httpMethod}/metrics/enabled, /{resourcePath}/{httpMethod}/logging/dataTrace, \
     /{resourcePath}/{httpMethod}/logging/loglevel, \
     /{resourcePath}/{httpMethod}/throttling/burstLimit\
     /{resourcePath}/{httpMethod}/throttling/rateLimit\
     /{resourcePath}/{httpMethod}/caching/ttlInSeconds, /{resourcePath}/{httpMethod}/caching/enabled, \
     /{resourcePath}/{httpMethod}/caching/dataEncrypted, \
     /{resourcePath}/{httpMethod}/caching/requireAuthorizationForCacheControl, \
     /{resourcePath}/{httpMethod}/caching/unauthorizedCacheControlHeaderStrategy, /*/*/metrics/enabled, \
     /*/*/logging/dataTrace, /*/*/logging/loglevel, /*/*/throttling/burstLimit /*/*/throttling/rateLimit \
     /*/*/caching/ttlInSeconds, /*/*/caching/enabled, /*/*/caching/dataEncrypted, \
     /*/*/caching/requireAuthorizationForCacheControl, /*/*/caching/unauthorizedCacheControlHeaderStrategy, \
     /variables/{variable_name}, /tracingEnabled";

impl PatchRule {
    /// A rule for the member or map entry at the path.
    pub const fn new(path: &'static str, ops: &'static [PatchOp], value: PatchValue) -> PatchRule {
        PatchRule { path, ops, value, target: Target::Same, absent: Absent::Ignored, copies: None }
    }

    /// The same rule for another place of the document.
    #[must_use]
    pub const fn target(self, target: Target) -> PatchRule {
        PatchRule { target, ..self }
    }

    /// The same rule, refusing to replace or remove what is not there.
    #[must_use]
    pub const fn or_not_found(self, sentence: &'static str) -> PatchRule {
        PatchRule { absent: Absent::NotFound(sentence), ..self }
    }

    /// The same rule, accepting a copy from another path of the document.
    #[must_use]
    pub const fn copies(self, from: &'static str) -> PatchRule {
        PatchRule { copies: Some(from), ..self }
    }

    /// The rule for a path, whatever the operation: of several, the one that fixes most of it.
    pub fn of<'r>(rules: &'r [PatchRule], path: &PatchPath) -> Option<&'r PatchRule> {
        let segments: Vec<&str> = path.raw_segments().collect();
        rules.iter().filter(|rule| rule.matches(&segments)).max_by_key(|rule| rule.literals())
    }

    /// The rule that accepts an operation.
    ///
    /// # Errors
    /// `BadRequestException` in the given words when there is none.
    pub fn accepting<'r>(refusals: Refusals, rules: &'r [PatchRule], operation: &PatchOperation) -> Result<&'r PatchRule> {
        let known = PatchRule::of(rules, &operation.path);
        let is_from =
            |rule: &PatchRule| operation.op != PatchOp::Copy || operation.from.as_ref().map(PatchPath::as_str) == rule.copies;
        known
            .filter(|rule| rule.ops.contains(&operation.op) && is_from(rule))
            .ok_or_else(|| refusals.refuse(rules, known, operation))
    }

    /// The rule's path, segment by segment.
    pub(super) fn segments(&self) -> impl Iterator<Item = &'static str> {
        self.path.split('/').skip(1)
    }

    /// Whether the rule is about this path.
    fn matches(&self, segments: &[&str]) -> bool {
        let is = |wanted: &str, found: &str| label(wanted).map_or(wanted == found, |_| !found.is_empty());
        let before: Vec<&str> = self.segments().take_while(|segment| !is_greedy(segment)).collect();
        let after: Vec<&str> = self.segments().skip(before.len() + 1).collect();
        if before.len() == self.segments().count() {
            return before.len() == segments.len() && before.iter().zip(segments).all(|(wanted, found)| is(wanted, found));
        }
        before.len() + after.len() < segments.len()
            && before.iter().zip(segments).all(|(wanted, found)| is(wanted, found))
            && after.iter().rev().zip(segments.iter().rev()).all(|(wanted, found)| is(wanted, found))
    }

    /// How much of the path is fixed: what is more fixed wins.
    fn literals(&self) -> usize {
        self.segments().filter(|segment| label(segment).is_none()).count()
    }
}

/// Whether it stands for any number of segments: `{resourcePath+}`.
fn is_greedy(segment: &str) -> bool {
    segment.ends_with("+}")
}

/// The name in `{name}`.
pub(super) fn label(segment: &str) -> Option<&str> {
    segment.strip_prefix('{')?.strip_suffix('}')
}

impl PatchValue {
    /// The document's value of an operation's string; `None` takes the member away.
    pub(super) fn read(self, text: Option<&str>) -> Result<Option<Value>> {
        let refused = |sentence: &'static str| Err(AwsError::bad_request(sentence));
        match (self, text) {
            (PatchValue::Bool, text) => Ok(Some(text.is_some_and(|text| text.eq_ignore_ascii_case("true")).into())),
            (PatchValue::String, Some(text)) => Ok(Some(text.into())),
            (PatchValue::Int { .. } | PatchValue::Number { .. }, Some("")) => Ok(None),
            (PatchValue::Int { min, max, refusal }, Some(text)) => match text.parse::<i64>() {
                Ok(number) if (min..=max).contains(&number) => Ok(Some(number.into())),
                _ => refused(refusal),
            },
            (PatchValue::Number { min, max, refusal }, Some(text)) => match text.parse::<f64>() {
                Ok(number) if (min..=max).contains(&number) => Ok(Number::from_f64(number).map(Value::Number)),
                _ => refused(refusal),
            },
            (PatchValue::Enum(values, _), Some(text)) if values.contains(&text) => Ok(Some(text.into())),
            (PatchValue::Enum(_, refusal), _) => refused(refusal),
            (_, None) => Ok(None),
        }
    }
}

impl Refusals {
    /// The refusal of an operation whose path no resource of the kind has.
    pub fn refuse_path(self, operation: &PatchOperation) -> AwsError {
        self.refuse(&[], None, operation)
    }

    /// The refusal of an operation on a path that no rule accepts.
    pub(super) fn refuse(self, rules: &[PatchRule], known: Option<&PatchRule>, operation: &PatchOperation) -> AwsError {
        let PatchOperation { op, path, .. } = operation;
        AwsError::bad_request(match self {
            Refusals::Plain | Refusals::PathOnly => match known {
                Some(rule) if self == Refusals::Plain => format!(
                    "Invalid patch operation specified. Must be one of: [{}]",
                    joined(rule.ops.iter().map(|op| op.name()))
                ),
                _ => format!("Invalid patch path {path}"),
            },
            Refusals::ListsPaths => {
                let accepting = joined(rules.iter().filter(|rule| rule.ops.contains(op)).map(|rule| rule.path));
                // A usage plan's labels, as they were seen: `<httpMethod>`.
                let accepting = accepting.replace("+}", "}").replace('{', "<").replace('}', ">");
                if accepting.is_empty() {
                    format!("Invalid patch path  '{path}' specified for op '{op}'. Please choose supported operations")
                } else {
                    format!("Invalid patch path  '{path}' specified for op '{op}'. Must be one of: [{accepting}]")
                }
            }
            Refusals::Input => format!("{path} Invalid request input"),
            Refusals::Stage => refuse_on_stage(operation),
        })
    }
}

/// Recorded: test_apigateway_canary, test_stage_access_log_settings_validation, test_apigateway_basic.
fn refuse_on_stage(operation: &PatchOperation) -> String {
    let PatchOperation { op, path, from, .. } = operation;
    let in_access_log = path.raw_segments().next() == Some("accessLogSettings");
    match op {
        PatchOp::Remove if path.raw_segments().count() == 2 => {
            let setting = path.as_str().trim_start_matches('/');
            format!("Cannot remove method setting {setting} because there is no method setting for this method ")
        }
        _ if in_access_log => "Invalid accessLogSettings path. Must be one of : \
             [/accessLogSettings/destinationArn, /accessLogSettings/format]"
            .to_owned(),
        PatchOp::Add => format!("Invalid add operation with path: {path}"),
        PatchOp::Copy => {
            let from = from.as_ref().map_or("null", PatchPath::as_str);
            format!(
                "Invalid copy operation with path: {path} and from {from}. Valid copy:path are [/deploymentId, \
                 /variables] and valid copy:from are [/canarySettings/deploymentId, \
                 /canarySettings/stageVariableOverrides]"
            )
        }
        _ => format!("Invalid method setting path: {path}. Must be one of: [{STAGE_PATHS}]"),
    }
}

fn joined<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join(", ")
}
