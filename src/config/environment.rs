//! The environment: names that people have in their compose files for other emulators, and names that look like ours.

use std::collections::BTreeMap;
use std::env;
use std::ffi::OsStr;
use std::net::IpAddr;

use clap::Command;

use super::nearest::suggestion;
use super::{Notice, Origin, Told, Value};

/// The start of our own variables.
const PREFIX: &str = "APIGW_EMULATOR_";

/// What LocalStack takes for yes; anything else is no (its documentation, "Configuration").
const YES: [&str; 3] = ["1", "true", "True"];

/// Variables by name.
pub(super) type Variables = BTreeMap<String, String>;

/// All variables that are text and not empty.
pub(super) fn readable() -> Variables {
    let texts = env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    texts.filter(|(_, value)| !value.is_empty()).collect()
}

/// The options that a value stands for, each with the value that it gets.
type Understood = Vec<(&'static str, String)>;

/// Whether a variable is set to nothing.
pub(super) fn is_empty(name: &OsStr) -> bool {
    env::var_os(name).is_some_and(|value| value.is_empty())
}

/// The variables that a command line knows.
pub(super) fn names(command: &Command) -> Vec<String> {
    let own = command.get_arguments().filter_map(|arg| arg.get_env()?.to_str()).map(str::to_owned);
    own.chain(command.get_subcommands().flat_map(names)).collect()
}

/// What looks like one of our variables and is none.
pub(super) fn unknown(variables: &Variables, known: &[String]) -> Vec<Notice> {
    let ours = variables.keys().filter(|name| name.starts_with(PREFIX) && !known.contains(name));
    let said = ours.map(|name| {
        let meant = suggestion(name, known.iter().map(String::as_str).filter(|known| known.starts_with(PREFIX)));
        Notice::WithoutEffect(format!("{name} is no setting and has no effect{meant}"))
    });
    said.collect()
}

/// What LocalStack's names say of our options, and what a person is told of each. `is_explicit` knows the options that have a
/// flag or a variable of ours, to which theirs give way.
pub(super) fn neighbours(variables: &Variables, is_explicit: impl Fn(&str) -> bool) -> (Told, Vec<Notice>) {
    let mut told = Told::new();
    let mut notices = Vec::new();
    for name in NEIGHBOURS {
        let Some(value) = variables.get(name) else { continue };
        let mut said = Vec::new();
        for (option, text) in understood(name, value) {
            let key = option.replace('_', "-");
            if is_explicit(option) || told.contains_key(option) {
                said.push(format!("its {key} {text} gives way to another setting"));
            } else {
                said.push(format!("taken as {key} {text}"));
                told.insert(option.to_owned(), vec![Value { text, origin: Origin::Variable(name.to_owned()) }]);
            }
        }
        let hint = hint(name, value);
        notices.push(if said.is_empty() {
            Notice::WithoutEffect(format!("{name}={value} has no effect: {}", hint.unwrap_or("its value is not understood")))
        } else {
            let hint = hint.map_or_else(String::new, |hint| format!("; {hint}"));
            Notice::Taken(format!("{name}={value}: {}{hint}", said.join(", ")))
        });
    }
    (told, notices)
}

/// The names. Of two for one option the first counts.
const NEIGHBOURS: [&str; 5] = ["GATEWAY_LISTEN", "LOCALSTACK_HOST", "PERSISTENCE", "LS_LOG", "DEBUG"];

/// The options that a value of such a name stands for.
fn understood(name: &str, value: &str) -> Understood {
    match name {
        "GATEWAY_LISTEN" => listen(value),
        "PERSISTENCE" => vec![("ephemeral", (!YES.contains(&value)).to_string())],
        "LS_LOG" => level(value),
        "DEBUG" if YES.contains(&value) => level("debug"),
        _ => Vec::new(),
    }
}

/// What else there is to say of a name.
fn hint(name: &str, value: &str) -> Option<&'static str> {
    match name {
        "GATEWAY_LISTEN" if value.contains(',') => Some("one address is listened on, the first"),
        "LOCALSTACK_HOST" => Some("APIs are answered with the addresses that AWS gives them"),
        "DEBUG" if !YES.contains(&value) => Some("only 1 and true mean anything here"),
        _ => None,
    }
}

/// `host`, `host:port`, `:port` or `[ip]:port`, several with commas between.
fn listen(value: &str) -> Understood {
    let first = value.split(',').next().unwrap_or(value).trim();
    let (host, port) = match first.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (first, None),
    };
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let host = if host == "localhost" { "127.0.0.1" } else { host };
    let (is_host, is_port) = (host.parse::<IpAddr>().is_ok(), port.is_none_or(|port| port.parse::<u16>().is_ok()));
    if !is_port || !(is_host || host.is_empty()) {
        return Vec::new();
    }
    let host = is_host.then(|| ("host", host.to_owned()));
    host.into_iter().chain(port.map(|port| ("port", port.to_owned()))).collect()
}

