//! Makes `src/model/generated/*.rs` from `models/*.json`, and fails when what is there is stale.
//!
//! `UPDATE_GENERATED=1 cargo test -p emulator-api --test codegen` rewrites the files.

#![expect(clippy::unwrap_used, reason = "a broken model is a failed test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

use serde_json::Value;

/// The model's file name, the variant of `Service`, the number of operations that AWS has.
const SERVICES: [(&str, &str, usize); 4] = [
    ("apigateway", "ApiGateway", 124),
    ("apigatewayv2", "ApiGatewayV2", 103),
    ("apigatewaymanagementapi", "Management", 3),
    ("lambda", "Lambda", 14),
];

/// Patterns that need look-behind, which our regex engine has not, and the same without it.
const REWRITTEN: [(&str, &str); 1] = [(r"[0-9A-Za-z\.\-_]*(?<!\.)", r"([0-9A-Za-z\.\-_]*[0-9A-Za-z\-_])?")];

/// Members that the developer guide has callers send as the model does not allow: an empty address disables mutual TLS
/// ("Configuring mutual TLS authentication for an HTTP API").
const MAY_BE_EMPTY: [(&str, &str); 1] = [("MutualTlsAuthenticationInput", "TruststoreUri")];

#[test]
fn the_generated_tables_are_fresh() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let update = std::env::var_os("UPDATE_GENERATED").is_some();
    for (name, service, operations) in SERVICES {
        let model = std::fs::read_to_string(root.join(format!("models/{name}.json"))).unwrap();
        let model: Value = serde_json::from_str(&model).unwrap();
        assert_eq!(model["operations"].as_object().unwrap().len(), operations, "{name}");
        let generated = Generator { service, model: &model }.file(name);
        let path = root.join(format!("src/model/generated/{name}.rs"));
        if update {
            std::fs::write(&path, generated).unwrap();
        } else {
            let present = std::fs::read_to_string(&path).unwrap_or_default();
            assert!(
                present == generated,
                "{} is stale; run UPDATE_GENERATED=1 cargo test -p emulator-api --test codegen",
                path.display()
            );
        }
    }
}

struct Generator<'a> {
    service: &'a str,
    model: &'a Value,
}

