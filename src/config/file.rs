//! The configuration file: TOML, whose keys are the names of options. An option that may be repeated is a table of its names.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use clap::error::{ContextKind, ContextValue};
use clap::{Arg, ArgAction, Command};
use toml::de::{DeTable, DeValue};

use super::nearest::suggestion;
use super::{FILE_OPTION, Origin, Told, Value, key};

/// Reads a file. What it says is checked by the options' own parsers, so that what is wrong is told with its line.
///
/// # Errors
/// The file cannot be read, is not TOML, or has a key that no option has or a value that its option does not take.
pub(super) fn read(path: &Path, options: &[Arg]) -> Result<Told, FileError> {
    let text = fs::read_to_string(path).map_err(|error| FileError::new(path, None, error.to_string()))?;
    parse(path, &text, options)
}

fn parse(path: &Path, text: &str, options: &[Arg]) -> Result<Told, FileError> {
    let source = Source { path, text };
    let table = DeTable::parse(text).map_err(|error| source.error(error.span().unwrap_or(0..0), error.message()))?;
    let options: BTreeMap<String, &Arg> =
        options.iter().filter(|option| option.get_id() != FILE_OPTION).map(|option| (key(option), option)).collect();
    let mut told = Told::new();
    for (name, value) in table.get_ref() {
        let Some(option) = options.get(&**name.get_ref()) else {
            let meant = suggestion(name.get_ref(), options.keys().map(String::as_str));
            return Err(source.error(name.span(), format!("there is no setting {}{meant}", name.get_ref())));
        };
        let values = match (option.get_action(), value.get_ref()) {
            (ArgAction::Append, DeValue::Table(pairs)) => source.pairs(option, pairs)?,
            (ArgAction::Append, _) => {
                return Err(source.error(value.span(), format!("{0} is a table: [{0}], then NAME = VALUE lines", name.get_ref())));
            }
            (_, one) => {
                let text = scalar(one, is_flag(option))
                    .map_err(|what| source.error(value.span(), format!("{}: {what}", name.get_ref())))?;
                vec![source.value(option, text, value.span(), name.get_ref())?]
            }
        };
        told.insert(option.get_id().to_string(), values);
    }
    Ok(told)
}

/// The text of a value that is not a table.
fn scalar(value: &DeValue<'_>, is_flag: bool) -> Result<String, &'static str> {
    match (value, is_flag) {
        (DeValue::Boolean(is_true), true) => Ok(is_true.to_string()),
        (_, true) => Err("it is true or false"),
        (DeValue::String(text), false) => Ok(text.to_string()),
        (DeValue::Integer(number), false) => Ok(number.to_string()),
        (_, false) => Err("it is a text or a whole number"),
    }
}

fn is_flag(option: &Arg) -> bool {
    option.get_num_args().is_some_and(|count| count.min_values() == 0)
}

/// What a file says, where.
struct Source<'s> {
    path: &'s Path,
    text: &'s str,
}

impl Source<'_> {
    /// The values of an option that may be repeated, each as a flag would have it.
    fn pairs(&self, option: &Arg, pairs: &DeTable<'_>) -> Result<Vec<Value>, FileError> {
        let pairs = pairs.iter().map(|(name, value)| {
            let text = scalar(value.get_ref(), false).map_err(|what| {
                self.error(value.span(), format!("{}: {what}; a name with dots stands in quotes", name.get_ref()))
            })?;
            self.value(option, format!("{}={text}", name.get_ref()), value.span(), name.get_ref())
        });
        pairs.collect()
    }

    /// A value that its option takes.
    fn value(&self, option: &Arg, text: String, span: Range<usize>, name: &str) -> Result<Value, FileError> {
        match refusal(option, &text) {
            Some(why) => Err(self.error(span, format!("{name}: {why}"))),
            None => Ok(Value { text, origin: Origin::File { file: self.path.to_owned(), line: self.line(&span) } }),
        }
    }

    fn line(&self, span: &Range<usize>) -> usize {
        let before = self.text.get(..span.start).unwrap_or(self.text);
        before.matches('\n').count() + 1
    }

    fn error(&self, span: Range<usize>, what: impl Into<String>) -> FileError {
        FileError::new(self.path, Some(self.line(&span)), what.into())
    }
}

/// Why an option does not take a value; none if it does.
fn refusal(option: &Arg, text: &str) -> Option<String> {
    let option = option.clone().env(None::<&str>).value_delimiter(None);
    let flag = format!("--{}={text}", option.get_long()?);
    let error = Command::new("file").no_binary_name(true).arg(option).try_get_matches_from([flag]).err()?;
    let known = match error.get(ContextKind::ValidValue) {
        Some(ContextValue::Strings(known)) => known.join(", "),
        _ => String::new(),
    };
    Some(match error.source() {
        Some(why) => format!("{text}: {why}"),
        None if !known.is_empty() => format!("{text} is none of {known}"),
        None => format!("{text} is no value for it"),
    })
}

/// What is wrong with a file, and where.
#[derive(Debug, PartialEq, Eq)]
pub struct FileError {
    path: PathBuf,
    line: Option<usize>,
    what: String,
}

impl FileError {
    fn new(path: &Path, line: Option<usize>, what: String) -> Self {
        Self { path: path.to_owned(), line, what }
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        match self.line {
            Some(line) => write!(formatter, "{path}:{line}: {}", self.what),
            None => write!(formatter, "{path}: {}", self.what),
        }
    }
}

impl Error for FileError {}

#[cfg(test)]
mod tests {
    use super::super::options;
    use super::*;

    fn refused(text: &str) -> String {
        parse(Path::new("f.toml"), text, &options()).expect_err("the file must be refused").to_string()
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        assert_eq!(refused("port = 1\nprot = 2"), "f.toml:2: there is no setting prot; did you mean port?");
        assert_eq!(refused("xyzzy = 2"), "f.toml:1: there is no setting xyzzy");
        assert_eq!(refused("\nport = 70000"), "f.toml:2: port: 70000: 70000 is not in 0..=65535");
        assert_eq!(refused("ephemeral = \"yes\""), "f.toml:1: ephemeral: it is true or false");
        assert_eq!(refused("region = 1.5"), "f.toml:1: region: it is a text or a whole number");
        assert_eq!(refused("functions = [\"a=b:c\"]"), "f.toml:1: functions is a table: [functions], then NAME = VALUE lines");
        assert_eq!(refused("[quotas]\n\nresources = \"many\"").split(": ").next(), Some("f.toml:3"));
        assert!(refused("port = ").starts_with("f.toml:1: "));
        // The file cannot name another.
        assert!(refused("config = \"other.toml\"").starts_with("f.toml:1: there is no setting config"));
    }

    #[test]
    fn a_table_is_a_repeated_flag() {
        let told = parse(Path::new("f.toml"), "[quotas]\nresources = 5\nstages = 6", &options()).unwrap();
        let values: Vec<&str> = told["quotas"].iter().map(|value| &*value.text).collect();
        assert_eq!(values, ["resources=5", "stages=6"]);
        assert_eq!(told["quotas"][1].origin, Origin::File { file: "f.toml".into(), line: 3 });
    }
}
