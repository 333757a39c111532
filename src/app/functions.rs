//! Functions between the control plane, which keeps them, and the processes that run them.

use std::sync::Arc;

use bytes::Bytes;
use emulator_api::arn::FunctionArn;
use emulator_api::error::{AwsError, ErrorCode};
use emulator_api::invocation::{FunctionOutcome, Invocation};
use futures_util::future::{BoxFuture, FutureExt};

use crate::control::{FunctionCode, PublishedFunction};
use crate::lambda::{Archive, Code, CodeSource, Definition, Functions, InvokeError, Runtime};

/// Has a function run from now on that was created or changed.
pub(super) fn publish(functions: &Functions, function: PublishedFunction) {
    if let Some(definition) = definition(function) {
        functions.publish(definition);
    }
}

/// Has a function run again that was stored.
pub(super) fn restore(functions: &Functions, function: PublishedFunction) {
    if let Some(definition) = definition(function) {
        functions.restore(definition);
    }
}

/// What is run of a stored function; none when it cannot run here.
fn definition(function: PublishedFunction) -> Option<Definition> {
    let PublishedFunction { arn, runtime, handler, code, environment, timeout, memory_megabytes, log_group, permissions } =
        function;
    let runtime = match Runtime::parse(&runtime) {
        Ok(runtime) => runtime,
        // The control plane creates none of these, but another version may have.
        Err(error) => {
            tracing::error!(%arn, %error, "a function of the state cannot run; create it again with a runtime that is there");
            return None;
        }
    };
    let archive = Archive { sha256: code.sha256().to_owned(), source: Arc::new(StoredCode(code)) };
    Some(Definition {
        account: arn.account,
        region: arn.region,
        name: arn.name,
        runtime,
        handler,
        code: Code::Archive(archive),
        environment,
        timeout,
        memory_megabytes,
        log_group,
        permissions: Some(permissions),
    })
}

/// Invokes a function for Lambda's own API.
pub(super) async fn invoke(
    functions: &Functions,
    function: &FunctionArn,
    invocation: Invocation,
) -> Result<FunctionOutcome, AwsError> {
    functions.invoke_with(function, invocation).await.map_err(|error| match error {
        InvokeError::NotFound { .. } => AwsError::resource_not_found(format!("Function not found: {function}")),
        InvokeError::PayloadTooLarge { .. } => AwsError::request_too_large(error.to_string()),
        InvokeError::NotPermitted { .. } => AwsError::access_denied(error.to_string()),
        InvokeError::Unreachable { .. } | InvokeError::Refused { .. } | InvokeError::Signing(_) | InvokeError::Stopped => {
            tracing::warn!(%function, %error, "a function could not be invoked");
            AwsError::new(ErrorCode::Service, error.to_string())
        }
    })
}

#[derive(Debug)]
struct StoredCode(FunctionCode);

impl CodeSource for StoredCode {
    fn load<'a>(&'a self, _sha256: &'a str) -> BoxFuture<'a, Result<Bytes, String>> {
        let loading = async {
            match self.0.load().await {
                Ok(Some(archive)) => Ok(Bytes::from(archive)),
                Ok(None) => Err("the function has other code by now".to_owned()),
                Err(error) => Err(error.to_string()),
            }
        };
        loading.boxed()
    }
}
