//! Every path that an update accepts, one file of `fixtures/patch` for each operation: what it changes, seen in the answer,
//! and what it refuses, in AWS's words.

use std::fs;
use std::path::PathBuf;

use apigw_emulator::control::{Caller, coverage, patch_rules};
use emulator_api::model::{Service, apigateway};
use emulator_api::patch::{PatchOp, PatchPath, PatchRule};
use serde::Deserialize;
use serde_json::{Value, json};

use super::operate::{Step, Words};
use super::{Emulator, Reply, caller};

/// What a file of `fixtures/patch` says of one operation.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fixture {
    operation: String,
    /// Where the facts are from.
    source: String,
    /// What makes the resource that is changed.
    setup: Vec<Step>,
    /// What names it.
    input: Value,
    accepted: Vec<Case>,
    refused: Vec<Case>,
}

/// One operation on one path.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    op: String,
    path: String,
    value: Option<String>,
    from: Option<String>,
    /// What else has to be there for it.
    #[serde(default, rename = "with")]
    setup: Vec<Step>,
    /// The operations that go first, in the same request.
    #[serde(default)]
    before: Vec<Value>,
    /// What the answer has at these JSON pointers; null where it has nothing.
    #[serde(default)]
    sees: Value,
    /// What names the resource besides, or instead, where the case is about another one.
    #[serde(default)]
    names: Value,
    /// What names the resource from now on, where that changes.
    #[serde(default)]
    renames: Value,
    /// The error and the message of a refusal.
    #[serde(default = "bad_request")]
    error: String,
    #[serde(default)]
    message: String,
}

fn bad_request() -> String {
    "BadRequestException".to_owned()
}

impl Case {
    fn operation(&self) -> Value {
        let members = [("value", &self.value), ("from", &self.from)];
        let mut operation = json!({"op": self.op, "path": self.path});
        for (name, text) in members.into_iter().filter_map(|(name, text)| Some((name, text.as_ref()?))) {
            operation[name] = json!(text);
        }
        operation
    }

    fn patch(&self) -> Vec<Value> {
        self.before.iter().cloned().chain([self.operation()]).collect()
    }

    fn what(&self, fixture: &Fixture) -> String {
        format!("{} {} {}", fixture.operation, self.op, self.path)
    }
}

/// A resource of an account of its own.
struct Resource<'a> {
    emulator: &'a Emulator,
    fixture: &'a Fixture,
    caller: Caller,
    words: Words,
}

impl<'a> Resource<'a> {
    async fn new(emulator: &'a Emulator, fixture: &'a Fixture, number: usize) -> Resource<'a> {
        let caller = caller(&format!("{number:012}"), "us-east-1");
        let mut words = Words::from_iter([("case".to_owned(), number.to_string())]);
        for step in &fixture.setup {
            emulator.step(caller.clone(), step, &mut words).await;
        }
        Resource { emulator, fixture, caller, words }
    }

    /// Adds what a case needs besides.
    async fn prepare(&mut self, case: &Case) {
        for step in &case.setup {
            self.emulator.step(self.caller.clone(), step, &mut self.words).await;
        }
    }

    async fn patch(&self, case: &Case, operations: Vec<Value>) -> Reply {
        let mut input = named(&self.fixture.input, &case.names);
        input["patchOperations"] = Value::Array(operations);
        self.emulator.operate(self.caller.clone(), &self.fixture.operation, &self.words.fill(&input)).await
    }

    /// What a get answers. What keys have used has no get of its own.
    async fn read(&self, names: &Value) -> Option<Value> {
        let get = self.fixture.operation.replacen("Update", "Get", 1);
        if get == "GetUsage" {
            return None;
        }
        let input = named(&self.fixture.input, names);
        Some(self.emulator.operate(self.caller.clone(), &get, &self.words.fill(&input)).await.body)
    }
}

/// An input with other names.
fn named(input: &Value, names: &Value) -> Value {
    let mut input = input.clone();
    for (name, value) in names.as_object().into_iter().flatten() {
        input[name] = value.clone();
    }
    input
}

fn fixtures() -> Vec<Fixture> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/patch");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let read = |path: &PathBuf| {
        let text = fs::read_to_string(path).unwrap();
        let fixture: Fixture = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(path.file_stem().unwrap().to_str(), Some(fixture.operation.as_str()), "a file is named after its operation");
        assert!(!fixture.source.is_empty(), "{}: a fact has a source", fixture.operation);
        fixture
    };
    files.iter().map(read).collect()
}

fn updates() -> impl Iterator<Item = (&'static str, Option<&'static [PatchRule]>)> {
    let patched = |operation: &apigateway::Operation| operation.spec().input.member("patchOperations").is_some();
    let updates = apigateway::Operation::ALL.into_iter().filter(patched);
    updates.map(|operation| (operation.spec().name, patch_rules(operation)))
}

