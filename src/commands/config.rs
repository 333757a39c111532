//! `config`: every setting of `serve`, and where it comes from.

use std::io::{self, Write};

use serde_json::{Map, Value as Json, json};

use crate::config::{Notice, Origin, Setting, Value};

/// Prints the settings; what else there is to know goes to standard error.
pub(super) fn run(as_json: bool, settings: &[Setting], notices: &[Notice]) -> io::Result<()> {
    for notice in notices {
        writeln!(io::stderr(), "{notice}")?;
    }
    let written = if as_json { json(settings) } else { table(settings) };
    match io::stdout().write_all(written.as_bytes()) {
        // Whoever reads it has seen enough: `config | head`.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        printed => printed,
    }
}

/// A line a value: its setting, itself, where it comes from. What is not set has a line too.
fn table(settings: &[Setting]) -> String {
    let unset = [Value { text: "-".to_owned(), origin: Origin::Default }];
    let rows: Vec<[String; 3]> = settings
        .iter()
        .flat_map(|setting| {
            let values = if setting.values.is_empty() { &unset } else { &*setting.values };
            values.iter().map(|value| [setting.key.clone(), value.text.clone(), value.origin.to_string()])
        })
        .collect();
    let width = |column: usize| rows.iter().map(|row| row[column].len()).max().unwrap_or(0);
    let (first, second) = (width(0), width(1));
    rows.iter().map(|[key, text, origin]| format!("{key:<first$}  {text:<second$}  {origin}\n")).collect()
}

/// An object of settings; that of a list is an array, with an entry for each value.
fn json(settings: &[Setting]) -> String {
    let entries = settings.iter().map(|setting| {
        let mut values = setting.values.iter().map(entry);
        let value = match setting.is_list {
            true => values.collect(),
            false => values.next().unwrap_or_else(|| json!({ "value": null, "source": "default" })),
        };
        (setting.key.clone(), value)
    });
    format!("{:#}\n", Json::Object(entries.collect::<Map<_, _>>()))
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
