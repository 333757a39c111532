//! What each kind of resource answers, member by member, as `fixtures/answers` has it from recorded answers: no member more,
//! none less, none null that was not null there.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use emulator_api::model::apigateway;
use serde::Deserialize;
use serde_json::Value;

use super::operate::{Step, Words};
use super::{ACCOUNT, Emulator, caller};

/// What a file of `fixtures/answers` says of one kind.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fixture {
    kind: String,
    /// Where the facts are from.
    source: String,
    steps: Vec<Answered>,
}

/// An operation, and what it answers; nothing is said of what only prepares.
#[derive(Deserialize)]
struct Answered {
    #[serde(flatten)]
    step: Step,
    status: Option<u16>,
    #[serde(default)]
    members: BTreeSet<String>,
}

/// The members of an answer with their places: `endpointConfiguration.types`, `item[].id`; what is null says so.
fn members(value: &Value, at: &str, found: &mut BTreeSet<String>) {
    let below = |name: &str| if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") };
    match value {
        Value::Object(object) if !object.is_empty() => {
            object.iter().for_each(|(name, value)| members(value, &below(name), found));
        }
        Value::Array(values) if values.iter().any(Value::is_object) => {
            values.iter().for_each(|value| members(value, &format!("{at}[]"), found));
        }
        Value::Null if at.is_empty() => {}
        Value::Null => drop(found.insert(format!("{at}=null"))),
        _ if at.is_empty() => {}
        _ => drop(found.insert(at.to_owned())),
    }
}

fn fixtures() -> Vec<Fixture> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/answers");
    let read = |path: PathBuf| {
        let fixture: Fixture = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        assert!(!fixture.source.is_empty(), "{}: a fact has a source", fixture.kind);
        fixture
    };
    fs::read_dir(folder).unwrap().map(|entry| read(entry.unwrap().path())).collect()
}

/// What answers no members but a file, or what a gateway did: its answers are held in `tests/sdk`, by test_openapi_rest,
/// test_sdk_archives and test_test_invoke.
const ELSEWHERE: [&str; 4] = ["GetExport", "GetSdk", "TestInvokeAuthorizer", "TestInvokeMethod"];

#[test]
fn the_answer_of_every_operation_is_known() {
    let fixtures = fixtures();
    let told = fixtures.iter().flat_map(|fixture| &fixture.steps).filter(|step| step.status.is_some());
    let told: BTreeSet<&str> = told.map(|step| step.step.operation.as_str()).chain(ELSEWHERE).collect();
    let all: BTreeSet<&str> = apigateway::Operation::ALL.iter().map(|operation| operation.spec().name).collect();
    assert_eq!(all.difference(&told).collect::<Vec<_>>(), Vec::<&&str>::new());
}

#[tokio::test]
async fn every_kind_answers_the_members_that_aws_answers() {
    let mut failures = Vec::new();
    for fixture in fixtures() {
        let (emulator, mut words) = (Emulator::new().await, Words::default());
        for Answered { step, status, members: expected } in &fixture.steps {
            let what = format!("{}: {}", fixture.kind, step.operation);
            let reply = emulator.operate(caller(ACCOUNT, "us-east-1"), &step.operation, &words.fill(&step.input)).await;
            assert!(reply.status < 300, "{what}: {reply:?}");
            words.keep(step, &reply.body);
            let Some(status) = status else { continue };
            let mut found = BTreeSet::new();
            members(&reply.body, "", &mut found);
            let expected = &expected.iter().map(|member| words.fill_text(member)).collect::<BTreeSet<_>>();
            if reply.status != *status || found != *expected {
                let more: Vec<_> = found.difference(expected).collect();
                let less: Vec<_> = expected.difference(&found).collect();
                failures.push(format!("{what} answers {} with {more:?} more and {less:?} less", reply.status));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
