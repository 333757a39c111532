//! OpenAPI definitions, in and out. Pure: a text becomes a list of what an API is made of, with warnings; documents become a
//! text. It does not know the store; `rest::import` and `v2::import` perform what is read here.
//!
//! Developer guide, "Develop REST APIs using OpenAPI", "OpenAPI definitions for HTTP APIs", "OpenAPI extensions".

pub mod base_path;
pub mod definition;
pub(crate) mod export;
pub mod http;
mod issues;
mod operation;
mod read;
pub mod rest;
pub(crate) mod schema;
pub mod source;

use emulator_api::arn::partition_of;
use emulator_api::error::{AwsError, Result};

use self::source::Variables;
use super::Caller;

pub use self::base_path::BasePath;
pub use self::definition::Definition;

/// The definition that a caller imports; none when it is malformed or of a version that is not imported.
pub(crate) fn imported(caller: &Caller, text: &[u8]) -> Result<Option<Definition>> {
    if text.len() > source::LARGEST {
        return Err(AwsError::request_entity_too_large("Request Too Long"));
    }
    let variables = Variables { account: &caller.account, partition: partition_of(&caller.region), region: &caller.region };
    Ok(source::read(text, &variables).ok().and_then(Definition::new))
}

/// Refuses what has errors, or warnings that must not be. The wording was seen by users of Terraform and SAM.
pub(crate) fn refuse(errors: &[String], warnings: &[String], fail_on_warnings: bool) -> Result<()> {
    let list = |title: &str, lines: &[String]| format!("{title}:\n\t{}", lines.join("\n\t"));
    let message = match (errors, warnings) {
        ([], []) => return Ok(()),
        ([], _) if !fail_on_warnings => return Ok(()),
        ([], warnings) => list("Warnings found during import", warnings),
        (errors, []) => list("Errors found during import", errors),
        (errors, warnings) => format!(
            "{}\n{}",
            list("Errors found during import", errors),
            list("Additionally, these warnings were found", warnings)
        ),
    };
    Err(AwsError::bad_request(message))
}
