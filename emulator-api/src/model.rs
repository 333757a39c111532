//! The service models as const data: which operations there are, how they are bound to HTTP, what their shapes hold.
//!
//! The tables in `generated` are made from `models/*.json` by `tests/codegen.rs`. Nothing here decides anything; the
//! router, the codec and the validation read it.

use std::sync::OnceLock;

use regex_lite::Regex;

/// The generated tables, one file a service.
mod generated {
    // Not formatted: one line a member keeps the tables readable, and a machine writes them.
    #[rustfmt::skip]
    pub mod apigateway;
    #[rustfmt::skip]
    pub mod apigatewaymanagementapi;
    #[rustfmt::skip]
    pub mod apigatewayv2;
    #[rustfmt::skip]
    pub mod lambda;
}

pub use generated::{apigateway, apigatewaymanagementapi, apigatewayv2, lambda};

/// A service that the emulator answers for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Service {
    /// API Gateway's first API: REST APIs, API keys, usage plans.
    ApiGateway,
    /// API Gateway's second API: HTTP and WebSocket APIs.
    ApiGatewayV2,
    /// The `@connections` API of a deployed WebSocket API.
    Management,
    /// The part of Lambda that an API needs.
    Lambda,
}

impl Service {
    /// All services, in the order in which they are listed to people.
    pub const ALL: [Service; 4] = [Service::ApiGateway, Service::ApiGatewayV2, Service::Management, Service::Lambda];

    /// The name that the AWS CLI and boto3 know the service by.
    pub const fn name(self) -> &'static str {
        match self {
            Service::ApiGateway => "apigateway",
            Service::ApiGatewayV2 => "apigatewayv2",
            Service::Management => "apigatewaymanagementapi",
            Service::Lambda => "lambda",
        }
    }
}

/// Any operation of any service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    /// An operation of [`Service::ApiGateway`].
    ApiGateway(apigateway::Operation),
    /// An operation of [`Service::ApiGatewayV2`].
    ApiGatewayV2(apigatewayv2::Operation),
    /// An operation of [`Service::Management`].
    Management(apigatewaymanagementapi::Operation),
    /// An operation of [`Service::Lambda`].
    Lambda(lambda::Operation),
}

impl Operation {
    /// What the model says of the operation.
    pub const fn spec(self) -> &'static OperationSpec {
        match self {
            Operation::ApiGateway(operation) => operation.spec(),
            Operation::ApiGatewayV2(operation) => operation.spec(),
            Operation::Management(operation) => operation.spec(),
            Operation::Lambda(operation) => operation.spec(),
        }
    }

    /// Every operation, service by service, in the models' order.
    pub fn all() -> impl Iterator<Item = Operation> {
        Service::ALL.into_iter().flat_map(Operation::of)
    }

    /// The operations of one service, in its model's order.
    pub fn of(service: Service) -> impl Iterator<Item = Operation> {
        let (v1, v2, management, lambda): (&[_], &[_], &[_], &[_]) = match service {
            Service::ApiGateway => (&apigateway::Operation::ALL, &[], &[], &[]),
            Service::ApiGatewayV2 => (&[], &apigatewayv2::Operation::ALL, &[], &[]),
            Service::Management => (&[], &[], &apigatewaymanagementapi::Operation::ALL, &[]),
            Service::Lambda => (&[], &[], &[], &lambda::Operation::ALL),
        };
        let v1 = v1.iter().copied().map(Operation::ApiGateway);
        let v2 = v2.iter().copied().map(Operation::ApiGatewayV2);
        let management = management.iter().copied().map(Operation::Management);
        let lambda = lambda.iter().copied().map(Operation::Lambda);
        v1.chain(v2).chain(management).chain(lambda)
    }
}

