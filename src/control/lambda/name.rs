//! Which function a request means: `FunctionName` in any of its forms, and `Qualifier`.

use emulator_api::arn::{FunctionArn, FunctionReference};
use emulator_api::codec::Doc;
use emulator_api::error::{AwsError, Result};
use emulator_api::model::Service;

use crate::control::call::{Scope, text};
use crate::store::{Reading, path};

use super::LATEST;

/// A name without its ARN has at most this many characters.
const LONGEST_NAME: usize = 64;

/// The function that a request means, which may not exist.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    /// Its ARN, with the version or alias that was asked for.
    pub(crate) arn: FunctionArn,
    /// Where it is in the store.
    pub(crate) path: String,
}

impl Named {
    /// The function of the input's `FunctionName` and `Qualifier`.
    pub(crate) fn read(scope: &Scope, input: &Doc) -> Result<Named> {
        let name = text(input, "FunctionName");
        let reference: FunctionReference =
            name.parse().map_err(|_| AwsError::invalid_parameter_value(format!("{name} is not the name of a function")))?;
        if reference.name.chars().count() > LONGEST_NAME {
            return Err(AwsError::invalid_parameter_value(format!(
                "1 validation error detected: Value '{name}' at 'functionName' failed to satisfy constraint: \
                 Member must have length less than or equal to {LONGEST_NAME}"
            )));
        }
        let mut arn = reference.resolve(&scope.caller.region, &scope.caller.account);
        arn.qualifier = qualifier(arn.qualifier, text(input, "Qualifier"))?;
        Named::of(scope, arn)
    }

    /// The function with this ARN.
    pub(crate) fn of(scope: &Scope, arn: FunctionArn) -> Result<Named> {
        if arn.region != scope.caller.region {
            let (asked, here) = (&arn.region, &scope.caller.region);
            let message = format!("Functions from '{asked}' are not reachable in this region ('{here}')");
            return Err(AwsError::resource_not_found(message));
        }
        if arn.account != scope.caller.account {
            return Err(AwsError::access_denied(format!("{arn} belongs to another account")));
        }
        let path = path::join(&collection(scope), &arn.name);
        Ok(Named { arn, path })
    }

    /// The function's document.
    pub(crate) async fn find(&self, tx: &mut Reading) -> Result<Doc> {
        let found = if self.is_latest() { tx.get(&self.path).await? } else { None };
        found.ok_or_else(|| self.not_found())
    }

    /// Whether the request means what can be changed, and not a version or an alias.
    pub(crate) fn is_latest(&self) -> bool {
        self.arn.qualifier.as_deref().is_none_or(|qualifier| qualifier == LATEST)
    }

    /// What Lambda says of a function, a version or an alias that there is not.
    pub(crate) fn not_found(&self) -> AwsError {
        AwsError::resource_not_found(format!("Function not found: {}", self.arn))
    }

    /// What Lambda says of an alias that there is not, where it tells aliases from versions.
    pub(crate) fn qualifier_not_found(&self) -> AwsError {
        let qualifier = self.arn.qualifier.as_deref().unwrap_or_default();
        let is_version = qualifier.contains('$') || qualifier.bytes().all(|byte| byte.is_ascii_digit());
        if is_version {
            return self.not_found();
        }
        AwsError::resource_not_found(format!("Cannot find alias arn: {}", self.arn))
    }
}

/// Where the caller's functions are.
pub(crate) fn collection(scope: &Scope) -> String {
    format!("{}/2015-03-31/functions", scope.root())
}

fn qualifier(of_name: Option<String>, asked: &str) -> Result<Option<String>> {
    match of_name {
        Some(of_name) if !asked.is_empty() && of_name != asked => Err(AwsError::invalid_parameter_value(
            "The derived qualifier from the function name does not match the specified qualifier.",
        )),
        Some(of_name) => Ok(Some(of_name)),
        None => Ok((!asked.is_empty()).then(|| asked.to_owned())),
    }
}

/// What Lambda says of members that break a constraint which its model does not have.
pub(crate) fn invalid(member: &str, value: &str, constraint: &str) -> AwsError {
    AwsError::validation(
        Service::Lambda,
        format!("1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: {constraint}"),
    )
}
