//! Which file stands for which web ACL.

use std::error::Error;
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

/// `ARN=FILE`: the rules of a web ACL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebAclFile {
    /// The web ACL's ARN, as stages have it.
    pub arn: String,
    /// The JSON file that holds it.
    pub file: PathBuf,
}

impl FromStr for WebAclFile {
    type Err = WebAclFileError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once('=') {
            Some((arn, file)) if arn.starts_with("arn:") && !file.is_empty() => {
                Ok(Self { arn: arn.to_owned(), file: file.into() })
            }
            _ => Err(WebAclFileError(text.to_owned())),
        }
    }
}

/// A text that is no `ARN=FILE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebAclFileError(String);

impl fmt::Display for WebAclFileError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let example = "arn:aws:wafv2:us-east-1:000000000000:regional/webacl/orders/a1b2c3=web-acl.json";
        write!(formatter, "{}: expected ARN=FILE, as in {example}", self.0)
    }
}

impl Error for WebAclFileError {}
