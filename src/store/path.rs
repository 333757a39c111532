//! Paths of resources. A name from outside becomes one part of a path, whatever characters it has.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

/// What a path part may not hold as it is.
const RESERVED: &AsciiSet = &CONTROLS.add(b'/').add(b'%');

/// `name` as one part of a path.
pub fn part(name: &str) -> Cow<'_, str> {
    utf8_percent_encode(name, RESERVED).into()
}

/// The name that `part` was made of.
pub fn name(part: &str) -> Cow<'_, str> {
    percent_decode_str(part).decode_utf8_lossy()
}

/// `collection` followed by `name`.
pub fn join(collection: &str, name: &str) -> String {
    format!("{collection}/{}", part(name))
}

/// What lies above the last part of `path`.
pub fn parent(path: &str) -> &str {
    split(path).0
}

/// `path` as what lies above its last part, and that part.
pub(super) fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// The path of the branch that `path` is in, which are its first four parts: `/{account}/{region}/restapis/{id}`. None of what lies
/// above all branches.
pub fn branch(path: &str) -> Option<&str> {
    let mut slashes = path.match_indices('/').skip(3);
    slashes.next()?;
    let end = slashes.next().map_or(path.len(), |(at, _)| at);
    path.get(..end)
}

/// What lies below `path`, both ends left out: `0` is the character behind `/`.
pub(super) fn range(path: &str) -> (String, String) {
    (format!("{path}/"), format!("{path}0"))
}

/// The name in the last part of `path`.
pub fn last(path: &str) -> Cow<'_, str> {
    name(split(path).1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_slashes_stays_one_part() {
        let path = join("/a/tags", "arn:aws/x%2F\0y");
        assert_eq!(path, "/a/tags/arn:aws%2Fx%252F%00y");
        assert_eq!(parent(&path), "/a/tags");
        assert_eq!(last(&path), "arn:aws/x%2F\0y");
    }

    #[test]
    fn a_branch_begins_at_the_fourth_part() {
        for above in ["", "/a", "/a/r", "/a/r/restapis"] {
            assert_eq!(branch(above), None, "{above}");
        }
        for within in ["/a/r/restapis/x", "/a/r/restapis/x/stages", "/a/r/restapis/x/stages/y"] {
            assert_eq!(branch(within), Some("/a/r/restapis/x"), "{within}");
        }
    }
}
