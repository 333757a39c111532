//! What somebody may have meant by a name that is not known.

/// How alike two names must be for one to be meant by the other; clap's own suggestions take the same.
const ALIKE: f64 = 0.7;

/// The known name that is nearest, if one is near.
pub(super) fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let near = known.map(|known| (strsim::jaro(name, known), known)).filter(|(likeness, _)| *likeness > ALIKE);
    near.max_by(|one, other| one.0.total_cmp(&other.0)).map(|(_, known)| known)
}

/// `; did you mean x?`, or nothing.
pub(super) fn suggestion<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> String {
    nearest(name, known).map_or_else(String::new, |meant| format!("; did you mean {meant}?"))
}