/// One operation: its HTTP binding and its shapes.
#[derive(Debug)]
pub struct OperationSpec {
    /// The operation's name, `CreateRestApi`.
    pub name: &'static str,
    /// Whose operation it is.
    pub service: Service,
    /// The HTTP method, in capitals.
    pub method: &'static str,
    /// The path, segment by segment.
    pub path: &'static [Segment],
    /// A query parameter that the request must have (`mode=import`), when the path alone does not tell.
    pub query: Option<(&'static str, &'static str)>,
    /// The status of a successful answer.
    pub status: u16,
    /// What the operation takes.
    pub input: &'static Structure,
    /// What it answers; `None` for an empty body.
    pub output: Option<&'static Structure>,
    /// The errors that the model names.
    pub errors: &'static [&'static str],
}

/// One segment of an operation's path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Segment {
    /// A fixed word.
    Literal(&'static str),
    /// A parameter: the document key that its value gets.
    Label(&'static str),
}

/// A structure: named members.
#[derive(Debug)]
pub struct Structure {
    /// The shape's name in the model.
    pub name: &'static str,
    /// The members, in the model's order.
    pub members: &'static [Member],
}

impl Structure {
    /// The member with this document key.
    pub fn member(&self, name: &str) -> Option<&'static Member> {
        self.members.iter().find(|member| member.name == name)
    }

    /// The member of the body with this name on the wire.
    pub fn body_member(&self, wire: &str) -> Option<&'static Member> {
        self.members.iter().find(|member| member.location == Location::Body && member.wire == wire)
    }

    /// The member that is the whole body as raw bytes.
    pub fn payload(&self) -> Option<&'static Member> {
        self.members.iter().find(|member| member.location == Location::Payload)
    }
}

/// A member of a structure.
#[derive(Debug)]
pub struct Member {
    /// The key in documents.
    pub name: &'static str,
    /// The name on the wire.
    pub wire: &'static str,
    /// Where on the wire it is.
    pub location: Location,
    /// Whether a request must have it.
    pub required: bool,
    /// What it holds.
    pub shape: Shape,
}

/// Where a member travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// In the JSON body.
    Body,
    /// As a segment of the path.
    Uri,
    /// In the query string.
    Query,
    /// As a header.
    Header,
    /// As the response's status.
    StatusCode,
    /// As the whole body, raw.
    Payload,
}

/// What a value is.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// Named members.
    Structure(&'static Structure),
    /// Values of one shape, in order.
    List(&'static List),
    /// Values of one shape, by name.
    Map(&'static Map),
    /// Text.
    String(&'static Text),
    /// A 32-bit integer.
    Integer(Range),
    /// A 64-bit integer.
    Long,
    /// A floating-point number.
    Double,
    /// True or false.
    Boolean,
    /// A moment; in documents always seconds since 1970, as a JSON number.
    Timestamp(TimestampFormat),
    /// Bytes; in documents and bodies base64.
    Blob,
}

/// A list's constraints.
#[derive(Debug)]
pub struct List {
    /// What the list holds.
    pub member: Shape,
    /// How many it may hold.
    pub length: Range,
}

/// A map's constraints.
#[derive(Debug)]
pub struct Map {
    /// What its keys are.
    pub key: &'static Text,
    /// What its values are.
    pub value: Shape,
    /// How many entries it may hold.
    pub length: Range,
}

/// A string's constraints.
#[derive(Debug)]
pub struct Text {
    /// The values that it may have, in the order in which AWS lists them; empty when it is free.
    pub values: &'static [&'static str],
    /// How many characters it may have.
    pub length: Range,
    /// What the whole of it must match.
    pub pattern: Option<&'static Pattern>,
}

/// A string without constraints.
pub static TEXT: Text = Text { values: &[], length: Range::FREE, pattern: None };

/// The least and the greatest allowed, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The least.
    pub min: Option<i64>,
    /// The greatest.
    pub max: Option<i64>,
}

impl Range {
    /// No limit.
    pub const FREE: Range = Range { min: None, max: None };
}

/// How a moment is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimestampFormat {
    /// Seconds since 1970, a JSON number.
    UnixTimestamp,
    /// `2026-01-31T12:00:00Z`.
    Iso8601,
}

