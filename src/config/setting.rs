//! The settings that came of it all, each with where it comes from.

use std::fmt;
use std::path::PathBuf;

use clap::parser::ValueSource;
use clap::{Arg, ArgMatches};

use super::environment::Variables;
use super::{Told, key};
use crate::services::ENDPOINT_VARIABLE_PREFIX;

/// One setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its name in files.
    pub key: String,
    /// Whether it is a list: then it may have several values, or none.
    pub is_list: bool,
    /// Its values; none when it is not set.
    pub values: Vec<Value>,
}

/// A value of a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// The value as it was written; without what is secret in it.
    pub text: String,
    /// Who says so.
    pub origin: Origin,
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Nobody said anything.
    Default,
    /// The configuration file.
    File {
        /// Its path.
        file: PathBuf,
        /// The line, from 1.
        line: usize,
    },
    /// A variable of the environment: ours, or the one that another emulator has for it.
    Variable(String),
    /// The command line.
    Flag(String),
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => formatter.write_str("default"),
            Self::File { file, line } => write!(formatter, "{}:{line}", file.display()),
            Self::Variable(name) => formatter.write_str(name),
            Self::Flag(name) => write!(formatter, "--{name}"),
        }
    }
}

/// The option that variables name endpoints for, one service each: `AWS_ENDPOINT_URL_SQS`.
const ENDPOINTS: &str = "service_endpoints";

/// The settings of `matches`, in which what was told is the defaults.
pub(super) fn settings(options: &[Arg], matches: &ArgMatches, told: &Told, variables: &Variables) -> Vec<Setting> {
    let of_options = options.iter().map(|option| {
        let id = option.get_id().as_str();
        let origin = match matches.value_source(id) {
            Some(ValueSource::CommandLine) => Some(Origin::Flag(option.get_long().unwrap_or(id).to_owned())),
            Some(ValueSource::EnvVariable) => option.get_env().map(|name| Origin::Variable(name.to_string_lossy().into_owned())),
            _ => None,
        };
        let values = match (origin, told.get(id)) {
            (None, Some(told)) => told.clone(),
            (origin, _) => {
                let origin = origin.unwrap_or(Origin::Default);
                let written = matches.get_raw(id).into_iter().flatten();
                written.map(|text| Value { text: text.to_string_lossy().into_owned(), origin: origin.clone() }).collect()
            }
        };
        let endpoints = variables.iter().filter(|(name, _)| id == ENDPOINTS && name.starts_with(ENDPOINT_VARIABLE_PREFIX));
        let endpoints = endpoints.map(|(name, text)| Value { text: text.clone(), origin: Origin::Variable(name.clone()) });
        let is_secret = option.is_hide_env_values_set();
        let values =
            values.into_iter().chain(endpoints).map(|value| Value { text: shown(&value.text, is_secret), ..value }).collect();
        Setting { key: key(option), is_list: option.get_value_delimiter().is_some(), values }
    });
    of_options.collect()
}

/// Secrets are told by their length's presence alone, and addresses without the password in them.
fn shown(text: &str, is_secret: bool) -> String {
    if is_secret {
        return "****".to_owned();
    }
    // There may be two of them: `ISSUER=URL`.
    let mut parts = text.split("://");
    let before = parts.next().unwrap_or_default().to_owned();
    parts.fold(before, |shown, address| format!("{shown}://{}", without_user(address)))
}

/// What follows a scheme, without user and password.
fn without_user(address: &str) -> String {
    let (authority, path) = address.split_at(address.find('/').unwrap_or(address.len()));
    match authority.rsplit_once('@') {
        Some((_, host)) => format!("****@{host}{path}"),
        None => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_shown_without_its_password() {
        assert_eq!(shown("sqs=http://me:secret@host:1/x@y", false), "sqs=http://****@host:1/x@y");
        assert_eq!(shown("http://host/me@home", false), "http://host/me@home");
        let both = "https://a:hush@issuer.example/pool=http://me:secret@host:1/keys";
        assert_eq!(shown(both, false), "https://****@issuer.example/pool=http://****@host:1/keys");
        assert_eq!(shown("https://issuer.example=http://me:secret@host", false), "https://issuer.example=http://****@host");
        assert_eq!(shown("abc", true), "****");
    }
}
