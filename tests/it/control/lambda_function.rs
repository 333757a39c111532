//! Functions, as the Lambda API keeps them.

use std::io::{Cursor, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde_json::{Value, json};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{ACCOUNT, Emulator, Reply, Store, caller};

pub(super) const FUNCTIONS: &str = "/2015-03-31/functions";
const ARN: &str = "arn:aws:lambda:us-east-1:111122223333:function:orders";

fn zip_of(code: &str) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("app.py", SimpleFileOptions::default()).unwrap();
    archive.write_all(code.as_bytes()).unwrap();
    archive.finish().unwrap().into_inner()
}

fn creation(name: &str) -> Value {
    json!({
        "FunctionName": name, "Role": "arn:aws:iam::111122223333:role/r", "Runtime": "python3.12",
        "Handler": "app.handler", "Code": { "ZipFile": STANDARD.encode(zip_of("one")) },
    })
}

fn with(mut creation: Value, member: &str, value: Value) -> Value {
    creation[member] = value;
    creation
}

impl Emulator {
    pub(super) async fn function(&self, name: &str) -> Value {
        self.ok("POST", FUNCTIONS, creation(name)).await
    }

    /// A refusal of Lambda, which may write its message with a capital.
    pub(super) async fn refused_by_lambda(&self, method: &str, path: &str, body: Value) -> (u16, String, String) {
        let Reply { status, error, body } = self.call(method, path, body).await;
        let message = body.get("message").or(body.get("Message")).and_then(Value::as_str).unwrap_or("").to_owned();
        (status, error.unwrap_or_default(), message)
    }
}

pub(super) fn refusal(status: u16, error: &str, message: &str) -> (u16, String, String) {
    (status, error.to_owned(), message.to_owned())
}

// Recorded from AWS: test_lambda_code_location_zipfile (LocalStack's snapshots); here the function is active at once.
#[tokio::test]
async fn a_function_has_lambdas_defaults() {
    let emulator = Emulator::new().await;
    let mut created = emulator.function("orders").await;
    let shown = created.as_object_mut().unwrap();
    let size = shown.remove("CodeSize").unwrap();
    assert_eq!(size, json!(zip_of("one").len()));
    for made in ["CodeSha256", "RevisionId", "LastModified"] {
        assert!(shown.remove(made).is_some_and(|value| value.is_string()), "{made}");
    }
    let expected = json!({
        "FunctionName": "orders", "FunctionArn": ARN, "Role": "arn:aws:iam::111122223333:role/r",
        "Runtime": "python3.12", "Handler": "app.handler", "Description": "", "Timeout": 3, "MemorySize": 128,
        "Version": "$LATEST", "TracingConfig": { "Mode": "PassThrough" }, "PackageType": "Zip",
        "Architectures": ["x86_64"], "EphemeralStorage": { "Size": 512 },
        "SnapStart": { "ApplyOn": "None", "OptimizationStatus": "Off" },
        "LoggingConfig": { "LogFormat": "Text", "LogGroup": "/aws/lambda/orders" },
        "State": "Active", "LastUpdateStatus": "Successful",
    });
    assert_eq!(created, expected);
}

#[tokio::test]
async fn a_created_function_is_answered_and_listed() {
    let emulator = Emulator::new().await;
    let created = emulator.function("orders").await;
    let got = emulator.ok("GET", &format!("{FUNCTIONS}/orders"), Value::Null).await;
    assert_eq!(got, json!({ "Configuration": created, "Code": { "RepositoryType": "S3" } }));
    assert_eq!(emulator.ok("GET", &format!("{FUNCTIONS}/orders/configuration"), Value::Null).await, created);
    assert_eq!(emulator.ok("GET", &format!("{FUNCTIONS}/"), Value::Null).await, json!({ "Functions": [created] }));
}

#[tokio::test]
async fn a_function_is_named_by_arn_partial_arn_or_version() {
    let emulator = Emulator::new().await;
    let created = emulator.function("orders").await;
    for name in ["111122223333:function:orders", ARN, "function:orders"] {
        assert_eq!(emulator.ok("GET", &format!("{FUNCTIONS}/{name}/configuration"), Value::Null).await, created);
    }
    let latest = emulator.ok("GET", &format!("{FUNCTIONS}/orders/configuration?Qualifier=$LATEST"), Value::Null).await;
    assert_eq!(latest["FunctionArn"], format!("{ARN}:$LATEST"));
}

