//! What quick create made is API Gateway's: its settings can be changed, the thing itself stays.
//!
//! The API reference on `apiGatewayManaged`: a managed integration can be updated but not deleted, the key of a managed route
//! cannot be modified, and the `$default` stage stays. What CloudFormation's `ApiGatewayManagedOverrides` sets can be set.

use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, Result};

use crate::control::call::{Write, is_true};
use crate::control::crud;
use crate::control::kind::Kind;

/// Whether API Gateway manages what `doc` is of.
pub(crate) fn is_managed(doc: &Doc) -> bool {
    is_true(doc, "apiGatewayManaged")
}

/// Refuses to delete what the input names, when it is managed. What is not there is not refused here.
pub(crate) async fn keep(call: &mut Write, kind: &Kind, input: &Doc) -> Result<()> {
    let path = kind.path(&call.scope, input);
    match call.tx.get(&path).await? {
        Some(doc) if is_managed(&doc) => Err(refusal(kind, "cannot be deleted")),
        _ => Ok(()),
    }
}

/// Refuses to do `what` to a managed resource.
pub(crate) fn refusal(kind: &Kind, what: &str) -> AwsError {
    let name = kind.name.strip_prefix("Api").unwrap_or(kind.name);
    AwsError::bad_request(format!("{name} is managed by API Gateway (quick create) and {what}"))
}

/// Deletes a resource of `kind` unless it is managed.
pub(crate) async fn delete(call: &mut Write, kind: &Kind, input: Input) -> Result<Output> {
    keep(call, kind, &input.members).await?;
    crud::delete(call, kind, input).await
}
