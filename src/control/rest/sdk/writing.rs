//! What the sources of a library are written with.

/// A template with values in its places, `{name}`. What a value says is never taken for a place.
pub(super) fn filled(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(brace) = rest.find('{') {
        let (before, from) = rest.split_at(brace);
        filled.push_str(before);
        let place = values.iter().find_map(|(place, value)| Some((*value, from.strip_prefix(place)?)));
        let (written, after) = place.unwrap_or_else(|| from.split_at(1));
        filled.push_str(written);
        rest = after;
    }
    filled + rest
}

/// A name that nothing else has: the one that is wanted, or else the same with the first number that `take` takes.
pub(super) fn unique(wanted: &str, mut take: impl FnMut(&str) -> bool) -> String {
    let mut name = wanted.to_owned();
    let mut count = 1;
    while !take(&name) {
        count += 1;
        name = format!("{wanted}{count}");
    }
    name
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn values_are_no_templates() {
        let values = [("{path}", "/orders/{service}"), ("{service}", "Shop {path}")];
        assert_eq!(filled("{ {service}: {path}, {other} }", &values), "{ Shop {path}: /orders/{service}, {other} }");
    }

    #[test]
    fn a_name_that_is_taken_is_numbered() {
        let mut taken = HashSet::from(["pets2".to_owned()]);
        let names = ["pets", "pets", "pets"].map(|wanted| unique(wanted, |name| taken.insert(name.to_owned())));
        assert_eq!(names, ["pets", "pets3", "pets4"]);
    }
}