#[tokio::test]
async fn functions_are_listed_page_by_page() {
    let emulator = Emulator::new().await;
    for name in ["a", "b", "c"] {
        emulator.function(name).await;
    }
    let first = emulator.ok("GET", &format!("{FUNCTIONS}/?MaxItems=2"), Value::Null).await;
    assert_eq!(first["Functions"].as_array().unwrap().len(), 2);
    let marker = first["NextMarker"].as_str().unwrap();
    let second = emulator.ok("GET", &format!("{FUNCTIONS}/?MaxItems=2&Marker={marker}"), Value::Null).await;
    assert_eq!(second["Functions"][0]["FunctionName"], "c");
    assert!(second.get("NextMarker").is_none());
}

#[tokio::test]
async fn what_runs_is_published_and_withdrawn() {
    let emulator = Emulator::new().await;
    let environment = json!({ "Variables": { "TABLE": "orders" } });
    emulator.ok("POST", FUNCTIONS, with(creation("orders"), "Environment", environment)).await;
    let published = emulator.ports.functions.lock().unwrap().get(ARN).cloned().unwrap();
    assert_eq!((published.runtime.as_str(), published.handler.as_str()), ("python3.12", "app.handler"));
    assert_eq!(published.environment, [("TABLE".to_owned(), "orders".to_owned())]);
    assert_eq!((published.log_group.as_str(), published.memory_megabytes), ("/aws/lambda/orders", 128));
    assert_eq!(published.code.load().await.unwrap().unwrap(), zip_of("one"));

    let code = json!({ "ZipFile": STANDARD.encode(zip_of("two")) });
    let updated = emulator.ok("PUT", &format!("{FUNCTIONS}/orders/code"), code).await;
    let published = emulator.ports.functions.lock().unwrap().get(ARN).cloned().unwrap();
    assert_eq!(updated["CodeSha256"], published.code.sha256());
    assert_eq!(published.code.load().await.unwrap().unwrap(), zip_of("two"));

    emulator.ok("PUT", &format!("{FUNCTIONS}/orders/configuration"), json!({ "Timeout": 9 })).await;
    let timeout = emulator.ports.functions.lock().unwrap()[ARN].timeout;
    assert_eq!(timeout.as_secs(), 9);

    let deleted = emulator.call("DELETE", &format!("{FUNCTIONS}/orders"), Value::Null).await;
    assert_eq!(deleted.status, 204);
    assert!(emulator.ports.functions.lock().unwrap().is_empty());
    assert_eq!(published.code.load().await.unwrap(), None, "code that nobody has must not be kept");
}

#[tokio::test]
async fn functions_are_there_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.db");
    let created = {
        let emulator = Emulator::on(Store::open(&file).await.unwrap()).await;
        let created = emulator.function("orders").await;
        emulator.control.close().await;
        created
    };
    let emulator = Emulator::on(Store::open(&file).await.unwrap()).await;
    assert_eq!(emulator.ok("GET", &format!("{FUNCTIONS}/orders/configuration"), Value::Null).await, created);
    let published = emulator.ports.functions.lock().unwrap().get(ARN).cloned().unwrap();
    assert_eq!(published.code.load().await.unwrap().unwrap(), zip_of("one"));
}

#[tokio::test]
async fn settings_change_one_by_one_and_the_environment_as_a_whole() {
    let emulator = Emulator::new().await;
    let environment = json!({ "Variables": { "ONE": "1", "TWO": "2" } });
    let created = emulator.ok("POST", FUNCTIONS, with(creation("orders"), "Environment", environment)).await;
    let change = json!({ "MemorySize": 256, "Environment": { "Variables": { "TWO": "3" } } });
    let changed = emulator.ok("PUT", &format!("{FUNCTIONS}/orders/configuration"), change).await;
    assert_eq!((&changed["MemorySize"], &changed["Timeout"]), (&json!(256), &json!(3)));
    assert_eq!(changed["Environment"], json!({ "Variables": { "TWO": "3" } }));
    assert_ne!(changed["RevisionId"], created["RevisionId"]);
}

