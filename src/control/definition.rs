//! The definition in a request, read before its operation takes its turn to write.

use bytes::Bytes;
use emulator_api::error::{AwsError, ErrorCode, Result};

use super::call::Scope;
use super::openapi::{Definition, imported};

/// Reads the definition in `text`, and gives what `make` finds in it; none when it is malformed or of a version that is not
/// imported. A large one takes seconds, which are not those of a thread that answers requests.
///
/// # Errors
/// When the text is larger than AWS takes.
pub(super) async fn read<T: Send + 'static>(
    scope: &Scope,
    text: Bytes,
    make: impl FnOnce(&Definition) -> T + Send + 'static,
) -> Result<Option<T>> {
    let caller = scope.caller.clone();
    let reading = tokio::task::spawn_blocking(move || Ok(imported(&caller, &text)?.map(|definition| make(&definition))));
    reading.await.unwrap_or_else(|error| {
        tracing::error!(%error, "reading a definition broke down");
        Err(AwsError::internal_failure("Internal failure"))
    })
}

/// Whether an import goes on without the part that this refusal is of: what the caller did wrong is said at its end. What is
/// our fault, or missing here, ends the import, and so does a quota, which is no error of the definition (seen in
/// terraform-provider-aws, 37605).
pub(super) fn is_of_one_part(refusal: &AwsError) -> bool {
    refusal.status().is_client_error() && refusal.code() != ErrorCode::LimitExceeded
}

/// What is no definition (recorded: test_import_api_bad_file).
pub(super) fn invalid() -> AwsError {
    AwsError::bad_request("Invalid OpenAPI input.")
}
