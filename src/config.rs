//! Where each setting of `serve` comes from. In rising order: its default, the configuration file, names that other emulators
//! have for it in the environment, its own variable, its flag.
//!
//! What a file says becomes the default of the flag of that name, so clap's own precedence and parsers do the rest.

use std::collections::BTreeMap;
use std::error::Error;
use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};

use clap::builder::BoolishValueParser;
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Args, Command, CommandFactory, FromArgMatches};

use self::file::FileError;
use self::setting::settings;
pub use self::setting::{Origin, Setting, Value};
use crate::cli::{self, Cli, ServeArgs};

mod environment;
mod file;
mod nearest;
mod setting;

/// The file that is read when none is named, if the working directory has it.
const FILE: &str = "apigw-emulator.toml";

/// The id of the option that names the file. A command that has it is one that serves, or would.
const FILE_OPTION: &str = "config";

/// The id of the option that names a running emulator.
const URL_OPTION: &str = "url";

/// What the command line asks for, with all that the file and the environment have to say about it.
#[derive(Debug)]
pub struct Config {
    /// What is asked for.
    pub cli: Cli,
    /// The settings of a command that serves, each with where it comes from; empty for other commands.
    pub settings: Vec<Setting>,
    /// What a person should know about how the settings came together.
    pub notices: Vec<Notice>,
}

/// What a person should know about the settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Something was read from a place that is easily forgotten.
    Taken(String),
    /// Something looks like a setting and has no effect.
    WithoutEffect(String),
}

impl fmt::Display for Notice {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Taken(text) | Self::WithoutEffect(text)) = self;
        formatter.write_str(text)
    }
}

/// Reads the command line, and where it serves the environment and the file.
///
/// # Errors
/// One of them says what cannot be; also, as clap has it, when help or the version was asked for.
pub fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Config, ConfigError> {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let mut command = command();
    let matches = command.try_get_matches_from_mut(&arguments)?;
    match of_serving(&matches) {
        Some(first) => serving(command, &arguments, first),
        None => {
            let matches = if asks_an_emulator(&matches) { asking(command, &arguments)? } else { matches };
            Ok(Config { cli: Cli::from_arg_matches(&matches)?, settings: Vec::new(), notices: Vec::new() })
        }
    }
}

/// Reads the command line of a command that serves. `first` is what it says without the file and without neighbours.
fn serving(command: Command, arguments: &[OsString], first: &ArgMatches) -> Result<Config, ConfigError> {
    let variables = environment::readable();
    let mut notices = environment::unknown(&variables, &environment::names(&Cli::command()));
    let mut told = Told::new();
    if let Some(path) = file_named(first) {
        told = file::read(&path, &options())?;
        notices.push(Notice::Taken(format!("settings are read from {}", path.display())));
    }
    let (neighbours, said) = environment::neighbours(&variables, |option| is_explicit(first, option));
    told.extend(neighbours);
    notices.extend(said);
    told.retain(|option, _| !is_explicit(first, option));

    let matches = with_defaults(command, &told).try_get_matches_from(arguments)?;
    let settings = of_serving(&matches).map_or_else(Vec::new, |matches| settings(&options(), matches, &told, &variables));
    Ok(Config { cli: Cli::from_arg_matches(&matches)?, settings, notices })
}

/// Whether a command asks a running emulator, and is not told which.
fn asks_an_emulator(matches: &ArgMatches) -> bool {
    match matches.subcommand() {
        Some((_, matches)) => asks_an_emulator(matches),
        None => matches.try_contains_id(URL_OPTION).is_ok() && !is_explicit(matches, URL_OPTION),
    }
}

/// The command line of a command that asks a running emulator: the one that the same file and variables would start.
fn asking(command: Command, arguments: &[OsString]) -> Result<ArgMatches, ConfigError> {
    let serve = ["apigw-emulator".into(), "serve".into()];
    let matches = command.clone().try_get_matches_from(&serve)?;
    let url = match of_serving(&matches).map(|first| serving(command.clone(), &serve, first)).transpose()? {
        Some(Config { cli: Cli { command: Some(cli::Command::Serve(options)), .. }, .. }) => options.url(),
        _ => return Ok(command.try_get_matches_from(arguments)?),
    };
    let url = Value { text: url, origin: Origin::Default };
    let told = Told::from([(URL_OPTION.to_owned(), vec![url])]);
    Ok(with_defaults(command, &told).try_get_matches_from(arguments)?)
}

/// What was told of options by others than flags and their own variables, by id.
type Told = BTreeMap<String, Vec<Value>>;

/// The options that the settings are of.
fn options() -> Vec<Arg> {
    ServeArgs::augment_args(Command::new("serve")).mut_args(deniable).get_arguments().cloned().collect()
}

