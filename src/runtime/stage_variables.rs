//! The variables of a stage.

use std::borrow::Cow;
use std::ops::Deref;

const PLACE: &str = "${stageVariables.";

/// The variables of a stage, by name in alphabetical order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StageVariables(Box<[(Box<str>, Box<str>)]>);

impl FromIterator<(Box<str>, Box<str>)> for StageVariables {
    fn from_iter<I: IntoIterator<Item = (Box<str>, Box<str>)>>(variables: I) -> Self {
        let mut variables: Box<[_]> = variables.into_iter().collect();
        variables.sort();
        Self(variables)
    }
}

impl Deref for StageVariables {
    type Target = [(Box<str>, Box<str>)];

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl StageVariables {
    /// The value of a variable.
    pub fn get(&self, name: &str) -> Option<&str> {
        let at = self.0.binary_search_by(|(known, _)| (**known).cmp(name)).ok()?;
        self.0.get(at).map(|(_, value)| &**value)
    }

    /// Puts the values in the place of `${stageVariables.name}`; one that is not set is nothing (developer guide, "Amazon API
    /// Gateway stage variables reference").
    pub fn fill<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if !text.contains(PLACE) {
            return Cow::Borrowed(text);
        }
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once(PLACE) {
            let Some((name, after)) = after.split_once('}') else { break };
            filled.push_str(before);
            filled.push_str(self.get(name).unwrap_or_default());
            rest = after;
        }
        filled.push_str(rest);
        Cow::Owned(filled)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_where_they_are_closed() {
        let variables: StageVariables =
            [("b", "2"), ("a", "1")].map(|(name, value)| (name.into(), value.into())).into_iter().collect();
        for (text, filled) in [
            ("http://${stageVariables.a}:80${stageVariables.b}", "http://1:802"),
            ("x${stageVariables.c}y", "xy"),
            ("${stageVariables.a}${stageVariables.b", "1${stageVariables.b"),
            ("${context.a}", "${context.a}"),
        ] {
            assert_eq!(variables.fill(text), filled);
        }
    }
}
