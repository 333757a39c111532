//! Bad input gets AWS's error and never a panic, whatever the operation (issue 2, "Done when" 8). Debug builds panic
//! where a handler answers what its model does not know, so these tests also see that.

use bytes::Bytes;
use emulator_api::codec::format_iso8601;
use emulator_api::model::{Location, Member, Operation, Segment, Service, Shape, Structure};
use http::Response;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::{ACCOUNT, Emulator, caller};

/// A path of the operation with `label` for every parameter, and its required query.
fn path_with(operation: Operation, label: impl Fn(&str) -> String) -> String {
    let spec = operation.spec();
    let path: String = spec
        .path
        .iter()
        .map(|segment| match segment {
            Segment::Literal(literal) => format!("/{literal}"),
            Segment::Label(name) => format!("/{}", label(name)),
        })
        .collect();
    let query = spec.query.map(|(name, value)| if value.is_empty() { format!("?{name}") } else { format!("?{name}={value}") });
    path + &query.unwrap_or_default()
}

fn body_members(operation: Operation) -> impl Iterator<Item = &'static Member> {
    operation.spec().input.members.iter().filter(|member| member.location == Location::Body)
}

/// Whether the operation's body is JSON.
fn takes_json(operation: Operation) -> bool {
    operation.spec().input.payload().is_none() && body_members(operation).next().is_some()
}

fn api_gateway() -> impl Iterator<Item = Operation> {
    [Service::ApiGateway, Service::ApiGatewayV2, Service::Management].into_iter().flat_map(Operation::of)
}

/// An error as AWS's clients read it.
fn assert_error(what: &str, response: &Response<Bytes>) {
    let status = response.status().as_u16();
    assert!((400..502).contains(&status) && status != 500, "{what}: {status}");
    assert!(response.headers().contains_key("x-amzn-errortype"), "{what}: an error has a type");
    // AWS's `GoneException` has no members.
    if status == 410 {
        return;
    }
    let body: Value = serde_json::from_slice(response.body()).unwrap_or_else(|_| panic!("{what}: an error's body is JSON"));
    assert!(body.is_object(), "{what}: {body}");
}

fn assert_no_failure(what: &str, response: &Response<Bytes>) {
    if response.status().is_success() {
        return;
    }
    assert_error(what, response);
}

#[test]
fn there_are_230_operations() {
    assert_eq!(api_gateway().count(), 230);
}

#[tokio::test]
async fn a_body_that_is_not_json_is_refused_by_every_operation_that_reads_one() {
    let emulator = Emulator::new().await;
    let broken: [&[u8]; 6] =
        [b"{\"name\": ", b"{'name': 'a'}", b"\xff\xfe\x00", b"{\"name\": \"\xc3\x28\"}", b"[1, 2]", b"\"text\""];
    for operation in api_gateway().filter(|operation| takes_json(*operation)) {
        for body in broken {
            let spec = operation.spec();
            let path = path_with(operation, |_| "abc".to_owned());
            let response = emulator.send(caller(ACCOUNT, "us-east-1"), spec.method, &path, Bytes::from_static(body)).await;
            assert_error(spec.name, &response);
            assert_eq!(response.status(), 400, "{}: {body:?}", spec.name);
        }
    }
}

#[tokio::test]
async fn a_member_of_a_wrong_type_is_refused_by_every_operation() {
    let emulator = Emulator::new().await;
    for operation in api_gateway() {
        let spec = operation.spec();
        for member in body_members(operation) {
            let wrong = match member.shape {
                Shape::Structure(_) | Shape::Map(_) => json!([[]]),
                Shape::List(_) => json!({"a": 1}),
                _ => json!({"a": []}),
            };
            let path = path_with(operation, |_| "abc".to_owned());
            let reply = emulator.call(spec.method, &path, json!({member.wire: wrong})).await;
            assert_eq!(reply.status, 400, "{} with {} of a wrong type: {reply:?}", spec.name, member.wire);
            assert!(reply.error.is_some(), "{}", spec.name);
        }
    }
}

#[tokio::test]
async fn unknown_members_are_ignored_as_aws_ignores_them() {
    let emulator = Emulator::new().await;
    let unknown = json!({"name": "pets", "protocolType": "HTTP", "noSuchMember": {"deep": [1, null]}});
    for path in ["/restapis", "/v2/apis"] {
        emulator.ok("POST", path, unknown.clone()).await;
    }
    for operation in api_gateway() {
        let spec = operation.spec();
        let path = path_with(operation, |_| "abc".to_owned());
        let body = Bytes::from_static(b"{\"noSuchMember\": {\"deep\": [1, null]}}");
        let response = emulator.send(caller(ACCOUNT, "us-east-1"), spec.method, &path, body).await;
        assert_no_failure(spec.name, &response);
    }
}