/// The filter that a log level of LocalStack's stands for. Theirs says nothing of libraries, and so does ours.
fn level(value: &str) -> Understood {
    let filter = match value.trim().to_ascii_lowercase().as_str() {
        "trace" | "trace-internal" => "apigw_emulator=trace,info",
        "debug" => "apigw_emulator=debug,info",
        "info" => "info",
        "warn" | "warning" => "warn",
        "error" => "error",
        _ => return Vec::new(),
    };
    vec![("log", filter.to_owned())]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(name: &str, value: &str) -> (Vec<(String, String)>, String) {
        let variables = Variables::from([(name.to_owned(), value.to_owned())]);
        let (told, notices) = neighbours(&variables, |_| false);
        let told = told.into_iter().map(|(option, values)| (option, values[0].text.clone())).collect();
        (told, notices[0].to_string())
    }

    fn told(name: &str, value: &str) -> Vec<(String, String)> {
        said(name, value).0
    }

    fn pair(option: &str, value: &str) -> (String, String) {
        (option.to_owned(), value.to_owned())
    }

    // The forms that LocalStack reads: host:port, host, :port, [ip]:port, several with commas.
    #[test]
    fn an_address_to_listen_on_is_read_in_all_its_forms() {
        assert_eq!(told("GATEWAY_LISTEN", "0.0.0.0:4567"), [pair("host", "0.0.0.0"), pair("port", "4567")]);
        assert_eq!(told("GATEWAY_LISTEN", "0.0.0.0"), [pair("host", "0.0.0.0")]);
        assert_eq!(told("GATEWAY_LISTEN", ":4567"), [pair("port", "4567")]);
        assert_eq!(told("GATEWAY_LISTEN", "[::]:4567"), [pair("host", "::"), pair("port", "4567")]);
        assert_eq!(told("GATEWAY_LISTEN", "[::1]"), [pair("host", "::1")]);
        assert_eq!(told("GATEWAY_LISTEN", "some.name:80"), []);
        let (_, notice) = said("GATEWAY_LISTEN", "0.0.0.0:4566,0.0.0.0:443");
        assert_eq!(
            notice,
            "GATEWAY_LISTEN=0.0.0.0:4566,0.0.0.0:443: taken as host 0.0.0.0, taken as port 4566; one address is listened on, the first"
        );
    }

    #[test]
    fn state_is_kept_unless_persistence_is_off() {
        assert_eq!(told("PERSISTENCE", "1"), [pair("ephemeral", "false")]);
        assert_eq!(told("PERSISTENCE", "0"), [pair("ephemeral", "true")]);
    }

    #[test]
    fn a_level_is_of_the_emulator_and_not_of_its_libraries() {
        assert_eq!(told("DEBUG", "1"), [pair("log", "apigw_emulator=debug,info")]);
        assert_eq!(told("LS_LOG", "warning"), [pair("log", "warn")]);
        // What programs with the library `debug` have in their environment.
        assert_eq!(
            said("DEBUG", "express:*"),
            (vec![], "DEBUG=express:* has no effect: only 1 and true mean anything here".to_owned())
        );
        let both = Variables::from([pair("DEBUG", "1"), pair("LS_LOG", "error")]);
        assert_eq!(neighbours(&both, |_| false).0["log"][0].text, "error");
    }

    #[test]
    fn what_is_set_otherwise_is_not_taken_from_a_neighbour() {
        let variables = Variables::from([pair("GATEWAY_LISTEN", "0.0.0.0:4567")]);
        let (told, notices) = neighbours(&variables, |option| option == "port");
        assert_eq!(told.keys().collect::<Vec<_>>(), ["host"]);
        assert_eq!(
            notices[0].to_string(),
            "GATEWAY_LISTEN=0.0.0.0:4567: taken as host 0.0.0.0, its port 4567 gives way to another setting"
        );
    }

    #[test]
    fn a_variable_that_is_nearly_ours_is_told() {
        let variables = Variables::from([pair("APIGW_EMULATOR_DATADIR", "x"), pair("OTHER", "y")]);
        let notices = unknown(&variables, &["APIGW_EMULATOR_DATA_DIR".to_owned(), "AWS_ENDPOINT_URL".to_owned()]);
        assert_eq!(
            notices,
            [Notice::WithoutEffect(
                "APIGW_EMULATOR_DATADIR is no setting and has no effect; did you mean APIGW_EMULATOR_DATA_DIR?".to_owned()
            )]
        );
    }
}