/// A regular expression of the model, compiled when it is first needed.
#[derive(Debug)]
pub struct Pattern {
    /// The expression as the model has it, which is how messages quote it.
    pub source: &'static str,
    /// The same language, for an engine that knows no look-behind; as a rule equal to `source`.
    expression: &'static str,
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    const LONGEST: usize = 64 * 1024;

    /// A pattern whose source the regex engine understands as it is.
    pub const fn new(source: &'static str) -> Pattern {
        Pattern::rewritten(source, source)
    }

    /// A pattern that had to be written differently for the regex engine.
    pub const fn rewritten(source: &'static str, expression: &'static str) -> Pattern {
        Pattern { source, expression, compiled: OnceLock::new() }
    }

    /// Whether the whole of `value` matches. Nothing that AWS gives a pattern is longer than 64 KiB; what is does not
    /// match, so that a request of megabytes costs no more than its reading.
    pub fn matches(&self, value: &str) -> bool {
        if value.len() > Pattern::LONGEST {
            return false;
        }
        let regex = self.compiled.get_or_init(|| Regex::new(&format!("^(?:{})$", self.expression)).ok());
        // A test compiles every pattern of the models, so `None` does not occur.
        regex.as_ref().is_none_or(|regex| regex.is_match(value))
    }

    /// Whether the regex engine understands the pattern.
    #[cfg(test)]
    pub(crate) fn compiles(&self) -> bool {
        Regex::new(&format!("^(?:{})$", self.expression)).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Counted in botocore 1.43: 124, 103 and 3 operations; Lambda's are the part that is emulated.
    #[test]
    fn every_operation_is_there() {
        let counts = Service::ALL.map(|service| Operation::of(service).count());
        assert_eq!(counts, [124, 103, 3, 14]);
        assert_eq!(Operation::all().count(), 244);
        assert!(Service::ALL.into_iter().all(|service| Operation::of(service).all(|o| o.spec().service == service)));
    }

    #[test]
    fn the_regex_engine_understands_every_pattern() {
        let mut patterns = 0;
        for operation in Operation::all() {
            let mut seen = Vec::new();
            patterns += check_structure(operation.spec().input, &mut seen);
        }
        assert!(patterns > 30, "{patterns}");
    }

    fn check_structure(structure: &'static Structure, seen: &mut Vec<&'static str>) -> usize {
        if seen.contains(&structure.name) {
            return 0;
        }
        seen.push(structure.name);
        structure.members.iter().map(|member| check_shape(member.shape, seen)).sum()
    }

    fn check_shape(shape: Shape, seen: &mut Vec<&'static str>) -> usize {
        match shape {
            Shape::Structure(structure) => check_structure(structure, seen),
            Shape::List(list) => check_shape(list.member, seen),
            Shape::Map(map) => check_text(map.key) + check_shape(map.value, seen),
            Shape::String(text) => check_text(text),
            _ => 0,
        }
    }

    fn check_text(text: &Text) -> usize {
        let Some(pattern) = text.pattern else {
            return 0;
        };
        assert!(pattern.compiles(), "{}", pattern.source);
        1
    }

    // Java's String.matches: the whole string.
    #[test]
    fn a_pattern_matches_the_whole() {
        static STATUS: Pattern = Pattern::new(r"[1-5]\d\d");
        assert!(STATUS.matches("200"));
        assert!(!STATUS.matches("2000"));
    }

    // lambda's model: S3Bucket is `[0-9A-Za-z\.\-_]*(?<!\.)`.
    #[test]
    fn a_rewritten_pattern_means_the_same() {
        let bucket = Operation::Lambda(lambda::Operation::UpdateFunctionCode).spec().input.member("S3Bucket");
        let Some(Member { shape: Shape::String(Text { pattern: Some(pattern), .. }), .. }) = bucket else {
            panic!("S3Bucket has a pattern");
        };
        assert!(pattern.matches("a.bucket") && pattern.matches(""));
        assert!(!pattern.matches("bucket.") && !pattern.matches("a bucket"));
    }
}
