//! The zip archives that functions are made of.

use std::io::Cursor;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use emulator_api::codec::Doc;
use emulator_api::error::{AwsError, Result};
use emulator_api::model::Service;
use serde_json::Value;
use sha2::{Digest, Sha256};
use zip::ZipArchive;

use crate::control::call::text;

/// The most bytes that an archive may have (Lambda quotas: 50 MB).
const LARGEST_ZIPPED: usize = 52_428_800;
/// The most bytes that its files may have together (Lambda quotas: 250 MB).
const LARGEST_UNZIPPED: u128 = 262_144_000;

/// An archive that Lambda would take.
#[derive(Debug)]
pub(crate) struct Archive {
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
    /// Their digest, as `CodeSha256` shows it.
    pub(crate) sha256: String,
}

impl Archive {
    /// The archive in the member `ZipFile`.
    pub(crate) fn read(code: &Doc) -> Result<Archive> {
        for elsewhere in ["S3Bucket", "S3Key", "S3ObjectVersion", "ImageUri", "SourceKMSKeyArn"] {
            if !text(code, elsewhere).is_empty() {
                return Err(AwsError::not_implemented(format!("Code by {elsewhere}")));
            }
        }
        let zip_file = text(code, "ZipFile");
        if zip_file.is_empty() {
            return Err(AwsError::invalid_parameter_value("Please provide a source for function code."));
        }
        let bytes = STANDARD
            .decode(zip_file)
            .map_err(|error| AwsError::serialization(Service::Lambda, format!("ZipFile is not base64: {error}")))?;
        check(&bytes)?;
        let sha256 = STANDARD.encode(Sha256::digest(&bytes));
        Ok(Archive { bytes, sha256 })
    }

    /// Puts what is told of the code into a function's document.
    pub(crate) fn describe(&self, doc: &mut Doc) {
        doc.insert("CodeSize".to_owned(), Value::from(self.bytes.len()));
        doc.insert("CodeSha256".to_owned(), Value::from(self.sha256.clone()));
    }
}

fn check(bytes: &[u8]) -> Result<()> {
    if bytes.len() > LARGEST_ZIPPED {
        let message = format!("Zipped size must be smaller than {LARGEST_ZIPPED} bytes");
        return Err(AwsError::request_entity_too_large(message));
    }
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| {
        AwsError::invalid_parameter_value("Could not unzip uploaded file. Please check your file, then try to upload again.")
    })?;
    if archive.decompressed_size().is_some_and(|size| size > LARGEST_UNZIPPED) {
        let message = format!("Unzipped size must be smaller than {LARGEST_UNZIPPED} bytes");
        return Err(AwsError::invalid_parameter_value(message));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn refusal(code: Value) -> (u16, String) {
        let Value::Object(code) = code else { panic!("a document is an object") };
        let error = Archive::read(&code).expect_err("a refusal");
        (error.status().as_u16(), error.message().to_owned())
    }

    // Recorded from AWS: test_create_lambda_exceptions (LocalStack's snapshots).
    #[test]
    fn what_is_no_archive_is_refused() {
        let expected = "Could not unzip uploaded file. Please check your file, then try to upload again.";
        assert_eq!(refusal(json!({ "ZipFile": STANDARD.encode("not a zip") })), (400, expected.to_owned()));
    }

    #[test]
    fn code_from_elsewhere_is_refused_loudly() {
        let (status, message) = refusal(json!({ "S3Bucket": "b", "S3Key": "k" }));
        assert_eq!((status, message.as_str()), (501, "Code by S3Bucket is not implemented by this emulator"));
    }
}
