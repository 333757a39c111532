use std::os::unix::fs::PermissionsExt;

use serde_json::json;

use super::{define, functions, invoke, succeeded};

/// A runtime as it might come in an archive: it only speaks the Runtime API.
const BOOTSTRAP: &str = r#"#!/usr/bin/env python3
import os, urllib.request
base = "http://" + os.environ["AWS_LAMBDA_RUNTIME_API"] + "/2018-06-01/runtime/invocation/"
while True:
    event = urllib.request.urlopen(base + "next")
    id = event.headers["Lambda-Runtime-Aws-Request-Id"]
    arn = event.headers["Lambda-Runtime-Invoked-Function-Arn"]
    answer = b'{"handler": "%s", "arn": "%s", "event": %s}' % (os.environ["_HANDLER"].encode(), arn.encode(), event.read())
    urllib.request.urlopen(base + id + "/response", answer)
"#;

#[tokio::test]
async fn the_codes_own_bootstrap_runs() {
    let (definition, folder) = define("provided.al2023", "orders", &[("bootstrap", BOOTSTRAP)]);
    let executable = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(folder.path().join("bootstrap"), executable).unwrap();
    let functions = functions();
    functions.publish(definition);
    let expected = json!({ "handler": "orders", "arn": "arn:aws:lambda:us-east-1:000000000000:function:f", "event": { "a": 1 } });
    assert_eq!(succeeded(&invoke(&functions, "f", r#"{"a": 1}"#).await), expected);
    assert_eq!(succeeded(&invoke(&functions, "f", r#"{"a": 1}"#).await), expected);
}

// Recorded from AWS: test_runtime_wrapper_invoke (LocalStack's snapshots).
#[tokio::test]
async fn a_wrapper_script_of_the_code_starts_the_runtime() {
    let wrapper = "#!/bin/sh\nexport WRAPPED=yes\nexec \"$@\"";
    let code = "import os\ndef handler(event, context): return os.environ['WRAPPED']";
    let (mut definition, folder) = define("python3.11", "app.handler", &[("app.py", code), ("wrapper.sh", wrapper)]);
    let executable = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(folder.path().join("wrapper.sh"), executable).unwrap();
    definition.environment = vec![("AWS_LAMBDA_EXEC_WRAPPER".to_owned(), "/var/task/wrapper.sh".to_owned())];
    let functions = functions();
    functions.publish(definition);
    assert_eq!(succeeded(&invoke(&functions, "f", "{}").await), json!("yes"));
}