// Recorded from AWS: test_function_lifecycle, test_ops_on_nonexisting_version, test_get_function_wrong_region,
// test_ops_with_arn_qualifier_mismatch (LocalStack's snapshots).
#[tokio::test]
async fn a_function_that_is_not_there_is_not_found() {
    let emulator = Emulator::new().await;
    let not_found = |arn: &str| refusal(404, "ResourceNotFoundException", &format!("Function not found: {arn}"));
    for (method, path) in [("GET", ""), ("GET", "/configuration"), ("DELETE", "")] {
        let path = format!("{FUNCTIONS}/orders{path}");
        assert_eq!(emulator.refused_by_lambda(method, &path, Value::Null).await, not_found(ARN), "{method} {path}");
    }
    emulator.function("orders").await;
    let version = format!("{FUNCTIONS}/orders?Qualifier=1221");
    assert_eq!(emulator.refused_by_lambda("GET", &version, Value::Null).await, not_found(&format!("{ARN}:1221")));
    let elsewhere = ARN.replace("us-east-1", "eu-west-1");
    let message = "Functions from 'eu-west-1' are not reachable in this region ('us-east-1')";
    let expected = refusal(404, "ResourceNotFoundException", message);
    assert_eq!(emulator.refused_by_lambda("GET", &format!("{FUNCTIONS}/{elsewhere}"), Value::Null).await, expected);
    let message = "The derived qualifier from the function name does not match the specified qualifier.";
    let mismatch = format!("{FUNCTIONS}/orders:1?Qualifier=2");
    let expected = refusal(400, "InvalidParameterValueException", message);
    assert_eq!(emulator.refused_by_lambda("GET", &mismatch, Value::Null).await, expected);
}

#[tokio::test]
async fn accounts_and_regions_have_their_own_functions() {
    let emulator = Emulator::new().await;
    emulator.function("orders").await;
    for other in [caller("444455556666", "us-east-1"), caller(ACCOUNT, "eu-west-1")] {
        let reply = emulator.call_as(other, "GET", &format!("{FUNCTIONS}/orders"), Value::Null).await;
        assert_eq!(reply.status, 404);
    }
}

// Recorded from AWS: test_create_lambda_exceptions, test_function_arns, test_create_deprecated_function_runtime_…,
// test_large_environment_variables_fails (LocalStack's snapshots).
#[tokio::test]
async fn what_lambda_refuses_at_creation_is_refused() {
    let emulator = Emulator::new().await;
    emulator.function("orders").await;
    let invalid = |message: &str| refusal(400, "InvalidParameterValueException", message);
    let cases = [
        (creation("orders"), refusal(409, "ResourceConflictException", "Function already exist: orders")),
        (
            with(creation("f"), "Code", json!({ "ZipFile": STANDARD.encode("no zip") })),
            invalid("Could not unzip uploaded file. Please check your file, then try to upload again."),
        ),
        (
            with(creation("f"), "Runtime", json!("python3.7")),
            invalid(
                "The runtime parameter of python3.7 is no longer supported for creating or updating AWS Lambda functions. \
                 We recommend you use a supported runtime while creating or updating functions.",
            ),
        ),
        (
            creation(&"a".repeat(65)),
            invalid(&format!(
                "1 validation error detected: Value '{}' at 'functionName' failed to satisfy constraint: \
                 Member must have length less than or equal to 64",
                "a".repeat(65)
            )),
        ),
        (
            with(creation("f"), "Environment", json!({ "Variables": { "LARGE": "x".repeat(4090) } })),
            invalid(&format!(
                "Lambda was unable to configure your environment variables because the environment variables you have \
                 provided exceeded the 4KB limit. String measured: {{\"LARGE\":\"{}\"}}",
                "x".repeat(4090)
            )),
        ),
        (
            with(creation("f"), "Environment", json!({ "Variables": { "AWS_REGION": "x" } })),
            invalid(
                "Lambda was unable to configure your environment variables because the environment variables you have \
                 provided contains reserved keys that are currently not supported for modification. \
                 Reserved keys used in this request: AWS_REGION",
            ),
        ),
    ];
    for (creation, expected) in cases {
        assert_eq!(emulator.refused_by_lambda("POST", FUNCTIONS, creation).await, expected);
    }
    let (status, error, message) =
        emulator.refused_by_lambda("POST", FUNCTIONS, with(creation("f"), "Runtime", json!("cobol"))).await;
    assert_eq!((status, error.as_str()), (400, "InvalidParameterValueException"));
    assert!(message.starts_with("Value cobol at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: ["));
}

