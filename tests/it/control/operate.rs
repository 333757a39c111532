//! Operations by their names, as fixtures write them.

use std::collections::BTreeMap;

use apigw_emulator::control::Caller;
use emulator_api::model::{Location, Operation, Segment, Service};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::{Emulator, Reply};

/// An operation of a fixture, and what of its answer later ones name: `{"api": "/id"}`.
#[derive(Deserialize)]
pub(crate) struct Step {
    pub(crate) operation: String,
    pub(crate) input: Value,
    #[serde(default)]
    pub(crate) keep: BTreeMap<String, String>,
}

/// What stands for `{api}` and the like in a fixture.
#[derive(Default)]
pub(crate) struct Words(BTreeMap<String, String>);

impl FromIterator<(String, String)> for Words {
    fn from_iter<T: IntoIterator<Item = (String, String)>>(words: T) -> Self {
        Words(words.into_iter().collect())
    }
}

impl Words {
    pub(crate) fn fill_text(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
    }

    pub(crate) fn fill(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.fill_text(text)),
            Value::Array(values) => values.iter().map(|value| self.fill(value)).collect(),
            Value::Object(members) => members.iter().map(|(name, value)| (self.fill_text(name), self.fill(value))).collect(),
            other => other.clone(),
        }
    }

    pub(crate) fn keep(&mut self, step: &Step, answer: &Value) {
        for (name, pointer) in &step.keep {
            let kept = answer.pointer(pointer).and_then(Value::as_str);
            let kept = kept.unwrap_or_else(|| panic!("{} answers nothing at {pointer}: {answer}", step.operation));
            self.0.insert(name.clone(), kept.to_owned());
        }
    }
}

impl Emulator {
    /// Does an operation of the first API, or else of the second, with an input as SDKs take it.
    pub(crate) async fn operate(&self, caller: Caller, name: &str, input: &Value) -> Reply {
        let operations = [Service::ApiGateway, Service::ApiGatewayV2].into_iter().flat_map(Operation::of);
        let operation = operations.into_iter().find(|operation| operation.spec().name == name);
        let spec = operation.unwrap_or_else(|| panic!("there is no {name}")).spec();
        let text = |name: &str| match &input[name] {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let path = spec.path.iter().map(|segment| match segment {
            Segment::Literal(literal) => format!("/{literal}"),
            Segment::Label(label) => format!("/{}", encoded(&text(label))),
        });
        let mut query: Vec<String> = spec.query.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let (mut body, mut payload) = (Map::new(), None);
        for member in spec.input.members.iter().filter(|member| input.get(member.name).is_some()) {
            match (member.location, &input[member.name]) {
                (Location::Body, value) => drop(body.insert(member.wire.to_owned(), value.clone())),
                (Location::Payload, _) => payload = Some(text(member.name)),
                // A map stands for parameters of any name, a list for one that comes several times.
                (Location::Query, Value::Object(map)) => {
                    query.extend(map.iter().map(|(name, value)| format!("{name}={}", encoded(value.as_str().unwrap_or("")))));
                }
                (Location::Query, Value::Array(values)) => {
                    let values = values.iter().filter_map(Value::as_str);
                    query.extend(values.map(|value| format!("{}={}", member.wire, encoded(value))));
                }
                (Location::Query, _) => query.push(format!("{}={}", member.wire, encoded(&text(member.name)))),
                _ => {}
            }
        }
        let query = if query.is_empty() { String::new() } else { format!("?{}", query.join("&")) };
        let target = path.collect::<String>() + &query;
        let body = if body.is_empty() { String::new() } else { Value::Object(body).to_string() };
        self.call_with(caller, spec.method, &target, payload.unwrap_or(body).into()).await
    }

    /// Does a step, which must succeed, and keeps what it says of its answer.
    pub(crate) async fn step(&self, caller: Caller, step: &Step, words: &mut Words) -> Value {
        let reply = self.operate(caller, &step.operation, &words.fill(&step.input)).await;
        assert!(reply.status < 300, "{}: {reply:?}", step.operation);
        words.keep(step, &reply.body);
        reply.body
    }
}

/// A text as one part of a path or query.
fn encoded(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}