impl Generator<'_> {
    fn file(&self, name: &str) -> String {
        let mut out = String::new();
        writeln!(out, "//! Operations and shapes of `{name}`. Made by `tests/codegen.rs` from `models/{name}.json`.\n").unwrap();
        writeln!(out, "use crate::model::*;\n").unwrap();
        self.operations(&mut out);
        self.shapes(&mut out);
        out
    }

    fn operations(&self, out: &mut String) {
        let operations = self.model["operations"].as_object().unwrap();
        writeln!(out, "/// The service's operations.").unwrap();
        writeln!(out, "#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]").unwrap();
        writeln!(out, "pub enum Operation {{").unwrap();
        for (name, operation) in operations {
            let http = &operation["http"];
            writeln!(out, "    /// `{} {}`", text(&http["method"]), text(&http["requestUri"])).unwrap();
            writeln!(out, "    {name},").unwrap();
        }
        writeln!(out, "}}\n").unwrap();
        writeln!(out, "impl Operation {{").unwrap();
        writeln!(out, "    /// Every operation, in the model's order.").unwrap();
        writeln!(out, "    pub const ALL: [Operation; {}] = [", operations.len()).unwrap();
        for name in operations.keys() {
            writeln!(out, "        Operation::{name},").unwrap();
        }
        writeln!(out, "    ];\n").unwrap();
        writeln!(out, "    /// What the model says of the operation.").unwrap();
        writeln!(out, "    pub const fn spec(self) -> &'static OperationSpec {{").unwrap();
        writeln!(out, "        &SPECS[self as usize]").unwrap();
        writeln!(out, "    }}\n}}\n").unwrap();
        writeln!(out, "static SPECS: [OperationSpec; {}] = [", operations.len()).unwrap();
        for (name, operation) in operations {
            self.operation(out, name, operation);
        }
        writeln!(out, "];\n").unwrap();
    }

    fn operation(&self, out: &mut String, name: &str, operation: &Value) {
        let http = &operation["http"];
        let (path, query) = match text(&http["requestUri"]).split_once('?') {
            Some((path, query)) => (path, query.split_once('=')),
            None => (text(&http["requestUri"]), None),
        };
        let input = text(&operation["input"]);
        let segments: Vec<_> = path.split('/').skip(1).map(|segment| self.segment(input, segment)).collect();
        let output = operation.get("output").map(|shape| format!("&{}", constant(text(shape))));
        let errors: Vec<_> = operation["errors"].as_array().unwrap().iter().map(|e| format!("{:?}", text(e))).collect();
        writeln!(out, "    OperationSpec {{").unwrap();
        writeln!(out, "        name: {name:?},").unwrap();
        writeln!(out, "        service: Service::{},", self.service).unwrap();
        writeln!(out, "        method: {:?},", text(&http["method"])).unwrap();
        writeln!(out, "        path: &[{}],", segments.join(", ")).unwrap();
        writeln!(out, "        query: {query:?},").unwrap();
        writeln!(out, "        status: {},", http.get("responseCode").and_then(Value::as_u64).unwrap_or(200)).unwrap();
        writeln!(out, "        input: &{},", constant(input)).unwrap();
        writeln!(out, "        output: {},", option(output)).unwrap();
        writeln!(out, "        errors: &[{}],", errors.join(", ")).unwrap();
        writeln!(out, "    }},").unwrap();
    }

    fn segment(&self, input: &str, segment: &str) -> String {
        let Some(label) = segment.strip_prefix('{').and_then(|label| label.strip_suffix('}')) else {
            return format!("Segment::Literal({segment:?})");
        };
        assert!(!label.ends_with('+'), "the router knows no greedy labels: {segment}");
        let members = self.model["shapes"][input]["members"].as_object().unwrap();
        let (name, _) = members
            .iter()
            .find(|(name, member)| member["location"] == "uri" && wire(name, member) == label)
            .expect("a label has a member");
        format!("Segment::Label({:?})", self.key(name))
    }

    /// The key of a member in documents: Lambda's names as they are, the others' with the first letter lowered.
    fn key(&self, name: &str) -> String {
        if self.service == "Lambda" { name.to_owned() } else { lowered(name) }
    }

    /// The shapes that operations take or answer, and what these are made of; error shapes are written by hand.
    fn reachable(&self) -> BTreeSet<&str> {
        let mut seen = BTreeSet::new();
        let mut queue = Vec::new();
        for operation in self.model["operations"].as_object().unwrap().values() {
            queue.extend(operation.get("input").map(text));
            queue.extend(operation.get("output").map(text));
        }
        while let Some(name) = queue.pop() {
            if !seen.insert(name) {
                continue;
            }
            let shape = &self.model["shapes"][name];
            let members = shape.get("members").and_then(Value::as_object);
            queue.extend(members.into_iter().flat_map(|members| members.values()).map(|member| text(&member["shape"])));
            queue.extend(["member", "key", "value"].iter().filter_map(|part| shape.get(*part)).map(|part| text(&part["shape"])));
        }
        seen
    }

    fn shapes(&self, out: &mut String) {
        let mut names = BTreeMap::new();
        for name in self.reachable() {
            let shape = &self.model["shapes"][name];
            let constant = constant(name);
            match text(&shape["type"]) {
                "structure" => self.structure(out, &constant, name, shape),
                "list" => writeln!(
                    out,
                    "static {constant}: List = List {{ member: {}, length: {} }};\n",
                    self.shape(&shape["member"], name, ""),
                    range(name, shape)
                )
                .unwrap(),
                "map" => writeln!(
                    out,
                    "static {constant}: Map = Map {{ key: {}, value: {}, length: {} }};\n",
                    self.text_of(&shape["key"]),
                    self.shape(&shape["value"], name, ""),
                    range(name, shape)
                )
                .unwrap(),
                "string" if constrained(name, shape) => self.string(out, &constant, name, shape),
                _ => continue,
            }
            let other = names.insert(constant.clone(), name);
            assert!(other.is_none(), "{constant} is both {name} and {other:?}");
        }
    }

    fn structure(&self, out: &mut String, constant: &str, name: &str, shape: &Value) {
        let required: BTreeSet<_> = shape.get("required").and_then(Value::as_array).into_iter().flatten().map(text).collect();
        let payload = shape.get("payload").map(text);
        let members = shape["members"].as_object().unwrap();
        let mut inline = String::new();
        let mut lines = String::new();
        for (member_name, member) in members {
            let location = match member.get("location").map(text) {
                None if payload == Some(member_name) => "Payload",
                None => "Body",
                Some("uri") => "Uri",
                Some("querystring") => "Query",
                Some("header") => "Header",
                Some("statusCode") => "StatusCode",
                Some(other) => panic!("the codec knows no location {other}"),
            };
            let shape = match member.get("enum") {
                // Two members of v2 carry their own enum.
                Some(values) => {
                    let own = format!("{constant}_{}", self::constant(member_name));
                    writeln!(
                        inline,
                        "static {own}: Text = Text {{ values: &{}, length: Range::FREE, pattern: None }};\n",
                        enumeration(values)
                    )
                    .unwrap();
                    format!("Shape::String(&{own})")
                }
                None if MAY_BE_EMPTY.contains(&(name, member_name.as_str())) => "Shape::String(&TEXT)".to_owned(),
                None => self.shape(member, name, member_name),
            };
            writeln!(
                lines,
                "        Member {{ name: {:?}, wire: {:?}, location: Location::{location}, required: {}, shape: {shape} }},",
                self.key(member_name),
                wire(member_name, member),
                required.contains(member_name.as_str()),
            )
            .unwrap();
            assert!(location != "Payload" || shape == "Shape::Blob", "the codec knows only blobs as payloads");
        }
        out.push_str(&inline);
        writeln!(out, "static {constant}: Structure = Structure {{").unwrap();
        writeln!(out, "    name: {name:?},").unwrap();
        writeln!(out, "    members: &[\n{lines}    ],").unwrap();
        writeln!(out, "}};\n").unwrap();
    }

    fn string(&self, out: &mut String, constant: &str, name: &str, shape: &Value) {
        let pattern = shape.get("pattern").map(|pattern| {
            let source = text(pattern);
            let made = match REWRITTEN.iter().find(|(from, _)| *from == source) {
                Some((_, to)) => format!("Pattern::rewritten({source:?}, {to:?})"),
                None => format!("Pattern::new({source:?})"),
            };
            writeln!(out, "static {constant}_PATTERN: Pattern = {made};\n").unwrap();
            format!("&{constant}_PATTERN")
        });
        let values = shape.get("enum").map_or("[]".to_owned(), enumeration);
        writeln!(
            out,
            "static {constant}: Text = Text {{ values: &{values}, length: {}, pattern: {} }};\n",
            range(name, shape),
            option(pattern)
        )
        .unwrap();
    }

    fn shape(&self, reference: &Value, of: &str, member: &str) -> String {
        let name = text(&reference["shape"]);
        let shape = &self.model["shapes"][name];
        let constant = constant(name);
        match text(&shape["type"]) {
            "structure" => format!("Shape::Structure(&{constant})"),
            "list" => format!("Shape::List(&{constant})"),
            "map" => format!("Shape::Map(&{constant})"),
            "string" => format!("Shape::String({})", self.text_of(reference)),
            "integer" => format!("Shape::Integer({})", range(name, shape)),
            "long" => "Shape::Long".to_owned(),
            "double" => "Shape::Double".to_owned(),
            "boolean" => "Shape::Boolean".to_owned(),
            "blob" => "Shape::Blob".to_owned(),
            "timestamp" if shape.get("timestampFormat").map(text) == Some("iso8601") => {
                "Shape::Timestamp(TimestampFormat::Iso8601)".to_owned()
            }
            "timestamp" => "Shape::Timestamp(TimestampFormat::UnixTimestamp)".to_owned(),
            other => panic!("{of}.{member} has the unknown type {other}"),
        }
    }

    fn text_of(&self, reference: &Value) -> String {
        let name = text(&reference["shape"]);
        if constrained(name, &self.model["shapes"][name]) { format!("&{}", constant(name)) } else { "&TEXT".to_owned() }
    }
}

