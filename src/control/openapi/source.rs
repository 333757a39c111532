//! The text of a definition, JSON or YAML, becomes one JSON value.

use std::fmt;

use emulator_api::Doc;
use serde_json::Value;

/// The most bytes of a definition (API reference, ImportRestApi).
pub const LARGEST: usize = 6 * 1024 * 1024;

/// How deep a definition in YAML may nest; the JSON parser goes 128 deep. Each level takes stack.
const DEEPEST: usize = 64;

/// What a YAML alias may become, all of them together.
const REPLAYED: usize = 250_000;

/// Why a text is no definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Malformed {
    /// It is neither JSON nor YAML, or it is a bomb: what is wrong, and where.
    Unreadable(String),
    /// It is a value, but no object.
    NoObject,
}

impl fmt::Display for Malformed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(why) => write!(formatter, "it cannot be read: {why}"),
            Self::NoObject => formatter.write_str("it is not an object of JSON or YAML"),
        }
    }
}

/// The values of the AWS variables that a definition may name (developer guide, "AWS variables for OpenAPI import").
#[derive(Clone, Debug)]
pub struct Variables<'v> {
    /// `${AWS::AccountId}`.
    pub account: &'v str,
    /// `${AWS::Partition}`.
    pub partition: &'v str,
    /// `${AWS::Region}`.
    pub region: &'v str,
}

/// Reads a definition.
///
/// # Errors
/// [`Malformed`].
pub fn read(text: &[u8], variables: &Variables<'_>) -> Result<Doc, Malformed> {
    match value(text, variables)? {
        Value::Object(definition) => Ok(definition),
        _ => Err(Malformed::NoObject),
    }
}

/// Reads what may be a definition. JSON is tried first: it is almost a part of YAML, and much faster to read.
///
/// # Errors
/// [`Malformed::Unreadable`].
pub fn value(text: &[u8], variables: &Variables<'_>) -> Result<Value, Malformed> {
    let text = std::str::from_utf8(text).map_err(|error| Malformed::Unreadable(error.to_string()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let text = with_variables(text, variables);
    serde_json::from_str(&text).or_else(|json_error| {
        let is_meant_as_json = text.trim_start().starts_with(['{', '[']);
        let why = |yaml_error: String| if is_meant_as_json { json_error.to_string() } else { yaml_error };
        yaml(&text).map_err(|error| Malformed::Unreadable(why(error.to_string())))
    })
}

fn with_variables(text: &str, variables: &Variables<'_>) -> String {
    text.replace("${AWS::AccountId}", variables.account)
        .replace("${AWS::Partition}", variables.partition)
        .replace("${AWS::Region}", variables.region)
}

fn yaml(text: &str) -> Result<Value, serde_saphyr::Error> {
    let budget = serde_saphyr::budget! {
        max_depth: DEEPEST,
        flow_nesting_limit: DEEPEST,
        max_events: 2_000_000,
        max_nodes: 1_000_000,
        max_documents: 1,
    };
    let aliases = serde_saphyr::alias_limits! { max_total_replayed_events: REPLAYED };
    let options = serde_saphyr::options! {
        budget: budget,
        alias_limits: aliases,
        duplicate_keys: serde_saphyr::DuplicateKeyPolicy::LastWins,
    };
    serde_saphyr::from_str_with_options(text, options)
}

/// Prints a definition as YAML.
///
/// # Errors
/// When it cannot be printed, which is a fault here: a JSON value always can.
pub fn print_yaml(definition: &Doc) -> Result<String, serde_saphyr::ser::Error> {
    serde_saphyr::to_string(definition)
}
