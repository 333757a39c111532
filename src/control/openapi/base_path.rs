//! What an import makes of a definition's base path.

use emulator_api::error::{AwsError, Result};

/// Developer guide, "Set the OpenAPI basePath property".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BasePath {
    /// Paths stand below the root.
    #[default]
    Ignore,
    /// Paths stand below all of it.
    Prepend,
    /// Paths stand below all of it but its first part, which is meant to be the stage.
    Split,
}

impl BasePath {
    /// The way that an import asks for by name; without one it is AWS's default.
    pub(crate) fn named(name: Option<&str>) -> Result<BasePath> {
        match name {
            None => Ok(BasePath::default()),
            Some("ignore") => Ok(BasePath::Ignore),
            Some("prepend") => Ok(BasePath::Prepend),
            Some("split") => Ok(BasePath::Split),
            Some(_) => Err(AwsError::bad_request("Invalid basepath specified. Valid options are ignore,prepend,split")),
        }
    }

    /// Where `path` stands, without a slash at its end.
    pub(crate) fn place(self, base: &str, path: &str) -> String {
        let skipped = match self {
            BasePath::Ignore => usize::MAX,
            BasePath::Prepend => 0,
            BasePath::Split => 1,
        };
        let parts = |path| str::split(path, '/').filter(|part: &&str| !part.is_empty());
        let placed: String = parts(base).skip(skipped).chain(parts(path)).flat_map(|part| ["/", part]).collect();
        if placed.is_empty() { "/".to_owned() } else { placed }
    }
}

#[cfg(test)]
mod tests {
    use super::BasePath;

    // The guide's own example: basePath /a/b/c with /e.
    #[test]
    fn a_base_path_is_ignored_prepended_or_split() {
        assert_eq!(BasePath::Ignore.place("/a/b/c", "/e"), "/e");
        assert_eq!(BasePath::Prepend.place("/a/b/c", "/e"), "/a/b/c/e");
        assert_eq!(BasePath::Split.place("/a/b/c", "/e"), "/b/c/e");
        assert_eq!(BasePath::Split.place("/a", "/"), "/");
        assert_eq!(BasePath::Prepend.place("", "/e/"), "/e");
    }
}
