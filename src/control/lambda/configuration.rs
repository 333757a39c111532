//! What a function's document holds: its settings, with Lambda's defaults, and what of them is not emulated.

use emulator_api::arn::FunctionArn;
use emulator_api::codec::Doc;
use emulator_api::error::{AwsError, ErrorCode, Result};
use serde_json::{Value, json};

use crate::clock::Timestamp;
use crate::control::call::{Scope, entries, is_true, text};
use crate::ids;

use super::LATEST;
use super::name::invalid;

/// The longest that a function may run, in seconds.
const LONGEST_TIMEOUT: i64 = 900;
/// The most that environment variables may have together, as JSON, in bytes.
const LARGEST_ENVIRONMENT: usize = 4096;

/// The runtimes that run on this machine, by how their identifiers begin.
const RUNNABLE: [&str; 3] = ["python3.", "nodejs", "provided."];

/// Environment variables that Lambda keeps for itself (Lambda developer guide, "Reserved environment variables").
const RESERVED: [&str; 18] = [
    "_HANDLER",
    "_X_AMZN_TRACE_ID",
    "AWS_ACCESS_KEY",
    "AWS_ACCESS_KEY_ID",
    "AWS_DEFAULT_REGION",
    "AWS_EXECUTION_ENV",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
    "AWS_LAMBDA_FUNCTION_NAME",
    "AWS_LAMBDA_FUNCTION_VERSION",
    "AWS_LAMBDA_INITIALIZATION_TYPE",
    "AWS_LAMBDA_LOG_GROUP_NAME",
    "AWS_LAMBDA_LOG_STREAM_NAME",
    "AWS_LAMBDA_RUNTIME_API",
    "AWS_REGION",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "LAMBDA_RUNTIME_DIR",
    "LAMBDA_TASK_ROOT",
];

/// The members that an update may change, and that are kept as they are given.
const SETTINGS: [&str; 8] =
    ["Runtime", "Role", "Handler", "Description", "Timeout", "MemorySize", "KMSKeyArn", "EphemeralStorage"];

/// The document of a new function, without its code.
pub(crate) fn new(scope: &Scope, arn: &FunctionArn, input: &Doc) -> Result<Doc> {
    refuse_what_is_not_emulated(scope, input)?;
    if text(input, "Runtime").is_empty() || text(input, "Handler").is_empty() {
        return Err(AwsError::invalid_parameter_value(
            "Runtime and Handler are mandatory parameters for functions created with deployment packages.",
        ));
    }
    check(input)?;
    let mut doc = Doc::new();
    let mut set = |member: &str, value: Value| doc.insert(member.to_owned(), value);
    set("FunctionName", json!(arn.name));
    set("FunctionArn", json!(arn.unqualified().to_string()));
    set("Description", json!(""));
    set("Timeout", json!(3));
    set("MemorySize", json!(128));
    set("Version", json!(LATEST));
    set("TracingConfig", json!({ "Mode": "PassThrough" }));
    set("PackageType", json!("Zip"));
    set("Architectures", json!(["x86_64"]));
    set("EphemeralStorage", json!({ "Size": 512 }));
    set("SnapStart", json!({ "ApplyOn": "None", "OptimizationStatus": "Off" }));
    set("LoggingConfig", json!({ "LogFormat": "Text", "LogGroup": format!("/aws/lambda/{}", arn.name) }));
    set("Tags", input.get("Tags").cloned().unwrap_or_else(|| json!({})));
    if let Some(architectures) = input.get("Architectures") {
        set("Architectures", architectures.clone());
    }
    take(&mut doc, input);
    Ok(doc)
}

/// Changes a function's document by the settings in the input.
pub(crate) fn change(scope: &Scope, doc: &mut Doc, input: &Doc) -> Result<()> {
    refuse_what_is_not_emulated(scope, input)?;
    check(input)?;
    take(doc, input);
    Ok(())
}

/// Dates a change of a function, and gives the function its next revision.
pub(crate) fn revise(doc: &mut Doc, now: Timestamp) {
    doc.insert("LastModified".to_owned(), Value::from(last_modified(now)));
    renew_revision(doc);
}

/// Gives the function its next revision.
pub(crate) fn renew_revision(doc: &mut Doc) {
    doc.insert("RevisionId".to_owned(), Value::from(ids::request_id()));
}

/// Refuses a change that was meant for another revision.
pub(crate) fn check_revision(doc: &Doc, input: &Doc) -> Result<()> {
    let wanted = text(input, "RevisionId");
    if wanted.is_empty() || wanted == text(doc, "RevisionId") {
        return Ok(());
    }
    Err(AwsError::new(
        ErrorCode::PreconditionFailed,
        "The Revision Id provided does not match the latest Revision Id. \
         Call the GetFunction/GetAlias API to retrieve the latest Revision Id",
    ))
}