#[tokio::test]
async fn a_body_of_20_megabytes_is_too_long_for_every_operation() {
    let emulator = Emulator::new().await;
    let text = "x".repeat(20 * 1024 * 1024);
    let bodies = [Bytes::from(text.clone()), Bytes::from(json!({ "name": text }).to_string())];
    for operation in api_gateway() {
        let spec = operation.spec();
        let path = path_with(operation, |_| "abc".to_owned());
        for body in &bodies {
            let response = emulator.send(caller(ACCOUNT, "us-east-1"), spec.method, &path, body.clone()).await;
            assert_error(spec.name, &response);
            assert_eq!(response.status(), 413, "{}", spec.name);
        }
    }
}

#[tokio::test]
async fn a_path_with_dots_nuls_or_broken_escapes_is_refused_by_every_operation() {
    let emulator = Emulator::new().await;
    for label in ["..", ".", "%2e%2e", "%00", "a%00b", "%ff", "%zz", "%", "..%2f..%2fetc", "%2F", "a%2F..%2Fb"] {
        for operation in api_gateway() {
            let spec = operation.spec();
            if !spec.path.iter().any(|segment| matches!(segment, Segment::Label(_))) {
                continue;
            }
            let path = path_with(operation, |_| label.to_owned());
            let Ok(_) = path.parse::<http::Uri>() else { continue };
            let response = emulator.send(caller(ACCOUNT, "us-east-1"), spec.method, &path, Bytes::new()).await;
            // A list of what is in nothing may be empty; to delete nothing may be an error. Neither is a failure.
            assert_no_failure(&format!("{} {path}", spec.name), &response);
            if label.contains("%00") || label.contains("%ff") || label.ends_with('%') || label.contains("%zz") {
                assert_eq!(response.status(), 400, "{} {path}", spec.name);
            }
        }
    }
}

/// Names that mean something to some operation, so that arbitrary requests get past the first check.
const WORDS: [&str; 47] = [
    "",
    "a",
    "pets",
    "chat",
    "zippy",
    "GET",
    "ANY",
    "200",
    "prod",
    "$default",
    "$connect",
    "NONE",
    "CUSTOM",
    "JWT",
    "AWS_PROXY",
    "MOCK",
    "HTTP_PROXY",
    "http://example.com",
    "HTTP",
    "WEBSOCKET",
    "{proxy+}",
    "{id}",
    "Empty",
    "application/json",
    "replace",
    "add",
    "remove",
    "/name",
    "/description",
    "/pathPart",
    "/variables/a",
    "/*/*/caching/enabled",
    "/methodSettings/x",
    "/requestParameters/a~1b",
    "true",
    "29000",
    "-1",
    "integrations/x",
    "GET /pets",
    "method.request.header.a",
    "$request.body.action",
    "arn:aws:lambda:us-east-1:000000000000:function:f",
    "arn:aws:apigateway:us-east-1::/restapis/pets",
    "arn:aws:apigateway:us-east-1::/restapis/pets/models/Empty",
    "arn:aws:apigateway:us-east-1::/restapis/pets/stages/prod",
    "arn:aws:apigateway:us-east-1::/apis/chat",
    "{\"type\": \"object\"}",
];

/// Makes requests: values of the right shape for the most part, of words that mean something and ids that were answered.
struct Requests {
    random: fastrand::Rng,
    seen: Vec<String>,
}

impl Requests {
    fn word(&mut self) -> String {
        if !self.seen.is_empty() && self.random.bool() {
            return self.seen[self.random.usize(..self.seen.len())].clone();
        }
        WORDS[self.random.usize(..WORDS.len())].to_owned()
    }

    fn one_of(&mut self, words: &[&str]) -> String {
        words[self.random.usize(..words.len())].to_owned()
    }

    fn value(&mut self, shape: Shape, depth: usize) -> Value {
        if self.random.u8(..) < 3 {
            return [Value::Null, json!([]), json!({}), json!(1e300), json!("\u{0}\u{fffd}'\"\\")][self.random.usize(..5)]
                .clone();
        }
        match shape {
            Shape::Structure(_) | Shape::List(_) | Shape::Map(_) if depth > 4 => Value::Null,
            Shape::Structure(structure) => Value::Object(self.members(structure, depth + 1)),
            Shape::List(list) => (0..self.random.usize(..3)).map(|_| self.value(list.member, depth + 1)).collect(),
            Shape::Map(map) => {
                let entries = (0..self.random.usize(..3)).map(|_| (self.word(), self.value(map.value, depth + 1)));
                Value::Object(entries.collect())
            }
            Shape::String(text) if !text.values.is_empty() && self.random.u8(..) < 240 => Value::from(self.one_of(text.values)),
            Shape::String(_) => Value::from(self.word()),
            Shape::Integer(_) | Shape::Long => Value::from(self.random.i64(-2..40_000)),
            Shape::Double => Value::from(self.random.f64() * 100.0),
            Shape::Boolean => Value::from(self.random.bool()),
            Shape::Timestamp(_) => Value::from(format_iso8601(1_700_000_000.0)),
            Shape::Blob => Value::from("e30="),
        }
    }

