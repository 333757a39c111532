//! `binaryMediaTypes`: which bodies are bytes.

/// The media types of an API whose bodies are binary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BinaryMediaTypes {
    /// `*/*`: every body (developer guide, "Working with binary media types for REST APIs").
    all: bool,
    /// Type and subtype; a subtype of `*` stands for all of its type.
    types: Vec<(Box<str>, Box<str>)>,
}

impl<'t> FromIterator<&'t str> for BinaryMediaTypes {
    fn from_iter<I: IntoIterator<Item = &'t str>>(names: I) -> Self {
        let mut types = Self::default();
        for name in names {
            match name.split(';').next().unwrap_or(name).split_once('/') {
                Some(("*", "*")) => types.all = true,
                // A wildcard on the left alone matches nothing (recorded: test_aws_proxy_binary_response).
                Some(("*", _)) | None => {}
                Some((kind, subtype)) => types.types.push((kind.trim().into(), subtype.trim().into())),
            }
        }
        types
    }
}

impl BinaryMediaTypes {
    /// Whether a header `Content-Type` or `Accept` names a binary media type. Only the first type in it counts, and a
    /// wildcard in it matches only itself (recorded: test_aws_proxy_binary_response).
    pub fn matches(&self, header: Option<&str>) -> bool {
        if self.all {
            return true;
        }
        if self.types.is_empty() {
            return false;
        }
        let first = header.and_then(|header| header.split([',', ';']).next());
        first.and_then(|first| first.trim().split_once('/')).is_some_and(|(kind, subtype)| {
            self.types.iter().any(|(known, of)| **known == *kind && (**of == *"*" || **of == *subtype))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Recorded: test_aws_proxy_binary_response.
    #[test]
    fn only_the_first_accepted_type_counts() {
        let types: BinaryMediaTypes = ["image/png", "*/test"].into_iter().collect();
        assert!(types.matches(Some("image/png")));
        assert!(types.matches(Some("image/png,image/*,*/*;q=0.8")));
        for accept in ["image/jpg", "image/*", "*/test", "random/test", "*/*", "image/webp,image/png,*/*;q=0.8", "image"] {
            assert!(!types.matches(Some(accept)), "{accept}");
        }
        assert!(!types.matches(None));
    }

    // Recorded: test_aws_proxy_binary_response.
    #[test]
    fn a_subtype_wildcard_covers_its_type() {
        let types: BinaryMediaTypes = ["application/*"].into_iter().collect();
        assert!(types.matches(Some("application/whatever")));
        assert!(types.matches(Some("application/*")));
        assert!(!types.matches(Some("application")));
    }

    #[test]
    fn everything_is_binary_when_all_types_are() {
        let types: BinaryMediaTypes = ["*/*"].into_iter().collect();
        assert!(types.matches(Some("text/plain")));
        assert!(types.matches(None));
    }
}
