//! Lambda runtimes by their identifiers, and which of them run here.

use std::fmt;
use std::path::Path;

/// How the code of a runtime is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RuntimeFamily {
    /// `python3.x`.
    Python,
    /// `nodejs20.x` and its like.
    Node,
    /// `provided.*`: the code brings an executable called `bootstrap`.
    Provided,
}

/// A runtime that runs here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Runtime {
    /// How the code is run.
    pub family: RuntimeFamily,
    /// The identifier that the function was created with; a folder has none, and takes the interpreter that is there.
    pub identifier: Option<String>,
}

impl Runtime {
    /// The runtime with this identifier.
    ///
    /// # Errors
    /// The identifier is not one of a runtime that runs here.
    pub fn parse(identifier: &str) -> Result<Self, UnknownRuntime> {
        let family = if identifier.starts_with("python3.") {
            RuntimeFamily::Python
        } else if identifier.starts_with("nodejs") {
            RuntimeFamily::Node
        } else if identifier == "provided" || identifier.starts_with("provided.") {
            RuntimeFamily::Provided
        } else {
            return Err(UnknownRuntime(identifier.to_owned()));
        };
        Ok(Self { family, identifier: Some(identifier.to_owned()) })
    }

    /// The runtime that the files of a folder tell: the handler's module, or an executable `bootstrap`.
    pub fn guess(folder: &Path, handler: &str) -> Option<Self> {
        let module = handler.rsplit_once('.').map_or(handler, |(module, _)| module);
        let python = module.replace('.', "/");
        let is_there = |file: String| folder.join(file).exists();
        let family = if is_there(format!("{python}.py")) || is_there(format!("{python}/__init__.py")) {
            RuntimeFamily::Python
        } else if ["js", "mjs", "cjs"].iter().any(|extension| is_there(format!("{module}.{extension}"))) {
            RuntimeFamily::Node
        } else if is_there("bootstrap".to_owned()) {
            RuntimeFamily::Provided
        } else {
            return None;
        };
        Some(Self { family, identifier: None })
    }
}

/// An identifier of a runtime that does not run here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownRuntime(pub String);

impl fmt::Display for UnknownRuntime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the runtime {} does not run here; python3.*, nodejs* and provided.* do", self.0)
    }
}

impl std::error::Error for UnknownRuntime {}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(files: &[&str], handler: &str, expected: Option<RuntimeFamily>) {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            std::fs::create_dir_all(folder.path().join(file).parent().unwrap()).unwrap();
            std::fs::write(folder.path().join(file), "").unwrap();
        }
        assert_eq!(Runtime::guess(folder.path(), handler).map(|runtime| runtime.family), expected);
    }

    #[test]
    fn the_files_of_a_folder_tell_its_runtime() {
        check(&["app.py"], "app.handler", Some(RuntimeFamily::Python));
        check(&["src/app.py"], "src/app.handler", Some(RuntimeFamily::Python));
        check(&["app.js", "package.json"], "app.handler", Some(RuntimeFamily::Node));
        check(&["app.mjs"], "app.handler", Some(RuntimeFamily::Node));
        check(&["bootstrap"], "anything", Some(RuntimeFamily::Provided));
        check(&["README.md"], "app.handler", None);
    }

    #[test]
    fn a_runtime_that_cannot_run_here_is_refused() {
        assert!(Runtime::parse("python3.12").is_ok());
        assert_eq!(Runtime::parse("java21"), Err(UnknownRuntime("java21".to_owned())));
    }
}
