//! What a function is before it runs: its code, its handler and its settings.

use std::error::Error;
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use serde_json::Value;

use super::Settings;
use super::code::Archive;
use super::runtime::Runtime;

/// The longest that Lambda lets a function run.
const MAX_TIMEOUT: Duration = Duration::from_secs(900);
/// The memory size that Lambda gives a function that asks for none, in megabytes.
const DEFAULT_MEMORY: u32 = 128;

/// A function that can be invoked.
#[derive(Clone, Debug)]
pub struct Definition {
    /// The account that owns it: 12 digits.
    pub account: String,
    /// The region that it is in.
    pub region: String,
    /// Its name.
    pub name: String,
    /// What runs its code.
    pub runtime: Runtime,
    /// `module.function`, with folders before it.
    pub handler: String,
    /// Where its code is.
    pub code: Code,
    /// Its own environment variables.
    pub environment: Vec<(String, String)>,
    /// How long an invocation may take.
    pub timeout: Duration,
    /// What it is told about its memory, in megabytes; nothing limits it here.
    pub memory_megabytes: u32,
    /// What it is told about its log group; its log is ours.
    pub log_group: String,
    /// The statements of its resource policy; none for a folder, which has no policy.
    pub permissions: Option<Vec<Value>>,
}

/// Where the code of a function is.
#[derive(Clone, Debug)]
pub enum Code {
    /// A folder of the user's, which may change at any time.
    Folder(PathBuf),
    /// A zip archive, extracted at the first invocation.
    Archive(Archive),
}

/// `NAME=DIR:HANDLER`: a function that is given as a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FolderFunction {
    /// The function's name.
    pub name: String,
    /// The folder with its code.
    pub folder: PathBuf,
    /// `module.function` in that folder.
    pub handler: String,
}

impl FolderFunction {
    /// The definition of the folder. It has no settings of its own, so nothing but the caller's patience ends it.
    pub(super) fn define(&self, settings: &Settings) -> Result<Definition, FolderFunctionError> {
        let unusable = |reason: &str| FolderFunctionError(format!("{}: {reason}", self.folder.display()));
        let folder = self.folder.canonicalize().map_err(|error| unusable(&error.to_string()))?;
        let runtime = Runtime::guess(&folder, &self.handler).ok_or_else(|| {
            unusable(&format!("no .py, .js, .mjs or .cjs file for the handler {}, and no bootstrap", self.handler))
        })?;
        Ok(Definition {
            account: settings.account.clone(),
            region: settings.region.clone(),
            name: self.name.clone(),
            runtime,
            handler: self.handler.clone(),
            code: Code::Folder(folder),
            environment: Vec::new(),
            timeout: MAX_TIMEOUT,
            memory_megabytes: DEFAULT_MEMORY,
            log_group: format!("/aws/lambda/{}", self.name),
            permissions: None,
        })
    }
}

impl FromStr for FolderFunction {
    type Err = FolderFunctionError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts = text.split_once('=').and_then(|(name, rest)| Some((name, rest.rsplit_once(':')?)));
        match parts {
            Some((name, (folder, handler))) if !name.is_empty() && !folder.is_empty() && !handler.is_empty() => {
                Ok(Self { name: name.to_owned(), folder: PathBuf::from(folder), handler: handler.to_owned() })
            }
            _ => Err(FolderFunctionError(format!("{text}: expected NAME=DIR:HANDLER, as in orders=./orders:app.handler"))),
        }
    }
}

/// Why a folder is no function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FolderFunctionError(String);

impl fmt::Display for FolderFunctionError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Error for FolderFunctionError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_function_is_read_from_its_option() {
        let parsed: FolderFunction = "orders=./functions/orders:app.handler".parse().unwrap();
        assert_eq!(parsed.name, "orders");
        assert_eq!(parsed.folder, PathBuf::from("./functions/orders"));
        assert_eq!(parsed.handler, "app.handler");
    }

    #[test]
    fn an_incomplete_folder_function_is_refused() {
        for text in ["orders", "orders=./orders", "=./orders:app.handler", "orders=:app.handler", "orders=./orders:"] {
            assert!(text.parse::<FolderFunction>().is_err(), "{text}");
        }
    }
}
