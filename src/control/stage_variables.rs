//! What stage variables may be, of all three kinds of API.

use emulator_api::error::{AwsError, Result};

use crate::control::call::{Scope, entries};
use crate::control::draft::Draft;
use crate::control::quota::Quota;

/// The most characters of a variable's name.
const NAME: usize = 64;
/// The most characters of a variable's value.
const VALUE: usize = 512;

/// Refuses the variables that a stage may not have in `member`, or in its canary, of those that it sets. AWS's words were seen by
/// deploying them (badmintoncryer/cdk-preflight); those on lengths were not found.
pub(crate) fn check(scope: &Scope, stage: &Draft<'_>, member: &str) -> Result<()> {
    check_each(stage.part(member))?;
    check_each(stage.part("canarySettings").and_then(|canary| canary.part("stageVariableOverrides")))?;
    if stage.sets(&[member]) {
        scope.quotas.check_total(scope.spec.service, Quota::StageVariables, entries(stage, member).count())?;
    }
    Ok(())
}

fn check_each(variables: Option<Draft<'_>>) -> Result<()> {
    let Some(variables) = variables else { return Ok(()) };
    for (name, value) in variables.iter().filter(|(name, _)| variables.sets(&[name])) {
        check_one(name, value.as_str().unwrap_or("")).map_err(AwsError::bad_request)?;
    }
    Ok(())
}

fn check_one(name: &str, value: &str) -> std::result::Result<(), String> {
    if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        return Err(format!("Invalid stage variable name: {name}. Please use names with only word characters."));
    }
    if name.len() > NAME {
        return Err(format!("Stage variable name {name} exceeds the maximum length of {NAME} characters"));
    }
    if value.is_empty() || !value.chars().all(|letter| letter.is_ascii_alphanumeric() || "-._~:/?#&=,@ ".contains(letter)) {
        return Err(format!(
            "Invalid stage variable value of key {name}.  Please use values with alphanumeric characters and the symbols ' ', -', '.', '_', ':', '/', '?', '&', '=', and ','."
        ));
    }
    if value.len() > VALUE {
        return Err(format!("The value of stage variable {name} exceeds the maximum length of {VALUE} characters"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::check_one;

    // API reference, CreateStage: names have "alphanumeric and underscore characters, and the values must match
    // [A-Za-z0-9-._~:/?#&=,]+"; lengths: developer guide, "HTTP API quotas".
    #[test]
    fn names_are_words_and_values_have_few_symbols() {
        let check = |name: &str, value: &str| check_one(name, value);
        assert_eq!(check("a_1", "https://user@example.com/a?b=c&d=e,f#g~h i"), Ok(()));
        assert_eq!(check(&"n".repeat(64), &"v".repeat(512)), Ok(()));
        let name = "Invalid stage variable name: owner:a. Please use names with only word characters.";
        assert_eq!(check("owner:a", "v"), Err(name.to_owned()));
        for value in ["", "$LATEST", "a\"b", "{a}", "é"] {
            let refusal = check("a", value).expect_err("refused");
            assert!(refusal.starts_with("Invalid stage variable value of key a.  Please use values with"), "{value}: {refusal}");
        }
        let refusal = check(&"n".repeat(65), "v").expect_err("refused");
        assert!(refusal.ends_with("exceeds the maximum length of 64 characters"), "{refusal}");
        let refusal = check("a", &"v".repeat(513)).expect_err("refused");
        assert!(refusal.ends_with("exceeds the maximum length of 512 characters"), "{refusal}");
    }
}
