use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Whose things a request is for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Scope {
    /// One account; without it, all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountId>,
    /// One region; without it, all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<RegionName>,
}

impl Scope {
    /// Whether what an account has in a region is meant.
    pub fn covers(&self, account: &str, region: &str) -> bool {
        self.account.as_ref().is_none_or(|only| only.as_str() == account)
            && self.region.as_ref().is_none_or(|only| only.as_str() == region)
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.account, &self.region) {
            (None, None) => formatter.write_str("all accounts"),
            (Some(account), None) => write!(formatter, "account {}", account.as_str()),
            (None, Some(region)) => write!(formatter, "all accounts in {}", region.as_str()),
            (Some(account), Some(region)) => write!(formatter, "account {} in {}", account.as_str(), region.as_str()),
        }
    }
}

/// An account's number: 12 digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(inline, extend("pattern" = "^[0-9]{12}$"))]
pub struct AccountId(String);

/// A region, `eu-west-1`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(inline, extend("pattern" = "^[a-z0-9-]+$"))]
pub struct RegionName(String);

/// Why a text names no account or region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidScope(&'static str);

impl fmt::Display for InvalidScope {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0)
    }
}

impl std::error::Error for InvalidScope {}

impl AccountId {
    /// The twelve digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl RegionName {
    /// Its name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for AccountId {
    type Error = InvalidScope;

    fn try_from(text: String) -> Result<Self, InvalidScope> {
        let is_account = text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
        if is_account { Ok(Self(text)) } else { Err(InvalidScope("an account has 12 digits")) }
    }
}

impl TryFrom<String> for RegionName {
    type Error = InvalidScope;

    fn try_from(text: String) -> Result<Self, InvalidScope> {
        let of_region = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if !text.is_empty() && text.bytes().all(of_region) {
            Ok(Self(text))
        } else {
            Err(InvalidScope("a region is like eu-west-1"))
        }
    }
}

impl FromStr for AccountId {
    type Err = InvalidScope;

    fn from_str(text: &str) -> Result<Self, InvalidScope> {
        text.to_owned().try_into()
    }
}

impl FromStr for RegionName {
    type Err = InvalidScope;

    fn from_str(text: &str) -> Result<Self, InvalidScope> {
        text.to_owned().try_into()
    }
}

impl From<AccountId> for String {
    fn from(account: AccountId) -> String {
        account.0
    }
}

impl From<RegionName> for String {
    fn from(region: RegionName) -> String {
        region.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_covers_what_it_names_and_all_of_what_it_does_not() {
        let scope = |text: &str| serde_json::from_str::<Scope>(text);
        assert!(scope("{}").unwrap().covers("000000000000", "us-east-1"));
        let eu = scope(r#"{"region": "eu-west-1"}"#).unwrap();
        assert!(eu.covers("000000000000", "eu-west-1") && !eu.covers("000000000000", "us-east-1"));
        let one = scope(r#"{"account": "000000000000", "region": "eu-west-1"}"#).unwrap();
        assert!(one.covers("000000000000", "eu-west-1") && !one.covers("111122223333", "eu-west-1"));
        for wrong in [r#"{"account": "1"}"#, r#"{"account": "00000000000x"}"#, r#"{"region": ""}"#, r#"{"regions": "eu-west-1"}"#]
        {
            assert!(scope(wrong).is_err(), "{wrong}");
        }
    }
}
