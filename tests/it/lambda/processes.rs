use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use apigw_emulator::clock::{Change, Clocks};
use apigw_emulator::lambda::{Code, Definition, Functions, InvocationType, Settings};
use apigw_emulator::net::client::HttpClient;
use apigw_emulator::tasks::Tasks;
use emulator_api::admin::Scope;
use emulator_api::arn::FunctionArn;
use serde_json::{Value, json};

use super::archive::archive_of;
use super::{ACCOUNT, REGION, arn, define, functions, functions_with, invoke, succeeded};

const TELL_PID: &str = "
import os, time
def handler(event, context):
    time.sleep(event.get('seconds', 0))
    return os.getpid()";

fn is_alive(pid: &Value) -> bool {
    // A zombie has ended, too: it only waits to be asked for its status.
    let status = std::fs::read_to_string(format!("/proc/{pid}/stat"));
    status.is_ok_and(|status| !status.contains(") Z "))
}

async fn eventually(condition: impl Fn() -> bool) {
    for _ in 0..250 {
        if condition() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("it did not happen within five seconds");
}

#[tokio::test]
async fn invocations_one_after_another_share_a_process() {
    let (definition, _folder) = define("python3.11", "app.handler", &[("app.py", TELL_PID)]);
    let functions = functions();
    functions.publish(definition);
    let first = succeeded(&invoke(&functions, "f", "{}").await);
    assert_eq!(succeeded(&invoke(&functions, "f", "{}").await), first);
}

#[tokio::test]
async fn invocations_at_once_have_processes_of_their_own() {
    let (definition, _folder) = define("python3.11", "app.handler", &[("app.py", TELL_PID)]);
    let functions = functions();
    functions.publish(definition);
    let event = r#"{"seconds": 0.3}"#;
    let (one, two) = tokio::join!(invoke(&functions, "f", event), invoke(&functions, "f", event));
    assert_ne!(succeeded(&one), succeeded(&two));
}

#[tokio::test]
async fn no_more_processes_than_allowed_are_started() {
    let (definition, _folder) = define("python3.11", "app.handler", &[("app.py", TELL_PID)]);
    let functions = functions_with(Settings { max_processes: 1, ..Settings::default() });
    functions.publish(definition);
    let event = r#"{"seconds": 0.1}"#;
    let (one, two) = tokio::join!(invoke(&functions, "f", event), invoke(&functions, "f", event));
    assert_eq!(succeeded(&one), succeeded(&two));
}

#[tokio::test]
async fn an_abandoned_invocation_ends_by_itself_and_frees_its_process() {
    let (definition, _folder) = define("python3.11", "app.handler", &[("app.py", TELL_PID)]);
    let functions = functions_with(Settings { max_processes: 1, ..Settings::default() });
    functions.publish(definition);
    let first = succeeded(&invoke(&functions, "f", "{}").await);
    let impatient = invoke(&functions, "f", r#"{"seconds": 0.4}"#);
    assert!(tokio::time::timeout(Duration::from_millis(50), impatient).await.is_err());
    assert_eq!(succeeded(&invoke(&functions, "f", "{}").await), first, "the late result must belong to nobody");
}

#[tokio::test]
async fn an_idle_process_is_ended_after_a_while() {
    let (definition, _folder) = define("python3.11", "app.handler", &[("app.py", TELL_PID)]);
    let clocks = Arc::new(Clocks::default());
    let functions = Functions::new(Settings::default(), Arc::clone(&clocks), Tasks::default(), HttpClient::default());
    functions.publish(definition);
    let pid = succeeded(&invoke(&functions, "f", "{}").await);
    clocks.change(None, Change::Advance(Duration::from_secs(60))).unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(is_alive(&pid));
    clocks.change(None, Change::Advance(Duration::from_secs(600))).unwrap();
    eventually(|| !is_alive(&pid)).await;
}

#[tokio::test]
async fn processes_and_their_children_end_when_the_work_is_stopped() {
    let code = "
import os, subprocess
child = subprocess.Popen(['sleep', '600'])
def handler(event, context): return [os.getpid(), child.pid]";
    let (definition, _folder) = define("python3.11", "app.handler", &[("app.py", code)]);
    let tasks = Tasks::default();
    let functions = Functions::new(Settings::default(), Arc::default(), tasks.clone(), HttpClient::default());
    functions.publish(definition);
    let pids = succeeded(&invoke(&functions, "f", "{}").await);
    assert!(tasks.stop(Duration::from_secs(5)).await, "no task may outlive the stop");
    eventually(|| !is_alive(&pids[0]) && !is_alive(&pids[1])).await;
}

#[tokio::test]
async fn a_process_that_ended_while_idle_is_replaced_unnoticed() {
    let code = "
import os, threading
def handler(event, context):
    threading.Timer(0.05, os._exit, [1]).start()
    return os.getpid()";
    let (definition, _folder) = define("python3.11", "app.handler", &[("app.py", code)]);
    let functions = functions();
    functions.publish(definition);
    let first = succeeded(&invoke(&functions, "f", "{}").await);
    eventually(|| !is_alive(&first)).await;
    assert_ne!(succeeded(&invoke(&functions, "f", "{}").await), first);
}

#[tokio::test]
async fn an_asynchronous_invocation_is_acknowledged_and_runs() {
    let code = "
def handler(event, context):
    with open(event['file'], 'w') as file: file.write('ran')";
    let (definition, folder) = define("python3.11", "app.handler", &[("app.py", code)]);
    let functions = functions();
    functions.publish(definition);
    let file = folder.path().join("ran.txt");
    let event = json!({ "file": file }).to_string();
    let outcome = functions.invoke(&arn("f"), event.into(), InvocationType::Event).await.unwrap();
    assert_eq!((outcome.status, outcome.payload.len()), (202, 0));
    eventually(|| Path::exists(&file)).await;
}

// Lambda developer guide, "How Lambda handles errors and retries with asynchronous invocation": twice more, after a
// minute and after two.
#[tokio::test]
async fn a_failing_asynchronous_invocation_is_tried_twice_more() {
    let code = "
def handler(event, context):
    with open(event['file'], 'a') as file: file.write('x')
    raise ValueError";
    let (definition, folder) = define("python3.11", "app.handler", &[("app.py", code)]);
    let clocks = Arc::new(Clocks::default());
    let functions = Functions::new(Settings::default(), Arc::clone(&clocks), Tasks::default(), HttpClient::default());
    functions.publish(definition);
    let file = folder.path().join("attempts.txt");
    let event = json!({ "file": file }).to_string();
    functions.invoke(&arn("f"), event.into(), InvocationType::Event).await.unwrap();
    let attempts = || std::fs::read_to_string(&file).unwrap_or_default().len();
    for attempt in 1..=3 {
        eventually(|| attempts() == attempt).await;
        tokio::time::sleep(Duration::from_millis(100)).await;
        clocks.change(None, Change::Advance(Duration::from_secs(121))).unwrap();
    }
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(attempts(), 3);
}

/// A function that writes what it is told to a file, and fails.
fn writes(what: &str) -> Code {
    archive_of(
        "app.py",
        &format!("def handler(event, context):\n    open(event['file'], 'a').write('{what}')\n    raise ValueError"),
    )
}

#[tokio::test]
async fn an_event_is_tried_again_with_new_code_and_dropped_with_its_function() {
    let (definition, folder) = define("python3.11", "app.handler", &[]);
    let definition = |what| Definition { code: writes(what), ..definition.clone() };
    let (clocks, file) = (Arc::new(Clocks::default()), folder.path().join("attempts.txt"));
    let functions = Functions::new(Settings::default(), Arc::clone(&clocks), Tasks::default(), HttpClient::default());
    let attempts = || std::fs::read_to_string(&file).unwrap_or_default();
    let next = async || {
        tokio::time::sleep(Duration::from_millis(100)).await;
        clocks.change(None, Change::Advance(Duration::from_secs(121))).unwrap();
    };
    let event = json!({ "file": file }).to_string();
    functions.publish(definition("a"));
    functions.invoke(&arn("f"), event.clone().into(), InvocationType::Event).await.unwrap();
    eventually(|| attempts() == "a").await;
    functions.publish(definition("b"));
    next().await;
    eventually(|| attempts() == "ab").await;
    functions.restore(definition("c"));
    next().await;
    functions.invoke(&arn("f"), event.into(), InvocationType::Event).await.unwrap();
    eventually(|| attempts() == "abc").await;
    functions.remove(ACCOUNT, REGION, "f");
    functions.publish(definition("d"));
    next().await;
    next().await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(attempts(), "abc", "neither the restored function nor the one that was made after it has the events of another");
}

#[tokio::test]
async fn no_event_of_before_is_given_to_a_function_once_its_state_begins_anew() {
    let code = "
import os, time
def handler(event, context):
    open(event['file'], 'a').write(event['of'])
    while not os.path.exists(event['go']): time.sleep(0.01)
    raise ValueError";
    let (definition, folder) = define("python3.11", "app.handler", &[("app.py", code)]);
    let (clocks, settings) = (Arc::new(Clocks::default()), Settings { max_processes: 1, ..Settings::default() });
    let functions = Functions::new(settings, Arc::clone(&clocks), Tasks::default(), HttpClient::default());
    functions.publish(definition);
    let (file, go) = (folder.path().join("attempts.txt"), folder.path().join("go"));
    let event = |of: &str| json!({ "file": file, "of": of, "go": go }).to_string();
    let attempts = || std::fs::read_to_string(&file).unwrap_or_default();
    for of in ["1", "2", "3"] {
        functions.invoke(&arn("f"), event(of).into(), InvocationType::Event).await.unwrap();
    }
    eventually(|| attempts() == "1").await;
    functions.begin_anew(&Scope::default());
    std::fs::write(&go, "").unwrap();
    // Whoever waits for the one process gets it in turn: what was there before an answer would have run by then.
    invoke(&functions, "f", &event("4")).await;
    assert_eq!(attempts(), "14", "those that waited for the process");
    clocks.change(None, Change::Advance(Duration::from_secs(121))).unwrap();
    for of in ["5", "6"] {
        invoke(&functions, "f", &event(of)).await;
    }
    assert_eq!(attempts(), "1456", "that which would be tried again");
}

// A test suite moves its own account's clock, whoever's the function is.
#[tokio::test]
async fn an_event_is_tried_again_by_the_clock_of_the_account_that_it_came_from() {
    let code = "def handler(event, context):\n    open(event['file'], 'a').write('x')\n    raise ValueError";
    let (definition, folder) = define("python3.11", "app.handler", &[("app.py", code)]);
    let clocks = Arc::new(Clocks::default());
    let functions = Functions::new(Settings::default(), Arc::clone(&clocks), Tasks::default(), HttpClient::default());
    functions.publish(definition);
    let file = folder.path().join("attempts.txt");
    let other = "111111111111";
    let event = json!({ "file": file }).to_string();
    functions.invoke(&FunctionArn::new(REGION, other, "f"), event.into(), InvocationType::Event).await.unwrap();
    let attempts = || std::fs::read_to_string(&file).unwrap_or_default().len();
    eventually(|| attempts() == 1).await;
    // Whether the first attempt has ended cannot be seen, so the clock goes on until the second comes.
    eventually(|| {
        clocks.change(Some(other), Change::Advance(Duration::from_secs(60))).unwrap();
        attempts() > 1
    })
    .await;
}

#[tokio::test]
async fn a_stop_waits_for_no_event_whose_turn_has_not_come() {
    let code = "
import os, time
def handler(event, context):
    open(event['file'], 'a').write(event['of'])
    while not os.path.exists(event['go']): time.sleep(0.01)";
    let (definition, folder) = define("python3.11", "app.handler", &[("app.py", code)]);
    let (tasks, settings) = (Tasks::default(), Settings { max_processes: 1, ..Settings::default() });
    let functions = Functions::new(settings, Arc::default(), tasks.clone(), HttpClient::default());
    functions.publish(definition);
    let (file, go) = (folder.path().join("attempts.txt"), folder.path().join("go"));
    let attempts = || std::fs::read_to_string(&file).unwrap_or_default();
    for of in ["1", "2", "3"] {
        let event = json!({ "file": file, "of": of, "go": go }).to_string();
        functions.invoke(&arn("f"), event.into(), InvocationType::Event).await.unwrap();
    }
    eventually(|| attempts() == "1").await;
    tasks.ask_to_stop();
    std::fs::write(&go, "").unwrap();
    assert!(tasks.stop(Duration::from_secs(20)).await);
    assert_eq!(attempts(), "1");
}

#[tokio::test]
async fn a_dry_run_runs_nothing() {
    let (definition, folder) = define("python3.11", "app.handler", &[("app.py", "open('ran.txt', 'w')")]);
    let functions = functions();
    functions.publish(definition);
    let outcome = functions.invoke(&arn("f"), "{}".into(), InvocationType::DryRun).await.unwrap();
    assert_eq!(outcome.status, 204);
    assert!(!folder.path().join("ran.txt").exists());
}

#[tokio::test]
async fn publishing_again_replaces_the_code_while_the_old_invocation_ends_normally() {
    let old = "import time\ndef handler(event, context):\n    time.sleep(0.3)\n    return 'old'";
    let (old, _old_folder) = define("python3.11", "app.handler", &[("app.py", old)]);
    let new = "def handler(event, context): return 'new'";
    let (new, _new_folder) = define("python3.11", "app.handler", &[("app.py", new)]);
    let functions = functions();
    functions.publish(old);
    let replace = async {
        tokio::time::sleep(Duration::from_millis(150)).await;
        functions.publish(new);
        invoke(&functions, "f", "{}").await
    };
    let (first, second) = tokio::join!(invoke(&functions, "f", "{}"), replace);
    assert_eq!((succeeded(&first), succeeded(&second)), (json!("old"), json!("new")));
}
