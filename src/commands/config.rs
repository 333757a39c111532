//! `config`: every setting of `serve`, and where it comes from.

use std::error::Error;
use std::io::{self, Write};

use serde_json::{Map, Value as Json, json};

use super::running::{print, table};
use crate::config::{Notice, Origin, Setting, Value};

/// Prints the settings; what else there is to know goes to standard error.
pub(super) fn run(as_json: bool, settings: &[Setting], notices: &[Notice]) -> Result<(), Box<dyn Error>> {
    for notice in notices {
        writeln!(io::stderr(), "{notice}")?;
    }
    print(&json(settings), as_json, |_| table(["setting", "value", "from"], &rows(settings)))
}

/// A row a value. What is not set has one too.
fn rows(settings: &[Setting]) -> Vec<[String; 3]> {
    let unset = [Value { text: "-".to_owned(), origin: Origin::Default }];
    let of_setting = |setting: &Setting| -> Vec<[String; 3]> {
        let values = if setting.values.is_empty() { &unset } else { &*setting.values };
        values.iter().map(|value| [setting.key.clone(), value.text.clone(), value.origin.to_string()]).collect()
    };
    settings.iter().flat_map(of_setting).collect()
}

/// An object of settings; that of a list is an array, with an entry for each value.
fn json(settings: &[Setting]) -> Map<String, Json> {
    let entries = settings.iter().map(|setting| {
        let mut values = setting.values.iter().map(entry);
        let value = match setting.is_list {
            true => values.collect(),
            false => values.next().unwrap_or_else(|| json!({ "value": null, "source": "default" })),
        };
        (setting.key.clone(), value)
    });
    entries.collect()
}

fn entry(value: &Value) -> Json {
    let text = &value.text;
    match &value.origin {
        Origin::Default => json!({ "value": text, "source": "default" }),
        Origin::File { file, line } => {
            json!({ "value": text, "source": "file", "file": file.display().to_string(), "line": line })
        }
        Origin::Variable(name) => json!({ "value": text, "source": "environment", "name": name }),
        Origin::Flag(name) => json!({ "value": text, "source": "flag", "name": format!("--{name}") }),
    }
}
