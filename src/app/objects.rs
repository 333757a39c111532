//! Objects of S3 that operations read.

use std::time::Duration;

use bytes::Bytes;
use emulator_api::arn::ServiceName;
use emulator_api::error::AwsError;
use http::{Request, StatusCode};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::control::S3Object;
use crate::services::{ServiceError, Services};

/// The most bytes that are read: many more than a truststore has.
const LIMIT: usize = 1024 * 1024;

/// How long S3 may take.
const TIMEOUT: Duration = Duration::from_secs(5);

/// Reads an object.
///
/// # Errors
/// It cannot be read, or nothing stands for S3.
pub(super) async fn read(services: &Services, region: &str, object: &S3Object) -> Result<Bytes, AwsError> {
    let S3Object { bucket, key, version } = object;
    let unreadable = |why: String| AwsError::bad_request(format!("s3://{bucket}/{key} cannot be read: {why}"));
    let version = version.as_deref().map(|version| format!("?versionId={}", utf8_percent_encode(version, NON_ALPHANUMERIC)));
    let uri = format!("/{bucket}/{key}{}", version.unwrap_or_default());
    let request = Request::get(uri).body(Bytes::new()).map_err(|error| unreadable(error.to_string()))?;
    let service = ServiceName { region: region.to_owned(), subdomain: None, service: "s3".to_owned() };
    let answered = tokio::time::timeout(TIMEOUT, services.send(&service, request, LIMIT)).await;
    let answer = answered.map_err(|_elapsed| unreadable("S3 does not answer".to_owned()))?.map_err(|error| match error {
        ServiceError::NoEndpoint { .. } => AwsError::not_implemented(format!("Reading s3://{bucket}/{key} ({error})")),
        error => unreadable(error.to_string()),
    })?;
    if answer.status() == StatusCode::OK {
        return Ok(answer.into_body());
    }
    Err(unreadable(format!("S3 answers {}", answer.status())))
}