    fn members(&mut self, structure: &Structure, depth: usize) -> Map<String, Value> {
        let mut members = Map::new();
        for member in structure.members.iter().filter(|member| member.location == Location::Body) {
            if member.required || self.random.u8(..) < 60 {
                members.insert(member.wire.to_owned(), self.value(member.shape, depth));
            }
        }
        members
    }

    fn label(&mut self, name: &str) -> String {
        let label = match name {
            "restApiId" => "pets".to_owned(),
            "apiId" => self.one_of(&["zippy", "chat"]),
            "httpMethod" => "GET".to_owned(),
            "statusCode" => "200".to_owned(),
            "stageName" => self.one_of(&["prod", "$default"]),
            "modelName" => "Empty".to_owned(),
            _ => self.word(),
        };
        percent_encoding::utf8_percent_encode(&label, percent_encoding::NON_ALPHANUMERIC).to_string()
    }

    /// Remembers the ids and names of an answer.
    fn learn(&mut self, answer: &Value) {
        let members = match answer {
            Value::Object(members) => members,
            Value::Array(items) => return items.iter().for_each(|item| self.learn(item)),
            _ => return,
        };
        for (name, value) in members {
            match value {
                Value::String(id) if name == "id" || name == "name" || name.ends_with("Id") => self.seen.push(id.clone()),
                other => self.learn(other),
            }
        }
    }
}

/// An emulator in which the words lead somewhere.
async fn furnished() -> Emulator {
    let emulator = Emulator::new().await;
    let tagged = |id: &str, mut request: Value| {
        request["tags"] = json!({"_custom_id_": id});
        request
    };
    let api = emulator.ok("POST", "/restapis", tagged("pets", json!({"name": "pets"}))).await;
    let method = format!("/restapis/pets/resources/{}/methods/GET", api["rootResourceId"].as_str().unwrap());
    emulator.ok("PUT", &method, json!({"authorizationType": "NONE"})).await;
    emulator.ok("PUT", &format!("{method}/integration"), json!({"type": "MOCK"})).await;
    emulator.ok("POST", "/restapis/pets/deployments", json!({"stageName": "prod"})).await;
    let target = "arn:aws:lambda:us-east-1:000000000000:function:f";
    emulator.ok("POST", "/v2/apis", tagged("zippy", json!({"name": "zippy", "protocolType": "HTTP", "target": target}))).await;
    let chat = json!({"name": "chat", "protocolType": "WEBSOCKET", "routeSelectionExpression": "$request.body.action"});
    emulator.ok("POST", "/v2/apis", tagged("chat", chat)).await;
    emulator
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn arbitrary_bodies_are_answered_by_every_operation(body in prop::collection::vec(any::<u8>(), 0..200), label in "[a-z$@.{}]{1,8}") {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let emulator = Emulator::new().await;
            for operation in api_gateway() {
                let spec = operation.spec();
                let path = path_with(operation, |_| label.replace('{', "%7B").replace('}', "%7D"));
                let response = emulator.send(caller(ACCOUNT, "us-east-1"), spec.method, &path, Bytes::from(body.clone())).await;
                assert_no_failure(spec.name, &response);
            }
        });
    }

    #[test]
    fn arbitrary_requests_of_the_right_shape_are_answered_by_every_operation(seed: u64) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let emulator = furnished().await;
            let mut requests = Requests { random: fastrand::Rng::with_seed(seed), seen: Vec::new() };
            let mut operations: Vec<Operation> = api_gateway().collect();
            requests.random.shuffle(&mut operations);
            // What makes things comes first, what takes them away last.
            let rank = |operation: &Operation| match operation.spec().name {
                name if name.starts_with("Create") || name.starts_with("Put") => 0,
                "DeleteRestApi" | "DeleteApi" => 3,
                name if name.starts_with("Delete") => 2,
                _ => 1,
            };
            operations.sort_by_key(rank);
            for path in ["/restapis", "/restapis/pets/resources", "/restapis/pets/deployments", "/v2/apis"] {
                requests.learn(&emulator.ok("GET", path, Value::Null).await);
            }
            for operation in operations.iter().filter(|operation| rank(operation) == 0).chain(&operations) {
                let spec = operation.spec();
                let mut labels = Vec::new();
                for segment in spec.path {
                    if let Segment::Label(name) = segment {
                        labels.push((*name, requests.label(name)));
                    }
                }
                let path = path_with(*operation, |name| {
                    let label = labels.iter().find(|(known, _)| *known == name);
                    label.map(|(_, label)| label.clone()).unwrap_or_default()
                });
                let body = Bytes::from(Value::Object(requests.members(spec.input, 0)).to_string());
                let response = emulator.send(caller(ACCOUNT, "us-east-1"), spec.method, &path, body.clone()).await;
                assert_no_failure(&format!("{} {path} {body:?}", spec.name), &response);
                requests.learn(&serde_json::from_slice(response.body()).unwrap_or_default());
            }
        });
    }
}