#[tokio::test]
async fn what_is_not_emulated_is_refused_loudly_and_empty_settings_are_not() {
    let emulator = Emulator::new().await;
    let cases = [
        ("Layers", json!(["arn:aws:lambda:us-east-1:111122223333:layer:l:1"])),
        ("VpcConfig", json!({ "SubnetIds": ["subnet-1"], "SecurityGroupIds": ["sg-1"] })),
        ("Publish", json!(true)),
        ("Runtime", json!("java21")),
        ("Code", json!({ "S3Bucket": "bucket", "S3Key": "key" })),
    ];
    for (member, value) in cases {
        let reply = emulator.call("POST", FUNCTIONS, with(creation("f"), member, value)).await;
        assert_eq!((reply.status, reply.error.as_deref()), (501, Some("NotImplemented")), "{member}: {reply:?}");
    }
    let empty = json!({ "SubnetIds": [], "SecurityGroupIds": [] });
    emulator.ok("POST", FUNCTIONS, with(with(creation("f"), "VpcConfig", empty), "Publish", json!(false))).await;
}

// Recorded from AWS: test_function_revisions_basic (LocalStack's snapshots).
#[tokio::test]
async fn a_change_for_another_revision_is_refused() {
    let emulator = Emulator::new().await;
    let created = emulator.function("orders").await;
    let path = format!("{FUNCTIONS}/orders/configuration");
    let stale = json!({ "Timeout": 5, "RevisionId": "cc3c9a30-0000-4000-8000-000000000000" });
    let (status, error, _) = emulator.refused_by_lambda("PUT", &path, stale).await;
    assert_eq!((status, error.as_str()), (412, "PreconditionFailedException"));
    emulator.ok("PUT", &path, json!({ "Timeout": 5, "RevisionId": created["RevisionId"] })).await;
}

// Recorded from AWS: test_tag_lifecycle[lambda_function], test_create_tag_on_fn_create (LocalStack's snapshots).
#[tokio::test]
async fn tags_come_and_go() {
    let emulator = Emulator::new().await;
    emulator.ok("POST", FUNCTIONS, with(creation("orders"), "Tags", json!({ "a": "1" }))).await;
    let tags = format!("/2017-03-31/tags/{ARN}");
    assert_eq!(emulator.call("POST", &tags, json!({ "Tags": { "b": "2", "c": "3" } })).await.status, 204);
    assert_eq!(emulator.call("DELETE", &format!("{tags}?tagKeys=a&tagKeys=x"), Value::Null).await.status, 204);
    let expected = json!({ "b": "2", "c": "3" });
    assert_eq!(emulator.ok("GET", &tags, Value::Null).await, json!({ "Tags": expected }));
    assert_eq!(emulator.ok("GET", &format!("{FUNCTIONS}/orders"), Value::Null).await["Tags"], expected);
    let message = "Tags on function aliases and versions are not supported. Please specify a function ARN.";
    let expected = refusal(400, "InvalidParameterValueException", message);
    assert_eq!(emulator.refused_by_lambda("GET", &format!("{tags}:live"), Value::Null).await, expected);
}

#[tokio::test]
async fn a_dry_run_changes_no_code() {
    let emulator = Emulator::new().await;
    let created = emulator.function("orders").await;
    let code = json!({ "ZipFile": STANDARD.encode(zip_of("two")), "DryRun": true });
    let shown = emulator.ok("PUT", &format!("{FUNCTIONS}/orders/code"), code).await;
    assert_ne!(shown["CodeSha256"], created["CodeSha256"]);
    let kept = emulator.ok("GET", &format!("{FUNCTIONS}/orders/configuration"), Value::Null).await;
    assert_eq!(kept, created);
}

#[tokio::test]
async fn the_body_of_a_request_may_hold_a_large_archive() {
    let emulator = Emulator::new().await;
    let code: String = (0..400_000u32).map(|n| char::from(b' ' + (n.wrapping_mul(2_654_435_761) >> 25) as u8 % 90)).collect();
    let creation = with(creation("f"), "Code", json!({ "ZipFile": STANDARD.encode(zip_of(&code)) }));
    let response = emulator.send(caller(ACCOUNT, "us-east-1"), "POST", FUNCTIONS, Bytes::from(creation.to_string())).await;
    assert_eq!(response.status(), 201);
}