/// The command line, with all that the environment says. A variable that is empty says nothing: compose files have such.
fn command() -> Command {
    let known: Vec<String> = options().iter().map(|option| option.get_id().to_string()).collect();
    each_argument(Cli::command(), &|arg| {
        let is_empty = arg.get_env().is_some_and(environment::is_empty);
        let arg = if is_empty { arg.env(None::<&str>) } else { arg };
        if known.contains(&arg.get_id().to_string()) { deniable(arg) } else { arg }
    })
}

/// The command with all its arguments changed, also those of its commands.
fn each_argument(command: Command, change: &dyn Fn(Arg) -> Arg) -> Command {
    command.mut_args(change).mut_subcommands(|command| each_argument(command, change))
}

/// A flag that a file or a variable may have set must be one that can be taken back: `--ephemeral=false`.
fn deniable(arg: Arg) -> Arg {
    if !matches!(arg.get_action(), ArgAction::SetTrue) {
        return arg;
    }
    arg.action(ArgAction::Set)
        .num_args(0..=1)
        .require_equals(true)
        .value_name("BOOL")
        .default_value("false")
        .default_missing_value("true")
        .hide_default_value(true)
        .value_parser(BoolishValueParser::new())
}

/// The same command where what was told is the default. It is not parted at commas, which only variables need.
fn with_defaults(command: Command, told: &Told) -> Command {
    each_argument(command, &|arg| match told.get(arg.get_id().as_str()) {
        Some(values) => {
            arg.default_values(values.iter().map(|value| value.text.clone()).collect::<Vec<_>>()).value_delimiter(None)
        }
        None => arg,
    })
}

/// The options of a command that serves, whether it is named or not.
fn of_serving(matches: &ArgMatches) -> Option<&ArgMatches> {
    let serving = matches.subcommand().map_or(matches, |(_, matches)| matches);
    serving.try_contains_id(FILE_OPTION).is_ok().then_some(serving)
}

fn file_named(matches: &ArgMatches) -> Option<PathBuf> {
    let named = matches.get_one::<PathBuf>(FILE_OPTION).cloned();
    named.or_else(|| Some(Path::new(FILE).to_owned()).filter(|file| file.exists()))
}

/// Whether an option has a flag or its own variable.
fn is_explicit(matches: &ArgMatches, option: &str) -> bool {
    matches!(matches.value_source(option), Some(ValueSource::CommandLine | ValueSource::EnvVariable))
}

/// The name of an option in files: its id, as it is spelled there.
fn key(option: &Arg) -> String {
    option.get_id().as_str().replace('_', "-")
}

/// Why there are no settings.
#[derive(Debug)]
pub enum ConfigError {
    /// The command line or a variable is wrong, or help was asked for.
    CommandLine(clap::Error),
    /// The file is wrong.
    File(FileError),
}

impl fmt::Display for ConfigError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CommandLine(error) => write!(formatter, "{error}"),
            Self::File(error) => write!(formatter, "{error}"),
        }
    }
}

impl Error for ConfigError {}

impl From<clap::Error> for ConfigError {
    fn from(error: clap::Error) -> Self {
        Self::CommandLine(error)
    }
}

impl From<FileError> for ConfigError {
    fn from(error: FileError) -> Self {
        Self::File(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file is a table of names where a flag may be repeated, so each such flag must be NAME=VALUE.
    #[test]
    fn every_option_that_may_be_repeated_has_a_name_and_a_value() {
        for option in options().iter().filter(|option| matches!(option.get_action(), ArgAction::Append)) {
            let names = option.get_value_names().unwrap_or_default();
            assert!(names.iter().any(|name| name.contains('=')), "{}: {names:?}", option.get_id());
        }
    }

    /// clap hands what it knows of an option down to global options of the same id, and `serve` may be given without its name.
    #[test]
    fn no_global_option_has_the_id_of_a_setting() {
        fn global_ids(command: &Command) -> Vec<String> {
            let own = command.get_arguments().filter(|arg| arg.is_global_set()).map(|arg| arg.get_id().to_string());
            own.chain(command.get_subcommands().flat_map(global_ids)).collect()
        }
        let settings: Vec<String> = options().iter().map(|option| option.get_id().to_string()).collect();
        let shared: Vec<String> = global_ids(&Cli::command()).into_iter().filter(|id| settings.contains(id)).collect();
        assert!(shared.is_empty(), "{shared:?}");
    }

    #[test]
    fn every_option_has_a_flag_and_a_variable() {
        for option in options() {
            assert!(option.get_long().is_some() && option.get_env().is_some(), "{}", option.get_id());
        }
    }
}