/// What a function's document shows. The answer names the version when the request did.
pub(crate) fn view(mut doc: Doc, qualifier: Option<&str>) -> Doc {
    for hidden in ["Tags", "Policy"] {
        doc.shift_remove(hidden);
    }
    if let (Some(qualifier), Some(Value::String(arn))) = (qualifier, doc.get_mut("FunctionArn")) {
        *arn = format!("{arn}:{qualifier}");
    }
    doc.insert("State".to_owned(), json!("Active"));
    doc.insert("LastUpdateStatus".to_owned(), json!("Successful"));
    doc
}

fn take(doc: &mut Doc, input: &Doc) {
    for member in SETTINGS {
        if let Some(value) = input.get(member) {
            doc.insert(member.to_owned(), value.clone());
        }
    }
    if let Some(environment) = input.get("Environment") {
        let variables = environment.get("Variables").cloned().unwrap_or_else(|| json!({}));
        doc.insert("Environment".to_owned(), json!({ "Variables": variables }));
    }
    // An empty mode, and what else is not given, stays as it is.
    merge(doc, input, "TracingConfig");
    merge(doc, input, "LoggingConfig");
}

fn merge(doc: &mut Doc, input: &Doc, member: &str) {
    if let Some(Value::Object(present)) = doc.get_mut(member) {
        present.extend(entries(input, member).map(|(name, value)| (name.clone(), value.clone())));
    }
}

/// `2026-11-20T04:00:00.000+0000`
fn last_modified(now: Timestamp) -> String {
    let moment = jiff::Timestamp::from_millisecond(now.as_millis()).unwrap_or_default();
    moment.strftime("%Y-%m-%dT%H:%M:%S%.3f+0000").to_string()
}

fn check(input: &Doc) -> Result<()> {
    let runtime = text(input, "Runtime");
    if !runtime.is_empty() && !RUNNABLE.iter().any(|runnable| runtime.starts_with(runnable)) {
        return Err(AwsError::not_implemented(format!("The runtime {runtime}")));
    }
    if let Some(timeout) = input.get("Timeout").and_then(Value::as_i64).filter(|timeout| *timeout > LONGEST_TIMEOUT) {
        let constraint = format!("Member must have value less than or equal to {LONGEST_TIMEOUT}");
        return Err(invalid("timeout", &timeout.to_string(), &constraint));
    }
    let Some(Value::Object(variables)) = input.get("Environment").and_then(|environment| environment.get("Variables")) else {
        return Ok(());
    };
    check_variables(variables)
}

fn check_variables(variables: &Doc) -> Result<()> {
    let unable = |reason: String| {
        AwsError::invalid_parameter_value(format!(
            "Lambda was unable to configure your environment variables because the environment variables you have provided {reason}"
        ))
    };
    let reserved: Vec<&str> = variables.keys().map(String::as_str).filter(|name| RESERVED.contains(name)).collect();
    if !reserved.is_empty() {
        return Err(unable(format!(
            "contains reserved keys that are currently not supported for modification. Reserved keys used in this request: {}",
            reserved.join(", ")
        )));
    }
    let measured = json!(variables).to_string();
    if measured.len() > LARGEST_ENVIRONMENT {
        return Err(unable(format!("exceeded the 4KB limit. String measured: {measured}")));
    }
    Ok(())
}

/// What a function may have at AWS and cannot have here. Empty settings, as some tools send them, are none.
fn refuse_what_is_not_emulated(scope: &Scope, input: &Doc) -> Result<()> {
    const UNKNOWN: [&str; 8] = [
        "Layers",
        "FileSystemConfigs",
        "ImageConfig",
        "CodeSigningConfigArn",
        "CapacityProviderConfig",
        "PublishTo",
        "DurableConfig",
        "TenancyConfig",
    ];
    let member_of = |structure: &str, member: &str| input.get(structure).and_then(|settings| settings.get(member));
    let is_set = |value: Option<&Value>| value.is_some_and(|value| !is_empty(value));
    let named = UNKNOWN.into_iter().find(|member| is_set(input.get(*member)));
    let refused = if let Some(named) = named {
        named
    } else if text(input, "PackageType") == "Image" {
        "PackageType Image"
    } else if is_true(input, "Publish") {
        "Publish"
    } else if is_set(member_of("VpcConfig", "SubnetIds")) || is_set(member_of("VpcConfig", "SecurityGroupIds")) {
        "VpcConfig"
    } else if is_set(member_of("DeadLetterConfig", "TargetArn")) {
        "DeadLetterConfig"
    } else if member_of("SnapStart", "ApplyOn").is_some_and(|apply_on| apply_on == "PublishedVersions") {
        "SnapStart"
    } else if member_of("LoggingConfig", "LogFormat").is_some_and(|format| format == "JSON") {
        "LogFormat JSON"
    } else {
        return Ok(());
    };
    Err(AwsError::not_implemented(format!("{} with {refused}", scope.spec.name)))
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(values) => values.is_empty(),
        Value::Object(members) => members.values().all(is_empty),
        Value::Bool(_) | Value::Number(_) => false,
    }
}
