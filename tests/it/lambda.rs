//! Functions as processes of this machine, and behind other endpoints. They need python3 and node.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use apigw_emulator::lambda::{Code, Definition, FunctionOutcome, Functions, InvocationType, Runtime, Settings};
use apigw_emulator::net::client::HttpClient;
use apigw_emulator::tasks::Tasks;
use bytes::Bytes;
use emulator_api::arn::FunctionArn;
use serde_json::Value;

mod archive;
mod endpoint;
mod failures;
mod folder;
mod node;
mod processes;
mod provided;
mod python;
mod registry;

const ACCOUNT: &str = "000000000000";
const REGION: &str = "us-east-1";

fn functions() -> Functions {
    functions_with(Settings::default())
}

fn functions_with(settings: Settings) -> Functions {
    Functions::new(settings, Arc::default(), Tasks::default(), HttpClient::default())
}

fn arn(name: &str) -> FunctionArn {
    FunctionArn::new(REGION, ACCOUNT, name)
}

/// A function called `f` whose code is `files`, in a folder that lasts as long as the second value.
fn define(runtime: &str, handler: &str, files: &[(&str, &str)]) -> (Definition, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        write(&folder.path().join(name), text);
    }
    let definition = Definition {
        account: ACCOUNT.to_owned(),
        region: REGION.to_owned(),
        name: "f".to_owned(),
        runtime: Runtime::parse(runtime).unwrap(),
        handler: handler.to_owned(),
        code: Code::Folder(folder.path().to_path_buf()),
        environment: Vec::new(),
        timeout: Duration::from_secs(20),
        memory_megabytes: 128,
        log_group: "/aws/lambda/f".to_owned(),
        permissions: None,
    };
    (definition, folder)
}

fn write(file: &Path, text: &str) {
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(file, text).unwrap();
}

async fn invoke(functions: &Functions, name: &str, event: &str) -> FunctionOutcome {
    let payload = Bytes::from(event.to_owned());
    functions.invoke(&arn(name), payload, InvocationType::RequestResponse).await.unwrap()
}

/// Invokes a function of one file once.
async fn run_once(runtime: &str, file: &str, handler: &str, code: &str, event: &str) -> FunctionOutcome {
    let (definition, _folder) = define(runtime, handler, &[(file, code)]);
    let functions = functions();
    functions.publish(definition);
    invoke(&functions, "f", event).await
}

async fn python(code: &str, event: &str) -> FunctionOutcome {
    run_once("python3.11", "app.py", "app.handler", code, event).await
}

async fn node(code: &str, event: &str) -> FunctionOutcome {
    run_once("nodejs20.x", "app.js", "app.handler", code, event).await
}

fn json(outcome: &FunctionOutcome) -> Value {
    serde_json::from_slice(&outcome.payload).unwrap()
}

#[track_caller]
fn succeeded(outcome: &FunctionOutcome) -> Value {
    assert_eq!(outcome.function_error, None, "{}", String::from_utf8_lossy(&outcome.payload));
    json(outcome)
}

#[track_caller]
fn failed(outcome: &FunctionOutcome) -> Value {
    assert!(outcome.function_error.is_some(), "{}", String::from_utf8_lossy(&outcome.payload));
    json(outcome)
}