fn constrained(name: &str, shape: &Value) -> bool {
    ["enum", "pattern"].iter().any(|constraint| shape.get(*constraint).is_some()) || range(name, shape) != FREE
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a string in the model")
}

fn wire<'a>(name: &'a str, member: &'a Value) -> &'a str {
    member.get("locationName").map_or(name, text)
}

fn option(inner: Option<String>) -> String {
    inner.map_or("None".to_owned(), |inner| format!("Some({inner})"))
}

const FREE: &str = "Range::FREE";

fn range(name: &str, shape: &Value) -> String {
    let (mut min, mut max) = (shape.get("min").and_then(Value::as_i64), shape.get("max").and_then(Value::as_i64));
    if min.is_none() && max.is_none() {
        (min, max) = range_in_name(name).unzip();
    }
    if min.is_none() && max.is_none() { FREE.to_owned() } else { format!("Range {{ min: {min:?}, max: {max:?} }}") }
}

/// v2's model says some lengths only in a shape's name: `StringWithLengthBetween0And32K`.
fn range_in_name(name: &str) -> Option<(i64, i64)> {
    let (min, max) = name.split_once("WithLengthBetween")?.1.split_once("And")?;
    let max = max.strip_suffix('K').map(|max| max.parse::<i64>().unwrap() * 1024).or_else(|| max.parse().ok());
    Some((min.parse().unwrap(), max.expect("a number in the shape's name")))
}

/// An enum's values in the order in which AWS's messages list them.
///
/// Every list recorded from AWS (API Gateway's five and those of other services) is sorted by the last five bits of
/// Java's `String.hashCode`, equal ones by the model's order reversed: a hash set of 32 chains.
fn enumeration(values: &Value) -> String {
    let mut values: Vec<_> = values.as_array().unwrap().iter().rev().map(text).collect();
    values
        .sort_by_key(|value| value.encode_utf16().fold(0_u32, |hash, unit| hash.wrapping_mul(31).wrapping_add(unit.into())) & 31);
    format!("{values:?}")
}

fn lowered(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or(String::new(), |first| first.to_lowercase().chain(chars).collect())
}

/// `__listOf__string` becomes `LIST_OF_STRING`, `RestApi` becomes `REST_API`.
fn constant(name: &str) -> String {
    let mut constant = String::new();
    let mut previous = '_';
    for c in name.chars() {
        let starts = c.is_uppercase() && (previous.is_lowercase() || previous.is_ascii_digit());
        if (c == '_' || starts) && !constant.is_empty() && !constant.ends_with('_') {
            constant.push('_');
        }
        if c != '_' {
            constant.extend(c.to_uppercase());
        }
        previous = c;
    }
    constant
}
