//! A stored function on its way to the live side.

use std::sync::Arc;
use std::time::Duration;

use emulator_api::arn::FunctionArn;
use emulator_api::codec::Doc;
use serde_json::Value;

use crate::control::call::{entries, text};
use crate::control::lambda::permission;
use crate::control::ports::{FunctionCode, PublishedFunction};
use crate::store::Store;

/// Which function is in `doc`; `None` when its ARN cannot be read.
pub(crate) fn arn(doc: &Doc) -> Option<FunctionArn> {
    text(doc, "FunctionArn").parse().ok()
}

/// Which function `doc` is, and the statements of its policy.
pub(crate) fn permissions_of(doc: &Doc) -> Option<(FunctionArn, Vec<Value>)> {
    Some((arn(doc)?, permission::statements(doc)))
}

/// What the live side runs of the function in `doc`; `None` for a document whose ARN cannot be read.
pub(crate) fn of(doc: &Doc, store: &Arc<Store>) -> Option<PublishedFunction> {
    let arn = arn(doc)?;
    let number = |member: &str| doc.get(member).and_then(Value::as_u64);
    let variables = doc.get("Environment").and_then(Value::as_object);
    let environment = variables.into_iter().flat_map(|environment| entries(environment, "Variables"));
    let logging = doc.get("LoggingConfig").and_then(Value::as_object);
    Some(PublishedFunction {
        arn,
        runtime: text(doc, "Runtime").to_owned(),
        handler: text(doc, "Handler").to_owned(),
        code: FunctionCode::new(store, text(doc, "CodeSha256")),
        environment: environment.map(|(name, value)| (name.clone(), value.as_str().unwrap_or("").to_owned())).collect(),
        timeout: Duration::from_secs(number("Timeout").unwrap_or(3)),
        memory_megabytes: number("MemorySize").and_then(|size| u32::try_from(size).ok()).unwrap_or(128),
        permissions: permission::statements(doc),
        log_group: logging.map_or("", |logging| text(logging, "LogGroup")).to_owned(),
    })
}