fn is_emulated(name: &str) -> bool {
    let services = coverage().services;
    let service = services.iter().find(|known| known.service == Service::ApiGateway.name()).unwrap();
    service.there.iter().any(|there| there == name)
}

#[test]
fn every_update_that_is_there_has_rules() {
    for (name, rules) in updates() {
        assert_eq!(rules.is_some_and(|rules| !rules.is_empty()), is_emulated(name), "{name}");
    }
}

#[test]
fn every_rule_has_a_case_for_each_operation_and_one_that_is_refused() {
    let fixtures = fixtures();
    for (name, rules) in updates().filter_map(|(name, rules)| Some((name, rules?))) {
        let fixture = fixtures.iter().find(|fixture| fixture.operation == name);
        let fixture = fixture.unwrap_or_else(|| panic!("fixtures/patch/{name}.json is missing"));
        let is_about = |rule: &PatchRule, case: &&Case| {
            PatchRule::of(rules, &PatchPath::new(&*case.path)).is_some_and(|found| found.path == rule.path)
        };
        for rule in rules {
            let refused = fixture.refused.iter().any(|case| is_about(rule, &case));
            assert!(refused, "{name}: nothing is refused of {}", rule.path);
            for op in rule.ops {
                let accepts = |case: &Case| PatchOp::from_name(&case.op) == Some(*op) && is_about(rule, &case);
                assert!(fixture.accepted.iter().any(accepts), "{name}: {op} of {} has no case", rule.path);
            }
        }
    }
}

/// Fails with all that went wrong, so that one run tells it.
fn assert_none(failures: &[String]) {
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
}

#[tokio::test]
async fn what_is_accepted_is_seen_in_the_answer_and_stays() {
    let mut failures = Vec::new();
    for fixture in fixtures() {
        let emulator = Emulator::new().await;
        for (number, case) in fixture.accepted.iter().enumerate() {
            let what = case.what(&fixture);
            let mut resource = Resource::new(&emulator, &fixture, number).await;
            resource.prepare(case).await;
            let reply = resource.patch(case, case.patch()).await;
            let kept = resource.read(&named(&case.names, &case.renames)).await;
            let sees = case.sees.as_object().unwrap_or_else(|| panic!("{what}: nothing is seen"));
            for (pointer, expected) in sees {
                let pointer = resource.words.fill_text(pointer);
                let expected = resource.words.fill(expected);
                let found = |answer: &Value| answer.pointer(&pointer).cloned().unwrap_or(Value::Null);
                if reply.status >= 300 || found(&reply.body) != expected {
                    failures.push(format!("{what}: {pointer} is not {expected} in {}", reply.body));
                } else if let Some(kept) = kept.as_ref().filter(|kept| found(kept) != expected) {
                    failures.push(format!("{what}: {pointer} is not {expected}, read again: {kept}"));
                }
            }
        }
    }
    assert_none(&failures);
}

#[tokio::test]
async fn what_is_refused_is_refused_in_these_words() {
    let mut failures = Vec::new();
    for fixture in fixtures() {
        let emulator = Emulator::new().await;
        for (number, case) in fixture.refused.iter().enumerate() {
            let mut resource = Resource::new(&emulator, &fixture, number).await;
            resource.prepare(case).await;
            let reply = resource.patch(case, case.patch()).await;
            let found = (reply.error.as_deref().unwrap_or(""), reply.body["message"].as_str().unwrap_or("").to_owned());
            let expected = (case.error.as_str(), resource.words.fill_text(&case.message));
            if found != expected {
                failures.push(format!("{}: {found:?}\n  is not {expected:?}: {}", case.what(&fixture), reply.body));
            }
        }
    }
    assert_none(&failures);
}

// API reference, `patchOperations`: "in the order specified in this list"; recorded: a refused one undoes those before it.
#[tokio::test]
async fn a_patch_is_all_or_nothing() {
    let refused = json!({"op": "replace", "path": "/noSuchMember", "value": "x"});
    let mut failures = Vec::new();
    for fixture in fixtures() {
        let emulator = Emulator::new().await;
        let mut resource = Resource::new(&emulator, &fixture, 1).await;
        for case in &fixture.accepted {
            resource.prepare(case).await;
            let before = resource.read(&case.names).await;
            let reply = resource.patch(case, case.patch().into_iter().chain([refused.clone()]).collect()).await;
            if reply.status != 400 || resource.read(&case.names).await != before {
                failures.push(format!("{}: {reply:?}", case.what(&fixture)));
            }
        }
    }
    assert_none(&failures);
}
